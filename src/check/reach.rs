//! Whether readers find every page: by links, from the front page on.

use std::collections::BTreeSet;

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
    let Some(home) = outputs.get(HOME) else { return Vec::new() };
    let mut reached = BTreeSet::from([HOME]);
    let mut open = vec![(HOME, home)];
    while let Some((from, page)) = open.pop() {
        for (path, file) in ways(from, page, outputs, base) {
            if reached.insert(path) {
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

/// Returns the pages that a page leads to. A redirect leads where it sends its readers.
fn ways<'a>(
    from: &'a str,
    page: &'a Scanned,
    outputs: &'a Outputs<'_>,
    base: &'a BaseUrl,
) -> impl Iterator<Item = (&'a str, &'a Scanned)> {
    let sketch = page.sketch.as_ref();
    let redirect = sketch.filter(|sketch| sketch.is_redirect).map(|_| &page.references);
    let links = sketch.map(|sketch| &sketch.links);
    links.into_iter().chain(redirect).flatten().filter_map(move |link| {
        let Address::Site { path, .. } = address::read(link, from, base) else { return None };
        match answer::at(&path, outputs) {
            Answer::File(path, file) if file.sketch.is_some() => Some((path, file)),
            _ => None,
        }
    })
}
