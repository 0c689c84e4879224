//! The plot of a burn-up: where a day and a value are, and the axes.

use chrono::{Datelike, NaiveDate};

use super::labels::Area;
use super::{Anchor, Data, Point, fit, line, text, time};
use crate::render::chart::number::ticks;
use crate::words::{Words, word};

/// The viewBox.
pub(super) const SIZE: (f64, f64) = (1100.0, 335.0);

/// The edges of the plot and what they stand for.
pub(super) struct Plot<'a> {
    words: &'a Words,
    first: i32,
    last: i32,
    ticks: Vec<f64>,
    left: f64,
    pub(super) right: f64,
    top: f64,
    pub(super) bottom: f64,
}

impl<'w> Plot<'w> {
    /// Returns the plot for `data`, with as much room beside it as the widest labels need.
    pub(super) fn of(data: &Data<'w>) -> Self {
        let earlier = || data.earlier.iter().flat_map(|(_, series)| series.values());
        let values = || data.planned.values().chain(data.earned.values()).chain(data.scope.values()).chain(earlier());
        let max = values().fold(0.0, f64::max);
        let ticks = ticks(max, values().all(|value| value.fract() == 0.0));
        let widest = |labels: Vec<String>| labels.iter().map(|label| fit::width(label)).fold(0.0, f64::max);
        let left = widest(ticks.iter().map(|tick| data.written(*tick)).collect()) + 14.0;
        let before = data.earlier.iter().map(|(name, series)| data.earlier_label(name, series));
        let now = [data.plan_label(), data.scope_label(), data.earned_label()];
        let right = widest(now.into_iter().chain(before).collect()) + 16.0;
        Self {
            words: data.words,
            first: data.first,
            last: data.last,
            ticks,
            left: left.ceil(),
            right: SIZE.0 - right.ceil(),
            top: 40.0,
            bottom: 284.0,
        }
    }

    /// Returns where `day` is.
    fn x(&self, day: i32) -> f64 {
        let share = f64::from(day - self.first) / f64::from(self.last - self.first);
        self.left + (self.right - self.left) * share.clamp(0.0, 1.0)
    }

    /// Returns where `value` is.
    fn y(&self, value: f64) -> f64 {
        let most = self.ticks.last().copied().unwrap_or(1.0);
        self.bottom - (self.bottom - self.top) * (value / most).clamp(0.0, 1.0)
    }

    /// Returns where the corners of a line are.
    pub(super) fn points(&self, corners: &[(i32, f64)]) -> Vec<Point> {
        corners.iter().map(|(day, value)| (self.x(*day), self.y(*value))).collect()
    }

    /// Returns whether a label at `x` belongs to those beside the plot.
    pub(super) fn is_at_right_edge(&self, x: f64) -> bool {
        self.right - x < 24.0
    }

    /// Returns where a label within the plot may be.
    pub(super) fn label_area(&self) -> Area {
        Area { left: self.left, right: SIZE.0, top: 4.0, bottom: self.bottom }
    }

    /// Returns the grid with its numbers, the months, and the unit at the top.
    pub(super) fn axes(&self, unit: &str) -> String {
        let mut axes = text("tick", Anchor::Start, (0.0, 15.0), unit);
        for tick in &self.ticks {
            let y = self.y(*tick);
            axes += &line("axis", &[(self.left, y), (self.right, y)]);
            axes += &text("tick", Anchor::End, (self.left - 10.0, y + 5.0), &super::written(*tick, self.words));
        }
        axes + &self.months()
    }

    /// Returns the months below the plot, with the year at the first and at each January.
    ///
    /// A plan that is too short for two months has its first and its last day instead.
    fn months(&self) -> String {
        let (from, to) = (time::date(self.first), time::date(self.last));
        let mut starts = time::month_starts(from, to, 20);
        starts.retain(|start| time::day(*start) >= self.first);
        if starts.len() < 2 {
            return self.tick(from, true, true) + &self.tick(to, true, from.year() != to.year());
        }
        let mut ticks = String::new();
        let mut year = None;
        for start in starts {
            ticks += &self.tick(start, false, year != Some(start.year()));
            year = Some(start.year());
        }
        ticks
    }

    /// Returns a mark at `date` with the name of the month, and the year below it.
    fn tick(&self, date: NaiveDate, with_day: bool, with_year: bool) -> String {
        let x = self.x(time::day(date));
        let month = || self.words.short_month(date).to_owned();
        let label = if with_day { self.words.date(word!("date.day"), date) } else { month() };
        let mut tick = line("axis", &[(x, self.bottom), (x, self.bottom + 6.0)]);
        let year = if with_year { self.words.year(date.year()) } else { String::new() };
        let half = fit::width(&label).max(fit::width(&year)) / 2.0;
        let middle = x.clamp(half, SIZE.0 - half);
        tick += &text("tick", Anchor::Middle, (middle, self.bottom + 24.0), &label);
        if with_year {
            tick += &text("tick", Anchor::Middle, (middle, self.bottom + 43.0), &year);
        }
        tick
    }
}
