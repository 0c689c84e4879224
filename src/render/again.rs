//! One page rendered again, with another text, on the site as it was rendered before; or a few, of a site or with a theme
//! that is another.

use std::collections::BTreeSet;

use super::component;
use super::frame::{Common, Frame};
use super::style::Sheets;
use super::{Draft, Page, With, drafts, html, of_file, twin};
use crate::diagnostic::Diagnostic;
use crate::output::Output;
use crate::site::{PageId, Site};
use crate::source::Sources;
use crate::theme::Theme;

/// Pages that were rendered again.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The pages, their style sheets and their twins, with their paths.
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
    let mut files = Vec::new();
    add(&frame, theme, &of_file(&frame, id), &mut files)?;
    Ok(Rendered { files, common: frame.common })
}

/// Renders the pages of a site that are at `wanted`, paths of outputs, and the files of the theme that they need. That to
/// search on is not among them, since it needs the words of all.
///
/// Returns `None` when there is none, or something is wrong.
pub fn pages(
    site: &Site,
    theme: &Theme,
    sources: &Sources,
    wanted: &BTreeSet<String>,
    with: With<'_>,
) -> Option<Rendered> {
    let (frame, found) = Frame::new(site, theme, sources, with);
    if found.iter().any(Diagnostic::is_error) {
        return None;
    }
    let of_files = (0..site.pages.len()).map(PageId);
    let mut pages: Vec<Page> = of_files
        .filter(|id| wanted.contains(&site.page(*id).permalink.output_path()))
        .map(|id| of_file(&frame, id))
        .collect();
    if pages.len() < wanted.len() {
        let ready = drafts(&frame).into_iter().filter_map(|draft| match draft {
            Draft::Ready(page) => Some(*page),
            Draft::Of(_) => None,
        });
        pages.extend(ready.filter(|page| wanted.contains(&page.head.permalink.output_path())));
    }
    if pages.is_empty() {
        return None;
    }
    let mut files = Vec::new();
    for page in &pages {
        add(&frame, theme, page, &mut files).ok()?;
    }
    // Its pictures are as they were, or not as they are in the theme.
    let is_dress = |path: &str| path.rsplit_once('.').is_some_and(|(_, end)| end == "css" || end == "js");
    let dress = theme.assets.files.iter().filter(|(path, _)| is_dress(path));
    files.extend(dress.map(|(path, bytes)| (path.clone(), bytes.clone().into())));
    Some(Rendered { files, common: frame.common })
}

/// Adds the files of a page.
fn add(
    frame: &Frame<'_>,
    theme: &Theme,
    page: &Page,
    files: &mut Vec<(String, Output)>,
) -> Result<(), Box<Diagnostic>> {
    let html = html(frame, theme, page, twin::exists(frame, page))?;
    let sheets = Sheets::of(std::iter::once(&html), &theme.assets);
    let style = sheets.files().map(|(path, css)| (path.to_owned(), css.to_vec().into())).collect::<Vec<_>>();
    files.push((page.head.permalink.output_path(), sheets.linked(html).into()));
    files.extend(style);
    if let Some(text) = twin::of(frame, page) {
        files.push((twin::address(&page.head.permalink).as_str().to_owned(), text.into()));
    }
    Ok(())
}
