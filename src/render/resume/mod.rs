//! The résumé, as a page that prints and as JSON Resume.
//!
//! Skills, projects and credentials are those that the evidence shows; `resume:` of the plan adds what no page can
//! prove. [`page_for`] is for people, [`json`] the same facts for programs.

pub mod json;
pub mod pdf;
mod period;
pub mod print;

use super::frame::{Frame, Head};
use super::jsonld::FactKind;
use super::lens::order::Lens;
use super::view::{
    Content, CredentialView, ResumeHighlight, ResumeJob, ResumeLanguage, ResumeLink, ResumeSkill, ResumeSkills,
    ResumeStudy, ResumeView, TextLink,
};
use super::{Page, credential, date, lens, project, skill};
use crate::plan::PlanId;
use crate::plan::resume::{Education, Experience, Paper, Resume};
use crate::site::schedule::window;
use crate::site::{PageId, Permalink};
use crate::words::word;

/// The name of the folder.
pub const FOLDER: &str = "resume";
/// The file of JSON Resume.
const JSON: &str = "resume.json";
/// The file of the PDF, where it was made.
const PDF: &str = "resume.pdf";
/// A reader takes in three projects; a fourth would be on a second sheet of paper.
const PROJECTS: usize = 3;

/// A page that is meant for paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The role that it is for.
    pub role: Option<PlanId>,
    /// The address of the page below that of the site.
    pub address: String,
    /// The path of the page.
    pub page: String,
    /// The path that its PDF has on the site.
    pub pdf: String,
    /// The size of the sheet.
    pub paper: Paper,
    /// What the PDF says of itself.
    pub info: pdf::Info,
}

/// Returns every page that is meant for paper: the résumé, then that of each role.
pub fn sheets(frame: &Frame<'_>) -> Vec<Sheet> {
    let lenses = lens::all(frame);
    let all = std::iter::once(None).chain(lenses.iter().map(Some));
    all.filter_map(|lens| sheet(frame, lens)).collect()
}

fn sheet(frame: &Frame<'_>, lens: Option<&Lens<'_>>) -> Option<Sheet> {
    let resume = frame.site.plan.resume.as_ref()?;
    let author = &frame.site.settings.author;
    let head = head(frame, lens);
    let info = pdf::Info {
        title: format!("{} · {}", head.title, author.name),
        author: author.name.clone(),
        subject: author.headline.clone().unwrap_or_default(),
        day: frame.site.as_of,
    };
    Some(Sheet {
        role: lens.map(|lens| lens.role.id.clone()),
        address: head.permalink.as_str().to_owned(),
        page: head.permalink.output_path(),
        pdf: file(lens, PDF).as_str().to_owned(),
        paper: resume.paper,
        info,
    })
}

/// Returns the page, if the plan has a `resume:`; through a lens, that of its role.
pub fn page_for(frame: &Frame<'_>, lens: Option<&Lens<'_>>) -> Option<Page> {
    let resume = frame.site.plan.resume.as_ref()?;
    Some(Page::new(head(frame, lens), None, Content::Resume(Box::new(view(frame, resume, lens)))))
}

fn head(frame: &Frame<'_>, lens: Option<&Lens<'_>>) -> Head {
    let author = &frame.site.settings.author;
    let words = frame.words;
    let who = match &author.headline {
        Some(headline) => words.with(word!("pair.comma"), &[("name", &author.name), ("value", headline)]),
        None => author.name.clone(),
    };
    let description = words.with(word!("describe.resume"), &[("who", &who)]);
    let head = Head { facts: FactKind::Resume, ..frame.section_head(FOLDER, description) };
    let Some(Lens { role, .. }) = lens else { return head };
    let role_value = [("role", role.title.as_str())];
    Head {
        title: words.with(word!("resume.for_role"), &role_value),
        permalink: lens::permalink(role, &[FOLDER]),
        noindex: true,
        above: vec![(words.with(word!("lens.title"), &role_value), lens::permalink(role, &[]))],
        ..head
    }
}

fn view(frame: &Frame<'_>, resume: &Resume, lens: Option<&Lens<'_>>) -> ResumeView {
    let site = frame.site;
    let author = &site.settings.author;
    let order = projects(frame, lens);
    let links = author.links.iter().filter_map(|link| {
        let href = link.url.clone()?;
        Some(ResumeLink { label: link.label.clone(), address: spoken(&href).to_owned(), href })
    });
    let languages = resume.languages.iter();
    let pdf = file(lens, PDF);
    ResumeView {
        layout: resume.layout.word(),
        role: lens.map(|lens| lens.role.title.clone()),
        name: author.name.clone(),
        headline: author.headline.clone(),
        location: resume.location.clone(),
        email: author.email.clone(),
        links: links.collect(),
        summary: summary(frame, resume, lens).map(str::to_owned),
        skills: skills(frame, lens),
        all_projects: (order.len() > PROJECTS).then(|| frame.section_href("projects")),
        projects: order.into_iter().take(PROJECTS).map(|id| project::card(frame, id)).collect(),
        experience: resume.experience.iter().map(|entry| job(frame, entry)).collect(),
        credentials: credentials(frame, lens),
        education: studies(frame, resume),
        languages: languages
            .map(|language| ResumeLanguage { name: language.name.clone(), level: language.level.clone() })
            .collect(),
        json: frame.href(&file(lens, JSON)),
        pdf: frame.pdfs.contains_key(pdf.as_str()).then(|| frame.href(&pdf)),
        as_of: date::view(frame.words, site.as_of),
    }
}

