//! Diagrams in Mermaid's language as SVG.
//!
//! With the cargo feature `diagrams` they are drawn while the site is built, by the crate `merman`; a milepost without it
//! shows their source instead. What comes out has no styles, scripts, links or colours of its own:
//! `svg` keeps shapes, texts and classes, and the theme's style sheet does the rest.

#[cfg(feature = "diagrams")]
mod draw;
mod source;
#[cfg(feature = "diagrams")]
mod svg;

use std::ops::Range;

use crate::words::Words;

pub use source::title;

/// The most bytes of a diagram.
pub const MAX_LENGTH: usize = 20_000;

/// Why a diagram is not drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undrawn {
    /// This program was compiled without the feature `diagrams`.
    NotCompiled,
    /// It cannot be drawn.
    Wrong {
        /// The bytes of the source that are at fault, on character boundaries.
        range: Range<usize>,
        /// What is wrong: lower case, no full stop.
        message: String,
    },
}

/// Returns the diagram that `source` describes as an `<svg>` element, whose ids begin with `id`. What it is called where its
/// author gave it no name is said in `words`.
///
/// # Errors
/// When it is wrong, too large, of a kind that cannot be drawn, or when drawing is not compiled in.
pub fn draw(source: &str, id: &str, words: &Words) -> Result<String, Undrawn> {
    if source.len() > MAX_LENGTH {
        let message = "the diagram is longer than 20,000 bytes".to_owned();
        return Err(Undrawn::Wrong { range: source::first_line(source), message });
    }
    #[cfg(feature = "diagrams")]
    let drawn = draw::draw(source, id, words);
    #[cfg(not(feature = "diagrams"))]
    let drawn = {
        let _ = (id, words);
        Err(Undrawn::NotCompiled)
    };
    drawn
}
