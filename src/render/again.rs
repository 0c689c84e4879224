//! One page rendered again, with another text, on the site as it was rendered before.

use std::sync::Mutex;

use super::component::{self, Components};
use super::entry::Entries;
use super::frame::Frame;
use super::recording::Recordings;
use super::style::Sheets;
use super::variant::Copies;
use super::view::SiteView;
use super::{With, badges, frame, html, of_file, twin};
use crate::diagnostic::Diagnostic;
use crate::output::Output;
use crate::site::{PageId, Permalink, Site};
use crate::theme::Theme;

/// What a [`Frame`] holds besides what it borrows, from one rendering to the next.
#[derive(Debug, Clone)]
pub struct Kept {
    sections: Vec<frame::Section>,
    badges: Vec<badges::Listed>,
    components: Components,
    copies: Copies,
    recordings: Recordings,
    view: SiteView,
    nav: Vec<(String, Permalink)>,
    has_social_picture: bool,
    has_cards: bool,
}

impl Kept {
    /// Takes what a frame holds out of it.
    pub(super) fn of(frame: Frame<'_>) -> Self {
        let Frame {
            sections, badges, components, copies, recordings, view, nav, has_social_picture, has_cards, ..
        } = frame;
        Self { sections, badges, components, copies, recordings, view, nav, has_social_picture, has_cards }
    }

    /// Puts it back into a frame of the same site.
    fn frame<'a>(self, site: &'a Site, with: With<'a>) -> Frame<'a> {
        let Self { sections, badges, components, copies, recordings, view, nav, has_social_picture, has_cards } = self;
        Frame {
            site,
            words: &site.words,
            sections,
            badges,
            components,
            copies,
            recordings,
            memo: with.memo,
            trace: with.trace,
            pdfs: with.pdfs,
            // What lists show of the page may be another text now.
            entries: Entries::new(site.pages.len()),
            view,
            sites: Mutex::default(),
            nav,
            has_social_picture,
            has_cards,
        }
    }
}

/// A page that was rendered again.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The page, its style sheet and its twin, with their paths.
    pub files: Vec<(String, Output)>,
    /// What to render the next one with.
    pub kept: Kept,
}

/// Renders the page of a content file again, and its twin. Lists, feeds and whatever else shows a part of
/// the page stay as they are.
///
/// # Errors
/// When a template cannot render it. Then nothing is kept to render others with.
pub fn page(site: &Site, theme: &Theme, kept: Kept, id: PageId, with: With<'_>) -> Result<Rendered, Box<Diagnostic>> {
    let mut frame = kept.frame(site, with);
    component::draw_again(&mut frame, theme, id)?;
    let page = of_file(&frame, id);
    let html = html(&frame, theme, &page, twin::exists(&frame, &page))?;
    let sheets = Sheets::of(std::iter::once(&html), &theme.assets);
    let style = sheets.files().map(|(path, css)| (path.to_owned(), css.to_vec().into())).collect::<Vec<_>>();
    let mut files = vec![(page.head.permalink.output_path(), sheets.linked(html).into())];
    files.extend(style);
    if let Some(text) = twin::of(&frame, &page) {
        files.push((twin::address(&page.head.permalink).as_str().to_owned(), text.into()));
    }
    Ok(Rendered { files, kept: Kept::of(frame) })
}
