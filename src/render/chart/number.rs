//! Numbers in charts: coordinates, written values, round steps of an axis.

use crate::words::Words;

/// The largest value that a chart shows; more is drawn as this much.
const LARGEST: f64 = 1e15;

/// Returns `value` within 0 and the largest that a chart shows, or `None` when it is no number.
pub(super) fn tame(value: f64) -> Option<f64> {
    if value.is_nan() { None } else { Some(value.clamp(0.0, LARGEST)) }
}

/// Returns a coordinate with at most one decimal.
pub(in crate::render) fn coordinate(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    // Adding zero turns a negative zero into zero.
    format!("{}", rounded + 0.0)
}

/// Returns `value` as people write it: one decimal at most and none from 100 on, thousands apart,
/// short from a million.
pub(super) fn written(value: f64, words: &Words) -> String {
    for (unit, letter) in [(1e12, "T"), (1e9, "B"), (1e6, "M")] {
        // What rounds to a million is written as one.
        if value >= unit * 0.999_999_5 {
            return grouped(value / unit, words) + letter;
        }
    }
    grouped(value, words)
}

/// Returns `value` with at most one decimal.
fn grouped(value: f64, words: &Words) -> String {
    words.number(&coordinate(if value < 100.0 { value } else { value.round() }))
}

/// Returns the smallest of 1, 2 and 5 times a power of ten that is not below `value`.
pub(super) fn round_step(value: f64) -> f64 {
    let power = 10_f64.powf(value.max(1e-3).log10().floor());
    [1.0, 2.0, 5.0].into_iter().map(|digit| digit * power).find(|step| *step >= value).unwrap_or(10.0 * power)
}

/// Returns the ticks of an axis from 0 to at least `max`: at most five, at round numbers.
///
/// Steps are whole when the data is, because half an item means nothing.
pub(super) fn ticks(max: f64, whole: bool) -> Vec<f64> {
    let max = if max > 0.0 { max } else { 1.0 };
    let step = round_step(max / 4.0).max(if whole { 1.0 } else { 0.1 });
    let mut ticks = vec![0.0];
    for count in 1..=5 {
        let tick = f64::from(count) * step;
        ticks.push(tick);
        // A millionth of slack for sums of tenths.
        if tick >= max * 0.999_999 {
            break;
        }
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!(coordinate(-0.04), "0");
        assert_eq!(coordinate(12.25), "12.3");
        let written = |value| written(value, Words::english());
        assert_eq!(written(14.0), "14");
        assert_eq!(written(12_345.67), "12,346");
        assert_eq!(written(999_999.9), "1M");
        assert_eq!(written(2_500_000.0), "2.5M");
        assert_eq!(written(1e15), "1,000T");
    }

    #[test]
    fn ticks_are_round_and_reach_the_top() {
        assert_eq!(ticks(120.0, true), [0.0, 50.0, 100.0, 150.0]);
        assert_eq!(ticks(0.0, true), [0.0, 1.0]);
        assert_eq!(ticks(3.0, true), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(ticks(42.0, true), [0.0, 20.0, 40.0, 60.0]);
        for max in [1e-9, 0.3, 1.0, 7.5, 99.0, 1001.0, 1e15] {
            let ticks = ticks(max, false);
            assert!(ticks.len() <= 6 && ticks.last().is_some_and(|top| *top >= max * 0.999), "{max}: {ticks:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_no_value() {
        assert_eq!(tame(f64::NAN), None);
        assert_eq!(tame(f64::INFINITY), Some(LARGEST));
        assert_eq!(tame(-3.0), Some(0.0));
    }
}
