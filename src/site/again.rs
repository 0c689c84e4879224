//! A page of a site in the place of itself, with another text.

use super::{OffSite, PageId, Site, link, references};
use crate::content::page::Page;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// Puts `page` into the place of the page with its file, resolves what it refers to, and returns which it is.
///
/// What other pages show of it, such as backlinks, stays as it was. Returns `None`, with the site as it was, when more than
/// the text has changed: the front matter, the title, an error, or a picture that was not on the site.
pub fn replace(site: &mut Site, off_site: &[OffSite], sources: &Sources, page: Page) -> Option<PageId> {
    let index = site.pages.iter().position(|known| known.source.path == page.path)?;
    let title = |page: &Page| page.title().map(|title| title.value.to_owned());
    let old = &site.pages[index].source;
    // Equal with the places in the file, so that what points at them is right still.
    let is_text_only = old.source == page.source && old.front == page.front && title(old) == title(&page);
    if !is_text_only {
        return None;
    }
    let old = std::mem::replace(&mut site.pages[index].source, page);
    let mut resolver = link::Resolver::new(sources, &site.pages, off_site, site.settings.source_url.as_deref());
    let found = references(&site.pages[index], &mut resolver);
    let is_whole = !resolver.diagnostics.iter().any(Diagnostic::is_error)
        && resolver.assets.iter().all(|(permalink, asset)| {
            site.assets.get(permalink).is_some_and(|known| known.is_shown || !asset.is_shown)
        });
    drop(resolver);
    let page = &mut site.pages[index];
    if !is_whole {
        page.source = old;
        return None;
    }
    page.targets = found.targets;
    page.decision_targets = found.decisions;
    page.image = found.image;
    page.cover = found.cover;
    page.recording = found.recording;
    Some(PageId(index))
}
