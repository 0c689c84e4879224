//! Headings: their ids, their anchors, and the title.
//!
//! A page has one `<h1>`, its title. A heading of level 1 that the text begins with is the title and
//! leaves the body; any other is written as `<h2>`.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::document::Heading;
use super::events::Events;
use super::slug::slug;
use super::unique::Unique;
use super::writer::Writer;
use super::{comment, escape};
use crate::content::math;
use crate::diagnostic::{Code, Diagnostic};
use crate::words::word;

/// Ids that the templates of the default theme have on pages with a text, and that of the section of footnotes.
const PAGE_IDS: &[&str] = &[
    "main",
    "toc",
    "proves",
    "about",
    "filed",
    "statements",
    "backlinks",
    "the-series",
    "related-pages",
    "facts",
    "the-problem",
    "the-approach",
    "the-limits",
    "the-features",
    "the-writing",
    "footnotes",
];

/// Returns the ids that no heading may get by itself: the page's own and those that the author chose.
pub(super) fn reserved_ids(events: &Events) -> Unique {
    let mut ids = Unique::default();
    for id in PAGE_IDS {
        ids.reserve(id);
    }
    for index in 0..events.len() {
        if let Some(Event::Start(Tag::Heading { id: Some(id), .. })) = events.get(index)
            && is_free_to_choose(id)
        {
            ids.reserve(id);
        }
    }
    ids
}

fn is_free_to_choose(id: &str) -> bool {
    !id.is_empty() && !PAGE_IDS.contains(&id) && !is_like_footnote(id)
}

/// Returns whether an id, or the id with a number after it, may be that of a footnote.
fn is_like_footnote(id: &str) -> bool {
    ["fn", "fnref"]
        .iter()
        .filter_map(|prefix| id.strip_prefix(prefix))
        .any(|rest| rest.is_empty() || rest.starts_with('-'))
}

impl Writer<'_> {
    /// Takes the heading of level 1 that the text begins with for the title.
    ///
    /// Comments may precede it.
    pub(super) fn title(&mut self) {
        let mut index = 0;
        while let Some(Event::Start(Tag::HtmlBlock)) = self.events.get(index) {
            let end = self.events.end_of(index);
            if comment::strip(&self.html_of(index, end)).iter().any(|(part, _)| !part.trim().is_empty()) {
                return;
            }
            index = end + 1;
        }
        let Some(Event::Start(Tag::Heading { level: HeadingLevel::H1, id, .. })) = self.events.get(index).cloned()
        else {
            return;
        };
        let end = self.events.end_of(index);
        if end > index + 1 {
            self.title = Some(self.make_heading(index..end, id.as_deref(), 1));
            self.start = end + 1;
        }
    }

    /// Writes a heading with its anchor; an empty one is left out.
    pub(super) fn heading(&mut self, start: usize, level: HeadingLevel, id: Option<&str>, classes: &[CowStr]) -> usize {
        let end = self.events.end_of(start);
        if end == start + 1 {
            return end + 1;
        }
        let level = (level as u8).max(2);
        let mut heading = self.make_heading(start..end, id, level);
        self.end_block();
        let begins = self.text.len();
        self.html(&format!("<h{level}"));
        self.attribute("id", &heading.id);
        if !classes.is_empty() {
            self.attribute("class", &classes.join(" "));
        }
        self.html(">");
        self.walk(start + 1..end);
        let label = escape::attribute(&self.words.with(word!("text.section"), &[("title", &heading.text)]));
        let id = escape::attribute(&heading.id);
        self.html(&format!(
            " <a class=\"anchor\" href=\"#{id}\" aria-label=\"{label}\"><span aria-hidden=\"true\">#</span></a></h{level}>\n"
        ));
        self.end_block();
        heading.place = begins..self.text.len();
        self.headings.push(heading);
        self.in_raw_link = false;
        end + 1
    }

    fn make_heading(&mut self, events: Range<usize>, id: Option<&str>, level: u8) -> Heading {
        let inner = events.start + 1..events.end;
        let text = self.events.plain(inner.clone());
        let written = trimmed(self.events.source, self.events.range(events.start));
        let id = self.heading_id(id, &text, written.clone());
        let span = self.place.span(written);
        Heading { id, html: inline_html(&self.events, inner), text, level, place: 0..0, span }
    }

    fn heading_id(&mut self, chosen: Option<&str>, text: &str, heading: Range<usize>) -> String {
        let Some(id) = chosen.filter(|id| !id.is_empty()) else {
            return self.ids.take(&section_id(&slug(text)), '-', 1);
        };
        let span = self.place.span(written_id(self.events.source, heading, id));
        if !is_free_to_choose(id) {
            return self.ids.take(&section_id(id), '-', 1);
        }
        if let Some(first) = self.chosen_ids.get(id) {
            let duplicate = Diagnostic::new(Code::DuplicateId, span, format!("two headings have the id `{id}`"))
                .label(*first, "first given here")
                .hint(format!("give one of them another id, such as `{{#{id}-2}}`"));
            self.diagnostics.push(duplicate);
            return self.ids.take_numbered(id, '-', 1);
        }
        self.chosen_ids.insert(id.to_owned(), span);
        id.to_owned()
    }
}

