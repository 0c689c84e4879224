//! What leads out of a site, and what a lock makes of it.

use std::collections::BTreeMap;

use milepost::site::external::Role;
use milepost::source::position::position;

use super::*;

/// Returns what `text` leads to elsewhere, a line for each place: address, file, place, role.
fn elsewhere(text: &str) -> Vec<String> {
    let sources = site(text);
    let build = build(&sources, &options());
    let mut lines = Vec::new();
    for (url, uses) in &build.elsewhere.links.uses {
        for one in uses {
            let span = one.span.unwrap_or_else(|| panic!("{url} is written somewhere"));
            let text = sources.text(span.source).expect("it is text");
            let place = position(text, span.start as usize);
            let role = match &one.role {
                Role::Proof(id) => format!(" proves {id}"),
                Role::Copy(id) => format!(" is a copy for {id}"),
                Role::Link => String::new(),
            };
            let path = &sources.get(span.source).path;
            lines.push(format!("{url} {path}:{}:{}{role}", place.line, place.column));
        }
    }
    lines
}

/// Returns a journal with the head of a plan before `text`.
fn site(text: &str) -> Sources {
    journal(&format!(
        "=== plan.yaml\nschema: 1\nsite:\n  title: T\n  url: https://own.example/\n  author:\n    name: N\n    \
         links: [{{label: Code, url: \"https://code.example/n\"}}]\n\
         plan: {{id: the-plan, title: Plan, start: 2026-10-01, months: 12}}\n{text}"
    ))
}

