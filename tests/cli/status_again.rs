//! `status` says again what it said while nothing has changed, and notices everything that has.

use std::fs;

use milepost::output::manifest::sha256;

use crate::common::{Journal, Run};

const RECORD: &str = ".milepost/cache/last-status";
const PLAN: &str = "schema: 1\nsite: {title: Ada, url: \"https://ada.example/\", author: {name: Ada}}\n\
    plan: {id: my-plan, title: Plan, start: 2026-01-01, months: 3}\n\
    phases:\n- {id: one, title: One, months: [1, 3], items: [{id: first, kind: topic, title: First thing}, {id: second, kind: topic, title: Second thing}]}\n";
const NOTE: &str = "---\ntitle: A note\ndate: 2026-01-05\nproves: [first]\n---\n\nWhat I learned.\n";

fn journal() -> Journal {
    let journal = Journal::empty();
    journal.write("plan.yaml", PLAN);
    journal.write("content/notes/a.md", NOTE);
    journal
}

fn status(journal: &Journal) -> Run {
    journal.run(&["status", "--json", "--as-of", "2026-02-01"]).succeeds()
}

/// Returns what is said where nothing is remembered.
fn fresh(journal: &Journal) -> String {
    fs::remove_file(journal.path(RECORD)).unwrap();
    status(journal).stdout
}

#[test]
fn what_was_said_is_said_again_from_the_record() {
    let journal = journal();
    let first = status(&journal).stdout;
    assert_eq!(status(&journal).stdout, first);
    // A record that says something else shows that nothing but the record is asked.
    let record = journal.read(RECORD);
    let (head, json) = record.rsplit_once('\n').unwrap();
    let json = json.replace("First thing", "Third thing");
    let magic = head.rsplit_once('\n').unwrap().0;
    journal.write(RECORD, &format!("{magic}\n{}\n{json}", sha256(json.as_bytes())));
    assert_eq!(status(&journal).stdout, first.replace("First thing", "Third thing"));
    // Whatever else is asked is another question.
    let other = journal.run(&["status", "--as-of", "2026-02-01"]).succeeds().stdout;
    assert!(other.contains("Plan") && !other.contains("Third thing"), "{other}");
}

#[test]
fn every_change_is_noticed() {
    let journal = journal();
    let mut said = vec![status(&journal).stdout];
    let changes: [(&str, &str); 5] = [
        // As long as before, and within the same tick of the clock.
        ("content/notes/a.md", &NOTE.replace("[first]", "[  ]   ")),
        ("content/notes/a.md", &NOTE.replace("first", "second")),
        ("content/notes/b.md", NOTE),
        ("plan.yaml", &PLAN.replace("Second thing", "Something else")),
        ("plan.private.yaml", "schema: 1\nplan: {id: my-plan, title: \"My own plan\"}\n"),
    ];
    for (path, text) in changes {
        journal.write(path, text);
        let now = status(&journal).stdout;
        assert_eq!(now, fresh(&journal), "{path}");
        assert_eq!(status(&journal).stdout, now, "{path}");
        said.push(now);
    }
    fs::remove_file(journal.path("content/notes/b.md")).unwrap();
    let now = status(&journal).stdout;
    assert_eq!(now, fresh(&journal));
    assert!(said.windows(2).filter(|pair| pair[0] != pair[1]).count() >= 4, "the changes are ones that show");
}

#[test]
fn a_damaged_record_is_none() {
    let journal = journal();
    let first = status(&journal).stdout;
    let whole = fs::read(journal.path(RECORD)).unwrap();
    for at in (0..whole.len()).step_by(97) {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        fs::write(journal.path(RECORD), &damaged).unwrap();
        assert_eq!(status(&journal).stdout, first, "{at}");
        fs::write(journal.path(RECORD), &whole[..at]).unwrap();
        assert_eq!(status(&journal).stdout, first, "{at}");
    }
}

#[test]
fn a_journal_that_cannot_be_written_to_has_a_status_too() {
    let journal = journal();
    let first = status(&journal).stdout;
    fs::remove_dir_all(journal.path(".milepost")).unwrap();
    journal.write(".milepost", "a file");
    assert_eq!(status(&journal).stdout, first);
}
