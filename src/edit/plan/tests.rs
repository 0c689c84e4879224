//! Edits of the plan, byte for byte: every item of the career plan, and a short plan in which every layout is another.

use chrono::NaiveDate;

use super::*;
use crate::edit::diff::hunks;
use crate::plan::{ItemKind, ProofKind};

/// The plan of this repository: a whole career plan, most of it in block style, with comments and lists in brackets.
const CAREER: &str = include_str!("../../../plan.yaml");
const OVERLAY: &str = include_str!("../../bin/milepost/preset/ai-ml-security/plan.private.yaml");

/// Everything in another layout than the next thing.
const MIXED: &str = "\
# The head of it.
schema: 1

plan: {id: my-plan, title: \"My: plan\", start: 2026-12-01, months: 6}

phases:

- id: first            # the first one
  title: 'First'
  months: [1, 3]
  items:
  # about all of them
  - {id: brackets, title: \"In, brackets\", kind: topic, month: 1, skills: [skill-a]}   # a remark

  # about the block
  -   id: block
      title: >-
        Folded over
        two lines

      kind: practice
      months:
        - 1
        - 2
      private: {note: mine}
      criteria: [{id: aa, title: AA}, {id: bb, title: BB}]
      proof: []            # - {kind: repo, ...}

  - kind: build
    \"id\": last
    title: Last
    month: 3
- id: second
  title: Second
  months: [4, 6]
  items: []

skills: [{id: skill-a, title: A}, {id: skill-b, title: B}]
projects:
- id: proj-one
  title: One
  features:
  - {id: run, title: Run}
";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn proof(url: &str) -> Proof {
    Proof { kind: ProofKind::Repo, url: url.to_owned(), date: day("2027-01-20"), title: None }
}

fn read(public: &str) -> Plan {
    Plan::read(public, None).unwrap()
}

/// Returns what an edit makes of the public file.
#[track_caller]
fn public(edit: Result<Edit, Refusal>) -> String {
    let edit = edit.unwrap_or_else(|refusal| panic!("{refusal}"));
    match edit.files.as_slice() {
        [(File::Public, text)] => text.clone(),
        other => panic!("{other:?}"),
    }
}

/// Returns the lines that an edit takes away and adds, without line feeds.
#[track_caller]
fn changed(old: &str, edit: Result<Edit, Refusal>) -> (Vec<String>, Vec<String>) {
    let new = public(edit);
    let hunks = hunks(old, &new);
    let lines = |lines: Vec<&str>| lines.iter().map(|line| line.trim_end_matches(['\r', '\n']).to_owned()).collect();
    (
        lines(hunks.iter().flat_map(|hunk| hunk.removed.clone()).collect()),
        lines(hunks.iter().flat_map(|hunk| hunk.added.clone()).collect()),
    )
}

#[track_caller]
fn refused(edit: Result<Edit, Refusal>, says: &str) {
    let refusal = edit.expect_err(says).to_string();
    assert!(refusal.contains(says), "{refusal}");
}

/// The career plan as it is, and the short one also with the line ends of Windows, with a byte order mark, and without a
/// line feed at the end.
fn variants() -> Vec<String> {
    let ends = [MIXED.replace('\n', "\r\n"), format!("\u{feff}{MIXED}"), MIXED.trim_end().to_owned()];
    [CAREER, MIXED].map(str::to_owned).into_iter().chain(ends).collect()
}

/// The things of a plan that can be ticked and say nothing of their status or proofs yet.
fn open_things(plan: &Plan) -> Vec<Object> {
    let can = |object: &Object| {
        matches!(object.kind, Kind::Item | Kind::Certification | Kind::Project | Kind::Outreach)
            && object.status.is_none()
            && plan.get(object, "proof").is_none()
    };
    plan.objects().into_iter().filter(can).collect()
}

#[test]
fn a_claim_is_one_line_and_goes_again() {
    for text in variants() {
        let plan = read(&text);
        for object in plan.objects() {
            if !matches!(object.kind, Kind::Item | Kind::Certification | Kind::Project | Kind::Outreach)
                || object.status.is_some()
            {
                continue;
            }
            let target = Target::new(&object.id);
            let ticked = public(tick(&plan, &target, None));
            let (removed, added) = changed(&text, tick(&plan, &target, None));
            assert!(
                removed.len() <= 1
                    && added.len() == removed.len().max(1) + usize::from(removed.len() == 1 && added.len() == 2),
                "{}: {removed:?} {added:?} {:?}",
                object.id,
                &text[..8]
            );
            assert!(added.iter().any(|line| line.contains("status: done")), "{added:?}");
            assert_eq!(public(untick(&read(&ticked), &target, None)), text, "{}", object.id);
            refused(tick(&read(&ticked), &target, None), "is declared done already");
        }
    }
}

#[test]
fn a_proof_is_added_and_goes_again() {
    for text in variants() {
        let plan = read(&text);
        let things = open_things(&plan);
        assert!(things.len() > 2);
        for object in things {
            let target = Target::new(&object.id);
            if plan.text(&object, "cert").is_some() || plan.text(&object, "goal").is_some() {
                refused(tick(&plan, &target, Some(&proof("https://x.org/a"))), "and by nothing else: tick that");
                continue;
            }
            let once = public(tick(&plan, &target, Some(&proof("https://x.org/a"))));
            let twice = public(tick(&read(&once), &target, Some(&proof("https://x.org/b#c"))));
            refused(tick(&read(&twice), &target, Some(&proof("https://x.org/a"))), "already");
            refused(untick(&read(&twice), &target, None), "name one with --proof");
            refused(untick(&read(&twice), &target, Some("https://x.org/c")), "it has https://x.org/a");
            let back = public(untick(&read(&twice), &target, Some("https://x.org/b#c")));
            assert_eq!(back, once, "{}", object.id);
            assert_eq!(public(untick(&read(&once), &target, None)), text, "{}", object.id);
        }
    }
}

#[test]
fn what_is_dropped_comes_back_the_same() {
    for text in variants() {
        for object in open_things(&read(&text)) {
            let dropped = public(drop(&read(&text), &object.id, None));
            assert_eq!(public(undrop(&read(&dropped), &object.id)), text);
            refused(drop(&read(&dropped), &object.id, None), "is dropped already");
        }
    }
}

#[test]
fn what_is_moved_comes_back_the_same() {
    for text in variants() {
        let plan = read(&text);
        for object in plan.objects() {
            let (Some(Data::Integer(month)), Some(last)) =
                (plan.get(&object, "month").map(|value| value.data.clone()), plan.head("months").and_then(number))
            else {
                continue;
            };
            let month = u32::try_from(month).unwrap();
            let in_phase = if month % 3 == 1 { month + 1 } else { month - 1 };
            let moved = public(reschedule(&plan, &object.id, When::Months(in_phase, in_phase)));
            assert_eq!(hunks(&text, &moved).iter().map(|hunk| hunk.added.len()).sum::<usize>(), 1);
            assert_eq!(public(reschedule(&read(&moved), &object.id, When::Months(month, month))), text);
            let range = public(reschedule(&plan, &object.id, When::Months(month.max(2) - 1, month.max(2))));
            assert_ne!(range, text);
            let due = public(reschedule(&plan, &object.id, When::Due(day("2026-12-31"))));
            assert!(due.contains("due: 2026-12-31"));
            refused(reschedule(&plan, &object.id, When::Months(last + 1, last + 1)), "and no month");
            refused(reschedule(&plan, &object.id, When::Months(month, month)), "planned then already");
        }
    }
}

fn number(value: &Value) -> Option<u32> {
    match value.data {
        Data::Integer(number) => u32::try_from(number).ok(),
        _ => None,
    }
}

#[test]
fn proofs_stand_in_the_layout_around_them() {
    let plan = read(MIXED);
    let tick = |id: &str| tick(&plan, &Target::new(id), Some(&proof("https://x.org/a")));
    let (removed, added) = changed(MIXED, tick("brackets"));
    assert_eq!(
        removed,
        ["  - {id: brackets, title: \"In, brackets\", kind: topic, month: 1, skills: [skill-a]}   # a remark"]
    );
    assert_eq!(
        added,
        [
            "  - {id: brackets, title: \"In, brackets\", kind: topic, month: 1, skills: [skill-a], proof: [{kind: repo, url: \"https://x.org/a\", date: 2027-01-20}]}   # a remark"
        ]
    );
    let (removed, added) = changed(MIXED, tick("block#bb"));
    assert_eq!(removed, ["      proof: []            # - {kind: repo, ...}"]);
    assert_eq!(
        added,
        [
            "      proof:               # - {kind: repo, ...}",
            "      - kind: repo",
            "        url: https://x.org/a",
            "        date: 2027-01-20",
            "        verifies: [bb]",
        ]
    );
    let (removed, added) = changed(MIXED, tick("proj-one#run"));
    assert_eq!(removed, ["  - {id: run, title: Run}"]);
    assert_eq!(added, ["  - {id: run, title: Run, proof: [{kind: repo, url: \"https://x.org/a\", date: 2027-01-20}]}"]);
    let (removed, added) = changed(MIXED, tick("last"));
    assert_eq!((removed.len(), added.len()), (0, 4), "{added:?}");
}

#[test]
fn one_proof_can_stand_for_several_criteria() {
    let url = "https://x.org/a";
    let one = public(tick(&read(MIXED), &Target::new("block#aa"), Some(&proof(url))));
    let both = public(tick(&read(&one), &Target::new("block#bb"), Some(&proof(url))));
    assert!(both.contains("verifies: [aa, bb]"), "{both}");
    refused(tick(&read(&both), &Target::new("block#aa"), Some(&proof(url))), "already");
    assert_eq!(public(untick(&read(&both), &Target::new("block#bb"), None)), one);
    refused(untick(&read(&both), &Target::new("block"), None), "neither `status: done` nor a proof");
}

#[test]
fn what_cannot_be_ticked_is_refused_with_a_way_out() {
    let plan = read(MIXED);
    let tick = |id: &str, with: bool| tick(&plan, &Target::new(id), Some(&proof("https://x.org/a")).filter(|_| with));
    refused(tick("blok", true), "the plan has no `blok`: did you mean `block`?");
    refused(tick("block#ab", true), "has no criterion `ab`: did you mean `block#aa`?");
    refused(tick("last#x", true), "leave `#` out");
    refused(tick("block#aa", false), "give its proof with --proof");
    refused(tick("first", true), "tick those");
    refused(tick("skill-a", true), "is a skill");
    refused(untick(&plan, &Target::new("last"), None), "under `proves:`");
    refused(reschedule(&plan, "skill-a", When::Months(1, 1)), "has no time");
    refused(reschedule(&plan, "first", When::Due(day("2027-01-01"))), "months and no day");
    refused(reschedule(&plan, "last", When::Months(3, 2)), "write 2-3");
    refused(reschedule(&plan, "last", When::Due(day("2026-11-30"))), "the plan begins on 2026-12-01");
    refused(drop(&plan, "first", None), "drop its items");
    refused(drop(&plan, "skill-a", None), "has no status");
    refused(undrop(&plan, "last"), "is not dropped");
    assert!(Plan::read("a: [", None).unwrap_err().to_string().contains("`plan.yaml`: it cannot be read: line 1"));
}

#[test]
fn an_item_goes_to_the_phase_that_has_its_month() {
    let edit = reschedule(&read(MIXED), "block", When::Months(5, 5)).unwrap();
    assert_eq!(edit.remarks, ["it is in the phase `second` now, which has that time; before in `first`"]);
    let text = public(Ok(edit));
    let (removed, added) = changed(MIXED, reschedule(&read(MIXED), "block", When::Months(5, 5)));
    assert!(
        text.contains(
            "  items:\n  # about the block\n  -   id: block\n      title: >-\n        Folded over\n        two lines\n\n      \
             kind: practice\n      month: 5\n      private: {note: mine}\n"
        ),
        "{text}"
    );
    assert!(removed.contains(&"  items: []".to_owned()) && added.contains(&"  items:".to_owned()));
    let into_list = public(reschedule(&read(&text), "brackets", When::Due(day("2027-05-20"))));
    assert!(into_list.contains(
        "      proof: []            # - {kind: repo, ...}\n  - {id: brackets, title: \"In, brackets\", kind: topic, month: 6, due: 2027-05-20, skills: [skill-a]}   # a remark\n"
    ), "{into_list}");
    let stays = reschedule(&read(MIXED), "block", When::Months(3, 4)).unwrap();
    assert_eq!(stays.remarks, ["no phase has months 3 to 4, so it stays in `first`"]);
}

#[test]
fn the_last_item_of_a_phase_leaves_an_empty_list() {
    let text = "phases:\n  - id: aa\n    months: [1, 1]\n    items:   # here\n      - id: x1\n        month: 1\n  - id: bb\n    months: [2, 2]\nplan: {months: 3}\n";
    let moved = public(reschedule(&read(text), "x1", When::Months(2, 2)));
    assert_eq!(
        moved,
        "phases:\n  - id: aa\n    months: [1, 1]\n    items: []   # here\n  - id: bb\n    months: [2, 2]\n    items:\n      - id: x1\n        month: 2\nplan: {months: 3}\n"
    );
}

#[test]
fn a_note_never_goes_into_the_public_file() {
    for (id, expected) in [
        ("brackets", "phases:\n  - id: first\n    items:\n      - {id: brackets, private: {note: \"a: b\"}}\n"),
        ("second", "phases:\n  - {id: second, private: {note: \"a: b\"}}\n"),
        ("skill-b", "skills:\n  - {id: skill-b, private: {note: \"a: b\"}}\n"),
        ("my-plan", "plan: {private: {note: \"a: b\"}}\n"),
    ] {
        let edit = note(&read(MIXED), id, "a: b", false).unwrap();
        let [(File::Private, text)] = edit.files.as_slice() else { panic!("{edit:?}") };
        assert_eq!(text.strip_prefix(PRIVATE_HEAD), Some(expected));
        let again = note(&Plan::read(MIXED, Some(text)).unwrap(), id, "more", false).unwrap();
        let [(File::Private, text)] = again.files.as_slice() else { panic!("{again:?}") };
        assert!(text.contains("note: \"a: b; more\""), "{text}");
        let other = note(&Plan::read(MIXED, Some(text)).unwrap(), id, "other", true).unwrap();
        let [(File::Private, text)] = other.files.as_slice() else { panic!("{other:?}") };
        assert!(text.contains("note: other"), "{text}");
    }
    let edit = note(&read(MIXED), "block", "more", false).unwrap();
    assert!(edit.files[0].1.contains("{id: block, private: {note: \"mine; more\"}}"), "{edit:?}");
    assert_eq!(edit.remarks.len(), 1);
}

#[test]
fn what_stands_in_the_private_file_is_edited_there() {
    let overlay = "schema: 1\nphases:\n  - id: first\n    items:\n      - {id: last, due: 2027-02-20}   # moved\n      - {id: mine, title: Mine, kind: topic, month: 1}\n";
    let plan = Plan::read(MIXED, Some(overlay)).unwrap();
    let private = |edit: Result<Edit, Refusal>| {
        let edit = edit.unwrap();
        let [(File::Private, text)] = edit.files.as_slice() else { panic!("{edit:?}") };
        text.clone()
    };
    assert!(
        private(tick(&plan, &Target::new("mine"), None))
            .contains("{id: mine, title: Mine, kind: topic, month: 1, status: done}")
    );
    assert!(
        private(reschedule(&plan, "last", When::Due(day("2027-02-10"))))
            .contains("{id: last, due: 2027-02-10}   # moved")
    );
    assert!(public(tick(&plan, &Target::new("last"), None)).contains("    month: 3\n    status: done\n"));
    let dropped = drop(&plan, "block", Some("no time")).unwrap();
    assert_eq!(dropped.files.len(), 2);
    assert!(
        dropped.files[1].1.ends_with("month: 1}\n      - {id: block, private: {note: \"mine; dropped: no time\"}}\n")
    );
    let career = Plan::read(CAREER, Some(OVERLAY)).unwrap();
    let noted = private(note(&career, "tier-1", "asked there", false));
    assert!(noted.contains("{id: tier-1, tier: 1, names: [OpenAI, Anthropic, Google DeepMind], note: asked there}"));
    let noted = private(note(&career, "cert-aws-security", "nerves", false));
    assert!(
        noted.contains("{id: cert-aws-security, private: {exam: {booked: null, attempts: []}, note: nerves}}"),
        "{noted}"
    );
}

fn new(kind: NewKind, title: &str) -> New {
    New {
        kind,
        title: title.to_owned(),
        id: None,
        phase: None,
        months: None,
        hours: None,
        skills: Vec::new(),
        item_kind: None,
        issuer: None,
        is_private: false,
    }
}

#[test]
fn new_things_stand_at_the_end_of_their_list() {
    let item = New {
        phase: Some("foundation".to_owned()),
        months: Some((2, 2)),
        hours: Some(12.0),
        skills: vec!["skill-python".to_owned()],
        item_kind: Some(ItemKind::Practice),
        ..new(NewKind::Item, "It's über-new: C++, again")
    };
    let edit = add(&read(CAREER), &item);
    assert_eq!(edit.as_ref().unwrap().id, "its-ueber-new-c-again");
    let (removed, added) = changed(CAREER, edit);
    assert_eq!(removed, [""; 0]);
    assert_eq!(
        added,
        [
            "      - id: its-ueber-new-c-again",
            "        title: \"It's über-new: C++, again\"",
            "        kind: practice",
            "        month: 2",
            "        hours: 12",
            "        skills: [skill-python]",
        ]
    );
    let project = add(&read(CAREER), &new(NewKind::Project, "Model Security Scanner"));
    assert_eq!(project.as_ref().unwrap().id, "proj-model-security-scanner");
    let (_, added) = changed(CAREER, project);
    assert_eq!(added, ["  - id: proj-model-security-scanner", "    title: Model Security Scanner"]);
    let spaced = add(&read(MIXED), &New { phase: Some("first".to_owned()), ..new(NewKind::Item, "Last") }).unwrap();
    assert_eq!(spaced.id, "last-2");
    assert!(
        public(Ok(spaced)).contains("    month: 3\n\n  - id: last-2\n    title: Last\n    kind: topic\n- id: second\n")
    );
    let first = public(add(&read(MIXED), &New { months: Some((4, 5)), ..new(NewKind::Item, "2nd thing") }));
    assert!(
        first.contains(
            "  items:\n  - id: item-2nd-thing\n    title: \"2nd thing\"\n    kind: topic\n    months: [4, 5]\n"
        ),
        "{first}"
    );
    let cert = public(add(&read(MIXED), &New { issuer: Some("X".to_owned()), ..new(NewKind::Certification, "CISSP") }));
    assert!(cert.contains("certifications:\n- id: cert-cissp\n  title: CISSP\n  issuer: X\n"), "{cert}");
}

#[test]
fn a_private_thing_goes_into_the_private_file() {
    let item = New { is_private: true, phase: Some("first".to_owned()), ..new(NewKind::Item, "Interviews") };
    let edit = add(&read(MIXED), &item).unwrap();
    let [(File::Private, text)] = edit.files.as_slice() else { panic!("{edit:?}") };
    assert!(text.contains("phases:\n  - id: first") || text.contains("phases:\n  - {id: first"), "{text}");
    assert!(text.contains("id: interviews") && text.contains("visibility: private"), "{text}");
}

#[test]
fn what_cannot_be_added_is_refused_with_a_way_out() {
    let add = |new: New| add(&read(MIXED), &new);
    refused(add(New { skills: vec!["skill-c".to_owned()], ..new(NewKind::Item, "X1") }), "did you mean `skill-");
    refused(add(new(NewKind::Item, "X1")), "it has first, second");
    refused(add(New { phase: Some("secnd".to_owned()), ..new(NewKind::Item, "X1") }), "did you mean `second`?");
    refused(add(New { months: Some((7, 7)), ..new(NewKind::Item, "X1") }), "no month 7");
    refused(add(New { id: Some("last".to_owned()), ..new(NewKind::Project, "X1") }), "is taken");
    refused(add(New { id: Some("No".to_owned()), ..new(NewKind::Project, "X1") }), "is not an id");
    refused(add(new(NewKind::Project, "!?")), "give one with --id");
}

#[test]
fn an_address_tells_what_a_proof_is() {
    let plan = read(CAREER);
    let kind = |id: &str, url: &str| kind_of(&plan, &plan.find(id).unwrap(), url);
    for (url, expected) in [
        ("https://github.com/noor/numpy", Some(ProofKind::Repo)),
        ("https://www.github.com/noor/numpy/", Some(ProofKind::Repo)),
        ("https://github.com/noor/numpy/pull/12", Some(ProofKind::Pr)),
        ("https://gitlab.com/a/b/c/-/merge_requests/3", Some(ProofKind::Pr)),
        ("https://github.com/noor/numpy/releases/tag/v1", Some(ProofKind::Release)),
        ("https://github.com/noor/numpy/actions/runs/1", Some(ProofKind::Ci)),
        ("https://youtu.be/x", Some(ProofKind::Video)),
        ("https://x.org/a", None),
    ] {
        assert_eq!(kind("ml-concepts", url), expected, "{url}");
    }
    assert_eq!(kind("out-meetups", "https://youtu.be/x"), Some(ProofKind::Talk));
    assert_eq!(kind("cert-aws-mla", "https://x.org/a"), Some(ProofKind::Credential));
}
