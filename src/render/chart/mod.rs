//! Charts: drawings of the plan and of what was done, each with the same data as a table.
//!
//! Every chart is inline SVG that carries classes only, because the pages' content security policy
//! forbids inline styles; colours, dashes and print are the theme's. [`burn_up`] shows work over
//! time, [`calendar`] the days on which something appeared, [`path`] the phases as mileposts, [`range`]
//! ranges side by side.
//! Below them, `svg` frames a drawing, `time` counts days and months, `number` rounds and writes
//! numbers, and `fit` fits text.

pub mod burn_up;
pub mod calendar;
pub mod months;
pub mod path;
pub mod range;

mod fit;
mod number;
mod svg;
#[cfg(test)]
mod tests;
mod time;

pub(super) use number::coordinate;
use serde::Serialize;

/// A drawing, the same data as a table, and what it shows in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chart {
    /// The `<svg>` element as finished markup; it is valid XML and has ids that start with the caller's prefix.
    pub svg: String,
    /// The data, for people who cannot see the drawing and for those who want the numbers.
    pub table: Table,
    /// What the chart shows: the same text as its `<desc>`, unescaped.
    pub summary: String,
    /// What the classes mean where the drawing does not say so itself; empty otherwise.
    pub legend: Vec<LegendItem>,
}

/// The data of a chart in rows, all as text, unescaped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// What the table holds.
    pub caption: String,
    /// The heads of the columns; the first column is the head of its row.
    pub columns: Vec<String>,
    /// For each column whether it holds numbers, which are set to the right.
    pub numeric: Vec<bool>,
    /// The rows; each as long as `columns`.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Returns a table with `columns` as pairs of head and whether the column is numeric.
    fn new(caption: &str, columns: &[(&str, bool)], rows: Vec<Vec<String>>) -> Self {
        Self {
            caption: caption.to_owned(),
            columns: columns.iter().map(|(head, _)| (*head).to_owned()).collect(),
            numeric: columns.iter().map(|(_, numeric)| *numeric).collect(),
            rows,
        }
    }
}

/// One entry of a legend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LegendItem {
    /// The class in the drawing.
    pub class: String,
    /// What it means.
    pub label: String,
}
