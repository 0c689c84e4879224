//! The activity calendar: the days on which something was published or proven.
//!
//! Weeks are columns with Monday on top. There is no streak and no goal in it: it shows when work
//! appeared, not how much a day was worth. Empty days are one path; a day with entries is a
//! rectangle of its own, with a `<title>` that names them.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::svg::{Anchor, Frame, frame, text};
use super::{Chart, LegendItem, Table, fit, time};
use crate::render::label;
use crate::words::{Words, word};

/// The most weeks that are shown.
const WEEKS: i32 = 53;
/// From one cell to the next, the size of a cell, and the radius of its corners.
const PITCH: i32 = 19;
const CELL: i32 = 16;
/// Where the cells begin.
const LEFT: i32 = 44;
const TOP: i32 = 26;
/// The least room between the names of two months.
const GAP: f64 = 8.0;
/// The height of the viewBox; it does not depend on the range, so that a page that sets the height of the
/// drawing has cells of one size. The width follows from the weeks that are shown.
const HEIGHT: i32 = TOP + 7 * PITCH;
/// A drawing of few weeks is wide enough for the name of its month.
const LEAST_WEEKS: i32 = 6;
/// The class of each level, which is a number of entries; the last is for more as well.
const LEVELS: [&str; 5] = ["c0", "c1", "c2", "c3", "c4"];

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
pub fn draw(chart: &Calendar, prefix: &str, words: &Words) -> Chart {
    let range = Range::of(chart, words);
    let entries: usize = range.busy(chart).map(|(_, titles)| titles.len()).sum();
    let values = [
        ("entries", words.count(word!("count.entries"), entries)),
        ("days", words.count(word!("count.days"), range.busy(chart).count())),
        ("start", words.date(word!("date.short"), time::date(range.first))),
        ("end", words.date(word!("date.short"), time::date(range.last))),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let summary = words.with(word!("chart.activity_summary"), &values);
    let title = words.text(word!("chart.activity"));
    let size = (f64::from(range.width()), f64::from(HEIGHT));
    let body = range.names() + &range.empty_days(chart) + &range.busy_days(chart);
    let svg = frame(&Frame { prefix, size, title, description: &summary }, &body);
    Chart { svg, table: range.table(chart, title), summary, legend: legend(words) }
}

/// Returns the meaning of the classes of cells.
fn legend(words: &Words) -> Vec<LegendItem> {
    let label = |level: usize| match level {
        0 => words.text(word!("chart.none")).to_owned(),
        level if level + 1 == LEVELS.len() => words.with(word!("chart.or_more"), &[("n", &words.whole(level))]),
        level => words.count(word!("count.entries"), level),
    };
    let item = |(level, class): (usize, &&str)| LegendItem { class: (*class).to_owned(), label: label(level) };
    LEVELS.iter().enumerate().map(item).collect()
}

/// The days that are shown, as numbers.
struct Range<'a> {
    words: &'a Words,
    first: i32,
    last: i32,
    /// The Monday of the first column.
    monday: i32,
}

impl<'w> Range<'w> {
    fn of(chart: &Calendar, words: &'w Words) -> Self {
        let last = time::day(chart.to);
        let earliest = monday(last) - (WEEKS - 1) * 7;
        let first = time::day(chart.from).min(last).max(earliest).max(time::day(NaiveDate::MIN));
        Self { words, first, last, monday: monday(first) }
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
            let class = LEVELS.get(titles.len()).unwrap_or(&LEVELS[4]);
            let names: Vec<&str> = titles.iter().map(String::as_str).collect();
            let values = [
                ("date", &*self.words.date(word!("date.short"), time::date(day))),
                ("count", &self.words.count(word!("count.entries"), titles.len())),
                ("titles", &names.join(self.words.text(word!("list.semicolon")))),
            ];
            let title = label::escape(&self.words.with(word!("chart.day"), &values));
            format!(
                r#"<rect class="cell {class}" x="{x}" y="{y}" width="{CELL}" height="{CELL}" rx="3"><title>{title}</title></rect>"#
            )
        };
        self.busy(chart).map(cell).collect()
    }

    /// Returns the names of months above the columns and of days beside the rows.
    fn names(&self) -> String {
        let mut names = String::new();
        let days = [(0, word!("weekday.monday")), (2, word!("weekday.wednesday")), (4, word!("weekday.friday"))];
        for (row, name) in days {
            names += &text("tick", Anchor::Start, (0.0, f64::from(TOP + row * PITCH + 13)), self.words.text(name));
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
        let in_full = |start: &NaiveDate| self.words.date(word!("date.mon"), *start);
        let cramped = match &starts[..] {
            [first, second, ..] => column(first) + fit::width(self.words.short_month(*first)) + GAP > column(second),
            _ => false,
        };
        let mut names: Vec<(f64, String)> = vec![];
        let mut has_year = false;
        for start in starts.iter().skip(usize::from(cramped)) {
            let full = (!has_year || start.month() == 1).then(|| in_full(start));
            // The year is left out where the next name begins, and a range that ends in the first days of a month may
            // have no room for its name at all.
            let x = column(start);
            let next =
                starts.iter().find(|next| *next > start).map_or(f64::from(self.width()), |next| column(next) - GAP);
            let full = full.filter(|name| x + fit::width(name) <= next);
            has_year |= full.is_some();
            let name = full.unwrap_or_else(|| self.words.short_month(*start).to_owned());
            if x + fit::width(&name) <= f64::from(self.width()) {
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
            let name = self.words.date(word!("date.month"), *start);
            vec![name, self.words.whole(busy.iter().sum::<usize>()), self.words.whole(busy.len())]
        });
        let head = |key| self.words.text(key);
        let columns = [
            (head(word!("chart.month")), false),
            (head(word!("chart.entries")), true),
            (head(word!("chart.days")), true),
        ];
        Table::new(title, &columns, rows.collect())
    }
}

/// Returns the Monday of the week of `day`; day 1 was a Monday.
fn monday(day: i32) -> i32 {
    day - (day - 1).rem_euclid(7)
}
