//! Walks the events of a text and writes its pieces.
//!
//! [`Writer`] holds what is written so far; the files beside this one add a method for each kind of
//! thing. A method that is given the index of an event returns the index of the next one to write, so
//! that what needs to look ahead can take a whole stretch at once.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::abbreviation::Abbreviations;
use super::document::{Heading, Link, LinkId, Piece};
use super::events::Events;
use super::footnote::Footnotes;
use super::table::Table;
use super::unique::Unique;
use super::{Place, Setting, comment, escape, heading};
use crate::content::component::Component;
use crate::diagnostic::{Diagnostic, Span};
use crate::memo::Memo;
use crate::words::Words;

/// A document under construction.
#[expect(clippy::struct_excessive_bools, reason = "four independent facts, none of them a state of the others")]
pub(super) struct Writer<'a> {
    pub(super) events: Events<'a>,
    pub(super) place: Place,
    /// What the theme says.
    pub(super) words: &'a Words,
    /// What is remembered of the colours of code.
    pub(super) memo: &'a dyn Memo,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Where the body begins, after the title.
    pub(super) start: usize,
    pub(super) pieces: Vec<Piece>,
    pub(super) text: String,
    pub(super) formulas: Vec<Range<usize>>,
    pub(super) abbreviations: Abbreviations,
    pub(super) plain_code: bool,
    pub(super) title: Option<Heading>,
    pub(super) headings: Vec<Heading>,
    pub(super) links: Vec<Link>,
    pub(super) components: Vec<Component>,
    /// For each link, the offset in `text` where it stands.
    pub(super) link_offsets: Vec<usize>,
    /// The ids of the page.
    pub(super) ids: Unique,
    /// Where each id that the author chose is written first.
    pub(super) chosen_ids: BTreeMap<String, Span>,
    /// The names of the page's regions, which a screen reader lists.
    pub(super) labels: Unique,
    /// What the ids of numbered lines of code begin with.
    pub(super) code_names: Unique,
    /// What ends each block quote that is open.
    pub(super) quotes: Vec<&'static str>,
    pub(super) table: Table,
    pub(super) footnotes: Footnotes,
    /// The length of `text` at `<!-- more -->`.
    pub(super) fold: Option<usize>,
    pub(super) first_paragraph: Option<Range<usize>>,
    /// How many containers are open.
    pub(super) depth: usize,
    /// Whether a link is open, in which there can be no other.
    pub(super) in_link: bool,
    /// The same for a link in raw HTML.
    pub(super) in_raw_link: bool,
    pub(super) has_math: bool,
    pub(super) has_code: bool,
    /// How many diagrams there are.
    pub(super) diagrams: usize,
    pub(super) undrawn_diagrams: usize,
}

impl<'a> Writer<'a> {
    /// Returns a writer that has written nothing yet.
    pub(super) fn new(events: Events<'a>, place: Place, setting: Setting<'a>, diagnostics: Vec<Diagnostic>) -> Self {
        let ids = heading::reserved_ids(&events);
        Self {
            events,
            place,
            words: setting.words,
            memo: setting.memo,
            diagnostics,
            start: 0,
            pieces: Vec::new(),
            text: String::new(),
            formulas: Vec::new(),
            abbreviations: Abbreviations::default(),
            plain_code: setting.options.plain_code,
            title: None,
            headings: Vec::new(),
            links: Vec::new(),
            components: Vec::new(),
            link_offsets: Vec::new(),
            ids,
            chosen_ids: BTreeMap::new(),
            labels: Unique::default(),
            code_names: Unique::default(),
            quotes: Vec::new(),
            table: Table::default(),
            footnotes: Footnotes::default(),
            fold: None,
            first_paragraph: None,
            depth: 0,
            in_link: false,
            in_raw_link: false,
            has_math: false,
            has_code: false,
            diagrams: 0,
            undrawn_diagrams: 0,
        }
    }

    /// Writes everything but the title and the footnotes.
    pub(super) fn body(&mut self) {
        self.walk(self.start..self.events.len());
        self.end_block();
    }

    /// Writes the events of `range`.
    pub(super) fn walk(&mut self, range: Range<usize>) {
        let mut index = range.start;
        while index < range.end {
            index = self.event(index);
        }
    }

    fn event(&mut self, index: usize) -> usize {
        let Some(event) = self.events.get(index).cloned() else { return index + 1 };
        match event {
            Event::Start(Tag::Paragraph) => return self.paragraph(index),
            Event::Start(Tag::Heading { level, id, classes, .. }) => {
                return self.heading(index, level, id.as_deref(), &classes);
            }
            Event::Start(Tag::BlockQuote(kind)) => return self.block_quote(index, kind),
            Event::Start(Tag::CodeBlock(kind)) => return self.code_block(index, &kind),
            Event::Start(Tag::HtmlBlock) => return self.html_block(index),
            Event::Start(Tag::FootnoteDefinition(_)) => return self.events.after_definition(index),
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                return self.link(index, link_type, &dest_url, &title);
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => return self.image(index, &dest_url, &title),
            Event::Start(Tag::Item) => return self.item(index),
            Event::Start(Tag::TableCell) => return self.table_cell(index),
            Event::Start(tag) => self.start_tag(&tag),
            Event::End(tag) => self.end_tag(tag),
            Event::Text(_) => return self.text_run(index),
            Event::Code(code) => self.code(&code),
            Event::InlineMath(tex) => self.inline_math(index, &tex),
            Event::DisplayMath(tex) => self.display_math(index, &tex, "span"),
            Event::Html(html) | Event::InlineHtml(html) => self.inline_html(&html),
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Rule => {
                self.end_block();
                self.html("<hr>\n");
            }
            // The item that it belongs to has written it.
            Event::TaskListMarker(_) => {}
        }
        index + 1
    }

    /// Writes HTML as it is.
    pub(super) fn html(&mut self, html: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Html(last)) => last.push_str(html),
            _ => self.pieces.push(Piece::Html(html.to_owned())),
        }
    }

    /// Writes ` name="value"`, escaped.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.html(&format!(" {name}=\"{}\"", escape::attribute(value)));
    }

    /// Writes a slot.
    pub(super) fn slot(&mut self, piece: Piece) {
        self.pieces.push(piece);
    }

    /// Writes a text, escaped, and adds it to the plain text.
    pub(super) fn words(&mut self, text: &str) {
        self.text.push_str(text);
        self.html(&escape::text(text));
    }

    /// Ends a block in the plain text.
    pub(super) fn end_block(&mut self) {
        let length = self.text.trim_end().len();
        self.text.truncate(length);
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Writes raw HTML without its comments.
    pub(super) fn raw(&mut self, html: &str) {
        for (part, is_fold) in comment::strip(html) {
            self.html(part);
            if is_fold && self.fold.is_none() {
                self.fold = Some(self.text.len());
            }
        }
    }

    /// Adds a link and returns its id.
    pub(super) fn add_link(&mut self, link: Link) -> LinkId {
        let id = LinkId(u32::try_from(self.links.len()).unwrap_or(u32::MAX));
        self.links.push(link);
        self.link_offsets.push(self.text.len());
        id
    }
}
