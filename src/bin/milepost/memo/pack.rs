//! Results of which a build asks for thousands: all in one file, of which each is read when it is wanted, and which is added to.
//!
//! The file is of [`block`]s. What is new goes to its end. When more of it is of no use than of use, because builds have not
//! asked for it, it is written anew without that: so it grows with the journal and not with its history.
//!
//! Results that are many and large together are written as they come, and are in memory no longer than that, unless the same
//! run builds again.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use milepost::memo::{Kept, Key, Shelf};
use rustc_hash::FxBuildHasher;

use super::block::{self, Block, Hash};
use super::disk::Access;
use super::folder::{self, Folder, Unfinished};

/// The names of the files in the cache.
const SMALL: &str = "small";
const BULK: &str = "bulk";
/// The most bytes of all results in each. What does not fit is computed again each time.
const SMALL_BOUND: usize = 64 * 1024 * 1024;
const BULK_BOUND: usize = 256 * 1024 * 1024;
/// How many bytes are written together.
const PART: usize = 1024 * 1024;

/// Results of a journal.
#[derive(Debug)]
pub(super) struct Pack {
    /// The name of the file in the cache.
    name: &'static str,
    /// The most bytes of all results.
    bound: usize,
    access: Access,
    /// Whether this run builds again.
    builds_again: bool,
    /// Whether what is new is not kept in memory.
    is_passing: bool,
    results: Mutex<Option<Results>>,
    /// Writes the file while other things are done, and says how long it is then.
    writer: Mutex<Option<JoinHandle<Option<u64>>>>,
}

/// What is known, once it was looked what is in the file.
#[derive(Debug)]
struct Results {
    /// The file as it was found.
    found: Option<Arc<File>>,
    /// What came in each build since, as far as it is kept in memory.
    parts: Vec<Arc<Vec<u8>>>,
    by_hash: HashMap<Hash, Entry, FxBuildHasher>,
    /// What is new in this build.
    fresh: Block,
    /// How many bytes all results have.
    bytes: usize,
    /// The file that is to take the place of the other one, where so much is new that it is written as it comes.
    file: Option<Unfinished>,
    /// How long the file is, if something can be added to it.
    length: Option<u64>,
    /// How many builds have ended.
    builds: u32,
}

#[derive(Debug)]
struct Entry {
    place: Place,
    /// The last build that asked for it.
    used: u32,
}

/// Where a result is.
#[derive(Debug, Clone)]
enum Place {
    /// In the file that was found.
    File(block::Place),
    /// Which part, and where in it. Behind the last part is what is new.
    Part(usize, Range<usize>),
}

/// A result with that in which it is.
#[derive(Debug)]
enum Held {
    File(Arc<File>, block::Place),
    Part(Arc<Vec<u8>>, Range<usize>),
    Own(Arc<[u8]>),
}

impl Kept for Held {
    fn read(&self) -> Option<Arc<[u8]>> {
        match self {
            Self::File(file, place) => {
                let mut result: Arc<[u8]> = std::iter::repeat_n(0, place.length as usize).collect();
                folder::read_at(file, place.at, Arc::get_mut(&mut result)?).ok()?;
                (block::check(&result) == place.check).then_some(result)
            }
            Self::Part(part, place) => Some(part[place.clone()].into()),
            Self::Own(result) => Some(result.clone()),
        }
    }
}

impl Pack {
    /// Returns the results of a journal that are on `shelf`. Nothing is read yet.
    pub(super) fn new(shelf: Shelf, access: Access, builds_again: bool) -> Self {
        let is_bulk = shelf == Shelf::Bulk;
        Self {
            name: if is_bulk { BULK } else { SMALL },
            bound: if is_bulk { BULK_BOUND } else { SMALL_BOUND },
            access,
            builds_again,
            is_passing: is_bulk && !builds_again,
            results: Mutex::default(),
            writer: Mutex::default(),
        }
    }

    /// Returns what may be done with the file.
    pub(super) fn access(&self) -> Access {
        self.access
    }

    /// Returns the result for `key`, if it is there and whole.
    pub(super) fn get(&self, key: &Key, folder: &Folder) -> Option<Arc<[u8]>> {
        let held = self.held(key, folder)?;
        // Others need not wait for the disk, or for the copy.
        held.read().or_else(|| {
            self.lock().as_mut()?.drop_damaged(key.bytes());
            None
        })
    }

