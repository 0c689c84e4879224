//! The outline of a page: what it calls itself, its headings, its pictures, and where its links lead.

use std::collections::BTreeSet;

use super::tags::{self, Attributes, Text};

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Sketch<'a> {
    /// The text of `<title>`.
    pub(super) title: String,
    /// The text of `<meta name="description">`.
    pub(super) description: String,
    /// Whether it is a document and not a piece of one.
    pub(super) is_document: bool,
    /// Whether search engines are told to leave it out.
    pub(super) is_unlisted: bool,
    /// Whether it only leads on to another page.
    pub(super) is_redirect: bool,
    /// Levels and texts of its headings, in order.
    pub(super) headings: Vec<(u8, String)>,
    /// Addresses of pictures that have no `alt`, not even an empty one.
    pub(super) without_alt: BTreeSet<Text<'a>>,
    /// Addresses that a reader can go to.
    pub(super) links: BTreeSet<Text<'a>>,
}

/// The part of a page whose text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Title,
    Heading(u8),
}

/// Draws a [`Sketch`] while the page is read.
#[derive(Debug, Default)]
pub(super) struct Drawing<'a> {
    sketch: Sketch<'a>,
    /// The addresses of its links, each as often as it is written.
    links: Vec<Text<'a>>,
    part: Option<Part>,
    text: String,
    /// How many `<template>` are open: what is in them is not on the page.
    templates: usize,
    /// Whether the page is inside of a drawing, whose `<title>` is not that of the page.
    in_svg: bool,
}

impl<'a> Drawing<'a> {
    /// Reads a start tag.
    pub(super) fn start(&mut self, tag: &str, attributes: &Attributes<'a>) {
        let get = |wanted: &str| tags::value(attributes, wanted);
        match tag {
            "template" => self.templates += 1,
            _ if self.templates > 0 => {}
            "svg" => self.in_svg = true,
            "html" | "head" => self.sketch.is_document = true,
            "title" if !self.in_svg => self.begin(Part::Title),
            "meta" => self.meta(get("name"), get("http-equiv"), get("content").unwrap_or_default()),
            "a" | "area" => {
                let address = tags::value_of(attributes, "href");
                self.links.extend(address.map(|address| tags::trimmed(&address)));
            }
            "img" => {
                if let Some(alt) = get("alt") {
                    // A picture in a heading is read by its alternative text.
                    self.text.push_str(alt);
                } else {
                    let source = tags::value_of(attributes, "src").unwrap_or_default();
                    self.sketch.without_alt.insert(tags::trimmed(&source));
                }
            }
            _ => {
                if let Some(level) = level(tag) {
                    self.begin(Part::Heading(level));
                }
            }
        }
    }

    /// Reads text.
    pub(super) fn text(&mut self, text: &str) {
        if self.part.is_some() {
            self.text.push_str(text);
        }
    }

    /// Reads an end tag.
    pub(super) fn end(&mut self, tag: &str) {
        match (tag, self.part) {
            ("template", _) => self.templates = self.templates.saturating_sub(1),
            ("svg", _) => self.in_svg = false,
            ("title", Some(Part::Title)) => {
                let title = self.take_text();
                // The first one counts.
                if self.sketch.title.is_empty() {
                    self.sketch.title = title;
                }
            }
            (_, Some(Part::Heading(open))) if level(tag) == Some(open) => {
                let text = self.take_text();
                self.sketch.headings.push((open, text));
            }
            _ => {}
        }
    }

    /// Returns the sketch.
    pub(super) fn finish(self) -> Sketch<'a> {
        Sketch { links: self.links.into_iter().collect(), ..self.sketch }
    }

    /// Returns whether a text that comes now is of a title or a heading.
    pub(super) fn wants_text(&self) -> bool {
        self.part.is_some()
    }

    fn begin(&mut self, part: Part) {
        self.part = Some(part);
        self.text.clear();
    }

    fn take_text(&mut self) -> String {
        self.part = None;
        plain(&std::mem::take(&mut self.text))
    }

    fn meta(&mut self, name: Option<&str>, equivalent: Option<&str>, content: &str) {
        let is = |wanted: &str| name.is_some_and(|name| name.eq_ignore_ascii_case(wanted));
        if is("description") {
            content.trim().clone_into(&mut self.sketch.description);
        }
        let is_none = |word: &str| word.eq_ignore_ascii_case("noindex") || word.eq_ignore_ascii_case("none");
        self.sketch.is_unlisted |= is("robots") && content.split(',').any(|word| is_none(word.trim()));
        self.sketch.is_redirect |= equivalent.is_some_and(|name| name.eq_ignore_ascii_case("refresh"));
    }
}

/// Returns a text on one line, without the sign at its end that is a link to a heading.
pub(super) fn plain(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_end_matches([' ', '#', '¶']).to_owned()
}

fn level(tag: &str) -> Option<u8> {
    match tag.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}
