//! The form of a file of many results: what it is, and blocks, each an index and the results that were written together.
//!
//! The index says where its results are and has a checksum of each, and one of itself. So who opens a file reads the indexes,
//! and of the results only those that are wanted.
//!
//! A block is added at the end of the file. One that is not whole ends what can be read of it.

use std::ops::Range;
use std::sync::OnceLock;

use milepost::memo::{Key, Kind, Shelf};
use sha2::{Digest, Sha256};

/// What a file begins with; another format has another number.
const MAGIC: &[u8; 16] = b"milepost pack 3\n";
const HASH: usize = 32;
const LENGTH: usize = 4;
const CHECK: usize = 16;
/// What an index has for a result: the hash of its key, its length and its checksum.
pub(super) const ENTRY: usize = HASH + LENGTH + CHECK;
/// What stands before an index: its length, that of the results, and the checksum of both lengths and the index.
const BEFORE: usize = 2 * LENGTH + SUM;
const SUM: usize = 32;

/// Returns by what the program is told from others: the length and the time of its file.
fn program() -> &'static [u8] {
    static PROGRAM: OnceLock<Vec<u8>> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let found = std::env::current_exe().and_then(std::fs::metadata).ok();
        let modified = found.as_ref().and_then(|found| found.modified().ok());
        format!("{:?} {modified:?}", found.map(|found| found.len())).into_bytes()
    })
}

/// The hash of a key.
pub(super) type Hash = [u8; HASH];

/// Returns what a file of the results of that name begins with, when this program writes it: one that was compiled anew may
/// make other things of the same, though its version is the same.
pub(super) fn head(name: &'static str) -> Vec<u8> {
    let key = Key::new(Kind { name, version: 1, shelf: Shelf::Single }, &[program()]);
    [&MAGIC[..], key.bytes()].concat()
}

/// A checksum of a result.
pub(super) type Check = [u8; CHECK];

/// Returns the checksum of a result: the half of a SHA-256.
pub(super) fn check(result: &[u8]) -> Check {
    let sum = Sha256::digest(result);
    *sum.first_chunk().expect("the sum is longer")
}

/// Results that are to be written together.
#[derive(Debug, Default)]
pub(super) struct Block {
    index: Vec<u8>,
    results: Vec<u8>,
}

impl Block {
    /// Returns whether nothing is in it.
    pub(super) fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// Returns how many bytes it has.
    pub(super) fn len(&self) -> usize {
        BEFORE + self.index.len() + self.results.len()
    }

    /// Adds a result, and returns where among the results of the block it is.
    ///
    /// # Panics
    /// When it has four thousand million bytes. Who keeps results keeps none that are as large.
    pub(super) fn push(&mut self, hash: &Hash, result: &[u8], check: &Check) -> Range<usize> {
        let length = u32::try_from(result.len()).expect("it is smaller than all of them may be");
        self.index.extend_from_slice(hash);
        self.index.extend_from_slice(&length.to_le_bytes());
        self.index.extend_from_slice(check);
        self.results.extend_from_slice(result);
        self.results.len() - result.len()..self.results.len()
    }

    /// Returns the result at a place.
    pub(super) fn get(&self, place: Range<usize>) -> &[u8] {
        &self.results[place]
    }

    /// Returns what is written before the results, and the results, and begins the next one.
    pub(super) fn take(&mut self) -> (Vec<u8>, Vec<u8>) {
        let Self { index, results } = std::mem::take(self);
        // Blocks are written long before they could have four thousand million bytes.
        let lengths =
            [&index, &results].map(|part| u32::try_from(part.len()).unwrap_or_default().to_le_bytes()).concat();
        ([&*lengths, &sum(&lengths, &index), &index].concat(), results)
    }
}

fn sum(lengths: &[u8], index: &[u8]) -> [u8; SUM] {
    Sha256::new().chain_update(lengths).chain_update(index).finalize().into()
}

/// Where in a file a result is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) at: u64,
    pub(super) length: u32,
    pub(super) check: Check,
}

/// What a file has.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Where in it results are. Whether they are whole is seen once they are read.
    pub(super) results: Vec<(Hash, Place)>,
    /// Whether all of it can be read.
    pub(super) is_whole: bool,
}

