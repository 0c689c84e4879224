//! Results of expensive pure functions, remembered by what went into them.
//!
//! 1. A function names itself with a [`Kind`] and puts all that it reads into a [`Key`].
//! 2. [`recall`] returns what the memo holds for that key, else computes it and hands it to the memo.
//! 3. [`form`] is how results that have parts are written.
//! 4. Who keeps the results is up to the caller of a build: nobody ([`Forget`]), the memory of this process
//!    ([`InMemory`]), or the disk, which is a matter of the command line.
//!
//! **Invariant:** a build with a memo gives the same bytes as one without. So a key holds every input, and a kind gets
//! a new version when its function changes.

pub mod form;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

/// A function whose results are remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Its name, which no other kind has.
    pub name: &'static str,
    /// Raised when the same inputs give another result than before.
    pub version: u32,
    /// How its results are kept.
    pub shelf: Shelf,
}

/// How results are kept, by their size and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shelf {
    /// Each by itself.
    Single,
    /// Together, because they are small and a build asks for thousands of them.
    Small,
    /// Together too, but out of memory where that is possible: there are thousands, each is some kilobytes, and a build asks
    /// for each of them once.
    Bulk,
}

/// What a result is found by: the kind and a hash of all inputs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    hash: [u8; 32],
    shelf: Shelf,
}

impl Key {
    /// Returns the key of a function for its `inputs`, in their order.
    ///
    /// A large input that is part of many keys is better hashed once and given as its hash.
    pub fn new(kind: Kind, inputs: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        let version = kind.version.to_le_bytes();
        // Another release may have other crates beneath the same code.
        let own = [env!("CARGO_PKG_VERSION").as_bytes(), kind.name.as_bytes(), &version];
        for part in own.iter().chain(inputs) {
            // Its length first, so that `ab`, `c` differs from `a`, `bc`.
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Self { hash: hash.finalize().into(), shelf: kind.shelf }
    }

    /// Returns the key with that hash.
    pub fn of_hash(hash: [u8; 32], shelf: Shelf) -> Self {
        Self { hash, shelf }
    }

    /// Returns the bytes of the hash.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.hash
    }

    /// Returns how its result is kept.
    pub fn shelf(&self) -> Shelf {
        self.shelf
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.hash.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({self})")
    }
}

/// Keeps results. It may forget any of them at any time, and never returns another one than was put in.
pub trait Memo: fmt::Debug + Send + Sync {
    /// Returns the result that was put in for `key`.
    fn get(&self, key: &Key) -> Option<Arc<[u8]>>;

    /// Returns the result that was put in for `key`, to be read once it is wanted.
    fn find(&self, key: &Key) -> Option<Arc<dyn Kept>> {
        self.get(key).map(|result| Arc::new(result) as Arc<dyn Kept>)
    }

    /// Keeps the result for `key`, or does not.
    fn put(&self, key: &Key, result: &Arc<[u8]>);

    /// Notes that the result for `key` went into another one that was just asked for, so that it is not forgotten before
    /// that.
    fn keep(&self, _key: &Key) {}

    /// Returns whether it may remember anything, so that it is worth while to compute keys.
    fn remembers(&self) -> bool {
        true
    }
}

/// A result that is read once it is wanted.
pub trait Kept: fmt::Debug + Send + Sync {
    /// Returns the result, or nothing when it is no longer what was put in.
    fn read(&self) -> Option<Arc<[u8]>>;
}

impl Kept for Arc<[u8]> {
    fn read(&self) -> Option<Arc<[u8]>> {
        Some(self.clone())
    }
}

/// Returns what `memo` holds for `key`, else what `compute` returns.
pub fn recall(memo: &dyn Memo, key: &Key, compute: impl FnOnce() -> Vec<u8>) -> Arc<[u8]> {
    memo.get(key).unwrap_or_else(|| {
        let result: Arc<[u8]> = compute().into();
        memo.put(key, &result);
        result
    })
}

/// Keeps nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forget;

impl Memo for Forget {
    fn get(&self, _: &Key) -> Option<Arc<[u8]>> {
        None
    }

    fn put(&self, _: &Key, _: &Arc<[u8]>) {}

    fn remembers(&self) -> bool {
        false
    }
}

/// Keeps results in memory from one build to the next.
#[derive(Default)]
pub struct InMemory(Mutex<Generations>);

#[derive(Default)]
struct Generations {
    /// What this build has asked for.
    now: HashMap<Key, Arc<[u8]>>,
    /// What the build before it had asked for.
    before: HashMap<Key, Arc<[u8]>>,
}

impl InMemory {
    /// Begins another build: what the last one did not ask for is forgotten.
    ///
    /// So there is never more than the results of two builds.
    pub fn begin(&self) {
        let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        generations.before = std::mem::take(&mut generations.now);
    }
}

impl Memo for InMemory {
    fn get(&self, key: &Key) -> Option<Arc<[u8]>> {
        let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(result) = generations.now.get(key) {
            return Some(result.clone());
        }
        let result = generations.before.get(key)?.clone();
        generations.now.insert(*key, result.clone());
        Some(result)
    }

    fn put(&self, key: &Key, result: &Arc<[u8]>) {
        let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        generations.now.insert(*key, result.clone());
    }
}

impl fmt::Debug for InMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InMemory")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: Kind = Kind { name: "test", version: 1, shelf: Shelf::Single };

    fn ask(memo: &dyn Memo, input: &str) -> (String, bool) {
        let mut is_computed = false;
        let result = recall(memo, &Key::new(KIND, &[input.as_bytes()]), || {
            is_computed = true;
            input.to_uppercase().into_bytes()
        });
        (String::from_utf8(result.to_vec()).unwrap(), is_computed)
    }

    #[test]
    fn keys_differ_when_anything_differs() {
        let keys = [
            Key::new(KIND, &[b"ab", b"c"]),
            Key::new(KIND, &[b"a", b"bc"]),
            Key::new(KIND, &[b"abc"]),
            Key::new(KIND, &[b"abc", b""]),
            Key::new(KIND, &[]),
            Key::new(Kind { version: 2, ..KIND }, &[b"abc"]),
            Key::new(Kind { name: "tesu", ..KIND }, &[b"abc"]),
        ];
        let distinct: std::collections::BTreeSet<String> = keys.iter().map(ToString::to_string).collect();
        assert_eq!(distinct.len(), keys.len());
        assert!(distinct.iter().all(|key| key.len() == 64));
        assert_eq!(Key::new(KIND, &[b"a"]), Key::new(KIND, &[b"a"]));
    }

    #[test]
    fn what_is_remembered_is_not_computed_again() {
        let memo = InMemory::default();
        assert_eq!(ask(&memo, "a"), ("A".to_owned(), true));
        assert_eq!(ask(&memo, "a"), ("A".to_owned(), false));
        assert_eq!(ask(&memo, "b"), ("B".to_owned(), true));
        assert_eq!(ask(&Forget, "a"), ("A".to_owned(), true));
        assert_eq!(ask(&Forget, "a"), ("A".to_owned(), true));
    }

    #[test]
    fn what_a_whole_build_did_not_ask_for_is_forgotten() {
        let memo = InMemory::default();
        ask(&memo, "kept");
        ask(&memo, "gone");
        memo.begin();
        assert!(!ask(&memo, "kept").1);
        memo.begin();
        assert!(!ask(&memo, "kept").1);
        assert!(ask(&memo, "gone").1);
    }
}
