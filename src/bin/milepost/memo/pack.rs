//! Small results, of which a build asks for thousands: all in one file, which is read and written once.
//!
//! The file is an [`entry`] like those of large results. In it are the small ones, each with its key and its length. What a build
//! did not ask for is left out when the file is written the next time, so it grows with the journal and not with its history.

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use milepost::memo::{Key, Kind};

use super::disk::Access;
use super::entry;
use super::folder::{self, Folder};

/// The name of the file in the cache.
pub(super) const NAME: &str = "small";
/// Another format of what is in it has another number.
const KIND: Kind = Kind { name: "small", version: 1, is_small: false };
const HASH: usize = 32;
const LENGTH: usize = 4;
/// The most bytes of all results. What does not fit is computed again each time.
const BOUND: usize = 64 * 1024 * 1024;
/// The same with what stands around them.
const LARGEST: u64 = BOUND as u64 + 1024;

/// The small results of a journal.
#[derive(Debug)]
pub(super) struct Pack {
    access: Access,
    results: Mutex<Option<Results>>,
    /// Writes the file while other things are done.
    writer: Mutex<Option<JoinHandle<()>>>,
}

/// What is known, once the file was read.
#[derive(Debug, Default)]
struct Results {
    by_key: HashMap<[u8; HASH], Kept>,
    /// How many builds have ended.
    builds: u32,
    /// Whether something is there that the file does not have.
    has_new: bool,
}

#[derive(Debug)]
struct Kept {
    result: Arc<[u8]>,
    /// The last build that asked for it.
    used: u32,
}

/// A key and its result.
type Entry = ([u8; HASH], Arc<[u8]>);

impl Pack {
    /// Returns the results of a journal. Nothing is read yet.
    pub(super) fn new(access: Access) -> Self {
        Self { access, results: Mutex::default(), writer: Mutex::default() }
    }

    /// Returns what may be done with the file.
    pub(super) fn access(&self) -> Access {
        self.access
    }

    /// Returns the result for `key`, if it is there.
    pub(super) fn get(&self, key: &Key, folder: &Folder) -> Option<Arc<[u8]>> {
        let mut results = self.lock();
        let results = results.get_or_insert_with(|| self.read(folder));
        let kept = results.by_key.get_mut(key.bytes())?;
        kept.used = results.builds;
        Some(kept.result.clone())
    }

    /// Keeps the result for `key`.
    pub(super) fn put(&self, key: &Key, result: &Arc<[u8]>, folder: &Folder) {
        let mut results = self.lock();
        let results = results.get_or_insert_with(|| self.read(folder));
        results.by_key.insert(*key.bytes(), Kept { result: result.clone(), used: results.builds });
        results.has_new = true;
    }

    /// Ends a build: forgets what it did not ask for, and writes the file when there is something new.
    pub(super) fn end_build(&self, folder: &Folder) {
        let mut results = self.lock();
        let Some(results) = results.as_mut() else { return };
        let now = results.builds;
        // A build that ended early, at an error in the plan, asked for nothing.
        if results.by_key.values().any(|kept| kept.used == now) {
            results.by_key.retain(|_, kept| kept.used == now);
        }
        results.builds += 1;
        if std::mem::take(&mut results.has_new) && self.access == Access::ReadWrite {
            let kept = results.by_key.iter().map(|(key, kept)| (*key, kept.result.clone())).collect();
            self.write(kept, folder.clone());
        }
    }

    /// Writes the file. Who drops the results waits until that is done.
    fn write(&self, kept: Vec<Entry>, folder: Folder) {
        self.wait();
        // Without the file, the next build computes all of it again.
        let write = move || drop(folder.write_with(NAME, |file| write_file(kept, file)));
        *self.writer.lock().unwrap_or_else(PoisonError::into_inner) = Some(std::thread::spawn(write));
    }

    fn wait(&self) {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(writer) = writer {
            let _ = writer.join();
        }
    }

