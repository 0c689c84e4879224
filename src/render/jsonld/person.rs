//! The author: on the home page with everything that is proven, elsewhere by name.

use chrono::NaiveDate;

use super::node::{Author, Credential, Organization, Person, Reference};
use crate::plan::Certification;
use crate::render::moment;
use crate::site::progress::SkillProgress;
use crate::site::{Permalink, Site};

/// Returns the author with links, skills that have a proof, and credentials that are verified.
pub(super) fn full(site: &Site) -> Person {
    let author = &site.settings.author;
    let is_web = |url: &String| url.starts_with("https://") || url.starts_with("http://");
    Person {
        author: self::author(site),
        job_title: author.headline.clone(),
        description: site.settings.description.clone(),
        same_as: author.links.iter().filter_map(|link| link.url.clone()).filter(is_web).collect(),
        knows_about: skills(site),
        has_credential: site.plan.certifications.iter().filter_map(|one| credential(site, one)).collect(),
    }
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
        name: progress.title.clone(),
        category: "certification",
        recognized_by: progress.issuer.clone().map(|name| Organization { kind: "Organization", name }),
        url: progress.proof.as_ref().map(|proof| proof.href.clone()),
        date_created: progress.issued.map(format),
        expires: progress.expires.map(format),
    })
}
