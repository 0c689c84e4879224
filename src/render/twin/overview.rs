//! Twins of what is made from the plan: home, progress, skills, credentials, resources, series.

use super::inline;
use super::sheet::Sheet;
use crate::plan::schema::look::HomeSection;
use crate::render::frame::Head;
use crate::render::view::{
    CredentialView, CredentialsView, Figure, HomeView, ItemView, PhaseLine, PhaseView, ProgressView, ProofView,
    ResourcesView, SeriesView, SkillLine, SkillView, SkillsView,
};
use crate::words::{Key, word};

/// Writes the home page.
pub(super) fn home(sheet: &mut Sheet<'_>, view: &HomeView) {
    let site = sheet.frame.site;
    sheet.heading(1, &site.settings.author.name);
    let headline = site.settings.author.headline.as_ref();
    if let Some(line) = headline.or(view.tagline.as_ref()) {
        sheet.summary(line);
    }
    for line in [view.tagline.as_ref().filter(|_| headline.is_some()), view.focus.as_ref()].into_iter().flatten() {
        sheet.paragraph(line);
    }
    if view.is_now_beside {
        home_section(sheet, view, HomeSection::Now.word());
    }
    view.rows.iter().flatten().for_each(|section| home_section(sheet, view, section));
}

fn home_section(sheet: &mut Sheet<'_>, view: &HomeView, section: &str) {
    match HomeSection::ALL.into_iter().find(|one| one.word() == section) {
        Some(HomeSection::Now) => {
            for line in &view.now {
                let details = sheet.links(&line.details);
                sheet.fact(&inline::text(&line.term), &details);
            }
        }
        Some(HomeSection::Facts) => figures(sheet, &view.facts),
        Some(HomeSection::Projects) => {
            sheet.title(2, word!("section.projects"));
            for card in &view.projects {
                let line = sheet.project(card);
                sheet.item(0, &line);
            }
        }
        Some(HomeSection::Credentials) => credential_list(sheet, word!("section.credentials"), &view.credentials),
        Some(HomeSection::Writing) => {
            sheet.title(2, word!("home.writing"));
            sheet.entries(&view.writing);
        }
        Some(HomeSection::Skills) => skill_list(sheet, sheet.words.text(word!("section.skills")), &view.skills),
        Some(HomeSection::Progress) => phase_list(sheet, &view.phases),
        None => {}
    }
}

/// Writes the progress page.
pub(super) fn progress(sheet: &mut Sheet<'_>, view: &ProgressView) {
    sheet.title(1, word!("section.progress"));
    let as_of = sheet.frame.site.as_of.to_string();
    let month = view.month_inside.as_deref();
    let key = if month.is_some() { word!("progress.dek_month") } else { word!("progress.dek") };
    let values = [("plan", view.plan_title.as_str()), ("month", month.unwrap_or_default()), ("date", &as_of)];
    sheet.summary(&sheet.words.with(key, &values));
    figures(sheet, &view.facts);
    if let Some(schedule) = &view.schedule {
        let reasons = schedule.reasons.join("; ");
        sheet.paragraph(&format!("{}. {reasons}", schedule.label));
    }
    if !view.recent.is_empty() {
        sheet.title(2, word!("progress.newest"));
    }
    for news in &view.recent {
        let (claim, proof) = (sheet.claim(&news.claim), sheet.proof(&news.proof));
        let line = sheet.words.with(word!("progress.proven_by"), &[("claim", &claim), ("proof", &proof)]);
        sheet.item(0, &line);
    }
    view.phases.iter().for_each(|phase| self::phase(sheet, phase));
    if !view.goals.is_empty() {
        sheet.title(2, word!("progress.goals"));
    }
    for goal in &view.goals {
        let (n, total) = (sheet.words.whole(goal.count), sheet.words.whole(goal.target));
        let figure = sheet.words.with(word!("figure.of"), &[("n", &n), ("total", &total)]);
        sheet.fact(&inline::text(&goal.title), &figure);
        proofs(sheet, 1, &goal.proofs);
    }
    if !view.outreach.is_empty() {
        sheet.title(2, word!("progress.outreach"));
        view.outreach.iter().for_each(|item| self::item(sheet, item));
    }
    if let Some(hours) = &view.hours {
        sheet.heading(2, &hours.table.caption);
        sheet.paragraph(&hours.summary);
        for row in &hours.table.rows {
            let (name, rest) = row.split_first().expect("a row has the name of its month");
            sheet.fact(name, &sheet.words.list(rest));
        }
    }
    skill_list(sheet, sheet.words.text(word!("progress.skills")), &view.skills);
}

fn phase(sheet: &mut Sheet<'_>, phase: &PhaseView) {
    sheet.heading(2, &phase.line.title);
    sheet.paragraph(&phase_words(&phase.line));
    if let Some(summary) = &phase.summary {
        sheet.paragraph(summary);
    }
    for month in &phase.months {
        let title =
            month.title.as_ref().map_or_else(|| month.name.clone(), |title| sheet.words.pair(&month.name, title));
        sheet.heading(3, &title);
        month.items.iter().for_each(|item| self::item(sheet, item));
    }
}

