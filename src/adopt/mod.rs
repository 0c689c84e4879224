//! Notes from elsewhere, made into pages of a journal: a folder of plain Markdown, or the content of Zola, Hugo, Jekyll
//! or Obsidian. Files in, files and a report out; the command line reads and writes them.
//!
//! 1. [`kind`] tells from which program a folder is;
//! 2. [`place`] says where each file goes, and which are left behind;
//! 3. [`front_matter`] translates the head of a page, [`body`] its links; `leftover` lists what needs a hand;
//! 4. [`report`] says what became of everything.
//!
//! **Invariant:** nothing is lost. Text that is not understood stays as it is, keys that have no place become
//! comments, and every file that is not taken is named with the reason.

pub mod body;
pub mod front_matter;
pub mod kind;
mod known;
mod leftover;
pub mod place;
pub mod report;
mod tag;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use kind::Kind;
pub use report::Report;

use crate::source::SourcePath;
use known::Known;
use place::{Fate, Role};

/// A file of the folder that is adopted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbound {
    /// Where it is below that folder.
    pub path: SourcePath,
    /// Its bytes; of Markdown files only, because others are copied as they are.
    pub bytes: Option<Arc<[u8]>>,
    /// When git first recorded it, as `YYYY-MM-DD`.
    pub added: Option<String>,
}

/// What a journal gets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Adoption {
    /// The new files by their place in the journal.
    pub files: BTreeMap<SourcePath, Adopted>,
    /// What became of everything.
    pub report: Report,
}

/// A file that goes into the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adopted {
    /// Where it was below the folder that is adopted.
    pub from: SourcePath,
    /// Its text, of pages; other files are copied.
    pub text: Option<String>,
}

/// Makes pages of `files`, which are sorted by path, as files of `kind`. `taken` are the addresses that the journal has
/// already, such as `/notes/x/`, with their files.
pub fn adopt(files: &[Inbound], kind: Kind, taken: &BTreeMap<String, SourcePath>) -> Adoption {
    let mut adoption = Adoption { report: Report::new(kind), ..Adoption::default() };
    let mut pages: Vec<Draft<'_>> = Vec::new();
    for file in files {
        match place::of(file, kind) {
            Role::Page(fate) => pages.extend(read(file, kind, fate, &mut adoption.report)),
            Role::File => {}
            Role::Left(reason) => adoption.report.leave(&file.path, reason),
        }
    }
    part(&mut pages, taken, &mut adoption.report);
    let known = Known::new(files, &pages, kind);
    let mut referred: BTreeMap<SourcePath, SourcePath> = known.bundle_files();
    for page in &mut pages {
        page.head.drop_alias(&place::address(&page.to, page.head.slug()));
        let (body, tags) = body::convert(page, &known, &mut referred);
        page.head.tags_of_text(&tags);
        let text = front_matter::with(page, &body, &mut adoption.report);
        let is_converted = text.as_bytes() != page.bytes;
        adoption.report.took(&page.from, &page.to, is_converted);
        adoption.files.insert(page.to.clone(), Adopted { from: page.from.clone(), text: Some(text) });
    }
    for (from, to) in referred {
        adoption.report.took(&from, &to, false);
        adoption.files.insert(to, Adopted { from, text: None });
    }
    let drafts = pages.iter().filter(|page| page.head.is_draft()).map(|page| &page.to).collect();
    leftover::list(&adoption.files, &drafts, kind, &mut adoption.report);
    let took: BTreeSet<&SourcePath> = adoption.files.values().map(|file| &file.from).collect();
    for file in files.iter().filter(|file| file.bytes.is_none() && !took.contains(&file.path)) {
        if matches!(place::of(file, kind), Role::File) {
            adoption.report.leave(&file.path, "no page refers to it".to_owned());
        }
    }
    adoption.report.sort();
    adoption
}

/// A page on its way.
#[derive(Debug, Clone)]
pub(crate) struct Draft<'a> {
    pub(crate) from: SourcePath,
    pub(crate) to: SourcePath,
    pub(crate) kind: Kind,
    bytes: &'a [u8],
    pub(crate) text: &'a str,
    /// Where its body begins.
    pub(crate) body: usize,
    pub(crate) head: front_matter::Head,
}

fn read<'a>(file: &'a Inbound, kind: Kind, fate: Fate, report: &mut Report) -> Option<Draft<'a>> {
    let bytes = file.bytes.as_deref()?;
    let Ok(text) = std::str::from_utf8(bytes) else {
        report.leave(&file.path, "it is not UTF-8: save it as UTF-8 and adopt again".to_owned());
        return None;
    };
    let (head, body) = front_matter::read(text, file, kind, fate.is_draft);
    if fate.is_section && text[body..].trim().is_empty() {
        let title = head.title().map(|title| format!(", with the title `{title}`")).unwrap_or_default();
        report.leave(
            &file.path,
            format!("it has settings of a section only{title}: titles are in `site.topics` of plan.yaml"),
        );
        return None;
    }
    let to = place::resettled(fate.to, &head, kind);
    if fate.is_section && matches!(to.folder(), "content" | "content/notes" | "content/posts" | "content/projects") {
        report.note(&to, "it is kept, but not shown: the site makes a page of its own there".to_owned());
    }
    Some(Draft { from: file.path.clone(), to, kind, bytes, text, body, head })
}

/// Gives pages that would have one address, or one file, names of their own.
fn part(pages: &mut Vec<Draft<'_>>, taken: &BTreeMap<String, SourcePath>, report: &mut Report) {
    let mut addresses = taken.clone();
    let mut files = BTreeSet::new();
    pages.retain_mut(|page| {
        if !files.insert(page.to.as_str().to_lowercase()) {
            report.leave(&page.from, format!("`{}` comes from another file already: rename one of them", page.to));
            return false;
        }
        // A file that an earlier run has written has its address already.
        let mut is_free = |slug: Option<&str>| {
            let owner = addresses.entry(place::address(&page.to, slug)).or_insert_with(|| page.to.clone());
            *owner == page.to
        };
        if !is_free(page.head.slug()) {
            let folder = page.to.folder().rsplit('/').next().unwrap_or_default().to_owned();
            let name = page.head.slug().map_or_else(|| place::name(&page.to), str::to_owned);
            let free = (1..).map(|number| match number {
                1 => format!("{folder}-{name}"),
                _ => format!("{folder}-{name}-{number}"),
            });
            let mut free = free.map(|slug| crate::site::permalink::slugify(&slug));
            let slug = free.find(|slug| is_free(Some(slug)));
            if let Some(slug) = slug {
                report.note(&page.to, format!("another page has its name, so it got `slug: {slug}`"));
                page.head.set_slug(&slug);
            }
        }
        true
    });
}
