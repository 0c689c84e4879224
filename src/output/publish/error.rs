//! Why a site could not be published.

use std::io;
use std::path::{Path, PathBuf};

use crate::output::OutputPath;
use crate::output::manifest::ManifestError;

/// Why a site could not be published. The old site stands.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The system refused something.
    #[error("cannot {action} `{}`: {source}", path.display())]
    Io {
        /// What was attempted, as a verb.
        action: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The target is no place for a site.
    #[error("cannot publish to `{}`: {reason}; choose another --out", target.display())]
    Unfit {
        /// The target as it was given.
        target: PathBuf,
        /// Why not.
        reason: String,
    },
    /// The target holds files, and no manifest says that Milepost made them.
    #[error(
        "cannot publish to `{}`: it holds files that Milepost did not make (first: `{}`); \
         choose another --out, or empty it",
        target.display(),
        first.display()
    )]
    NotOurs {
        /// The target as it was given.
        target: PathBuf,
        /// The first of the files.
        first: PathBuf,
    },
    /// The manifest in the target cannot be used, so nobody knows which files are Milepost's own.
    #[error(
        "cannot read `{}`: {source}; Milepost cannot tell which files beside it are its own: \
         put the file back as it was, empty the directory, or choose another --out",
        path.display()
    )]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        source: ManifestError,
    },
    /// The site has a file where the target has a foreign one.
    #[error(
        "cannot publish `{path}` to `{}`: `{}` is there, which Milepost did not make; \
         move it away, or give the page another path",
        target.display(),
        foreign.display()
    )]
    Occupied {
        /// The target as it was given.
        target: PathBuf,
        /// The file of the site.
        path: OutputPath,
        /// The file in the target.
        foreign: PathBuf,
    },
}

/// Says what was attempted with which file when an operation failed.
pub(super) trait Attempt<T> {
    fn attempt(self, action: &'static str, path: &Path) -> Result<T, PublishError>;
}

impl<T, E: Into<io::Error>> Attempt<T> for Result<T, E> {
    fn attempt(self, action: &'static str, path: &Path) -> Result<T, PublishError> {
        self.map_err(|error| PublishError::Io { action, path: path.to_owned(), source: error.into() })
    }
}