fn item(sheet: &mut Sheet<'_>, item: &ItemView) {
    let mark = |is_proven| if is_proven { "[x]" } else { "[ ]" };
    let is_done = matches!(item.state, "proven" | "waived");
    let state = match &item.proven_on {
        Some(day) => sheet.words.with(word!("progress.state_on"), &[("state", &item.state_word), ("date", &day.iso)]),
        None => item.state_word.clone(),
    };
    let title = inline::text(&item.title);
    sheet.item(0, &format!("{} {title} ({}, {state})", mark(is_done), item.kind));
    for criterion in &item.criteria {
        sheet.item(1, &format!("{} {}", mark(criterion.is_proven), inline::text(&criterion.title)));
        proofs(sheet, 2, &criterion.proofs);
    }
    proofs(sheet, 1, &item.proofs);
    for mention in &item.mentions {
        let link = sheet.link(&mention.label, mention.href.as_deref());
        let line = sheet.words.pair(sheet.words.text(word!("twin.note")), &link);
        sheet.item(1, &line);
    }
}

/// Writes the list of skills.
pub(super) fn skills(sheet: &mut Sheet<'_>, head: &Head, view: &SkillsView) {
    sheet.heading(1, &view.title);
    sheet.summary(&head.description);
    for group in &view.groups {
        skill_list(sheet, &group.title, &group.skills);
    }
}

/// Writes a skill.
pub(super) fn skill(sheet: &mut Sheet<'_>, view: &SkillView) {
    sheet.heading(1, &view.line.title);
    sheet.summary(&format!("{}, {}", view.line.count_label, view.line.group));
    sheet.line(word!("skill.parts"), &inline::text(&sheet.words.list(&view.parts)));
    sheet.title(2, word!("skill.proofs"));
    proofs(sheet, 0, &view.proofs);
    if !view.items.is_empty() {
        sheet.title(2, word!("skill.in_plan"));
    }
    for claim in &view.items {
        let claim = sheet.claim(claim);
        sheet.item(0, &claim);
    }
    if !view.mentions.is_empty() {
        sheet.title(2, word!("skill.writing"));
        sheet.entries(&view.mentions);
    }
}

/// Writes the certifications.
pub(super) fn credentials(sheet: &mut Sheet<'_>, head: &Head, view: &CredentialsView) {
    sheet.heading(1, &view.title);
    sheet.summary(&head.description);
    credential_list(sheet, word!("credential.verified"), &view.verified);
    credential_list(sheet, word!("credential.lapsed"), &view.expired);
    credential_list(sheet, word!("credential.planned"), &view.planned);
}

/// Writes the reading list.
pub(super) fn resources(sheet: &mut Sheet<'_>, head: &Head, view: &ResourcesView) {
    sheet.heading(1, &view.title);
    sheet.summary(&head.description);
    for group in &view.groups {
        sheet.heading(2, &group.title);
        for resource in &group.resources {
            let link = sheet.link(&resource.title, Some(&resource.href));
            let words = sheet.words;
            let mut line = match resource.by.as_deref() {
                Some(by) => words.with(word!("resource.by"), &[("title", &link), ("names", &inline::text(by))]),
                None => link,
            };
            if let Some(status) = &resource.status_label {
                line = words.with(word!("pair.comma"), &[("name", &line), ("value", status)]);
            }
            let items = sheet.claims(&resource.items);
            if !items.is_empty() {
                let value = words.with(word!("resource.for"), &[("items", &items)]);
                line = words.pair(&line, &value);
            }
            sheet.item(0, &line);
        }
    }
}

/// Writes a series.
pub(super) fn series(sheet: &mut Sheet<'_>, view: &SeriesView) {
    sheet.heading(1, &view.title);
    sheet.summary(&view.intro);
    sheet.entries(&view.parts);
}

fn figures(sheet: &mut Sheet<'_>, figures: &[Figure]) {
    for figure in figures {
        let label = sheet.link(&figure.label, figure.href.as_deref());
        sheet.item(0, &format!("{} {label}", inline::text(&figure.value)));
    }
}

fn proofs(sheet: &mut Sheet<'_>, depth: usize, proofs: &[ProofView]) {
    for proof in proofs {
        let proof = sheet.proof(proof);
        sheet.item(depth, &proof);
    }
}

/// Writes certifications; nothing when there are none.
pub(super) fn credential_list(sheet: &mut Sheet<'_>, title: Key, credentials: &[CredentialView]) {
    if credentials.is_empty() {
        return;
    }
    sheet.title(2, title);
    for credential in credentials {
        let link = sheet.link(&credential.title, credential.href.as_deref());
        let issuer = credential.issuer.as_deref().map(|issuer| format!(", {}", inline::text(issuer)));
        let day = |key: Key, day: Option<&crate::render::view::DateView>| {
            day.map(|day| format!(", {}", sheet.words.with(key, &[("date", &day.iso)]))).unwrap_or_default()
        };
        let issued = day(word!("credential.issued"), credential.issued.as_ref());
        let expires = day(word!("credential.valid_until"), credential.expires.as_ref());
        sheet.item(0, &format!("{link}{}{issued}{expires}", issuer.unwrap_or_default()));
    }
}

fn skill_list(sheet: &mut Sheet<'_>, title: &str, skills: &[SkillLine]) {
    if skills.is_empty() {
        return;
    }
    sheet.heading(2, title);
    for skill in skills {
        let link = sheet.link(&skill.title, Some(&skill.href));
        sheet.fact(&link, &skill.count_label);
        proofs(sheet, 1, &skill.best);
    }
}

fn phase_list(sheet: &mut Sheet<'_>, phases: &[PhaseLine]) {
    if !phases.is_empty() {
        sheet.title(2, word!("twin.plan"));
    }
    for phase in phases {
        let link = sheet.link(&phase.title, Some(&phase.href));
        sheet.fact(&link, &inline::text(&phase_words(phase)));
    }
}

fn phase_words(phase: &PhaseLine) -> String {
    let proven = phase.proven.as_ref().map(|proven| format!(", {proven}")).unwrap_or_default();
    format!("{}, {}{proven}", phase.months, phase.state_label)
}
