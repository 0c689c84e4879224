//! What is in a directory, found out side by side, because a site has a folder for each page.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::{Attempt, PublishError};

/// Something in a directory.
pub(super) struct Entry {
    /// Where it is, below the directory.
    pub(super) path: PathBuf,
    /// What the system says of it, not of what it leads to; `None` for a folder.
    pub(super) metadata: Option<Metadata>,
}

/// Which file a path leads to, whatever its name: device and inode.
pub(super) type Identity = (u64, u64);

/// Lists all that is below `root`, following no link, in the order of the paths: a folder before what is in it.
pub(super) fn list(root: &Path) -> Result<Vec<Entry>, PublishError> {
    let mut entries = below(root, Path::new(""))?;
    entries.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(entries)
}

fn below(folder: &Path, at: &Path) -> Result<Vec<Entry>, PublishError> {
    let (mut entries, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder).attempt("list the directory", folder)? {
        let entry = entry.attempt("list the directory", folder)?;
        let path = at.join(entry.file_name());
        if entry.file_type().attempt("examine", &entry.path())?.is_dir() {
            folders.push((entry.path(), path.clone()));
            entries.push(Entry { path, metadata: None });
        } else {
            let metadata = entry.metadata().attempt("examine", &entry.path())?;
            entries.push(Entry { path, metadata: Some(metadata) });
        }
    }
    let inner: Result<Vec<_>, _> = folders.into_par_iter().map(|(folder, at)| below(&folder, &at)).collect();
    entries.extend(inner?.into_iter().flatten());
    Ok(entries)
}

impl Entry {
    /// Returns the path with slashes, as files of a site have it, if it is Unicode.
    pub(super) fn text(&self) -> Option<String> {
        self.path.to_str().map(|text| text.replace(std::path::MAIN_SEPARATOR, "/"))
    }
}

/// Returns which file this is, where systems tell.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems do not tell")]
pub(super) fn identity(metadata: &Metadata) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt as _;
    Some((metadata.dev(), metadata.ino()))
}

/// Returns which file this is, where systems tell.
#[cfg(not(unix))]
pub(super) fn identity(_: &Metadata) -> Option<Identity> {
    None
}
