//! What only the owner sees of the schedule.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Schedule, window};
use crate::plan::{Plan, PlanId};
use crate::site::evidence::PageClaims;
use crate::site::progress::{CertificationState, ItemState, Progress, Unit, UnitKind};

/// What only the owner sees. It has no `Serialize`, so that no template and no JSON file can have it.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnerView {
    /// The schedule, whether it is public or not.
    pub schedule: Schedule,
    /// What is overdue, longest first.
    pub overdue: Vec<Overdue>,
    /// What is due next: unproven, due today or later, soonest first.
    pub next_due: Vec<(NaiveDate, PlanId)>,
    /// What is declared done without valid proof.
    pub claimed: Vec<PlanId>,
    /// Certifications that lapse within 90 days, soonest first.
    pub expiring: Vec<(NaiveDate, PlanId)>,
    /// Logged hours by what the pages prove or are about; a page's time is shared among them evenly.
    pub logged_hours: BTreeMap<PlanId, f64>,
    /// All logged hours.
    pub logged_total: f64,
}

/// Something that is due and not proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    /// Its id.
    pub id: PlanId,
    /// What it is.
    pub kind: UnitKind,
    /// Its title.
    pub title: String,
    /// When it was due, pauses included.
    pub due: NaiveDate,
    /// Days since then, pauses left out.
    pub days: i64,
}

impl OwnerView {
    /// Returns whether the thing of that id is overdue.
    pub fn is_overdue(&self, id: &PlanId) -> bool {
        self.overdue.iter().any(|overdue| overdue.id == *id)
    }
}

/// Returns what the owner sees of `progress`, which was computed from the same plan and pages.
pub fn owner_view(plan: &Plan, pages: &[PageClaims], progress: &Progress) -> OwnerView {
    let (units, as_of) = (&progress.units[..], progress.as_of);
    let logged_hours = logged(pages, as_of);
    OwnerView {
        schedule: super::compute(plan, units, as_of),
        overdue: overdue(plan, units, as_of),
        next_due: next_due(units, as_of),
        claimed: claimed(progress),
        expiring: expiring(progress),
        logged_total: visible(pages, as_of).map(hours).sum(),
        logged_hours,
    }
}

/// Returns what is due before `as_of` and not proven, longest first.
pub(super) fn overdue(plan: &Plan, units: &[Unit], as_of: NaiveDate) -> Vec<Overdue> {
    let open = units.iter().filter(|unit| unit.is_commitment && !unit.is_proven() && unit.window.end < as_of);
    let mut late: Vec<Overdue> = open
        .map(|unit| Overdue {
            id: unit.id.clone(),
            kind: unit.kind,
            title: unit.title.clone(),
            due: unit.window.end,
            days: window::days_late(plan, unit.window.end, as_of),
        })
        .filter(|late| late.days > 0)
        .collect();
    late.sort_by(|a, b| b.days.cmp(&a.days).then_with(|| a.id.cmp(&b.id)));
    late
}

fn next_due(units: &[Unit], as_of: NaiveDate) -> Vec<(NaiveDate, PlanId)> {
    let open = units.iter().filter(|unit| unit.is_commitment && !unit.is_proven() && unit.window.end >= as_of);
    let mut due: Vec<_> = open.map(|unit| (unit.window.end, unit.id.clone())).collect();
    due.sort();
    due
}

fn claimed(progress: &Progress) -> Vec<PlanId> {
    let items = progress.items.iter().map(|(id, found)| (id, found.state));
    let projects = progress.projects.iter().map(|(id, found)| (id, found.state));
    let outreach = progress.outreach.iter().map(|(id, found)| (id, found.state));
    let all = items.chain(projects).chain(outreach);
    all.filter(|(_, state)| *state == ItemState::Claimed).map(|(id, _)| id.clone()).collect()
}

fn expiring(progress: &Progress) -> Vec<(NaiveDate, PlanId)> {
    let all = progress.certifications.iter().filter(|(_, found)| found.state == CertificationState::Expiring);
    let mut soon: Vec<_> = all.filter_map(|(id, found)| Some((found.expires?, id.clone()))).collect();
    soon.sort();
    soon
}

fn visible(pages: &[PageClaims], as_of: NaiveDate) -> impl Iterator<Item = &PageClaims> {
    pages.iter().filter(move |page| page.date.is_none_or(|date| date <= as_of))
}

fn hours(page: &PageClaims) -> f64 {
    f64::from(page.minutes) / 60.0
}

fn logged(pages: &[PageClaims], as_of: NaiveDate) -> BTreeMap<PlanId, f64> {
    // In an order of their own, because sums of fractions depend on the order.
    let mut pages: Vec<&PageClaims> = visible(pages, as_of).filter(|page| page.minutes > 0).collect();
    pages.sort_by(|a, b| (a.page, &a.href).cmp(&(b.page, &b.href)));
    let mut logged: BTreeMap<PlanId, f64> = BTreeMap::new();
    for page in pages {
        let targets: BTreeSet<&PlanId> = page.proves.iter().chain(&page.about).map(|claim| &claim.target).collect();
        #[expect(clippy::cast_precision_loss, reason = "a page has far fewer than 2^52 claims")]
        let each = hours(page) / targets.len().max(1) as f64;
        for id in targets {
            *logged.entry(id.clone()).or_default() += each;
        }
    }
    logged
}
