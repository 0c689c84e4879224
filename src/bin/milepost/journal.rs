//! A journal read from disk and built in memory.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use milepost::diagnostic;
use milepost::plan::{self, BaseUrl};
use milepost::source::Sources;
use milepost::source::load::{self, Wanted, tracked};
use milepost::{Build, Standing};

use crate::args::Shown;
use crate::command::Context;
use crate::memo::Store;

/// What is built.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// The address, instead of `site.url`.
    pub(crate) base_url: Option<BaseUrl>,
    /// Which pages that are not public yet are shown.
    pub(crate) shown: Shown,
    /// The date to compute for, instead of today.
    pub(crate) as_of: Option<NaiveDate>,
    /// Whether social cards are drawn.
    pub(crate) cards: bool,
    /// PDFs that were printed, by their path.
    pub(crate) pdfs: BTreeMap<String, Arc<[u8]>>,
}

/// What a build reads. The private half of the plan is read to know what must not be published.
pub(crate) const WANTED: Wanted = Wanted { private: true, git_dates: true };

/// Reads what is wanted of the journal below `root`.
pub(crate) fn load(root: &Path, wanted: Wanted) -> anyhow::Result<Sources> {
    let found = std::fs::metadata(root).with_context(|| format!("could not open the journal `{}`", root.display()))?;
    if !found.is_dir() {
        bail!("the journal `{}` is a file: --root takes the folder that holds `plan.yaml`", root.display());
    }
    Ok(load::load(root, &wanted)?)
}

/// Adds to `sources` what git has of the private half of the plan. With `has_time`, git's history and the other tracked
/// files are looked through as well.
pub(crate) fn look_into_git(sources: &mut Sources, root: &Path, has_time: bool) {
    let found = if has_time {
        tracked::check_all(root, sources, &plan::needle::collect(sources).telling())
    } else if sources.find(plan::PRIVATE_FILE).is_some() {
        tracked::check_file(root, sources)
    } else {
        Vec::new()
    };
    sources.diagnostics.extend(found);
}

/// Returns the options of a build for `request`.
pub(crate) fn options(request: &Request, ctx: &Context<'_>) -> milepost::Options {
    milepost::Options {
        now: ctx.world.now,
        as_of: request.as_of,
        base_url: request.base_url.clone(),
        drafts: request.shown.drafts,
        future: request.shown.future,
        cards: request.cards,
        pdfs: request.pdfs.clone(),
        levels: ctx.levels.by_code.clone(),
    }
}

/// Builds what was read, and gives every diagnostic the level that this run asks for.
pub(crate) fn build(sources: &Sources, request: &Request, memo: &Store, ctx: &Context<'_>) -> Build {
    let mut build = milepost::build_traced(sources, &options(request, ctx), memo, ctx.trace);
    finish(&mut build, sources, memo, ctx);
    build
}

/// The same where the site of an earlier build stands, made by this program of the same wishes: what is as it was is not made.
pub(crate) fn build_over(sources: &Sources, request: &Request, memo: &Store, ctx: &Context<'_>) -> Build {
    let mut build = milepost::build_over(sources, &options(request, ctx), memo, ctx.trace);
    finish(&mut build, sources, memo, ctx);
    build
}

/// The same, and keeps what the site was made of.
pub(crate) fn build_to_stand(
    sources: &Sources,
    request: &Request,
    memo: &Store,
    ctx: &Context<'_>,
) -> (Build, Option<Standing>) {
    let (mut build, standing) = milepost::build_to_stand(sources, &options(request, ctx), memo);
    finish(&mut build, sources, memo, ctx);
    (build, standing)
}

fn finish(build: &mut Build, sources: &Sources, memo: &Store, ctx: &Context<'_>) {
    memo.end_build();
    build.diagnostics.extend(milepost::check_private(sources));
    diagnostic::sort(&mut build.diagnostics);
    ctx.levels.apply(&mut build.diagnostics);
}
