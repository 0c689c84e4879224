//! What is read from a folder, and what is not.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::process::Command;

use super::*;

fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for path in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, path.file_name().expect("a name").as_bytes()).expect("a file");
    }
    folder
}

fn paths(sources: &Sources) -> Vec<&str> {
    sources.iter().map(|(_, source)| source.path.as_str()).collect()
}

fn messages(sources: &Sources) -> Vec<String> {
    sources.diagnostics.iter().map(|d| format!("{}: {}", d.code, d.message)).collect()
}

#[track_caller]
fn check(folder: &tempfile::TempDir, expected: &[&str], diagnostics: &[&str]) {
    let sources = load(folder.path(), &Wanted::default()).expect("it can be read");
    assert_eq!(paths(&sources), expected);
    assert_eq!(messages(&sources), diagnostics);
}

#[test]
fn the_plan_the_content_and_the_themes_are_read_in_order() {
    let folder = folder(&[
        "themes/mine/a.html",
        "plan.yaml",
        "content/b.md",
        "content/a/index.md",
        "README.md",
        "plan.private.yaml",
    ]);
    check(&folder, &["content/a/index.md", "content/b.md", "plan.yaml", "themes/mine/a.html"], &[]);
    let sources = load(folder.path(), &Wanted { private: true, git_dates: false }).expect("it can be read");
    assert!(sources.find("plan.private.yaml").is_some());
    assert_eq!(&*sources.find("content/b.md").expect("it is there").1.bytes, b"b.md");
}

#[test]
fn an_empty_folder_has_no_sources_and_a_missing_one_is_an_error() {
    let folder = folder(&[]);
    check(&folder, &[], &[]);
    let error = load(&folder.path().join("nowhere"), &Wanted::default()).expect_err("there is nothing");
    assert!(error.to_string().starts_with("cannot open the journal `/"), "{error}");
}

#[test]
fn hidden_files_and_what_editors_leave_are_skipped() {
    let folder = folder(&[
        "content/.obsidian/a.md",
        "content/.DS_Store",
        "content/a.md~",
        "content/a.md.swp",
        "content/#a.md#",
        "content/#a.md",
        "content/x.md/b.md",
    ]);
    check(&folder, &["content/#a.md", "content/x.md/b.md"], &[]);
}

#[test]
fn links_are_reported_and_not_followed() {
    let folder = folder(&["content/a.md", "secret.md"]);
    let content = folder.path().join("content");
    std::os::unix::fs::symlink("../secret.md", content.join("b.md")).expect("a link");
    std::os::unix::fs::symlink(".", content.join("loop")).expect("a link");
    std::os::unix::fs::symlink("content", folder.path().join("themes")).expect("a link");
    let reports = [
        "unused-file: `content/b.md` is a symbolic link, which is not followed",
        "unused-file: `content/loop` is a symbolic link, which is not followed",
        "unused-file: `themes` is a symbolic link, which is not followed",
    ];
    check(&folder, &["content/a.md"], &reports);
}

#[test]
fn what_would_block_is_never_opened() {
    let folder = folder(&["content/a.md"]);
    let fifo = folder.path().join("content/fifo.md");
    assert!(Command::new("mkfifo").arg(&fifo).status().expect("mkfifo runs").success());
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("content/socket")).expect("a socket");
    let reports = [
        "unused-file: `content/fifo.md` is neither a file nor a folder, and is not read",
        "unused-file: `content/socket` is neither a file nor a folder, and is not read",
    ];
    check(&folder, &["content/a.md"], &reports);
    // Also when it takes the place of a file after the walk.
    let found = Found { path: crate::source::SourcePath::new("content/fifo.md").expect("a path"), on_disk: fifo };
    assert!(matches!(read(&found), Ok(Outcome::Skipped(_))));
}

#[test]
fn a_large_file_is_reported_and_not_read() {
    let folder = folder(&["content/a.md", "content/big.md", "content/just.md"]);
    let sparse =
        |name: &str, size| File::create(folder.path().join(name)).and_then(|file| file.set_len(size)).expect("a file");
    sparse("content/big.md", 4 << 30);
    sparse("content/just.md", MAX_FILE_SIZE);
    check(
        &folder,
        &["content/a.md", "content/just.md"],
        &["file-too-large: `content/big.md` is 4096 MiB; files of up to 64 MiB are read"],
    );
}

#[test]
fn names_that_cannot_be_published_are_named() {
    let folder = folder(&["content/a\nb.md", "content/c\\d.md", "content/日本 🎉.md"]);
    let name = std::ffi::OsStr::from_bytes(b"content/\xff.d");
    fs::create_dir(folder.path().join(name)).expect("a folder");
    fs::write(folder.path().join(name).join("e.md"), "").expect("a file");
    let reports = [
        r"bad-name: the name of `content/a\nb.md` cannot be used on a web site",
        r"bad-name: the name of `content/c\\d.md` cannot be used on a web site",
        "bad-name: the name of `content/\u{FFFD}.d` cannot be used on a web site",
    ];
    check(&folder, &["content/日本 🎉.md"], &reports);
}

fn run_git(folder: &Path, date: &str, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(arguments);
    let output = command.env("GIT_AUTHOR_DATE", date).env("GIT_COMMITTER_DATE", date).output().expect("git runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn dates_come_from_the_commit_that_added_a_file() {
    let folder = folder(&["journal/content/ü.md", "journal/content/b/index.md", "content/other.md"]);
    let root = folder.path().join("journal");
    run_git(folder.path(), "2026-01-01T00:00:00Z", &["init", "-q"]);
    run_git(folder.path(), "2026-01-01T00:00:00Z", &["add", "journal/content/ü.md", "content"]);
    run_git(folder.path(), "2026-01-02T23:30:00-05:00", &["commit", "-qm", "one\n\ntwo"]);
    fs::write(root.join("content/ü.md"), "changed").expect("a file");
    run_git(folder.path(), "2026-01-01T00:00:00Z", &["add", "."]);
    run_git(folder.path(), "2026-02-03T12:00:00Z", &["commit", "-qm", "second"]);
    fs::write(root.join("content/new.md"), "not committed").expect("a file");

    let sources = load(&root, &Wanted { private: false, git_dates: true }).expect("it can be read");
    let added: Vec<_> = sources.iter().map(|(_, file)| (file.path.as_str(), file.added.as_deref())).collect();
    let expected =
        [("content/b/index.md", Some("2026-02-03")), ("content/new.md", None), ("content/ü.md", Some("2026-01-02"))];
    assert_eq!(added, expected);

    let url = format!("file://{}", folder.path().display());
    run_git(folder.path(), "2026-02-03T12:00:00Z", &["clone", "-q", "--depth", "1", &url, "shallow"]);
    let shallow = added_dates(&folder.path().join("shallow/journal"));
    assert!(shallow.is_shallow);
    assert_eq!(shallow.get("content/b/index.md"), None);
}

#[test]
fn outside_a_repository_there_are_no_dates() {
    assert_eq!(added_dates(folder(&[]).path()), GitDates::default());
}
