//! Why the schedule is in its state: what happened, and in words of a language.

use chrono::NaiveDate;

use super::window::{days_between, pauses};
use super::{Overdue, ScheduleState, early};
use crate::plan::Plan;
use crate::site::progress::Unit;
use crate::words::{Words, word};

/// The number of things that are named; the others are counted.
const NAMED: usize = 5;

/// A reason for the state of the schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The plan begins on that day.
    Begins(NaiveDate),
    /// Everything is proven, the last of it on that day.
    Complete(Option<NaiveDate>),
    /// The plan rests, until that day.
    Rests(Option<NaiveDate>),
    /// A step was due on a day, so many days ago.
    Late(String, NaiveDate, usize),
    /// A step was proven so many days before it was due.
    Early(String, usize),
    /// So many steps are overdue by at most so many days, which the plan tolerates up to a number of them.
    Tolerated(usize, usize, usize),
    /// The plan has no steps.
    NoSteps,
    /// No step is overdue.
    NothingOverdue,
    /// So many more than are named.
    More(usize),
}

impl Reason {
    /// Returns the reason as a sentence.
    pub fn text(&self, words: &Words) -> String {
        let long = |day: &NaiveDate| words.date(word!("date.long"), *day);
        let days = |count: &usize| words.count(word!("count.days"), *count);
        match self {
            Self::Begins(day) => words.with(word!("reason.begins"), &[("date", &long(day))]),
            Self::Complete(None) => words.text(word!("reason.complete")).to_owned(),
            Self::Complete(Some(day)) => words.with(word!("reason.complete_since"), &[("date", &long(day))]),
            Self::Rests(None) => words.text(word!("reason.rests")).to_owned(),
            Self::Rests(Some(day)) => words.with(word!("reason.rests_until"), &[("date", &long(day))]),
            Self::Late(title, day, count) => {
                words.count_with(word!("reason.late"), *count, &[("title", title), ("date", &long(day))])
            }
            Self::Early(title, count) => words.count_with(word!("reason.early"), *count, &[("title", title)]),
            Self::Tolerated(steps, most, tolerance) => {
                let values = [("days", &*days(most)), ("tolerance", &*days(tolerance))];
                words.count_with(word!("reason.tolerated"), *steps, &values)
            }
            Self::NoSteps => words.text(word!("reason.no_steps")).to_owned(),
            Self::NothingOverdue => words.text(word!("reason.nothing_overdue")).to_owned(),
            Self::More(count) => words.count(word!("reason.more"), *count),
        }
    }
}

/// Returns the reasons for `state`; at least one.
pub(super) fn reasons(
    plan: &Plan,
    units: &[Unit],
    overdue: &[Overdue],
    state: ScheduleState,
    as_of: NaiveDate,
) -> Vec<Reason> {
    match state {
        ScheduleState::NotStarted => vec![Reason::Begins(plan.start)],
        ScheduleState::Complete => vec![Reason::Complete(units.iter().filter_map(|unit| unit.proven_on).max())],
        ScheduleState::Paused => {
            let pause = pauses(plan).into_iter().find(|pause| pause.contains(as_of));
            vec![Reason::Rests(pause.map(|pause| pause.end))]
        }
        ScheduleState::Behind => {
            let late = overdue.iter().filter(|late| late.days > i64::from(plan.tolerance_days));
            shortened(late.map(|late| Reason::Late(late.title.clone(), late.due, whole(late.days))).collect())
        }
        ScheduleState::Ahead => {
            let lines = early(units, as_of).filter_map(|unit| Some((unit, unit.proven_on?)));
            let early = |(unit, day): (&Unit, NaiveDate)| {
                Reason::Early(unit.title.clone(), whole(days_between(day, unit.window.end)))
            };
            shortened(lines.map(early).collect())
        }
        ScheduleState::OnTrack => vec![on_track(plan, units, overdue)],
    }
}

fn on_track(plan: &Plan, units: &[Unit], overdue: &[Overdue]) -> Reason {
    match overdue.first() {
        Some(longest) => Reason::Tolerated(overdue.len(), whole(longest.days), plan.tolerance_days as usize),
        None if units.is_empty() => Reason::NoSteps,
        None => Reason::NothingOverdue,
    }
}

fn shortened(mut lines: Vec<Reason>) -> Vec<Reason> {
    let more = lines.len().saturating_sub(NAMED);
    lines.truncate(NAMED);
    if more > 0 {
        lines.push(Reason::More(more));
    }
    lines
}

/// Returns a number of days; there are none below zero here.
fn whole(days: i64) -> usize {
    usize::try_from(days).unwrap_or(0)
}
