//! What can be typed.

mod build;
mod deploy;
mod parse;
mod plan;
mod plan_edit;

use std::net::IpAddr;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Parser, Subcommand, ValueEnum};
use milepost::content::front_matter::Effort;
use milepost::plan::BaseUrl;

pub(crate) use build::BuildArgs;
pub(crate) use deploy::{DeployArgs, DoctorArgs, VerifyArgs};
pub(crate) use parse::unknown_code;
pub(crate) use plan::{CalendarArgs, ImportArgs, LintArgs, PlanCommand};
pub(crate) use plan_edit::{AddArgs, DropArgs, EditHow, IdsArgs, MoveArgs, NoteArgs, SplitArgs, TickArgs, UntickArgs};

use crate::levels::{self, Levels, Target};
use crate::terminal::Verbosity;

/// Makes a static site from a study plan and Markdown: a public learning journal whose progress is
/// computed from evidence.
#[derive(Debug, Parser)]
#[command(name = "milepost", version, propagate_version = false, arg_required_else_help = true)]
#[command(after_help = "Start with `milepost init my-journal`, then `milepost serve --root my-journal --open`.")]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// The journal: the folder with `plan.yaml`.
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub(crate) root: PathBuf,
    /// Say only what is wrong.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Name every file that changed.
    #[arg(short, long, global = true)]
    verbose: bool,
    /// When to use colours; `auto` also respects `NO_COLOR`.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    /// Make a diagnostic an error: a code such as `weak-proof`, or `warnings` for all of them.
    #[arg(long, global = true, value_name = "CODE", value_parser = parse::target)]
    deny: Vec<Target>,
    /// Make a diagnostic a warning.
    #[arg(long, global = true, value_name = "CODE", value_parser = parse::lowered_target)]
    warn: Vec<Target>,
    /// Do not mention a diagnostic.
    #[arg(long, global = true, value_name = "CODE", value_parser = parse::lowered_target)]
    allow: Vec<Target>,
}

impl Global {
    /// Returns how much is said.
    pub(crate) fn verbosity(&self) -> Verbosity {
        match (self.quiet, self.verbose) {
            (true, _) => Verbosity::Quiet,
            (_, true) => Verbosity::Verbose,
            _ => Verbosity::Normal,
        }
    }

    /// Returns what `--deny`, `--warn` and `--allow` say together.
    pub(crate) fn levels(&self) -> anyhow::Result<Levels> {
        levels::combine(&self.deny, &self.warn, &self.allow)
    }
}

/// When to use colours.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start a journal: plan, first note, Pages workflow.
    Init(InitArgs),
    /// Add a note, a post or a project.
    New(NewArgs),
    /// Bring notes in: a folder of Markdown, or from Zola, Hugo, Jekyll or Obsidian.
    Adopt(AdoptArgs),
    /// Write down what you learned, in one line.
    Log(LogArgs),
    /// Take a draft out of draft.
    Publish(PublishArgs),
    /// Move a page, keep its old address, and turn the links to it.
    Rename(RenameArgs),
    /// Show the site while you write, from memory, and reload it on every save.
    Serve(ServeArgs),
    /// Say where the plan stands, why, and what is next; for you alone.
    Status(StatusArgs),
    /// Check all that `build` checks, and write nothing.
    Check(CheckArgs),
    /// Make the site.
    Build(BuildArgs),
    /// Put the site on a branch of a remote, such as `gh-pages`.
    Deploy(DeployArgs),
    /// Compare a copy of the site, in a folder or on a server, with its manifest.
    Verify(VerifyArgs),
    /// Say whether the repository is ready for GitHub Pages, and what to do.
    Doctor(DoctorArgs),
    /// List the badges, or keep those in a README in step.
    Badges(BadgesArgs),
    /// Work on the plan: tick, move, drop and add, ask it what does not add up, or make a first one of Markdown.
    #[command(subcommand, arg_required_else_help = true)]
    Plan(PlanCommand),
    /// Print the résumé as PDF, with a Chromium or Chrome of this machine.
    Resume(ResumeArgs),
    /// Explain a diagnostic, or list them all.
    Explain {
        /// The code in brackets, such as `broken-link`.
        code: Option<String>,
    },
    /// Print the JSON Schema of what you write, for your editor, or of what is printed for programs.
    Schema {
        /// What it describes.
        #[arg(value_name = "plan|front-matter|component|diagnostics")]
        of: SchemaOf,
    },
    /// List the components that a text can have, with their arguments, or describe one.
    Components {
        /// The component, such as `callout`.
        name: Option<String>,
        /// Print JSON, for tools.
        #[arg(long)]
        json: bool,
    },
    /// List the languages that code can be coloured in, and what to write for each.
    Languages {
        /// Show only those with this in their name or tokens, such as `script`.
        #[arg(value_name = "TEXT")]
        wanted: Option<String>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Print the completion script for a shell.
    Completions {
        /// Your shell.
        shell: clap_complete::Shell,
    },
}

