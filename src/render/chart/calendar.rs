//! The activity calendar: the days on which something was published or proven.
//!
//! Weeks are columns with Monday on top. There is no streak and no goal in it: it shows when work
//! appeared, not how much a day was worth. Empty days are one path; a day with entries is a
//! rectangle of its own, with a `<title>` that names them.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::svg::{Anchor, Frame, frame, text};
use super::{Chart, LegendItem, Table, time, words};
use crate::render::label;

/// The most weeks that are shown.
const WEEKS: i32 = 53;
/// From one cell to the next, the size of a cell, and the radius of its corners.
const PITCH: i32 = 19;
const CELL: i32 = 16;
/// Where the cells begin.
const LEFT: i32 = 44;
const TOP: i32 = 26;
/// The height of the viewBox; it does not depend on the range, so that a page that sets the height of the
/// drawing has cells of one size. The width follows from the weeks that are shown.
const HEIGHT: i32 = TOP + 7 * PITCH;
/// A drawing of few weeks is wide enough for the name of its month.
const LEAST_WEEKS: i32 = 6;
/// Class and meaning of each level.
const LEVELS: [(&str, &str); 5] =
    [("c0", "none"), ("c1", "1 entry"), ("c2", "2 entries"), ("c3", "3 entries"), ("c4", "4 or more")];

/// What a calendar shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// The first day; at most 53 weeks before the end are shown.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// The titles of what was published or proven on each day; days outside the range are ignored.
    pub days: BTreeMap<NaiveDate, Vec<String>>,
}

/// Draws `chart` with ids that start with `prefix`.
///
/// Classes: `cell` and `c0` to `c4`, which the legend explains; `tick` the names beside the cells.
pub fn draw(chart: &Calendar, prefix: &str) -> Chart {
    let range = Range::of(chart);
    let entries: usize = range.busy(chart).map(|(_, titles)| titles.len()).sum();
    let days = counted(range.busy(chart).count(), "day", "days");
    let (from, to) = (time::written(time::date(range.first)), time::written(time::date(range.last)));
    let summary = format!("{} on {days} between {from} and {to}.", counted(entries, "entry", "entries"));
    let title = "Days with something published or proven";
    let size = (f64::from(range.width()), f64::from(HEIGHT));
    let body = range.names() + &range.empty_days(chart) + &range.busy_days(chart);
    let svg = frame(&Frame { prefix, size, title, description: &summary }, &body);
    Chart { svg, table: range.table(chart, title), summary, legend: legend() }
}

