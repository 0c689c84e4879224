//! The directory in which a new site is built, and its way into the target.
//!
//! A stage is `.milepost/publish-N/` beside the target:
//!
//! - `marker` says that Milepost made it, for which target, and which directory `next` was at first;
//! - `next` is the new site, and after the exchange the old one;
//! - `old` is the old site where two renames had to do;
//! - `seen` is what was seen of it, where it is kept as a spare one;
//! - `garbage` is what nobody needs any more. What is to be deleted is moved there first, so that half
//!   a site is never taken for a whole one.

mod carry;
mod recovery;
mod spare;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

pub(super) use self::recovery::{is_tidy, recover};
pub(super) use self::spare::{Found as FoundSpare, Spare, find as find_spare};
use super::error::{Attempt, PublishError};
use super::place::Place;
use super::sight::Sight;
use super::site::Site;
use crate::output::manifest::MANIFEST;
use crate::output::{Output, OutputPath, OutputSet};
use crate::source::load::state::{Identity, State};
use crate::trace::{Trace, Work, traced};

const PREFIX: &str = "publish-";
const MARKER: &str = "marker";
const NEXT: &str = "next";
const OLD: &str = "old";
const SEEN: &str = "seen";
const GARBAGE: &str = "garbage";

/// A new site on its way.
pub(super) struct Stage {
    folder: PathBuf,
    next: PathBuf,
    /// What was in `next` at first.
    spare: Option<Spare>,
}

/// What the new site is made of.
pub(super) struct New<'a> {
    pub(super) outputs: &'a OutputSet,
    /// The outputs that are the same in the old site.
    pub(super) kept: &'a BTreeSet<&'a OutputPath>,
    pub(super) manifest: &'a [u8],
}

/// What is written in the marker.
#[derive(Serialize, Deserialize)]
struct Marker {
    target: OsString,
    next: Identity,
}

impl Stage {
    /// Makes a stage: of the spare site, if there is one, else an empty one.
    pub(super) fn create(place: &Place, site: &Site, spare: Option<Spare>) -> Result<Self, PublishError> {
        let stage = match spare {
            Some(spare) => spare.into_stage(place)?,
            None => Self::empty(place)?,
        };
        if site.exists {
            let metadata = site.root.metadata().attempt("examine", &site.root)?;
            fs::set_permissions(&stage.next, metadata.permissions()).attempt("set permissions of", &stage.next)?;
        }
        Ok(stage)
    }

    fn empty(place: &Place) -> Result<Self, PublishError> {
        let folder = new_folder(&place.work)?;
        let stage = Self { next: folder.join(NEXT), folder, spare: None };
        fs::create_dir(&stage.next).attempt("create the directory", &stage.next)?;
        mark(&stage.folder, place, identity(&stage.next)?)?;
        Ok(stage)
    }

    /// Builds the new site.
    pub(super) fn fill(&self, new: &New<'_>, site: &Site, trace: &dyn Trace) -> Result<(), PublishError> {
        let New { outputs, manifest, .. } = *new;
        let folders: BTreeSet<&str> = outputs.iter().flat_map(|(path, _)| path.folders()).collect();
        if let Some(spare) = &self.spare {
            spare.clear_out(&self.next, outputs, &folders)?;
        }
        // Each folder with its files, side by side with others as deep: in one folder, systems make one thing at a time.
        for alike in by_depth(folders, outputs) {
            alike.into_par_iter().try_for_each(|(folder, files)| {
                self.make_folder(folder)?;
                files.into_par_iter().with_min_len(16).try_for_each(|(path, output)| {
                    let put = || self.put(path, output, new.kept.contains(path), site);
                    traced(trace, Work::File(path.as_str()), put)
                })
            })?;
        }
        carry::carry_over(site, &self.next)?;
        let path = self.next.join(MANIFEST);
        write_new(&path, manifest).and_then(|file| file.sync_all()).attempt("write", &path)
    }

    /// Returns what was seen of the directory before it is filled.
    pub(super) fn sight(&self) -> Option<Arc<Sight>> {
        self.spare.as_ref().and_then(Spare::sight)
    }

    fn make_folder(&self, folder: &str) -> Result<(), PublishError> {
        let is_there = folder.is_empty() || self.spare.as_ref().is_some_and(|spare| spare.has_folder(folder));
        if is_there {
            return Ok(());
        }
        let folder = self.next.join(folder);
        fs::create_dir(&folder).attempt("create the directory", &folder)
    }

