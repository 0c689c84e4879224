//! What the tests of whole sites share: building a journal, and reading the pages that come out.

#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test file uses a part of it")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};
use milepost::plan::BaseUrl;
use milepost::source::Sources;
use milepost::{Build, Options};

/// The day that tests build for, unless they say otherwise.
pub const TODAY: &str = "2026-11-20";

/// Returns the options of a build at [`TODAY`].
pub fn options() -> Options {
    let now: DateTime<Utc> = format!("{TODAY}T12:00:00Z").parse().expect("a moment");
    Options::at(now)
}

/// Returns the options for a site at `url`.
pub fn options_at(url: &str) -> Options {
    Options { base_url: Some(BaseUrl::parse(url).expect("an address")), ..options() }
}

/// Builds a journal that has no error.
#[track_caller]
pub fn build(sources: &Sources, options: &Options) -> Build {
    let build = milepost::build(sources, options);
    assert!(!build.has_errors(), "the journal has errors:\n{}", messages(sources, &build));
    build
}

/// Returns every diagnostic of a build, one on a line.
pub fn messages(sources: &Sources, build: &Build) -> String {
    let line = |found: &milepost::diagnostic::Diagnostic| {
        let place = found.span.map_or_else(String::new, |span| format!(" ({})", sources.get(span.source).path));
        format!("{}: {}{place}\n", found.code, found.message)
    };
    build.diagnostics.iter().map(line).collect()
}

/// Returns the text of an output.
pub fn text<'a>(build: &'a Build, path: &str) -> Option<&'a str> {
    build.outputs.get(path).map(|output| std::str::from_utf8(output.bytes()).expect("a page is UTF-8"))
}

/// Returns every page with its path.
pub fn pages(build: &Build) -> impl Iterator<Item = (&str, &str)> {
    let pages = build.outputs.iter().filter(|(path, _)| path.extension() == "html");
    pages.map(|(path, output)| (path.as_str(), std::str::from_utf8(output.bytes()).expect("a page is UTF-8")))
}

/// An element of a page: its name and its attributes.
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    /// The text directly behind it.
    pub text: String,
}

/// Returns the elements of a page as a browser reads them.
pub fn elements(html: &str) -> Vec<Element> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut elements: Vec<Element> = Vec::new();
    let plain = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => elements.push(Element {
                name: plain(&tag.name),
                attributes: tag.attributes.iter().map(|(name, value)| (plain(name), plain(value))).collect(),
                text: String::new(),
            }),
            Token::String(text) => {
                if let Some(element) = elements.last_mut() {
                    element.text.push_str(&plain(&text));
                }
            }
            _ => {}
        }
    }
    elements
}

/// Returns the addresses that an element refers to.
fn addresses(element: &Element) -> Vec<&str> {
    let of = |name: &str| element.attributes.get(name).map(String::as_str);
    let sources =
        of("srcset").into_iter().flat_map(|set| set.split(',').filter_map(|one| one.split_whitespace().next()));
    of("href").into_iter().chain(of("src")).chain(of("poster")).chain(sources).collect()
}

/// Returns every address in the pages that does not lead to a file of the site, or lacks the base path, or names a
/// place that its page does not have.
pub fn dead_addresses(build: &Build, base: &BaseUrl) -> Vec<String> {
    let parsed: BTreeMap<&str, Vec<Element>> = pages(build).map(|(path, html)| (path, elements(html))).collect();
    let ids: BTreeMap<&str, BTreeSet<&str>> = parsed
        .iter()
        .map(|(path, all)| (*path, all.iter().filter_map(|one| one.attributes.get("id")).map(String::as_str).collect()))
        .collect();
    let mut dead = Vec::new();
    for (page, elements) in &parsed {
        for address in elements.iter().flat_map(addresses) {
            if let Some(problem) = problem(build, base, &ids, page, address) {
                dead.push(format!("{page}: `{address}` {problem}"));
            }
        }
    }
    dead
}

fn problem(
    build: &Build,
    base: &BaseUrl,
    ids: &BTreeMap<&str, BTreeSet<&str>>,
    page: &str,
    address: &str,
) -> Option<&'static str> {
    let home = base.absolute("");
    let local = match address.strip_prefix(home.as_str()) {
        Some(rest) => format!("{}{rest}", base.path()),
        None if address.starts_with("https://") || address.starts_with("mailto:") => return None,
        None => address.to_owned(),
    };
    let (path, fragment) = local.split_once('#').unwrap_or((&local, ""));
    let output = if path.is_empty() {
        page.to_owned()
    } else {
        let Some(below) = path.strip_prefix(base.path()) else { return Some("lacks the base path") };
        let below = decode(below);
        if below.is_empty() || below.ends_with('/') { format!("{below}index.html") } else { below }
    };
    if build.outputs.get(&output).is_none() {
        return Some("leads to nothing");
    }
    let has_place =
        fragment.is_empty() || ids.get(output.as_str()).is_none_or(|ids| ids.contains(decode(fragment).as_str()));
    (!has_place).then_some("names a place that is not there")
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = (*first == b'%').then(|| tail.get(..2)).flatten().and_then(|code| std::str::from_utf8(code).ok());
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).expect("addresses are UTF-8")
}

/// Returns the day that `text` names.
pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}
