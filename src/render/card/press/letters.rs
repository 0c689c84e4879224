//! Lines of text set letter by letter, each letter drawn once for all cards.
//!
//! Letters stand where the renderer of whole pictures would set them, to a quarter of a pixel, which is as fine as it looks
//! at their edges. What needs more than one letter after the other, such as writing from right to left, is not set here.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, PoisonError, RwLock};

use harfrust::{Direction, ShapeOptions, ShaperData, UnicodeBuffer};
use resvg::tiny_skia::{FillRule, Mask, Path, PathBuilder, Transform};
use resvg::usvg::fontdb::{Database, Family, ID, Query};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use super::sheet::{self, Anchor, Line};

/// Into how many steps a pixel is divided for the place of a letter.
const STEPS: i32 = 4;
/// The widest and highest letter that is drawn by itself.
const LARGEST: f32 = 1024.0;
/// How many letters are kept.
const KEPT: usize = 8192;
/// Tables of fonts whose letters are more than outlines, or whose outlines depend on the size.
const UNUSUAL: [&[u8; 4]; 6] = [b"COLR", b"CBDT", b"sbix", b"SVG ", b"fvar", b"morx"];

/// The letters of the fonts of cards.
pub(super) struct Letters<'a> {
    faces: Vec<Face<'a>>,
    database: Arc<Database>,
    drawn: RwLock<HashMap<Key, Arc<Letter>>>,
}

struct Face<'a> {
    id: ID,
    font: FontRef<'a>,
    shaper: ShaperData,
    units_per_em: f32,
}

/// What a letter is found by: its font, what it is there, its size, and how far it is from a whole pixel.
type Key = (ID, u32, u32, (u8, u8));

/// A letter as it covers pixels.
#[derive(Default)]
pub(super) struct Letter {
    /// Where it is, from the pixel that it is set on.
    pub(super) left: i32,
    pub(super) top: i32,
    /// Row by row what of them is covered.
    stretches: Vec<Stretch>,
    /// How much of each pixel is covered in a stretch that is not filled.
    covers: Vec<u8>,
    /// Where the stretches of each row end.
    ends: Vec<usize>,
}

/// Pixels in a row.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    /// Which they are, from the left of the letter.
    pub(super) pixels: Range<usize>,
    /// How much of each is covered, by their place in a list; nothing where all of each is.
    edge: Option<usize>,
}

impl Letter {
    /// Returns the letter that covers so much of each pixel in rows of that width.
    fn new((left, top): (i32, i32), width: usize, covers: &[u8]) -> Self {
        let mut letter = Self { left, top, ..Self::default() };
        for row in covers.chunks_exact(width) {
            let mut start = 0;
            // Kinds of pixels: not covered, the edge, filled.
            for stretch in row.chunk_by(|a, b| kind(*a) == kind(*b)) {
                let pixels = start..start + stretch.len();
                start = pixels.end;
                let edge = match kind(stretch[0]) {
                    0 => continue,
                    1 => Some(letter.covers.len()),
                    _ => None,
                };
                if edge.is_some() {
                    letter.covers.extend_from_slice(stretch);
                }
                letter.stretches.push(Stretch { pixels, edge });
            }
            letter.ends.push(letter.stretches.len());
        }
        letter
    }

    /// Returns what is covered, row by row.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[Stretch]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.stretches[start..*end])
    }

    /// Returns how much is covered of each pixel of an edge, or `None` where all of each is.
    pub(super) fn covers(&self, stretch: &Stretch) -> Option<&[u8]> {
        stretch.edge.map(|edge| &self.covers[edge..edge + stretch.pixels.len()])
    }
}

fn kind(cover: u8) -> u8 {
    match cover {
        0 => 0,
        u8::MAX => 2,
        _ => 1,
    }
}

/// A letter in its place.
pub(super) struct Set {
    pub(super) letter: Arc<Letter>,
    pub(super) x: i32,
    pub(super) y: i32,
}

impl<'a> Letters<'a> {
    /// Returns those of `fonts`, which are the ones of `database`.
    pub(super) fn new(fonts: impl Iterator<Item = (ID, &'a [u8])>, database: &Arc<Database>) -> Self {
        let faces = fonts.filter_map(|(id, bytes)| Face::new(id, bytes)).collect();
        Self { faces, database: Arc::clone(database), drawn: RwLock::default() }
    }

    /// Returns the letters of a line where they stand, or `None` when it is not to be set here.
    pub(super) fn set(&self, line: &Line<'_>) -> Option<Vec<Set>> {
        let face = self.face(line)?;
        if !line.text.chars().all(is_simple) {
            return None;
        }
        let letters = face.spread(line)?;
        let mut set = Vec::with_capacity(letters.len());
        for (glyph, x, y) in letters {
            let (x, x_step) = step(x)?;
            let (y, y_step) = step(y)?;
            set.push(Set { letter: self.letter(face, glyph, line.size, (x_step, y_step))?, x, y });
        }
        Some(set)
    }

    /// Returns the font that the renderer of whole pictures would take.
    fn face(&self, line: &Line<'_>) -> Option<&Face<'a>> {
        let families: Vec<_> = line.families.iter().map(sheet::asked).chain([Family::Serif]).collect();
        let id = self.database.query(&Query { families: &families, ..Query::default() })?;
        self.faces.iter().find(|face| face.id == id)
    }

    /// Returns a letter, which is nothing to be seen for a space, or `None` for one that is too large.
    fn letter(&self, face: &Face<'a>, glyph: u32, size: f32, steps: (u8, u8)) -> Option<Arc<Letter>> {
        let key = (face.id, glyph, size.to_bits(), steps);
        if let Some(drawn) = self.drawn.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Some(drawn.clone());
        }
        let letter = Arc::new(match face.outline(glyph, size) {
            Some(outline) => draw(outline, steps)?,
            None => Letter::default(),
        });
        let mut drawn = self.drawn.write().unwrap_or_else(PoisonError::into_inner);
        if drawn.len() < KEPT {
            drawn.insert(key, Arc::clone(&letter));
        }
        Some(letter)
    }
}

impl<'a> Face<'a> {
    fn new(id: ID, bytes: &'a [u8]) -> Option<Self> {
        let font = FontRef::new(bytes).ok()?;
        let is_unusual = UNUSUAL.iter().any(|table| font.table_data(skrifa::Tag::new(table)).is_some());
        let units_per_em = font.head().ok()?.units_per_em();
        let shaper = ShaperData::new(&font);
        (!is_unusual && units_per_em >= 16).then(|| Self { id, font, shaper, units_per_em: f32::from(units_per_em) })
    }

