//! `kill -9` at moments all over an adoption. Those of builds, plan edits, `log` and `rename` are in `tests/kill.rs` and
//! `tests/bringing/`, those of `check --external` in `tests/cli/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Instant;

use super::common::Journal;

const ADOPT: [&str; 4] = ["--root", "journal", "adopt", "old"];

type Files = BTreeMap<PathBuf, Vec<u8>>;

fn files(journal: &Journal, folder: &str) -> Files {
    journal.files(folder).into_iter().collect()
}

/// How many notes are adopted.
const NOTES: usize = 120;

#[test]
fn a_killed_adoption_leaves_whole_files_and_can_be_run_again() {
    let journal = Journal::empty();
    journal.run(&["init", "journal"]).succeeds();
    for number in 0..NOTES {
        let text =
            format!("# Note {number}\n\nSee [next](n{}.md).\n\n{}", (number + 1) % NOTES, "Words.\n".repeat(300));
        journal.write(&format!("old/topic/n{number}.md"), &text);
    }
    let old = files(&journal, "old");
    let fresh = files(&journal, "journal");
    let begin = Instant::now();
    journal.run(&ADOPT).succeeds();
    let took = begin.elapsed();
    let whole = files(&journal, "journal");
    let is_note = |path: &PathBuf| path.starts_with("journal/content");
    let mut cut_short = 0;
    for round in 0..15_u32 {
        fs::remove_dir_all(journal.path("journal")).unwrap();
        for (path, bytes) in &fresh {
            fs::create_dir_all(journal.root().join(path).parent().unwrap()).unwrap();
            fs::write(journal.root().join(path), bytes).unwrap();
        }
        let mut child = journal.command(&ADOPT).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        if round % 3 == 0 {
            std::thread::sleep(took * (round + 1) / 16);
        } else {
            // However fast the machine is, this is in the middle of it.
            let are_there = || fs::read_dir(journal.path("journal/content/notes/topic")).map_or(0, Iterator::count);
            while are_there() <= round as usize && child.try_wait().unwrap().is_none() {}
        }
        // It may be over already.
        let _ = child.kill();
        child.wait().unwrap();
        let found = files(&journal, "journal");
        // A hidden file beside a page is what was not whole yet; no build reads it.
        let pages = found.iter().filter(|(path, _)| !path.to_string_lossy().ends_with(".milepost-new"));
        for (path, bytes) in pages.filter(|(path, _)| is_note(path)) {
            assert!(whole.get(path) == Some(bytes), "kill {round} tore {}", path.display());
        }
        let new = found.keys().filter(|path| is_note(path) && !fresh.contains_key(*path)).count();
        cut_short += u32::from(new > 0 && new < NOTES);
        journal.run(&ADOPT).succeeds();
        let again = files(&journal, "journal");
        assert!(whole.iter().all(|(path, bytes)| again.get(path) == Some(bytes)), "kill {round} cannot be made good");
        assert!(files(&journal, "old") == old, "kill {round} changed the folder that was adopted");
    }
    assert!(cut_short > 0, "no kill came in the middle");
    journal.run(&["--root", "journal", "build", "--as-of", "2099-01-01"]).succeeds();
}
