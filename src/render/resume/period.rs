//! From when to when, in words.

use chrono::{Datelike, NaiveDate};

use crate::plan::resume::{PartialDate, Period};
use crate::render::view::PeriodView;
use crate::words::{Words, word};

/// Returns a period as `Mar 2022 to now`.
pub(super) fn view(w: &Words, period: Period) -> PeriodView {
    let label = match (period.start, period.end) {
        (Some(start), Some(end)) if written(w, start) == written(w, end) => written(w, start),
        (Some(start), Some(end)) => {
            w.with(word!("period.to"), &[("start", &written(w, start)), ("end", &written(w, end))])
        }
        (Some(start), None) if period.is_open => w.with(word!("period.to_now"), &[("start", &written(w, start))]),
        (Some(date), None) | (None, Some(date)) => written(w, date),
        (None, None) => String::new(),
    };
    let iso = |date: PartialDate| date.to_string();
    PeriodView { label, start: period.start.map(iso), end: period.end.map(iso) }
}

/// Returns the months in which the plan is studied.
pub(super) fn of_plan(words: &Words, (first, last): (NaiveDate, NaiveDate), as_of: NaiveDate) -> PeriodView {
    let month = |day: NaiveDate| PartialDate { year: day.year(), month: Some(day.month()), day: None };
    let end = (as_of > last).then(|| month(last));
    view(words, Period { start: Some(month(first)), end, is_open: end.is_none() })
}

/// Returns `2024`, `Mar 2024`; a day is too exact for a résumé, and is shown as its month.
fn written(words: &Words, date: PartialDate) -> String {
    let first = date.month.and_then(|month| NaiveDate::from_ymd_opt(date.year, month, 1));
    first.map_or_else(|| words.year(date.year), |first| words.date(word!("date.mon"), first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: Option<u32>) -> PartialDate {
        PartialDate { year, month, day: None }
    }

    #[track_caller]
    fn check(start: Option<PartialDate>, end: Option<PartialDate>, is_open: bool, expected: &str) {
        assert_eq!(view(Words::english(), Period { start, end, is_open }).label, expected);
    }

    #[test]
    fn a_period_says_no_more_than_is_known() {
        check(Some(date(2021, None)), Some(date(2023, None)), false, "2021 to 2023");
        check(Some(date(2021, None)), Some(date(2021, None)), false, "2021");
        check(Some(date(2022, Some(3))), None, true, "Mar 2022 to now");
        check(None, Some(date(2020, None)), false, "2020");
        check(Some(date(2020, None)), None, false, "2020");
    }

    #[test]
    fn the_plan_goes_on_until_its_last_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let bounds = (day("2026-07-01"), day("2027-09-30"));
        assert_eq!(of_plan(Words::english(), bounds, day("2026-11-28")).label, "Jul 2026 to now");
        assert_eq!(of_plan(Words::english(), bounds, day("2027-10-01")).label, "Jul 2026 to Sep 2027");
    }
}
