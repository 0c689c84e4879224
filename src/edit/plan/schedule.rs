//! When something is planned.

use chrono::{Months, NaiveDate};

use super::{Edit, File, Kind, Node, Object, Path, Plan, Refusal, Step, before, get, list, text};
use crate::source::value::{Data, Value, decode};

/// No plan is longer.
const MAX_MONTHS: u32 = 240;

/// When something is to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// In these months of the plan, the first and the last.
    Months(u32, u32),
    /// By that day.
    Due(NaiveDate),
}

/// Moves `id` to another time. An item whose phase does not have its new months goes to the end of the first phase that
/// does, if there is one.
///
/// # Errors
/// When there is no such thing, it has no time, the plan has no such month, or the file cannot be edited.
pub fn reschedule(plan: &Plan, id: &str, when: When) -> Result<Edit, Refusal> {
    let object = plan.find(id)?;
    let is_timed =
        matches!(object.kind, Kind::Item | Kind::Certification | Kind::Goal | Kind::Project | Kind::Outreach);
    let is_phase_in_months = object.kind == Kind::Phase && matches!(when, When::Months(..));
    if !is_timed && !is_phase_in_months {
        return Err(Refusal::new(match object.kind {
            Kind::Phase => {
                format!("`{id}` is a phase, which has months and no day: write `milepost plan move {id} 4-6`")
            }
            Kind::Alternative => format!("`{id}` is an alternative: move its certification"),
            _ => format!("`{id}` has no time: items, certifications, projects, goals, outreach and phases have"),
        }));
    }
    let (file, path) = plan.holder(&object, &["month", "months"]);
    let (due_file, due_path) = plan.holder(&object, &["due"]);
    let is_in_both =
        |key: &str, other: &str| has(plan, file, &path, key) && has(plan, object.file, &object.path, other);
    if file != object.file && (is_in_both("month", "months") || is_in_both("months", "month")) {
        return Err(Refusal::new(format!("both files say when `{id}` is planned: move it by hand")));
    }
    let mut new = plan.clone();
    let months = match when {
        When::Months(first, last) => {
            check(plan, first, last)?;
            set_months(&mut new, file, &path, object.kind, (first, last))?;
            if has(&new, due_file, &due_path, "due") {
                new.change(due_file, |document| document.remove(&due_path, "due"))?;
            }
            Some((first, last))
        }
        When::Due(day) => {
            let months = due_months(plan, file, &path, day)?;
            if let Some(months) = months.filter(|_| months != written(plan, file, &path)) {
                set_months(&mut new, file, &path, object.kind, months)?;
            }
            new.change(due_file, |document| document.set(&due_path, "due", day.to_string().into(), &before("due")))?;
            months
        }
    };
    let mut remarks = Vec::new();
    if let (Kind::Item, Some(months)) = (object.kind, months) {
        remarks.extend(change_phase(&mut new, &object, months)?);
    }
    let edit = Edit::between(plan, new, id, remarks);
    if edit.files.is_empty() {
        return Err(Refusal::new(format!("`{id}` is planned then already")));
    }
    Ok(edit)
}

fn has(plan: &Plan, file: File, path: &Path, key: &str) -> bool {
    plan.at(file, path).and_then(|value| get(value, key)).is_some()
}

fn number(value: &Value) -> Option<u32> {
    match value.data {
        Data::Integer(number) => u32::try_from(number).ok(),
        _ => None,
    }
}

/// Returns the first and last month of a phase.
pub(super) fn range(phase: &Value) -> Option<(u32, u32)> {
    match list(phase, "months") {
        [first, last] => Some((number(first)?, number(last)?)),
        _ => None,
    }
}

/// Returns the months that an object says it has.
fn written(plan: &Plan, file: File, path: &Path) -> Option<(u32, u32)> {
    let value = plan.at(file, path)?;
    if let Some(month) = get(value, "month").and_then(number) {
        return Some((month, month));
    }
    range(value)
}

pub(super) fn check(plan: &Plan, first: u32, last: u32) -> Result<(), Refusal> {
    let total = plan.head("months").and_then(number).unwrap_or(MAX_MONTHS);
    if first > last {
        return Err(Refusal::new(format!("month {first} is after month {last}: write {last}-{first}")));
    }
    if first < 1 || last > total {
        let wrong = if first < 1 { first } else { last };
        return Err(Refusal::new(format!(
            "the plan has months 1 to {total}, and no month {wrong}: raise `plan.months` first, or choose another"
        )));
    }
    Ok(())
}

