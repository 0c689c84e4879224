//! Code as HTML with few spans.

use syntect::parsing::ClearAmount;

use super::class::Class;
use super::parse::{Change, Paint};
use crate::content::markdown::escape;

/// Colours a text line by line.
#[derive(Default)]
pub(super) struct Painter<'a> {
    out: Spans,
    line: &'a str,
    written: usize,
    open: Open,
}

impl<'a> Painter<'a> {
    /// Begins `line`; the one before is complete.
    pub(super) fn begin(&mut self, line: &'a str) {
        self.line = line;
        self.written = 0;
    }

    /// Writes what of the line is left.
    pub(super) fn end(&mut self) {
        self.write(self.line.len());
    }

    pub(super) fn finish(self) -> String {
        self.out.finish()
    }

    /// What a rule captures may lie after its match; what comes before it is written already.
    fn write(&mut self, end: usize) {
        if let Some(text) = self.line.get(self.written..end).filter(|text| !text.is_empty()) {
            self.out.push(text, self.open.class());
            self.written = end;
        }
    }
}

impl Paint for Painter<'_> {
    fn change(&mut self, at: usize, change: Change) {
        self.write(at);
        self.open.apply(change);
    }
}

/// The open scopes: what each asks for, and what holds in it.
#[derive(Default)]
struct Open {
    stack: Vec<(Class, &'static str)>,
    covered: Vec<Vec<(Class, &'static str)>>,
}

impl Open {
    fn class(&self) -> &'static str {
        self.stack.last().map(|(_, class)| *class).unwrap_or_default()
    }

    fn push(&mut self, class: Class) {
        self.stack.push((class, class.unwrap_or_else(|| self.class())));
    }

    fn apply(&mut self, change: Change) {
        let depth = self.stack.len();
        match change {
            Change::Open(class) => self.push(class),
            Change::Close(count) => self.stack.truncate(depth.saturating_sub(count)),
            Change::Cover(ClearAmount::TopN(count)) => {
                let cover = self.stack.split_off(depth.saturating_sub(count));
                self.covered.push(cover);
            }
            Change::Cover(ClearAmount::All) => self.covered.push(std::mem::take(&mut self.stack)),
            Change::Restore => {
                for (class, _) in self.covered.pop().unwrap_or_default() {
                    self.push(class);
                }
            }
        }
    }
}

/// HTML under construction, which joins neighbours of the same class.
#[derive(Default)]
pub(super) struct Spans {
    html: String,
    open: &'static str,
}

impl Spans {
    pub(super) fn push(&mut self, text: &str, class: &'static str) {
        if text.is_empty() {
            return;
        }
        // White space has no colour, so it need not end a span or begin one.
        let visible = text.trim_start();
        if class != self.open && !visible.is_empty() {
            self.close();
            self.html.push_str(&text[..text.len() - visible.len()]);
            if !class.is_empty() {
                self.html.push_str("<span class=\"");
                self.html.push_str(class);
                self.html.push_str("\">");
            }
            self.open = class;
            escape::push_text(&mut self.html, visible);
        } else {
            escape::push_text(&mut self.html, text);
        }
    }

    fn close(&mut self) {
        if !std::mem::take(&mut self.open).is_empty() {
            // Trailing white space was taken in only because it might have been inner.
            let end = self.html.trim_end().len();
            self.html.insert_str(end, "</span>");
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.close();
        self.html
    }
}
