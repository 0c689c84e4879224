//! A page under another name: its file moved, its old address kept as an alias, the links to it turned.
//!
//! 1. [`plan`] finds the files that move and refuses what would clash;
//! 2. every page is looked at: links that lead to what moves, and links of what moves, are written anew, each in its
//!    own bytes;
//! 3. proofs of the plan that name what moves are turned;
//! 4. a page whose address changes gets the old one as an alias, and keeps the date that its name or git told.

mod proof;

use std::collections::BTreeMap;

use super::destination::{relative, written_as};
use super::front_matter::{Edit, literal};
use super::splice::{Splice, apply};
use super::{Refusal, target};
use crate::content::front_matter::{self, Language};
use crate::content::markdown::written::{destinations, wikilinks};
use crate::content::markdown::{self, Place};
use crate::content::page::{Page, PageKind};
use crate::diagnostic::{Diagnostic, Spanned};
use crate::journal::Journal;
use crate::plan::schema::Visibility;
use crate::site::claim::Claims;
use crate::site::link::relative_path;
use crate::site::permalink::{self, Permalink};
use crate::source::value::{Data, Value};
use crate::source::{SourcePath, Sources};

/// What a rename does to the files of a journal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rename {
    /// The files that move, from where to where.
    pub moves: Vec<(SourcePath, SourcePath)>,
    /// New texts, by the path that the file has afterwards.
    pub texts: BTreeMap<SourcePath, String>,
    /// How many links were turned, by the path that the file has afterwards.
    pub links: BTreeMap<SourcePath, usize>,
    /// Old addresses that lead to new ones.
    pub aliases: Vec<(Permalink, Permalink)>,
}

/// Where files go.
pub(super) struct Moves {
    /// The file, or the folder of a page bundle.
    pub(super) from: SourcePath,
    pub(super) to: SourcePath,
}

impl Moves {
    /// Returns where the file or folder at `path` is afterwards.
    fn of(&self, path: &SourcePath) -> SourcePath {
        if *path == self.from {
            return self.to.clone();
        }
        let below = path.below(self.from.as_str()).and_then(|below| SourcePath::new(&format!("{}/{below}", self.to)));
        below.unwrap_or_else(|| path.clone())
    }
}

/// Works out what it takes to give the page at `index` the name or path `to`.
///
/// # Errors
/// When the page is not in order, or when a file or an address is taken already.
pub fn plan(sources: &Sources, journal: &Journal, index: usize, to: &str) -> Result<Rename, Refusal> {
    let page = &journal.pages[index];
    let moves = target::find(page, to)?;
    let called = Called::new(page, &moves);
    let mut rename = Rename::default();
    for (_, file) in sources.iter() {
        let path = moves.of(&file.path);
        if path != file.path {
            rename.moves.push((file.path.clone(), path));
        }
    }
    for page in &journal.pages {
        let Ok(text) = sources.text(page.source) else { continue };
        let new_path = moves.of(&page.path);
        let (mut new_text, links) = with_links(text, page, journal, &moves, &called);
        if new_path != page.path {
            new_text = with_address(&new_text, page, &new_path, journal, &mut rename)?;
        }
        if new_text != *text {
            rename.texts.insert(new_path.clone(), new_text);
        }
        if links > 0 {
            rename.links.insert(new_path, links);
        }
    }
    proof::turn(sources, &moves, &mut rename);
    refuse_taken_files(sources, &rename)?;
    Ok(rename)
}

/// What wikilinks call the page, before and afterwards: the name and the path below `content/`, without extension. A
/// title or a slug stays what it is.
struct Called {
    name: (String, String),
    path: (String, String),
}

