//! Paragraphs, lists and raw HTML.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::comment;
use super::writer::Writer;
use crate::words::word;

impl Writer<'_> {
    /// Writes a paragraph; one that holds only an image is a figure, only a formula a block.
    pub(super) fn paragraph(&mut self, start: usize) -> usize {
        let end = self.events.end_of(start);
        self.end_block();
        match self.events.get(start + 1).cloned() {
            Some(Event::Start(Tag::Image { dest_url, title, .. })) if self.events.end_of(start + 1) + 1 == end => {
                self.figure(start + 1, &dest_url, &title);
            }
            Some(Event::DisplayMath(tex)) if start + 2 == end => {
                self.display_math(start + 1, &tex, "div");
                self.html("\n");
            }
            _ => self.words_of_paragraph(start, end),
        }
        self.end_block();
        end + 1
    }

    fn words_of_paragraph(&mut self, start: usize, end: usize) {
        let before = self.text.len();
        self.html("<p>");
        self.walk(start + 1..end);
        self.html("</p>\n");
        self.in_raw_link = false;
        let is_first = self.first_paragraph.is_none() && self.depth == 0;
        if is_first && !self.text[before..].trim().is_empty() {
            self.first_paragraph = Some(before..self.text.len());
        }
    }

    /// Writes the start of an item, with its box if it is a task.
    pub(super) fn item(&mut self, start: usize) -> usize {
        self.end_block();
        self.depth += 1;
        let first = match self.events.get(start + 1) {
            Some(Event::Start(Tag::Paragraph)) => start + 2,
            _ => start + 1,
        };
        match self.events.get(first) {
            Some(Event::TaskListMarker(is_done)) => {
                let (checked, label) =
                    if *is_done { (" checked", word!("text.done")) } else { ("", word!("text.not_done")) };
                self.html(&format!("<li class=\"task\"><input type=\"checkbox\" disabled{checked}"));
                self.attribute("aria-label", self.words.text(label));
                self.html("> ");
            }
            _ => self.html("<li>"),
        }
        start + 1
    }

    /// Writes a block of raw HTML as it is, without its comments.
    pub(super) fn html_block(&mut self, start: usize) -> usize {
        let end = self.events.end_of(start);
        self.end_block();
        let html = self.html_of(start, end);
        // A block of nothing but a comment leaves no empty line behind.
        if comment::strip(&html).iter().all(|(part, _)| part.trim().is_empty()) {
            self.raw(html.trim());
        } else {
            self.raw(&html);
        }
        end + 1
    }

    /// Returns the raw HTML between two events.
    pub(super) fn html_of(&self, start: usize, end: usize) -> String {
        (start..end)
            .filter_map(|index| match self.events.get(index) {
                Some(Event::Html(html) | Event::Text(html)) => Some(&**html),
                _ => None,
            })
            .collect()
    }

    /// Writes the start of what has no method of its own.
    pub(super) fn start_tag(&mut self, tag: &Tag) {
        match tag {
            Tag::List(first) => {
                self.open("");
                match first {
                    Some(1) => self.html("<ol>\n"),
                    Some(first) => self.html(&format!("<ol start=\"{first}\">\n")),
                    None => self.html("<ul>\n"),
                }
            }
            Tag::DefinitionList => self.open("<dl>\n"),
            Tag::DefinitionListTitle => self.open("<dt>"),
            Tag::DefinitionListDefinition => self.open("<dd>"),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_table_head(),
            Tag::TableRow => self.start_table_row(),
            Tag::Emphasis => self.html("<em>"),
            Tag::Strong => self.html("<strong>"),
            Tag::Strikethrough => self.html("<del>"),
            Tag::Superscript => self.html("<sup>"),
            Tag::Subscript => self.html("<sub>"),
            // These have methods of their own, or are not enabled.
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::Item
            | Tag::TableCell
            | Tag::FootnoteDefinition(_)
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::MetadataBlock(_) => {}
        }
    }

    /// Writes the end of an element.
    pub(super) fn end_tag(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) => {
                let end = self.quotes.pop().unwrap_or_default();
                self.close(end);
            }
            TagEnd::List(true) => self.close("</ol>\n"),
            TagEnd::List(false) => self.close("</ul>\n"),
            TagEnd::Item => {
                self.in_raw_link = false;
                self.close("</li>\n");
            }
            TagEnd::DefinitionList => self.close("</dl>\n"),
            TagEnd::DefinitionListTitle => self.close("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.close("</dd>\n"),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_table_head(),
            TagEnd::TableRow => self.end_table_row(),
            TagEnd::TableCell => self.end_table_cell(),
            TagEnd::Emphasis => self.html("</em>"),
            TagEnd::Strong => self.html("</strong>"),
            TagEnd::Strikethrough => self.html("</del>"),
            TagEnd::Superscript => self.html("</sup>"),
            TagEnd::Subscript => self.html("</sub>"),
            TagEnd::Link => self.end_link(),
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::Image
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Opens a container.
    pub(super) fn open(&mut self, html: &str) {
        self.end_block();
        self.depth += 1;
        self.html(html);
    }

    /// Closes a container.
    pub(super) fn close(&mut self, html: &str) {
        self.end_block();
        self.depth = self.depth.saturating_sub(1);
        self.html(html);
    }
}
