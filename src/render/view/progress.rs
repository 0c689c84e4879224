//! The progress page: phases, months, items, goals.

use serde::Serialize;

use super::{BadgeView, ClaimView, DateView, EvidenceMatrix, Figure, PhaseLine, ProofView, SkillLine, TextLink};
use crate::render::chart::Chart;

/// The progress page.
#[derive(Debug, Clone, Serialize)]
pub struct ProgressView {
    /// `plan.title`
    pub plan_title: String,
    /// `Month 5 of 15`; absent before the start and after the end.
    pub month: Option<String>,
    /// The same within a sentence: `month 5 of 15`.
    pub month_inside: Option<String>,
    /// At most four figures.
    pub facts: Vec<Figure>,
    /// The path of phases.
    pub path: Option<Chart>,
    /// The phases as a list.
    pub path_lines: Vec<PhaseLine>,
    /// Newest proofs first.
    pub recent: Vec<RecentProof>,
    /// The phases with their items; future ones without.
    pub phases: Vec<PhaseView>,
    /// Goals that may be shown.
    pub goals: Vec<GoalView>,
    /// Outreach that is proven.
    pub outreach: Vec<ItemView>,
    /// The burn-up; absent until enough is proven.
    pub burn_up: Option<Chart>,
    /// The activity calendar.
    pub calendar: Option<Chart>,
    /// The hours of each month; absent unless the plan makes them public.
    pub hours: Option<Chart>,
    /// Which skill is shown by what kind of evidence, and when; absent when no skill is shown.
    pub evidence: Option<EvidenceMatrix>,
    /// Which skill is shown by which proofs.
    pub skills: Vec<SkillLine>,
    /// The index of skills; absent when no skill is shown.
    pub skills_href: Option<String>,
    /// The plan's badge.
    pub badge: Option<BadgeView>,
    /// The sections that have something to show, in the order of `site.progress.sections`, in rows: a row is one name, or
    /// two that stand side by side, `goals` and `outreach` or `activity` and `hours`.
    pub rows: Vec<Vec<&'static str>>,
    /// How the plan is going: `On track` and the reasons; absent unless the plan makes it public.
    pub schedule: Option<ScheduleView>,
}

/// The schedule, when the plan makes it public.
#[derive(Debug, Clone, Serialize)]
pub struct ScheduleView {
    /// `on-track`, `ahead`, `behind`, `paused`, `not-started` or `complete`.
    pub state: &'static str,
    /// The state as words.
    pub label: String,
    /// Why.
    pub reasons: Vec<String>,
}

/// A proof as news.
#[derive(Debug, Clone, Serialize)]
pub struct RecentProof {
    /// What was proven.
    pub claim: ClaimView,
    /// By what.
    pub proof: ProofView,
}

/// A phase of the plan.
#[derive(Debug, Clone, Serialize)]
pub struct PhaseView {
    /// The anchor.
    pub id: String,
    /// Title, months, state.
    pub line: PhaseLine,
    /// One sentence.
    pub summary: Option<String>,
    /// Whether it is shown open.
    pub is_open: bool,
    /// How many of its items are proven.
    pub proven: usize,
    /// How many items it has.
    pub total: usize,
    /// Its months with their items; empty for a future phase.
    pub months: Vec<MonthView>,
    /// Its badge.
    pub badge: Option<BadgeView>,
}

/// A month of a phase.
#[derive(Debug, Clone, Serialize)]
pub struct MonthView {
    /// The number in the plan, from 1.
    pub number: u32,
    /// `November 2026`
    pub name: String,
    /// The theme of the month.
    pub title: Option<String>,
    /// Whether it is the current one.
    pub is_current: bool,
    /// Its items.
    pub items: Vec<ItemView>,
}

/// A study item.
#[derive(Debug, Clone, Serialize)]
pub struct ItemView {
    /// The anchor.
    pub id: String,
    /// The title.
    pub title: String,
    /// `topic`, `course`, `practice` ... as a word within a sentence.
    pub kind: String,
    /// The same as a word that stands alone.
    pub kind_label: String,
    /// `proven`, `active`, `planned`, `blocked`, `waived` or `unavailable`. Something that was only claimed
    /// is shown as `active`.
    pub state: &'static str,
    /// The state as a word to read.
    pub state_label: String,
    /// The state as a word within a sentence.
    pub state_word: String,
    /// When its last criterion was proven.
    pub proven_on: Option<DateView>,
    /// Its criteria, when it has more than one.
    pub criteria: Vec<CriterionView>,
    /// The proofs of an item without criteria.
    pub proofs: Vec<ProofView>,
    /// Pages that are about it.
    pub mentions: Vec<TextLink>,
}

/// A criterion of an item.
#[derive(Debug, Clone, Serialize)]
pub struct CriterionView {
    /// The title.
    pub title: String,
    /// Whether it is proven.
    pub is_proven: bool,
    /// Its proofs.
    pub proofs: Vec<ProofView>,
}

/// A goal that counts something.
#[derive(Debug, Clone, Serialize)]
pub struct GoalView {
    /// The anchor.
    pub id: String,
    /// The title.
    pub title: String,
    /// How many there are.
    pub count: usize,
    /// How many there should be.
    pub target: usize,
    /// What was counted.
    pub proofs: Vec<ProofView>,
    /// Pages that are about it, newest first.
    pub mentions: Vec<TextLink>,
}
