//! `milepost plan tick`, `untick`, `move`, `drop`, `note`, `add` and `ids`

use std::process::{Command, Stdio};
use std::time::Instant;

use crate::common::{Journal, Run};

const PLAN: &str = "plan.yaml";
const PRIVATE: &str = "plan.private.yaml";
/// The plan of this repository: a whole career plan.
const CAREER: &str = include_str!("../../plan.yaml");

/// A journal with the career plan and one page.
fn career() -> Journal {
    let journal = Journal::empty();
    journal.write(PLAN, CAREER);
    journal.write("content/about.md", "---\ntitle: About\ndate: 2026-01-01\n---\n\nMe.\n");
    journal
}

fn plan(journal: &Journal, arguments: &[&str]) -> Run {
    let mut command = journal.command(&[&["plan"], arguments].concat());
    Run::from(command.env("SOURCE_DATE_EPOCH", "1803859200").output().unwrap())
}

/// Returns the lines of the plan that are not in `before`, and asserts that all others are there as they were.
#[track_caller]
fn added(journal: &Journal, before: &str) -> Vec<String> {
    let after = journal.read(PLAN);
    let hunks = milepost::edit::diff::hunks(before, &after);
    assert!(hunks.iter().all(|hunk| hunk.removed.is_empty()), "{hunks:?}");
    hunks.iter().flat_map(|hunk| &hunk.added).map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn a_proof_goes_into_the_plan_and_counts() {
    let journal = career();
    let url = "https://example.org/noor/zero-to-numpy";
    let run = plan(
        &journal,
        &[
            "tick",
            "federated-learning",
            "--proof",
            url,
            "--kind",
            "repo",
            "--date",
            "2027-01-20",
            "--title",
            "Ten clients: one model",
        ],
    );
    let run = run.succeeds().says("ticked    federated-learning").says("state     proven since 2027-01-20");
    let line = 1 + journal.read(PLAN).lines().position(|line| line == "        proof:").unwrap_or_default();
    assert!(run.stdout.starts_with("plan.yaml:"), "{} {line}", run.stdout);
    assert_eq!(
        added(&journal, CAREER),
        [
            "        proof:",
            "          - kind: repo",
            "            title: \"Ten clients: one model\"",
            &format!("            url: {url}"),
            "            date: 2027-01-20",
        ]
    );
    plan(&journal, &["tick", "federated-learning", "--proof", url, "--kind", "repo"]).ends_with(2).says("already");
    plan(&journal, &["untick", "federated-learning"]).succeeds().says("state     planned");
    assert_eq!(journal.read(PLAN), CAREER);
}

#[test]
fn a_claim_is_told_what_it_lacks() {
    let journal = career();
    plan(&journal, &["tick", "secure-ml-pipelines"])
        .succeeds()
        .says("state     claimed, which counts for nothing yet: what is missing is a proof that is hosted elsewhere");
    assert_eq!(added(&journal, CAREER), ["        status: done"]);
    plan(&journal, &["tick", "secure-ml-pipelines"]).ends_with(2).says("is declared done already");
    plan(&journal, &["untick", "secure-ml-pipelines"]).succeeds();
    assert_eq!(journal.read(PLAN), CAREER);
    plan(&journal, &["tick", "cloud-ml-platforms"]).succeeds().says("sagemaker, vertex-ai, each with a published page");
    plan(&journal, &["tick", "aws-security-prep"]).succeeds().says("milepost plan tick cert-aws-security --proof URL");
}

#[test]
fn a_page_proves_by_its_front_matter() {
    let journal = career();
    let page = "content/notes/sage.md";
    journal.write(page, "---\ntitle: Sage # mine\ndate: 2026-12-05\n---\n\nText.\n");
    let run = plan(&journal, &["tick", "cloud-ml-platforms#sagemaker", "--proof", page]).succeeds();
    assert_eq!(run.stdout, format!("{page}:4\n"));
    run.says("vertex-ai, each with");
    assert_eq!(
        journal.read(page),
        "---\ntitle: Sage # mine\ndate: 2026-12-05\nproves: [\"cloud-ml-platforms#sagemaker\"]\n---\n\nText.\n"
            .replace("[\"cloud-ml-platforms#sagemaker\"]", "[cloud-ml-platforms#sagemaker]")
    );
    assert_eq!(journal.read(PLAN), CAREER);
    plan(&journal, &["tick", "cloud-ml-platforms#sagemaker", "--proof", "sage"]).ends_with(2).says("already");
    plan(&journal, &["tick", "goal-portfolio", "--proof", "sage"]).ends_with(2).says("is a goal");
    plan(&journal, &["untick", "cloud-ml-platforms", "--proof", "sage"]).ends_with(2).says("out of its `proves:`");
}

#[test]
fn the_address_tells_the_kind_where_it_can() {
    let journal = career();
    plan(&journal, &["tick", "llm-security#jailbreaking", "--proof", "https://github.com/noor/x/pull/7"]).succeeds();
    assert_eq!(added(&journal, CAREER)[1], "          - kind: pr");
    plan(&journal, &["tick", "llm-security", "--proof", "https://x.org/y"]).ends_with(2).says("--kind repo");
    plan(&journal, &["tick", "llm-security", "--proof", "https://x.org/y", "--kind", "repoo"])
        .ends_with(2)
        .says("did you mean `repo`?");
    plan(&journal, &["tick", "llm-security", "--proof", "https://x.org/y", "--kind", "post", "--date", "2027-13-01"])
        .ends_with(2);
}

#[test]
fn what_is_moved_and_dropped_changes_its_own_lines() {
    let journal = career();
    plan(&journal, &["move", "federated-learning", "6"]).succeeds().says("+         month: 6");
    assert_eq!(
        journal.read(PLAN),
        CAREER.replacen(
            "        title: Federated learning\n        kind: topic\n        month: 5",
            "        title: Federated learning\n        kind: topic\n        month: 6",
            1
        )
    );
    plan(&journal, &["move", "federated-learning", "5"]).succeeds();
    assert_eq!(journal.read(PLAN), CAREER);
    plan(&journal, &["move", "federated-learning", "8"]).succeeds().says("it is in the phase `specialization` now");
    plan(&journal, &["move", "federated-learning", "40"]).ends_with(2).says("the plan has months 1 to 15");
    plan(&journal, &["move", "federated-learning"]).ends_with(2);
    journal.write(PLAN, CAREER);
    plan(&journal, &["drop", "homomorphic-encryption"]).succeeds().says("state     dropped");
    assert_eq!(added(&journal, CAREER), ["        status: dropped"]);
    assert!(!journal.exists(PRIVATE));
    plan(&journal, &["drop", "homomorphic-encryption", "--undo"]).succeeds();
    assert_eq!(journal.read(PLAN), CAREER);
}

#[test]
fn reasons_and_notes_go_into_the_private_file_and_git_ignores_it() {
    let journal = career();
    journal.write(".gitignore", "target/");
    plan(&journal, &["drop", "homomorphic-encryption", "--reason", "no role asks for it"]).succeeds();
    assert_eq!(journal.read(".gitignore"), "target/\nplan.private.yaml\n");
    assert!(!journal.read(PLAN).contains("no role asks"));
    let private = journal.read(PRIVATE);
    assert!(
        private.ends_with(
            "schema: 1\nphases:\n  - id: deep-dive\n    items:\n      - {id: homomorphic-encryption, private: {note: \"dropped: no role asks for it\"}}\n"
        ),
        "{private}"
    );
    plan(&journal, &["note", "cert-security-plus", "room 4"]).succeeds();
    assert!(
        journal.read(PRIVATE).ends_with("certifications:\n  - {id: cert-security-plus, private: {note: room 4}}\n")
    );
    journal.run(&["check", "--allow", "warnings", "--warn", "broken-link"]).succeeds();
}

#[test]
fn new_things_are_part_of_the_plan() {
    let journal = career();
    let run = plan(
        &journal,
        &[
            "add",
            "item",
            "Threat modelling",
            "--month",
            "4",
            "--hours",
            "12",
            "--skill",
            "skill-adversarial",
            "--kind",
            "practice",
        ],
    );
    run.succeeds().says("added     threat-modelling").says("state     planned");
    assert_eq!(
        added(&journal, CAREER),
        [
            "      - id: threat-modelling",
            "        title: Threat modelling",
            "        kind: practice",
            "        month: 4",
            "        hours: 12",
            "        skills: [skill-adversarial]",
        ]
    );
    plan(&journal, &["add", "project", "Prompt firewall", "--month", "8-9"]).succeeds().says("proj-prompt-firewall");
    plan(&journal, &["add", "cert", "CISSP", "--issuer", "ISC2", "--month", "12"]).succeeds().says("cert-cissp");
    plan(&journal, &["add", "cert", "CISSP", "--phase", "foundation"]).ends_with(2).says("leave out --phase");
    plan(&journal, &["add", "item", "X", "--month", "4", "--skill", "skill-pyton"])
        .ends_with(2)
        .says("did you mean `skill-python`?");
    journal.run(&["check", "--allow", "warnings", "--warn", "broken-link"]).succeeds();
}

#[test]
fn a_dry_run_shows_the_change_and_makes_none() {
    let journal = career();
    let run = plan(&journal, &["tick", "federated-learning", "--dry-run"]).succeeds();
    run.says("+         status: done").says("nothing was written").says("state     claimed");
    plan(&journal, &["note", "federated-learning", "x", "--dry-run"]).succeeds();
    assert_eq!(journal.read(PLAN), CAREER);
    assert!(!journal.exists(PRIVATE) && !journal.exists(".gitignore"));
}

#[test]
fn what_would_break_the_plan_is_refused() {
    let journal = career();
    plan(&journal, &["tick", "federated-learnin"]).ends_with(2).says("did you mean `federated-learning`?");
    plan(&journal, &["move", "federated-learning", "--due", "2020-01-01"]).ends_with(2).says("the plan begins on");
    plan(&journal, &["tick", "llm-security", "--proof", "https://x.org/a b", "--kind", "repo"])
        .ends_with(2)
        .says("because the plan would be wrong");
    assert_eq!(journal.read(PLAN), CAREER);
    journal.write(PLAN, "a: [");
    plan(&journal, &["tick", "x"]).ends_with(2).says("cannot be read: line 1");
    plan(&Journal::empty(), &["tick", "x"]).ends_with(2).says("milepost init");
}

#[test]
fn ids_are_listed_with_their_states() {
    let journal = career();
    journal.write("content/n.md", "---\ntitle: N\ndate: 2026-12-05\nproves: [ml-concepts]\n---\n");
    let all = plan(&journal, &["ids", "--as-of", "2026-12-31"]).succeeds().stdout;
    assert!(all.contains("ml-concepts\titem\tproven\tBasic ML concepts\n"), "{all}");
    assert!(all.contains("cert-security-plus\tcertification\tverified\tCompTIA Security+\n"), "{all}");
    assert!(all.contains("skill-python\tskill\t\tPython\n"), "{all}");
    let some = plan(&journal, &["ids", "feder"]).succeeds().stdout;
    assert_eq!(some, "federated-learning\titem\tplanned\tFederated learning\n");
    assert_eq!(plan(&journal, &["ids", "zzzz"]).succeeds().says("nothing in the plan").stdout, "");
    let json: serde_json::Value =
        serde_json::from_str(&plan(&journal, &["ids", "llm-sec", "--json"]).succeeds().stdout).unwrap();
    assert_eq!(json[0]["id"], "llm-security");
    assert_eq!(json[0]["parts"][0], "prompt-injection");
    assert_eq!(json[0]["state"], "planned");
}

#[test]
fn bash_completes_ids() {
    let journal = career();
    let script = journal.run(&["completions", "bash"]).succeeds().stdout;
    journal.write("completions.sh", &script);
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_milepost"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let complete = |words: &[&str]| {
        let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
        let script = format!(
            "source completions.sh; COMP_WORDS=({}); COMP_CWORD={}; _milepost_with_ids milepost '{}' '{}'; echo \"${{COMPREPLY[*]}}\"",
            quoted.join(" "),
            words.len() - 1,
            words.last().unwrap(),
            words[words.len() - 2],
        );
        let mut bash = Command::new("bash");
        let output = bash.args(["-c", &script]).current_dir(journal.root()).env("PATH", &path).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(complete(&["milepost", "plan", "tick", "fed"]), "federated-learning");
    assert_eq!(complete(&["milepost", "--root", ".", "-q", "plan", "move", "fed"]), "federated-learning");
    assert_eq!(complete(&["milepost", "plan", "tick", "llm-security#j"]), "llm-security#jailbreaking");
    assert_eq!(complete(&["milepost", "log", "text", "--item", "fed"]), "federated-learning");
    assert_eq!(complete(&["milepost", "plan", "unt"]), "untick");
    assert!(complete(&["milepost", "plan", "tick", "--pro"]).contains("--proof"));
}

#[test]
fn a_killed_edit_leaves_the_old_plan_or_the_new_one() {
    let journal = career();
    let start = Instant::now();
    plan(&journal, &["tick", "federated-learning", "--dry-run"]).succeeds();
    let took = start.elapsed();
    plan(&journal, &["tick", "federated-learning"]).succeeds();
    let ticked = journal.read(PLAN);
    journal.write(PLAN, CAREER);
    let mut is_ticked = false;
    for round in 0..20_u32 {
        let verb = if is_ticked { "untick" } else { "tick" };
        let mut command = journal.command(&["plan", verb, "federated-learning"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(took * (round % 13) / 10);
        child.kill().unwrap();
        child.wait().unwrap();
        let text = journal.read(PLAN);
        assert!(text == CAREER || text == ticked, "kill {round}");
        is_ticked = text == ticked;
    }
    // What a killed run left behind stops nobody.
    plan(&journal, &[if is_ticked { "untick" } else { "tick" }, "federated-learning"]).succeeds();
}
