//! The pictures of the site itself: drawn again where its look or its language is not that of the files that the theme
//! comes with.

use std::collections::BTreeMap;

use super::words::Fonts;
use super::{Drawing, title_lines};
use crate::diagnostic::Diagnostic;
use crate::render::frame::{self, Frame};
use crate::render::view::CardView;
use crate::theme::{Emblem, Theme};
use crate::words::{Words, word};

/// Sizes of the title and how many lines it may have in each.
const SIZES: [(f32, usize); 3] = [(92.0, 2), (76.0, 3), (60.0, 4)];

/// Returns those that differ from the files of the theme, by their paths below the site.
pub fn drawn(frame: &Frame<'_>, theme: &Theme) -> (BTreeMap<&'static str, Vec<u8>>, Vec<Diagnostic>) {
    let is_said_otherwise = said(frame.words) != said(Words::english());
    let differs = |emblem: &&Emblem| {
        emblem.has_own_template || theme.look.is_dressed() || (emblem.has_title && is_said_otherwise)
    };
    let (mut drawn, mut diagnostics) = (BTreeMap::new(), Vec::new());
    for emblem in theme.emblems.iter().filter(differs) {
        match draw(frame, theme, emblem) {
            Ok(bytes) => drop(drawn.insert(emblem.path, bytes)),
            Err(found) => diagnostics.push(*found),
        }
    }
    (drawn, diagnostics)
}

/// Returns what the picture for link previews says: its title, and the line below.
fn said(words: &Words) -> [&str; 2] {
    [words.text(word!("picture.title")), words.text(word!("picture.below"))]
}

fn draw(frame: &Frame<'_>, theme: &Theme, emblem: &Emblem) -> Result<Vec<u8>, Box<Diagnostic>> {
    let fonts = emblem.has_title.then(|| Fonts::new(&theme.card_fonts)).flatten();
    let drawing = Drawing { template: emblem.template, size: emblem.size.unwrap_or_default() };
    let svg = drawing.svg(frame, theme, &view(frame, theme, fonts.as_ref(), drawing.size))?;
    if emblem.size.is_none() {
        return Ok(svg.into_bytes());
    }
    drawing.png(&svg, fonts.as_ref(), frame.memo, || None)
}

fn view(frame: &Frame<'_>, theme: &Theme, fonts: Option<&Fonts<'_>>, (width, height): (u32, u32)) -> CardView {
    let [title, below] = said(frame.words);
    let (size, lines) = fonts.map(|fonts| title_lines(fonts, title, &SIZES)).unwrap_or_default();
    let below = fonts.filter(|fonts| fonts.sans_can_write(below)).map_or("", |_| below).to_owned();
    let colors = frame::colors(&theme.look.colors);
    CardView { above: String::new(), lines, size, below, address: String::new(), colors, width, height }
}
