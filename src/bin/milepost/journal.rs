//! A journal read from disk and built in memory.

use std::path::Path;

use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use milepost::Build;
use milepost::diagnostic;
use milepost::plan::BaseUrl;
use milepost::source::Sources;
use milepost::source::load::{self, Wanted};

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
}

/// What a build reads. The private half of the plan is not opened: nothing of it can be published.
pub(crate) const FOR_A_BUILD: Wanted = Wanted { private: false, git_dates: true };
/// What a check reads: the private half as well, because its owner wants to know what is wrong in it.
pub(crate) const FOR_A_CHECK: Wanted = Wanted { private: true, git_dates: true };

/// Reads what is wanted of the journal below `root`.
pub(crate) fn load(root: &Path, wanted: Wanted) -> anyhow::Result<Sources> {
    let found = std::fs::metadata(root).with_context(|| format!("could not open the journal `{}`", root.display()))?;
    if !found.is_dir() {
        bail!("the journal `{}` is a file: --root takes the folder that holds `plan.yaml`", root.display());
    }
    Ok(load::load(root, &wanted)?)
}

/// Builds what was read, and gives every diagnostic the level that this run asks for.
pub(crate) fn build(sources: &Sources, request: &Request, memo: &Store, ctx: &Context<'_>) -> Build {
    let options = milepost::Options {
        now: ctx.world.now,
        as_of: request.as_of,
        base_url: request.base_url.clone(),
        drafts: request.shown.drafts,
        future: request.shown.future,
        levels: ctx.levels.by_code.clone(),
    };
    let mut build = milepost::build_with(sources, &options, memo);
    memo.end_build();
    build.diagnostics.extend(milepost::check_private(sources));
    diagnostic::sort(&mut build.diagnostics);
    ctx.levels.apply(&mut build.diagnostics);
    build
}