    fn read(&self, folder: &Folder) -> Results {
        let may_read = self.access != Access::Nothing;
        let bytes = may_read.then(|| folder::read(&folder.path().join(NAME), LARGEST)).flatten();
        let by_key = bytes.and_then(|(bytes, _)| decode(&bytes));
        let kept = |(key, result)| (key, Kept { result, used: u32::MAX });
        Results { by_key: by_key.unwrap_or_default().into_iter().map(kept).collect(), ..Results::default() }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Results>> {
        self.results.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Pack {
    fn drop(&mut self) {
        self.wait();
    }
}

/// Writes the bytes of the file.
fn write_file(mut kept: Vec<Entry>, file: &mut impl Write) -> io::Result<()> {
    // In an order, so that the same results are the same file.
    kept.sort_unstable_by_key(|(key, _)| *key);
    let mut bytes = 0;
    let fits = |(key, result): Entry| {
        let length = u32::try_from(result.len()).ok()?.to_le_bytes();
        let with_it = bytes + HASH + LENGTH + result.len();
        (with_it <= BOUND).then(|| {
            bytes = with_it;
            (key, length, result)
        })
    };
    let kept: Vec<_> = kept.into_iter().filter_map(fits).collect();
    // All of it together is never in memory.
    let parts = || kept.iter().flat_map(|(key, length, result)| [&key[..], length, result]);
    file.write_all(&entry::head(&Key::new(KIND, &[]), parts()))?;
    parts().try_for_each(|part| file.write_all(part))
}

/// Returns the results in the bytes of a file, or `None` when they are not whole.
fn decode(bytes: &[u8]) -> Option<Vec<Entry>> {
    let mut rest = entry::decode(&Key::new(KIND, &[]), bytes)?;
    let mut results = Vec::new();
    while !rest.is_empty() {
        let (key, after) = rest.split_first_chunk::<HASH>()?;
        let (length, after) = after.split_first_chunk::<LENGTH>()?;
        let (result, after) = after.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
        results.push((*key, result.into()));
        rest = after;
    }
    Some(results)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "these tests look at the disk")]
mod tests {
    use std::fs;
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;

    fn key(input: &str) -> Key {
        Key::new(Kind { name: "test", version: 1, is_small: true }, &[input.as_bytes()])
    }

    /// Runs one build that needs `inputs`, and returns those that it had to compute.
    fn build(root: &Path, access: Access, inputs: &[&str]) -> Vec<String> {
        let (pack, folder) = (Pack::new(access), Folder::new(root));
        let computed = ask(&pack, &folder, inputs);
        pack.end_build(&folder);
        computed
    }

    fn ask(pack: &Pack, folder: &Folder, inputs: &[&str]) -> Vec<String> {
        let is_new = |input: &&&str| match pack.get(&key(input), folder) {
            Some(result) => {
                assert_eq!(*result, *input.to_uppercase().as_bytes());
                false
            }
            None => {
                pack.put(&key(input), &input.to_uppercase().into_bytes().into(), folder);
                true
            }
        };
        inputs.iter().filter(is_new).map(ToString::to_string).collect()
    }

    #[test]
    fn what_a_build_asked_for_is_there_for_the_next_one_and_nothing_else_is() {
        let folder = tempfile::tempdir().unwrap();
        let build = |inputs: &[&str]| build(folder.path(), Access::ReadWrite, inputs);
        assert_eq!(build(&["a", "b", ""]), ["a", "b", ""]);
        assert_eq!(build(&["a", "b", ""]), [""; 0]);
        assert_eq!(build(&["a", "c"]), ["c"]);
        assert_eq!(build(&[]), [""; 0], "an early end forgets nothing");
        assert_eq!(build(&["a", "b", "c"]), ["b"]);
    }

    #[test]
    fn a_build_without_anything_new_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".milepost/cache").join(NAME);
        assert_eq!(build(folder.path(), Access::Read, &["a"]), ["a"]);
        assert!(!path.exists());
        build(folder.path(), Access::ReadWrite, &["a"]);
        let before = fs::metadata(&path).unwrap().modified().unwrap();
        build(folder.path(), Access::ReadWrite, &["a"]);
        assert_eq!(build(folder.path(), Access::Read, &["a", "b"]), ["b"]);
        assert_eq!(build(folder.path(), Access::Nothing, &["a"]), ["a"]);
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
    }

    #[test]
    fn builds_of_one_run_remember_what_the_last_one_needed() {
        let folder = tempfile::tempdir().unwrap();
        let (pack, place) = (Pack::new(Access::ReadWrite), Folder::new(folder.path()));
        for (inputs, computed) in [(&["a", "b"][..], &["a", "b"][..]), (&["b", "c"], &["c"]), (&["a", "b"], &["a"])] {
            assert_eq!(ask(&pack, &place, inputs), computed);
            pack.end_build(&place);
        }
    }

    #[test]
    fn a_damaged_file_is_absent_and_then_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".milepost/cache").join(NAME);
        build(folder.path(), Access::ReadWrite, &["a", "b"]);
        for damage in [&b""[..], b"milepost pack 0\n", b"x"] {
            fs::write(&path, damage).unwrap();
            assert_eq!(build(folder.path(), Access::ReadWrite, &["a", "b"]), ["a", "b"]);
            assert_eq!(build(folder.path(), Access::Read, &["a", "b"]), [""; 0]);
        }
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert_eq!(build(folder.path(), Access::ReadWrite, &["a"]), ["a"]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_and_what_is_damaged_is_not(
            results in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..8),
            at in any::<prop::sample::Index>(),
            flip in 1..=255_u8,
        ) {
            let entries = results.iter().enumerate().map(|(n, result)| {
                (*key(&n.to_string()).bytes(), Arc::from(&**result))
            });
            let kept: HashMap<[u8; HASH], Arc<[u8]>> = entries.collect();
            let mut whole = Vec::new();
            write_file(kept.clone().into_iter().collect(), &mut whole).unwrap();
            let read: HashMap<_, _> = decode(&whole).unwrap().into_iter().collect();
            prop_assert_eq!(read, kept);
            let mut damaged = whole.clone();
            damaged[at.index(whole.len())] ^= flip;
            prop_assert!(decode(&damaged).is_none());
            prop_assert!(decode(&whole[..at.index(whole.len())]).is_none());
        }
    }
}
