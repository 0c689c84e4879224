//! Putting a site on the disk, whole or not at all.
//!
//! [`publish`] takes turns with others by a lock beside the target, and then:
//!
//! 1. `stage::recover` clears up after publishings that were killed, and `stage::find_spare` looks for the site before
//!    the one that stands;
//! 2. `site::Site::read` looks at what stands there: Milepost's own files, by the manifest, and
//!    foreign ones, which are the user's. Who has looked already hands that [`Sight`] in, and is given what is known of the
//!    folders afterwards: to look at thousands of them again and again would take longer than all else;
//! 3. what changes is worked out by comparing bytes; if nothing does, nothing is touched;
//! 4. `stage::Stage` builds the complete new directory in `.milepost/` beside the target, of the spare site or from
//!    nothing: unchanged and foreign files are hard links, changed ones are written;
//! 5. the new directory and the old one change places, and the old one is removed, or is the next spare one.
//!
//! **Invariant:** files in the target are never written in place, because a hard link shares its bytes
//! with the old site. **Invariant:** the target is at any moment the whole old site or the whole new
//! one, also when the process is killed. Step 5 is one system call on Linux and macOS. Elsewhere, and on
//! file systems that cannot exchange two directories, it is two renames: between them there is no
//! target for a moment, and a publishing killed right there is completed backwards by the next one.
//!
//! [`look`] sees whether a site stands as it was published, and reads none of it.
//!
//! Only the manifest is flushed to the disk before the exchange. A power cut may undo the exchange, which
//! leaves the old site, or tear files that were just written: the next publishing compares every file
//! with what it should be and writes those again. For that it needs a manifest that is whole.
#![expect(clippy::disallowed_methods, reason = "this is where a site is written to the disk")]

mod error;
mod look;
mod place;
mod sight;
mod site;
mod stage;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

pub use self::error::PublishError;
pub use self::look::{look, moment};
use self::place::Place;
pub use self::sight::Sight;
use self::site::Site;
use super::manifest::{Manifest, sha256};
use super::{Output, OutputPath, OutputSet};
use crate::source::load::state::{self, Moment};
use crate::trace::{Trace, Untraced, Work, traced};

/// What publishing changed in the target. The manifest is not among the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that were not there.
    pub created: Vec<OutputPath>,
    /// Files that were there with other bytes.
    pub updated: Vec<OutputPath>,
    /// Files that are the same on the disk, down to the inode.
    pub unchanged: Vec<OutputPath>,
    /// Files of an earlier site that are no more.
    pub removed: Vec<OutputPath>,
    /// Files and folders in the target that Milepost did not make, and kept; a folder stands for all
    /// that is in it.
    pub foreign: Vec<PathBuf>,
    /// Directories of this or of a killed publishing that could not be cleared away.
    pub left_behind: Vec<PathBuf>,
    /// The SHA-256 of the manifest.
    pub manifest: String,
    /// A moment at which all that was written was there, and nobody could see it yet; `None` when nothing was written.
    pub written: Option<Moment>,
    /// What is known of the folders that stand there now, to [`look`] at them for less.
    pub sight: Option<Arc<Sight>>,
}

impl Changes {
    /// Returns whether the site on the disk had the same files with the same bytes.
    pub fn is_empty(&self) -> bool {
        self.created.is_empty() && self.updated.is_empty() && self.removed.is_empty()
    }
}

/// Makes the directory `target` hold exactly `outputs`, their manifest, and the foreign files that are
/// there already.
///
/// On an error the old site stands as it was.
pub fn publish(outputs: &OutputSet, target: &Path) -> Result<Changes, PublishError> {
    publish_traced(outputs, target, None, &Untraced)
}

/// A look at a site that stands as it was published: its files need not be read to know what is in them.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// What was seen.
    pub sight: &'a Arc<Sight>,
    /// Files that are not older may have been changed and look the same.
    pub since: Moment,
    /// The SHA-256 of the manifest that was published with it.
    pub manifest: &'a str,
}

