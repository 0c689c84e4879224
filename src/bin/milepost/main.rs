//! The command line of Milepost: disk, clock, environment, terminal and sockets are here.
//!
//! 1. [`args`] says what can be typed, and checks it;
//! 2. [`command`] has one file for each command;
//! 3. they read and build a journal through [`journal`] and speak through [`terminal`] and [`report`];
//!    [`format`] prints findings for programs;
//! 4. [`write`] changes files of a journal, each whole or not at all;
//! 5. [`watch`] and [`server`] keep `milepost serve` alive;
//! 6. [`print`] puts pages on paper through a browser;
//! 7. [`memo`] keeps what took long to compute, and [`unchanged`] knows when there is nothing to do;
//! 8. `external` asks addresses elsewhere, for `milepost check --external`;
//! 9. [`deploy`] pushes a site through [`git`], [`verify`] compares copies of it, and [`doctor`] looks whether all is ready,
//!    the [`workflow`] too;
//! 10. [`editor`] opens files, and [`lan`] shows phones the way.

mod args;
mod command;
mod deploy;
mod doctor;
mod editor;
#[cfg(feature = "external")]
mod external;
mod format;
mod git;
mod ignored;
mod journal;
mod lan;
mod levels;
mod memo;
mod plan_ids;
mod print;
mod report;
mod server;
mod terminal;
mod timings;
mod unchanged;
mod verify;
mod watch;
mod workflow;
mod world;
mod write;

use std::process::ExitCode;

use clap::Parser as _;
use milepost::trace::Untraced;

use crate::args::Args;
use crate::command::{Context, Outcome};
use crate::terminal::Terminal;
use crate::world::World;

/// A build makes millions of small texts on every core, which the system's allocator of musl and macOS makes one core wait
/// for another.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The content has errors.
const CONTENT: u8 = 1;
/// The command line or the world is wrong.
const TROUBLE: u8 = 2;

fn main() -> ExitCode {
    let world = World::read();
    let Args { global, command } = Args::parse();
    let terminal = Terminal::new(global.color, global.verbosity());
    let result = global.levels().and_then(|levels| {
        let ctx = Context { root: &global.root, levels: &levels, terminal, world: &world, trace: &Untraced };
        command::run(&command, &ctx)
    });
    match result {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::ContentErrors) => ExitCode::from(CONTENT),
        // Somebody closed the pipe: `milepost explain | head -1` has what it wanted.
        Err(error) if terminal::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal.error(&error);
            ExitCode::from(TROUBLE)
        }
    }
}
