//! The life of a certification: planned, studying, verified, expiring, expired.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::Context;
use super::item::ItemState;
use super::item::certification_of;
use super::judge::{claimed, drop_weak, level, ranked, reached_on, state};
use super::ledger::{Candidate, Entry};
use crate::plan::{Alternative, Certification, DeclaredStatus, PlanId};
use crate::site::evidence::{Mention, Proof};
use crate::site::schedule::{DateWindow, window};

/// For how many days before it lapses a credential is expiring.
const EXPIRING_DAYS: u64 = 90;

/// Where a certification is in its life. Only a credential that an issuer vouches for makes it `Verified`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CertificationState {
    /// Nothing has happened yet. Leads to `Studying` or `Verified`.
    Planned,
    /// Pages are about it, its preparation is active, or it is declared active.
    Studying,
    /// The issuer vouches for it. Leads to `Expiring`.
    Verified,
    /// Verified, and lapses within 90 days. For the owner; visitors see it as verified. Leads to `Expired`.
    Expiring,
    /// It was verified and has lapsed. It does not count.
    Expired,
    /// Held before and declared as not needed, with a valid credential; it counts as proven.
    Waived,
    /// It cannot be earned: not offered, or retired with all its alternatives; or it need not be, because what replaces
    /// it is held. Hidden.
    Unavailable,
    /// Declared as given up. Hidden.
    Dropped,
}

impl CertificationState {
    /// Returns whether a valid credential is at hand.
    pub fn is_verified(self) -> bool {
        matches!(self, Self::Verified | Self::Expiring | Self::Waived)
    }

    /// Returns whether it is kept from visitors.
    pub fn is_hidden(self) -> bool {
        matches!(self, Self::Unavailable | Self::Dropped)
    }
}

/// What the evidence says about a certification.
#[derive(Debug, Clone, PartialEq)]
pub struct CertificationProgress {
    /// Its state.
    pub state: CertificationState,
    /// The alternative that was earned; `None` when it was the certification itself.
    pub alternative: Option<PlanId>,
    /// The name to show: that of the alternative that was earned.
    pub title: String,
    /// The issuer to show.
    pub issuer: Option<String>,
    /// When it was issued, while it is verified or expired.
    pub issued: Option<NaiveDate>,
    /// The last day on which it is valid.
    pub expires: Option<NaiveDate>,
    /// The credential, current or lapsed, whichever decides the state.
    pub proof: Option<Proof>,
    /// Every credential that is valid: strongest first, then newest.
    pub proofs: Vec<Proof>,
    /// When it was first earned, while it is verified. A renewal does not change it.
    pub proven_on: Option<NaiveDate>,
    /// Pages that are about it, newest first.
    pub mentions: Vec<Mention>,
    /// 1 while it is verified, else 0.
    pub share: f64,
    /// Hours that it weighs, besides the items that prepare it.
    pub weight: f64,
    /// When it is planned, pauses included.
    pub window: DateWindow,
    /// What of it is held: its id while it is verified, and the alternatives that have a valid credential.
    pub held: Vec<PlanId>,
    /// Whether it can and need be earned: offered, not retired with all its alternatives, and none of its successors
    /// held.
    pub is_available: bool,
    /// Whether it counts towards the plan: not optional, not dropped, and verified or available.
    pub is_counted: bool,
}

impl CertificationProgress {
    /// Returns whether it neither counts nor can be earned again.
    pub fn is_unavailable(&self) -> bool {
        !self.is_available && !self.state.is_verified()
    }
}

/// Returns the progress of `entry`.
pub(super) fn evaluate(ctx: &mut Context<'_>, entry: &Certification) -> CertificationProgress {
    let evidence = gather(ctx, entry);
    let proofs = ranked(evidence.valid.iter().map(|(_, proof)| proof.clone()).collect());
    let min = entry.requirement.min as usize;
    let is_verified = reached_on(&proofs, min).is_some();
    let is_available = is_available(entry, ctx.as_of);
    let declared = entry.status.as_ref().map(|status| status.value);
    let step = state(declared, is_verified, evidence.is_touched);
    ctx.diagnostics.extend(claimed(&entry.id, step, entry.status.as_ref()));
    let deciding = if is_verified { last_to_lapse(&evidence.valid) } else { last_to_lapse(&evidence.lapsed) };
    let expires = deciding.and_then(|(_, proof)| proof.expires);
    let life = Life { step, expires, has_lapsed: !evidence.lapsed.is_empty(), is_available, as_of: ctx.as_of };
    let history = ranked(evidence.valid.iter().chain(&evidence.lapsed).map(|(_, proof)| proof.clone()).collect());
    let proven_on = reached_on(&history, min).filter(|_| is_verified);
    let alternative = deciding.and_then(|(id, _)| id.clone());
    let earned = entry.any_of.iter().find(|other| Some(&other.id) == alternative.as_ref());
    CertificationProgress {
        state: life.state(),
        title: earned.map_or(&entry.title, |other| &other.title).clone(),
        issuer: earned.and_then(|other| other.issuer.clone()).or_else(|| entry.issuer.clone()),
        issued: deciding.map(|(_, proof)| proof.date),
        expires,
        proof: deciding.map(|(_, proof)| proof.clone()),
        mentions: evidence.mentions,
        share: if is_verified { 1.0 } else { 0.0 },
        weight: weight(ctx, entry),
        window: window::of(ctx.plan, entry.window, None, proven_on),
        is_counted: !entry.is_optional && step != ItemState::Dropped && (is_available || is_verified),
        is_available,
        held: if is_verified { held(entry, &evidence.valid) } else { Vec::new() },
        alternative,
        proofs,
        proven_on,
    }
}

