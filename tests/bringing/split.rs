//! `milepost plan split`

use crate::common::Journal;

const SITE: &str = "site: {title: T, url: \"https://x.org/\"}\n";

fn master() -> String {
    format!(
        "# All of it.\nschema: 1\n{SITE}plan: {{id: my-plan, title: P, start: 2026-12-01, months: 3}}\nphases:\n  - id: first\n    title: First\n    months: [1, 3]\n    items:\n      - {{id: aa, title: A, kind: topic, private: {{note: mine}}}}   # kept\n\ncompanies:   # mine alone\n  - {{id: tier-1, names: [Secret Corp]}}\n"
    )
}

#[test]
fn a_master_is_parted_into_two_files() {
    let journal = Journal::empty();
    journal.write("master.yaml", &master());
    let dry = journal.run(&["plan", "split", "master.yaml", "--dry-run"]).succeeds().says("nothing was written");
    dry.says("companies (line 12)").says("phases[first].items[aa].private (line 10)");
    assert!(!journal.exists("plan.yaml") && !journal.exists(".gitignore"));
    let run = journal.run(&["plan", "split", "master.yaml"]).succeeds();
    assert_eq!(run.stdout, "plan.yaml\nplan.private.yaml\n");
    assert_eq!(journal.read(".gitignore"), "plan.private.yaml\nmaster.yaml\n");
    assert_eq!(
        journal.read("plan.yaml"),
        format!(
            "# All of it.\nschema: 1\n{SITE}plan: {{id: my-plan, title: P, start: 2026-12-01, months: 3}}\nphases:\n  - id: first\n    title: First\n    months: [1, 3]\n    items:\n      - {{id: aa, title: A, kind: topic}}   # kept\n"
        )
    );
    let private = journal.read("plan.private.yaml");
    assert!(
        private.ends_with(
            "schema: 1\n\nphases:\n  - id: first\n    items:\n      - {id: aa, private: {note: mine}}\n\ncompanies:   # mine alone\n  - {id: tier-1, names: [Secret Corp]}\n"
        ),
        "{private}"
    );
    journal.run(&["check", "--allow", "warnings"]).succeeds();
    journal.run(&["plan", "split", "master.yaml"]).ends_with(2).says("--force writes over it");
    journal.run(&["plan", "split", "master.yaml", "--force"]).succeeds();
}

#[test]
fn the_plan_itself_can_be_parted() {
    let journal = Journal::empty();
    journal.write("plan.yaml", &master());
    journal.run(&["plan", "split"]).ends_with(2).says("`plan.yaml` is there already");
    assert_eq!(journal.read("plan.yaml"), master());
    journal.run(&["plan", "split", "--force"]).succeeds();
    assert!(!journal.read("plan.yaml").contains("Secret") && journal.read("plan.private.yaml").contains("Secret"));
    assert_eq!(journal.read(".gitignore"), "plan.private.yaml\n");
}

#[test]
fn what_is_said_again_is_pointed_at() {
    let journal = Journal::empty();
    journal.write(
        "m.yaml",
        &(master() + "income: [{id: in-1, year: 1, usd: [165500, null]}]\n")
            .replace("# All of it.", "# Until the 165500 are there."),
    );
    journal.run(&["plan", "split", "m.yaml"]).succeeds().says("plan.yaml:1 says what `income[in-1].usd` keeps private");
    journal.write("bad.yaml", "schema: 1\nsalaries: [1]\n");
    journal.run(&["plan", "split", "bad.yaml"]).ends_with(2).says("line 2: the plan has no key `salaries`");
    journal.run(&["plan", "split", "gone.yaml"]).ends_with(2).says("could not read");
}
