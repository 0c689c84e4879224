//! The report as JSON, for the owner: `milepost status --json`, and nothing else.
//!
//! No type of the report can be serialised; every value that is written stands here by name. The shape is documented in
//! `docs/status.md`; keys are added and not renamed.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{
    Action, ActionKind, Baseline, Credential, Draft, Due, Exam, Hours, Missing, MonthLoad, Now, OwnerReport, SkillGap,
    Step,
};
use crate::plan::private::PrivatePlan;
use crate::plan::{Countable, PlanId};
use crate::site::schedule::{Curves, Forecast, Pace, Schedule};
use crate::words::Words;

/// Returns `report` with the numbers of errors and warnings in the journal.
pub fn write(report: &OwnerReport, errors: usize, warnings: usize) -> Value {
    json!({
        "schema": 1,
        "title": report.title,
        "as_of": day(report.as_of),
        "errors": errors,
        "warnings": warnings,
        "now": now(&report.now),
        "schedule": schedule(&report.schedule),
        "forecast": report.forecast.map(forecast),
        "next": report.next.as_ref().map(action),
        "this_month": ids(&report.this_month),
        "steps": list(&report.steps, step),
        "overdue": report.overdue.iter().map(|late| json!({
            "id": late.id.as_str(), "title": late.title, "due": day(late.due), "days": late.days,
        })).collect::<Vec<_>>(),
        "due": list(&report.due, due),
        "claimed": ids(&report.claimed),
        "dead_proofs": report.dead.iter().map(|dead| json!({
            "id": dead.of.as_str(), "parts": ids(&dead.parts), "title": dead.title, "url": dead.href, "since": day(dead.since),
        })).collect::<Vec<_>>(),
        "drafts": list(&report.drafts, draft),
        "hours": hours(&report.hours),
        "months": list(&report.months, month),
        "skills_without_proof": list(&report.skill_gaps, skill),
        "credentials": list(&report.credentials, credential),
        "exams": list(&report.exams, exam),
        "burn_up": curves(&report.curves),
        "baselines": list(&report.baselines, baseline),
        "private": private(&report.private),
    })
}

fn list<T>(all: &[T], one: impl Fn(&T) -> Value) -> Value {
    all.iter().map(one).collect()
}

fn ids(all: &[PlanId]) -> Value {
    list(all, |id| json!(id.as_str()))
}

fn day(day: NaiveDate) -> String {
    day.to_string()
}

/// Returns hours or a share with four decimals at most, so that sums of fractions are readable.
fn number(number: f64) -> f64 {
    // The sum of nothing is -0.0, which becomes 0.0.
    (number * 1e4).round() / 1e4 + 0.0
}

fn now(now: &Now) -> Value {
    json!({
        "start": day(now.start),
        "end": day(now.end),
        "day": now.day,
        "days": now.days,
        "month": now.month,
        "months": now.months,
        "theme": now.theme,
        "phase": now.phase.as_ref().map(|(id, title)| json!({"id": id.as_str(), "title": title})),
    })
}

fn schedule(schedule: &Schedule) -> Value {
    json!({
        "state": schedule.state.word(),
        "reasons": schedule.reasons.iter().map(|reason| reason.text(Words::english())).collect::<Vec<_>>(),
        "planned_hours": number(schedule.planned_value),
        "committed_hours": number(schedule.committed),
        "earned_hours": number(schedule.earned_value),
        "scope_hours": number(schedule.scope),
        "earned_schedule": schedule.earned_schedule.map(|earned| json!({
            "actual_days": earned.actual_days,
            "earned_days": earned.earned_days,
            "variance_days": earned.variance_days,
            "performance": number(earned.performance),
        })),
    })
}

fn forecast(forecast: Forecast) -> Value {
    let pace =
        |pace: Pace| json!({"days": pace.days, "performance": number(pace.performance), "end": pace.end.map(day)});
    json!({
        "earliest": forecast.earliest().map(day),
        "latest": forecast.latest().map(day),
        "whole": pace(forecast.whole),
        "recent": forecast.recent.map(pace),
    })
}

fn action(action: &Action) -> Value {
    let file = if let ActionKind::Publish(path) = &action.kind { Some(path.as_str()) } else { None };
    json!({
        "action": action.kind.word(),
        "id": action.id.as_str(),
        "title": action.title,
        "file": file,
        "reason": action.reason,
    })
}

fn step(step: &Step) -> Value {
    json!({
        "id": step.id.as_str(),
        "kind": step.kind.word(),
        "title": step.title,
        "phase": step.phase.as_ref().map(PlanId::as_str),
        "private": step.is_private,
        "counts": step.is_commitment,
        "state": step.state.word(),
        "from": day(step.window.start),
        "due": day(step.window.end),
        "overdue_days": step.overdue_days,
        "hours": number(step.hours),
        "logged_hours": number(step.logged),
        "share": number(step.share),
        "proven_on": step.proven_on.map(day),
        "missing": list(&step.missing, missing),
        "needs": ids(&step.needs),
    })
}

