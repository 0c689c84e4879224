//! Months side by side: a column for each, with its value above it.
//!
//! Every month between the first and the last has its place, so that a month without anything is seen as one.

use chrono::{Datelike, NaiveDate};

use super::number::{coordinate, tame, written};
use super::svg::{Anchor, Frame, frame, line, text};
use super::{Chart, Table, fit, time};
use crate::words::{Words, word};

/// The most months that are shown.
const MOST: usize = 36;
/// From one column to the next, and the width of a column.
const PITCH: f64 = 62.0;
const COLUMN: f64 = 38.0;
/// The height of the viewBox, which is that of the calendar of activity.
const HEIGHT: f64 = 159.0;
/// Where the columns stand, and how high they are at most.
const GROUND: f64 = 116.0;
const TALLEST: f64 = 92.0;
/// A drawing of one month is wide enough for its name.
const LEAST_WIDTH: f64 = 130.0;

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Months {
    /// What it is called.
    pub title: String,
    /// What is counted, in the plural, as the head of a column has it.
    pub head: String,
    /// The same within a sentence.
    pub unit: String,
    /// The first day of each month with its value, in order; months that are left out have none.
    pub values: Vec<(NaiveDate, f64)>,
    /// The day of the last value: months up to it are shown.
    pub to: NaiveDate,
}

/// Draws `chart` with ids that start with `prefix`.
///
/// Classes: `axis` the ground, `column` a column, `key` its value, `tick` the months below.
pub fn draw(chart: &Months, prefix: &str, words: &Words) -> Chart {
    let months = months(chart);
    let summary = summary(chart, &months, words);
    let count = u32::try_from(months.len()).unwrap_or(u32::MAX);
    let size = ((f64::from(count) * PITCH).max(LEAST_WIDTH), HEIGHT);
    let most = months.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    let mut body = line("axis", &[(0.0, GROUND), (size.0, GROUND)]);
    let mut year = None;
    let mut left = 0.0;
    for (month, value) in &months {
        body += &column(*value, most, left, words);
        let middle = (left + PITCH / 2.0).max(fit::width(words.short_month(*month)) / 2.0);
        body += &text("tick", Anchor::Middle, (middle, GROUND + 20.0), words.short_month(*month));
        if year != Some(month.year()) {
            body += &text("tick", Anchor::Middle, (middle, GROUND + 38.0), &words.year(month.year()));
        }
        year = Some(month.year());
        left += PITCH;
    }
    let rows = months.iter().map(|(month, value)| vec![named(*month, words), written(*value, words)]).collect();
    let table = Table::new(&chart.title, &[(words.text(word!("chart.month")), false), (&chart.head, true)], rows);
    let drawn = Frame { prefix, size, title: &chart.title, description: &summary };
    Chart { svg: frame(&drawn, &body), table, summary, legend: vec![] }
}

/// Returns a column with its value above it; a stroke on the ground where there is none.
fn column(value: f64, most: f64, left: f64, words: &Words) -> String {
    let height = if most > 0.0 { TALLEST * value / most } else { 0.0 };
    let (x, y) = (left + (PITCH - COLUMN) / 2.0, GROUND - height);
    if value <= 0.0 {
        return line("axis", &[(x, GROUND - 1.0), (x + COLUMN, GROUND - 1.0)]);
    }
    let (width, tall) = (coordinate(COLUMN), coordinate(height.max(1.0)));
    let bar = format!(
        r#"<rect class="column" x="{}" y="{}" width="{width}" height="{tall}"/>"#,
        coordinate(x),
        coordinate(y.min(GROUND - 1.0))
    );
    bar + &text("key", Anchor::Middle, (left + PITCH / 2.0, (y - 6.0).max(15.0)), &written(value, words))
}

/// Returns every month that is shown with its value, 0 for those that have none.
fn months(chart: &Months) -> Vec<(NaiveDate, f64)> {
    let Some((first, _)) = chart.values.first() else { return vec![] };
    let starts = time::month_starts(*first, chart.to.max(*first), i32::MAX);
    let shown = &starts[starts.len().saturating_sub(MOST)..];
    let value = |month: &NaiveDate| {
        let of_month =
            chart.values.iter().filter(|(date, _)| (date.year(), date.month()) == (month.year(), month.month()));
        of_month.filter_map(|(_, value)| tame(*value)).sum()
    };
    shown.iter().map(|month| (*month, value(month))).collect()
}

fn summary(chart: &Months, months: &[(NaiveDate, f64)], words: &Words) -> String {
    let unit = chart.unit.as_str();
    let sum: f64 = months.iter().map(|(_, value)| value).sum();
    let most = months.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    match (months.first(), months.last(), most) {
        (Some((first, _)), Some((last, _)), Some((busiest, value))) if months.len() > 1 => {
            let values = [
                ("sum", &*written(sum, words)),
                ("unit", unit),
                ("first", &named(*first, words)),
                ("last", &named(*last, words)),
                ("month", &named(busiest, words)),
                ("most", &written(value, words)),
            ];
            words.with(word!("chart.months_sum"), &values)
        }
        (Some((first, _)), ..) => {
            let values = [("sum", &*written(sum, words)), ("unit", unit), ("month", &named(*first, words))];
            words.with(word!("chart.months_one"), &values)
        }
        _ => words.with(word!("chart.months_none"), &[("unit", unit)]),
    }
}

fn named(month: NaiveDate, words: &Words) -> String {
    words.date(word!("date.month"), month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn hours(values: Vec<(NaiveDate, f64)>, to: &str) -> Chart {
        let (title, head, unit) = ("Hours <by> month".into(), "Hours".into(), "hours".into());
        draw(&Months { title, head, unit, values, to: day(to) }, "hours", Words::english())
    }

    #[test]
    fn a_month_without_anything_keeps_its_place() {
        let chart = hours(vec![(day("2026-11-01"), 12.5), (day("2027-01-01"), 25.0)], "2027-02-10");
        assert_eq!(
            chart.table.rows,
            [["November 2026", "12.5"], ["December 2026", "0"], ["January 2027", "25"], ["February 2027", "0"]]
        );
        assert_eq!(chart.summary, "37.5 hours from November 2026 to February 2027, the most in January 2027: 25.");
        assert_eq!(chart.svg.matches("class=\"column\"").count(), 2, "{}", chart.svg);
        assert!(
            chart.svg.contains(r#"y="24" width="38" height="92""#),
            "the most is as high as it can be: {}",
            chart.svg
        );
        assert!(chart.svg.contains("Hours &lt;by&gt; month"), "{}", chart.svg);
    }

    #[test]
    fn extremes_are_drawn() {
        for chart in [
            hours(vec![], "2026-11-01"),
            hours(vec![(day("2026-11-01"), f64::NAN), (day("2026-12-01"), f64::INFINITY)], "2026-12-01"),
            hours(vec![(NaiveDate::MIN, 1.0)], "2026-12-01"),
            hours(vec![(NaiveDate::MAX, 1.0)], "2026-12-01"),
        ] {
            assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf\""), "{}", chart.svg);
            assert!(chart.table.rows.len() <= MOST);
        }
    }
}
