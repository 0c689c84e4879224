//! The twin of the résumé.

use super::inline;
use super::sheet::Sheet;
use crate::render::view::{PeriodView, ResumeView, TextLink};

/// Writes the résumé.
pub(super) fn resume(sheet: &mut Sheet<'_>, view: &ResumeView) {
    sheet.heading(1, &view.name);
    if let Some(headline) = &view.headline {
        sheet.summary(headline);
    }
    sheet.fact("Location", &view.location.as_deref().map(inline::text).unwrap_or_default());
    sheet.fact("Mail", &view.email.as_deref().map(inline::text).unwrap_or_default());
    for link in &view.links {
        sheet.fact(&inline::text(&link.label), &inline::link(&inline::text(&link.address), &link.href));
    }
    if let Some(summary) = &view.summary {
        sheet.paragraph(summary);
    }
    skills(sheet, view);
    projects(sheet, view);
    experience(sheet, view);
    super::overview::credential_list(sheet, "Credentials", &view.credentials);
    studies(sheet, view);
    if !view.languages.is_empty() {
        sheet.heading(2, "Languages");
    }
    for language in &view.languages {
        let level = language.level.as_ref().map(|level| format!(": {level}")).unwrap_or_default();
        sheet.item(0, &inline::text(&format!("{}{level}", language.name)));
    }
}

fn skills(sheet: &mut Sheet<'_>, view: &ResumeView) {
    if !view.skills.is_empty() {
        sheet.heading(2, "Skills");
    }
    for group in &view.skills {
        let skills = group.skills.iter().map(|skill| {
            let link = sheet.link(&skill.title, Some(&skill.href));
            format!("{link} ({})", skill.count_label)
        });
        let skills = skills.collect::<Vec<_>>().join(", ");
        sheet.fact(&inline::text(&group.title), &skills);
    }
}

fn projects(sheet: &mut Sheet<'_>, view: &ResumeView) {
    if !view.projects.is_empty() {
        sheet.heading(2, "Projects");
    }
    for card in &view.projects {
        let line = sheet.project(card);
        sheet.item(0, &line);
    }
}

fn experience(sheet: &mut Sheet<'_>, view: &ResumeView) {
    if !view.experience.is_empty() {
        sheet.heading(2, "Experience");
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
        sheet.heading(2, "Education");
    }
    for study in &view.education {
        let institution = text_link(sheet, &study.institution);
        let when = study.period.as_ref().map(|when| format!(", {}", period(when))).unwrap_or_default();
        let summary = study.summary.as_deref().map(|summary| format!(": {}", inline::text(summary)));
        let title = inline::text(&study.title);
        sheet.item(0, &format!("{title}, {institution}{when}{}", summary.unwrap_or_default()));
    }
}

fn text_link(sheet: &Sheet<'_>, link: &TextLink) -> String {
    sheet.link(&link.label, link.href.as_deref())
}

fn period(period: &PeriodView) -> String {
    inline::text(&period.label)
}