/// What is built.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct BuildOptions {
    /// Build for this address instead of `site.url`.
    #[arg(long, value_name = "URL", value_parser = parse::base_url)]
    pub(crate) base_url: Option<BaseUrl>,
    /// Build for the address that GitHub Pages has for the repository of this workflow, as its environment tells.
    #[arg(long, conflicts_with = "base_url")]
    pub(crate) github_pages: bool,
    #[command(flatten)]
    pub(crate) shown: Shown,
    /// Compute for this date instead of `SOURCE_DATE_EPOCH` or today.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse::date)]
    pub(crate) as_of: Option<NaiveDate>,
}

/// Which pages that are not public yet are shown all the same.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Shown {
    /// Include drafts.
    #[arg(long)]
    pub(crate) drafts: bool,
    /// Include scheduled pages.
    #[arg(long)]
    pub(crate) future: bool,
}

/// What `check` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples: milepost check --deny warnings\n          \
    milepost check --external --time-limit 10\n\n\
    With --external every address that the site leads to is asked, and `evidence.lock` holds what was found. Commit it:\n\
    a build reads it, and goes nowhere on the network itself.")]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) options: BuildOptions,
    #[command(flatten)]
    pub(crate) external: ExternalArgs,
    #[command(flatten)]
    pub(crate) request: RequestArgs,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
}

/// What is looked at only when somebody asks.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct RequestArgs {
    /// Look at the site as somebody who may hire you does: placeholders, empty sections, dead proofs, weight, contrast.
    #[arg(long)]
    pub(crate) recruiter: bool,
    /// Name pages that were not changed for so many days.
    #[arg(long, value_name = "DAYS")]
    pub(crate) stale: Option<u32>,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct FormatArgs {
    /// How findings are printed: for people on stderr, or on stdout for a program.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Format,
}

/// The forms of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With the lines they are about.
    Human,
    /// As `milepost schema diagnostics` describes it.
    Json,
    /// As annotations of GitHub Actions.
    Github,
    /// As SARIF 2.1.0, for code scanning.
    Sarif,
}

/// How addresses elsewhere are asked.
#[derive(Debug, clap::Args)]
#[cfg_attr(not(feature = "external"), allow(dead_code, reason = "there is nobody to ask them"))]
pub(crate) struct ExternalArgs {
    /// Ask the addresses that the site leads to, and write `evidence.lock`. This goes on the network.
    #[arg(long, conflicts_with_all = ["drafts", "future"])]
    pub(crate) external: bool,
    /// Do not ask again what was there within so many days; 0 asks everything.
    #[arg(long, value_name = "DAYS", default_value_t = 7, requires = "external")]
    pub(crate) max_age: u32,
    /// End after so many minutes; the next run goes on.
    #[arg(long, value_name = "MINUTES", default_value_t = 20, requires = "external")]
    pub(crate) time_limit: u64,
    /// How long one request may take, in milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 20_000, hide = true)]
    pub(crate) timeout: u64,
    /// How long a host is left alone after a request, in milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 1_000, hide = true)]
    pub(crate) pause: u64,
    /// How long a host that is busy is left alone at first, in milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 2_000, hide = true)]
    pub(crate) backoff: u64,
    /// Where a host is, instead of what the system says: `NAME=ADDRESS:PORT`.
    #[arg(long, value_name = "NAME=ADDRESS:PORT", value_parser = parse::resolve, hide = true)]
    pub(crate) resolve: Vec<(String, std::net::SocketAddr)>,
    /// Trust this certificate (DER) instead of the usual ones.
    #[arg(long, value_name = "FILE", hide = true)]
    pub(crate) trust: Option<PathBuf>,
}

/// What `serve` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct ServeArgs {
    /// The port; the next free one when it is taken.
    #[arg(long, value_name = "N", default_value_t = 4321)]
    pub(crate) port: u16,
    /// The address to listen on. What is not on loopback is for other machines to see, without the cockpit.
    #[arg(long, value_name = "IP", default_value = "127.0.0.1", value_parser = parse::ip)]
    pub(crate) host: IpAddr,
    /// Show the site to other machines of your network too, and its address there as a QR code.
    #[arg(long, conflicts_with = "host")]
    pub(crate) lan: bool,
    /// Open the site in your browser.
    #[arg(long)]
    pub(crate) open: bool,
    /// Go to the page of the file that was saved, in every window that is in sight.
    #[arg(long)]
    pub(crate) follow: bool,
    #[command(flatten)]
    pub(crate) shown: Shown,
}

