//! Where a site goes, and whether it may.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Component, Path, PathBuf};

use super::error::{Attempt, PublishError};
use crate::source::FOLDERS;

/// The target and the directory for work beside it, which is on the same file system.
pub(super) struct Place {
    pub(super) target: PathBuf,
    pub(super) parent: PathBuf,
    pub(super) name: OsString,
    /// `.milepost` beside the target.
    pub(super) work: PathBuf,
}

/// The folder for what Milepost keeps beside a site.
const WORK: &str = ".milepost";
const LOCK: &str = "publish.lock";
/// What is never part of a site, and says that a directory is a journal.
const PLANS: [&str; 2] = ["plan.yaml", "plan.private.yaml"];

impl Place {
    /// Returns the place of `target`, or why nothing may be published there.
    pub(super) fn find(target: &Path) -> Result<Self, PublishError> {
        let unfit = |reason: &str| PublishError::Unfit { target: target.to_owned(), reason: reason.to_owned() };
        let absolute = std::path::absolute(target).attempt("find", target)?;
        let (Some(parent), Some(name)) = (absolute.parent(), absolute.file_name()) else {
            return Err(unfit("it is not the name of a directory"));
        };
        fs::create_dir_all(parent).attempt("create the directory", parent)?;
        let parent = parent.canonicalize().attempt("find the directory", parent)?;
        let name = name.to_owned();
        let place = Self { target: parent.join(&name), work: parent.join(WORK), parent, name };
        match place.problem()? {
            Some(reason) => Err(unfit(&reason)),
            None => Ok(place),
        }
    }

    /// Returns the place of `target` if there is one, and makes nothing. Whether a site may be there is not asked.
    pub(super) fn existing(target: &Path) -> Option<Self> {
        let absolute = std::path::absolute(target).ok()?;
        let name = absolute.file_name()?.to_owned();
        let parent = absolute.parent()?.canonicalize().ok()?;
        Some(Self { target: parent.join(&name), work: parent.join(WORK), parent, name })
    }

    fn problem(&self) -> Result<Option<String>, PublishError> {
        if self.name == WORK {
            return Ok(Some("Milepost keeps its own files there".to_owned()));
        }
        if let Some(journal) = self.journal_around() {
            return Ok(Some(format!("it is among the sources of the journal at `{}`", journal.display())));
        }
        let kind = match self.target.symlink_metadata() {
            Ok(metadata) => metadata.file_type(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).attempt("examine", &self.target),
        };
        if kind.is_symlink() {
            return Ok(Some("it is a symbolic link".to_owned()));
        }
        if !kind.is_dir() {
            return Ok(Some("it is not a directory".to_owned()));
        }
        if std::env::home_dir().and_then(|home| home.canonicalize().ok()).is_some_and(|home| home == self.target) {
            return Ok(Some("it is your home directory".to_owned()));
        }
        let plan = PLANS.iter().find(|plan| self.target.join(plan).symlink_metadata().is_ok());
        Ok(plan.map(|plan| format!("it holds the sources of a journal (`{plan}`)")))
    }

    /// Returns the journal whose content or themes the target would be part of.
    fn journal_around(&self) -> Option<&Path> {
        self.parent.ancestors().find(|folder| {
            let below = self.target.strip_prefix(folder).ok().and_then(|path| path.components().next());
            let is_source = below.is_some_and(|part| FOLDERS.map(as_part).contains(&part));
            is_source && folder.join(PLANS[0]).is_file()
        })
    }

    /// Waits until no other publishing is at work beside the target. The lock ends with its value, and
    /// with the process.
    pub(super) fn lock(&self) -> Result<File, PublishError> {
        fs::create_dir_all(&self.work).attempt("create the directory", &self.work)?;
        let path = self.work.join(LOCK);
        let mut options = File::options();
        let file = options.create(true).truncate(false).write(true).open(&path).attempt("open the lock", &path)?;
        file.lock().attempt("lock", &path)?;
        Ok(file)
    }
}

fn as_part(name: &str) -> Component<'_> {
    Component::Normal(name.as_ref())
}
