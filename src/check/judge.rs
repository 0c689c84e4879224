//! Judges every address, id and outline of every output.

use std::collections::{BTreeSet, HashSet};

use rayon::prelude::*;
use rustc_hash::FxBuildHasher;

use super::address::{self, Address};
use super::answer::{self, Answer, Known};
use super::remark::Flaw;
use super::scan::{Outputs, Scanned};
use super::{outline, place as origin, reach};
use crate::plan::BaseUrl;

/// What is wrong with something in an output.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Problem {
    /// There is nothing at the address.
    Nothing,
    /// The address is that of a folder and has no slash at its end.
    NoSlash,
    /// The address is on the host but not below the site.
    Outside,
    /// The address is relative, on a page that is shown at any depth.
    Adrift,
    /// The address is relative, in a feed, which is read far from the page.
    Remote,
    /// The address has no text.
    Empty,
    /// The file, named here, has no element with the id.
    NoPlace(String),
    /// Two elements have the id.
    Twice,
    /// What the page says of itself has a flaw.
    Outline(Flaw),
}

/// Something wrong in an output.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Finding {
    /// The address as written, or the id.
    pub(super) target: String,
    /// What is wrong with it.
    pub(super) problem: Problem,
    /// The output that has it.
    pub(super) output: String,
}

/// Returns what is wrong, ordered by address, problem and output.
pub(super) fn judge(outputs: &Outputs<'_>, base: &BaseUrl) -> Vec<Finding> {
    let of_files = || -> Vec<Vec<Finding>> {
        let files = outputs.par_iter();
        files.map_init(Right::default, |right, (path, file)| judge_file(path, file, outputs, base, right)).collect()
    };
    // What looks at all pages together goes on beside it.
    let of_all = || rayon::join(|| outline::judge(outputs), || reach::orphans(outputs, base));
    let (found, (outlines, orphans)) = rayon::join(of_files, of_all);
    let mut findings: Vec<Finding> = found.into_iter().flatten().collect();
    findings.extend(of_repetitions(&findings, outputs, base));
    findings.extend(outlines);
    findings.extend(orphans);
    findings.sort();
    findings
}

pub(super) fn of_file(path: &str, file: &Scanned<'_>, outputs: &impl Known, base: &BaseUrl) -> Vec<Finding> {
    judge_file(path, file, outputs, base, &mut Right::default())
}

/// Addresses that mean the same on every page and with which nothing is wrong.
type Right<'a> = HashSet<&'a str, FxBuildHasher>;

/// Judges a file. What means the same on every page is in `right` once nothing is wrong with it: many pages have the same.
fn judge_file<'a>(
    path: &str,
    file: &'a Scanned<'_>,
    outputs: &impl Known,
    base: &BaseUrl,
    right: &mut Right<'a>,
) -> Vec<Finding> {
    let finding = |target: &str, problem| Finding { target: target.to_owned(), problem, output: path.to_owned() };
    let duplicates = file.duplicates.iter().map(|id| finding(id, Problem::Twice));
    let broken = file.references.iter().filter_map(|reference| {
        let is_shared = reference.starts_with('/');
        if is_shared && right.contains(&**reference) {
            return None;
        }
        let problem = problem(reference, path, file, outputs, base);
        if is_shared && problem.is_none() {
            right.insert(reference);
        }
        Some(finding(reference, problem?))
    });
    let adrift = file.adrift.iter().map(|address| finding(address, Problem::Remote));
    duplicates.chain(broken).chain(adrift).collect()
}

/// Judges feeds and structured data, as far as the pages that they repeat are not to blame.
fn of_repetitions(findings: &[Finding], outputs: &Outputs<'_>, base: &BaseUrl) -> Vec<Finding> {
    let known: BTreeSet<(String, String)> = findings
        .iter()
        .filter_map(|finding| place(&address::read(&finding.target, &finding.output, base), &finding.output))
        .collect();
    let mut found = Vec::new();
    for (path, file) in outputs.iter() {
        let page = origin::page_of_twin(path);
        let is_markdown = page.is_some();
        let page = page.and_then(|page| outputs.find(page.as_str()));
        for reference in &file.repeated {
            // Other Markdown is a file to be had, and may belong into a folder that is not here.
            if is_markdown && page.is_none() && !reference.starts_with('/') && !address::has_scheme(reference) {
                continue;
            }
            // What has no ids of its own leads to places in the page that it says the same as.
            let (from, file) = page.unwrap_or((path, file));
            let place = place(&address::read(reference, from, base), from);
            if let Some(problem) = problem(reference, from, file, outputs, base)
                && !place.is_some_and(|place| known.contains(&place))
            {
                found.push(Finding { target: reference.clone(), problem, output: path.to_owned() });
            }
        }
    }
    found
}

/// Returns path and fragment that an address means, whatever its form.
fn place(address: &Address, output: &str) -> Option<(String, String)> {
    match address {
        Address::Here { fragment } => {
            let folder = output.strip_suffix("index.html").unwrap_or(output);
            Some((folder.to_owned(), fragment.clone()))
        }
        Address::Site { path, fragment } => Some((path.clone(), fragment.clone())),
        Address::Outside { path } => Some((path.clone(), String::new())),
        Address::Elsewhere | Address::Adrift => None,
    }
}

fn problem(reference: &str, from: &str, file: &Scanned<'_>, outputs: &impl Known, base: &BaseUrl) -> Option<Problem> {
    if reference.is_empty() {
        return Some(Problem::Empty);
    }
    match address::read(reference, from, base) {
        Address::Elsewhere => None,
        Address::Adrift => Some(Problem::Adrift),
        Address::Outside { .. } => Some(Problem::Outside),
        Address::Here { fragment } => (!answer::has_place(file, &fragment)).then(|| Problem::NoPlace(from.to_owned())),
        Address::Site { path, fragment } => match answer::at(&path, outputs) {
            Answer::Nothing => Some(Problem::Nothing),
            Answer::Folder => Some(Problem::NoSlash),
            Answer::File(path, file) => {
                (!answer::has_place(file, &fragment)).then(|| Problem::NoPlace(path.to_owned()))
            }
        },
    }
}
