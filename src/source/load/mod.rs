//! Reading a journal's folder into memory.
//!
//! 1. `walk` lists what is there, in order, without following links: files to read, and diagnostics
//!    about what is not read;
//! 2. [`load`] reads those files, many at a time;
//! 3. [`git`] adds when each page was first recorded.
//!
//! [`look`] sees whether any of that would come out differently than before, and reads no file; [`state`] is what it sees.
//!
//! **Invariant:** nothing outside the root is read, nothing that blocks is opened, and no file takes
//! more memory than [`MAX_FILE_SIZE`].
#![expect(clippy::disallowed_methods, reason = "this is where a journal is read from the disk")]

pub mod git;
pub mod state;
#[cfg(test)]
mod tests;
pub mod tracked;
mod walk;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

pub use self::git::{GitDates, added_dates, git_dates};
use self::state::{Look, State};
use self::walk::Found;
pub use self::walk::is_left_over;
use super::{Source, Sources};
use crate::diagnostic::{Code, Diagnostic};

/// The most bytes that a file may have.
pub const MAX_FILE_SIZE: u64 = 64 * 1024 * 1024;

/// What to read besides the plan, the content and the themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Whether to read `plan.private.yaml`.
    pub private: bool,
    /// Whether to ask git when each page was added.
    pub git_dates: bool,
}

/// Why a journal could not be read: the world is wrong, not the content.
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} `{}`: {source}", path.display())]
pub struct LoadError {
    /// What could not be read.
    pub path: PathBuf,
    /// What was attempted, as a verb.
    pub action: &'static str,
    /// What the system says.
    pub source: io::Error,
}

impl LoadError {
    fn new(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self { path: path.to_owned(), action, source }
    }
}

/// Reads the journal at `root`.
///
/// A file that is missing is missing in the result: `journal::parse` reports a missing plan. What must
/// not or cannot be read, such as a link or a file with a broken name, is in [`Sources::diagnostics`].
pub fn load(root: &Path, wanted: &Wanted) -> Result<Sources, LoadError> {
    let (found, mut diagnostics) = walk::walk(root, *wanted)?;
    // All results are collected before the first error is taken, so that it is always the same one.
    let results: Vec<Result<Outcome, LoadError>> = found.par_iter().map(read).collect();
    let mut files = Vec::with_capacity(found.len());
    for result in results {
        match result? {
            Outcome::File(source) => files.push(source),
            Outcome::Skipped(diagnostic) => diagnostics.push(diagnostic),
            Outcome::Gone => {}
        }
    }
    let mut is_shallow = false;
    let mut updated = std::collections::BTreeMap::new();
    if wanted.git_dates {
        let dates = added_dates(root);
        is_shallow = dates.is_shallow;
        for file in files.iter_mut().filter(|file| file.path.below("content").is_some()) {
            file.added = dates.get(file.path.as_str()).map(str::to_owned);
            if let Some(date) = dates.updated(file.path.as_str()) {
                updated.insert(file.path.clone(), date.to_owned());
            }
        }
    }
    let mut sources = Sources::new(files);
    sources.diagnostics = diagnostics;
    sources.is_shallow = is_shallow;
    sources.updated = updated;
    Ok(sources)
}

/// Looks at all that [`load`] would read, and reads none of it.
///
/// # Errors
/// When something cannot be looked at, so that nothing is known of it.
pub fn look(root: &Path, wanted: &Wanted) -> Result<Look, LoadError> {
    let (found, diagnostics) = walk::walk(root, *wanted)?;
    let seen = found.par_iter().map(|found| {
        let metadata = found.on_disk.symlink_metadata();
        let metadata = metadata.map_err(|error| LoadError::new("examine", &found.on_disk, error))?;
        Ok((PathBuf::from(found.path.as_str()), Some(State::of(&metadata))))
    });
    Ok(Look::new(seen.collect::<Result<_, LoadError>>()?, format!("{diagnostics:?}")))
}

/// What became of one file.
enum Outcome {
    File(Source),
    Skipped(Diagnostic),
    Gone,
}

fn read(found: &Found) -> Result<Outcome, LoadError> {
    let file = match open(&found.on_disk) {
        Ok(file) => file,
        // An editor that saves puts files away between the walk and now.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Outcome::Gone),
        Err(error) => return Err(LoadError::new("open", &found.on_disk, error)),
    };
    let metadata = file.metadata().map_err(|error| LoadError::new("examine", &found.on_disk, error))?;
    if !metadata.is_file() {
        return Ok(Outcome::Skipped(walk::not_a_file(found.path.as_str())));
    }
    if metadata.len() > MAX_FILE_SIZE {
        return Ok(Outcome::Skipped(too_large(found, Some(metadata.len()))));
    }
    // The file may have grown since, so the limit holds for reading too.
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    file.take(MAX_FILE_SIZE + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| LoadError::new("read", &found.on_disk, error))?;
    if bytes.len() as u64 > MAX_FILE_SIZE {
        return Ok(Outcome::Skipped(too_large(found, None)));
    }
    Ok(Outcome::File(Source { path: found.path.clone(), bytes: bytes.into(), added: None }))
}

/// Opens a file without following a link and without waiting for the other end of a FIFO, even when
/// one took the file's place after the walk.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(File::from(rustix::fs::open(path, flags, Mode::empty())?))
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

fn too_large(found: &Found, size: Option<u64>) -> Diagnostic {
    let mebibytes = |bytes: u64| bytes.div_ceil(1024 * 1024);
    let limit = mebibytes(MAX_FILE_SIZE);
    let size = size.map_or_else(|| "growing beyond the limit".to_owned(), |size| format!("{} MiB", mebibytes(size)));
    let message = format!("`{}` is {size}; files of up to {limit} MiB are read", found.path);
    Diagnostic::without_place(Code::FileTooLarge, message).hint("publish large files elsewhere and link to them")
}
