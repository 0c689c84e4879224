//! States, dates and what is missing, in words.

use chrono::{Datelike as _, NaiveDate};

use crate::owner::{Missing, OwnerReport, StepState};
use crate::plan::{Countable, Gate, Stage};
use crate::site::schedule::ScheduleState;

/// Returns the state of the schedule.
pub(super) fn schedule(state: ScheduleState) -> &'static str {
    match state {
        ScheduleState::NotStarted => "Not started",
        ScheduleState::OnTrack => "On track",
        ScheduleState::Ahead => "Ahead",
        ScheduleState::Behind => "Behind",
        ScheduleState::Paused => "Paused",
        ScheduleState::Complete => "Complete",
    }
}

/// Returns the class that colours a state of the schedule.
pub(super) fn schedule_class(state: ScheduleState) -> &'static str {
    match state {
        ScheduleState::OnTrack | ScheduleState::Ahead | ScheduleState::Complete => "is-good",
        ScheduleState::Behind => "is-bad",
        ScheduleState::NotStarted | ScheduleState::Paused => "is-quiet",
    }
}

/// Returns the class of a step.
pub(super) fn step_class(state: StepState) -> &'static str {
    match state {
        StepState::Claimed | StepState::Expired => "is-claimed",
        StepState::Active | StepState::Studying | StepState::Booked | StepState::Expiring => "is-active",
        StepState::Proven | StepState::Waived => "is-proven",
        StepState::Blocked => "is-blocked",
        StepState::Planned | StepState::Dropped | StepState::Unavailable => "is-planned",
    }
}

/// Returns the state of a step; what was ticked says so.
pub(super) fn step(state: StepState) -> &'static str {
    if state == StepState::Claimed { "ticked, not proven" } else { state.word() }
}

/// Returns how far an application is.
pub(super) fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Found => "Found",
        Stage::Applied => "Applied",
        Stage::Screening => "Screening",
        Stage::Interview => "Interview",
        Stage::Offer => "Offer",
        Stage::Accepted => "Accepted",
        Stage::Declined => "Declined",
        Stage::Rejected => "Rejected",
    }
}

/// Returns what is missing, in a sentence without an end.
pub(super) fn missing(missing: &Missing, report: &OwnerReport) -> String {
    match missing {
        Missing::Proof { part, have, need, level, weak } => {
            let about = part.as_ref().map(|(_, title)| format!("for “{title}”: ")).unwrap_or_default();
            let count =
                if *need == 1 { "a proof".to_owned() } else { format!("{have} of {need} proofs; each has to be") };
            let weak = weak.map(|weak| format!("; what is there is of level {weak}")).unwrap_or_default();
            let comma = if *need == 1 { "," } else { "" };
            format!("{about}{count}{comma} {} (level {level}{weak})", evidence(*level))
        }
        Missing::Credential(id) => {
            let title = report.step(id).map_or_else(|| id.to_string(), |step| step.title.clone());
            format!("the credential of “{title}”, as its issuer shows it")
        }
        Missing::Feature(_, title) => format!("a proof of the feature “{title}”"),
        Missing::Gate(gate) => format!("what a project has to have: {}", self::gate(*gate)),
        Missing::Count { what, have, need } => format!("{have} of {need} {}", countable(*what, *need)),
    }
}

fn evidence(level: u8) -> &'static str {
    match level {
        1 => "such as a page of your site that says `proves:`",
        2 => "hosted elsewhere, such as a repository, a release or a talk",
        _ => "confirmed by its issuer",
    }
}

fn gate(gate: Gate) -> &'static str {
    match gate {
        Gate::Repo => "a public repository",
        Gate::Readme => "a README",
        Gate::License => "a licence",
        Gate::Ci => "continuous integration",
        Gate::Release => "a release or a demonstration",
        Gate::Writeup => "a write-up of the project",
    }
}

fn countable(what: Option<Countable>, count: usize) -> String {
    let word = match what {
        None => "proof",
        Some(Countable::PublicRepo) => {
            return if count == 1 { "public repository".into() } else { "public repositories".into() };
        }
        Some(Countable::Post) => "post",
        Some(Countable::Note) => "note",
        Some(Countable::MergedPr) => "merged pull request",
        Some(Countable::Talk) => "talk",
        Some(Countable::Release) => "release",
    };
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}

/// Returns the day as `Thu 28 Jan 2027`.
pub(super) fn day(date: NaiveDate) -> String {
    date.format("%a %-d %b %Y").to_string()
}

/// Returns the month as `January 2027`.
pub(super) fn month(date: NaiveDate) -> String {
    date.format("%B %Y").to_string()
}

/// Returns a number that is the same for the days of one month.
pub(super) fn month_number(date: NaiveDate) -> i32 {
    date.year() * 12 + date.month0().cast_signed()
}

/// Returns how far away a day is: `today`, `tomorrow`, `in 12 days`, `3 days ago`.
pub(super) fn distance(date: NaiveDate, as_of: NaiveDate) -> String {
    match date.signed_duration_since(as_of).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days > 1 => format!("in {days} days"),
        days => format!("{} days ago", -days),
    }
}

/// Returns `1 step` or `2 steps`.
pub(super) fn count(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// Returns hours with at most one decimal.
pub(super) fn hours(hours: f64) -> String {
    let rounded = (hours * 10.0).round() / 10.0;
    // Adding zero turns a negative zero into zero.
    format!("{} h", rounded + 0.0)
}

/// Returns what stands between a step and its proof, in numbers.
pub(super) fn missing_count(missing: usize, needs: usize) -> String {
    match (missing, needs) {
        (missing, 0) => format!("Missing: {missing}"),
        (0, needs) => format!("Waits for {}", count(needs, "step")),
        (missing, needs) => format!("Missing: {missing}; waits for {}", count(needs, "step")),
    }
}
