//! What `deploy`, `verify` and `doctor` take.

use std::path::PathBuf;

use chrono::NaiveDate;
use milepost::plan::BaseUrl;

use super::parse;

/// What `deploy` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples: milepost deploy --dry-run\n          \
    milepost deploy --message \"site: the third month\"\n\n\
    The site is built in memory and committed beside your repository: work tree, index and branches stay as they are.\n\
    Nothing is pushed when the build has an error, or when the branch holds what `deploy` did not put there.")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(crate) struct DeployArgs {
    /// The remote, by name or address; `origin` unless given, or the only one that there is.
    #[arg(long, value_name = "REMOTE")]
    pub(crate) remote: Option<String>,
    /// The branch of the remote that holds the site.
    #[arg(long, value_name = "BRANCH", default_value = "gh-pages")]
    pub(crate) branch: String,
    /// The message of the commit; without it, the commit that the site was built from.
    #[arg(long, value_name = "TEXT", value_parser = parse::line)]
    pub(crate) message: Option<String>,
    /// Put the site on top of the history of the branch, which is what happens without a flag.
    #[arg(long, conflicts_with = "replace_history")]
    pub(crate) keep_history: bool,
    /// Replace the history of the branch by a single commit. Only where all of it is by `deploy`.
    #[arg(long)]
    pub(crate) replace_history: bool,
    /// Take over a branch with files or commits that are not by Milepost; they are overwritten where they are in the way.
    #[arg(long)]
    pub(crate) adopt_branch: bool,
    /// Say what would change on the branch, and push nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print the résumé as well, as `resume.pdf` of the site; needs a Chromium or Chrome.
    #[arg(long)]
    pub(crate) resume_pdf: bool,
    /// Build for this address instead of `site.url`, whatever the remote is.
    #[arg(long, value_name = "URL", value_parser = parse::base_url)]
    pub(crate) base_url: Option<BaseUrl>,
    /// Compute for this date instead of `SOURCE_DATE_EPOCH` or today.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse::date)]
    pub(crate) as_of: Option<NaiveDate>,
}

/// What `verify` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples: milepost verify site\n          \
    milepost verify https://noor.github.io/journal/ --manifest site/build-manifest.json\n\n\
    Exit status: 0 when the copy is whole, 1 when it is not, 2 when it could not be compared.")]
pub(crate) struct VerifyArgs {
    /// The copy: a folder, or an address beginning with http:// or https://.
    #[arg(value_name = "DIR|URL")]
    pub(crate) copy: String,
    /// Compare with this manifest instead of the copy's own, to find out whether the copy is the site you have here.
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest: Option<PathBuf>,
    /// Files that the manifest does not list are wrong too.
    #[arg(long)]
    pub(crate) no_extra: bool,
    /// Print JSON, for tools.
    #[arg(long)]
    pub(crate) json: bool,
    /// End after so many minutes when the copy is asked over the network.
    #[arg(long, value_name = "MINUTES", default_value_t = 10)]
    pub(crate) time_limit: u64,
    /// How long one request may take, in milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 20_000, hide = true)]
    pub(crate) timeout: u64,
}

/// What `doctor` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "It looks at this machine only and changes nothing, but for --write-workflow.\n\n\
    Exit status: 0 when the repository is ready, 1 when something stands in the way, 2 when it could not be looked at.")]
pub(crate) struct DoctorArgs {
    /// Print JSON, for tools.
    #[arg(long)]
    pub(crate) json: bool,
    /// Write the workflow for GitHub Pages, or replace one that nobody has edited: with a run on every day when something
    /// is scheduled.
    #[arg(long)]
    pub(crate) write_workflow: bool,
    /// The remote, by name or address; `origin` unless given, or the only one that there is.
    #[arg(long, value_name = "REMOTE")]
    pub(crate) remote: Option<String>,
    /// Compute for this date instead of `SOURCE_DATE_EPOCH` or today.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse::date)]
    pub(crate) as_of: Option<NaiveDate>,
}
