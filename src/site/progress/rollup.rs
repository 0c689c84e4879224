//! Roll-ups: months, phases and the plan.
//!
//! Progress of a part is `Σ weight · share / Σ weight` over what counts. Totals
//! are kept beside the share, so that the parts sum to the whole.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::judge::ratio;
use super::unit::{Unit, UnitKind};
use super::{Context, Progress};
use crate::plan::{Item, Phase, PlanId};
use crate::site::evidence::PageKind;
use crate::site::schedule::{DateWindow, window};

/// How far a part of the plan is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tally {
    /// Things that are proven: items, and in the plan as a whole certifications, projects and outreach too.
    pub proven: usize,
    /// Things that count.
    pub total: usize,
    /// Hours of weight that are earned.
    pub earned_hours: f64,
    /// Hours of weight in scope.
    pub total_hours: f64,
}

impl Tally {
    /// Returns the tally of `units`.
    pub fn of<'a>(units: impl IntoIterator<Item = &'a Unit>) -> Self {
        units.into_iter().fold(Self::default(), |sum, unit| Self {
            proven: sum.proven + usize::from(unit.is_proven()),
            total: sum.total + 1,
            earned_hours: sum.earned_hours + unit.earned(),
            total_hours: sum.total_hours + unit.weight,
        })
    }

    /// Returns the weighted share from 0 to 1: `Σ weight · share / Σ weight`. Where nothing weighs anything it is
    /// the number of proven things by their number, and 0 where there is nothing.
    pub fn share(&self) -> f64 {
        if self.total_hours > 0.0 {
            (self.earned_hours / self.total_hours).clamp(0.0, 1.0)
        } else {
            ratio(self.proven, self.total)
        }
    }
}

/// A phase.
#[derive(Debug, Clone, PartialEq)]
pub struct PhaseProgress {
    /// Its id.
    pub id: PlanId,
    /// Its days by the calendar.
    pub window: DateWindow,
    /// Where it lies from the day of the build.
    pub time: PhaseTime,
    /// Its items.
    pub tally: Tally,
    /// Its months with their items, then those without a month.
    pub months: Vec<MonthProgress>,
}

/// Where a phase lies from the day of the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PhaseTime {
    /// Its last month is over.
    Past,
    /// It has begun and is not over.
    Current,
    /// It has not begun.
    Future,
}

/// A month of a phase.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthProgress {
    /// Its number in the plan, from 1; `None` for items without a month.
    pub number: Option<u32>,
    /// Its days by the calendar; those of the phase for items without a month.
    pub window: DateWindow,
    /// Items that begin in it, in order of writing.
    pub items: Vec<PlanId>,
    /// How far they are.
    pub tally: Tally,
}

/// The figures of the headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Study items that are proven: the 9 of "9 of 42 items proven".
    pub items_proven: usize,
    /// Study items that count.
    pub items_total: usize,
    /// Units that are proven: items, certifications, projects and outreach that carry weight.
    pub units_proven: usize,
    /// Units that carry weight.
    pub units_total: usize,
    /// Certifications that are verified.
    pub certifications_verified: usize,
    /// Projects that visitors may see.
    pub projects_listed: usize,
    /// Published posts.
    pub posts: usize,
    /// Published notes.
    pub notes: usize,
    /// Distinct proofs by address.
    pub proofs: usize,
}

/// The months of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// The first day of the plan.
    pub start: NaiveDate,
    /// The last day of its last month.
    pub end: NaiveDate,
    /// The current month, from 1; `None` before the start and after the end.
    pub month: Option<u32>,
    /// The windows of the months, in order.
    pub months: Vec<DateWindow>,
}

/// Returns the roll-ups of the phases, in order of the plan.
pub(super) fn phases(ctx: &Context<'_>, units: &[Unit]) -> Vec<PhaseProgress> {
    let phase = |phase: &Phase| {
        let window = window::months(ctx.plan, phase.months.0, phase.months.1);
        let time = match ctx.as_of {
            day if day > window.end => PhaseTime::Past,
            day if day < window.start => PhaseTime::Future,
            _ => PhaseTime::Current,
        };
        let tally = tally(units, &phase.items.iter().collect::<Vec<_>>());
        PhaseProgress { id: phase.id.clone(), window, time, tally, months: months(ctx, phase, window, units) }
    };
    ctx.plan.phases.iter().map(phase).collect()
}

fn months(ctx: &Context<'_>, phase: &Phase, around: DateWindow, units: &[Unit]) -> Vec<MonthProgress> {
    let first = |item: &Item| match item.window.months {
        Some((first, _)) => Some(first),
        None => item.window.due.and_then(|due| window::month_of(ctx.plan, due)),
    };
    let last = phase.months.1.min(ctx.plan.months);
    let numbers: BTreeSet<u32> = (phase.months.0.max(1)..=last).chain(phase.items.iter().filter_map(first)).collect();
    let month = |number: Option<u32>| {
        let items: Vec<&Item> = phase.items.iter().filter(|item| first(item) == number).collect();
        let window = number.map_or(around, |number| window::months(ctx.plan, number, number));
        let ids = items.iter().map(|item| item.id.value.clone()).collect();
        MonthProgress { number, window, items: ids, tally: tally(units, &items) }
    };
    let unplaced = Some(month(None)).filter(|month| !month.items.is_empty());
    numbers.into_iter().map(|number| month(Some(number))).chain(unplaced).collect()
}

fn tally(units: &[Unit], items: &[&Item]) -> Tally {
    let is_among = |unit: &&Unit| unit.kind == UnitKind::Item && items.iter().any(|item| item.id.value == unit.id);
    Tally::of(units.iter().filter(is_among))
}

/// Returns the figures of the headline.
pub(super) fn counts(ctx: &Context<'_>, progress: &Progress) -> Counts {
    let items = || progress.units.iter().filter(|unit| unit.kind == UnitKind::Item);
    let weighty = || progress.units.iter().filter(|unit| unit.weight > 0.0);
    let pages = |kind| ctx.pages.iter().filter(|page| page.kind == kind).count();
    let is_verified = |found: &&super::CertificationProgress| found.state.is_verified();
    Counts {
        items_proven: items().filter(|unit| unit.is_proven()).count(),
        items_total: items().count(),
        units_proven: weighty().filter(|unit| unit.is_proven()).count(),
        units_total: weighty().count(),
        certifications_verified: progress.certifications.values().filter(is_verified).count(),
        projects_listed: progress.projects.values().filter(|project| project.is_listed).count(),
        posts: pages(PageKind::Post),
        notes: pages(PageKind::Note),
        proofs: progress.recent.iter().map(|news| &news.proof.href).collect::<BTreeSet<_>>().len(),
    }
}

/// Returns which month it is.
pub(super) fn calendar(ctx: &Context<'_>) -> Calendar {
    let whole = window::whole(ctx.plan);
    Calendar {
        start: whole.start,
        end: whole.end,
        month: window::month_of(ctx.plan, ctx.as_of),
        months: window::all_months(ctx.plan),
    }
}
