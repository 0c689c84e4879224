//! One card: a ground with letters printed on it.

use std::ops::Range;

use png::EncodingError;
use resvg::tiny_skia::{ColorU8, PremultipliedColorU8};

use super::super::palette::{COLORS, Indexed};
use super::ground::Ground;
use super::letters::Set;

/// A card that is being printed.
pub(super) struct Proof<'a> {
    ground: &'a Ground,
    picture: Indexed,
    inks: Vec<Ink>,
}

/// A colour, its place, and what it has made of others.
struct Ink {
    color: PremultipliedColorU8,
    place: u8,
    /// For each colour below, for how much of it is covered, the place of the colour that it becomes.
    mixed: Vec<Option<Box<[Option<u8>; 256]>>>,
}

impl<'a> Proof<'a> {
    pub(super) fn new(ground: &'a Ground) -> Self {
        Self { ground, picture: ground.picture.clone(), inks: Vec::new() }
    }

    /// Returns the place of an ink of that red, green and blue, or `None` when there are too many colours.
    pub(super) fn ink(&mut self, [red, green, blue]: [u8; 3]) -> Option<usize> {
        let color = ColorU8::from_rgba(red, green, blue, u8::MAX).premultiply();
        if let Some(known) = self.inks.iter().position(|ink| ink.color == color) {
            return Some(known);
        }
        let place = place(color, &mut self.picture.colors)?;
        self.inks.push(Ink { color, place, mixed: vec![None; COLORS] });
        Some(self.inks.len() - 1)
    }

    /// Prints a letter. `None` when something of the ground is over it, or there are too many colours.
    pub(super) fn print(&mut self, set: &Set, ink: usize) -> Option<()> {
        let Indexed { size: (width, height), colors, pixels: all_pixels } = &mut self.picture;
        let (width, height) = (*width as usize, *height as usize);
        let (left, top) = (set.x + set.letter.left, set.y + set.letter.top);
        for (y, stretches) in (top..).zip(set.letter.rows()) {
            let Some(row) = usize::try_from(y).ok().filter(|row| *row < height) else { continue };
            let (Some(first), Some(last)) = (stretches.first(), stretches.last()) else { continue };
            let Some((all, _)) = visible(left, &(first.pixels.start..last.pixels.end), width) else { continue };
            if self.ground.is_over(row, &all) {
                return None;
            }
            let row = &mut all_pixels[row * width..][..width];
            let ink = &mut self.inks[ink];
            for stretch in stretches {
                let Some((pixels, hidden)) = visible(left, &stretch.pixels, width) else { continue };
                let Some(covers) = set.letter.covers(stretch) else {
                    row[pixels].fill(ink.place);
                    continue;
                };
                for (pixel, cover) in row[pixels].iter_mut().zip(&covers[hidden..]) {
                    *pixel = ink.over(*pixel, *cover, colors)?;
                }
            }
        }
        Some(())
    }

    /// Returns the card as PNG.
    pub(super) fn png(&self) -> Result<Vec<u8>, EncodingError> {
        self.picture.png()
    }
}

/// Returns which of the pixels of a letter at `left` are on a picture of that width, and how many are left of it.
fn visible(left: i32, pixels: &Range<usize>, width: usize) -> Option<(Range<usize>, usize)> {
    let left = isize::try_from(left).ok()?;
    let start = pixels.start.checked_add_signed(left);
    let end = pixels.end.checked_add_signed(left)?.min(width);
    let hidden = if start.is_none() { left.unsigned_abs() - pixels.start } else { 0 };
    let start = start.unwrap_or(0);
    (start < end).then_some((start..end, hidden))
}

impl Ink {
    /// Returns the place of what a colour becomes below this one, which covers so much of it.
    fn over(&mut self, below: u8, cover: u8, colors: &mut Vec<PremultipliedColorU8>) -> Option<u8> {
        let mixed = self.mixed[usize::from(below)].get_or_insert_with(|| Box::new([None; 256]));
        if let Some(known) = mixed[usize::from(cover)] {
            return Some(known);
        }
        let color = mix(colors[usize::from(below)], self.color, cover);
        let place = place(color, colors)?;
        mixed[usize::from(cover)] = Some(place);
        Some(place)
    }
}

/// Returns the place of a colour, which is listed if it is not yet.
fn place(color: PremultipliedColorU8, colors: &mut Vec<PremultipliedColorU8>) -> Option<u8> {
    let place = colors.iter().position(|known| *known == color).unwrap_or_else(|| {
        colors.push(color);
        colors.len() - 1
    });
    u8::try_from(place).ok()
}

/// Returns what a colour becomes below another that covers so much of it, as the renderer of whole pictures rounds.
fn mix(below: PremultipliedColorU8, above: PremultipliedColorU8, cover: u8) -> PremultipliedColorU8 {
    let part = |below: u8, above: u8| {
        let sum = u16::from(below) * u16::from(u8::MAX - cover) + u16::from(above) * u16::from(cover);
        let [_, rounded] = (sum + u16::from(u8::MAX)).to_le_bytes();
        rounded
    };
    let parts = [
        part(below.red(), above.red()),
        part(below.green(), above.green()),
        part(below.blue(), above.blue()),
        part(below.alpha(), above.alpha()),
    ];
    PremultipliedColorU8::from_rgba(parts[0], parts[1], parts[2], parts[3]).unwrap_or(above)
}
