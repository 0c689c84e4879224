//! What builds remember, on the disk of the journal and in the memory of `milepost serve`.
//!
//! 1. [`Store`] is the memo that a build is given: memory before disk.
//! 2. [`disk`] keeps one file for each result below `.milepost/cache/`, which is [`folder`]; [`entry`] is the form of such a
//!    file.
//! 3. [`pack`] keeps the results of which there are thousands in one file together, which is of [`block`]s.
//! 4. [`sweep`] keeps the folder within its bound.
//!
//! Nothing here can fail a build, or change what it makes: a disk that cannot be written or read is a memo that
//! forgets.

mod block;
mod disk;
mod entry;
mod folder;
mod pack;
mod sweep;

use std::path::Path;
use std::sync::Arc;

use milepost::memo::{InMemory, Kept, Key, Memo, Shelf};

pub(crate) use self::disk::Access;
use self::disk::Disk;
pub(crate) use self::folder::Folder;
use self::pack::Pack;

/// What the builds of one run remember.
#[derive(Debug)]
pub(crate) struct Store {
    /// For runs that build more than once.
    memory: Option<InMemory>,
    disk: Disk,
    small: Pack,
    bulk: Pack,
}

impl Store {
    /// Returns the memo for one build of the journal below `root`.
    pub(crate) fn for_one_build(root: &Path, access: Access) -> Self {
        Self::new(root, access, false)
    }

    /// Returns the memo for a run that builds the journal below `root` again and again.
    pub(crate) fn for_many_builds(root: &Path) -> Self {
        Self::new(root, Access::ReadWrite, true)
    }

    fn new(root: &Path, access: Access, builds_again: bool) -> Self {
        Self {
            memory: builds_again.then(InMemory::default),
            disk: Disk::new(root, access),
            small: Pack::new(Shelf::Small, access, builds_again),
            bulk: Pack::new(Shelf::Bulk, access, builds_again),
        }
    }

    /// Returns where the results of a shelf are, if they are together.
    fn pack(&self, shelf: Shelf) -> Option<&Pack> {
        match shelf {
            Shelf::Single => None,
            Shelf::Small => Some(&self.small),
            Shelf::Bulk => Some(&self.bulk),
        }
    }

    /// Returns what this run may do with what is on the disk.
    pub(crate) fn access(&self) -> Access {
        self.small.access()
    }

    /// Ends a build: forgets what it did not need, and keeps the disk within its bound.
    pub(crate) fn end_build(&self) {
        if let Some(memory) = &self.memory {
            memory.begin();
        }
        self.small.end_build(self.disk.folder());
        self.bulk.end_build(self.disk.folder());
        self.disk.sweep();
    }
}

impl Memo for Store {
    fn get(&self, key: &Key) -> Option<Arc<[u8]>> {
        if let Some(pack) = self.pack(key.shelf()) {
            return pack.get(key, self.disk.folder());
        }
        if let Some(result) = self.memory.as_ref().and_then(|memory| memory.get(key)) {
            return Some(result);
        }
        let result = self.disk.get(key)?;
        if let Some(memory) = &self.memory {
            memory.put(key, &result);
        }
        Some(result)
    }

    fn find(&self, key: &Key) -> Option<Arc<dyn Kept>> {
        match self.pack(key.shelf()) {
            Some(pack) => pack.find(key, self.disk.folder()),
            None => self.get(key).map(|result| Arc::new(result) as Arc<dyn Kept>),
        }
    }

    fn remembers(&self) -> bool {
        self.access() != Access::Nothing
    }

    fn keep(&self, key: &Key) {
        if let Some(pack) = self.pack(key.shelf()) {
            pack.keep(key, self.disk.folder());
        }
    }

    fn put(&self, key: &Key, result: &Arc<[u8]>) {
        if let Some(pack) = self.pack(key.shelf()) {
            return pack.put(key, result, self.disk.folder());
        }
        if let Some(memory) = &self.memory {
            memory.put(key, result);
        }
        self.disk.put(key, result);
    }
}
