//! `milepost plan tick` and `untick`.

use std::fs;

use anyhow::{Context as _, anyhow, bail};
use milepost::edit::Refusal;
use milepost::edit::front_matter;
use milepost::edit::plan::{self, Kind, Plan, Proof, Target};

use super::super::find;
use super::edit::{self, Texts};
use super::state::Standing;
use super::{Context, Outcome};
use crate::args::{TickArgs, UntickArgs};
use crate::plan_ids::PlanTree;
use crate::{journal, report, write};

/// Adds a proof, or claims.
pub(super) fn tick(args: &TickArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    match &args.proof {
        Some(proof) if !is_address(proof) => in_page(args, proof, ctx),
        Some(url) => {
            let proof = proof(args, url, &Texts::read(ctx.root)?.plan()?, ctx)?;
            edit::run(args.how, "ticked", ctx, |plan| plan::tick(plan, &args.id, Some(&proof)))
        }
        None => edit::run(args.how, "claimed", ctx, |plan| plan::tick(plan, &args.id, None)),
    }
}

/// Takes away what [`tick`] added.
pub(super) fn untick(args: &UntickArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    if let Some(page) = args.proof.as_ref().filter(|proof| !is_address(proof)) {
        let id = &args.id;
        bail!("nothing was changed: `{page}` proves `{id}` by its front matter: take `{id}` out of its `proves:`");
    }
    edit::run(args.how, "unticked", ctx, |plan| plan::untick(plan, &args.id, args.proof.as_deref()))
}

fn is_address(proof: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| proof.starts_with(scheme))
}

fn proof(args: &TickArgs, url: &str, plan: &Plan, ctx: &Context<'_>) -> anyhow::Result<Proof> {
    let object = plan.find(&args.id.id).map_err(|refusal| anyhow!("nothing was changed: {refusal}"))?;
    let kind = args.kind.or_else(|| plan::kind_of(plan, &object, url)).with_context(|| {
        let example = if object.kind == Kind::Outreach { "talk" } else { "repo" };
        format!("the address does not tell what kind of proof it is: say so, such as `--kind {example}`")
    })?;
    let today = ctx.world.now.with_timezone(&PlanTree::of(ctx.root)?.timezone()).date_naive();
    Ok(Proof { kind, url: url.to_owned(), date: args.date.unwrap_or(today), title: args.title.clone() })
}

/// Writes the target into `proves:` of a page.
#[expect(clippy::disallowed_methods, reason = "the command line reads a page")]
fn in_page(args: &TickArgs, wanted: &str, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    if args.kind.is_some() || args.date.is_some() || args.title.is_some() {
        bail!("a page has a kind, a date and a title of its own: leave out --kind, --date and --title");
    }
    let lock = write::lock(ctx.root)?;
    let plan = Texts::read(ctx.root)?.plan()?;
    let object = checked(&plan, &args.id)?;
    let (mut sources, page) = find::page(wanted, ctx)?;
    let path = ctx.root.join(page.path.as_str());
    let old = fs::read_to_string(&path).with_context(|| format!("could not read `{}`", path.display()))?;
    let changed = || -> Result<Option<String>, Refusal> {
        let mut edit = front_matter::Edit::new(&old)?;
        let is_new = edit.extend("proves", &[args.id.to_string()])?;
        if is_new { edit.finish().map(Some) } else { Ok(None) }
    };
    let refused = |refusal| anyhow!("`{}` was left as it is: {refusal}", page.path);
    let Some(new) = changed().map_err(refused)? else {
        bail!("nothing was changed: `{}` proves `{}` already", page.path, args.id)
    };
    if !args.how.dry_run {
        write::replace(&path, new.as_bytes())?;
        sources = journal::load(ctx.root, journal::WANTED)?;
    }
    drop(lock);
    let shown = super::super::shown(&path);
    let mut text = report::line("ticked", &args.id.to_string());
    for hunk in milepost::edit::diff::hunks(&old, &new) {
        ctx.terminal.data(&format!("{shown}:{}\n", hunk.line))?;
        text += &edit::shown(&hunk);
    }
    if args.how.dry_run {
        text += &report::line("dry run", "nothing was written");
    } else {
        text += &report::line("state", &Standing::of(&sources, ctx)?.sentence(&object));
    }
    ctx.terminal.report(&text);
    Ok(Outcome::Fine)
}

/// Returns what is ticked, as a tick without a proof would find it.
fn checked(plan: &Plan, target: &Target) -> anyhow::Result<plan::Object> {
    plan::provable(plan, target).map_err(|refusal| anyhow!("nothing was changed: {refusal}"))
}
