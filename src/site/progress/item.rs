//! The state of a study item.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Context;
use super::certification::{CertificationProgress, CertificationState};
use super::goal::GoalProgress;
use super::judge::{claimed, drop_weak, level, ranked, ratio, reached_on, state};
use super::ledger::{Candidate, Entry};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Item, ItemKind, Phase, PlanId};
use crate::site::evidence::{Mention, Proof};
use crate::site::schedule::{DateWindow, window};

/// The state of a study item, a project or an outreach entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemState {
    /// Every criterion has valid proof.
    Proven,
    /// Declared done or waived without valid proof. It does not count; visitors see it as active.
    Claimed,
    /// There is a proof or a mention, or it is declared active.
    Active,
    /// Nothing has happened yet.
    Planned,
    /// Declared to wait for something.
    Blocked,
    /// Declared as not needed, with valid proof; it counts as proven.
    Waived,
    /// Declared as given up; it leaves the scope.
    Dropped,
    /// Its certification cannot be earned; it leaves the scope.
    Unavailable,
}

impl ItemState {
    /// Returns whether it counts as done.
    pub fn is_proven(self) -> bool {
        matches!(self, Self::Proven | Self::Waived)
    }

    /// Returns whether it is still part of the plan.
    pub fn is_in_scope(self) -> bool {
        !matches!(self, Self::Dropped | Self::Unavailable)
    }

    /// Returns the state that visitors see: a mere claim is shown as active.
    pub fn public(self) -> Self {
        if self == Self::Claimed { Self::Active } else { self }
    }
}

/// What the evidence says about a study item.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemProgress {
    /// Its state.
    pub state: ItemState,
    /// Its criteria in order of writing; empty when the item is one unit itself.
    pub criteria: Vec<CriterionProgress>,
    /// Proofs of the item as a whole; they prove every criterion. Strongest first, then newest. For exam
    /// preparation the proofs of its certification, for a goal what it counts.
    pub proofs: Vec<Proof>,
    /// The day on which the last missing criterion got its proof; only when it is proven.
    pub proven_on: Option<NaiveDate>,
    /// Pages that are about it, or that are too weak to prove it; newest first.
    pub mentions: Vec<Mention>,
    /// Proven criteria by criteria, from 0 to 1.
    pub share: f64,
    /// Hours that it weighs.
    pub weight: f64,
    /// When it is planned, pauses included.
    pub window: DateWindow,
    /// Whether it counts towards the plan: not optional, not dropped, not unavailable.
    pub is_counted: bool,
}

impl ItemProgress {
    /// Returns every distinct proof that is strong enough, whether its criterion has enough of them or not.
    pub fn valid_proofs(&self) -> Vec<Proof> {
        ranked(self.criteria.iter().flat_map(|criterion| &criterion.proofs).chain(&self.proofs).cloned().collect())
    }

    /// Returns the distinct proofs of what is proven: of each proven criterion, or of a proven item.
    pub fn counted_proofs(&self) -> Vec<Proof> {
        let criteria = self.criteria.iter().filter(|criterion| criterion.is_proven());
        let whole = self.proofs.iter().filter(|_| self.criteria.is_empty() && self.proven_on.is_some());
        ranked(criteria.flat_map(|criterion| &criterion.proofs).chain(whole).cloned().collect())
    }
}

/// What the evidence says about a criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct CriterionProgress {
    /// Its id in the item.
    pub id: PlanId,
    /// Its title.
    pub title: String,
    /// Every proof of it, those of the item as a whole included. Strongest first, then newest.
    pub proofs: Vec<Proof>,
    /// When it was proven; `None` while it is not.
    pub proven_on: Option<NaiveDate>,
}

impl CriterionProgress {
    /// Returns whether it has enough proof.
    pub fn is_proven(&self) -> bool {
        self.proven_on.is_some()
    }
}

/// Returns the progress of every item but those that stand for a goal, which [`goal_items`] settles.
pub(super) fn own_items(
    ctx: &mut Context<'_>,
    certifications: &BTreeMap<PlanId, CertificationProgress>,
) -> BTreeMap<PlanId, ItemProgress> {
    let mut items = BTreeMap::new();
    for (phase, item) in ctx.plan.items().filter(|(_, item)| goal_of(item).is_none()) {
        let progress = match certification_of(item).and_then(|id| Some((id, certifications.get(id)?))) {
            Some((id, certification)) => prepared(ctx, phase, item, id, certification),
            None => by_evidence(ctx, phase, item),
        };
        items.insert(item.id.value.clone(), progress);
    }
    items
}

/// Returns the progress of the items that stand for a goal: they are proven when it is reached.
pub(super) fn goal_items(
    ctx: &mut Context<'_>,
    goals: &BTreeMap<PlanId, GoalProgress>,
) -> BTreeMap<PlanId, ItemProgress> {
    let mut items = BTreeMap::new();
    for (phase, item) in ctx.plan.items() {
        let Some(id) = goal_of(item) else { continue };
        let progress = match goals.get(id) {
            Some(goal) => {
                let entry = follow(ctx, item, id);
                let settled = Settled::follower(goal.proofs.clone(), goal.reached_on.filter(|_| goal.is_reached));
                finish(ctx, phase, item, &entry, settled)
            }
            None => by_evidence(ctx, phase, item),
        };
        items.insert(item.id.value.clone(), progress);
    }
    items
}

