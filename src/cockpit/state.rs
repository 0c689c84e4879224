//! Where the plan stands: the state with its reasons, what to do next, the figures of the day.

use super::html::Html;
use super::words;
use crate::owner::{Action, ActionKind, OwnerReport};
use crate::site::schedule::Forecast;
use crate::words::Words;

/// Writes the section.
pub(super) fn write(html: &mut Html, report: &OwnerReport) {
    html.within("section", &[("id", "state"), ("class", "state"), ("aria-labelledby", "state-heading")], |html| {
        html.within("div", &[("class", "stand")], |html| {
            html.element("p", &[("class", "eyebrow")], &place(report));
            let class = words::schedule_class(report.schedule.state);
            html.element("h1", &[("id", "state-heading"), ("class", class)], words::schedule(report.schedule.state));
            html.element("p", &[("class", "of")], &report.title);
            html.within("ul", &[("class", "reasons")], |html| {
                report
                    .schedule
                    .reasons
                    .iter()
                    .for_each(|reason| html.element("li", &[], &reason.text(Words::english())));
            });
        });
        html.within("div", &[("class", "next")], |html| match &report.next {
            Some(action) => next(html, action, report),
            None => {
                html.element("h2", &[], "Next best action");
                html.element("p", &[], "Nothing: all that can be done is done.");
            }
        });
        figures(html, report);
    });
}

/// Returns where the day is in the plan.
fn place(report: &OwnerReport) -> String {
    let now = &report.now;
    let month = now.month.map(|month| format!("Month {month} of {}", now.months));
    let theme = now.theme.clone();
    let day = (1..=now.days).contains(&now.day).then(|| format!("day {} of {}", now.day, now.days));
    let parts: Vec<String> = [Some(words::day(report.as_of)), month, theme, day].into_iter().flatten().collect();
    parts.join(" · ")
}

fn next(html: &mut Html, action: &Action, report: &OwnerReport) {
    html.element("h2", &[], "Next best action");
    html.within("p", &[("class", "what")], |html| {
        html.text(verb(&action.kind));
        html.text(" ");
        html.link(&format!("#step-{}", action.id), &action.title);
    });
    html.within("p", &[], |html| html.prose(&action.reason));
    if let ActionKind::Publish(path) = &action.kind {
        html.element("pre", &[("tabindex", "0")], &format!("milepost publish {path}"));
    }
    let missing: Vec<String> =
        report.step(&action.id).iter().flat_map(|step| &step.missing).map(|one| words::missing(one, report)).collect();
    if !missing.is_empty() {
        html.element("p", &[("class", "label")], "Missing before it counts");
        html.list(&missing);
    }
}

fn verb(kind: &ActionKind) -> &'static str {
    match kind {
        ActionKind::Prove => "Prove",
        ActionKind::Publish(_) => "Publish the page on",
        ActionKind::Finish => "Finish",
        ActionKind::Start => "Start",
        ActionKind::Renew => "Renew",
    }
}

fn figures(html: &mut Html, report: &OwnerReport) {
    let schedule = &report.schedule;
    html.within("dl", &[("class", "figures")], |html| {
        let scope = format!("of {} proven", words::hours(schedule.scope));
        figure(html, &words::hours(schedule.earned_value), &scope);
        figure(html, &words::hours(schedule.planned_value), "planned by today");
        figure(html, &words::hours(schedule.committed), "due by today");
        if let Some(earned) = schedule.earned_schedule {
            let days = words::count(earned.variance_days.unsigned_abs().try_into().unwrap_or(usize::MAX), "day");
            let side = match earned.variance_days {
                0 => "earned schedule: even",
                days if days < 0 => "behind by earned schedule",
                _ => "ahead by earned schedule",
            };
            figure(html, &days, &format!("{side}, pace {:.2}", earned.performance));
        }
        let (end, remark) = report.forecast.map_or_else(|| ("–".to_owned(), "no forecast yet".to_owned()), forecast);
        figure(html, &end, &remark);
    });
}

fn figure(html: &mut Html, value: &str, what: &str) {
    html.within("div", &[], |html| {
        html.element("dt", &[], what);
        html.element("dd", &[], value);
    });
}

/// Returns when the plan ends, and what that is.
fn forecast(forecast: Forecast) -> (String, String) {
    let month = |day: chrono::NaiveDate| day.format("%b %Y").to_string();
    match (forecast.earliest(), forecast.latest()) {
        (Some(first), Some(last)) if month(first) == month(last) => {
            (month(first), "forecast end at this pace".to_owned())
        }
        (Some(first), Some(last)) => (format!("{}–{}", month(first), month(last)), "forecast end".to_owned()),
        (Some(first), None) => {
            (format!("{} or never", month(first)), "forecast end; the recent pace is nothing".to_owned())
        }
        (None, _) => ("never".to_owned(), "forecast end at this pace".to_owned()),
    }
}
