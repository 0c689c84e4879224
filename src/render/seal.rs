//! What every page keeps, whatever template made it: a browser uses only the scripts and style sheets that were built
//! (`integrity`), what a link to elsewhere opens has no hold on this page (`rel="noopener"`), and with the style sheet of
//! the theme come the parts of the style that the page has something for.
//!
//! [`seal`] reads the finished page, so no template, slot or component can forget it. In a page that Milepost writes
//! every `<` of a text is escaped, so a `<` begins a tag, a comment, or is within a script or style sheet.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::plan::BaseUrl;
use crate::theme::part::{Choice, Element, Parts, Seen};

/// Elements whose content is text.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// What pages are sealed with.
#[derive(Debug, Clone, Copy)]
pub struct Seals<'a> {
    /// The address of the site.
    pub base: &'a BaseUrl,
    /// `sha256-…` of scripts and style sheets by their path below the site.
    pub integrity: &'a BTreeMap<String, String>,
    /// The parts of the style.
    pub parts: &'a Parts,
    /// The path of the style sheet that they come with.
    pub style_sheet: Option<&'a str>,
}

/// A page with all that it lacked, but for the parts of its style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The page.
    pub html: Arc<str>,
    /// The links to the style sheet of the theme.
    pub links: Vec<Range<usize>>,
    /// The parts.
    pub choice: Choice,
}

impl Sealed {
    /// Returns the parts of the style that it takes.
    pub fn taken(&self) -> Option<&Choice> {
        (!self.links.is_empty() && !self.choice.is_empty()).then_some(&self.choice)
    }
}

/// Returns `html` with what it lacks.
pub fn seal(html: &str, seals: Seals<'_>) -> Sealed {
    let mut sealed = String::with_capacity(html.len() + html.len() / 64);
    // Parts come with the sheet: a page without it is not looked at for them.
    let mut seen: Option<Seen<'_>> = None;
    let mut links = Vec::new();
    let mut written = 0;
    let mut tags = Tags::of(html);
    while let Some(tag) = tags.next() {
        let is_sheet = tag.is("link") && is_style_sheet(&tag, seals);
        if is_sheet {
            sealed.push_str(&html[written..tag.start]);
            written = tag.start;
            seen.get_or_insert_with(|| seen_before(html, tag.start, seals.parts));
        }
        let link = sealed.len();
        if let Some((range, text)) = addition(&tag, seals) {
            sealed.push_str(&html[written..range.start]);
            sealed.push_str(&text);
            written = range.end;
        }
        if is_sheet {
            sealed.push_str(&html[written..tag.end]);
            written = tag.end;
            links.push(link..sealed.len());
        }
        if let Some(seen) = &mut seen {
            seen.element(tag.element());
        }
    }
    sealed.push_str(&html[written..]);
    Sealed { html: sealed.into(), links, choice: seen.map(|seen| seen.choice()).unwrap_or_default() }
}

/// Returns what has been seen of a page before the tag at `end`.
fn seen_before<'p>(html: &str, end: usize, parts: &'p Parts) -> Seen<'p> {
    let mut seen = parts.watch();
    let mut tags = Tags::of(&html[..end]);
    while let Some(tag) = tags.next() {
        seen.element(tag.element());
    }
    seen
}

/// Returns whether a link is that to the style sheet of the theme.
fn is_style_sheet(tag: &Tag<'_, '_>, seals: Seals<'_>) -> bool {
    let path = tag.value("href").and_then(|href| below(href, seals.base));
    path.is_some() && path == seals.style_sheet
}

/// Returns what a tag lacks, with what it replaces.
fn addition(tag: &Tag<'_, '_>, seals: Seals<'_>) -> Option<(Range<usize>, String)> {
    if (tag.is("a") || tag.is("area") || tag.is("form"))
        && tag.value("href").or_else(|| tag.value("action")).is_some_and(|href| is_elsewhere(href, seals.base))
    {
        return noopener(tag);
    }
    let address =
        if tag.is("script") { tag.value("src") } else { tag.value("href").filter(|_| tag.is("link") && is_code(tag)) };
    let path = below(address?, seals.base)?;
    let integrity = seals.integrity.get(path).filter(|_| tag.value("integrity").is_none())?;
    Some((tag.attributes_end..tag.attributes_end, format!(" integrity=\"{integrity}\"")))
}

