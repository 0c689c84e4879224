//! The curves of the burn-up, in hours.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::baseline::{self, BaselineCurve};
use super::window::{self, DateWindow, add_days};
use crate::plan::Plan;
use crate::site::progress::Unit;

/// The curves of the burn-up: a value holds at the end of its day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Curves {
    /// Planned value, by the latest baseline: straight lines between the points, over the whole plan.
    pub planned: Vec<(NaiveDate, f64)>,
    /// What is due: steps, over the whole plan as it is now.
    pub committed: Vec<(NaiveDate, f64)>,
    /// Earned value: steps, up to the day of the build.
    pub earned: Vec<(NaiveDate, f64)>,
    /// What is in scope: steps, over the whole plan.
    pub scope: Vec<(NaiveDate, f64)>,
}

impl Curves {
    /// Returns the curves of `units` of `plan` on `as_of`, drawn against the latest baseline that holds by then; without
    /// one, against the plan as it is now.
    pub fn of(plan: &Plan, units: &[Unit], as_of: NaiveDate) -> Self {
        Self::against(&baseline::curves(plan, units, as_of), window::whole(plan), units, as_of)
    }

    /// Returns the same against the last of `baselines`.
    fn against(baselines: &[BaselineCurve], whole: DateWindow, units: &[Unit], as_of: NaiveDate) -> Self {
        let end = units.iter().map(|unit| unit.window.end).fold(whole.end, NaiveDate::max);
        let whole = DateWindow::new(whole.start, end);
        Self {
            planned: baselines.last().map_or_else(|| planned(units, whole), |latest| latest.planned.clone()),
            committed: committed_steps(units, whole),
            earned: earned(units, whole.start, as_of),
            scope: baseline::scope(baselines, scope(units), as_of, whole),
        }
    }

    /// Returns the curves of `units` of `plan` as it is now, whatever its baselines say.
    pub fn of_today(plan: &Plan, units: &[Unit], as_of: NaiveDate) -> Self {
        let baselines = baseline::curves(plan, units, as_of);
        let whole = window::whole(plan);
        let scope = Self::against(&baselines, whole, units, as_of).scope;
        Self { scope, ..Self::against(&[], whole, units, as_of) }
    }
}

/// Returns the hours that should be earned at the end of `day`: PV(d) = Σ w · clamp((d−s+1)/(e−s+1), 0, 1).
pub fn planned_value(units: &[Unit], day: NaiveDate) -> f64 {
    units.iter().map(|unit| unit.weight * unit.window.elapsed(day)).sum()
}

/// Returns the hours of what is due by `day`: C(d) = Σ w for due ≤ d.
pub fn committed(units: &[Unit], day: NaiveDate) -> f64 {
    units.iter().filter(|unit| unit.window.end <= day).map(|unit| unit.weight).sum()
}

/// Returns the hours that are earned: EV = Σ w · share.
pub fn earned_value(units: &[Unit]) -> f64 {
    units.iter().map(Unit::earned).sum()
}

/// Returns the hours that were earned at the end of `day`: EV(d) = Σ w · share proven by d.
pub fn earned_by(units: &[Unit], day: NaiveDate) -> f64 {
    let credits = |unit: &Unit| unit.credits.iter().filter(|(on, _)| *on <= day).map(|(_, share)| share).sum::<f64>();
    units.iter().map(|unit| unit.weight * credits(unit)).sum()
}

/// Returns the hours in scope: BAC = Σ w.
pub fn scope(units: &[Unit]) -> f64 {
    units.iter().map(|unit| unit.weight).sum()
}

/// Returns the points between which planned value is a straight line.
fn planned(units: &[Unit], whole: DateWindow) -> Vec<(NaiveDate, f64)> {
    let weighty = units.iter().filter(|unit| unit.weight > 0.0);
    let bends = weighty.flat_map(|unit| [add_days(unit.window.start, -1), unit.window.end]);
    let days: BTreeSet<NaiveDate> = bends.chain([add_days(whole.start, -1), whole.end]).collect();
    days.into_iter().map(|day| (day, planned_value(units, day))).collect()
}

/// Returns a step for each day on which something is due, over the days of `whole`.
fn committed_steps(units: &[Unit], whole: DateWindow) -> Vec<(NaiveDate, f64)> {
    let due = units.iter().filter(|unit| unit.weight > 0.0).map(|unit| unit.window.end);
    let days: BTreeSet<NaiveDate> = due.chain([add_days(whole.start, -1), whole.end]).collect();
    days.into_iter().map(|day| (day, 0.0 + committed(units, day))).collect()
}

/// Returns a step for each day on which something was earned, from the start to `as_of`.
fn earned(units: &[Unit], start: NaiveDate, as_of: NaiveDate) -> Vec<(NaiveDate, f64)> {
    let mut gains: BTreeMap<NaiveDate, f64> = BTreeMap::from([(add_days(start, -1).min(as_of), 0.0), (as_of, 0.0)]);
    for (unit, (day, share)) in units.iter().flat_map(|unit| unit.credits.iter().map(move |credit| (unit, credit))) {
        *gains.entry(*day).or_default() += unit.weight * share;
    }
    let mut sum = 0.0;
    gains
        .into_iter()
        .map(|(day, gain)| {
            sum += gain;
            (day, sum)
        })
        .collect()
}
