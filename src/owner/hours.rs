//! Hours: planned by the plan, logged by the pages. Logged hours earn nothing; they say how well the plan was estimated.

use super::step::Step;
use super::work::Work;
use super::{Now, StepKind};
use crate::site::Site;
use crate::site::schedule::DateWindow;

/// Hours planned and logged.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Hours {
    /// Planned in all.
    pub planned: f64,
    /// Logged in all.
    pub logged: f64,
    /// Logged by pages that are about nothing of the plan.
    pub logged_elsewhere: f64,
    /// Planned for the current month.
    pub planned_this_month: f64,
    /// Logged in the current month.
    pub logged_this_month: f64,
    /// Planned for what is proven and was logged.
    pub planned_of_done: f64,
    /// Logged for the same.
    pub logged_of_done: f64,
}

impl Hours {
    /// Returns how many hours a planned hour takes, judged by what is proven; `None` without anything to judge by.
    pub fn factor(&self) -> Option<f64> {
        (self.planned_of_done > 0.0).then(|| self.logged_of_done / self.planned_of_done)
    }
}

/// Counts the hours of `steps` and of `work`.
pub(super) fn count(site: &Site, now: &Now, steps: &[Step], work: &Work<'_>) -> Hours {
    let units = &site.progress.units;
    let month = now.month.and_then(|month| site.progress.calendar.months.get(month as usize - 1));
    let (logged, logged_elsewhere) = work.total_hours();
    // Goals count what others have proven, so that their hours would be counted twice.
    let done = || {
        let own = steps.iter().filter(|step| step.kind != StepKind::Goal && step.hours > 0.0);
        own.filter(|step| step.state.is_done() && step.logged > 0.0)
    };
    Hours {
        planned: units.iter().map(|unit| unit.weight).sum(),
        logged,
        logged_elsewhere,
        planned_this_month: month
            .map_or(0.0, |month| units.iter().map(|unit| unit.weight * part(unit.window, *month)).sum()),
        logged_this_month: month.map_or(0.0, |month| work.hours_between(month.start, month.end)),
        planned_of_done: done().map(|step| step.hours).sum(),
        logged_of_done: done().map(|step| step.logged).sum(),
    }
}

/// Returns which part of the days of `window` lies in `month`.
pub(super) fn part(window: DateWindow, month: DateWindow) -> f64 {
    let before = month.start.pred_opt().map_or(0.0, |day| window.elapsed(day));
    (window.elapsed(month.end) - before).max(0.0)
}
