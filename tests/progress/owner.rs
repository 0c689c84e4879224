//! What the owner is told: the plan with its private half, what is missing, what is due and what is next.

use milepost::diagnostic::Code;
use milepost::owner::{ActionKind, DueKind, Missing, OwnerReport, Step, StepKind, StepState};
use milepost::plan::{Countable, Gate};
use milepost::site::schedule::ScheduleState;
use milepost::source::fixture::journal;
use milepost::{Options, memo, plan, render, site, theme, trace};

use proptest::prelude::*;

use super::site_support::{self, options};
use super::{day, id, near};

/// A journal with `plan` below the head of its plan.
fn text_of(plan: &str) -> String {
    format!(
        "=== plan.yaml
schema: 1
site: {{title: T, url: \"https://a.example/\", author: {{name: A}}}}
plan:
  id: the-plan
  title: Public title
  start: 2026-12-01
  months: 6
{plan}"
    )
}

/// A journal with one phase of months 1 to 3 and these items in flow style, one per line.
fn items(items: &str) -> String {
    let items: String =
        items.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("      - {}\n", line.trim())).collect();
    text_of(&format!("phases:\n  - id: first-phase\n    title: First\n    months: [1, 3]\n    items:\n{items}"))
}

fn at(date: &str) -> Options {
    Options { as_of: Some(day(date)), ..options() }
}

#[track_caller]
fn owner(text: &str, date: &str) -> OwnerReport {
    let (report, diagnostics) = milepost::owner(&journal(text), &at(date));
    let errors: Vec<_> = diagnostics.iter().filter(|found| found.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    report.unwrap()
}

#[track_caller]
fn step<'a>(report: &'a OwnerReport, name: &str) -> &'a Step {
    report.step(&id(name)).unwrap()
}

fn missing_proof(level: u8, weak: Option<u8>) -> Missing {
    Missing::Proof { part: None, have: 0, need: 1, level, weak }
}

// The private half

const OVERLAY: &str = "=== plan.private.yaml
schema: 1
plan: {private: {title: The path to a better salary, week_hours: 10}}
phases:
  - id: first-phase
    private: {title: My first phase}
    items:
      - {id: item-b, title: Apply at four places, kind: build, month: 1, hours: 6, visibility: private}
  - id: job-search
    title: Interview season
    visibility: private
    months: [4, 6]
    items: [{id: item-c, title: Interviews, kind: topic, month: 4, hours: 4}]
applications:
  - {id: app-one, company: Example Ltd, role: Analyst, stage: interview, since: 2026-12-20, next: 2027-01-20}
";

#[test]
fn what_is_private_counts_for_the_owner_and_for_nobody_else() {
    let text = items("{id: item-a, title: A, kind: topic, month: 1, hours: 10, needs: [item-b]}") + OVERLAY;
    let text = text.replace(", needs: [item-b]", "");
    let note = "=== content/notes/n.md\n---\ntitle: N\ndate: 2026-12-05\nproves: [item-a]\n---\nText.\n";
    let report = owner(&format!("{text}{note}"), "2027-01-10");
    assert_eq!(report.title, "The path to a better salary");
    assert_eq!(report.steps.iter().map(|step| step.is_private).collect::<Vec<_>>(), [false, true, true]);
    assert!(near(report.schedule.scope, 20.0) && near(report.schedule.earned_value, 10.0));
    assert_eq!(report.now.phase, Some((id("first-phase"), "My first phase".to_owned())));
    assert_eq!(report.private.applications[0].company, "Example Ltd");
    assert_eq!(step(&report, "item-b").overdue_days, Some(10));

    let sources = journal(&format!("{text}{note}"));
    let build = site_support::build(&sources, &at("2027-01-10"));
    let progress = site_support::text(&build, "progress.json").unwrap();
    assert!(progress.contains("item-a") && !progress.contains("item-b") && !progress.contains("Interview season"));
}

#[test]
fn a_page_can_prove_something_private() {
    let text = items("{id: item-a, title: A, kind: topic, month: 1, visibility: private}");
    let note = "=== content/notes/n.md\n---\ntitle: N\ndate: 2026-12-05\nproves: [item-a]\n---\nText.\n";
    assert_eq!(step(&owner(&(text + note), "2027-01-10"), "item-a").state, StepState::Proven);
}

