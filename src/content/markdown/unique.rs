//! Names that are unique in a page.

use std::collections::{BTreeMap, BTreeSet};

/// The names that are taken, and how to make others.
#[derive(Debug, Default)]
pub(super) struct Unique {
    taken: BTreeSet<String>,
    /// The number to try next after a name, so that a thousand equal headings do not take a million steps.
    next: BTreeMap<String, u32>,
}

impl Unique {
    /// Takes `name` as it is; returns whether it was free.
    pub(super) fn reserve(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_owned())
    }

    /// Takes `name` if it is free and no number is wanted, else `name`, `separator` and the first free
    /// number from `first`.
    pub(super) fn take(&mut self, name: &str, separator: char, first: u32) -> String {
        if self.reserve(name) {
            return name.to_owned();
        }
        self.take_numbered(name, separator, first)
    }

    /// Takes `name`, `separator` and the first free number from `first`.
    pub(super) fn take_numbered(&mut self, name: &str, separator: char, first: u32) -> String {
        let mut number = self.next.get(name).copied().unwrap_or(first);
        let free = loop {
            let candidate = format!("{name}{separator}{number}");
            number = number.saturating_add(1);
            if self.reserve(&candidate) {
                break candidate;
            }
        };
        self.next.insert(name.to_owned(), number);
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_is_taken_is_skipped() {
        let mut names = Unique::default();
        names.reserve("a-1");
        let taken: Vec<String> = (0..3).map(|_| names.take("a", '-', 1)).collect();
        assert_eq!(taken, ["a", "a-2", "a-3"]);
    }
}
