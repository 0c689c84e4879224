//! `milepost init`: a journal that builds, with a workflow that publishes it.
//!
//! 1. [`starter`] makes the files as text;
//! 2. nothing is written when one of them is there already;
//! 3. `.gitignore` is completed rather than replaced, and a README that is there is kept.

mod starter;

use std::path::{Path, PathBuf};

use anyhow::bail;
use milepost::import::Site;

use self::starter::{Filling, StarterFile};
use super::{Context, Outcome, new, plan};
use crate::args::InitArgs;
use crate::{ignored, report};

/// What git must not see: the output, the private half of the plan, the cache.
pub(super) const IGNORED: [&str; 3] = ["site/", "plan.private.yaml", ".milepost/"];

/// Writes the journal and says what to do next.
pub(super) fn run(args: &InitArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let dir = args.dir.clone().unwrap_or_else(|| ctx.root.to_owned());
    let today = ctx.world.now.date_naive();
    let url = args.url.as_ref().map(ToString::to_string);
    let filling = Filling {
        title: &args.title,
        author: &args.author,
        url: url.as_deref(),
        start: args.start.unwrap_or(today),
        today,
    };
    let imported = match &args.from {
        Some(file) => Some(plan::import::read(file, args.start, today, site(args, url.as_deref()))?),
        None => None,
    };
    let files = match &imported {
        Some(imported) => starter::imported(imported, &filling),
        None => starter::files(args.preset, &filling),
    };
    refuse_to_overwrite(&dir, &files)?;

    let mut text = imported.as_ref().map(|imported| imported.report.text() + "\n").unwrap_or_default();
    text += &report::line("journal", &dir.display().to_string());
    // Before the files that it keeps out of git.
    match ignored::ensure(&dir, &IGNORED)? {
        Some(verb) => text += &report::line(verb, ".gitignore"),
        None => text += &report::line("kept", ".gitignore (it was complete already)"),
    }
    for file in &files {
        let path = dir.join(file.path);
        if file.may_exist && path.exists() {
            text += &report::line("kept", &format!("{} (it was there already)", file.path));
            continue;
        }
        new::write_new(&path, &file.text)?;
        text += &report::line("wrote", file.path);
    }
    let has_plan = args.preset.is_some() || imported.is_some();
    if has_plan {
        text += "\n   `plan.private.yaml` holds what is nobody's business: money, employers, bookings. Git ignores it and\n   no site shows it; keep a copy of it elsewhere.\n";
    }
    ctx.terminal.report(&(text + &next_steps(&dir, has_plan)));
    if let Some(file) = &args.from {
        plan::import::warn_of_source(file, &dir, ctx);
    }
    Ok(Outcome::Fine)
}

/// Returns the site that an imported plan is for.
fn site(args: &InitArgs, url: Option<&str>) -> Site {
    let default = Site::default();
    let url = url.map_or(default.url, str::to_owned);
    Site { title: args.title.clone(), author: args.author.clone(), url, language: default.language }
}

fn refuse_to_overwrite(dir: &Path, files: &[StarterFile]) -> anyhow::Result<()> {
    let there = |file: &&StarterFile| !file.may_exist && dir.join(file.path).symlink_metadata().is_ok();
    let taken: Vec<String> = files.iter().filter(there).map(|file| format!("`{}`", file.path)).collect();
    if !taken.is_empty() {
        let verb = if taken.len() == 1 { "is" } else { "are" };
        bail!(
            "{} {verb} in `{}` already, and nothing was written: choose an empty folder, or move them away first",
            taken.join(", "),
            dir.display()
        );
    }
    Ok(())
}

fn next_steps(dir: &Path, has_plan: bool) -> String {
    let here = dir.components().eq(PathBuf::from(".").components());
    let root = if here { String::new() } else { format!(" --root {}", quoted(dir)) };
    let look = if has_plan { "make the plan yours" } else { "write down what you want to learn" };
    format!(
        "\nnext: 1. edit `plan.yaml`: your name, the address of your site, and {look}\n      \
         2. see the site while you write: milepost serve --open{root}\n      \
         3. publish it with GitHub Pages: README.md says how, under \"Publishing\"\n"
    )
}

/// Returns the folder as a shell reads it.
fn quoted(dir: &Path) -> String {
    let text = dir.display().to_string();
    let is_plain = text.chars().all(|c| c.is_alphanumeric() || "/._-~".contains(c));
    if is_plain { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}
