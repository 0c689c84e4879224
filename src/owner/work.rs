//! What pages say that they are about and how long it took: all pages, also those that nobody else can read.

use std::collections::BTreeSet;
use std::ops::Add as _;

use chrono::NaiveDate;

use super::step::Step;
use crate::content::front_matter::FrontMatter;
use crate::content::page::Page;
use crate::plan::{Claim, PlanId};
use crate::site::{Fate, Site, fate};
use crate::source::SourcePath;

/// The pages of a journal as work on the plan.
#[derive(Debug)]
pub(super) struct Work<'a> {
    pages: Vec<PageWork<'a>>,
}

#[derive(Debug)]
struct PageWork<'a> {
    path: &'a SourcePath,
    title: String,
    date: Option<NaiveDate>,
    fate: Fate,
    minutes: u32,
    proves: Vec<&'a Claim>,
    targets: BTreeSet<&'a PlanId>,
}

/// A page that is not public yet and would prove something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its file.
    pub path: SourcePath,
    /// Its title.
    pub title: String,
    /// Whether it is a draft, or scheduled.
    pub fate: Fate,
    /// Which open steps it would prove or bring on.
    pub proves: Vec<PlanId>,
}

impl<'a> Work<'a> {
    /// Gathers the work of all pages that are not of the future, in order of their paths.
    pub(super) fn gather(site: &'a Site, withheld: &'a [(Page, Fate)]) -> Self {
        let on_site = site.pages.iter().map(|page| {
            let fate = if page.is_listed { Fate::Published } else { Fate::Unlisted };
            (&page.source, fate, page.title.clone())
        });
        let others = withheld.iter().map(|(page, fate)| {
            let title = page.title().map_or_else(|| page.path.to_string(), |title| title.value.trim().to_owned());
            (page, *fate, title)
        });
        let all = on_site.chain(others).filter_map(|(page, fate, title)| PageWork::of(page, fate, title));
        let mut pages: Vec<_> = all.filter(|work| work.date.is_none_or(|date| date <= site.as_of)).collect();
        // In an order of their own, because sums of fractions depend on the order.
        pages.sort_by(|a, b| a.path.cmp(b.path));
        Self { pages }
    }

    // Sums begin at 0.0, because the sum of nothing is -0.0.

    /// Returns the hours that were logged on the object with that id. The time of a page is shared evenly among what it
    /// proves or is about.
    pub(super) fn hours_of(&self, id: &PlanId) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a page has far fewer than 2^52 claims")]
        let part = |page: &PageWork<'_>| page.hours() / page.targets.len() as f64;
        self.pages.iter().filter(|page| page.targets.contains(id)).map(part).fold(0.0, f64::add)
    }

    /// Returns whether any page is about the object with that id, read by others or not.
    pub(super) fn is_touched(&self, id: &PlanId) -> bool {
        self.pages.iter().any(|page| page.targets.contains(id))
    }

    /// Returns the hours of the pages dated within `first` and `last`.
    pub(super) fn hours_between(&self, first: NaiveDate, last: NaiveDate) -> f64 {
        let is_within = |page: &&PageWork<'_>| page.date.is_some_and(|date| (first..=last).contains(&date));
        self.pages.iter().filter(is_within).map(PageWork::hours).fold(0.0, f64::add)
    }

    /// Returns all hours, and those of pages that are about nothing of the plan.
    pub(super) fn total_hours(&self) -> (f64, f64) {
        let loose = self.pages.iter().filter(|page| page.targets.is_empty()).map(PageWork::hours).fold(0.0, f64::add);
        (self.pages.iter().map(PageWork::hours).fold(0.0, f64::add), loose)
    }

    /// Returns whether a public page claims to prove `id`, or that part of it.
    pub(super) fn claims(&self, id: &PlanId, part: Option<&PlanId>) -> bool {
        let is_it = |claim: &Claim| {
            claim.target == *id && (claim.part.is_none() || part.is_none() || claim.part.as_ref() == part)
        };
        let public = self.pages.iter().filter(|page| page.fate == Fate::Published);
        public.flat_map(|page| &page.proves).any(|claim| is_it(claim))
    }

    /// Returns the drafts and scheduled pages that say that they prove one of the open `steps`.
    pub(super) fn drafts(&self, steps: &[Step]) -> Vec<Draft> {
        let open = |id: &PlanId| steps.iter().any(|step| step.id == *id && step.is_open());
        let waiting = self.pages.iter().filter(|page| matches!(page.fate, Fate::Draft | Fate::Scheduled));
        let drafts = waiting.map(|page| Draft {
            path: page.path.clone(),
            title: page.title.clone(),
            fate: page.fate,
            proves: page
                .proves
                .iter()
                .map(|claim| &claim.target)
                .filter(|id| open(id))
                .collect::<BTreeSet<_>>()
                .into_iter()
                .cloned()
                .collect(),
        });
        drafts.filter(|draft| !draft.proves.is_empty()).collect()
    }
}

impl<'a> PageWork<'a> {
    fn of(page: &'a Page, fate: Fate, title: String) -> Option<Self> {
        let front: &FrontMatter = page.front.as_ref()?;
        let proves: Vec<&Claim> = front.proves.iter().map(|claim| &claim.value).collect();
        let about = front.about.iter().map(|claim| &claim.value.target);
        let project = front.project.iter().map(|project| &project.value);
        let targets = proves.iter().map(|claim| &claim.target).chain(about).chain(project).collect();
        let minutes = front.time.map_or(0, |time| time.minutes);
        Some(Self { path: &page.path, title, date: fate::date(page), fate, minutes, proves, targets })
    }

    fn hours(&self) -> f64 {
        f64::from(self.minutes) / 60.0
    }
}
