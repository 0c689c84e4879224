//! `milepost plan lint`: what is questionable in the plan itself.

use milepost::diagnostic::{Diagnostic, sort};
use milepost::source::load::Wanted;

use super::{Context, Outcome};
use crate::args::LintArgs;
use crate::{journal, report};

/// Prints every remark. What is raised to an error makes the run fail.
pub(super) fn run(args: &LintArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let sources = journal::load(ctx.root, Wanted { private: true, git_dates: false })?;
    let options = super::options(args.as_of, ctx)?;
    let mut found = milepost::lint_plan(&sources, &options);
    ctx.levels.apply(&mut found);
    sort(&mut found);
    report::diagnostics(&found, &sources, ctx.terminal);
    if found.iter().any(Diagnostic::is_error) {
        ctx.terminal.say(&report::failure(&found, ""));
        return Ok(Outcome::ContentErrors);
    }
    let text =
        if found.is_empty() { "nothing questionable".to_owned() } else { format!("{}, above", report::counts(&found)) };
    ctx.terminal.report(&report::line("plan", &text));
    Ok(Outcome::Fine)
}
