//! Dates as pages, feeds and structured data show them.

use chrono::{Days, NaiveDate};

use super::view::DateView;
use crate::words::{Words, word};

/// Returns `date` in the forms that a page needs.
pub fn view(words: &Words, date: NaiveDate) -> DateView {
    let written = |key| words.date(key, date);
    DateView { iso: date.to_string(), short: written(word!("date.short")), long: written(word!("date.long")) }
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
        assert_eq!(view(Words::english(), "2026-05-09".parse().unwrap()).short, "9 May 2026");
        assert_eq!(view(Words::english(), "2026-11-05".parse().unwrap()).long, "5 November 2026");
    }
}
