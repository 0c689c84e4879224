//! What killed publishings leave behind.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{GARBAGE, MARKER, Marker, NEXT, OLD, PREFIX, SEEN, carry, identity};
use crate::output::publish::error::{Attempt, PublishError};
use crate::output::publish::place::Place;

/// Clears away the stages that are there, under the lock. Returns those that could not be.
///
/// Where a publishing was killed between its two renames, the old site comes back.
pub(in crate::output::publish) fn recover(place: &Place) -> Result<Vec<PathBuf>, PublishError> {
    let mut left_behind = Vec::new();
    for folder in stages(&place.work)? {
        if !recover_one(&folder, place)? {
            left_behind.push(folder);
        }
    }
    Ok(left_behind)
}

/// Returns whether there is nothing to clear away in the folder for work.
pub(in crate::output::publish) fn is_tidy(work: &Path) -> bool {
    stages(work).is_ok_and(|stages| stages.is_empty())
}

/// Returns the folders that are named like stages.
fn stages(work: &Path) -> Result<Vec<PathBuf>, PublishError> {
    let mut stages = Vec::new();
    for entry in fs::read_dir(work).attempt("list the directory", work)? {
        let entry = entry.attempt("list the directory", work)?;
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(PREFIX)).map(str::parse::<u32>);
        if matches!(number, Some(Ok(_))) && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            stages.push(entry.path());
        }
    }
    stages.sort();
    Ok(stages)
}

fn recover_one(folder: &Path, place: &Place) -> Result<bool, PublishError> {
    let Some((marker, target)) = read_marker(folder, place) else {
        return Ok(remove_newborn(folder).is_ok());
    };
    let (old, next) = (folder.join(OLD), folder.join(NEXT));
    if old.exists() && !target.exists() {
        fs::rename(&old, &target).attempt("move the old site back to", &target)?;
    }
    let rescued = if old.exists() {
        carry::rescue(&old, &target)
    } else if next.exists() && identity(&next)? != marker.next {
        // The exchange took place: this is the old site.
        carry::rescue(&next, &target)
    } else {
        Ok(())
    };
    Ok(rescued.and_then(|()| remove(folder)).is_ok())
}

/// Returns the marker of a stage and the target that it names, which is beside the stages.
pub(super) fn read_marker(folder: &Path, place: &Place) -> Option<(Marker, PathBuf)> {
    let marker: Marker = serde_json::from_slice(&fs::read(folder.join(MARKER)).ok()?).ok()?;
    let target = place.parent.join(&marker.target);
    let is_beside = target.parent() == Some(&place.parent) && target.file_name() == Some(&marker.target);
    is_beside.then_some((marker, target))
}

/// Removes a stage that was killed before its marker was written: nothing is in it yet.
fn remove_newborn(folder: &Path) -> io::Result<()> {
    let next = folder.join(NEXT);
    if next.exists() {
        fs::remove_dir(next)?;
    }
    if folder.join(MARKER).exists() {
        fs::remove_file(folder.join(MARKER))?;
    }
    fs::remove_dir(folder)
}

/// Removes a stage with all that is in it, the marker last.
pub(super) fn remove(folder: &Path) -> Result<(), PublishError> {
    let garbage = folder.join(GARBAGE);
    for name in [GARBAGE, NEXT, OLD] {
        let part = folder.join(name);
        if part != garbage && part.exists() {
            fs::rename(&part, &garbage).attempt("move away", &part)?;
        }
        if garbage.exists() {
            fs::remove_dir_all(&garbage).attempt("remove the directory", &garbage)?;
        }
    }
    if folder.join(SEEN).exists() {
        fs::remove_file(folder.join(SEEN)).attempt("remove", &folder.join(SEEN))?;
    }
    let marker = folder.join(MARKER);
    fs::remove_file(&marker).attempt("remove", &marker)?;
    fs::remove_dir(folder).attempt("remove the directory", folder)
}
