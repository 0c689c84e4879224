//! What is the same on many cards, drawn once.

use std::ops::Range;
use std::sync::Arc;

use resvg::tiny_skia::Pixmap;
use resvg::usvg::fontdb::Database;

use super::super::palette::Indexed;
use super::super::picture;
use super::sheet::Sheet;

/// The ground of cards.
pub(super) struct Ground {
    pub(super) picture: Indexed,
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
        Some(Self { picture, over })
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
