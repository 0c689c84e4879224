//! What is in a directory, found out side by side, because a site has a folder for each page.

use std::ffi::OsString;
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
    below(root, Path::new(""))
}

fn below(folder: &Path, at: &Path) -> Result<Vec<Entry>, PublishError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).attempt("list the directory", folder)? {
        let entry = entry.attempt("list the directory", folder)?;
        let is_folder = entry.file_type().attempt("examine", &entry.path())?.is_dir();
        let metadata = if is_folder { None } else { Some(entry.metadata().attempt("examine", &entry.path())?) };
        names.push((entry.file_name(), metadata));
    }
    // The order of paths is that of the names in each folder; to compare whole paths takes longer than to list them.
    names.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    let folders: Vec<&OsString> =
        names.iter().filter(|(_, metadata)| metadata.is_none()).map(|(name, _)| name).collect();
    let list = |name: &&OsString| below(&folder.join(name), &at.join(name));
    let inner: Result<Vec<_>, _> = folders.into_par_iter().map(|name| list(&name)).collect();
    let mut inner = inner?.into_iter();
    let mut entries = Vec::with_capacity(names.len());
    for (name, metadata) in names {
        let is_folder = metadata.is_none();
        entries.push(Entry { path: at.join(name), metadata });
        if is_folder {
            entries.extend(inner.next().unwrap_or_default());
        }
    }
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
