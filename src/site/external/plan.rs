//! Addresses of the plan and of the site's settings.

use super::{Collector, Role};
use crate::plan::Plan;
use crate::site::Site;

/// Gathers what the public plan leads to.
pub(super) fn collect(site: &Site, collector: &mut Collector<'_>) {
    let plan = &site.plan;
    proofs(plan, collector);
    for project in &plan.projects {
        for url in project.repo.iter().chain(&project.demo) {
            collector.add_from(None, url, Role::Proof(project.id.value.clone()));
        }
    }
    let resources = plan.resources.iter().map(|resource| &resource.url);
    let own = site.settings.author.links.iter().chain(&site.settings.license).filter_map(|link| link.url.as_ref());
    let resume = plan.resume.iter().flat_map(|resume| {
        let jobs = resume.experience.iter().flat_map(|job| {
            let highlights = job.highlights.iter().filter_map(|highlight| highlight.url.as_ref());
            job.url.iter().chain(highlights)
        });
        jobs.chain(resume.education.iter().filter_map(|study| study.url.as_ref()))
    });
    for url in resources.chain(own).chain(resume) {
        collector.add_from(None, url, Role::Link);
    }
}

fn proofs(plan: &Plan, collector: &mut Collector<'_>) {
    for (_, item) in plan.items() {
        collector.proofs(&item.id.value, &item.proofs);
    }
    for entry in &plan.certifications {
        collector.proofs(&entry.id.value, &entry.proofs);
        entry.any_of.iter().for_each(|other| collector.proofs(&other.id, &other.proofs));
    }
    for project in &plan.projects {
        collector.proofs(&project.id.value, &project.proofs);
        project.features.iter().for_each(|feature| collector.proofs(&project.id.value, &feature.proof));
    }
    for entry in &plan.outreach {
        collector.proofs(&entry.id.value, &entry.proofs);
    }
}
