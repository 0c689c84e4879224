//! All files of a site, in memory.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use super::OutputPath;
use super::file::Output;
use super::manifest::MANIFEST;

/// Files of a site, found by their paths.
pub trait Files {
    /// Returns the file at `path`.
    fn get(&self, path: &str) -> Option<&Output>;
}

impl Files for OutputSet {
    fn get(&self, path: &str) -> Option<&Output> {
        self.files.get(path)
    }
}

/// The whole site, sorted by path.
///
/// **Invariant:** the files can stand in one directory on every system: no two paths differ by case
/// alone, and none is both a file and a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutputSet {
    files: BTreeMap<OutputPath, Output>,
    /// The collision key of each path, and the path.
    keys: BTreeMap<Arc<str>, OutputPath>,
}

/// Why a file cannot be added to a site.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InsertError {
    /// There is a file at that path already.
    #[error("two outputs have the same path `{path}`")]
    Duplicate {
        /// The path.
        path: OutputPath,
    },
    /// There is a file whose path differs by case alone, which is the same file on some systems.
    #[error("the outputs `{path}` and `{other}` differ by case alone")]
    Case {
        /// The path of the new file.
        path: OutputPath,
        /// The path of the other one.
        other: OutputPath,
    },
    /// One of two paths is a folder in the other.
    #[error("the outputs `{path}` and `{other}` need a file and a folder of the same name")]
    Folder {
        /// The path of the new file.
        path: OutputPath,
        /// The path of the other one.
        other: OutputPath,
    },
    /// The path is that of the manifest, which publishing writes.
    #[error("the path `{path}` is kept for the list of all files")]
    Reserved {
        /// The path.
        path: OutputPath,
    },
}

impl OutputSet {
    /// Adds a file.
    pub fn insert(&mut self, path: OutputPath, output: Output) -> Result<(), InsertError> {
        let key = path.collision_key();
        if *key == *MANIFEST {
            return Err(InsertError::Reserved { path });
        }
        if let Some(other) = self.keys.get(&key) {
            let other = other.clone();
            return Err(if other == path {
                InsertError::Duplicate { path }
            } else {
                InsertError::Case { path, other }
            });
        }
        if let Some(other) = self.folder_conflict(&key) {
            return Err(InsertError::Folder { path, other });
        }
        self.keys.insert(key, path.clone());
        self.files.insert(path, output);
        Ok(())
    }

    /// Returns whether a file cannot stand beside these, on a system where case does not matter; `key` is its path in
    /// lower case.
    pub fn has_conflict(&self, key: &str) -> bool {
        self.keys.contains_key(key) || self.folder_conflict(key).is_some()
    }

    /// Returns a path that is a folder of `key`, or in a folder of that name.
    fn folder_conflict(&self, key: &str) -> Option<OutputPath> {
        let above = key.match_indices('/').find_map(|(slash, _)| self.keys.get(&key[..slash]));
        let folder = format!("{key}/");
        let below = || {
            let (next, path) = self.keys.range::<str, _>((Bound::Included(&*folder), Bound::Unbounded)).next()?;
            next.starts_with(&folder).then_some(path)
        };
        above.or_else(below).cloned()
    }

    /// Returns the file at `path`.
    pub fn get(&self, path: &str) -> Option<&Output> {
        self.files.get(path)
    }

    /// Returns every file with its path, in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (&OutputPath, &Output)> {
        self.files.iter()
    }

    /// Returns the number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Returns whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Returns how many bytes all files have together.
    pub fn total_bytes(&self) -> u64 {
        self.files.values().map(Output::length).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Inserts `paths` and returns what the last one is refused for.
    fn refusal(paths: &[&str]) -> Option<String> {
        let mut outputs = OutputSet::default();
        let mut last = None;
        for path in paths {
            assert_eq!(last, None, "only the last is wrong");
            let path = OutputPath::new(path).expect("a path");
            last = outputs.insert(path, "x".to_owned().into()).err().map(|error| error.to_string());
        }
        last
    }

    #[test]
    fn files_that_cannot_stand_side_by_side_are_refused() {
        assert_eq!(refusal(&["a", "ab/c", "a-b", "b"]), None);
        assert_eq!(refusal(&["a", "a"]).as_deref(), Some("two outputs have the same path `a`"));
        assert_eq!(refusal(&["a/B", "A/b"]).as_deref(), Some("the outputs `A/b` and `a/B` differ by case alone"));
        let folder = "the outputs `a/b` and `a` need a file and a folder of the same name";
        assert_eq!(refusal(&["a", "a/b"]).as_deref(), Some(folder));
        assert!(refusal(&["a/b/c", "a-", "a"]).is_some());
        let reserved = "the path `build-manifest.json` is kept for the list of all files";
        assert_eq!(refusal(&["build-manifest.json"]).as_deref(), Some(reserved));
    }

    #[test]
    fn what_was_inserted_can_be_found_and_counted() {
        let mut outputs = OutputSet::default();
        for path in ["b", "a/c"] {
            outputs.insert(OutputPath::new(path).expect("a path"), path.to_owned().into()).expect("it is new");
        }
        let paths: Vec<&str> = outputs.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!((paths, outputs.len(), outputs.total_bytes()), (vec!["a/c", "b"], 2, 4));
        assert_eq!(outputs.get("a/c").map(|output| &**output.bytes()), Some(&b"a/c"[..]));
        assert_eq!(outputs.get("c"), None);
    }
}