/// Publishes as [`publish`] does, with what is known of the site that stands, and tells `trace` what it is at work on.
pub fn publish_traced(
    outputs: &OutputSet,
    target: &Path,
    standing: Option<Standing<'_>>,
    trace: &dyn Trace,
) -> Result<Changes, PublishError> {
    let place = Place::find(target)?;
    let _lock = place.lock()?;
    let mut left_behind = stage::recover(&place)?;
    let (site, spare) = traced(trace, Work::Stage("what stands there"), || survey(&place, standing))?;
    site.refuse_unknown(target)?;
    let foreign = site.foreign_for(outputs, target)?;

    let (new, manifest) = traced(trace, Work::Stage("manifest"), || {
        let new = Manifest::of(outputs);
        let bytes = new.to_bytes();
        (new, bytes)
    });
    let mut changes = traced(trace, Work::Stage("comparison"), || compare(outputs, &new, &site, trace));
    changes.foreign = foreign;
    changes.sight.clone_from(&site.sight);
    if !changes.is_empty() || site.manifest_bytes.as_deref() != Some(&*manifest) {
        let stage = stage::Stage::create(&place, &site, spare)?;
        changes.sight = stage.sight();
        let kept = changes.unchanged.iter().collect();
        let filled = traced(trace, Work::Stage("files"), || {
            let new = stage::New { outputs, kept: &kept, manifest: &manifest };
            stage.fill(&new, &site, trace)
        });
        changes.written = state::moment(&place.work).ok();
        match filled.and_then(|()| stage.swap(&place)) {
            Ok(old) => left_behind.extend(traced(trace, Work::Stage("removal of the old site"), || {
                let is_alike = changes.unchanged.len() * 2 >= outputs.len();
                stage.clear(old.as_deref(), &place, &site, is_alike)
            })),
            Err(error) => {
                stage.abandon();
                return Err(error);
            }
        }
    }
    changes.left_behind = left_behind;
    changes.manifest = sha256(&manifest);
    Ok(changes)
}

/// Looks at the site that stands, unless that was done, and at the spare one.
fn survey(place: &Place, standing: Option<Standing<'_>>) -> Result<(Site, Option<stage::Spare>), PublishError> {
    // Where it cannot be told, all that is there counts as just changed.
    let since = state::moment(&place.work).unwrap_or_default();
    let seen = || standing.and_then(|standing| Site::seen(&place.target, standing));
    let read = || Site::read(&place.target, since, None);
    let (site, spare) = rayon::join(|| seen().map_or_else(read, Ok), || stage::find_spare(place, since));
    match spare? {
        stage::FoundSpare::Spare(spare) => Ok((site?, Some(spare))),
        stage::FoundSpare::Nothing => Ok((site?, None)),
        // Something may have come into the target from it meanwhile.
        stage::FoundSpare::Removed => Ok((read()?, None)),
    }
}

/// Sorts the files of the old and of the new site by what becomes of them.
fn compare(outputs: &OutputSet, new: &Manifest, site: &Site, trace: &dyn Trace) -> Changes {
    let files: Vec<(&OutputPath, &Output)> = outputs.iter().collect();
    let holds = |(path, output): &(&OutputPath, &Output)| {
        traced(trace, Work::File(path.as_str()), || match site.known_hash(path) {
            Some(hash) => new.files.0.get(*path).is_some_and(|new| new == hash),
            None => site.holds(path, output),
        })
    };
    let same: Vec<bool> = files.par_iter().map(holds).collect();
    let mut changes = Changes::default();
    for ((path, _), same) in files.into_iter().zip(same) {
        let list = match (same, site.own.contains_key(path)) {
            (true, _) => &mut changes.unchanged,
            (false, true) => &mut changes.updated,
            (false, false) => &mut changes.created,
        };
        list.push(path.clone());
    }
    let is_gone = |path: &&OutputPath| outputs.get(path.as_str()).is_none();
    changes.removed = site.own.keys().filter(is_gone).cloned().collect();
    changes
}
