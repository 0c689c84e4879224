//! The fonts of cards: how wide a text is in them, and whether they can write it.

use std::sync::Arc;

use resvg::usvg::fontdb::{Database, Source};
use sha2::{Digest, Sha256};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider as _};

use crate::theme::CardFont;

/// The fonts of a theme's cards.
pub struct Fonts<'a> {
    serif: Vec<Font<'a>>,
    sans: Vec<Font<'a>>,
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
        let (mut serif, mut sans) = (Vec::new(), Vec::new());
        for file in files {
            hash.update((file.bytes.len() as u64).to_le_bytes());
            hash.update(&file.bytes);
            database.load_font_source(Source::Binary(Arc::new(file.bytes.clone())));
            let Ok(font) = FontRef::new(&file.bytes) else { continue };
            let list = if file.name.starts_with("serif") { &mut serif } else { &mut sans };
            let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
            list.push(Font { charmap: font.charmap(), metrics });
        }
        let has_both = !serif.is_empty() && !sans.is_empty();
        has_both.then(|| Self { serif, sans, database: Arc::new(database), hash: hash.finalize().into() })
    }

    /// Returns the fonts as the renderer reads them.
    pub fn database(&self) -> &Arc<Database> {
        &self.database
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

    /// Returns the lines of a title at `size`, none wider than `most` pixels. Kerning, which mostly makes a line
    /// shorter, is left out of account.
    pub fn wrap(&self, title: &str, size: f32, most: f32) -> Vec<String> {
        let width = |text: &str| text.chars().filter_map(|c| width(&self.serif, c)).sum::<f32>() * size;
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in title.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if width(&longer) <= most {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            // A word that is too long for a line of its own is broken anywhere.
            for c in word.chars() {
                if width(&line) + width(c.encode_utf8(&mut [0; 4])) > most {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
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