#[test]
#[should_panic(expected = "what is for the owner is never rendered")]
fn what_is_read_for_the_owner_is_never_rendered() {
    let sources = journal(&items("{id: item-a, title: A, kind: topic, month: 1}"));
    let mut journal = milepost::journal::parse(&sources);
    journal.plan = plan::parse_whole(&sources).0;
    let when = site::When { as_of: day("2027-01-10"), with_drafts: false, with_future: false };
    let site = site::link(&sources, journal, when).0.unwrap();
    let theme = theme::compile(&sources, None, &milepost::plan::look::LookSettings::default(), &site.words).0.unwrap();
    let pdfs = std::collections::BTreeMap::new();
    let with = render::With {
        memo: &memo::Forget,
        trace: &trace::Untraced,
        cards: false,
        pdfs: &pdfs,
        is_last: false,
        later: None,
    };
    let _ = render::render(&site, &theme, &sources, with);
}

#[test]
fn a_broken_overlay_and_a_broken_note_do_not_keep_the_rest_from_the_owner() {
    let text = items("{id: item-a, title: A, kind: topic, month: 1}\n{id: item-b, title: B, kind: topic, month: 1}");
    let pages = "=== plan.private.yaml\nschema: [\n\
                 === content/notes/a.md\n---\ntitle: N\ndate: 2026-12-05\nproves: [item-a]\n---\nText.\n\
                 === content/notes/b.md\n---\ntitle: N\ndate: 2026-12-05\nproves: [item-b]\nnonsense: 1\n---\nText.\n";
    let (report, diagnostics) = milepost::owner(&journal(&(text + pages)), &at("2027-01-10"));
    let report = report.unwrap();
    assert_eq!(step(&report, "item-a").state, StepState::Proven);
    assert_eq!(step(&report, "item-b").state, StepState::Planned);
    let errors: Vec<Code> = diagnostics.iter().filter(|found| found.is_error()).map(|found| found.code).collect();
    assert_eq!(errors, [Code::UnknownKey, Code::BadYaml]);
}

