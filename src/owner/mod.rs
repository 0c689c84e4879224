//! What the owner sees: where the plan stands, what is missing for each step, and what to do next.
//!
//! [`report`] makes an [`OwnerReport`] of a site whose plan was read whole, that is with the private overlay and
//! everything in it: `status`, the cockpit and the calendar all show this one value.
//!
//! 1. `work` gathers what every page says that it is about and how long it took, drafts included; a draft proves
//!    nothing.
//! 2. [`step`] says of every part of the plan what it is, how far it is and what it lacks; [`due`] puts it in order of
//!    time; [`action`] picks the next one.
//! 3. [`hours`], [`capacity`] and [`gap`] count; [`calendar`] writes what is due for a calendar program.
//!
//! **Invariant:** no type of this room has `Serialize`, so that no template and no JSON file can have it; what is
//! written of it for the owner is written by hand in [`json`]. Nothing of the site uses this room.
//!
//! ```compile_fail
//! fn publish<T: serde::Serialize>(_: T) {}
//! fn leak(report: milepost::owner::OwnerReport) { publish(report); }
//! ```

pub mod action;
pub mod baseline;
pub mod calendar;
pub mod capacity;
pub mod due;
pub mod gap;
pub mod hours;
pub mod json;
pub mod step;
mod work;

use chrono::NaiveDate;

pub use action::{Action, ActionKind};
pub use baseline::{Baseline, Snapshot};
pub use capacity::MonthLoad;
pub use due::{Due, DueKind};
pub use gap::{Credential, Exam, SkillGap};
pub use hours::Hours;
pub use step::{Missing, Step, StepKind, StepState};
pub use work::Draft;

use self::work::Work;
use crate::content::page::Page;
use crate::plan::PlanId;
use crate::plan::private::PrivatePlan;
use crate::site::evidence::DeadProof;
use crate::site::progress::PhaseTime;
use crate::site::schedule::{Curves, Forecast, Overdue, Schedule, forecast, owner_view};
use crate::site::{Fate, Site};

/// Where the plan stands, for its owner only.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnerReport {
    /// The plan's title as the owner calls it.
    pub title: String,
    /// The day that it holds for.
    pub as_of: NaiveDate,
    /// Where that day is in the plan.
    pub now: Now,
    /// Whether the plan is kept and why, and the figures of the day.
    pub schedule: Schedule,
    /// When the plan ends if it goes on as it went; `None` before it begins and without weight.
    pub forecast: Option<Forecast>,
    /// The burn-up of the plan as it is now.
    pub curves: Curves,
    /// The baselines that hold by now, earliest first: the same plan as it was agreed before.
    pub baselines: Vec<Baseline>,
    /// What would be the baseline of today: everything that counts.
    pub snapshot: Vec<Snapshot>,
    /// Every part of the plan, in its order: items, certifications, projects, outreach, goals.
    pub steps: Vec<Step>,
    /// What is planned for the current month, soonest due first; proven things of this month stand last.
    pub this_month: Vec<PlanId>,
    /// What to do next; `None` when everything is done or nothing can be.
    pub next: Option<Action>,
    /// What is due and not proven, longest first.
    pub overdue: Vec<Overdue>,
    /// Everything with a day: unproven steps, exams, applications, credentials that lapse. Soonest first.
    pub due: Vec<Due>,
    /// What is declared done without proof.
    pub claimed: Vec<PlanId>,
    /// Proofs that do not count, because no visitor can open them any more.
    pub dead: Vec<DeadProof>,
    /// Hours planned and logged.
    pub hours: Hours,
    /// Hours that there are and hours that are planned, month by month.
    pub months: Vec<MonthLoad>,
    /// Skills without a proof.
    pub skill_gaps: Vec<SkillGap>,
    /// Every certification that is or was verified, soonest to lapse first.
    pub credentials: Vec<Credential>,
    /// Certifications that are not verified, with bookings and attempts.
    pub exams: Vec<Exam>,
    /// Pages that are not public yet and would prove something.
    pub drafts: Vec<Draft>,
    /// What the plan says of money, companies and applications.
    pub private: PrivatePlan,
}

