//! Looks through one file for every needle at once.

use super::fold::{Reading, fold, places};
use super::pattern::{Patterns, Proviso};
use crate::plan::needle::{Needle, Reach};

/// A needle in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    /// The first byte of it.
    pub(super) start: usize,
    /// The byte after it.
    pub(super) end: usize,
    /// The needle, by its place.
    pub(super) needle: usize,
}

/// What kind of file is looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It is made of the plan.
    PlanPage,
    /// It has what authors wrote.
    Writing,
}

/// Currencies before a sum, the last few bytes.
const BEFORE: [&str; 12] = ["$", "€", "£", "¥", "usd", "eur", "gbp", "chf", "&#36;", "%24", "&euro;", "&pound;"];

/// Currencies after a sum, and what else makes it one.
const AFTER: [&str; 14] =
    ["$", "€", "£", "¥", "usd", "eur", "gbp", "chf", "dollar", "euro", "a year", "per year", "/year", "p.a."];

/// Returns the first place of each needle that `bytes` have, and that may not be there. A place within another one is
/// left out: `150K` in `$150K-180K`.
///
/// `excused` says for each needle whether it may be there.
pub(super) fn scan(bytes: &[u8], kind: Kind, needles: &[Needle], patterns: &Patterns, excused: &[bool]) -> Vec<Hit> {
    let folded = fold(bytes, Reading::Markup);
    let candidates: Vec<_> = patterns
        .automaton
        .find_overlapping_iter(&folded)
        .filter(|m| stands_alone(&folded, m.start(), m.end()))
        .collect();
    if candidates.is_empty() {
        return Vec::new();
    }
    let is_text = std::str::from_utf8(bytes).is_ok();
    let places = places(bytes, Reading::Markup);
    let mut is_found = vec![false; needles.len()];
    let mut hits = Vec::new();
    for candidate in candidates {
        let start = places[candidate.start()];
        let end = places.get(candidate.end()).copied().unwrap_or(bytes.len());
        for spelling in &patterns.spellings[candidate.pattern().as_usize()] {
            let needle = &needles[spelling.needle];
            let is_wanted = match needle.reach {
                _ if excused[spelling.needle] || is_found[spelling.needle] => false,
                Reach::Everywhere | Reach::UnlessWritten => true,
                Reach::PlanPages => kind == Kind::PlanPage && is_text,
            };
            if is_wanted && is_meant(bytes, start, end, spelling.proviso, needle, is_text) {
                is_found[spelling.needle] = true;
                hits.push(Hit { start, end, needle: spelling.needle });
            }
        }
    }
    without_contained(hits)
}

/// Returns which needles a text that is public anyway has, in whatever case and with whatever around it.
pub(super) fn said_in(text: &[u8], reading: Reading, patterns: &Patterns) -> Vec<usize> {
    let folded = fold(text, reading);
    let matches = patterns.automaton.find_overlapping_iter(&folded);
    let whole = matches.filter(|m| stands_alone(&folded, m.start(), m.end()));
    let spellings = whole.flat_map(|m| &patterns.spellings[m.pattern().as_usize()]);
    let is_word = |proviso| matches!(proviso, Proviso::None | Proviso::Case | Proviso::Path);
    spellings.filter(|spelling| is_word(spelling.proviso)).map(|spelling| spelling.needle).collect()
}

/// Returns whether no word runs on at either end. Scripts without spaces have no such ends.
fn stands_alone(folded: &[u8], start: usize, end: usize) -> bool {
    let joins = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let is_joined = |inner: Option<&u8>, outer: Option<&u8>| joins(inner) && joins(outer);
    !is_joined(folded.get(start), start.checked_sub(1).and_then(|at| folded.get(at)))
        && !is_joined(folded.get(end - 1), folded.get(end))
}

fn is_meant(bytes: &[u8], start: usize, end: usize, proviso: Proviso, needle: &Needle, is_text: bool) -> bool {
    match proviso {
        Proviso::None => true,
        Proviso::Case => is_text && needle.is_written_as(&bytes[start..end]),
        Proviso::Number => is_text && is_number(bytes, start, end),
        Proviso::Money => is_text && is_number(bytes, start, end) && is_money(bytes, start, end),
        Proviso::Path => is_text && is_path(bytes, start, end, needle),
    }
}

/// Returns whether the number is no part of a longer one, of a decimal fraction, of a colour, or of an address.
fn is_number(bytes: &[u8], start: usize, end: usize) -> bool {
    let at = |index: Option<usize>| index.and_then(|index| bytes.get(index)).copied().unwrap_or(b' ');
    let (before, further) = (at(start.checked_sub(1)), at(start.checked_sub(2)));
    let (after, beyond) = (at(Some(end)), at(Some(end + 1)));
    let continues = matches!(before, b'.' | b',' | b'_' | b'\'') && further.is_ascii_digit();
    let goes_on = matches!(after, b',' | b'_' | b'\'') && beyond.is_ascii_digit();
    let is_long = after == b'.' && bytes.get(end + 1..end + 4).is_some_and(|next| next.iter().all(u8::is_ascii_digit));
    // An escaped character of an address is no sign of percent.
    let is_percent =
        after == b'%' && !bytes.get(end + 1..end + 3).is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit));
    let is_color = before == b'#' && further != b'&';
    let is_other = continues || goes_on || is_long || is_color || is_percent;
    !is_other
}

fn is_money(bytes: &[u8], start: usize, end: usize) -> bool {
    let before = String::from_utf8_lossy(&bytes[start.saturating_sub(8)..start]).to_lowercase();
    let after = String::from_utf8_lossy(&bytes[end..bytes.len().min(end + 16)]).to_lowercase();
    let after = after.replace("&nbsp;", " ");
    BEFORE.iter().any(|sign| before.replace("&nbsp;", " ").trim_end().ends_with(sign))
        || AFTER.iter().any(|sign| after.trim_start_matches([' ', '\u{a0}', '-']).starts_with(sign))
}

/// Returns whether it is written with the marks of the path, as a whole.
fn is_path(bytes: &[u8], start: usize, end: usize, needle: &Needle) -> bool {
    let before = start.checked_sub(1).map(|at| bytes[at]);
    let is_begun = before.is_none_or(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'_' | b'.'));
    let goes_on = bytes.get(end).is_some_and(|byte| {
        matches!(byte, b'-' | b'_') || (*byte == b'.' && bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric))
    });
    is_begun && !goes_on && needle.is_written_as(&bytes[start..end])
}

/// Returns the hits that are within no other, sorted.
fn without_contained(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end), hit.needle));
    let mut reached = None;
    hits.retain(|hit| {
        let is_within = reached.is_some_and(|(start, end)| hit.end <= end && (hit.start, hit.end) != (start, end));
        if !is_within {
            reached = Some((hit.start, hit.end));
        }
        !is_within
    });
    hits
}
