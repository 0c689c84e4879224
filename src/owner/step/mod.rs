//! Steps: every part of the plan as the owner sees it, with its private state and what it lacks.

use chrono::NaiveDate;

use super::work::Work;
use crate::plan::private::PrivatePlan;
use crate::plan::{Certification, Countable, Gate, Goal, Item, Outreach, Phase, PlanId, Project};
use crate::site::Site;
use crate::site::progress::{
    CertificationProgress, CertificationState, ItemProgress, ItemState, OutreachProgress, ProjectProgress,
};
use crate::site::schedule::{DateWindow, window};

mod missing;

/// What a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// A study item.
    Item,
    /// A certification.
    Certification,
    /// A project.
    Project,
    /// An outreach entry.
    Outreach,
    /// A goal.
    Goal,
}

impl StepKind {
    /// Returns the kind as a word to read.
    pub fn word(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Certification => "certification",
            Self::Project => "project",
            Self::Outreach => "outreach",
            Self::Goal => "goal",
        }
    }
}

/// How far a step is. Whether it is overdue stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepState {
    /// Nothing has happened yet.
    Planned,
    /// It is declared to wait for something.
    Blocked,
    /// There is work on it, public or not, or it is declared active.
    Active,
    /// A certification that is being prepared.
    Studying,
    /// A certification whose exam is booked for today or later.
    Booked,
    /// Declared done or waived without valid proof. It does not count.
    Claimed,
    /// Proven, or a certification that is verified.
    Proven,
    /// Not needed, with valid proof.
    Waived,
    /// Verified, and the credential lapses within 90 days.
    Expiring,
    /// The credential has lapsed. It does not count.
    Expired,
    /// Given up.
    Dropped,
    /// It cannot be earned.
    Unavailable,
}

impl StepState {
    /// Returns the state as a word to read.
    pub fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Blocked => "blocked",
            Self::Active => "active",
            Self::Studying => "studying",
            Self::Booked => "booked",
            Self::Claimed => "claimed",
            Self::Proven => "proven",
            Self::Waived => "waived",
            Self::Expiring => "expiring",
            Self::Expired => "expired",
            Self::Dropped => "dropped",
            Self::Unavailable => "unavailable",
        }
    }

    /// Returns whether it counts as done.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Proven | Self::Waived | Self::Expiring)
    }

    /// Returns whether it is still part of the plan.
    pub fn is_in_scope(self) -> bool {
        !matches!(self, Self::Dropped | Self::Unavailable)
    }
}

/// A part of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its id.
    pub id: PlanId,
    /// What it is.
    pub kind: StepKind,
    /// Its title as the owner calls it.
    pub title: String,
    /// The phase that it is in.
    pub phase: Option<PlanId>,
    /// Whether visitors must not see it.
    pub is_private: bool,
    /// Whether it counts towards the plan and is due by itself. What is optional, dropped, unavailable, or stood for by
    /// another step does not.
    pub is_commitment: bool,
    /// How far it is.
    pub state: StepState,
    /// When it is planned, pauses included.
    pub window: DateWindow,
    /// For how many days it is overdue, pauses left out.
    pub overdue_days: Option<i64>,
    /// Hours that it weighs.
    pub hours: f64,
    /// Hours that pages log on it.
    pub logged: f64,
    /// How much of it is proven, from 0 to 1.
    pub share: f64,
    /// When it was proven.
    pub proven_on: Option<NaiveDate>,
    /// What it lacks; empty once it is done.
    pub missing: Vec<Missing>,
    /// What has to come first and is not done.
    pub needs: Vec<PlanId>,
}

impl Step {
    /// Returns whether it counts and is not done.
    pub fn is_open(&self) -> bool {
        self.is_commitment && !self.state.is_done()
    }

    /// Returns what it lacks as one text, parts that lack the same together; empty when that is nothing.
    pub fn lacks(&self) -> String {
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for missing in &self.missing {
            let (what, name) = missing.in_words();
            match groups.iter_mut().find(|(text, names)| *text == what && !names.is_empty()) {
                Some((_, names)) => names.extend(name),
                None => groups.push((what, name.into_iter().collect())),
            }
        }
        let text = |(what, names): (String, Vec<String>)| what.replace("{}", &names.join(", "));
        groups.into_iter().map(text).collect::<Vec<_>>().join("; ")
    }

