//! Pictures of few colours as PNG: one byte for each pixel, the place of its colour in a list.
//!
//! What is drawn flat has some dozens of colours, most of them those of the edges of letters. With one byte for each pixel
//! instead of four there is a quarter to compress, and the fastest way to do so gives smaller files than the usual one does
//! with four.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Filter};
use resvg::tiny_skia::{ColorU8, Pixmap, PremultipliedColorU8};

/// The most colours that a PNG can list.
pub(super) const COLORS: usize = 256;

/// A picture whose pixels are places in a list of colours.
#[derive(Clone)]
pub(super) struct Indexed {
    pub(super) size: (u32, u32),
    pub(super) colors: Vec<PremultipliedColorU8>,
    /// Row after row.
    pub(super) pixels: Vec<u8>,
}

/// Returns the PNG of a picture, or `None` when it has too many colours to list.
pub(super) fn png(pixmap: &Pixmap) -> Option<Result<Vec<u8>, EncodingError>> {
    Indexed::of(pixmap).map(|picture| picture.png())
}

impl Indexed {
    /// Returns the picture, or `None` when it has too many colours to list.
    pub(super) fn of(pixmap: &Pixmap) -> Option<Self> {
        let width = pixmap.width() as usize;
        let mut places: HashMap<Key, u8> = HashMap::new();
        let (mut colors, mut pixels) = (Vec::new(), Vec::with_capacity(pixmap.pixels().len()));
        let mut above: &[PremultipliedColorU8] = &[];
        for row in pixmap.pixels().chunks_exact(width) {
            if row == above {
                pixels.extend_from_within(pixels.len() - width..);
                continue;
            }
            for run in row.chunk_by(|a, b| a == b) {
                let color = run[0];
                let place = match places.entry(key(color)) {
                    Entry::Occupied(known) => *known.get(),
                    Entry::Vacant(_) if colors.len() == COLORS => return None,
                    Entry::Vacant(new) => {
                        let place = u8::try_from(colors.len()).expect("there are at most 256 colours");
                        colors.push(color);
                        *new.insert(place)
                    }
                };
                pixels.resize(pixels.len() + run.len(), place);
            }
            above = row;
        }
        Some(Self { size: (pixmap.width(), pixmap.height()), colors, pixels })
    }

    /// Returns the PNG of the picture.
    pub(super) fn png(&self) -> Result<Vec<u8>, EncodingError> {
        let colors = || self.colors.iter().map(PremultipliedColorU8::demultiply);
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, self.size.0, self.size.1);
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_palette(colors().flat_map(|color| [color.red(), color.green(), color.blue()]).collect::<Vec<u8>>());
        if self.colors.iter().any(|color| !color.is_opaque()) {
            encoder.set_trns(colors().map(ColorU8::alpha).collect::<Vec<u8>>());
        }
        encoder.set_compression(Compression::Fast);
        encoder.set_filter(Filter::Adaptive);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.pixels)?;
        writer.finish()?;
        Ok(bytes)
    }
}

/// What a colour is found by.
type Key = [u8; 4];

fn key(color: PremultipliedColorU8) -> Key {
    [color.red(), color.green(), color.blue(), color.alpha()]
}

#[cfg(test)]
mod tests {
    use resvg::tiny_skia::Color;

    use super::*;

    /// Returns a picture in which each pixel is what `color` says for its place.
    fn picture(width: u32, height: u32, color: impl Fn(u32) -> [u8; 4]) -> Pixmap {
        let mut pixmap = Pixmap::new(width, height).unwrap();
        for (at, pixel) in (0..).zip(pixmap.pixels_mut()) {
            let [red, green, blue, alpha] = color(at);
            *pixel = Color::from_rgba8(red, green, blue, alpha).premultiply().to_color_u8();
        }
        pixmap
    }

    #[test]
    fn a_picture_of_few_colours_reads_back_as_it_was() {
        let opaque = picture(37, 19, |at| [u8::try_from(at / 60).unwrap(), 7, 200, 255]);
        let clear = picture(5, 8, |at| [255, 0, u8::try_from(at * 6).unwrap(), u8::try_from(at * 6).unwrap()]);
        for pixmap in [opaque, clear, picture(3, 9, |_| [1, 2, 3, 255])] {
            let bytes = png(&pixmap).expect("the colours are few").unwrap();
            assert_eq!(Pixmap::decode_png(&bytes).unwrap(), pixmap);
        }
    }

    #[test]
    fn as_many_colours_as_can_be_listed_are_and_one_more_is_not() {
        let with = |colors: u32| {
            picture(257, 2, |at| [u8::try_from(at % colors / 2).unwrap(), 0, u8::try_from(at % 2).unwrap(), 255])
        };
        assert!(png(&with(256)).is_some());
        assert!(
            png(&picture(257, 1, |at| [u8::try_from(at / 2).unwrap(), 0, u8::try_from(at % 2).unwrap(), 255]))
                .is_none()
        );
    }
}
