//! Badges and their gallery.

use serde::Serialize;

/// The gallery of badges.
#[derive(Debug, Clone, Serialize)]
pub struct BadgesView {
    /// The heading.
    pub title: String,
    /// By what they are about.
    pub groups: Vec<BadgeGroup>,
}

/// Badges of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct BadgeGroup {
    /// `Plan`, `Phases` ...
    pub title: String,
    /// The badges.
    pub badges: Vec<BadgeView>,
}

/// A badge.
#[derive(Debug, Clone, Serialize)]
pub struct BadgeView {
    /// Its id, which is its file name.
    pub id: String,
    /// The address of the SVG on the host.
    pub src: String,
    /// Width in pixels; the height is always 20.
    pub width: u32,
    /// The fact as a sentence, for `alt`.
    pub alt: String,
    /// The page that proves it.
    pub href: String,
    /// The address of the shields endpoint JSON.
    pub endpoint: String,
    /// Markdown to copy, with absolute addresses.
    pub markdown: String,
    /// HTML to copy, with absolute addresses.
    pub html: String,
    /// `AsciiDoc` to copy, with absolute addresses.
    pub asciidoc: String,
}
