//! Prints cards: what is the same on many is drawn once, and so is each letter.
//!
//! 1. [`sheet`] takes an SVG apart into lines of text and the [`ground`] that they stand on.
//! 2. [`letters`] sets the lines.
//! 3. [`proof`] is the ground with the letters on it, and makes the PNG.
//!
//! **Invariant:** whether a card is printed, and what its bytes are, depends on its SVG and the fonts alone, not on which
//! cards were printed before. What a press cannot do is left to [`picture`](super::picture), which draws any SVG.

mod ground;
mod letters;
mod proof;
mod sheet;
#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, PoisonError};

use self::ground::Ground;
use self::letters::Letters;
use self::proof::Proof;
use self::sheet::Sheet;
use super::picture::PictureError;
use super::words::Fonts;

/// How many grounds are kept. A template has one, or a few; where each card has another, none is of use.
const GROUNDS: usize = 4;

/// What cards of one site are printed with.
pub(super) struct Press<'a> {
    fonts: &'a Fonts<'a>,
    letters: Letters<'a>,
    grounds: Mutex<Vec<Kept>>,
}

/// A ground by its two SVG; none that can be printed on where they make no such picture.
struct Kept {
    svg: (String, Option<String>),
    size: (u32, u32),
    ground: Option<Arc<Ground>>,
}

impl<'a> Press<'a> {
    pub(super) fn new(fonts: &'a Fonts<'a>) -> Self {
        let letters = Letters::new(fonts.faces(), fonts.database());
        Self { fonts, letters, grounds: Mutex::default() }
    }

    /// Returns the fonts that it has.
    pub(super) fn fonts(&self) -> &Fonts<'a> {
        self.fonts
    }

    /// Returns the picture of that size that `svg` draws, or `None` when it has to be drawn as a whole.
    pub(super) fn png(&self, svg: &str, size: (u32, u32)) -> Option<Result<Vec<u8>, PictureError>> {
        let sheet = Sheet::of(svg, size)?;
        let set: Vec<_> = sheet.lines.iter().map(|line| self.letters.set(line)).collect::<Option<_>>()?;
        let ground = self.ground(&sheet, size)?;
        let mut proof = Proof::new(&ground);
        for (line, letters) in sheet.lines.iter().zip(set) {
            let ink = proof.ink(line.color)?;
            letters.iter().try_for_each(|letter| proof.print(letter, ink))?;
        }
        Some(proof.png().map_err(|error| PictureError::Png(error.to_string())))
    }

    fn ground(&self, sheet: &Sheet<'_>, size: (u32, u32)) -> Option<Arc<Ground>> {
        let is_it = |kept: &&Kept| kept.svg.0 == sheet.ground && kept.svg.1 == sheet.over && kept.size == size;
        if let Some(kept) = self.grounds.lock().unwrap_or_else(PoisonError::into_inner).iter().find(is_it) {
            return kept.ground.clone();
        }
        // Others print meanwhile, at worst the same once more.
        let ground = Ground::of(sheet, self.fonts.database(), size).map(Arc::new);
        let mut grounds = self.grounds.lock().unwrap_or_else(PoisonError::into_inner);
        if grounds.len() == GROUNDS {
            grounds.remove(0);
        }
        grounds.push(Kept { svg: (sheet.ground.clone(), sheet.over.clone()), size, ground: ground.clone() });
        ground
    }
}
