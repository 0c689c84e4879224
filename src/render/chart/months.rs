//! Months side by side: a column for each, with its value above it.
//!
//! Every month between the first and the last has its place, so that a month without anything is seen as one.

use chrono::{Datelike, NaiveDate};

use super::number::{coordinate, tame, written};
use super::svg::{Anchor, Frame, frame, line, text};
use super::{Chart, Table, time, words};

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
    /// What is counted, in the plural, with a capital letter.
    pub unit: String,
    /// The first day of each month with its value, in order; months that are left out have none.
    pub values: Vec<(NaiveDate, f64)>,
    /// The day of the last value: months up to it are shown.
    pub to: NaiveDate,
}

/// Draws `chart` with ids that start with `prefix`.
///
/// Classes: `axis` the ground, `column` a column, `key` its value, `tick` the months below.
pub fn draw(chart: &Months, prefix: &str) -> Chart {
    let months = months(chart);
    let summary = summary(chart, &months);
    let count = u32::try_from(months.len()).unwrap_or(u32::MAX);
    let size = ((f64::from(count) * PITCH).max(LEAST_WIDTH), HEIGHT);
    let most = months.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    let mut body = line("axis", &[(0.0, GROUND), (size.0, GROUND)]);
    let mut year = None;
    let mut left = 0.0;
    for (month, value) in &months {
        body += &column(*value, most, left);
        let middle = (left + PITCH / 2.0).max(words::width("Mmm") / 2.0);
        body += &text("tick", Anchor::Middle, (middle, GROUND + 20.0), time::short_month(*month));
        if year != Some(month.year()) {
            body += &text("tick", Anchor::Middle, (middle, GROUND + 38.0), &month.year().to_string());
        }
        year = Some(month.year());
        left += PITCH;
    }
    let rows = months.iter().map(|(month, value)| vec![named(*month), written(*value)]).collect();
    let table = Table::new(&chart.title, &[("Month", false), (&chart.unit, true)], rows);
    let drawn = Frame { prefix, size, title: &chart.title, description: &summary };
    Chart { svg: frame(&drawn, &body), table, summary, legend: vec![] }
}

/// Returns a column with its value above it; a stroke on the ground where there is none.
fn column(value: f64, most: f64, left: f64) -> String {
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
    bar + &text("key", Anchor::Middle, (left + PITCH / 2.0, (y - 6.0).max(15.0)), &written(value))
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

fn summary(chart: &Months, months: &[(NaiveDate, f64)]) -> String {
    let unit = chart.unit.to_lowercase();
    let sum: f64 = months.iter().map(|(_, value)| value).sum();
    let most = months.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    match (months.first(), months.last(), most) {
        (Some((first, _)), Some((last, _)), Some((busiest, value))) if months.len() > 1 => format!(
            "{} {unit} from {} to {}, the most in {}: {}.",
            written(sum),
            named(*first),
            named(*last),
            named(busiest),
            written(value)
        ),
        (Some((first, _)), ..) => format!("{} {unit} in {}.", written(sum), named(*first)),
        _ => format!("No {unit} yet."),
    }
}

fn named(month: NaiveDate) -> String {
    format!("{} {}", time::long_month(month), month.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn hours(values: Vec<(NaiveDate, f64)>, to: &str) -> Chart {
        draw(&Months { title: "Hours <by> month".into(), unit: "Hours".into(), values, to: day(to) }, "hours")
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