/// Returns where a file of the résumé is: at the top of the site, or in the folder of a role.
fn file(lens: Option<&Lens<'_>>, name: &str) -> Permalink {
    let folder = lens.map_or_else(Permalink::home, |lens| lens::permalink(lens.role, &[]));
    folder.join(name)
}

/// Returns the author's sentences, for the role if there are some; else the tagline of the plan.
fn summary<'a>(frame: &Frame<'a>, resume: &'a Resume, lens: Option<&Lens<'a>>) -> Option<&'a str> {
    let own = lens.and_then(|lens| lens.role.summary.as_deref());
    own.or(resume.summary.as_deref()).or(frame.site.plan.tagline.as_deref())
}

/// Returns all projects, in order.
fn projects(frame: &Frame<'_>, lens: Option<&Lens<'_>>) -> Vec<PageId> {
    lens.map_or_else(|| project::order(frame), |lens| project::order_for(frame, lens))
}

fn credentials(frame: &Frame<'_>, lens: Option<&Lens<'_>>) -> Vec<CredentialView> {
    lens.map_or_else(|| credential::verified(frame), |lens| credential::verified_for(frame, lens))
}

/// Returns an address as one reads it out.
fn spoken(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.trim_start_matches("mailto:").trim_end_matches('/')
}

fn skills(frame: &Frame<'_>, lens: Option<&Lens<'_>>) -> Vec<ResumeSkills> {
    let mut shown: Vec<_> = skill::shown(frame).collect();
    if let Some(lens) = lens {
        shown.sort_by_key(|(skill, _)| lens.of_skill(&skill.id));
    }
    let mut groups: Vec<ResumeSkills> = Vec::new();
    for (skill, progress) in shown {
        let line = skill::line(frame, skill, progress);
        let one = ResumeSkill { title: line.title, href: line.href, count_label: line.count_label };
        match groups.iter_mut().find(|group| group.title == line.group) {
            Some(group) => group.skills.push(one),
            None => groups.push(ResumeSkills { title: line.group, skills: vec![one] }),
        }
    }
    groups
}

fn job(frame: &Frame<'_>, entry: &Experience) -> ResumeJob {
    ResumeJob {
        role: entry.role.clone(),
        organization: TextLink { label: entry.organization.clone(), href: entry.url.clone(), language: None },
        location: entry.location.clone(),
        period: period::view(frame.words, entry.period),
        summary: entry.summary.clone(),
        highlights: entry
            .highlights
            .iter()
            .map(|highlight| ResumeHighlight {
                label: highlight.text.clone(),
                href: highlight.url.as_deref().map(|url| on_host(frame, url)),
                address: highlight.url.as_deref().map(|url| spoken(&absolute(frame, url)).to_owned()),
            })
            .collect(),
    }
}

/// Returns an address with the base path, if it is a path on the site.
fn on_host(frame: &Frame<'_>, url: &str) -> String {
    match url.strip_prefix('/') {
        Some(below) => frame.site.settings.base.href(below),
        None => url.to_owned(),
    }
}

/// Returns an address as it is from anywhere.
fn absolute(frame: &Frame<'_>, url: &str) -> String {
    match url.strip_prefix('/') {
        Some(below) => frame.site.settings.base.absolute(below),
        None => url.to_owned(),
    }
}

/// Returns the plan of the journal, when it shows progress, and what the author studied.
fn studies(frame: &Frame<'_>, resume: &Resume) -> Vec<ResumeStudy> {
    let written = resume.education.iter().map(|entry| study(frame, entry));
    current_study(frame).into_iter().chain(written).collect()
}

fn study(frame: &Frame<'_>, entry: &Education) -> ResumeStudy {
    let is_dated = entry.period.start.is_some() || entry.period.end.is_some();
    ResumeStudy {
        title: entry.title.clone(),
        institution: TextLink { label: entry.institution.clone(), href: entry.url.clone(), language: None },
        period: is_dated.then(|| period::view(frame.words, entry.period)),
        summary: entry.summary.clone(),
    }
}

fn current_study(frame: &Frame<'_>) -> Option<ResumeStudy> {
    let site = frame.site;
    if !frame.has("progress") || site.as_of < site.plan.start {
        return None;
    }
    let proven = site.progress.counts.items_proven;
    let figure =
        (proven >= site.plan.display.min_proven.max(1)).then(|| frame.words.count(word!("resume.evidence"), proven));
    let whole = window::whole(&site.plan);
    Some(ResumeStudy {
        title: site.plan.title.clone(),
        institution: TextLink {
            label: frame.words.text(word!("resume.self_directed")).to_owned(),
            href: Some(frame.section_href("progress")),
            language: None,
        },
        period: Some(period::of_plan(frame.words, (whole.start, whole.end), site.as_of)),
        summary: figure,
    })
}
