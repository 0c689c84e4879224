//! What pages say of themselves: titles, descriptions, headings, alternative texts.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::judge::{Finding, Problem};
use super::remark::Flaw;
use super::scan::Outputs;
use super::sketch::Sketch;

/// Returns what is wrong with the outlines. Pages that search engines are told to leave out need no title of their own.
pub(super) fn judge(outputs: &Outputs<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (mut titles, mut descriptions) = (Said::default(), Said::default());
    for (path, sketch) in pages(outputs) {
        let mut add = |target: &str, problem| {
            findings.push(Finding { target: target.to_owned(), problem, output: path.to_owned() });
        };
        sketch.without_alt.iter().for_each(|source| add(source, Problem::Outline(Flaw::NoAlt)));
        headings(&sketch.headings, &mut add);
        if sketch.title.is_empty() {
            add("", Problem::Outline(Flaw::NoTitle));
        }
        if sketch.is_unlisted {
            continue;
        }
        if sketch.description.is_empty() {
            add("", Problem::Outline(Flaw::NoDescription));
        } else if let Some(first) = first_of(&mut descriptions, &sketch.description, path) {
            add(&sketch.description, Problem::Outline(Flaw::SameDescription(first)));
        }
        if let Some(first) = first_of(&mut titles, &sketch.title, path).filter(|_| !sketch.title.is_empty()) {
            add(&sketch.title, Problem::Outline(Flaw::SameTitle(first)));
        }
    }
    findings
}

/// Returns every page with its outline, redirects and pieces of pages left out.
pub(super) fn pages<'a>(outputs: &'a Outputs<'_>) -> impl Iterator<Item = (&'a str, &'a Sketch<'a>)> {
    let pages = outputs.iter().filter_map(|(path, file)| Some((path, file.sketch.as_ref()?)));
    pages.filter(|(_, sketch)| sketch.is_document && !sketch.is_redirect)
}

fn headings(headings: &[(u8, String)], add: &mut impl FnMut(&str, Problem)) {
    let mut firsts = headings.iter().filter(|(level, _)| *level == 1);
    if firsts.next().is_none() {
        add("", Problem::Outline(Flaw::NoHeading));
    }
    firsts.for_each(|(_, text)| add(text, Problem::Outline(Flaw::SecondHeading)));
    for pair in headings.windows(2) {
        let [(before, _), (level, text)] = pair else { continue };
        if *level > before + 1 {
            add(text, Problem::Outline(Flaw::Skipped(*before, *level)));
        }
    }
}

/// Which page said something first.
type Said<'a> = HashMap<&'a str, &'a str, FxBuildHasher>;

/// Notes that the page at `path` says `text`, and returns the page that said it first.
fn first_of<'a>(known: &mut Said<'a>, text: &'a str, path: &'a str) -> Option<String> {
    let first = known.entry(text).or_insert(path);
    (*first != path).then(|| (*first).to_owned())
}
