//! The entry of a page.

use std::collections::BTreeSet;

use super::{Entry, content};
use crate::content::markdown::{ComponentId, Fill, LinkId};
use crate::memo::Memo;
use crate::render::component::Components;
use crate::render::moment;
use crate::site::taxonomy::slug;
use crate::site::{PageId, Site, SitePage, Target};

/// Returns the entry of a page; a page without a date has none.
pub(super) fn entry(site: &Site, components: &Components, memo: &dyn Memo, id: PageId) -> Option<Entry> {
    let page = site.page(id);
    let settings = &site.settings;
    let date = page.date?;
    let url = page.permalink.absolute(&settings.base);
    let html = settings.feed_full_text.then(|| content::recalled(&html(site, components, id), &url, memo));
    Some(Entry {
        title: page.title.clone(),
        summary: page.summary().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned),
        html: html.filter(|html| !html.trim().is_empty()),
        published: moment::beginning(date, settings.timezone),
        updated: moment::beginning(page.last_change().unwrap_or(date), settings.timezone),
        categories: categories(page),
        image: page.image.as_ref().map(|(permalink, _)| permalink.absolute(&settings.base)),
        language: site.foreign_language(page).map(str::to_owned),
        url,
    })
}

/// Returns the text of a page for readers elsewhere, as it was written: raw HTML may still have addresses that are
/// not absolute.
pub fn html(site: &Site, components: &Components, id: PageId) -> String {
    let page = site.page(id);
    page.source.document.html(InFeed { site, components, id, page })
}

/// Fills the slots of a document for readers elsewhere: absolute addresses, and components without a theme.
struct InFeed<'a> {
    site: &'a Site,
    components: &'a Components,
    id: PageId,
    page: &'a SitePage,
}

impl Fill for InFeed<'_> {
    fn url(&mut self, LinkId(index): LinkId) -> String {
        let target = self.page.targets.get(index as usize).unwrap_or(&Target::Broken);
        target.absolute(&self.site.pages, &self.site.settings.base, &self.page.permalink)
    }

    fn is_dead(&mut self, LinkId(index): LinkId) -> bool {
        self.page.targets.get(index as usize).is_none_or(|target| *target == Target::Broken)
    }

    fn component(&mut self, component: ComponentId) -> String {
        self.components.get(self.id, component).map(|drawn| drawn.plain.clone()).unwrap_or_default()
    }
}

/// Returns the tags, of those that are one term the first.
fn categories(page: &SitePage) -> Vec<String> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    page.tags().filter(|tag| seen.insert(slug(tag))).map(str::to_owned).collect()
}
