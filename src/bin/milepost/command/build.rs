//! `milepost build`: makes the site, or says why not and leaves the old one alone.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use milepost::Build;
use milepost::diagnostic;
use milepost::output::publish::{self, Changes};
use milepost::source::Sources;
use milepost::trace::{Work, traced};

use super::{Context, Outcome};
use crate::args::{BuildArgs, BuildOptions};
use crate::journal::{self, Request};
use crate::memo::{Access, Store};
use crate::timings::{self, Recorder};
use crate::unchanged::{Published, Visit};
use crate::{format, print, report, write};

/// Builds and publishes, and tells where the time went if that is asked for, also when nothing was published.
pub(super) fn run(args: &BuildArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    if !args.is_measured() {
        return build(args, ctx);
    }
    let recorder = Recorder::new(ctx.world.started);
    let outcome = build(args, &Context { trace: &recorder, ..*ctx })?;
    let records = recorder.finish();
    if args.timings {
        ctx.terminal.say(&timings::table(&records));
    }
    if let Some(path) = &args.profile {
        write::replace(path, &timings::chrome_trace(&records))?;
    }
    Ok(outcome)
}

fn build(args: &BuildArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let out = args.out.clone().unwrap_or_else(|| ctx.root.join("site"));
    // What a browser prints is not a matter of files alone.
    let remembers = !args.no_cache && !args.resume_pdf;
    let visit = if remembers { Visit::begin(&asked(args, ctx)?, &out, ctx) } else { None };
    // Who measures a build wants one.
    if let Some(said) = visit.as_ref().filter(|_| !args.is_measured()).and_then(Visit::known) {
        said.say_findings(ctx.terminal)?;
        ctx.terminal.report(&(said.summary + &report::done(ctx.world.elapsed(), ": nothing has changed since")));
        return Ok(Outcome::Fine);
    }
    let access = if args.no_cache { Access::Nothing } else { Access::ReadWrite };
    // It may still be written while the site is.
    let memo = Store::for_one_build(ctx.root, access);
    let standing = visit.as_ref().and_then(Visit::standing);
    let (sources, build) = if standing.is_some() {
        over(&args.options, &memo, ctx)?
    } else {
        whole(&args.options, args.resume_pdf, &memo, ctx)?
    };
    let mut said = format::said(args.format.format, &build.diagnostics, &sources, ctx)?;
    said.say_findings(ctx.terminal)?;
    if build.has_errors() {
        ctx.terminal.say(&report::failure(&build.diagnostics, nothing_written(&out)));
        return Ok(Outcome::ContentErrors);
    }
    let young = visit.as_ref().and_then(|visit| visit.young(&sources));
    drop(sources);
    // Where it cannot be told, all that is there counts as just written.
    let now = || publish::moment(&out).unwrap_or_default();
    let since = standing.map_or_else(now, |standing| standing.sight.since());
    let changes = traced(ctx.trace, Work::Stage("publish"), || {
        publish::publish_traced(&build.outputs, &out, standing, ctx.trace)
    })?;
    let done = Published { since, changes };
    let mut text = report::summary(&build);
    said.summary = text.clone() + &report::changes(&done.again(&build), &shown(&out), false);
    if let Some((visit, young)) = visit.zip(young) {
        visit.keep(young, &build, &done, said);
    }
    text += &report::changes(&done.changes, &shown(&out), ctx.terminal.is_verbose());
    text += &report::done(ctx.world.elapsed(), "");
    ctx.terminal.report(&text);
    warn_of_leftovers(&done.changes, ctx);
    // The process ends, and frees a hundred thousand texts faster than they free themselves.
    std::mem::forget(build);
    Ok(Outcome::Fine)
}

/// Returns all that a build depends on besides files and the day.
fn asked(args: &BuildArgs, ctx: &Context<'_>) -> anyhow::Result<String> {
    let request = request(&args.options, true, ctx)?;
    let args = BuildArgs { timings: false, profile: None, ..args.clone() };
    Ok(format!("{args:?} {request:?} {:?}", ctx.levels))
}

