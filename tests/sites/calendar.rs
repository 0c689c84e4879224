//! The calendar of what is due: the owner's, and the one that visitors may have.

use super::*;

const PLAN: &str = r#"=== plan.yaml
schema: 1
site: {title: T, url: "https://a.example/journal/"}
plan:
  id: the-plan
  title: Plan
  start: 2026-11-01
  months: 4
  pauses: [{from: 2026-12-10, to: 2026-12-16}]
  display: {calendar: public}
phases:
  - id: first
    title: First
    months: [1, 2]
    items:
      - {id: http, title: "HTTP, by hand", kind: topic, month: 1, hours: 12}
      - {id: tls, title: TLS, kind: topic, month: 1}
      - {id: dns, title: DNS, kind: topic, month: 2}
      - {id: extra, title: Extra, kind: topic, month: 2, optional: true}
      - {id: prep, title: Preparation, kind: exam-prep, cert: cert-a, month: 2}
  - id: later
    title: Later
    months: [3, 4]
    items:
      - {id: quic, title: QUIC, kind: topic, due: 2027-01-20}
certifications:
  - {id: cert-a, title: Certified A, exam_code: A-1, month: 2}
  - id: cert-b
    title: Certified B
    month: 1
    proof: [{kind: credential, url: "https://issuer.example/b", date: 2026-11-02, expires: 2029-11-02}]
projects:
  - {id: proj-a, title: Mirror, months: [2, 3], hours: 30}
  - {id: proj-b, title: Undated, hours: 30}
goals:
  - {id: goal-posts, title: Posts, due: 2027-02-01, target: {count: post, min: 3}}
=== plan.private.yaml
plan: {private: {title: The way to 150K}}
phases:
  - {id: secret, title: Secret phase, months: [3, 4], visibility: private, items: [{id: hidden, title: Hidden work, kind: topic, month: 3}]}
certifications:
  - {id: cert-a, private: {exam: {booked: 2027-01-12}}}
=== content/notes/2026-11-10-tls.md
---
title: TLS from outside
proves: [tls]
---
Text.
"#;

/// Returns `DAY SUMMARY` of every event.
fn events(ics: &str) -> Vec<String> {
    let line = |event: &str, name: &str| {
        event.split("\r\n").find_map(|line| line.strip_prefix(name)).expect("the event has the line").to_owned()
    };
    let parts = ics.split("BEGIN:VEVENT").skip(1);
    parts.map(|event| format!("{} {}", line(event, "DTSTART;VALUE=DATE:"), line(event, "SUMMARY:"))).collect()
}

#[test]
fn the_owner_has_all_that_is_open() {
    let ics = milepost::plan_calendar(&journal(PLAN), &options()).expect("the plan is right");
    let expected = [
        "20261130 Due: HTTP\\, by hand",
        // Moved by the pause of a week.
        "20270107 Due: DNS",
        "20270107 Due: Preparation",
        "20270112 Exam: Certified A",
        "20270127 Due: QUIC",
        "20270207 Due: Hidden work",
        "20270207 Due: Mirror",
        "20270208 Due: Posts",
        // Without a day of its own it is due with the plan.
        "20270307 Due: Undated",
        "20291102 Lapses: Certified B",
    ];
    assert_eq!(events(&ics), expected, "{ics}");
    assert!(ics.contains("UID:http.due@a.example/journal\r\n"), "{ics}");
    // The title as the owner calls it may name a salary, and calendars are uploaded.
    assert!(ics.contains("X-WR-CALNAME:Plan\r\n") && !ics.contains("150K"), "{ics}");
    assert!(ics.contains("DTSTAMP:20261120T000000Z\r\n"), "{ics}");
    assert_eq!(milepost::plan_calendar(&journal(PLAN), &options()), Ok(ics));
}

#[test]
fn visitors_have_the_open_items_that_they_see() {
    let built = build(&journal(PLAN), &options());
    let ics = text(&built, "plan.ics").expect("the plan asks for it");
    // The phase of QUIC has not begun, and the optional item is no commitment.
    assert_eq!(events(ics), ["20261130 HTTP\\, by hand", "20270107 DNS", "20270107 Preparation"], "{ics}");
    assert!(ics.contains("URL:https://a.example/journal/progress/#http\r\n"), "{ics}");
    for private in ["Exam", "Hidden", "Secret", "hours", "Mirror", "Certified"] {
        assert!(!ics.contains(private), "{private}\n{ics}");
    }
}

#[test]
fn nothing_is_published_unless_the_plan_asks() {
    for display in ["{calendar: private}", "{upcoming: all}"] {
        let plan = PLAN.replace("{calendar: public}", display);
        let built = build(&journal(&plan), &options());
        assert!(text(&built, "plan.ics").is_none());
    }
}

#[test]
fn a_plan_that_cannot_be_read_has_no_calendar() {
    let found = milepost::plan_calendar(&journal(&PLAN.replace("kind: topic", "kind: topik")), &options());
    assert!(found.expect_err("the plan has an error").iter().all(milepost::diagnostic::Diagnostic::is_error));
}
