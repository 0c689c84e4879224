//! Baselines: the plan as it was agreed on a day, against which later work is drawn.
//!
//! A plan that is edited moves its own curve, and nobody sees that it moved. A baseline keeps the windows and hours of the
//! day on which it was set; the public burn-up is drawn against the latest, the owner's against all of them. What was
//! added or dropped shows as a step of the scope on the day of a baseline, and on the day of the build where the plan of
//! today differs from the latest.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::window::{self, DateWindow, add_days};
use crate::plan::{Baseline, BaselineStep, Plan, PlanId};
use crate::site::progress::Unit;

/// A baseline as curves, in hours.
#[derive(Debug, Clone, PartialEq)]
pub struct BaselineCurve {
    /// Its id.
    pub id: PlanId,
    /// The day from which on it holds.
    pub date: NaiveDate,
    /// Planned value: straight lines between the points.
    pub planned: Vec<(NaiveDate, f64)>,
    /// What was in scope.
    pub scope: f64,
}

/// A step of a baseline in days and hours.
struct Frozen {
    window: DateWindow,
    weight: f64,
}

/// Returns the baselines of `plan` that hold on `as_of`, earliest first. `units` have the hours of steps that state none
/// in their baseline.
pub fn curves(plan: &Plan, units: &[Unit], as_of: NaiveDate) -> Vec<BaselineCurve> {
    let held = plan.baselines.iter().filter(|baseline| baseline.date <= as_of);
    held.map(|baseline| {
        let steps: Vec<Frozen> = baseline.steps.iter().map(|step| frozen(plan, baseline, step, units)).collect();
        BaselineCurve {
            id: baseline.id.clone(),
            date: baseline.date,
            planned: planned(&steps, window::whole(plan)),
            scope: steps.iter().map(|step| step.weight).sum(),
        }
    })
    .collect()
}

/// Returns the scope in steps, up to `end`: that of the first baseline until the second is set, and so on, and that of
/// today's plan, which is `now`, from `as_of` on.
pub(super) fn scope(
    baselines: &[BaselineCurve],
    now: f64,
    as_of: NaiveDate,
    whole: DateWindow,
) -> Vec<(NaiveDate, f64)> {
    let begin = add_days(whole.start, -1);
    let mut points: Vec<(NaiveDate, f64)> = vec![(begin, baselines.first().map_or(now, |first| first.scope))];
    points.extend(baselines.iter().skip(1).map(|baseline| (baseline.date.max(begin), baseline.scope)));
    let today = as_of.clamp(begin, whole.end);
    if points.last().is_some_and(|(_, before)| (before - now).abs() > 1e-9) {
        points.push((today, now));
    }
    points.push((whole.end, now));
    points
}

/// Returns the window and hours of `step` when `baseline` was set. Pauses that had begun by then are part of it; later
/// ones are not, so that the distance they make is seen.
fn frozen(plan: &Plan, baseline: &Baseline, step: &BaselineStep, units: &[Unit]) -> Frozen {
    let unit = units.iter().find(|unit| unit.id == step.id);
    let phase = plan.items().find(|(_, item)| item.id.value == step.id).map(|(phase, _)| phase);
    let proven_on = unit.and_then(|unit| unit.proven_on);
    Frozen {
        window: window::as_of(plan, step.window, phase, proven_on, baseline.date),
        weight: step.hours.or_else(|| unit.map(|unit| unit.weight)).filter(|hours| hours.is_finite()).unwrap_or(0.0),
    }
}

fn planned(steps: &[Frozen], whole: DateWindow) -> Vec<(NaiveDate, f64)> {
    let weighty = steps.iter().filter(|step| step.weight > 0.0);
    let bends = weighty.flat_map(|step| [add_days(step.window.start, -1), step.window.end]);
    let days: BTreeSet<NaiveDate> = bends.chain([add_days(whole.start, -1), whole.end]).collect();
    let value = |day: NaiveDate| 0.0 + steps.iter().map(|step| step.weight * step.window.elapsed(day)).sum::<f64>();
    days.into_iter().map(|day| (day, value(day))).collect()
}
