//! One page rendered again, with another text, on the site as it was rendered before.

use super::component;
use super::frame::{Common, Frame};
use super::style::Sheets;
use super::{With, html, of_file, twin};
use crate::diagnostic::Diagnostic;
use crate::output::Output;
use crate::site::{PageId, Site};
use crate::theme::Theme;

/// A page that was rendered again.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The page, its style sheet and its twin, with their paths.
    pub files: Vec<(String, Output)>,
    /// What to render the next one with.
    pub common: Common,
}

/// Renders the page of a content file again, and its twin. Lists, feeds and whatever else shows a part of
/// the page stay as they are.
///
/// # Errors
/// When a template cannot render it. Then `common` is gone, and no other page can be rendered with it.
pub fn page(
    site: &Site,
    theme: &Theme,
    common: Common,
    id: PageId,
    with: With<'_>,
) -> Result<Rendered, Box<Diagnostic>> {
    // What lists show of the page may be another text now, so the lines of lists are made anew.
    let mut frame = Frame::with(site, common, with);
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
    Ok(Rendered { files, common: frame.common })
}
