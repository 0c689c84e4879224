//! One private master file, parted into the public half of the plan and the private one.
//!
//! 1. `private_parts` marks what is private: by section, by key, by visibility, and what names something private;
//! 2. `Parting` cuts the marked text out of the public half, with the comments that belong to it, and writes it into the
//!    private half, between ids that say where it belongs;
//! 3. [`split`] lays the halves over each other again, and refuses when that is not the master.

mod mark;
mod part;

use self::mark::private_parts;
use self::part::Parting;
use super::{Document, File, Node, Path, Refusal, Step};
use crate::edit::yaml::layout::line_number;
use crate::plan::schema::PlanFile;
use crate::plan::{merge, needle};
use crate::source::value::{Data, Decode as _, Decoder};
use crate::source::{Source, SourcePath, Sources};

/// How the private half begins.
const HEAD: &str = "\
# NEVER COMMIT THIS FILE.  It is listed in .gitignore; keep it that way, also in a fork.
#
# The private half of your plan.  It belongs to plan.yaml by id.  Git ignores it, so keep a copy elsewhere.
";

/// The two halves of a master.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// What goes into `plan.yaml`.
    pub public: String,
    /// What goes into `plan.private.yaml`.
    pub private: String,
    /// What is private, such as `certifications[cert-a].private`, with its line in the master.
    pub moved: Vec<(usize, String)>,
    /// Lines of the public half that say something private all the same, as comments do; with what it is.
    pub left: Vec<(usize, String)>,
}

/// Parts `master`.
///
/// # Errors
/// When it is no plan, when something private is written so that it cannot be cut out, or when the halves would not be the
/// master again.
pub fn split(master: &str) -> Result<Split, Refusal> {
    let document = Document::read(master)?;
    check(&document)?;
    let parts = private_parts(&document);
    let parting = Parting::new(&document, &parts)?;
    let newline = document.newline_at(0);
    let mark = if master.starts_with('\u{feff}') { "\u{feff}" } else { "" };
    let head = format!("{HEAD}\nschema: 1\n").replace('\n', newline);
    let public = parting.public();
    let private = format!("{mark}{head}{}", parting.private()?);
    verify(&document, &public, &private)?;
    let moved = parts.iter().map(|path| (line(&document, path), name(&document, path))).collect();
    Ok(Split { left: left(&public, &private), moved, public, private })
}

/// Refuses what is no plan: a key that nobody knows might be private.
fn check(document: &Document) -> Result<(), Refusal> {
    let mut decoder = Decoder::default();
    let _ = PlanFile::decode(document.root(), &mut decoder);
    match decoder.diagnostics.iter().find(|found| found.is_error()) {
        Some(found) => {
            let line = found.span.map_or(1, |span| line_number(document.text(), span.start as usize));
            let hints: Vec<String> = found.hints.iter().map(|hint| format!(": {hint}")).collect();
            let hints = hints.concat();
            Err(Refusal::new(format!("line {line}: {}{hints}", found.message)))
        }
        None => Ok(()),
    }
}

/// Refuses halves that are not the master when they are laid over each other, or of which the public one has something
/// private.
fn verify(master: &Document, public: &str, private: &str) -> Result<(), Refusal> {
    let bug = |what: &str| Refusal::new(format!("it is written in a way that cannot be parted safely: {what}"));
    let half = |text: &str| Document::read(text).map_err(|refusal| bug(&refusal.to_string()));
    let (public, private) = (half(public)?, half(private)?);
    if let Some(path) = private_parts(&public).first() {
        return Err(bug(&format!("`{}` would stay public", name(&public, path))));
    }
    let mut decoder = Decoder::default();
    let merged = merge::merge(public.root().clone(), private.root().clone(), &mut decoder);
    if let Some(found) = decoder.diagnostics.first() {
        return Err(bug(&found.message));
    }
    if Node::from(&merged).in_order() != Node::from(master.root()).in_order() {
        return Err(bug("the halves would not be the whole"));
    }
    Ok(())
}

/// Returns the lines of the public half in which a private value is said again.
fn left(public: &str, private: &str) -> Vec<(usize, String)> {
    let source = |file: File, text: &str| {
        Some(Source { path: SourcePath::new(file.path())?, bytes: text.as_bytes().into(), added: None })
    };
    let sources = [source(File::Public, public), source(File::Private, private)];
    let needles = needle::collect(&Sources::new(sources.into_iter().flatten()));
    let found = needles.telling().into_iter().flat_map(|value| {
        let places: Vec<usize> = public.match_indices(&value.text).map(|(at, _)| line_number(public, at)).collect();
        places.into_iter().map(move |line| (line, value.what.clone()))
    });
    let mut found: Vec<(usize, String)> = found.collect();
    found.sort();
    found.dedup();
    found
}

/// Returns the line that something begins on: that of its key, if it has one.
fn line(document: &Document, path: &Path) -> usize {
    let around = path.split_last().and_then(|(last, rest)| Some((last, document.at(rest)?)));
    let key = around.and_then(|(last, around)| match (last, &around.data) {
        (Step::Key(wanted), Data::Map(entries)) => entries.iter().find(|(key, _)| key.value == *wanted),
        _ => None,
    });
    match key {
        Some((key, _)) => line_number(document.text(), key.span.start as usize),
        None => document.at(path).map_or(1, |value| document.line_of(value)),
    }
}

/// Returns a path as it is written in messages: `phases[first].items[item-a].private`.
fn name(document: &Document, path: &Path) -> String {
    let mut name = String::new();
    for (end, step) in path.iter().enumerate() {
        match step {
            Step::Key(key) if name.is_empty() => name.push_str(key),
            Step::Key(key) => {
                name.push('.');
                name.push_str(key);
            }
            Step::Place(place) => {
                let id = document.at(&path[..=end]).and_then(|value| super::text(value, "id")).map(str::to_owned);
                let text = document.at(&path[..=end]).and_then(|value| Node::from(value).text().map(str::to_owned));
                let own = id.or(text).unwrap_or_else(|| (place + 1).to_string());
                name += &["[", &own, "]"].concat();
            }
        }
    }
    name
}

#[cfg(test)]
mod tests;
