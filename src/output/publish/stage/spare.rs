//! The site before the one that stands, kept so that the next one is made of it.
//!
//! Of a large site, a publishing changes a few files. To link thousands of others into a new directory, and to remove them
//! from the old one, takes longer than all else. So the old site stays, as the stage `.milepost/spare-NAME/`, when it has most
//! files in common with the new one: they are hard links, which take no room but that of their folders. The next
//! publishing begins with it, and what is not the very file that stands in the target, down to the inode, is made anew.
//! It can be deleted at any time.
//!
//! What was seen of it when it stood in the target is in the file `seen` beside it, so that its folders need not be listed
//! again.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{NEXT, SEEN, Stage, carry, identity, mark, new_folder, recovery};
use crate::output::publish::error::{Attempt, PublishError};
use crate::output::publish::place::Place;
use crate::output::publish::sight::Sight;
use crate::output::publish::site::{Foreign, Site};
use crate::output::{OutputPath, OutputSet};
use crate::source::load::state::Moment;

/// What the name of the folder begins with; the name of the target follows.
const PREFIX: &str = "spare-";

/// A site that is not needed any more.
pub(in crate::output::publish) struct Spare(Site);

/// What there is of a spare site.
pub(in crate::output::publish) enum Found {
    Nothing,
    Spare(Spare),
    /// It was of no use and is removed. What the user put into it, by way of a shell that was in the target when the
    /// directories changed places, is in the target now.
    Removed,
}

/// Looks for the spare site of `place`, at `since` or later.
pub(in crate::output::publish) fn find(place: &Place, since: Moment) -> Result<Found, PublishError> {
    let folder = folder(place);
    let Some((marker, target)) = recovery::read_marker(&folder, place) else { return Ok(Found::Nothing) };
    let next = folder.join(NEXT);
    let is_of_target = target == place.target && target.exists();
    let is_whole = is_of_target && identity(&next).is_ok_and(|identity| identity == marker.next);
    let before = fs::read(folder.join(SEEN)).ok().and_then(|bytes| Sight::from_bytes(&bytes));
    let site = is_whole.then(|| Site::read(&next, since, before.as_ref()).ok()).flatten();
    match site.filter(|site| site.manifest_bytes.is_some()) {
        Some(site) if site.foreign.is_empty() => return Ok(Found::Spare(Spare(site))),
        Some(_) => carry::rescue(&next, &target)?,
        None => {}
    }
    recovery::remove(&folder)?;
    Ok(Found::Removed)
}

impl Spare {
    /// Makes a stage of it.
    pub(super) fn into_stage(self, place: &Place) -> Result<Stage, PublishError> {
        let folder = new_folder(&place.work)?;
        fs::rename(self::folder(place), &folder).attempt("move the spare site to", &folder)?;
        Ok(Stage { next: folder.join(NEXT), folder, spare: Some(self) })
    }

    /// Removes from the directory `next`, which it is now, all that is not in the new site.
    pub(super) fn clear_out(
        &self,
        next: &Path,
        outputs: &OutputSet,
        folders: &BTreeSet<&str>,
    ) -> Result<(), PublishError> {
        let files = self.0.own.keys().map(OutputPath::as_str).filter(|path| outputs.get(path).is_none());
        for path in files.chain([crate::output::manifest::MANIFEST]) {
            gone(fs::remove_file(next.join(path))).attempt("remove", &next.join(path))?;
        }
        // The innermost first.
        for path in self.0.folders.iter().rev().filter(|folder| !folders.contains(folder.as_str())) {
            gone(fs::remove_dir(next.join(path))).attempt("remove the directory", &next.join(path))?;
        }
        Ok(())
    }

    /// Returns whether the directory of the new site is there already.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        self.0.folders.contains(folder)
    }

    /// Returns whether something is at `path`.
    pub(super) fn has(&self, path: &OutputPath) -> bool {
        self.0.own.contains_key(path)
    }

    /// Returns what was seen of it.
    pub(super) fn sight(&self) -> Option<Arc<Sight>> {
        self.0.sight.clone()
    }

    /// Returns whether it has the very file that stands in `site`.
    pub(super) fn shares(&self, path: &OutputPath, site: &Site) -> bool {
        let identity = |site: &Site| site.own.get(path).copied().flatten().and_then(|state| state.identity());
        identity(&self.0).is_some_and(|own| Some(own) == identity(site))
    }
}

/// Keeps the site at `old`, from which `stage` came, as the spare one. `foreign` is what it has of the user, who has it in
/// the target as well.
pub(super) fn keep(stage: &Stage, old: &Path, place: &Place, site: &Site) -> Result<(), PublishError> {
    // The innermost first.
    for (path, foreign) in site.foreign.iter().rev() {
        let path = old.join(path);
        let removed = if *foreign == Foreign::Folder { fs::remove_dir(&path) } else { fs::remove_file(&path) };
        gone(removed).attempt("remove", &path)?;
    }
    // A stage of its own, so that its marker is never half written while there is something in it.
    let folder = new_folder(&place.work)?;
    mark(&folder, place, identity(old)?)?;
    if let Some(seen) = site.sight.as_deref().and_then(Sight::to_bytes) {
        fs::write(folder.join(SEEN), seen).attempt("write", &folder.join(SEEN))?;
    }
    fs::rename(old, folder.join(NEXT)).attempt("move away", old)?;
    recovery::remove(&stage.folder)?;
    let spare = self::folder(place);
    fs::rename(&folder, &spare).attempt("move the old site to", &spare)
}

/// Returns where the spare site of `place` is, or would be.
fn folder(place: &Place) -> PathBuf {
    let mut name = OsString::from(PREFIX);
    name.push(&place.name);
    place.work.join(name)
}

/// What is not there need not be removed.
fn gone(removed: io::Result<()>) -> io::Result<()> {
    removed.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}
