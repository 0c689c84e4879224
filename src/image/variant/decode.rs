//! From a file to pixels of 8 bits for each colour.

use std::io::Cursor;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::LONGEST_SIDE;
use super::encode::Coding;
use super::resize::Pixels;
use crate::image::header::{Format, Header};
use crate::image::webp;

/// The most bytes that a decoder of PNG may ask for beside the pixels.
const MEMORY: usize = 64 * 1024 * 1024;

/// A decoded picture.
pub(super) struct Decoded {
    pub(super) pixels: Pixels,
    /// The profile that says what its colours mean, unless that is the usual one.
    pub(super) profile: Option<Vec<u8>>,
    /// How copies of it are coded.
    pub(super) coding: Coding,
}

/// Returns the pixels of a picture, or `None` when it is damaged or of a kind that is seldom.
pub(super) fn decode(bytes: &[u8], header: &Header) -> Option<Decoded> {
    let decoded = match header.format {
        Format::Jpeg => jpeg(bytes),
        Format::Png => png(bytes),
        Format::WebP => web(bytes),
        Format::Gif => None,
    }?;
    let stored = (decoded.pixels.width, decoded.pixels.height);
    let (width, height) = if header.orientation >= 5 { (stored.1, stored.0) } else { stored };
    let length = stored.0 as usize * stored.1 as usize * decoded.pixels.channels;
    // What the head said was bounded; what was decoded has to be the same.
    ((width, height) == (header.width, header.height) && decoded.pixels.bytes.len() == length).then_some(decoded)
}

fn jpeg(bytes: &[u8]) -> Option<Decoded> {
    let side = LONGEST_SIDE as usize;
    let options =
        DecoderOptions::default().set_max_width(side).set_max_height(side).jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    // The four colours of print mean nothing without their profile.
    if !matches!(decoder.input_colorspace()?, ColorSpace::YCbCr | ColorSpace::RGB | ColorSpace::Luma) {
        return None;
    }
    let info = decoder.info()?;
    let profile = decoder.icc_profile();
    // A profile of one colour does not fit the three that are written.
    let profile = profile.filter(|profile| profile.get(16..20) == Some(b"RGB "));
    let bytes = decoder.decode().ok()?;
    let pixels = Pixels { width: u32::from(info.width), height: u32::from(info.height), channels: 3, bytes };
    Some(Decoded { pixels, profile: unusual(profile), coding: Coding::Lossy })
}

fn png(bytes: &[u8]) -> Option<Decoded> {
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: MEMORY });
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let mut bytes = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut bytes).ok()?;
    bytes.truncate(frame.buffer_size());
    let profile = reader.info().icc_profile.as_ref().map(|profile| profile.to_vec());
    let profile = profile.filter(|profile| profile.get(16..20) == Some(b"RGB "));
    let (channels, bytes) = match frame.color_type {
        png::ColorType::Rgb => (3, bytes),
        png::ColorType::Rgba => (4, bytes),
        png::ColorType::Grayscale => (3, bytes.iter().flat_map(|gray| [*gray; 3]).collect()),
        png::ColorType::GrayscaleAlpha => {
            (4, bytes.chunks_exact(2).flat_map(|pair| [pair[0], pair[0], pair[0], pair[1]]).collect())
        }
        png::ColorType::Indexed => return None,
    };
    let pixels = Pixels { width: frame.width, height: frame.height, channels, bytes };
    Some(Decoded { pixels, profile: unusual(profile), coding: Coding::Sharp })
}

fn web(bytes: &[u8]) -> Option<Decoded> {
    let image = ::webp::Decoder::new(bytes).decode()?;
    let channels = if image.is_alpha() { 4 } else { 3 };
    let pixels = Pixels { width: image.width(), height: image.height(), channels, bytes: image.to_vec() };
    let coding = if webp::is_lossless(bytes) { Coding::Sharp } else { Coding::Lossy };
    Some(Decoded { pixels, profile: unusual(webp::profile(bytes)), coding })
}

/// Leaves out the profile that browsers assume anyway: it is three thousand bytes in each copy.
fn unusual(profile: Option<Vec<u8>>) -> Option<Vec<u8>> {
    profile.filter(|profile| !profile.windows(4).any(|window| window == b"sRGB"))
}
