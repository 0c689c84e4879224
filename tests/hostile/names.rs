//! Names that people and programs give to files.

use super::{build, journal};

const NOTE: &str = "---\ntitle: T\ndate: 2026-11-02\n---\n\nText.\n";

#[test]
fn emoji_and_every_script_make_pages_that_their_links_find() {
    let journal = journal();
    let names = ["🎉 party 👩‍🔬", "שלום עולם", "日本語", "e\u{301}tude", "ß", "a b"];
    for (number, name) in names.iter().enumerate() {
        journal.write(&format!("content/notes/{name}.md"), &NOTE.replace("title: T", &format!("title: T{number}")));
    }
    let links: Vec<String> = names.iter().map(|name| format!("- [x](<{name}.md>)\n")).collect();
    journal.write("content/notes/all.md", &format!("---\ntitle: All\ndate: 2026-11-02\n---\n\n{}", links.concat()));
    build(&journal).succeeds();
    let page = journal.read("site/notes/all/index.html");
    for number in 0..names.len() {
        let titled = journal.files("site/notes").into_iter().filter(|(path, bytes)| {
            path.extension().is_some_and(|end| end == "html")
                && String::from_utf8_lossy(bytes).contains(&format!("<title>T{number} "))
        });
        assert_eq!(titled.count(), 1, "T{number}");
    }
    assert_eq!(page.matches(">x</a>").count(), names.len(), "{page}");
    journal.run(&["check", "--as-of", super::DAY]).succeeds();
}

#[test]
fn a_line_break_or_a_mark_that_turns_text_around_never_reaches_the_terminal() {
    let journal = journal();
    journal.write("content/notes/line\nbreak.md", NOTE);
    let run = build(&journal).ends_with(1);
    assert!(run.stderr.contains(r"line\nbreak.md"), "{}", run.stderr);
    std::fs::remove_file(journal.path("content/notes/line\nbreak.md")).unwrap();
    journal.write("content/notes/\u{202e}gpj.md", &NOTE.replace("date:", "dat:"));
    let run = build(&journal);
    assert!(!run.stderr.contains('\u{202e}') && !run.stdout.contains('\u{202e}'), "{:?}", run.stderr);
}

#[test]
fn names_that_differ_by_case_only_are_an_error_that_names_both() {
    let journal = journal();
    journal.write("content/notes/Case.md", NOTE);
    journal.write("content/notes/case.md", &NOTE.replace("title: T", "title: U"));
    if journal.files("content/notes").iter().filter(|(path, _)| path.ends_with("case.md")).count() == 0 {
        return; // The disk takes the two for one.
    }
    let run = build(&journal).ends_with(1);
    assert!(run.stderr.contains("duplicate-path") && run.stderr.contains("Case.md") && run.stderr.contains("case.md"));
    assert!(!journal.exists("site"), "a site was written all the same");
}
