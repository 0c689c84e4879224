//! Progress and schedule from evidence, tested from outside: a plan in a string and pages in, figures out. `owner` and
//! `status` test what the owner is told of them.

#![expect(
    clippy::unwrap_used,
    clippy::format_collect,
    clippy::format_push_string,
    clippy::float_cmp,
    reason = "plans are built as text"
)]

mod baseline;
#[path = "../common/mod.rs"]
mod common;
mod owner;
#[path = "../site_support/mod.rs"]
mod site_support;
mod status;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use milepost::diagnostic::{Code, Diagnostic, SourceId, Span, Spanned};
use milepost::lock::Lock;
use milepost::plan::{Claim, Plan, PlanId, parse};
use milepost::site::evidence::{PageClaims, PageKind, ProjectClaims};
use milepost::site::progress::{CertificationState, ItemState, Progress, Tally, UnitKind, compute};
use milepost::site::schedule::{OwnerView, Schedule, ScheduleState, owner_view, window};
use milepost::source::fixture::journal;
use milepost::words::Words;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn id(text: &str) -> PlanId {
    PlanId::new(text).unwrap()
}

/// A plan of 15 months from 2026-12-01 with `rest` below its head.
fn plan_of(rest: &str) -> Plan {
    plan_from("start: 2026-12-01\n  months: 15", rest)
}

fn plan_from(head: &str, rest: &str) -> Plan {
    let text = format!(
        "=== plan.yaml\nschema: 1\nsite: {{title: T, url: \"https://a.example/\"}}\n\
         plan:\n  id: the-plan\n  title: Plan\n  {head}\n{rest}"
    );
    let (source, diagnostics) = parse(&journal(&text), false);
    let errors: Vec<_> = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    source.unwrap().plan
}

/// A plan with one phase of months 1 to 3, whose items are `items` in flow style, one per line.
fn with_items(items: &str, rest: &str) -> Plan {
    plan_of(&(phase_of(items) + rest))
}

fn phase_of(items: &str) -> String {
    let items: String =
        items.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("      - {}\n", line.trim())).collect();
    format!("phases:\n  - id: first-phase\n    title: First\n    months: [1, 3]\n    items:\n{items}")
}

fn claim(text: &str) -> Spanned<Claim> {
    let (target, part) = text.split_once('#').map_or((text, None), |(target, part)| (target, Some(id(part))));
    Spanned::new(Claim { target: id(target), part }, Span::new(SourceId(9), 0..4))
}

fn page(number: usize, kind: PageKind, date: &str, proves: &[&str]) -> PageClaims {
    PageClaims {
        page: number,
        kind,
        title: format!("Page {number}"),
        href: format!("/pages/{number}/"),
        date: (!date.is_empty()).then(|| day(date)),
        proves: proves.iter().map(|text| claim(text)).collect(),
        about: Vec::new(),
        named_at: Vec::new(),
        skills: Vec::new(),
        minutes: 0,
        project: None,
    }
}

