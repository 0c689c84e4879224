//! What is made again at once, byte for byte: whatever was edited, it is what a whole build makes a moment later.

use std::collections::{BTreeMap, BTreeSet};

use milepost::memo::InMemory;
use milepost::output::{Files, Output, OutputSet};
use milepost::source::Sources;
use milepost::source::load::{Wanted, load};
use milepost::standing::Saved;
use milepost::{Options, Standing, build, build_to_stand};
use proptest::prelude::*;

use super::common::Journal;
use super::edits::{self, Edit, apply, edit};

/// What may be open in browsers; that to search on follows with the whole site.
const PAGES: [&str; 16] = [
    "index.html",
    "404.html",
    "about/index.html",
    "notes/index.html",
    "notes/n0/index.html",
    "notes/n1/index.html",
    "notes/n2/index.html",
    "notes/n3/index.html",
    "notes/elsewhere-1/index.html",
    "archive/index.html",
    "tags/index.html",
    "tags/a/index.html",
    "series/index.html",
    "series/one-after-the-other/index.html",
    "progress/index.html",
    "badges/index.html",
];

/// The site as it is on show: that of a whole build, with what was made again since.
struct Shown {
    built: OutputSet,
    again: BTreeMap<String, Option<Output>>,
}

impl Files for Shown {
    fn get(&self, path: &str) -> Option<&Output> {
        self.again.get(path).map_or_else(|| self.built.get(path), Option::as_ref)
    }
}

fn options() -> Options {
    Options::at("2026-06-01T12:00:00Z".parse().unwrap())
}

fn read(journal: &Journal) -> Sources {
    load(journal.root(), &Wanted { private: true, git_dates: true }).unwrap()
}

/// Returns what differs on the disk.
fn saved(before: &Sources, now: &Sources) -> Saved {
    let bytes = |sources: &Sources, path: &str| sources.find(path).map(|(_, file)| file.bytes.clone());
    let paths = before.iter().chain(now.iter()).map(|(_, file)| file.path.as_str());
    let others = paths.filter(|path| bytes(before, path) != bytes(now, path));
    others.map(|path| (path.to_owned(), bytes(now, path))).collect()
}

/// How often something was made again, of how many edits.
#[derive(Default)]
struct Count {
    made: usize,
    edits: usize,
}

fn check(script: &[(Edit, u16, bool)], count: &mut Count) -> Result<(), TestCaseError> {
    let journal = Journal::empty();
    edits::begin(&journal);
    let memo = InMemory::default();
    let mut notes = edits::Notes::new();
    let mut sources = read(&journal);
    let (first, mut standing): (_, Option<Standing>) = build_to_stand(&sources, &options(), &memo);
    let mut shown = Shown { built: first.outputs, again: BTreeMap::new() };
    let mut unbuilt = Saved::new();
    for (edit, open, is_built) in script {
        if matches!(edit, Edit::Pause(_) | Edit::PlanAway(_)) {
            continue;
        }
        apply(&journal, &mut notes, *edit);
        let now = read(&journal);
        let saved = saved(&sources, &now);
        sources = now;
        if saved.is_empty() {
            continue;
        }
        let whole = build(&sources, &options());
        prop_assert!(!whole.has_errors(), "{edit:?}: {:?}", whole.diagnostics);
        count.edits += 1;
        let open: BTreeSet<String> = PAGES
            .iter()
            .enumerate()
            .filter(|(bit, _)| open & 1 << bit != 0)
            .map(|(_, page)| (*page).to_owned())
            .collect();
        unbuilt.extend(saved.clone());
        let again = standing.as_mut().and_then(|standing| {
            // Those that could not be made before are made now.
            unbuilt.retain(|path, bytes| saved.contains_key(path) || standing.file(path) != bytes.as_deref());
            standing.again(&unbuilt, &open, &shown, &memo)
        });
        if let Some(again) = again {
            count.made += 1;
            for path in again.files.iter().map(|(path, _)| path).chain(&again.gone) {
                let file = again.files.iter().find(|(other, _)| other == path).map(|(_, output)| output);
                prop_assert!(file == whole.outputs.get(path), "{path} after {edit:?} of {:?}", saved.keys());
            }
            shown.again.extend(again.files.into_iter().map(|(path, output)| (path, Some(output))));
            shown.again.extend(again.gone.into_iter().map(|path| (path, None)));
            for path in open.iter().chain(&again.page) {
                prop_assert!(
                    shown.get(path) == whole.outputs.get(path),
                    "{path} is old after {edit:?} of {:?}",
                    saved.keys()
                );
            }
        }
        if *is_built || standing.is_none() || count.made == 0 {
            let (build, next) = build_to_stand(&sources, &options(), &memo);
            (standing, shown) = (next, Shown { built: build.outputs, again: BTreeMap::new() });
            unbuilt.clear();
        }
    }
    Ok(())
}

#[test]
fn what_is_made_again_at_once_is_what_a_whole_build_makes() {
    let mut count = Count::default();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 12,
        max_shrink_iters: 64,
        source_file: Some(file!()),
        ..ProptestConfig::default()
    });
    let scripts = prop::collection::vec((edit(), any::<u16>(), any::<bool>()), 1..16);
    let count = std::cell::RefCell::new(&mut count);
    let result = runner.run(&scripts, |script| check(&script, &mut count.borrow_mut()));
    if let Err(error) = result {
        panic!("{error}");
    }
    let count = count.into_inner();
    // It would be true of nothing as well.
    assert!(count.made * 2 > count.edits, "{} of {} edits were made again", count.made, count.edits);
}
