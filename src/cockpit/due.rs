//! What is due: two months as calendars, and everything with a day as a list by months, with a button for each step.

use std::collections::BTreeMap;

use chrono::{Datelike as _, Months, NaiveDate};

use super::html::Html;
use super::{calendar, words};
use crate::owner::{Due, DueKind, OwnerReport, Step, StepKind, StepState};

/// Writes the section.
pub(super) fn write(html: &mut Html, report: &OwnerReport, token: &str) {
    super::section(html, "due", "Due", |html| {
        if report.due.is_empty() {
            super::nothing(html, "Nothing is due: everything with a day is done.");
        } else {
            html.within("div", &[("class", "dues")], |html| {
                html.within("div", &[("class", "calendars")], |html| calendars(html, report));
                html.within("div", &[], |html| list(html, report, token));
            });
        }
        done(html, report);
    });
}

/// Returns the anchor of a line.
pub(super) fn anchor(due: &Due) -> String {
    match due.kind {
        DueKind::Step(_) => format!("step-{}", due.id),
        kind => format!("{}-{}", kind.word(), due.id),
    }
}

/// Writes the current month and the next; before the plan begins, those of the first thing that is due.
fn calendars(html: &mut Html, report: &OwnerReport) {
    let first = report.due.iter().map(|due| due.date).find(|date| *date >= report.as_of);
    let is_far = |date: NaiveDate| words::month_number(date) > words::month_number(report.as_of) + 1;
    let start = first.filter(|date| is_far(*date)).unwrap_or(report.as_of);
    let start = start.with_day(1).unwrap_or(start);
    calendar::write(html, start, report.as_of, &report.due);
    if let Some(next) = start.checked_add_months(Months::new(1)) {
        calendar::write(html, next, report.as_of, &report.due);
    }
}

fn list(html: &mut Html, report: &OwnerReport, token: &str) {
    let (late, coming): (Vec<&Due>, Vec<&Due>) = report.due.iter().partition(|due| due.date < report.as_of);
    if !late.is_empty() {
        group(html, "Overdue", true, &late, report, token);
    }
    let mut months: BTreeMap<i32, Vec<&Due>> = BTreeMap::new();
    for due in coming {
        months.entry(words::month_number(due.date)).or_default().push(due);
    }
    for (index, dues) in months.values().enumerate() {
        let title = dues.first().map_or_else(String::new, |due| words::month(due.date));
        group(html, &title, index < 2, dues, report, token);
    }
}

fn group(html: &mut Html, title: &str, is_open: bool, dues: &[&Due], report: &OwnerReport, token: &str) {
    let open = [("class", "group"), ("open", "")];
    html.within("details", if is_open { &open } else { &open[..1] }, |html| {
        html.within("summary", &[], |html| {
            html.element("h3", &[], title);
            html.text(" ");
            html.element("span", &[("class", "count")], &dues.len().to_string());
        });
        html.within("ul", &[("class", "lines")], |html| {
            for due in dues {
                line(html, due, report, token);
            }
        });
    });
}

fn line(html: &mut Html, due: &Due, report: &OwnerReport, token: &str) {
    let step = report.step(&due.id).filter(|_| matches!(due.kind, DueKind::Step(_)));
    let class = format!("line {}", step.map_or("is-planned", |step| words::step_class(step.state)));
    html.within("li", &[("id", &anchor(due)), ("class", &class)], |html| {
        html.within("div", &[("class", "when")], |html| {
            html.element("time", &[("datetime", &due.date.to_string())], &words::day(due.date));
            match due.overdue_days {
                Some(days) => {
                    let days = words::count(days.try_into().unwrap_or(usize::MAX), "day");
                    html.element("span", &[("class", "late")], &format!("{days} overdue"));
                }
                None => html.element("span", &[], &words::distance(due.date, report.as_of)),
            }
        });
        html.within("div", &[("class", "what")], |html| {
            html.element("p", &[("class", "name")], &due.title);
            match step {
                Some(step) => facts(html, step, report),
                None => html.element("p", &[("class", "meta")], due.kind.word()),
            }
        });
        if let Some(step) = step {
            button(html, step, token);
        }
    });
}

/// Writes what is known of a step and what it lacks.
fn facts(html: &mut Html, step: &Step, report: &OwnerReport) {
    html.within("p", &[("class", "meta")], |html| {
        html.element("span", &[("class", "sign")], words::step(step.state));
        let mut facts = vec![step.kind.word().to_owned(), step.id.to_string()];
        facts.extend((step.hours > 0.0).then(|| words::hours(step.hours)));
        facts.extend((step.logged > 0.0).then(|| format!("{} logged", words::hours(step.logged))));
        facts.extend(step.is_private.then(|| "private".to_owned()));
        html.text(&format!(" · {}", facts.join(" · ")));
    });
    let missing: Vec<String> = step.missing.iter().map(|one| words::missing(one, report)).collect();
    let needs = step.needs.iter().map(|id| report.step(id).map_or_else(|| id.to_string(), |need| need.title.clone()));
    let needs: Vec<String> = needs.map(|need| format!("first: {need}")).collect();
    if missing.len() + needs.len() > 0 {
        html.within("details", &[("class", "missing")], |html| {
            html.element("summary", &[], &words::missing_count(missing.len(), needs.len()));
            html.list(&[missing, needs].concat());
        });
    }
}

/// Writes the button of a step: a goal is counted and cannot be ticked.
fn button(html: &mut Html, step: &Step, token: &str) {
    if step.kind == StepKind::Goal {
        return;
    }
    let (action, word) = if step.state == StepState::Claimed { ("untick", "Untick") } else { ("tick", "Tick") };
    html.within("form", &[("method", "post"), ("action", &format!("{}{action}", super::ROOT))], |html| {
        html.void("input", &[("type", "hidden"), ("name", "token"), ("value", token)]);
        html.void("input", &[("type", "hidden"), ("name", "id"), ("value", step.id.as_str())]);
        html.within("button", &[("type", "submit")], |html| {
            html.text(word);
            html.element("span", &[("class", "vh")], &format!(" {}", step.title));
        });
    });
}

/// Writes what was proven in the current month.
fn done(html: &mut Html, report: &OwnerReport) {
    let done: Vec<&Step> = report.month_steps().filter(|step| step.state.is_done()).collect();
    if done.is_empty() {
        return;
    }
    html.within("details", &[("class", "group")], |html| {
        html.within("summary", &[], |html| {
            html.element("h3", &[], "Proven this month");
            html.text(" ");
            html.element("span", &[("class", "count")], &done.len().to_string());
        });
        html.within("ul", &[("class", "lines")], |html| {
            for step in done {
                html.within("li", &[("id", &format!("step-{}", step.id)), ("class", "line is-proven")], |html| {
                    html.within("div", &[("class", "when")], |html| {
                        html.text(&step.proven_on.map(words::day).unwrap_or_default());
                    });
                    html.within("div", &[("class", "what")], |html| {
                        html.element("p", &[("class", "name")], &step.title);
                    });
                });
            }
        });
    });
}
