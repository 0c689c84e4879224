//! The fonts of cards: how wide a text is in them, and whether they can write it.

use std::sync::Arc;

use resvg::usvg::fontdb::{Database, ID, Source};
use sha2::{Digest, Sha256};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider as _};

use crate::theme::CardFont;

/// The fonts of a theme's cards.
pub struct Fonts<'a> {
    serif: Vec<Font<'a>>,
    sans: Vec<Font<'a>>,
    /// The bytes of each file that has one font, by which the renderer knows it.
    faces: Vec<(ID, &'a [u8])>,
    database: Arc<Database>,
    hash: [u8; 32],
}

struct Font<'a> {
    charmap: skrifa::charmap::Charmap<'a>,
    /// Widths for a size of one pixel.
    metrics: GlyphMetrics<'a>,
}

impl Font<'_> {
    /// Returns the width of a character at a size of one pixel.
    fn width(&self, c: char) -> Option<f32> {
        self.metrics.advance_width(self.charmap.map(c)?)
    }
}

impl<'a> Fonts<'a> {
    /// Returns the fonts of a theme; none when it has none that can be read.
    pub fn new(files: &'a [CardFont]) -> Option<Self> {
        let mut database = Database::new();
        let mut hash = Sha256::new();
        let (mut serif, mut sans, mut faces) = (Vec::new(), Vec::new(), Vec::new());
        for file in files {
            hash.update((file.bytes.len() as u64).to_le_bytes());
            hash.update(&file.bytes);
            let ids = database.load_font_source(Source::Binary(Arc::new(file.bytes.clone())));
            if let [id] = ids[..] {
                faces.push((id, &*file.bytes));
            }
            let Ok(font) = FontRef::new(&file.bytes) else { continue };
            let list = if file.name.starts_with("serif") { &mut serif } else { &mut sans };
            let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
            list.push(Font { charmap: font.charmap(), metrics });
        }
        let has_both = !serif.is_empty() && !sans.is_empty();
        has_both.then(|| Self { serif, sans, faces, database: Arc::new(database), hash: hash.finalize().into() })
    }

    /// Returns the fonts as the renderer reads them.
    pub fn database(&self) -> &Arc<Database> {
        &self.database
    }

    /// Returns the fonts that are alone in their file, as the renderer knows them, and their bytes.
    pub(super) fn faces(&self) -> impl Iterator<Item = (ID, &'a [u8])> {
        self.faces.iter().copied()
    }

    /// Returns a hash of the bytes of all fonts.
    pub fn hash(&self) -> &[u8] {
        &self.hash
    }

    /// Returns whether the font of titles has every character of `text`.
    pub fn serif_can_write(&self, text: &str) -> bool {
        text.chars().all(|c| width(&self.serif, c).is_some())
    }

    /// Returns whether the font of the small lines has every character of `text`.
    pub fn sans_can_write(&self, text: &str) -> bool {
        text.chars().all(|c| width(&self.sans, c).is_some())
    }

    /// Returns the words of a title with their widths. Kerning, which mostly makes a line shorter, is left out of account.
    pub fn measure<'t>(&self, title: &'t str) -> Measured<'_, 't> {
        let words = title.split_whitespace().map(|word| (word, self.width(word))).collect();
        Measured { fonts: self, words, space: self.width(" ") }
    }

    /// Returns the width of `text` in the font of titles, at a size of one pixel.
    fn width(&self, text: &str) -> f32 {
        text.chars().filter_map(|c| width(&self.serif, c)).sum()
    }
}

/// The words of a title, each with its width at a size of one pixel.
pub struct Measured<'f, 't> {
    fonts: &'f Fonts<'f>,
    words: Vec<(&'t str, f32)>,
    space: f32,
}

impl Measured<'_, '_> {
    /// Returns the lines of the title at `size`, none wider than `most` pixels.
    pub fn wrap(&self, size: f32, most: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let (mut line, mut length) = (String::new(), 0.0);
        for (word, width) in self.words.iter().copied() {
            let longer = if line.is_empty() { width } else { length + self.space + width };
            if longer * size <= most {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
                length = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                length = 0.0;
            }
            if width * size <= most {
                line.push_str(word);
                length = width;
                continue;
            }
            // A word that is too long for a line of its own is broken anywhere.
            for c in word.chars() {
                let width = self.fonts.width(c.encode_utf8(&mut [0; 4]));
                if (length + width) * size > most {
                    lines.push(std::mem::take(&mut line));
                    length = 0.0;
                }
                line.push(c);
                length += width;
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

fn width(fonts: &[Font<'_>], c: char) -> Option<f32> {
    fonts.iter().find_map(|font| font.width(c))
}

/// Returns the first `most` lines, the last of them with an ellipsis if lines are left out.
pub fn cut(mut lines: Vec<String>, most: usize) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let end = last.rfind(' ').unwrap_or(last.len());
            last.truncate(end);
            last.push('…');
        }
    }
    lines
}
