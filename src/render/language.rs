//! The language of a page, where it is another than that of the site.

use super::view::LanguageView;
use crate::site::{PageId, Site, SitePage};
use crate::words::direction;

/// Returns the language of a page, if it is another than that of the site.
pub fn of(site: &Site, page: &SitePage) -> Option<LanguageView> {
    let tag = site.foreign_language(page)?;
    let own = direction(tag);
    let direction = (own != direction(&site.settings.language)).then_some(own);
    Some(LanguageView { tag: tag.to_owned(), direction })
}

/// The same of a page by its place, for what may be on a page of the site or elsewhere.
pub fn of_place(site: &Site, page: Option<usize>) -> Option<LanguageView> {
    of(site, site.page(PageId(page?)))
}
