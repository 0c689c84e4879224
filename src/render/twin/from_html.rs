//! The HTML of a text as Markdown.
//!
//! One pass over the tags, without recursion. What stands in a line is gathered in `line` until its block ends; then
//! [`Blocks`] writes it. Elements whose text is taken as it is, such as code, are captured whole: see [`Capture`].
//! What Markdown cannot say is left out; its text stays.

use std::collections::BTreeMap;

use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};

use super::block::{Blocks, Gap};
use super::capture::{Capture, Captured};
use super::inline;
use super::table::Table;
use crate::render::feed::content::absolute;

/// Elements without an end tag.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// Elements that stand in a line; all others are blocks, as far as they are known at all.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "button", "cite", "data", "del", "dfn", "em", "i", "ins", "kbd", "label", "mark",
    "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
];
/// How deep emphasis and links can stand within each other.
const MAX_MARKS: usize = 16;

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

    fn void(&mut self, name: &str, tag: &StartTag<()>) {
        match name {
            "br" if self.table.is_some() => self.line.push(' '),
            "br" => {
                self.line.truncate(self.line.trim_end().len());
                self.line.push('\n');
            }
            "hr" => {
                self.flush();
                self.blocks.block("---");
            }
            "img" => {
                let alt = inline::text(&attribute(tag, "alt").unwrap_or_default());
                if let Some(address) = attribute(tag, "src").and_then(|src| absolute(&src, self.page)) {
                    self.line.push('!');
                    self.line.push_str(&inline::link(&alt, &address));
                }
            }
            "input" if attribute(tag, "type").as_deref() == Some("checkbox") => {
                self.line.push_str(if tag.attributes.contains_key(b"checked".as_slice()) { "[x] " } else { "[ ] " });
            }
            _ => {}
        }
    }

    /// Does what the beginning of an element means, and returns what its end will.
    fn begin(&mut self, name: &str, tag: &StartTag<()>) -> End {
        if INLINE.contains(&name) {
            return self.begin_inline(name, tag);
        }
        if self.table.is_some() {
            return self.begin_in_table(name, tag);
        }
        self.flush();
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => End::Heading(usize::from(name.as_bytes()[1] - b'0')),
            "p" if has_class(tag, "note-title") && self.alert.is_some() => End::AlertTitle,
            "p" => {
                if self.elements.last().is_some_and(|(_, end)| *end == End::Item)
                    && let Some(list) = self.lists.last_mut()
                {
                    list.is_loose = true;
                }
                End::Block
            }
            "blockquote" => self.container("> ", "> "),
            "div" if has_class(tag, "note") => {
                self.alert = Some(alert_kind(tag));
                self.container("> ", "> ")
            }
            "section" if has_class(tag, "footnotes") => {
                self.in_footnotes = true;
                End::Footnotes
            }
            "ul" | "ol" => self.begin_list(name, tag),
            "li" => self.begin_item(tag),
            "dd" => {
                self.blocks.set_gap(Gap::Line);
                self.container(": ", "  ")
            }
            "summary" => End::Summary,
            "table" => {
                self.table = Some(Table::default());
                End::Table
            }
            _ => End::Block,
        }
    }

    fn container(&mut self, marker: &str, indent: &str) -> End {
        self.blocks.open(marker, indent);
        End::Container
    }

    fn begin_inline(&mut self, name: &str, tag: &StartTag<()>) -> End {
        let both = |mark: &str| Some((mark.to_owned(), mark.to_owned()));
        let mark = match name {
            "em" | "i" | "cite" | "dfn" | "var" => both("*"),
            "strong" | "b" => both("**"),
            "del" | "s" => both("~~"),
            "sub" | "sup" | "kbd" => Some((format!("<{name}>"), format!("</{name}>"))),
            "a" => attribute(tag, "href")
                .and_then(|href| absolute(&href, self.page))
                .map(|address| ("[".to_owned(), format!("]({})", inline::destination(&address)))),
            _ => None,
        };
        match mark {
            Some(_) if self.marks.len() >= MAX_MARKS => {
                self.too_many_marks += 1;
                End::Mark(self.lines)
            }
            Some((before, after)) => {
                self.marks.push(Mark { start: self.line.len(), before, after });
                End::Mark(self.lines)
            }
            None => End::Nothing,
        }
    }

    fn begin_in_table(&mut self, name: &str, tag: &StartTag<()>) -> End {
        let is_right = has_class(tag, "n");
        let is_centred = has_class(tag, "mid");
        match (name, &mut self.table) {
            ("tr", Some(table)) => {
                table.begin_row();
                End::Nothing
            }
            ("td" | "th", Some(table)) => {
                table.begin_cell(is_right, is_centred);
                End::Cell
            }
            _ => {
                self.text(" ");
                End::Nothing
            }
        }
    }

    fn begin_list(&mut self, name: &str, tag: &StartTag<()>) -> End {
        if self.lists.last().is_some_and(|list| !list.is_loose) && !self.blocks.is_at_start() {
            self.blocks.set_gap(Gap::Line);
        }
        let start = attribute(tag, "start").and_then(|start| start.parse().ok());
        let next = (name == "ol").then(|| start.unwrap_or(1));
        self.lists.push(List { next, is_loose: false, has_items: false });
        End::List
    }

    fn begin_item(&mut self, tag: &StartTag<()>) -> End {
        let footnote = attribute(tag, "id").filter(|_| self.in_footnotes && self.lists.len() == 1);
        if let Some(number) = footnote.as_deref().and_then(|id| id.strip_prefix("fn-")) {
            self.blocks.open(&format!("[^{number}]: "), "    ");
            return End::Item;
        }
        let mut marker = "- ".to_owned();
        if let Some(list) = self.lists.last_mut() {
            if list.has_items && !list.is_loose {
                self.blocks.set_gap(Gap::Line);
            }
            list.has_items = true;
            if let Some(next) = &mut list.next {
                marker = format!("{next}. ");
                *next = next.saturating_add(1);
            }
        }
        self.blocks.open(&marker, &" ".repeat(marker.len()));
        End::Item
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

    fn finish(&mut self, end: End) {
        match end {
            End::Mark(line) if line == self.lines => self.end_mark(),
            End::Nothing | End::Mark(_) => {}
            End::Block => self.flush(),
            End::Heading(level) => {
                let title = self.take_line().replace('\n', " ");
                if !title.is_empty() {
                    self.blocks.block(&format!("{} {title}", "#".repeat(level)));
                }
            }
            End::Summary => {
                let line = self.take_line();
                if !line.is_empty() {
                    self.blocks.block(&format!("**{line}**"));
                }
            }
            End::AlertTitle => self.end_alert_title(),
            End::Container | End::Item => {
                self.flush();
                self.blocks.close();
            }
            End::List => {
                self.flush();
                self.lists.pop();
            }
            End::Footnotes => {
                self.flush();
                self.in_footnotes = false;
            }
            End::Cell => {
                let cell = self.take_line().replace('\n', " ");
                if let Some(table) = &mut self.table {
                    table.end_cell(cell);
                }
            }
            End::Table => {
                self.line.clear();
                if let Some(table) = self.table.take().and_then(Table::markdown) {
                    self.blocks.block(&table);
                }
            }
        }
    }

    fn end_alert_title(&mut self) {
        let title = self.take_line();
        let kind = self.alert.take().unwrap_or_default();
        let own = if title.eq_ignore_ascii_case(&kind) { String::new() } else { format!(" {title}") };
        self.blocks.block(&format!("[!{}]{own}", kind.to_uppercase()));
        self.blocks.set_gap(Gap::Line);
    }

    fn end_mark(&mut self) {
        if self.too_many_marks > 0 {
            self.too_many_marks -= 1;
        } else if let Some(mark) = self.marks.pop() {
            let content = self.line.split_off(mark.start.min(self.line.len()));
            let inner = content.trim();
            if inner.is_empty() {
                self.line.push_str(&content);
                return;
            }
            let lead = content.len() - content.trim_start().len();
            self.line.push_str(&content[..lead]);
            self.line.extend([mark.before.as_str(), inner, mark.after.as_str()]);
            self.line.push_str(&content[lead + inner.len()..]);
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

    fn captured(&mut self, captured: Captured) {
        match captured {
            Captured::Nothing => {}
            Captured::Title(title) => self.code_title = Some(title),
            Captured::Code(code) if self.table.is_some() => {
                self.line.push_str(&inline::code(&code).replace('|', "\\|"));
            }
            Captured::Code(code) => self.line.push_str(&inline::code(&code)),
            Captured::FootnoteRef(number) => self.line.extend(["[^", number.trim(), "]"]),
            Captured::Block { code, language } => {
                let title = self.code_title.take();
                self.line_or_block(&inline::code(&code), &inline::code_block(&code, &language, title.as_deref()));
            }
            Captured::Formula { tex, is_block } => {
                let tex = tex.trim();
                let in_line = format!("${}$", tex.split_whitespace().collect::<Vec<_>>().join(" "));
                if is_block {
                    self.flush();
                    self.line_or_block(&in_line, &format!("$$\n{tex}\n$$"));
                } else {
                    self.line.push_str(&in_line);
                }
            }
            Captured::Embedded { label, address } => {
                if let Some(address) = absolute(&address, self.page).filter(|_| !address.is_empty()) {
                    self.line.push_str(&inline::link(&inline::text(&label), &address));
                }
            }
        }
    }

    /// Writes a block, or what stands for it in the cell of a table.
    fn line_or_block(&mut self, line: &str, block: &str) {
        if self.table.is_some() { self.line.push_str(line) } else { self.blocks.block(block) }
    }
}

fn alert_kind(tag: &StartTag<()>) -> String {
    let classes = attribute(tag, "class").unwrap_or_default();
    let kind = classes.split_ascii_whitespace().find_map(|class| class.strip_prefix("note-"));
    kind.unwrap_or("note").to_owned()
}

/// Returns the value of an attribute.
pub(super) fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned())
}

/// Returns whether an element has a class.
pub(super) fn has_class(tag: &StartTag<()>, class: &str) -> bool {
    attribute(tag, "class").is_some_and(|classes| classes.split_ascii_whitespace().any(|own| own == class))
}
