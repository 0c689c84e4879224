//! Smaller copies of a picture, in WebP, for screens that need no more.
//!
//! [`variants`] decodes a picture once and makes a copy for each width of [`WIDTHS`] that is smaller: `decode`, `resize`,
//! `encode`. It takes a second for a photo, so callers remember the result, as [`pack`] writes it.
//!
//! A copy is never larger than the picture, neither in pixels nor in bytes. A build without the feature `images` makes
//! none, and publishes originals.

#[cfg(feature = "images")]
mod decode;
#[cfg(feature = "images")]
mod encode;
#[cfg(feature = "images")]
mod resize;

use super::header::{Format, Header};
use crate::memo::{Kind, Shelf};

/// The function that makes the copies, for a memo.
pub const KIND: Kind = Kind { name: "image-variants", version: 1, shelf: Shelf::Single };

/// The widths of copies, in pixels: a phone, the widest column of the theme (46 rem), one and a half of it or a phone
/// with three pixels for one, and twice the column.
pub const WIDTHS: [u32; 4] = [480, 736, 1104, 1472];

/// A file with fewer bytes is not worth a second request header.
const SMALLEST_FILE: usize = 24 * 1024;
/// A picture with more pixels is published as it is: decoded it would take more than 200 MB.
const MOST_PIXELS: u64 = 50_000_000;
/// The longest side that WebP can have.
const LONGEST_SIDE: u32 = 16_383;

/// A copy of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Its width in pixels.
    pub width: u32,
    /// A WebP file.
    pub bytes: Vec<u8>,
}

/// Returns whether copies can be made of a picture of that many bytes.
pub fn is_wanted(bytes: &[u8], header: &Header) -> bool {
    let pixels = u64::from(header.width) * u64::from(header.height);
    cfg!(feature = "images")
        && !header.is_animated
        && header.format != Format::Gif
        && bytes.len() >= SMALLEST_FILE
        && pixels <= MOST_PIXELS
        && header.width.max(header.height) <= LONGEST_SIDE
}

/// Returns the widths of the copies to be made of a picture of that width, from wide to narrow.
#[cfg(feature = "images")]
fn widths(header: &Header) -> Vec<u32> {
    // One of its own width as well, unless it is WebP already or wider than any screen needs.
    let own = (header.format != Format::WebP && header.width <= WIDTHS[WIDTHS.len() - 1]).then_some(header.width);
    own.into_iter().chain(WIDTHS.into_iter().rev().filter(|width| *width < header.width)).collect()
}

/// Returns the copies of a picture, from narrow to wide; none when it cannot be decoded.
#[cfg(feature = "images")]
pub fn variants(bytes: &[u8], header: &Header) -> Vec<Variant> {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    // Decoders are code from elsewhere, and the picture is too.
    let made = catch_unwind(AssertUnwindSafe(|| make(bytes, header)));
    made.ok().flatten().unwrap_or_default()
}

/// Returns no copies: this build cannot decode pictures.
#[cfg(not(feature = "images"))]
pub fn variants(_: &[u8], _: &Header) -> Vec<Variant> {
    Vec::new()
}

#[cfg(feature = "images")]
fn make(bytes: &[u8], header: &Header) -> Option<Vec<Variant>> {
    let mut picture = decode::decode(bytes, header)?;
    let mut variants: Vec<Variant> = Vec::new();
    let mut smallest = bytes.len();
    for width in widths(header) {
        let height = scaled(header.height, width, header.width);
        let (across, down) = if header.orientation >= 5 { (height, width) } else { (width, height) };
        // The narrower ones are made of the wider one, which has far fewer pixels.
        picture.pixels = resize::resize(&picture.pixels, across, down);
        let upright = picture.pixels.turned(header.orientation);
        let encoded = encode::encode(&upright, picture.coding, picture.profile.as_deref())?;
        if encoded.len() < smallest {
            smallest = encoded.len();
            variants.push(Variant { width, bytes: encoded });
        }
    }
    variants.reverse();
    Some(variants)
}

#[cfg(feature = "images")]
fn scaled(side: u32, to: u32, from: u32) -> u32 {
    let (side, to, from) = (u64::from(side), u64::from(to), u64::from(from));
    u32::try_from((side * to + from / 2) / from).unwrap_or(u32::MAX).max(1)
}

/// Returns `variants` as bytes.
pub fn pack(variants: &[Variant]) -> Vec<u8> {
    let mut out = Vec::new();
    for variant in variants {
        out.extend_from_slice(&variant.width.to_le_bytes());
        out.extend_from_slice(&(variant.bytes.len() as u64).to_le_bytes());
        out.extend_from_slice(&variant.bytes);
    }
    out
}

/// Returns the variants that were packed.
pub fn unpack(mut packed: &[u8]) -> Vec<Variant> {
    let mut variants = Vec::new();
    while let Some((variant, rest)) = unpack_first(packed) {
        variants.push(variant);
        packed = rest;
    }
    variants
}

fn unpack_first(packed: &[u8]) -> Option<(Variant, &[u8])> {
    let (width, rest) = packed.split_first_chunk::<4>()?;
    let (length, rest) = rest.split_first_chunk::<8>()?;
    let (bytes, rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    Some((Variant { width: u32::from_le_bytes(*width), bytes: bytes.to_vec() }, rest))
}

#[cfg(all(test, feature = "images"))]
mod tests;
