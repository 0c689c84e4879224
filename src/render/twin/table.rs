//! Tables of Markdown.

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Left,
    Centre,
    Right,
}

/// A table while its cells are read.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
    columns: Vec<Column>,
    cell: usize,
}

impl Table {
    /// Begins a row.
    pub(super) fn begin_row(&mut self) {
        self.rows.push(Vec::new());
        self.cell = 0;
    }

    /// Begins a cell, which says how its column is set.
    pub(super) fn begin_cell(&mut self, is_right: bool, is_centred: bool) {
        self.cell += 1;
        if self.columns.len() < self.cell {
            self.columns.push(match (is_right, is_centred) {
                (true, _) => Column::Right,
                (_, true) => Column::Centre,
                _ => Column::Left,
            });
        }
    }

    /// Ends a cell.
    pub(super) fn end_cell(&mut self, text: String) {
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(text);
        }
    }

    /// Returns the table, whose first row is its head; none without a cell.
    pub(super) fn markdown(self) -> Option<String> {
        let mut rows = self.rows.iter().filter(|row| !row.is_empty());
        let head = rows.next()?;
        let line = |row: &[String]| format!("| {} |", row.join(" | "));
        let rule: Vec<&str> = self
            .columns
            .iter()
            .take(head.len())
            .map(|column| match column {
                Column::Left => "---",
                Column::Centre => ":-:",
                Column::Right => "--:",
            })
            .collect();
        let rule = format!("| {} |", rule.join(" | "));
        Some([line(head), rule].into_iter().chain(rows.map(|row| line(row))).collect::<Vec<_>>().join("\n"))
    }
}
