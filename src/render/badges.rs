//! Which badges there are, what each says, and the gallery.
//!
//! A badge whose fact is not there yet is not made. Addresses never change: a badge is at `badges/ID.svg`, where
//! ID is that of the plan, `phase-ID`, `month-N`, or one of `plan-month`, `plan-proven`, `posts`, `notes`, `updated`.

pub mod offer;

use std::collections::BTreeMap;

use chrono::Datelike;

use super::Page;
use super::badge::{self, Badge, BadgeId, Color};
use super::frame::Frame;
use super::view::{BadgeGroup, BadgeView, BadgesView, Content};
use crate::plan::{BaseUrl, ItemKind, PlanId, RatioStyle};
use crate::site::progress::{CertificationState, Tally};
use crate::site::{PageId, Permalink, Site, SitePage};
use crate::words::{Key, Words, word};

/// A badge with the group it is shown in and the page that proves it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its group in the gallery.
    pub group: Group,
    /// The badge.
    pub badge: Badge,
    /// The page that proves it.
    pub target: Permalink,
    /// The place on that page; empty for none.
    pub fragment: String,
}

/// What the gallery shows together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// The plan as a whole.
    Plan,
    /// Its phases.
    Phases,
    /// Its months.
    Months,
    /// Certifications.
    Certifications,
    /// Projects.
    Projects,
    /// Goals that count something.
    Goals,
    /// Skills.
    Skills,
    /// Courses and builds.
    Made,
    /// What was published.
    Journal,
}

impl Group {
    /// Returns its title.
    pub fn word(self) -> Key {
        match self {
            Self::Plan => word!("badge.plan"),
            Self::Phases => word!("badge.phases"),
            Self::Months => word!("badge.months"),
            Self::Certifications => word!("badge.certifications"),
            Self::Projects => word!("badge.projects"),
            Self::Goals => word!("badge.goals"),
            Self::Skills => word!("badge.skills"),
            Self::Made => word!("badge.made"),
            Self::Journal => word!("badge.journal"),
        }
    }
}

/// What a badge says in its two halves, and as a sentence.
struct Saying {
    label: String,
    message: String,
    sentence: String,
}

impl Saying {
    fn new(words: &Words, label: &str, message: String) -> Self {
        let sentence = words.pair(label, &message);
        Self { label: label.to_owned(), message, sentence }
    }
}

impl Listed {
    fn new(group: Group, id: &str, saying: Saying, color: Color, target: Permalink) -> Self {
        let Saying { label, message, sentence } = saying;
        let badge = Badge { id: BadgeId::new(id), label, message, color, sentence };
        Self { group, badge, target, fragment: String::new() }
    }

