//! Which badges there are, what each says, and the gallery.
//!
//! A badge whose fact is not there yet is not made. Addresses never change: a badge is at `badges/ID.svg`, where
//! ID is that of the plan, `phase-ID`, `month-N`, or one of `plan-month`, `plan-proven`, `posts`, `notes`, `updated`.

pub mod offer;

use std::collections::BTreeMap;

use chrono::Datelike;

use super::badge::{self, Badge, BadgeId, Color};
use super::frame::{Frame, Head};
use super::view::{BadgeGroup, BadgeView, BadgesView, Content};
use super::{Page, entry};
use crate::plan::{BaseUrl, ItemKind, PlanId, RatioStyle};
use crate::site::progress::{CertificationState, Tally};
use crate::site::{PageId, Permalink, Site, SitePage};

/// A badge with the group it is shown in and the page that proves it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The title of its group in the gallery.
    pub group: &'static str,
    /// The badge.
    pub badge: Badge,
    /// The page that proves it.
    pub target: Permalink,
    /// The place on that page; empty for none.
    pub fragment: String,
}

impl Listed {
    fn new(group: &'static str, id: &str, label: &str, message: String, color: Color, target: Permalink) -> Self {
        let sentence = format!("{label}: {message}");
        let badge = Badge { id: BadgeId::new(id), label: label.to_owned(), message, color, sentence };
        Self { group, badge, target, fragment: String::new() }
    }

    fn at(mut self, fragment: &str) -> Self {
        fragment.clone_into(&mut self.fragment);
        self
    }

    fn saying(mut self, sentence: String) -> Self {
        self.badge.sentence = sentence;
        self
    }

    fn hash(&self) -> String {
        if self.fragment.is_empty() { String::new() } else { format!("#{}", self.fragment) }
    }

    fn absolute_target(&self, base: &BaseUrl) -> String {
        format!("{}{}", self.target.absolute(base), self.hash())
    }
}

fn progress_page() -> Permalink {
    Permalink::folder(&["progress"])
}

/// Returns every badge whose fact holds, in the order of the gallery.
pub fn all(site: &Site) -> Vec<Listed> {
    let mut badges = of_plan(site);
    badges.extend(of_phases(site));
    badges.extend(of_months(site));
    badges.extend(of_certifications(site));
    badges.extend(of_projects(site));
    badges.extend(of_goals(site));
    badges.extend(of_skills(site));
    badges.extend(of_items(site));
    badges.extend(of_journal(site));
    badges
}

fn of_plan(site: &Site) -> Vec<Listed> {
    let (plan, counts) = (&site.plan, site.progress.counts);
    let mut badges = Vec::new();
    if let Some(month) = site.progress.calendar.month.filter(|_| site.shows_progress()) {
        let message = format!("{month} of {}", plan.months);
        let sentence = format!("{}: month {message}", plan.title);
        badges
            .push(Listed::new("Plan", "plan-month", "month", message, Color::Active, progress_page()).saying(sentence));
    }
    if counts.items_proven >= plan.display.min_proven && counts.items_proven > 0 {
        let message = ratio(plan.display.ratio_style, counts.items_proven, counts.items_total);
        let sentence = format!("{}: {message}", plan.title);
        badges.push(
            Listed::new("Plan", "plan-proven", "progress", message, Color::Proven, progress_page()).saying(sentence),
        );
    }
    badges
}

fn ratio(style: RatioStyle, proven: usize, total: usize) -> String {
    match style {
        RatioStyle::Count => format!("{proven} of {total} proven"),
        RatioStyle::Percent => format!("{} % proven", (proven * 100).checked_div(total).unwrap_or(0)),
    }
}

fn tally_color(tally: &Tally) -> Color {
    if tally.total > 0 && tally.proven == tally.total { Color::Proven } else { Color::Active }
}

fn of_phases(site: &Site) -> Vec<Listed> {
    let phases = site.plan.phases.iter().zip(&site.progress.phases);
    let begun = phases.filter(|(_, progress)| progress.tally.proven > 0);
    begun
        .map(|(phase, progress)| {
            let message = ratio(site.plan.display.ratio_style, progress.tally.proven, progress.tally.total);
            let id = format!("phase-{}", phase.id);
            let sentence = format!("Phase {}: {message}", phase.title);
            let color = tally_color(&progress.tally);
            Listed::new("Phases", &id, &phase.title, message, color, progress_page())
                .at(phase.id.as_str())
                .saying(sentence)
        })
        .collect()
}