#[test]
fn a_private_page_can_be_about_what_only_the_overlay_has_and_a_public_one_cannot() {
    let text = items("{id: item-a, title: A, kind: topic, month: 1}") + OVERLAY;
    let note = |front: &str| {
        format!("=== content/notes/n.md\n---\ntitle: N\ndate: 2026-12-05\n{front}\ntime: 2h\n---\nText.\n")
    };
    let private = format!("{text}{}", note("visibility: private\nabout: [item-b]"));
    let found = step(&owner(&private, "2026-12-10"), "item-b").clone();
    assert_eq!((found.state, found.logged), (StepState::Active, 2.0));
    let codes = |text: &str| {
        let build = milepost::build(&journal(text), &at("2026-12-10"));
        build.diagnostics.iter().filter(|found| found.is_error()).map(|found| found.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(&private), []);
    assert_eq!(codes(&private.replace("item-b]", "item-bb]")), [Code::UnknownId]);
    assert_eq!(codes(&format!("{text}{}", note("about: [item-b]"))), [Code::UnknownId]);
}

// What is missing

#[test]
fn what_was_retired_lacks_the_credential_of_its_successor() {
    let plan = |proof: &str| {
        text_of(&format!(
            "certifications:\n  - {{id: cert-x, title: X, retired_on: 2026-12-02, superseded_by: [cert-y]}}\n  \
             - {{id: cert-y, title: Y{proof}}}\n"
        ))
    };
    let found = step(&owner(&plan(""), "2026-12-10"), "cert-x").clone();
    assert_eq!((found.state, found.missing), (StepState::Unavailable, vec![Missing::Credential(id("cert-y"))]));
    let proof = ", proof: [{kind: credential, url: \"https://i.example/2\", date: 2026-12-05}]";
    let found = step(&owner(&plan(proof), "2026-12-10"), "cert-x").clone();
    assert_eq!((found.state, found.missing), (StepState::Unavailable, vec![]));
}

#[test]
fn a_step_says_what_it_lacks_and_what_is_too_weak() {
    let text = items(
        "{id: item-a, title: A, kind: topic, month: 1, criteria: [{id: one, title: One}, {id: two, title: Two}]}
         {id: item-b, title: B, kind: practice, month: 1}
         {id: item-c, title: C, kind: practice, month: 1, needs: [item-b, item-d]}
         {id: item-d, title: D, kind: topic, month: 1, evidence: {min: 2}}
         {id: item-e, title: E, kind: exam-prep, month: 1, cert: cert-x}
         {id: item-f, title: F, kind: goal, month: 1, goal: goal-x}",
    ) + "certifications: [{id: cert-x, title: X}]
goals: [{id: goal-x, title: G, target: {count: post, min: 3}}]
=== content/posts/p.md
---
title: P
date: 2026-12-05
proves: [\"item-a#two\", item-b, item-d]
---
Text.
";
    let report = owner(&text, "2027-01-10");
    let missing = |name: &str| step(&report, name).missing.clone();
    let one = Missing::Proof { part: Some((id("one"), "One".to_owned())), have: 0, need: 1, level: 1, weak: None };
    assert_eq!(missing("item-a"), [one]);
    assert_eq!(missing("item-b"), [missing_proof(2, Some(1))]);
    assert_eq!(missing("item-c"), [missing_proof(2, None)]);
    assert_eq!(step(&report, "item-c").needs, [id("item-b"), id("item-d")]);
    assert_eq!(missing("item-d"), [Missing::Proof { part: None, have: 1, need: 2, level: 1, weak: None }]);
    assert_eq!(missing("item-e"), [Missing::Credential(id("cert-x"))]);
    let posts = Missing::Count { what: Some(Countable::Post), have: 1, need: 3 };
    assert_eq!(missing("item-f"), [posts]);
    assert!(!step(&report, "cert-x").is_commitment && !step(&report, "goal-x").is_commitment);
}

#[test]
fn a_project_says_which_features_and_gates_it_lacks() {
    let text = text_of(
        "evidence_policy: {project: {gates: [repo, license, ci]}}
projects:
  - id: proj-x
    title: Bench
    months: [1, 2]
    repo: \"https://github.com/a/bench\"
    features: [{id: suite, title: Suite}, {id: checks, title: Checks, proof: [{kind: ci, url: \"https://ci.example/1\", date: 2026-12-05}]}]
=== content/projects/bench.md
---
title: Bench
date: 2026-12-06
project: proj-x
---
Text.
",
    );
    let expected = [Missing::Feature(id("suite"), "Suite".to_owned()), Missing::Gate(Gate::License)];
    assert_eq!(step(&owner(&text, "2027-01-10"), "proj-x").missing, expected);
}

// Drafts, hours, capacity

#[test]
fn drafts_prove_nothing_and_say_what_they_would_prove() {
    let text = items("{id: item-a, title: A, kind: topic, month: 1}\n{id: item-b, title: B, kind: topic, month: 2}")
        + "=== content/notes/d.md\n---\ntitle: Nearly\ndraft: true\nproves: [item-a]\ntime: 2h\n---\nText.\n";
    let report = owner(&text, "2026-12-10");
    let found = step(&report, "item-a");
    assert_eq!((found.state, found.share), (StepState::Active, 0.0));
    assert!(near(found.logged, 2.0));
    assert_eq!(
        (report.drafts[0].path.as_str(), &report.drafts[0].proves[..]),
        ("content/notes/d.md", &[id("item-a")][..])
    );
    let next = report.next.unwrap();
    assert_eq!(next.kind, ActionKind::Publish(report.drafts[0].path.clone()));
    assert_eq!(
        next.reason,
        "It says that it proves A, and is not public yet. It is due on 31 December 2026, in 21 days."
    );
}

#[test]
fn hours_are_shared_among_what_a_page_is_about_and_counted_whoever_may_read_it() {
    let text = items(
        "{id: item-a, title: A, kind: topic, month: 1, hours: 4}\n{id: item-b, title: B, kind: topic, month: 2, hours: 6}",
    ) + "=== content/notes/a.md\n---\ntitle: N\ndate: 2026-12-05\nproves: [item-a]\nabout: [item-b]\ntime: 3h\n---\nText.\n\
           === content/notes/b.md\n---\ntitle: N\ndate: 2027-01-05\nvisibility: private\nabout: [item-b]\ntime: 30m\n---\nText.\n\
           === content/notes/c.md\n---\ntitle: N\ndate: 2027-01-06\nvisibility: unlisted\ntime: 1h\n---\nText.\n\
           === content/notes/d.md\n---\ntitle: N\ndate: 2027-09-06\nabout: [item-b]\ntime: 9h\n---\nText.\n";
    let report = owner(&text, "2027-01-10");
    assert!(near(step(&report, "item-a").logged, 1.5) && near(step(&report, "item-b").logged, 2.0));
    let hours = report.hours;
    assert!(near(hours.planned, 10.0) && near(hours.logged, 4.5) && near(hours.logged_elsewhere, 1.0));
    assert!(near(hours.planned_this_month, 6.0) && near(hours.logged_this_month, 1.5));
    assert!(near(hours.factor().unwrap(), 1.5 / 4.0));
}

#[test]
fn capacity_leaves_pauses_out_and_open_hours_fall_on_what_is_left() {
    let head = "  pauses: [{from: 2027-02-01, to: 2027-02-14}]\n  private: {week_hours: 7}\n";
    let body = items(
        "{id: item-a, title: A, kind: topic, month: 1, hours: 31}\n{id: item-b, title: B, kind: topic, month: 2, hours: 62}",
    );
    let report = owner(&body.replace("phases:", &format!("{head}phases:")), "2027-01-16");
    let capacity: Vec<f64> = report.months[..3].iter().map(|month| month.capacity.unwrap()).collect();
    assert_eq!(capacity, [31.0, 31.0, 14.0]);
    let load: Vec<f64> = report.months[..3].iter().map(|month| month.load.round()).collect();
    assert_eq!(load, [31.0, 62.0, 0.0]);
    // All of the overdue item, and all of the other, falls on the rest of January.
    assert!(near(report.months[0].open, 0.0) && near(report.months[1].open, 93.0));
    assert!(report.months[1].is_overloaded() && !report.months[0].is_overloaded());
}

// What is next

#[track_caller]
fn next(text: &str, date: &str) -> (ActionKind, String, String) {
    let next = owner(text, date).next.unwrap();
    (next.kind, next.id.to_string(), next.reason)
}

#[test]
fn the_next_action_follows_its_rules_in_order() {
    let overdue = "{id: item-a, title: A, kind: topic, month: 1}";
    let begun = "{id: item-b, title: B, kind: topic, month: 2, hours: 9}\n{id: item-c, title: C, kind: topic, month: 2, hours: 3}";
    let later = "{id: item-d, title: D, kind: topic, month: 3}";
    let claimed = "{id: item-e, title: E, kind: topic, month: 3, status: done}";
    let credential = "certifications: [{id: cert-x, title: X, proof: [{kind: credential, url: \"https://i.example/\", date: 2026-12-02, expires: 2027-02-01}]}]\n";
    let at = "2027-01-10";
    let all = items(&format!("{overdue}\n{begun}\n{later}\n{claimed}")) + credential;
    assert_eq!(next(&all, at).0, ActionKind::Prove);
    let no_claim = items(&format!("{overdue}\n{begun}\n{later}")) + credential;
    assert_eq!(
        next(&no_claim, at),
        (ActionKind::Start, "item-a".into(), "It was due on 31 December 2026, 10 days ago.".into())
    );
    let in_time = items(&format!("{begun}\n{later}")) + credential;
    assert_eq!(
        next(&in_time, at),
        (ActionKind::Renew, "cert-x".into(), "The credential lapses on 1 February 2027.".into())
    );
    // The one that takes fewer hours goes first, unless the other was worked on.
    let (kind, name, reason) = next(&items(&format!("{begun}\n{later}")), at);
    assert_eq!((kind, &*name, &*reason), (ActionKind::Start, "item-c", "It is due on 31 January 2027, in 21 days."));
    let worked = "=== content/notes/n.md\n---\ntitle: N\ndate: 2027-01-05\nabout: [item-b]\n---\nText.\n";
    let (kind, name, _) = next(&(items(&format!("{begun}\n{later}")) + worked), at);
    assert_eq!((kind, &*name), (ActionKind::Finish, "item-b"));
    let (_, name, reason) = next(&items(later), at);
    assert_eq!((&*name, &*reason), ("item-d", "Nothing that has begun is open; this begins on 1 February 2027."));
    assert_eq!(owner(&items("{id: item-a, title: A, kind: topic, status: dropped}"), at).next, None);
}

#[test]
fn what_needs_something_gives_way_to_it_and_what_is_blocked_is_passed_over() {
    let text = items(
        "{id: item-a, title: A, kind: topic, month: 1, needs: [item-b]}
         {id: item-b, title: B, kind: topic, month: 3, needs: [cert-x]}
         {id: item-c, title: C, kind: topic, month: 1, status: blocked}",
    ) + "certifications: [{id: cert-x, title: X, month: 3}]\n";
    let expected =
        (ActionKind::Start, "cert-x".into(), "A needs it. It was due on 31 December 2026, 10 days ago.".into());
    assert_eq!(next(&text, "2027-01-10"), expected);
    let blocked = items("{id: item-c, title: C, kind: topic, month: 1, status: blocked}");
    assert_eq!(owner(&blocked, "2027-01-10").next, None);
}

// Days

#[test]
fn everything_with_a_day_is_in_one_list() {
    let text = items("{id: item-a, title: A, kind: topic, month: 1}\n{id: item-b, title: B, kind: topic, month: 1, due: 2027-01-15}")
        + "certifications:
  - {id: cert-x, title: X, month: 3, private: {exam: {booked: 2027-01-18, attempts: [2026-12-20]}}}
  - {id: cert-y, title: Y, month: 1, proof: [{kind: credential, url: \"https://i.example/\", date: 2026-12-02, expires: 2027-03-01}]}
  - {id: cert-z, title: Z, month: 1, private: {exam: {booked: 2026-12-18}}}
goals: [{id: goal-x, title: G, month: 2, target: {count: post, min: 3}}]
applications: [{id: app-one, company: Example Ltd, stage: interview, next: 2027-01-20}]
";
    let report = owner(&text, "2027-01-10");
    let days: Vec<_> =
        report.due.iter().map(|due| (due.date.to_string(), due.id.to_string(), due.kind, due.overdue_days)).collect();
    let expected = [
        ("2026-12-31", "cert-z", DueKind::Step(StepKind::Certification), Some(10)),
        ("2026-12-31", "item-a", DueKind::Step(StepKind::Item), Some(10)),
        ("2027-01-15", "item-b", DueKind::Step(StepKind::Item), None),
        ("2027-01-18", "cert-x", DueKind::Exam, None),
        ("2027-01-20", "app-one", DueKind::Application, None),
        ("2027-01-31", "goal-x", DueKind::Step(StepKind::Goal), None),
        ("2027-02-28", "cert-x", DueKind::Step(StepKind::Certification), None),
        ("2027-03-01", "cert-y", DueKind::Expiry, None),
    ];
    let mut expected: Vec<_> =
        expected.map(|(date, id, kind, late)| (date.to_owned(), id.to_owned(), kind, late)).into();
    expected[..2].sort_by_key(|due| due.2);
    assert_eq!(days, expected);
    assert_eq!(step(&report, "cert-x").state, StepState::Booked);
    assert_eq!(report.exams[0].attempts, [day("2026-12-20")]);
    assert_eq!(
        report.lapsing().map(|one| (one.id.to_string(), one.days_left)).collect::<Vec<_>>(),
        [("cert-y".to_owned(), Some(50))]
    );
}

#[test]
fn a_certification_goes_through_its_life() {
    let plan = "certifications:\n  - {id: cert-x, title: X, month: 2, private: {exam: {booked: 2027-01-20}}, proof: [\
                {kind: credential, url: \"https://i.example/\", date: 2027-01-25, expires: 2027-12-31}]}\n";
    let note = "=== content/notes/n.md\n---\ntitle: N\ndate: 2026-12-10\nabout: [cert-x]\n---\nText.\n";
    let text = text_of(plan) + note;
    let unbooked = text_of(&plan.replace("private: {exam: {booked: 2027-01-20}}, ", "")) + note;
    let state = |text: &str, date: &str| step(&owner(text, date), "cert-x").state;
    assert_eq!(state(&unbooked, "2026-12-05"), StepState::Planned);
    assert_eq!(state(&unbooked, "2026-12-10"), StepState::Studying);
    assert_eq!(state(&text, "2026-12-10"), StepState::Booked);
    assert_eq!(state(&text, "2027-01-20"), StepState::Booked);
    assert_eq!(state(&text, "2027-01-21"), StepState::Studying);
    assert_eq!(state(&text, "2027-01-25"), StepState::Proven);
    // It is expiring for 90 days, and valid on the last of them.
    assert_eq!(state(&text, "2027-10-01"), StepState::Proven);
    assert_eq!(state(&text, "2027-10-02"), StepState::Expiring);
    assert_eq!(state(&text, "2027-12-31"), StepState::Expiring);
    assert_eq!(state(&text, "2028-01-01"), StepState::Expired);
    let late = owner(&text, "2027-01-21");
    assert_eq!(late.exams[0].booked, Some(day("2027-01-20")));
    assert!(late.due.iter().all(|due| due.kind != DueKind::Exam));
}

#[test]
fn this_month_is_what_its_days_touch_and_what_it_proved() {
    let text = items(
        "{id: item-a, title: A, kind: topic, month: 1}
         {id: item-b, title: B, kind: topic, month: 2}
         {id: item-c, title: C, kind: topic, months: [1, 3]}
         {id: item-d, title: D, kind: topic, month: 3}
         {id: item-e, title: E, kind: topic, month: 1}",
    ) + "=== content/notes/n.md\n---\ntitle: N\ndate: 2027-01-05\nproves: [item-e]\n---\nText.\n";
    let report = owner(&text, "2027-01-10");
    let names: Vec<_> = report.month_steps().map(|step| step.id.to_string()).collect();
    assert_eq!(names, ["item-b", "item-c", "item-e"]);
    assert_eq!((report.now.month, report.now.day, report.now.days), (Some(2), 41, 182));
    assert_eq!(owner(&text, "2026-11-10").month_steps().count(), 0);
}

#[test]
fn skills_without_a_proof_say_who_teaches_them() {
    let text = items("{id: item-a, title: A, kind: topic, month: 1, skills: [skill-a]}")
        + "skills:
  - {id: skill-a, title: Taught, private: {target_level: expert}}
  - {id: skill-b, title: Untaught}
  - {id: skill-c, title: Shown}
=== content/notes/n.md
---
title: N
date: 2027-01-05
skills: [skill-c]
---
Text.
";
    let gaps = owner(&text, "2027-01-10").skill_gaps;
    let gaps: Vec<_> = gaps.iter().map(|gap| (&*gap.title, gap.taught_by.len(), gap.target_level.as_deref())).collect();
    assert_eq!(gaps, [("Taught", 1, Some("expert")), ("Untaught", 0, None)]);
}

// The forecast

#[test]
fn the_forecast_is_a_range_between_the_pace_of_the_whole_and_the_recent_one() {
    let lines: String = (1..=6)
        .map(|month| format!("{{id: item-{month}, title: M{month}, kind: topic, month: {month}, hours: 10}}\n"))
        .collect();
    let note = |number: u32, date: &str| {
        format!("=== content/notes/n{number}.md\n---\ntitle: N\ndate: {date}\nproves: [item-{number}]\n---\nText.\n")
    };
    let text = items(&lines).replace("months: [1, 3]", "months: [1, 6]");
    // Both months of the first quarter in December, and nothing since.
    let early = text.clone() + &note(1, "2026-12-05") + &note(2, "2026-12-20");
    let forecast = owner(&early, "2027-03-31").forecast.unwrap();
    assert_eq!(forecast.whole.days, 121);
    // 62 of 182 days are earned in 121; 120 are left, and 120 / (62 / 121) is 235 days.
    assert!(near(forecast.whole.performance, 62.0 / 121.0));
    assert_eq!(forecast.whole.end, Some(milepost::site::schedule::window::add_days(day("2027-03-31"), 235)));
    let recent = forecast.recent.unwrap();
    assert_eq!((recent.days, recent.performance, recent.end), (91, 0.0, None));
    assert_eq!((forecast.earliest(), forecast.latest()), (forecast.whole.end, None));
    // The other way round, the recent pace is the better one.
    let late = text.clone() + &note(1, "2027-03-01") + &note(2, "2027-03-02") + &note(3, "2027-03-03");
    let forecast = owner(&late, "2027-03-31").forecast.unwrap();
    assert_eq!(forecast.earliest(), forecast.recent.unwrap().end);
    assert_eq!(forecast.latest(), forecast.whole.end);
    // A young plan has one pace only, and a plan that has not begun has none.
    assert_eq!(owner(&text, "2027-01-01").forecast.unwrap().recent, None);
    assert_eq!(owner(&text, "2026-11-01").forecast, None);
}

#[test]
fn a_finished_plan_ended_when_the_last_thing_was_proven() {
    let text = items("{id: item-a, title: A, kind: topic, month: 1}")
        + "=== content/notes/n.md\n---\ntitle: N\ndate: 2027-01-05\nproves: [item-a]\n---\nText.\n";
    let report = owner(&text, "2027-06-10");
    let forecast = report.forecast.unwrap();
    assert_eq!((forecast.earliest(), forecast.latest()), (Some(day("2027-01-05")), Some(day("2027-01-05"))));
    assert_eq!((report.schedule.state, report.next), (ScheduleState::Complete, None));
    assert!(report.due.is_empty() && report.overdue.is_empty());
}

// Proofs that are dead

#[test]
fn a_dead_proof_is_told_with_what_it_proved() {
    let proof = "proof: [{kind: repo, url: \"https://b.example/x\", date: 2026-12-05}]";
    let text = items(&format!("{{id: item-a, title: A, kind: practice, month: 1, {proof}}}"))
        + "=== evidence.lock\nversion = 1\n[links]\n\"https://b.example/x\" = { result = \"dead\", \
           checked = 2027-01-02, status = 404, since = 2026-12-20 }\n# end of the lock\n";
    let report = owner(&text, "2027-01-19");
    assert_eq!((report.dead.len(), step(&report, "item-a").state), (0, StepState::Proven));
    let report = owner(&text, "2027-01-20");
    let dead = &report.dead[0];
    assert_eq!(
        (dead.of.as_str(), dead.href.as_str(), dead.since),
        ("item-a", "https://b.example/x", day("2026-12-20"))
    );
    assert_eq!(step(&report, "item-a").state, StepState::Active);
    let json = milepost::owner::json::write(&report, 0, 1);
    assert_eq!(json["dead_proofs"][0]["since"], "2026-12-20");
}

#[test]
fn the_curves_end_where_the_figures_of_the_day_are() {
    let text = items(
        "{id: item-a, title: A, kind: topic, month: 1, hours: 10}\n{id: item-b, title: B, kind: topic, month: 2, hours: 6}\n{id: item-c, title: C, kind: topic, month: 3, hours: 4}",
    ) + "=== content/notes/n.md\n---\ntitle: N\ndate: 2027-01-05\nproves: [item-a]\n---\nText.\n";
    let report = owner(&text, "2027-02-10");
    let committed: Vec<_> = report.curves.committed.iter().map(|(day, hours)| (day.to_string(), *hours)).collect();
    let expected =
        [("2026-11-30", 0.0), ("2026-12-31", 10.0), ("2027-01-31", 16.0), ("2027-02-28", 20.0), ("2027-05-31", 20.0)];
    assert_eq!(committed, expected.map(|(day, hours)| (day.to_owned(), hours)));
    assert!(near(report.schedule.committed, 16.0));
    assert_eq!(report.curves.earned.last(), Some(&(day("2027-02-10"), report.schedule.earned_value)));
    // What is earned and what is open of each step are the whole, and so are the months.
    let open: f64 = report.steps.iter().map(Step::open_hours).sum();
    assert!(near(open + report.schedule.earned_value, report.schedule.scope));
    assert!(near(report.months.iter().map(|month| month.load).sum(), report.schedule.scope));
    assert!(near(report.months.iter().map(|month| month.open).sum(), open));
}

// Splitting the plan

/// An item of a random plan: hours, month, whether it is private, and whether a note proves it.
type Wish = (u32, u32, bool, bool);

/// Returns a plan with these items in one file, and the same plan split in two.
fn split(wishes: &[Wish], week_hours: u32) -> [String; 2] {
    let item = |number: usize, (hours, month, is_private, _): &Wish| {
        let private = if *is_private { ", visibility: private" } else { "" };
        format!(
            "      - {{id: item-{number}, title: Item {number}, kind: topic, month: {month}, hours: {hours}{private}}}\n"
        )
    };
    let lines = |keep: &dyn Fn(&Wish) -> bool| -> String {
        wishes.iter().enumerate().filter(|(_, wish)| keep(wish)).map(|(number, wish)| item(number, wish)).collect()
    };
    let phase = "phases:\n  - id: first-phase\n    title: First\n    months: [1, 3]\n    items:\n";
    let own = format!("  private: {{title: Own title, week_hours: {week_hours}}}\n");
    let more = "certifications: [{id: cert-x, title: X, month: 2, private: {exam: {booked: 2027-02-01}}}]\n\
                companies: [{id: tier-one, names: [Secret Corp]}]\n";
    let notes: String = wishes
        .iter()
        .enumerate()
        .filter(|(_, wish)| wish.3)
        .map(|(number, _)| {
            format!(
                "=== content/notes/n{number}.md\n---\ntitle: N\ndate: 2026-12-1{}\nproves: [item-{number}]\ntime: 3h\n---\nText.\n",
                number % 10
            )
        })
        .collect();
    let master = text_of(&format!("{own}{phase}{}{more}", lines(&|_| true)));
    let public =
        text_of(&format!("{phase}{}certifications: [{{id: cert-x, title: X, month: 2}}]\n", lines(&|wish| !wish.2)));
    let overlay = format!(
        "=== plan.private.yaml\nschema: 1\nplan:\n{own}{}{more}",
        phase.replace("    title: First\n    months: [1, 3]\n", "") + &lines(&|wish| wish.2)
    );
    [format!("{master}{notes}"), format!("{public}{overlay}{notes}")]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_plan_that_is_split_in_two_tells_its_owner_the_same(
        wishes in proptest::collection::vec((1u32..40, 1u32..4, any::<bool>(), any::<bool>()), 1..8), week in 1u32..40
    ) {
        let [whole, halves] = split(&wishes, week).map(|text| {
            let (report, diagnostics) = milepost::owner(&journal(&text), &at("2027-01-20"));
            assert!(diagnostics.iter().all(|found| !found.is_error()), "{diagnostics:?}");
            let mut report = report.unwrap();
            // The overlay stands behind the public plan, so that the order in it is another one.
            report.steps.sort_by(|a, b| a.id.cmp(&b.id));
            report
        });
        prop_assert_eq!(&whole.steps, &halves.steps);
        prop_assert_eq!(&whole.due, &halves.due);
        prop_assert_eq!(&whole.overdue, &halves.overdue);
        prop_assert_eq!(&whole.next, &halves.next);
        prop_assert_eq!(&whole.title, &halves.title);
        prop_assert_eq!(whole.schedule.state, halves.schedule.state);
        prop_assert!(near(whole.schedule.planned_value, halves.schedule.planned_value));
        prop_assert!(near(whole.hours.logged, halves.hours.logged) && near(whole.hours.planned, halves.hours.planned));
        let capacity = |report: &OwnerReport| report.months.iter().map(|month| month.capacity).collect::<Vec<_>>();
        prop_assert_eq!(capacity(&whole), capacity(&halves));
        prop_assert_eq!(&whole.private.companies[0].names, &halves.private.companies[0].names);
    }
}
