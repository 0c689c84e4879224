//! Units: what carries weight in the plan, whatever its kind.

use chrono::NaiveDate;

use super::item::certification_of;
use super::judge::ratio;
use super::{CertificationProgress, ItemProgress, OutreachProgress, ProjectProgress};
use super::{Context, Progress};
use crate::plan::{Certification, Item, Outreach, PlanId, Project};
use crate::site::schedule::DateWindow;

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// A study item.
    Item,
    /// A certification.
    Certification,
    /// A project.
    Project,
    /// An outreach entry.
    Outreach,
}

/// Something that counts towards the plan, with its weight and the days on which it earned it.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Its id.
    pub id: PlanId,
    /// What it is.
    pub kind: UnitKind,
    /// Its title.
    pub title: String,
    /// Hours that it weighs.
    pub weight: f64,
    /// When it is planned, pauses included.
    pub window: DateWindow,
    /// From 0 to 1.
    pub share: f64,
    /// What part of it was earned on which day, in order of days; the parts add up to `share`.
    pub credits: Vec<(NaiveDate, f64)>,
    /// When it was proven; `None` while it is not.
    pub proven_on: Option<NaiveDate>,
    /// Whether it is a commitment of its own. A certification that an item prepares, and that states no hours
    /// of its own, is not: the item stands for it.
    pub is_commitment: bool,
}

impl Unit {
    /// Returns the hours that are earned.
    pub fn earned(&self) -> f64 {
        self.weight * self.share
    }

    /// Returns whether it is proven.
    pub fn is_proven(&self) -> bool {
        self.proven_on.is_some()
    }
}

/// Returns everything that counts towards the plan, in order of writing: items, certifications, projects, outreach.
pub(super) fn all(ctx: &Context<'_>, progress: &Progress) -> Vec<Unit> {
    let plan = ctx.plan;
    let items = plan.items().map(|(_, item)| item);
    let items = items.filter_map(|item| of_item(item, progress.items.get(&item.id.value)?));
    let certifications = plan.certifications.iter().filter_map(|entry| {
        let is_prepared = plan.items().any(|(_, item)| certification_of(item) == Some(&*entry.id));
        of_certification(entry, progress.certifications.get(&entry.id.value)?, is_prepared)
    });
    let projects = plan.projects.iter();
    let projects = projects.filter_map(|entry| of_project(entry, progress.projects.get(&entry.id.value)?));
    let outreach = plan.outreach.iter();
    let outreach = outreach.filter_map(|entry| of_outreach(entry, progress.outreach.get(&entry.id.value)?));
    items.chain(certifications).chain(projects).chain(outreach).collect()
}

fn of_item(item: &Item, found: &ItemProgress) -> Option<Unit> {
    let parts: Vec<Option<NaiveDate>> = match &found.criteria[..] {
        [] => vec![found.proven_on],
        criteria => criteria.iter().map(|criterion| criterion.proven_on).collect(),
    };
    found.is_counted.then(|| Unit {
        id: item.id.value.clone(),
        kind: UnitKind::Item,
        title: item.title.clone(),
        weight: found.weight,
        window: found.window,
        share: found.share,
        credits: credits(&parts),
        proven_on: found.proven_on,
        is_commitment: true,
    })
}

fn of_certification(entry: &Certification, found: &CertificationProgress, is_prepared: bool) -> Option<Unit> {
    found.is_counted.then(|| Unit {
        id: entry.id.value.clone(),
        kind: UnitKind::Certification,
        title: found.title.clone(),
        weight: found.weight,
        window: found.window,
        share: found.share,
        credits: credits(&[found.proven_on]),
        proven_on: found.proven_on,
        is_commitment: !is_prepared || entry.hours.is_some(),
    })
}

fn of_project(entry: &Project, found: &ProjectProgress) -> Option<Unit> {
    let features = found.features.iter().map(|feature| feature.proven_on);
    let parts: Vec<_> = features.chain([found.gates_passed_on]).collect();
    found.state.is_in_scope().then(|| Unit {
        id: entry.id.value.clone(),
        kind: UnitKind::Project,
        title: entry.title.clone(),
        weight: found.weight,
        window: found.window,
        share: found.share,
        credits: credits(&parts),
        proven_on: found.proven_on,
        is_commitment: true,
    })
}

fn of_outreach(entry: &Outreach, found: &OutreachProgress) -> Option<Unit> {
    found.state.is_in_scope().then(|| Unit {
        id: entry.id.value.clone(),
        kind: UnitKind::Outreach,
        title: entry.title.clone(),
        weight: found.weight,
        window: found.window,
        share: found.share,
        credits: credits(&[found.proven_on]),
        proven_on: found.proven_on,
        is_commitment: true,
    })
}

/// Returns an equal share for each part on the day on which it was proven.
fn credits(parts: &[Option<NaiveDate>]) -> Vec<(NaiveDate, f64)> {
    let mut days: Vec<NaiveDate> = parts.iter().flatten().copied().collect();
    days.sort_unstable();
    days.into_iter().map(|day| (day, ratio(1, parts.len()))).collect()
}
