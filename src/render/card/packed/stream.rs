//! Parts of rows as a stream in the format of zlib: one block with codes of its own.

use super::codes::{codes, lengths};
use super::rows::{LEAST, LIKE_ABOVE, LIKE_BEFORE, PARTS, Part};
use super::sum::Sum;

/// The codes for bytes, the end, and lengths.
const SAID: usize = 286;
/// The code that ends a block.
const END: usize = 256;
/// The most bits of a code, and of one of those that say how long codes are.
const MOST: usize = 15;
const MOST_OF_LENGTHS: usize = 7;
/// The order in which the lengths of the codes for lengths are written.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// Returns the stream of a picture whose rows, with the byte that they begin with, are `row` bytes long.
pub(super) fn stream<'a>(row: usize, parts: impl Iterator<Item = &'a [Part]> + Clone, sum: Sum) -> Vec<u8> {
    let mut times = [0_u32; PARTS];
    for piece in parts.clone() {
        for part in piece {
            times[usize::from(*part)] += 1;
        }
    }
    let mut counts = [0_u32; SAID];
    counts[END] = 1;
    for (part, times) in times.iter().enumerate() {
        counts[said(part).code] += times;
    }
    let said_lengths = lengths(&counts, MOST);
    let far = distance(row);
    let mut bits = Bits { bytes: Vec::with_capacity(1024), left: 0, count: 0 };
    bits.bytes.extend_from_slice(&[0x78, 0x01]);
    // The last block, which has codes of its own.
    bits.push(0b101, 3);
    push_codes(&mut bits, &said_lengths, far.code);
    let said_codes = codes(&said_lengths);
    let words: Vec<(u64, u32)> = (0..PARTS)
        .map(|part| {
            let Number { code, more, value } = said(part);
            let mut word = (u64::from(said_codes[code]), u32::from(said_lengths[code]));
            let mut add = |value: u32, bits: u32| {
                word.0 |= u64::from(value) << word.1;
                word.1 += bits;
            };
            add(value, more);
            // Of the two distances, each takes one bit.
            if part >= usize::from(LIKE_ABOVE) {
                add(1, 1);
                add(far.value, far.more);
            } else if part >= usize::from(LIKE_BEFORE) {
                add(0, 1);
            }
            word
        })
        .collect();
    let length: u64 = times.iter().zip(&words).map(|(times, (_, count))| u64::from(*times) * u64::from(*count)).sum();
    bits.push_all(parts, &words, usize::try_from(length).unwrap_or(usize::MAX));
    bits.push(u64::from(said_codes[END]), u32::from(said_lengths[END]));
    let mut bytes = bits.end();
    bytes.extend_from_slice(&sum.to_bytes());
    bytes
}

/// Writes how long the codes are; those for distances are two, for the byte before and for the row above.
fn push_codes(bits: &mut Bits, said: &[u8], far: usize) {
    let said = &said[..said.iter().rposition(|length| *length > 0).map_or(0, |last| last + 1).max(END + 1)];
    let mut distances = vec![0; far + 1];
    distances[0] = 1;
    distances[far] = 1;
    let all: Vec<u8> = said.iter().chain(&distances).copied().collect();
    let runs = runs(&all);
    let mut counts = [0; ORDER.len()];
    for (code, ..) in &runs {
        counts[usize::from(*code)] += 1;
    }
    let lengths = lengths(&counts, MOST_OF_LENGTHS);
    let codes = codes(&lengths);
    let written = ORDER.iter().rposition(|code| lengths[*code] > 0).map_or(4, |last| last + 1).max(4);
    bits.push((said.len() - END - 1) as u64, 5);
    bits.push(far as u64, 5);
    bits.push(written as u64 - 4, 4);
    for code in &ORDER[..written] {
        bits.push(u64::from(lengths[*code]), 3);
    }
    for (code, value, more) in runs {
        let code = usize::from(code);
        bits.push(u64::from(codes[code]), u32::from(lengths[code]));
        bits.push(u64::from(value), more);
    }
}

