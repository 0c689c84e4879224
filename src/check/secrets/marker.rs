//! `milepost: allow secret`, in a comment on the line of a secret or on the one above: what looks like a secret opens
//! nothing. Above a block of code it holds for the whole block, so that nothing of it shows on the page.

use std::ops::Range;

const MARKER: &str = "milepost: allow secret";

/// A marker, and what it allows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// Where secrets may be.
    pub(super) covers: Range<usize>,
}

/// Returns the markers of a text.
pub(super) fn markers(text: &str) -> Vec<Marker> {
    let marker = |(at, _): (usize, &str)| {
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let next = next_line(text, at);
        Marker { range: at..at + MARKER.len(), covers: start..block_end(text, next) }
    };
    text.match_indices(MARKER).map(marker).collect()
}

/// Returns where the line at `start` ends, or the fenced block that it opens.
fn block_end(text: &str, start: usize) -> usize {
    let line = text[start..].lines().next().unwrap_or("").trim_start_matches([' ', '>']);
    let fence: String = line.chars().take_while(|c| matches!(c, '`' | '~')).collect();
    let mut end = next_line(text, start);
    if fence.len() < 3 {
        return end;
    }
    while end < text.len() {
        let is_close = text[end..].lines().next().unwrap_or("").trim_start_matches([' ', '>']).starts_with(&fence);
        end = next_line(text, end);
        if is_close {
            break;
        }
    }
    end
}

fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1)
}