/// Returns the certification that `item` prepares.
pub(super) fn certification_of(item: &Item) -> Option<&PlanId> {
    item.cert.as_ref().filter(|_| item.kind == ItemKind::ExamPrep)
}

/// Returns the goal that `item` stands for.
pub(super) fn goal_of(item: &Item) -> Option<&PlanId> {
    item.goal.as_ref().filter(|_| item.kind == ItemKind::Goal)
}

struct Settled {
    criteria: Vec<CriterionProgress>,
    proofs: Vec<Proof>,
    proven_on: Option<NaiveDate>,
    share: f64,
    is_touched: bool,
}

impl Settled {
    fn follower(proofs: Vec<Proof>, proven_on: Option<NaiveDate>) -> Self {
        let share = if proven_on.is_some() { 1.0 } else { 0.0 };
        Self { criteria: Vec::new(), is_touched: !proofs.is_empty(), proofs, proven_on, share }
    }
}

fn by_evidence(ctx: &mut Context<'_>, phase: &Phase, item: &Item) -> ItemProgress {
    let mut entry = ctx.ledger.take(&item.id);
    let needed = level(item.requirement);
    let is_strong = |candidate: &Candidate| candidate.proof.level >= needed;
    drop_weak(&item.id, needed, &mut entry, &mut ctx.diagnostics, is_strong);
    let settled = settle(item, &entry);
    finish(ctx, phase, item, &entry, settled)
}

/// Holds the proofs in `entry` against the criteria of `item`; one for the whole item proves each of them.
fn settle(item: &Item, entry: &Entry) -> Settled {
    let min = item.requirement.min as usize;
    let proofs_of = |counts: &dyn Fn(&Candidate) -> bool| {
        ranked(entry.candidates.iter().filter(|candidate| counts(candidate)).map(|one| one.proof.clone()).collect())
    };
    let whole = proofs_of(&Candidate::is_whole);
    if item.criteria.is_empty() {
        let proven_on = reached_on(&whole, min);
        return Settled { is_touched: entry.is_touched(), ..Settled::follower(whole, proven_on) };
    }
    let criteria: Vec<CriterionProgress> = item
        .criteria
        .iter()
        .map(|criterion| {
            let id = criterion.id.value.clone();
            let proofs = proofs_of(&|candidate| candidate.is_whole() || candidate.parts.contains(&id));
            CriterionProgress { proven_on: reached_on(&proofs, min), id, title: criterion.title.clone(), proofs }
        })
        .collect();
    let dates: Option<Vec<NaiveDate>> = criteria.iter().map(|criterion| criterion.proven_on).collect();
    let proven = criteria.iter().filter(|criterion| criterion.is_proven()).count();
    Settled {
        share: ratio(proven, criteria.len()),
        proven_on: dates.and_then(|dates| dates.into_iter().max()),
        proofs: whole,
        is_touched: entry.is_touched(),
        criteria,
    }
}

fn prepared(
    ctx: &mut Context<'_>,
    phase: &Phase,
    item: &Item,
    id: &PlanId,
    certification: &CertificationProgress,
) -> ItemProgress {
    let entry = follow(ctx, item, id);
    let settled = Settled::follower(certification.proofs.clone(), certification.proven_on);
    let is_touched = entry.is_touched() || certification.state == CertificationState::Studying;
    let mut progress = finish(ctx, phase, item, &entry, Settled { is_touched, ..settled });
    progress.state = match certification.state {
        _ if progress.state == ItemState::Dropped => ItemState::Dropped,
        CertificationState::Unavailable => ItemState::Unavailable,
        CertificationState::Dropped => ItemState::Dropped,
        CertificationState::Waived => ItemState::Waived,
        _ if certification.is_unavailable() => ItemState::Unavailable,
        _ => progress.state,
    };
    progress.is_counted = progress.state.is_in_scope() && !item.is_optional;
    progress
}

/// Takes the evidence of an item that another object proves: it is activity only, and a warning says so.
fn follow(ctx: &mut Context<'_>, item: &Item, other: &PlanId) -> Entry {
    let mut entry = ctx.ledger.take(&item.id);
    for candidate in std::mem::take(&mut entry.candidates) {
        entry.mention(&candidate);
        let message = format!("`{}` is proven by `{other}`, and by nothing else", item.id.value);
        let (code, hint) = if candidate.is_own() {
            (Code::WeakProof, format!("write `about: [{}]` instead", item.id.value))
        } else {
            (Code::UnusableProof, format!("move this proof to `{other}`"))
        };
        ctx.diagnostics.push(Diagnostic::new(code, candidate.span, message).hint(hint));
    }
    entry
}

fn finish(ctx: &mut Context<'_>, phase: &Phase, item: &Item, entry: &Entry, settled: Settled) -> ItemProgress {
    let declared = item.status.as_ref().map(|status| status.value);
    let state = state(declared, settled.proven_on.is_some(), settled.is_touched || entry.is_touched());
    ctx.diagnostics.extend(claimed(&item.id, state, item.status.as_ref()));
    let mut progress = ItemProgress {
        state,
        mentions: Vec::new(),
        window: window::of(ctx.plan, item.window, Some(phase), settled.proven_on),
        weight: if item.kind == ItemKind::Goal { 0.0 } else { ctx.weight(item.hours) },
        is_counted: state.is_in_scope() && !item.is_optional,
        criteria: settled.criteria,
        proofs: settled.proofs,
        proven_on: settled.proven_on,
        share: settled.share,
    };
    progress.mentions = entry.mentions(&progress.valid_proofs());
    progress
}
