//! `milepost check` looks into git for the private half of the plan, `build` for the file alone; neither needs git.
#![expect(clippy::disallowed_methods, reason = "the tests run git")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Journal, Run};

const PRIVATE: &str =
    "schema: 1\nplan:\n  private: {investment_usd: 65400, note: Nobody must know of the offer from abroad}\n";

fn git(journal: &Journal, arguments: &[&str]) {
    let mut command = std::process::Command::new("git");
    command.current_dir(journal.root()).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(arguments);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A journal in a repository, with its private half beside it.
fn journal() -> Journal {
    let journal = Journal::new();
    journal.write("plan.private.yaml", PRIVATE);
    git(&journal, &["init", "-q"]);
    git(&journal, &["add", "."]);
    git(&journal, &["commit", "-qm", "one"]);
    journal
}

fn silent(run: Run) {
    assert!(!run.stderr.contains("tracked-private"), "{}", run.stderr);
    run.succeeds();
}

#[test]
fn an_ignored_private_half_is_nothing_to_speak_of() {
    let journal = journal();
    silent(journal.run(&["check"]));
    silent(journal.run(&["build"]));
}

#[test]
fn a_tracked_private_half_is_told_by_check_and_build() {
    let journal = journal();
    git(&journal, &["add", "-f", "plan.private.yaml"]);
    for command in ["check", "build"] {
        let run = journal.run(&[command]).succeeds().says("git tracks the private half of the plan");
        run.says("git rm --cached plan.private.yaml");
    }
    silent(journal.run(&["check", "--allow", "tracked-private"]));
    journal.run(&["check", "--deny", "tracked-private"]).ends_with(1);
}

#[test]
fn what_was_committed_once_is_found_in_the_history() {
    let journal = journal();
    git(&journal, &["add", "-f", "plan.private.yaml"]);
    git(&journal, &["commit", "-qm", "two"]);
    git(&journal, &["rm", "-q", "--cached", "plan.private.yaml"]);
    git(&journal, &["commit", "-qm", "three"]);
    silent(journal.run(&["build"]));
    journal.run(&["check"]).succeeds().says("is in git's history: commit ").says("git filter-repo --invert-paths");
}

#[test]
fn a_value_in_another_tracked_file_or_in_its_history_is_found_and_not_told() {
    let journal = journal();
    journal.write("README.md", "I have 65400 for it. Nobody must know of the offer from abroad.\n");
    git(&journal, &["add", "."]);
    let run = journal
        .run(&["check"])
        .succeeds()
        .says("git tracks `README.md`, which has something private: plan.private.note");
    assert!(run.stderr.contains("plan.private.investment_usd"), "{}", run.stderr);
    assert!(!run.stderr.contains("65400") && !run.stderr.contains("Nobody"), "{}", run.stderr);
    git(&journal, &["commit", "-qm", "two"]);
    journal.write("README.md", "Nothing.\n");
    git(&journal, &["commit", "-qam", "three"]);
    journal.run(&["check"]).succeeds().says("a private value is in git's history: commit ");
}

#[test]
fn private_values_in_a_tracked_plan_are_told_once() {
    let journal = journal();
    let plan = journal.read("plan.yaml");
    journal.write("plan.yaml", &format!("{plan}\nincome: [{{id: inc-1, year: 1, usd: [151000, 162000]}}]\n"));
    let run = journal
        .run(&["check"])
        .succeeds()
        .says("git tracks `plan.yaml`, which has something private: income[inc-1].usd, and 1 more");
    assert_eq!(run.stderr.matches("warning[tracked-private]").count(), 1, "{}", run.stderr);
    assert!(!run.stderr.contains("151000"), "{}", run.stderr);
}

#[test]
fn without_git_there_is_nothing_to_tell() {
    let journal = Journal::new();
    journal.write("plan.private.yaml", PRIVATE);
    silent(journal.run(&["check"]));
    let run = journal.command(&["check"]).env("PATH", "/nowhere").output().unwrap();
    silent(Run::from(run));
}
