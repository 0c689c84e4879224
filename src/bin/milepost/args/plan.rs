//! `milepost plan`: commands that work on the plan itself.

use chrono::NaiveDate;
use clap::Subcommand;

use super::parse;

/// The commands below `plan`.
#[derive(Debug, Subcommand)]
pub(crate) enum PlanCommand {
    /// Ask the plan what cannot be kept, does not add up, or is there twice.
    Lint(LintArgs),
}

/// What `plan lint` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: milepost plan lint --deny warnings\n\n\
    It reads `plan.yaml` and `plan.private.yaml`, and writes nothing. `build` and `check` do not make these remarks.\n\
    `milepost explain CODE` tells what one means; `checks:` in the plan and --allow silence it.")]
pub(crate) struct LintArgs {
    /// Judge for this date instead of `SOURCE_DATE_EPOCH` or today.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse::date)]
    pub(crate) as_of: Option<NaiveDate>,
}
