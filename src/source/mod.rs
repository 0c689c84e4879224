//! The files of a journal in memory: everything that a build reads, read once.
//!
//! [`load::load`] reads a folder into [`Sources`]; [`fixture`] makes the same value from one string,
//! for tests. From there on nothing touches the disk. [`value`] reads YAML and TOML with the place of
//! every key and value; [`excerpt`] shows a diagnostic with the source lines it speaks of.

pub mod excerpt;
pub mod fixture;
pub mod load;
pub mod path;
pub mod position;
pub mod value;

use std::sync::Arc;

pub use path::SourcePath;

use crate::diagnostic::{Code, Diagnostic, SourceId, Span};

/// The folders of a journal that are read, with all that is in them.
pub const FOLDERS: [&str; 5] = ["archetypes", "components", "content", "slots", "themes"];

/// One file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it is below the root.
    pub path: SourcePath,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// When git first recorded it, as `YYYY-MM-DD`, for pages without a date of their own.
    pub added: Option<String>,
}

/// All files of a journal, sorted by path. A [`SourceId`] is the place in that order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    files: Vec<Source>,
    /// What was wrong with the files themselves, such as a name that is not UTF-8.
    pub diagnostics: Vec<Diagnostic>,
    /// When git last recorded a change of a file, as `YYYY-MM-DD`, for pages without a date of their own.
    pub updated: std::collections::BTreeMap<SourcePath, String>,
    /// Whether git's history was cut off, so that it could not say when any file was added.
    pub is_shallow: bool,
}

impl Sources {
    /// Returns the sources made of `files`; of two with the same path the later one stays.
    pub fn new(files: impl IntoIterator<Item = Source>) -> Self {
        let sorted: std::collections::BTreeMap<SourcePath, Source> =
            files.into_iter().map(|file| (file.path.clone(), file)).collect();
        Self { files: sorted.into_values().collect(), ..Self::default() }
    }

    /// Returns the file with that id.
    ///
    /// # Panics
    /// When the id was not made by these sources, which is a bug.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// Returns the file at `path`.
    pub fn find(&self, path: &str) -> Option<(SourceId, &Source)> {
        let index = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        Some((id(index), &self.files[index]))
    }

    /// Returns every file with its id, in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.files.iter().enumerate().map(|(index, file)| (id(index), file))
    }

    /// Puts other bytes into the file with that id, and returns those that were in it.
    ///
    /// # Panics
    /// When the id was not made by these sources, which is a bug.
    pub fn replace(&mut self, id: SourceId, bytes: Arc<[u8]>) -> Arc<[u8]> {
        std::mem::replace(&mut self.files[id.0 as usize].bytes, bytes)
    }

    /// Returns the number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Returns whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Returns the text of a file, or the diagnostic that says where it stops being UTF-8.
    ///
    /// # Errors
    /// When the bytes are not UTF-8.
    pub fn text(&self, id: SourceId) -> Result<&str, Diagnostic> {
        let bytes = &self.get(id).bytes;
        std::str::from_utf8(bytes).map_err(|error| {
            let at = error.valid_up_to();
            let byte = bytes.get(at).copied().unwrap_or_default();
            Diagnostic::new(
                Code::InvalidUtf8,
                Span::new(id, at..at + 1),
                format!("the file is not valid UTF-8: byte 0x{byte:02X} at offset {at}"),
            )
            .hint("save the file as UTF-8 in your editor")
        })
    }
}

fn id(index: usize) -> SourceId {
    SourceId(u32::try_from(index).expect("a journal has fewer than four thousand million files"))
}