fn noopener(tag: &Tag<'_, '_>) -> Option<(Range<usize>, String)> {
    let Some(rel) = tag.attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case("rel")) else {
        return Some((tag.attributes_end..tag.attributes_end, " rel=\"noopener\"".to_owned()));
    };
    let has = |word: &str| rel.value.split_ascii_whitespace().any(|other| other.eq_ignore_ascii_case(word));
    if has("noopener") || has("noreferrer") {
        return None;
    }
    let space = if rel.value.is_empty() { "" } else { " " };
    if rel.is_quoted {
        return Some((rel.range.clone(), format!("{}{space}noopener", rel.value)));
    }
    // Without quotes, the value would end at the space.
    let value = format!("\"{}{space}noopener\"", rel.value);
    Some((rel.range.clone(), if rel.has_equals { value } else { format!("={value}") }))
}

/// Returns whether a link fetches a script or style sheet: a font has no digest where a style sheet asks for it, so a
/// preload with one would be fetched twice.
fn is_code(tag: &Tag<'_, '_>) -> bool {
    let rel = tag.value("rel").unwrap_or("");
    let has = |word: &str| rel.split_ascii_whitespace().any(|other| other.eq_ignore_ascii_case(word));
    let is_for = |what: &str| tag.value("as").is_some_and(|wanted| wanted.eq_ignore_ascii_case(what));
    has("stylesheet") || has("modulepreload") || (has("preload") && (is_for("script") || is_for("style")))
}

/// Returns whether an address leads to another site.
fn is_elsewhere(address: &str, base: &BaseUrl) -> bool {
    let starts = |prefix: &str| address.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    (starts("http://") || starts("https://") || starts("//")) && !address.starts_with(&base.absolute(""))
}

/// Returns an address as a path below the site.
fn below<'a>(address: &'a str, base: &BaseUrl) -> Option<&'a str> {
    address.strip_prefix(base.origin()).unwrap_or(address).strip_prefix(base.path())
}

/// Returns how many bytes of `rest` are before the end tag of the element `name`.
fn end_of_raw(rest: &str, name: &str) -> usize {
    let is_end = |at: usize| {
        let tail = &rest.as_bytes()[at + 2..];
        tail.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    rest.match_indices("</").map(|(at, _)| at).find(|at| is_end(*at)).unwrap_or(rest.len())
}

/// The start tags of a page, in order; what is within comments, scripts and style sheets is none.
struct Tags<'a> {
    html: &'a str,
    at: usize,
    /// Those of the last tag.
    attributes: Vec<Attribute<'a>>,
}

impl<'a> Tags<'a> {
    fn of(html: &'a str) -> Self {
        Self { html, at: 0, attributes: Vec::new() }
    }

    fn next(&mut self) -> Option<Tag<'a, '_>> {
        let html = self.html;
        loop {
            let start = self.at + memchr::memchr(b'<', html.as_bytes().get(self.at..)?)?;
            if html[start..].starts_with("<!--") {
                self.at = html[start..].find("-->").map_or(html.len(), |end| start + end + 3);
                continue;
            }
            self.attributes.clear();
            let Some(read) = read_tag(html, start, &mut self.attributes) else {
                self.at = start + 1;
                continue;
            };
            let (name, attributes_end, end) = read;
            self.at = end;
            if RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
                self.at += end_of_raw(&html[end..], name);
            }
            return Some(Tag { start, name, attributes_end, attributes: &self.attributes, end });
        }
    }
}

/// A start tag.
struct Tag<'a, 't> {
    start: usize,
    name: &'a str,
    /// Behind its last attribute, or its name.
    attributes_end: usize,
    attributes: &'t [Attribute<'a>],
    /// Behind its `>`.
    end: usize,
}

/// An attribute with its value as it is written.
#[derive(Debug, PartialEq, Eq)]
struct Attribute<'a> {
    name: &'a str,
    value: &'a str,
    range: Range<usize>,
    has_equals: bool,
    is_quoted: bool,
}

/// Reads the start tag at `start` and adds its attributes: its name, where the last attribute ends, and where it ends itself.
/// None for an end tag, or where none is complete.
fn read_tag<'a>(html: &'a str, start: usize, attributes: &mut Vec<Attribute<'a>>) -> Option<(&'a str, usize, usize)> {
    read_span(html, start, attributes).or_else(|| read_any(html, start, attributes))
}

