//! `milepost deploy`: the site as a commit on a branch of a remote, and nothing else anywhere.
//!
//! 1. [`remote`] says where it goes, and what is there;
//! 2. [`desk`] is where objects are made: a folder of its own, behind the repository, which is only read;
//! 3. [`branch`] reads what the branch holds, and whose it is;
//! 4. [`tree`] puts the new tree together, and compares it with the old one;
//! 5. [`push`] sends it, and tells what the remote said;
//! 6. [`run`] is the order of all this, and [`address`] knows which address a repository has on GitHub Pages.
//!
//! The remote changes in one step, by its own git: until then the branch is the old one, after that the new one.

pub(crate) mod address;
mod branch;
mod desk;
mod push;
mod remote;
mod tree;

use anyhow::bail;
use milepost::Build;
use milepost::output::manifest::{MANIFEST, Manifest};

use self::branch::Branch;
use self::desk::Desk;
use self::tree::{Difference, Tree};
use crate::args::DeployArgs;
use crate::command::Context;
use crate::git::Git;
use crate::report;

pub(crate) use remote::{Remote, choose};

/// The last line of the message of every commit that is made here, with the SHA-256 of its manifest. So a commit by
/// somebody else, which may hold what nobody has a copy of, is known.
const TRAILER: &str = "Milepost-Manifest";

/// Where a site is to go, before anything was built or asked.
#[derive(Debug)]
pub(crate) struct Plan {
    git: Git,
    remote: Remote,
    reference: String,
}

/// Returns where the site of the journal goes, unless it cannot go there.
pub(crate) fn plan(args: &DeployArgs, ctx: &Context<'_>) -> anyhow::Result<Plan> {
    let Some(git) = Git::open(ctx.root)? else {
        bail!(
            "`{}` is in no git repository, so it has no remote: `git init`, then `git remote add origin ADDRESS`",
            ctx.root.display()
        );
    };
    let reference = remote::reference(&git, &args.branch)?;
    let remote = remote::choose(&git, args.remote.as_deref())?;
    Ok(Plan { git, remote, reference })
}

/// Commits the site of `build`, and pushes it.
pub(crate) fn run(plan: &Plan, build: &Build, args: &DeployArgs, ctx: &Context<'_>) -> anyhow::Result<()> {
    let Plan { git, remote, reference } = plan;
    address::require(build, remote, args.base_url.is_some())?;
    let desk = Desk::open(git, ctx.root)?;
    let old = Branch::read(&desk, remote, reference)?;
    branch::require_apart(&desk, &old, &args.branch)?;
    let manifest = Manifest::of(&build.outputs).to_bytes();
    let kept = old.kept(&build.outputs, args)?;
    address::require_domain(build, &kept, &desk)?;
    let new = Tree::make(&desk, &build.outputs, &manifest, &kept)?;
    new.confirm(&desk, &Manifest::parse(&manifest)?)?;
    let difference = Difference::between(&old.files, &new.files);
    let target = format!("{} of {}", args.branch, remote.shown());
    let is_one_commit = old.is_single || old.tip.is_none();
    if difference.is_empty() && old.tip.is_some() && (!args.replace_history || is_one_commit) {
        ctx.terminal.report(&(report::line("same", &format!("{target} has this site already")) + &done(ctx)));
        return Ok(());
    }
    let source = remote::source(git);
    let said = said(&difference, &old, &kept, &target, args, ctx);
    if args.dry_run {
        let text = said + &report::line("from", &source.shown());
        ctx.terminal.report(&(text + &report::done(ctx.world.elapsed(), ", nothing pushed")));
        return Ok(());
    }
    let message = message(args, &source, &milepost::output::manifest::sha256(&manifest));
    let parent = if args.replace_history { None } else { old.tip.as_deref() };
    let commit = desk.commit(&new.id, parent, &message)?;
    push::push(&desk, remote, reference, &commit, &old, args)?;
    let mut text = said + &report::line("pushed", &format!("{} from {}", short(&commit), source.shown()));
    text += &report::line("address", &build.base.as_ref().map(ToString::to_string).unwrap_or_default());
    ctx.terminal.report(&(text + &done(ctx)));
    if source.is_dirty {
        ctx.terminal.warning("the site has changes that are not committed: commit them, so that it can be made again");
    }
    if old.tip.is_none() && remote.repository().is_some() {
        let branch = &args.branch;
        ctx.terminal.report(&format!(
            "\nnext: in the settings of the repository on GitHub, once: Pages → Build and deployment → Source →\n      \
             Deploy from a branch → {branch}, / (root)\n"
        ));
    }
    Ok(())
}

fn done(ctx: &Context<'_>) -> String {
    report::done(ctx.world.elapsed(), "")
}

fn short(id: &str) -> &str {
    id.get(..10).unwrap_or(id)
}

/// Returns the lines that say what changes on the branch.
fn said(
    difference: &Difference,
    old: &Branch,
    kept: &branch::Kept,
    target: &str,
    args: &DeployArgs,
    ctx: &Context<'_>,
) -> String {
    let state = match (&old.tip, args.replace_history) {
        (None, _) => ", which is new",
        (Some(_), true) => ", with its history replaced",
        (Some(_), false) => "",
    };
    let mut text = report::line("branch", &format!("{target}{state}"));
    text += &report::line("site", &difference.figures());
    if !kept.is_empty() {
        text += &report::line("kept", &format!("{}, not made by Milepost", kept.names()));
    }
    if args.dry_run || ctx.terminal.is_verbose() {
        text += &difference.lines();
    }
    text
}

/// Returns the message of the commit. Nothing of the source's own message is in it: that may be for nobody else.
fn message(args: &DeployArgs, source: &remote::Source, hash: &str) -> String {
    let subject = args.message.clone().unwrap_or_else(|| format!("Site of {}", source.shown()));
    format!(
        "{subject}\n\nBuilt from {} by milepost {}.\n\n{TRAILER}: {hash}\n",
        source.shown(),
        env!("CARGO_PKG_VERSION")
    )
}

/// Returns whether `path` is part of what every branch for Pages may have: GitHub itself makes a `CNAME`.
fn is_of_pages(path: &str) -> bool {
    matches!(path, "CNAME" | ".nojekyll" | MANIFEST)
}
