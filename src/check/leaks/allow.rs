//! `privacy.allow`: what is private and may appear all the same. An entry that does nothing is reported.

use std::collections::BTreeSet;

use super::fold::{Reading, fold};
use super::pattern::Patterns;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::plan::needle::Needles;

/// The entries of the list, with the needles that each stands for.
pub(super) struct Allowed {
    entries: Vec<(Span, Vec<usize>)>,
}

impl Allowed {
    /// Returns the list. An entry stands for every needle that may be spelled so.
    pub(super) fn new(needles: &Needles, patterns: Option<&Patterns>) -> Self {
        let entries = needles.allowed.iter().map(|entry| {
            let stands_for = patterns.map(|patterns| spelled(&entry.value, patterns)).unwrap_or_default();
            (entry.span, stands_for)
        });
        Self { entries: entries.collect() }
    }

    /// Returns whether the needle may appear.
    pub(super) fn has(&self, needle: usize) -> bool {
        self.entries.iter().any(|(_, stands_for)| stands_for.contains(&needle))
    }

    /// Reports the entries without which nothing would change, when the needles in `used` were found.
    pub(super) fn unused(&self, used: &BTreeSet<usize>) -> Vec<Diagnostic> {
        let report = |(span, stands_for): &(Span, Vec<usize>)| {
            let (message, hint) = if stands_for.is_empty() {
                (
                    "no private value is spelled like this",
                    "write the value as it stands in the private part, or take the entry out",
                )
            } else if stands_for.iter().any(|needle| used.contains(needle)) {
                return None;
            } else {
                (
                    "what is allowed here is nowhere on the site",
                    "take the entry out, so that it does not hide a leak later",
                )
            };
            Some(Diagnostic::new(Code::UnusedAllow, *span, message).hint(hint))
        };
        self.entries.iter().filter_map(report).collect()
    }
}

fn spelled(text: &str, patterns: &Patterns) -> Vec<usize> {
    let folded = fold(text.as_bytes(), Reading::Plain);
    let whole = patterns.automaton.find_overlapping_iter(&folded).filter(|m| m.start() == 0 && m.end() == folded.len());
    whole.flat_map(|m| &patterns.spellings[m.pattern().as_usize()]).map(|spelling| spelling.needle).collect()
}
