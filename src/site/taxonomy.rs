//! Tags: the one taxonomy. A term is a tag with its pages.

use std::collections::BTreeMap;

use super::permalink::{Permalink, beside_devices, slugify};
use super::{PageId, SitePage};

/// The name of the folder of tags.
pub const TAGS: &str = "tags";

/// A tag and the pages that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The tag as it is shown: as the newest page that has it writes it.
    pub label: String,
    /// Its part of the address; tags that give the same slug are one term.
    pub slug: String,
    /// The pages, newest first.
    pub pages: Vec<PageId>,
}

impl Term {
    /// Returns the address of the term's page.
    pub fn permalink(&self) -> Permalink {
        Permalink::folder(&[TAGS, &self.slug])
    }
}

/// Returns the part of an address that `tag` has; empty for a tag without any letter or digit.
pub fn slug(tag: &str) -> String {
    beside_devices(&slugify(tag), "tag")
}

/// Returns the slug of every tag of pages, each made once: many pages have few tags.
pub(super) fn slugs(pages: &[SitePage]) -> BTreeMap<&str, String> {
    let mut slugs = BTreeMap::new();
    for tag in pages.iter().flat_map(SitePage::tags) {
        slugs.entry(tag).or_insert_with(|| slug(tag));
    }
    slugs
}

/// Returns the terms of the pages in `order` (newest first), in alphabetical order.
pub fn terms(pages: &[SitePage], order: &[PageId]) -> Vec<Term> {
    let slugs = slugs(pages);
    let mut terms: BTreeMap<&str, Term> = BTreeMap::new();
    for id in order {
        for tag in pages[id.0].tags() {
            // A tag without any letter or digit has no address, and so no page.
            let Some(slug) = slugs.get(tag).filter(|slug| !slug.is_empty()) else { continue };
            let term = terms.entry(slug).or_insert_with(|| Term {
                label: tag.to_owned(),
                slug: slug.clone(),
                pages: Vec::new(),
            });
            if term.pages.last() != Some(id) {
                term.pages.push(*id);
            }
        }
    }
    let mut sorted: Vec<Term> = terms.into_values().collect();
    sorted.sort_by_cached_key(|term| (term.label.to_lowercase(), term.slug.clone()));
    sorted
}