impl Called {
    fn new(page: &Page, moves: &Moves) -> Self {
        let path = |path: &SourcePath| {
            let below = path.below("content").unwrap_or(path.as_str());
            let is_file = matches!(path.extension().as_str(), "md" | "markdown");
            if is_file { below.rsplit_once('.').map_or(below, |(stem, _)| stem).to_owned() } else { below.to_owned() }
        };
        let last = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        let path = (path(&moves.from), path(&moves.to));
        let mut name = (last(&path.0), last(&path.1));
        if page.title().is_some_and(|title| title.value.trim().eq_ignore_ascii_case(&name.0)) {
            name.1.clone_from(&name.0);
        }
        Self { name, path }
    }

    /// Returns what `name` has to be afterwards, if it means the page by its old place.
    fn turned(&self, name: &str) -> Option<&str> {
        let plain = name.trim().trim_end_matches(".md").to_lowercase();
        let (old, new) = if plain.contains('/') { &self.path } else { &self.name };
        let old = old.to_lowercase();
        let is_it = plain == old || (plain.contains('/') && old.ends_with(&format!("/{plain}")));
        (is_it && *new != name).then_some(new.as_str())
    }
}

/// A file that a killed run has put there already is not in the way.
fn refuse_taken_files(sources: &Sources, rename: &Rename) -> Result<(), Refusal> {
    for (from, to) in &rename.moves {
        let Some((_, there)) = sources.find(to.as_str()) else { continue };
        let wanted = match rename.texts.get(to) {
            Some(text) => text.as_bytes(),
            None => sources.find(from.as_str()).map_or(&[][..], |(_, file)| &file.bytes),
        };
        if *there.bytes != *wanted {
            return Err(Refusal::new(format!("`{to}` is there already: choose another name, or move that file first")));
        }
    }
    Ok(())
}

/// Returns the text of `page` with its links as they have to be afterwards, and how many were changed.
fn with_links(text: &str, page: &Page, journal: &Journal, moves: &Moves, called: &Called) -> (String, usize) {
    let new_path = moves.of(&page.path);
    let turned = |path: &str| {
        let target = page.path.resolve(path)?;
        let new_target = moves.of(&target);
        if new_path.resolve(path).as_ref() == Some(&new_target) {
            return None;
        }
        let slash = if path.ends_with('/') { "/" } else { "" };
        Some(relative_path(&new_path, new_target.as_str()) + slash)
    };
    let mut splices = Vec::new();
    for place in destinations(text, &page.document, body(text, page), options(page, journal)) {
        if let Some((path, rest)) = relative(&place.destination)
            && let Some(path) = turned(&path)
        {
            let written = written_as(text, &place, &path, rest);
            splices.push(Splice::new(place.range, written));
        }
    }
    for place in wikilinks(&page.document) {
        let name = place.destination.split('#').next().unwrap_or_default();
        let written = &text[place.range.clone()];
        if let Some(new) = called.turned(name)
            && written.starts_with(name)
        {
            splices.push(Splice::new(place.range.start..place.range.start + name.len(), new));
        }
    }
    let language = front_matter::split(text).ok().flatten().map_or(Language::Yaml, |split| split.language);
    for path in paths_in_front_matter(page) {
        if let Some((plain, rest)) = relative(&path.value)
            && let Some(new) = turned(&plain)
        {
            splices.push(Splice::new(path.span.range(), literal(&Data::Text(new + rest), language)));
        }
    }
    let count = splices.len();
    (apply(text, splices), count)
}

/// Returns what the front matter names relative to its file.
fn paths_in_front_matter(page: &Page) -> impl Iterator<Item = &Spanned<String>> {
    page.front.iter().flat_map(|front| {
        let pictures = front.image.iter().chain(&front.cover).map(|image| &image.src);
        let features = front.features.iter().flat_map(|features| &features.0);
        let proofs = features.flat_map(|(_, feature)| &feature.proof).filter_map(|proof| proof.page.as_ref());
        let decisions = front.decisions.iter().filter_map(|decision| decision.post.as_ref());
        pictures.chain(front.recording()).chain(decisions).chain(proofs)
    })
}