/// What `status` takes.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "It reads the whole plan, the private half too, and prints it: do not run it where others look on.\n\n\
    For the prompt of bash: PS1='$(milepost status --prompt) $ '"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(crate) struct StatusArgs {
    /// Print JSON, for tools.
    #[arg(long, conflicts_with_all = ["prompt", "all", "baseline"])]
    pub(crate) json: bool,
    /// Print one short line for the prompt of a shell; nothing outside of a journal.
    #[arg(long, conflicts_with_all = ["all", "baseline"])]
    pub(crate) prompt: bool,
    /// Print the plan as it is now, to be kept in `plan.yaml` as a baseline before you change it.
    #[arg(long, conflicts_with = "all")]
    pub(crate) baseline: bool,
    /// Cut no list, whatever the height of the screen.
    #[arg(long)]
    pub(crate) all: bool,
    /// Compute for this date instead of `SOURCE_DATE_EPOCH` or today.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse::date)]
    pub(crate) as_of: Option<NaiveDate>,
}

/// What `init` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct InitArgs {
    /// The folder of the new journal; `--root` unless given.
    pub(crate) dir: Option<PathBuf>,
    /// Start from a complete plan instead of a small one.
    #[arg(long, value_name = "NAME")]
    pub(crate) preset: Option<Preset>,
    /// Start from a plan in Markdown, as `plan import` reads it.
    #[arg(long, value_name = "PLAN.md", conflicts_with = "preset")]
    pub(crate) from: Option<PathBuf>,
    /// The title of the site.
    #[arg(long, value_name = "TEXT", default_value = "My learning journal", value_parser = parse::line)]
    pub(crate) title: String,
    /// Your name.
    #[arg(long, value_name = "NAME", default_value = "Your Name", value_parser = parse::line)]
    pub(crate) author: String,
    /// The address that the site will have.
    #[arg(long, value_name = "URL", value_parser = parse::base_url)]
    pub(crate) url: Option<BaseUrl>,
    /// The first day of the plan; today unless given, with --from the one that the plan names or the first of next month.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse::date)]
    pub(crate) start: Option<NaiveDate>,
}

/// The plans that `init` can start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Preset {
    /// 15 months towards AI/ML security.
    AiMlSecurity,
}

/// What `new` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: milepost new note \"What a status code promises\" --item http-basics --edit\n\n\
    A page begins with `archetypes/KIND.md` of the journal, else with that of its theme, else with a few lines of\n\
    front matter.")]
pub(crate) struct NewArgs {
    /// What to add.
    #[arg(value_name = "note|post|project")]
    pub(crate) kind: Kind,
    /// Its title.
    #[arg(value_parser = parse::line)]
    pub(crate) title: String,
    /// The item of the plan that it proves, `ITEM` or `ITEM#CRITERION`; repeat for several.
    #[arg(long, value_name = "ID")]
    pub(crate) item: Vec<String>,
    /// The folder below `content/notes` that it goes into.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) topic: Option<String>,
    /// Its date; today unless given.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse::date)]
    pub(crate) date: Option<NaiveDate>,
    /// Open it in the editor that `VISUAL` or `EDITOR` names.
    #[arg(long)]
    pub(crate) edit: bool,
}

/// What `adopt` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: milepost adopt ../my-blog --dry-run\n\n\
    Notes go below `content/` with their pictures, front matter is translated, links are turned. Nothing is\n\
    overwritten, and the folder itself is only read. The report names what needs a hand and what was left behind.")]
pub(crate) struct AdoptArgs {
    /// The folder: a repository of notes, a site, or the content folder of one.
    pub(crate) dir: PathBuf,
    /// From which program it is; without it that is told by the files.
    #[arg(long, value_name = "KIND")]
    pub(crate) from: Option<AdoptFrom>,
    /// Print the report, and write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// The programs that `adopt` knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AdoptFrom {
    /// A folder of plain Markdown, such as a TIL repository.
    Plain,
    /// A site or content folder of Zola.
    Zola,
    /// A site or content folder of Hugo.
    Hugo,
    /// A site of Jekyll.
    Jekyll,
    /// A vault of Obsidian.
    Obsidian,
}

impl From<AdoptFrom> for milepost::adopt::Kind {
    fn from(from: AdoptFrom) -> Self {
        match from {
            AdoptFrom::Plain => Self::Plain,
            AdoptFrom::Zola => Self::Zola,
            AdoptFrom::Hugo => Self::Hugo,
            AdoptFrom::Jekyll => Self::Jekyll,
            AdoptFrom::Obsidian => Self::Obsidian,
        }
    }
}

/// What `log` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: milepost log \"read how `ETag` works\" --item http-basics --time 45m\n\n\
    The line is added to `content/notes/log/DATE.md`, which is made with the first line of the day. Like any note\n\
    it is published. The time is for you alone and is not.")]
