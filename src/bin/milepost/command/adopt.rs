//! `milepost adopt`: notes from elsewhere, made into pages of the journal.
//!
//! 1. [`folder`] reads the folder, without following links;
//! 2. the library makes pages of it, and a report;
//! 3. each file is written whole where there is none yet. Nothing is overwritten, so it can be run again.
#![expect(clippy::disallowed_methods, reason = "the command line reads one folder and writes another")]

mod folder;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};
use milepost::adopt::{self, Adopted, Kind, place};
use milepost::journal as parsed;
use milepost::source::SourcePath;
use milepost::source::load::Wanted;

use self::folder::Folder;
use super::{Context, Outcome};
use crate::args::AdoptArgs;
use crate::plan_ids::PlanTree;
use crate::{journal, report, write};

/// Adopts the folder and says what became of it.
pub(super) fn run(args: &AdoptArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    // A folder without a plan is no journal to adopt into.
    PlanTree::of(ctx.root)?;
    refuse_itself(&args.dir, ctx.root)?;
    let folder = folder::read(&args.dir)?;
    let kind = args.from.map_or_else(|| folder.kind(), Kind::from);
    let lock = write::lock(ctx.root)?;
    let mut adoption = adopt::adopt(&folder.files, kind, &addresses(ctx.root)?);
    for (path, reason) in &folder.left {
        adoption.report.leave(path, reason.clone());
    }
    let mut done = Done::default();
    for (to, file) in &adoption.files {
        let bytes = bytes(file, &folder)?;
        match on_disk(&ctx.root.join(to.as_str()), &bytes, args.dry_run)? {
            Written::New => done.new += 1,
            Written::Same => done.same += 1,
            Written::Differs => {
                let reason = format!("`{to}` is there already and is another file: rename that one, and adopt again");
                adoption.report.leave(&file.from, reason);
                adoption.report.taken.retain(|taken| taken.to != *to);
                adoption.report.hands.retain(|hand| hand.path != *to);
            }
        }
    }
    drop(lock);
    adoption.report.sort();
    let mut text = adoption.report.text(ctx.terminal.is_verbose() || args.dry_run);
    text += "\n";
    text += &done.said(args.dry_run);
    ctx.terminal.report(&text);
    Ok(Outcome::Fine)
}

/// The figures of what was written.
#[derive(Default)]
struct Done {
    new: usize,
    same: usize,
}

impl Done {
    fn said(&self, is_dry_run: bool) -> String {
        let same = if self.same == 0 { String::new() } else { format!(", {} there already", self.same) };
        let new = report::plural(self.new, "file");
        if is_dry_run {
            return format!("dry run: {new} to write{same}; nothing was written\n");
        }
        format!("wrote {new}{same}. Next: `milepost check`, then the places above\n")
    }
}

/// What became of one file.
enum Written {
    New,
    Same,
    Differs,
}

fn on_disk(path: &Path, bytes: &[u8], is_dry_run: bool) -> anyhow::Result<Written> {
    if path.symlink_metadata().is_ok() {
        let is_same = fs::read(path).is_ok_and(|there| there == bytes);
        return Ok(if is_same { Written::Same } else { Written::Differs });
    }
    if !is_dry_run {
        write::create(path, bytes)?;
    }
    Ok(Written::New)
}

fn bytes(file: &Adopted, folder: &Folder) -> anyhow::Result<Vec<u8>> {
    match &file.text {
        Some(text) => Ok(text.clone().into_bytes()),
        None => {
            let path = folder.root.join(file.from.as_str());
            fs::read(&path).with_context(|| format!("could not read `{}`", path.display()))
        }
    }
}

/// Returns the addresses that pages of the journal have, with their files.
fn addresses(root: &Path) -> anyhow::Result<BTreeMap<String, SourcePath>> {
    let sources = journal::load(root, Wanted::default())?;
    let pages = parsed::parse(&sources).pages;
    let address = |page: &milepost::content::page::Page| {
        let slug = page.front.as_ref().and_then(|front| front.slug.as_ref()).map(|slug| slug.value.as_str());
        place::address(&page.path, slug)
    };
    Ok(pages.iter().map(|page| (address(page), page.path.clone())).collect())
}

fn refuse_itself(dir: &Path, root: &Path) -> anyhow::Result<()> {
    let dir = dir.canonicalize().with_context(|| format!("could not open the folder `{}`", dir.display()))?;
    let root = root.canonicalize().with_context(|| format!("could not open the journal `{}`", root.display()))?;
    if dir == root || dir.starts_with(root.join("content")) {
        bail!(
            "`{}` belongs to the journal already: move the notes below `content/notes/`, or adopt a folder elsewhere",
            dir.display()
        );
    }
    if root.starts_with(&dir) {
        bail!("the journal is inside of `{}`: adopt the folders beside it one by one", dir.display());
    }
    Ok(())
}
