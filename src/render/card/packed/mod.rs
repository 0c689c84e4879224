//! PNG of pictures that are drawn flat: a list of colours, and for each pixel the place of its colour in it.
//!
//! 1. [`rows`] cuts rows into what makes them short, [`sum`] has their checksums. A row that is the same from picture to
//!    picture, below one that is, is cut once.
//! 2. [`stream`] writes the parts with [`codes`] of their own.
//!
//! Pixels are looked for only where they usually are again, next to each other and one below the other. That is several
//! times as fast as looking everywhere, and finds nearly all there is.

mod codes;
pub(super) mod rows;
mod stream;
pub(super) mod sum;
#[cfg(test)]
mod tests;

use png::{BitDepth, ColorType, Encoder, EncodingError};
use resvg::tiny_skia::{ColorU8, PremultipliedColorU8};

use self::rows::Part;
use self::sum::Sum;

/// The most colours that a PNG can list.
pub(super) const COLORS: usize = 256;
/// The widest picture whose rows are near enough to each other.
pub(super) const WIDEST: u32 = 16_000;

/// Returns the PNG of a picture that is no wider than [`WIDEST`], of the parts of all its rows and their checksum. A row
/// begins with [`rows::BEGIN`].
pub(super) fn png<'a>(
    (width, height): (u32, u32),
    colors: &[PremultipliedColorU8],
    parts: impl Iterator<Item = &'a [Part]> + Clone,
    sum: Sum,
) -> Result<Vec<u8>, EncodingError> {
    let demultiplied = || colors.iter().map(PremultipliedColorU8::demultiply);
    let stream = stream::stream(width as usize + 1, parts, sum);
    let mut bytes = Vec::with_capacity(stream.len() + 4 * colors.len() + 128);
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    let listed = demultiplied().flat_map(|color| [color.red(), color.green(), color.blue()]);
    encoder.set_palette(listed.collect::<Vec<u8>>());
    if colors.iter().any(|color| !color.is_opaque()) {
        encoder.set_trns(demultiplied().map(ColorU8::alpha).collect::<Vec<u8>>());
    }
    let mut writer = encoder.write_header()?;
    writer.write_chunk(png::chunk::IDAT, &stream)?;
    writer.finish()?;
    Ok(bytes)
}
