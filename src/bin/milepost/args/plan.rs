//! `milepost plan`: commands that work on the plan itself.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Subcommand;

use super::parse;
use super::plan_edit::{AddArgs, DropArgs, IdsArgs, MoveArgs, NoteArgs, SplitArgs, TickArgs, UntickArgs};

/// The commands below `plan`.
#[derive(Debug, Subcommand)]
pub(crate) enum PlanCommand {
    /// Ask the plan what cannot be kept, does not add up, or is there twice.
    Lint(LintArgs),
    /// Make a first plan of one that is written in Markdown.
    Import(ImportArgs),
    /// Print the days on which something is due as an iCalendar file.
    Calendar(CalendarArgs),
    /// Say that something is done: with its proof, or as a mere claim.
    Tick(TickArgs),
    /// Take a tick back.
    Untick(UntickArgs),
    /// Plan something for another time.
    Move(MoveArgs),
    /// Give something up.
    Drop(DropArgs),
    /// Write a private note about something.
    Note(NoteArgs),
    /// Add an item, a project or a certification.
    Add(AddArgs),
    /// List what has an id, with its state.
    Ids(IdsArgs),
    /// Part one private master file into the public half of the plan and the private one.
    Split(SplitArgs),
}

/// What `plan import` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: milepost plan import PLAN.md --dry-run\n\n\
    Headings become phases and months, bullets and rows of tables items, and so on; money, companies and reasons go to\n\
    `plan.private.yaml`. The report counts what became of every line, and lists those that have no place. The file\n\
    itself is only read.")]
pub(crate) struct ImportArgs {
    /// The plan, in Markdown.
    #[arg(value_name = "PLAN.md")]
    pub(crate) file: PathBuf,
    /// The folder that gets the two files; the journal unless given.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The first day of the plan; without it the one that the text names, else the first of next month.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse::date)]
    pub(crate) start: Option<NaiveDate>,
    /// Count next month from this date instead of `SOURCE_DATE_EPOCH` or today.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse::date)]
    pub(crate) as_of: Option<NaiveDate>,
    /// Print the two files, and write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Replace a plan that is there. Its `site:` is kept.
    #[arg(long)]
    pub(crate) force: bool,
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

/// What `plan calendar` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: milepost plan calendar --out ~/plan.ics\n\n\
    The file is for you alone: it has private things and bookings of exams. The site has a calendar only with\n\
    `plan: {display: {calendar: public}}`, and then of what the progress page lists.")]
pub(crate) struct CalendarArgs {
    /// The file to write; without it the calendar goes to stdout.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Compute for this date instead of `SOURCE_DATE_EPOCH` or today.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse::date)]
    pub(crate) as_of: Option<NaiveDate>,
}