    /// Returns the result for `key` without reading it, if it is there.
    pub(super) fn find(&self, key: &Key, folder: &Folder) -> Option<Arc<dyn Kept>> {
        self.held(key, folder).map(|held| Arc::new(held) as Arc<dyn Kept>)
    }

    fn held(&self, key: &Key, folder: &Folder) -> Option<Held> {
        let mut results = self.lock();
        let results = results.get_or_insert_with(|| self.open(folder));
        let entry = results.by_hash.get_mut(key.bytes())?;
        entry.used = results.builds;
        let place = entry.place.clone();
        results.held(place)
    }

    /// Counts the result for `key` among those that were asked for.
    pub(super) fn keep(&self, key: &Key, folder: &Folder) {
        let mut results = self.lock();
        let results = results.get_or_insert_with(|| self.open(folder));
        let now = results.builds;
        results.by_hash.entry(*key.bytes()).and_modify(|entry| entry.used = now);
    }

    /// Keeps the result for `key`.
    pub(super) fn put(&self, key: &Key, result: &[u8], folder: &Folder) {
        let check = block::check(result);
        let mut results = self.lock();
        let results = results.get_or_insert_with(|| self.open(folder));
        if results.bytes + result.len() > self.bound {
            return;
        }
        results.bytes += result.len();
        if !self.is_passing {
            let place = Place::Part(results.parts.len(), results.fresh.push(key.bytes(), result, &check));
            results.by_hash.insert(*key.bytes(), Entry { place, used: results.builds });
        } else if self.access == Access::ReadWrite {
            results.fresh.push(key.bytes(), result, &check);
            if results.fresh.len() > PART {
                let (before, part) = results.fresh.take();
                // What could not be written is computed again the next time.
                let _ = results.pass(self.name, [&before, &part], folder);
            }
        }
    }

    /// Ends a build: forgets what it did not ask for, and writes what is new.
    pub(super) fn end_build(&self, folder: &Folder) {
        let written = self.wait();
        let mut results = self.lock();
        let Some(results) = results.as_mut() else { return };
        results.length = written.or(results.length);
        results.forget();
        if self.access != Access::ReadWrite || (results.fresh.is_empty() && results.file.is_none()) {
            return;
        }
        let of_use = results.bytes + results.by_hash.len() * block::ENTRY;
        let (before, fresh) = results.fresh.take();
        let fresh = Arc::new(fresh);
        results.parts.push(fresh.clone());
        let is_mostly_of_use = |length: u64| length / 2 <= (of_use + PART) as u64;
        let file = results.file.take();
        match results.length.filter(|length| file.is_none() && is_mostly_of_use(*length)) {
            Some(length) => results.length = folder.append(self.name, length, [&before, &fresh]).ok(),
            None => {
                results.length = None;
                if self.builds_again {
                    results.draw_together();
                }
                let (name, folder) = (self.name, folder.clone());
                let all = results.all();
                // What passed is in the file, or in the last part.
                let fresh_length = before.len() + fresh.len();
                let passed = self.is_passing.then_some([before, fresh.to_vec()]);
                let write = move || write_file(file, name, &folder, all, &passed.unwrap_or_default()).ok();
                // Without the file, the next build computes all of it again.
                if of_use + fresh_length < PART {
                    // Sooner done than begun elsewhere.
                    results.length = write();
                } else {
                    *self.writer.lock().unwrap_or_else(PoisonError::into_inner) = Some(std::thread::spawn(write));
                }
            }
        }
    }

