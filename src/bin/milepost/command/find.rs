//! The page that is meant on the command line: by the path of its file, its name in the address, or its title.

use std::path::Path;

use anyhow::{anyhow, bail};
use milepost::content::page::Page;
use milepost::diagnostic::{Diagnostic, nearest};
use milepost::journal::{self as parsed, Journal};
use milepost::source::load::Wanted;
use milepost::source::{SourcePath, Sources};

use super::Context;
use crate::journal;

/// Returns the page that `wanted` means, with the files of the journal. A page whose front matter has mistakes is
/// refused, because what it says is not known.
pub(super) fn page(wanted: &str, ctx: &Context<'_>) -> anyhow::Result<(Sources, Page)> {
    let sources = journal::load(ctx.root, Wanted::default())?;
    let mut journal = parsed::parse(&sources);
    let index = index(wanted, &journal, ctx.root)?;
    refuse_mistakes(&journal, index)?;
    Ok((sources, journal.pages.swap_remove(index)))
}

/// Refuses a page that has errors.
pub(super) fn refuse_mistakes(journal: &Journal, index: usize) -> anyhow::Result<()> {
    let page = &journal.pages[index];
    let is_of_it = |found: &&Diagnostic| found.is_error() && found.span.is_some_and(|span| span.source == page.source);
    if let Some(found) = journal.diagnostics.iter().find(is_of_it) {
        bail!("`{}` was left as it is: {}: `milepost check` shows where", page.path, found.message);
    }
    Ok(())
}

/// Returns the place of the page that `wanted` means among the pages of `journal`.
pub(super) fn index(wanted: &str, journal: &Journal, root: &Path) -> anyhow::Result<usize> {
    if let Some(index) = by_path(wanted, journal, root) {
        return Ok(index);
    }
    let lower = wanted.trim().trim_matches('/').to_lowercase();
    let pages = || journal.pages.iter().enumerate();
    let by_name = pages().filter(|(_, page)| names(page).contains(&lower));
    let mut found: Vec<usize> = by_name.map(|(index, _)| index).collect();
    if found.is_empty() {
        let has_title = |page: &Page| page.title().is_some_and(|title| title.value.to_lowercase() == lower);
        found = pages().filter(|(_, page)| has_title(page)).map(|(index, _)| index).collect();
    }
    match found.as_slice() {
        [index] => Ok(*index),
        [] => Err(not_found(wanted, journal)),
        several => {
            let paths: Vec<String> = several.iter().map(|index| format!("`{}`", journal.pages[*index].path)).collect();
            bail!("`{wanted}` may be {}: name the file", paths.join(" or "))
        }
    }
}

/// A path below the journal, below `content/`, or from the folder that the command runs in.
fn by_path(wanted: &str, journal: &Journal, root: &Path) -> Option<usize> {
    let is = |path: &str, page: &SourcePath| {
        page.as_str() == path || (page.stem() == "index" && page.folder() == path.trim_end_matches('/'))
    };
    let below_root = Path::new(wanted).strip_prefix(root).ok().and_then(Path::to_str);
    let absolute = || {
        let root = root.canonicalize().ok()?;
        let path = Path::new(wanted).canonicalize().ok()?;
        Some(path.strip_prefix(root).ok()?.to_str()?.to_owned())
    };
    let plain = wanted.trim_start_matches("./").to_owned();
    let candidates = [Some(plain.clone()), below_root.map(str::to_owned), absolute(), Some(format!("content/{plain}"))];
    candidates
        .into_iter()
        .flatten()
        .find_map(|path| journal.pages.iter().position(|page| is(&path.replace('\\', "/"), &page.path)))
}

/// Returns what a page is called besides its title: the name of its file, and its slug.
fn names(page: &Page) -> Vec<String> {
    let slug = page.front.as_ref().and_then(|front| front.slug.as_ref()).map(|slug| slug.value.to_lowercase());
    let name = page.name().to_lowercase();
    let dated = page.date_in_name().map(|date| format!("{date}-{name}"));
    slug.into_iter().chain(dated).chain([name]).collect()
}

fn not_found(wanted: &str, journal: &Journal) -> anyhow::Error {
    let known: Vec<String> = journal
        .pages
        .iter()
        .flat_map(|page| {
            let title = page.title().map(|title| title.value.to_owned());
            names(page).into_iter().chain(title).chain([page.path.to_string()])
        })
        .collect();
    let near = nearest(wanted, known.iter().map(String::as_str));
    let way_out = near.map_or_else(
        || "name its file, its name in the address, or its title".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    anyhow!("there is no page `{wanted}`: {way_out}")
}
