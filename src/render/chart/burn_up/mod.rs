//! The burn-up: work proven over time against the plan.
//!
//! A solid line with a soft area shows what is earned, as stairs, because a proof counts from its
//! day; a dashed line shows the plan, a hairline the scope. The lines carry their names at their
//! ends, so that there is no legend to look up. [`draw`] puts the data into a `series` each, lays them
//! out on the `plot`, and finds places for the `labels`.

mod labels;
mod plot;
mod series;

use chrono::NaiveDate;

use super::number::written;
use super::svg::{Anchor, Frame, circle, frame, line, polyline, text};
use super::{Chart, Table, fit, time};
use crate::render::label;
use crate::words::{Key, Words, word};
use labels::{Area, push_apart};
use plot::{Plot, SIZE};
use series::Series;

/// What a burn-up shows. Values are cumulative, in `unit`; those below zero count as zero.
#[derive(Debug, Clone, PartialEq)]
pub struct BurnUp {
    /// The first day of the plan.
    pub start: NaiveDate,
    /// The last day of the plan. When `as_of` is later, the chart goes on for up to a quarter of the
    /// plan's length.
    pub end: NaiveDate,
    /// The day up to which `earned` is known.
    pub as_of: NaiveDate,
    /// What was to be reached by each day; straight lines between.
    pub planned: Vec<(NaiveDate, f64)>,
    /// What was reached on each day; holds until the next. Points after `as_of` are not shown.
    pub earned: Vec<(NaiveDate, f64)>,
    /// How much there is to do from each day on.
    pub scope: Vec<(NaiveDate, f64)>,
    /// What the plan was before, earliest first: what to call it, and what was to be reached by each day.
    pub earlier: Vec<(String, Vec<(NaiveDate, f64)>)>,
    /// What is counted, in the plural: `hours`, `items`.
    pub unit: String,
}

/// Draws `chart` with ids that start with `prefix`.
///
/// Classes: `axis` grid, `plan`, `earlier`, `scope`, `done` and `area` lines, `dot` the last value, `key` its
/// label, `tick` the numbers at the axes.
pub fn draw(chart: &BurnUp, prefix: &str, words: &Words) -> Chart {
    let data = Data::of(chart, words);
    let summary = data.summary();
    let title = words.with(word!("chart.burn_up"), &[("unit", &data.unit)]);
    let drawn = Frame { prefix, size: SIZE, title: &title, description: &summary };
    Chart { svg: frame(&drawn, &data.body()), table: data.table(&title), summary, legend: vec![] }
}

/// The series in days, and the days that are shown.
struct Data<'a> {
    words: &'a Words,
    first: i32,
    /// The last day of the plan.
    end: i32,
    /// The last day that is shown; after `first`.
    last: i32,
    as_of: i32,
    planned: Series,
    earned: Series,
    scope: Series,
    earlier: Vec<(String, Series)>,
    unit: String,
}

impl<'w> Data<'w> {
    fn of(chart: &BurnUp, words: &'w Words) -> Self {
        let first = time::day(chart.start);
        let end = time::day(chart.end).max(first);
        let as_of = time::day(chart.as_of);
        let overrun = as_of.min(end + (end - first) / 4);
        Self {
            words,
            first,
            end,
            last: end.max(overrun).max(first + 1),
            as_of,
            planned: Series::new(&chart.planned),
            earned: Series::new(&chart.earned).starting_at_zero(first),
            scope: Series::new(&chart.scope),
            earlier: chart.earlier.iter().map(|(name, points)| (name.clone(), Series::new(points))).collect(),
            unit: fit::shorten(&chart.unit, 300.0),
        }
    }

    /// Returns what was earned by `as_of`; `None` when the plan has not begun.
    fn earned_now(&self) -> Option<f64> {
        if self.as_of < self.first { None } else { self.earned.reached(self.as_of) }
    }

    fn summary(&self) -> String {
        let unit = self.unit.as_str();
        let day = |day| self.words.date(word!("date.short"), time::date(day));
        let Some(earned) = self.earned_now() else {
            let goal = self.written(self.planned.between(self.end).unwrap_or(0.0));
            let values = [("start", &*day(self.first)), ("goal", &goal), ("unit", unit), ("end", &day(self.end))];
            return self.words.with(word!("chart.starts"), &values);
        };
        let (scope, plan) = (self.scope.reached(self.as_of), self.planned.between(self.as_of));
        let key = match (scope, plan) {
            (None, None) => word!("chart.reached"),
            (Some(_), None) => word!("chart.reached_of"),
            (None, Some(_)) => word!("chart.reached_plan"),
            (Some(_), Some(_)) => word!("chart.reached_of_plan"),
        };
        let number = |value: Option<f64>| value.map(|value| self.written(value)).unwrap_or_default();
        let (earned, scope, plan) = (self.written(earned), number(scope), number(plan));
        let values = [
            ("earned", earned.as_str()),
            ("scope", &scope),
            ("unit", unit),
            ("date", &day(self.as_of)),
            ("plan", &plan),
        ];
        self.words.with(key, &values)
    }

    /// Returns `value` as people write it.
    fn written(&self, value: f64) -> String {
        written(value, self.words)
    }

    fn table(&self, title: &str) -> Table {
        let starts = time::month_starts(time::date(self.first), time::date(self.last), 120);
        let ends = starts.iter().skip(1).map(|next| time::day(*next) - 1).chain([self.last]);
        let rows = starts.iter().zip(ends).map(|(start, end)| self.row(time::day(*start), end)).collect();
        let heads = [
            (self.words.text(word!("chart.month")), false),
            (self.words.text(word!("chart.planned")), true),
            (self.words.text(word!("chart.proven")), true),
            (self.words.text(word!("chart.scope")), true),
        ];
        let earlier = self.earlier.iter().map(|(name, _)| (name.as_str(), true));
        Table::new(title, &heads.into_iter().chain(earlier).collect::<Vec<_>>(), rows)
    }

