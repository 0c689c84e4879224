//! `milepost badges`: the badges of the journal, and READMEs that show them.
#![expect(clippy::disallowed_methods, reason = "the command line reads the files that it is given")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use milepost::edit::readme::{self, Markup, Synced};
use milepost::render::badges::offer::{Offer, Shelf};
use milepost::source::load::Wanted;

use super::{Context, Outcome};
use crate::args::{BadgesArgs, Shown};
use crate::journal::Request;
use crate::{journal, report, write};

/// Lists the badges, or brings the READMEs in step.
pub(super) fn run(args: &BadgesArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let as_of = match args.as_of {
        Some(date) => Some(date),
        None => ctx.world.source_date()?,
    };
    // Git tells when pages without a date were last changed, which the badge `updated` says.
    let sources = journal::load(ctx.root, Wanted { private: false, git_dates: true })?;
    let shown = Shown { drafts: false, future: false };
    let request = Request { base_url: args.base_url.clone(), shown, as_of, cards: false, pdfs: BTreeMap::new() };
    let options = journal::options(&request, ctx);
    let (shelf, mut diagnostics) = milepost::badges(&sources, &options);
    ctx.levels.apply(&mut diagnostics);
    // What is merely worth a warning is told by `check` and `build`.
    diagnostics.retain(milepost::diagnostic::Diagnostic::is_error);
    if !diagnostics.is_empty() {
        report::diagnostics(&diagnostics, &sources, ctx.terminal);
        ctx.terminal.say(&report::failure(&diagnostics, "; there are no badges to be sure of"));
        return Ok(Outcome::ContentErrors);
    }
    if !args.readme.is_empty() {
        return sync(args, &shelf, ctx);
    }
    if args.json {
        let text = serde_json::to_string_pretty(&shelf.offers).context("could not write the badges as JSON")?;
        ctx.terminal.data(&format!("{text}\n"))?;
    } else if shelf.offers.is_empty() {
        ctx.terminal.report("there is no badge yet: each is made once its fact holds\n");
    } else {
        ctx.terminal.data(&list(&shelf.offers))?;
    }
    Ok(Outcome::Fine)
}

fn list(offers: &[Offer]) -> String {
    let width = offers.iter().map(|offer| offer.id.len()).max().unwrap_or_default();
    let mut text = String::new();
    for offer in offers {
        let facts = [&offer.label, &offer.message].map(String::as_str);
        let drawn: Vec<&str> = facts.into_iter().filter(|half| !half.is_empty()).collect();
        let _ = writeln!(text, "{:<width$}  [{}]", offer.id, drawn.join(" | "));
        let _ = writeln!(text, "{:<width$}  {}", "", offer.sentence);
        let _ = writeln!(text, "{:<width$}  {}", "", offer.image);
    }
    text
}

/// A README as it was read, and what has to change in it.
struct Readme {
    /// As it was given.
    name: String,
    /// Where it is; a link is followed, so that it stays one.
    path: PathBuf,
    text: String,
    synced: Synced,
}

/// Brings every README in step. All are read before one is written, so a mistake in one leaves all as they are.
fn sync(args: &BadgesArgs, shelf: &Shelf, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let mut readmes: Vec<Readme> = Vec::new();
    let mut refusals = Vec::new();
    for file in &args.readme {
        match read(file, shelf) {
            Ok(found) if readmes.iter().any(|known| known.path == found.path) => {}
            Ok(found) => readmes.push(found),
            Err(error) => refusals.push(format!("{error:#}")),
        }
    }
    if !refusals.is_empty() {
        let also = if args.readme.len() > 1 { "; nothing was written" } else { "" };
        bail!("{}{also}", refusals.join("\n"));
    }
    let is_writing = args.doing.write && !args.doing.dry_run;
    let mut said = String::new();
    for readme in &readmes {
        if is_writing && !readme.synced.is_in_step() {
            write::replace(&readme.path, readme.synced.apply(&readme.text).as_bytes())?;
        }
        if !is_writing {
            ctx.terminal.data(&readme::diff(&readme.name, &readme.text, &readme.synced.splices))?;
        }
        said += &told(readme, is_writing);
    }
    said += &advice(&readmes, is_writing);
    if args.doing.dry_run {
        said += &report::line("dry run", "nothing was written");
    }
    ctx.terminal.report(&said);
    let is_out_of_step = readmes.iter().any(|readme| !readme.synced.is_in_step());
    Ok(if args.doing.check && is_out_of_step { Outcome::ContentErrors } else { Outcome::Fine })
}

fn read(file: &Path, shelf: &Shelf) -> anyhow::Result<Readme> {
    let name = super::shown(file);
    let path = fs::canonicalize(file).with_context(|| format!("could not open `{name}`"))?;
    let bytes = fs::read(&path).with_context(|| format!("could not read `{name}`"))?;
    let text = String::from_utf8(bytes).map_err(|_| anyhow!("`{name}` is not UTF-8 and was left as it is"))?;
    let synced = readme::sync(&text, Markup::of(&path), shelf)
        .map_err(|refusal| anyhow!("`{name}` was left as it is: {refusal}"))?;
    Ok(Readme { name, path, text, synced })
}

fn told(readme: &Readme, is_writing: bool) -> String {
    let count = report::plural(readme.synced.shown, "badge");
    let label = match (readme.synced.is_in_step(), is_writing) {
        (true, _) => "in step",
        (false, true) => "wrote",
        (false, false) => "differs",
    };
    let mut text = report::line(label, &format!("{}, {count}", readme.name));
    for id in &readme.synced.not_yet {
        text += &report::line("", &format!("`{id}` is left out: its fact does not hold yet"));
    }
    text
}

/// Returns what to do before the pictures that are new are seen.
fn advice(readmes: &[Readme], is_writing: bool) -> String {
    // One picture may be new in several files.
    let new: BTreeSet<&String> = readmes.iter().flat_map(|readme| &readme.synced.new_images).collect();
    let Some(first) = new.first().filter(|_| is_writing) else { return String::new() };
    let others = if new.len() > 1 { format!(" and {} more", new.len() - 1) } else { String::new() };
    report::line("first", &format!("publish the site and open {first}{others}:"))
        + &report::line("", "GitHub remembers for long that a picture was not there")
}
