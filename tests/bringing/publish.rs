//! `milepost publish`

use crate::common::Journal;

const POST: &str = "content/posts/hello.md";

#[test]
fn a_draft_is_published_and_the_rest_of_the_file_stays() {
    let journal = Journal::new();
    journal.write(POST, "---\n# mine\ntitle:  Hello   # kept\ndraft: true\ndate: 2026-02-03\n---\n\nA  text. \n");
    let run = journal.run(&["publish", POST]).succeeds().says("removed `draft: true`").says("with the next build");
    assert_eq!(run.stdout, format!("{POST}\n"));
    assert_eq!(journal.read(POST), "---\n# mine\ntitle:  Hello   # kept\ndate: 2026-02-03\n---\n\nA  text. \n");
    journal.run(&["publish", POST]).succeeds().says("it is no draft");
    journal.run(&["build"]).succeeds();
    assert!(journal.exists("site/posts/hello/index.html"));
}

#[test]
fn a_line_with_a_comment_is_kept_and_toml_is_too() {
    let journal = Journal::new();
    journal.write(POST, "+++\r\ntitle = \"Hello\"\r\ndraft = true # not yet\r\n[image]\r\nsrc = \"a.png\"\r\nalt = \"A\"\r\n+++\r\nText.\r\n");
    let arguments = ["publish", POST, "--date", "2026-02-03"];
    journal.run(&arguments).succeeds().says("set `draft: false`").says("set `date: 2026-02-03`");
    assert_eq!(
        journal.read(POST),
        "+++\r\ntitle = \"Hello\"\r\ndate = 2026-02-03\r\ndraft = false # not yet\r\n[image]\r\nsrc = \"a.png\"\r\nalt = \"A\"\r\n+++\r\nText.\r\n"
    );
}

#[test]
fn a_missing_date_is_today_and_a_coming_one_is_said() {
    let journal = Journal::new();
    journal.write(POST, "---\ntitle: Hello\ndraft: true\n---\n");
    let today = chrono::Utc::now().date_naive();
    journal.run(&["publish", POST]).succeeds();
    let text = journal.read(POST);
    // Midnight may have passed since.
    let is_today = [today, today.succ_opt().unwrap()].iter().any(|day| text.contains(&format!("\ndate: {day}\n")));
    assert!(is_today, "{text}");
    journal.write(POST, "---\ntitle: Hello\ndraft: true\n---\n");
    journal.run(&["publish", POST, "--date", "2199-01-01"]).succeeds().says("on 2199-01-01, with the first build");
    journal.write("content/posts/2026-01-02-dated.md", "---\ntitle: Dated\ndraft: true\n---\n");
    journal.run(&["publish", "dated"]).succeeds();
    assert_eq!(journal.read("content/posts/2026-01-02-dated.md"), "---\ntitle: Dated\n---\n");
}

#[test]
fn a_page_is_found_by_path_name_or_title() {
    let journal = Journal::new();
    for wanted in [POST, "./content/posts/hello.md", "posts/hello.md", "hello", "HELLO, World", "hi-there"] {
        journal.write(POST, "---\ntitle: Hello, world\nslug: hi-there\ndate: 2026-01-01\ndraft: true\n---\n");
        journal.run(&["publish", wanted]).succeeds();
        assert!(!journal.read(POST).contains("draft"), "{wanted}");
    }
    let elsewhere = Journal::empty();
    journal.write(POST, "---\ntitle: Hello, world\ndate: 2026-01-01\ndraft: true\n---\n");
    let root = journal.root().to_str().unwrap();
    let file = journal.path(POST);
    elsewhere.run(&["publish", "--root", root, file.to_str().unwrap()]).succeeds();
    journal.run(&["publish", "helo"]).ends_with(2).says("did you mean `hello`?");
    journal.write("content/notes/hello.md", "# Other\n");
    journal.run(&["publish", "hello"]).ends_with(2).says("`content/notes/hello.md` or `content/posts/hello.md`");
}

#[test]
fn what_must_stay_hidden_is_refused() {
    let journal = Journal::new();
    for (line, says) in [("visibility: private", "it is private"), ("embargo_until: 2199-01-01", "under an embargo")] {
        let text = format!("---\ntitle: Hello\ndate: 2026-01-01\ndraft: true\n{line}\n---\n");
        journal.write(POST, &text);
        journal.run(&["publish", "hello"]).ends_with(2).says(says).says("was left as it is");
        assert_eq!(journal.read(POST), text);
    }
    journal.write(POST, "---\ntitle: Hello\ndrfat: true\ndraft: yes\n---\n");
    journal.run(&["publish", POST]).ends_with(2).says("`milepost check` shows where");
}
