//! Social cards: a picture for each page, which is shown where its address is shared.
//!
//! 1. [`permalink`] says which pages have a card, and where it is.
//! 2. [`words`] knows the fonts of the theme: it breaks the title into lines that fit, and says when they lack a
//!    character of it.
//! 3. The theme's template `card.svg` draws the [`CardView`]; a `press` makes a PNG of it, drawing what cards have in common
//!    only once, or [`picture`] does, which draws any SVG.
//! 4. `palette` lists the colours of a picture and writes it.
//!
//! `emblem` draws the pictures of the site itself in the same way.
//!
//! Only the fonts of the theme are used, so the same site gives the same pictures on every machine. A title that
//! they cannot write is left out of the picture rather than shown as boxes.

pub mod emblem;
mod palette;
pub mod picture;
mod press;
pub mod words;

use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use self::picture::PictureError;
use self::press::Press;
use self::words::{Fonts, Measured};
use super::finish::{Made, remember};
use super::frame::{self, Frame, Head};
use super::later::File;
use super::view::{CardLine, CardView};
use super::{entry, fingerprint, record};
use crate::diagnostic::{Code, Diagnostic};
use crate::memo::{Key, Kind, Memo, Shelf};
use crate::output::Output;
use crate::site::{Permalink, SitePage};
use crate::theme::Theme;
use crate::trace::{Work, traced};
use crate::words::word;

/// The template that draws a card.
pub const TEMPLATE: &str = "card.svg";
/// The size of a card in pixels, which is what the services that show one ask for.
pub const SIZE: (u32, u32) = (1200, 630);
/// The width that lines of the title may have.
const TITLE_WIDTH: f32 = 1000.0;
/// By how much lines are made narrower to balance them.
const TITLE_STEP: f32 = 25.0;
/// Sizes of the title and how many lines it may have in each, from the one that is tried first.
const TITLE_SIZES: [(f32, usize); 4] = [(84.0, 2), (72.0, 3), (60.0, 4), (50.0, 5)];
/// The height that the lines of a title share.
const TITLE_MIDDLE: f32 = 308.0;
/// The distance of lines, as a multiple of the size.
const LEADING: f32 = 1.14;

const KIND: Kind = Kind { name: "card", version: 4, shelf: Shelf::Single };
/// Which file the card is that says so.
const OF_PAGE: Kind = Kind { name: "card-of-page", version: KIND.version, shelf: Shelf::Bulk };

/// Returns where the card of a page is; none for pages that nobody shares, such as the second page of a list.
pub fn permalink(head: &Head, page: Option<&SitePage>) -> Option<Permalink> {
    let address = head.permalink.as_str();
    let is_section = address.matches('/').count() <= 1 && head.kind != "404";
    (page.is_some() || is_section).then(|| Permalink::file(&format!("og/{address}card.png"))).flatten()
}

/// Draws the cards of `pages`, and returns them by their paths below the site.
pub fn cards(
    frame: &Frame<'_>,
    theme: &Theme,
    pages: &[Made],
    memo: &dyn Memo,
) -> (Vec<(Permalink, Output)>, Vec<Diagnostic>) {
    let Some(fonts) = Fonts::new(&theme.card_fonts) else { return (Vec::new(), vec![no_fonts()]) };
    let press = Press::new(&fonts);
    let drawn: Vec<_> = pages
        .par_iter()
        .filter_map(|page| {
            let source = page.source.map(|id| frame.site.page(id));
            let permalink = permalink(&page.head, source)?;
            let draw = || known_or(frame, theme, page, memo, |said| card(frame, theme, &press, said, memo));
            let png = traced(frame.trace, Work::Card(permalink.as_str()), draw);
            Some(png.map(|png| (permalink, png)))
        })
        .collect();
    let (mut cards, mut diagnostics) = (Vec::with_capacity(drawn.len()), Vec::new());
    for card in drawn {
        match card {
            Ok(card) => cards.push(card),
            // A template that is wrong is wrong for every page; it is said once.
            Err(diagnostic) if diagnostics.is_empty() => diagnostics.push(*diagnostic),
            Err(_) => {}
        }
    }
    (cards, diagnostics)
}

/// Returns that cards cannot be written: pages name theirs, so there is no site without them.
fn no_fonts() -> Diagnostic {
    let what = "the fonts in `cards/` of the theme cannot be read, so no social card can be written";
    Diagnostic::without_place(Code::TemplateError, what)
        .hint("they are TrueType files: one that begins with `serif` for titles, and another one for the small lines")
}

/// Returns the card of a page: made later, if it is known and all are not wanted, else as `draw` does.
fn known_or(
    frame: &Frame<'_>,
    theme: &Theme,
    page: &Made,
    memo: &dyn Memo,
    draw: impl FnOnce(&Said) -> Result<Vec<u8>, Box<Diagnostic>>,
) -> Result<Output, Box<Diagnostic>> {
    let said = Said::of(frame, page);
    let key = fingerprint::bytes(&said).filter(|_| memo.remembers());
    let key = key.map(|said| Key::new(OF_PAGE, &[&theme.digest, &said]));
    let known = key.as_ref().and_then(|key| record::decode_known(&memo.get(key)?));
    // That to search on is made when all others are.
    if let Some((known, later)) = known.zip(frame.later).filter(|_| page.head.kind != "search") {
        return Ok(later.output(&page.head.permalink, File::Card, known));
    }
    let card = Output::from(draw(&said)?);
    if let Some(key) = key {
        remember(memo, &key, record::encode_known(card.stamp()));
    }
    Ok(card)
}

