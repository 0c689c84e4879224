//! Progress, computed from evidence and never claimed.
//!
//! [`compute`] judges every claim once and returns [`Progress`], plain tables by [`PlanId`] that are enough to
//! render every page. It is a pure function of the plan, the pages and the day:
//!
//! 1. `ledger` gathers the evidence of every object and says what of it does not count; `judge` holds it
//!    against what is required.
//! 2. [`certification`], [`project`], [`outreach`], [`goal`] and [`item`] settle the states, in this order,
//!    because exam preparation follows its certification and a goal counts what the others have proven.
//! 3. [`skill`], [`rollup`] and [`news`] look at what is proven from other sides.
//!
//! **Invariant:** more evidence never lowers a share; the order of the pages never matters.

pub mod certification;
mod countable;
pub mod dead;
mod effort;
pub mod goal;
pub mod item;
mod judge;
mod ledger;
pub mod news;
pub mod outreach;
pub mod project;
pub mod rollup;
pub mod skill;
pub mod unit;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use certification::{CertificationProgress, CertificationState};
pub use goal::GoalProgress;
pub use item::{CriterionProgress, ItemProgress, ItemState};
pub use news::News;
pub use outreach::OutreachProgress;
pub use project::{FeatureProgress, GateProgress, ProjectProgress};
pub use rollup::{Calendar, Counts, MonthProgress, PhaseProgress, PhaseTime, Tally};
pub use skill::SkillProgress;
pub use unit::{Unit, UnitKind};

use self::ledger::Ledger;
use super::evidence::{DeadProof, PageClaims, Proof};
use super::schedule::{self, Curves, Schedule};
use crate::diagnostic::Diagnostic;
use crate::lock::{Lock, Standing};
use crate::plan::{ItemKind, Plan, PlanId};

/// Everything that the evidence says about the plan. Only public things are in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// The day that it holds for.
    pub as_of: NaiveDate,
    /// Every public study item.
    pub items: BTreeMap<PlanId, ItemProgress>,
    /// Every public certification; alternatives are in their certification.
    pub certifications: BTreeMap<PlanId, CertificationProgress>,
    /// Every public project.
    pub projects: BTreeMap<PlanId, ProjectProgress>,
    /// Every public outreach entry.
    pub outreach: BTreeMap<PlanId, OutreachProgress>,
    /// Every public goal.
    pub goals: BTreeMap<PlanId, GoalProgress>,
    /// Every public skill.
    pub skills: BTreeMap<PlanId, SkillProgress>,
    /// Every public phase, in order of the plan.
    pub phases: Vec<PhaseProgress>,
    /// The plan as a whole: the items of all phases, certifications, projects and outreach.
    pub plan: Tally,
    /// The figures of the headline.
    pub counts: Counts,
    /// Which month it is.
    pub calendar: Calendar,
    /// Every proof as news, newest first.
    pub recent: Vec<News>,
    /// Titles of what was published or proven, by day.
    pub activity: BTreeMap<NaiveDate, Vec<String>>,
    /// Minutes that pages say they took, by year and month; only when the plan makes hours public.
    pub effort: BTreeMap<(i32, u32), u32>,
    /// The burn-up.
    pub curves: Curves,
    /// The state of the schedule; only when the plan makes it public.
    pub schedule: Option<Schedule>,
    /// What is in scope, each with its window and weight; `schedule` is computed from it.
    pub units: Vec<Unit>,
    /// Proofs that do not count, because their address has been dead for too long. For the owner.
    pub dead: Vec<DeadProof>,
}

/// Returns the progress of `plan` on `as_of`, and what is wrong with the evidence.
///
/// `pages` are the public, published pages dated no later than `as_of`, in any order; `lock` tells which addresses
/// elsewhere are dead. [`dead::report`] tells what that means.
pub fn compute(plan: &Plan, pages: &[PageClaims], lock: &Lock, as_of: NaiveDate) -> (Progress, Vec<Diagnostic>) {
    let mut ctx = Context::new(plan, pages, Standing { lock, as_of, grace_days: plan.dead_after_days });
    let mut progress = settle(&mut ctx);
    progress.skills = skill::evaluate(&ctx, &progress);
    progress.units = unit::all(&ctx, &progress);
    progress.phases = rollup::phases(&ctx, &progress.units);
    progress.plan = Tally::of(&progress.units);
    progress.recent = news::recent(&ctx, &progress);
    progress.activity = news::activity(&ctx, &progress.recent);
    if plan.display.shows_hours {
        progress.effort = effort::by_month(&ctx);
    }
    progress.counts = rollup::counts(&ctx, &progress);
    progress.curves = Curves::of(plan, &progress.units, as_of);
    progress.schedule = plan.display.shows_schedule.then(|| schedule::compute(plan, &progress.units, as_of));
    progress.dead = ctx.ledger.dead;
    progress.dead.sort_by(|a, b| (&a.of, &a.href, &a.parts, a.span).cmp(&(&b.of, &b.href, &b.parts, b.span)));
    let mut diagnostics = ctx.ledger.diagnostics;
    diagnostics.append(&mut ctx.diagnostics);
    crate::diagnostic::sort(&mut diagnostics);
    (progress, diagnostics)
}

