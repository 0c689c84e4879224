//! What is printed is what would be drawn as a whole, on its own as well as after others.

use resvg::tiny_skia::Pixmap;

use super::super::picture;
use super::*;
use crate::theme::CardFont;

const SIZE: (u32, u32) = (400, 120);

fn fonts() -> Vec<CardFont> {
    let font = |name: &str, bytes: &[u8]| CardFont { name: name.to_owned(), bytes: bytes.to_vec() };
    vec![
        font("sans.ttf", include_bytes!("../../../../themes/default/cards/sans.ttf")),
        font("serif.ttf", include_bytes!("../../../../themes/default/cards/serif.ttf")),
    ]
}

fn svg(content: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"120\" viewBox=\"0 0 400 120\">\n\
         <rect width=\"400\" height=\"120\" fill=\"#fbfaf7\"/>{content}\n</svg>\n"
    )
}

fn line(attributes: &str, text: &str) -> String {
    format!(
        "\n<text y=\"70\" font-family=\"Milepost Card Serif\" font-size=\"40\" fill=\"#1b1f20\" {attributes}>{text}</text>"
    )
}

/// Returns what a press makes of what stands on a card, and the whole picture.
fn both(content: &str) -> (Option<Vec<u8>>, Vec<u8>) {
    let files = fonts();
    let fonts = Fonts::new(&files).expect("the fonts are there");
    let svg = svg(content);
    let printed = Press::new(&fonts).png(&svg, SIZE).map(|png| png.expect("it is a picture"));
    (printed, picture::png(&svg, fonts.database(), SIZE).expect("it is a picture"))
}

fn pixels(png: &[u8]) -> Vec<[u8; 4]> {
    let pixmap = Pixmap::decode_png(png).expect("it is a PNG");
    pixmap.pixels().iter().map(|pixel| [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]).collect()
}

/// Holds that a printed card looks like the one that is drawn as a whole: only edges of letters differ, by no more than
/// half a step of a quarter of a pixel and what is rounded makes of it.
fn assert_alike(content: &str) {
    let (printed, whole) = both(content);
    let (printed, whole) = (pixels(&printed.expect("it is printed")), pixels(&whole));
    let differ =
        |(a, b): (&[u8; 4], &[u8; 4])| a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(*b))).max().unwrap_or(0);
    let differences: Vec<u32> = printed.iter().zip(&whole).map(differ).collect();
    let blank = whole[0];
    let inked = whole.iter().filter(|pixel| **pixel != blank).count();
    assert!(inked > 100, "there is something to be seen of {content}");
    assert!(differences.iter().all(|difference| *difference <= 80), "{content}: {:?}", differences.iter().max());
    let sum: u32 = differences.iter().sum();
    assert!(sum as usize <= inked * 12, "{content}: {sum} of {inked}");
}

#[test]
fn a_printed_card_looks_like_one_that_is_drawn_as_a_whole() {
    assert_alike(&line("x=\"10\"", "Hello &amp; goodbye"));
    assert_alike(&line("x=\"10.3\" letter-spacing=\"-0.8\"", "Größe, fjord: AVATAR"));
    assert_alike(&line("x=\"390\" text-anchor=\"end\" letter-spacing=\"2\"", "Łódź ffi"));
    assert_alike(&line("x=\"200\" text-anchor=\"middle\"", "in the middle"));
    // Half of the first and of the last letter is outside of the picture.
    assert_alike(&line("x=\"-12\"", "Way beyond the edge of it"));
    assert_alike(
        &(line("x=\"10\"", "one")
            + "<rect y=\"100\" width=\"90\" height=\"9\" fill=\"red\"/>"
            + &line("x=\"150\"", "two")),
    );
}

#[test]
fn a_card_without_lines_is_its_ground_to_the_pixel() {
    let (printed, whole) = both("<circle cx=\"50\" cy=\"50\" r=\"33\" fill=\"#0e6a6a\"/>");
    assert_eq!(pixels(&printed.expect("it is printed")), pixels(&whole));
}