    /// Puts one file into the new site: the one that stands, where its bytes are kept.
    fn put(&self, path: &OutputPath, output: &Output, is_kept: bool, site: &Site) -> Result<(), PublishError> {
        let new = self.next.join(path.as_str());
        if let Some(spare) = self.spare.as_ref().filter(|spare| spare.has(path)) {
            if is_kept && spare.shares(path, site) {
                return Ok(());
            }
            fs::remove_file(&new).attempt("remove", &new)?;
        }
        // Some time has gone by since it was seen.
        let is_linked = is_kept && site.is_as_seen(path) && fs::hard_link(site.root.join(path.as_str()), &new).is_ok();
        if is_linked { Ok(()) } else { write_new(&new, output.bytes()).map(drop).attempt("write", &new) }
    }

    /// Puts the new site in the place of the old one and returns where the old one is now, if there was
    /// one.
    pub(super) fn swap(&self, place: &Place) -> Result<Option<PathBuf>, PublishError> {
        let target = &place.target;
        let old = if target.symlink_metadata().is_err() {
            fs::rename(&self.next, target).attempt("move the new site to", target)?;
            None
        } else if exchange(&self.next, target).attempt("exchange the old site for the new one at", target)? {
            Some(self.next.clone())
        } else {
            Some(self.swap_in_two_steps(target)?)
        };
        Ok(old)
    }

    fn swap_in_two_steps(&self, target: &Path) -> Result<PathBuf, PublishError> {
        let old = self.folder.join(OLD);
        fs::rename(target, &old).attempt("move the old site away from", target)?;
        if let Err(error) = fs::rename(&self.next, target) {
            fs::rename(&old, target).attempt("move the old site back to", target)?;
            return Err(error).attempt("move the new site to", target);
        }
        Ok(old)
    }

    /// Removes the stage with the old site, or keeps that as a spare one where this is `worthwhile`. Returns what could not
    /// be removed.
    pub(super) fn clear(&self, old: Option<&Path>, place: &Place, site: &Site, worthwhile: bool) -> Option<PathBuf> {
        let rescued = old.map_or(Ok(()), |old| carry::rescue_late(old, &place.target, site));
        if let (Ok(()), Some(old), true) = (&rescued, old, worthwhile && cfg!(unix))
            && spare::keep(self, old, place, site).is_ok()
        {
            return None;
        }
        rescued.and_then(|()| recovery::remove(&self.folder)).err().map(|_| self.folder.clone())
    }

    /// Removes the stage of a site that is not to be published. What stays is cleared away next time.
    pub(super) fn abandon(&self) {
        let is_new_site = !self.folder.join(OLD).exists();
        if is_new_site {
            let _ = recovery::remove(&self.folder);
        }
    }
}

/// A folder with the files that are in it, and not in one below it.
type Filled<'a> = (&'a str, Vec<(&'a OutputPath, &'a Output)>);

/// Returns all folders with their files, those above before those below.
fn by_depth<'a>(folders: BTreeSet<&'a str>, outputs: &'a OutputSet) -> Vec<Vec<Filled<'a>>> {
    let mut filled: BTreeMap<&str, Vec<_>> = folders.into_iter().chain([""]).map(|path| (path, Vec::new())).collect();
    for (path, output) in outputs.iter() {
        filled.entry(path.folders().last().unwrap_or("")).or_default().push((path, output));
    }
    let mut depths: BTreeMap<usize, Vec<Filled<'a>>> = BTreeMap::new();
    for (folder, files) in filled {
        let depth = if folder.is_empty() { 0 } else { 1 + folder.matches('/').count() };
        depths.entry(depth).or_default().push((folder, files));
    }
    depths.into_values().collect()
}

/// Writes the marker of the stage `folder`, in which `next` is.
fn mark(folder: &Path, place: &Place, next: Identity) -> Result<(), PublishError> {
    let marker = Marker { target: place.name.clone(), next };
    let marker = serde_json::to_vec(&marker).expect("names and numbers can be written as JSON");
    let path = folder.join(MARKER);
    fs::write(&path, marker).attempt("write", &path)
}

/// Makes a folder for a stage. The lock is held, so the names need no chance in them.
fn new_folder(work: &Path) -> Result<PathBuf, PublishError> {
    for number in 1_u32.. {
        let folder = work.join(format!("{PREFIX}{number}"));
        match fs::create_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            result => return result.map(|()| folder.clone()).attempt("create the directory", &folder),
        }
    }
    unreachable!("no directory has four thousand million entries")
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<File> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    Ok(file)
}

/// Exchanges two directories; returns false when this system cannot.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Returns which directory is at `path`. Where systems do not tell, directories are never exchanged, so all may be the same.
fn identity(path: &Path) -> Result<Identity, PublishError> {
    let metadata = path.symlink_metadata().attempt("examine", path)?;
    Ok(State::of(&metadata).identity().unwrap_or_default())
}
