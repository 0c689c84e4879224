//! The résumé as it is meant: the part of it that the author writes, checked.

use super::schema::resume::{EducationFile, ExperienceFile, HighlightLink, ResumeFile};
use super::site::check_address;
use crate::diagnostic::{Code, Diagnostic, Spanned};

pub use super::schema::resume::{LanguageFile, Paper, PartialDate, ResumeLayout};

/// What the author says of themselves. Everything else on a résumé is computed from plan and content.
#[derive(Debug, Clone, PartialEq)]
pub struct Resume {
    /// Two or three sentences.
    pub summary: Option<String>,
    /// City and country.
    pub location: Option<String>,
    /// Jobs, in order of writing.
    pub experience: Vec<Experience>,
    /// Degrees and courses, in order of writing.
    pub education: Vec<Education>,
    /// Languages, in order of writing.
    pub languages: Vec<LanguageFile>,
    /// How it looks.
    pub layout: ResumeLayout,
    /// The size of the sheet in a PDF.
    pub paper: Paper,
}

/// A job.
#[derive(Debug, Clone, PartialEq)]
pub struct Experience {
    /// What one was.
    pub role: String,
    /// Where.
    pub organization: String,
    /// The address of the organization.
    pub url: Option<String>,
    /// City, or `remote`.
    pub location: Option<String>,
    /// From when to when.
    pub period: Period,
    /// One sentence.
    pub summary: Option<String>,
    /// What was achieved.
    pub highlights: Vec<Highlight>,
}

/// A degree or a course of study.
#[derive(Debug, Clone, PartialEq)]
pub struct Education {
    /// The degree or course.
    pub title: String,
    /// Who gave it.
    pub institution: String,
    /// The address of the institution.
    pub url: Option<String>,
    /// From when to when.
    pub period: Period,
    /// One sentence.
    pub summary: Option<String>,
}

/// From when to when something was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// When it began.
    pub start: Option<PartialDate>,
    /// When it ended.
    pub end: Option<PartialDate>,
    /// Whether it goes on when no end is known; a degree without an end was given in one year.
    pub is_open: bool,
}

/// An achievement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    /// The achievement.
    pub text: String,
    /// Where to see it: an absolute address, or a path on the site that begins with a slash.
    pub url: Option<String>,
}

/// Checks what the author wrote.
pub(super) fn lower(file: ResumeFile, diagnostics: &mut Vec<Diagnostic>) -> Resume {
    Resume {
        summary: file.summary,
        location: file.location,
        experience: file.experience.into_iter().map(|entry| experience(entry, diagnostics)).collect(),
        education: file.education.into_iter().map(|entry| education(entry, diagnostics)).collect(),
        languages: file.languages,
        layout: file.layout.unwrap_or(ResumeLayout::Classic),
        paper: file.paper.unwrap_or(Paper::A4),
    }
}

fn experience(file: ExperienceFile, diagnostics: &mut Vec<Diagnostic>) -> Experience {
    Experience {
        role: file.role,
        organization: file.organization,
        url: address(file.url, diagnostics),
        location: file.location,
        period: period(Some(file.start), file.end, true, diagnostics),
        summary: file.summary,
        highlights: file.highlights.into_iter().map(|highlight| self::highlight(highlight.0, diagnostics)).collect(),
    }
}

fn education(file: EducationFile, diagnostics: &mut Vec<Diagnostic>) -> Education {
    let is_open = file.start.is_some();
    Education {
        title: file.title,
        institution: file.institution,
        url: address(file.url, diagnostics),
        period: period(file.start, file.end, is_open, diagnostics),
        summary: file.summary,
    }
}

fn highlight(file: HighlightLink, diagnostics: &mut Vec<Diagnostic>) -> Highlight {
    // A path on the site is checked with all others on the finished page.
    let is_path = |url: &Spanned<String>| url.value.starts_with('/') && !url.value.starts_with("//");
    let url = match file.url {
        Some(url) if is_path(&url) => Some(url.value),
        url => address(url, diagnostics),
    };
    Highlight { text: file.text, url }
}

fn address(url: Option<Spanned<String>>, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let url = url?;
    check_address(&url, diagnostics);
    Some(url.value)
}

fn period(
    start: Option<Spanned<PartialDate>>,
    end: Option<Spanned<PartialDate>>,
    is_open: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Period {
    // A year is not after a month of it: `start: 2024-03`, `end: 2024`.
    let is_after = |start: PartialDate, end: PartialDate| match (start.month, end.month) {
        (Some(_), Some(_)) => start > end && (start.day.is_some() == end.day.is_some() || start.month != end.month),
        _ => start.year > end.year,
    };
    if let (Some(start), Some(end)) = (&start, &end)
        && is_after(start.value, end.value)
    {
        let found =
            Diagnostic::new(Code::BadDate, end.span, "it ends before it begins").label(start.span, "it begins here");
        diagnostics.push(found.hint("write the earlier one under `start:` and the later one under `end:`"));
    }
    let end = end.map(|end| end.value);
    Period { start: start.map(|start| start.value), is_open: is_open && end.is_none(), end }
}
