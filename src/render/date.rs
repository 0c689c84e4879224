//! Dates as pages, feeds and structured data show them.

use chrono::{Datelike, Days, NaiveDate};

use super::view::DateView;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns the name of the month of `date`.
pub fn month_name(date: NaiveDate) -> &'static str {
    MONTHS[date.month0() as usize]
}

/// Returns the name of a month, from 1, in three letters; that of December for what is none.
pub fn short_month(month: u32) -> &'static str {
    let name = MONTHS[(month.clamp(1, 12) - 1) as usize];
    name.get(..3).unwrap_or(name)
}

/// Returns `date` in the forms that a page needs.
pub fn view(date: NaiveDate) -> DateView {
    let (day, year, month) = (date.day(), date.year(), month_name(date));
    let short = short_month(date.month());
    DateView { iso: date.to_string(), short: format!("{day} {short} {year}"), long: format!("{day} {month} {year}") }
}

/// Returns the date `days` before `date`, or the earliest there is.
pub fn days_before(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_out() {
        assert_eq!(view("2026-05-09".parse().unwrap()).short, "9 May 2026");
        assert_eq!(view("2026-11-05".parse().unwrap()).long, "5 November 2026");
    }
}
