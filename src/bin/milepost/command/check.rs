//! `milepost check`: all that `build` checks, with nothing written.

use super::{Context, Outcome, build};
use crate::args::BuildOptions;
use crate::memo::Access;
use crate::report;

/// Builds in memory and says what came of it.
pub(super) fn run(options: &BuildOptions, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let (_, build) = build::compute(options, true, Access::Read, ctx)?;
    if build.has_errors() {
        ctx.terminal.say(&report::failure(&build.diagnostics, ""));
        return Ok(Outcome::ContentErrors);
    }
    ctx.terminal.report(&(report::summary(&build) + &report::done(ctx.world.elapsed(), ", nothing written")));
    Ok(Outcome::Fine)
}
