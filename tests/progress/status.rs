//! `milepost status` from outside: the screen, the JSON, the line for a prompt.

use super::common::Journal;

const PLAN: &str = "schema: 1
site: {title: Ada, url: \"https://ada.example/\", author: {name: Ada}}
plan: {id: the-plan, title: A year of security, start: 2026-07-01, months: 6}
evidence_policy: {project: {gates: [repo, ci, writeup]}}
phases:
  - id: base
    title: Base
    months: [1, 3]
    themes: {3: {title: Clouds}}
    items:
      - {id: http-basics, title: HTTP basics, kind: topic, month: 1, hours: 10}
      - {id: old-lab, title: An old lab, kind: practice, month: 2, hours: 20}
      - id: clouds
        title: Clouds of two vendors, compared with each other at length and in all detail
        kind: topic
        month: 3
        hours: 12
        skills: [skill-cloud]
        criteria: [{id: aws, title: AWS}, {id: azure, title: Azure}]
      - {id: regression, title: Regression from scratch, kind: practice, month: 3, hours: 8, needs: [old-lab]}
      - {id: draft-one, title: A topic with a draft, kind: topic, month: 3, hours: 4}
certifications:
  - {id: cert-a, title: Cert A, month: 1, hours: 5, proof: [{kind: credential, url: \"https://i.example/1\", date: 2026-07-20, expires: 2026-11-01}]}
  - {id: cert-b, title: Cert B, months: [3, 4], hours: 30}
skills:
  - {id: skill-cloud, title: Cloud platforms}
projects:
  - {id: proj-tool, title: Tool, months: [3, 5], hours: 40, features: [{id: scan, title: Scan}, {id: report, title: Report}]}
";

const PRIVATE: &str = "schema: 1
plan: {private: {week_hours: 10}}
phases:
  - {id: base, items: [{id: apply, title: Write four applications, kind: topic, month: 3, hours: 6, visibility: private}]}
certifications:
  - {id: cert-b, private: {exam: {booked: 2026-10-10}}}
companies: [{id: tier-1, names: [Example Ltd]}]
applications: [{id: app-one, company: Example Ltd, role: Analyst, stage: interview, next: 2026-09-22}]
";

fn sample() -> Journal {
    let journal = Journal::empty();
    journal.write("plan.yaml", PLAN);
    journal.write("plan.private.yaml", PRIVATE);
    let note = |name: &str, front: &str| {
        journal.write(&format!("content/notes/{name}.md"), &format!("---\ntitle: {name}\n{front}\n---\nText.\n"));
    };
    note("http", "date: 2026-07-15\nproves: [http-basics]\ntime: 12h");
    note("aws", "date: 2026-09-03\nproves: [\"clouds#aws\"]\ntime: 5h30m");
    note("old", "date: 2026-08-10\nproves: [old-lab]\ntime: 2h");
    note("unfinished", "draft: true\nproves: [draft-one]\ntime: 1h");
    journal
}

const SCREEN: &str = "\
A year of security · 10 September 2026
month 3 of 6 · day 72 of 184 · Clouds · Base

on track   1 step is overdue by at most 10 days, within the tolerance of 10
           days.
earned     21 of 135 h, 16 %; planned by today 54.3 h, due 35 h
pace       0.57 of the plan, 31 days behind the curve; ends on 26 March 2027
next       publish content/notes/unfinished.md (draft-one)
           It says that it proves A topic with a draft, and is not public yet.
           It is due on 30 September 2026, in 20 days.

this month                                                     due hours logged
  ◐ Clouds of two vendors, compared with each other at le…  30 Sep    5.5 of 12
    lacks #azure: a public page that proves it
  ○ Regression from scratch                                 30 Sep       0 of 8
    lacks a proof hosted elsewhere; comes after old-lab
  ◐ A topic with a draft                                    30 Sep       1 of 4
    lacks a public page that proves it
  ○ Write four applications (private)                       30 Sep       0 of 6
    lacks a public page that proves it
  ◐ Cert B                                                  31 Oct      0 of 30
    lacks the credential of cert-b
  ○ Tool                                                    30 Nov      0 of 40
    lacks #scan, #report: a proof; gate repo, ci, writeup; a proof hosted elsew…

overdue    An old lab, 10 days
drafts     content/notes/unfinished.md (draft) would prove draft-one
coming     22 September 2026: application Example Ltd: Analyst
           10 October 2026: exam Cert B
lapsing    Cert A lapses on 1 November 2026, in 52 days
hours      5.5 of 57.9 h logged this month; 20.5 h in all; a planned hour took
           1.2 h so far
capacity   66.4 h to do this month, 42.9 h there are; month 3 is too full
";

#[test]
fn the_screen_tells_where_the_plan_stands() {
    let run = sample().run(&["status", "--as-of", "2026-09-10"]).succeeds();
    assert_eq!(run.stdout, SCREEN, "\n{}", run.stdout);
    assert_eq!(run.stderr, "");
    assert!(run.stdout.lines().count() <= 40 && run.stdout.lines().all(|line| line.chars().count() <= 80));
}

#[test]
fn the_screen_of_a_plan_with_everything_wrong_fits_a_terminal_too() {
    let journal = sample();
    let many: String = (0..30)
        .map(|number| format!("      - {{id: extra-{number}, title: An item that was put into this month without thinking {number}, kind: topic, month: 3, status: done, needs: [old-lab], skills: [skill-x{number}]}}\n"))
        .collect();
    let skills: String =
        (0..30).map(|number| format!("  - {{id: skill-x{number}, title: A skill of its own {number}}}\n")).collect();
    journal.write(
        "plan.yaml",
        &PLAN
            .replace("certifications:\n", &format!("{many}certifications:\n"))
            .replace("skills:\n  -", &format!("skills:\n{skills}  -")),
    );
    for number in 0..9 {
        journal.write(
            &format!("content/notes/draft-{number}.md"),
            &format!("---\ntitle: D\ndraft: true\nproves: [extra-{number}]\n---\nText.\n"),
        );
    }
    let screen = journal.run(&["status", "--as-of", "2026-11-10"]).succeeds().stdout;
    assert!(screen.lines().count() <= 40, "{screen}");
    assert!(screen.lines().all(|line| line.chars().count() <= 80), "{screen}");
    let all = journal.run(&["status", "--as-of", "2026-09-10", "--all"]).succeeds().stdout;
    assert!(all.contains("extra-29") && all.lines().count() > 60, "{all}");
}

#[test]
fn colours_are_for_terminals_and_on_wish() {
    let journal = sample();
    let plain = journal.run(&["status", "--as-of", "2026-09-10"]).succeeds().stdout;
    assert!(!plain.contains('\x1b'));
    let coloured = journal.run(&["status", "--as-of", "2026-09-10", "--color", "always"]).succeeds().stdout;
    assert!(coloured.contains("\x1b["));
}

#[test]
fn json_has_the_private_half_and_the_public_site_has_not() {
    let journal = sample();
    let run = journal.run(&["status", "--json", "--as-of", "2026-09-10"]).succeeds();
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((json["schema"].as_u64(), json["as_of"].as_str()), (Some(1), Some("2026-09-10")));
    let docs = include_str!("../../docs/status.md");
    let undocumented: Vec<_> =
        json.as_object().unwrap().keys().filter(|key| !docs.contains(&format!("`{key}`"))).collect();
    assert_eq!(undocumented, ["schema"; 0]);
    assert_eq!(json["schedule"]["state"].as_str(), Some("on-track"));
    assert_eq!(json["schedule"]["scope_hours"].as_f64(), Some(135.0));
    let step = |id: &str| json["steps"].as_array().unwrap().iter().find(|step| step["id"] == id).unwrap().clone();
    assert_eq!((step("apply")["private"].as_bool(), step("apply")["state"].as_str()), (Some(true), Some("planned")));
    assert_eq!(step("cert-b")["state"].as_str(), Some("booked"));
    assert_eq!(step("old-lab")["missing"][0]["weak"].as_u64(), Some(1));
    assert_eq!(json["private"]["applications"][0]["stage"].as_str(), Some("interview"));
    assert_eq!(json["due"][0]["id"].as_str(), Some("old-lab"));
    let rows = json["months"].as_array().unwrap();
    let load: f64 = rows.iter().map(|month| month["planned_hours"].as_f64().unwrap()).sum();
    assert!((load - 135.0).abs() < 0.01, "{load}");

    journal.run(&["build", "--as-of", "2026-09-10"]).succeeds();
    for (path, bytes) in journal.files("site") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Write four applications") && !text.contains("Example Ltd"), "{}", path.display());
    }
}

#[test]
fn the_line_for_a_prompt_is_short_and_silent_outside_of_a_journal() {
    let run = sample().run(&["status", "--prompt", "--as-of", "2026-09-10"]).succeeds();
    assert_eq!(run.stdout, "3/6 16% on-track:1 draft-one\n");
    let run = Journal::empty().run(&["status", "--prompt"]).succeeds();
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
}

#[test]
fn errors_in_notes_are_counted_and_do_not_keep_the_status_back() {
    let journal = sample();
    journal.write("content/notes/broken.md", "---\ntitle: B\ndate: 2026-09-01\nproves: [nothing]\n---\nText.\n");
    let run = journal.run(&["status", "--as-of", "2026-09-10"]).succeeds();
    let line = "wrong      1 error and 1 warning: what has an error counts for nothing here;";
    assert!(run.stdout.contains(line), "{}", run.stdout);
    journal.write("plan.yaml", "schema: 1\nplan: [\n");
    let run = journal.run(&["status"]).ends_with(1).says("without a plan there is no status");
    assert_eq!(run.stdout, "");
    assert_eq!(journal.run(&["status", "--prompt"]).ends_with(1).stderr, "");
}

#[test]
fn a_plan_that_has_not_begun_and_one_that_is_over_have_a_status_too() {
    let journal = sample();
    let early = journal.run(&["status", "--as-of", "2026-06-01"]).succeeds().stdout;
    assert!(
        early.contains("\nbegins on 1 July 2026\n") && early.contains("not begun  The plan begins on 1 July 2026."),
        "{early}"
    );
    let late = journal.run(&["status", "--as-of", "2027-06-01"]).succeeds().stdout;
    assert!(
        late.contains("\nended on 31 December 2026\n") && late.contains("Cert A lapsed on 1 November 2026"),
        "{late}"
    );
}

#[test]
fn a_dead_proof_is_on_the_screen() {
    let journal = sample();
    let dead = "result = \"dead\", checked = 2026-08-10, status = 410, since = 2026-08-01";
    journal.write(
        "evidence.lock",
        &format!("version = 1\n[links]\n\"https://i.example/1\" = {{ {dead} }}\n# end of the lock\n"),
    );
    let screen = journal.run(&["status", "--as-of", "2026-09-10"]).succeeds().stdout;
    let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = "dead proof of Cert A (cert-a), since 1 August 2026: https://i.example/1";
    assert!(words.contains(expected), "{screen}");
}
