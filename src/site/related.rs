//! Related pages: what else a reader of a page may want, found by what two pages have in common.
//!
//! Pages have in common what the plan calls by one id (`proves`, `about`), tags, skills, pages that both link to, and
//! pages that link to both. Each counts by its kind, and for less the more pages have it: what two pages share with
//! three others says more than what half of the journal has. The sum decides; of equal ones the newer page.
//!
//! A page never appears that is named on the page anyway: as its neighbour, in its series, or because it links there.
//!
//! **Invariant:** the work grows with the number of pages, not with its square. A page looks at no more than
//! `FEATURES` things that it has, and for each at no more than `NEARBY` pages on either side of it in the order
//! of dates.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::link::Target;
use super::{PageId, SitePage, taxonomy};
use crate::content::page::PageKind;
use crate::plan::PlanId;

/// How many related pages a page shows.
const SHOWN: usize = 4;
/// How many of the things that a page has are looked at, the rarest first.
const FEATURES: usize = 24;
/// How many pages on either side are looked at for each of them.
const NEARBY: usize = 16;
/// What divides well by the weights below.
const UNIT: usize = 60;

/// Something that pages can have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Feature<'a> {
    /// They prove or are about one thing of the plan.
    Plan(&'a PlanId),
    /// They have a tag.
    Tag(&'a str),
    /// They show a skill.
    Skill(&'a PlanId),
    /// They link to a page.
    LinksTo(PageId),
    /// A page links to them.
    LinkedFrom(PageId),
}

impl Feature<'_> {
    /// Returns how much it says that two pages have it, if no others do.
    fn weight(&self) -> usize {
        match self {
            Self::Plan(_) => 4,
            Self::Tag(_) | Self::LinksTo(_) | Self::LinkedFrom(_) => 3,
            Self::Skill(_) => 1,
        }
    }
}

/// Returns for every page for which it `is_wanted` the pages that are related to it, the closest first. `order` are the
/// pages that may be shown, newest first.
pub fn collect(pages: &[SitePage], order: &[PageId], is_wanted: &(dyn Fn(PageId) -> bool + Sync)) -> Vec<Vec<PageId>> {
    let shown: Vec<PageId> = order.iter().copied().filter(|id| pages[id.0].kind != PageKind::Page).collect();
    let mut numbers: BTreeMap<Feature<'_>, usize> = BTreeMap::new();
    let mut weights = Vec::new();
    let mut owned: Vec<Vec<usize>> = Vec::with_capacity(shown.len());
    let slugs = taxonomy::slugs(pages);
    let all: Vec<BTreeSet<Feature<'_>>> = shown.par_iter().map(|id| features(&pages[id.0], &slugs)).collect();
    for features in all {
        let of_page = features.into_iter().map(|feature| {
            let weight = feature.weight();
            *numbers.entry(feature).or_insert_with(|| {
                weights.push(weight);
                weights.len() - 1
            })
        });
        owned.push(of_page.collect());
    }
    let index = Index::new(&owned, weights);
    let mut related = vec![Vec::new(); pages.len()];
    let wanted = shown.par_iter().enumerate().filter(|(_, id)| is_wanted(**id));
    let closest = wanted.map(|(place, id)| {
        let page = &pages[id.0];
        let known = known(page);
        let is_known = |other: PageId| {
            let same_series = page.series.zip(pages[other.0].series).is_some_and(|(a, b)| a.series == b.series);
            same_series || known.contains(&other)
        };
        let scores = index.scores(place, &owned[place], &mut 0);
        let ranked = ranked(scores).map(|place| shown[place]);
        let mut closest: Vec<PageId> = ranked.filter(|other| !is_known(*other)).take(SHOWN).collect();
        // It may have the room of all that were ranked.
        closest.shrink_to_fit();
        (*id, closest)
    });
    let closest: Vec<(PageId, Vec<PageId>)> = closest.collect();
    for (id, closest) in closest {
        related[id.0] = closest;
    }
    related
}

/// Returns what a page has that others may have too.
fn features<'a>(page: &'a SitePage, slugs: &'a BTreeMap<&str, String>) -> BTreeSet<Feature<'a>> {
    let plan = page.proves.iter().chain(&page.about).map(|claim| Feature::Plan(&claim.target));
    let tags = page.tags().filter_map(|tag| slugs.get(tag)).filter(|slug| !slug.is_empty());
    let tags = tags.map(|slug| Feature::Tag(slug));
    let skills = page.skills.iter().map(Feature::Skill);
    let links = page.targets.iter().filter_map(|target| match target {
        Target::Page { page, .. } => Some(Feature::LinksTo(*page)),
        _ => None,
    });
    let linked = page.backlinks.iter().map(|backlink| Feature::LinkedFrom(backlink.from));
    plan.chain(tags).chain(skills).chain(links).chain(linked).collect()
}

/// Returns the pages that `page` names already.
fn known(page: &SitePage) -> BTreeSet<PageId> {
    let backlinks = page.backlinks.iter().map(|backlink| backlink.from);
    page.newer.into_iter().chain(page.older).chain(backlinks).collect()
}

/// Which pages have a thing, by the number of the thing; pages are places in the order of dates.
struct Index {
    pages: Vec<Vec<usize>>,
    weights: Vec<usize>,
}

impl Index {
    fn new(owned: &[Vec<usize>], weights: Vec<usize>) -> Self {
        let mut pages = vec![Vec::new(); weights.len()];
        for (place, features) in owned.iter().enumerate() {
            for feature in features {
                pages[*feature].push(place);
            }
        }
        Self { pages, weights }
    }

    /// Returns how much the page at `place`, which has the things `owned`, has in common with others. Every look at
    /// another page adds one to `looks`.
    fn scores(&self, place: usize, owned: &[usize], looks: &mut usize) -> BTreeMap<usize, usize> {
        let mut rarest: Vec<usize> = owned.iter().copied().filter(|feature| self.pages[*feature].len() > 1).collect();
        rarest.sort_by_key(|feature| (self.pages[*feature].len(), *feature));
        let mut scores = BTreeMap::new();
        for feature in rarest.into_iter().take(FEATURES) {
            let pages = &self.pages[feature];
            // Shared by 2 or 3 pages it counts whole, by 4 to 7 half, by 8 to 15 a third ...
            let score = self.weights[feature] * UNIT / pages.len().ilog2().max(1) as usize;
            let own = pages.partition_point(|other| *other < place);
            for other in &pages[own.saturating_sub(NEARBY)..pages.len().min(own + NEARBY + 1)] {
                *looks += 1;
                if *other != place {
                    *scores.entry(*other).or_insert(0) += score;
                }
            }
        }
        scores
    }
}

/// Returns the pages by falling score; of equal ones the newer first.
fn ranked(scores: BTreeMap<usize, usize>) -> impl Iterator<Item = usize> {
    let mut ranked: Vec<(usize, usize)> = scores.into_iter().collect();
    ranked.sort_by_key(|(place, score)| (std::cmp::Reverse(*score), *place));
    ranked.into_iter().map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifty_thousand_pages_with_one_common_tag_are_not_compared_with_each_other() {
        const PAGES: usize = 50_000;
        // Every page has the first thing, and one that it shares with one other page.
        let owned: Vec<Vec<usize>> = (0..PAGES).map(|page| vec![0, 1 + page / 2]).collect();
        let index = Index::new(&owned, vec![3; 1 + PAGES / 2]);
        let mut looks = 0;
        for (place, features) in owned.iter().enumerate() {
            let closest = ranked(index.scores(place, features, &mut looks)).next();
            assert_eq!(closest, Some(place ^ 1), "what is rare decides");
        }
        assert!(looks <= PAGES * (2 * NEARBY + 1 + 2), "{looks}");
    }

    #[test]
    fn a_page_with_a_thousand_things_looks_at_some() {
        let owned: Vec<Vec<usize>> = (0..100).map(|_| (0..1_000).collect()).collect();
        let mut looks = 0;
        Index::new(&owned, vec![1; 1_000]).scores(50, &owned[50], &mut looks);
        assert_eq!(looks, FEATURES * (2 * NEARBY + 1));
    }
}
