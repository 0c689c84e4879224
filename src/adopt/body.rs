//! The text of a page from elsewhere: links that lead on, and a list of what needs a hand.
//!
//! 1. `convert` turns references of Hugo, Jekyll and Zola into paths, and all paths into such that hold in the new
//!    place;
//! 2. `leftover` reads the finished text as Milepost will.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::known::Known;
use super::{Draft, Kind, tag};
use crate::content::markdown::written::{Written, destinations};
use crate::content::markdown::{self, Document, Options, Place};
use crate::diagnostic::SourceId;
use crate::edit::destination::{relative, written_as};
use crate::edit::splice::{Splice, apply};
use crate::site::link::decode;
use crate::source::SourcePath;
use crate::words::Words;

/// The text that begins here is a path of the old content folder, as Zola writes it.
pub(super) const CONTENT_PATH: &str = "@/";

/// Returns the body of `page` for the journal. Files that it refers to are added to `referred`, from their old paths to
/// the new ones.
pub(super) fn convert(
    page: &Draft<'_>,
    known: &Known,
    referred: &mut BTreeMap<SourcePath, SourcePath>,
) -> (String, Vec<String>) {
    let body = &page.text[page.body..];
    let code = code(body);
    let mut text = body.to_owned();
    let mut tags = Vec::new();
    match page.kind {
        Kind::Hugo | Kind::Jekyll => text = with_paths(body, &code, page.kind, known),
        Kind::Obsidian => {
            tags = tag::find(body, &code);
            embedded(body, &code, known, referred);
            text = with_html_comments(body, &code);
        }
        Kind::Plain | Kind::Zola => {}
    }
    (with_links(&text, page, known, referred), tags)
}

/// Turns every link and image whose destination is known.
fn with_links(text: &str, page: &Draft<'_>, known: &Known, referred: &mut BTreeMap<SourcePath, SourcePath>) -> String {
    let (document, at) = read(text, 0);
    let mut splices = Vec::new();
    for place in destinations(text, &document, at, Options::default()) {
        let is_right = |path: &str| {
            relative(&place.destination).is_some_and(|(old, _)| page.to.resolve(&old) == page.to.resolve(path))
        };
        if let Some((path, rest)) = target(&place, page, known, referred)
            && !is_right(&path)
        {
            splices.push(Splice::new(place.range.clone(), written_as(text, &place, &path, &rest)));
        }
    }
    apply(text, splices)
}

/// Returns the new path of what a destination means, relative to the page, with what stands behind it.
fn target(
    place: &Written,
    page: &Draft<'_>,
    known: &Known,
    referred: &mut BTreeMap<SourcePath, SourcePath>,
) -> Option<(String, String)> {
    let destination = &place.destination;
    let plain = |to: &SourcePath| crate::site::link::relative_path(&page.to, to.as_str());
    if let Some(path) = destination.strip_prefix(CONTENT_PATH) {
        let (path, rest) = path.split_at(path.find('#').unwrap_or(path.len()));
        return known.content_page(&decode(path)).map(|to| (plain(to), rest.to_owned()));
    }
    let mut file = |from: &SourcePath| {
        let to = known.place(from)?;
        referred.insert(from.clone(), to.clone());
        Some(plain(&to))
    };
    if destination.starts_with('/') && !destination.starts_with("//") {
        let (path, rest) = destination.split_at(destination.find(['#', '?']).unwrap_or(destination.len()));
        let path = decode(path);
        let found = known.address(&path).map(&plain);
        // Below a plain folder, a path that begins with a slash begins at that folder.
        let found = found.or_else(|| known.page(path.trim_start_matches('/')).map(&plain));
        let found = found.or_else(|| known.static_file(&path).and_then(file));
        return found.map(|found| (found, rest.to_owned()));
    }
    let (path, rest) = relative(destination)?;
    let resolved = page.from.resolve(&path)?;
    let found = known.page(resolved.as_str()).map(&plain);
    let found = found.or_else(|| known.file(&resolved).and_then(&mut file));
    // Addresses are relative to the page, which was a folder.
    let by_address = || {
        let folder = SourcePath::new(&format!("{}/x", page.from.as_str().rsplit_once('.')?.0))?;
        let address = folder.resolve(&path)?;
        let address = address.as_str().strip_prefix(known.prefix()).unwrap_or(address.as_str()).to_owned();
        known.address(&address).map(&plain)
    };
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let found = found.or_else(|| if is_file { None } else { by_address() });
    found.map(|found| (found, rest.to_owned()))
}

/// Turns `{{< ref >}}`, `{% post_url %}` and their like into paths of the content folder, where they are destinations.
fn with_paths(text: &str, code: &[Range<usize>], kind: Kind, known: &Known) -> String {
    let mut splices: Vec<Splice> = Vec::new();
    let mut end = 0;
    for call in calls(text, code) {
        let start = with_site_address(text, call.start);
        let is_destination = ["](", "](<", "]: "].iter().any(|before| text[..start].ends_with(before));
        if start < end || !is_destination {
            continue;
        }
        if let Some(path) = path_of(&text[call.clone()], kind, known) {
            splices.push(Splice::new(start..call.end, path));
            end = call.end;
        }
    }
    apply(text, splices)
}

/// Returns where a destination begins that has `{{ site.baseurl }}` and its like before the byte at `at`.
fn with_site_address(text: &str, at: usize) -> usize {
    let mut start = at;
    for name in ["{{ site.baseurl }}", "{{site.baseurl}}", "{{ site.url }}", "{{site.url}}"].iter().cycle().take(8) {
        if text[..start].ends_with(name) {
            start -= name.len();
        }
    }
    start
}

