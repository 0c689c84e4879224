//! `milepost plan move`, `drop`, `note` and `add`.

use anyhow::bail;
use milepost::edit::plan::{self, New, NewKind, When};

use super::edit;
use super::{Context, Outcome};
use crate::args::{AddArgs, DropArgs, MoveArgs, NoteArgs};

/// Moves something to another time.
pub(super) fn reschedule(args: &MoveArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let when = match (args.months, args.due) {
        (_, Some(day)) => When::Due(day),
        (Some((first, last)), None) => When::Months(first, last),
        (None, None) => bail!("say when: a month, or --due with a day"),
    };
    edit::run(args.how, "moved", ctx, |plan| plan::reschedule(plan, &args.id, when))
}

/// Gives something up, or takes it up again.
pub(super) fn drop(args: &DropArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    if args.undo {
        return edit::run(args.how, "taken up", ctx, |plan| plan::undrop(plan, &args.id));
    }
    edit::run(args.how, "dropped", ctx, |plan| plan::drop(plan, &args.id, args.reason.as_deref()))
}

/// Writes a private note.
pub(super) fn note(args: &NoteArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    edit::run(args.how, "noted", ctx, |plan| plan::note(plan, &args.id, &args.text, args.replace))
}

/// Adds something.
pub(super) fn add(args: &AddArgs, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    let kind = NewKind::from(args.what);
    if kind != NewKind::Item && (args.phase.is_some() || args.kind.is_some()) {
        bail!("only items have a phase and a kind: leave out --phase and --kind");
    }
    if kind != NewKind::Certification && args.issuer.is_some() {
        bail!("only certifications have an issuer: leave out --issuer");
    }
    let new = New {
        kind,
        title: args.title.clone(),
        id: args.id.clone(),
        phase: args.phase.clone(),
        months: args.month,
        hours: args.hours,
        skills: args.skill.clone(),
        item_kind: args.kind,
        issuer: args.issuer.clone(),
        is_private: args.private,
    };
    edit::run(args.how, "added", ctx, |plan| plan::add(plan, &new))
}
