//! When the plan ends, if it goes on as it went.
//!
//! Earned schedule gives a pace in days of the plan for each day of the calendar: SPI(t) = ES / AT (Lipke 2003), and the
//! end at that pace, start + duration / SPI(t) (Henderson 2004). One figure hides whether the pace is changing, so the
//! forecast is a range between two:
//!
//! - the pace of the **whole** plan so far: ES(today) / AT(today);
//! - the **recent** pace: (ES(today) − ES(d)) / (today − d), with d 91 days ago, or the day before the start where that is
//!   later. A plan that is younger than 56 days has no recent pace of its own.
//!
//! What is left, duration − ES, takes (duration − ES) / pace days from today on. At the pace of the whole plan that is
//! Henderson's formula, because AT + (D − ES) · AT / ES = D · AT / ES.

use chrono::NaiveDate;

use super::window::{add_days, days_between};
use super::{curve, duration, first_day};
use crate::site::progress::Unit;

/// For how many days back the recent pace is taken: a quarter of a year.
const RECENT_DAYS: i64 = 91;

/// How old a plan must be for its recent pace to say something else than the pace of the whole.
const LEAST_DAYS: i64 = 56;

/// No end is told that is further away, in days.
const FARTHEST: f64 = 36_525.0;

/// When the plan ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// At the pace of the whole plan so far.
    pub whole: Pace,
    /// At the recent pace; `None` while the plan is young.
    pub recent: Option<Pace>,
}

/// A pace, and the day on which the plan ends at it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// For how many days back it is taken.
    pub days: i64,
    /// Days of the plan for each day of the calendar.
    pub performance: f64,
    /// The last day; `None` when the plan never ends at this pace, or in more than a century.
    pub end: Option<NaiveDate>,
}

impl Forecast {
    /// Returns the earliest end; `None` when there is none at either pace.
    pub fn earliest(self) -> Option<NaiveDate> {
        self.ends().flatten().min()
    }

    /// Returns the latest end; `None` when there is none at one of the paces.
    pub fn latest(self) -> Option<NaiveDate> {
        self.ends().collect::<Option<Vec<_>>>().and_then(|ends| ends.into_iter().max())
    }

    fn ends(self) -> impl Iterator<Item = Option<NaiveDate>> {
        std::iter::once(self.whole.end).chain(self.recent.map(|pace| pace.end))
    }
}

/// Returns when the plan of `units` that began on `start` ends, seen from `as_of`; `None` before the start and without
/// weight.
pub fn forecast(start: NaiveDate, units: &[Unit], as_of: NaiveDate) -> Option<Forecast> {
    let actual = days_between(start, as_of) + 1;
    let duration = duration(start, units).filter(|_| actual >= 1 && curve::scope(units) > 0.0)?;
    if units.iter().all(Unit::is_proven) {
        let end = units.iter().filter_map(|unit| unit.proven_on).max();
        let pace = pace(actual, first_day(start, units, curve::earned_value(units), duration), 0, as_of);
        return Some(Forecast { whole: Pace { end, ..pace }, recent: None });
    }
    let earned_by = |day: NaiveDate| first_day(start, units, curve::earned_by(units, day), duration);
    let earned = first_day(start, units, curve::earned_value(units), duration);
    let left = duration - earned;
    let recent = (actual >= LEAST_DAYS).then(|| {
        let days = RECENT_DAYS.min(actual);
        let before = if days == actual { 0 } else { earned_by(add_days(as_of, -days)) };
        pace(days, earned - before, left, as_of)
    });
    Some(Forecast { whole: pace(actual, earned, left, as_of), recent })
}

/// Returns the pace of `gained` days of the plan in `days` days, and when the `left` ones are over.
fn pace(days: i64, gained: i64, left: i64, as_of: NaiveDate) -> Pace {
    #[expect(clippy::cast_precision_loss, reason = "a calendar has far fewer than 2^52 days")]
    let (performance, left) = (gained.max(0) as f64 / days.max(1) as f64, left.max(0) as f64);
    let needed = (left / performance).ceil();
    #[expect(clippy::cast_possible_truncation, reason = "it is less than a century")]
    let end = (needed <= FARTHEST).then(|| add_days(as_of, needed as i64));
    Pace { days, performance, end }
}
