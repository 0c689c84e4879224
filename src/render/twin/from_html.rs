//! The HTML of a text as Markdown.
//!
//! One pass over the tags, without recursion. What stands in a line is gathered in `line` until its block ends; then
//! [`Blocks`] writes it. Elements whose text is taken as it is, such as code, are captured whole: see [`Capture`].
//! What Markdown cannot say is left out; its text stays. `begin` has what the start of each element means, `end` what its
//! end does.

mod begin;
mod end;

use std::collections::BTreeMap;

use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};

use super::block::Blocks;
use super::capture::Capture;
use super::inline;
use super::table::Table;

/// Elements without an end tag.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Returns `html`, part of the page at the absolute address `page`, as Markdown with absolute addresses. `has_math`
/// says whether a dollar begins a formula.
pub(super) fn from_html(html: &str, page: &str, has_math: bool) -> String {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut writer = Writer::new(page, has_math);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        writer.token(&token);
    }
    writer.flush();
    writer.blocks.finish()
}

/// What is to be done when an element ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Nothing.
    Nothing,
    /// The line is a block.
    Block,
    /// The line is a heading of that level.
    Heading(usize),
    /// The line is strong.
    Summary,
    /// The line is the title of an alert.
    AlertTitle,
    /// A container ends.
    Container,
    /// A list ends.
    List,
    /// An item of a list ends.
    Item,
    /// Footnotes end.
    Footnotes,
    /// Emphasis or a link ends, unless its line has ended before.
    Mark(usize),
    /// A row, or a cell, of a table ends.
    Cell,
    /// A table ends.
    Table,
}

/// Emphasis or a link, from its first character in the line.
#[derive(Debug)]
struct Mark {
    start: usize,
    before: String,
    after: String,
}

#[derive(Debug)]
struct List {
    next: Option<u64>,
    is_loose: bool,
    has_items: bool,
}

struct Writer<'a> {
    page: &'a str,
    has_math: bool,
    blocks: Blocks,
    line: String,
    marks: Vec<Mark>,
    too_many_marks: usize,
    /// How many lines there were: a mark ends with its line.
    lines: usize,
    elements: Vec<(String, End)>,
    open: BTreeMap<String, usize>,
    lists: Vec<List>,
    capture: Option<Capture>,
    table: Option<Table>,
    alert: Option<String>,
    code_title: Option<String>,
    in_footnotes: bool,
}

impl<'a> Writer<'a> {
    fn new(page: &'a str, has_math: bool) -> Self {
        Self {
            page,
            has_math,
            blocks: Blocks::new(),
            line: String::new(),
            marks: Vec::new(),
            too_many_marks: 0,
            lines: 0,
            elements: Vec::new(),
            open: BTreeMap::new(),
            lists: Vec::new(),
            capture: None,
            table: None,
            alert: None,
            code_title: None,
            in_footnotes: false,
        }
    }

    fn token(&mut self, token: &Token) {
        if let Some(capture) = &mut self.capture {
            if capture.token(token) {
                return;
            }
            if let Some(capture) = self.capture.take() {
                self.captured(capture.finish());
            }
            return;
        }
        match token {
            Token::StartTag(tag) => self.start(tag),
            Token::EndTag(tag) => self.end(tag),
            Token::String(text) => self.text(&String::from_utf8_lossy(text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn text(&mut self, text: &str) {
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            if c.is_ascii_whitespace() {
                if !self.line.is_empty() && !self.line.ends_with([' ', '\n']) {
                    self.line.push(' ');
                }
                continue;
            }
            if (c == '$' && self.has_math) || (c == '|' && self.table.is_some()) {
                self.line.push('\\');
            }
            inline::push_char(&mut self.line, c, chars.peek().copied());
        }
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if let Some(capture) = Capture::of(tag) {
            if capture.is_block() {
                self.flush();
            }
            self.capture = (!tag.self_closing && !VOID.contains(&name.as_str())).then_some(capture);
            return;
        }
        if VOID.contains(&name.as_str()) {
            self.void(&name, tag);
            return;
        }
        let end = self.begin(&name, tag);
        *self.open.entry(name.clone()).or_default() += 1;
        self.elements.push((name, end));
    }

    fn end(&mut self, tag: &EndTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if self.open.get(&name).is_none_or(|count| *count == 0) {
            return;
        }
        while let Some((open, end)) = self.elements.pop() {
            if let Some(count) = self.open.get_mut(&open) {
                *count -= 1;
            }
            self.finish(end);
            if open == name {
                break;
            }
        }
    }

    /// Returns the line, with everything closed that is open in it.
    fn take_line(&mut self) -> String {
        self.too_many_marks = 0;
        while !self.marks.is_empty() {
            self.end_mark();
        }
        self.lines += 1;
        std::mem::take(&mut self.line).trim().to_owned()
    }

    /// Writes the line as a paragraph.
    fn flush(&mut self) {
        if self.table.is_some() {
            self.text(" ");
            return;
        }
        let line = self.take_line();
        if !line.is_empty() {
            let lines: Vec<String> = line.split('\n').map(|line| inline::line(line.trim_start())).collect();
            self.blocks.block(&lines.join("\\\n"));
        }
    }

    /// Writes a block, or what stands for it in the cell of a table.
    fn line_or_block(&mut self, line: &str, block: &str) {
        if self.table.is_some() { self.line.push_str(line) } else { self.blocks.block(block) }
    }
}

/// Returns the value of an attribute.
pub(super) fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned())
}

/// Returns whether an element has a class.
pub(super) fn has_class(tag: &StartTag<()>, class: &str) -> bool {
    attribute(tag, "class").is_some_and(|classes| classes.split_ascii_whitespace().any(|own| own == class))
}
