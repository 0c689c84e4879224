//! Where findings are, for programs: paths with `/`, lines and columns from 1.

use std::path::{Component, Path};

use milepost::diagnostic::Span;
use milepost::source::position::Position;
use milepost::source::{Sources, excerpt};

/// Knows where the bytes of a span are.
#[derive(Debug)]
pub(super) struct Places<'a> {
    sources: &'a Sources,
    /// What stands before the path of a file in the journal; empty, or with `/` at its end.
    folder: String,
}

/// A range in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The path of the file.
    pub(super) path: String,
    /// Where it begins.
    pub(super) start: Position,
    /// The place behind its end; columns are counted in characters.
    pub(super) end: Position,
}

impl<'a> Places<'a> {
    /// Returns places with paths as they are in the journal.
    pub(super) fn of_journal(sources: &'a Sources) -> Self {
        Self { sources, folder: String::new() }
    }

    /// Returns places with paths as seen from where the command was started, which for a host is the repository. A
    /// journal elsewhere has the paths that it has in itself.
    pub(super) fn of_directory(sources: &'a Sources, root: &Path) -> Self {
        Self { sources, folder: folder(root) }
    }

    /// Returns where `span` is.
    pub(super) fn of(&self, span: Span) -> Place {
        let (start, end) = excerpt::range(span, self.sources);
        Place { path: self.path(self.sources.get(span.source).path.as_str()), start, end }
    }

    /// Returns a path of the journal as it is shown.
    pub(super) fn path(&self, path: &str) -> String {
        format!("{}{path}", self.folder)
    }
}

/// Returns `root` with slashes, where it is a folder below the current one.
fn folder(root: &Path) -> String {
    let mut folder = String::new();
    for part in root.components() {
        match part {
            Component::CurDir => {}
            Component::Normal(name) => {
                folder.push_str(&name.to_string_lossy());
                folder.push('/');
            }
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return String::new(),
        }
    }
    folder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_in_a_folder_of_the_repository_keeps_that_folder() {
        for (root, expected) in
            [(".", ""), ("docs/journal", "docs/journal/"), ("./a/", "a/"), ("/tmp/a", ""), ("../a", "")]
        {
            assert_eq!(folder(Path::new(root)), expected, "{root}");
        }
    }
}