    fn at(mut self, fragment: &str) -> Self {
        fragment.clone_into(&mut self.fragment);
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
    let (plan, counts, words) = (&site.plan, site.progress.counts, &site.words);
    let mut badges = Vec::new();
    if let Some(month) = site.progress.calendar.month.filter(|_| site.shows_progress()) {
        let (n, total) = (words.whole(month as usize), words.whole(plan.months as usize));
        let values = [("plan", plan.title.as_str()), ("n", &n), ("total", &total)];
        let saying = Saying {
            label: words.text(word!("badge.month")).to_owned(),
            message: words.with(word!("figure.of"), &values),
            sentence: words.with(word!("badge.month_sentence"), &values),
        };
        badges.push(Listed::new(Group::Plan, "plan-month", saying, Color::Active, progress_page()));
    }
    if counts.items_proven >= plan.display.min_proven && counts.items_proven > 0 {
        let message = ratio(site, counts.items_proven, counts.items_total);
        let sentence = words.pair(&plan.title, &message);
        let saying = Saying { label: words.text(word!("badge.progress")).to_owned(), message, sentence };
        badges.push(Listed::new(Group::Plan, "plan-proven", saying, Color::Proven, progress_page()));
    }
    badges
}

fn ratio(site: &Site, proven: usize, total: usize) -> String {
    let words = &site.words;
    match site.plan.display.ratio_style {
        RatioStyle::Count => {
            let (proven, total) = (words.whole(proven), words.whole(total));
            words.with(word!("badge.ratio"), &[("proven", &proven), ("total", &total)])
        }
        RatioStyle::Percent => {
            let percent = words.percent((proven * 100).checked_div(total).unwrap_or(0));
            words.with(word!("badge.percent"), &[("percent", &percent)])
        }
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
            let message = ratio(site, progress.tally.proven, progress.tally.total);
            let id = format!("phase-{}", phase.id);
            let values = [("title", phase.title.as_str()), ("message", &message)];
            let sentence = site.words.with(word!("badge.phase_sentence"), &values);
            let color = tally_color(&progress.tally);
            let saying = Saying { label: phase.title.clone(), message, sentence };
            Listed::new(Group::Phases, &id, saying, color, progress_page()).at(phase.id.as_str())
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
        let words = &site.words;
        let message = ratio(site, month.proven, month.total);
        let pair =
            |first: String, second: String| words.with(word!("list.and"), &[("first", &first), ("second", &second)]);
        let titles = month.titles.into_iter().reduce(pair).unwrap_or_default();
        let n = words.whole(number as usize);
        let values = [("n", n.as_str()), ("titles", &titles), ("message", &message)];
        let saying = Saying {
            label: words.with(word!("badge.month_label"), &values),
            sentence: words.with(word!("badge.of_month_sentence"), &values),
            message,
        };
        let color = if month.proven == month.total { Color::Proven } else { Color::Active };
        Listed::new(Group::Months, &format!("month-{number}"), saying, color, progress_page()).at(&month.fragment)
    };
    months.into_iter().map(badge).collect()
}

fn year_month(date: chrono::NaiveDate) -> String {
    format!("{}-{:02}", date.year(), date.month())
}

fn of_certifications(site: &Site) -> Vec<Listed> {
    let target = || Permalink::folder(&["credentials"]);
    let words = &site.words;
    let dated = |key, day| words.with(key, &[("date", &*year_month(day))]);
    let mut badges = Vec::new();
    for certification in &site.plan.certifications {
        let id = &certification.id.value;
        let Some(progress) = site.progress.certifications.get(id) else { continue };
        let (message, color) = match (progress.state, progress.issued, progress.expires) {
            (CertificationState::Expired, _, Some(expired)) => (dated(word!("badge.expired"), expired), Color::Neutral),
            (state, Some(issued), _) if state.is_verified() => {
                (dated(word!("badge.verified_on"), issued), Color::Credential)
            }
            (state, None, _) if state.is_verified() => {
                (words.text(word!("badge.verified")).to_owned(), Color::Credential)
            }
            _ => continue,
        };
        let saying = Saying::new(words, &progress.title, message);
        badges.push(Listed::new(Group::Certifications, id.as_str(), saying, color, target()).at(id.as_str()));
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
        let words = &site.words;
        let (proven, total) = (words.whole(proven), words.whole(progress.features.len()));
        let features = format!("{proven}/{total}");
        let active = words.text(word!("badge.in_progress"));
        let message = match (&progress.release, progress.features.is_empty()) {
            (Some(release), false) => format!("{release} · {features}"),
            (Some(release), true) => release.clone(),
            (None, false) => format!("{active} · {features}"),
            (None, true) => active.to_owned(),
        };
        let release = progress.release.as_deref();
        let values = [
            ("title", page.title.as_str()),
            ("release", release.unwrap_or_default()),
            ("proven", &proven),
            ("total", &total),
        ];
        let key = if release.is_some() { word!("badge.released_sentence") } else { word!("badge.active_sentence") };
        let saying = Saying { label: page.title.clone(), message, sentence: words.with(key, &values) };
        let color = if progress.release.is_some() { Color::Proven } else { Color::Active };
        badges.push(Listed::new(Group::Projects, id.as_str(), saying, color, page.permalink.clone()));
    }
    badges
}

fn of_goals(site: &Site) -> Vec<Listed> {
    let mut badges = Vec::new();
    for goal in &site.plan.goals {
        let id = &goal.id.value;
        let Some(progress) = site.progress.goals.get(id).filter(|progress| progress.is_shown) else { continue };
        let words = &site.words;
        let (n, total) = (words.whole(progress.count), words.whole(progress.target));
        let message = words.with(word!("figure.of"), &[("n", &n), ("total", &total)]);
        let saying = Saying::new(words, &goal.title, message);
        let color = if progress.is_reached { Color::Proven } else { Color::Active };
        badges.push(Listed::new(Group::Goals, id.as_str(), saying, color, progress_page()).at(id.as_str()));
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
            let message = site.words.count(word!("count.proofs"), proofs);
            let saying = Saying::new(&site.words, &skill.title, message);
            let target = Permalink::folder(&["skills", skill.id.short()]);
            badges.push(Listed::new(Group::Skills, skill.id.as_str(), saying, Color::Proven, target));
        }
    }
    badges
}