/// What every step needs.
struct Context<'a> {
    plan: &'a Plan,
    pages: Vec<&'a PageClaims>,
    as_of: NaiveDate,
    standing: Standing<'a>,
    ledger: Ledger,
    mean_hours: f64,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Context<'a> {
    fn new(plan: &'a Plan, pages: &'a [PageClaims], standing: Standing<'a>) -> Self {
        let as_of = standing.as_of;
        let mut pages: Vec<&PageClaims> =
            pages.iter().filter(|page| page.date.is_none_or(|date| date <= as_of)).collect();
        pages.sort_by(|a, b| (a.page, &a.href).cmp(&(b.page, &b.href)));
        let ledger = Ledger::gather(plan, &pages, standing);
        Self { plan, pages, as_of, standing, ledger, mean_hours: mean_hours(plan), diagnostics: Vec::new() }
    }

    /// Returns the weight of something that states `hours`; of what states none, the mean of the items that do.
    fn weight(&self, hours: Option<f64>) -> f64 {
        hours.and_then(usable).unwrap_or(self.mean_hours)
    }
}

/// Returns `hours` in bounds in which sums stay exact enough, or `None` when they are no number.
fn usable(hours: f64) -> Option<f64> {
    hours.is_finite().then(|| hours.clamp(0.0, 1e6))
}

/// Returns the mean hours of the items that state them, 1 if none does. Steps that stand for a goal weigh nothing
/// and are left out.
fn mean_hours(plan: &Plan) -> f64 {
    let items = plan.items().filter(|(_, item)| item.kind != ItemKind::Goal);
    let stated: Vec<f64> = items.filter_map(|(_, item)| item.hours.and_then(usable)).collect();
    #[expect(clippy::cast_precision_loss, reason = "a plan has far fewer than 2^52 items")]
    if stated.is_empty() { 1.0 } else { stated.iter().sum::<f64>() / stated.len() as f64 }
}

/// Settles the state of every object; what is derived from the states is still empty.
fn settle(ctx: &mut Context<'_>) -> Progress {
    let plan = ctx.plan;
    let mut certifications: BTreeMap<_, _> =
        plan.certifications.iter().map(|entry| (entry.id.value.clone(), certification::evaluate(ctx, entry))).collect();
    certification::supersede(ctx, &mut certifications);
    let projects: BTreeMap<_, _> =
        plan.projects.iter().map(|entry| (entry.id.value.clone(), project::evaluate(ctx, entry))).collect();
    let outreach: BTreeMap<_, _> =
        plan.outreach.iter().map(|entry| (entry.id.value.clone(), outreach::evaluate(ctx, entry))).collect();
    let mut items = item::own_items(ctx, &certifications);
    let valid = valid_proofs(&items, &projects, &outreach);
    let goals: BTreeMap<_, _> =
        plan.goals.iter().map(|entry| (entry.id.value.clone(), goal::evaluate(ctx, entry, &valid))).collect();
    items.append(&mut item::goal_items(ctx, &goals));
    Progress {
        as_of: ctx.as_of,
        items,
        certifications,
        projects,
        outreach,
        goals,
        skills: BTreeMap::new(),
        phases: Vec::new(),
        plan: Tally::default(),
        counts: Counts::default(),
        calendar: rollup::calendar(ctx),
        recent: Vec::new(),
        activity: BTreeMap::new(),
        effort: BTreeMap::new(),
        curves: Curves::default(),
        schedule: None,
        units: Vec::new(),
        dead: Vec::new(),
    }
}

/// Returns the valid proofs of every object, for the goals to count.
fn valid_proofs(
    items: &BTreeMap<PlanId, ItemProgress>,
    projects: &BTreeMap<PlanId, ProjectProgress>,
    outreach: &BTreeMap<PlanId, OutreachProgress>,
) -> BTreeMap<PlanId, Vec<Proof>> {
    let items = items.iter().map(|(id, found)| (id.clone(), found.valid_proofs()));
    let projects = projects.iter().map(|(id, found)| (id.clone(), found.all_proofs()));
    let outreach = outreach.iter().map(|(id, found)| (id.clone(), found.all_proofs.clone()));
    items.chain(projects).chain(outreach).collect()
}
