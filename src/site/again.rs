//! A page of a site in the place of itself, with another text or another front matter.

use super::{OffSite, PageId, Site, link, references};
use crate::content::front_matter::FrontMatter;
use crate::content::page::Page;
use crate::diagnostic::{Diagnostic, Spanned};
use crate::source::Sources;

/// Puts `page` into the place of the page with its file, resolves what it refers to, and returns which it is.
///
/// What other pages show of it, such as its title in lists, tags and backlinks, stays as it was. Returns `None`, with the
/// site as it was, when the page would stand elsewhere or count for something else, and when there is an error or a picture
/// that was not on the site.
pub fn replace(site: &mut Site, off_site: &[OffSite], sources: &Sources, page: Page) -> Option<PageId> {
    let index = site.pages.iter().position(|known| known.source.path == page.path)?;
    let old = &site.pages[index];
    let (Some(front), Some(new)) = (&old.source.front, &page.front) else { return None };
    if old.source.source != page.source || !is_where_it_was(front, new) {
        return None;
    }
    let title = |page: &Page| page.title().map(|title| title.value.trim().to_owned()).filter(|title| !title.is_empty());
    // One that has no title is called after its file, which is said by a whole build.
    let title = title(&page).or_else(|| title(&old.source).is_none().then(|| old.title.clone()))?;
    let updated = super::updated(&page, old.date);
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
    page.title = title;
    page.updated = updated;
    page.targets = found.targets;
    page.decision_targets = found.decisions;
    page.image = found.image;
    page.cover = found.cover;
    page.recording = found.recording;
    Some(PageId(index))
}

/// Returns whether all that says where a page is, who sees it, and what it counts for is as it was. What is written before
/// it may be longer than it was, so places in the file are no matter.
fn is_where_it_was(old: &FrontMatter, new: &FrontMatter) -> bool {
    fn one<T>(value: Option<&Spanned<T>>) -> Option<&T> {
        value.map(|value| &value.value)
    }
    fn same<T: PartialEq>(old: &[Spanned<T>], new: &[Spanned<T>]) -> bool {
        old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.value == new.value)
    }
    // What has parts with places of their own is compared with these.
    let has_parts = |front: &FrontMatter| front.features.is_some() || !front.decisions.is_empty();
    let series = |front: &FrontMatter| {
        front.series.as_ref().map(|series| (series.name.value.clone(), one(series.part.as_ref()).copied()))
    };
    let is_address = one(old.slug.as_ref()) == one(new.slug.as_ref())
        && one(old.path.as_ref()) == one(new.path.as_ref())
        && same(&old.aliases, &new.aliases);
    let is_day = one(old.date.as_ref()) == one(new.date.as_ref())
        && one(old.publish_on.as_ref()) == one(new.publish_on.as_ref())
        && one(old.embargo_until.as_ref()) == one(new.embargo_until.as_ref());
    let is_seen = old.draft == new.draft && old.visibility == new.visibility && series(old) == series(new);
    let is_claim = same(&old.proves, &new.proves)
        && same(&old.about, &new.about)
        && same(&old.skills, &new.skills)
        && one(old.project.as_ref()) == one(new.project.as_ref());
    let are_parts = old == new || !(has_parts(old) || has_parts(new));
    is_address && is_day && is_seen && is_claim && are_parts
}