/// Where a day is in the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Now {
    /// The first day of the plan.
    pub start: NaiveDate,
    /// The last day of its last month.
    pub end: NaiveDate,
    /// The number of the day, from 1; 0 and less before the start.
    pub day: i64,
    /// How many days the plan has.
    pub days: i64,
    /// The number of the month, from 1; `None` before the start and after the end.
    pub month: Option<u32>,
    /// How many months the plan has.
    pub months: u32,
    /// The title of the month.
    pub theme: Option<String>,
    /// The phase, with its title.
    pub phase: Option<(PlanId, String)>,
}

impl OwnerReport {
    /// Returns the step with that id.
    pub fn step(&self, id: &PlanId) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == *id)
    }

    /// Returns the steps that are planned for the current month.
    pub fn month_steps(&self) -> impl Iterator<Item = &Step> {
        self.this_month.iter().filter_map(|id| self.step(id))
    }

    /// Returns the credentials that lapse within 90 days or have lapsed.
    pub fn lapsing(&self) -> impl Iterator<Item = &Credential> {
        self.credentials.iter().filter(|credential| credential.is_lapsing())
    }
}

/// Returns what the owner sees of `site`, whose plan was read whole. `withheld` are the pages that are not on it.
pub fn report(site: &Site, private: PrivatePlan, withheld: &[(Page, Fate)]) -> OwnerReport {
    let (plan, progress) = (&site.plan, &site.progress);
    let view = owner_view(plan, progress);
    let work = Work::gather(site, withheld);
    let steps = step::all(site, &private, &work);
    let now = now(site, &private);
    let drafts = work.drafts(&steps);
    let credentials = gap::credentials(site);
    let exams = gap::exams(site, &private);
    OwnerReport {
        title: private.head.as_ref().and_then(|head| head.title.clone()).unwrap_or_else(|| plan.title.clone()),
        as_of: site.as_of,
        forecast: forecast(plan.start, &progress.units, site.as_of),
        this_month: this_month(site, &now, &steps),
        next: action::next(&steps, &drafts, &credentials, site.as_of),
        due: due::all(&steps, &private, &credentials, &exams, site.as_of),
        hours: hours::count(site, &now, &steps, &work),
        months: capacity::months(site, &private),
        skill_gaps: gap::skills(site, &private),
        curves: Curves::of_today(plan, &progress.units, site.as_of),
        baselines: baseline::all(site, &private),
        snapshot: baseline::snapshot(site, &private),
        schedule: view.schedule,
        overdue: view.overdue,
        claimed: view.claimed,
        dead: progress.dead.clone(),
        now,
        steps,
        credentials,
        exams,
        drafts,
        private,
    }
}

fn now(site: &Site, private: &PrivatePlan) -> Now {
    let (plan, calendar) = (&site.plan, &site.progress.calendar);
    let is_current =
        |id: &PlanId| site.progress.phases.iter().any(|phase| phase.id == *id && phase.time == PhaseTime::Current);
    let phase = plan.phases.iter().find(|phase| is_current(&phase.id));
    let month = calendar.month;
    let themes = plan.phases.iter().find_map(|phase| phase.themes.get(&month?));
    let days = |to: NaiveDate| to.signed_duration_since(calendar.start).num_days() + 1;
    Now {
        start: calendar.start,
        end: calendar.end,
        day: days(site.as_of),
        days: days(calendar.end),
        month,
        months: plan.months,
        theme: themes.cloned(),
        phase: phase.map(|phase| (phase.id.clone(), step::own_title(private, &phase.id, &phase.title))),
    }
}

/// Returns what counts and whose days touch the current month: what is not proven, soonest due first, then what was
/// proven in this month.
fn this_month(site: &Site, now: &Now, steps: &[Step]) -> Vec<PlanId> {
    let Some(month) = now.month.and_then(|month| site.progress.calendar.months.get(month as usize - 1)) else {
        return Vec::new();
    };
    let is_touched = |step: &&Step| step.window.start <= month.end && step.window.end >= month.start;
    let mut open: Vec<&Step> = steps.iter().filter(|step| step.is_open()).filter(is_touched).collect();
    open.sort_by_key(|step| step.window.end);
    let is_recent = |step: &&Step| step.is_commitment && step.proven_on.is_some_and(|day| month.contains(day));
    let done = steps.iter().filter(is_recent);
    open.into_iter().chain(done).map(|step| step.id.clone()).collect()
}
