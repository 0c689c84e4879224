//! The pages that somebody looks at, and those that were saved, made again of the site put together anew.

use std::collections::BTreeSet;

use super::edits::{self, Edits};
use super::{Again, Made, has_errors};
use crate::content::component::{self, Component, Declarations};
use crate::content::page::Page;
use crate::diagnostic::{Diagnostic, SourceId};
use crate::journal::{self, Journal};
use crate::lock;
use crate::memo::Memo;
use crate::output::Files;
use crate::plan::{self, PlanSource, SiteSettings};
use crate::render;
use crate::site::{self, Fate, Fates, Permalink, Site, SitePage};
use crate::source::{SourcePath, Sources};
use crate::theme::{self, Theme};

/// How many pages are read again for another declaration of a component.
const MOST_READ: usize = 32;
/// The folders that themes are made of.
const THEME: [&str; 3] = ["themes", "components", "slots"];

/// Makes again what is at the paths `open`, and the pages that were saved. `others` are the files of the site as it stands.
pub(super) fn again(
    sources: &Sources,
    made: Made,
    edits: Edits,
    (open, others): (&BTreeSet<String>, &dyn Files),
    memo: &dyn Memo,
) -> Option<(Made, Again)> {
    if made.has_broken {
        return None;
    }
    let before: Vec<Permalink> = left(&made.site, &edits);
    let saved: BTreeSet<SourceId> = edits.pages.iter().map(|page| page.source).collect();
    let is_followed = edits.paths.len() == 1;
    let written = edits.written.clone();
    let is_wanted =
        |page: &SitePage| saved.contains(&page.source.source) || open.contains(&page.permalink.output_path());
    let is_known = |page: &SitePage| made.related.as_ref().is_none_or(|known| known.contains(&page.source.source));
    let is_dress = is_dress(&edits) && made.site.pages.iter().filter(|page| is_wanted(page)).all(is_known);
    let made = if is_dress { dressed(sources, made, &edits)? } else { linked(sources, made, edits, &is_wanted, memo)? };
    let Made { site, theme, common, plan, off_site, withheld, declarations, levels, options, when, related, .. } = made;
    let wanted_now = site.pages.iter().filter(|page| is_wanted(page)).map(|page| page.source.source);
    let related = if is_dress { related } else { Some(wanted_now.collect()) };
    let of_saved = site.pages.iter().filter(|page| saved.contains(&page.source.source));
    let of_saved: Vec<String> = of_saved.map(|page| page.permalink.output_path()).collect();
    let pages: BTreeSet<String> = open.iter().chain(&of_saved).cloned().collect();
    let is_same = |id: SourceId| !written.contains(&id);
    let wanted = render::again::Wanted { pages: &pages, is_same: &is_same, before: others };
    let with = Made::with(&options, memo);
    let rendered = render::again::pages(&site, &theme, sources, common, wanted, with)?;
    let mut gone = rendered.gone;
    let has_page: BTreeSet<&Permalink> = site.pages.iter().map(|page| &page.permalink).collect();
    for permalink in before.iter().filter(|permalink| !has_page.contains(permalink)) {
        gone.extend([permalink.output_path(), render::twin::address(permalink).as_str().to_owned()]);
    }
    let is_made: BTreeSet<&str> = rendered.files.iter().map(|(path, _)| path.as_str()).collect();
    // Nobody else makes a page there.
    let is_away = |path: &&String| !is_made.contains(path.as_str()) && render::again::is_page(&site, &theme, path);
    gone.extend(pages.iter().filter(is_away).cloned());
    gone.retain(|path| others.get(path).is_some() && !is_made.contains(path.as_str()));
    let page = of_saved.first().filter(|_| is_followed).cloned();
    let again = Again { files: rendered.files, gone, page };
    let common = rendered.common;
    let has_broken = false;
    let made = Made {
        site,
        theme,
        plan,
        common,
        off_site,
        withheld,
        has_broken,
        declarations,
        levels,
        options,
        when,
        related,
    };
    Some((made, again))
}

/// Returns the addresses of the pages that were saved or are gone, as they were.
fn left(site: &Site, edits: &Edits) -> Vec<Permalink> {
    let is_edited = |id: &SourceId| edits.gone.contains(id) || edits.written.contains(id);
    let edited = site.pages.iter().filter(|page| is_edited(&page.source.source));
    edited.map(|page| page.permalink.clone()).collect()
}

