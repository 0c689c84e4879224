//! `milepost plan`: one file for each command on the plan itself.

pub(super) mod import;
mod lint;

use super::{Context, Outcome};
use crate::args::PlanCommand;

/// Runs `command`.
pub(super) fn run(command: &PlanCommand, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    match command {
        PlanCommand::Lint(args) => lint::run(args, ctx),
        PlanCommand::Import(args) => import::run(args, ctx),
    }
}
