//! Skills, which are the proofs that show them.

use std::collections::BTreeMap;

use super::judge::ranked;
use super::ledger::own_proof;
use super::{Context, Progress};
use crate::plan::{Plan, PlanId};
use crate::site::evidence::Proof;

/// What the evidence says about a skill; without a proof it is not shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SkillProgress {
    /// All distinct proofs, strongest first, then newest.
    pub proofs: Vec<Proof>,
    /// Items of the plan that teach it, in order of the plan.
    pub items: Vec<PlanId>,
    /// Projects that show it, in order of the plan.
    pub projects: Vec<PlanId>,
    /// Certifications that show it, in order of the plan.
    pub certifications: Vec<PlanId>,
}

impl SkillProgress {
    /// Returns whether visitors may see it.
    pub fn is_shown(&self) -> bool {
        !self.proofs.is_empty()
    }
}

/// Returns the progress of every skill.
pub(super) fn evaluate(ctx: &Context<'_>, progress: &Progress) -> BTreeMap<PlanId, SkillProgress> {
    let mut skills: BTreeMap<PlanId, SkillProgress> =
        ctx.plan.skills.iter().map(|skill| (skill.id.clone(), SkillProgress::default())).collect();
    let mut each = |ids: &[PlanId], add: &dyn Fn(&mut SkillProgress)| {
        for id in ids {
            if let Some(skill) = skills.get_mut(id) {
                add(skill);
            }
        }
    };
    for page in &ctx.pages {
        each(&page.skills, &|skill| skill.proofs.extend(own_proof(page)));
    }
    add_objects(ctx.plan, progress, &mut each);
    for skill in skills.values_mut() {
        skill.proofs = ranked(std::mem::take(&mut skill.proofs));
    }
    skills
}

fn add_objects(plan: &Plan, progress: &Progress, each: &mut impl FnMut(&[PlanId], &dyn Fn(&mut SkillProgress))) {
    for (_, item) in plan.items() {
        let proofs = progress.items.get(&item.id.value).map(super::ItemProgress::counted_proofs).unwrap_or_default();
        each(&item.skills, &|skill| {
            skill.items.push(item.id.value.clone());
            skill.proofs.extend(proofs.iter().cloned());
        });
    }
    for project in &plan.projects {
        let proofs = progress.projects.get(&project.id.value).map(super::ProjectProgress::all_proofs);
        each(&project.skills, &|skill| {
            skill.projects.push(project.id.value.clone());
            skill.proofs.extend(proofs.iter().flatten().cloned());
        });
    }
    for entry in &plan.certifications {
        let proofs = progress.certifications.get(&entry.id.value).filter(|found| found.state.is_verified());
        each(&entry.skills, &|skill| {
            skill.certifications.push(entry.id.value.clone());
            skill.proofs.extend(proofs.iter().flat_map(|found| found.proofs.iter().cloned()));
        });
    }
    for entry in &plan.outreach {
        let proofs = progress.outreach.get(&entry.id.value);
        each(&entry.skills, &|skill| {
            skill.proofs.extend(proofs.iter().flat_map(|found| found.proofs.iter().cloned()));
        });
    }
}
