//! However many files are written at once, and however slowly: the site is built once, and no file is built twice.

use std::time::Duration;

use super::common::Journal;
use super::{NOTE, Server};

const FILES: usize = 1000;

fn note(number: usize, words: &str) -> String {
    NOTE.replace("Fresh", &format!("Number {number}")).replace("first words", words)
}

/// A journal with as many notes, each in a folder of a topic, and the server of it.
fn with_notes(words: &str) -> (Journal, Server) {
    let journal = Journal::new();
    for number in 0..FILES {
        journal.write(&path(number), &note(number, words));
    }
    let server = Server::start(&journal, &["--port", "0"]);
    (journal, server)
}

fn path(number: usize) -> String {
    format!("content/notes/topic-{}/n{number}.md", number % 7)
}

impl Server {
    /// Sends a signal to the server.
    #[cfg(unix)]
    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(std::process::Command::new("kill").args([name, &id]).status().unwrap().success());
    }

    /// Returns, for each build that was told until nothing is built any more, how many files were new in it.
    fn builds(&self) -> Vec<usize> {
        let mut builds = vec![files_in(&self.wait_for("rebuilt"))];
        // A second look at the disk is taken after one second, and a build of that takes no longer than the last.
        while let Ok(line) = self.lines.recv_timeout(Duration::from_secs(6)) {
            builds.extend(line.contains("rebuilt").then(|| files_in(&line)));
        }
        builds
    }
}

/// Returns how many files a line like `rebuilt  in 0.42 s: plan.yaml and 3 more` tells of.
fn files_in(line: &str) -> usize {
    let more = line.split(" and ").nth(1).and_then(|rest| rest.strip_suffix(" more"));
    1 + more.map_or(0, |count| count.parse::<usize>().unwrap())
}

#[cfg(unix)]
#[test]
fn a_burst_of_files_is_one_rebuild() {
    let (journal, server) = with_notes("first words");
    // While the server does not run, no pause of this test is a pause of the burst.
    server.signal("-STOP");
    for number in 0..FILES {
        journal.write(&path(number), &note(number, "second words"));
    }
    server.signal("-CONT");
    assert_eq!(server.builds(), [FILES]);
    assert!(server.get(&format!("/notes/n{}/", FILES - 1)).body.contains("second words"));

    // The same for what is new, what gets another name, and what goes: folders, as `git checkout` leaves them.
    server.signal("-STOP");
    for number in 0..FILES {
        journal.write(
            &path(number).replace("topic", "other"),
            &note(number + FILES, "third words").replace("Number", "Other"),
        );
    }
    for topic in 0..7 {
        std::fs::remove_dir_all(journal.path(&format!("content/notes/topic-{topic}"))).unwrap();
    }
    server.signal("-CONT");
    assert_eq!(server.builds(), [2 * FILES]);
    assert!(server.get(&format!("/notes/n{}/", FILES - 1)).body.contains("third words"));
}

#[test]
fn what_a_program_writes_over_a_second_is_built_once() {
    let (journal, server) = with_notes("first words");
    for number in 0..FILES {
        journal.write(&path(number), &note(number, "second words"));
        std::thread::sleep(Duration::from_millis(1));
    }
    let builds = server.builds();
    let files: usize = builds.iter().sum();
    // On a machine with more to do than it can, pauses may be long enough for more than one build. Then each has what was new
    // to it; the file that was being written may be in two.
    assert!((FILES..FILES + builds.len()).contains(&files), "{builds:?}");
    for number in [0, FILES / 2, FILES - 1] {
        assert!(server.get(&format!("/notes/n{number}/")).body.contains("second words"), "{number}");
    }
}
