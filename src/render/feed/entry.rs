//! The entry of a page.

use std::collections::BTreeSet;

use super::{Entry, content};
use crate::content::markdown::LinkId;
use crate::render::moment;
use crate::site::taxonomy::slug;
use crate::site::{PageId, Site, SitePage, Target};

/// Returns the entry of a page; a page without a date has none.
pub(super) fn entry(site: &Site, id: PageId) -> Option<Entry> {
    let page = site.page(id);
    let settings = &site.settings;
    let date = page.date?;
    let url = page.permalink.absolute(&settings.base);
    let html = settings.feed_full_text.then(|| content::for_feed(&body(site, page), &url));
    Some(Entry {
        title: page.title.clone(),
        summary: page.summary().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned),
        html: html.filter(|html| !html.trim().is_empty()),
        published: moment::beginning(date, settings.timezone),
        updated: moment::beginning(page.last_change().unwrap_or(date), settings.timezone),
        categories: categories(page),
        image: page.image.as_ref().map(|(permalink, _)| permalink.absolute(&settings.base)),
        url,
    })
}

/// Returns the text of a page with absolute addresses in its links and images.
fn body(site: &Site, page: &SitePage) -> String {
    page.source.document.html(|LinkId(index)| {
        let target = page.targets.get(index as usize).unwrap_or(&Target::Broken);
        target.absolute(&site.pages, &site.settings.base, &page.permalink)
    })
}

/// Returns the tags, of those that are one term the first.
fn categories(page: &SitePage) -> Vec<String> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    page.tags().filter(|tag| seen.insert(slug(tag))).map(str::to_owned).collect()
}