    /// Waits until the file is written, and returns how long it is then.
    fn wait(&self) -> Option<u64> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        writer?.join().ok().flatten()
    }

    /// Looks what is in the file.
    fn open(&self, folder: &Folder) -> Results {
        let may_read = self.access != Access::Nothing;
        // As much again may be of no use, and there is what stands around results.
        let largest = 3 * self.bound as u64;
        let opened = may_read.then(|| folder::open(&folder.path().join(self.name), largest)).flatten();
        let read = |(file, length): &(File, u64)| {
            block::find(self.name, *length, |at, bytes| folder::read_at(file, at, bytes).ok())
        };
        let found = opened.as_ref().map(read).unwrap_or_default();
        let entry = |(hash, place)| (hash, Entry { place: Place::File(place), used: u32::MAX });
        Results {
            bytes: found.results.iter().map(|(_, place)| place.length as usize).sum(),
            length: opened.as_ref().filter(|_| found.is_whole).map(|(_, length)| *length),
            by_hash: found.results.into_iter().map(entry).collect(),
            found: opened.map(|(file, _)| Arc::new(file)),
            parts: Vec::new(),
            fresh: Block::default(),
            file: None,
            builds: 0,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Results>> {
        self.results.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Results {
    /// Returns the result at a place.
    fn held(&self, place: Place) -> Option<Held> {
        Some(match place {
            Place::File(place) => Held::File(self.found.clone()?, place),
            Place::Part(part, place) => match self.parts.get(part) {
                Some(part) => Held::Part(part.clone(), place),
                None => Held::Own(self.fresh.get(place).into()),
            },
        })
    }

    /// Forgets a result that is not what was written.
    fn drop_damaged(&mut self, hash: &Hash) {
        if let Some(Entry { place: Place::File(place), .. }) = self.by_hash.remove(hash) {
            self.bytes -= place.length as usize;
        }
    }

    /// Writes a part of the file that is to take the place of the other one.
    fn pass(&mut self, name: &'static str, part: [&[u8]; 2], folder: &Folder) -> io::Result<()> {
        let mut file = match self.file.take() {
            Some(file) => file,
            None => begin(name, folder)?,
        };
        part.iter().try_for_each(|part| file.write_all(part))?;
        self.file = Some(file);
        Ok(())
    }

    /// Forgets what the build that ends did not ask for.
    fn forget(&mut self) {
        let now = self.builds;
        // A build that ended early, at an error in the plan, asked for nothing.
        if self.by_hash.values().any(|entry| entry.used == now) {
            self.by_hash.retain(|_, entry| entry.used == now);
        }
        self.builds += 1;
        self.bytes = self.by_hash.values().map(|entry| entry.place.length()).sum();
    }

    /// Returns all results, in an order, so that the same results are the same file.
    fn all(&self) -> Vec<(Hash, Held)> {
        let mut all: Vec<_> = self.by_hash.iter().collect();
        all.sort_unstable_by_key(|(hash, _)| **hash);
        all.into_iter().filter_map(|(hash, entry)| Some((*hash, self.held(entry.place.clone())?))).collect()
    }

    /// Makes one part of all that are in memory, without what was forgotten.
    fn draw_together(&mut self) {
        let mut together = Vec::new();
        let mut entries: Vec<_> = self.by_hash.iter_mut().collect();
        entries.sort_unstable_by_key(|(hash, _)| **hash);
        for (_, entry) in entries {
            if let Place::Part(part, place) = &mut entry.place {
                let start = together.len();
                together.extend_from_slice(&self.parts[*part][place.clone()]);
                (*part, *place) = (0, start..together.len());
            }
        }
        self.parts = vec![Arc::new(together)];
    }
}

impl Place {
    /// Returns how many bytes the result has.
    fn length(&self) -> usize {
        match self {
            Self::File(place) => place.length as usize,
            Self::Part(_, place) => place.len(),
        }
    }
}

impl Drop for Pack {
    fn drop(&mut self) {
        self.wait();
    }
}

fn begin(name: &'static str, folder: &Folder) -> io::Result<Unfinished> {
    let mut file = folder.begin(name)?;
    file.write_all(&block::head(name))?;
    Ok(file)
}

/// Writes a file of results, behind what is in `file` already, and returns how long it is.
fn write_file(
    file: Option<Unfinished>,
    name: &'static str,
    folder: &Folder,
    all: Vec<(Hash, Held)>,
    passed: &[Vec<u8>; 2],
) -> io::Result<u64> {
    let mut file = file.map_or_else(|| begin(name, folder), Ok)?;
    let mut block = Block::default();
    for (hash, held) in all {
        // One that is not whole is left out.
        let Some(result) = held.read() else { continue };
        block.push(&hash, &result, &block::check(&result));
        if block.len() > PART {
            let (before, results) = block.take();
            file.write_all(&before)?;
            file.write_all(&results)?;
        }
    }
    let (before, results) = block.take();
    [before, results].iter().chain(passed).try_for_each(|part| file.write_all(part))?;
    file.finish()
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "these tests look at the disk")]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use milepost::memo::Kind;
    use proptest::prelude::*;

    use super::*;

    const SHELVES: [Shelf; 2] = [Shelf::Small, Shelf::Bulk];

    fn key(shelf: Shelf, input: &str) -> Key {
        Key::new(Kind { name: "test", version: 1, shelf }, &[input.as_bytes()])
    }

    fn path(root: &Path, shelf: Shelf) -> PathBuf {
        root.join(".milepost/cache").join(Pack::new(shelf, Access::Nothing, false).name)
    }

    /// Runs one build that needs `inputs`, and returns those that it had to compute.
    fn build(root: &Path, shelf: Shelf, access: Access, inputs: &[&str]) -> Vec<String> {
        let (pack, folder) = (Pack::new(shelf, access, false), Folder::new(root));
        let computed = ask(&pack, shelf, &folder, inputs);
        pack.end_build(&folder);
        computed
    }

    fn result(input: &str) -> Vec<u8> {
        input.to_uppercase().into_bytes()
    }

    fn ask(pack: &Pack, shelf: Shelf, folder: &Folder, inputs: &[&str]) -> Vec<String> {
        let is_new = |input: &&&str| match pack.get(&key(shelf, input), folder) {
            Some(found) => {
                assert_eq!(*found, *result(input));
                false
            }
            None => {
                pack.put(&key(shelf, input), &result(input), folder);
                true
            }
        };
        inputs.iter().filter(is_new).map(ToString::to_string).collect()
    }

    #[test]
    fn what_a_build_asked_for_is_there_for_the_next_one() {
        for shelf in SHELVES {
            let folder = tempfile::tempdir().unwrap();
            let build = |inputs: &[&str]| build(folder.path(), shelf, Access::ReadWrite, inputs);
            assert_eq!(build(&["a", "b", ""]), ["a", "b", ""]);
            assert_eq!(build(&["a", "b", ""]), [""; 0]);
            assert_eq!(build(&["a", "c"]), ["c"]);
            assert_eq!(build(&[]), [""; 0], "an early end forgets nothing");
            assert_eq!(build(&["a", "c"]), [""; 0]);
        }
    }

    #[test]
    fn what_is_of_no_use_is_left_out_before_it_is_the_greater_part() {
        for shelf in SHELVES {
            let folder = tempfile::tempdir().unwrap();
            let text = |name: &str| format!("{name}{}", "x".repeat(PART / 2));
            let (kept, gone) = (text("kept"), ["b", "c", "d", "e", "f", "g", "h", "i", "j"].map(text));
            let mut longest = 0;
            for gone in &gone {
                build(folder.path(), shelf, Access::ReadWrite, &[&kept, gone]);
                longest = longest.max(path(folder.path(), shelf).metadata().unwrap().len());
            }
            assert!(longest < 5 * PART as u64, "{longest}");
            assert_eq!(build(folder.path(), shelf, Access::ReadWrite, &[&kept, &gone[8]]), [""; 0]);
            assert_eq!(build(folder.path(), shelf, Access::ReadWrite, &[&gone[0]]), [&*gone[0]]);
            // What is kept is of use without being asked for.
            for gone in &gone {
                let (pack, place) = (Pack::new(shelf, Access::ReadWrite, false), Folder::new(folder.path()));
                ask(&pack, shelf, &place, &[gone]);
                pack.keep(&key(shelf, &kept), &place);
                pack.end_build(&place);
            }
            assert_eq!(build(folder.path(), shelf, Access::ReadWrite, &[&kept]), [""; 0]);
        }
    }

    #[test]
    fn what_is_written_as_it_comes_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let many: Vec<String> = (0..40).map(|n| format!("{n}{}", "x".repeat(PART / 8))).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let build = |inputs: &[&str]| build(folder.path(), Shelf::Bulk, Access::ReadWrite, inputs);
        assert_eq!(build(&many[..3]), many[..3]);
        assert_eq!(build(&many), many[3..]);
        assert_eq!(build(&many), [""; 0]);
        let left = fs::read_dir(folder.path().join(".milepost/cache")).unwrap();
        let mut left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["CACHEDIR.TAG", BULK]);
    }

    #[test]
    fn a_build_without_anything_new_writes_nothing() {
        for shelf in SHELVES {
            let folder = tempfile::tempdir().unwrap();
            let path = path(folder.path(), shelf);
            let build = |access, inputs: &[&str]| build(folder.path(), shelf, access, inputs);
            assert_eq!(build(Access::Read, &["a"]), ["a"]);
            assert!(!path.exists());
            build(Access::ReadWrite, &["a"]);
            let before = fs::metadata(&path).unwrap().modified().unwrap();
            build(Access::ReadWrite, &["a"]);
            assert_eq!(build(Access::Read, &["a", "b"]), ["b"]);
            assert_eq!(build(Access::Nothing, &["a"]), ["a"]);
            assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
        }
    }

    #[test]
    fn builds_of_one_run_remember_what_the_last_one_needed() {
        for shelf in SHELVES {
            let folder = tempfile::tempdir().unwrap();
            let (pack, place) = (Pack::new(shelf, Access::ReadWrite, true), Folder::new(folder.path()));
            for (inputs, computed) in [(&["a", "b"][..], &["a", "b"][..]), (&["b", "c"], &["c"]), (&["a", "b"], &["a"])]
            {
                assert_eq!(ask(&pack, shelf, &place, inputs), computed);
                pack.end_build(&place);
            }
            drop(pack);
            assert_eq!(build(folder.path(), shelf, Access::ReadWrite, &["a", "b", "c"]), [""; 0]);
        }
    }

    #[test]
    fn two_runs_at_once_leave_a_file_that_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        build(folder.path(), Shelf::Small, Access::ReadWrite, &["a"]);
        let place = Folder::new(folder.path());
        let packs = [0, 1].map(|_| Pack::new(Shelf::Small, Access::ReadWrite, false));
        for (pack, own) in packs.iter().zip(["b", "c"]) {
            assert_eq!(ask(pack, Shelf::Small, &place, &["a", own]), [own]);
        }
        for pack in &packs {
            pack.end_build(&place);
        }
        drop(packs);
        assert_eq!(build(folder.path(), Shelf::Small, Access::ReadWrite, &["a", "b", "c"]), ["c"]);
        assert_eq!(build(folder.path(), Shelf::Small, Access::ReadWrite, &["a", "b", "c"]), [""; 0]);
    }

    #[test]
    fn a_damaged_file_is_absent_and_then_replaced() {
        for shelf in SHELVES {
            let folder = tempfile::tempdir().unwrap();
            let path = path(folder.path(), shelf);
            let build = |access, inputs: &[&str]| build(folder.path(), shelf, access, inputs);
            build(Access::ReadWrite, &["a", "b"]);
            for damage in [&b""[..], b"milepost pack 0\n", b"x"] {
                fs::write(&path, damage).unwrap();
                assert_eq!(build(Access::ReadWrite, &["a", "b"]), ["a", "b"]);
                assert_eq!(build(Access::Read, &["a", "b"]), [""; 0]);
            }
            fs::remove_file(&path).unwrap();
            fs::create_dir(&path).unwrap();
            assert_eq!(build(Access::ReadWrite, &["a"]), ["a"]);
        }
    }

    proptest! {
        #[test]
        fn whatever_becomes_of_the_file_results_are_right(
            builds in prop::collection::vec(
                (prop::collection::btree_set("[a-e]{1,2}", 0..6), any::<prop::sample::Index>(), 0..4_u8),
                1..6,
            ),
        ) {
            for shelf in SHELVES {
                let folder = tempfile::tempdir().unwrap();
                let path = path(folder.path(), shelf);
                for (inputs, at, damage) in &builds {
                    let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
                    build(folder.path(), shelf, Access::ReadWrite, &inputs);
                    let bytes = fs::read(&path).ok().filter(|bytes| !bytes.is_empty());
                    if let (1 | 2, Some(mut bytes)) = (damage, bytes) {
                        let at = at.index(bytes.len());
                        if *damage == 1 { bytes[at] ^= 1 } else { bytes.truncate(at) }
                        fs::write(&path, bytes).unwrap();
                    }
                }
            }
        }
    }
}