/// Reads `<span class="…">`: code is coloured with it, so that nearly all tags of many pages are that.
fn read_span<'a>(html: &'a str, start: usize, attributes: &mut Vec<Attribute<'a>>) -> Option<(&'a str, usize, usize)> {
    const BEFORE: &str = "<span class=\"";
    let (name, class) = (1..5, 6..11);
    let tag = html.get(start..)?;
    let value = tag.strip_prefix(BEFORE)?;
    let length =
        memchr::memchr(b'"', value.as_bytes()).filter(|length| value.as_bytes().get(length + 1) == Some(&b'>'))?;
    let from = start + BEFORE.len();
    let range = from..from + length;
    let end = range.end;
    attributes.push(Attribute { name: &tag[class], value: &value[..length], range, has_equals: true, is_quoted: true });
    Some((&tag[name], end + 1, end + 2))
}

fn read_any<'a>(html: &'a str, start: usize, attributes: &mut Vec<Attribute<'a>>) -> Option<(&'a str, usize, usize)> {
    let bytes = html.as_bytes();
    let name_start = start + 1;
    bytes.get(name_start).filter(|byte| byte.is_ascii_alphabetic())?;
    let name_end = until(bytes, name_start, |byte| is_space(byte) || matches!(byte, b'/' | b'>'));
    let mut at = name_end;
    let mut attributes_end = name_end;
    loop {
        at = until(bytes, at, |byte| !is_space(byte) && byte != b'/');
        if *bytes.get(at)? == b'>' {
            return Some((&html[name_start..name_end], attributes_end, at + 1));
        }
        let (attribute, end) = Attribute::read(html, at)?;
        attributes.push(attribute);
        at = end;
        attributes_end = end;
    }
}

impl<'a> Tag<'a, '_> {
    /// Returns what counts for the parts of the style.
    fn element(&self) -> Element<'a> {
        Element {
            name: self.name,
            classes: self.value("class"),
            id: self.value("id"),
            language: self.value("lang"),
            direction: self.value("dir"),
        }
    }

    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Returns the value of the first attribute of that name.
    fn value(&self, name: &str) -> Option<&'a str> {
        let found = self.attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name));
        found.map(|attribute| attribute.value.trim_matches(|c: char| c.is_ascii_whitespace()))
    }
}

impl<'a> Attribute<'a> {
    /// Reads the attribute at `start`, with where it ends.
    fn read(html: &'a str, start: usize) -> Option<(Self, usize)> {
        let bytes = html.as_bytes();
        // An equals sign at the beginning is a part of the name.
        let name_end = until(bytes, start + 1, |byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'='));
        let name = html.get(start..name_end)?;
        let equals = until(bytes, name_end, |byte| !is_space(byte));
        if bytes.get(equals) != Some(&b'=') {
            return Some((
                Self { name, value: "", range: name_end..name_end, has_equals: false, is_quoted: false },
                name_end,
            ));
        }
        let value_start = until(bytes, equals + 1, |byte| !is_space(byte));
        let quote = *bytes.get(value_start)?;
        let is_quoted = matches!(quote, b'"' | b'\'');
        let range = if is_quoted {
            value_start + 1..until(bytes, value_start + 1, |byte| byte == quote)
        } else {
            value_start..until(bytes, value_start, |byte| is_space(byte) || byte == b'>')
        };
        let end = if is_quoted { range.end + 1 } else { range.end };
        Some((Self { name, value: html.get(range.clone())?, range, has_equals: true, is_quoted }, end))
    }
}

fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}

