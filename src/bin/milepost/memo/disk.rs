//! One file for each result, below `.milepost/cache/` of the journal.
//!
//! A file is written beside its place and renamed into it, so that another process sees all of it or nothing. What is
//! read is checked against its checksum; a file that is not whole counts as absent, and is replaced.
#![expect(clippy::disallowed_methods, reason = "the memo of the command line is on the disk")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use milepost::memo::Key;

use super::folder::{self, Folder, UNFINISHED};
use super::{entry, sweep};

/// A result that is larger is not kept.
const LARGEST: u64 = 32 * 1024 * 1024;
/// How old the mark of the last use may be before it is renewed, so that reading seldom writes.
const FRESH: Duration = Duration::from_hours(24);

/// What a run may do with the cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Neither use nor keep anything.
    Nothing,
    /// Only use what is there.
    Read,
    /// Also keep what is new.
    ReadWrite,
}

/// The results on the disk.
#[derive(Debug)]
pub(super) struct Disk {
    folder: Folder,
    access: Access,
    /// Whether nothing was written since the last sweep.
    is_swept: AtomicBool,
    /// Set by the first failure, lest each of thousands is tried.
    is_refused: AtomicBool,
    count: AtomicU64,
}

impl Disk {
    /// Returns the cache of the journal below `root`. Nothing is made or read yet.
    pub(super) fn new(root: &Path, access: Access) -> Self {
        Self {
            folder: Folder::new(root),
            access,
            is_swept: AtomicBool::new(true),
            is_refused: AtomicBool::new(false),
            count: AtomicU64::new(0),
        }
    }

    /// Returns where it is.
    pub(super) fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Returns the result for `key`, if a whole one is there.
    pub(super) fn get(&self, key: &Key) -> Option<Arc<[u8]>> {
        if self.access == Access::Nothing {
            return None;
        }
        let path = self.path(key);
        let (bytes, metadata) = folder::read(&path, LARGEST)?;
        let result = entry::decode(key, &bytes)?;
        if self.access == Access::ReadWrite && is_stale(&metadata) {
            // The sweep removes what was not used for longest. A file that cannot be marked is removed sooner.
            let _ = File::options().append(true).open(&path).and_then(|file| file.set_modified(SystemTime::now()));
        }
        Some(result.into())
    }

    /// Keeps the result for `key` if that is possible.
    pub(super) fn put(&self, key: &Key, result: &[u8]) {
        let fits = (result.len() as u64) < LARGEST - 1024;
        let may_write = self.access == Access::ReadWrite && fits && !self.is_refused.load(Ordering::Relaxed);
        if !may_write || self.folder.ready().is_none() {
            return;
        }
        if self.write(key, &entry::encode(key, result)).is_err() {
            self.is_refused.store(true, Ordering::Relaxed);
        }
        self.is_swept.store(false, Ordering::Relaxed);
    }

    /// Removes what was not used for longest until the cache is within its bound, if anything was added.
    pub(super) fn sweep(&self) {
        if !self.is_swept.swap(true, Ordering::Relaxed) {
            sweep::sweep(self.folder.path(), sweep::BOUND, SystemTime::now());
        }
    }

    fn path(&self, key: &Key) -> PathBuf {
        let name = key.to_string();
        let (shelf, rest) = name.split_at(2);
        self.folder.path().join(shelf).join(rest)
    }

    fn write(&self, key: &Key, bytes: &[u8]) -> std::io::Result<()> {
        let path = self.path(key);
        let shelf = path.parent().unwrap_or(&path);
        fs::create_dir_all(shelf)?;
        // No other process, and no other thread of this one, writes to that name.
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let unfinished = shelf.join(format!("{UNFINISHED}{}-{number}", std::process::id()));
        let written = fs::write(&unfinished, bytes).and_then(|()| fs::rename(&unfinished, &path));
        if written.is_err() {
            let _ = fs::remove_file(&unfinished);
        }
        written
    }
}

fn is_stale(metadata: &fs::Metadata) -> bool {
    let age = metadata.modified().ok().and_then(|modified| modified.elapsed().ok());
    age.is_some_and(|age| age > FRESH)
}

#[cfg(test)]
mod tests {
    use milepost::memo::{Kind, Shelf};

