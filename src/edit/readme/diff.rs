//! A change of a text as a patch that `git apply` and `patch` understand.

use std::fmt::Write as _;

use super::super::splice::{self, Splice};

/// How many lines around a change are shown.
const CONTEXT: usize = 3;

/// Returns the patch that makes `splices` in `old`, for a file called `name`; empty when there is nothing to do.
///
/// # Panics
/// When the splices are not sorted or do not lie in the text, which is a bug of whoever found them.
pub fn diff(name: &str, old: &str, splices: &[Splice]) -> String {
    let new = splice::apply(old, splices.to_vec());
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let changes = changes(&old, splices);
    if changes.is_empty() {
        return String::new();
    }
    let mut text = format!("--- {name}\n+++ {name}\n");
    let mut shift = 0isize;
    for (first, last, grown) in changes {
        // As many lines as are the same above and below are context.
        let new_first = first.checked_add_signed(shift).expect("earlier changes end above this one");
        shift += grown;
        let new_last = last.checked_add_signed(shift).expect("a change ends where the new text has a line");
        let (removed, added) = (&old[first..last], &new[new_first..new_last]);
        let same = removed.iter().zip(added).take_while(|(old, new)| old == new).count();
        let rest = removed[same..].iter().rev().zip(added[same..].iter().rev());
        let same_below = rest.take_while(|(old, new)| old == new).count();
        let (from, to) = (first + same, last - same_below);
        let above = from.min(CONTEXT);
        let below = (old.len() - to).min(CONTEXT);
        let (removed, added) = (&removed[same..removed.len() - same_below], &added[same..added.len() - same_below]);
        let kept = above + below;
        let _ = writeln!(
            text,
            "@@ -{},{} +{},{} @@",
            from - above + usize::from(kept + removed.len() > 0),
            removed.len() + kept,
            new_first + same - above + usize::from(kept + added.len() > 0),
            added.len() + kept
        );
        lines(&mut text, ' ', &old[from - above..from]);
        lines(&mut text, '-', removed);
        lines(&mut text, '+', added);
        lines(&mut text, ' ', &old[to..to + below]);
    }
    text
}

/// Returns the lines that each change is about, first and behind the last, and by how many lines the text grows there.
/// Changes whose context would touch are one.
fn changes(old: &[&str], splices: &[Splice]) -> Vec<(usize, usize, isize)> {
    let starts: Vec<usize> = old
        .iter()
        .scan(0, |at, line| {
            let start = *at;
            *at += line.len();
            Some(start)
        })
        .collect();
    let line_of = |at: usize| starts.partition_point(|start| *start <= at).saturating_sub(1);
    let text_of = |from: usize, to: usize| {
        let count: usize = old.concat()[from..to].matches('\n').count();
        isize::try_from(count).expect("a text has fewer lines than bytes")
    };
    let mut changes: Vec<(usize, usize, isize)> = Vec::new();
    for splice in splices {
        let first = line_of(splice.range.start);
        let last = line_of(splice.range.end) + 1;
        let added = isize::try_from(splice.text.matches('\n').count()).expect("a text has fewer lines than bytes");
        let grown = added - text_of(splice.range.start, splice.range.end);
        match changes.last_mut() {
            Some(before) if first <= before.1 + 2 * CONTEXT => {
                before.1 = last;
                before.2 += grown;
            }
            _ => changes.push((first, last, grown)),
        }
    }
    changes
}

fn lines(text: &mut String, sign: char, lines: &[&str]) {
    for line in lines {
        let _ = write!(text, "{sign}{line}");
        if !line.ends_with('\n') {
            text.push_str("\n\\ No newline at end of file\n");
        }
    }
}
