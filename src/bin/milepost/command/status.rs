//! `milepost status`: where the plan stands, on one screen, as JSON, or in one line for a prompt.

mod baseline;
mod prompt;
mod screen;

use std::collections::BTreeMap;

use milepost::diagnostic::Diagnostic;
use milepost::owner::{self, OwnerReport};

use super::{Context, Outcome};
use crate::args::{Shown, StatusArgs};
use crate::journal::{self, Request};
use crate::plan_ids::PlanTree;
use crate::report;
use crate::unchanged::{Day, Question};

/// Prints where the plan stands. Pages with errors count for nothing, and a line says so; without a plan there is
/// nothing to say.
pub(super) fn run(args: &StatusArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    if args.prompt && !ctx.root.join("plan.yaml").is_file() {
        // A prompt is shown in every folder, and has nothing to say in most of them.
        return Ok(Outcome::Fine);
    }
    let as_of = match args.as_of {
        Some(date) => Some(date),
        None => ctx.world.source_date()?,
    };
    // What is asked for besides files and the day; nothing of it is looked at twice while none of these changes.
    let asked = format!("{args:?} {as_of:?} {:?}", ctx.levels);
    let question = Question::begin("last-status", &asked, ctx);
    if let Some(text) = question.as_ref().and_then(Question::answer) {
        ctx.terminal.data(&text)?;
        return Ok(Outcome::Fine);
    }
    let shown = Shown { drafts: false, future: false };
    let request = Request { base_url: None, shown, as_of, cards: false, pdfs: BTreeMap::new() };
    let sources = journal::load(ctx.root, journal::WANTED)?;
    let (report, mut diagnostics) = milepost::owner(&sources, &journal::options(&request, ctx));
    ctx.levels.apply(&mut diagnostics);
    let Some(report) = report else {
        if !args.prompt {
            report::diagnostics(&diagnostics, &sources, ctx.terminal);
            ctx.terminal.say(&report::failure(&diagnostics, "; without a plan there is no status"));
        }
        return Ok(Outcome::ContentErrors);
    };
    let text = text(&report, &diagnostics, args);
    if let Some(question) = question {
        let zone = PlanTree::read(&sources)?.map(|plan| plan.timezone()).filter(|_| as_of.is_none());
        question.keep(&sources, Day { day: report.as_of, zone }, &text);
    }
    ctx.terminal.data(&text)?;
    Ok(Outcome::Fine)
}

fn text(report: &OwnerReport, diagnostics: &[Diagnostic], args: &StatusArgs) -> String {
    if args.json {
        let errors = diagnostics.iter().filter(|found| found.is_error()).count();
        return format!("{:#}\n", owner::json::write(report, errors, diagnostics.len() - errors));
    }
    match () {
        () if args.baseline => baseline::text(report),
        () if args.prompt => prompt::line(report),
        () => screen::draw(report, diagnostics, args.all),
    }
}
