//! Baselines: the plan as it was agreed before, and what the curves make of it.

use milepost::diagnostic::Code;
use milepost::owner::OwnerReport;
use milepost::plan::parse;
use milepost::site::progress::Progress;
use milepost::source::fixture::journal;
use milepost::{Options, site};

use super::common::Journal;
use super::site_support::options;
use super::{day, near};

/// Item A was planned for month 1 and is now in month 3; item B came with the second baseline, item C after it.
const PLAN: &str = "=== plan.yaml
schema: 1
site: {title: T, url: \"https://a.example/\"}
plan:
  id: the-plan
  title: P
  start: 2026-12-01
  months: 3
  baselines:
    - id: base-two
      date: 2027-01-10
      reason: I was ill
      steps:
        - {id: item-a, month: 2, hours: 31}
        - {id: item-b, month: 1}
    - {id: base-one, date: 2026-12-01, steps: [{id: item-a, month: 1, hours: 31}]}
    - {id: base-next, date: 2027-02-10, steps: []}
phases:
  - id: first-phase
    title: First
    months: [1, 3]
    items:
      - {id: item-a, title: A, kind: topic, month: 3, hours: 28}
      - {id: item-b, title: B, kind: topic, month: 1, hours: 10}
      - {id: item-c, title: C, kind: topic, month: 3, hours: 5}
";

fn at(date: &str) -> Options {
    Options { as_of: Some(day(date)), ..options() }
}

#[track_caller]
fn owner(text: &str, date: &str) -> OwnerReport {
    let (report, diagnostics) = milepost::owner(&journal(text), &at(date));
    assert!(diagnostics.iter().all(|found| !found.is_error()), "{diagnostics:?}");
    report.unwrap()
}

/// What visitors are shown.
fn public(text: &str, date: &str) -> Progress {
    let sources = journal(text);
    let when = site::When { as_of: day(date), with_drafts: false, with_future: false };
    site::link(&sources, milepost::journal::parse(&sources), when).0.unwrap().progress
}

/// The value of straight lines on `date`.
fn value(points: &[(chrono::NaiveDate, f64)], date: &str) -> f64 {
    let on = day(date);
    let after = points.partition_point(|(day, _)| *day <= on);
    let Some((next, high)) = points.get(after) else { return points.last().unwrap().1 };
    let (last, low) = points[after - 1];
    let days = |to: chrono::NaiveDate| f64::from(i32::try_from(to.signed_duration_since(last).num_days()).unwrap());
    low + (high - low) * days(on) / days(*next)
}

#[test]
fn visitors_see_the_work_against_the_latest_baseline_and_not_against_what_was_moved_since() {
    let planned = public(PLAN, "2027-01-20").curves.planned;
    // Item A in January, as the second baseline has it, and item B, with the hours of today, in December.
    assert!(near(value(&planned, "2026-12-31"), 10.0));
    assert!(near(value(&planned, "2027-01-10"), 20.0) && near(value(&planned, "2027-02-28"), 41.0));
    // Before the second baseline was set, the first one held.
    let planned = public(PLAN, "2027-01-05").curves.planned;
    assert!(near(value(&planned, "2026-12-10"), 10.0) && near(value(&planned, "2027-02-28"), 31.0));
    // Without any, the curve is that of the plan of today.
    let planned = public(PLAN, "2026-11-20").curves.planned;
    assert!(near(value(&planned, "2027-01-31"), 10.0) && near(value(&planned, "2027-02-28"), 43.0));
}

#[test]
fn the_scope_steps_where_a_baseline_says_that_something_came_and_where_today_differs() {
    let scope: Vec<_> =
        public(PLAN, "2027-01-20").curves.scope.iter().map(|(day, hours)| (day.to_string(), *hours)).collect();
    let expected = [("2026-11-30", 31.0), ("2027-01-10", 41.0), ("2027-01-20", 43.0), ("2027-02-28", 43.0)];
    assert_eq!(scope, expected.map(|(day, hours)| (day.to_owned(), hours)));
    let dropped = PLAN
        .replace("title: C, kind", "title: C, status: dropped, kind")
        .replace("month: 3, hours: 28", "month: 3, hours: 31");
    let scope: Vec<f64> = public(&dropped, "2027-01-20").curves.scope.iter().map(|(_, hours)| *hours).collect();
    assert_eq!(scope, [31.0, 41.0, 41.0]);
}

#[test]
fn the_owner_sees_every_baseline_with_its_reason_and_the_plan_of_today() {
    let report = owner(PLAN, "2027-01-20");
    let baselines: Vec<_> =
        report.baselines.iter().map(|one| (one.curve.id.to_string(), one.curve.scope, one.reason.as_deref())).collect();
    assert_eq!(baselines, [("base-one".to_owned(), 31.0, None), ("base-two".to_owned(), 41.0, Some("I was ill"))]);
    assert!(near(value(&report.curves.planned, "2027-01-31"), 10.0));
    // The state comes from the plan of today.
    assert!(near(report.schedule.planned_value, 10.0));
}

#[test]
fn what_is_private_is_in_the_owners_baseline_only() {
    let text = PLAN.replace("title: B,", "title: B, visibility: private,");
    let latest = |report: &OwnerReport| report.baselines.last().unwrap().curve.scope;
    assert!(near(latest(&owner(&text, "2027-01-20")), 41.0));
    let progress = public(&text, "2027-01-20");
    assert!(near(value(&progress.curves.planned, "2027-02-28"), 31.0));
    assert_eq!(progress.curves.scope[0].1, 31.0);
    let build = milepost::build(&journal(&text), &at("2027-01-20"));
    assert!(!build.has_errors());
    assert!(build.outputs.iter().all(|(_, output)| !String::from_utf8_lossy(output.bytes()).contains("I was ill")));
}

#[test]
fn a_pause_that_came_later_is_a_distance_to_the_baseline() {
    let with = |pause: &str| PLAN.replace("  baselines:", &format!("  pauses: [{pause}]\n  baselines:"));
    let first = |text: &str| owner(text, "2027-01-20").baselines[0].curve.planned.clone();
    let later = with("{from: 2026-12-11, to: 2026-12-20}");
    assert!(near(value(&first(&later), "2026-12-31"), 31.0));
    let known = with("{from: 2026-12-01, to: 2026-12-10}");
    assert!(near(value(&first(&known), "2026-12-10"), 0.0) && near(value(&first(&known), "2027-01-10"), 31.0));
}

#[test]
fn a_baseline_of_something_unknown_is_an_error() {
    let text = PLAN.replace("- {id: item-b, month: 1}", "- {id: item-bb, month: 1}");
    let (_, diagnostics) = parse(&journal(&text), false);
    assert_eq!(diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::UnknownId]);
    assert!(diagnostics[0].hints.iter().any(|hint| hint.contains("did you mean `item-b`?")), "{diagnostics:?}");
}

