//! Months of the plan as days.

use chrono::NaiveDate;

use crate::plan::schema::study::PauseFile;
use crate::site::schedule::window::{add_days, days_between, months_from};

pub use crate::site::schedule::DateWindow;

/// When the months of a plan are.
#[derive(Debug, Clone, Copy)]
pub struct Calendar {
    start: NaiveDate,
    months: u32,
}

impl Calendar {
    /// Returns the calendar of a plan that begins on `start`.
    pub fn new(start: NaiveDate, months: u32) -> Self {
        Self { start, months }
    }

    /// Returns the days of the months `first` to `last`.
    pub fn months(self, first: u32, last: u32) -> DateWindow {
        months_from(self.start, first, last)
    }

    /// Returns the days of the whole plan.
    pub fn whole(self) -> DateWindow {
        self.months(1, self.months)
    }

    /// Returns the month that `day` is in; the first for days before it, the last for days after it.
    pub fn month_of(self, day: NaiveDate) -> u32 {
        self.numbers().find(|month| self.months(*month, *month).end >= day).unwrap_or(self.months)
    }

    /// Returns the numbers of all months.
    pub fn numbers(self) -> impl Iterator<Item = u32> {
        1..=self.months
    }
}

/// Returns the day that `day` would be had the plan not rested: pauses move what comes after them.
pub fn without_pauses(pauses: &[PauseFile], day: NaiveDate) -> NaiveDate {
    let rested = pauses.iter().map(|pause| (days_between(pause.from.value, day.min(pause.to.value)) + 1).max(0));
    add_days(day, -rested.sum::<i64>())
}

/// Returns the part of `window` that lies in `month`, from 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "a calendar has far fewer than 2^52 days")]
pub fn share(window: DateWindow, month: DateWindow) -> f64 {
    let (from, to) = (window.start.max(month.start), window.end.min(month.end));
    (days_between(from, to) + 1).max(0) as f64 / window.days() as f64
}

/// Returns `month 4` or `months 4 to 6`.
pub fn name(first: u32, last: u32) -> String {
    if first == last { format!("month {first}") } else { format!("months {first} to {last}") }
}