fn note(number: usize, date: &str, proves: &[&str]) -> PageClaims {
    page(number, PageKind::Note, date, proves)
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<Code> {
    diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

fn run(plan: &Plan, pages: &[PageClaims], as_of: &str) -> (Progress, Vec<Code>) {
    let (progress, diagnostics) = compute(plan, pages, &Lock::default(), day(as_of));
    (progress, codes(&diagnostics))
}

fn state(progress: &Progress, item: &str) -> ItemState {
    progress.items[&id(item)].state
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

// Items

#[test]
fn a_published_note_proves_a_topic_on_its_date() {
    let plan = with_items("{id: ml-basics, title: Basics, kind: topic, month: 1}", "");
    let (progress, codes) = run(&plan, &[note(0, "2026-12-05", &["ml-basics"])], "2027-01-01");
    let item = &progress.items[&id("ml-basics")];
    assert_eq!((item.state, item.proven_on), (ItemState::Proven, Some(day("2026-12-05"))));
    assert_eq!(item.proofs[0].page, Some(0));
    assert_eq!(codes, []);
    assert_eq!((progress.counts.items_proven, progress.counts.items_total), (1, 1));
}

#[test]
fn an_item_is_done_when_its_last_criterion_is_proven() {
    let item = "{id: clouds, title: C, kind: topic, month: 1, hours: 10, \
                criteria: [{id: aws, title: A}, {id: azure, title: Z}]}";
    let plan = with_items(item, "");
    let first = note(0, "2026-12-05", &["clouds#aws"]);
    let second = note(1, "2026-12-20", &["clouds#azure"]);
    let (half, _) = run(&plan, std::slice::from_ref(&first), "2027-01-01");
    assert_eq!(state(&half, "clouds"), ItemState::Active);
    assert!(near(half.plan.share(), 0.5) && near(half.plan.earned_hours, 5.0));
    let (whole, _) = run(&plan, &[second, first], "2027-01-01");
    assert_eq!(whole.items[&id("clouds")].proven_on, Some(day("2026-12-20")));
    assert_eq!(whole.curves.earned.last(), Some(&(day("2027-01-01"), 10.0)));
}

#[test]
fn a_proof_of_the_whole_item_proves_every_criterion() {
    let item = "{id: clouds, title: C, kind: topic, month: 1, criteria: [{id: aws, title: A}, {id: azure, title: Z}]}";
    let (progress, _) = run(&with_items(item, ""), &[note(0, "2026-12-05", &["clouds"])], "2027-01-01");
    assert_eq!(state(&progress, "clouds"), ItemState::Proven);
    assert_eq!(progress.recent.len(), 1);
}

#[test]
fn a_note_is_too_weak_for_practice_and_becomes_a_mention() {
    let plan = with_items("{id: labs, title: L, kind: practice, month: 1}", "");
    let (progress, codes) = run(&plan, &[note(0, "2026-12-05", &["labs"])], "2027-01-01");
    assert_eq!(state(&progress, "labs"), ItemState::Active);
    assert_eq!(progress.items[&id("labs")].mentions.len(), 1);
    assert_eq!(codes, [Code::WeakProof]);
}

#[test]
fn a_repository_in_the_plan_proves_practice() {
    let item = "{id: labs, title: L, kind: practice, month: 1, \
                proof: [{kind: repo, url: \"https://github.com/a/b\", date: 2026-12-09}]}";
    let (progress, codes) = run(&with_items(item, ""), &[], "2027-01-01");
    assert_eq!((state(&progress, "labs"), codes), (ItemState::Proven, vec![]));
    assert_eq!(progress.activity[&day("2026-12-09")], ["Repository: L"]);
}

#[test]
fn a_proof_of_the_future_does_not_count_yet_and_is_no_mistake() {
    let item = "{id: labs, title: L, kind: practice, month: 1, \
                proof: [{kind: repo, url: \"https://github.com/a/b\", date: 2027-12-09}]}";
    let (progress, codes) = run(&with_items(item, ""), &[], "2027-01-01");
    assert_eq!((state(&progress, "labs"), codes), (ItemState::Planned, vec![]));
}

#[test]
fn an_undated_page_proves_nothing_but_is_a_mention() {
    let plan = with_items("{id: ml-basics, title: B, kind: topic, month: 1}", "");
    let (progress, codes) = run(&plan, &[note(0, "", &["ml-basics"])], "2027-01-01");
    assert_eq!((state(&progress, "ml-basics"), codes), (ItemState::Active, vec![Code::UnusableProof]));
}

#[test]
fn a_page_about_an_item_makes_it_active_and_earns_nothing() {
    let plan = with_items("{id: ml-basics, title: B, kind: topic, month: 1}", "");
    let mut about = note(0, "2026-12-05", &[]);
    about.about = vec![claim("ml-basics")];
    about.minutes = 90;
    let (progress, _) = run(&plan, &[about], "2027-01-01");
    assert_eq!(state(&progress, "ml-basics"), ItemState::Active);
    assert!(progress.plan.share() == 0.0);
}

#[test]
fn done_without_proof_is_a_claim_that_never_counts() {
    let plan = with_items("{id: ml-basics, title: B, kind: topic, month: 1, status: done}", "");
    let (progress, codes) = run(&plan, &[], "2027-01-01");
    assert_eq!((state(&progress, "ml-basics"), codes), (ItemState::Claimed, vec![Code::ClaimedWithoutProof]));
    assert_eq!(state(&progress, "ml-basics").public(), ItemState::Active);
    assert_eq!(owner_view(&plan, &progress).claimed, [id("ml-basics")]);
}

#[test]
fn declared_states_say_what_evidence_cannot() {
    let plan = with_items(
        "{id: item-a, title: A, kind: topic, month: 1, status: dropped}
         {id: item-b, title: B, kind: topic, month: 1, status: blocked}
         {id: item-c, title: C, kind: topic, month: 1, status: waived}
         {id: item-d, title: D, kind: topic, month: 1, status: waived}",
        "",
    );
    let (progress, codes) = run(&plan, &[note(0, "2026-12-05", &["item-c"])], "2027-01-01");
    let states: Vec<_> = progress.items.values().map(|item| item.state).collect();
    assert_eq!(states, [ItemState::Dropped, ItemState::Blocked, ItemState::Waived, ItemState::Claimed]);
    assert_eq!(codes, [Code::ClaimedWithoutProof]);
    assert_eq!(progress.counts.items_total, 3);
}

#[test]
fn one_page_that_proves_too_much_is_reported_once() {
    let items: String = (1..=4).map(|n| format!("{{id: item-{n}, title: A, kind: topic, month: 1}}\n")).collect();
    let all = ["item-1", "item-2", "item-3", "item-4"];
    let plan = with_items(&items, "");
    assert_eq!(run(&plan, &[note(0, "2026-12-05", &all[..3])], "2027-01-01").1, []);
    assert_eq!(run(&plan, &[note(0, "2026-12-05", &all)], "2027-01-01").1, [Code::OverusedProof]);
}

#[test]
fn an_item_may_ask_for_several_distinct_proofs() {
    let plan = with_items("{id: ml-basics, title: B, kind: topic, month: 1, evidence: {min: 2}}", "");
    let pages = [note(0, "2026-12-05", &["ml-basics"]), note(1, "2026-12-09", &["ml-basics"])];
    assert_eq!(state(&run(&plan, &pages[..1], "2027-01-01").0, "ml-basics"), ItemState::Active);
    assert_eq!(run(&plan, &pages, "2027-01-01").0.items[&id("ml-basics")].proven_on, Some(day("2026-12-09")));
}

#[test]
fn an_item_without_hours_weighs_the_mean_of_those_that_state_them() {
    let plan = with_items(
        "{id: item-a, title: A, kind: topic, month: 1, hours: 10}
         {id: item-b, title: B, kind: topic, month: 1, hours: 20}
         {id: item-c, title: C, kind: topic, month: 1}",
        "",
    );
    let (progress, _) = run(&plan, &[], "2027-01-01");
    assert!(near(progress.items[&id("item-c")].weight, 15.0));
    let lone = with_items("{id: item-c, title: C, kind: topic, month: 1}", "");
    assert!(near(run(&lone, &[], "2027-01-01").0.plan.total_hours, 1.0));
}

// Certifications

const PREP: &str = "{id: exam-prep, title: Prep, kind: exam-prep, cert: cert-x, month: 1, hours: 40}";

fn credential(dates: &str) -> String {
    format!(
        "certifications:\n  - {{id: cert-x, title: X, month: 1, valid_months: 36, \
         proof: [{{kind: credential, url: \"https://issuer.example/1\", {dates}}}]}}\n"
    )
}

#[test]
fn a_credential_proves_the_certification_and_what_prepares_it_and_counts_once() {
    let plan = with_items(PREP, &credential("date: 2026-12-22"));
    let (progress, _) = run(&plan, &[], "2027-01-01");
    let certification = &progress.certifications[&id("cert-x")];
    assert_eq!(certification.state, CertificationState::Verified);
    assert_eq!(certification.expires, Some(day("2029-12-22")));
    assert_eq!(state(&progress, "exam-prep"), ItemState::Proven);
    assert!(near(progress.plan.total_hours, 40.0) && near(progress.plan.earned_hours, 40.0));
    assert_eq!(progress.recent.len(), 1);
}

#[test]
fn a_credential_expires_and_no_longer_counts() {
    let plan = with_items(PREP, &credential("date: 2026-12-22, expires: 2028-01-31"));
    let at = |date: &str| {
        let (progress, codes) = run(&plan, &[], date);
        (progress.certifications[&id("cert-x")].state, state(&progress, "exam-prep"), codes)
    };
    assert_eq!(at("2027-01-01"), (CertificationState::Verified, ItemState::Proven, vec![]));
    assert_eq!(at("2027-12-01"), (CertificationState::Expiring, ItemState::Proven, vec![]));
    assert_eq!(at("2028-01-31"), (CertificationState::Expiring, ItemState::Proven, vec![]));
    let expired = at("2028-02-01");
    assert_eq!((expired.0, expired.2), (CertificationState::Expired, vec![Code::UnusableProof]));
    assert!(!expired.1.is_proven());
}

#[test]
fn a_waived_certification_needs_a_proof_too() {
    let plan = with_items(PREP, &credential("date: 2026-01-22").replace("month: 1,", "month: 1, status: waived,"));
    let (progress, _) = run(&plan, &[], "2027-01-01");
    assert_eq!(progress.certifications[&id("cert-x")].state, CertificationState::Waived);
    assert_eq!(state(&progress, "exam-prep"), ItemState::Waived);
    let bare = "certifications:\n  - {id: cert-x, title: X, month: 1, status: waived}\n";
    let (progress, codes) = run(&with_items(PREP, bare), &[], "2027-01-01");
    assert!(!progress.certifications[&id("cert-x")].state.is_verified());
    assert_eq!(codes, [Code::ClaimedWithoutProof]);
}

#[test]
fn one_earned_alternative_is_enough_and_gives_its_name() {
    let rest = "certifications:\n  - id: cert-ml\n    title: Cloud ML\n    hours: 50\n    any_of:\n      \
                - {id: cert-old, title: Old, retired_on: 2026-03-31}\n      \
                - {id: cert-new, title: New, issuer: Cloud, proof: [{kind: credential, url: \"https://i.example/2\", \
                date: 2026-12-03}]}\n";
    let (progress, _) = run(&plan_of(rest), &[], "2027-01-01");
    let found = &progress.certifications[&id("cert-ml")];
    assert_eq!((found.alternative.clone(), &*found.title), (Some(id("cert-new")), "New"));
    assert!(near(progress.plan.share(), 1.0));
}

#[test]
fn what_cannot_be_earned_is_hidden_and_leaves_the_scope() {
    let rest = "certifications:\n  - {id: cert-x, title: X, available: false}\n  \
                - {id: cert-y, title: Y, hours: 5, retired_on: 2026-12-31}\n";
    let plan = with_items(PREP, rest);
    let (progress, _) = run(&plan, &[], "2027-01-01");
    assert!(progress.certifications.values().all(|found| found.state == CertificationState::Unavailable));
    assert_eq!(state(&progress, "exam-prep"), ItemState::Unavailable);
    assert!(progress.plan.total_hours == 0.0 && progress.plan.share() == 0.0);
}

#[test]
fn what_is_replaced_leaves_the_scope_once_its_successor_is_held() {
    let old = "certifications:\n  - {id: cert-x, title: X, hours: 20, superseded_by: [cert-new]}\n";
    let rest = |by: &str, proof: &str| {
        let new = format!("  - {{id: cert-y, title: Y, hours: 5, any_of: [{{id: cert-new, title: New{proof}}}]}}\n");
        let other = "  - {id: cert-z, title: Z, hours: 15}\n";
        old.replace("cert-new", by) + &new + other
    };
    let proof = ", proof: [{kind: credential, url: \"https://i.example/2\", date: 2026-12-20}]";
    let at = |text: &str, date: &str| run(&with_items(PREP, text), &[], date).0;
    for by in ["cert-new", "cert-y"] {
        let text = rest(by, proof);
        // Before the successor is earned, both are needed.
        let before = at(&text, "2026-12-19");
        assert_eq!(before.certifications[&id("cert-x")].state, CertificationState::Planned);
        assert!(near(before.plan.total_hours, 80.0), "{}", before.plan.total_hours);
        let after = at(&text, "2026-12-20");
        assert_eq!(after.certifications[&id("cert-x")].state, CertificationState::Unavailable);
        assert_eq!(state(&after, "exam-prep"), ItemState::Unavailable);
        assert!(near(after.plan.total_hours, 20.0) && near(after.plan.earned_hours, 5.0));
    }
    // A credential that is held counts, whatever replaces it: more evidence never lowers a share.
    let both = rest("cert-new", proof).replace("title: X, ", &format!("title: X{proof}, ").replace("/2", "/1"));
    let both = at(&both, "2026-12-20");
    assert_eq!(both.certifications[&id("cert-x")].state, CertificationState::Verified);
    assert!(near(both.plan.total_hours, 80.0) && near(both.plan.earned_hours, 65.0));
    // Retired, it is out of the scope with or without its successor.
    let retired = rest("cert-new", "").replace("title: X, ", "title: X, retired_on: 2026-12-10, ");
    let retired = at(&retired, "2026-12-20");
    assert_eq!(retired.certifications[&id("cert-x")].state, CertificationState::Unavailable);
    assert!(near(retired.plan.total_hours, 20.0) && near(retired.plan.earned_hours, 0.0));
}

#[test]
fn an_alternative_that_is_replaced_is_no_way_any_more() {
    let rest = "certifications:\n  - {id: cert-x, title: X, hours: 20, any_of: [{id: cert-a, title: A, superseded_by: [cert-y]}, \
                {id: cert-b, title: B, retired_on: 2026-12-05}]}\n  - {id: cert-y, title: Y, hours: 5, proof: [{kind: \
                credential, url: \"https://i.example/2\", date: 2026-12-20}]}\n";
    let found = |date: &str| run(&plan_of(rest), &[], date).0.certifications[&id("cert-x")].state;
    assert_eq!(found("2026-12-19"), CertificationState::Planned);
    assert_eq!(found("2026-12-20"), CertificationState::Unavailable);
}

#[test]
fn a_page_cannot_stand_in_for_a_credential() {
    let rest = "certifications:\n  - {id: cert-x, title: X}\n";
    let pages = [note(0, "2026-12-05", &["cert-x"]), note(1, "2026-12-06", &["exam-prep"])];
    let (progress, codes) = run(&with_items(PREP, rest), &pages, "2027-01-01");
    assert_eq!(progress.certifications[&id("cert-x")].state, CertificationState::Studying);
    assert_eq!(codes, [Code::WeakProof, Code::WeakProof]);
}

#[test]
fn a_renewed_credential_stays_earned_since_the_first_one() {
    let rest = "certifications:\n  - {id: cert-x, title: X, hours: 5, proof: [\
                {kind: credential, url: \"https://i.example/1\", date: 2026-12-10, expires: 2027-06-30}, \
                {kind: credential, url: \"https://i.example/2\", date: 2027-06-20, expires: 2030-06-20}]}\n";
    let (progress, codes) = run(&plan_of(rest), &[], "2027-08-01");
    let found = &progress.certifications[&id("cert-x")];
    assert_eq!((found.state, found.proven_on), (CertificationState::Verified, Some(day("2026-12-10"))));
    assert_eq!((found.issued, found.expires), (Some(day("2027-06-20")), Some(day("2030-06-20"))));
    assert_eq!(codes, []);
}

// Projects, goals, outreach, skills

const PROJECT: &str = "evidence_policy:\n  project: {gates: [repo, readme, license, ci, release, writeup]}\n\
                       skills:\n  - {id: skill-x, title: X}\n\
                       projects:\n  - id: proj-x\n    title: Bench\n    hours: 30\n    skills: [skill-x]\n    \
                       features:\n      - {id: suite, title: S}\n      - {id: checks, title: C, proof: [{kind: ci, \
                       url: \"https://ci.example/1\", date: 2027-01-05}]}\n";

fn project_page(words: u32) -> PageClaims {
    let claims = ProjectClaims {
        id: id("proj-x"),
        repo: Some("https://github.com/a/bench".to_owned()),
        demo: None,
        release: Some("v0.2.0".to_owned()),
        license: Some("MIT".to_owned()),
        features: BTreeMap::new(),
        word_count: words,
    };
    PageClaims { project: Some(claims), ..page(0, PageKind::Project, "2027-01-10", &[]) }
}

#[test]
fn a_planned_project_is_not_listed() {
    let text = PROJECT.replace("2027-01-05", "2028-01-05");
    let (progress, _) = run(&plan_of(&text), &[], "2027-02-01");
    let found = &progress.projects[&id("proj-x")];
    assert_eq!((found.state, found.is_listed), (ItemState::Planned, false));
}

#[test]
fn a_project_is_proven_by_features_policy_and_gates_together() {
    let plan = plan_of(PROJECT);
    let post = page(1, PageKind::Post, "2027-01-20", &["proj-x#suite"]);
    let (short, _) = run(&plan, &[project_page(299), post.clone()], "2027-02-01");
    let found = &short.projects[&id("proj-x")];
    assert_eq!((found.state, found.is_listed), (ItemState::Active, true));
    let open: Vec<_> = found.gates.iter().filter(|gate| !gate.is_met).map(|gate| gate.gate).collect();
    assert_eq!(open, [milepost::plan::Gate::Writeup]);
    assert!(near(found.share, 2.0 / 3.0));
    let (full, codes) = run(&plan, &[project_page(300), post], "2027-02-01");
    let found = &full.projects[&id("proj-x")];
    assert_eq!((found.state, found.proven_on), (ItemState::Proven, Some(day("2027-01-20"))));
    assert_eq!((found.release.as_deref(), codes), (Some("v0.2.0"), vec![]));
    assert_eq!(full.skills[&id("skill-x")].proofs.len(), 3);
}

#[test]
fn each_gate_is_met_by_what_shows_it_and_by_nothing_else() {
    let gate = |name: &str, proofs: &str, change: &dyn Fn(&mut ProjectClaims)| {
        let plan = plan_of(&format!(
            "evidence_policy: {{project: {{gates: [{name}]}}}}\nprojects: [{{id: proj-x, title: X, proof: [{proofs}]}}]\n"
        ));
        let mut claims = ProjectClaims {
            id: id("proj-x"),
            repo: None,
            demo: None,
            release: None,
            license: None,
            features: BTreeMap::new(),
            word_count: 0,
        };
        change(&mut claims);
        let own = PageClaims { project: Some(claims), ..page(0, PageKind::Project, "2027-01-10", &[]) };
        let found = run(&plan, &[own], "2027-02-01").0.projects[&id("proj-x")].clone();
        (found.gates[0].is_met, found.state.is_proven())
    };
    let proof = |kind: &str| format!("{{kind: {kind}, url: \"https://e.example/1\", date: 2027-01-12}}");
    let repo = |claims: &mut ProjectClaims| claims.repo = Some("https://github.com/a/x".to_owned());
    let nothing = |_: &mut ProjectClaims| {};
    // By a proof of the kind. The last of each is not enough.
    for (name, met, unmet) in [
        ("repo", &["repo"][..], "demo"),
        ("readme", &["repo"], "ci"),
        ("ci", &["ci"], "repo"),
        ("release", &["release", "demo", "video"], "repo"),
    ] {
        for kind in met {
            assert_eq!(gate(name, &proof(kind), &nothing), (true, true), "{name} {kind}");
        }
        assert_eq!(gate(name, &proof(unmet), &nothing), (false, false), "{name} {unmet}");
    }
    // By what the page of the project says.
    assert_eq!(gate("repo", "", &repo), (true, true));
    assert_eq!(gate("readme", "", &repo), (true, true));
    assert_eq!(gate("license", "", &|claims| claims.license = Some("MIT".to_owned())), (true, false));
    assert_eq!(gate("license", "", &|claims| claims.license = Some("  ".to_owned())), (false, false));
    assert_eq!(gate("release", "", &|claims| claims.release = Some("v1".to_owned())), (true, false));
    assert_eq!(gate("release", "", &|claims| claims.demo = Some("https://x.example/".to_owned())), (true, true));
    assert_eq!(gate("writeup", &proof("repo"), &|claims| claims.word_count = 299), (false, false));
    assert_eq!(gate("writeup", &proof("repo"), &|claims| claims.word_count = 300), (true, true));
    assert_eq!(gate("ci", "", &repo), (false, false));
}

#[test]
fn the_policy_of_a_kind_holds_unless_an_item_asks_for_something_else() {
    let policy = |policy: &str, own: &str, kind: &str, proof: &str| {
        let item = format!("{{id: item-a, title: A, kind: {kind}, month: 1{own}, proof: [{proof}]}}");
        let plan = with_items(&item, policy);
        state(&run(&plan, &[note(0, "2026-12-05", &["item-a"])], "2027-01-01").0, "item-a").is_proven()
    };
    let repo = "{kind: repo, url: \"https://e.example/1\", date: 2026-12-09}";
    let certificate = "{kind: certificate, url: \"https://e.example/2\", date: 2026-12-09}";
    // By default: a page for a topic or a course, something hosted elsewhere for practice or a build.
    for (kind, by_page) in [("topic", true), ("course", true), ("practice", false), ("build", false)] {
        assert_eq!(policy("", "", kind, ""), by_page, "{kind}");
        assert!(policy("", "", kind, repo), "{kind}");
        assert!(!policy("", ", evidence: {level: 3}", kind, repo), "{kind}");
        assert!(policy("", ", evidence: {level: 3}", kind, certificate), "{kind}");
        assert!(policy("", ", evidence: {level: 1}", kind, ""), "{kind}");
        let strict = format!("evidence_policy: {{{kind}: {{level: 3}}}}\n");
        assert!(!policy(&strict, "", kind, repo) && policy(&strict, ", evidence: {level: 2}", kind, repo), "{kind}");
        // `level:` of a proof overrides that of its kind.
        assert!(!policy("", ", evidence: {level: 2}", kind, &repo.replace("date", "level: 1, date")), "{kind}");
    }
}

#[test]
fn a_goal_counts_distinct_repositories_and_proves_its_item() {
    let item = "{id: folio, title: F, kind: goal, goal: goal-x, month: 3, hours: 9}
                {id: demos, title: D, kind: build, month: 2, hours: 4, counts_for: [goal-x], proof: [\
                {kind: repo, url: \"https://github.com/a/demos\", date: 2026-12-09}, \
                {kind: repo, url: \"https://github.com/A/demos.git\", date: 2026-12-10}, \
                {kind: release, url: \"https://github.com/a/tool/releases/v1\", date: 2026-12-11}]}";
    let goals = "goals:\n  - {id: goal-x, title: G, target: {count: public-repo, min: 3}, counts: [proj-x], \
                 show_when: {min: 2}}\n";
    let plan = with_items(item, &format!("{goals}{PROJECT}"));
    let (two, _) = run(&plan, &[], "2027-02-01");
    let goal = &two.goals[&id("goal-x")];
    assert_eq!((goal.count, goal.is_shown, goal.is_reached), (2, true, false));
    let (three, _) = run(&plan, &[project_page(10)], "2027-02-01");
    assert_eq!(three.goals[&id("goal-x")].reached_on, Some(day("2027-01-10")));
    assert_eq!((state(&three, "folio"), three.items[&id("folio")].weight), (ItemState::Proven, 0.0));
}

#[test]
fn a_goal_that_names_nothing_counts_every_post() {
    let plan = plan_of("goals:\n  - {id: goal-x, title: G, target: {count: post, min: 2}}\n");
    let pages = [page(0, PageKind::Post, "2026-12-05", &[]), page(1, PageKind::Post, "2026-12-06", &[])];
    assert_eq!(run(&plan, &pages, "2027-01-01").0.goals[&id("goal-x")].reached_on, Some(day("2026-12-06")));
}

#[test]
fn an_address_that_is_two_things_is_counted_as_each() {
    let item = "{id: talk, title: T, kind: topic, month: 1, hours: 4, proof: [\
                {kind: post, url: \"https://x.example/a\", date: 2026-12-09}, \
                {kind: certificate, url: \"https://x.example/a\", date: 2026-12-10}]}";
    let goals = "goals:\n  - {id: goal-x, title: G, target: {count: post, min: 1}}\n";
    let (progress, _) = run(&with_items(item, goals), &[], "2027-02-01");
    assert_eq!(progress.items[&id("talk")].valid_proofs().len(), 1);
    assert_eq!(progress.goals[&id("goal-x")].reached_on, Some(day("2026-12-09")));
}

#[test]
fn outreach_counts_its_own_kind_of_thing() {
    let rest = "outreach:\n  - {id: out-blog, title: B, kind: writing, target: {count: post, min: 2}, hours: 6}\n  \
                - {id: out-pr, title: P, kind: open-source, target: {count: merged-pr, min: 1}, proof: [\
                {kind: repo, url: \"https://github.com/a/b\", date: 2026-12-09}]}\n";
    let posts =
        [page(0, PageKind::Post, "2026-12-05", &["out-blog"]), page(1, PageKind::Post, "2026-12-07", &["out-blog"])];
    let (progress, codes) = run(&plan_of(rest), &posts, "2027-01-01");
    let blog = &progress.outreach[&id("out-blog")];
    assert_eq!((blog.count, blog.proven_on), (2, Some(day("2026-12-07"))));
    let pull = &progress.outreach[&id("out-pr")];
    assert_eq!((pull.state, pull.count, codes), (ItemState::Active, 0, vec![]));
}

#[test]
fn a_skill_shows_distinct_proofs_strongest_first_then_newest() {
    let items = "{id: topic-a, title: A, kind: topic, month: 1, skills: [skill-x]}
                 {id: topic-b, title: B, kind: practice, month: 1, skills: [skill-x], proof: [\
                 {kind: repo, url: \"https://github.com/a/b\", date: 2026-12-01}]}";
    let plan = with_items(items, "skills:\n  - {id: skill-x, title: X}\n  - {id: skill-y, title: Y}\n");
    let mut second = note(1, "2026-12-09", &[]);
    second.skills = vec![id("skill-x")];
    let mut first = note(0, "2026-12-05", &["topic-a"]);
    first.skills = vec![id("skill-x")];
    let (progress, _) = run(&plan, &[first, second], "2027-01-01");
    let hrefs: Vec<_> = progress.skills[&id("skill-x")].proofs.iter().map(|proof| proof.href.as_str()).collect();
    assert_eq!(hrefs, ["https://github.com/a/b", "/pages/1/", "/pages/0/"]);
    assert!(!progress.skills[&id("skill-y")].is_shown());
}

// Windows and months

#[test]
fn months_clamp_to_the_end_of_the_month_from_the_first_day_of_the_plan() {
    let plan = plan_from("start: 2027-01-31\n  months: 14", "");
    let starts: Vec<_> = (1..=3).chain([14]).map(|month| window::months(&plan, month, month).start).collect();
    assert_eq!(starts, [day("2027-01-31"), day("2027-02-28"), day("2027-03-31"), day("2028-02-29")]);
    assert_eq!(window::months(&plan, 1, 1).end, day("2027-02-27"));
    let plan = plan_of("");
    assert_eq!(window::months(&plan, 5, 5).start, day("2027-04-01"));
    assert_eq!(window::whole(&plan).end, day("2028-02-29"));
}

#[test]
fn there_is_no_current_month_before_the_start_and_after_the_end() {
    let month = |date| run(&plan_of(""), &[], date).0.calendar.month;
    assert_eq!((month("2026-11-30"), month("2026-12-01")), (None, Some(1)));
    assert_eq!((month("2027-04-20"), month("2028-03-01")), (Some(5), None));
}

#[test]
fn a_pause_shifts_what_is_not_proven_when_it_begins() {
    let head = "start: 2026-12-01\n  months: 15\n  pauses: [{from: 2027-01-10, to: 2027-01-19}]";
    let items = "phases:\n  - id: first-phase\n    title: F\n    months: [1, 3]\n    items:\n      \
                 - {id: item-a, title: A, kind: topic, month: 1}\n      - {id: item-b, title: B, kind: topic, month: 2}\n      \
                 - {id: item-c, title: C, kind: topic, month: 3}\n      - {id: item-d, title: D, kind: topic, month: 2}\n";
    let plan = plan_from(head, items);
    let (progress, _) = run(&plan, &[note(0, "2027-01-02", &["item-d"])], "2027-01-12");
    let ends: Vec<_> = progress.items.values().map(|item| item.window.end.to_string()).collect();
    assert_eq!(ends, ["2026-12-31", "2027-02-10", "2027-03-10", "2027-01-31"]);
    assert_eq!(owner_view(&plan, &progress).schedule.state, ScheduleState::Paused);
    // Ten of the days since 31 December were rest.
    assert_eq!(owner_view(&plan, &run(&plan, &[], "2027-01-25").0).overdue[0].days, 15);
}

// The worked cases of the schedule

/// The career plan's items, projects, outreach and certification with hours: 42 units, 1266 hours.
fn career() -> Plan {
    let months: [(u32, &[u32]); 8] = [
        (1, &[40, 60, 20, 10]),
        (2, &[70, 24, 18, 18]),
        (3, &[50, 50, 18, 12]),
        (4, &[25, 12, 12, 16]),
        (5, &[25, 16, 12, 12]),
        (6, &[20, 15, 18, 12]),
        (7, &[12, 12, 12, 30]),
        (8, &[25, 12, 14, 14]),
    ];
    let mut text = "phases:\n  - id: all-phases\n    title: P\n    months: [1, 9]\n    items:\n".to_owned();
    for (month, hours) in months {
        for (place, hours) in hours.iter().enumerate() {
            text += &format!(
                "      - {{id: item-{month}-{place}, title: Item {month}.{place}, kind: topic, month: {month}, \
                 hours: {hours}}}\n"
            );
        }
    }
    let step = |name: &str, months: &str, hours: u32| {
        format!("  - {{id: {name}, title: T, months: {months}, hours: {hours}}}\n")
    };
    text += "certifications:\n";
    text += &step("cert-ml", "[9, 10]", 50);
    text += "projects:\n";
    let projects =
        [("a", "[4, 5]", 70), ("b", "[7, 8]", 60), ("c", "[6, 7]", 60), ("d", "[5, 6]", 60), ("e", "[8, 9]", 70)];
    for (name, months, hours) in projects {
        text += &step(&format!("proj-{name}"), months, hours);
    }
    text += "outreach:\n";
    for (name, hours) in [("a", 60), ("b", 30), ("c", 30), ("d", 60)] {
        text += &step(&format!("out-{name}"), "[13, 15]", hours).replace("title: T,", "title: T, kind: writing,");
    }
    plan_of(&text)
}

fn proven_months(plan: &Plan, last: u32, except: &str) -> Vec<PageClaims> {
    let items = plan.items().map(|(_, item)| item).filter(|item| item.window.months.unwrap().0 <= last);
    let items = items.filter(|item| item.id.as_str() != except);
    items
        .enumerate()
        .map(|(number, item)| {
            let month = window::months(plan, item.window.months.unwrap().0, item.window.months.unwrap().0);
            note(number, &month.start.to_string(), &[item.id.as_str()])
        })
        .collect()
}

/// Returns the reasons for the state of the schedule, in English.
fn reasons(view: &OwnerView) -> Vec<String> {
    view.schedule.reasons.iter().map(|reason| reason.text(Words::english())).collect()
}

fn owner(plan: &Plan, pages: &[PageClaims], as_of: &str) -> OwnerView {
    owner_view(plan, &run(plan, pages, as_of).0)
}

#[track_caller]
fn check(schedule: &Schedule, values: [f64; 3], variance: i64, performance: f64, state: ScheduleState) {
    let found = [schedule.earned_value, schedule.planned_value, schedule.committed].map(f64::round);
    assert_eq!(found, values);
    let earned = schedule.earned_schedule.unwrap();
    assert_eq!(earned.variance_days, variance);
    assert!(((earned.performance * 100.0).round() / 100.0 - performance).abs() < 1e-9, "{}", earned.performance);
    assert_eq!(schedule.state, state);
}

#[test]
fn the_career_plan_has_42_units_of_1266_hours() {
    let (progress, _) = run(&career(), &[], "2027-03-05");
    assert_eq!(progress.counts.units_total, 42);
    assert!(near(progress.plan.total_hours, 1266.0));
}

/// The plan that `init --preset ai-ml-security` writes: the career plan itself.
fn preset() -> Plan {
    let preset = include_str!("../../src/bin/milepost/preset/ai-ml-security/plan.yaml");
    let text = preset.replace("{{author}}", "x").replace("{{start}}", "2026-12-01").replace("{{title}}", "x");
    let (source, diagnostics) = parse(&journal(&format!("=== plan.yaml\n{text}")), false);
    assert_eq!(diagnostics, []);
    source.unwrap().plan
}

/// Pages that prove what the preset has in its months up to `last`, each on the first day of its month.
fn preset_pages(plan: &mut Plan, last: u32, except: &str) -> Vec<PageClaims> {
    // A page is enough, so that the cases are about days and not about levels.
    plan.phases.iter_mut().flat_map(|phase| &mut phase.items).for_each(|item| item.requirement.level = 1);
    plan.certifications.iter_mut().for_each(|entry| entry.requirement.level = 1);
    let month = |item: &milepost::plan::Item| item.window.months.unwrap().0;
    let items = plan.items().map(|(_, item)| item).filter(|item| month(item) <= last && item.id.as_str() != except);
    let page = |(number, item): (usize, &milepost::plan::Item)| {
        let day = window::months(plan, month(item), month(item)).start.to_string();
        note(number, &day, &[item.cert.as_ref().unwrap_or(&item.id.value).as_str()])
    };
    items.enumerate().map(page).collect()
}

#[test]
fn the_worked_cases_hold_on_the_career_plan_itself() {
    let mut plan = preset();
    let pages = preset_pages(&mut plan, 3, "");
    let view = owner(&plan, &pages, "2027-03-05");
    check(&view.schedule, [390.0, 406.0, 390.0], -5, 0.95, ScheduleState::OnTrack);
    assert_eq!(reasons(&view), ["Nothing is overdue."]);

    let pages = preset_pages(&mut plan, 3, "container-security");
    let view = owner(&plan, &pages, "2027-03-05");
    check(&view.schedule, [372.0, 406.0, 390.0], -8, 0.92, ScheduleState::Behind);
    assert_eq!(reasons(&view), ["Container security basics was due on 31 January 2027, 33 days ago."]);

    let mut pages = preset_pages(&mut plan, 4, "");
    pages.push(note(99, "2027-03-20", &["differential-privacy"]));
    let view = owner(&plan, &pages, "2027-03-20");
    check(&view.schedule, [480.0, 455.0, 390.0], 8, 1.07, ScheduleState::Ahead);
    let reason = "Differential privacy implementation was proven 41 days before it was due.";
    assert_eq!(reasons(&view), [reason]);
}

#[test]
fn the_preset_plan_is_rolled_up_in_parts_that_sum_to_1266_hours() {
    let plan = preset();
    let (progress, _) = run(&plan, &[], "2027-03-05");
    let hours: Vec<f64> = progress.phases.iter().map(|phase| phase.tally.total_hours).collect();
    assert_eq!(hours, [390.0, 195.0, 131.0, 0.0]);
    assert_eq!((progress.counts.units_total, progress.plan.total_hours), (42, 1266.0));
    assert_eq!(progress.counts.items_total, 33);
}

#[test]
fn who_met_every_due_date_is_on_track_although_the_curve_says_late() {
    let plan = career();
    let view = owner(&plan, &proven_months(&plan, 3, ""), "2027-03-05");
    check(&view.schedule, [390.0, 406.0, 390.0], -5, 0.95, ScheduleState::OnTrack);
    assert_eq!(reasons(&view), ["Nothing is overdue."]);
}

#[test]
fn one_item_overdue_past_the_tolerance_is_behind() {
    let plan = career();
    let view = owner(&plan, &proven_months(&plan, 3, "item-2-2"), "2027-03-05");
    check(&view.schedule, [372.0, 406.0, 390.0], -8, 0.92, ScheduleState::Behind);
    assert_eq!(reasons(&view), ["Item 2.2 was due on 31 January 2027, 33 days ago."]);
    assert!(view.is_overdue(&id("item-2-2")));
    assert_eq!((view.overdue.len(), view.overdue[0].kind), (1, UnitKind::Item));
}

#[test]
fn something_proven_before_its_window_begins_is_ahead() {
    let plan = career();
    let mut pages = proven_months(&plan, 4, "");
    pages.push(note(99, "2027-03-20", &["item-5-0"]));
    let view = owner(&plan, &pages, "2027-03-20");
    check(&view.schedule, [480.0, 455.0, 390.0], 8, 1.07, ScheduleState::Ahead);
    assert_eq!(reasons(&view), ["Item 5.0 was proven 41 days before it was due."]);
}

#[test]
fn within_the_tolerance_the_plan_is_on_track() {
    let plan = career();
    let view = owner(&plan, &proven_months(&plan, 2, "item-2-2"), "2027-02-05");
    assert_eq!(view.schedule.state, ScheduleState::OnTrack);
    assert_eq!(reasons(&view), ["1 step is overdue by at most 5 days, within the tolerance of 10 days."]);
}

#[test]
fn a_plan_that_has_not_begun_or_is_done_says_so() {
    let plan = with_items("{id: ml-basics, title: B, kind: topic, month: 1}", "");
    assert_eq!(owner(&plan, &[], "2026-11-01").schedule.state, ScheduleState::NotStarted);
    let done = owner(&plan, &[note(0, "2026-12-05", &["ml-basics"])], "2027-06-01").schedule;
    assert_eq!(done.state, ScheduleState::Complete);
    assert_eq!(done.earned_schedule.unwrap().forecast_end, Some(day("2026-12-05")));
}

#[test]
fn the_schedule_is_private_unless_the_plan_says_otherwise() {
    assert_eq!(run(&plan_of(""), &[], "2027-01-01").0.schedule, None);
    let open = plan_from("start: 2026-12-01\n  months: 15\n  display: {schedule: public}", "");
    assert!(run(&open, &[], "2027-01-01").0.schedule.is_some());
}

// Strange plans

#[test]
fn empty_plans_zero_hours_and_far_days_give_figures_all_the_same() {
    let zero = with_items(
        "{id: item-a, title: A, kind: topic, hours: 0}
         {id: item-b, title: B, kind: topic, due: 2026-01-01, hours: 1e300}",
        "",
    );
    let short = plan_from("start: 2027-01-31\n  months: 1", "");
    for plan in [&zero, &short, &plan_of(""), &career()] {
        for date in ["0001-01-01", "2026-12-01", "2027-01-31", "9999-12-31"] {
            let pages = [note(0, "0001-01-01", &["item-a"])];
            let (progress, _) = run(plan, &pages, date);
            let view = owner_view(plan, &progress);
            let points = [&progress.curves.planned, &progress.curves.earned, &progress.curves.scope];
            assert!(points.into_iter().flatten().all(|(_, value)| value.is_finite() && *value >= 0.0));
            assert!((0.0..=1.0).contains(&progress.plan.share()));
            assert!(!view.schedule.reasons.is_empty());
        }
    }
}

// Properties

const TARGETS: [&str; 12] = [
    "topic-a",
    "topic-b#one",
    "topic-b#two",
    "topic-b",
    "labs",
    "exam-prep",
    "folio",
    "cert-x",
    "proj-x#suite",
    "proj-x",
    "out-blog",
    "topic-c",
];

/// The objects of [`mixed`] that can have a `proof:` in the plan.
const OBJECTS: [&str; 9] =
    ["topic-a", "topic-b", "topic-c", "labs", "folio", "exam-prep", "cert-x", "cert-other", "out-blog"];

/// A `proof:` entry of one of [`OBJECTS`].
#[derive(Debug, Clone)]
struct Entry {
    object: usize,
    kind: &'static str,
    number: u32,
    date: NaiveDate,
    expires: Option<i64>,
    part: Option<&'static str>,
}

impl Entry {
    fn text(&self) -> String {
        let expires = self.expires.map(|days| format!(", expires: {}", window::add_days(self.date, days)));
        let part = self.part.filter(|_| OBJECTS[self.object] == "topic-b");
        let part = part.map(|part| format!(", verifies: [{part}]"));
        format!(
            "{{kind: {}, url: \"https://e.example/{}\", date: {}{}{}}}",
            self.kind,
            self.number,
            self.date,
            expires.unwrap_or_default(),
            part.unwrap_or_default()
        )
    }
}

prop_compose! {
    fn any_entry()(object in 0..OBJECTS.len(), number in 0u32..12, days in 0i64..120,
        kind in prop_oneof![Just("repo"), Just("credential"), Just("note"), Just("post"), Just("certificate")],
        expires in proptest::option::weighted(0.3, 1i64..200),
        part in proptest::option::of(prop_oneof![Just("one"), Just("two")]))
        -> Entry
    {
        Entry { object, kind, number, date: window::add_days(day("2026-11-20"), days), expires, part }
    }
}

/// [`mixed`] with `proof:` entries, and with what is declared of some objects.
fn mixed_with(entries: &[Entry], statuses: [Option<&str>; 3]) -> Plan {
    let mut text = mixed_text();
    for (object, name) in OBJECTS.iter().enumerate() {
        let proofs: Vec<String> = entries.iter().filter(|entry| entry.object == object).map(Entry::text).collect();
        if !proofs.is_empty() {
            text = text.replace(&format!("id: {name}, "), &format!("id: {name}, proof: [{}], ", proofs.join(", ")));
        }
    }
    for (name, status) in ["topic-a", "cert-x", "out-blog"].into_iter().zip(statuses) {
        if let Some(status) = status {
            text = text.replace(&format!("id: {name}, "), &format!("id: {name}, status: {status}, "));
        }
    }
    plan_of(&text)
}

fn any_status() -> impl Strategy<Value = Option<&'static str>> {
    let words = ["active", "blocked", "waived", "dropped", "done"];
    proptest::option::weighted(0.4, (0..words.len()).prop_map(move |place| words[place]))
}

fn mixed() -> Plan {
    plan_of(&mixed_text())
}

fn mixed_text() -> String {
    let items = "{id: topic-a, title: A, kind: topic, month: 1, hours: 3, skills: [skill-x]}
        {id: topic-b, title: B, kind: topic, months: [1, 2], criteria: [{id: one, title: O}, {id: two, title: T}]}
        {id: topic-c, title: C, kind: course, hours: 7.1, evidence: {min: 2}, optional: true}
        {id: labs, title: L, kind: practice, month: 3, hours: 0.3, evidence: {level: 1}}
        {id: folio, title: F, kind: goal, goal: goal-p, month: 3}
        {id: exam-prep, title: Prep, kind: exam-prep, cert: cert-x, month: 1, hours: 40}";
    let rest = "certifications:\n  - {id: cert-x, title: X, retired_on: 2027-01-10, hours: 2, any_of: [\
        {id: cert-other, title: Other, valid_months: 2}]}\n  \
        - {id: cert-before, title: Before, hours: 9, superseded_by: [cert-other]}\n\
        goals:\n  - {id: goal-p, title: G, target: {count: post, min: 2}}\n\
        outreach:\n  - {id: out-blog, title: B, kind: writing, target: {count: post, min: 2}, hours: 6}\n";
    phase_of(items) + rest + PROJECT
}

prop_compose! {
    fn any_page()(number in 0usize..40, days in proptest::option::weighted(0.9, 0i64..120), is_post in any::<bool>(),
        proves in proptest::collection::vec(0usize..TARGETS.len(), 0..4), is_project in proptest::bool::weighted(0.3),
        words in 250u32..350)
        -> PageClaims
    {
        let date = days.map(|days| window::add_days(day("2026-11-20"), days).to_string()).unwrap_or_default();
        let targets: Vec<&str> = proves.into_iter().map(|place| TARGETS[place]).collect();
        let kind = if is_post { PageKind::Post } else { PageKind::Note };
        let project = project_page(words).project.filter(|_| is_project);
        PageClaims { project, skills: vec![id("skill-x")], ..page(number, kind, &date, &targets) }
    }
}

fn any_pages() -> impl Strategy<Value = Vec<PageClaims>> {
    proptest::collection::vec(any_page(), 0..8).prop_map(|mut pages| {
        pages.iter_mut().enumerate().for_each(|(number, page)| {
            page.page = number;
            page.href = format!("/pages/{number}/");
        });
        pages
    })
}

fn shares(progress: &Progress) -> Vec<f64> {
    let items = progress.items.values().map(|item| item.share);
    let projects = progress.projects.values().map(|project| project.share);
    let outreach = progress.outreach.values().map(|entry| entry.share);
    let certifications = progress.certifications.values().map(|found| found.share);
    let phases = progress.phases.iter().map(|phase| phase.tally.share());
    items.chain(projects).chain(outreach).chain(certifications).chain(phases).chain([progress.plan.share()]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_pages_never_matters(pages in any_pages()) {
        let plan = mixed();
        let mut turned = pages.clone();
        turned.reverse();
        turned.rotate_left(pages.len() / 3);
        let as_of = day("2027-02-10");
        prop_assert_eq!(compute(&plan, &pages, &Lock::default(), as_of), compute(&plan, &turned, &Lock::default(), as_of));
    }

    #[test]
    fn more_evidence_never_lowers_a_share(pages in any_pages(), fewer in 0usize..8) {
        let plan = mixed();
        let as_of = day("2027-02-10");
        let less = shares(&compute(&plan, &pages[..fewer.min(pages.len())], &Lock::default(), as_of).0);
        let more = shares(&compute(&plan, &pages, &Lock::default(), as_of).0);
        prop_assert!(less.iter().zip(&more).all(|(less, more)| less <= more), "{:?} {:?}", less, more);
        prop_assert!(more.iter().all(|share| (0.0..=1.0).contains(share)));
    }

    #[test]
    fn a_proof_in_the_plan_never_lowers_a_share_and_its_place_never_matters(
        pages in any_pages(), entries in proptest::collection::vec(any_entry(), 0..8), fewer in 0usize..8,
        statuses in [any_status(), any_status(), any_status()]
    ) {
        let as_of = day("2027-02-10");
        let all = |entries: &[Entry], statuses| compute(&mixed_with(entries, statuses), &pages, &Lock::default(), as_of).0;
        let few = all(&entries[..fewer.min(entries.len())], statuses);
        let many = all(&entries, statuses);
        let (less, more) = (shares(&few), shares(&many));
        prop_assert!(less.iter().zip(&more).all(|(less, more)| *less <= more + 1e-12), "{:?} {:?}", less, more);
        prop_assert!(more.iter().all(|share| (0.0..=1.0).contains(share)));
        // What is proven stays proven, and since no later day.
        for (before, after) in few.items.values().zip(many.items.values()) {
            let is_kept = before.proven_on.is_none_or(|day| after.proven_on.is_some_and(|since| since <= day));
            prop_assert!(is_kept, "{:?} {:?}", before, after);
        }
        let mut turned = entries.clone();
        turned.reverse();
        prop_assert_eq!(all(&turned, statuses), many);
    }

    #[test]
    fn months_follow_each_other_without_a_gap(start in -40_000i64..40_000, months in 1u32..60) {
        let start = window::add_days(day("2026-01-31"), start);
        let plan = plan_from(&format!("start: {start}\n  months: {months}"), "");
        let all = window::all_months(&plan);
        prop_assert_eq!(all.len(), months as usize);
        prop_assert_eq!(all[0].start, start);
        for (month, next) in all.iter().zip(&all[1..]) {
            prop_assert_eq!(window::add_days(month.end, 1), next.start);
            prop_assert!((28..=31).contains(&month.days()), "{:?}", month);
        }
        // Clamped to the end of a month, and from the first day of the plan again in the next.
        for month in &all {
            let (day, wanted) = (chrono::Datelike::day(&month.start), chrono::Datelike::day(&start));
            let is_last = chrono::Datelike::day(&window::add_days(month.start, 1)) == 1;
            prop_assert!(day == wanted || (day < wanted && is_last), "{} {}", start, month.start);
        }
    }

    #[test]
    fn the_parts_sum_to_the_whole(pages in any_pages()) {
        let progress = compute(&mixed(), &pages, &Lock::default(), day("2027-02-10")).0;
        let others = progress.units.iter().filter(|unit| unit.kind != UnitKind::Item);
        let phases = progress.phases.iter().map(|phase| phase.tally);
        let months = progress.phases.iter().flat_map(|phase| phase.months.iter().map(|month| month.tally));
        let rest = Tally::of(others);
        for parts in [phases.collect::<Vec<_>>(), months.collect()] {
            let sum = |of: fn(&Tally) -> f64| parts.iter().map(of).sum::<f64>() + of(&rest);
            prop_assert!(near(sum(|tally| tally.earned_hours), progress.plan.earned_hours));
            prop_assert!(near(sum(|tally| tally.total_hours), progress.plan.total_hours));
            prop_assert_eq!(parts.iter().map(|tally| tally.total).sum::<usize>() + rest.total, progress.plan.total);
        }
        let last = progress.curves.earned.last().map_or(0.0, |point| point.1);
        prop_assert!(near(last, progress.plan.earned_hours));
    }
}
