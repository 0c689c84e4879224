//! Secrets in what authors write: API keys, tokens, private keys, passwords in addresses.
//!
//! 1. `rule` lists what the keys of well-known services look like.
//! 2. `scan` finds them in one text, with one pass for all families; `example` tells what only looks like one.
//! 3. `marker` is how an author says that something is none.
//!
//! What would be published is an error. What is in a draft is a warning: it is in the repository all the same.

mod example;
mod marker;
mod rule;
mod scan;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use self::marker::Marker;
use self::scan::Secret;
use crate::diagnostic::{Code, Diagnostic, Severity, SourceId, Span};
use crate::output::OutputSet;
use crate::source::{FOLDERS, Source, SourcePath, Sources};

/// What was found in a file: secrets, and markers that allow some.
#[derive(Debug)]
pub struct Found<'a> {
    source: SourceId,
    path: &'a SourcePath,
    text: &'a str,
    secrets: Vec<Secret>,
    markers: Vec<Marker>,
}

/// Looks for secrets in the plan, the content and the journal's own theme.
pub fn find(sources: &Sources) -> Vec<Found<'_>> {
    let files: Vec<(SourceId, &Source)> = sources.iter().filter(|(_, file)| is_read(file)).collect();
    files.into_par_iter().filter_map(|(source, file)| find_in(source, &file.path, &file.bytes)).collect()
}

fn find_in<'a>(source: SourceId, path: &'a SourcePath, bytes: &'a [u8]) -> Option<Found<'a>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (secrets, markers) = (scan::secrets(text), marker::markers(text));
    let is_any = !secrets.is_empty() || !markers.is_empty();
    is_any.then_some(Found { source, path, text, secrets, markers })
}

/// Says which secrets there are, and which markers allow nothing. `origins` are the content files that outputs were made
/// from.
pub fn report(found: &[Found<'_>], outputs: &OutputSet, origins: &BTreeMap<String, Span>) -> Vec<Diagnostic> {
    let published: BTreeSet<SourceId> = origins.values().map(|span| span.source).collect();
    let of_file = |found: &Found<'_>| {
        let is_public = |secret: &str| published.contains(&found.source) || is_in(secret, outputs);
        of_file(found, is_public)
    };
    found.iter().flat_map(of_file).collect()
}

/// Returns whether secrets are looked for in a file. The private half of the plan goes nowhere.
fn is_read(file: &Source) -> bool {
    file.path.as_str() == "plan.yaml" || FOLDERS.iter().any(|folder| file.path.below(folder).is_some())
}

fn is_in(secret: &str, outputs: &OutputSet) -> bool {
    let Ok(automaton) = AhoCorasick::new([secret]) else { return true };
    outputs.iter().any(|(_, output)| automaton.is_match(&**output.bytes()))
}

fn of_file(found: &Found<'_>, is_public: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
    let Found { source, path, text, secrets, markers } = found;
    let mut used = vec![false; markers.len()];
    let mut diagnostics = Vec::new();
    for secret in secrets {
        let covering = markers.iter().position(|marker| marker.covers.contains(&secret.range.start));
        match covering {
            Some(index) => used[index] = true,
            None => diagnostics.push(describe(secret, *source, text, path, &is_public)),
        }
    }
    let unused = markers.iter().zip(used).filter(|(_, used)| !used);
    diagnostics.extend(unused.map(|(marker, _)| {
        Diagnostic::new(Code::UnusedAllow, Span::new(*source, marker.range.clone()), "no secret is here to be allowed")
            .hint("take the marker out, so that it does not hide a secret later")
    }));
    diagnostics
}

fn describe(
    secret: &Secret,
    source: SourceId,
    text: &str,
    path: &SourcePath,
    is_public: &impl Fn(&str) -> bool,
) -> Diagnostic {
    let token = &text[secret.range.clone()];
    let begin = token.get(..secret.shown).filter(|begin| !begin.is_empty());
    let kind = begin.map_or_else(|| secret.name.to_owned(), |begin| format!("{} (`{begin}…`)", secret.name));
    let is_public = is_public(token);
    let message = if is_public { format!("{kind} would be published") } else { format!("{kind} is in the journal") };
    let is_markdown = path.extension() == "md";
    let sign = if is_markdown { "`<!-- milepost: allow secret -->`" } else { "a comment `milepost: allow secret`" };
    let severity = if is_public { Severity::Error } else { Severity::Warning };
    let found = Diagnostic::new(Code::ExposedSecret, Span::new(source, secret.range.clone()), message)
        .hint("take it out, and have it revoked where it was made: whoever has seen the repository has it")
        .hint(format!("if it opens nothing, write {sign} on the line above"));
    Diagnostic { severity, ..found }
}
