//! The résumé.

use serde::Serialize;

use super::{CredentialView, DateView, ProjectCard, TextLink};

/// The résumé: what the author says of themselves, and what the evidence shows.
#[derive(Debug, Clone, Serialize)]
pub struct ResumeView {
    /// How it looks: `classic`, `compact` or `centered`.
    pub layout: &'static str,
    /// The role that it is for, through a lens.
    pub role: Option<String>,
    /// The name.
    pub name: String,
    /// What they do.
    pub headline: Option<String>,
    /// City and country.
    pub location: Option<String>,
    /// The address of mail, as text.
    pub email: Option<String>,
    /// Where else they are, without the scheme of the address as the text in print: `example.org/noor`.
    pub links: Vec<ResumeLink>,
    /// Two or three sentences.
    pub summary: Option<String>,
    /// Skills that have proofs, by group.
    pub skills: Vec<ResumeSkills>,
    /// The projects that matter most.
    pub projects: Vec<ProjectCard>,
    /// All projects, when there are more.
    pub all_projects: Option<String>,
    /// Jobs.
    pub experience: Vec<ResumeJob>,
    /// Verified credentials.
    pub credentials: Vec<CredentialView>,
    /// Degrees and courses.
    pub education: Vec<ResumeStudy>,
    /// Languages.
    pub languages: Vec<ResumeLanguage>,
    /// The same as JSON Resume.
    pub json: String,
    /// The same as PDF, where it was made.
    pub pdf: Option<String>,
    /// When the newest of its facts is from: the date that the figures are computed for.
    pub as_of: DateView,
}

/// A place elsewhere.
#[derive(Debug, Clone, Serialize)]
pub struct ResumeLink {
    /// What it is.
    pub label: String,
    /// The address.
    pub href: String,
    /// The address as one reads it out: without scheme and slash at the end.
    pub address: String,
}

/// The skills of one group.
#[derive(Debug, Clone, Serialize)]
pub struct ResumeSkills {
    /// The group.
    pub title: String,
    /// Its skills, each with the number of its proofs and its page.
    pub skills: Vec<ResumeSkill>,
}

/// A skill.
#[derive(Debug, Clone, Serialize)]
pub struct ResumeSkill {
    /// Its name.
    pub title: String,
    /// The page with its proofs.
    pub href: String,
    /// `5 proofs`
    pub count_label: String,
}

/// From when to when something was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeriodView {
    /// `Mar 2022 to now`
    pub label: String,
    /// When it began, for `datetime=`: `2022-03`.
    pub start: Option<String>,
    /// When it ended.
    pub end: Option<String>,
}

/// A job.
#[derive(Debug, Clone, Serialize)]
pub struct ResumeJob {
    /// What one was.
    pub role: String,
    /// Where.
    pub organization: TextLink,
    /// City, or `remote`.
    pub location: Option<String>,
    /// From when to when.
    pub period: PeriodView,
    /// One sentence.
    pub summary: Option<String>,
    /// What was achieved, with the address that shows it.
    pub highlights: Vec<ResumeHighlight>,
}

/// An achievement.
#[derive(Debug, Clone, Serialize)]
pub struct ResumeHighlight {
    /// The achievement.
    pub label: String,
    /// Where to see it.
    pub href: Option<String>,
    /// The same address as one reads it out, for paper.
    pub address: Option<String>,
}

/// A degree, a course, or the plan of the journal itself.
#[derive(Debug, Clone, Serialize)]
pub struct ResumeStudy {
    /// The degree or course.
    pub title: String,
    /// Who gave it; for the plan, the page with its evidence.
    pub institution: TextLink,
    /// From when to when.
    pub period: Option<PeriodView>,
    /// One sentence.
    pub summary: Option<String>,
}

/// A language that one speaks.
#[derive(Debug, Clone, Serialize)]
pub struct ResumeLanguage {
    /// Its name.
    pub name: String,
    /// How well.
    pub level: Option<String>,
}