/// Returns the first place from `start` on whose byte is wanted, or the end.
fn until(bytes: &[u8], start: usize, is_wanted: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    rest.iter().position(|byte| is_wanted(*byte)).map_or(bytes.len(), |at| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let base = BaseUrl::parse("https://x.org/r/").unwrap();
        let integrity = ["a.css", "b.js"].map(|path| (path.to_owned(), format!("sha256-{path}"))).into();
        let parts = Parts::default();
        let seals = Seals { base: &base, integrity: &integrity, parts: &parts, style_sheet: None };
        assert_eq!(seal(html, seals), Sealed { html: expected.into(), links: Vec::new(), choice: Vec::new() });
    }

    #[test]
    fn parts_of_the_style_come_with_its_sheet() {
        let base = BaseUrl::parse("https://x.org/r/").unwrap();
        let integrity = [("a.css".to_owned(), "sha256-a".to_owned())].into();
        let parts = Parts::of(&[".x b { }", "i { }"]);
        let seals = Seals { base: &base, integrity: &integrity, parts: &parts, style_sheet: Some("a.css") };
        let sealed = seal("<p class='y x'><link rel=stylesheet href=/r/a.css><B><link href=/r/b.css>", seals);
        let link = "<link rel=stylesheet href=/r/a.css integrity=\"sha256-a\">";
        assert_eq!(sealed.links.iter().map(|place| &sealed.html[place.clone()]).collect::<Vec<_>>(), [link]);
        assert_eq!(sealed.choice, [0]);
        assert!(seal("<p class=x><b>", seals).links.is_empty());
    }

    #[test]
    fn links_to_elsewhere_open_without_a_hold_on_the_page() {
        check("<a href=\"https://y.org/\">Y</a>", "<a href=\"https://y.org/\" rel=\"noopener\">Y</a>");
        check("<A HREF='//y.org'>", "<A HREF='//y.org' rel=\"noopener\">");
        check("<a rel=\"me\" href=\"http://y.org\">", "<a rel=\"me noopener\" href=\"http://y.org\">");
        check("<a rel=\"\" href=\"http://y.org\">", "<a rel=\"noopener\" href=\"http://y.org\">");
        check("<a rel href=http://y.org>", "<a rel=\"noopener\" href=http://y.org>");
        check("<a rel=me href=http://y.org>", "<a rel=\"me noopener\" href=http://y.org>");
        for unchanged in [
            "<a href=\"https://x.org/r/a/\">",
            "<a href=\"/r/a/\">",
            "<a href=\"mailto:a@y.org\">",
            "<a rel=\"x noopener\" href=\"https://y.org/\">",
            "<a rel=noreferrer href=\"https://y.org/\">",
            "<abbr href=\"https://y.org/\">",
        ] {
            check(unchanged, unchanged);
        }
        check("<a href=\"https://x.org/r.evil/\">", "<a href=\"https://x.org/r.evil/\" rel=\"noopener\">");
    }

    #[test]
    fn scripts_and_style_sheets_have_their_digest() {
        check(
            "<link rel=\"stylesheet\" href=\"/r/a.css\"/>",
            "<link rel=\"stylesheet\" href=\"/r/a.css\" integrity=\"sha256-a.css\"/>",
        );
        check(
            "<script src=\"https://x.org/r/b.js\" defer></script>",
            "<script src=\"https://x.org/r/b.js\" defer integrity=\"sha256-b.js\"></script>",
        );
        check(
            "<link rel=preload as=script href=/r/b.js>",
            "<link rel=preload as=script href=/r/b.js integrity=\"sha256-b.js\">",
        );
        for unchanged in [
            "<link rel=\"preload\" as=\"font\" href=\"/r/b.js\">",
            "<link rel=\"icon\" href=\"/r/a.css\">",
            "<script src=\"/b.js\"></script>",
            "<script src=\"/r/b.js\" integrity=\"sha256-own\"></script>",
        ] {
            check(unchanged, unchanged);
        }
    }

    #[test]
    fn a_tag_of_coloured_code_is_read_as_any_other_is() {
        for html in ["<span class=\"a\">b", "é<span class=\"a b\"><i>", "<span class=\"\">", "<span class=\" é\">"] {
            let start = html.find('<').unwrap();
            let (mut attributes, mut expected) = (Vec::new(), Vec::new());
            let read = read_span(html, start, &mut attributes);
            assert!(read.is_some(), "{html}");
            assert_eq!(read, read_any(html, start, &mut expected));
            assert_eq!(attributes, expected);
        }
        for html in ["<span class=\"a\" id=b>", "<span class=\"a\"/>", "<span class=\"a", "<span class='a'>", "<span>"]
        {
            assert_eq!(read_span(html, 0, &mut Vec::new()), None);
        }
    }

    #[test]
    fn what_is_no_tag_stays() {
        for unchanged in [
            "<!-- <a href=\"https://y.org/\"> -->",
            "<script type=\"application/json\">\"<a href='https://y.org/'>\"</script>",
            "<title><a href='https://y.org/'></TITLE>",
            "<a title=\"<a href='https://y.org/'>\">",
            "</a href=\"https://y.org/\">",
            "a < b <",
            "<a href=\"https://y.org/",
            "<a href=",
            "<a =",
            "<é",
            "<!-- é",
            "<script>é",
        ] {
            check(unchanged, unchanged);
        }
    }
}
