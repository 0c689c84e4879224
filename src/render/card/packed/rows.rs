//! Rows of a picture as what makes them short: a pixel as it is, pixels like the one before, pixels like those above.
//!
//! A picture that is drawn flat has little else. A row begins with the byte that PNG has there, which says that its pixels
//! are as they are.

/// The byte that a row begins with.
pub(in crate::render::card) const BEGIN: u8 = 0;

/// What a row consists of: a byte below [`LIKE_BEFORE`], or how many bytes more than [`LEAST`] are like others.
pub(in crate::render::card) type Part = u16;

/// From here on: as many bytes as the byte before them.
pub(super) const LIKE_BEFORE: Part = 256;
/// From here on: as many bytes as the bytes of the row above.
pub(super) const LIKE_ABOVE: Part = 512;
/// How many parts there are.
pub(super) const PARTS: usize = 768;
/// How many bytes can be said to be like others at once.
pub(super) const LEAST: usize = 3;
const MOST: usize = 258;
/// By how many bytes more the row above must be like this one, since to say so takes longer.
const WORTH: usize = 2;

/// Adds the parts of `row`, which follows the row `above` in the picture, to `parts`.
pub(in crate::render::card) fn cut(above: Option<&[u8]>, row: &[u8], parts: &mut Vec<Part>) {
    // Without a row above there is one that is like nothing here.
    const NOTHING: u16 = 256;
    let above = above.filter(|above| above.len() == row.len());
    let mut before = above.and_then(|above| above.last()).map_or(NOTHING, |byte| u16::from(*byte));
    let has_above = above.is_some();
    let above = above.unwrap_or(row);
    let mut at = 0;
    while at < row.len() {
        let byte = row[at];
        let is_run = before == u16::from(byte);
        let is_same = has_above && above[at] == byte;
        before = u16::from(byte);
        if !is_run && !is_same {
            parts.push(Part::from(byte));
            at += 1;
            continue;
        }
        let rest = &row[at..];
        let run = if is_run { like_byte(rest, byte) } else { 0 };
        let same = if is_same { like_row(rest, &above[at..]) } else { 0 };
        let (like, length) = if same > run + WORTH || run < LEAST { (LIKE_ABOVE, same) } else { (LIKE_BEFORE, run) };
        if length < LEAST {
            parts.push(Part::from(byte));
            at += 1;
        } else {
            at += push_like(like, length, parts);
            before = u16::from(row[at - 1]);
        }
    }
}

/// Says that `length` bytes are like others; returns how many of them it has said: what is too short is left.
fn push_like(like: Part, length: usize, parts: &mut Vec<Part>) -> usize {
    let mut left = length;
    while left >= LEAST {
        let taken = left.min(MOST);
        parts.push(like + Part::try_from(taken - LEAST).expect("it is at most 255"));
        left -= taken;
    }
    length - left
}

/// Returns how many bytes at the beginning of `bytes` are `byte`.
fn like_byte(bytes: &[u8], byte: u8) -> usize {
    let all = u64::from_ne_bytes([byte; 8]);
    like(bytes, |place| word(bytes, place) ^ all, |place| bytes[place] == byte)
}

/// Returns how many bytes at the beginning of both are the same.
fn like_row(bytes: &[u8], others: &[u8]) -> usize {
    like(bytes, |place| word(bytes, place) ^ word(others, place), |place| bytes[place] == others[place])
}

/// Goes by eight bytes as far as `differ` has no bit, then by one as long as `is_same`.
#[inline]
fn like(bytes: &[u8], differ: impl Fn(usize) -> u64, is_same: impl Fn(usize) -> bool) -> usize {
    let mut place = 0;
    while place + 8 <= bytes.len() {
        let bits = differ(place);
        if bits != 0 {
            return place + bits.trailing_zeros() as usize / 8;
        }
        place += 8;
    }
    while place < bytes.len() && is_same(place) {
        place += 1;
    }
    place
}

fn word(bytes: &[u8], place: usize) -> u64 {
    let eight = bytes[place..place + 8].try_into().expect("they are eight");
    u64::from_le_bytes(eight)
}
