//! What the tests of diagnostics share.

use milepost::Options;
use milepost::diagnostic::{Diagnostic, Span};
use milepost::source::Sources;

/// Returns the options of every build: the middle of the first month.
pub(crate) fn options() -> Options {
    let as_of = chrono::NaiveDate::from_ymd_opt(2026, 12, 15).expect("the day exists");
    Options { as_of: Some(as_of), ..Options::at(as_of.and_time(chrono::NaiveTime::MIN).and_utc()) }
}

/// Returns what is wrong with the form of `diagnostics`: spans that leave their file or cut a character, messages
/// that are not one short statement.
pub(crate) fn faults(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<String> {
    let mut faults = Vec::new();
    for found in diagnostics {
        let labels = found.labels.iter().map(|label| label.span);
        for span in found.span.into_iter().chain(labels).filter(|span| !is_within(*span, sources)) {
            faults.push(format!("{:?} is not within its file: {found:?}", span.range()));
        }
        // `YAML` is a word of its own.
        let mut letters = found.message.chars();
        let is_upper = |c: Option<char>| c.is_some_and(char::is_uppercase);
        let is_sentence = found.message.ends_with('.') || (is_upper(letters.next()) && !is_upper(letters.next()));
        if found.message.is_empty() || is_sentence {
            faults.push(format!("lower case and no full stop: {found:?}"));
        }
    }
    faults
}

fn is_within(span: Span, sources: &Sources) -> bool {
    let bytes = &sources.get(span.source).bytes;
    let range = span.range();
    match std::str::from_utf8(bytes) {
        Ok(text) => range.end <= text.len() && text.is_char_boundary(range.start) && text.is_char_boundary(range.end),
        Err(_) => range.end <= bytes.len(),
    }
}
