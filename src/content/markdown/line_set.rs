//! Sets of lines of a block, such as `2 4-6`.

use std::ops::Range;

/// Lines, counted from 1.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LineSet {
    /// The first line, the last line, and where both are written.
    parts: Vec<(u32, u32, Range<usize>)>,
}

impl LineSet {
    /// Adds `2` or `4-6`, which is written at `range`; returns whether it is either.
    pub(super) fn add(&mut self, text: &str, range: Range<usize>) -> bool {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        match (first.parse(), last.parse()) {
            (Ok(first), Ok(last)) if 0 < first && first <= last => {
                self.parts.push((first, last, range));
                true
            }
            _ => false,
        }
    }

    /// Returns whether it has no line.
    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Returns whether `line` is in it. For many lines ask [`LineSet::spread`].
    #[cfg(test)]
    pub(super) fn has(&self, line: u32) -> bool {
        self.parts.iter().any(|(first, last, _)| (*first..=*last).contains(&line))
    }

    /// Returns for each of `count` lines whether it is in the set; takes time for the lines and the parts, not for
    /// their product.
    pub(super) fn spread(&self, count: usize) -> Vec<bool> {
        let mut steps = vec![0_i32; count + 1];
        for (first, last, _) in &self.parts {
            let place = |line: u32| (line as usize).min(count);
            steps[place(first - 1)] += 1;
            steps[place(*last)] -= 1;
        }
        let mut depth = 0;
        steps
            .iter()
            .take(count)
            .map(|step| {
                depth += step;
                depth > 0
            })
            .collect()
    }

    /// Returns the first part that reaches past the last of `count` lines: its last line, and where it is written.
    pub(super) fn beyond(&self, count: usize) -> Option<(u32, Range<usize>)> {
        let found = self.parts.iter().find(|(_, last, _)| *last as usize > count)?;
        Some((found.1, found.2.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_spread_over_a_block() {
        let mut set = LineSet::default();
        assert!(set.add("2", 0..1) && set.add("4-6", 2..5) && set.add("5-5", 6..9));
        assert_eq!(set.spread(5), [false, true, false, true, true]);
        assert_eq!(set.beyond(5), Some((6, 2..5)));
        assert_eq!(set.beyond(6), None);
        assert!(set.spread(0).is_empty());
    }
}
