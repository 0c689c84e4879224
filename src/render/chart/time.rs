//! Days as numbers, months as ticks.
//!
//! Days are counted from the common era, so that no arithmetic on dates can overflow.

use chrono::{Datelike, NaiveDate};

/// Returns the number of the day.
pub(super) fn day(date: NaiveDate) -> i32 {
    date.num_days_from_ce()
}

/// Returns the date of a day, or the nearest that there is.
pub(super) fn date(day: i32) -> NaiveDate {
    let nearest = if day < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
    NaiveDate::from_num_days_from_ce_opt(day).unwrap_or(nearest)
}

/// Returns the first days of months from `from` to `to`, the month of `from` first, with so many
/// months between them that there are at most `most`.
pub(super) fn month_starts(from: NaiveDate, to: NaiveDate, most: i32) -> Vec<NaiveDate> {
    let (first, last) = (month_number(from), month_number(to));
    let step = month_step(last - first, most);
    let mut starts = vec![];
    let mut month = first;
    while month <= last {
        starts.extend(month_start(month));
        month += step;
    }
    starts
}

/// Returns the last day of the month of `date`, as a number.
pub(super) fn month_end(date: NaiveDate) -> i32 {
    month_start(month_number(date) + 1).map_or(day(NaiveDate::MAX), |next| day(next) - 1)
}

/// Returns the months since the year 0.
fn month_number(date: NaiveDate) -> i32 {
    date.year() * 12 + date.month0().cast_signed()
}

fn month_start(month: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(month.div_euclid(12), month.rem_euclid(12).cast_unsigned() + 1, 1)
}

/// Returns the months between ticks: a part of a year, or 1, 2, 5, 10, … years.
fn month_step(months: i32, most: i32) -> i32 {
    let years = (0..6).flat_map(|power| [12, 24, 60].map(|step| step * 10_i32.pow(power)));
    [1, 2, 3, 6].into_iter().chain(years).find(|step| months / step < most).unwrap_or(i32::MAX / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a date")
    }

    #[test]
    fn a_month_ends_with_its_last_day() {
        assert_eq!(date(month_end(ymd(2028, 2, 3))), ymd(2028, 2, 29));
    }

    #[test]
    fn long_ranges_have_few_ticks() {
        assert_eq!(month_starts(ymd(2026, 12, 15), ymd(2027, 3, 1), 24).len(), 4);
        assert_eq!(month_starts(ymd(2020, 1, 1), ymd(2029, 12, 31), 24).len(), 20);
        let all = month_starts(NaiveDate::MIN, NaiveDate::MAX, 24);
        assert!((2..=24).contains(&all.len()), "{}", all.len());
    }

    #[test]
    fn the_ends_of_time_do_not_overflow() {
        assert_eq!(date(day(NaiveDate::MAX)), NaiveDate::MAX);
        assert_eq!(date(day(NaiveDate::MIN)), NaiveDate::MIN);
        assert_eq!(date(month_end(NaiveDate::MAX)), NaiveDate::MAX);
    }
}