fn set_months(plan: &mut Plan, file: File, path: &Path, kind: Kind, months: (u32, u32)) -> Result<(), Refusal> {
    let (first, last) = months;
    let is_one = first == last && kind != Kind::Phase;
    let (key, other) = if is_one { ("month", "months") } else { ("months", "month") };
    let node = if is_one { Node::from(first) } else { Node::List(vec![first.into(), last.into()]) };
    let (has_key, has_other) = (has(plan, file, path, key), has(plan, file, path, other));
    plan.change(file, |document| match (has_key, has_other) {
        (true, true) => document.set(path, key, node, &[])?.remove(path, other),
        (false, true) => document.rename(path, other, key, node),
        (_, false) => document.set(path, key, node, &before(key)),
    })
}

/// Returns the months that go with the day `due`: those that are written when it lies in them, else as many that end in
/// the month of the day.
fn due_months(plan: &Plan, file: File, path: &Path, due: NaiveDate) -> Result<Option<(u32, u32)>, Refusal> {
    let start = plan.head("start").and_then(|value| match &value.data {
        Data::Text(text) => decode::parse_date(text).ok(),
        _ => None,
    });
    let Some(start) = start else { return Ok(written(plan, file, path)) };
    if due < start {
        return Err(Refusal::new(format!("the plan begins on {start}, after {due}")));
    }
    let total = plan.head("months").and_then(number).unwrap_or(MAX_MONTHS).min(MAX_MONTHS);
    let begins = |month: u32| start.checked_add_months(Months::new(month - 1)).unwrap_or(NaiveDate::MAX);
    let month = (1..=total).rev().find(|month| begins(*month) <= due).unwrap_or(1);
    Ok(match written(plan, file, path) {
        Some((first, last)) if (first..=last).contains(&month) => Some((first, last)),
        Some((first, last)) => Some((month.saturating_sub(last.saturating_sub(first)).max(1), month)),
        None => {
            // Without months of its own, an item has those of its phase.
            let phase = path.get(..2).and_then(|phase| written(plan, file, &phase.to_vec()));
            phase.filter(|(first, last)| path.len() == 4 && !(*first..=*last).contains(&month)).map(|_| (month, month))
        }
    })
}

/// Moves an item to the phase that has its months, if its own does not.
fn change_phase(plan: &mut Plan, object: &Object, months: (u32, u32)) -> Result<Option<String>, Refusal> {
    let (file, path) = (object.file, &object.path);
    let (Some(Step::Place(own)), Some(Step::Place(place))) = (path.get(1), path.get(3)) else { return Ok(None) };
    let Some(document) = plan.document(file) else { return Ok(None) };
    let phases = list(document.root(), "phases");
    let has_them = |phase: &Value| range(phase).is_some_and(|(first, last)| first <= months.0 && months.1 <= last);
    let is_hidden = |phase: &Value| text(phase, "visibility") == Some("private");
    let Some(current) = phases.get(*own) else { return Ok(None) };
    // A phase that says no months here says them in the other file.
    if range(current).is_none() || has_them(current) {
        return Ok(None);
    }
    let id = |phase: &Value| text(phase, "id").unwrap_or_default().to_owned();
    let other = phases.iter().position(|phase| has_them(phase) && is_hidden(phase) == is_hidden(current));
    let Some(other) = other else {
        let months = if months.0 == months.1 {
            format!("month {}", months.0)
        } else {
            format!("months {} to {}", months.0, months.1)
        };
        return Ok(Some(format!("no phase has {months}, so it stays in `{}`", id(current))));
    };
    let remark =
        format!("it is in the phase `{}` now, which has that time; before in `{}`", id(&phases[other]), id(current));
    let phase = |place: usize| vec![Step::key("phases"), Step::Place(place)];
    let (own, place) = (*own, *place);
    plan.change(file, |document| {
        let (item, rest) = document.take(&phase(own), "items", place)?;
        rest.append(&phase(other), "items", &item, &before("items"))
    })?;
    Ok(Some(remark))
}
