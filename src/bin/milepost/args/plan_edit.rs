//! `milepost plan`: what the commands take that change the plan.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::ValueEnum;
use milepost::edit::plan::{NewKind, Target};
use milepost::plan::{ItemKind, ProofKind};

use super::parse;

/// What `plan tick` takes.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples: milepost plan tick numpy-from-scratch --proof https://github.com/noor/numpy-from-scratch\n          \
    milepost plan tick cloud-fundamentals#aws --proof content/notes/iam.md\n          \
    milepost plan tick ml-concepts\n\n\
    An address becomes an entry of `proof:`. A page of the journal gets the id into its `proves:`. Without a proof the\n\
    item says `status: done`, which is a mere claim: it counts for nothing until it is proven."
)]
pub(crate) struct TickArgs {
    /// What is done: `ID`, or `ID#CRITERION`.
    #[arg(value_parser = parse::plan_target)]
    pub(crate) id: Target,
    /// What proves it: an address that visitors can open, or a page of the journal.
    #[arg(long, value_name = "URL|PAGE", value_parser = parse::line)]
    pub(crate) proof: Option<String>,
    /// What the proof is, such as `repo`, `release`, `talk` or `credential`; told by the address where it can be.
    #[arg(long, value_parser = parse::proof_kind, requires = "proof")]
    pub(crate) kind: Option<ProofKind>,
    /// When it came to be; today unless given.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse::date, requires = "proof")]
    pub(crate) date: Option<NaiveDate>,
    /// What to call it.
    #[arg(long, value_name = "TEXT", value_parser = parse::line, requires = "proof")]
    pub(crate) title: Option<String>,
    #[command(flatten)]
    pub(crate) how: EditHow,
}

/// What `plan untick` takes.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: milepost plan untick numpy-from-scratch --proof https://github.com/noor/numpy-from-scratch\n\n\
    It takes away `status: done`, or else the only proof. What a page proves is said in its front matter."
)]
pub(crate) struct UntickArgs {
    /// What is not done after all: `ID`, or `ID#CRITERION`.
    #[arg(value_parser = parse::plan_target)]
    pub(crate) id: Target,
    /// Which proof goes, when there are several.
    #[arg(long, value_name = "URL", value_parser = parse::line)]
    pub(crate) proof: Option<String>,
    #[command(flatten)]
    pub(crate) how: EditHow,
}

/// What `plan move` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples: milepost plan move federated-learning 6\n          \
    milepost plan move proj-scanner 7-9\n          \
    milepost plan move cert-security-plus --due 2027-02-20\n\n\
    An item whose phase does not have its new month goes to the end of the phase that does.")]
pub(crate) struct MoveArgs {
    /// What is moved: an item, certification, project, goal, outreach entry or phase.
    pub(crate) id: String,
    /// Its month, counted from the start of the plan, or its first and last month.
    #[arg(value_name = "MONTH|FIRST-LAST", value_parser = parse::months, required_unless_present = "due", conflicts_with = "due")]
    pub(crate) months: Option<(u32, u32)>,
    /// The day it is due.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse::date)]
    pub(crate) due: Option<NaiveDate>,
    #[command(flatten)]
    pub(crate) how: EditHow,
}

/// What `plan drop` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: milepost plan drop homomorphic-encryption --reason \"no role asks for it\"\n\n\
    It leaves the scope of the plan and is not shown. The reason becomes a note in `plan.private.yaml`.")]
pub(crate) struct DropArgs {
    /// What is given up: an item, certification, project or outreach entry.
    pub(crate) id: String,
    /// Why, for you alone.
    #[arg(long, value_name = "TEXT", value_parser = parse::line)]
    pub(crate) reason: Option<String>,
    /// Take it up again.
    #[arg(long, conflicts_with = "reason")]
    pub(crate) undo: bool,
    #[command(flatten)]
    pub(crate) how: EditHow,
}

/// What `plan note` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: milepost plan note cert-security-plus \"booked, room 4\"\n\n\
    The note goes into `plan.private.yaml`, which is made and ignored by git if it is not there. It is never published.")]
