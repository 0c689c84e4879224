//! What the head of a picture tells: its format, its size as it is shown, whether it moves.

use super::{gif, jpeg, png, webp};

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JPEG
    Jpeg,
    /// PNG, also an animated one.
    Png,
    /// GIF
    Gif,
    /// WebP
    WebP,
}

impl Format {
    /// Returns the format that `bytes` begin like, whatever the name of the file says.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Some(Self::Jpeg)
        } else if bytes.starts_with(png::SIGNATURE) {
            Some(Self::Png)
        } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
            Some(Self::Gif)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Self::WebP)
        } else {
            None
        }
    }
}

/// What is known of a picture before its pixels are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Its format.
    pub format: Format,
    /// The width in pixels as it is shown.
    pub width: u32,
    /// The height in pixels as it is shown.
    pub height: u32,
    /// How it is turned and mirrored to be shown, 1 to 8 as in EXIF; 1 is not at all.
    pub orientation: u8,
    /// Whether it has more than one frame.
    pub is_animated: bool,
}

impl Header {
    /// Returns the header of the picture in `bytes`, unless there is none that can be read.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let format = Format::of(bytes)?;
        let (width, height) = match format {
            Format::Jpeg => jpeg::size(bytes),
            Format::Png => png::size(bytes),
            Format::WebP => webp::size(bytes),
            Format::Gif => gif::size(bytes),
        }
        .filter(|(width, height)| *width > 0 && *height > 0)?;
        let (orientation, is_animated) = match format {
            Format::Jpeg => (jpeg::orientation(bytes), false),
            Format::Png => (png::orientation(bytes), png::is_animated(bytes)),
            Format::WebP => (webp::orientation(bytes), webp::is_animated(bytes)),
            Format::Gif => (1, gif::is_animated(bytes)),
        };
        let (width, height) = if orientation >= 5 { (height, width) } else { (width, height) };
        Some(Self { format, width, height, orientation, is_animated })
    }
}
