//! Ranges of a text, replaced at once.

use std::ops::Range;

/// A replacement for a range of bytes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// What is replaced; empty to insert.
    pub range: Range<usize>,
    /// What stands there instead.
    pub text: String,
}

impl Splice {
    /// Returns the replacement of `range` by `text`.
    pub fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }
}

/// Returns `text` with every splice made. Insertions at one place stand in the order in which they are given.
///
/// # Panics
/// When two ranges overlap or one is not in the text, which is a bug of whoever found them.
pub fn apply(text: &str, mut splices: Vec<Splice>) -> String {
    splices.sort_by_key(|splice| (splice.range.start, splice.range.end));
    let mut result = String::with_capacity(text.len() + splices.iter().map(|splice| splice.text.len()).sum::<usize>());
    let mut at = 0;
    for splice in splices {
        assert!(splice.range.start >= at, "two edits of one text overlap at byte {}", splice.range.start);
        result.push_str(&text[at..splice.range.start]);
        result.push_str(&splice.text);
        at = splice.range.end;
    }
    result.push_str(&text[at..]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splices_are_made_in_the_order_of_the_text() {
        let splices =
            vec![Splice::new(4..5, "E"), Splice::new(0..1, ""), Splice::new(2..2, "1"), Splice::new(2..2, "2")];
        assert_eq!(apply("abcdef", splices), "b12cdEf");
        assert_eq!(apply("", Vec::new()), "");
    }
}
