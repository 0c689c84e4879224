//! What of a journal is on the disk at a moment, and what differs from another moment.
#![expect(clippy::disallowed_methods, reason = "watching is looking at the disk")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, SystemTime};

use milepost::source::FOLDERS;
use milepost::source::load::is_left_over;
use milepost::source::load::state::{Moment, State};

use super::Burst;

/// The files that are watched beside the folders. The private half of the plan says what must not be on the site.
const FILES: [&str; 3] = ["plan.yaml", "plan.private.yaml", "evidence.lock"];
/// More than one tick of the clock that files are stamped with: what is written twice within one may look as if it was
/// written once.
const TICK: Duration = Duration::from_millis(20);

/// Every file that a build reads, as it was at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Snapshot {
    files: BTreeMap<PathBuf, State>,
    at: Moment,
}

impl Snapshot {
    /// Looks at the files below `root` that a build reads. What cannot be read is left out: the build says so.
    pub(super) fn take(root: &Path) -> Self {
        let at = SystemTime::now().into();
        let starts = FOLDERS.into_iter().chain(FILES).map(|name| root.join(name));
        let entries = starts.flat_map(|start| {
            let is_wanted = |entry: &walkdir::DirEntry| !is_left_over(entry.file_name());
            walkdir::WalkDir::new(start).follow_root_links(false).into_iter().filter_entry(is_wanted).flatten()
        });
        let state = |entry: walkdir::DirEntry| {
            let metadata = fs::symlink_metadata(entry.path()).ok().filter(|metadata| !metadata.is_dir())?;
            Some((entry.path().strip_prefix(root).ok()?.to_owned(), State::of(&metadata)))
        };
        Self { files: entries.filter_map(state).collect(), at }
    }

    /// Returns the files that are not as they were in `other`, those included that are in one of the two only.
    pub(super) fn differences(&self, other: &Self) -> Burst {
        let differs = |from: &Self, to: &Self| -> Burst {
            let files = from.files.iter().filter(|(path, state)| to.files.get(*path) != Some(state));
            files.map(|(path, _)| path.clone()).collect()
        };
        &differs(self, other) | &differs(other, self)
    }

    /// Returns whether what is at `path` is for certain what was there in `before`. What was away both times need not have
    /// been away in between, and a file that was written in the last moment may have been written again.
    pub(super) fn is_certainly(&self, before: &Self, path: &Path) -> bool {
        let is_old = |state: &State| state.is_older(before.at.before(TICK));
        let mut below = self.files.range(path.to_owned()..).take_while(|(other, _)| other.starts_with(path)).peekable();
        below.peek().is_some()
            && below.all(|(path, state)| before.files.get(path) == Some(state) && is_old(state))
            && before
                .files
                .range(path.to_owned()..)
                .take_while(|(other, _)| other.starts_with(path))
                .all(|(path, _)| self.files.contains_key(path))
    }
}

/// Returns whether a folder is at `path` below `root`, or one of those that are watched was there.
pub(super) fn is_folder(root: &Path, path: &Path) -> bool {
    FOLDERS.iter().any(|folder| path == Path::new(folder)) || root.join(path).is_dir()
}

/// Returns whether a build reads what is at `path` below the root.
pub(crate) fn is_read(path: &Path) -> bool {
    let name = |component| match component {
        Component::Normal(name) => std::ffi::OsStr::to_str(name),
        _ => None,
    };
    let names: Option<Vec<&str>> = path.components().map(name).collect();
    match names.as_deref() {
        Some([file]) if FILES.iter().any(|plan| file == plan) => true,
        Some([folder, rest @ ..]) => FOLDERS.contains(folder) && !rest.iter().any(|name| is_left_over(name.as_ref())),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_build_reads_is_relevant() {
        for path in [
            "plan.yaml",
            "plan.private.yaml",
            "evidence.lock",
            "content",
            "content/notes/a.md",
            "content/#a.md",
            "components/card.yaml",
            "themes/mine/base.html",
        ] {
            assert!(is_read(Path::new(path)), "{path}");
        }
        for path in [
            "",
            "site/index.html",
            "site/content/a.md",
            ".milepost/cache/a",
            ".git/index",
            "target/debug/a",
            "content/.a.md.swp",
            "content/a.md~",
            "content/#a.md#",
            "README.md",
            "contents/a.md",
        ] {
            assert!(!is_read(Path::new(path)), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_as_it_was_is_certain_only_when_it_is_old() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("content/notes")).unwrap();
        let (notes, note) = (Path::new("content/notes"), Path::new("content/notes/a.md"));
        fs::write(root.join(note), "a").unwrap();
        // As long as a tick lasts, it may be written again without looking so.
        let fresh = Snapshot::take(root);
        let mut early = fresh.clone();
        early.at = root.join(note).metadata().unwrap().modified().unwrap().into();
        assert!(!fresh.is_certainly(&early, note));
        std::thread::sleep(2 * TICK);
        let before = Snapshot::take(root);
        let now = Snapshot::take(root);
        assert!(now.is_certainly(&before, note) && now.is_certainly(&before, notes));
        assert!(now.differences(&before).is_empty());
        assert!(!now.is_certainly(&before, Path::new("content/notes/gone.md")), "it may have been there in between");
        // A name that only begins like the folder is not in it.
        fs::write(root.join("content/notes.md"), "a").unwrap();
        assert!(Snapshot::take(root).is_certainly(&before, notes));
        fs::write(root.join("content/notes/b.md"), "b").unwrap();
        let more = Snapshot::take(root);
        assert!(!more.is_certainly(&before, notes) && !before.is_certainly(&more, notes));
        let both = Burst::from(["content/notes.md".into(), "content/notes/b.md".into()]);
        assert_eq!(more.differences(&before), both);
        assert_eq!(before.differences(&more), both);
        fs::write(root.join(note), "b").unwrap();
        assert!(!Snapshot::take(root).is_certainly(&before, note));
    }
}