const ITEM: &str = "phases:
  - id: first
    title: First
    months: [1, 3]
    items:
      - id: regression
        title: Regression
        kind: practice
        month: 1
        proof:
          - {kind: repo, url: \"https://proof.example/x\", date: 2026-10-20, archived: \"https://copy.example/x\"}
";

/// A lock in which these addresses are dead since 2026-10-01.
fn lock(dead: &[&str]) -> String {
    let line = |url: &&str| {
        format!("\"{url}\" = {{ result = \"dead\", checked = 2026-11-01, status = 404, since = 2026-10-01 }}\n")
    };
    let lines: String = dead.iter().map(line).collect();
    format!("=== evidence.lock\nversion = 1\n[links]\n{lines}# end of the lock\n")
}

#[test]
fn what_leads_out_has_its_place() {
    let found = elsewhere(&format!(
        "{ITEM}resources:\n  - {{id: res-a, type: book, title: A, url: \"https://book.example/\", checked: true}}\n\
         projects: [{{id: proj-scanner, title: Scanner, features: [{{id: find, title: Find}}]}}]\n\
         === content/notes/a.md\n---\ndate: 2026-11-01\n---\n# A\n\nA [paper](https://paper.example/p#s), <https://paper.example/p>\n\
         and ![it](https://image.example/i.png), [own](https://own.example/notes/a/), [mail](mailto:a@b.example), [b](b.md).\n\
         === content/notes/b.md\n---\ndate: 2026-11-01\n---\n# B\n\n[this one][r]\n\n[r]: //other.example/r\n\
         === content/projects/s.md\n---\ntitle: S\ndate: 2026-11-01\nproject: proj-scanner\n\
         repo: https://code.example/s\nfeatures:\n  find:\n    proof: [{{kind: ci, url: \"https://ci.example/s\", date: 2026-11-01}}]\n---\n"
    ));
    let expected = [
        "https://book.example/ plan.yaml:21:45",
        "https://ci.example/s content/projects/s.md:8:29 proves proj-scanner",
        "https://code.example/n plan.yaml:7:33",
        "https://code.example/s content/projects/s.md:5:7 proves proj-scanner",
        "https://copy.example/x plan.yaml:19:86 is a copy for regression",
        "https://image.example/i.png content/notes/a.md:7:11",
        "https://other.example/r content/notes/b.md:6:1",
        "https://paper.example/p content/notes/a.md:6:11",
        "https://paper.example/p content/notes/a.md:6:40",
        "https://proof.example/x plan.yaml:19:31 proves regression",
    ];
    assert_eq!(found, expected);
}

/// The addresses stand in a file that is committed, and are asked for on the network.
#[test]
fn what_visitors_cannot_find_is_not_among_it() {
    let page = |name: &str, keys: &str| {
        format!(
            "=== content/notes/{name}.md\n---\ntitle: {name}\n{keys}---\nA [link](https://secret.example/{name}).\n"
        )
    };
    let found = elsewhere(
        &[
            "phases:\n  - id: first\n    title: First\n    months: [1, 3]\n    items:\n      - {id: hidden, title: Hidden one, \
             kind: topic, month: 1, visibility: private, proof: [{kind: repo, url: \"https://secret.example/item\", date: 2026-10-02}]}\n\
             roles: [{id: role-x, title: Role}]\n\
             companies: [{id: tier-1, tier: 1, names: [Acme], note: \"see https://secret.example/company\"}]\n\
             resources: [{id: res-u, type: book, title: U, url: \"https://secret.example/unchecked\"}]\n",
            "=== plan.private.yaml\nschema: 1\nprojects: [{id: proj-p, title: P, repo: \"https://secret.example/repo\"}]\n",
            &page("draft", "date: 2026-11-01\ndraft: true\n"),
            &page("private", "date: 2026-11-01\nvisibility: private\n"),
            &page("unlisted", "date: 2026-11-01\nvisibility: unlisted\n"),
            &page("scheduled", "date: 2027-11-01\n"),
            &page("embargoed", "date: 2026-11-01\nembargo_until: 2027-01-01\n"),
        ]
        .concat(),
    );
    assert_eq!(found, ["https://code.example/n plan.yaml:7:33"]);
}

#[test]
fn a_dead_proof_demotes_its_item_after_the_days_of_grace() {
    let text = ITEM.replace(", archived: \"https://copy.example/x\"", "");
    let dead = lock(&["https://proof.example/x"]);
    let proven = |text: &str, as_of: &str| {
        let sources = site(text);
        let build = build(&sources, &Options { as_of: Some(as_of.parse().expect("a day")), ..options() });
        (build.report.items_proven, build.diagnostics.iter().map(|found| found.code.name()).collect::<Vec<_>>())
    };
    assert_eq!(proven(&text, "2026-12-01"), (1, vec![]));
    let with_lock = text + &dead;
    assert_eq!(proven(&with_lock, "2026-10-31"), (1, vec![]));
    assert_eq!(proven(&with_lock, "2026-11-01"), (0, vec!["dead-proof"]));
    let patient = format!("evidence_policy: {{dead_after_days: 60}}\n{with_lock}");
    assert_eq!(proven(&patient, "2026-11-30"), (1, vec![]));
    assert_eq!(proven(&patient, "2026-12-01"), (0, vec!["dead-proof"]));
}

#[test]
fn the_copy_is_shown_beside_a_proof_and_takes_its_place() {
    let shown = |text: String| {
        let sources = site(&(text + "=== content/notes/n.md\n---\ndate: 2026-11-01\nabout: [regression]\n---\n# N\n"));
        let build = build(&sources, &options());
        assert_eq!(messages(&sources, &build), "");
        assert_eq!(build.report.items_proven, 1);
        let pages: Vec<&str> = ["progress/index.html", "progress/index.md", "progress.json"]
            .iter()
            .filter_map(|path| super::text(&build, path))
            .collect();
        assert_eq!(pages.len(), 3);
        ["https://proof.example/x", "https://copy.example/x"].map(|url| pages.iter().all(|page| page.contains(url)))
    };
    assert_eq!(shown(ITEM.to_owned()), [true, true]);
    assert_eq!(shown(ITEM.to_owned() + &lock(&["https://proof.example/x"])), [false, true]);
}

#[test]
fn a_copy_that_is_dead_too_is_no_proof() {
    let sources = site(&(ITEM.to_owned() + &lock(&["https://copy.example/x", "https://proof.example/x"])));
    let build = build(&sources, &options());
    assert_eq!(build.report.items_proven, 0);
    assert!(messages(&sources, &build).contains("so it proves `regression` no more"));
}

/// The lock says what was found on which day, so a day before knows nothing of it.
#[test]
fn what_a_lock_says_of_unknown_and_moved_addresses_changes_no_byte() {
    let bytes = |lock: &str| {
        let build = build(&site(&format!("{ITEM}{lock}")), &options());
        build.outputs.iter().map(|(path, output)| (path.clone(), output.bytes().to_vec())).collect::<BTreeMap<_, _>>()
    };
    let line = |fields: &str| {
        format!(
            "=== evidence.lock\nversion = 1\n[links]\n\"https://proof.example/x\" = {{ {fields} }}\n# end of the lock\n"
        )
    };
    let without = bytes("");
    for fields in [
        "result = \"ok\", checked = 2026-11-01, status = 200",
        "result = \"ok\", checked = 2026-11-01, status = 200, moved_to = \"https://new.example/\"",
        "result = \"unknown\", checked = 2026-11-01, reason = \"timeout\", since = 2025-01-01",
        "result = \"dead\", checked = 2027-03-01, status = 404, since = 2027-02-01",
    ] {
        assert!(bytes(&line(fields)) == without, "{fields}");
    }
}