fn missing(missing: &Missing) -> Value {
    let text = missing.to_string();
    match missing {
        Missing::Proof { part, have, need, level, weak } => {
            let part = part.as_ref().map(|(id, _)| id.as_str());
            json!({"what": "proof", "part": part, "have": have, "need": need, "level": level, "weak": weak, "text": text})
        }
        Missing::Credential(id) => json!({"what": "credential", "of": id.as_str(), "text": text}),
        Missing::Feature(id, _) => json!({"what": "feature", "part": id.as_str(), "text": text}),
        Missing::Gate(gate) => json!({"what": "gate", "gate": gate.word(), "text": text}),
        Missing::Count { what, have, need } => {
            json!({"what": "count", "of": what.map(Countable::word), "have": have, "need": need, "text": text})
        }
    }
}

fn due(due: &Due) -> Value {
    json!({
        "date": day(due.date),
        "id": due.id.as_str(),
        "title": due.title,
        "kind": due.kind.word(),
        "overdue_days": due.overdue_days,
    })
}

fn draft(draft: &Draft) -> Value {
    json!({
        "file": draft.path.as_str(),
        "title": draft.title,
        "fate": draft.fate.word(),
        "proves": ids(&draft.proves),
    })
}

fn hours(hours: &Hours) -> Value {
    json!({
        "planned": number(hours.planned),
        "logged": number(hours.logged),
        "logged_elsewhere": number(hours.logged_elsewhere),
        "planned_this_month": number(hours.planned_this_month),
        "logged_this_month": number(hours.logged_this_month),
        "per_planned_hour": hours.factor().map(number),
    })
}

fn month(month: &MonthLoad) -> Value {
    json!({
        "month": month.number,
        "from": day(month.window.start),
        "to": day(month.window.end),
        "theme": month.theme,
        "capacity_hours": month.capacity.map(number),
        "planned_hours": number(month.load),
        "open_hours": number(month.open),
    })
}

fn skill(gap: &SkillGap) -> Value {
    json!({
        "id": gap.id.as_str(),
        "title": gap.title,
        "target_level": gap.target_level,
        "taught_by": ids(&gap.taught_by),
    })
}

fn credential(credential: &Credential) -> Value {
    json!({
        "id": credential.id.as_str(),
        "title": credential.title,
        "state": credential.state.word(),
        "expires": credential.expires.map(day),
        "days_left": credential.days_left,
    })
}

fn exam(exam: &Exam) -> Value {
    json!({
        "id": exam.id.as_str(),
        "title": exam.title,
        "booked": exam.booked.map(day),
        "attempts": exam.attempts.iter().copied().map(day).collect::<Vec<_>>(),
    })
}

fn points(points: &[(NaiveDate, f64)]) -> Value {
    list(points, |(on, hours)| json!([day(*on), number(*hours)]))
}

fn baseline(baseline: &Baseline) -> Value {
    let curve = &baseline.curve;
    json!({
        "id": curve.id.as_str(),
        "date": day(curve.date),
        "reason": baseline.reason,
        "scope_hours": number(curve.scope),
        "planned": points(&curve.planned),
    })
}

fn curves(curves: &Curves) -> Value {
    json!({"planned": points(&curves.planned), "committed": points(&curves.committed), "earned": points(&curves.earned), "scope": points(&curves.scope)})
}

fn private(private: &PrivatePlan) -> Value {
    let head = private.head.as_ref();
    json!({
        "target_salary_usd": head.and_then(|head| head.target_salary_usd),
        "investment_usd": head.and_then(|head| head.investment_usd),
        "week_hours": head.and_then(|head| head.week_hours),
        "companies": private.companies.iter().map(|tier| json!({
            "id": tier.id.value.as_str(), "tier": tier.tier, "label": tier.label, "names": tier.names, "note": tier.note,
        })).collect::<Vec<_>>(),
        "applications": private.applications.iter().map(|one| json!({
            "id": one.id.value.as_str(), "company": one.company, "role": one.role, "stage": one.stage.word(),
            "since": one.since.as_ref().map(|on| day(on.value)), "next": one.next.as_ref().map(|on| day(on.value)),
            "url": one.url.as_ref().map(|url| &url.value), "note": one.note,
        })).collect::<Vec<_>>(),
        "income": private.income.iter().map(|step| json!({
            "id": step.id.value.as_str(), "year": step.year, "usd": step.usd, "note": step.note,
        })).collect::<Vec<_>>(),
        "services": private.services.iter().map(|one| json!({
            "id": one.id.value.as_str(), "title": one.title, "rate_usd": one.rate_usd, "per": one.per, "note": one.note,
        })).collect::<Vec<_>>(),
    })
}
