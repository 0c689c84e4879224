//! Proofs that are dead: what each of them no longer proves.

use super::Progress;
use super::item::ItemProgress;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Plan, PlanId};
use crate::site::evidence::DeadProof;

/// Returns a warning for each dead proof, which says what loses it and whether that is proven without it.
pub fn report(plan: &Plan, progress: &Progress) -> Vec<Diagnostic> {
    progress.dead.iter().map(|dead| warning(dead, plan, progress)).collect()
}

fn warning(dead: &DeadProof, plan: &Plan, progress: &Progress) -> Diagnostic {
    let claims: Vec<String> = match dead.parts.as_slice() {
        [] => vec![format!("`{}`", dead.of)],
        parts => parts.iter().map(|part| format!("`{}#{part}`", dead.of)).collect(),
    };
    let claims = claims.join(", ");
    let message = format!("`{}` has been dead since {}, so it proves {claims} no more", dead.href, dead.since);
    let diagnostic = Diagnostic { span: dead.span, ..Diagnostic::without_place(Code::DeadProof, message) };
    let has_proof = is_proven(dead, plan, progress);
    let note = if has_proof { format!("{claims} is proven without it") } else { format!("{claims} is not proven now") };
    let days = plan.dead_after_days;
    diagnostic
        .note(note)
        .hint("write its new address, or add `archived:` with the address of a copy; then run `milepost check --external`")
        .hint(format!("an address may be dead for {days} days; `evidence_policy.dead_after_days` sets how many"))
}

/// Returns whether all that `dead` was meant to prove is proven by something else.
fn is_proven(dead: &DeadProof, plan: &Plan, progress: &Progress) -> bool {
    let id = &dead.of;
    if let Some(item) = progress.items.get(id) {
        return part_by_part(&dead.parts, item.proven_on.is_some(), |part| criterion(item, part));
    }
    if let Some(project) = progress.projects.get(id) {
        let feature = |part: &PlanId| project.features.iter().any(|one| one.id == *part && one.is_proven());
        return part_by_part(&dead.parts, project.proven_on.is_some(), feature);
    }
    if let Some(entry) = progress.outreach.get(id) {
        return entry.is_proven();
    }
    let entry = plan.certifications.iter().find(|entry| {
        let mut others = entry.any_of.iter();
        entry.id.value == *id || others.any(|other| other.id == *id)
    });
    entry.and_then(|entry| progress.certifications.get(&entry.id.value)).is_some_and(|found| found.state.is_verified())
}

fn part_by_part(parts: &[PlanId], whole: bool, is_proven: impl Fn(&PlanId) -> bool) -> bool {
    if parts.is_empty() { whole } else { parts.iter().all(is_proven) }
}

fn criterion(item: &ItemProgress, part: &PlanId) -> bool {
    item.criteria.iter().any(|one| one.id == *part && one.is_proven())
}