#[test]
fn what_was_printed_before_makes_no_difference() {
    let files = fonts();
    let fonts = Fonts::new(&files).expect("the fonts are there");
    let press = Press::new(&fonts);
    let cards: Vec<String> = (0..12)
        .map(|card| {
            let ground = format!("<rect y=\"{}\" width=\"400\" height=\"3\" fill=\"#0e6a6a\"/>", 100 + card % 6);
            svg(&(ground + &line("x=\"10\"", &format!("Card {card} of many"))))
        })
        .collect();
    let print =
        |press: &Press<'_>, card: &String| press.png(card, SIZE).expect("it is printed").expect("it is a picture");
    let one_after_the_other: Vec<Vec<u8>> = cards.iter().map(|card| print(&press, card)).collect();
    let alone: Vec<Vec<u8>> = cards.iter().map(|card| print(&Press::new(&fonts), card)).collect();
    let backwards: Vec<Vec<u8>> = cards.iter().rev().map(|card| print(&press, card)).collect();
    assert!(one_after_the_other == alone);
    assert!(backwards.iter().rev().eq(&alone));
}

#[test]
fn what_a_press_would_print_otherwise_is_left_to_be_drawn_as_a_whole() {
    let left = |content: &str| both(content).0.is_none();
    // A line that something is painted over.
    assert!(left(&(line("x=\"10\"", "below") + "<rect y=\"50\" width=\"30\" height=\"20\" fill=\"red\"/>")));
    // What is painted over lines is written elsewhere.
    let uses = "<rect y=\"110\" width=\"9\" height=\"9\" fill=\"url(#a)\"/>";
    assert!(left(&(line("x=\"10\"", "before") + uses)));
    // A style may be for lines.
    assert!(left(&("<style>text { opacity: 0.5 }</style>".to_owned() + &line("x=\"10\"", "pale"))));
    // Letters that join, go the other way, or are not in the font.
    for text in ["مرحبا", "שלום", "日本語", "e\u{301}"] {
        assert!(left(&line("x=\"10\"", text)), "{text}");
    }
}

#[test]
fn what_is_more_than_a_line_is_ground() {
    let sheet = |content: &str| {
        let svg = svg(content);
        Sheet::of(&svg, SIZE).map(|sheet| (sheet.lines.len(), sheet.ground.contains("<text"), sheet.over.is_some()))
    };
    assert_eq!(sheet(&line("x=\"1\"", "a line")), Some((1, false, false)));
    assert_eq!(sheet(&(line("x=\"1\"", "a line") + "<path d=\"M0 0h1v1z\"/>")), Some((1, false, true)));
    for more in [
        "opacity=\"0.5\"",
        "font-weight=\"700\"",
        "transform=\"rotate(3)\"",
        "style=\"fill:red\"",
        "class=\"a\"",
        "dx=\"1\"",
    ] {
        assert_eq!(sheet(&line(&format!("x=\"1\" {more}"), "more")), Some((0, true, false)), "{more}");
    }
    for text in ["<tspan>a</tspan>b", "a  b", " a", "a\nb", ""] {
        assert_eq!(sheet(&line("x=\"1\"", text)), Some((0, true, false)), "{text:?}");
    }
    assert_eq!(sheet(&line("x=\"1 2\"", "two places")), Some((0, true, false)));
    assert_eq!(sheet(&line("x=\"1em\"", "a unit")), Some((0, true, false)));
    assert_eq!(sheet(&format!("<g>{}</g>", line("x=\"1\"", "in a group"))), Some((0, true, false)));
    // What is in the root is taken for pixels only where it is.
    let wider = svg("").replace("viewBox=\"0 0 400 120\"", "viewBox=\"0 0 800 240\"");
    assert_eq!(Sheet::of(&wider, SIZE), None);
}

#[test]
fn cards_with_other_lines_have_the_same_ground() {
    let of = |svg: &str| Sheet::of(svg, SIZE).map(|sheet| (sheet.ground, sheet.over));
    let rule = "\n<path d=\"M0 100h400\" stroke=\"red\"/>";
    let one = of(&svg(&(line("x=\"10\"", "one") + rule)));
    let three = [line("x=\"10\"", "more"), line("x=\"20\"", "than"), line("x=\"30\"", "that")].concat();
    let three = of(&svg(&(three + rule + &line("x=\"40\"", "or this"))));
    assert!(one.is_some());
    assert_eq!(one, three);
}
