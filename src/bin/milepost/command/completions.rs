//! `milepost completions`: the script that lets a shell complete commands and flags.

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::{Context, Outcome};
use crate::args::Args;

/// Prints the script.
pub(super) fn run(shell: Shell, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    // Into memory first: the generator panics when the pipe it writes to is closed.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "milepost", &mut script);
    ctx.terminal.data(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Fine)
}
