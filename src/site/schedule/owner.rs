//! What only the owner sees of the schedule.

use chrono::NaiveDate;

use super::{Schedule, window};
use crate::plan::{Plan, PlanId};
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

/// Returns what the owner sees of `progress`, which was computed from the same plan.
pub fn owner_view(plan: &Plan, progress: &Progress) -> OwnerView {
    let (units, as_of) = (&progress.units[..], progress.as_of);
    OwnerView {
        schedule: super::compute(plan, units, as_of),
        overdue: overdue(plan, units, as_of),
        next_due: next_due(units, as_of),
        claimed: claimed(progress),
        expiring: expiring(progress),
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