fn card(
    frame: &Frame<'_>,
    theme: &Theme,
    press: &Press<'_>,
    said: &Said,
    memo: &dyn Memo,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let drawing = Drawing { template: TEMPLATE, size: SIZE };
    let svg = drawing.svg(frame, theme, &view(theme, press.fonts(), said))?;
    drawing.png(&svg, Some(press.fonts()), memo, || press.png(&svg, SIZE))
}

/// A picture that a template draws.
#[derive(Debug, Clone, Copy)]
struct Drawing {
    template: &'static str,
    size: (u32, u32),
}

impl Drawing {
    fn wrong(what: String) -> Diagnostic {
        Diagnostic::without_place(Code::TemplateError, what)
    }

    /// Returns what the template makes of `view`.
    fn svg(self, frame: &Frame<'_>, theme: &Theme, view: &CardView) -> Result<String, Box<Diagnostic>> {
        let context = tera::Context::from_serialize(view).map_err(|error| {
            Box::new(Self::wrong(format!("the view of a card cannot be handed to a template: {error}")))
        })?;
        traced(frame.trace, Work::Template(self.template), || theme.templates.render(self.template, &context))
    }

    /// Returns the picture that `svg` is. It is drawn as a whole where there is no quicker way.
    fn png(
        self,
        svg: &str,
        fonts: Option<&Fonts<'_>>,
        memo: &dyn Memo,
        quicker: impl FnOnce() -> Option<Result<Vec<u8>, PictureError>>,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let key = Key::new(KIND, &[svg.as_bytes(), fonts.map_or(&[], |fonts| fonts.hash())]);
        if let Some(png) = memo.get(&key) {
            return Ok(png.to_vec());
        }
        let whole = || {
            let database = fonts.map(|fonts| Arc::clone(fonts.database())).unwrap_or_default();
            picture::png(svg, &database, self.size)
        };
        let png = quicker().unwrap_or_else(whole).map_err(|error| {
            Box::new(Self::wrong(format!("`templates/{}` does not make a picture: {error}", self.template)))
        })?;
        memo.put(&key, &png.as_slice().into());
        Ok(png)
    }
}

/// What the card of a page says.
#[derive(Debug, Serialize)]
struct Said {
    above: String,
    title: String,
    below: String,
    address: String,
}

impl Said {
    fn of(frame: &Frame<'_>, page: &Made) -> Self {
        let settings = &frame.site.settings;
        let source = page.source.map(|id| frame.site.page(id));
        let is_home = page.head.kind == "home";
        let above = match source {
            Some(source) => {
                let day = source.date.map(|day| frame.words.date(word!("date.long"), day));
                let date = day.map(|day| format!(" · {day}")).unwrap_or_default();
                format!("{}{date}", entry::kind_label(frame.words, source.kind))
            }
            None => frame.site.plan.focus.clone().unwrap_or_default(),
        };
        let author = &settings.author;
        let (title, below) = if is_home {
            (&author.name, author.headline.clone().unwrap_or_default())
        } else {
            (&page.head.title, author.name.clone())
        };
        let address = settings.base.absolute("").trim_start_matches("https://").trim_end_matches('/').to_owned();
        Self { above, title: title.clone(), below, address }
    }
}

/// Returns the view of a card, without what the fonts lack characters of.
fn view(theme: &Theme, fonts: &Fonts<'_>, said: &Said) -> CardView {
    let (size, lines) = title_lines(fonts, &said.title, &TITLE_SIZES);
    let readable = |text: &str| if fonts.sans_can_write(text) { text.to_owned() } else { String::new() };
    CardView {
        above: readable(&said.above),
        lines,
        size,
        below: readable(&said.below),
        address: readable(&said.address),
        colors: frame::colors(&theme.look.colors),
        width: SIZE.0,
        height: SIZE.1,
    }
}

/// Returns as many lines as `lines` are, none much longer than the others: a last line of one word looks left over.
fn balanced(title: &Measured<'_, '_>, size: f32, lines: Vec<String>) -> Vec<String> {
    let count = lines.len();
    let narrower = std::iter::successors(Some(TITLE_WIDTH - TITLE_STEP), |width| Some(width - TITLE_STEP));
    let tried = narrower.take_while(|width| *width >= TITLE_STEP).map(|width| title.wrap(size, width));
    tried.take_while(|lines| lines.len() == count).last().unwrap_or(lines)
}

/// Returns the size of the title and its lines; no lines when the fonts lack a character of it.
fn title_lines(fonts: &Fonts<'_>, title: &str, sizes: &[(f32, usize)]) -> (f32, Vec<CardLine>) {
    if !fonts.serif_can_write(title) {
        return (0.0, Vec::new());
    }
    let title = fonts.measure(title);
    let mut best = (0.0, Vec::new());
    for (size, most) in sizes.iter().copied() {
        let lines = title.wrap(size, TITLE_WIDTH);
        let fits = lines.len() <= most;
        best = (size, if fits { balanced(&title, size, lines) } else { words::cut(lines, most) });
        if fits {
            break;
        }
    }
    let (size, lines) = best;
    #[expect(clippy::cast_precision_loss, reason = "a title has a handful of lines")]
    let place = |index: usize, count: usize| {
        let first = TITLE_MIDDLE - (count as f32 - 1.0) * size * LEADING / 2.0 + size * 0.32;
        (first + index as f32 * size * LEADING).round()
    };
    let count = lines.len();
    let lines = lines.into_iter().enumerate().map(|(index, text)| CardLine { text, y: place(index, count) });
    (size, lines.collect())
}
