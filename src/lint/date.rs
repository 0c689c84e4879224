//! Dates: what is needed later than it is there, what has no month, months with nothing in them, items outside of
//! their phase.

use std::collections::BTreeMap;

use super::Subject;
use crate::agenda::Entry;
use crate::agenda::months::name;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::plan::check::Kind;
use crate::plan::id::PlanId;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    needs_later(subject, found);
    prepared_later(subject, found);
    undated(subject, found);
    idle(subject, found);
    outside_phase(subject, found);
}

fn by_id<'a>(subject: &'a Subject<'a>) -> BTreeMap<&'a PlanId, &'a Entry<'a>> {
    subject.entries.iter().map(|entry| (&entry.id.value, entry)).collect()
}

/// Returns whether `first` is there only after `then`. What has no date of its own is somewhere in its phase or in the
/// plan, so it is late only if all of that is.
fn comes_later(first: &Entry<'_>, then: &Entry<'_>) -> bool {
    let earliest = if first.date.is_some() { first.window.end } else { first.window.start };
    earliest > then.window.end
}

fn needs_later(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let entries = by_id(subject);
    for entry in subject.entries.iter().filter(|entry| entry.is_required) {
        for need in entry.needs {
            let Some(first) = entries.get(&need.value).filter(|first| comes_later(first, entry)) else { continue };
            let message = format!("`{}` is needed by `{}` and comes later", need.value, entry.id.value);
            found.push(too_late(need.span, message, first, entry));
        }
    }
}

fn prepared_later(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let entries = by_id(subject);
    for item in subject.file.phases.iter().flat_map(|phase| &phase.items) {
        let Some(cert) = &item.cert else { continue };
        let (Some(prep), Some(exam)) = (entries.get(&item.id.value), entries.get(&cert.value)) else { continue };
        if exam.date.is_some() && exam.is_required && comes_later(prep, exam) {
            let message = format!("`{}` prepares `{}` and comes later", item.id.value, cert.value);
            found.push(too_late(cert.span, message, prep, exam));
        }
    }
}

fn too_late(span: Span, message: String, first: &Entry<'_>, then: &Entry<'_>) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(Code::NeedsLater, span, message);
    for entry in [first, then] {
        if let Some(date) = &entry.date {
            diagnostic = diagnostic.label(date.span, format!("`{}` is planned for {}", entry.id.value, date.text));
        }
    }
    diagnostic.hint(format!(
        "plan `{}` for {} or earlier, or `{}` for {} or later",
        first.id.value, then.window.end, then.id.value, first.window.end
    ))
}

fn undated(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let needs_date = |kind| matches!(kind, Kind::Certification | Kind::Project | Kind::Outreach);
    for entry in subject.entries.iter().filter(|entry| needs_date(entry.kind) && entry.is_required) {
        if entry.date.is_some() {
            continue;
        }
        // What items prepare is due with them.
        if entry.kind == Kind::Certification && !entry.is_work {
            continue;
        }
        let message = format!("`{}` has no month, so it is never due before the end of the plan", entry.id.value);
        let span = subject.places.key(entry.id.span, "title");
        found.push(
            Diagnostic::new(Code::UndatedEntry, span, message)
                .hint("add `month: 9`, `months: [9, 10]` or `due: 2027-08-31`, whichever is meant"),
        );
    }
}

fn idle(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let mut first_idle = None;
    let last = subject.head.months.value;
    for month in subject.calendar.numbers() {
        let is_idle = !subject.is_over(month) && !is_filled(subject, month);
        if is_idle && first_idle.is_none() {
            first_idle = Some(month);
        }
        let ends = if is_idle { month == last } else { true };
        if let (true, Some(first)) = (ends, first_idle) {
            report_idle(subject, first, if is_idle { month } else { month - 1 }, found);
            first_idle = None;
        }
    }
}

/// Returns whether something is planned for `month`, or its phase says what the month is for.
fn is_filled(subject: &Subject<'_>, month: u32) -> bool {
    let days = subject.calendar.months(month, month);
    let overlaps = |entry: &&Entry<'_>| entry.window.start <= days.end && entry.window.end >= days.start;
    let is_somewhen = |entry: &&Entry<'_>| entry.date.is_some() || entry.kind == Kind::Item;
    let key = month.to_string();
    let themes = subject.file.phases.iter().filter_map(|phase| phase.themes.as_ref());
    subject.entries.iter().filter(overlaps).any(|entry| is_somewhen(&entry))
        || themes.flat_map(|themes| &themes.0).any(|(number, _)| number.value == key)
}

fn report_idle(subject: &Subject<'_>, first: u32, last: u32, found: &mut Vec<Diagnostic>) {
    let message = format!("nothing is planned for {}", name(first, last));
    let phases = subject.file.phases.iter().map(|phase| &phase.months);
    let phase = phases.into_iter().find(|months| (months.value[0]..=months.value[1]).contains(&first));
    let span = phase.map_or(subject.head.months.span, |months| months.span);
    found.push(
        Diagnostic::new(Code::IdleMonths, span, message)
            .hint("plan an item, a project or an outreach entry for it, or end the plan earlier")
            .hint(format!("or say what the time is for: `themes: {{{first}: {{title: …}}}}` in its phase")),
    );
}

fn outside_phase(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for phase in &subject.file.phases {
        let [from, to] = phase.months.value;
        for item in &phase.items {
            let month = item.month.as_ref().map(|month| ([month.value; 2], month.span));
            let months = item.months.as_ref().map(|months| (months.value, months.span));
            let Some(([first, last], span)) = month.or(months) else { continue };
            if first >= from && last <= to {
                continue;
            }
            let message = format!("`{}` is planned for {}, outside of its phase", item.id.value, name(first, last));
            found.push(
                Diagnostic::new(Code::OutsidePhase, span, message)
                    .label(phase.months.span, format!("`{}` has {}", phase.id.value, name(from, to)))
                    .hint("move the item to the phase of that month, or widen `months` of the phase"),
            );
        }
    }
}
