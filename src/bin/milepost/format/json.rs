//! Findings as JSON, as `milepost schema diagnostics` describes them.

use milepost::diagnostic::{Diagnostic, Severity};
use milepost::source::position::Position;
use serde::Serialize;
use serde_json::Value;

use super::place::{Place, Places};

/// Raised when a reader of the form before would misread it; a key that is added is no reason.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document {
    version: u32,
    generator: &'static str,
    errors: usize,
    warnings: usize,
    diagnostics: Vec<Finding>,
}

#[derive(Serialize)]
struct Finding {
    code: &'static str,
    severity: &'static str,
    message: String,
    place: Option<Range>,
    note: String,
    labels: Vec<Mark>,
    hints: Vec<String>,
}

#[derive(Serialize)]
struct Mark {
    place: Range,
    text: String,
}

#[derive(Serialize)]
struct Range {
    path: String,
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
}

/// Returns the document, with a newline at its end.
pub(super) fn text(diagnostics: &[Diagnostic], places: &Places<'_>) -> anyhow::Result<String> {
    let errors = diagnostics.iter().filter(|found| found.is_error()).count();
    let document = Document {
        version: VERSION,
        generator: concat!("milepost ", env!("CARGO_PKG_VERSION")),
        errors,
        warnings: diagnostics.len() - errors,
        diagnostics: diagnostics.iter().map(|found| finding(found, places)).collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

/// Returns the JSON Schema of the document.
pub(crate) fn schema() -> Value {
    serde_json::from_str(include_str!("diagnostics.schema.json")).expect("the tests read it")
}

fn finding(found: &Diagnostic, places: &Places<'_>) -> Finding {
    let labels = found.labels.iter();
    Finding {
        code: found.code.name(),
        severity: severity(found.severity),
        message: found.message.clone(),
        place: found.span.map(|span| range(places.of(span))),
        note: found.note.clone(),
        labels: labels.map(|label| Mark { place: range(places.of(label.span)), text: label.text.clone() }).collect(),
        hints: found.hints.clone(),
    }
}

/// Returns the word for `severity`.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn range(place: Place) -> Range {
    let point = |Position { line, column }| Point { line, column };
    Range { path: place.path, start: point(place.start), end: point(place.end) }
}