/// Returns what there is in a file of that name and `length`, whose bytes `read` puts into what it is given.
pub(super) fn find(name: &'static str, length: u64, read: impl Fn(u64, &mut [u8]) -> Option<()>) -> Found {
    let bytes = |at: u64, count: u64| {
        let mut bytes = vec![0; usize::try_from(count).ok().filter(|_| at.checked_add(count) <= Some(length))?];
        read(at, &mut bytes)?;
        Some(bytes)
    };
    let head = head(name);
    let mut at = head.len() as u64;
    let mut found = Found::default();
    if bytes(0, at).is_none_or(|begin| begin != head) {
        return found;
    }
    while let Some((index, results)) = index(at, bytes) {
        let (mut place, ends) = (results.start, results.end);
        for entry in index.chunks_exact(ENTRY) {
            let Some((hash, length, check)) = parts(entry).filter(|(_, length, _)| place + u64::from(*length) <= ends)
            else {
                return found;
            };
            found.results.push((hash, Place { at: place, length, check }));
            place += u64::from(length);
        }
        at = ends;
    }
    found.is_whole = at == length;
    found
}

/// Returns the index of the block at a place, and where its results are, if there is a whole one.
fn index(at: u64, bytes: impl Fn(u64, u64) -> Option<Vec<u8>>) -> Option<(Vec<u8>, Range<u64>)> {
    let before = bytes(at, BEFORE as u64)?;
    let (lengths, sum_of_index) = before.split_at(2 * LENGTH);
    let (of_index, of_results) = (number(lengths)?, number(&lengths[LENGTH..])?);
    let start = at + BEFORE as u64;
    let index = bytes(start, u64::from(of_index))?;
    let results = start + u64::from(of_index)..start + u64::from(of_index) + u64::from(of_results);
    // What was cut off within its results has none that are known to be there.
    bytes(results.end.checked_sub(1)?, 1)?;
    (sum(lengths, &index) == *sum_of_index).then_some((index, results))
}

fn parts(entry: &[u8]) -> Option<(Hash, u32, Check)> {
    let (hash, rest) = entry.split_first_chunk::<HASH>()?;
    Some((*hash, number(rest)?, *rest.get(LENGTH..)?.first_chunk()?))
}

fn number(bytes: &[u8]) -> Option<u32> {
    bytes.first_chunk().map(|number| u32::from_le_bytes(*number))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Results = Vec<(Hash, Vec<u8>)>;

    fn slice(bytes: &[u8], at: u64, length: usize) -> Option<&[u8]> {
        bytes.get(usize::try_from(at).ok()?..)?.get(..length)
    }

    /// Returns the results in a file that are whole, how many there are, and whether the file is whole.
    fn results(bytes: &[u8]) -> (Results, usize, bool) {
        let read = |at, part: &mut [u8]| slice(bytes, at, part.len()).map(|found| part.copy_from_slice(found));
        let found = find("test", bytes.len() as u64, read);
        let count = found.results.len();
        let result = |(hash, place): (Hash, Place)| {
            let result = slice(bytes, place.at, place.length as usize).expect("it is within the file");
            (check(result) == place.check).then(|| (hash, result.to_vec()))
        };
        (found.results.into_iter().filter_map(result).collect(), count, found.is_whole)
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_and_what_is_damaged_is_not(
            blocks in prop::collection::vec(
                prop::collection::vec((any::<[u8; HASH]>(), prop::collection::vec(any::<u8>(), 0..40)), 1..5),
                0..4,
            ),
            at in any::<prop::sample::Index>(),
            flip in 1..=255_u8,
        ) {
            let mut whole = head("test");
            let mut block = Block::default();
            for results in &blocks {
                for (hash, result) in results {
                    let place = block.push(hash, result, &check(result));
                    prop_assert_eq!(block.get(place), &result[..]);
                }
                let length = block.len();
                let (before, results) = block.take();
                prop_assert_eq!(before.len() + results.len(), length);
                whole.extend([before, results].concat());
            }
            let all = blocks.concat();
            prop_assert_eq!(results(&whole), (all.clone(), all.len(), true));
            prop_assert_eq!(results(&[&whole[..], b"x"].concat()), (all.clone(), all.len(), false));
            let mut damaged = whole.clone();
            damaged[at.index(whole.len())] ^= flip;
            let (left, _, _) = results(&damaged);
            prop_assert!(left.iter().all(|result| all.contains(result)));
            prop_assert!(left.len() < all.len() || all.is_empty());
            let cut = &whole[..at.index(whole.len())];
            let (left, count, is_whole) = results(cut);
            prop_assert!(all.starts_with(&left) && count == left.len());
            // A file may end behind any block.
            prop_assert!(!is_whole || cut.len() < whole.len());
            let other = find("other", whole.len() as u64, |at, part| {
                slice(&whole, at, part.len()).map(|found| part.copy_from_slice(found))
            });
            prop_assert!(other.results.is_empty());
        }

        #[test]
        fn what_is_not_a_file_has_no_results_that_are_not_in_it(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            results(&[head("test"), bytes].concat());
        }
    }
}
