//! What there is to read, without reading it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::{LoadError, Wanted};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FOLDERS, SourcePath};

/// A file to read.
pub(super) struct Found {
    pub(super) path: SourcePath,
    pub(super) on_disk: PathBuf,
}

/// What is read beside the folders. Everything else below the root is none of Milepost's business.
const PLAN: &str = "plan.yaml";
const PRIVATE_PLAN: &str = "plan.private.yaml";
const LOCK: &str = "evidence.lock";

/// Returns the files of the journal at `root`, sorted, and what is wrong with the others.
pub(super) fn walk(root: &Path, wanted: Wanted) -> Result<(Vec<Found>, Vec<Diagnostic>), LoadError> {
    let metadata = root.metadata().map_err(|error| LoadError::new("open the journal", root, error))?;
    if !metadata.is_dir() {
        let error = std::io::ErrorKind::NotADirectory.into();
        return Err(LoadError::new("open the journal", root, error));
    }
    let mut walk = Walk { root, found: Vec::new(), diagnostics: Vec::new() };
    let private = wanted.private.then_some(PRIVATE_PLAN);
    for name in FOLDERS.into_iter().chain([PLAN, LOCK]).chain(private) {
        walk.below(name)?;
    }
    Ok((walk.found, walk.diagnostics))
}

struct Walk<'a> {
    root: &'a Path,
    found: Vec<Found>,
    diagnostics: Vec<Diagnostic>,
}

impl Walk<'_> {
    fn below(&mut self, name: &str) -> Result<(), LoadError> {
        let start = self.root.join(name);
        // In one folder, whole paths have the order of the names, which would have to be found in them each time.
        let by_name = |a: &DirEntry, b: &DirEntry| a.path().as_os_str().cmp(b.path().as_os_str());
        let mut entries = WalkDir::new(start).follow_root_links(false).sort_by(by_name).into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) if is_gone(&error) => continue,
                Err(error) => return Err(self.error(error)),
            };
            if !self.visit(&entry) && entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
        }
        Ok(())
    }

    /// Notes what `entry` is; returns whether to look into it, if it is a folder.
    fn visit(&mut self, entry: &DirEntry) -> bool {
        if is_left_over(entry.file_name()) {
            return false;
        }
        let relative = entry.path().strip_prefix(self.root).unwrap_or(entry.path());
        let Some(path) = readable_path(relative) else {
            self.diagnostics.push(bad_name(relative));
            return false;
        };
        let kind = entry.file_type();
        if kind.is_dir() {
            return true;
        }
        if kind.is_symlink() {
            self.diagnostics.push(link(path.as_str()));
        } else if kind.is_file() {
            self.found.push(Found { path, on_disk: entry.path().to_owned() });
        } else {
            self.diagnostics.push(not_a_file(path.as_str()));
        }
        false
    }

    fn error(&self, error: walkdir::Error) -> LoadError {
        let path = error.path().unwrap_or(self.root).to_owned();
        let source = error.into_io_error().unwrap_or_else(|| std::io::Error::other("the folders form a loop"));
        LoadError::new("list", &path, source)
    }
}

fn is_gone(error: &walkdir::Error) -> bool {
    error.io_error().is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound)
}

/// Returns whether a file of that name is hidden or was left behind by an editor.
pub fn is_left_over(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    let is_swap_file = [b".swp", b".swo", b".swx"].iter().any(|end| name.ends_with(*end));
    let is_auto_save = name.len() > 1 && name.starts_with(b"#") && name.ends_with(b"#");
    name.starts_with(b".") || name.ends_with(b"~") || is_swap_file || is_auto_save
}

/// Returns the path below the root, if it can be a path of a site: UTF-8, no control characters, and
/// no backslash, which is a separator elsewhere.
fn readable_path(relative: &Path) -> Option<SourcePath> {
    let parts: Option<Vec<&str>> = relative.iter().map(OsStr::to_str).collect();
    let path = parts?.join("/");
    let is_plain = !path.chars().any(|c| c.is_control() || c == '\\');
    if is_plain { SourcePath::new(&path) } else { None }
}

fn bad_name(relative: &Path) -> Diagnostic {
    let message = format!("the name of `{}` cannot be used on a web site", relative.to_string_lossy().escape_debug());
    Diagnostic::without_place(Code::BadName, message)
        .hint("rename it: UTF-8, without control characters, line breaks and backslashes")
}

fn link(path: &str) -> Diagnostic {
    let message = format!("`{path}` is a symbolic link, which is not followed");
    Diagnostic::without_place(Code::UnusedFile, message).hint("put the file itself there, or remove the link")
}

pub(super) fn not_a_file(path: &str) -> Diagnostic {
    let message = format!("`{path}` is neither a file nor a folder, and is not read");
    Diagnostic::without_place(Code::UnusedFile, message).hint("remove it")
}