pub(crate) struct NoteArgs {
    /// What it is about.
    pub(crate) id: String,
    /// The note, in one line; added to the one that there is.
    #[arg(value_parser = parse::line)]
    pub(crate) text: String,
    /// Write it instead of the note that there is.
    #[arg(long)]
    pub(crate) replace: bool,
    #[command(flatten)]
    pub(crate) how: EditHow,
}

/// What `plan add` takes.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples: milepost plan add item \"Threat modelling\" --month 4 --hours 12 --skill skill-adversarial\n          \
    milepost plan add project \"Prompt firewall\" --month 8-9 --hours 40\n          \
    milepost plan add cert \"CISSP\" --issuer ISC2 --month 12"
)]
pub(crate) struct AddArgs {
    /// What is added.
    #[arg(value_name = "item|project|cert")]
    pub(crate) what: AddKind,
    /// Its title.
    #[arg(value_parser = parse::line)]
    pub(crate) title: String,
    /// Its id; made from the title unless given.
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<String>,
    /// The phase of an item; told by the month unless given.
    #[arg(long, value_name = "ID")]
    pub(crate) phase: Option<String>,
    /// Its month, or its first and last month.
    #[arg(long, value_name = "MONTH|FIRST-LAST", value_parser = parse::months)]
    pub(crate) month: Option<(u32, u32)>,
    /// Planned effort in hours.
    #[arg(long, value_name = "N", value_parser = parse::hours)]
    pub(crate) hours: Option<f64>,
    /// A skill that it teaches or shows; repeat for several.
    #[arg(long, value_name = "ID")]
    pub(crate) skill: Vec<String>,
    /// What an item is: topic, course, practice, build; a topic unless given.
    #[arg(long, value_parser = parse::item_kind)]
    pub(crate) kind: Option<ItemKind>,
    /// Who gives a certification.
    #[arg(long, value_name = "NAME", value_parser = parse::line)]
    pub(crate) issuer: Option<String>,
    /// Keep it private: it goes into `plan.private.yaml`.
    #[arg(long)]
    pub(crate) private: bool,
    #[command(flatten)]
    pub(crate) how: EditHow,
}

/// What can be added to a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AddKind {
    /// A study item.
    Item,
    /// A portfolio project.
    Project,
    /// A certification.
    Cert,
}

impl From<AddKind> for NewKind {
    fn from(kind: AddKind) -> Self {
        match kind {
            AddKind::Item => Self::Item,
            AddKind::Project => Self::Project,
            AddKind::Cert => Self::Certification,
        }
    }
}

/// What every change of the plan takes.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct EditHow {
    /// Print what would change, and write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// What `plan ids` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: milepost plan ids crypt\n\n\
    On a terminal it prints a table, elsewhere a line for each id with tabs between id, kind, state and title.")]
pub(crate) struct IdsArgs {
    /// Show only those with this in id or title, or with its letters in this order.
    pub(crate) query: Option<String>,
    /// Print JSON.
    #[arg(long, conflicts_with = "complete")]
    pub(crate) json: bool,
    /// Print the ids that begin with this, for the completion of a shell.
    #[arg(long, value_name = "PREFIX", hide = true, conflicts_with = "query")]
    pub(crate) complete: Option<String>,
    /// Compute states for this date instead of `SOURCE_DATE_EPOCH` or today.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse::date)]
    pub(crate) as_of: Option<NaiveDate>,
}

/// What `plan split` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: milepost plan split ~/private/master.yaml\n\n\
    It writes `plan.yaml` and `plan.private.yaml`, and puts the private file into `.gitignore`. Comments and layout stay.\n\
    Without a file it splits `plan.yaml` itself, which takes --force because that file is replaced.")]
pub(crate) struct SplitArgs {
    /// The master: a plan that holds public and private things side by side.
    pub(crate) master: Option<PathBuf>,
    /// Say what would go where, and write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Write over files that are there.
    #[arg(long)]
    pub(crate) force: bool,
}
