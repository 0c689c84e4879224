//! A Markdown plan as a flat list: headings, bullets, lines of paragraphs and rows of tables, each with its lines.
//!
//! Nothing here recurses: how deep an entry stands is its [rank](Entry::rank), a number.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::text::clean;

/// The rank of a line in bold that stands for a heading; headings have 1 to 6.
pub(super) const BOLD_RANK: u32 = 7;
const FIRST_BULLET: u32 = 10;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Heading,
    Bullet,
    /// A line of a paragraph.
    Line,
    /// A row of a table; the first is its head.
    Row {
        table: usize,
        is_head: bool,
    },
    /// A line of YAML at the head of the file.
    Meta,
}

/// A link in an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) text: String,
    pub(super) url: String,
}

/// A heading, bullet, line or row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) shape: Shape,
    /// How deep it stands: below every earlier entry of a smaller rank.
    pub(super) rank: u32,
    /// Its first and last line, from 1.
    pub(super) lines: (u32, u32),
    /// Its text on one line, without marks.
    pub(super) text: String,
    /// Parts of it that are in bold.
    pub(super) bold: Vec<String>,
    /// What its box says.
    pub(super) check: Option<bool>,
    /// Whether all of it is struck through.
    pub(super) is_struck: bool,
    pub(super) links: Vec<Link>,
    pub(super) cells: Vec<Entry>,
}

impl Entry {
    fn new(shape: Shape, rank: u32, line: u32) -> Self {
        Self {
            shape,
            rank,
            lines: (line, line),
            text: String::new(),
            bold: Vec::new(),
            check: None,
            is_struck: false,
            links: Vec::new(),
            cells: Vec::new(),
        }
    }

    /// Returns whether all of it is in bold.
    pub(super) fn is_bold(&self) -> bool {
        let whole = self.text.trim_end_matches(':');
        self.bold.iter().any(|bold| bold.trim_end_matches(':') == whole)
    }

    /// Returns the same entry with another text.
    pub(super) fn with_text(&self, text: impl Into<String>) -> Self {
        Self { text: text.into(), cells: Vec::new(), ..self.clone() }
    }
}

/// Where the lines of a text begin; `\r` by itself ends a line as well.
pub(super) struct Lines<'a> {
    pub(super) all: Vec<&'a str>,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let (mut all, mut starts, mut from) = (Vec::new(), Vec::new(), 0);
        while from < text.len() {
            let rest = &text[from..];
            let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
            let end = if rest[length..].starts_with("\r\n") { 2 } else { usize::from(length < rest.len()) };
            all.push(&rest[..length]);
            starts.push(from);
            from += length + end;
        }
        Self { all, starts }
    }

    /// Returns the number of the line that byte `at` stands in, from 1.
    fn number(&self, at: usize) -> u32 {
        u32::try_from(self.starts.partition_point(|start| *start <= at).max(1)).unwrap_or(u32::MAX)
    }
}

/// Returns the entries of `text` in order.
pub(super) fn read(text: &str, lines: &Lines<'_>) -> Vec<Entry> {
    let extensions = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader =
        Reader { lines, done: Vec::new(), open: None, lists: 0, items: Vec::new(), spans: Vec::new(), tables: 0 };
    for (event, range) in Parser::new_ext(text, extensions).into_offset_iter() {
        reader.event(event, lines.number(range.start), lines.number(range.end.saturating_sub(1)));
    }
    reader.finish();
    reader.done
}

/// An inline element that is open, with where in the text it begins.
enum Span {
    Bold(usize),
    Struck(usize),
    Link(usize, String),
    Other,
}

/// A bullet that is open.
struct Item {
    line: u32,
    /// Whether its first text was read; what comes later are paragraphs below it.
    is_begun: bool,
}

struct Reader<'a, 'b> {
    lines: &'b Lines<'a>,
    done: Vec<Entry>,
    /// The entry that texts are added to.
    open: Option<Entry>,
    lists: u32,
    items: Vec<Item>,
    spans: Vec<Span>,
    tables: usize,
}

