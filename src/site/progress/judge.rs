//! Judging: which proofs are strong enough, in which order they stand, and when there were enough of them.

use chrono::NaiveDate;

use super::item::ItemState;
use super::ledger::{Candidate, Entry};
use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::plan::{DeclaredStatus, PlanId, Requirement};
use crate::site::evidence::{EvidenceKind, Proof};

/// Returns `proofs` with one of each address, strongest first, then newest. Of several at one address the strongest
/// stands for all, since the day of the first, and is of all their kinds: a better proof must not make anything proven
/// later, nor take from a goal what it counts.
pub(super) fn ranked(mut proofs: Vec<Proof>) -> Vec<Proof> {
    proofs.sort_by(|a, b| {
        let key = |proof: &Proof| (std::cmp::Reverse(proof.level), proof.date);
        let by_name = || a.title.cmp(&b.title).then_with(|| order(a.kind).cmp(&order(b.kind)));
        a.href.cmp(&b.href).then_with(|| key(a).cmp(&key(b))).then_with(by_name)
    });
    proofs.dedup_by(|next, kept| {
        let is_same = next.href == kept.href;
        if is_same {
            kept.date = kept.date.min(next.date);
            let kinds = std::mem::take(&mut next.also).into_iter().chain([next.kind]);
            kept.also.extend(kinds.filter(|kind| *kind != kept.kind));
            kept.also.sort_by_key(|kind| order(*kind));
            kept.also.dedup();
        }
        is_same
    });
    proofs.sort_by(|a, b| b.level.cmp(&a.level).then_with(|| b.date.cmp(&a.date)).then_with(|| a.href.cmp(&b.href)));
    proofs
}

/// Returns what kinds are sorted by.
fn order(kind: EvidenceKind) -> (&'static str, bool) {
    (kind.label(), matches!(kind, EvidenceKind::Own(_)))
}

/// Returns the day on which `proofs`, which are distinct, first were `min` in number.
pub(super) fn reached_on(proofs: &[Proof], min: usize) -> Option<NaiveDate> {
    let mut dates: Vec<NaiveDate> = proofs.iter().map(|proof| proof.date).collect();
    dates.sort_unstable();
    dates.get(min.max(1) - 1).copied()
}

/// Returns the level that `requirement` asks for.
pub(super) fn level(requirement: Requirement) -> u8 {
    requirement.level.clamp(1, 3)
}

/// Takes the candidates that `is_enough` does not accept out of `entry`, as mentions with a warning.
pub(super) fn drop_weak(
    id: &PlanId,
    needed: u8,
    entry: &mut Entry,
    diagnostics: &mut Vec<Diagnostic>,
    is_enough: impl Fn(&Candidate) -> bool,
) {
    let (strong, weak): (Vec<_>, Vec<_>) = std::mem::take(&mut entry.candidates).into_iter().partition(is_enough);
    entry.candidates = strong;
    for candidate in weak {
        diagnostics.push(weak_proof(id, needed, &candidate));
        entry.mention(&candidate);
    }
}

fn weak_proof(id: &PlanId, needed: u8, candidate: &Candidate) -> Diagnostic {
    let found = candidate.proof.level;
    let message = format!("this is evidence of level {found}, but `{id}` needs level {needed}");
    let diagnostic = Diagnostic::new(Code::WeakProof, candidate.span, message).note("does not count");
    diagnostic.hint(match needed {
        3 => "add a `proof:` entry with the credential at its issuer; a page can be `about` it",
        _ => "add a `proof:` entry for what is hosted elsewhere, such as a repository; a page can be `about` it",
    })
}

/// Returns the state that follows from what is declared, proven and touched: proof comes before every declaration
/// but `dropped`, and what is declared done without proof is merely claimed.
pub(super) fn state(declared: Option<DeclaredStatus>, is_proven: bool, is_touched: bool) -> ItemState {
    match declared {
        Some(DeclaredStatus::Dropped) => ItemState::Dropped,
        Some(DeclaredStatus::Waived) if is_proven => ItemState::Waived,
        _ if is_proven => ItemState::Proven,
        Some(DeclaredStatus::Done | DeclaredStatus::Waived) => ItemState::Claimed,
        Some(DeclaredStatus::Blocked) => ItemState::Blocked,
        Some(DeclaredStatus::Active) => ItemState::Active,
        None if is_touched => ItemState::Active,
        None => ItemState::Planned,
    }
}

/// Returns the warning about something that is declared done without proof, if `state` says so.
pub(super) fn claimed(id: &PlanId, state: ItemState, status: Option<&Spanned<DeclaredStatus>>) -> Option<Diagnostic> {
    let status = status.filter(|_| state == ItemState::Claimed)?;
    let word = if status.value == DeclaredStatus::Waived { "waived" } else { "done" };
    let message = format!("`{id}` is declared {word}, but nothing proves it");
    let hint = format!("publish a page with `proves: [{id}]`, or add a `proof:` entry; until then it does not count");
    Some(Diagnostic::new(Code::ClaimedWithoutProof, status.span, message).hint(hint))
}

/// Returns `part` of `whole` as a share from 0 to 1; nothing of nothing is 0.
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a plan has far fewer than 2^52 criteria")]
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
