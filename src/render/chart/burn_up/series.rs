//! A measured quantity over days.

use chrono::NaiveDate;

use crate::render::chart::{number, time};

/// Values by day, sorted, one per day; between the days either steps or straight lines.
#[derive(Debug, Clone)]
pub(super) struct Series(Vec<(i32, f64)>);

impl Series {
    /// Returns the points in order; of two on one day the later wins, and what is no number is
    /// left out.
    pub(super) fn new(points: &[(NaiveDate, f64)]) -> Self {
        let mut series: Vec<(i32, f64)> = vec![];
        let mut sorted = points.to_vec();
        sorted.sort_by_key(|(date, _)| *date);
        for (date, value) in sorted {
            let (day, Some(value)) = (time::day(date), number::tame(value)) else { continue };
            match series.last_mut() {
                Some(last) if last.0 == day => last.1 = value,
                _ => series.push((day, value)),
            }
        }
        Self(series)
    }

    /// Returns all values.
    pub(super) fn values(&self) -> impl Iterator<Item = f64> + '_ {
        self.0.iter().map(|(_, value)| *value)
    }

    /// Returns the value that was last reached by `day`; `None` before the first.
    pub(super) fn reached(&self, day: i32) -> Option<f64> {
        self.0.iter().take_while(|(other, _)| *other <= day).last().map(|(_, value)| *value)
    }

    /// Returns the value on the straight line between the points around `day`; the last value after
    /// the last point, `None` before the first.
    pub(super) fn between(&self, day: i32) -> Option<f64> {
        let after = self.0.partition_point(|(other, _)| *other <= day);
        let (from, low) = *self.0.get(after.checked_sub(1)?)?;
        let Some((to, high)) = self.0.get(after) else { return Some(low) };
        let share = (f64::from(day) - f64::from(from)) / (f64::from(*to) - f64::from(from));
        Some(low + (high - low) * share)
    }

    /// Returns the corners of the straight lines from `first` to `last`.
    pub(super) fn straight(&self, first: i32, last: i32) -> Vec<(i32, f64)> {
        let ends = |day: i32| self.between(day).map(|value| (day, value));
        let inner = self.0.iter().filter(|(day, _)| first < *day && *day < last).copied();
        ends(first).into_iter().chain(inner).chain(ends(last)).collect()
    }

    /// Returns the corners of the stairs from `first` to `last`.
    pub(super) fn stairs(&self, first: i32, last: i32) -> Vec<(i32, f64)> {
        let mut corners: Vec<(i32, f64)> = self.reached(first).map(|value| (first, value)).into_iter().collect();
        for (day, value) in self.0.iter().filter(|(day, _)| first < *day && *day <= last) {
            corners.extend(corners.last().map(|(_, before)| (*day, *before)));
            corners.push((*day, *value));
        }
        corners.extend(corners.last().map(|(_, value)| (last, *value)));
        corners
    }

    /// Returns the series with a zero on `day` where it has no value yet.
    pub(super) fn starting_at_zero(mut self, day: i32) -> Self {
        if self.reached(day).is_none() {
            self.0.insert(0, (day, 0.0));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series() -> Series {
        let day = |day: u32| NaiveDate::from_ymd_opt(2027, 1, day).expect("a date");
        Series::new(&[(day(11), 20.0), (day(1), f64::NAN), (day(1), 10.0), (day(11), 30.0)])
    }

    #[test]
    fn between_points_the_value_is_on_the_line_or_on_the_step() {
        let first = time::day(NaiveDate::from_ymd_opt(2027, 1, 1).expect("a date"));
        let check = |after: i32, step: Option<f64>, line: Option<f64>| {
            assert_eq!((series().reached(first + after), series().between(first + after)), (step, line), "{after}");
        };
        check(-1, None, None);
        check(0, Some(10.0), Some(10.0));
        check(5, Some(10.0), Some(20.0));
        check(10, Some(30.0), Some(30.0));
        check(99, Some(30.0), Some(30.0));
    }

    #[test]
    fn stairs_have_corners_and_lines_are_cut_at_the_edges() {
        let first = time::day(NaiveDate::from_ymd_opt(2027, 1, 1).expect("a date"));
        assert_eq!(
            series().stairs(first + 9, first + 11),
            [(first + 9, 10.0), (first + 10, 10.0), (first + 10, 30.0), (first + 11, 30.0)]
        );
        assert_eq!(series().straight(first + 5, first + 10), [(first + 5, 20.0), (first + 10, 30.0)]);
    }
}
