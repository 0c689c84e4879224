//! Windows: from months of the plan to days, and how pauses shift them.
//!
//! Month k is `[start ⊕ (k−1) months, start ⊕ k months − 1 day]`, where ⊕ counts from the day of the start and
//! clamps to the end of the month: 31 January, 28 or 29 February, 31 March.

use chrono::{Months, NaiveDate, TimeDelta};

use crate::plan::{Phase, Plan, Window};

/// No plan is longer; `plan.months` is checked against the same bound.
const MAX_MONTHS: u32 = 240;

/// Days from the first to the last, both included; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateWindow {
    /// The first day.
    pub start: NaiveDate,
    /// The last day, on which it is due.
    pub end: NaiveDate,
}

impl DateWindow {
    /// Returns the window, or the single day `end` when `start` is later.
    pub fn new(start: NaiveDate, end: NaiveDate) -> Self {
        Self { start: start.min(end), end }
    }

    /// Returns whether `day` is in it.
    pub fn contains(self, day: NaiveDate) -> bool {
        (self.start..=self.end).contains(&day)
    }

    /// Returns the number of its days.
    pub fn days(self) -> i64 {
        days_between(self.start, self.end) + 1
    }

    /// Returns the part of it that is over at the end of `day`, from 0 to 1: clamp((d−s+1)/(e−s+1), 0, 1).
    #[expect(clippy::cast_precision_loss, reason = "a calendar has far fewer than 2^52 days")]
    pub fn elapsed(self, day: NaiveDate) -> f64 {
        let over = days_between(self.start, day).saturating_add(1);
        (over as f64 / self.days() as f64).clamp(0.0, 1.0)
    }
}

/// Returns the days from `from` to `to`, negative when `to` is earlier.
pub fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// Returns the day `days` after `day`, or the nearest end of the calendar.
pub fn add_days(day: NaiveDate, days: i64) -> NaiveDate {
    let end = if days < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
    TimeDelta::try_days(days).and_then(|delta| day.checked_add_signed(delta)).unwrap_or(end)
}

/// Returns the window of the months `first` to `last` of `plan`, pauses left out.
pub fn months(plan: &Plan, first: u32, last: u32) -> DateWindow {
    months_from(plan.start, first, last)
}

/// Returns the window of the months `first` to `last` of a plan that begins on `start`, pauses left out.
pub fn months_from(start: NaiveDate, first: u32, last: u32) -> DateWindow {
    let after = |months: u32| start.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX);
    let first = first.clamp(1, MAX_MONTHS);
    let last = last.clamp(first, MAX_MONTHS);
    DateWindow::new(after(first - 1), add_days(after(last), -1))
}

/// Returns the window of all months of `plan`.
pub fn whole(plan: &Plan) -> DateWindow {
    months(plan, 1, plan.months)
}

/// Returns the month of `plan` that `day` is in.
pub fn month_of(plan: &Plan, day: NaiveDate) -> Option<u32> {
    (1..=plan.months.min(MAX_MONTHS)).find(|month| months(plan, *month, *month).contains(day))
}

/// Returns the windows of all months of `plan`.
pub fn all_months(plan: &Plan) -> Vec<DateWindow> {
    (1..=plan.months.min(MAX_MONTHS)).map(|month| months(plan, month, month)).collect()
}

/// Returns the days of `window`: its months, else those of its phase, else those of the plan; `due` overrides
/// the last day. `proven_on` says which pauses it went through unproven.
pub fn of(plan: &Plan, window: Window, phase: Option<&Phase>, proven_on: Option<NaiveDate>) -> DateWindow {
    shifted(planned(plan, window, phase), &pauses(plan), proven_on)
}

/// Returns the same with the pauses only that had begun on `day`.
pub(super) fn as_of(
    plan: &Plan,
    window: Window,
    phase: Option<&Phase>,
    proven_on: Option<NaiveDate>,
    day: NaiveDate,
) -> DateWindow {
    let begun: Vec<DateWindow> = pauses(plan).into_iter().filter(|pause| pause.start <= day).collect();
    shifted(planned(plan, window, phase), &begun, proven_on)
}

/// Returns the days of `window` without pauses.
fn planned(plan: &Plan, window: Window, phase: Option<&Phase>) -> DateWindow {
    let around = match (window.months, phase.map(|phase| phase.months)) {
        (Some((first, last)), _) | (None, Some((first, last))) => months(plan, first, last),
        (None, None) => whole(plan),
    };
    window.due.map_or(around, |due| DateWindow::new(around.start, due))
}

/// Shifts `window` by every pause that begins before it ends and before it was proven.
///
/// A pause moves the due day by its length, and the first day too when it had not come yet. What was due
/// before the pause stays due then: resting does not undo being late.
fn shifted(mut window: DateWindow, pauses: &[DateWindow], proven_on: Option<NaiveDate>) -> DateWindow {
    for pause in pauses {
        let was_open = proven_on.is_none_or(|day| day >= pause.start);
        if was_open && window.end >= pause.start {
            if window.start >= pause.start {
                window.start = add_days(window.start, pause.days());
            }
            window.end = add_days(window.end, pause.days());
        }
    }
    window
}

/// Returns the pauses of `plan` in order, those that touch as one.
pub fn pauses(plan: &Plan) -> Vec<DateWindow> {
    let mut sorted: Vec<_> = plan.pauses.iter().filter(|(from, to)| from <= to).collect();
    sorted.sort_unstable();
    let mut merged: Vec<DateWindow> = Vec::new();
    for &&(from, to) in &sorted {
        match merged.last_mut().filter(|last| from <= add_days(last.end, 1)) {
            Some(last) => last.end = last.end.max(to),
            None => merged.push(DateWindow::new(from, to)),
        }
    }
    merged
}

/// Returns the days after `due` up to `today` on which the plan did not rest.
pub fn days_late(plan: &Plan, due: NaiveDate, today: NaiveDate) -> i64 {
    let rested = pauses(plan).into_iter().map(|pause| {
        let (from, to) = (pause.start.max(add_days(due, 1)), pause.end.min(today));
        (days_between(from, to) + 1).max(0)
    });
    days_between(due, today) - rested.sum::<i64>()
}
