//! Where things stand: lines, indentation, brackets, and where a value really ends.

use std::ops::Range;

use super::Document;
use crate::diagnostic::Spanned;
use crate::edit::front_matter::newline;
use crate::source::value::{Data, Value};

/// Returns the number of the line that `at` is on, from 1.
pub fn line_number(text: &str, at: usize) -> usize {
    text[..at.min(text.len())].matches('\n').count() + 1
}

/// Returns where the line of `at` begins.
pub fn line_start(text: &str, at: usize) -> usize {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    if start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8().min(at) } else { start }
}

/// Returns where the line of `at` ends, before its line feed.
pub fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    if end > at && text[..end].ends_with('\r') { end - 1 } else { end }
}

/// Returns where the line behind that of `at` begins.
pub fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1)
}

/// Returns the number of spaces that `line` begins with.
pub fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

impl Document {
    /// Returns whether `value` is a list or map in brackets.
    pub fn is_flow(&self, value: &Value) -> bool {
        let text = &self.text[value.span.start as usize..];
        match &value.data {
            // A block list may begin where its first item does, which may be in brackets itself.
            Data::List(items) => {
                text.starts_with('[') && items.first().is_none_or(|first| first.span.start > value.span.start)
            }
            Data::Map(_) => text.starts_with('{'),
            _ => false,
        }
    }

    /// Returns the place behind the colon of a key.
    pub fn after_colon(&self, key: &Spanned<String>) -> usize {
        let end = key.span.end as usize;
        self.text[end..].find(':').map_or(end, |colon| end + colon + 1)
    }

    /// Returns where the value of an entry ends, or its colon when it has none.
    pub fn entry_end(&self, key: &Spanned<String>, value: &Value) -> usize {
        self.end(value, self.after_colon(key))
    }

    /// Returns where `value` ends; `before` is where what stands before it ends, in case it is not written at all.
    pub fn end(&self, value: &Value, before: usize) -> usize {
        match &value.data {
            Data::Null if !self.is_written(value, before) => before,
            Data::Map(entries) if !self.is_flow(value) => {
                entries.last().map_or(before, |(key, value)| self.entry_end(key, value))
            }
            Data::List(items) if !self.is_flow(value) => {
                let end = |item: &Value| self.end(item, before.max(item.span.start as usize));
                items.last().map_or(before, end)
            }
            _ => value.span.end as usize,
        }
    }

    /// Returns whether a value that is nothing is written, as `null` or `~`.
    pub(super) fn is_written(&self, value: &Value, before: usize) -> bool {
        let range = value.span.range();
        range.start >= before && matches!(&self.text[range], "~" | "null" | "Null" | "NULL")
    }

    /// Returns the range of an entry, from its key to the end of its value.
    pub fn entry_range(&self, key: &Spanned<String>, value: &Value) -> Range<usize> {
        key.span.start as usize..self.entry_end(key, value)
    }

    /// Returns the column that the keys of a block map stand in, or the dashes of a block list.
    pub fn column(&self, at: usize) -> usize {
        at - line_start(&self.text, at)
    }

    /// Returns where the dash of an item of a block list stands.
    pub fn dash(&self, item: &Value) -> Option<usize> {
        let before = self.text[..item.span.start as usize].trim_end();
        before.ends_with('-').then(|| before.len() - 1)
    }

    /// Returns by how much the dashes of lists stand to the right of the key of the list, in the way of this document.
    pub fn list_indent(&self) -> usize {
        self.list_indent_in(&self.root).unwrap_or(2)
    }

    fn list_indent_in(&self, value: &Value) -> Option<usize> {
        let Data::Map(entries) = &value.data else { return None };
        if self.is_flow(value) {
            return None;
        }
        entries.iter().find_map(|(key, value)| match &value.data {
            Data::List(items) if !self.is_flow(value) => {
                let dash = self.dash(items.first()?)?;
                self.column(dash).checked_sub(self.column(key.span.start as usize))
            }
            _ => self.list_indent_in(value),
        })
    }

    /// Returns the line end that is used around `at`.
    pub fn newline_at(&self, at: usize) -> &'static str {
        let end = line_end(&self.text, at);
        match &self.text[end..] {
            rest if rest.starts_with("\r\n") => "\r\n",
            rest if rest.starts_with('\n') => "\n",
            _ => newline(&self.text),
        }
    }

    /// Returns whether a comment stands in `range`, which must not begin or end within a text.
    pub fn has_comment(&self, range: Range<usize>) -> bool {
        let text = &self.text[range];
        text.starts_with('#') || text.contains(" #") || text.contains("\t#") || text.contains("\n#")
    }
}
