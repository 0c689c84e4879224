//! The form of a file in the cache: what it is, what it is for, a checksum, and the result.

use milepost::memo::Key;
use sha2::{Digest, Sha256};

/// What every entry begins with; another format has another number.
const MAGIC: &[u8; 16] = b"milepost memo 1\n";
const HASH: usize = 32;

/// Returns the bytes of the file for a result.
pub(super) fn encode(key: &Key, result: &[u8]) -> Vec<u8> {
    [&head(key, [result])[..], result].concat()
}

/// Returns what stands before a result that is written in `parts`.
pub(super) fn head<'a>(key: &Key, parts: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut checksum = Sha256::new();
    parts.into_iter().for_each(|part| checksum.update(part));
    [&MAGIC[..], key.bytes(), &checksum.finalize()].concat()
}

/// Returns the result in the bytes of a file, or `None` when they are not whole, or not for `key`.
pub(super) fn decode<'a>(key: &Key, bytes: &'a [u8]) -> Option<&'a [u8]> {
    let (magic, rest) = bytes.split_at_checked(MAGIC.len())?;
    let (of, rest) = rest.split_at_checked(HASH)?;
    let (checksum, result) = rest.split_at_checked(HASH)?;
    let is_whole = magic == MAGIC && of == key.bytes() && checksum == Sha256::digest(result).as_slice();
    is_whole.then_some(result)
}

#[cfg(test)]
mod tests {
    use milepost::memo::{Kind, Shelf};
    use proptest::prelude::*;

    use super::*;

    fn key(input: &[u8]) -> Key {
        Key::new(Kind { name: "test", version: 1, shelf: Shelf::Single }, &[input])
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_and_what_is_damaged_is_not(
            result in prop::collection::vec(any::<u8>(), 0..300),
            at in any::<prop::sample::Index>(),
            flip in 1..=255_u8,
        ) {
            let whole = encode(&key(b"a"), &result);
            prop_assert_eq!(decode(&key(b"a"), &whole), Some(&result[..]));
            prop_assert_eq!(decode(&key(b"b"), &whole), None);
            let mut damaged = whole.clone();
            damaged[at.index(whole.len())] ^= flip;
            prop_assert_eq!(decode(&key(b"a"), &damaged), None);
            prop_assert_eq!(decode(&key(b"a"), &whole[..at.index(whole.len())]), None);
            let longer = [&whole[..], &[flip]].concat();
            prop_assert_eq!(decode(&key(b"a"), &longer), None);
        }
    }
}
