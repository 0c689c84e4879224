//! `milepost log`

use std::process::Stdio;
use std::time::Instant;

use crate::common::Journal;

const DAY: [&str; 2] = ["--date", "2026-11-28"];
const NOTE: &str = "content/notes/log/2026-11-28.md";

fn log(journal: &Journal, arguments: &[&str]) -> crate::common::Run {
    journal.run(&[&["log"], arguments, &DAY].concat())
}

#[test]
fn entries_of_a_day_go_into_one_note_that_builds() {
    let journal = Journal::new();
    let run = log(&journal, &["read how `ETag` works", "--item", "http-basics", "--time", "45m"]).succeeds();
    assert_eq!(run.stdout, format!("{NOTE}\n"));
    log(&journal, &["tried `git bisect`", "--item", "git-basics", "--item", "http-basics", "--time", "1h"]).succeeds();
    log(&journal, &["no item, no time"]).succeeds().says("added to");
    assert_eq!(
        journal.read(NOTE),
        "---\ntitle: Log of 28 November 2026\ndate: 2026-11-28\nslug: log-2026-11-28\n\
         about: [http-basics, git-basics]\ntime: 1h45m\n---\n\n\
         - read how `ETag` works\n- tried `git bisect`\n- no item, no time\n"
    );
    journal.run(&["build", "--deny", "warnings", "--as-of", "2099-01-01"]).succeeds();
    let page = journal.read("site/notes/log-2026-11-28/index.html");
    assert!(page.contains("<code>ETag</code>") && !page.contains("1h45m"), "{page}");
}

#[test]
fn an_entry_of_today_has_the_time_of_day() {
    let journal = Journal::new();
    let note = journal.run(&["log", "now"]).succeeds().stdout;
    let text = journal.read(note.trim());
    let line = text.lines().last().unwrap();
    let time = line.strip_prefix("- ").and_then(|line| line.strip_suffix(" now")).unwrap_or_else(|| panic!("{line}"));
    assert!(chrono::NaiveTime::parse_from_str(time, "%H:%M").is_ok(), "{line}");
}

#[test]
fn what_else_is_in_the_note_stays_byte_for_byte() {
    let journal = Journal::new();
    let before = "---\r\n# mine\r\ntitle:   \"My day\" # kept\r\ntags: [log]\r\n---\r\n\r\nSome *words*.\r\n";
    journal.write(NOTE, before);
    log(&journal, &["x", "--item", "git-basics"]).succeeds();
    let after = "---\r\n# mine\r\ntitle:   \"My day\" # kept\r\ntags: [log]\r\nabout: [git-basics]\r\n---\r\n\r\nSome *words*.\r\n\r\n- x\r\n";
    assert_eq!(journal.read(NOTE), after);
}

#[test]
fn only_a_private_log_names_what_only_the_overlay_has() {
    let journal = Journal::new();
    let overlay = "schema: 1\nphases:\n  - id: job-search\n    title: Interview season\n    visibility: private\n    \
                   months: [1, 2]\n    items: [{id: interviews, title: Interviews, kind: topic, month: 1}]\n";
    journal.write("plan.private.yaml", overlay);
    let refused = log(&journal, &["x", "--item", "interviews"]).ends_with(2);
    refused.says("`interviews` is in `plan.private.yaml` only").says("would give it away").says("visibility: private");
    assert!(!journal.exists(NOTE));
    let new = journal.run(&["new", "note", "Them", "--item", "interviews"]).ends_with(2);
    new.says("would give it away").says("leave out --item");
    assert!(!journal.exists("content/notes/them.md"));
    journal.write(NOTE, "---\ntitle: Mine\ndate: 2026-11-28\nvisibility: private\n---\n");
    log(&journal, &["x", "--item", "interview"]).ends_with(2).says("did you mean `interviews`?");
    log(&journal, &["x", "--item", "interviews", "--item", "git-basics", "--time", "2h"]).succeeds();
    assert!(journal.read(NOTE).contains("about: [interviews, git-basics]"), "{}", journal.read(NOTE));
    journal.run(&["check", "--as-of", "2099-01-01"]).succeeds();
}