    /// Returns the hours that are not earned yet.
    pub fn open_hours(&self) -> f64 {
        (self.hours * (1.0 - self.share)).max(0.0)
    }
}

/// Something that a step lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// Proofs of all of it, or of one criterion.
    Proof {
        /// The criterion with its title.
        part: Option<(PlanId, String)>,
        /// How many there are that are strong enough.
        have: usize,
        /// How many it takes.
        need: usize,
        /// The level that each of them must have.
        level: u8,
        /// The level of the best evidence that is there and too weak.
        weak: Option<u8>,
    },
    /// A credential of a certification.
    Credential(PlanId),
    /// A proof of a feature, with its title.
    Feature(PlanId, String),
    /// A gate of a project.
    Gate(Gate),
    /// Things that are counted.
    Count {
        /// What is counted; anything that proves it, where nothing is named.
        what: Option<Countable>,
        /// How many there are.
        have: usize,
        /// How many it takes.
        need: usize,
    },
}

/// Returns the title of an object as its owner calls it.
pub(super) fn own_title(private: &PrivatePlan, id: &PlanId, title: &str) -> String {
    private.notes.get(id).and_then(|note| note.title.as_deref()).unwrap_or(title).to_owned()
}

/// Returns every part of the plan of `site`, in its order.
pub(super) fn all(site: &Site, private: &PrivatePlan, work: &Work<'_>) -> Vec<Step> {
    let ctx = Context { site, private, work };
    let (plan, progress) = (&site.plan, &site.progress);
    let mut steps = Vec::new();
    for (phase, item) in plan.items() {
        steps.extend(progress.items.get(&item.id.value).map(|found| ctx.item(phase, item, found)));
    }
    for entry in &plan.certifications {
        steps.extend(progress.certifications.get(&entry.id.value).map(|found| ctx.certification(entry, found)));
    }
    for project in &plan.projects {
        steps.extend(progress.projects.get(&project.id.value).map(|found| ctx.project(project, found)));
    }
    for entry in &plan.outreach {
        steps.extend(progress.outreach.get(&entry.id.value).map(|found| ctx.outreach(entry, found)));
    }
    for goal in &plan.goals {
        steps.extend(ctx.goal(goal));
    }
    let done: Vec<PlanId> = steps.iter().filter(|step| step.state.is_done()).map(|step| step.id.clone()).collect();
    let gone = steps.iter().filter(|step| !step.state.is_in_scope()).map(|step| step.id.clone());
    let settled: Vec<PlanId> = done.iter().cloned().chain(gone).collect();
    for step in &mut steps {
        step.needs.retain(|need| !settled.contains(need));
        if step.state.is_done() || !step.state.is_in_scope() {
            // What cannot be earned itself is told by what replaces it.
            let (is_unavailable, id) = (step.state == StepState::Unavailable, &step.id);
            step.missing.retain(|one| is_unavailable && matches!(one, Missing::Credential(other) if other != id));
        }
    }
    steps
}

struct Context<'a> {
    site: &'a Site,
    private: &'a PrivatePlan,
    work: &'a Work<'a>,
}

