//! What is the same on many cards, drawn and cut up once.

use std::ops::Range;
use std::sync::Arc;

use resvg::tiny_skia::Pixmap;
use resvg::usvg::fontdb::Database;

use super::super::packed::rows::{self, Part};
use super::super::packed::sum::Sum;
use super::super::palette::Indexed;
use super::super::picture;
use super::sheet::Sheet;

/// The ground of cards.
pub(super) struct Ground {
    pub(super) picture: Indexed,
    parts: Vec<Part>,
    /// Where the parts of each row end.
    ends: Vec<usize>,
    /// The checksums of rows.
    pub(super) sums: Vec<Sum>,
    /// What of each row is painted over lines.
    over: Vec<Range<usize>>,
}

impl Ground {
    /// Draws the ground of a sheet. `None` when it cannot be drawn, or has too many colours.
    pub(super) fn of(sheet: &Sheet<'_>, fonts: &Arc<Database>, size: (u32, u32)) -> Option<Self> {
        let picture = Indexed::of(&picture::draw(&sheet.ground, fonts, size).ok()?)?;
        let over = match &sheet.over {
            Some(over) => reaches(&picture::draw(over, fonts, size).ok()?),
            None => Vec::new(),
        };
        let (mut parts, mut ends, mut sums) = (Vec::new(), Vec::new(), Vec::new());
        for (above, row) in picture.rows() {
            rows::cut(above, row, &mut parts);
            ends.push(parts.len());
            sums.push(Sum::of(row));
        }
        Some(Self { picture, parts, ends, sums, over })
    }

    /// Returns the parts of some rows.
    pub(super) fn parts(&self, rows: Range<usize>) -> &[Part] {
        let before = |row: usize| row.checked_sub(1).map_or(0, |row| self.ends[row]);
        &self.parts[before(rows.start)..before(rows.end)]
    }

    /// Returns whether something is painted over those pixels of a row.
    pub(super) fn is_over(&self, row: usize, pixels: &Range<usize>) -> bool {
        self.over.get(row).is_some_and(|over| over.start < pixels.end && pixels.start < over.end)
    }
}

/// Returns what of each row is painted: all between the first and the last pixel.
fn reaches(pixmap: &Pixmap) -> Vec<Range<usize>> {
    let reach = |row: &[resvg::tiny_skia::PremultipliedColorU8]| {
        let first = row.iter().position(|pixel| pixel.alpha() > 0).unwrap_or(0);
        first..row.iter().rposition(|pixel| pixel.alpha() > 0).map_or(first, |last| last + 1)
    };
    pixmap.pixels().chunks_exact(pixmap.width() as usize).map(reach).collect()
}
