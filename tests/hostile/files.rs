//! Files that are none, are too large, or change while they are read.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::{BUILD, build, journal};

#[test]
fn a_pipe_a_circle_of_links_and_a_link_to_the_root_stop_nothing() {
    let journal = journal();
    build(&journal).succeeds();
    let before = journal.files("site");
    assert!(Command::new("mkfifo").arg(journal.path("content/pipe.md")).status().unwrap().success());
    symlink("loop-b", journal.path("content/loop-a")).unwrap();
    symlink("loop-a", journal.path("content/loop-b")).unwrap();
    symlink("..", journal.path("content/notes/up")).unwrap();
    symlink("/", journal.path("content/root")).unwrap();
    let run = build(&journal).succeeds();
    for name in ["content/pipe.md", "content/loop-a", "content/notes/up", "content/root"] {
        assert!(run.stderr.contains(name), "{name}: {}", run.stderr);
    }
    assert!(journal.files("site") == before, "what is not read changed the site");
}

#[test]
fn four_gigabytes_of_nothing_are_refused_without_being_read() {
    let journal = journal();
    File::create(journal.path("content/notes/big.md")).unwrap().set_len(4 << 30).unwrap();
    build(&journal).ends_with(1).says("file-too-large").says("4096 MiB");
    fs::rename(journal.path("content/notes/big.md"), journal.path("plan.private.yaml")).unwrap();
    build(&journal).ends_with(1).says("plan.private.yaml");
}

#[test]
fn a_file_that_changes_while_it_is_read_is_the_old_one_or_the_new_one() {
    let journal = journal();
    let text =
        |word: &str| format!("---\ntitle: Two\ndate: 2026-11-03\n---\n\n{}\n", format!("{word} ").repeat(20_000));
    let path = journal.path("content/notes/two.md");
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0_u32.. {
                if is_over.load(Ordering::Relaxed) {
                    break;
                }
                // As an editor saves: whole, in the place of the old one; and as a program logs: cut off and written anew.
                let word = if number % 2 == 0 { "alpha" } else { "omega" };
                let beside = path.with_extension("new");
                fs::write(&beside, text(word)).unwrap();
                fs::rename(&beside, &path).unwrap();
            }
        });
        for _ in 0..6 {
            build(&journal).succeeds();
            let page = journal.read("site/notes/two/index.html");
            let (alpha, omega) = (page.matches("alpha ").count(), page.matches("omega ").count());
            assert!((alpha == 0) != (omega == 0), "{alpha} of the one and {omega} of the other");
        }
        is_over.store(true, Ordering::Relaxed);
    });
}

#[test]
fn a_file_that_disappears_while_it_is_read_ends_in_a_build_or_in_an_error_with_its_name() {
    let journal = journal();
    build(&journal).succeeds();
    let path = journal.path("content/notes/three.md");
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                fs::write(&path, "---\ntitle: Three\ndate: 2026-11-03\n---\n\nText.\n").unwrap();
                thread::yield_now();
                fs::remove_file(&path).unwrap();
            }
        });
        for _ in 0..10 {
            let run = build(&journal);
            assert!(run.status == 0 || run.stderr.contains("three.md"), "{}", run.stderr);
            assert!(journal.exists("site/notes/one/index.html"));
        }
        is_over.store(true, Ordering::Relaxed);
    });
}

#[test]
fn builds_at_once_take_turns() {
    let journal = journal();
    build(&journal).succeeds();
    let expected = journal.files("site");
    fs::remove_dir_all(journal.path("site")).unwrap();
    let start = |_| journal.command(&BUILD).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut children: Vec<_> = (0..4).map(start).collect();
    assert!(children.iter_mut().all(|child| child.wait().unwrap().success()));
    assert!(journal.files("site") == expected);
}
