//! Capacity: the hours that there are in a month, and the hours that the plan puts into it.

use chrono::NaiveDate;

use super::hours::part;
use crate::plan::private::PrivatePlan;
use crate::site::Site;
use crate::site::progress::Unit;
use crate::site::schedule::{DateWindow, window};

/// A month of the plan with its hours.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthLoad {
    /// Its number in the plan, from 1.
    pub number: u32,
    /// Its days.
    pub window: DateWindow,
    /// Its title.
    pub theme: Option<String>,
    /// Hours that there are: `plan.private.week_hours` for each week, without pauses. `None` when the plan does not say.
    pub capacity: Option<f64>,
    /// Hours that are planned in it: the weight of each step, spread evenly over the days of its window.
    pub load: f64,
    /// Hours that are still to be done in it: what is not earned of each step, spread evenly over what is left of its
    /// window; what is overdue falls into the current month. 0 in months that are over.
    pub open: f64,
}

impl MonthLoad {
    /// Returns whether more is left to do in it than there are hours.
    pub fn is_overloaded(&self) -> bool {
        self.capacity.is_some_and(|capacity| self.open > capacity + 0.05)
    }
}

/// Returns the months of the plan of `site`.
pub(super) fn months(site: &Site, private: &PrivatePlan) -> Vec<MonthLoad> {
    let week_hours = private.head.as_ref().and_then(|head| head.week_hours).filter(|hours| hours.is_finite());
    let (units, as_of) = (&site.progress.units, site.as_of);
    let month = |(index, month): (usize, &DateWindow)| {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        MonthLoad {
            number,
            window: *month,
            theme: site.plan.phases.iter().find_map(|phase| phase.themes.get(&number)).cloned(),
            capacity: week_hours.map(|hours| working_days(site, *month, month.start) * hours.max(0.0) / 7.0),
            load: units.iter().map(|unit| unit.weight * part(unit.window, *month)).sum(),
            open: units.iter().map(|unit| open(unit, *month, as_of)).sum(),
        }
    };
    site.progress.calendar.months.iter().enumerate().map(month).collect()
}

/// Returns the days of `month` from `first` on in which the plan does not rest.
fn working_days(site: &Site, month: DateWindow, first: NaiveDate) -> f64 {
    let all = window::days_between(first.max(month.start), month.end) + 1;
    let rested = window::pauses(&site.plan)
        .into_iter()
        .map(|pause| (window::days_between(pause.start.max(first), pause.end.min(month.end)) + 1).max(0));
    #[expect(clippy::cast_precision_loss, reason = "a month has few days")]
    let days = (all - rested.sum::<i64>()).max(0) as f64;
    days
}

/// Returns the hours of `unit` that are still to be done in `month`, seen from `as_of`.
fn open(unit: &Unit, month: DateWindow, as_of: NaiveDate) -> f64 {
    if unit.is_proven() || month.end < as_of {
        return 0.0;
    }
    let start = unit.window.start.max(as_of);
    let left = DateWindow::new(start, unit.window.end.max(start));
    (unit.weight - unit.earned()).max(0.0) * part(left, month)
}
