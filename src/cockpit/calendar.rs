//! A month as a calendar: its weeks from Monday to Sunday, with the days on which something is due.

use std::collections::BTreeMap;

use chrono::{Datelike as _, Days, NaiveDate};

use super::html::Html;
use super::words;
use crate::owner::Due;

/// The days of a week, short and in full.
const WEEK: [(&str, &str); 7] = [
    ("Mo", "Monday"),
    ("Tu", "Tuesday"),
    ("We", "Wednesday"),
    ("Th", "Thursday"),
    ("Fr", "Friday"),
    ("Sa", "Saturday"),
    ("Su", "Sunday"),
];

/// Writes the month of `first` with the days of `due`.
pub(super) fn write(html: &mut Html, first: NaiveDate, as_of: NaiveDate, due: &[Due]) {
    let mut days: BTreeMap<NaiveDate, Vec<&Due>> = BTreeMap::new();
    for one in due {
        days.entry(one.date).or_default().push(one);
    }
    html.within("table", &[("class", "calendar")], |html| {
        html.element("caption", &[], &words::month(first));
        html.within("thead", &[], |html| {
            html.within("tr", &[], |html| {
                for (short, long) in WEEK {
                    html.element("th", &[("scope", "col"), ("abbr", long)], short);
                }
            });
        });
        html.within("tbody", &[], |html| {
            for week in weeks(first) {
                html.within("tr", &[], |html| {
                    for day in week {
                        cell(html, day, as_of, day.and_then(|day| days.get(&day)));
                    }
                });
            }
        });
    });
}

fn cell(html: &mut Html, day: Option<NaiveDate>, as_of: NaiveDate, due: Option<&Vec<&Due>>) {
    let Some(day) = day else { return html.element("td", &[], "") };
    let is_today = [("aria-current", "date")];
    let attributes = if day == as_of { &is_today[..] } else { &[] };
    html.within("td", attributes, |html| {
        let number = day.day().to_string();
        let Some(first) = due.and_then(|due| due.first()) else { return html.text(&number) };
        let titles: Vec<&str> = due.iter().flat_map(|due| due.iter()).map(|one| one.title.as_str()).collect();
        let (href, title) = (format!("#{}", super::due::anchor(first)), titles.join("; "));
        let label = format!("{}: {title}", words::day(day));
        html.element("a", &[("href", &href), ("title", &title), ("aria-label", &label)], &number);
    });
}

/// Returns the weeks of the month of `first`; days of other months are `None`.
fn weeks(first: NaiveDate) -> Vec<[Option<NaiveDate>; 7]> {
    let first = first.with_day(1).unwrap_or(first);
    let mut weeks: Vec<[Option<NaiveDate>; 7]> = Vec::new();
    let mut day = Some(first);
    while let Some(today) = day.filter(|day| day.month() == first.month()) {
        let column = today.weekday().num_days_from_monday() as usize;
        if column == 0 || weeks.is_empty() {
            weeks.push([None; 7]);
        }
        if let Some(week) = weeks.last_mut() {
            week[column] = Some(today);
        }
        day = today.checked_add_days(Days::new(1));
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_hold_every_day_once() {
        for (first, before, rows) in [("2027-02-01", 0, 4), ("2028-02-29", 1, 5), ("2026-08-15", 5, 6)] {
            let weeks = weeks(first.parse().unwrap());
            assert_eq!(weeks.len(), rows, "{first}");
            assert_eq!(weeks[0].iter().take_while(|day| day.is_none()).count(), before, "{first}");
            let days: Vec<u32> = weeks.iter().flatten().flatten().map(chrono::Datelike::day).collect();
            assert!(days.iter().zip(1..).all(|(day, number)| *day == number), "{days:?}");
        }
    }
}