/// Puts the site together anew.
fn linked(
    sources: &Sources,
    made: Made,
    edits: Edits,
    is_wanted: &(dyn Fn(&SitePage) -> bool + Sync),
    memo: &dyn Memo,
) -> Option<Made> {
    let mut made = replanned(sources, made, &edits)?;
    let settings = &made.plan.site;
    let mut is_dressed_alike = made.site.settings.look == settings.look && !edits.are_below(&THEME);
    let is_worded = edits.are_below(&["themes"]) && edits.paths.iter().any(|path| path.extension() == "yaml");
    if is_worded {
        let (words, found) = journal::words(sources, Some(&made.plan));
        // Every page has these in its text.
        if has_errors(found, &made.levels) || words.json("text.") != made.site.words.json("text.") {
            return None;
        }
        is_dressed_alike = false;
        made.site.words = words.into();
    }
    let (lock, mistakes) =
        if edits.has(lock::FILE) { lock::read(sources) } else { (std::mem::take(&mut made.site.lock), Vec::new()) };
    if has_errors(mistakes, &made.levels) {
        return None;
    }
    let is_declared_alike = edits.declarations == made.declarations;
    made.declarations = edits.declarations;
    let Made { site, withheld, .. } = &mut made;
    let on_site = std::mem::take(&mut site.pages).into_iter().map(|page| page.source);
    let stays = |page: &Page| !edits.gone.contains(&page.source) && !edits.written.contains(&page.source);
    let mut pages: Vec<Page> = on_site.chain(std::mem::take(withheld).into_iter().map(|(page, _)| page)).collect();
    pages.retain(stays);
    if !is_declared_alike {
        read_again(sources, &made, &mut pages, memo)?;
    }
    pages.extend(edits.pages);
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    let journal = Journal {
        plan: Some(made.plan.clone()),
        pages,
        components: Declarations::default(),
        words: made.site.words.clone(),
        lock,
        diagnostics: Vec::new(),
    };
    let (site, fates, found) = site::link_for(sources, journal, made.when, is_wanted);
    let site = site.filter(|_| !fates.counts.contains_key(&Fate::Error) && !has_errors(found, &made.levels))?;
    let theme = if is_dressed_alike { made.theme } else { compiled(sources, &site)? };
    let Fates { withheld, off_site, .. } = fates;
    Some(Made { site, theme, off_site, withheld, ..made })
}

/// Returns whether all that was saved is of the theme, and says nothing of how pages are read.
fn is_dress(edits: &Edits) -> bool {
    let is_of_theme = |path: &SourcePath| THEME.iter().any(|folder| path.below(folder).is_some());
    let is_component = |path: &SourcePath| path.as_str().split('/').any(|part| part == component::declaration::FOLDER);
    let are_others = edits.gone.is_empty() && edits.new.is_empty();
    edits
        .paths
        .iter()
        .all(|path| is_of_theme(path) && path.extension() != "yaml" && (are_others || !is_component(path)))
}

/// Puts the theme as it is now on the site as it is.
fn dressed(sources: &Sources, made: Made, edits: &Edits) -> Option<Made> {
    if !edits.paths.iter().all(theme::is_asset) {
        let theme = compiled(sources, &made.site)?;
        return Some(Made { theme, ..made });
    }
    let Site { settings, words, .. } = &made.site;
    let (theme, found) = theme::compile_assets(made.theme, sources, settings.theme.as_ref(), &settings.look, words);
    let theme = theme.filter(|_| !found.iter().any(Diagnostic::is_error))?;
    Some(Made { theme, ..made })
}

/// Reads the plan again when it was saved. Returns `None` when pages are read or found in another way.
fn replanned(sources: &Sources, mut made: Made, edits: &Edits) -> Option<Made> {
    if !edits.has(plan::PLAN_FILE) {
        return Some(made);
    }
    let (plan, mut found) = plan::parse(sources, false);
    let mut plan: PlanSource = plan?;
    let settings = &made.site.settings;
    if !is_read_alike(&plan.site, settings) {
        return None;
    }
    plan.site.base.clone_from(&settings.base);
    let mut levels = crate::plan_levels(&plan, &mut found);
    levels.extend(&made.options.levels);
    if has_errors(found, &levels) {
        return None;
    }
    (made.plan, made.levels) = (plan, levels);
    Some(made)
}

/// Returns whether pages are read and found in the same way.
fn is_read_alike(now: &SiteSettings, before: &SiteSettings) -> bool {
    let theme = |settings: &SiteSettings| settings.theme.as_ref().map(|theme| theme.value.clone());
    now.markdown == before.markdown
        && now.language == before.language
        && now.timezone == before.timezone
        && now.base.path() == before.base.path()
        && theme(now) == theme(before)
}

/// Reads pages again that have components of the theme.
fn read_again(sources: &Sources, made: &Made, pages: &mut [Page], memo: &dyn Memo) -> Option<()> {
    let is_own = |component: &Component| matches!(component, Component::Own(_) | Component::Unread(_));
    let theirs = pages.iter_mut().filter(|page| page.document.components.iter().any(is_own));
    for (count, page) in theirs.enumerate() {
        *page = edits::read(sources, page.source, (made, &made.declarations), memo).filter(|_| count < MOST_READ)?;
    }
    Some(())
}

fn compiled(sources: &Sources, site: &Site) -> Option<Theme> {
    let Site { settings, words, .. } = site;
    let (theme, found) = theme::compile(sources, settings.theme.as_ref(), &settings.look, words);
    theme.filter(|_| !found.iter().any(Diagnostic::is_error))
}
