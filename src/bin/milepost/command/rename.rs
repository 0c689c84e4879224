//! `milepost rename`: a page under another name.
//!
//! The order makes a killed run harmless: the new files are written first, then the links of other pages are turned,
//! then the old files are removed. At any moment every page is there and every link leads somewhere, and the same
//! command run again finishes the work. When something fails, what was done is taken back.
#![expect(clippy::disallowed_methods, reason = "the command line moves files of a journal")]

use std::fs;
use std::path::Path;

use anyhow::{Context as _, anyhow};
use milepost::edit::rename::{self, Rename};
use milepost::journal as parsed;
use milepost::source::{SourcePath, Sources};

use super::{Context, Outcome, find};
use crate::args::RenameArgs;
use crate::{journal, report, write};

/// Moves the page and says what was done.
pub(super) fn run(args: &RenameArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let lock = write::lock(ctx.root)?;
    // Git tells the date of pages without one, and a page under a new name would be new to it.
    let sources = journal::load(ctx.root, journal::WANTED)?;
    let journal = parsed::parse(&sources);
    let index = find::index(&args.file, &journal, ctx.root)?;
    find::refuse_mistakes(&journal, index)?;
    let rename = rename::plan(&sources, &journal, index, &args.new)
        .map_err(|refusal| anyhow!("nothing was renamed: {refusal}"))?;
    if !args.dry_run {
        let mut done = Done::default();
        if let Err(error) = perform(&rename, &sources, ctx.root, &mut done) {
            done.take_back(&sources, ctx.root);
            return Err(error.context("nothing was renamed"));
        }
        remove_old(&rename, ctx.root)?;
    }
    drop(lock);
    let page = &journal.pages[index].path;
    let new = rename.moves.iter().find(|(from, _)| from == page).map_or(page, |(_, to)| to);
    ctx.terminal.data(&format!("{}\n", super::shown(&ctx.root.join(new.as_str()))))?;
    ctx.terminal.report(&said(&rename, args.dry_run));
    Ok(Outcome::Fine)
}

/// What was done so far.
#[derive(Default)]
struct Done {
    created: Vec<SourcePath>,
    replaced: Vec<SourcePath>,
}

impl Done {
    /// Restores the files as they were read.
    fn take_back(&self, sources: &Sources, root: &Path) {
        for path in &self.replaced {
            if let Some((_, file)) = sources.find(path.as_str()) {
                // The first error is the one to tell; this is a second one at most.
                let _ = write::replace(&root.join(path.as_str()), &file.bytes);
            }
        }
        for path in &self.created {
            let _ = fs::remove_file(root.join(path.as_str()));
        }
    }
}

fn perform(rename: &Rename, sources: &Sources, root: &Path, done: &mut Done) -> anyhow::Result<()> {
    for (from, to) in &rename.moves {
        if sources.find(to.as_str()).is_some() {
            continue;
        }
        let bytes = match (rename.texts.get(to), sources.find(from.as_str())) {
            (Some(text), _) => text.as_bytes(),
            (None, Some((_, file))) => &file.bytes,
            (None, None) => continue,
        };
        write::create(&root.join(to.as_str()), bytes)?;
        done.created.push(to.clone());
    }
    for (path, text) in &rename.texts {
        if rename.moves.iter().all(|(_, to)| to != path) {
            write::replace(&root.join(path.as_str()), text.as_bytes())?;
            done.replaced.push(path.clone());
        }
    }
    Ok(())
}

fn remove_old(rename: &Rename, root: &Path) -> anyhow::Result<()> {
    for (from, _) in &rename.moves {
        let path = root.join(from.as_str());
        fs::remove_file(&path)
            .with_context(|| format!("everything is renamed, but could not remove the old `{}`", path.display()))?;
    }
    for (from, _) in &rename.moves {
        let mut folder = from.folder();
        // Folders that still hold something stay: removing them fails.
        while folder.contains('/') && fs::remove_dir(root.join(folder)).is_ok() {
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }
    Ok(())
}

fn said(rename: &Rename, is_dry_run: bool) -> String {
    let mut text = String::new();
    for (from, to) in &rename.moves {
        text += &report::line("renamed", &format!("{from} to {to}"));
    }
    for (old, new) in &rename.aliases {
        text += &report::line("alias", &format!("{old} leads to {new}"));
    }
    for (path, count) in &rename.links {
        text += &report::line("turned", &format!("{} in {path}", report::plural(*count, "link")));
    }
    if is_dry_run {
        text += &report::line("dry run", "nothing was written");
    }
    text
}
