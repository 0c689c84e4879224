//! The tree that is pushed, and how it differs from the one before.

use anyhow::bail;
use milepost::output::OutputSet;
use milepost::output::manifest::{MANIFEST, Manifest, sha256};

use super::branch::{Entry, Files, Kept, list};
use super::desk::Desk;
use crate::git::text;
use crate::report::line;

/// A tree of git with its files.
#[derive(Debug)]
pub(super) struct Tree {
    /// Its object.
    pub(super) id: String,
    /// What is in it.
    pub(super) files: Files,
}

impl Tree {
    /// Makes the tree of `outputs`, their manifest, and what is `kept` of the branch.
    pub(super) fn make(desk: &Desk, outputs: &OutputSet, manifest: &[u8], kept: &Kept) -> anyhow::Result<Self> {
        let own = outputs.iter().map(|(path, output)| (path.as_str(), &**output.bytes()));
        let own: Vec<(&str, &[u8])> = own.chain([(MANIFEST, manifest)]).collect();
        let bytes: Vec<&[u8]> = own.iter().map(|(_, bytes)| *bytes).collect();
        let ids = desk.blobs(&bytes)?;
        let mut files: Files = kept.iter().map(|(path, entry)| (path.clone(), entry.clone())).collect();
        for ((path, _), id) in own.iter().zip(ids) {
            files.insert(path.as_bytes().to_vec(), Entry { mode: "100644".to_owned(), id });
        }
        let mut entries = Vec::new();
        for (path, Entry { mode, id }) in &files {
            entries.extend(format!("{mode} {id}\t").bytes());
            entries.extend(path);
            entries.push(0);
        }
        Ok(Self { id: desk.tree(&entries)?, files })
    }

    /// Reads the tree back and holds every file of it against `manifest`: what is pushed is what was built, whatever git
    /// was told to do with files.
    pub(super) fn confirm(&self, desk: &Desk, manifest: &Manifest) -> anyhow::Result<()> {
        let files = list(desk, &self.id)?;
        let find = |path: &str| files.get(path.as_bytes()).map(|entry| entry.id.as_str());
        let mut missing: Vec<&str> = Vec::new();
        let (mut paths, mut ids) = (Vec::new(), Vec::new());
        for (path, hash) in &manifest.files.0 {
            match find(path.as_str()) {
                Some(id) => {
                    paths.push((path.as_str(), hash));
                    ids.push(id);
                }
                None => missing.push(path.as_str()),
            }
        }
        let bytes = desk.read_all(&ids)?;
        let wrong = paths.iter().zip(&bytes).filter(|((_, hash), bytes)| sha256(bytes) != **hash);
        missing.extend(wrong.map(|((path, _), _)| *path));
        if let Some(path) = missing.first() {
            bail!(
                "git has {} that differ from the build, `{path}` first: delete `.milepost/deploy` and run this again; \
                 nothing was pushed",
                crate::report::plural(missing.len(), "file")
            );
        }
        Ok(())
    }
}

/// What changes on the branch, by path.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Difference {
    created: Vec<String>,
    updated: Vec<String>,
    removed: Vec<String>,
    unchanged: usize,
}

impl Difference {
    /// Returns what has to be done to `old` to make `new` of it.
    pub(super) fn between(old: &Files, new: &Files) -> Self {
        let mut difference = Self::default();
        for (path, entry) in new {
            match old.get(path) {
                None => difference.created.push(text(path)),
                Some(before) if before != entry => difference.updated.push(text(path)),
                Some(_) => difference.unchanged += 1,
            }
        }
        difference.removed = old.keys().filter(|path| !new.contains_key(*path)).map(|path| text(path)).collect();
        difference
    }

    /// Returns whether nothing changes.
    pub(super) fn is_empty(&self) -> bool {
        self.created.is_empty() && self.updated.is_empty() && self.removed.is_empty()
    }

    /// Returns the numbers.
    pub(super) fn figures(&self) -> String {
        let Self { created, updated, removed, unchanged } = self;
        let (created, updated, removed) = (created.len(), updated.len(), removed.len());
        format!("+{created} new  ~{updated} changed  -{removed} removed  ({unchanged} unchanged)")
    }

    /// Returns a line for each file.
    pub(super) fn lines(&self) -> String {
        let marked = [("+", &self.created), ("~", &self.updated), ("-", &self.removed)];
        let lines = marked.iter().flat_map(|(mark, paths)| paths.iter().map(move |path| (mark, path)));
        lines.map(|(mark, path)| line("", &format!("{mark} {}", path.escape_debug()))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_by_content_and_mode() {
        let files = |list: &[(&str, &str)]| -> Files {
            let entry = |id: &str| Entry { mode: "100644".into(), id: id.into() };
            list.iter().map(|(path, id)| (path.as_bytes().to_vec(), entry(id))).collect()
        };
        let old = files(&[("a", "1"), ("b", "2"), ("c", "3")]);
        let found = Difference::between(&old, &files(&[("a", "1"), ("b", "4"), ("d", "5")]));
        assert_eq!(found.figures(), "+1 new  ~1 changed  -1 removed  (1 unchanged)");
        assert!(Difference::between(&old, &old).is_empty());
    }
}
