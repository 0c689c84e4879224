//! `milepost deploy`: puts the site on a branch of a remote, when the build is clean.

use super::{Context, Outcome, build};
use crate::args::{BuildOptions, DeployArgs, Shown};
use crate::deploy;
use crate::memo::{Access, Store};
use crate::report;

/// Builds in memory, and pushes what came of it.
pub(super) fn run(args: &DeployArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    // Before a build, which may take longer than the answer that it cannot go anywhere.
    let plan = deploy::plan(args, ctx)?;
    let options = BuildOptions {
        base_url: args.base_url.clone(),
        github_pages: false,
        shown: Shown { drafts: false, future: false },
        as_of: args.as_of,
    };
    let (sources, built) =
        build::whole(&options, args.resume_pdf, &Store::for_one_build(ctx.root, Access::ReadWrite), ctx)?;
    report::diagnostics(&built.diagnostics, &sources, ctx.terminal);
    if built.has_errors() {
        ctx.terminal.say(&report::failure(&built.diagnostics, "; nothing was deployed"));
        return Ok(Outcome::ContentErrors);
    }
    drop(sources);
    ctx.terminal.report(&report::summary(&built));
    deploy::run(&plan, &built, args, ctx)?;
    Ok(Outcome::Fine)
}
