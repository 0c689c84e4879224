//! Backlinks: which pages link to a page, with the sentence that the link stands in.

use std::collections::BTreeMap;

use super::link::Target;
use super::{PageId, SitePage};

/// A link to a page from another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Backlink {
    /// The page that links.
    pub from: PageId,
    /// The sentence of the first link.
    pub context: String,
}

/// Returns the backlinks of every page, in the order of the linking pages' paths; one for each linking page.
/// Unlisted pages link to others, but are not shown as doing so.
pub fn collect(pages: &[SitePage]) -> Vec<Vec<Backlink>> {
    let mut found: Vec<BTreeMap<PageId, String>> = vec![BTreeMap::new(); pages.len()];
    for (index, page) in pages.iter().enumerate().filter(|(_, page)| page.is_listed) {
        for (link, target) in page.source.document.links.iter().zip(&page.targets) {
            if let Target::Page { page: to, .. } = target
                && to.0 != index
            {
                found[to.0].entry(PageId(index)).or_insert_with(|| link.context.clone());
            }
        }
    }
    found.into_iter().map(|all| all.into_iter().map(|(from, context)| Backlink { from, context }).collect()).collect()
}