/// Returns the path that a call means.
fn path_of(call: &str, kind: Kind, known: &Known) -> Option<String> {
    let inner = call.trim_matches(|c| matches!(c, '{' | '}' | '%' | '<' | '>')).trim();
    let inner = inner.trim_matches('-').trim();
    if kind == Kind::Hugo {
        let argument = inner.strip_prefix("relref").or_else(|| inner.strip_prefix("ref"))?.trim();
        let argument = argument.trim_start_matches("path=").trim_matches(['"', '\'', '`']);
        let (path, fragment) = argument.split_at(argument.find('#').unwrap_or(argument.len()));
        let plain = path.trim_matches('/');
        let candidates = [plain.to_owned(), format!("{plain}.md")];
        let found = candidates.iter().find_map(|path| known.content_page(path)).or_else(|| known.address(plain));
        let found = found.or_else(|| known.named_page(plain.rsplit('/').next().unwrap_or(plain)))?;
        return Some(format!("{CONTENT_PATH}{}{fragment}", known.content_path_of(found)?));
    }
    if let Some(path) = inner.strip_prefix("link ") {
        let path = path.trim();
        return if known.page(path).is_some() {
            Some(format!("{CONTENT_PATH}{path}"))
        } else {
            SourcePath::new(path).and_then(|path| known.file(&path).map(|path| format!("/{path}")))
        };
    }
    if let Some(name) = inner.strip_prefix("post_url ") {
        let name = name.trim();
        let found = known.named_page(name.rsplit('/').next().unwrap_or(name))?;
        return Some(format!("{CONTENT_PATH}{}", known.content_path_of(found)?));
    }
    // `{{ "/assets/a.png" | relative_url }}`
    let (quoted, filter) = inner.split_once('|')?;
    let path = quoted.trim().trim_matches(['"', '\'']);
    let is_address = matches!(filter.trim(), "relative_url" | "absolute_url") && path.starts_with('/');
    (is_address && quoted.trim() != path).then(|| path.to_owned())
}

/// Returns the ranges of `{{ … }}` and `{% … %}` outside of code.
pub(super) fn calls(text: &str, code: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|open| at + open) {
        at = open + 1;
        let close = match text.as_bytes().get(open + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            _ => continue,
        };
        if within(code, open) {
            continue;
        }
        // A call is short; what has no end near is text.
        let window = text.floor_char_boundary((open + 2_000).min(text.len()));
        if let Some(end) = text[open + 2..window].find(close) {
            at = open + 2 + end + close.len();
            found.push(open..at);
        }
    }
    found
}

/// Returns the ranges of blocks and spans of code.
pub(super) fn code(text: &str) -> Vec<Range<usize>> {
    let options = pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_FOOTNOTES;
    let events = Parser::new_ext(text, options).into_offset_iter();
    let is_code = |(event, range): (Event<'_>, Range<usize>)| {
        matches!(event, Event::Start(Tag::CodeBlock(_)) | Event::Code(_)).then_some(range)
    };
    events.filter_map(is_code).collect()
}

/// Returns whether the byte at `at` is in one of `ranges`, which are in order and apart.
pub(super) fn within(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.start <= at)
}

/// Takes the files that `![[name]]` shows.
fn embedded(text: &str, code: &[Range<usize>], known: &Known, referred: &mut BTreeMap<SourcePath, SourcePath>) {
    for (_, name) in embeds(text, code) {
        let exact = SourcePath::new(name).and_then(|path| known.file(&path).cloned());
        let by_name = || known.named_file(name.rsplit('/').next().unwrap_or(name)).cloned();
        if let Some(from) = exact.or_else(by_name)
            && let Some(to) = known.place(&from)
        {
            referred.insert(from, to);
        }
    }
}

/// Returns the names in `![[name|text]]`, without a heading, and where they are.
pub(super) fn embeds<'t>(text: &'t str, code: &[Range<usize>]) -> Vec<(usize, &'t str)> {
    let all = text.match_indices("![[").filter(|(at, _)| !within(code, *at));
    all.filter_map(|(at, _)| {
        // A name is short, and is on one line.
        let window = text.floor_char_boundary((at + 500).min(text.len()));
        let inner = &text[at + 3..window.max(at + 3)];
        let inner = &inner[..inner.find("]]")?];
        let name = inner.split(['|', '#']).next().unwrap_or(inner).trim();
        (!inner.contains('\n')).then_some((at, name))
    })
    .collect()
}

/// Makes comments of Obsidian, `%%…%%`, such of HTML: both are not shown, and neither is published.
fn with_html_comments(text: &str, code: &[Range<usize>]) -> String {
    let marks: Vec<usize> = text.match_indices("%%").map(|(at, _)| at).filter(|at| !within(code, *at)).collect();
    let mut splices = Vec::new();
    for pair in marks.chunks_exact(2).filter(|pair| pair[1] >= pair[0] + 2) {
        let (open, close) = (pair[0], pair[1]);
        splices.push(Splice::new(open..open + 2, "<!--"));
        // What would end the comment too early.
        let ends = text[open + 2..close].match_indices("--").map(|(at, _)| open + 2 + at);
        splices.extend(ends.map(|at| Splice::new(at..at + 2, "- -")));
        splices.push(Splice::new(close..close + 2, "-->"));
    }
    apply(text, splices)
}

pub(super) fn read(text: &str, offset: usize) -> (Document, Place) {
    let at = Place { source: SourceId(0), offset };
    (markdown::parse(&text[offset..], at, &Options::default(), Words::english()), at)
}