/// Returns lengths of codes as they are written: a length or how it repeats, with a number of so many bits.
fn runs(lengths: &[u8]) -> Vec<(u8, u32, u32)> {
    let mut runs = Vec::new();
    for same in lengths.chunk_by(|a, b| a == b) {
        let (length, mut left) = (same[0], same.len());
        if length > 0 {
            runs.push((length, 0, 0));
            left -= 1;
        }
        while left > 0 {
            let (code, least, most, more) = match (length, left) {
                (_, ..3) => (length, 1, 1, 0),
                (0, 3..11) => (17, 3, 10, 3),
                (0, _) => (18, 11, 138, 7),
                _ => (16, 3, 6, 2),
            };
            let taken = left.min(most);
            runs.push((code, u32::try_from(taken - least).expect("it is at most 127"), more));
            left -= taken;
        }
    }
    runs
}

/// A number as the format has it: a code for where it lies, and so many bits for how far it is from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Number {
    code: usize,
    value: u32,
    more: u32,
}

/// Returns the code of a part.
fn said(part: usize) -> Number {
    if part < usize::from(LIKE_BEFORE) {
        return Number { code: part, value: 0, more: 0 };
    }
    let length = (part - usize::from(LIKE_BEFORE)) % (usize::from(LIKE_ABOVE - LIKE_BEFORE)) + LEAST;
    // The longest has a code of its own.
    if length == 258 {
        return Number { code: SAID - 1, value: 0, more: 0 };
    }
    let number = steps(length - LEAST, 4);
    Number { code: END + 1 + number.code, ..number }
}

fn distance(distance: usize) -> Number {
    steps(distance - 1, 2)
}

/// Returns the number among codes of which each `each` lie twice as far apart as those before them.
fn steps(number: usize, each: usize) -> Number {
    if number < 2 * each {
        return Number { code: number, value: 0, more: 0 };
    }
    let more = (number / each).ilog2();
    let code = more as usize * each + (number >> more);
    let value = u32::try_from(number & ((1 << more) - 1)).expect("a distance is small");
    Number { code, value, more }
}

/// Bits that become bytes.
struct Bits {
    bytes: Vec<u8>,
    /// Those that are not yet eight, the first one the lowest.
    left: u64,
    count: u32,
}

impl Bits {
    /// Adds the lowest `count` bits, which are no more than 33.
    fn push(&mut self, bits: u64, count: u32) {
        self.left |= bits << self.count;
        self.count += count;
        if self.count >= 32 {
            let [a, b, c, d, ..] = self.left.to_le_bytes();
            self.bytes.extend_from_slice(&[a, b, c, d]);
            self.left >>= 32;
            self.count -= 32;
        }
    }

    /// Adds what `words` say for the parts, which are so many bits together.
    fn push_all<'a>(&mut self, parts: impl Iterator<Item = &'a [Part]>, words: &[(u64, u32)], length: usize) {
        let mut place = self.bytes.len();
        // Eight bytes are written at a time, of which the last may not be there yet.
        self.bytes.resize(place + length / 8 + 16, 0);
        let (mut left, mut count) = (self.left, self.count);
        for piece in parts {
            for part in piece {
                let (word, bits) = words[usize::from(*part)];
                left |= word << count;
                count += bits;
                self.bytes[place..place + 8].copy_from_slice(&left.to_le_bytes());
                place += (count / 8) as usize;
                left >>= count & !7;
                count &= 7;
            }
        }
        self.bytes.truncate(place);
        (self.left, self.count) = (left, count);
    }

    fn end(mut self) -> Vec<u8> {
        let left = self.left.to_le_bytes();
        self.bytes.extend_from_slice(&left[..self.count.div_ceil(8) as usize]);
        self.bytes
    }
}
