//! What was saved, read: files come and go among the others, and pages are parsed.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{MOST, Made, Saved, has_errors};
use crate::content::component::Declarations;
use crate::content::markdown;
use crate::content::page::{self, Page};
use crate::diagnostic::{Diagnostic, SourceId};
use crate::journal;
use crate::memo::Memo;
use crate::source::{Source, SourcePath, Sources};
use crate::theme;

/// What was saved, read.
#[derive(Debug, Default)]
pub(super) struct Edits {
    /// The files.
    pub(super) paths: Vec<SourcePath>,
    /// Those that are new or others.
    pub(super) written: BTreeSet<SourceId>,
    /// Those of `written` that were not there before.
    pub(super) new: BTreeSet<SourceId>,
    /// Those that are gone.
    pub(super) gone: BTreeSet<SourceId>,
    /// Those of `written` that are pages.
    pub(super) pages: Vec<Page>,
    /// The components of the theme as it is now.
    pub(super) declarations: Declarations,
}

impl Edits {
    /// Puts what was saved among the sources, and reads it. Returns `None` when there is an error in it, or it is too much.
    pub(super) fn read(saved: &Saved, sources: &mut Sources, made: &Made, memo: &dyn Memo) -> Option<Self> {
        if saved.len() > MOST {
            return None;
        }
        let paths: Vec<SourcePath> = saved.keys().map(|path| SourcePath::new(path)).collect::<Option<_>>()?;
        let mut edits = Self { paths, ..Self::default() };
        for (path, bytes) in edits.paths.iter().zip(saved.values()) {
            let Some(bytes) = bytes else {
                edits.gone.extend(sources.remove(path.as_str()));
                continue;
            };
            let known = sources.find(path.as_str()).map(|(_, file)| file.added.clone());
            let is_new = known.is_none();
            let file = Source { path: path.clone(), bytes: Arc::clone(bytes), added: known.flatten() };
            let id = sources.put(file);
            edits.written.insert(id);
            edits.new.extend(is_new.then_some(id));
        }
        edits.declarations = made.declarations.clone();
        if edits.are_below(&["themes", "components"]) && !edits.paths.iter().all(theme::is_asset) {
            let (declarations, found) = journal::components(sources, Some(&made.plan));
            if has_errors(found, &made.levels) {
                return None;
            }
            edits.declarations = declarations;
        }
        let of_pages = edits.written.iter().filter(|id| page::is_page(&sources.get(**id).path));
        let read =
            of_pages.map(|id| read(sources, *id, (made, &edits.declarations), memo)).collect::<Option<Vec<Page>>>()?;
        // Only git knows when it was written.
        let is_undated = |page: &Page| edits.new.contains(&page.source) && has_history(sources) && !page.is_dated();
        if read.iter().any(is_undated) {
            return None;
        }
        edits.pages = read;
        Some(edits)
    }

    /// Returns whether a file below one of `folders` is among them.
    pub(super) fn are_below(&self, folders: &[&str]) -> bool {
        self.paths.iter().any(|path| folders.iter().any(|folder| path.below(folder).is_some()))
    }

    /// Returns whether the file at `path` is among them.
    pub(super) fn has(&self, path: &str) -> bool {
        self.paths.iter().any(|one| one.as_str() == path)
    }
}

/// Reads the page of a file. Returns `None` when there is an error in it.
pub(super) fn read(
    sources: &Sources,
    id: SourceId,
    (made, declarations): (&Made, &Declarations),
    memo: &dyn Memo,
) -> Option<Page> {
    let options = journal::options(made.site.settings.markdown);
    let setting = markdown::Setting { options, words: &made.site.words, digest: None, memo };
    let (page, found): (Page, Vec<Diagnostic>) =
        journal::read_page(sources, (id, sources.get(id)), setting, declarations);
    // What is wrong with a page takes it off the site, whatever level the plan gives it.
    (!found.iter().any(Diagnostic::is_error) && !has_errors(found, &made.levels)).then_some(page)
}

/// Returns whether git dates files of the journal.
fn has_history(sources: &Sources) -> bool {
    sources.is_shallow || !sources.updated.is_empty()
}
