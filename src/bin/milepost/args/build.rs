//! What can be typed behind `build`.

use std::path::PathBuf;

use super::{BuildOptions, FormatArgs};

/// What `build` takes.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct BuildArgs {
    /// Where the site goes; `site` in the journal unless given.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Print the résumé as well, as `resume.pdf` of the site; needs a Chromium or Chrome.
    #[arg(long)]
    pub(crate) resume_pdf: bool,
    /// Build everything anew: neither use nor keep what earlier builds remembered.
    #[arg(long)]
    pub(crate) no_cache: bool,
    /// Say where the time goes: each stage, the slowest pages, the templates.
    #[arg(long)]
    pub(crate) timings: bool,
    /// Write where the time goes, thread by thread, as a trace that Perfetto opens.
    #[arg(long, value_name = "FILE")]
    pub(crate) profile: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) options: BuildOptions,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
}

impl BuildArgs {
    /// Returns whether somebody wants to know where the time goes.
    pub(crate) fn is_measured(&self) -> bool {
        self.timings || self.profile.is_some()
    }
}
