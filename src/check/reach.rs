//! Whether readers find every page: by links, from the front page on.

use std::collections::{HashMap, HashSet};

use rustc_hash::FxBuildHasher;

use super::address::{self, Address};
use super::answer::{self, Answer};
use super::judge::{Finding, Problem};
use super::outline;
use super::remark::Flaw;
use super::scan::{Outputs, Scanned};
use crate::plan::BaseUrl;

/// The front page.
const HOME: &str = "index.html";
/// The page that hosts show where there is none.
const NOT_FOUND: &str = "404.html";

/// Returns the pages that no way leads to. Unlisted pages are meant to be like that, and a site without a front page has no
/// beginning to go from.
pub(super) fn orphans(outputs: &Outputs<'_>, base: &BaseUrl) -> Vec<Finding> {
    let Some((_, home)) = outputs.find(HOME) else { return Vec::new() };
    let mut reached: HashSet<&str, FxBuildHasher> = HashSet::from_iter([HOME]);
    let mut open = vec![(HOME, home)];
    let mut map = Map { outputs, base, known: HashMap::default() };
    while let Some((from, page)) = open.pop() {
        for link in ways(page) {
            if let Some((path, file)) = map.page(link, from)
                && reached.insert(path)
            {
                open.push((path, file));
            }
        }
    }
    let lost = outline::pages(outputs)
        .filter(|(path, sketch)| !sketch.is_unlisted && *path != NOT_FOUND && !reached.contains(path));
    lost.map(|(path, _)| Finding {
        target: path.to_owned(),
        problem: Problem::Outline(Flaw::Orphan),
        output: path.to_owned(),
    })
    .collect()
}

/// Returns the addresses that a page leads to. A redirect leads where it sends its readers.
fn ways<'a>(page: &'a Scanned<'a>) -> impl Iterator<Item = &'a str> {
    let sketch = page.sketch.as_ref();
    let redirect = sketch.filter(|sketch| sketch.is_redirect).map(|_| &page.references);
    let links = sketch.map(|sketch| &sketch.links);
    links.into_iter().chain(redirect).flatten().map(|link| &**link)
}

/// A page with its path.
type Page<'a> = (&'a str, &'a Scanned<'a>);

/// Where addresses lead.
struct Map<'a> {
    outputs: &'a Outputs<'a>,
    base: &'a BaseUrl,
    /// Where addresses lead that mean the same on every page: many pages have the same.
    known: HashMap<&'a str, Option<Page<'a>>, FxBuildHasher>,
}

impl<'a> Map<'a> {
    /// Returns the page that `link` leads to from the page at `from`.
    fn page(&mut self, link: &'a str, from: &str) -> Option<Page<'a>> {
        if !link.starts_with('/') {
            return self.look_up(link, from);
        }
        if let Some(known) = self.known.get(link) {
            return *known;
        }
        let found = self.look_up(link, from);
        self.known.insert(link, found);
        found
    }

    fn look_up(&self, link: &str, from: &str) -> Option<Page<'a>> {
        let Address::Site { path, .. } = address::read(link, from, self.base) else { return None };
        match answer::at(&path, self.outputs) {
            Answer::File(path, file) if file.sketch.is_some() => Some((path, file)),
            _ => None,
        }
    }
}
