//! One file for each command.

mod adopt;
mod badges;
mod build;
mod check;
mod completions;
mod components;
mod deploy;
mod doctor;
mod explain;
mod find;
mod init;
mod languages;
mod log;
mod new;
pub(crate) mod plan;
mod publish;
mod rename;
mod resume;
mod schema;
mod serve;
mod status;
mod verify;

use std::path::Path;

use milepost::trace::Trace;

use crate::args::Command;
use crate::levels::Levels;
use crate::terminal::Terminal;
use crate::world::World;

/// What every command is given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The folder of the journal.
    pub(crate) root: &'a Path,
    /// How much each diagnostic matters.
    pub(crate) levels: &'a Levels,
    /// Where to speak.
    pub(crate) terminal: Terminal,
    /// Clock and environment.
    pub(crate) world: &'a World,
    /// Is told what a build is at work on.
    pub(crate) trace: &'a dyn Trace,
}

/// How a command ended that did its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is well.
    Fine,
    /// The content has errors, and they were printed.
    ContentErrors,
}

/// Runs `command`.
pub(crate) fn run(command: &Command, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    match command {
        Command::Init(args) => init::run(args, ctx),
        Command::New(args) => new::run(args, ctx),
        Command::Adopt(args) => adopt::run(args, ctx),
        Command::Log(args) => log::run(args, ctx),
        Command::Publish(args) => publish::run(args, ctx),
        Command::Rename(args) => rename::run(args, ctx),
        Command::Serve(args) => serve::run(args, ctx),
        Command::Status(args) => status::run(args, ctx),
        Command::Check(args) => check::run(args, ctx),
        Command::Build(args) => build::run(args, ctx),
        Command::Deploy(args) => deploy::run(args, ctx),
        Command::Verify(args) => verify::run(args, ctx),
        Command::Doctor(args) => doctor::run(args, ctx),
        Command::Badges(args) => badges::run(args, ctx),
        Command::Plan(command) => plan::run(command, ctx),
        Command::Resume(args) => resume::run(args, ctx),
        Command::Explain { code } => explain::run(code.as_deref(), ctx),
        Command::Schema { of } => schema::run(*of, ctx),
        Command::Components { name, json } => components::run(name.as_deref(), *json, ctx),
        Command::Languages { wanted, json } => languages::run(wanted.as_deref(), *json, ctx),
        Command::Completions { shell } => completions::run(*shell, ctx),
    }
}

/// Returns a path as it is shown: without the `./` that `--root` has by default.
fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}
