//! Text that has to fit: how wide it is about, shortened, and on two lines.

use unicode_segmentation::UnicodeSegmentation;

use crate::render::badge::width::advance;
use crate::render::label;

/// The size of the text in charts, in units of the viewBox.
pub(super) const SIZE: f64 = 15.0;

/// Returns about how wide `text` is at [`SIZE`], rather too much than too little.
///
/// The theme's face is narrower than Verdana by a fifth; its fallbacks and bold text by a seventh.
pub(super) fn width(text: &str) -> f64 {
    let per_pixel = SIZE / 11.0 / 100.0;
    text.chars().map(|c| if c < '\u{2e80}' { f64::from(advance(c)) * per_pixel * 0.86 } else { SIZE * 1.1 }).sum()
}

/// Returns `text` on one line, shortened with an ellipsis where it is wider than `room`.
pub(super) fn shorten(text: &str, room: f64) -> String {
    let text = label::clean(text);
    if width(&text) <= room {
        return text;
    }
    let mut kept = String::new();
    for grapheme in text.graphemes(true) {
        if width(&kept) + width(grapheme) + width("…") > room {
            break;
        }
        kept.push_str(grapheme);
    }
    kept.trim_end().to_owned() + "…"
}

/// Returns `text` on at most two lines of `room`, broken between words; the second is shortened.
pub(super) fn two_lines(text: &str, room: f64) -> Vec<String> {
    let text = label::clean(text);
    if width(&text) <= room {
        return vec![text];
    }
    let breaks = text.match_indices(' ').map(|(place, _)| place);
    match breaks.take_while(|place| width(&text[..*place]) <= room).last() {
        Some(place) => vec![text[..place].to_owned(), shorten(&text[place + 1..], room)],
        None => vec![shorten(&text, room)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_fits_stays_whole() {
        assert_eq!(shorten("Foundation", 200.0), "Foundation");
        assert_eq!(two_lines("Foundation", 200.0), ["Foundation"]);
    }

    #[test]
    fn long_titles_break_between_words_and_end_in_an_ellipsis() {
        let lines = two_lines("AI and machine learning security deep dive with everything in it", 160.0);
        assert_eq!(lines.len(), 2);
        assert!(lines[0].starts_with("AI and") && lines[1].ends_with('…'), "{lines:?}");
        assert!(lines.iter().all(|line| width(line) <= 160.0), "{lines:?}");
        assert_eq!(two_lines("Unbreakablelongword", 60.0).len(), 1);
    }

    #[test]
    fn emoji_are_not_cut_apart() {
        assert_eq!(shorten("👩‍🔬👩‍🔬👩‍🔬👩‍🔬", 110.0), "👩‍🔬👩‍🔬…");
    }
}
