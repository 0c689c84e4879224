//! Hours: what there is to do in the months to come, against the hours that there are.

use super::html::Html;
use super::words;
use crate::owner::{MonthLoad, OwnerReport};

/// How many months are shown.
const MONTHS: usize = 6;

/// Writes the section.
pub(super) fn write(html: &mut Html, report: &OwnerReport) {
    super::section(html, "hours", "Hours", |html| {
        html.element("p", &[("class", "lead")], &logged(report));
        let coming: Vec<&MonthLoad> =
            report.months.iter().filter(|month| month.window.end >= report.as_of).take(MONTHS).collect();
        if coming.is_empty() {
            super::nothing(html, "No month of the plan is left.");
            return;
        }
        html.within(
            "div",
            &[("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", "Hours by month")],
            |html| {
                html.within("table", &[], |html| table(html, &coming));
            },
        );
        if coming.iter().all(|month| month.capacity.is_none()) {
            html.within("p", &[("class", "none")], |html| {
                html.text("How many hours there are is not known: set ");
                html.element("code", &[], "plan.private.week_hours");
                html.text(".");
            });
        }
    });
}

fn logged(report: &OwnerReport) -> String {
    let hours = &report.hours;
    let factor = hours
        .factor()
        .map_or_else(String::new, |factor| format!(" Of what is proven, an hour of the plan took {factor:.1}."));
    let month = format!(
        "This month {} of {} planned hours are logged; in all {} of {}.",
        words::hours(hours.logged_this_month),
        words::hours(hours.planned_this_month),
        words::hours(hours.logged),
        words::hours(hours.planned),
    );
    month + &factor
}

fn table(html: &mut Html, months: &[&MonthLoad]) {
    html.element("caption", &[("class", "vh")], "Hours to do and hours there are, by month");
    html.within("thead", &[], |html| {
        html.within("tr", &[], |html| {
            html.element("th", &[("scope", "col")], "Month");
            for head in ["To do", "There are", ""] {
                html.element("th", &[("scope", "col"), ("class", "n")], head);
            }
        });
    });
    html.within("tbody", &[], |html| {
        for month in months {
            html.within("tr", &[], |html| {
                html.within("th", &[("scope", "row")], |html| {
                    html.text(&month.window.start.format("%b %Y").to_string());
                    if let Some(theme) = &month.theme {
                        html.element("span", &[("class", "theme")], theme);
                    }
                });
                html.element("td", &[("class", "n")], &words::hours(month.open));
                let capacity = month.capacity.map_or_else(|| "–".to_owned(), words::hours);
                html.element("td", &[("class", "n")], &capacity);
                html.within("td", &[("class", "n")], |html| room(html, month));
            });
        }
    });
}

fn room(html: &mut Html, month: &MonthLoad) {
    let Some(capacity) = month.capacity else { return };
    if month.is_overloaded() {
        html.element("span", &[("class", "late")], &format!("{} too many", words::hours(month.open - capacity)));
    } else {
        html.text(&format!("{} free", words::hours(capacity - month.open)));
    }
}