/// The items of one month; phases may share a month.
#[derive(Default)]
struct Month {
    proven: usize,
    total: usize,
    titles: Vec<String>,
    /// Where the month is on the progress page.
    fragment: String,
}

fn of_months(site: &Site) -> Vec<Listed> {
    let mut months: BTreeMap<u32, Month> = BTreeMap::new();
    for (phase, progress) in site.plan.phases.iter().zip(&site.progress.phases) {
        for part in &progress.months {
            let Some(number) = part.number.filter(|_| part.tally.proven > 0) else { continue };
            let month = months.entry(number).or_default();
            month.proven += part.tally.proven;
            month.total += part.tally.total;
            month.titles.push(phase.themes.get(&number).unwrap_or(&phase.title).clone());
            if month.fragment.is_empty() {
                month.fragment = format!("{}-month-{number}", phase.id);
            }
        }
    }
    let badge = |(number, month): (u32, Month)| {
        let message = ratio(site.plan.display.ratio_style, month.proven, month.total);
        let sentence = format!("Month {number}, {}: {message}", month.titles.join(" and "));
        let color = if month.proven == month.total { Color::Proven } else { Color::Active };
        let listed = Listed::new(
            "Months",
            &format!("month-{number}"),
            &format!("month {number}"),
            message,
            color,
            progress_page(),
        );
        listed.at(&month.fragment).saying(sentence)
    };
    months.into_iter().map(badge).collect()
}

fn year_month(date: chrono::NaiveDate) -> String {
    format!("{}-{:02}", date.year(), date.month())
}

fn of_certifications(site: &Site) -> Vec<Listed> {
    let target = || Permalink::folder(&["credentials"]);
    let mut badges = Vec::new();
    for certification in &site.plan.certifications {
        let id = &certification.id.value;
        let Some(progress) = site.progress.certifications.get(id) else { continue };
        let (message, color) = match (progress.state, progress.issued, progress.expires) {
            (CertificationState::Expired, _, Some(expired)) => {
                (format!("expired {}", year_month(expired)), Color::Neutral)
            }
            (state, Some(issued), _) if state.is_verified() => {
                (format!("verified {}", year_month(issued)), Color::Credential)
            }
            (state, None, _) if state.is_verified() => ("verified".to_owned(), Color::Credential),
            _ => continue,
        };
        badges.push(
            Listed::new("Certifications", id.as_str(), &progress.title, message, color, target()).at(id.as_str()),
        );
    }
    badges
}

fn of_projects(site: &Site) -> Vec<Listed> {
    let mut badges = Vec::new();
    for project in &site.plan.projects {
        let id = &project.id.value;
        let Some(progress) = site.progress.projects.get(id).filter(|progress| progress.is_listed) else { continue };
        let Some(page) = progress.page.map(|page| site.page(PageId(page))) else { continue };
        let proven = progress.features.iter().filter(|feature| feature.is_proven()).count();
        let features = format!("{proven}/{}", progress.features.len());
        let message = match (&progress.release, progress.features.is_empty()) {
            (Some(release), false) => format!("{release} · {features}"),
            (Some(release), true) => release.clone(),
            (None, false) => format!("in progress · {features}"),
            (None, true) => "in progress".to_owned(),
        };
        let sentence = match &progress.release {
            Some(release) => format!(
                "{}: released as {release}, {proven} of {} features proven",
                page.title,
                progress.features.len()
            ),
            None => format!("{}: in progress, {proven} of {} features proven", page.title, progress.features.len()),
        };
        let color = if progress.release.is_some() { Color::Proven } else { Color::Active };
        badges.push(
            Listed::new("Projects", id.as_str(), &page.title, message, color, page.permalink.clone()).saying(sentence),
        );
    }
    badges
}

fn of_goals(site: &Site) -> Vec<Listed> {
    let mut badges = Vec::new();
    for goal in &site.plan.goals {
        let id = &goal.id.value;
        let Some(progress) = site.progress.goals.get(id).filter(|progress| progress.is_shown) else { continue };
        let message = format!("{} of {}", progress.count, progress.target);
        let color = if progress.is_reached { Color::Proven } else { Color::Active };
        badges.push(Listed::new("Goals", id.as_str(), &goal.title, message, color, progress_page()).at(id.as_str()));
    }
    badges
}