    /// Returns the values at the end of the period from `start` to `end`.
    fn row(&self, start: i32, end: i32) -> Vec<String> {
        let month = self.words.date(word!("date.month"), time::date(end));
        let shown = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| self.written(value));
        let earned = if start > self.as_of { None } else { self.earned.reached(end.min(self.as_of)) };
        let known = [month, shown(self.planned.between(end)), shown(earned), shown(self.scope.reached(end))];
        known.into_iter().chain(self.earlier.iter().map(|(_, series)| shown(series.between(end)))).collect()
    }

    fn body(&self) -> String {
        let plot = Plot::of(self);
        let planned = plot.points(&self.planned.straight(self.first, self.last));
        let scope = plot.points(&self.scope.stairs(self.first, self.last));
        let until = self.as_of.min(self.last);
        let earned = if until < self.first { vec![] } else { plot.points(&self.earned.stairs(self.first, until)) };
        let mut body = plot.axes(&self.unit);
        body += &area(&plot, &earned);
        body += &line("scope", &scope);
        for (_, series) in &self.earlier {
            body += &line("earlier", &plot.points(&series.straight(self.first, self.last)));
        }
        body += &line("plan", &planned);
        body += &line("done", &earned);
        body += &earned.last().map(|end| circle("dot", *end, 5.0)).unwrap_or_default();
        body + &self.labels(&plot, &planned, &scope, &earned)
    }

    /// Returns the labels at the right edge and the one at the dot.
    fn labels(&self, plot: &Plot<'_>, planned: &[Point], scope: &[Point], earned: &[Point]) -> String {
        let mut ends: Vec<(&str, String, f64)> = vec![];
        ends.extend(scope.last().map(|(_, y)| ("", self.scope_label(), *y)));
        ends.extend(planned.last().map(|(_, y)| ("", self.plan_label(), *y)));
        let earlier = self.earlier.iter().filter_map(|(name, series)| {
            let (_, y) = *plot.points(&series.straight(self.first, self.last)).last()?;
            Some(("", self.earlier_label(name, series), y))
        });
        ends.extend(earlier);
        let dot = earned.last().copied();
        let beside = dot.filter(|(x, _)| plot.is_at_right_edge(*x));
        ends.extend(beside.map(|(_, y)| ("key", self.earned_label(), y)));
        let wanted: Vec<f64> = ends.iter().map(|(.., y)| y + 5.0).collect();
        let x = plot.right + 12.0;
        let mut placed = String::new();
        let mut taken = vec![];
        for ((class, label, _), y) in ends.iter().zip(push_apart(&wanted, 16.0, plot.bottom + 5.0)) {
            placed += &text(class, Anchor::Start, (x, y), label);
            taken.push(Area::of_text(x, y, fit::width(label)));
        }
        if let (Some(dot), None) = (dot, beside) {
            placed += &label_at_dot(plot, &self.earned_label(), dot, &taken, &[planned, scope, earned]);
        }
        placed
    }

    fn label(&self, key: Key, value: Option<f64>) -> String {
        self.words.with(key, &[("n", &self.written(value.unwrap_or(0.0)))])
    }

    fn plan_label(&self) -> String {
        self.label(word!("chart.plan_label"), self.planned.between(self.last))
    }

    fn scope_label(&self) -> String {
        self.label(word!("chart.scope_label"), self.scope.reached(self.last))
    }

    fn earned_label(&self) -> String {
        self.label(word!("chart.proven_label"), self.earned_now())
    }

    /// Returns the label of what the plan was.
    fn earlier_label(&self, name: &str, series: &Series) -> String {
        format!("{} {}", fit::shorten(name, 120.0), self.written(series.between(self.last).unwrap_or(0.0)))
    }
}

/// A place in the drawing.
type Point = (f64, f64);

/// Returns the area below the earned line.
fn area(plot: &Plot<'_>, earned: &[Point]) -> String {
    let (Some(first), Some(last)) = (earned.first(), earned.last()) else { return String::new() };
    let mut around = vec![(first.0, plot.bottom)];
    around.extend(earned);
    around.push((last.0, plot.bottom));
    format!(r#"<path class="area" d="{}z"/>"#, polyline(&around))
}

/// Returns the label of the dot on the side of it where it covers least.
///
/// Curves that rise leave room above on the left and below on the right, so these come first.
fn label_at_dot(plot: &Plot<'_>, label: &str, (x, y): Point, taken: &[Area], lines: &[&[Point]]) -> String {
    let width = fit::width(&label::clean(label));
    let places = [
        (x - 6.0 - width, y - 13.0),
        (x + 12.0, y + 18.0),
        (x + 12.0, y + 5.0),
        (x + 8.0, y - 13.0),
        (x + 2.0, y - 32.0),
        (x + 2.0, y - 54.0),
        (x - 12.0 - width, y + 22.0),
    ];
    let cost = |(x, y): &Point| {
        let area = Area::of_text(*x, *y, width);
        let outside = u32::from(!plot.label_area().holds(&area)) * 100;
        let covered = taken.iter().map(|other| u32::from(other.meets(&area)) * 10).sum::<u32>();
        let crossed = lines.iter().map(|line| u32::from(area.is_crossed_by(line))).sum::<u32>();
        outside + covered + crossed
    };
    let best = places.into_iter().min_by_key(cost).unwrap_or((x, y));
    text("key", Anchor::Start, best, label)
}
