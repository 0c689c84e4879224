//! The author: on the home page with everything that is proven, elsewhere by name.

use chrono::NaiveDate;

use super::node::{Author, Credential, Named, Person, Reference};
use crate::plan::Certification;
use crate::plan::resume::Resume;
use crate::render::moment;
use crate::site::progress::SkillProgress;
use crate::site::{Permalink, Site};

/// Returns the author with links, skills that have a proof, and credentials that are verified.
pub(super) fn full(site: &Site) -> Person {
    let description = site.plan.tagline.clone().unwrap_or_else(|| site.settings.description.clone());
    Person { description: Some(description).filter(|text| !text.is_empty()), ..profile(site) }
}

/// Returns the author with what the résumé says as well; through a lens its sentences are others.
pub(super) fn with_resume(site: &Site) -> Person {
    let Some(resume) = &site.plan.resume else { return profile(site) };
    let named = |kind, name: &str, url: Option<&String>| Named { kind, name: name.to_owned(), url: url.cloned() };
    let studies = resume.education.iter();
    Person {
        home_location: resume.location.as_ref().map(|place| named("Place", place, None)),
        works_for: jobs(resume).map(|(name, url)| named("Organization", name, url)).collect(),
        alumni_of: studies
            .map(|study| named("EducationalOrganization", &study.institution, study.url.as_ref()))
            .collect(),
        knows_language: resume.languages.iter().map(|one| named("Language", &one.name, None)).collect(),
        ..profile(site)
    }
}

/// Returns where the author works now.
fn jobs(resume: &Resume) -> impl Iterator<Item = (&str, Option<&String>)> {
    let current = resume.experience.iter().filter(|job| job.period.end.is_none());
    current.map(|job| (job.organization.as_str(), job.url.as_ref()))
}

/// Returns the author with the credentials that are verified.
pub(super) fn with_credentials(site: &Site) -> Person {
    Person { has_credential: credentials(site), ..short(site) }
}

/// Returns the author by name and address, as a node.
pub(super) fn short(site: &Site) -> Person {
    Person {
        author: author(site),
        job_title: None,
        description: None,
        email: None,
        home_location: None,
        same_as: Vec::new(),
        works_for: Vec::new(),
        alumni_of: Vec::new(),
        knows_language: Vec::new(),
        knows_about: Vec::new(),
        has_credential: Vec::new(),
    }
}

fn profile(site: &Site) -> Person {
    let author = &site.settings.author;
    let is_web = |url: &String| url.starts_with("https://") || url.starts_with("http://");
    Person {
        job_title: author.headline.clone(),
        email: author.email.clone(),
        same_as: author.links.iter().filter_map(|link| link.url.clone()).filter(is_web).collect(),
        knows_about: skills(site),
        ..with_credentials(site)
    }
}

fn credentials(site: &Site) -> Vec<Credential> {
    site.plan.certifications.iter().filter_map(|one| credential(site, one)).collect()
}

/// Returns the author by name and address.
pub(super) fn author(site: &Site) -> Author {
    Author {
        kind: "Person",
        id: reference(site).id,
        name: site.settings.author.name.clone(),
        url: Permalink::home().absolute(&site.settings.base),
    }
}

/// Returns what the author is known by.
pub(super) fn reference(site: &Site) -> Reference {
    Reference { id: format!("{}#person", Permalink::home().absolute(&site.settings.base)) }
}

fn skills(site: &Site) -> Vec<String> {
    let has_proof = |id| site.progress.skills.get(id).is_some_and(SkillProgress::is_shown);
    site.plan.skills.iter().filter(|skill| has_proof(&skill.id)).map(|skill| skill.title.clone()).collect()
}

fn credential(site: &Site, certification: &Certification) -> Option<Credential> {
    let progress = site.progress.certifications.get(&certification.id.value)?;
    if !progress.state.is_verified() {
        return None;
    }
    let format = |date: NaiveDate| moment::rfc3339(date, site.settings.timezone);
    Some(Credential {
        kind: "EducationalOccupationalCredential",
        id: format!("{}#{}", Permalink::folder(&["credentials"]).absolute(&site.settings.base), certification.id.value),
        name: progress.title.clone(),
        category: "certification",
        recognized_by: progress.issuer.clone().map(|name| Named { kind: "Organization", name, url: None }),
        url: progress.proof.as_ref().map(|proof| proof.href.clone()),
        date_created: progress.issued.map(format),
        expires: progress.expires.map(format),
    })
}
