//! PNG: a row of chunks, each with a name and a checksum. Texts, times, EXIF and whatever programs add are in chunks of
//! their own.

use super::{Clean, exif};

/// What every PNG begins with.
pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The chunks that say what is seen: pixels, colours, transparency, size, animation.
const KEPT: [&[u8; 4]; 20] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI",
    b"sBIT", b"bKGD", b"pHYs", b"hIST", b"acTL", b"fcTL", b"fdAT", b"sPLT",
];

/// Walks through the chunks; ends early where the file cannot be read any further.
struct Chunks<'a> {
    rest: &'a [u8],
}

struct Chunk<'a> {
    name: &'a [u8],
    data: &'a [u8],
    whole: &'a [u8],
}

impl<'a> Chunks<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        Self { rest: bytes.get(SIGNATURE.len()..).unwrap_or_default() }
    }
}

impl<'a> Iterator for Chunks<'a> {
    type Item = Chunk<'a>;

    fn next(&mut self) -> Option<Chunk<'a>> {
        let length = u32::from_be_bytes(self.rest.get(..4)?.try_into().ok()?);
        let end = usize::try_from(length).ok()?.checked_add(12)?;
        let whole = self.rest.get(..end)?;
        let chunk = Chunk { name: &whole[4..8], data: &whole[8..end - 4], whole };
        self.rest = if chunk.name == b"IEND" { &[] } else { &self.rest[end..] };
        Some(chunk)
    }
}

/// Returns width and height as they are stored.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let head = Chunks::of(bytes).next().filter(|chunk| chunk.name == b"IHDR")?.data;
    let long = |at: usize| Some(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?));
    Some((long(0)?, long(4)?))
}

/// Returns how the picture is turned.
pub(super) fn orientation(bytes: &[u8]) -> u8 {
    Chunks::of(bytes).find(|chunk| chunk.name == b"eXIf").map_or(1, |chunk| exif::orientation(chunk.data))
}

/// Returns whether the picture moves.
pub(super) fn is_animated(bytes: &[u8]) -> bool {
    Chunks::of(bytes).take_while(|chunk| chunk.name != b"IDAT").any(|chunk| chunk.name == b"acTL")
}

/// Returns the picture without metadata.
pub(super) fn clean(bytes: &[u8]) -> Clean {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(SIGNATURE);
    let mut orientation = Some(orientation(bytes)).filter(|orientation| *orientation != 1);
    let mut is_whole = false;
    for chunk in Chunks::of(bytes).filter(|chunk| KEPT.iter().any(|kept| kept[..] == *chunk.name)) {
        out.extend_from_slice(chunk.whole);
        if chunk.name == b"IHDR"
            && let Some(orientation) = orientation.take()
        {
            push(&mut out, *b"eXIf", &exif::only_orientation(orientation));
        }
        is_whole = chunk.name == b"IEND";
    }
    Clean { bytes: out, is_whole }
}

fn push(out: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).expect("it is short");
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(&name);
    out.extend_from_slice(data);
    out.extend_from_slice(&crc(&[&name, data]).to_be_bytes());
}

/// Returns the checksum of a chunk: CRC-32 as in zlib.
fn crc(parts: &[&[u8]]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 })
    };
    !parts.iter().flat_map(|part| part.iter()).fold(!0, step)
}

#[cfg(test)]
mod tests {
    #[test]
    fn checksums_are_those_of_the_format() {
        assert_eq!(super::crc(&[b"IEND"]), 0xAE42_6082);
    }
}
