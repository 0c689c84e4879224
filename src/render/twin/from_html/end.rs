//! What the end of each element does.

use super::{End, Writer};
use crate::render::feed::content::absolute;
use crate::render::twin::block::Gap;
use crate::render::twin::capture::Captured;
use crate::render::twin::inline;
use crate::render::twin::table::Table;

impl Writer<'_> {
    pub(super) fn finish(&mut self, end: End) {
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

    pub(super) fn end_mark(&mut self) {
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

    /// Writes an element that was captured whole.
    pub(super) fn captured(&mut self, captured: Captured) {
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
}
