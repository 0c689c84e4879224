//! From pixels to a WebP file.

use ::webp::{Encoder, WebPConfig};

use super::resize::Pixels;
use crate::image::webp;

/// How a picture is coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    /// A photo: small differences are not seen.
    Lossy,
    /// A picture that was stored without loss, such as a screenshot or a chart: without loss again, unless it proves to
    /// be a photo.
    Sharp,
}

/// The quality of photos, and of photos that were stored without loss.
const QUALITY: [f32; 2] = [80.0, 88.0];
/// So many times the bytes is lines and letters without loss worth.
const WORTH: usize = 2;

/// Returns the picture as a WebP file.
pub(super) fn encode(pixels: &Pixels, coding: Coding, profile: Option<&[u8]>) -> Option<Vec<u8>> {
    let bytes = match coding {
        Coding::Lossy => with(pixels, false, QUALITY[0])?,
        Coding::Sharp => {
            let lossless = with(pixels, true, 75.0)?;
            let lossy = with(pixels, false, QUALITY[1])?;
            if lossless.len() <= WORTH * lossy.len() { lossless } else { lossy }
        }
    };
    Some(match profile {
        Some(profile) => webp::with_profile(&bytes, profile, pixels.width, pixels.height),
        None => bytes,
    })
}

fn with(pixels: &Pixels, is_lossless: bool, quality: f32) -> Option<Vec<u8>> {
    let encoder = match pixels.channels {
        4 => Encoder::from_rgba(&pixels.bytes, pixels.width, pixels.height),
        _ => Encoder::from_rgb(&pixels.bytes, pixels.width, pixels.height),
    };
    let mut config = WebPConfig::new().ok()?;
    config.lossless = i32::from(is_lossless);
    config.quality = quality;
    // Colours keep their edges, which red letters lose otherwise.
    config.use_sharp_yuv = 1;
    // One thread for each picture: the bytes must not depend on how many there are.
    config.thread_level = 0;
    encoder.encode_advanced(&config).ok().map(|memory| memory.to_vec())
}
