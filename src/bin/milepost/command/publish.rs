//! `milepost publish`: a draft, taken out of draft.

use anyhow::anyhow;
use milepost::edit::publish;

use super::{Context, Outcome, find};
use crate::args::PublishArgs;
use crate::plan_ids::PlanTree;
use crate::{report, write};

/// Edits the front matter and says what was changed.
pub(super) fn run(args: &PublishArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let plan = PlanTree::of(ctx.root)?;
    let lock = write::lock(ctx.root)?;
    let (sources, page) = find::page(&args.file, ctx)?;
    let text = sources.text(page.source).map_err(|found| anyhow!("`{}`: {}", page.path, found.message))?;
    let today = ctx.world.now.with_timezone(&plan.timezone()).date_naive();
    let published = publish::publish(text, &page, args.date, today)
        .map_err(|refusal| anyhow!("`{}` was left as it is: {refusal}", page.path))?;
    if !published.changes.is_empty() {
        write::replace(&ctx.root.join(page.path.as_str()), published.text.as_bytes())?;
    }
    drop(lock);
    ctx.terminal.data(&format!("{}\n", super::shown(&ctx.root.join(page.path.as_str()))))?;
    let mut said = String::new();
    if published.changes.is_empty() {
        said += &report::line("unchanged", "it is no draft");
    }
    for change in &published.changes {
        said += &report::line("", change);
    }
    said += &match published.live_on {
        Some(day) => report::line("live", &format!("on {day}, with the first build on that day or later")),
        None => report::line("live", "with the next build"),
    };
    ctx.terminal.report(&said);
    Ok(Outcome::Fine)
}
