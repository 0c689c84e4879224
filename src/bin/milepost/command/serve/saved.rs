//! What a burst of changes has made of the files of a journal, read at once.
#![expect(clippy::disallowed_methods, reason = "files that were saved are read by themselves")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use milepost::standing::{MOST, Saved};

use super::stage::{Stage, Turn};
use crate::watch::{Burst, is_read};

/// What is larger is left to a whole build, which says so.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Reads the files that `burst` tells of, which is that of `turn`, below `root`; those that `stage` knows and the disk has not are gone. Returns
/// `None` when that is more than can be read at once, or something that is no file.
pub(super) fn read(root: &Path, turn: Turn, burst: &Burst, stage: &Stage) -> Option<Saved> {
    // When the system has lost count, everything may have changed.
    if burst.is_empty() || burst.len() > MOST {
        return None;
    }
    let mut saved = Saved::new();
    for path in burst {
        add(root, path, &mut saved)?;
        for known in stage.files_at(turn, &name(path)?) {
            if root.join(&known).symlink_metadata().is_err() {
                saved.insert(known, None);
            }
            (saved.len() <= MOST).then_some(())?;
        }
    }
    // One file that was saved as it was is shown all the same; of several, those that are others.
    if saved.len() > 1 {
        saved.retain(|path, bytes| stage.is_other(turn, path, bytes.as_deref()));
    }
    Some(saved)
}

/// Adds the file at `path`, or those in the folder there.
fn add(root: &Path, path: &Path, saved: &mut Saved) -> Option<()> {
    let on_disk = root.join(path);
    // Editors make files for a moment, and take them away.
    let Ok(metadata) = on_disk.symlink_metadata() else { return Some(()) };
    if metadata.is_dir() {
        for entry in fs::read_dir(&on_disk).ok()? {
            let path = path.join(entry.ok()?.file_name());
            if is_read(&path) {
                add(root, &path, saved)?;
            }
        }
        return Some(());
    }
    if !metadata.is_file() || metadata.len() >= LARGEST || saved.len() >= MOST {
        return None;
    }
    let bytes = fs::read(&on_disk).ok().filter(|bytes| bytes.len() as u64 == metadata.len())?;
    saved.insert(name(path)?, Some(Arc::from(bytes)));
    Some(())
}

/// Returns the path as a site would write it, if it can.
fn name(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(std::ffi::OsStr::to_str).collect();
    Some(parts?.join("/")).filter(|path| !path.chars().any(|c| c.is_control() || c == '\\'))
}