fn held(entry: &Certification, valid: &Credentials) -> Vec<PlanId> {
    let alternatives = valid.iter().filter_map(|(id, _)| id.clone());
    std::iter::once(entry.id.value.clone()).chain(alternatives).collect()
}

/// Takes out of the scope what is not held and whose successor is. What is held stays: if a second credential took the
/// first one out, more evidence could lower a share.
pub(super) fn supersede(ctx: &Context<'_>, all: &mut BTreeMap<PlanId, CertificationProgress>) {
    let held: BTreeSet<PlanId> =
        all.values().filter(|found| found.state.is_verified()).flat_map(|found| found.held.clone()).collect();
    let is_replaced = |successors: &[PlanId]| successors.iter().any(|id| held.contains(id));
    for entry in &ctx.plan.certifications {
        let Some(found) = all.get_mut(&entry.id.value).filter(|found| !found.state.is_verified()) else { continue };
        let is_gone = |other: &Alternative| is_retired(other.retired_on, ctx.as_of) || is_replaced(&other.successors);
        let has_way = entry.any_of.is_empty() || !entry.any_of.iter().all(is_gone);
        if has_way && !is_replaced(&entry.successors) {
            continue;
        }
        (found.is_available, found.is_counted) = (false, false);
        if matches!(found.state, CertificationState::Planned | CertificationState::Studying) {
            found.state = CertificationState::Unavailable;
        }
    }
}

/// Credentials, each with the alternative that it is for.
type Credentials = Vec<(Option<PlanId>, Proof)>;

struct Evidence {
    valid: Credentials,
    lapsed: Credentials,
    mentions: Vec<Mention>,
    is_touched: bool,
}

fn gather(ctx: &mut Context<'_>, entry: &Certification) -> Evidence {
    let prepares = |id: &PlanId| ctx.ledger.is_touched(id);
    let is_prepared = ctx.plan.items().filter(|(_, item)| certification_of(item) == Some(&*entry.id));
    let is_prepared = is_prepared.into_iter().any(|(_, item)| {
        prepares(&item.id) || item.status.as_ref().is_some_and(|status| status.value == DeclaredStatus::Active)
    });
    let mut all = Evidence { valid: Vec::new(), lapsed: Vec::new(), mentions: Vec::new(), is_touched: is_prepared };
    let needed = level(entry.requirement);
    let options = std::iter::once((&entry.id.value, None));
    for (id, alternative) in options.chain(entry.any_of.iter().map(|other| (&other.id, Some(&other.id)))) {
        let mut found: Entry = ctx.ledger.take(id);
        let is_strong = |candidate: &Candidate| candidate.proof.level >= needed;
        drop_weak(id, needed, &mut found, &mut ctx.diagnostics, is_strong);
        let with_option = |candidate: &Candidate| (alternative.cloned(), candidate.proof.clone());
        all.valid.extend(found.candidates.iter().map(with_option));
        all.lapsed.extend(found.lapsed.iter().filter(|candidate| is_strong(candidate)).map(with_option));
        all.is_touched |= found.is_touched();
        all.mentions.extend(found.mentions(&[]));
    }
    all
}

/// Returns the credential that is valid longest; one that never lapses first.
fn last_to_lapse(credentials: &Credentials) -> Option<&(Option<PlanId>, Proof)> {
    credentials.iter().max_by_key(|(_, proof)| (proof.expires.unwrap_or(NaiveDate::MAX), proof.date, &proof.href))
}

struct Life {
    step: ItemState,
    expires: Option<NaiveDate>,
    has_lapsed: bool,
    is_available: bool,
    as_of: NaiveDate,
}

impl Life {
    fn state(&self) -> CertificationState {
        let soon = self.as_of.checked_add_days(Days::new(EXPIRING_DAYS)).unwrap_or(NaiveDate::MAX);
        match self.step {
            ItemState::Dropped => CertificationState::Dropped,
            ItemState::Waived => CertificationState::Waived,
            ItemState::Proven if self.expires.is_some_and(|last| last <= soon) => CertificationState::Expiring,
            ItemState::Proven => CertificationState::Verified,
            _ if self.has_lapsed => CertificationState::Expired,
            _ if !self.is_available => CertificationState::Unavailable,
            ItemState::Planned | ItemState::Blocked => CertificationState::Planned,
            _ => CertificationState::Studying,
        }
    }
}

fn is_available(entry: &Certification, as_of: NaiveDate) -> bool {
    let has_way = entry.any_of.is_empty() || entry.any_of.iter().any(|other| !is_retired(other.retired_on, as_of));
    entry.is_available && !is_retired(entry.retired_on, as_of) && has_way
}

fn is_retired(since: Option<NaiveDate>, as_of: NaiveDate) -> bool {
    since.is_some_and(|since| since <= as_of)
}

/// Returns the hours of `entry`: its own, or none where items prepare it, since these carry theirs.
fn weight(ctx: &Context<'_>, entry: &Certification) -> f64 {
    let is_prepared = ctx.plan.items().any(|(_, item)| certification_of(item) == Some(&*entry.id));
    if entry.hours.is_none() && is_prepared { 0.0 } else { ctx.weight(entry.hours) }
}