    use super::*;

    fn key(input: &str) -> Key {
        Key::new(Kind { name: "test", version: 1, shelf: Shelf::Single }, &[input.as_bytes()])
    }

    fn open(root: &Path) -> Disk {
        Disk::new(root, Access::ReadWrite)
    }

    #[test]
    fn what_one_run_keeps_the_next_one_finds() {
        let folder = tempfile::tempdir().unwrap();
        let disk = open(folder.path());
        assert_eq!(disk.get(&key("a")), None);
        disk.put(&key("a"), b"result");
        disk.put(&key("empty"), b"");
        let disk = open(folder.path());
        assert_eq!(disk.get(&key("a")).as_deref(), Some(&b"result"[..]));
        assert_eq!(disk.get(&key("empty")).as_deref(), Some(&b""[..]));
        assert_eq!(fs::read_to_string(folder.path().join(".milepost/.gitignore")).unwrap(), "*\n");
    }

    #[test]
    fn nothing_is_made_before_there_is_a_result_or_when_only_reading() {
        let folder = tempfile::tempdir().unwrap();
        let reader = Disk::new(folder.path(), Access::Read);
        reader.put(&key("a"), b"a");
        reader.sweep();
        let idle = open(folder.path());
        assert_eq!(idle.get(&key("a")), None);
        idle.sweep();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        open(folder.path()).put(&key("a"), b"a");
        assert!(reader.get(&key("a")).is_some());
    }

    #[test]
    fn a_damaged_file_is_absent_and_then_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let disk = open(folder.path());
        for damage in [&b""[..], b"milepost memo 0\n", b"x"] {
            disk.put(&key("a"), b"a");
            let path = disk.path(&key("a"));
            fs::write(&path, damage).unwrap();
            assert_eq!(disk.get(&key("a")), None);
        }
        // An entry for another key, such as one that was copied by hand.
        disk.put(&key("b"), b"b");
        fs::copy(disk.path(&key("b")), disk.path(&key("a"))).unwrap();
        assert_eq!(disk.get(&key("a")), None);
        disk.put(&key("a"), b"a");
        assert_eq!(disk.get(&key("a")).as_deref(), Some(&b"a"[..]));
    }

    #[test]
    fn a_place_that_cannot_be_written_is_a_memo_that_forgets() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".milepost"), "a file").unwrap();
        let disk = open(folder.path());
        disk.put(&key("a"), b"a");
        disk.sweep();
        assert_eq!(disk.get(&key("a")), None);
        assert_eq!(fs::read_to_string(folder.path().join(".milepost")).unwrap(), "a file");

        let disk = open(&folder.path().join("no/such/journal"));
        disk.put(&key("a"), b"a");
        assert_eq!(disk.get(&key("a")).as_deref(), Some(&b"a"[..]), "a folder is made where none is");
        // A folder where a file belongs.
        let path = disk.path(&key("b"));
        fs::create_dir_all(path.join("inner")).unwrap();
        disk.put(&key("b"), b"b");
        assert_eq!(disk.get(&key("b")), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_journal_is_not_followed() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(other.path(), folder.path().join(".milepost")).unwrap();
        open(folder.path()).put(&key("a"), b"a");
        assert_eq!(fs::read_dir(other.path()).unwrap().count(), 0);
    }

    #[test]
    fn many_threads_and_two_stores_at_once_see_whole_results_only() {
        let folder = tempfile::tempdir().unwrap();
        let stores = [open(folder.path()), open(folder.path())];
        let expected = |input: usize| input.to_string().repeat(3000).into_bytes();
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let disk = &stores[thread % 2];
                scope.spawn(move || {
                    for round in 0..100 {
                        let input = round % 7;
                        let key = key(&input.to_string());
                        if let Some(found) = disk.get(&key) {
                            assert_eq!(*found, *expected(input));
                        }
                        disk.put(&key, &expected(input));
                    }
                });
            }
        });
        assert!((0..7).all(|input| stores[0].get(&key(&input.to_string())).is_some()));
        let left = fs::read_dir(stores[0].path(&key("0")).parent().unwrap()).unwrap().flatten();
        assert!(left.into_iter().all(|entry| !entry.file_name().to_string_lossy().starts_with(UNFINISHED)));
    }
}
