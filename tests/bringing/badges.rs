//! `milepost badges`

use crate::common::Journal;

const PLAN: &str = "\
schema: 1
site: {title: Ada, url: \"https://ada.example/j/\"}
plan: {id: the-plan, title: Becoming Ada, start: 2026-10-01, months: 6, display: {min_proven_for_progress: 1}}
phases:
  - {id: first, title: First things, months: [1, 6], items: [{id: one, title: One, kind: topic, month: 1}, {id: two, title: Two, kind: topic, month: 2}]}
skills: [{id: skill-rust, title: Rust}]
";
const NOTE: &str = "---\ndate: 2026-10-03\nproves: [one]\n---\n# One\n\nText.\n";
const MARKS: &str = "<!-- milepost:badges start -->\n<!-- milepost:badges end -->\n";
const AS_OF: [&str; 2] = ["--as-of", "2026-11-20"];

fn journal() -> Journal {
    let journal = Journal::empty();
    journal.write("plan.yaml", PLAN);
    journal.write("content/notes/one.md", NOTE);
    journal
}

fn badges<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["badges"], more, &AS_OF].concat()
}

#[test]
fn they_are_listed_with_what_they_assert_and_where_they_are() {
    let journal = journal();
    let run = journal.run(&badges(&[])).succeeds();
    assert!(
        run.stdout.starts_with(
            "plan-month   [month | 2 of 6]\n             Becoming Ada: month 2 of 6\n             https://ada.example/j/badges/plan-month.svg\n"
        ),
        "{}",
        run.stdout
    );
    let run = journal.run(&badges(&["--json", "--base-url", "https://b.example/"])).succeeds();
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(json[0]["id"], "plan-month");
    assert_eq!(
        json[0]["markdown"],
        "[![Becoming Ada: month 2 of 6](https://b.example/badges/plan-month.svg)](https://b.example/progress/)"
    );
}

#[test]
fn several_readmes_are_brought_in_step_also_elsewhere() {
    let (journal, other) = (journal(), Journal::empty());
    journal.write("README.md", &format!("# Mine \n\n{MARKS}tail"));
    other.write(
        "README.md",
        "# Lint\r\n\r\n<!-- milepost:badges start phase-first skill-rust -->\r\n<!-- milepost:badges end -->\r\n",
    );
    let elsewhere = other.path("README.md");
    let (own, elsewhere) = (journal.path("README.md"), elsewhere.to_str().unwrap());
    let files = ["--readme", own.to_str().unwrap(), elsewhere];
    let with = |more: &[&'static str]| badges(&[&files, more].concat()).join("\n");
    let run = |more: &[&'static str]| journal.run(&with(more).split('\n').collect::<Vec<_>>());

    let before = (journal.read("README.md"), other.read("README.md"));
    let checked = run(&["--check"]).ends_with(1).says("differs");
    assert!(checked.stdout.contains("\n+[![Becoming Ada: month 2 of 6]("), "{}", checked.stdout);
    assert_eq!(run(&["--dry-run"]).succeeds().says("nothing was written").stdout, checked.stdout);
    assert_eq!(run(&["--write", "--dry-run"]).succeeds().stdout, checked.stdout);
    assert_eq!((journal.read("README.md"), other.read("README.md")), before);

    run(&["--write"])
        .succeeds()
        .says("`skill-rust` is left out: its fact does not hold yet")
        .says("publish the site and open https://ada.example/j/badges/phase-first.svg and 2 more");
    let own = journal.read("README.md");
    assert!(
        own.starts_with("# Mine \n\n<!-- milepost:badges start -->\n[![") && own.ends_with("end -->\ntail"),
        "{own}"
    );
    assert_eq!(own.matches("[![").count(), 3, "month, progress and phase of the plan: {own}");
    let phase = "[![Phase First things: 1 of 2 proven](https://ada.example/j/badges/phase-first.svg)](https://ada.example/j/progress/#first)";
    assert_eq!(
        other.read("README.md"),
        format!(
            "# Lint\r\n\r\n<!-- milepost:badges start phase-first skill-rust -->\r\n{phase}\r\n<!-- milepost:badges end -->\r\n"
        )
    );
    let after = (journal.read("README.md"), other.read("README.md"));
    let again = run(&["--check"]).succeeds().says("in step");
    assert_eq!(again.stdout, "");
    run(&["--write"]).succeeds();
    assert_eq!((journal.read("README.md"), other.read("README.md")), after);

    journal.write("content/notes/two.md", "---\ndate: 2026-11-03\nproves: [two]\n---\n# Two\n\nText.\n");
    let moved = run(&["--check"]).ends_with(1);
    assert!(
        moved.stdout.contains("\n-[![Phase First things: 1 of 2")
            && moved.stdout.contains("\n+[![Phase First things: 2 of 2")
    );
}

#[test]
fn the_difference_can_be_applied_by_git() {
    let journal = journal();
    let text = format!("1\n2\n3\n4\n5\n{MARKS}6\n7\n8\n9\n10\n11\n12\n13\n{MARKS}14");
    journal.write("README.md", &text);
    let patch = journal.run(&badges(&["--readme", "README.md", "--dry-run"])).succeeds().stdout;
    journal.write("a.patch", &patch);
    let git = std::process::Command::new("git").args(["apply", "-p0", "a.patch"]).current_dir(journal.root()).status();
    assert!(git.expect("git runs").success(), "{patch}");
    journal.run(&badges(&["--readme", "README.md", "--check"])).succeeds();
    assert!(journal.read("README.md").ends_with("end -->\n14"));
}

#[test]
fn a_mistake_in_one_leaves_all_as_they_are() {
    let journal = journal();
    journal.write("README.md", MARKS);
    journal.write("other.md", "# Other\n");
    let all = badges(&["--readme", "README.md", "other.md", "--write"]);
    journal
        .run(&all)
        .ends_with(2)
        .says("`other.md`")
        .says("paste these two lines")
        .says("<!-- milepost:badges start -->");
    assert_eq!(journal.read("README.md"), MARKS);
    journal.write("other.md", "<!-- milepost:badges start phase-frist -->\n<!-- milepost:badges end -->\n");
    journal.run(&all).ends_with(2).says("line 1 asks for the badge `phase-frist`: did you mean `phase-first`?");
    journal.run(&badges(&["--readme", "nothing.md", "--write"])).ends_with(2).says("could not open `nothing.md`");
    journal.run(&badges(&["--readme", "README.md"])).ends_with(2).says("--write");
    journal.write("plan.yaml", &PLAN.replace("months: 6", "months: six"));
    journal.run(&badges(&["--readme", "README.md", "--write"])).ends_with(1);
    assert_eq!(journal.read("README.md"), MARKS);
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let journal = journal();
    journal.write("docs/index.md", MARKS);
    let mode = std::fs::Permissions::from_mode(0o640);
    std::fs::set_permissions(journal.path("docs/index.md"), mode.clone()).unwrap();
    symlink("docs/index.md", journal.path("README.md")).unwrap();
    journal.run(&badges(&["--readme", "README.md", "docs/index.md", "--write"])).succeeds();
    assert!(journal.path("README.md").is_symlink());
    assert!(journal.read("docs/index.md").contains("plan-month.svg"));
    let found = std::fs::metadata(journal.path("docs/index.md")).unwrap().permissions();
    assert_eq!(found.mode() & 0o777, mode.mode() & 0o777);
}
