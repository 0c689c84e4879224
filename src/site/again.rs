//! A page of a site in the place of itself, with another text or another front matter.

use std::collections::BTreeSet;

use super::{OffSite, PageId, References, Site, SitePage, Target, link, references};
use crate::content::front_matter::FrontMatter;
use crate::content::page::{Page, PageKind};
use crate::diagnostic::{Diagnostic, Spanned};
use crate::source::Sources;

/// Puts `page` into the place of the page with its file, resolves what it refers to, and returns which it is.
///
/// Gives the page back, with the site as it was, when it would stand elsewhere, count for something else or be related to
/// others, when one of the pages at `open`, paths of outputs, may show something of it, and when there is an error or a
/// picture that was not on the site.
pub fn replace(
    site: &mut Site,
    off_site: &[OffSite],
    sources: &Sources,
    page: Page,
    open: &BTreeSet<String>,
) -> Result<PageId, Box<Page>> {
    let Ok(index) = site.pages.binary_search_by(|known| known.source.path.cmp(&page.path)) else {
        return Err(Box::new(page));
    };
    if !is_where_it_was(&site.pages[index].source, &page) {
        return Err(Box::new(page));
    }
    let updated = super::updated(&page, site.pages[index].date);
    let before = std::mem::replace(&mut site.pages[index].source, page);
    let mut resolver = link::Resolver::new(sources, &site.pages, off_site, site.settings.source_url.as_deref());
    let found = references(&site.pages[index], &mut resolver);
    let is_whole = !resolver.diagnostics.iter().any(Diagnostic::is_error)
        && resolver.assets.iter().all(|(permalink, asset)| {
            site.assets.get(permalink).is_some_and(|known| known.is_shown || !asset.is_shown)
        });
    drop(resolver);
    let page = &mut site.pages[index];
    let own = page.permalink.output_path();
    let is_alone = open.iter().all(|path| *path == own);
    let is_same = links(&page.targets) == links(&found.targets)
        && (is_alone || (updated == page.updated && is_seen_as_before(page, &before, &found)));
    if !is_whole || !is_same {
        return Err(Box::new(std::mem::replace(&mut page.source, before)));
    }
    page.updated = updated;
    page.targets = found.targets;
    page.decision_targets = found.decisions;
    page.image = found.image;
    page.cover = found.cover;
    page.recording = found.recording;
    Ok(PageId(index))
}

/// Returns the pages that links lead to.
fn links(targets: &[Target]) -> Vec<PageId> {
    let page = |target: &Target| match target {
        Target::Page { page, .. } => Some(*page),
        _ => None,
    };
    targets.iter().filter_map(page).collect()
}

/// Returns whether other pages show of it what they showed: in lists, and where it links to them.
fn is_seen_as_before(page: &SitePage, before: &Page, found: &References) -> bool {
    let summary = |page: &Page| {
        let own = page.front.as_ref().and_then(|front| front.summary.clone());
        own.or_else(|| page.document.summary.clone())
    };
    let language = |page: &Page| page.front.as_ref().and_then(|front| front.lang.clone());
    let contexts = |page: &Page, targets: &[Target]| -> Vec<String> {
        let links = page.document.links.iter().zip(targets);
        links.filter(|(_, to)| matches!(to, Target::Page { .. })).map(|(link, _)| link.context.clone()).collect()
    };
    let now = &page.source;
    matches!(now.kind, PageKind::Post | PageKind::Note)
        && summary(now) == summary(before)
        && language(now) == language(before)
        && now.document.reading_minutes() == before.document.reading_minutes()
        && contexts(now, &found.targets) == contexts(before, &page.targets)
}

/// Returns whether all that says where a page is, what it is called, who sees it, and what it counts for and has in common
/// with others is as it was. What is written before it may be longer than it was, so places in the file are no matter.
fn is_where_it_was(before: &Page, now: &Page) -> bool {
    fn one<T>(value: Option<&Spanned<T>>) -> Option<&T> {
        value.map(|value| &value.value)
    }
    fn same<T: PartialEq>(old: &[Spanned<T>], new: &[Spanned<T>]) -> bool {
        old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.value == new.value)
    }
    let (Some(old), Some(new)) = (&before.front, &now.front) else { return false };
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
    let title = |page: &Page| page.title().map(|title| title.value.to_owned());
    let is_called = title(before) == title(now) && same(&old.tags, &new.tags) && old.time == new.time;
    // What a project shows is weighed by its words.
    let is_weighed = now.kind != PageKind::Project || before.document.words == now.document.words;
    let are_parts = old == new || !(has_parts(old) || has_parts(new));
    is_address && is_day && is_seen && is_claim && is_called && is_weighed && are_parts
}
