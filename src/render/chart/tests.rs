//! Behaviour of all charts: extremes, hostile text, and random data.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::burn_up::BurnUp;
use super::calendar::Calendar;
use super::path::{Milepost, Path, State};
use super::*;
use crate::words::Words;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn burn() -> BurnUp {
    BurnUp {
        earlier: vec![],
        start: day("2026-12-01"),
        end: day("2028-02-29"),
        as_of: day("2027-04-20"),
        planned: vec![(day("2026-12-01"), 0.0), (day("2028-02-29"), 42.0)],
        earned: vec![(day("2027-01-10"), 5.0), (day("2027-04-01"), 14.0), (day("2027-09-01"), 40.0)],
        scope: vec![(day("2026-12-01"), 40.0), (day("2027-03-01"), 42.0)],
        unit: "items".to_owned(),
    }
}

/// Panics unless `chart` is well-formed, finite, free of styles, and within its viewBox.
fn check(chart: &Chart) {
    let svg = &chart.svg;
    assert!(!svg.contains("NaN") && !svg.contains(r#""inf"#) && !svg.contains(" style=") && !svg.contains(" fill="));
    let mut reader = Reader::from_str(svg);
    let (mut width, mut height) = (0.0, 0.0);
    loop {
        let event = reader.read_event().expect("well-formed");
        let (Event::Start(element) | Event::Empty(element)) = &event else {
            if event == Event::Eof {
                break;
            }
            continue;
        };
        for attribute in element.attributes() {
            let attribute = attribute.expect("an attribute");
            let value = attribute.value.to_string();
            let number = || value.parse::<f64>().expect("a number");
            match attribute.key.as_ref() {
                "viewBox" => {
                    let sides: Vec<f64> = value.split(' ').map(|side| side.parse().expect("a number")).collect();
                    (width, height) = (sides[2], sides[3]);
                }
                "x" | "cx" => assert!((0.0..=width).contains(&number()), "{value} in {svg}"),
                "y" | "cy" => assert!((0.0..=height).contains(&number()), "{value} in {svg}"),
                "d" if !value.contains('h') => check_path(&value, width.max(height)),
                _ => {}
            }
        }
    }
    for row in &chart.table.rows {
        assert_eq!(row.len(), chart.table.columns.len());
    }
    assert_eq!(chart.table.columns.len(), chart.table.numeric.len());
}

/// Panics unless all numbers of absolute path data are between 0 and `most`, with one decimal.
fn check_path(data: &str, most: f64) {
    for number in data.split(|c: char| c.is_ascii_alphabetic() || c == ' ').filter(|part| !part.is_empty()) {
        assert!((0.0..=most).contains(&number.parse::<f64>().expect("a number")), "{number} in {data}");
        assert!(number.split_once('.').is_none_or(|(_, decimals)| decimals.len() == 1), "{number} in {data}");
    }
}

#[test]
fn a_burn_up_says_what_is_proven_and_hides_the_future() {
    let chart = burn_up::draw(&burn(), "b", Words::english());
    check(&chart);
    assert!(
        chart.summary.starts_with("14 of 42 items proven by 20 Apr 2027, against 12.9 planned"),
        "{}",
        chart.summary
    );
    for label in ["proven 14", "plan 42", "scope 42", ">Dec<", ">2026<", ">Jan<", ">2027<", ">2028<"] {
        assert!(chart.svg.contains(label), "{label}");
    }
    assert_eq!(chart.table.rows.len(), 15);
    assert_eq!(chart.table.rows[0], ["December 2026", "2.8", "0", "40"]);
    assert_eq!(chart.table.rows[4][2], "14");
    assert_eq!(chart.table.rows[5][2], "–", "nothing is said about months to come");
}

#[test]
fn a_burn_up_before_the_start_has_no_earned_line() {
    let chart = burn_up::draw(&BurnUp { as_of: day("2026-01-01"), ..burn() }, "b", Words::english());
    check(&chart);
    assert!(!chart.svg.contains("dot") && !chart.svg.contains(r#"class="done""#));
    assert_eq!(chart.summary, "The plan starts on 1 Dec 2026: 42 items by 29 Feb 2028.");
}

#[test]
fn a_burn_up_goes_on_after_its_end_but_not_for_ever() {
    let chart = burn_up::draw(&BurnUp { as_of: day("2058-01-01"), ..burn() }, "b", Words::english());
    check(&chart);
    assert!(chart.table.rows.len() < 21, "{}", chart.table.rows.len());
    assert!(chart.svg.contains("proven 40"));
}

#[test]
fn extremes_of_a_burn_up_stay_in_the_drawing() {
    let point = |value: f64| vec![(day("2026-12-01"), value)];
    let one_day = BurnUp { end: day("2026-12-01"), as_of: day("2026-12-01"), ..burn() };
    let reversed = BurnUp { end: day("2020-12-01"), ..burn() };
    let nothing = BurnUp { planned: vec![], earned: vec![], scope: vec![], ..burn() };
    let zeros = BurnUp { planned: point(0.0), earned: point(-0.0), scope: point(0.0), ..burn() };
    let huge = BurnUp { planned: point(f64::MAX), earned: point(f64::INFINITY), scope: point(f64::NAN), ..burn() };
    let ahead = BurnUp { earned: point(99.0), ..burn() };
    let for_ever = BurnUp { start: NaiveDate::MIN, end: NaiveDate::MAX, ..burn() };
    let last = BurnUp { start: NaiveDate::MAX, end: NaiveDate::MAX, as_of: NaiveDate::MAX, ..burn() };
    for extreme in [one_day, reversed, nothing, zeros, huge, ahead, for_ever, last] {
        check(&burn_up::draw(&extreme, "b", Words::english()));
    }
}

#[test]
fn a_calendar_counts_what_is_in_its_range() {
    let titles = |count: usize| vec!["<b>\"A & B\"</b>".to_owned(); count];
    let days = BTreeMap::from([
        (day("2025-01-01"), titles(9)),
        (day("2027-03-31"), titles(1)),
        (day("2027-04-19"), titles(7)),
        (day("2027-04-20"), vec![]),
        (day("2027-04-21"), titles(2)),
    ]);
    let chart =
        calendar::draw(&Calendar { from: day("2020-01-01"), to: day("2027-04-20"), days }, "c", Words::english());
    check(&chart);
    assert_eq!(chart.summary, "8 entries on 2 days between 20 Apr 2026 and 20 Apr 2027.");
    assert_eq!(chart.svg.matches("<rect").count(), 2);
    assert_eq!(chart.svg.matches("<path").count(), 1);
    assert!(chart.svg.contains(r#"class="cell c4""#) && chart.svg.contains("19 Apr 2027, 7 entries: &lt;b&gt;"));
    assert_eq!(chart.table.rows.last().expect("rows"), &["April 2027", "7", "1"]);
    assert_eq!(chart.legend.len(), 5);
}

#[test]
fn the_year_stands_at_a_month_that_has_room_for_it() {
    let names = |from: &str| {
        let calendar = Calendar { from: day(from), to: day("2026-11-30"), days: BTreeMap::new() };
        let svg = calendar::draw(&calendar, "c", Words::english()).svg;
        let texts = svg.split("y=\"15\">").skip(1).filter_map(|rest| rest.split('<').next().map(str::to_owned));
        texts.collect::<Vec<String>>()
    };
    assert_eq!(names("2026-08-01"), ["Aug 2026", "Sep", "Oct", "Nov"]);
    // Two weeks are enough for the name of a month, and for no year.
    assert_eq!(names("2026-08-17"), ["Aug", "Sep 2026", "Oct", "Nov"]);
}

#[test]
fn calendars_begin_on_monday_and_survive_strange_ranges() {
    // 19 April 2027 is a Monday: the first cell of its column, which is the first one.
    let days = BTreeMap::from([(day("2027-04-19"), vec!["x".to_owned()])]);
    let chart =
        calendar::draw(&Calendar { from: day("2027-04-19"), to: day("2027-04-19"), days }, "c", Words::english());
    assert!(chart.svg.contains(r#"<rect class="cell c1" x="44" y="26""#), "{}", chart.svg);
    for (from, to) in
        [(NaiveDate::MIN, NaiveDate::MIN), (NaiveDate::MIN, NaiveDate::MAX), (day("2027-04-19"), day("2020-01-01"))]
    {
        check(&calendar::draw(&Calendar { from, to, days: BTreeMap::new() }, "c", Words::english()));
    }
}

#[test]
fn hostile_text_stays_text_in_every_chart() {
    let hostile = "</title><script>\"'&\u{0}\u{ffff} שלום 👩‍🔬 \u{202e}x";
    let phase = Milepost { title: hostile.to_owned(), months: (9, 2), state: State::Current, share: f64::NAN };
    let days = BTreeMap::from([(day("2027-04-19"), vec![hostile.to_owned()])]);
    let charts = [
        burn_up::draw(&BurnUp { unit: hostile.to_owned(), ..burn() }, hostile, Words::english()),
        calendar::draw(&Calendar { from: day("2027-04-01"), to: day("2027-04-20"), days }, hostile, Words::english()),
        path::draw(&Path { phases: vec![phase; 40], position: Some(8.0) }, hostile, Words::english()),
        path::draw(&Path { phases: vec![], position: Some(8.0) }, "", Words::english()),
    ];
    for chart in charts {
        check(&chart);
        assert!(!chart.svg.contains("<script") && !chart.svg.contains('\0'), "{}", chart.svg);
    }
}

fn dates() -> impl Strategy<Value = NaiveDate> {
    (0_u64..40_000).prop_map(|days| day("1970-01-01") + Days::new(days))
}

fn values() -> impl Strategy<Value = f64> {
    prop_oneof![0.0..100.0, Just(0.0), (0_u32..60).prop_map(f64::from), proptest::num::f64::ANY]
}

fn points() -> impl Strategy<Value = Vec<(NaiveDate, f64)>> {
    prop::collection::vec((dates(), values()), 0..9)
}

proptest! {
    #[test]
    fn any_burn_up_is_a_drawing((start, end, as_of) in (dates(), dates(), dates()),
        planned in points(), earned in points(), scope in points(), unit in ".{0,40}") {
        let chart = BurnUp { start, end, as_of, earlier: vec![("before".to_owned(), planned.clone())], planned, earned, scope, unit };
        let drawn = burn_up::draw(&chart, "b", Words::english());
        check(&drawn);
        prop_assert_eq!(drawn, burn_up::draw(&chart, "b", Words::english()));
    }

    #[test]
    fn any_calendar_is_a_drawing(from in dates(), length in 0_u64..500, titles in prop::collection::vec(".{0,9}", 0..6)) {
        let to = from + Days::new(length);
        let days = (0..length).step_by(3).map(|offset| (from + Days::new(offset), titles.clone())).collect();
        check(&calendar::draw(&Calendar { from, to, days }, "c", Words::english()));
    }

    #[test]
    fn any_path_is_a_drawing(phases in prop::collection::vec((".{0,60}", 0_u32..30, 0_u32..30, values()), 0..15), position in values()) {
        let state = State::Done;
        let phases = phases.into_iter().map(|(title, from, to, share)| Milepost { title, months: (from, to), state, share });
        check(&path::draw(&Path { phases: phases.collect(), position: Some(position) }, "p", Words::english()));
    }
}