fn warn_of_leftovers(changes: &Changes, ctx: &Context<'_>) {
    for path in &changes.left_behind {
        ctx.terminal
            .warning(&format!("`{}` is left of a build and could not be removed: it can be deleted", path.display()));
    }
}

/// Reads and builds the journal in memory, as it is published: with the PDFs of its résumé if `resume_pdf` and nothing is
/// wrong.
pub(super) fn whole(
    options: &BuildOptions,
    resume_pdf: bool,
    memo: &Store,
    ctx: &Context<'_>,
) -> anyhow::Result<(Sources, Build)> {
    let (sources, mut build) = compute(options, false, memo, ctx)?;
    let sheets = build.sheets.clone();
    if resume_pdf && !sheets.is_empty() && !build.has_errors() {
        // The page links to a PDF that is printed from it, so it is built once more, with what was remembered.
        let printed = print::print(&build, &sheets, None, ctx)?;
        let mut request = request(options, true, ctx)?;
        request.pdfs = sheets.iter().map(|sheet| sheet.pdf.clone()).zip(printed.into_iter().map(Arc::from)).collect();
        build = journal::build(&sources, &request, memo, ctx);
    }
    Ok((sources, build))
}

/// Reads and builds the journal in memory. With `has_time`, git's history is looked
/// through for what is private, and what the lock knows of links is told.
pub(super) fn compute(
    options: &BuildOptions,
    has_time: bool,
    memo: &Store,
    ctx: &Context<'_>,
) -> anyhow::Result<(Sources, Build)> {
    // A check writes nothing, so it draws nothing either; that their template is right is known without.
    let request = request(options, memo.access() != Access::Read, ctx)?;
    let sources = load(has_time, ctx)?;
    let mut build = journal::build(&sources, &request, memo, ctx);
    if has_time {
        build.add_raw_links(&sources);
        let mut found = build.findings_elsewhere();
        ctx.levels.apply(&mut found);
        build.diagnostics.append(&mut found);
        diagnostic::sort(&mut build.diagnostics);
    }
    Ok((sources, build))
}

/// Reads and builds the journal in memory, for who has the site of an earlier build: what is as it was is not made.
fn over(options: &BuildOptions, memo: &Store, ctx: &Context<'_>) -> anyhow::Result<(Sources, Build)> {
    let request = request(options, true, ctx)?;
    let sources = load(false, ctx)?;
    let build = journal::build_over(&sources, &request, memo, ctx);
    Ok((sources, build))
}

/// Reads the journal. With `has_time`, git's history is looked through for what is private.
fn load(has_time: bool, ctx: &Context<'_>) -> anyhow::Result<Sources> {
    traced(ctx.trace, Work::Stage("load"), || {
        let mut sources = journal::load(ctx.root, journal::WANTED)?;
        journal::look_into_git(&mut sources, ctx.root, has_time);
        Ok(sources)
    })
}

fn request(options: &BuildOptions, cards: bool, ctx: &Context<'_>) -> anyhow::Result<Request> {
    let as_of = match options.as_of {
        Some(date) => Some(date),
        None => ctx.world.source_date()?,
    };
    let base_url =
        if options.github_pages { Some(ctx.world.github.pages_address()?) } else { options.base_url.clone() };
    Ok(Request { base_url, shown: options.shown, as_of, cards, pdfs: BTreeMap::new() })
}

fn nothing_written(out: &Path) -> &'static str {
    if out.exists() { "; nothing was written, the old site stands" } else { "; nothing was written" }
}

/// Returns the output folder as it was given, with a slash, and without `./`.
fn shown(out: &Path) -> String {
    let out = out.strip_prefix(".").unwrap_or(out);
    format!("{}/", out.display().to_string().trim_end_matches('/'))
}