/// Returns `slug`, or one that is neither empty nor like that of a footnote.
fn section_id(slug: &str) -> String {
    match slug {
        "" => "section".to_owned(),
        _ if is_like_footnote(slug) => format!("section-{slug}"),
        _ => slug.to_owned(),
    }
}

/// Returns `range` without the white space at its end.
fn trimmed(source: &str, range: Range<usize>) -> Range<usize> {
    let length = source.get(range.clone()).map_or(range.len(), |written| written.trim_end().len());
    range.start..range.start + length
}

/// Returns where the heading written at `range` says `#id`; all of it where that cannot be found.
fn written_id(source: &str, range: Range<usize>, id: &str) -> Range<usize> {
    let written = source.get(range.clone()).unwrap_or_default();
    let id = format!("#{id}");
    let found = written.rfind('{').and_then(|open| Some(open + written[open..].find(&id)?));
    found.map_or(range.clone(), |at| range.start + at..range.start + at + id.len())
}

/// Returns inline events as HTML for a table of contents, which is itself made of links.
fn inline_html(events: &Events, range: Range<usize>) -> String {
    let mut out = String::new();
    for index in range {
        match events.get(index) {
            Some(Event::Text(text)) => escape::push_text(&mut out, text),
            Some(Event::Code(code)) => {
                out.push_str("<code>");
                escape::push_text(&mut out, code);
                out.push_str("</code>");
            }
            // A mistake is reported where the heading itself is written.
            Some(Event::InlineMath(tex) | Event::DisplayMath(tex)) => {
                let formula = math::to_mathml(tex, math::Display::Inline);
                out.push_str(&formula.unwrap_or_else(|_| escape::text(tex)));
            }
            Some(Event::SoftBreak | Event::HardBreak) => out.push(' '),
            Some(Event::Start(Tag::Emphasis)) => out.push_str("<em>"),
            Some(Event::End(TagEnd::Emphasis)) => out.push_str("</em>"),
            Some(Event::Start(Tag::Strong)) => out.push_str("<strong>"),
            Some(Event::End(TagEnd::Strong)) => out.push_str("</strong>"),
            Some(Event::Start(Tag::Strikethrough)) => out.push_str("<del>"),
            Some(Event::End(TagEnd::Strikethrough)) => out.push_str("</del>"),
            Some(Event::Start(Tag::Superscript)) => out.push_str("<sup>"),
            Some(Event::End(TagEnd::Superscript)) => out.push_str("</sup>"),
            Some(Event::Start(Tag::Subscript)) => out.push_str("<sub>"),
            Some(Event::End(TagEnd::Subscript)) => out.push_str("</sub>"),
            _ => {}
        }
    }
    out.trim().to_owned()
}
