//! JPEG: a row of segments, each with a marker, and the scans between them.
//!
//! EXIF and XMP are in APP1, previews of phones in APP2, IPTC in APP13, comments in COM. Behind the end phones append
//! further pictures and films, each with metadata of its own.

use super::{Clean, exif};

const START: [u8; 2] = [0xFF, 0xD8];
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
const APP0: u8 = 0xE0;
const APP1: u8 = 0xE1;
const APP2: u8 = 0xE2;
const APP14: u8 = 0xEE;
const APP15: u8 = 0xEF;
const COMMENT: u8 = 0xFE;

/// A stretch of a file.
enum Part<'a> {
    /// A marker, and what belongs to it without its length.
    Segment(u8, &'a [u8]),
    /// Coded pixels, with the marks between them.
    Pixels(&'a [u8]),
    /// The end of the picture.
    End,
}

/// Walks through the parts of a file; ends early where it cannot be read any further.
struct Parts<'a> {
    rest: &'a [u8],
    is_in_scan: bool,
}

impl<'a> Parts<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        Self { rest: bytes.get(START.len()..).unwrap_or_default(), is_in_scan: false }
    }

    fn pixels(&mut self) -> Option<Part<'a>> {
        self.is_in_scan = false;
        // A byte 0xFF among the pixels is followed by 0, and 0xD0 to 0xD7 are marks between them.
        let is_marker = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7 | 0xFF);
        let end = self.rest.windows(2).position(is_marker).unwrap_or(self.rest.len());
        let (pixels, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!pixels.is_empty()).then_some(Part::Pixels(pixels))
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        if self.is_in_scan
            && let Some(pixels) = self.pixels()
        {
            return Some(pixels);
        }
        // What stands between two segments means nothing; decoders pass over it too, and over marks without a length.
        let is_marker = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0 | 1 | 0xD0..=0xD8 | 0xFF);
        let from = self.rest.windows(2).position(is_marker)? + 1;
        let marker = self.rest[from];
        if marker == END {
            self.rest = &[];
            return Some(Part::End);
        }
        let after = &self.rest[from + 1..];
        let length = usize::from(u16::from_be_bytes(after.get(..2)?.try_into().ok()?));
        let payload = after.get(2..length)?;
        self.rest = &after[length..];
        self.is_in_scan = marker == SCAN;
        Some(Part::Segment(marker, payload))
    }
}

/// Returns the segments before the first pixels.
fn head(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    Parts::of(bytes).map_while(|part| match part {
        Part::Segment(marker, payload) if marker != SCAN => Some((marker, payload)),
        _ => None,
    })
}

/// Returns width and height as they are stored.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    // The start of a frame, of whatever coding; three markers among them are tables.
    let is_frame = |marker: u8| matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
    let (_, frame) = head(bytes).find(|(marker, _)| is_frame(*marker))?;
    let short = |at: usize| Some(u32::from(u16::from_be_bytes(frame.get(at..at + 2)?.try_into().ok()?)));
    Some((short(3)?, short(1)?))
}

/// Returns how the picture is turned.
pub(super) fn orientation(bytes: &[u8]) -> u8 {
    let exif = |(marker, payload): (u8, &[u8])| {
        payload.strip_prefix(b"Exif\0\0").filter(|_| marker == APP1).map(exif::orientation)
    };
    head(bytes).find_map(exif).unwrap_or(1)
}

/// Returns the picture without metadata.
pub(super) fn clean(bytes: &[u8]) -> Clean {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(&START);
    // Behind the header of JFIF, which has to be first, and before all else.
    let mut orientation = Some(orientation(bytes)).filter(|orientation| *orientation != 1);
    let mut is_whole = false;
    for part in Parts::of(bytes) {
        let kept = match &part {
            Part::Segment(marker, payload) => kept(*marker, payload),
            _ => None,
        };
        let is_head = matches!(part, Part::Segment(APP0, _));
        if !is_head && let Some(orientation) = orientation.take() {
            push(&mut out, APP1, &[b"Exif\0\0", &exif::only_orientation(orientation)[..]].concat());
        }
        match part {
            Part::Segment(marker, _) => {
                if let Some(payload) = kept {
                    push(&mut out, marker, &payload);
                }
            }
            Part::Pixels(pixels) => out.extend_from_slice(pixels),
            Part::End => {
                out.extend_from_slice(&[0xFF, END]);
                is_whole = true;
            }
        }
    }
    Clean { bytes: out, is_whole }
}

/// Returns what is kept of a segment.
fn kept(marker: u8, payload: &[u8]) -> Option<std::borrow::Cow<'_, [u8]>> {
    match marker {
        // The header of JFIF says the density; a preview may follow it.
        APP0 if payload.starts_with(b"JFIF\0") => {
            let mut head = payload.get(..12)?.to_vec();
            head.extend_from_slice(&[0, 0]);
            Some(head.into())
        }
        APP2 if payload.starts_with(b"ICC_PROFILE\0") => Some(payload.into()),
        // How the colours are coded.
        APP14 if payload.starts_with(b"Adobe") => Some(payload.get(..12)?.into()),
        APP0..=APP15 | COMMENT => None,
        // Tables, frames, scans, restart intervals. What else there is (0xF0 to 0xFD) means nothing to a decoder.
        0xC0..=0xDF => Some(payload.into()),
        _ => None,
    }
}

fn push(out: &mut Vec<u8>, marker: u8, payload: &[u8]) {
    let length = u16::try_from(payload.len() + 2).expect("no segment became longer than it was");
    out.extend_from_slice(&[0xFF, marker]);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(payload);
}
