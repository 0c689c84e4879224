//! The résumé, as a page that prints and as JSON Resume.
//!
//! Skills, projects and credentials are those that the evidence shows; `resume:` of the plan adds what no page can
//! prove. [`page`] is for people, [`json`] the same facts for programs.

pub mod json;
pub mod pdf;
mod period;
pub mod print;

use super::frame::{Frame, Head};
use super::view::{
    Content, ResumeHighlight, ResumeJob, ResumeLanguage, ResumeLink, ResumeSkill, ResumeSkills, ResumeStudy,
    ResumeView, TextLink,
};
use super::{Page, credential, date, entry, project, skill};
use crate::plan::resume::{Education, Experience, Paper, Resume};
use crate::site::Permalink;
use crate::site::schedule::window;

/// The name of the folder.
pub const FOLDER: &str = "resume";
/// The file of JSON Resume.
pub const JSON: &str = "resume.json";
/// A reader takes in three projects; a fourth would be on a second sheet of paper.
const PROJECTS: usize = 3;

/// The file of the PDF, where it was made.
const PDF: &str = "resume.pdf";

/// A page that is meant for paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
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

/// Returns every page that is meant for paper.
pub fn sheets(frame: &Frame<'_>) -> Vec<Sheet> {
    page(frame).into_iter().filter_map(|page| sheet(frame, &page, PDF)).collect()
}

fn sheet(frame: &Frame<'_>, page: &Page, pdf: &str) -> Option<Sheet> {
    let resume = frame.site.plan.resume.as_ref()?;
    let author = &frame.site.settings.author;
    let info = pdf::Info {
        title: format!("{} · {}", page.head.title, author.name),
        author: author.name.clone(),
        subject: author.headline.clone().unwrap_or_default(),
        day: frame.site.as_of,
    };
    Some(Sheet {
        address: page.head.permalink.as_str().to_owned(),
        page: page.head.permalink.output_path(),
        pdf: pdf.to_owned(),
        paper: resume.paper,
        info,
    })
}

/// Returns the page, if the plan has a `resume:`.
pub fn page(frame: &Frame<'_>) -> Option<Page> {
    let resume = frame.site.plan.resume.as_ref()?;
    let author = &frame.site.settings.author;
    let what = author.headline.as_ref().map(|headline| format!(", {headline}")).unwrap_or_default();
    let description =
        format!("Résumé of {}{what}: skills, projects and credentials, each with its evidence.", author.name);
    let head = Head::of_section(FOLDER, "Résumé", description);
    Some(Page::new(head, None, Content::Resume(Box::new(view(frame, resume)))))
}

fn view(frame: &Frame<'_>, resume: &Resume) -> ResumeView {
    let site = frame.site;
    let author = &site.settings.author;
    let order = project::order(frame);
    let links = author.links.iter().filter_map(|link| {
        let href = link.url.clone()?;
        Some(ResumeLink { label: link.label.clone(), address: spoken(&href).to_owned(), href })
    });
    let languages = resume.languages.iter();
    ResumeView {
        layout: resume.layout.word(),
        name: author.name.clone(),
        headline: author.headline.clone(),
        location: resume.location.clone(),
        email: author.email.clone(),
        links: links.collect(),
        summary: summary(frame, resume).map(str::to_owned),
        skills: skills(frame),
        all_projects: (order.len() > PROJECTS).then(|| frame.section_href("projects")),
        projects: order.into_iter().take(PROJECTS).map(|id| project::card(frame, id)).collect(),
        experience: resume.experience.iter().map(|entry| job(frame, entry)).collect(),
        credentials: credential::verified(frame),
        education: studies(frame, resume),
        languages: languages
            .map(|language| ResumeLanguage { name: language.name.clone(), level: language.level.clone() })
            .collect(),
        json: frame.href(&json_permalink()),
        pdf: frame.pdfs.contains_key(PDF).then(|| site.settings.base.href(PDF)),
        as_of: date::view(site.as_of),
    }
}

fn json_permalink() -> Permalink {
    Permalink::file(JSON).expect("the name is a constant without anything special")
}

/// Returns the author's sentences, else the tagline of the plan.
fn summary<'a>(frame: &Frame<'a>, resume: &'a Resume) -> Option<&'a str> {
    resume.summary.as_deref().or(frame.site.plan.tagline.as_deref())
}

/// Returns an address as one reads it out.
fn spoken(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.trim_start_matches("mailto:").trim_end_matches('/')
}

fn skills(frame: &Frame<'_>) -> Vec<ResumeSkills> {
    let mut groups: Vec<ResumeSkills> = Vec::new();
    for (skill, progress) in skill::shown(frame) {
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
        organization: TextLink { label: entry.organization.clone(), href: entry.url.clone() },
        location: entry.location.clone(),
        period: period::view(entry.period),
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
    let written = resume.education.iter().map(study);
    current_study(frame).into_iter().chain(written).collect()
}

fn study(entry: &Education) -> ResumeStudy {
    let is_dated = entry.period.start.is_some() || entry.period.end.is_some();
    ResumeStudy {
        title: entry.title.clone(),
        institution: TextLink { label: entry.institution.clone(), href: entry.url.clone() },
        period: is_dated.then(|| period::view(entry.period)),
        summary: entry.summary.clone(),
    }
}

fn current_study(frame: &Frame<'_>) -> Option<ResumeStudy> {
    let site = frame.site;
    if !frame.has("progress") || site.as_of < site.plan.start {
        return None;
    }
    let proven = site.progress.counts.items_proven;
    let figure = (proven >= site.plan.display.min_proven.max(1)).then(|| {
        format!("{}, each with evidence that you can open.", entry::count(proven, "item proven", "items proven"))
    });
    let whole = window::whole(&site.plan);
    Some(ResumeStudy {
        title: site.plan.title.clone(),
        institution: TextLink {
            label: "Self-directed, in public".to_owned(),
            href: Some(frame.section_href("progress")),
        },
        period: Some(period::of_plan((whole.start, whole.end), site.as_of)),
        summary: figure,
    })
}