/// Returns the meaning of the classes of cells.
fn legend() -> Vec<LegendItem> {
    let item = |(class, label): &(&str, &str)| LegendItem { class: (*class).to_owned(), label: (*label).to_owned() };
    LEVELS.iter().map(item).collect()
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The days that are shown, as numbers.
struct Range {
    first: i32,
    last: i32,
    /// The Monday of the first column.
    monday: i32,
}

impl Range {
    fn of(chart: &Calendar) -> Self {
        let last = time::day(chart.to);
        let earliest = monday(last) - (WEEKS - 1) * 7;
        let first = time::day(chart.from).min(last).max(earliest).max(time::day(NaiveDate::MIN));
        Self { first, last, monday: monday(first) }
    }

    /// Returns the width of the viewBox.
    fn width(&self) -> i32 {
        let weeks = (self.last - self.monday) / 7 + 1;
        LEFT + weeks.clamp(LEAST_WEEKS, WEEKS) * PITCH
    }

    /// Returns the days of the range that have entries.
    fn busy<'a>(&self, chart: &'a Calendar) -> impl Iterator<Item = (i32, &'a Vec<String>)> {
        let range = self.first..=self.last;
        let days = chart.days.iter().map(|(date, titles)| (time::day(*date), titles));
        days.filter(move |(day, titles)| range.contains(day) && !titles.is_empty())
    }

    /// Returns the upper left corner of the cell of `day`.
    fn corner(&self, day: i32) -> (i32, i32) {
        let since = day - self.monday;
        (LEFT + since / 7 * PITCH, TOP + since % 7 * PITCH)
    }

    /// Returns one path for all days without entries.
    fn empty_days(&self, chart: &Calendar) -> String {
        let busy: Vec<i32> = self.busy(chart).map(|(day, _)| day).collect();
        let empty = (self.first..=self.last).filter(|day| busy.binary_search(day).is_err());
        let cell = |day: i32| {
            let (x, y) = self.corner(day);
            format!("M{} {y}h10q3 0 3 3v10q0 3-3 3h-10q-3 0-3-3v-10q0-3 3-3z", x + 3)
        };
        let cells: String = empty.map(cell).collect();
        if cells.is_empty() { cells } else { format!(r#"<path class="cell c0" d="{cells}"/>"#) }
    }

    /// Returns a rectangle for each day with entries.
    fn busy_days(&self, chart: &Calendar) -> String {
        let cell = |(day, titles): (i32, &Vec<String>)| {
            let (x, y) = self.corner(day);
            let class = LEVELS.get(titles.len()).unwrap_or(&LEVELS[4]).0;
            let names: Vec<String> = titles.iter().map(|title| label::escape(title)).collect();
            let (date, count) = (time::written(time::date(day)), counted(titles.len(), "entry", "entries"));
            let names = names.join("; ");
            format!(
                r#"<rect class="cell {class}" x="{x}" y="{y}" width="{CELL}" height="{CELL}" rx="3"><title>{date}, {count}: {names}</title></rect>"#
            )
        };
        self.busy(chart).map(cell).collect()
    }

    /// Returns the names of months above the columns and of days beside the rows.
    fn names(&self) -> String {
        let mut names = String::new();
        for (row, name) in [(0, "Mon"), (2, "Wed"), (4, "Fri")] {
            names += &text("tick", Anchor::Start, (0.0, f64::from(TOP + row * PITCH + 13)), name);
        }
        for (x, name) in self.month_names() {
            names += &text("tick", Anchor::Start, (x, 15.0), &name);
        }
        names
    }

    /// Returns the places and names of the months, the year at the first and at each January.
    ///
    /// A month stands above the column with its first day. The month in which the range begins has
    /// its name only when there is room before the next one.
    fn month_names(&self) -> Vec<(f64, String)> {
        let starts = time::month_starts(time::date(self.first), time::date(self.last), 60);
        let column = |start: &NaiveDate| f64::from(self.corner(time::day(*start).max(self.first)).0);
        let in_full = |start: &NaiveDate| format!("{} {}", time::short_month(*start), start.year());
        let cramped = match &starts[..] {
            [first, second, ..] => column(first) + words::width(&in_full(first)) + 8.0 > column(second),
            _ => false,
        };
        let mut names: Vec<(f64, String)> = vec![];
        for start in starts.iter().skip(usize::from(cramped)) {
            let with_year = names.is_empty() || start.month() == 1;
            let name = if with_year { in_full(start) } else { time::short_month(*start).to_owned() };
            // A range that ends in the first days of a month may have no room for its name.
            let x = column(start);
            let name = if x + words::width(&name) > f64::from(self.width()) {
                time::short_month(*start).to_owned()
            } else {
                name
            };
            if x + words::width(&name) <= f64::from(self.width()) {
                names.push((x, name));
            }
        }
        names
    }

    fn table(&self, chart: &Calendar, title: &str) -> Table {
        let starts = time::month_starts(time::date(self.first), time::date(self.last), 60);
        let rows = starts.iter().map(|start| {
            let month = time::day(*start)..=time::month_end(*start);
            let busy: Vec<usize> =
                self.busy(chart).filter(|(day, _)| month.contains(day)).map(|(_, titles)| titles.len()).collect();
            let name = format!("{} {}", time::long_month(*start), start.year());
            vec![name, busy.iter().sum::<usize>().to_string(), busy.len().to_string()]
        });
        Table::new(title, &[("Month", false), ("Entries", true), ("Days", true)], rows.collect())
    }
}

/// Returns the Monday of the week of `day`; day 1 was a Monday.
fn monday(day: i32) -> i32 {
    day - (day - 1).rem_euclid(7)
}
