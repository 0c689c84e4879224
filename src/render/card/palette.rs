//! Pictures of few colours: one byte for each pixel, the place of its colour in a list.
//!
//! What is drawn flat has some dozens of colours, most of them those of the edges of letters.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use png::EncodingError;
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8};

use super::packed::rows::{self, BEGIN, Part};
use super::packed::sum::Sum;
use super::packed::{self, COLORS};

/// A picture whose pixels are places in a list of colours.
pub(super) struct Indexed {
    pub(super) size: (u32, u32),
    /// The colour of most pixels first.
    pub(super) colors: Vec<PremultipliedColorU8>,
    /// Row after row, each behind the byte that it begins with.
    pub(super) pixels: Vec<u8>,
}

/// Returns the PNG of a picture, or `None` when it has too many colours to list.
pub(super) fn png(pixmap: &Pixmap) -> Option<Result<Vec<u8>, EncodingError>> {
    Indexed::of(pixmap).map(|picture| picture.png())
}

impl Indexed {
    /// Returns the picture, or `None` when it has too many colours to list, or is too wide.
    pub(super) fn of(pixmap: &Pixmap) -> Option<Self> {
        if pixmap.width() > packed::WIDEST {
            return None;
        }
        let width = pixmap.width() as usize;
        let mut places: HashMap<Key, u8> = HashMap::new();
        let (mut colors, mut pixels) = (Vec::new(), Vec::with_capacity((width + 1) * pixmap.height() as usize));
        let mut times = vec![0; COLORS];
        let mut above: &[PremultipliedColorU8] = &[];
        let mut runs: Vec<(u8, usize)> = Vec::new();
        for row in pixmap.pixels().chunks_exact(width) {
            if row == above {
                pixels.extend_from_within(pixels.len() - width - 1..);
                for (place, length) in &runs {
                    times[usize::from(*place)] += length;
                }
                continue;
            }
            pixels.push(BEGIN);
            runs.clear();
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
                times[usize::from(place)] += run.len();
                runs.push((place, run.len()));
                pixels.resize(pixels.len() + run.len(), place);
            }
            above = row;
        }
        let mut picture = Self { size: (pixmap.width(), pixmap.height()), colors, pixels };
        let most = (0..=u8::MAX).zip(times).max_by_key(|(_, times)| *times).map_or(0, |(place, _)| place);
        picture.begin_with(most);
        Some(picture)
    }

    /// Makes a colour the first of the list. Rows then begin like most of their pixels, and one that is empty goes on like
    /// the end of the one above.
    fn begin_with(&mut self, first: u8) {
        self.colors.swap(0, usize::from(first));
        if first == 0 {
            return;
        }
        for row in self.pixels.chunks_exact_mut(self.size.0 as usize + 1) {
            for pixel in &mut row[1..] {
                *pixel = match *pixel {
                    0 => first,
                    place if place == first => 0,
                    place => place,
                };
            }
        }
    }

    /// Returns its rows, each with the one above it.
    pub(super) fn rows(&self) -> impl Iterator<Item = (Option<&[u8]>, &[u8])> {
        let length = self.size.0 as usize + 1;
        let rows = self.pixels.chunks_exact(length);
        std::iter::once(None).chain(rows.clone().map(Some)).zip(rows)
    }

    fn png(&self) -> Result<Vec<u8>, EncodingError> {
        let mut parts: Vec<Part> = Vec::new();
        let mut sum = Sum::NONE;
        for (above, row) in self.rows() {
            rows::cut(above, row, &mut parts);
            sum = sum.then(Sum::of(row));
        }
        packed::png(self.size, &self.colors, std::iter::once(&*parts), sum)
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
