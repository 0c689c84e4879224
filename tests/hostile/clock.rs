//! A clock that was set back: files, memory and lock are from a day that has not come.

use std::fs::File;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::{DAY, build, journal};

/// Dates every file below `folder` a year ahead.
fn date_ahead(folder: &Path) {
    let ahead = SystemTime::now() + Duration::from_hours(365 * 24);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            date_ahead(&path);
        } else {
            File::options().append(true).open(&path).unwrap().set_modified(ahead).unwrap();
        }
    }
}

#[test]
fn files_from_the_future_change_nothing() {
    let journal = journal();
    build(&journal).succeeds();
    let expected = journal.files("site");
    for folder in ["content", "site", ".milepost"] {
        date_ahead(&journal.path(folder));
    }
    build(&journal).succeeds();
    assert!(journal.files("site") == expected);
    journal.write("content/notes/two.md", "---\ntitle: Two\ndate: 2026-11-03\n---\n\nOther text.\n");
    build(&journal).succeeds();
    assert!(journal.read("site/notes/two/index.html").contains("Other text."), "a change was missed");
}

#[test]
fn an_earlier_day_gives_the_site_of_that_day() {
    let journal = journal();
    journal.write("content/notes/one.md", "---\ntitle: One\ndate: 2026-11-02\n---\n\nText.\n");
    journal.run(&["build", "--as-of", "2026-11-02"]).succeeds();
    let then = journal.files("site");
    assert!(!journal.exists("site/notes/two"), "a page of the day after is there");
    build(&journal).succeeds();
    assert!(journal.exists("site/notes/two"));
    journal.run(&["build", "--as-of", "2026-11-02"]).succeeds();
    assert!(journal.files("site") == then);
}

#[test]
fn a_lock_of_a_day_that_has_not_come_is_read() {
    let journal = journal();
    let lock = "version = 1\n\n[links]\n\"https://a.example/\" = { result = \"dead\", checked = 2030-01-01, status = 404, since = 2029-12-01 }\n# end of the lock\n";
    journal.write("evidence.lock", lock);
    journal.write("content/notes/one.md", "---\ntitle: One\ndate: 2026-11-02\n---\n\n[x](https://a.example/)\n");
    build(&journal).succeeds();
    assert_eq!(journal.read("evidence.lock"), lock);
    let run = journal.run(&["check", "--as-of", DAY]);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
}
