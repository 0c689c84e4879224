//! `milepost plan`: one file for each command on the plan itself.

mod calendar;
mod change;
pub(crate) mod edit;
mod ids;
pub(super) mod import;
mod lint;
mod split;
mod state;
mod tick;

use chrono::NaiveDate;

use super::{Context, Outcome};
use crate::args::PlanCommand;

/// Runs `command`.
pub(super) fn run(command: &PlanCommand, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    match command {
        PlanCommand::Lint(args) => lint::run(args, ctx),
        PlanCommand::Import(args) => import::run(args, ctx),
        PlanCommand::Calendar(args) => calendar::run(args, ctx),
        PlanCommand::Tick(args) => tick::tick(args, ctx),
        PlanCommand::Untick(args) => tick::untick(args, ctx),
        PlanCommand::Move(args) => change::reschedule(args, ctx),
        PlanCommand::Drop(args) => change::drop(args, ctx),
        PlanCommand::Note(args) => change::note(args, ctx),
        PlanCommand::Add(args) => change::add(args, ctx),
        PlanCommand::Ids(args) => ids::run(args, ctx),
        PlanCommand::Split(args) => split::run(args, ctx),
    }
}

/// Returns what the library is asked for on the day `as_of`, else on that of `SOURCE_DATE_EPOCH`, else today.
fn options(as_of: Option<NaiveDate>, ctx: &Context<'_>) -> anyhow::Result<milepost::Options> {
    let as_of = match as_of {
        Some(date) => Some(date),
        None => ctx.world.source_date()?,
    };
    Ok(milepost::Options {
        now: ctx.world.now,
        as_of,
        base_url: None,
        drafts: false,
        future: false,
        cards: false,
        pdfs: std::collections::BTreeMap::new(),
        levels: ctx.levels.by_code.clone(),
    })
}
