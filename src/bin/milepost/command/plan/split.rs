//! `milepost plan split`: one private master into the public half and the private one.
#![expect(clippy::disallowed_methods, reason = "the command line reads the master and writes the halves")]

use std::fs;
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use milepost::edit::plan::{self, Split};
use milepost::plan::{PLAN_FILE, PRIVATE_FILE};

use super::{Context, Outcome};
use crate::args::SplitArgs;
use crate::{ignored, report, write};

/// Writes both halves and says what went where.
pub(super) fn run(args: &SplitArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let master = args.master.clone().unwrap_or_else(|| ctx.root.join(PLAN_FILE));
    let text = fs::read_to_string(&master).with_context(|| format!("could not read `{}`", master.display()))?;
    let split = plan::split(&text)
        .map_err(|refusal| anyhow!("nothing was written: `{}`: {refusal}", super::super::shown(&master)))?;
    let targets = [PRIVATE_FILE, PLAN_FILE].map(|file| ctx.root.join(file));
    let there: Vec<String> =
        targets.iter().filter(|path| path.exists()).map(|path| format!("`{}`", super::super::shown(path))).collect();
    if !args.dry_run {
        if !there.is_empty() && !args.force {
            let verb = if there.len() == 1 { "is" } else { "are" };
            bail!("{} {verb} there already, and nothing was written: --force writes over it", there.join(" and "));
        }
        let lock = write::lock(ctx.root)?;
        // Before the file that it keeps out of git; and the private half first, so that nothing is lost between the two.
        ignored::ensure(ctx.root, &ignored_lines(&master, ctx.root))?;
        for (path, text) in targets.iter().zip([&split.private, &split.public]) {
            if path.exists() {
                write::replace(path, text.as_bytes())?;
            } else {
                write::create(path, text.as_bytes())?;
            }
        }
        drop(lock);
    }
    for path in targets.iter().rev() {
        ctx.terminal.data(&format!("{}\n", super::super::shown(path)))?;
    }
    ctx.terminal.report(&said(&split, args.dry_run, &master, ctx.root));
    for (line, what) in &split.left {
        ctx.terminal.warning(&format!("{PLAN_FILE}:{line} says what `{what}` keeps private: change that line"));
    }
    Ok(Outcome::Fine)
}

/// Returns what git must not see: the private half, and a master that lies in the journal.
fn ignored_lines<'a>(master: &'a Path, root: &Path) -> Vec<&'a str> {
    let inside = master.canonicalize().ok().zip(root.canonicalize().ok());
    let is_inside = inside.is_some_and(|(master, root)| master.parent() == Some(&root));
    let name = master.file_name().and_then(|name| name.to_str());
    let name = name.filter(|name| is_inside && *name != PLAN_FILE && *name != PRIVATE_FILE);
    [PRIVATE_FILE].into_iter().chain(name).collect()
}

fn said(split: &Split, is_dry_run: bool, master: &Path, root: &Path) -> String {
    let mut text = report::line("split", &super::super::shown(master));
    text += &report::line("public", &format!("{PLAN_FILE}, {}", report::plural(split.public.lines().count(), "line")));
    text +=
        &report::line("private", &format!("{PRIVATE_FILE}, {}", report::plural(split.private.lines().count(), "line")));
    for (line, what) in &split.moved {
        text += &report::line("", &format!("{what} (line {line})"));
    }
    for line in ignored_lines(master, root) {
        text += &report::line("ignored", &format!("{line} in .gitignore"));
    }
    if is_dry_run {
        text += &report::line("dry run", "nothing was written");
    }
    text
}