/// From this many proofs on, a skill has a badge.
const SKILL_MIN: usize = 2;

fn of_skills(site: &Site) -> Vec<Listed> {
    let mut badges = Vec::new();
    for skill in &site.plan.skills {
        let proofs = site.progress.skills.get(&skill.id).map_or(0, |progress| progress.proofs.len());
        if proofs >= SKILL_MIN {
            let message = format!("{proofs} proofs");
            let target = Permalink::folder(&["skills", skill.id.short()]);
            badges.push(Listed::new("Skills", skill.id.as_str(), &skill.title, message, Color::Proven, target));
        }
    }
    badges
}

fn of_items(site: &Site) -> Vec<Listed> {
    let made = site.plan.items().filter(|(_, item)| matches!(item.kind, ItemKind::Course | ItemKind::Build));
    let proven = made.filter_map(|(_, item)| Some((item, site.progress.items.get(&item.id.value)?.proven_on?)));
    proven
        .map(|(item, day)| {
            let message = format!("completed {}", year_month(day));
            let id = item.id.value.as_str();
            Listed::new("Courses and builds", id, &item.title, message, Color::Proven, progress_page()).at(id)
        })
        .collect()
}

fn of_journal(site: &Site) -> Vec<Listed> {
    let mut badges = Vec::new();
    for (one, name, pages) in [("post", "posts", &site.posts), ("note", "notes", &site.notes)] {
        if !pages.is_empty() {
            let sentence = format!("{} published", entry::count(pages.len(), one, name));
            let target = Permalink::folder(&[name]);
            badges.push(
                Listed::new("Journal", name, name, pages.len().to_string(), Color::Neutral, target).saying(sentence),
            );
        }
    }
    if let Some(day) = site.pages.iter().filter(|page| page.is_listed).filter_map(SitePage::last_change).max() {
        let sentence = format!("Last updated on {day}");
        badges.push(
            Listed::new("Journal", "updated", "updated", day.to_string(), Color::Neutral, Permalink::home())
                .saying(sentence),
        );
    }
    badges
}

/// Returns the view of a badge.
pub fn view(frame: &Frame<'_>, listed: &Listed) -> BadgeView {
    let (svg, json) = (svg_path(listed), json_path(listed));
    let base = &frame.site.settings.base;
    let (image, page) = (base.absolute(&svg), listed.absolute_target(base));
    BadgeView {
        id: listed.badge.id.as_str().to_owned(),
        src: base.href(&svg),
        width: badge::width(&listed.badge),
        alt: listed.badge.sentence.clone(),
        href: format!("{}{}", frame.href(&listed.target), listed.hash()),
        endpoint: base.href(&json),
        markdown: badge::markdown(&listed.badge, &image, &page),
        html: badge::html(&listed.badge, &image, &page),
        asciidoc: badge::asciidoc(&listed.badge, &image, &page),
    }
}

/// Returns the path of a badge's picture below the site.
pub fn svg_path(listed: &Listed) -> String {
    format!("badges/{}.svg", listed.badge.id)
}

/// Returns the path of a badge's endpoint for shields.io below the site.
pub fn json_path(listed: &Listed) -> String {
    format!("badges/{}.json", listed.badge.id)
}

/// Returns the view of the badge of that id, if there is one.
pub fn of(frame: &Frame<'_>, id: &str) -> Option<BadgeView> {
    let id = BadgeId::new(id);
    frame.badges.iter().find(|listed| listed.badge.id == id).map(|listed| view(frame, listed))
}

/// Returns the badge of a phase, if there is one.
pub fn of_phase(frame: &Frame<'_>, phase: &PlanId) -> Option<BadgeView> {
    of(frame, &format!("phase-{phase}"))
}

/// Returns the gallery.
pub fn gallery(frame: &Frame<'_>) -> Page {
    let description =
        format!("Badges of {} to show elsewhere, each with the page that proves it.", frame.site.settings.author.name);
    let head = Head::of_section("badges", "Badges", description);
    let mut groups: Vec<BadgeGroup> = Vec::new();
    for listed in &frame.badges {
        if groups.last().is_none_or(|group| group.title != listed.group) {
            groups.push(BadgeGroup { title: listed.group.to_owned(), badges: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.badges.push(view(frame, listed));
        }
    }
    Page::new(head, None, Content::Badges(BadgesView { title: "Badges".to_owned(), groups }))
}