impl Reader<'_, '_> {
    fn event(&mut self, event: Event<'_>, first: u32, last: u32) {
        match event {
            Event::Start(tag) => self.start(tag, first),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text, first, last);
            }
            Event::InlineHtml(html) if html.starts_with("<br") => self.text(", ", first, last),
            Event::SoftBreak | Event::HardBreak => self.line_break(first, last),
            Event::TaskListMarker(is_done) => {
                self.text("", first, last);
                if let Some(entry) = &mut self.open {
                    entry.check = Some(is_done);
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, line: u32) {
        let length = self.length();
        match tag {
            Tag::Heading { level, .. } => self.begin(Entry::new(Shape::Heading, level as u32, line)),
            Tag::List(_) => {
                self.finish();
                self.lists += 1;
            }
            Tag::Item => {
                self.finish();
                self.items.push(Item { line, is_begun: false });
            }
            Tag::Paragraph if self.items.last().is_none_or(|item| item.is_begun) => self.begin_line(line),
            Tag::MetadataBlock(_) => self.begin(Entry::new(Shape::Meta, 0, line)),
            Tag::Table(_) => {
                self.finish();
                self.tables += 1;
            }
            Tag::TableHead => self.begin_row(true, line),
            Tag::TableRow => self.begin_row(false, line),
            Tag::TableCell => {
                if let Some(row) = &mut self.open {
                    row.cells.push(Entry::new(Shape::Line, row.rank, line));
                }
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.finish();
                // What is in there is no text of a plan. It shows up among what was not placed.
                self.spans.clear();
                self.spans.push(Span::Other);
            }
            Tag::Strong => self.spans.push(Span::Bold(length)),
            Tag::Strikethrough => self.spans.push(Span::Struck(length)),
            Tag::Link { dest_url, .. } => self.spans.push(Span::Link(length, dest_url.into_string())),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_)
            | TagEnd::Paragraph
            | TagEnd::MetadataBlock(_)
            | TagEnd::TableHead
            | TagEnd::TableRow => self.finish(),
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.spans.clear(),
            TagEnd::Item => {
                self.finish();
                self.items.pop();
            }
            TagEnd::List(_) => {
                self.finish();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => self.close_span(),
            _ => {}
        }
    }

    fn begin(&mut self, entry: Entry) {
        self.finish();
        self.open = Some(entry);
    }

    fn begin_line(&mut self, line: u32) {
        let rank = if self.items.is_empty() { FIRST_BULLET } else { FIRST_BULLET + self.lists };
        self.begin(Entry::new(Shape::Line, rank, line));
    }

    fn begin_row(&mut self, is_head: bool, line: u32) {
        let shape = Shape::Row { table: self.tables, is_head };
        self.begin(Entry::new(shape, FIRST_BULLET + self.lists, line));
    }

    /// The text that is being written: that of the last cell in a row.
    fn target(&mut self) -> Option<&mut Entry> {
        let open = self.open.as_mut()?;
        if open.cells.is_empty() { Some(open) } else { open.cells.last_mut() }
    }

    fn length(&mut self) -> usize {
        self.target().map_or(0, |entry| entry.text.len())
    }

    fn text(&mut self, text: &str, first: u32, last: u32) {
        if matches!(self.spans.first(), Some(Span::Other)) {
            return;
        }
        if self.open.is_none()
            && let Some(item) = self.items.last_mut().filter(|item| !item.is_begun)
        {
            item.is_begun = true;
            let (rank, line) = (FIRST_BULLET + self.lists.saturating_sub(1), item.line);
            self.open = Some(Entry::new(Shape::Bullet, rank, line));
        } else if self.open.is_none() && !self.items.is_empty() {
            self.begin_line(first);
        }
        let Some(open) = &mut self.open else { return };
        open.lines.1 = open.lines.1.max(last);
        if open.shape == Shape::Meta {
            open.text.push_str(text);
        } else if let Some(entry) = self.target() {
            entry.text.push_str(text);
        }
    }

    /// A paragraph outside of lists has an entry for each of its lines: `**Timeline**: 15 months` is one.
    fn line_break(&mut self, first: u32, last: u32) {
        let is_line = self.open.as_ref().is_some_and(|open| open.shape == Shape::Line) && self.items.is_empty();
        if is_line && self.spans.is_empty() {
            self.begin_line(first.saturating_add(1));
        } else {
            self.text(" ", first, last);
        }
    }

    fn close_span(&mut self) {
        let Some(span) = self.spans.pop() else { return };
        let Some(entry) = self.target() else { return };
        let from = |start: usize| clean(entry.text.get(start..).unwrap_or_default());
        match span {
            Span::Bold(start) => {
                let bold = from(start);
                entry.bold.push(bold);
            }
            Span::Struck(start) => entry.is_struck = start == 0,
            Span::Link(start, url) => {
                let text = from(start);
                entry.links.push(Link { text, url: clean(&url) });
            }
            Span::Other => {}
        }
    }

    fn finish(&mut self) {
        let Some(mut entry) = self.open.take() else { return };
        self.spans.clear();
        if entry.shape == Shape::Meta {
            self.finish_meta(&entry);
            return;
        }
        for cell in &mut entry.cells {
            cell.text = clean(&cell.text);
        }
        entry.text = clean(&entry.text);
        entry.lines.1 = entry.lines.1.max(entry.lines.0);
        if !entry.text.is_empty() || entry.cells.iter().any(|cell| !cell.text.is_empty()) {
            self.done.push(entry);
        }
    }

    fn finish_meta(&mut self, block: &Entry) {
        for (line, text) in (block.lines.0 + 1..).zip(block.text.lines()) {
            if self.lines.all.get(line as usize - 1).is_some_and(|raw| raw.contains(text)) && !text.trim().is_empty() {
                let mut entry = Entry::new(Shape::Meta, 0, line);
                entry.text = clean(text);
                self.done.push(entry);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> Vec<String> {
        let shown = |entry: &Entry| {
            let cells: Vec<&str> = entry.cells.iter().map(|cell| cell.text.as_str()).collect();
            let text = if cells.is_empty() { entry.text.clone() } else { cells.join(" | ") };
            format!("{}:{} {text}", entry.lines.0, entry.rank)
        };
        read(text, &Lines::new(text)).iter().map(shown).collect()
    }

    #[test]
    fn entries_know_their_line_and_their_depth() {
        let text = "# T\n\n**A**: 1\n**B**: 2\n\n- one\n  more\n  - two\n\n    below two\n- [x] three\n\n| a | b |\n|---|---|\n| c | d |\n";
        let expected = [
            "1:1 T",
            "3:10 A: 1",
            "4:10 B: 2",
            "6:10 one more",
            "8:11 two",
            "10:12 below two",
            "11:10 three",
            "13:10 a | b",
            "15:10 c | d",
        ];
        assert_eq!(outline(text), expected);
        assert_eq!(outline(&text.replace('\n', "\r\n")), expected);
        assert_eq!(outline(&text.replace('\n', "\r")).len(), expected.len());
    }

    #[test]
    fn marks_become_facts() {
        let text = "- [x] ~~**Old** thing~~\n- [a book](https://example.org/b) by B\n";
        let entries = read(text, &Lines::new(text));
        assert!(entries[0].is_struck && entries[0].check == Some(true) && entries[0].bold == ["Old"]);
        assert_eq!(entries[1].links, [Link { text: "a book".into(), url: "https://example.org/b".into() }]);
        assert_eq!(entries[1].text, "a book by B");
    }

    #[test]
    fn what_is_no_plan_is_left_out() {
        assert_eq!(
            outline("---\ntitle: T\nlayout: x\n---\n\n```\n- a\n```\n\n<!-- b -->\n"),
            ["2:0 title: T", "3:0 layout: x"]
        );
        assert_eq!(outline("- - - - -\n#\n-\n"), [""; 0]);
    }
}
