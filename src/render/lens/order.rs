//! What of the evidence matters for a role, and how much.
//!
//! Items and projects say `roles:`. A skill matters when the role lists it, or as often as something that names the role
//! shows it. Everything else follows from skills: projects that name the role come first, then those that show most of
//! its skills; so do credentials.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{PlanId, Role};
use crate::site::evidence::Proof;
use crate::site::{PageId, Site};

/// Above any number of things that a plan can have.
const LISTED: usize = 1 << 30;

/// A role with what matters for it.
#[derive(Debug, Clone)]
pub struct Lens<'a> {
    /// The role.
    pub role: &'a Role,
    /// How much each skill matters; those that do not are absent.
    skills: BTreeMap<&'a PlanId, usize>,
    /// The items and projects that name the role.
    named: BTreeSet<&'a PlanId>,
}

impl<'a> Lens<'a> {
    /// Returns what matters for `role`.
    pub fn new(site: &'a Site, role: &'a Role) -> Self {
        let items = site.plan.items().map(|(_, item)| (&item.id.value, &item.roles, &item.skills));
        let projects = site.plan.projects.iter().map(|one| (&one.id.value, &one.roles, &one.skills));
        let (mut skills, mut named) = (BTreeMap::new(), BTreeSet::new());
        for (id, _, shown) in items.chain(projects).filter(|(_, roles, _)| roles.contains(&role.id)) {
            named.insert(id);
            for skill in shown {
                *skills.entry(skill).or_default() += 1;
            }
        }
        for (place, skill) in role.skills.iter().enumerate() {
            skills.insert(skill, LISTED - place);
        }
        Self { role, skills, named }
    }

    /// Returns whether a skill matters.
    pub fn wants(&self, skill: &PlanId) -> bool {
        self.skills.contains_key(skill)
    }

    /// Returns the place of a skill: the one that matters most has the smallest.
    pub fn of_skill(&self, skill: &PlanId) -> Reverse<usize> {
        Reverse(self.skills.get(skill).copied().unwrap_or_default())
    }

    /// Returns the place of something that shows `skills`: by how many of them matter.
    pub fn of_skills(&self, skills: &[PlanId]) -> Reverse<usize> {
        Reverse(skills.iter().filter(|skill| self.wants(skill)).count())
    }

    /// Returns the place of a project by its page: those that name the role come first.
    pub fn of_project(&self, site: &Site, page: PageId) -> (bool, Reverse<usize>) {
        let front = site.page(page).source.front.as_ref();
        let project = front.and_then(|front| front.project.as_ref()).and_then(|id| site.plan.project(&id.value));
        let is_named = project.is_some_and(|project| self.named.contains(&project.id.value));
        let own = &site.page(page).skills;
        let shown = project.map(|project| self.of_skills(&project.skills)).unwrap_or_default();
        (!is_named, shown.min(self.of_skills(own)))
    }

    /// Returns the distinct proofs that matter: those of what names the role, then those of its skills; each part
    /// strongest first, then newest.
    pub fn proofs(&self, site: &'a Site) -> Vec<&'a Proof> {
        let progress = &site.progress;
        let items = self.named.iter().filter_map(|id| progress.items.get(*id));
        let items = items.flat_map(|item| item.criteria.iter().flat_map(|one| &one.proofs).chain(&item.proofs));
        let projects = self.named.iter().filter_map(|id| progress.projects.get(*id)).filter(|one| one.is_listed);
        let projects = projects.flat_map(|one| one.features.iter().flat_map(|one| &one.proofs).chain(&one.proofs));
        let skills = self.skills.keys().filter_map(|id| progress.skills.get(*id)).flat_map(|skill| &skill.proofs);
        let (mut named, mut others): (Vec<_>, Vec<_>) = (items.chain(projects).collect(), skills.collect());
        for part in [&mut named, &mut others] {
            part.sort_by_key(|proof| (Reverse(proof.level), Reverse(proof.date), &proof.title, &proof.href));
        }
        let mut seen = BTreeSet::new();
        named.into_iter().chain(others).filter(|proof| seen.insert(&proof.href)).collect()
    }
}
