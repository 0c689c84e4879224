//! GIF: a row of blocks. Comments and what programs add are extensions between the frames.

use super::Clean;

const EXTENSION: u8 = 0x21;
const FRAME: u8 = 0x2C;
const END: u8 = 0x3B;
/// The extension that says how a frame is shown.
const CONTROL: u8 = 0xF9;
/// An extension of a program.
const APPLICATION: u8 = 0xFF;
/// The programs whose extensions say what is seen: how often it repeats, and its colours.
const KEPT: [&[u8]; 3] = [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];

struct Block<'a> {
    kind: u8,
    /// Whether a frame, or an extension that says what is seen.
    is_kept: bool,
    whole: &'a [u8],
}

/// Walks through the blocks behind the head; ends early where they cannot be read any further.
struct Blocks<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Blocks<'a> {
    type Item = Block<'a>;

    fn next(&mut self) -> Option<Block<'a>> {
        let kind = *self.rest.first()?;
        let (length, is_kept) = match kind {
            END => {
                let whole = &self.rest[..1];
                self.rest = &[];
                return Some(Block { kind, is_kept: true, whole });
            }
            EXTENSION => {
                let label = *self.rest.get(1)?;
                // The name is the first sub-block, whose length stands before it.
                let name = self.rest.get(2..14).and_then(|first| first.strip_prefix(&[11]));
                let is_known = label == APPLICATION && name.is_some_and(|name| KEPT.contains(&name));
                (2 + sub_blocks(self.rest.get(2..)?)?, label == CONTROL || is_known)
            }
            FRAME => {
                let flags = *self.rest.get(9)?;
                // Behind the colours one byte says how the pixels are coded.
                let head = 10 + colours(flags) + 1;
                (head + sub_blocks(self.rest.get(head..)?)?, true)
            }
            _ => return None,
        };
        let (whole, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(Block { kind, is_kept, whole })
    }
}

/// Returns how many bytes the table of colours has that `flags` announce.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Returns the length of the sub-blocks that `bytes` begin with, up to and with the empty one.
fn sub_blocks(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

/// Returns the head, and the blocks behind it.
fn parts(bytes: &[u8]) -> Option<(&[u8], Blocks<'_>)> {
    let flags = *bytes.get(10)?;
    let (head, rest) = bytes.split_at_checked(13 + colours(flags))?;
    Some((head, Blocks { rest }))
}

/// Returns width and height.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let short = |at: usize| Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    Some((short(6)?, short(8)?))
}

/// Returns whether the picture moves.
pub(super) fn is_animated(bytes: &[u8]) -> bool {
    parts(bytes).is_some_and(|(_, blocks)| blocks.filter(|block| block.kind == FRAME).nth(1).is_some())
}

/// Returns the picture without metadata.
pub(super) fn clean(bytes: &[u8]) -> Clean {
    // What has no whole head has no picture, and is nothing but its name.
    let Some((head, blocks)) = parts(bytes) else {
        return Clean { bytes: bytes.get(..6).unwrap_or(bytes).to_vec(), is_whole: false };
    };
    let mut out = head.to_vec();
    out.reserve(bytes.len());
    let mut is_whole = false;
    for block in blocks {
        if block.is_kept {
            out.extend_from_slice(block.whole);
        }
        is_whole = block.kind == END;
    }
    Clean { bytes: out, is_whole }
}
