//! Badges: one fact each, as an image that others can put into a README.
//!
//! [`svg`] draws a [`Badge`] with the geometry of the "flat" style that readers know from README
//! files, in colours on which white text can be read; [`Tones`] takes them from the look of the site. [`endpoint_json`] says the same to services
//! that draw badges themselves, and [`markdown`], [`html`] and [`asciidoc`] are the lines to copy.
//! The modules `width` and `xml` measure and escape text for every picture of the site.

mod color;
mod snippet;
mod svg;
pub(in crate::render) mod width;

use serde::Serialize;

use crate::render::label;
use crate::site::permalink::beside_devices;

pub use color::{Color, Tones};
pub use snippet::{asciidoc, endpoint_json, html, markdown};
pub use svg::{HEIGHT, svg, width};

/// One fact, ready to be drawn.
///
/// **Invariant:** whoever makes one has checked that the fact holds and may be published; nothing
/// here looks at the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Badge {
    /// Its name in addresses, such as `phase-foundation` in `badges/phase-foundation.svg`.
    pub id: BadgeId,
    /// The left half: what the fact is about. Empty for a badge of one colour.
    pub label: String,
    /// The right half: the fact. Not empty, or the endpoint JSON is refused by its readers.
    pub message: String,
    /// The colour of the right half.
    pub color: Color,
    /// The fact as a sentence, for the alternative text.
    pub sentence: String,
}

/// The name of a badge: lower-case ASCII words joined by single hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct BadgeId(String);

impl BadgeId {
    /// Returns `text` as a badge id: ids that are in that form already stay as they are, and what
    /// is not a letter or digit of ASCII becomes a hyphen. Text without any gives `badge`, and `con`, which
    /// Windows reserves, `badge-con`.
    ///
    /// Two texts may give one id; whoever collects badges keeps them apart.
    pub fn new(text: &str) -> Self {
        let words: Vec<String> = text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_ascii_lowercase)
            .collect();
        Self(if words.is_empty() { "badge".to_owned() } else { beside_devices(&words.join("-"), "badge") })
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for BadgeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns `label: message` cleaned for output, or the message alone when there is no label.
fn accessible_text(badge: &Badge) -> String {
    let (label, message) = (label::clean(&badge.label), label::clean(&badge.message));
    if label.is_empty() { message } else { format!("{label}: {message}") }
}

#[cfg(test)]
pub(in crate::render) fn sample(label: &str, message: &str) -> Badge {
    Badge {
        id: BadgeId::new(label),
        label: label.to_owned(),
        message: message.to_owned(),
        color: Color::Proven,
        sentence: format!("The {label} says {message}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case() {
        let check = |text: &str, id: &str| assert_eq!(BadgeId::new(text).as_str(), id, "{text:?}");
        check("phase-foundation", "phase-foundation");
        check("Cert Security+ (2027)", "cert-security-2027");
        check("--a__b--", "a-b");
        check("\"><script>", "script");
        check("شهادة", "badge");
        check("con", "badge-con");
    }
}
