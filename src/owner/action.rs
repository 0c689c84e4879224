//! The next best action: one thing to do now, and why that.
//!
//! The first rule that finds something decides, and within a rule the first in its order:
//!
//! 1. what is **claimed** without proof: the work is done and only the proof is missing; soonest due first;
//! 2. a **draft** that proves something that is overdue or whose window has begun; soonest due first;
//! 3. what is **overdue**, longest first;
//! 4. an **expiring** credential, soonest first;
//! 5. what has **begun** by its window: soonest due first, then what was worked on already, then what takes the least
//!    hours;
//! 6. what **comes** next, in the same order.
//!
//! In 3, 5 and 6 a step that needs another which is not done gives way to it, and one that is blocked is passed over. Ids
//! settle what is equal.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Credential, Draft, Step, StepState};
use crate::plan::PlanId;

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What is to be done.
    pub kind: ActionKind,
    /// With what of the plan.
    pub id: PlanId,
    /// Its title.
    pub title: String,
    /// Why this, in a sentence.
    pub reason: String,
}

/// What can be done next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActionKind {
    /// Add the proof of something that is declared done.
    Prove,
    /// Publish that draft.
    Publish(crate::source::SourcePath),
    /// Finish something that was begun.
    Finish,
    /// Begin something.
    Start,
    /// Renew a credential.
    Renew,
}

impl ActionKind {
    /// Returns the kind as a word to read.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Prove => "prove",
            Self::Publish(_) => "publish",
            Self::Finish => "finish",
            Self::Start => "start",
            Self::Renew => "renew",
        }
    }
}

/// Returns the next best action.
pub(super) fn next(steps: &[Step], drafts: &[Draft], credentials: &[Credential], as_of: NaiveDate) -> Option<Action> {
    let ctx = Context { steps, as_of };
    ctx.claimed()
        .or_else(|| ctx.draft(drafts))
        .or_else(|| ctx.first(|step| step.overdue_days.is_some()))
        .or_else(|| expiring(credentials))
        .or_else(|| ctx.first(|step| step.window.start <= ctx.as_of))
        .or_else(|| ctx.first(|_| true))
}

struct Context<'a> {
    steps: &'a [Step],
    as_of: NaiveDate,
}

impl<'a> Context<'a> {
    fn open(&self) -> impl Iterator<Item = &'a Step> {
        self.steps.iter().filter(|step| step.is_open())
    }

    fn claimed(&self) -> Option<Action> {
        let claimed = self.open().filter(|step| step.state == StepState::Claimed);
        let step = claimed.min_by(|a, b| order(a, b))?;
        let reason = "It is declared done, and nothing proves it; until then it does not count.".to_owned();
        Some(Action { kind: ActionKind::Prove, id: step.id.clone(), title: step.title.clone(), reason })
    }

    fn draft(&self, drafts: &[Draft]) -> Option<Action> {
        let proven = drafts.iter().flat_map(|draft| draft.proves.iter().map(move |id| (draft, id)));
        let steps = proven.filter_map(|(draft, id)| Some((draft, self.open().find(|step| step.id == *id)?)));
        let (draft, step) = steps
            .filter(|(_, step)| step.window.start <= self.as_of)
            .min_by(|(a, x), (b, y)| order(x, y).then_with(|| a.path.cmp(&b.path)))?;
        Some(Action {
            kind: ActionKind::Publish(draft.path.clone()),
            id: step.id.clone(),
            title: step.title.clone(),
            reason: format!("It says that it proves {}, and is not public yet. {}", step.title, self.when(step)),
        })
    }

    /// Returns the action on the first of the open steps that `is_wanted`, or on what it needs.
    fn first(&self, is_wanted: impl Fn(&Step) -> bool) -> Option<Action> {
        let mut steps: Vec<&Step> = self.open().filter(|step| is_wanted(step)).collect();
        steps.sort_by(|a, b| order(a, b));
        steps.into_iter().find_map(|step| {
            let root = self.root(step)?;
            let is_begun = root.share > 0.0 || matches!(root.state, StepState::Active | StepState::Studying);
            let reason = if root.id == step.id {
                self.when(step)
            } else {
                format!("{} needs it. {}", step.title, self.when(step))
            };
            let kind = if is_begun { ActionKind::Finish } else { ActionKind::Start };
            Some(Action { kind, id: root.id.clone(), title: root.title.clone(), reason })
        })
    }

    /// Follows what `step` needs to something that needs nothing more; `None` when that is blocked.
    fn root(&self, step: &'a Step) -> Option<&'a Step> {
        let (mut at, mut seen) = (step, BTreeSet::new());
        while seen.insert(&at.id) {
            let needs = at.needs.iter().filter_map(|id| self.open().find(|step| step.id == *id));
            match needs.filter(|need| !seen.contains(&need.id)).min_by(|a, b| order(a, b)) {
                Some(need) => at = need,
                None => break,
            }
        }
        (at.state != StepState::Blocked).then_some(at)
    }

    /// Returns a sentence on when `step` is due.
    fn when(&self, step: &Step) -> String {
        let days = step.window.end.signed_duration_since(self.as_of).num_days();
        let due = long(step.window.end);
        match (step.overdue_days, days) {
            (Some(late), _) => format!("It was due on {due}, {} ago.", count(late)),
            (None, 0) => "It is due today.".to_owned(),
            (None, _) if step.window.start > self.as_of => {
                format!("Nothing that has begun is open; this begins on {}.", long(step.window.start))
            }
            (None, days) => format!("It is due on {due}, in {}.", count(days)),
        }
    }
}

/// Returns the action on the credential that lapses soonest.
fn expiring(credentials: &[Credential]) -> Option<Action> {
    let soonest = credentials.iter().find(|credential| credential.state == StepState::Expiring)?;
    let last = soonest.expires?;
    Some(Action {
        kind: ActionKind::Renew,
        id: soonest.id.clone(),
        title: soonest.title.clone(),
        reason: format!("The credential lapses on {}.", long(last)),
    })
}

/// Soonest due first, then what was worked on, then what takes the least hours.
fn order(a: &Step, b: &Step) -> Ordering {
    let is_fresh = |step: &Step| step.state == StepState::Planned && step.share == 0.0;
    a.window
        .end
        .cmp(&b.window.end)
        .then_with(|| is_fresh(a).cmp(&is_fresh(b)))
        .then_with(|| a.open_hours().total_cmp(&b.open_hours()))
        .then_with(|| a.id.cmp(&b.id))
}

fn count(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

fn long(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}
