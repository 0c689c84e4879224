//! Goals that are not reached by what counts for them.

use super::Subject;
use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::plan::id::PlanId;
use crate::plan::schema::PlanFile;
use crate::plan::schema::career::{Countable, GoalFile, OutreachFile};
use crate::plan::schema::study::ItemFile;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for goal in &subject.file.goals {
        let counted = counted(subject.file, goal);
        // Where nothing is named, everything counts.
        if counted.is_empty() {
            continue;
        }
        let Some(parts) = counted.iter().map(|id| planned(subject.file, goal, id)).collect::<Option<Vec<u32>>>() else {
            continue;
        };
        let sum: u32 = parts.iter().sum();
        let wanted = goal.target.min.value;
        let in_time = in_time(subject, goal, &counted, &parts);
        if sum < wanted {
            report(goal, sum, wanted, in_time, found);
        } else if in_time.is_some_and(|in_time| in_time < wanted) {
            report_late(subject, goal, in_time.unwrap_or_default(), wanted, found);
        }
    }
}

/// Returns what counts for `goal`: what it names, and what names it.
fn counted<'a>(file: &'a PlanFile, goal: &'a GoalFile) -> Vec<&'a PlanId> {
    let items = file.phases.iter().flat_map(|phase| &phase.items).map(|item| (&item.id, &item.counts_for));
    let outreach = file.outreach.iter().map(|entry| (&entry.id, &entry.counts_for));
    let names_it = |goals: &[Spanned<PlanId>]| goals.iter().any(|id| id.value == goal.id.value);
    let naming = items.chain(outreach).filter(|(_, goals)| names_it(goals)).map(|(id, _)| &id.value);
    let mut all: Vec<&PlanId> = goal.counts.iter().map(|id| &id.value).chain(naming).collect();
    all.sort();
    all.dedup();
    all
}

/// Returns how many of what `goal` counts will come of `id` as planned; `None` when that cannot be told, because one
/// can write as many notes on a thing as one likes.
fn planned(file: &PlanFile, goal: &GoalFile, id: &PlanId) -> Option<u32> {
    let what = goal.target.count.value;
    if let Some(entry) = file.outreach.iter().find(|entry| entry.id.value == *id) {
        return of_outreach(entry, what);
    }
    if matches!(what, Countable::Post | Countable::Note) {
        return None;
    }
    if let Some(item) = file.phases.iter().flat_map(|phase| &phase.items).find(|item| item.id.value == *id) {
        return Some(parts(item));
    }
    let is_project = file.projects.iter().any(|project| project.id.value == *id);
    (is_project && matches!(what, Countable::PublicRepo | Countable::Release)).then_some(1)
}

fn parts(item: &ItemFile) -> u32 {
    u32::try_from(item.criteria.len()).unwrap_or(u32::MAX).max(1)
}

fn of_outreach(entry: &OutreachFile, what: Countable) -> Option<u32> {
    let target = entry.target.as_ref()?;
    let counts = target.count.value;
    // A release shows the repository that it is in.
    let fits = counts == what || (counts == Countable::Release && what == Countable::PublicRepo);
    fits.then_some(target.min.value)
}

/// Returns how many of `parts` are planned until the goal is due; `None` when it has no date.
fn in_time(subject: &Subject<'_>, goal: &GoalFile, counted: &[&PlanId], parts: &[u32]) -> Option<u32> {
    let entry = |id: &PlanId| subject.entries.iter().find(|entry| entry.id.value == *id);
    let own = entry(&goal.id.value).filter(|own| own.date.is_some())?;
    let in_time =
        counted.iter().zip(parts).filter(|(id, _)| entry(id).is_none_or(|one| one.window.end <= own.window.end));
    Some(in_time.map(|(_, count)| count).sum())
}

fn report(goal: &GoalFile, sum: u32, wanted: u32, in_time: Option<u32>, found: &mut Vec<Diagnostic>) {
    let message = format!("`{}` wants {wanted}, and what counts for it adds up to {sum}", goal.id.value);
    let mut diagnostic = Diagnostic::new(Code::GoalOutOfReach, goal.target.min.span, message);
    if let Some(in_time) = in_time.filter(|in_time| *in_time < sum) {
        diagnostic = diagnostic.note(format!("{in_time} of them by the time that it is due"));
    }
    found.push(diagnostic.hint(format!("plan {} more and add them to `counts`, or write `min: {sum}`", wanted - sum)));
}

fn report_late(subject: &Subject<'_>, goal: &GoalFile, in_time: u32, wanted: u32, found: &mut Vec<Diagnostic>) {
    let message = format!("`{}` wants {wanted} when it is due, and the plan has {in_time} by then", goal.id.value);
    let mut diagnostic = Diagnostic::new(Code::GoalOutOfReach, goal.target.min.span, message);
    let own = subject.entries.iter().find(|entry| entry.id.value == goal.id.value);
    if let Some(date) = own.and_then(|own| own.date.as_ref()) {
        diagnostic = diagnostic.label(date.span, format!("it is due with {}", date.text));
    }
    found.push(diagnostic.hint("plan what counts for it earlier, or the goal later"));
}
