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

/// All files of a journal, sorted by path. A [`SourceId`] is the place in that order, until a file is [put](Sources::put)
/// between others or [taken away](Sources::remove): those keep their ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// By their ids, those included that were taken away.
    files: Vec<Source>,
    /// The ids of the files that are there, in the order of their paths.
    order: Vec<SourceId>,
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
        let files: Vec<Source> = sorted.into_values().collect();
        Self { order: (0..files.len()).map(id).collect(), files, ..Self::default() }
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
        let id = self.order[self.place(path).ok()?];
        Some((id, self.get(id)))
    }

    /// Returns every file with its id, in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.order.iter().map(|id| (*id, self.get(*id)))
    }

    /// Puts a file among the others, or into the place of the one at its path, and returns its id.
    pub fn put(&mut self, file: Source) -> SourceId {
        match self.place(file.path.as_str()) {
            Ok(place) => {
                let id = self.order[place];
                self.files[id.0 as usize] = file;
                id
            }
            Err(place) => {
                let id = id(self.files.len());
                self.files.push(file);
                self.order.insert(place, id);
                id
            }
        }
    }

    /// Takes the file at `path` away, and returns which it was.
    pub fn remove(&mut self, path: &str) -> Option<SourceId> {
        let place = self.place(path).ok()?;
        Some(self.order.remove(place))
    }

    /// Returns where in the order the file at `path` is, or would be.
    fn place(&self, path: &str) -> Result<usize, usize> {
        self.order.binary_search_by(|id| self.get(*id).path.as_str().cmp(path))
    }

    /// Returns the number of files.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Returns whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_keep_their_ids_when_others_come_and_go() {
        let file = |path: &str, text: &str| Source {
            path: SourcePath::new(path).expect("a path"),
            bytes: text.as_bytes().into(),
            added: None,
        };
        let mut sources = Sources::new([file("c", "1"), file("a", "2")]);
        let paths = |sources: &Sources| sources.iter().map(|(_, file)| file.path.to_string()).collect::<Vec<_>>();
        let (a, c) = (sources.find("a").unwrap().0, sources.find("c").unwrap().0);
        let b = sources.put(file("b", "3"));
        assert_eq!(paths(&sources), ["a", "b", "c"]);
        assert_eq!(sources.put(file("c", "4")), c);
        assert_eq!((sources.text(a), sources.text(b), sources.text(c)), (Ok("2"), Ok("3"), Ok("4")));
        assert_eq!((sources.remove("a"), sources.remove("a")), (Some(a), None));
        assert_eq!((paths(&sources), sources.len()), (vec!["b".to_owned(), "c".to_owned()], 2));
        assert_eq!((sources.find("a"), sources.find("c").map(|(id, _)| id)), (None, Some(c)));
    }
}