pub(crate) struct LogArgs {
    /// What you learned, in one line of Markdown.
    #[arg(value_parser = parse::line)]
    pub(crate) text: String,
    /// What of the plan it is about, `ITEM` or `ITEM#CRITERION`; repeat for several.
    #[arg(long, value_name = "ID")]
    pub(crate) item: Vec<String>,
    /// How long it took, such as `45m` or `1h30m`; added to what the day has already.
    #[arg(long, value_name = "TIME", value_parser = parse::effort)]
    pub(crate) time: Option<Effort>,
    /// The day, when it was not today.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse::date)]
    pub(crate) date: Option<NaiveDate>,
}

/// What `publish` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: milepost publish first-month\n\n\
    It removes `draft: true` and sets `date:` to today if there is no date; the rest of the file stays as it is.")]
pub(crate) struct PublishArgs {
    /// The draft: its file, its name in the address, or its title.
    pub(crate) file: String,
    /// Its date; without it the date that it has, else today.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse::date)]
    pub(crate) date: Option<NaiveDate>,
}

/// What `rename` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples: milepost rename fgsm fgsm-and-pgd\n          \
    milepost rename content/notes/fgsm.md notes/adversarial/fgsm.md\n\n\
    The page keeps its old address as an alias, links to it in other pages are rewritten, and so are its own. A page\n\
    bundle moves with its folder. Every other byte stays as it is.")]
pub(crate) struct RenameArgs {
    /// The page: its file, its name in the address, or its title.
    pub(crate) file: String,
    /// Its new name, or its new path below `content/`.
    #[arg(value_parser = parse::line)]
    pub(crate) new: String,
    /// Say what would be done, and do nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// What `badges` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples: milepost badges\n          \
    milepost badges --readme README.md ../lint/README.md --write\n\n\
    In a README, badges stand between two comments; the first may name them:\n\n    \
    <!-- milepost:badges start plan-month proj-lint -->\n    \
    <!-- milepost:badges end -->\n\n\
    Nothing outside of them is changed. Publish the site first: GitHub remembers a picture that was not there.")]
pub(crate) struct BadgesArgs {
    /// The READMEs, in Markdown or `AsciiDoc`, also of other repositories.
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "Doing")]
    pub(crate) readme: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) doing: Doing,
    /// Print the list as JSON, for tools.
    #[arg(long, conflicts_with = "readme")]
    pub(crate) json: bool,
    /// Take this address instead of `site.url`.
    #[arg(long, value_name = "URL", value_parser = parse::base_url)]
    pub(crate) base_url: Option<BaseUrl>,
    /// Compute for this date instead of `SOURCE_DATE_EPOCH` or today.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse::date)]
    pub(crate) as_of: Option<NaiveDate>,
}

/// What `resume` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: milepost resume --pdf resume.pdf --paper letter\n\n\
    The page is printed as a browser prints it, with text that can be selected, links, and its title and author.\n\
    `CHROME` in the environment names the program to print with; without it, one is looked for.")]
pub(crate) struct ResumeArgs {
    /// Where the PDF goes.
    #[arg(long, value_name = "FILE")]
    pub(crate) pdf: PathBuf,
    /// The role it is for: its id, without `role-` if you like. Public roles only, so with `plan.open_to_work`.
    #[arg(long = "for", value_name = "ROLE")]
    pub(crate) role: Option<String>,
    /// The size of the sheet; without it that of the plan.
    #[arg(long, value_name = "SIZE")]
    pub(crate) paper: Option<Paper>,
    #[command(flatten)]
    pub(crate) options: BuildOptions,
}

/// Sizes of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Paper {
    /// 210 by 297 millimetres.
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

impl From<Paper> for milepost::plan::resume::Paper {
    fn from(paper: Paper) -> Self {
        match paper {
            Paper::A4 => Self::A4,
            Paper::Letter => Self::Letter,
        }
    }
}

/// What `badges` does with READMEs.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Doing {
    /// Write what has to change.
    #[arg(long, requires = "readme", conflicts_with = "check")]
    pub(crate) write: bool,
    /// Print what would have to change, and fail if there is anything.
    #[arg(long, requires = "readme", conflicts_with = "dry_run")]
    pub(crate) check: bool,
    /// Print what would have to change, and write nothing.
    #[arg(long, requires = "readme")]
    pub(crate) dry_run: bool,
}

/// The kinds of page that `new` adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// A study note.
    Note,
    /// A blog post, as a draft.
    Post,
    /// A project page, as a draft.
    Project,
}

impl Kind {
    /// Returns its name, as it is typed.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Post => "post",
            Self::Project => "project",
        }
    }
}

/// What has a schema.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SchemaOf {
    /// `plan.yaml`
    Plan,
    /// The block at the head of a page.
    FrontMatter,
    /// The declaration of a component in a theme.
    Component,
    /// What `--format json` prints.
    Diagnostics,
}
