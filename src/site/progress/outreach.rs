//! Outreach: writing, speaking and open-source work, counted.

use chrono::NaiveDate;

use super::Context;
use super::countable::{distinct, is_counted};
use super::item::ItemState;
use super::judge::{claimed, drop_weak, level, ranked, reached_on, state};
use crate::plan::{Countable, Outreach};
use crate::site::evidence::{Mention, Proof};
use crate::site::schedule::{DateWindow, window};

/// What the evidence says about an outreach entry.
#[derive(Debug, Clone, PartialEq)]
pub struct OutreachProgress {
    /// Its state; visitors see it once it is proven.
    pub state: ItemState,
    /// How many distinct things count.
    pub count: usize,
    /// How many there should be; at least 1.
    pub target: usize,
    /// What was counted: strongest first, then newest.
    pub proofs: Vec<Proof>,
    /// The day on which the target was reached.
    pub proven_on: Option<NaiveDate>,
    /// Pages that are about it, newest first.
    pub mentions: Vec<Mention>,
    /// 1 when it is proven, else 0.
    pub share: f64,
    /// Hours that it weighs.
    pub weight: f64,
    /// When it is planned, pauses included.
    pub window: DateWindow,
    /// Every valid proof, counted or not: strongest first, then newest.
    pub all_proofs: Vec<Proof>,
}

impl OutreachProgress {
    /// Returns whether the target is reached.
    pub fn is_proven(&self) -> bool {
        self.state.is_proven()
    }
}

/// Returns the progress of `entry`.
///
/// Where posts or notes are counted, those of this site count although their level is 1: they are what is asked
/// for. All else needs the level of the policy.
pub(super) fn evaluate(ctx: &mut Context<'_>, entry: &Outreach) -> OutreachProgress {
    let mut evidence = ctx.ledger.take(&entry.id);
    let needed = level(entry.requirement);
    let what = entry.target.map(|(what, _)| what);
    drop_weak(&entry.id, needed, &mut evidence, &mut ctx.diagnostics, |candidate| {
        candidate.proof.level >= needed
            || is_writing(what) && what.is_some_and(|what| is_counted(what, &candidate.proof))
    });
    let all_proofs = ranked(evidence.candidates.iter().map(|candidate| candidate.proof.clone()).collect());
    let proofs = what.map_or_else(|| all_proofs.clone(), |what| distinct(what, &all_proofs));
    let target = entry.target.map_or(entry.requirement.min, |(_, min)| min).max(1) as usize;
    let proven_on = reached_on(&proofs, target);
    let declared = entry.status.as_ref().map(|status| status.value);
    let state = state(declared, proven_on.is_some(), evidence.is_touched());
    ctx.diagnostics.extend(claimed(&entry.id, state, entry.status.as_ref()));
    OutreachProgress {
        state,
        count: proofs.len(),
        target,
        mentions: evidence.mentions(&all_proofs),
        share: if proven_on.is_some() { 1.0 } else { 0.0 },
        weight: ctx.weight(entry.hours),
        window: window::of(ctx.plan, entry.window, None, proven_on),
        proofs,
        proven_on,
        all_proofs,
    }
}

fn is_writing(what: Option<Countable>) -> bool {
    matches!(what, Some(Countable::Post | Countable::Note))
}
