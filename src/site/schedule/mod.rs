//! The schedule on a given day: whether the plan is kept, and why.
//!
//! The state comes from commitments (what is due and not proven), never from the curves: with linear planned
//! value and all-or-nothing credit, someone who met every due date still reads as days late in mid-month.
//! Earned schedule (Lipke 2003) is kept beside it as extra numbers for the owner.
//!
//! **Invariant:** nothing here reaches a visitor unless `plan.display.schedule` is `public`; [`OwnerView`] has
//! no `Serialize`.

pub mod baseline;
pub mod curve;
pub mod forecast;
pub mod owner;
mod reason;
pub mod window;

use chrono::NaiveDate;

pub use baseline::BaselineCurve;
pub use curve::Curves;
pub use forecast::{Forecast, Pace, forecast};
pub use owner::{Overdue, OwnerView, owner_view};
pub use reason::Reason;
pub use window::DateWindow;

use self::window::{add_days, days_between};
use super::progress::Unit;
use crate::plan::Plan;

/// What rounding may take from a sum of hours.
const EPSILON: f64 = 1e-6;

/// Whether the plan is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScheduleState {
    /// The first day has not come.
    NotStarted,
    /// Nothing is overdue past the tolerance.
    OnTrack,
    /// Nothing is overdue, and something whose window has not begun is proven.
    Ahead,
    /// Something required is overdue past the tolerance.
    Behind,
    /// The day is in a pause.
    Paused,
    /// Everything that counts is proven.
    Complete,
}

impl ScheduleState {
    /// Returns the state as a word for machines.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotStarted => "not-started",
            Self::OnTrack => "on-track",
            Self::Ahead => "ahead",
            Self::Behind => "behind",
            Self::Paused => "paused",
            Self::Complete => "complete",
        }
    }
}

/// The schedule on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Schedule {
    /// Whether the plan is kept.
    pub state: ScheduleState,
    /// Why; never empty.
    pub reasons: Vec<Reason>,
    /// Hours that should be earned by now: PV.
    pub planned_value: f64,
    /// Hours that are due by now: C.
    pub committed: f64,
    /// Hours that are earned: EV.
    pub earned_value: f64,
    /// Hours in scope: BAC.
    pub scope: f64,
    /// Earned schedule against actual time; `None` before the start and without weight.
    pub earned_schedule: Option<EarnedSchedule>,
}

/// Earned schedule (Lipke 2003), in days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EarnedSchedule {
    /// AT: days since the start, today included.
    pub actual_days: i64,
    /// ES: the first day of the plan on which planned value reaches what is earned today.
    pub earned_days: i64,
    /// SV(t) = ES − AT, in days; negative is late.
    pub variance_days: i64,
    /// SPI(t) = ES / AT.
    pub performance: f64,
    /// The day on which the plan ends at this pace: start + duration / SPI(t).
    pub forecast_end: Option<NaiveDate>,
}

/// Returns the schedule of `plan` on `as_of`.
pub fn compute(plan: &Plan, units: &[Unit], as_of: NaiveDate) -> Schedule {
    let overdue = owner::overdue(plan, units, as_of);
    let state = state(plan, units, &overdue, as_of);
    Schedule {
        state,
        reasons: reason::reasons(plan, units, &overdue, state, as_of),
        planned_value: curve::planned_value(units, as_of),
        committed: curve::committed(units, as_of),
        earned_value: curve::earned_value(units),
        scope: curve::scope(units),
        earned_schedule: earned_schedule(plan.start, units, as_of),
    }
}

/// Returns the state that follows from the commitments: behind as soon as one is overdue for more days than the plan
/// tolerates, ahead when none is overdue and one is proven before its window begins.
fn state(plan: &Plan, units: &[Unit], overdue: &[Overdue], as_of: NaiveDate) -> ScheduleState {
    let tolerance = i64::from(plan.tolerance_days);
    let is_paused = || window::pauses(plan).iter().any(|pause| pause.contains(as_of));
    match () {
        () if as_of < plan.start => ScheduleState::NotStarted,
        () if !units.is_empty() && units.iter().all(Unit::is_proven) => ScheduleState::Complete,
        () if is_paused() => ScheduleState::Paused,
        () if overdue.iter().any(|late| late.days > tolerance) => ScheduleState::Behind,
        () if overdue.is_empty() && early(units, as_of).next().is_some() => ScheduleState::Ahead,
        () => ScheduleState::OnTrack,
    }
}

/// Returns what is proven although its window has not begun.
fn early(units: &[Unit], as_of: NaiveDate) -> impl Iterator<Item = &Unit> {
    units.iter().filter(move |unit| unit.is_commitment && unit.is_proven() && unit.window.start > as_of)
}

/// Returns earned schedule against actual time (Lipke 2003).
fn earned_schedule(start: NaiveDate, units: &[Unit], as_of: NaiveDate) -> Option<EarnedSchedule> {
    let (earned, scope) = (curve::earned_value(units), curve::scope(units));
    let actual_days = days_between(start, as_of) + 1;
    if actual_days < 1 || scope <= 0.0 {
        return None;
    }
    let duration = duration(start, units)?;
    let earned_days = first_day(start, units, earned, duration);
    #[expect(clippy::cast_precision_loss, reason = "a calendar has far fewer than 2^52 days")]
    let performance = earned_days as f64 / actual_days as f64;
    let last = units.iter().filter_map(|unit| unit.proven_on).max();
    let is_complete = units.iter().all(Unit::is_proven);
    let forecast_end = if is_complete { last } else { end_at(start, duration, performance) };
    Some(EarnedSchedule {
        actual_days,
        earned_days,
        variance_days: earned_days - actual_days,
        performance,
        forecast_end,
    })
}

/// Returns the days from the start to the last day on which something is due, pauses included; `None` without units.
fn duration(start: NaiveDate, units: &[Unit]) -> Option<i64> {
    units.iter().map(|unit| days_between(start, unit.window.end) + 1).max().map(|days| days.max(1))
}

/// Returns the first day of the plan, counted from 1, at whose end planned value reaches `earned`; 0 for nothing.
fn first_day(start: NaiveDate, units: &[Unit], earned: f64, duration: i64) -> i64 {
    let reaches = |days: i64| curve::planned_value(units, add_days(start, days - 1)) + EPSILON >= earned;
    let (mut low, mut high) = (0, duration);
    while low < high {
        let middle = low + (high - low) / 2;
        if reaches(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

/// Returns the last day of a plan of `duration` days at a pace of `performance`; `None` when it never ends.
fn end_at(start: NaiveDate, duration: i64, performance: f64) -> Option<NaiveDate> {
    #[expect(clippy::cast_precision_loss, reason = "a calendar has far fewer than 2^52 days")]
    let days = (duration as f64 / performance).ceil();
    #[expect(clippy::cast_possible_truncation, reason = "it is less than a million")]
    (days.is_finite() && days < 1e6).then(|| add_days(start, days as i64 - 1))
}
