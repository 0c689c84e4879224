//! What is left in a page that Milepost shows as text, or that leads nowhere.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use super::body::{CONTENT_PATH, calls, code, embeds, read, within};
use super::{Adopted, Kind, Report};
use crate::content::front_matter;
use crate::content::markdown::written::{Written, destinations};
use crate::content::markdown::{Document, LinkKind, Options, Piece, Place};
use crate::edit::destination::relative;
use crate::site::link::{decode, has_scheme};
use crate::source::SourcePath;
use crate::source::position::position;

/// How much of something is shown in the report.
const SHOWN: usize = 60;
/// How many places of one page are listed.
const LISTED: usize = 50;
/// What wikilinks can show.
const IMAGES: [&str; 7] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];

/// Names what is left in the pages of `files` that Milepost shows as text, or that leads nowhere.
pub(super) fn list(
    files: &BTreeMap<SourcePath, Adopted>,
    drafts: &BTreeSet<&SourcePath>,
    kind: Kind,
    report: &mut Report,
) {
    let pages = || files.iter().filter_map(|(path, file)| Some((path, file.text.as_deref()?)));
    let documents: BTreeMap<&SourcePath, (Document, Place)> = pages()
        .map(|(path, text)| {
            let split = front_matter::split(text).ok().flatten();
            (path, read(text, split.map_or(front_matter::after_mark(text), |split| split.body)))
        })
        .collect();
    let names: BTreeSet<String> = files.keys().map(|path| path.file_name().to_lowercase()).collect();
    for (path, text) in pages() {
        let Some((document, at)) = documents.get(path) else { continue };
        let offset = at.offset;
        let body = &text[offset..];
        let code = code(body);
        let mut found: Vec<(usize, String)> = Vec::new();
        if matches!(kind, Kind::Zola | Kind::Hugo | Kind::Jekyll) {
            let what = if kind == Kind::Jekyll { "Liquid is shown as text" } else { "a shortcode is shown as text" };
            found.extend(
                calls(body, &code).into_iter().map(|call| (call.start, format!("{what}: `{}`", shown(&body[call])))),
            );
        }
        if kind == Kind::Jekyll {
            let attributes = body.match_indices("{:").filter(|(at, _)| !within(&code, *at));
            found.extend(attributes.map(|(at, _)| {
                (
                    at,
                    format!(
                        "attributes of kramdown are shown as text: `{}`",
                        shown(body[at..].lines().next().unwrap_or_default())
                    ),
                )
            }));
        }
        if kind == Kind::Obsidian {
            found.extend(of_obsidian(body, &code, &names));
        }
        found.extend(raw_addresses(body));
        for place in destinations(text, document, *at, Options::default()) {
            let problem = problem(&place, path, files, &documents).or_else(|| to_draft(&place, path, drafts));
            if let Some(problem) = problem {
                found.push((place.range.start - offset, problem));
            }
        }
        found.sort();
        for (at, what) in found.iter().take(LISTED) {
            report.hand(path, position(text, offset + at).line, what.clone());
        }
        if let Some((at, _)) = found.get(LISTED) {
            let what = format!("and {} more from here on", found.len() - LISTED);
            report.hand(path, position(text, offset + at).line, what);
        }
    }
}

fn of_obsidian(body: &str, code: &[Range<usize>], names: &BTreeSet<String>) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, name) in embeds(body, code) {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
        if !IMAGES.contains(&extension.as_str()) {
            found.push((at, format!("only pictures can be embedded: `![[{name}]]`")));
        } else if !names.contains(&name.rsplit('/').next().unwrap_or(name).to_lowercase()) {
            found.push((at, format!("there is no picture `{name}`")));
        }
    }
    let blocks = body.match_indices("#^").filter(|(at, _)| !within(code, *at));
    let is_in_link = |at: usize| {
        let before = &body[body.floor_char_boundary(at.saturating_sub(500))..at];
        before.rfind("[[").is_some_and(|open| !before[open..].contains("]]"))
    };
    let blocks = blocks.filter(|(at, _)| is_in_link(*at));
    let marks = body.match_indices("%%").filter(|(at, _)| !within(code, *at));
    found.extend(marks.map(|(at, _)| (at, "`%%` begins a comment without an end, and is shown as text".to_owned())));
    found.extend(blocks.map(|(at, _)| (at, "a link to a block leads nowhere: link to a heading".to_owned())));
    found
}

/// Returns the addresses in raw HTML that begin nowhere: Milepost publishes such HTML as it is.
fn raw_addresses(body: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (event, range) in Parser::new_ext(body, pulldown_cmark::Options::all()).into_offset_iter() {
        if !matches!(event, Event::Html(_) | Event::InlineHtml(_)) {
            continue;
        }
        let html = &body[range.clone()];
        for attribute in [" src=\"", " href=\"", " src='", " href='"] {
            for (at, _) in html.match_indices(attribute) {
                let value = &html[at + attribute.len()..];
                let value = value.split(['"', '\'']).next().unwrap_or_default();
                if !value.is_empty() && !has_scheme(value) && !value.starts_with(['#']) && !value.starts_with("//") {
                    found.push((range.start + at, format!("an address in HTML is not resolved: `{}`", shown(value))));
                }
            }
        }
    }
    found
}

/// A published page must not link to a draft.
fn to_draft(place: &Written, path: &SourcePath, drafts: &BTreeSet<&SourcePath>) -> Option<String> {
    let target = path.resolve(&relative(&place.destination)?.0)?;
    let is_early = drafts.contains(&target) && !drafts.contains(path);
    is_early.then(|| format!("the link leads to a draft: `{target}`"))
}

/// Returns why a destination leads nowhere in the journal, if it does.
fn problem(
    place: &Written,
    path: &SourcePath,
    files: &BTreeMap<SourcePath, Adopted>,
    documents: &BTreeMap<&SourcePath, (Document, Place)>,
) -> Option<String> {
    let destination = &place.destination;
    let what = if place.kind == LinkKind::Image { "image" } else { "link" };
    let nowhere = || Some(format!("the {what} leads to nothing that was adopted: `{}`", shown(destination)));
    if destination.starts_with(CONTENT_PATH) || (destination.starts_with('/') && !destination.starts_with("//")) {
        return nowhere();
    }
    if destination.starts_with("{{") || destination.starts_with("{%") {
        return None;
    }
    let (target, fragment) = match destination.strip_prefix('#') {
        Some(fragment) => (path.clone(), fragment.to_owned()),
        None => {
            let (relative, rest) = relative(destination)?;
            let Some(target) = path.resolve(&relative) else { return nowhere() };
            let inside = ["index.md", "README.md"].iter().find_map(|index| {
                SourcePath::new(&format!("{target}/{index}")).filter(|path| files.contains_key(path))
            });
            let target = inside.unwrap_or(target);
            if !files.contains_key(&target) {
                return nowhere();
            }
            (target, rest.split_once('#').map(|(_, fragment)| fragment.to_owned()).unwrap_or_default())
        }
    };
    let (document, _) = documents.get(&target)?;
    let fragment = decode(&fragment);
    let is_there = fragment.is_empty()
        || document.headings.iter().any(|heading| heading.id == fragment)
        || document
            .body
            .read()
            .iter()
            .any(|piece| matches!(piece, Piece::Html(html) if html.contains(&format!("id=\"{fragment}\""))));
    (!is_there).then(|| format!("`{target}` has no heading `#{fragment}`"))
}

fn shown(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{} …", &line[..end]),
        None => line,
    }
}
