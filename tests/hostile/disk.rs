//! Disks that are full or may not be written, and files that may not be read.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use super::common::{Journal, Run};
use super::{BUILD, build, journal};

/// Who may do everything cannot be refused anything, so a test of refusals runs as nobody.
const NOBODY: u32 = 65_534;

fn is_root() -> bool {
    let out = Command::new("id").arg("-u").output().unwrap();
    String::from_utf8_lossy(&out.stdout).trim() == "0"
}

/// Runs the binary as somebody who is refused things. The journal has to be theirs.
fn as_nobody(journal: &Journal, arguments: &[&str]) -> Run {
    let mut command = journal.command(arguments);
    // The folders above the binary may be closed to others.
    let binary = journal.path("milepost");
    if is_root() {
        if !binary.exists() {
            fs::copy(env!("CARGO_BIN_EXE_milepost"), &binary).unwrap();
        }
        let owned = Command::new("chown").args(["-R", &NOBODY.to_string()]).arg(journal.root()).status().unwrap();
        assert!(owned.success());
        command = Command::new(&binary);
        command.args(arguments).current_dir(journal.root()).env_remove("SOURCE_DATE_EPOCH").uid(NOBODY).gid(NOBODY);
    }
    Run::from(command.output().unwrap())
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_folder_that_may_not_be_written_keeps_its_site() {
    let journal = journal();
    journal.write("public/.keep", "");
    let arguments = [&BUILD[..], &["--out", "public/site"]].concat();
    as_nobody(&journal, &arguments).succeeds();
    let before = journal.files("public");
    journal.write("content/notes/two.md", "---\ntitle: Changed\ndate: 2026-11-03\n---\n\nText.\n");
    set_mode(&journal.path("public"), 0o555);
    let run = as_nobody(&journal, &arguments);
    set_mode(&journal.path("public"), 0o755);
    let run = run.ends_with(2);
    assert!(run.stderr.contains("public") && run.stderr.contains("ermission denied"), "{}", run.stderr);
    assert!(journal.files("public") == before, "the old site was touched");
    as_nobody(&journal, &arguments).succeeds();
    assert!(journal.read("public/site/notes/two/index.html").contains("Changed"));
}

#[test]
fn a_file_that_may_not_be_read_is_named_and_the_old_site_stands() {
    let journal = journal();
    as_nobody(&journal, &BUILD).succeeds();
    let before = journal.files("site");
    for path in ["content/notes/two.md", "plan.yaml", "content/notes"] {
        set_mode(&journal.path(path), 0);
        let run = as_nobody(&journal, &BUILD);
        set_mode(&journal.path(path), 0o755);
        assert_ne!(run.status, 0, "{path}");
        assert!(run.stderr.contains(path) && run.stderr.contains("ermission denied"), "{path}: {}", run.stderr);
        assert!(journal.files("site") == before, "{path}");
    }
}

#[test]
fn a_plan_in_a_folder_that_may_not_be_written_is_not_lost() {
    let journal = journal();
    as_nobody(&journal, &BUILD).succeeds();
    let before = journal.read("plan.yaml");
    set_mode(journal.root(), 0o555);
    let run = as_nobody(&journal, &["plan", "tick", "git-basics"]);
    set_mode(journal.root(), 0o755);
    assert_ne!(run.status, 0);
    assert!(run.stderr.contains("plan.yaml"), "{}", run.stderr);
    assert_eq!(journal.read("plan.yaml"), before);
}

/// A disk of two megabytes, in memory.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    /// Says why when it cannot be made.
    #[expect(clippy::print_stderr, reason = "a test that did not test anything has to say so")]
    fn mount(path: &'a Path) -> Option<Self> {
        fs::create_dir_all(path).unwrap();
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"]).arg(path).output();
        match mount {
            Ok(out) if out.status.success() => Some(Self(path)),
            Ok(out) => {
                eprintln!("SKIPPED: a small disk needs root: {}", String::from_utf8_lossy(&out.stderr).trim());
                None
            }
            Err(error) => {
                eprintln!("SKIPPED: a small disk needs `mount`: {error}");
                None
            }
        }
    }

    /// Takes up what is left, but for `free` bytes.
    fn fill(&self, free: usize) {
        let path = self.0.join("filler");
        let mut size = 2 << 20;
        while size > 0 && fs::write(&path, vec![0; size]).is_err() {
            size -= 4096;
        }
        fs::write(&path, vec![0; size.saturating_sub(free)]).unwrap();
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

#[test]
fn a_full_disk_is_an_error_and_the_old_site_stands() {
    let journal = journal();
    let folder = journal.path("small");
    let Some(disk) = SmallDisk::mount(&folder) else { return };
    let arguments = [&BUILD[..], &["--out", "small/site"]].concat();
    journal.run(&arguments).succeeds();
    let before = journal.files("small/site");
    let files: Vec<String> = (0..200).map(|number| format!("content/notes/n{number}.md")).collect();
    for (number, path) in files.iter().enumerate() {
        let text = "word ".repeat(2_000);
        journal.write(path, &format!("---\ntitle: N{number}\ndate: 2026-11-02\n---\n\n{text}\n"));
    }
    for free in [0, 4096, 100_000, 600_000] {
        disk.fill(free);
        let run = journal.run(&arguments);
        assert_ne!(run.status, 0, "200 pages found room");
        assert!(run.stderr.contains("o space left"), "{}", run.stderr);
        assert!(journal.files("small/site") == before, "the old site was touched with {free} bytes left");
    }
    for path in &files {
        fs::remove_file(journal.path(path)).unwrap();
    }
    fs::remove_file(folder.join("filler")).unwrap();
    journal.run(&arguments).succeeds();
    assert!(journal.files("small/site") == before);
    let rest = journal.files("small").into_iter().map(|(path, _)| path).filter(|path| !path.starts_with("small/site"));
    let rest: Vec<_> = rest.filter(|path| !path.ends_with("publish.lock")).collect();
    assert!(rest.is_empty(), "what a build could not finish is still there: {rest:?}");
}

#[test]
fn a_full_disk_leaves_plan_and_notes_whole() {
    let journal = Journal::empty();
    let folder = journal.path("small");
    let Some(disk) = SmallDisk::mount(&folder) else { return };
    journal.run(&["init", "small/journal"]).succeeds();
    let filler = "Words of mine.\n".repeat(2_000);
    journal.write(
        "small/journal/content/notes/log/2026-11-28.md",
        &format!("---\ntitle: D\ndate: 2026-11-28\n---\n\n{filler}"),
    );
    // So that the lock of edits is there.
    journal.run(&["--root", "small/journal", "log", "first", "--date", "2026-11-28"]).succeeds();
    let before: Vec<_> = journal.files("small/journal");
    disk.fill(0);
    for arguments in [
        &["log", "second", "--date", "2026-11-28"][..],
        &["log", "second", "--date", "2026-11-29"],
        &["plan", "tick", "git-basics"],
        &["new", "note", "A title"],
    ] {
        let run = journal.run(&[&["--root", "small/journal"], arguments].concat());
        assert_ne!(run.status, 0, "{arguments:?} found room");
        assert!(run.stderr.contains("o space left"), "{arguments:?}: {}", run.stderr);
    }
    let after: Vec<_> = journal.files("small/journal").into_iter().filter(|(_, bytes)| !bytes.is_empty()).collect();
    let known: Vec<_> = before.into_iter().filter(|(_, bytes)| !bytes.is_empty()).collect();
    assert!(after == known, "{:?}", after.iter().map(|(path, _)| path).collect::<Vec<_>>());
}

#[test]
fn a_memory_of_builds_that_cannot_be_written_costs_time_only() {
    let journal = journal();
    build(&journal).succeeds();
    let expected = journal.files("site");
    fs::remove_dir_all(journal.path(".milepost/cache")).unwrap();
    journal.write(".milepost/cache", "a file in its place");
    build(&journal).succeeds();
    assert!(journal.files("site") == expected);
}
