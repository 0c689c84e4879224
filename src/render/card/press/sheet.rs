//! The SVG of a card taken apart: lines of text of which nothing is needed but their letters, and the ground that they
//! stand on, which is the same on many cards.
//!
//! A line is a `text` of the root with a place, a font, a size, a colour, and nothing that would have to be looked up
//! elsewhere. All else is ground, as it is written. What paints over lines is told apart: nothing of it may touch one.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use resvg::usvg::fontdb;
use svgtypes::FontFamily;

/// An SVG whose lines are set apart.
#[derive(Debug, PartialEq)]
pub(super) struct Sheet<'a> {
    /// What is drawn besides the lines: an SVG.
    pub(super) ground: String,
    /// What of it is painted after the first line: an SVG, or nothing.
    pub(super) over: Option<String>,
    pub(super) lines: Vec<Line<'a>>,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line<'a> {
    pub(super) text: Cow<'a, str>,
    /// The names of the fonts that may write it, as CSS has them.
    pub(super) families: Vec<Family>,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    /// What is added between characters.
    pub(super) spacing: f32,
    pub(super) anchor: Anchor,
    /// Red, green and blue.
    pub(super) color: [u8; 3],
}

/// The name of a font.
pub(super) type Family = FontFamily;

/// Which end of a line is at its place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Anchor {
    #[default]
    Start,
    Middle,
    End,
}

const SVG: &str = "http://www.w3.org/2000/svg";

impl<'a> Sheet<'a> {
    /// Takes the SVG of a picture of that size apart. `None` when it is not known whether the lines would be the same by
    /// themselves, or when it is not such an SVG at all.
    pub(super) fn of(svg: &'a str, size: (u32, u32)) -> Option<Self> {
        let mut reader = Reader::from_str(svg);
        let mut sheet = Self { ground: String::with_capacity(svg.len()), over: None, lines: Vec::new() };
        let (mut root, mut depth, mut taken, mut is_over) = (None, 0_usize, 0, None);
        loop {
            let begins = at(&reader);
            let event = reader.read_event().ok()?;
            match &event {
                Event::Start(tag) if root.is_none() => {
                    root = is_plain_root(tag, size).then(|| at(&reader));
                    root?;
                }
                Event::Start(tag) | Event::Empty(tag) => {
                    if tag.name().as_ref() == "style" {
                        return None;
                    }
                    let line = (depth == 1 && matches!(event, Event::Start(_))).then(|| line(tag, &svg[at(&reader)..]));
                    if let Some((line, length)) = line.flatten() {
                        sheet.ground.push_str(svg[taken..begins].trim_end());
                        sheet.lines.push(line);
                        taken = at(&reader) + length;
                        is_over.get_or_insert((sheet.ground.len(), false));
                    } else if let Some((_, is_painted)) = &mut is_over
                        && depth == 1
                    {
                        *is_painted = true;
                    }
                }
                Event::DocType(_) | Event::CData(_) => return None,
                Event::Eof => break,
                _ => {}
            }
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.checked_sub(1)?,
                _ => {}
            }
        }
        sheet.ground.push_str(&svg[taken..]);
        if let Some((first, true)) = is_over {
            // What is painted over lines must mean the same without what stands before it.
            if svg.contains("url(") || svg.contains("href") {
                return None;
            }
            sheet.over = Some(format!("{}{}", &svg[..root?], &sheet.ground[first..]));
        }
        Some(sheet)
    }
}

fn at(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// Returns whether what is in `root` is drawn in pixels as it stands there.
fn is_plain_root(root: &BytesStart<'_>, (width, height): (u32, u32)) -> bool {
    let is_plain = |name: &str, value: &str| match name {
        "xmlns" => value == SVG,
        "width" => value == width.to_string(),
        "height" => value == height.to_string(),
        "viewBox" => value == format!("0 0 {width} {height}"),
        _ => false,
    };
    let mut names = 0;
    let all = root.attributes().all(|attribute| {
        names += 1;
        attribute.is_ok_and(|one| is_plain(one.key.as_ref(), &one.value))
    });
    all && names == 4 && root.name().as_ref() == "svg"
}

/// Returns the line that an element is, and how many bytes of what follows its tag belong to it.
fn line<'a>(tag: &BytesStart<'_>, rest: &'a str) -> Option<(Line<'a>, usize)> {
    const END: &str = "</text>";
    if tag.name().as_ref() != "text" {
        return None;
    }
    let (written, after) = rest.split_at(rest.find('<')?);
    if !after.starts_with(END) {
        return None;
    }
    let text = quick_xml::escape::unescape(written).ok()?;
    // Where white space is not as it is shown, it would have to be made so first.
    let is_shown =
        !text.trim().is_empty() && text.split(' ').all(|word| !word.is_empty()) && !text.contains(char::is_control);
    let mut line = Line {
        text,
        families: Vec::new(),
        x: f32::NAN,
        y: f32::NAN,
        size: f32::NAN,
        spacing: 0.0,
        anchor: Anchor::Start,
        color: [0; 3],
    };
    let mut has_color = false;
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        let value = &*attribute.value;
        match attribute.key.as_ref() {
            "x" => line.x = number(value)?,
            "y" => line.y = number(value)?,
            "font-size" => line.size = number(value).filter(|size| *size > 0.0)?,
            "letter-spacing" => line.spacing = number(value)?,
            "font-family" => line.families = svgtypes::parse_font_families(value).ok()?,
            "text-anchor" => line.anchor = anchor(value)?,
            "fill" => {
                line.color = color(value)?;
                has_color = true;
            }
            _ => return None,
        }
    }
    let is_whole = [line.x, line.y, line.size].iter().all(|number| !number.is_nan()) && has_color && is_shown;
    (is_whole && !line.families.is_empty()).then_some((line, written.len() + END.len()))
}

/// Returns a number without a unit.
fn number(value: &str) -> Option<f32> {
    let is_plain = value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    value.parse().ok().filter(|_| is_plain)
}

fn anchor(value: &str) -> Option<Anchor> {
    match value {
        "start" => Some(Anchor::Start),
        "middle" => Some(Anchor::Middle),
        "end" => Some(Anchor::End),
        _ => None,
    }
}

/// Returns a colour that lets nothing through.
fn color(value: &str) -> Option<[u8; 3]> {
    let color: svgtypes::Color = value.parse().ok()?;
    (color.alpha == 255).then_some([color.red, color.green, color.blue])
}

/// Returns the name of a font as the list of fonts is asked for it.
pub(super) fn asked(family: &Family) -> fontdb::Family<'_> {
    match family {
        FontFamily::Serif => fontdb::Family::Serif,
        FontFamily::SansSerif => fontdb::Family::SansSerif,
        FontFamily::Cursive => fontdb::Family::Cursive,
        FontFamily::Fantasy => fontdb::Family::Fantasy,
        FontFamily::Monospace => fontdb::Family::Monospace,
        FontFamily::Named(name) => fontdb::Family::Name(name),
    }
}
