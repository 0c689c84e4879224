//! Why the schedule is in its state, in plain English.

use chrono::NaiveDate;

use super::window::{days_between, pauses};
use super::{Overdue, ScheduleState, early};
use crate::plan::Plan;
use crate::site::progress::Unit;

/// The number of things that are named; the others are counted.
const NAMED: usize = 5;

/// Returns the reasons for `state`; at least one.
pub(super) fn reasons(
    plan: &Plan,
    units: &[Unit],
    overdue: &[Overdue],
    state: ScheduleState,
    as_of: NaiveDate,
) -> Vec<String> {
    match state {
        ScheduleState::NotStarted => vec![format!("The plan begins on {}.", long(plan.start))],
        ScheduleState::Complete => vec![complete(units)],
        ScheduleState::Paused => vec![paused(plan, as_of)],
        ScheduleState::Behind => behind(plan, overdue),
        ScheduleState::Ahead => {
            let lines = early(units, as_of).filter_map(|unit| Some((unit, unit.proven_on?)));
            shortened(
                lines
                    .map(|(unit, day)| {
                        let days = count(days_between(day, unit.window.end), "day");
                        format!("{} was proven {days} before it was due.", unit.title)
                    })
                    .collect(),
            )
        }
        ScheduleState::OnTrack => vec![on_track(plan, units, overdue)],
    }
}

fn complete(units: &[Unit]) -> String {
    let last = units.iter().filter_map(|unit| unit.proven_on).max();
    last.map_or_else(|| "Everything is proven.".to_owned(), |day| format!("Everything is proven since {}.", long(day)))
}

fn paused(plan: &Plan, as_of: NaiveDate) -> String {
    let pause = pauses(plan).into_iter().find(|pause| pause.contains(as_of));
    let until = pause.map(|pause| format!(" until {}", long(pause.end))).unwrap_or_default();
    format!("The plan rests{until}.")
}

fn behind(plan: &Plan, overdue: &[Overdue]) -> Vec<String> {
    let late = overdue.iter().filter(|late| late.days > i64::from(plan.tolerance_days));
    shortened(
        late.map(|late| format!("{} was due on {}, {} ago.", late.title, long(late.due), count(late.days, "day")))
            .collect(),
    )
}

fn on_track(plan: &Plan, units: &[Unit], overdue: &[Overdue]) -> String {
    match overdue.first() {
        Some(longest) => format!(
            "{} overdue by at most {}, within the tolerance of {}.",
            match overdue.len() {
                1 => "1 step is".to_owned(),
                steps => format!("{steps} steps are"),
            },
            count(longest.days, "day"),
            count(i64::from(plan.tolerance_days), "day"),
        ),
        None if units.is_empty() => "The plan has no steps yet.".to_owned(),
        None => "Nothing is overdue.".to_owned(),
    }
}

fn shortened(mut lines: Vec<String>) -> Vec<String> {
    let more = lines.len().saturating_sub(NAMED);
    lines.truncate(NAMED);
    if more > 0 {
        lines.push(format!("And {more} more."));
    }
    lines
}

fn count(number: i64, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}

fn long(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}