#[test]
fn the_baseline_that_status_prints_is_the_plan_of_today() {
    let plan = PLAN.split_once('\n').unwrap().1;
    let (head, rest) = plan.split_once("  baselines:\n").unwrap();
    let (_, phases) = rest.split_once("phases:\n").unwrap();
    let plan = format!("{head}phases:\n{phases}projects: [{{id: proj-x, title: X, hours: 7, due: 2027-02-10}}]\n");
    let journal = Journal::empty();
    journal.write("plan.yaml", &plan);
    let overlay = "schema: 1\nphases: [{id: first-phase, items: [{id: item-h, title: H, kind: topic, months: [2, 3], hours: 3, visibility: private}]}]\n";
    journal.write("plan.private.yaml", overlay);
    let printed = journal.run(&["status", "--baseline", "--as-of", "2027-01-20"]).succeeds().stdout;
    let (open, hidden) = printed.split_once("# And this to plan.private.yaml.\n").unwrap();
    journal.write("plan.yaml", &plan.replace("phases:\n", &format!("  baselines:\n{open}phases:\n")));
    journal.write("plan.private.yaml", &format!("{overlay}{hidden}"));
    let json = journal.run(&["status", "--json", "--as-of", "2027-01-20"]).succeeds().stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["baselines"][0]["planned"], json["burn_up"]["planned"], "{printed}");
    assert_eq!((json["errors"].as_u64(), json["baselines"][0]["scope_hours"].as_f64()), (Some(0), Some(53.0)));
    assert_eq!(json["baselines"][0]["id"].as_str(), Some("baseline-2027-01-20"));
    assert!(!open.contains("item-h"), "{printed}");
}
