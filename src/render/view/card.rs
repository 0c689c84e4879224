//! Social cards: what their template sees.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ColorView;

/// The variables of `card.svg`.
#[derive(Debug, Clone, Serialize)]
pub struct CardView {
    /// What the page is: `Note · 5 November 2026`, or the focus of the plan; empty when there is nothing to say.
    pub above: String,
    /// The title, broken into lines that fit; empty when the fonts of the theme cannot write it.
    pub lines: Vec<CardLine>,
    /// The size of the title in pixels.
    pub size: f32,
    /// Who the site is about, or what they do.
    pub below: String,
    /// The address of the site as one reads it out.
    pub address: String,
    /// The colours of the site, as `site.colors` has them.
    pub colors: BTreeMap<String, ColorView>,
    /// The width of the picture in pixels.
    pub width: u32,
    /// The height of the picture in pixels.
    pub height: u32,
}

/// A line of the title.
#[derive(Debug, Clone, Serialize)]
pub struct CardLine {
    /// The text.
    pub text: String,
    /// The base line, from the top.
    pub y: f32,
}