impl Context<'_> {
    /// Returns a step with what is the same for every kind of it.
    fn step(&self, id: &PlanId, kind: StepKind, title: &str, window: DateWindow, state: StepState) -> Step {
        let unit = self.site.progress.units.iter().find(|unit| unit.id == *id);
        let is_commitment = unit.is_some_and(|unit| unit.is_commitment);
        let is_late = is_commitment && !state.is_done();
        let days = window::days_late(&self.site.plan, window.end, self.site.as_of);
        let is_worked_on = state == StepState::Planned && self.work.is_touched(id);
        Step {
            id: id.clone(),
            kind,
            title: own_title(self.private, id, title),
            phase: None,
            is_private: self.private.hidden.contains_key(id),
            is_commitment,
            state: if is_worked_on { StepState::Active } else { state },
            window,
            overdue_days: (is_late && window.end < self.site.as_of && days > 0).then_some(days),
            hours: unit.map_or(0.0, |unit| unit.weight),
            logged: self.work.hours_of(id),
            share: unit.map_or(0.0, |unit| unit.share),
            proven_on: unit.and_then(|unit| unit.proven_on),
            missing: Vec::new(),
            needs: Vec::new(),
        }
    }

    fn item(&self, phase: &Phase, item: &Item, found: &ItemProgress) -> Step {
        let step = self.step(&item.id, StepKind::Item, &item.title, found.window, of_item(found.state));
        Step {
            phase: Some(phase.id.clone()),
            missing: self.missing_of_item(item, found),
            needs: item.needs.clone(),
            share: found.share,
            hours: found.weight,
            proven_on: found.proven_on,
            ..step
        }
    }

    fn certification(&self, entry: &Certification, found: &CertificationProgress) -> Step {
        let booked = self.private.exams.get(&entry.id.value).and_then(|exam| exam.booked.as_ref());
        let is_booked = booked.is_some_and(|day| day.value >= self.site.as_of);
        let state = match found.state {
            CertificationState::Planned | CertificationState::Studying if is_booked => StepState::Booked,
            CertificationState::Planned => StepState::Planned,
            CertificationState::Studying => StepState::Studying,
            CertificationState::Verified => StepState::Proven,
            CertificationState::Expiring => StepState::Expiring,
            CertificationState::Expired => StepState::Expired,
            CertificationState::Waived => StepState::Waived,
            CertificationState::Unavailable => StepState::Unavailable,
            CertificationState::Dropped => StepState::Dropped,
        };
        let step = self.step(&entry.id, StepKind::Certification, &found.title, found.window, state);
        let missing = self.missing_credential(entry, state);
        Step { missing, needs: entry.needs.clone(), share: found.share, proven_on: found.proven_on, ..step }
    }

    fn project(&self, project: &Project, found: &ProjectProgress) -> Step {
        let step = self.step(&project.id, StepKind::Project, &project.title, found.window, of_item(found.state));
        Step { missing: missing::of_project(project, found), needs: project.needs.clone(), ..step }
    }

    fn outreach(&self, entry: &Outreach, found: &OutreachProgress) -> Step {
        let step = self.step(&entry.id, StepKind::Outreach, &entry.title, found.window, of_item(found.state));
        let what = entry.target.map(|(what, _)| what);
        let missing = vec![Missing::Count { what, have: found.count, need: found.target }];
        Step { missing, needs: entry.needs.clone(), ..step }
    }

    /// Returns the step of a goal. It is a commitment unless an item of the plan stands for it.
    fn goal(&self, goal: &Goal) -> Option<Step> {
        let (plan, as_of) = (&self.site.plan, self.site.as_of);
        let found = self.site.progress.goals.get(&goal.id.value)?;
        let window = window::of(plan, goal.window, None, found.reached_on);
        let state = match (found.is_reached, found.count) {
            (true, _) => StepState::Proven,
            (false, 0) => StepState::Planned,
            (false, _) => StepState::Active,
        };
        let stands_for_it = plan.items().any(|(_, item)| item.goal.as_ref() == Some(&goal.id.value));
        let step = self.step(&goal.id, StepKind::Goal, &goal.title, window, state);
        let days = window::days_late(plan, window.end, as_of);
        let is_late = !stands_for_it && !found.is_reached && window.end < as_of && days > 0;
        #[expect(clippy::cast_precision_loss, reason = "nobody counts to 2^52")]
        let share = (found.count as f64 / found.target.max(1) as f64).min(1.0);
        Some(Step {
            is_commitment: !stands_for_it,
            overdue_days: is_late.then_some(days),
            share,
            proven_on: found.reached_on,
            missing: vec![Missing::Count { what: Some(goal.count), have: found.count, need: found.target }],
            ..step
        })
    }
}

fn of_item(state: ItemState) -> StepState {
    match state {
        ItemState::Proven => StepState::Proven,
        ItemState::Claimed => StepState::Claimed,
        ItemState::Active => StepState::Active,
        ItemState::Planned => StepState::Planned,
        ItemState::Blocked => StepState::Blocked,
        ItemState::Waived => StepState::Waived,
        ItemState::Dropped => StepState::Dropped,
        ItemState::Unavailable => StepState::Unavailable,
    }
}
