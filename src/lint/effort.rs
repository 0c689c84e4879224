//! Hours: those that are not stated, and months with more of them than there is time.

use super::Subject;
use crate::agenda::Entry;
use crate::agenda::months::share;
use crate::diagnostic::{Code, Diagnostic};

/// How much more than its capacity a month may hold, because hours are estimates.
const TOLERANCE: f64 = 1.1;

/// How many are named in a message; the others are counted.
const NAMED: usize = 3;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    missing_hours(subject, found);
    match week_hours(subject) {
        Some(hours) => over_capacity(subject, hours, found),
        None => missing_capacity(subject, found),
    }
}

/// Returns the hours a week that there are for the plan.
fn week_hours(subject: &Subject<'_>) -> Option<f64> {
    subject.head.private.as_ref().and_then(|private| private.week_hours).filter(|hours| hours.is_finite())
}

fn work<'a>(subject: &'a Subject<'a>) -> impl Iterator<Item = &'a Entry<'a>> {
    subject.entries.iter().filter(|entry| entry.is_work && entry.is_required)
}

fn missing_hours(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let without: Vec<&Entry<'_>> = work(subject).filter(|entry| entry.hours.is_none()).collect();
    let Some(first) = without.first() else { return };
    let named: Vec<String> = without.iter().take(NAMED).map(|entry| format!("`{}`", entry.id.value)).collect();
    let more = without.len() - named.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message =
        format!("{} of {} entries state no hours: {}{more}", without.len(), work(subject).count(), named.join(", "));
    let span = subject.places.key(first.id.span, "title");
    found.push(
        Diagnostic::new(Code::MissingHours, span, message)
            .note("the first of them")
            .hint("add `hours: 12` to each, with `est: true` where it is a guess"),
    );
}

fn missing_capacity(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if work(subject).next().is_none() {
        return;
    }
    let message = "the plan does not say how many hours a week there are for it";
    found.push(Diagnostic::new(Code::MissingCapacity, subject.head.id.span, message).hint(
        "write `plan: {private: {week_hours: 10}}` into `plan.private.yaml`, or `private: {week_hours: 10}` here",
    ));
}

fn over_capacity(subject: &Subject<'_>, week_hours: f64, found: &mut Vec<Diagnostic>) {
    for month in subject.calendar.numbers().filter(|month| !subject.is_over(*month)) {
        let load = Load::of(subject, month);
        let capacity = capacity(subject, month, week_hours);
        if load.hours > capacity * TOLERANCE && load.hours >= capacity + 1.0 {
            report_over(subject, month, &load, capacity, week_hours, found);
        }
    }
}

/// Returns the hours that there are in `month`.
#[expect(clippy::cast_precision_loss, reason = "a month has few days")]
fn capacity(subject: &Subject<'_>, month: u32, week_hours: f64) -> f64 {
    subject.calendar.months(month, month).days() as f64 / 7.0 * week_hours.max(0.0)
}

/// What a month holds.
struct Load<'a> {
    hours: f64,
    /// By hours in that month, most first.
    entries: Vec<(f64, &'a Entry<'a>)>,
}

impl<'a> Load<'a> {
    /// Hours are spread evenly over the days for which something is planned.
    fn of(subject: &'a Subject<'a>, month: u32) -> Self {
        let days = subject.calendar.months(month, month);
        let hours = |entry: &Entry<'_>| entry.hours.map_or(0.0, |hours| hours.value.max(0.0));
        let all = subject.entries.iter().filter(|entry| entry.is_required);
        let parts = all.map(|entry| (hours(entry) * share(entry.window, days), entry));
        let mut entries: Vec<_> = parts.filter(|(hours, _)| *hours > 0.0).collect();
        entries.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.id.span.cmp(&b.1.id.span)));
        Self { hours: entries.iter().map(|(hours, _)| hours).sum(), entries }
    }
}

fn report_over(
    subject: &Subject<'_>,
    month: u32,
    load: &Load<'_>,
    capacity: f64,
    week_hours: f64,
    found: &mut Vec<Diagnostic>,
) {
    let Some((most, heaviest)) = load.entries.first() else { return };
    let message = format!("month {month} holds {:.0} hours of work, and there are {capacity:.0} in it", load.hours);
    let span = subject.places.key(heaviest.id.span, "hours");
    let mut diagnostic = Diagnostic::new(Code::MonthOverCapacity, span, message).note(format!("{most:.0} of them"));
    if let Some(span) = subject.places.path("plan.private.week_hours") {
        diagnostic = diagnostic.label(span, format!("{week_hours} hours a week"));
    }
    let roomy = subject.calendar.numbers().filter(|other| *other > month);
    let room = |other: &u32| self::capacity(subject, *other, week_hours) - Load::of(subject, *other).hours;
    let over = load.hours - capacity;
    found.push(match roomy.into_iter().find(|other| room(other) >= over) {
        Some(other) => diagnostic.hint(format!("move {over:.0} hours to month {other}, which has room for them")),
        None => diagnostic.hint(format!("take {over:.0} hours out: no later month has room for them")),
    });
}
