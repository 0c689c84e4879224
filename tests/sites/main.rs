//! Whole sites from outside: a journal in, pages out.
//!
//! A small case is a journal in one string and what is expected of its site in another; [`check`] reads both. Pages
//! are made by the theme in `tests/golden/sites/bare-theme`, which shows structure and no design. Larger cases are
//! folders in `tests/golden/sites`, compared file by file; `UPDATE_GOLDEN=1` writes what is expected anew.

#![expect(clippy::disallowed_methods, reason = "goldens are files")]

mod agreement;
mod badge;
mod bundle;
mod calendar;
mod card;
mod code;
mod component;
mod content_is_data;
mod diagram;
mod external;
mod fate;
mod formula;
mod front_matter;
mod image;
mod language;
mod lens;
mod link;
mod listing;
mod look;
mod media;
mod own_component;
mod progress;
mod proof_page;
mod reference;
mod related;
mod resume;
mod search;
mod security;
mod series;
#[path = "../site_support/mod.rs"]
mod site_support;
mod slot;
mod theme;
mod twin;
mod view;
mod view_reference;
#[path = "../view_types/mod.rs"]
mod view_types;
mod walk;
mod whole;
mod wikilink;
mod words;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use milepost::plan::BaseUrl;
use milepost::source::fixture::journal;
use milepost::source::{Source, SourcePath, Sources};
use milepost::{Build, Options};
use site_support::{build, dead_addresses, elements, messages, options, options_at, pages, text};

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/sites")
}

fn source(path: &str, bytes: Vec<u8>) -> Source {
    Source { path: SourcePath::new(path).expect("a path"), bytes: bytes.into(), added: None }
}

/// Returns the files below `folder`, as if they were in the folder `at` of a journal.
fn files(folder: &Path, at: &str) -> Vec<Source> {
    let mut all = Vec::new();
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        let name = if at.is_empty() { name.to_owned() } else { format!("{at}/{name}") };
        if path.is_dir() {
            all.extend(files(&path, &name));
        } else {
            all.push(source(&name, fs::read(&path).expect("a file")));
        }
    }
    all
}

fn with_bare_theme(sources: &Sources) -> Sources {
    let own = sources.iter().map(|(_, file)| file.clone());
    Sources::new(own.chain(files(&golden().join("bare-theme"), "themes/bare")))
}

/// The plan of a case that has none of its own; what stands before the first file of the case goes on with it.
const PLAN: &str = "\
=== plan.yaml
schema: 1
site: {title: Ada, url: \"https://ada.example/\", theme: bare}
plan: {id: the-plan, title: Becoming Ada, start: 2026-10-01, months: 6}
";

/// Builds `case` and compares its site with `expected`, line by line:
///
/// ```text
/// + PATH            the site has the file
/// + PATH | TEXT     the file has the text; `*` is every file in turn, of which one must have it
/// - PATH            the site does not have the file
/// - PATH | TEXT     the site has the file, but not the text in it; `*` is every file and every path
/// = published 2     what became of the files, all of it
/// ! CODE            a diagnostic; errors that are not expected fail
/// @ OPTION          `drafts`, `future`, `url ADDRESS`, `now MOMENT`
/// ```
#[track_caller]
fn check(case: &str, expected: &str) {
    let case = if case.contains("=== plan.yaml") { case.to_owned() } else { format!("{PLAN}{case}") };
    let sources = with_bare_theme(&journal(&case));
    check_sources(&sources, expected);
}

#[track_caller]
fn check_sources(sources: &Sources, expected: &str) {
    let lines: Vec<(&str, &str)> = expected.lines().map(str::trim).filter_map(|line| line.split_once(' ')).collect();
    let wanted =
        |mark: &'static str| lines.iter().filter(move |(found, _)| *found == mark).map(|(_, rest)| rest.trim());
    let build = milepost::build(sources, &options_of(wanted("@")));
    let mut wrong = String::new();
    for found in build.diagnostics.iter().filter(|found| found.is_error()) {
        if !wanted("!").any(|code| code == found.code.name()) {
            let _ = writeln!(wrong, "unexpected error {}: {}", found.code, found.message);
        }
    }
    for code in wanted("!").filter(|code| !build.diagnostics.iter().any(|found| found.code.name() == *code)) {
        let _ = writeln!(wrong, "no diagnostic {code}");
    }
    for fates in wanted("=").filter(|fates| **fates != fates_of(&build)) {
        let _ = writeln!(wrong, "expected {fates}, found {}", fates_of(&build));
    }
    for line in wanted("+").filter(|line| !has(&build, line)) {
        let _ = writeln!(wrong, "not there: {line}");
    }
    for line in wanted("-").filter(|line| !lacks(&build, line)) {
        let _ = writeln!(wrong, "there: {line}");
    }
    assert!(wrong.is_empty(), "{wrong}\n{}{}", messages(sources, &build), shown(&build));
}

fn options_of<'a>(lines: impl Iterator<Item = &'a str>) -> Options {
    let mut options = options();
    for line in lines {
        match line.split_once(' ').unwrap_or((line, "")) {
            ("drafts", _) => options.drafts = true,
            ("future", _) => options.future = true,
            ("url", url) => options.base_url = Some(BaseUrl::parse(url).expect("an address")),
            ("now", moment) => options.now = moment.parse::<DateTime<Utc>>().expect("a moment"),
            _ => panic!("there is no option `{line}`"),
        }
    }
    options
}

fn fates_of(build: &Build) -> String {
    let fates = build.report.fates.iter().map(|(fate, count)| format!("{} {count}", fate.word()));
    fates.collect::<Vec<_>>().join(", ")
}

fn has(build: &Build, line: &str) -> bool {
    match line.split_once(" | ") {
        Some(("*", wanted)) => pages(build).any(|(_, html)| html.contains(wanted)),
        Some((path, wanted)) => text(build, path).is_some_and(|html| html.contains(wanted)),
        None => build.outputs.get(line).is_some(),
    }
}

fn lacks(build: &Build, line: &str) -> bool {
    let is_in = |bytes: &[u8], wanted: &str| bytes.windows(wanted.len()).any(|window| window == wanted.as_bytes());
    match line.split_once(" | ") {
        Some(("*", unwanted)) => !build
            .outputs
            .iter()
            .any(|(path, output)| path.as_str().contains(unwanted) || is_in(output.bytes(), unwanted)),
        Some((path, unwanted)) => text(build, path).is_some_and(|html| !html.contains(unwanted)),
        None => build.outputs.get(line).is_none(),
    }
}

/// Returns every page, for the message of a failed check.
fn shown(build: &Build) -> String {
    let paths = build.outputs.iter().map(|(path, _)| path.as_str()).filter(|path| !path.starts_with("assets/"));
    let mut all = paths.collect::<Vec<_>>().join(" ");
    for (path, html) in pages(build) {
        let _ = write!(all, "\n--- {path}\n{}", without_blank_lines(html));
    }
    all
}

/// Control flow of templates leaves blank lines, which mean nothing.
fn without_blank_lines(text: &str) -> String {
    text.lines().filter(|line| !line.trim().is_empty()).fold(String::new(), |all, line| all + line + "\n")
}
