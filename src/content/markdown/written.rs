//! Where a text names other files, for those who edit it: the destinations of its links and images, and of the
//! definitions that references such as `[text][label]` lead to.

use std::ops::Range;

use pulldown_cmark::Parser;

use super::document::{Document, LinkKind};
use super::events;
use super::{Options, Place};

/// A destination as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its bytes in the file, without `<` and `>`.
    pub range: Range<usize>,
    /// What they mean, without entities and backslashes, but with percent-encoding.
    pub destination: String,
    /// What it is for; a definition counts as a link.
    pub kind: LinkKind,
}

/// Returns every destination of `document`, which was made of the part of `file` from `at` on, in the order of the
/// file.
pub fn destinations(file: &str, document: &Document, at: Place, options: Options) -> Vec<Written> {
    // A wikilink has a name for a destination: see `wikilinks`.
    let inline = document.links.iter().filter(|link| !link.is_wikilink).filter_map(|link| {
        let range = link.span.range();
        let written = file.get(range.clone())?;
        // What begins with a bracket is a whole reference, which names nothing itself.
        let is_own = !written.starts_with(['[', '!', '<']);
        is_own.then(|| Written { range, destination: link.destination.clone(), kind: link.kind })
    });
    let mut all: Vec<Written> = inline.collect();
    let body = file.get(at.offset..).unwrap_or_default();
    let parser = Parser::new_ext(body, events::extensions(options));
    for (_, definition) in parser.reference_definitions().iter() {
        if let Some(range) = in_definition(body, definition.span.clone()) {
            let range = range.start + at.offset..range.end + at.offset;
            all.push(Written { range, destination: definition.dest.to_string(), kind: LinkKind::Link });
        }
    }
    all.sort_by_key(|written| (written.range.start, written.range.end));
    // A link in a footnote that is referred to twice is written once.
    all.dedup_by(|a, b| a.range.start < b.range.end);
    all
}

/// Returns the names in the wikilinks of `document`, with what stands behind them, such as `#heading`.
pub fn wikilinks(document: &Document) -> impl Iterator<Item = Written> {
    document.links.iter().filter(|link| link.is_wikilink).map(|link| Written {
        range: link.span.range(),
        destination: link.destination.clone(),
        kind: link.kind,
    })
}

/// Returns where the destination of the definition at `span` is written.
fn in_definition(body: &str, span: Range<usize>) -> Option<Range<usize>> {
    let written = body.get(span.clone())?;
    let after = written.find("]:")? + 2;
    let rest = &written[after..];
    let start = after + rest.len() - rest.trim_start().len();
    let rest = &written[start..];
    let (start, length) = match rest.strip_prefix('<') {
        Some(inner) => (start + 1, inner.find('>')?),
        None => (start, rest.find(char::is_whitespace).unwrap_or(rest.len())),
    };
    Some(span.start + start..span.start + start + length)
}
