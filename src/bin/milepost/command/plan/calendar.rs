//! `milepost plan calendar`: the days on which something is due, as an iCalendar file for the owner.

use super::{Context, Outcome};
use crate::args::CalendarArgs;
use crate::{journal, report, write};

/// Prints the calendar, or writes it to the file that was named.
pub(super) fn run(args: &CalendarArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let options = super::options(args.as_of, ctx)?;
    let sources = journal::load(ctx.root, journal::WANTED)?;
    let text = match milepost::plan_calendar(&sources, &options) {
        Ok(text) => text,
        Err(found) => {
            report::diagnostics(&found, &sources, ctx.terminal);
            ctx.terminal.say(&report::failure(&found, ""));
            return Ok(Outcome::ContentErrors);
        }
    };
    let Some(path) = &args.out else {
        ctx.terminal.data(&text)?;
        return Ok(Outcome::Fine);
    };
    write::replace(path, text.as_bytes())?;
    let days = text.matches("BEGIN:VEVENT").count();
    ctx.terminal.report(&report::line("wrote", &format!("{} to `{}`", report::plural(days, "day"), path.display())));
    Ok(Outcome::Fine)
}
