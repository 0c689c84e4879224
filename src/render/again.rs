//! One page rendered again, with another text, on the site as it was rendered before; or a few, of a site or with a theme
//! that is another.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::component;
use super::finish::{Viewed, html};
use super::frame::{Common, Frame, Kept};
use super::style::Sheets;
use super::{Page, Wanted as Which, With, drafts, image, of_file, twin};
use crate::diagnostic::{Diagnostic, SourceId};
use crate::output::{Files, Output};
use crate::site::{PageId, Permalink, Site};
use crate::source::Sources;
use crate::theme::Theme;

/// The section that needs the words of all pages.
const SEARCH: &str = "search";

/// Pages that were rendered again.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The pages, their style sheets and their twins, and what else they show, with their paths.
    pub files: Vec<(String, Output)>,
    /// The paths of twins that the pages have not.
    pub gone: BTreeSet<String>,
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
    let mut gone = BTreeSet::new();
    add(&frame, theme, &of_file(&frame, id).with_text(&frame), (&mut files, &mut gone))?;
    Ok(Rendered { files, gone, common: frame.common })
}

/// What is rendered again of a site that is another than it was.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// The paths of the pages.
    pub pages: &'a BTreeSet<String>,
    /// Whether a file of the journal is as it was.
    pub is_same: &'a (dyn Fn(SourceId) -> bool + Sync),
    /// The files of the site as it was.
    pub before: &'a dyn Files,
}

/// Renders pages of a site, and whatever files they need that were not there, or are others. `before` is what was made of
/// the site as it was. That to search on is not among them, since it needs the words of all.
///
/// Returns `None` when something is wrong.
pub fn pages(
    site: &Site,
    theme: &Theme,
    sources: &Sources,
    before: Common,
    wanted: Wanted<'_>,
    with: With<'_>,
) -> Option<Rendered> {
    let kept = Kept { files: (before.copies, before.recordings), is_same: wanted.is_same };
    let is_wanted = |id: &PageId| wanted.pages.contains(&site.page(*id).permalink.output_path());
    let of_files: Vec<PageId> = (0..site.pages.len()).map(PageId).filter(is_wanted).collect();
    let (frame, found) = Frame::again(site, theme, sources, with, kept, &of_files);
    if found.iter().any(Diagnostic::is_error) {
        return None;
    }
    let drafts = drafts(&frame, Which(Some(wanted.pages)));
    let pages: Vec<Page> = drafts.into_iter().map(|draft| draft.page(&frame)).collect();
    let pages = pages.iter().filter(|page| wanted.pages.contains(&page.head.permalink.output_path()));
    let mut files = Vec::new();
    let mut gone = BTreeSet::new();
    for page in pages {
        add(&frame, theme, page, (&mut files, &mut gone)).ok()?;
    }
    let is_other = |path: &str, bytes: &[u8]| wanted.before.get(path).is_none_or(|before| **before.bytes() != *bytes);
    // The pictures of the site itself may be drawn, so that they are not as they are in the theme.
    let is_drawn = |path: &str| theme.emblems.iter().any(|emblem| emblem.path == path);
    let dress = theme.assets.files.iter().filter(|(path, bytes)| !is_drawn(path) && is_other(path, bytes));
    files.extend(dress.map(|(path, bytes)| (path.clone(), bytes.clone().into())));
    let is_new = |permalink: &Permalink| wanted.before.get(permalink.as_str()).is_none();
    let is_changed = |permalink: &Permalink| {
        is_new(permalink) || site.assets.get(permalink).is_some_and(|asset| !(wanted.is_same)(asset.source))
    };
    for (permalink, asset) in &site.assets {
        if is_changed(permalink) {
            let (bytes, found) = image::published(sources.get(asset.source), asset.span);
            if found.is_some() {
                return None;
            }
            files.push((permalink.as_str().to_owned(), bytes.into()));
        }
    }
    let copies = frame.common.copies.files().into_iter().filter(|(permalink, _)| is_new(permalink));
    files.extend(copies.map(|(permalink, bytes)| (permalink.as_str().to_owned(), Arc::clone(bytes).into())));
    let recordings = frame.common.recordings.files_of(&is_changed);
    files.extend(recordings.map(|(permalink, bytes)| (permalink.as_str().to_owned(), bytes.into())));
    Some(Rendered { files, gone, common: frame.common })
}

/// Returns whether a page at `path`, the path of an output, can only be one that is made here: that of a content file or of
/// a list, or what stands for a page that is not there.
pub fn is_page(site: &Site, theme: &Theme, path: &str) -> bool {
    let is_html = path.rsplit_once('.').is_some_and(|(_, end)| end == "html");
    let is_asset = || site.assets.keys().any(|asset| asset.as_str() == path) || theme.assets.files.contains_key(path);
    let is_alias = || site.aliases.iter().any(|alias| alias.permalink.output_path() == path);
    is_html && path != Permalink::folder(&[SEARCH]).output_path() && !is_asset() && !is_alias()
}

/// Returns a page with its style sheets.
pub(super) fn linked(frame: &Frame<'_>, theme: &Theme, page: &Page) -> Result<(Output, Sheets), Box<Diagnostic>> {
    let html = html(frame, theme, page, &Viewed::of(frame, page))?;
    let sheets = Sheets::of(html.taken().into_iter(), &theme.assets);
    Ok((sheets.linked(html), sheets))
}

/// Adds the files of a page, and the path of one that it has not.
fn add(
    frame: &Frame<'_>,
    theme: &Theme,
    page: &Page,
    (files, gone): (&mut Vec<(String, Output)>, &mut BTreeSet<String>),
) -> Result<(), Box<Diagnostic>> {
    let (html, sheets) = linked(frame, theme, page)?;
    let style = sheets.files().map(|(path, css)| (path.to_owned(), css.to_vec().into())).collect::<Vec<_>>();
    files.push((page.head.permalink.output_path(), html));
    files.extend(style);
    let twin = twin::address(&page.head.permalink).as_str().to_owned();
    match twin::of(frame, page) {
        Some(text) => files.push((twin, text.into())),
        None => gone.extend([twin]),
    }
    Ok(())
}
