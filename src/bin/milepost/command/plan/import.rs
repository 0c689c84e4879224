//! `milepost plan import`: a plan in Markdown, made into a first `plan.yaml` and `plan.private.yaml`.
//!
//! 1. The file is read, and only read;
//! 2. the library makes two texts of it, and a report of what became of every line;
//! 3. the private text is written only once git ignores it, and nothing that is there is replaced without `--force`.
#![expect(clippy::disallowed_methods, reason = "the command line reads a file and writes two")]

use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use milepost::import::{self, Import, Options, Site};
use milepost::plan::{PLAN_FILE, PRIVATE_FILE};

use crate::args::ImportArgs;
use crate::command::{Context, Outcome, init, shown};
use crate::{ignored, report, write};

/// Imports the plan and says what became of every line.
pub(super) fn run(args: &ImportArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let dir = args.out.as_deref().unwrap_or(ctx.root);
    let today = match args.as_of {
        Some(day) => day,
        None => ctx.world.source_date()?.unwrap_or_else(|| ctx.world.now.date_naive()),
    };
    let mut plan = read(&args.file, args.start, today, Site::default())?;
    let old = fs::read_to_string(dir.join(PLAN_FILE)).ok();
    if let Some(old) = old.filter(|_| args.force) {
        plan.public = import::with_site_of(&plan.public, &old);
    }
    if args.dry_run {
        ctx.terminal.report(&plan.report.text());
        ctx.terminal
            .data(&format!("# === {PLAN_FILE} ===\n{}\n# === {PRIVATE_FILE} ===\n{}", plan.public, plan.private))?;
        return Ok(Outcome::Fine);
    }
    refuse_to_overwrite(dir, args.force)?;
    fs::create_dir_all(dir).with_context(|| format!("could not create the folder `{}`", dir.display()))?;
    let mut text = plan.report.text() + "\n";
    // Before the file that it keeps out of git.
    if let Some(verb) = ignored::ensure(dir, &init::IGNORED)? {
        text += &report::line(verb, ".gitignore");
    }
    for (name, content) in [(PRIVATE_FILE, &plan.private), (PLAN_FILE, &plan.public)] {
        let path = dir.join(name);
        if args.force { write::replace(&path, content.as_bytes()) } else { write::create(&path, content.as_bytes()) }?;
        text += &report::line("wrote", &shown(&path));
    }
    text += &report::line("next", "read both files, then run `milepost check`");
    ctx.terminal.report(&text);
    warn_of_source(&args.file, dir, ctx);
    Ok(Outcome::Fine)
}

/// Reads a plan in Markdown and makes a first plan of it.
pub(in crate::command) fn read(
    file: &Path,
    start: Option<NaiveDate>,
    today: NaiveDate,
    site: Site,
) -> anyhow::Result<Import> {
    let bytes = fs::read(file).with_context(|| format!("could not read `{}`", file.display()))?;
    let Ok(text) = String::from_utf8(bytes) else {
        bail!("`{}` is not UTF-8: save it as UTF-8 and import it again", file.display());
    };
    Ok(import::import(&text, &Options { file: file.display().to_string(), start, today, site }))
}

/// Warns when the Markdown file, with all that is private in it, lies where git may find it.
pub(in crate::command) fn warn_of_source(file: &Path, dir: &Path, ctx: &Context<'_>) {
    let is_inside = matches!((file.canonicalize(), dir.canonicalize()), (Ok(file), Ok(dir)) if file.starts_with(&dir));
    if is_inside {
        ctx.terminal.warning(&format!(
            "`{}` is inside of the journal and has what `{PRIVATE_FILE}` keeps out of git: keep it elsewhere, or add it to .gitignore",
            shown(file)
        ));
    }
}

fn refuse_to_overwrite(dir: &Path, may_replace: bool) -> anyhow::Result<()> {
    let taken: Vec<String> = [PLAN_FILE, PRIVATE_FILE]
        .into_iter()
        .filter(|name| dir.join(name).symlink_metadata().is_ok())
        .map(|name| format!("`{name}`"))
        .collect();
    if taken.is_empty() || may_replace {
        return Ok(());
    }
    let verb = if taken.len() == 1 { "is" } else { "are" };
    bail!(
        "{} {verb} in `{}` already, and nothing was written: look at the draft with --dry-run, write it elsewhere with --out DIR, or replace what is there with --force",
        taken.join(" and "),
        dir.display()
    )
}
