//! `kill -9` at random moments of builds that alternate between two journals: the output is always exactly one of
//! the two sites.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test drives the binary on a real disk")]

mod common;
#[path = "common/random.rs"]
mod random;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use common::Journal;
use random::Random;

/// How many builds are killed in each of two series, which go on side by side: such a build waits as often as it works.
const KILLS: u32 = 100;

type Site = BTreeMap<PathBuf, Vec<u8>>;

#[test]
fn a_killed_build_leaves_exactly_one_of_two_sites() {
    kill_builds(0x2545_f491_4f6c_dd1d);
}

#[test]
fn so_does_one_that_is_killed_at_other_moments() {
    kill_builds(0x9e37_79b9_7f4a_7c15);
}

fn kill_builds(seed: u64) {
    let journal = Journal::empty();
    for (name, notes) in [("one", 12), ("two", 30)] {
        journal.run(&["init", name, "--title", name]).succeeds();
        for number in 0..notes {
            let text =
                format!("---\ntitle: Note {number} of {name}\ndate: 2026-01-05\ntags: [t{number}]\n---\n\n{name}\n");
            journal.write(&format!("{name}/content/notes/note-{number}.md"), &text);
        }
    }
    let build = |name| ["build", "--root", name, "--out", "out", "--as-of", "2026-11-23"];
    let sites: Vec<Site> = ["one", "two"]
        .into_iter()
        .map(|name| {
            journal.run(&build(name)).succeeds();
            site(&journal)
        })
        .collect();
    assert_ne!(sites[0], sites[1]);

    let mut random = Random(seed);
    let mut aim = Aim(Duration::from_millis(100));
    let mut changed = 0;
    let mut last = site(&journal);
    for round in 0..KILLS {
        let name = if round % 2 == 0 { "one" } else { "two" };
        let mut command = journal.command(&build(name));
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(aim.moment(&mut random));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = site(&journal);
        assert!(sites.contains(&found), "kill {round} left a site that is neither of the two");
        aim.correct(found != last);
        changed += u32::from(found != last);
        last = found;
    }
    // Otherwise the kills came too early or too late to test anything.
    assert!((5..KILLS - 5).contains(&changed), "{changed} of {KILLS} killed builds changed the site");
    for (name, expected) in ["one", "two"].into_iter().zip(&sites) {
        journal.run(&build(name)).succeeds();
        assert_eq!(site(&journal), *expected);
    }
    let leftovers = journal.files(".milepost").into_iter().map(|(path, _)| path);
    let leftovers: Vec<_> = leftovers.filter(|path| !path.to_string_lossy().contains(".milepost/spare-")).collect();
    assert!(leftovers.iter().all(|path| path.ends_with("publish.lock")), "{leftovers:?}");
}

fn site(journal: &Journal) -> Site {
    journal.files("out").into_iter().collect()
}

/// The moment at which a build publishes, as the kills so far tell it: no clock says it, because how long a build
/// takes differs with the machine and with what else runs on it.
struct Aim(Duration);

impl Aim {
    /// A moment before, in or after the publishing: from half of the estimate to one and a half of it.
    fn moment(&self, random: &mut Random) -> Duration {
        self.0 / 2 + Duration::from_nanos(random.below(u64::try_from(self.0.as_nanos()).unwrap()))
    }

    /// Later if the build had no time to publish, earlier if it had.
    fn correct(&mut self, published: bool) {
        self.0 = if published { self.0 * 7 / 8 } else { self.0 * 8 / 7 };
    }
}
