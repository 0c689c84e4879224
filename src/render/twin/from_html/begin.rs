//! What the start of each element means.

use html5gum::StartTag;

use super::{End, List, Mark, Writer, attribute, has_class};
use crate::render::feed::content::absolute;
use crate::render::twin::block::Gap;
use crate::render::twin::inline;
use crate::render::twin::table::Table;

/// Elements that stand in a line; all others are blocks, as far as they are known at all.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "button", "cite", "data", "del", "dfn", "em", "i", "ins", "kbd", "label", "mark",
    "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
];
/// How deep emphasis and links can stand within each other.
const MAX_MARKS: usize = 16;

impl Writer<'_> {
    /// Writes what an element without an end is.
    pub(super) fn void(&mut self, name: &str, tag: &StartTag<()>) {
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
    pub(super) fn begin(&mut self, name: &str, tag: &StartTag<()>) -> End {
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
}

fn alert_kind(tag: &StartTag<()>) -> String {
    let classes = attribute(tag, "class").unwrap_or_default();
    let kind = classes.split_ascii_whitespace().find_map(|class| class.strip_prefix("note-"));
    kind.unwrap_or("note").to_owned()
}
