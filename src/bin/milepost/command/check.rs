//! `milepost check`: all that `build` checks, with nothing written but, with `--external`, the lock.

use milepost::Build;
use milepost::check::request::Request;
use milepost::diagnostic::Code;

use super::{Context, Outcome, build};
use crate::args::{CheckArgs, ExternalArgs};
use crate::memo::{Access, Store};
use crate::{format, report};

/// Builds in memory and says what came of it.
pub(super) fn run(args: &CheckArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    if args.external.external
        && let Some(outcome) = ask(args, ctx)?
    {
        return Ok(outcome);
    }
    // What was found elsewhere is read from the lock like on any other day.
    let (sources, mut build) = build::compute(&args.options, true, &Store::for_one_build(ctx.root, Access::Read), ctx)?;
    let request = Request { recruiter: args.request.recruiter, stale: args.request.stale };
    build.answer(request, &sources);
    ctx.levels.apply(&mut build.diagnostics);
    format::print(args.format.format, &build.diagnostics, &sources, ctx)?;
    if build.has_errors() {
        ctx.terminal.say(&report::failure(&build.diagnostics, ""));
        return Ok(Outcome::ContentErrors);
    }
    let written = if args.external.external { ", nothing but `evidence.lock` written" } else { ", nothing written" };
    ctx.terminal.report(&(report::summary(&build) + &report::done(ctx.world.elapsed(), written)));
    Ok(Outcome::Fine)
}

/// Asks the addresses elsewhere of a journal without errors. Returns how the command ends when there are errors: then
/// nothing is asked, because it is not known what visitors will find.
fn ask(args: &CheckArgs, ctx: &Context<'_>) -> anyhow::Result<Option<Outcome>> {
    let (sources, build) = build::compute(&args.options, true, &Store::for_one_build(ctx.root, Access::Read), ctx)?;
    // What the lock says today may be mended by what is about to be found.
    let errors: Vec<_> = build.diagnostics.iter().filter(|found| found.is_error() && !is_of_lock(found.code)).collect();
    if !errors.is_empty() {
        report::diagnostics(&build.diagnostics, &sources, ctx.terminal);
        ctx.terminal.say(&report::failure(&build.diagnostics, "; nothing was asked on the network"));
        return Ok(Some(Outcome::ContentErrors));
    }
    drop(sources);
    go_online(&build, &args.external, ctx)?;
    Ok(None)
}

fn is_of_lock(code: Code) -> bool {
    matches!(code, Code::DeadLink | Code::DeadProof | Code::MovedLink | Code::ClaimedWithoutProof | Code::LocalLink)
}

#[cfg(feature = "external")]
fn go_online(build: &Build, args: &ExternalArgs, ctx: &Context<'_>) -> anyhow::Result<()> {
    use std::time::Duration;
    let settings = crate::external::Settings {
        max_age: args.max_age,
        time_limit: Duration::from_secs(args.time_limit.saturating_mul(60)),
        timeout: Duration::from_millis(args.timeout),
        pause: Duration::from_millis(args.pause),
        backoff: Duration::from_millis(args.backoff),
        resolve: args.resolve.clone(),
        trust: args.trust.clone(),
    };
    crate::external::run(build, &settings, ctx)
}

#[cfg(not(feature = "external"))]
fn go_online(_: &Build, _: &ExternalArgs, _: &Context<'_>) -> anyhow::Result<()> {
    anyhow::bail!("this milepost cannot go on the network: it was built without the feature `external`")
}
