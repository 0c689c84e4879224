//! `milepost log`: a line in the note of the day. Of the journal it reads the plan and that one note, so it takes no
//! longer with ten thousand notes than with ten.
#![expect(clippy::disallowed_methods, reason = "the command line reads and writes the note of the day")]

use std::fs;
use std::io::ErrorKind;

use anyhow::{Context as _, anyhow};
use milepost::edit::log::{self, Entry};

use super::{Context, Outcome};
use crate::args::LogArgs;
use crate::plan_ids::{Naming, OverlayIds, PlanTree};
use crate::{report, write};

/// Adds the line and prints the path of the note.
pub(super) fn run(args: &LogArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let plan = PlanTree::of(ctx.root)?;
    let now = ctx.world.now.with_timezone(&plan.timezone());
    let day = args.date.unwrap_or(now.date_naive());
    let entry =
        Entry { text: &args.text, at: (args.date.is_none()).then(|| now.time()), about: &args.item, time: args.time };
    let path = log::path(day);
    let on_disk = ctx.root.join(&path);
    // Two entries at the same moment must both be there afterwards.
    let lock = write::lock(ctx.root)?;
    let old = match fs::read_to_string(&on_disk) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| format!("could not read `{}`", on_disk.display())),
    };
    let blank = log::blank(day);
    let note = old.as_deref().unwrap_or(&blank);
    let way_out = format!("write `visibility: private` to `{path}` first, or leave out --item");
    let naming = Naming { overlay: &OverlayIds::of(ctx.root), is_private: log::is_private(note), way_out: &way_out };
    plan.check(&args.item, naming)?;
    let text = log::add(note, &entry).map_err(|refusal| anyhow!("`{path}` was left as it is: {refusal}"))?;
    write::replace(&on_disk, text.as_bytes())?;
    drop(lock);
    ctx.terminal.data(&format!("{}\n", super::shown(&on_disk)))?;
    let verb = if old.is_some() { "added to" } else { "began" };
    ctx.terminal.report(&report::line(verb, &format!("the log of {day}")));
    Ok(Outcome::Fine)
}
