//! What changed between two texts, by lines.

/// Beyond this many changed lines the texts are told apart as a whole.
const MAX_CHANGES: usize = 2_000;

/// Lines that stand together and were changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk<'a> {
    /// The number of its first line in the old text, from 1.
    pub old_line: usize,
    /// The number of its first line in the new text, from 1.
    pub line: usize,
    /// The lines that are gone, with their line feeds.
    pub removed: Vec<&'a str>,
    /// The lines that are new, with their line feeds.
    pub added: Vec<&'a str>,
}

/// Returns what changed from `old` to `new`, in as few lines as there can be.
pub fn hunks<'a>(old: &'a str, new: &'a str) -> Vec<Hunk<'a>> {
    let a: Vec<&str> = old.split_inclusive('\n').collect();
    let b: Vec<&str> = new.split_inclusive('\n').collect();
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (rest_a, rest_b) = (&a[head..], &b[head..]);
    let tail = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (mid_a, mid_b) = (&rest_a[..rest_a.len() - tail], &rest_b[..rest_b.len() - tail]);
    let mut hunks: Vec<Hunk<'_>> = Vec::new();
    let (mut x, mut y) = (0, 0);
    for (to_x, to_y) in common(mid_a, mid_b).into_iter().chain([(mid_a.len(), mid_b.len())]) {
        if to_x > x || to_y > y {
            hunks.push(Hunk {
                old_line: head + x + 1,
                line: head + y + 1,
                removed: mid_a[x..to_x].to_vec(),
                added: mid_b[y..to_y].to_vec(),
            });
        }
        (x, y) = (to_x + 1, to_y + 1);
    }
    hunks
}

/// Returns the places of the lines that stay, by the greedy algorithm of Myers: after `changes` steps it knows how far
/// one comes on each diagonal, and goes on until it is at the end.
fn common(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    let limit = (a.len() + b.len()).min(MAX_CHANGES);
    let offset = limit + 1;
    let mut reach = vec![0_usize; 2 * limit + 3];
    let mut history: Vec<Vec<usize>> = Vec::new();
    for changes in 0..=limit {
        history.push(reach.clone());
        for diagonal in (offset - changes..=offset + changes).step_by(2) {
            let mut x = if goes_down(&reach, diagonal, offset, changes) {
                reach[diagonal + 1]
            } else {
                reach[diagonal - 1] + 1
            };
            let Some(mut y) = (x + offset).checked_sub(diagonal) else { continue };
            while x < a.len() && y < b.len() && a[x] == b[y] {
                (x, y) = (x + 1, y + 1);
            }
            reach[diagonal] = x;
            if x >= a.len() && y >= b.len() {
                return walk_back(&history, a.len(), b.len(), offset);
            }
        }
    }
    Vec::new()
}

/// Returns whether the way to `diagonal` comes from a new line rather than from one that is gone.
fn goes_down(reach: &[usize], diagonal: usize, offset: usize, changes: usize) -> bool {
    diagonal == offset - changes || (diagonal != offset + changes && reach[diagonal - 1] < reach[diagonal + 1])
}

fn walk_back(history: &[Vec<usize>], width: usize, height: usize, offset: usize) -> Vec<(usize, usize)> {
    let (mut x, mut y) = (width, height);
    let mut same = Vec::new();
    for (changes, reach) in history.iter().enumerate().rev() {
        let diagonal = x + offset - y;
        let before = if goes_down(reach, diagonal, offset, changes) { diagonal + 1 } else { diagonal - 1 };
        let start = if changes == 0 { (0, 0) } else { (reach[before], reach[before] + offset - before) };
        while x > start.0 && y > start.1 && (changes == 0 || x + y > start.0 + start.1 + 1) {
            (x, y) = (x - 1, y - 1);
            same.push((x, y));
        }
        (x, y) = start;
    }
    same.reverse();
    same
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a hunk as `OLD_LINE,LINE -removed +added`.
    fn shown(old: &str, new: &str) -> Vec<String> {
        let hunk = |hunk: Hunk<'_>| {
            let text = |lines: &[&str]| lines.concat().replace('\n', "");
            format!("{},{} -{} +{}", hunk.old_line, hunk.line, text(&hunk.removed), text(&hunk.added))
        };
        hunks(old, new).into_iter().map(hunk).collect()
    }

    #[test]
    fn what_changed_is_found_by_lines() {
        assert_eq!(shown("a\nb\nc\n", "a\nb\nc\n"), [""; 0]);
        assert_eq!(shown("a\nb\nc\n", "a\nx\nc\n"), ["2,2 -b +x"]);
        assert_eq!(shown("a\nb\nc\nd\n", "b\nc\ny\nd\n"), ["1,1 -a +", "4,3 - +y"]);
        assert_eq!(shown("", "a\n"), ["1,1 - +a"]);
        assert_eq!(shown("a\n", ""), ["1,1 -a +"]);
        assert_eq!(shown("a\nb\nc\nd\ne\n", "a\nc\nd\nx\ne\nb\n"), ["2,2 -b +", "5,4 - +x", "6,6 - +b"]);
    }

    #[test]
    fn hunks_make_the_new_text_of_the_old_one() {
        let mut seed = 7_u32;
        for _ in 0..300 {
            let mut text = || -> String {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (0..seed >> 27).map(|bit| if seed >> (bit % 24) & 1 == 0 { "a\n" } else { "b\n" }).collect()
            };
            let (old, new) = (text(), text());
            let mut lines: Vec<&str> = old.split_inclusive('\n').collect();
            for hunk in hunks(&old, &new).iter().rev() {
                let start = hunk.old_line - 1;
                let removed: Vec<&str> = lines.splice(start..start + hunk.removed.len(), hunk.added.clone()).collect();
                assert_eq!(removed, hunk.removed);
            }
            assert_eq!(lines.concat(), new);
        }
    }
}
