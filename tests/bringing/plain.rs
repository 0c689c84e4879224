//! A folder of plain Markdown, built as it is.

use crate::common::Journal;

/// A journal whose notes are those of a TIL repository, in git.
fn til() -> Journal {
    let journal = Journal::new();
    journal.write(
        "content/notes/README.md",
        "# TIL\n\n* [Bisect](git/bisect.md) - 2024-03-04\n* [Volumes](docker/volumes.md)\n",
    );
    journal.write("content/notes/git/README.md", "# Git\n\nSee [bisect](bisect.md) and [all](../README.md).\n");
    journal.write(
        "content/notes/git/bisect.md",
        "# Bisect a regression\n\nSee [git](README.md), [docker](../docker/), [code](../../../src/main.rs#L1).\n",
    );
    journal.write("content/notes/docker/readme.md", "Words on Docker.\n");
    journal.write("content/notes/docker/volumes-and-mounts.md", "No heading.\n");
    journal.write("src/main.rs", "fn main() {}\n");
    journal
}

fn git(journal: &Journal, date: &str, arguments: &[&str]) {
    let mut command = std::process::Command::new("git");
    command.current_dir(journal.root()).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(arguments);
    let output = command.env("GIT_AUTHOR_DATE", date).env("GIT_COMMITTER_DATE", date).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

const BUILD: [&str; 3] = ["build", "--as-of", "2099-01-01"];

#[test]
fn it_builds_with_titles_dates_topics_and_links() {
    let journal = til();
    git(&journal, "2024-03-04T12:00:00Z", &["init", "-q"]);
    git(&journal, "2024-03-04T12:00:00Z", &["add", "."]);
    git(&journal, "2024-03-04T12:00:00Z", &["commit", "-qm", "one"]);
    let bisect = journal.read("content/notes/git/bisect.md");
    journal.write("content/notes/git/bisect.md", &format!("{bisect}\nMore.\n"));
    git(&journal, "2024-05-06T12:00:00Z", &["commit", "-qam", "two"]);
    let run = journal.run(&BUILD).succeeds().says("1 skipped");
    let run = run.says("the page has no title, and is called `Volumes and mounts` after its file");
    let run = run.says("warning[outside-link]: the link leads to `src/main.rs`");
    assert!(!run.stderr.contains("missing-date"), "{}", run.stderr);
    let page = journal.read("site/notes/bisect/index.html");
    assert!(
        page.contains("Bisect a regression") && page.contains("2024-03-04") && page.contains("2024-05-06"),
        "{page}"
    );
    assert!(
        page.contains("href=\"/notes/git/\">git</a>") && page.contains("href=\"/notes/docker/\">docker</a>"),
        "{page}"
    );
    assert!(page.contains("<a>code</a>"), "{page}");
    // A README is the introduction of its folder, and the one of all notes is their list.
    let intro = journal.read("site/notes/git/index.html");
    assert!(intro.contains("href=\"/notes/\">all</a>"), "{intro}");
    assert!(journal.read("site/notes/docker/index.html").contains("Docker"));
    let notes = journal.read("site/notes/index.html");
    assert!(!notes.to_lowercase().contains(">readme"), "{notes}");
    assert!(!journal.exists("site/notes/readme") && !journal.exists("site/notes/notes"));
}

#[test]
fn links_to_the_repository_lead_there_when_it_is_known() {
    let journal = til();
    let plan = journal.read("plan.yaml");
    journal
        .write("plan.yaml", &plan.replacen("site:\n", "site:\n  source_url: https://example.org/til/blob/main\n", 1));
    let run = journal.run(&BUILD).succeeds();
    assert!(!run.stderr.contains("outside-link"), "{}", run.stderr);
    let page = journal.read("site/notes/bisect/index.html");
    assert!(page.contains("href=\"https://example.org/til/blob/main/src/main.rs#L1\""), "{page}");
}

#[test]
fn a_page_with_a_date_of_its_own_is_not_updated_by_git() {
    let journal = Journal::new();
    journal.write("content/notes/own.md", "---\ntitle: Own\ndate: 2024-01-02\n---\n\nText.\n");
    git(&journal, "2024-03-04T12:00:00Z", &["init", "-q"]);
    git(&journal, "2024-03-04T12:00:00Z", &["add", "."]);
    git(&journal, "2024-03-04T12:00:00Z", &["commit", "-qm", "one"]);
    journal.run(&BUILD).succeeds();
    assert!(!journal.read("site/notes/own/index.html").contains("2024-03-04"));
}

#[test]
fn a_link_with_a_folder_too_many_is_still_an_error() {
    let journal = til();
    journal.write("content/posts/x.md", "---\ntitle: X\ndate: 2024-01-02\n---\n\n[b](../../notes/git/bisect.md)\n");
    journal.run(&BUILD).ends_with(1).says("error[broken-link]").says("did you mean `../notes/git/bisect.md`?");
}

#[test]
fn renaming_keeps_the_date_that_only_git_knew() {
    let journal = til();
    git(&journal, "2024-03-04T12:00:00Z", &["init", "-q"]);
    git(&journal, "2024-03-04T12:00:00Z", &["add", "."]);
    git(&journal, "2024-03-04T12:00:00Z", &["commit", "-qm", "one"]);
    journal.run(&["rename", "bisect", "bisecting"]).succeeds();
    let text = journal.read("content/notes/git/bisecting.md");
    assert!(
        text.starts_with("---\naliases: [/notes/bisect/]\ndate: 2024-03-04\n---\n\n# Bisect a regression\n"),
        "{text}"
    );
    journal.run(&BUILD).succeeds();
}
