//! Ranges side by side: a bar from a low to a high value for each row, such as rates or salaries.
//!
//! The label stands above its bar and the values beside it as text, so that a row reads without an axis. An end that is
//! open fades into a dashed line.

use super::number::{coordinate, tame, ticks};
use super::svg::{Anchor, Frame, circle, frame, line, text};
use super::{Chart, Table, fit};

/// The width of the viewBox.
const WIDTH: f64 = 420.0;
/// The height of a row.
const ROW: f64 = 56.0;
/// How far down in a row its bar is.
const BAR: f64 = 36.0;

/// What a chart of ranges shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranges {
    /// What it is called.
    pub title: String,
    /// The head of the rows.
    pub head: String,
    /// The head of the values.
    pub value: String,
    /// The rows in their order.
    pub rows: Vec<Range>,
}

/// A range.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// What it is.
    pub label: String,
    /// From; `None` when it is open below.
    pub low: Option<f64>,
    /// To; `None` when it is open above.
    pub high: Option<f64>,
    /// The range in words.
    pub text: String,
    /// A remark; may be empty.
    pub remark: String,
}

/// Draws `ranges` with ids that start with `prefix`.
///
/// Classes: `axis` the ground of each bar, `range` the bar, `open` an open end, `dot` its ends, `key` the values.
pub fn draw(ranges: &Ranges, prefix: &str) -> Chart {
    let ends = ranges.rows.iter().flat_map(|row| [row.low, row.high]).flatten().filter_map(tame);
    let top = ticks(ends.fold(0.0, f64::max), true).last().copied().unwrap_or(1.0);
    let mut body = String::new();
    let mut y = 0.0;
    for row in &ranges.rows {
        body += &drawn(row, y, top);
        y += ROW;
    }
    let summary = summary(ranges);
    let size = (WIDTH, y.max(ROW));
    let drawn = Frame { prefix, size, title: &ranges.title, description: &summary };
    let rows = ranges.rows.iter().map(|row| vec![row.label.clone(), row.text.clone(), row.remark.clone()]).collect();
    let table = Table::new(&ranges.title, &[(&ranges.head, false), (&ranges.value, true), ("Remark", false)], rows);
    Chart { svg: frame(&drawn, &body), table, summary, legend: vec![] }
}

fn summary(ranges: &Ranges) -> String {
    let rows: Vec<String> = ranges.rows.iter().map(|row| format!("{}: {}", row.label, row.text)).collect();
    format!("{}.", rows.join("; "))
}

fn drawn(row: &Range, y: f64, top: f64) -> String {
    let place = |value: f64| WIDTH * (value / top).clamp(0.0, 1.0);
    let low = place(row.low.and_then(tame).unwrap_or(0.0));
    let high = row.high.and_then(tame).map(place);
    let value = fit::shorten(&row.text, WIDTH * 0.6);
    let room = WIDTH - fit::width(&value) - 16.0;
    let mut bar = text("name", Anchor::Start, (0.0, y + 20.0), &fit::shorten(&row.label, room));
    bar += &text("key", Anchor::End, (WIDTH, y + 20.0), &value);
    bar += &line("axis", &[(0.0, y + BAR), (WIDTH, y + BAR)]);
    let end = high.unwrap_or(low);
    bar += &rectangle("range", low, end, y + BAR - 4.0);
    if row.low.is_none() {
        bar += &line("open", &[(0.0, y + BAR), (end, y + BAR)]);
    }
    if row.high.is_none() {
        bar += &line("open", &[(low, y + BAR), (WIDTH, y + BAR)]);
    }
    bar += &row.low.map(|_| circle("dot", (low.max(5.0), y + BAR), 5.0)).unwrap_or_default();
    bar + &high.map(|high| circle("dot", (high.clamp(5.0, WIDTH - 5.0), y + BAR), 5.0)).unwrap_or_default()
}

fn rectangle(class: &str, left: f64, right: f64, top: f64) -> String {
    let (x, y, width) = (coordinate(left), coordinate(top), coordinate((right - left).max(0.0)));
    format!(r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="8" rx="4"/>"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(low: Option<f64>, high: Option<f64>) -> Range {
        Range { label: "<b>".into(), low, high, text: "from & to".into(), remark: String::new() }
    }

    #[test]
    fn bars_lie_on_one_scale_and_open_ends_are_dashed() {
        let rows = vec![range(Some(25.0), Some(50.0)), range(Some(100.0), None), range(None, Some(f64::NAN))];
        let ranges = Ranges { title: "Rates".into(), head: "Service".into(), value: "Rate".into(), rows };
        let chart = draw(&ranges, "rates");
        assert!(chart.svg.contains(r#"<rect class="range" x="105" y="32" width="105""#), "{}", chart.svg);
        assert_eq!(chart.svg.matches("class=\"open\"").count(), 2, "{}", chart.svg);
        assert!(!chart.svg.contains("<b>") && !chart.svg.contains("NaN"), "{}", chart.svg);
        assert_eq!(chart.table.rows[0], ["<b>", "from & to", ""]);
    }
}
