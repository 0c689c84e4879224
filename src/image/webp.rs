//! WebP: a RIFF file of chunks. EXIF and XMP are chunks of their own, and flags in the head say that they are there.

use super::{Clean, exif};

/// The head of the file: `RIFF`, a length, `WEBP`.
const HEAD: usize = 12;
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;
const IS_ANIMATED: u8 = 0x02;
#[cfg(feature = "images")]
const HAS_PROFILE: u8 = 0x20;
#[cfg(feature = "images")]
const HAS_OPACITY: u8 = 0x10;
/// What precedes the chunks of a frame.
const FRAME_HEAD: usize = 16;

struct Chunk<'a> {
    name: &'a [u8],
    data: &'a [u8],
}

/// Walks through chunks; ends early where they cannot be read any further.
struct Chunks<'a> {
    rest: &'a [u8],
}

impl<'a> Chunks<'a> {
    /// Returns the chunks of a file; what is behind its length is no part of it.
    fn of(bytes: &'a [u8]) -> Self {
        let length = bytes.get(4..8).and_then(|length| length.try_into().ok()).map_or(0, u32::from_le_bytes);
        let end = usize::try_from(length).unwrap_or(usize::MAX).saturating_add(8).min(bytes.len());
        Self { rest: bytes.get(HEAD..end).unwrap_or_default() }
    }
}

impl<'a> Iterator for Chunks<'a> {
    type Item = Chunk<'a>;

    fn next(&mut self) -> Option<Chunk<'a>> {
        let name = self.rest.get(..4)?;
        let length = u32::from_le_bytes(self.rest.get(4..8)?.try_into().ok()?);
        let end = usize::try_from(length).ok()?.checked_add(8)?;
        let data = self.rest.get(8..end)?;
        // A chunk of odd length is followed by a byte that means nothing, which some programs leave out at the end.
        self.rest = self.rest.get(end + end % 2..).unwrap_or_default();
        Some(Chunk { name, data })
    }
}

/// Returns width and height as they are stored.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let first = Chunks::of(bytes).next()?;
    let number = |at: usize| {
        let bytes = first.data.get(at..at + 3)?;
        Some(u32::from(bytes[0]) | u32::from(bytes[1]) << 8 | u32::from(bytes[2]) << 16)
    };
    match first.name {
        b"VP8X" => Some((number(4)? + 1, number(7)? + 1)),
        // Behind the start code of a key frame; two bits of each are for scaling.
        b"VP8 " => Some((number(6)? & 0x3FFF, number(8)? & 0x3FFF)),
        b"VP8L" => {
            let bits = number(1)? | u32::from(*first.data.get(4)?) << 24;
            Some(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
        }
        _ => None,
    }
}

/// Returns how the picture is turned.
pub(super) fn orientation(bytes: &[u8]) -> u8 {
    Chunks::of(bytes).find(|chunk| chunk.name == b"EXIF").map_or(1, |chunk| exif::orientation(chunk.data))
}

/// Returns whether the picture moves.
pub(super) fn is_animated(bytes: &[u8]) -> bool {
    Chunks::of(bytes)
        .next()
        .is_some_and(|chunk| chunk.name == b"VP8X" && chunk.data.first().is_some_and(|flags| flags & IS_ANIMATED != 0))
}

/// Returns whether the pixels are stored without loss.
#[cfg(feature = "images")]
pub(super) fn is_lossless(bytes: &[u8]) -> bool {
    Chunks::of(bytes).any(|chunk| chunk.name == b"VP8L")
}

/// Returns the profile that says what the colours mean.
#[cfg(feature = "images")]
pub(super) fn profile(bytes: &[u8]) -> Option<Vec<u8>> {
    Chunks::of(bytes).find(|chunk| chunk.name == b"ICCP").map(|chunk| chunk.data.to_vec())
}

/// Returns a picture that does not move, with the profile of its colours.
#[cfg(feature = "images")]
pub(super) fn with_profile(bytes: &[u8], profile: &[u8], width: u32, height: u32) -> Vec<u8> {
    let has_opacity = Chunks::of(bytes).any(|chunk| match chunk.name {
        b"ALPH" => true,
        b"VP8L" => chunk.data.get(4).is_some_and(|byte| byte & 0x10 != 0),
        _ => false,
    });
    let mut head = vec![HAS_PROFILE | if has_opacity { HAS_OPACITY } else { 0 }, 0, 0, 0];
    head.extend_from_slice(&(width - 1).to_le_bytes()[..3]);
    head.extend_from_slice(&(height - 1).to_le_bytes()[..3]);
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    push(&mut out, b"VP8X", &head);
    push(&mut out, b"ICCP", profile);
    for chunk in Chunks::of(bytes).filter(|chunk| matches!(chunk.name, b"ALPH" | b"VP8 " | b"VP8L")) {
        push(&mut out, chunk.name, chunk.data);
    }
    finish(&mut out);
    out
}

/// Writes the length of the file into its head.
fn finish(out: &mut [u8]) {
    let length = u32::try_from(out.len() - 8).expect("it is hardly longer than the file was");
    out[4..8].copy_from_slice(&length.to_le_bytes());
}

/// Returns the picture without metadata.
pub(super) fn clean(bytes: &[u8]) -> Clean {
    let orientation = orientation(bytes);
    let is_turned = orientation != 1 && bytes.get(HEAD..HEAD + 4) == Some(b"VP8X");
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    out.reserve(bytes.len());
    let mut chunks = Chunks::of(bytes);
    let mut has_pixels = false;
    for chunk in chunks.by_ref() {
        match chunk.name {
            b"VP8X" => {
                let mut data = chunk.data.to_vec();
                if let Some(flags) = data.first_mut() {
                    *flags &= !(HAS_EXIF | HAS_XMP);
                    *flags |= if is_turned { HAS_EXIF } else { 0 };
                }
                push(&mut out, b"VP8X", &data);
            }
            b"ANMF" => {
                has_pixels = true;
                push(&mut out, b"ANMF", &frame(chunk.data));
            }
            b"VP8 " | b"VP8L" => {
                has_pixels = true;
                push(&mut out, chunk.name, chunk.data);
            }
            b"ALPH" | b"ANIM" | b"ICCP" => push(&mut out, chunk.name, chunk.data),
            _ => {}
        }
    }
    let is_whole = has_pixels && chunks.rest.is_empty();
    if is_turned {
        push(&mut out, b"EXIF", &exif::only_orientation(orientation));
    }
    finish(&mut out);
    Clean { bytes: out, is_whole }
}

/// Returns a frame with nothing but its pixels.
fn frame(data: &[u8]) -> Vec<u8> {
    let (head, rest) = data.split_at_checked(FRAME_HEAD).unwrap_or((data, &[]));
    let mut out = head.to_vec();
    for chunk in (Chunks { rest }).filter(|chunk| matches!(chunk.name, b"VP8 " | b"VP8L" | b"ALPH")) {
        push(&mut out, chunk.name, chunk.data);
    }
    out
}

fn push(out: &mut Vec<u8>, name: &[u8], data: &[u8]) {
    out.extend_from_slice(name);
    out.extend_from_slice(&u32::try_from(data.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend_from_slice(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
}