    /// Returns the glyphs of a line and where they stand.
    #[expect(clippy::cast_precision_loss, reason = "units of a font are small numbers")]
    fn spread(&self, line: &Line<'_>) -> Option<Vec<(u32, f32, f32)>> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&line.text);
        buffer.set_direction(Direction::LeftToRight);
        buffer.guess_segment_properties();
        let shaped = self.shaper.shaper(&self.font).build().shape(buffer, ShapeOptions::new());
        let scale = line.size / self.units_per_em;
        let (infos, positions) = (shaped.glyph_infos(), shaped.glyph_positions());
        let mut spread = Vec::with_capacity(infos.len());
        let mut x = 0.0;
        let mut at = 0;
        // What belongs together is spaced as one.
        for cluster in infos.chunk_by(|a, b| a.cluster == b.cluster) {
            let (mut inside, mut advance) = (0.0, 0.0);
            for (info, position) in cluster.iter().zip(&positions[at..]) {
                if info.glyph_id == 0 {
                    return None;
                }
                let offset = (inside + position.x_offset as f32) * scale;
                spread.push((info.glyph_id, x + offset, line.y - position.y_offset as f32 * scale));
                inside += position.x_advance as f32;
                advance += position.x_advance as f32 * scale;
            }
            at += cluster.len();
            if at < infos.len() {
                advance += line.spacing;
            }
            if advance <= 0.0 {
                return None;
            }
            x += advance;
        }
        let start = line.x
            + match line.anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => -x / 2.0,
                Anchor::End => -x,
            };
        for (_, x, _) in &mut spread {
            *x += start;
        }
        Some(spread)
    }

    /// Returns the outline of a glyph; nothing for a space.
    fn outline(&self, glyph: u32, size: f32) -> Option<Path> {
        let outline = self.font.outline_glyphs().get(GlyphId::new(glyph))?;
        let mut pen = Pen(PathBuilder::new());
        outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen).ok()?;
        let scale = size / self.units_per_em;
        // Fonts count upwards.
        pen.0.finish()?.transform(Transform::from_scale(scale, -scale))
    }
}

/// Draws a letter so many steps from a whole pixel, or returns `None` for one that is too large.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the letter is small")]
#[expect(clippy::cast_precision_loss, reason = "the letter is small")]
fn draw(outline: Path, (x_step, y_step): (u8, u8)) -> Option<Letter> {
    let shift = Transform::from_translate(f32::from(x_step) / STEPS as f32, f32::from(y_step) / STEPS as f32);
    let outline = outline.transform(shift)?;
    let bounds = outline.bounds();
    if bounds.width() > LARGEST || bounds.height() > LARGEST {
        return None;
    }
    let (left, top) = (bounds.left().floor(), bounds.top().floor());
    let (width, height) = ((bounds.right().ceil() - left) as u32, (bounds.bottom().ceil() - top) as u32);
    let Some(mut mask) = Mask::new(width, height) else { return Some(Letter::default()) };
    let here = Transform::from_translate(-left, -top);
    mask.fill_path(&outline.transform(here)?, FillRule::Winding, true, Transform::identity());
    Some(Letter::new((left as i32, top as i32), width as usize, mask.data()))
}

/// Returns the whole pixel of a place and the steps from there.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "places are on the picture")]
fn step(place: f32) -> Option<(i32, u8)> {
    let steps = (place * STEPS as f32).round();
    let steps = (steps.abs() < 1e6).then_some(steps as i32)?;
    let rest = u8::try_from(steps.rem_euclid(STEPS)).expect("there are few steps");
    Some((steps.div_euclid(STEPS), rest))
}

/// Returns whether `c` stands by itself, from left to right.
fn is_simple(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{2FF}' | '\u{370}'..='\u{482}' | '\u{48A}'..='\u{52F}'
        | '\u{1E00}'..='\u{1FFF}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{2070}'..='\u{20CF}'
        | '\u{2100}'..='\u{2BFF}' | '\u{3000}'..='\u{3029}' | '\u{3040}'..='\u{3098}' | '\u{309B}'..='\u{30FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{FF00}'..='\u{FFEF}')
}

struct Pen(PathBuilder);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(cx, cy, x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.cubic_to(ax, ay, bx, by, x, y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}
