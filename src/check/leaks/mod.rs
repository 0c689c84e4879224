//! The leak scan: every private value is looked for in every byte of the finished site, and none may be there.
//!
//! The types keep private values away from templates; this looks at what came out, and at what authors typed.
//!
//! 1. `pattern` spells every needle in the ways that people and formats have, in the form that `fold` gives all texts.
//! 2. What is public all the same is no needle: what the public plan says itself, what a published page announces of
//!    one that is not published yet, and what `allow` lists.
//! 3. `scan` looks through each file once, in parallel, unless a `record` says what it found; `finding` makes diagnostics of what is there, without the value.

mod allow;
mod finding;
mod fold;
mod pattern;
mod record;
mod scan;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use rayon::prelude::*;

use self::allow::Allowed;
use self::fold::Reading;
use self::pattern::Patterns;
use self::record::Finds;
use self::scan::{Hit, Kind};
use super::Origins;
use crate::diagnostic::Diagnostic;
use crate::memo::Memo;
use crate::output::{Output, OutputSet};
use crate::plan::needle::{Needle, Needles, Reach};

/// What is public without being in the plan.
#[derive(Debug, Clone, Copy)]
pub struct Public<'a> {
    /// Titles, summaries and other words of published pages that pages of the plan show.
    pub words: &'a [String],
    /// Outputs that are the same for every journal, such as the fonts of the default theme.
    pub same_for_all: &'a BTreeSet<&'a str>,
}

/// Returns what of `needles` is in a finished site, in a fixed order. None of it can be lowered.
pub fn check(
    outputs: &OutputSet,
    needles: &Needles,
    public: Public<'_>,
    origins: &Origins<'_>,
    memo: &dyn Memo,
) -> Vec<Diagnostic> {
    let files: Vec<(&str, &Output)> = outputs
        .iter()
        .map(|(path, output)| (path.as_str(), output))
        .filter(|(path, _)| !public.same_for_all.contains(path))
        .collect();
    check_files(&files, needles, public.words, origins, memo)
}

/// The same for files that are not in a set: with their paths, sorted by path.
fn check_files(
    files: &[(&str, &Output)],
    needles: &Needles,
    words: &[String],
    origins: &Origins<'_>,
    memo: &dyn Memo,
) -> Vec<Diagnostic> {
    let Some(patterns) = Patterns::new(&needles.private) else {
        return Allowed::new(needles, None).unused(&BTreeSet::new());
    };
    let excused = excused(needles, words, origins, &patterns);
    let allowed = Allowed::new(needles, Some(&patterns));
    let finds = Finds::of(&needles.private, &excused, memo);
    let scanned: Vec<(&str, Vec<Hit>)> =
        files
            .par_iter()
            .map(|(path, output)| {
                let kind = if is_of_the_plan(path, origins) { Kind::PlanPage } else { Kind::Writing };
                let look = |bytes: &[u8]| scan::scan(bytes, kind, &needles.private, &patterns, &excused);
                let mut hits = finds.recall(kind, output, look);
                // A path is published too, as an address.
                hits.extend(
                    scan::scan(path.as_bytes(), kind, &needles.private, &patterns, &excused)
                        .into_iter()
                        .map(|hit| Hit { start: usize::MAX, end: usize::MAX, ..hit }),
                );
                (*path, hits)
            })
            .filter(|(_, hits)| !hits.is_empty())
            .collect();
    let used: BTreeSet<usize> = scanned.iter().flat_map(|(_, hits)| hits).map(|hit| hit.needle).collect();
    let found = scanned
        .into_iter()
        .map(|(path, hits)| (path, hits.into_iter().filter(|hit| !allowed.has(hit.needle)).collect::<Vec<_>>()))
        .filter(|(_, hits)| !hits.is_empty())
        .collect::<Vec<_>>();
    let site = finding::Site { files, needles, patterns: &patterns, origins };
    let mut diagnostics = finding::report(&found, &site);
    diagnostics.append(&mut allowed.unused(&used));
    crate::diagnostic::sort(&mut diagnostics);
    diagnostics
}

/// Returns for each needle whether what is public says it anyway.
fn excused(needles: &Needles, words: &[String], origins: &Origins<'_>, patterns: &Patterns) -> Vec<bool> {
    let mut excused = vec![false; needles.private.len()];
    for text in &needles.public {
        for one in scan::said_in(text.value.as_bytes(), Reading::Plain, patterns) {
            excused[one] = true;
        }
    }
    let mut excuse = |said: Vec<usize>, reaches: &[Reach]| {
        said.into_iter()
            .filter(|one| reaches.contains(&needles.private[*one].reach))
            .for_each(|one| excused[one] = true);
    };
    for text in words {
        excuse(scan::said_in(text.as_bytes(), Reading::Plain, patterns), &[Reach::PlanPages, Reach::UnlessWritten]);
    }
    if needles.private.iter().any(|needle| needle.reach == Reach::UnlessWritten) {
        let published: BTreeSet<_> = origins.spans.values().map(|span| span.source).collect();
        let said: Vec<Vec<usize>> = published
            .into_par_iter()
            .map(|source| scan::said_in(&origins.sources.get(source).bytes, Reading::Markup, patterns))
            .collect();
        for said in said {
            excuse(said, &[Reach::UnlessWritten]);
        }
    }
    excused
}

/// Returns whether an output shows the plan and not what somebody wrote.
fn is_of_the_plan(path: &str, origins: &Origins<'_>) -> bool {
    const FILES: [&str; 5] = ["index.html", "404.html", "progress.json", "resume.json", "projects/index.html"];
    const FOLDERS: [&str; 7] = ["progress/", "skills/", "credentials/", "resources/", "badges/", "resume/", "for/"];
    let is_plan = FILES.contains(&path) || FOLDERS.iter().any(|folder| path.starts_with(folder));
    is_plan && !origins.spans.contains_key(path)
}

/// Returns a short name for the place of a needle: file, line and column.
fn place(needle: &Needle, origins: &Origins<'_>) -> String {
    let text = origins.sources.text(needle.span.source).unwrap_or_default();
    let position = crate::source::position::position(text, needle.span.start as usize);
    let path = &origins.sources.get(needle.span.source).path;
    format!("{path}:{}:{}", position.line, position.column)
}
