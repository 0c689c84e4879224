//! The twin of the résumé.

use super::inline;
use super::sheet::Sheet;
use crate::render::view::{PeriodView, ResumeView, TextLink};
use crate::words::word;

/// Writes the résumé.
pub(super) fn resume(sheet: &mut Sheet<'_>, view: &ResumeView) {
    sheet.heading(1, &view.name);
    if let Some(headline) = &view.headline {
        sheet.summary(headline);
    }
    sheet.line(word!("resume.location"), &view.location.as_deref().map(inline::text).unwrap_or_default());
    sheet.line(word!("resume.mail"), &view.email.as_deref().map(inline::text).unwrap_or_default());
    for link in &view.links {
        sheet.fact(&inline::text(&link.label), &inline::link(&inline::text(&link.address), &link.href));
    }
    if let Some(summary) = &view.summary {
        sheet.paragraph(summary);
    }
    skills(sheet, view);
    projects(sheet, view);
    experience(sheet, view);
    super::overview::credential_list(sheet, word!("section.credentials"), &view.credentials);
    studies(sheet, view);
    if !view.languages.is_empty() {
        sheet.title(2, word!("resume.languages"));
    }
    for language in &view.languages {
        let line = language.level.as_ref().map(|level| sheet.words.pair(&language.name, level));
        sheet.item(0, &inline::text(line.as_ref().unwrap_or(&language.name)));
    }
}

fn skills(sheet: &mut Sheet<'_>, view: &ResumeView) {
    if !view.skills.is_empty() {
        sheet.title(2, word!("resume.skills"));
    }
    for group in &view.skills {
        let skills = group.skills.iter().map(|skill| {
            let link = sheet.link(&skill.title, Some(&skill.href));
            format!("{link} ({})", skill.count_label)
        });
        let skills = sheet.words.list(&skills.collect::<Vec<_>>());
        sheet.fact(&inline::text(&group.title), &skills);
    }
}

fn projects(sheet: &mut Sheet<'_>, view: &ResumeView) {
    if !view.projects.is_empty() {
        sheet.title(2, word!("resume.projects"));
    }
    for card in &view.projects {
        let line = sheet.project(card);
        sheet.item(0, &line);
    }
}

fn experience(sheet: &mut Sheet<'_>, view: &ResumeView) {
    if !view.experience.is_empty() {
        sheet.title(2, word!("resume.experience"));
    }
    for job in &view.experience {
        let organization = text_link(sheet, &job.organization);
        let location = job.location.as_ref().map(|location| format!(", {location}")).unwrap_or_default();
        sheet.heading(3, &job.role);
        sheet.markdown(&format!("{organization}{}, {}", inline::text(&location), period(&job.period)));
        if let Some(summary) = &job.summary {
            sheet.paragraph(summary);
        }
        for highlight in &job.highlights {
            let highlight = sheet.link(&highlight.label, highlight.href.as_deref());
            sheet.item(0, &highlight);
        }
    }
}

fn studies(sheet: &mut Sheet<'_>, view: &ResumeView) {
    if !view.education.is_empty() {
        sheet.title(2, word!("resume.education"));
    }
    for study in &view.education {
        let institution = text_link(sheet, &study.institution);
        let when = study.period.as_ref().map(|when| format!(", {}", period(when))).unwrap_or_default();
        let line = format!("{}, {institution}{when}", inline::text(&study.title));
        let summary = study.summary.as_deref().map(|summary| sheet.words.pair(&line, &inline::text(summary)));
        sheet.item(0, &summary.unwrap_or(line));
    }
}

fn text_link(sheet: &Sheet<'_>, link: &TextLink) -> String {
    sheet.link(&link.label, link.href.as_deref())
}

fn period(period: &PeriodView) -> String {
    inline::text(&period.label)
}