fn body(text: &str, page: &Page) -> Place {
    let split = front_matter::split(text).ok().flatten();
    let offset = split.map_or_else(|| front_matter::after_mark(text), |split| split.body);
    Place { source: page.source, offset }
}

fn options(page: &Page, journal: &Journal) -> markdown::Options {
    let own = page.front.as_ref().and_then(|front| front.math);
    let math = own.unwrap_or_else(|| journal.plan.as_ref().is_some_and(|plan| plan.site.markdown.math));
    markdown::Options { math, ..markdown::Options::default() }
}

/// Gives the text of a page that moves its old address as an alias, and the date that would get lost.
fn with_address(
    text: &str,
    page: &Page,
    new_path: &SourcePath,
    journal: &Journal,
    rename: &mut Rename,
) -> Result<String, Refusal> {
    let Some(front) = &page.front else {
        return Err(Refusal::new(format!("`{}` has mistakes: `milepost check` shows them", page.path)));
    };
    let moved = Page { path: new_path.clone(), kind: PageKind::of(new_path), ..page.clone() };
    let (old, new) = (address(page, journal), address(&moved, journal)?);
    refuse_taken_address(&new, page, new_path, journal)?;
    let mut edit = Edit::new(text)?;
    if let Ok(old) = old
        && old != new
    {
        // Nobody has seen the address of a draft or of a private page.
        let was_public = front.draft != Some(true) && front.visibility != Some(Visibility::Private);
        let written: Vec<&str> = front.aliases.iter().map(|alias| alias.value.as_str()).collect();
        let leads_to = |alias: &str, address: &Permalink| Permalink::parse(alias).is_ok_and(|alias| alias == *address);
        if written.iter().any(|alias| leads_to(alias, &new)) {
            let kept = written.iter().filter(|alias| !leads_to(alias, &new));
            let span = page.top();
            let kept = kept.map(|alias| Value { data: Data::Text((*alias).to_owned()), span }).collect::<Vec<_>>();
            let added = was_public.then(|| Value { data: Data::Text(old.to_string()), span });
            edit.set("aliases", Data::List(kept.into_iter().chain(added).collect()));
        } else if was_public && !written.iter().any(|alias| leads_to(alias, &old)) {
            edit.extend("aliases", &[old.to_string()])?;
        }
        if was_public {
            rename.aliases.push((old, new));
        }
    }
    let known = page.date_in_name().or(page.added);
    if let Some(date) = known.filter(|date| front.date.is_none() && moved.date_in_name() != Some(*date)) {
        edit.set("date", Data::Text(date.to_string()));
    }
    edit.finish()
}

fn address(page: &Page, journal: &Journal) -> Result<Permalink, Refusal> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let claims = journal.plan.as_ref().map(|plan| Claims::new(&plan.ids).check(page, &mut Vec::new()));
    let project = claims.and_then(|claims| claims.project);
    permalink::of(page, project.as_ref(), &mut found).ok_or_else(|| {
        let reason = found.first().map_or_else(|| "it has no address".to_owned(), |found| found.message.clone());
        Refusal::new(format!("`{}` cannot be a page: {reason}", page.path))
    })
}

fn refuse_taken_address(new: &Permalink, page: &Page, new_path: &SourcePath, journal: &Journal) -> Result<(), Refusal> {
    let key = |address: &Permalink| address.output_path().to_lowercase();
    for other in journal.pages.iter().filter(|other| other.path != page.path && other.path != *new_path) {
        let aliases = other.front.iter().flat_map(|front| &front.aliases);
        let mut aliases = aliases.filter_map(|alias| Permalink::parse(&alias.value).ok());
        let is_taken = address(other, journal).is_ok_and(|address| key(&address) == key(new))
            || aliases.any(|alias| key(&alias) == key(new));
        if is_taken {
            let way_out = "choose another name, or give that page another `slug:`";
            return Err(Refusal::new(format!("the address `{new}` belongs to `{}` already: {way_out}", other.path)));
        }
    }
    Ok(())
}
