//! Findings as diagnostics. They tell what is where, and never the value: what a build prints may be public as well.

use std::collections::{BTreeMap, BTreeSet};

use super::Origins;
use super::pattern::Patterns;
use super::scan::{self, Hit, Kind};
use crate::diagnostic::{Code, Diagnostic, SourceId, Span};
use crate::output::Output;
use crate::plan::needle::{Needle, Needles};
use crate::source::position::position;

/// What was looked through, and for what.
pub(super) struct Site<'a> {
    /// Paths and bytes, sorted by path.
    pub(super) files: &'a [(&'a str, &'a Output)],
    /// What was looked for.
    pub(super) needles: &'a Needles,
    /// The same as patterns.
    pub(super) patterns: &'a Patterns,
    /// What the files were made from.
    pub(super) origins: &'a Origins<'a>,
}

/// The outputs that have a needle, and where.
type Places<'a> = Vec<(&'a str, Hit)>;

/// Makes diagnostics of the hits: one for each needle and each content file that has it. Files made of several, such
/// as feeds, are named with the page; if no page is to blame, the needle is reported once.
pub(super) fn report(found: &[(&str, Vec<Hit>)], site: &Site<'_>) -> Vec<Diagnostic> {
    let mut by_needle: BTreeMap<usize, Places<'_>> = BTreeMap::new();
    for (path, hits) in found {
        // The same value may be private in several places, of which the first is named.
        for alike in hits.chunk_by(|a, b| (a.start, a.end) == (b.start, b.end)) {
            let first = alike.iter().min_by_key(|hit| hit.needle).copied();
            if let Some(hit) = first {
                by_needle.entry(hit.needle).or_default().push((path, hit));
            }
        }
    }
    let is_blamed = |(path, _): &(&str, Hit)| site.origins.spans.contains_key(*path);
    let what = |needle: usize| site.needles.private[needle].what.as_str();
    let blamed: BTreeSet<&str> =
        by_needle.iter().filter(|(_, places)| places.iter().any(is_blamed)).map(|(needle, _)| what(*needle)).collect();
    // An index of words has the two ends of a range by themselves; the page that has the range is to blame.
    let is_told = |needle: usize, places: &Places<'_>| !places.iter().any(is_blamed) && blamed.contains(what(needle));
    let to_tell = by_needle.iter().filter(|(needle, places)| !is_told(**needle, places));
    to_tell.flat_map(|(needle, places)| of_needle(*needle, places, site)).collect()
}

fn of_needle(index: usize, places: &Places<'_>, site: &Site<'_>) -> Vec<Diagnostic> {
    let needle = &site.needles.private[index];
    let mut blamed = BTreeSet::new();
    let pages: Vec<(&(&str, Hit), SourceId)> = places
        .iter()
        .filter_map(|place| Some((place, site.origins.spans.get(place.0)?.source)))
        .filter(|(_, source)| blamed.insert(*source))
        .collect();
    if pages.is_empty() {
        return places
            .first()
            .map(|first| describe(needle, in_plan(index, site), first, places, site))
            .into_iter()
            .collect();
    }
    let describe = |(place, source): (&(&str, Hit), SourceId)| {
        let span = in_source(index, source, site);
        describe(needle, Some(span), place, places, site)
    };
    pages.into_iter().map(describe).collect()
}

fn describe(
    needle: &Needle,
    span: Option<Span>,
    place: &(&str, Hit),
    places: &Places<'_>,
    site: &Site<'_>,
) -> Diagnostic {
    let (path, hit) = place;
    let private = super::place(needle, site.origins);
    let message = format!("the site would show something private: {}", needle.what);
    let found = match span {
        Some(span) => Diagnostic::new(Code::PrivateLeak, span, message).note(format!("private by {private}")),
        None => Diagnostic::without_place(Code::PrivateLeak, format!("{message}, which is private by {private}")),
    };
    let others: BTreeSet<&str> = places.iter().map(|(other, _)| *other).filter(|other| other != path).collect();
    let also = match others.len() {
        0 => String::new(),
        _ => format!(", and in {}", list(&others)),
    };
    found
        .hint(format!("it is in {}{also}", where_in(path, *hit, site)))
        .hint("take it out of what is published; if it may be public after all, add it to `privacy.allow` in the plan")
}

fn list(paths: &BTreeSet<&str>) -> String {
    let names: Vec<String> = paths.iter().take(3).map(|path| format!("`{path}`")).collect();
    names.join(", ") + if paths.len() > 3 { ", …" } else { "" }
}

/// Returns where in an output a hit is: by line and column, in what is no text by byte.
fn where_in(path: &str, hit: Hit, site: &Site<'_>) -> String {
    if hit.start == usize::MAX {
        return format!("the path `{path}` itself");
    }
    let index = site.files.binary_search_by(|(other, _)| (*other).cmp(path));
    let bytes = index.map(|index| &**site.files[index].1.bytes()).unwrap_or_default();
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let position = position(text, hit.start);
            format!("`{path}`, line {}, column {}", position.line, position.column)
        }
        Err(_) => format!("`{path}`, byte {}", hit.start),
    }
}

/// Returns where a content file says it, else the top of the file.
fn in_source(needle: usize, source: SourceId, site: &Site<'_>) -> Span {
    let bytes = &site.origins.sources.get(source).bytes;
    let hit = first_hit(needle, bytes, site);
    hit.map_or_else(|| Span::new(source, 0..0), |hit| Span::new(source, hit.start..hit.end))
}

/// Returns where the public plan says it.
fn in_plan(needle: usize, site: &Site<'_>) -> Option<Span> {
    let says = |text: &&crate::diagnostic::Spanned<String>| first_hit(needle, text.value.as_bytes(), site).is_some();
    site.needles.public.iter().find(says).map(|text| text.span)
}

fn first_hit(needle: usize, bytes: &[u8], site: &Site<'_>) -> Option<Hit> {
    let excused = vec![false; site.needles.private.len()];
    let hits = scan::scan(bytes, Kind::PlanPage, &site.needles.private, site.patterns, &excused);
    hits.into_iter().find(|hit| hit.needle == needle)
}
