//! `milepost explain`: what a diagnostic means and how to mend it.

use anyhow::bail;
use milepost::diagnostic::{Code, Severity};

use super::{Context, Outcome};
use crate::args::unknown_code;

/// Prints the explanation of `code`, or the list of all.
pub(super) fn run(code: Option<&str>, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let text = match code {
        None => list(),
        Some(name) => match Code::from_name(name) {
            Some(code) => format!("{}\n", code.explanation().trim_end()),
            None => bail!(unknown_code(name)),
        },
    };
    ctx.terminal.data(&text)?;
    if code.is_none() {
        ctx.terminal.report("\n`milepost explain CODE` shows an example, and how to mend it.\n");
    }
    Ok(Outcome::Fine)
}

fn list() -> String {
    let width = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or_default();
    let row = |code: &Code| {
        let severity = match (code.default_severity(), code.can_be_lowered()) {
            (Severity::Error, true) => "error",
            (Severity::Error, false) => "error, always",
            (Severity::Warning, _) => "warning",
        };
        format!("{:<width$}  {severity:<13}  {}\n", code.name(), code.gist())
    };
    Code::ALL.iter().map(row).collect()
}
