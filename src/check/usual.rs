//! Reads HTML that is written as nearly all is: whole tags in lower case, values in quotes, a handful of entities.
//!
//! Where there is anything else in a page, [`read`] gives up: then the page is for somebody who knows all of HTML.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use super::tags::{Attributes, Reader, Text};

/// What a text is read as until the end tag of its element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Raw {
    /// Text with entities.
    Text,
    /// Style sheets.
    Style,
    /// Scripts.
    Script,
}

/// Hands all of a page to `reader`; `None` when anything in it is unusual, and then it was handed something at most.
pub(super) fn read<'a>(bytes: &'a [u8], reader: &mut impl Reader<'a>) -> Option<()> {
    // Both are read as something else than they are.
    if memchr2(b'\r', 0, bytes).is_some() {
        return None;
    }
    let page = std::str::from_utf8(bytes).ok().filter(|page| !page.starts_with('\u{feff}'))?;
    let mut attributes = Attributes::new();
    let mut rest = page;
    while !rest.is_empty() {
        let text_end = memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        if text_end > 0 && reader.wants_text() {
            reader.text(&decoded(&rest[..text_end])?);
        }
        rest = &rest[text_end..];
        match rest.as_bytes() {
            [] => break,
            [b'<', b'!', ..] => rest = after_declaration(rest)?,
            [b'<', b'/', ..] => {
                let (name, after) = name(&rest[2..])?;
                reader.end(name);
                rest = after.strip_prefix('>')?;
            }
            _ => rest = element(rest, &mut attributes, reader)?,
        }
    }
    Some(())
}

/// Reads a comment or the declaration of the document, which say nothing to anybody.
fn after_declaration(text: &str) -> Option<&str> {
    const DOCTYPE: &str = "<!doctype html>";
    if text.get(..DOCTYPE.len()).is_some_and(|start| start.eq_ignore_ascii_case(DOCTYPE)) {
        return Some(&text[DOCTYPE.len()..]);
    }
    let inner = text.strip_prefix("<!--")?;
    let end = inner.find("-->")?;
    let comment = &inner[..end];
    // Each of these may end a comment earlier, or later.
    let is_odd =
        comment.starts_with('>') || comment.starts_with('-') || comment.ends_with('-') || comment.contains('!');
    (!is_odd).then(|| &inner[end + 3..])
}

/// Reads a start tag, and what is in it where that is no HTML.
fn element<'a>(text: &'a str, attributes: &mut Attributes<'a>, reader: &mut impl Reader<'a>) -> Option<&'a str> {
    let (tag, mut rest) = name(&text[1..])?;
    let raw = match tag {
        "title" | "textarea" => Some(Raw::Text),
        "style" => Some(Raw::Style),
        "script" => Some(Raw::Script),
        "iframe" | "xmp" | "noembed" | "noframe" | "noframes" | "noscript" | "plaintext" => return None,
        _ => None,
    };
    attributes.clear();
    loop {
        let after_space = rest.trim_start_matches([' ', '\n', '\t']);
        let has_space = after_space.len() < rest.len();
        rest = after_space;
        match rest.as_bytes() {
            [b'>', ..] => {
                rest = &rest[1..];
                break;
            }
            [b'/', b'>', ..] if raw.is_none() => {
                rest = &rest[2..];
                break;
            }
            _ if !has_space => return None,
            _ => rest = attribute(rest, attributes)?,
        }
    }
    reader.start(tag, attributes);
    match raw {
        Some(raw) => raw_text(rest, tag, raw, reader),
        None => Some(rest),
    }
}

fn attribute<'a>(text: &'a str, attributes: &mut Attributes<'a>) -> Option<&'a str> {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'_');
    let end = text.bytes().position(|byte| !is_plain(&byte)).filter(|end| *end > 0)?;
    let (name, rest) = text.split_at(end);
    let (value, rest) = match rest.as_bytes() {
        [b'=', quote @ (b'"' | b'\''), ..] => {
            let inner = &rest[2..];
            let end = memchr(*quote, inner.as_bytes())?;
            (decoded(&inner[..end])?, &inner[end + 1..])
        }
        // It may be that an equals sign comes later.
        [b'>' | b'/', ..] => (Cow::Borrowed(""), rest),
        [b' ' | b'\n' | b'\t', ..] if !rest.trim_start_matches([' ', '\n', '\t']).starts_with('=') => {
            (Cow::Borrowed(""), rest)
        }
        _ => return None,
    };
    // Drawings have names such as `viewBox`.
    let has_upper = name.bytes().any(|byte| byte.is_ascii_uppercase());
    let name = if has_upper { Cow::Owned(name.to_ascii_lowercase()) } else { Cow::Borrowed(name) };
    if !attributes.iter().any(|(known, _)| *known == name) {
        attributes.push((name, value));
    }
    Some(rest)
}

/// Reads until the end tag of `tag`, which is read as well.
fn raw_text<'a>(text: &'a str, tag: &'a str, raw: Raw, reader: &mut impl Reader<'a>) -> Option<&'a str> {
    let mut from = 0;
    let end = loop {
        let at = from + text[from..].find("</")?;
        let name = text.as_bytes().get(at + 2..at + 2 + tag.len())?;
        if name.eq_ignore_ascii_case(tag.as_bytes()) {
            break at;
        }
        from = at + 2;
    };
    let inner = &text[..end];
    // A comment in a script may hold its end tag.
    if raw == Raw::Script && inner.contains("<!--") {
        return None;
    }
    let rest = text[end + 2..].strip_prefix(tag)?.strip_prefix('>')?;
    if !inner.is_empty() && reader.wants_text() {
        reader.text(&if raw == Raw::Text { decoded(inner)? } else { Cow::Borrowed(inner) });
    }
    reader.end(tag);
    Some(rest)
}

/// Returns the name of a tag, and what stands behind it.
fn name(text: &str) -> Option<(&str, &str)> {
    let is_plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    let end = text.bytes().position(|byte| !is_plain(byte))?;
    text.starts_with(|first: char| first.is_ascii_lowercase()).then(|| text.split_at(end))
}

/// Returns a text with characters in the place of its entities.
fn decoded(text: &str) -> Option<Text<'_>> {
    let Some(first) = memchr(b'&', text.as_bytes()) else { return Some(Cow::Borrowed(text)) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(after) = rest.strip_prefix('&') {
        let (character, length) = match after.bytes().next() {
            Some(byte) if byte.is_ascii_alphanumeric() || byte == b'#' => entity(after)?,
            _ => ('&', 0),
        };
        out.push(character);
        rest = &after[length..];
        let next = rest.find('&').unwrap_or(rest.len());
        out.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    Some(Cow::Owned(out))
}

/// Returns the character that an entity is, with the length of its name and semicolon. Only those are known that pages
/// have: there are two thousand others.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(8).position(|byte| byte == b';')?;
    let character = match &text[..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        numeric => {
            let digits = numeric.strip_prefix('#')?;
            let code = match digits.strip_prefix('x') {
                Some(hex) if hex.bytes().all(|byte| byte.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16).ok()?,
                None if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
                _ => return None,
            };
            char::from_u32(code).filter(|character| matches!(character, ' '..='~'))?
        }
    };
    Some((character, end + 1))
}
