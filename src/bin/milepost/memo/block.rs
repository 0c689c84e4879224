//! The form of a file of many results: what it is, and blocks, each a checksum and the results that were written together.
//!
//! A block is added at the end of the file. One that is not whole ends what can be read of it.

use std::ops::Range;
use std::sync::OnceLock;

use milepost::memo::{Key, Kind, Shelf};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

/// What a file begins with; another format has another number.
const MAGIC: &[u8; 16] = b"milepost pack 2\n";
/// What stands before a result: the hash of its key, and its length.
const HASH: usize = 32;
const LENGTH: usize = 4;
/// What stands before the results of a block: their length, and their checksum.
const SUM: usize = 32;
const BEFORE: usize = LENGTH + SUM;
/// The room that is kept for what stands before the results.
const ROOM: [u8; BEFORE] = [0; BEFORE];

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

/// Results that are to be written together.
#[derive(Debug)]
pub(super) struct Block(Vec<u8>);

impl Block {
    /// Returns a block without results.
    pub(super) fn new() -> Self {
        Self(ROOM.to_vec())
    }

    /// Returns whether nothing is in it.
    pub(super) fn is_empty(&self) -> bool {
        self.0.len() == BEFORE
    }

    /// Returns how many bytes it has.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds a result, and returns where in the block it is.
    ///
    /// # Panics
    /// When it has four thousand million bytes. Who keeps results keeps none that are as large.
    pub(super) fn push(&mut self, hash: &Hash, result: &[u8]) -> Range<usize> {
        let length = u32::try_from(result.len()).expect("it is smaller than all of them may be");
        self.0.extend_from_slice(hash);
        self.0.extend_from_slice(&length.to_le_bytes());
        self.0.extend_from_slice(result);
        self.0.len() - result.len()..self.0.len()
    }

    /// Returns the result at a place.
    pub(super) fn get(&self, place: Range<usize>) -> &[u8] {
        &self.0[place]
    }

    /// Returns its bytes, and begins the next one.
    pub(super) fn take(&mut self) -> Vec<u8> {
        let mut bytes = std::mem::replace(self, Self::new()).0;
        let (before, results) = bytes.split_at_mut(BEFORE);
        // Blocks are written long before they could have four thousand million bytes.
        let length = u32::try_from(results.len()).unwrap_or_default();
        before[..LENGTH].copy_from_slice(&length.to_le_bytes());
        before[LENGTH..].copy_from_slice(&Sha256::digest(results));
        bytes
    }
}

/// What a file has.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Where in it results are.
    pub(super) results: Vec<(Hash, Range<usize>)>,
    /// Whether all of it can be read.
    pub(super) is_whole: bool,
}

/// Returns what there is in the bytes of a file of that name.
pub(super) fn read(name: &'static str, bytes: &[u8]) -> Read {
    let head = head(name);
    if !bytes.starts_with(&head) {
        return Read::default();
    }
    let (mut at, mut blocks) = (head.len(), Vec::new());
    while let Some(length) = number(bytes, at) {
        let results = at + BEFORE..(at + BEFORE).saturating_add(length);
        let Some(_) = bytes.get(results.clone()) else { break };
        at = results.end;
        blocks.push(results);
    }
    let is_sound =
        |results: &Range<usize>| bytes[results.start - SUM..results.start] == *Sha256::digest(&bytes[results.clone()]);
    let sound: Vec<bool> = blocks.par_iter().map(is_sound).collect();
    let sound = sound.iter().take_while(|is_sound| **is_sound).count();
    let mut read = Read { is_whole: at == bytes.len() && sound == blocks.len(), ..Read::default() };
    for results in &blocks[..sound] {
        let mut at = results.start;
        while at < results.end {
            let Some(hash) = bytes[at..results.end].first_chunk::<HASH>() else { break };
            let Some(length) = number(&bytes[..results.end], at + HASH) else { break };
            let start = at + HASH + LENGTH;
            at = start.saturating_add(length);
            if at <= results.end {
                read.results.push((*hash, start..at));
            }
        }
    }
    read
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let number = bytes.get(at..)?.first_chunk::<LENGTH>()?;
    usize::try_from(u32::from_le_bytes(*number)).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Results = Vec<(Hash, Vec<u8>)>;

    fn results(bytes: &[u8]) -> (Results, bool) {
        let read = read("test", bytes);
        (read.results.into_iter().map(|(hash, place)| (hash, bytes[place].to_vec())).collect(), read.is_whole)
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
            let mut block = Block::new();
            for results in &blocks {
                for (hash, result) in results {
                    let place = block.push(hash, result);
                    prop_assert_eq!(block.get(place), &result[..]);
                }
                whole.extend(block.take());
            }
            let all = blocks.concat();
            prop_assert_eq!(results(&whole), (all.clone(), true));
            prop_assert_eq!(results(&[&whole[..], b"x"].concat()), (all.clone(), false));
            let mut damaged = whole.clone();
            damaged[at.index(whole.len())] ^= flip;
            for bytes in [&damaged, &whole[..at.index(whole.len())]] {
                let (left, is_whole) = results(bytes);
                prop_assert!(all.starts_with(&left));
                // A file may end behind any block.
                prop_assert!(!is_whole || bytes.len() < whole.len());
            }
            prop_assert!(read("other", &whole).results.is_empty());
        }
    }
}
