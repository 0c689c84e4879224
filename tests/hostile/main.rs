//! A machine and files that do what they should not: full disks, names of every kind, pipes, links in circles, two runs at
//! once, runs that are killed. The result is right, or an error says what to do; nothing is lost.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test drives the binary on a real disk")]

mod bombs;
mod clock;
#[path = "../common/mod.rs"]
mod common;
mod disk;
mod files;
mod kill;
mod names;

use common::{Journal, Run};

/// The day that builds are for.
const DAY: &str = "2026-11-23";

/// A journal with a note that links to another.
fn journal() -> Journal {
    let journal = Journal::new();
    journal.write("content/notes/one.md", "---\ntitle: One\ndate: 2026-11-02\n---\n\nSee [two](two.md).\n");
    journal.write("content/notes/two.md", "---\ntitle: Two\ndate: 2026-11-03\n---\n\nText.\n");
    journal
}

fn build(journal: &Journal) -> Run {
    journal.run(&["build", "--as-of", DAY])
}

/// The arguments of [`build`].
const BUILD: [&str; 3] = ["build", "--as-of", DAY];
