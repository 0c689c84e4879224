//! Keeps the cache within its bound: what was not used for longest goes first.
#![expect(clippy::disallowed_methods, reason = "the memo of the command line is on the disk")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::folder::UNFINISHED;

/// How many bytes the cache may hold.
pub(super) const BOUND: u64 = 512 * 1024 * 1024;
/// Disks hand out space in blocks, so that a thousand small files are not small.
const BLOCK: u64 = 4096;
/// A file that is still unfinished after that long belongs to a run that was killed.
const ABANDONED: Duration = Duration::from_hours(1);

/// Removes the oldest results in `folder` until at most `bound` bytes are left. What cannot be removed is left.
pub(super) fn sweep(folder: &Path, bound: u64, now: SystemTime) {
    let mut files = files(folder);
    let is_abandoned =
        |file: &Found| file.is_unfinished && now.duration_since(file.used).is_ok_and(|age| age > ABANDONED);
    files.retain(|file| !(is_abandoned(file) && fs::remove_file(&file.path).is_ok()));
    let mut total: u64 = files.iter().map(|file| file.size).sum();
    if total <= bound {
        return;
    }
    // The path as well, so that files of one moment have an order.
    files.sort_by(|a, b| (a.used, &a.path).cmp(&(b.used, &b.path)));
    // Some way below the bound, so that not every build has to sweep.
    for file in files {
        if total <= bound / 4 * 3 {
            break;
        }
        if fs::remove_file(&file.path).is_ok() {
            total -= file.size;
        }
    }
}

/// A file of the cache.
struct Found {
    path: PathBuf,
    used: SystemTime,
    size: u64,
    is_unfinished: bool,
}

/// Returns the files on the shelves of the cache, and nothing else that may be in the folder.
fn files(folder: &Path) -> Vec<Found> {
    let is_hex = |name: &str| name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let shelves = fs::read_dir(folder).into_iter().flatten().flatten().filter(|shelf| {
        let is_folder = shelf.file_type().is_ok_and(|kind| kind.is_dir());
        is_folder && shelf.file_name().to_str().is_some_and(|name| name.len() == 2 && is_hex(name))
    });
    let entries = shelves.flat_map(|shelf| fs::read_dir(shelf.path()).into_iter().flatten().flatten());
    // Beside the shelves there is what was being written when a run was killed.
    let is_unfinished = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with(UNFINISHED);
    let beside = fs::read_dir(folder).into_iter().flatten().flatten().filter(is_unfinished);
    let found = |entry: fs::DirEntry| {
        let name = entry.file_name();
        let name = name.to_str()?;
        let is_unfinished = name.starts_with(UNFINISHED);
        let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
        (is_unfinished || (name.len() == 62 && is_hex(name))).then(|| Found {
            path: entry.path(),
            used: metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH),
            size: metadata.len().next_multiple_of(BLOCK),
            is_unfinished,
        })
    };
    entries.chain(beside).filter_map(found).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Duration = Duration::from_hours(24);

    /// Makes a file of one block that was last used so many days ago.
    fn put(folder: &Path, name: &str, days: u32, now: SystemTime) -> PathBuf {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "x").unwrap();
        fs::File::options().append(true).open(&path).unwrap().set_modified(now - days * DAY).unwrap();
        path
    }

    #[test]
    fn what_was_not_used_for_longest_goes_first_and_only_what_is_ours() {
        let folder = tempfile::tempdir().unwrap();
        let now = SystemTime::now();
        let name = |number: usize| format!("0{number}/{}", "a".repeat(62));
        let days = [3, 8, 1, 6, 2, 7, 5, 4];
        let ours: Vec<PathBuf> =
            days.iter().enumerate().map(|(at, days)| put(folder.path(), &name(at), *days, now)).collect();
        let others = ["CACHEDIR.TAG", "00/notes.txt", "my/file"].map(|name| put(folder.path(), name, 99, now));
        let abandoned = put(folder.path(), "00/tmp-1-1", 1, now);
        let beside = put(folder.path(), "tmp-1-last-build", 1, now);
        let unfinished = put(folder.path(), "00/tmp-1-2", 0, now);

        sweep(folder.path(), 9 * BLOCK, now);
        assert!(!abandoned.exists() && !beside.exists() && unfinished.exists());
        assert!(ours.iter().all(|path| path.exists()), "nine blocks are within the bound");

        sweep(folder.path(), 8 * BLOCK, now);
        let left: Vec<u32> = ours.iter().zip(days).filter(|(path, _)| path.exists()).map(|(_, days)| days).collect();
        assert_eq!(left, [3, 1, 2, 5, 4], "down to three quarters, with the unfinished one");
        assert!(others.iter().all(|path| path.exists()) && unfinished.exists());
    }

    #[test]
    fn a_folder_that_is_not_there_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        sweep(&folder.path().join("none"), 0, SystemTime::now());
    }
}
