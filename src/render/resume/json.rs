//! The résumé as JSON Resume 1.0.0 (<https://jsonresume.org/schema>): `resume.json`.
//!
//! The same facts as the page has. Skills have no `level`: their keywords are what proves them. What the schema
//! has no key for, such as the end of a credential's validity, stands in keys of its own, which it allows.

use serde::Serialize;

use super::{skills, summary};
use crate::plan::resume::{Period, Resume};
use crate::render::frame::Frame;
use crate::render::lens::order::Lens;
use crate::render::view::CredentialView;
use crate::render::{lens, project};
use crate::site::Permalink;

#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    basics: Basics<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    work: Vec<Work<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    education: Vec<Education<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    certificates: Vec<Certificate>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    skills: Vec<Skill>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    languages: Vec<Language<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    projects: Vec<Project>,
    meta: Meta,
}

#[derive(Serialize)]
struct Basics<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    profiles: Vec<Profile<'a>>,
}

#[derive(Serialize)]
struct Location<'a> {
    city: &'a str,
}

#[derive(Serialize)]
struct Profile<'a> {
    network: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Work<'a> {
    name: &'a str,
    position: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<&'a str>,
    #[serde(flatten)]
    period: Dates,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    highlights: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Education<'a> {
    institution: &'a str,
    area: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(flatten)]
    period: Dates,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dates {
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<String>,
}

#[derive(Serialize)]
struct Certificate {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
}

#[derive(Serialize)]
struct Skill {
    name: String,
    keywords: Vec<String>,
}

#[derive(Serialize)]
struct Language<'a> {
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fluency: Option<&'a str>,
}

#[derive(Serialize)]
struct Project {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    highlights: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<String>,
    url: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
    canonical: String,
    version: &'static str,
    last_modified: String,
}

/// Returns `resume.json`, and that of each role, if the plan has a `resume:`.
///
/// # Panics
/// When texts and lists could not be written as JSON, which cannot be.
pub fn all(frame: &Frame<'_>) -> Vec<(Permalink, Vec<u8>)> {
    let Some(resume) = &frame.site.plan.resume else { return Vec::new() };
    let lenses = lens::all(frame);
    let all = std::iter::once(None).chain(lenses.iter().map(Some));
    all.map(|lens| (super::file(lens, super::JSON), render(frame, resume, lens))).collect()
}

fn render<'a>(frame: &Frame<'a>, resume: &'a Resume, lens: Option<&Lens<'a>>) -> Vec<u8> {
    let document = Document {
        schema: "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
        basics: basics(frame, resume, lens),
        work: work(resume),
        education: education(resume),
        certificates: super::credentials(frame, lens).into_iter().map(certificate).collect(),
        skills: skills(frame, lens)
            .into_iter()
            .map(|group| Skill {
                name: group.title,
                keywords: group.skills.into_iter().map(|skill| skill.title).collect(),
            })
            .collect(),
        languages: resume
            .languages
            .iter()
            .map(|language| Language { language: &language.name, fluency: language.level.as_deref() })
            .collect(),
        projects: projects(frame, lens),
        meta: Meta {
            canonical: frame.absolute(&super::file(lens, super::JSON)),
            version: "v1.0.0",
            last_modified: format!("{}T00:00:00", frame.site.as_of),
        },
    };
    let mut json = serde_json::to_vec_pretty(&document).expect("texts and lists are always JSON");
    json.push(b'\n');
    json
}

fn basics<'a>(frame: &Frame<'a>, resume: &'a Resume, lens: Option<&Lens<'a>>) -> Basics<'a> {
    let author = &frame.site.settings.author;
    let profile = |link: &'a crate::plan::site::Link| {
        let url = link.url.as_deref().filter(|url| url.starts_with("http"))?;
        Some(Profile { network: &link.label, url })
    };
    Basics {
        name: &author.name,
        label: author.headline.as_deref(),
        email: author.email.as_deref(),
        url: frame.absolute(&Permalink::home()),
        summary: summary(frame, resume, lens),
        location: resume.location.as_deref().map(|city| Location { city }),
        profiles: author.links.iter().filter_map(profile).collect(),
    }
}

fn dates(period: Period) -> Dates {
    Dates { start_date: period.start.map(|date| date.to_string()), end_date: period.end.map(|date| date.to_string()) }
}

fn work(resume: &Resume) -> Vec<Work<'_>> {
    let work = resume.experience.iter().map(|job| Work {
        name: &job.organization,
        position: &job.role,
        url: job.url.as_deref(),
        location: job.location.as_deref(),
        period: dates(job.period),
        summary: job.summary.as_deref(),
        highlights: job.highlights.iter().map(|highlight| highlight.text.as_str()).collect(),
    });
    work.collect()
}

fn education(resume: &Resume) -> Vec<Education<'_>> {
    let studies = resume.education.iter().map(|study| Education {
        institution: &study.institution,
        area: &study.title,
        url: study.url.as_deref(),
        period: dates(study.period),
    });
    studies.collect()
}

fn certificate(view: CredentialView) -> Certificate {
    Certificate {
        name: view.title,
        date: view.issued.map(|date| date.iso),
        issuer: view.issuer,
        url: view.href,
        expires: view.expires.map(|date| date.iso),
    }
}

/// Returns every project, with the result as what stands out.
fn projects(frame: &Frame<'_>, lens: Option<&Lens<'_>>) -> Vec<Project> {
    let cards = super::projects(frame, lens).into_iter().map(|id| (frame.site.page(id), project::card(frame, id)));
    let projects = cards.map(|(page, card)| Project {
        name: card.title,
        description: card.summary,
        highlights: card.result.into_iter().collect(),
        keywords: card.stack,
        url: frame.absolute(&page.permalink),
    });
    projects.collect()
}