#[test]
fn what_cannot_be_right_changes_nothing() {
    let journal = Journal::new();
    log(&journal, &["x", "--item", "git-basix"]).ends_with(2).says("did you mean `git-basics`?");
    log(&journal, &["x", "--time", "soon"]).ends_with(2).says("expected a time like");
    log(&journal, &[" "]).ends_with(2).says("expected some text");
    assert!(!journal.exists("content/notes/log"));
    journal.write(NOTE, "---\ntitle: [\n---\n");
    log(&journal, &["x"]).ends_with(2).says("was left as it is: its front matter cannot be read");
    assert_eq!(journal.read(NOTE), "---\ntitle: [\n---\n");
    Journal::empty().run(&["log", "x"]).ends_with(2).says("milepost init");
}

#[test]
fn entries_that_come_together_are_all_there() {
    let journal = Journal::new();
    let start = |text: &String| {
        let mut command = journal.command(&["log", text, "--time", "1m", DAY[0], DAY[1]]);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let texts: Vec<String> = (0..12).map(|number| format!("entry {number}")).collect();
    let mut children: Vec<_> = texts.iter().map(start).collect();
    assert!(children.iter_mut().all(|child| child.wait().unwrap().success()));
    let note = journal.read(NOTE);
    assert!(texts.iter().all(|text| note.contains(&format!("- {text}\n"))), "{note}");
    assert!(note.contains("\ntime: 12m\n"), "{note}");
}

#[test]
fn a_killed_log_leaves_the_old_note_or_the_new_one() {
    let journal = Journal::new();
    let filler = "Words of mine.\n".repeat(2_000);
    journal.write(NOTE, &format!("---\ntitle: Day\ndate: 2026-11-28\n---\n\n{filler}\n- first\n"));
    let took = {
        let start = Instant::now();
        log(&journal, &["entry"]).succeeds();
        start.elapsed()
    };
    let mut known = journal.read(NOTE);
    let mut changed = 0;
    for round in 0..60_u32 {
        let mut command = journal.command(&["log", "entry", DAY[0], DAY[1]]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(took * (round % 30) / 24);
        child.kill().unwrap();
        child.wait().unwrap();
        let found = journal.read(NOTE);
        assert!(found == known || found == format!("{known}- entry\n"), "kill {round} tore the note");
        changed += u32::from(found != known);
        known = found;
    }
    assert!((1..60).contains(&changed), "{changed} of 60 killed runs changed the note");
    journal.run(&["check", "--as-of", "2099-01-01"]).succeeds();
}

/// So it takes no longer with ten thousand notes than with none.
#[test]
fn it_reads_nothing_but_the_plan_and_the_note_of_the_day() {
    let journal = Journal::new();
    log(&journal, &["first", "--item", "git-basics"]).succeeds();
    let others = ["content/notes/other/a.md", "content/notes/other/b.md", "content/posts/large.md"];
    journal.write(others[0], "---\ntitle: [\n---\n");
    std::fs::write(journal.path(others[1]), b"caf\xe9 \0").unwrap();
    journal.write(others[2], "");
    std::fs::OpenOptions::new().write(true).open(journal.path(others[2])).unwrap().set_len(1 << 32).unwrap();
    let unread: Vec<_> =
        others.iter().chain(&["content/notes/other", "content/posts"]).map(|path| journal.path(path)).collect();
    let control = journal.path("control.md");
    std::fs::write(&control, "x").unwrap();
    let never = std::time::SystemTime::UNIX_EPOCH;
    for path in unread.iter().chain([&control]) {
        let times = std::fs::FileTimes::new().set_accessed(never);
        std::fs::File::open(path).unwrap().set_times(times).unwrap();
    }
    let accessed = |path: &std::path::Path| std::fs::metadata(path).unwrap().accessed().unwrap();

    log(&journal, &["second"]).succeeds();
    assert!(journal.read(NOTE).ends_with("- first\n- second\n"), "{}", journal.read(NOTE));
    std::fs::read(&control).unwrap();
    // Not every file system records that a file was read.
    if accessed(&control) != never {
        for path in &unread {
            assert_eq!(accessed(path), never, "`{}` was read", path.display());
        }
    }
}
