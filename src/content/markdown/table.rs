//! Tables.

use pulldown_cmark::{Alignment, Event, TagEnd};

use super::writer::Writer;
use crate::words::word;

/// The table that is being written; tables do not nest.
#[derive(Debug, Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// What ends the cell that is open.
    cell_end: &'static str,
    /// How many tables there were.
    count: usize,
}

impl Writer<'_> {
    /// Begins a table in a box of its own, which scrolls where the page is narrow.
    pub(super) fn start_table(&mut self, alignments: &[Alignment]) {
        let count = self.table.count + 1;
        self.table = Table { alignments: alignments.to_vec(), count, ..Table::default() };
        let label = self.words.with(word!("text.table"), &[("n", &self.words.whole(count))]);
        let label = self.labels.take(&label, ' ', 2);
        self.open("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"");
        self.attribute("aria-label", &label);
        self.html("><table>\n");
    }

    pub(super) fn end_table(&mut self) {
        self.close("</tbody>\n</table></div>\n");
    }

    pub(super) fn start_table_head(&mut self) {
        self.table.in_head = true;
        self.table.column = 0;
        self.html("<thead><tr>");
    }

    pub(super) fn end_table_head(&mut self) {
        self.table.in_head = false;
        self.html("</tr></thead>\n<tbody>\n");
    }

    pub(super) fn start_table_row(&mut self) {
        self.table.column = 0;
        self.html("<tr>");
    }

    pub(super) fn end_table_row(&mut self) {
        self.html("</tr>\n");
    }

    /// Writes the start of a cell. An empty one heads nothing, wherever it is.
    pub(super) fn table_cell(&mut self, start: usize) -> usize {
        self.end_block();
        let is_empty = matches!(self.events.get(start + 1), Some(Event::End(TagEnd::TableCell)));
        let is_heading = self.table.in_head && !is_empty;
        self.table.cell_end = if is_heading { "</th>" } else { "</td>" };
        self.html(if is_heading { "<th scope=\"col\"" } else { "<td" });
        match self.table.alignments.get(self.table.column) {
            Some(Alignment::Right) => self.html(" class=\"n\">"),
            Some(Alignment::Center) => self.html(" class=\"mid\">"),
            _ => self.html(">"),
        }
        start + 1
    }

    pub(super) fn end_table_cell(&mut self) {
        self.table.column += 1;
        self.html(self.table.cell_end);
        self.end_block();
        self.in_raw_link = false;
    }
}