fn of_items(site: &Site) -> Vec<Listed> {
    let made = site.plan.items().filter(|(_, item)| matches!(item.kind, ItemKind::Course | ItemKind::Build));
    let proven = made.filter_map(|(_, item)| Some((item, site.progress.items.get(&item.id.value)?.proven_on?)));
    proven
        .map(|(item, day)| {
            let message = site.words.with(word!("badge.completed"), &[("date", &year_month(day))]);
            let saying = Saying::new(&site.words, &item.title, message);
            let id = item.id.value.as_str();
            Listed::new(Group::Made, id, saying, Color::Proven, progress_page()).at(id)
        })
        .collect()
}

fn of_journal(site: &Site) -> Vec<Listed> {
    let mut badges = Vec::new();
    let words = &site.words;
    let kinds = [
        ("posts", word!("badge.posts"), word!("badge.posts_sentence"), &site.posts),
        ("notes", word!("badge.notes"), word!("badge.notes_sentence"), &site.notes),
    ];
    for (name, label, sentence, pages) in kinds {
        if !pages.is_empty() {
            let saying = Saying {
                label: words.text(label).to_owned(),
                message: words.whole(pages.len()),
                sentence: words.count(sentence, pages.len()),
            };
            badges.push(Listed::new(Group::Journal, name, saying, Color::Neutral, Permalink::folder(&[name])));
        }
    }
    if let Some(day) = site.pages.iter().filter(|page| page.is_listed).filter_map(SitePage::last_change).max() {
        let message = day.to_string();
        let sentence = words.with(word!("badge.updated_sentence"), &[("date", &message)]);
        let saying = Saying { label: words.text(word!("badge.updated")).to_owned(), message, sentence };
        badges.push(Listed::new(Group::Journal, "updated", saying, Color::Neutral, Permalink::home()));
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
    frame.common.badges.iter().find(|listed| listed.badge.id == id).map(|listed| view(frame, listed))
}

/// Returns the badge of a phase, if there is one.
pub fn of_phase(frame: &Frame<'_>, phase: &PlanId) -> Option<BadgeView> {
    of(frame, &format!("phase-{phase}"))
}

/// Returns the gallery.
pub fn gallery(frame: &Frame<'_>) -> Page {
    let values = [("name", frame.site.settings.author.name.as_str())];
    let head = frame.section_head("badges", frame.words.with(word!("describe.badges"), &values));
    let groups = frame.common.badges.chunk_by(|a, b| a.group == b.group).map(|listed| BadgeGroup {
        title: frame.words.text(listed[0].group.word()).to_owned(),
        badges: listed.iter().map(|listed| view(frame, listed)).collect(),
    });
    let view = BadgesView { title: head.title.clone(), groups: groups.collect() };
    Page::new(head, None, Content::Badges(view))
}
