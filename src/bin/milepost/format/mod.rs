//! Findings for programs: on stdout, in one of the forms that editors and hosts read.
//!
//! Whatever the form, nothing is shown of what a finding points at: places, and the words of the message.

mod github;
pub(crate) mod json;
mod place;
mod sarif;

use milepost::diagnostic::Diagnostic;
use milepost::source::Sources;

use crate::args::Format;
use crate::command::Context;
use crate::report;
use crate::unchanged::Said;
use place::Places;

/// Prints `diagnostics` in the form that is asked for.
pub(crate) fn print(
    format: Format,
    diagnostics: &[Diagnostic],
    sources: &Sources,
    ctx: &Context<'_>,
) -> anyhow::Result<()> {
    said(format, diagnostics, sources, ctx)?.say_findings(ctx.terminal)
}

/// Returns what is said of `diagnostics` in the form that is asked for.
pub(crate) fn said(
    format: Format,
    diagnostics: &[Diagnostic],
    sources: &Sources,
    ctx: &Context<'_>,
) -> anyhow::Result<Said> {
    let data = match format {
        Format::Human => return Ok(Said { found: report::found(diagnostics, sources), ..Said::default() }),
        Format::Json => json::text(diagnostics, &Places::of_journal(sources))?,
        Format::Github => github::text(diagnostics, &Places::of_directory(sources, ctx.root)),
        Format::Sarif => sarif::text(diagnostics, &Places::of_directory(sources, ctx.root))?,
    };
    Ok(Said { data, ..Said::default() })
}
