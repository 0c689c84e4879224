//! Files that are new, gone or renamed, and several at once: on show before the whole site is built as well.

use super::common::Journal;
use super::{NOTE, Server, has_problems};

const FRESH: &str = "content/notes/fresh.md";

fn note(title: &str, text: &str) -> String {
    NOTE.replace("Fresh", title).replace("first words", text)
}

/// Returns the line that tells what was shown before the whole site, and fails when nothing was.
#[track_caller]
fn shown(server: &Server) -> String {
    let line = server.wait_any(&["shown", "rebuilt", "error"]);
    assert!(line.contains("shown"), "{line}");
    line
}

#[test]
fn a_note_that_is_new_is_there_at_once_and_on_the_lists_that_are_open() {
    let journal = Journal::new();
    journal.write(FRESH, NOTE);
    let server = Server::start(&journal, &["--port", "0", "--follow"]);
    // Somebody waits for it already.
    let mut windows = ["/notes/", "/notes/later/"].map(|page| server.events_at(page));
    for window in &mut windows {
        window.next();
    }
    assert_eq!(server.get("/notes/later/").status, 404);
    for (number, path) in ["content/notes/later.md", "content/notes/new/folder/latest.md"].into_iter().enumerate() {
        let title = format!("Note number {number}");
        journal.write(path, &note(&title, "[fresh](/notes/fresh/)"));
        shown(&server);
        let address = path.rsplit('/').next().unwrap().replace(".md", "/");
        let page = server.get(&format!("/notes/{address}"));
        assert!(page.status == 200 && page.body.contains(&title), "{}", page.body);
        assert!(server.get("/notes/").body.contains(&title));
        let event = windows[0].wait(|event| !event["page"].is_null());
        assert_eq!(event["page"], format!("/notes/{address}"));
        server.wait_for("rebuilt");
    }
}

#[test]
fn a_note_that_is_gone_is_gone_at_once() {
    let journal = Journal::new();
    journal.write(FRESH, NOTE);
    journal.write("content/notes/other.md", &note("Other words", "[fresh](fresh.md)"));
    let server = Server::start(&journal, &["--port", "0"]);
    let mut windows = ["/notes/", "/notes/other/"].map(|page| server.events_at(page));
    for window in &mut windows {
        window.next();
    }
    let gone = server.get("/notes/there/").body;
    let other = std::fs::read(journal.path("content/notes/other.md")).unwrap();
    std::fs::remove_file(journal.path("content/notes/other.md")).unwrap();
    shown(&server);
    let page = server.get("/notes/other/");
    assert_eq!((page.status, without_version(&page.body)), (404, without_version(&gone)));
    assert_eq!(server.get("/notes/other/index.md").status, 404);
    assert!(!server.get("/notes/").body.contains("Other words"));
    server.wait_for("rebuilt");

    // And back again.
    std::fs::write(journal.path("content/notes/other.md"), other).unwrap();
    shown(&server);
    assert_eq!(server.get("/notes/other/").status, 200);
    assert!(server.get("/notes/").body.contains("Other words"));
    server.wait_for("rebuilt");

    // What others link to is for the whole build to say.
    std::fs::remove_file(journal.path(FRESH)).unwrap();
    windows[0].wait(has_problems);
    assert_eq!(server.get("/notes/fresh/").status, 200);
}

/// Returns a page without the version that its script has.
fn without_version(page: &str) -> String {
    let (before, rest) = page.split_once("reload.js?v=").expect("the page has the script");
    format!("{before}{}", rest.split_once('"').unwrap().1)
}

#[test]
fn a_folder_that_is_renamed_takes_its_note_along() {
    let journal = Journal::new();
    journal.write("content/notes/one/index.md", NOTE);
    let server = Server::start(&journal, &["--port", "0"]);
    let mut window = server.events_at("/notes/");
    window.next();
    std::fs::rename(journal.path("content/notes/one"), journal.path("content/notes/two")).unwrap();
    shown(&server);
    assert_eq!((server.get("/notes/one/").status, server.get("/notes/two/").status), (404, 200));
    let list = server.get("/notes/").body;
    assert!(list.contains("/notes/two/") && !list.contains("/notes/one/"));
    server.wait_for("rebuilt");
    assert_eq!((server.get("/notes/one/").status, server.get("/notes/two/").status), (404, 200));
}

#[test]
fn several_files_are_shown_together() {
    let journal = Journal::new();
    journal.write(FRESH, NOTE);
    let server = Server::start(&journal, &["--port", "0"]);
    let mut window = server.events_at("/notes/");
    window.next();
    let plan = journal.read("plan.yaml").replacen("\"My learning journal\"", "Two words", 1);
    journal.write("plan.yaml", &plan);
    journal.write(FRESH, &note("Fresh as ever", "second words"));
    shown(&server);
    let list = server.get("/notes/").body;
    assert!(list.contains("Two words") && list.contains("Fresh as ever"));
    let page = server.get("/notes/fresh/").body;
    assert!(page.contains("Two words") && page.contains("second words"));
    server.wait_for("rebuilt");
    assert!(server.get("/about/").body.contains("Two words"));
}
