//! Goals, which count distinct things that others have proven.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::Context;
use super::countable::distinct;
use super::judge::{ranked, reached_on};
use super::ledger::own_proof;
use crate::plan::{Goal, Plan, PlanId};
use crate::site::evidence::{Mention, Proof};

/// What the evidence says about a goal.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalProgress {
    /// How many distinct things there are.
    pub count: usize,
    /// How many there should be.
    pub target: usize,
    /// What was counted: strongest first, then newest.
    pub proofs: Vec<Proof>,
    /// Pages that are about it and are not counted, newest first.
    pub mentions: Vec<Mention>,
    /// The day on which the target was reached.
    pub reached_on: Option<NaiveDate>,
    /// Whether it is reached.
    pub is_reached: bool,
    /// Whether visitors may see it: the count is at least `show_when.min`.
    pub is_shown: bool,
}

/// Returns the progress of `goal`; `valid` has the valid proofs of every object.
///
/// What counts are the objects that the goal names and those that name the goal. Where there are none, everything
/// counts: all proofs of the plan and all published pages.
pub(super) fn evaluate(ctx: &mut Context<'_>, goal: &Goal, valid: &BTreeMap<PlanId, Vec<Proof>>) -> GoalProgress {
    let named = named(ctx.plan, goal);
    let entry = ctx.ledger.take(&goal.id);
    let mut proofs: Vec<Proof> = entry.candidates.iter().map(|one| one.proof.clone()).collect();
    if named.is_empty() {
        proofs.extend(valid.values().flatten().cloned());
        proofs.extend(ctx.pages.iter().filter_map(|page| own_proof(page)));
    } else {
        proofs.extend(named.into_iter().filter_map(|id| valid.get(id)).flatten().cloned());
    }
    let proofs = distinct(goal.count, &ranked(proofs));
    let target = goal.min.max(1) as usize;
    let reached_on = reached_on(&proofs, target);
    GoalProgress {
        count: proofs.len(),
        target,
        mentions: entry.mentions(&proofs),
        is_reached: reached_on.is_some(),
        is_shown: !proofs.is_empty() && proofs.len() >= goal.show_from as usize,
        reached_on,
        proofs,
    }
}

fn named<'a>(plan: &'a Plan, goal: &'a Goal) -> BTreeSet<&'a PlanId> {
    let items = plan.items().map(|(_, item)| (&item.id.value, &item.counts_for));
    let outreach = plan.outreach.iter().map(|entry| (&entry.id.value, &entry.counts_for));
    let naming = items.chain(outreach).filter(|(_, goals)| goals.contains(&goal.id)).map(|(id, _)| id);
    goal.counts.iter().chain(naming).collect()
}
