//! The home page: who, what for, and the proof, in that order.

use super::frame::{Frame, Head};
use super::view::{Content, FactLine, HomeView, MoreLinks, SkillLine, TextLink};
use super::{Page, credential, entry, jsonld, progress, project, skill};
use crate::content::page::PageKind;
use crate::plan::ReadingStatus;
use crate::plan::look::Home;
use crate::plan::schema::look::{HomeLayout, HomeSection};
use crate::site::progress::{ItemState, PhaseTime};
use crate::site::{PageId, Permalink, Site, SitePage};
use crate::words::{Key, word};

/// A visitor takes in three projects.
const PROJECTS: usize = 3;
/// Latest posts and notes.
const WRITING: usize = 4;
/// Skills with the most proofs.
const SKILLS: usize = 6;
/// Proofs beside the calendar, which is about as high as three of them.
const RECENT: usize = 3;
/// Roles in the card, which has to stay small.
const ROLES: usize = 3;

/// Returns the home page.
pub fn page(frame: &Frame<'_>) -> Page {
    let site = frame.site;
    let settings = &site.settings;
    let description = match (settings.description.as_str(), &site.plan.tagline) {
        ("", Some(tagline)) => tagline.clone(),
        ("", None) => frame.words.with(word!("describe.home"), &[("name", &settings.author.name)]),
        (own, _) => own.to_owned(),
    };
    let head = Head {
        kind: "home",
        title: settings.author.name.clone(),
        description,
        permalink: Permalink::home(),
        noindex: false,
        above: Vec::new(),
        feeds: Vec::new(),
        facts: jsonld::FactKind::Home,
    };
    let articles: Vec<PageId> =
        site.writing.iter().copied().filter(|id| site.page(*id).kind != PageKind::Project).take(WRITING).collect();
    let mut view = HomeView {
        tagline: site.plan.tagline.clone(),
        focus: site.plan.focus.clone(),
        actions: actions(frame),
        now: now(frame),
        facts: progress::facts(frame),
        projects: project::order(frame).into_iter().take(PROJECTS).map(|id| project::card(frame, id)).collect(),
        credentials: credential::verified(frame),
        writing: entry::entries(frame, &articles),
        skills: skills(frame),
        phases: progress::phase_lines(frame),
        calendar: progress::calendar_chart(site, "calendar"),
        recent: progress::recent(frame, RECENT),
        strip: strip(site),
        layout: settings.look.home.layout.word(),
        is_now_beside: false,
        rows: Vec::new(),
        more: more(frame),
    };
    arrange(&mut view, &settings.look.home);
    Page::new(head, None, Content::Home(Box::new(view)))
}

/// Puts the sections that have something to show in the order that was asked for, and empties the others.
fn arrange(view: &mut HomeView, home: &Home) {
    let order = &home.sections;
    let is_left_out = |section: HomeSection| !order.contains(&section);
    for section in HomeSection::ALL.into_iter().filter(|section| is_left_out(*section)) {
        match section {
            HomeSection::Now => view.now.clear(),
            HomeSection::Facts => view.facts.clear(),
            HomeSection::Projects => view.projects.clear(),
            HomeSection::Credentials => view.credentials.clear(),
            HomeSection::Writing => view.writing.clear(),
            HomeSection::Skills => view.skills.clear(),
            HomeSection::Progress => {
                view.phases.clear();
                view.calendar = None;
                view.recent.clear();
            }
        }
    }
    let has_content = |section: &HomeSection| match section {
        HomeSection::Now => !view.now.is_empty(),
        HomeSection::Facts => !view.facts.is_empty(),
        HomeSection::Projects => !view.projects.is_empty(),
        HomeSection::Credentials => !view.credentials.is_empty(),
        HomeSection::Writing => !view.writing.is_empty(),
        HomeSection::Skills => !view.skills.is_empty(),
        HomeSection::Progress => !view.phases.is_empty() || view.calendar.is_some(),
    };
    let mut shown: Vec<HomeSection> = order.iter().copied().filter(has_content).collect();
    view.is_now_beside = order.first() == Some(&HomeSection::Now) && shown.first() == Some(&HomeSection::Now);
    if view.is_now_beside {
        shown.remove(0);
    }
    let is_narrow = |section: HomeSection| matches!(section, HomeSection::Writing | HomeSection::Skills);
    let mut rows: Vec<Vec<HomeSection>> = Vec::new();
    for section in shown {
        match rows.last_mut() {
            Some(row)
                if home.layout == HomeLayout::Columns && is_narrow(section) && row.len() == 1 && is_narrow(row[0]) =>
            {
                row.push(section);
            }
            _ => rows.push(vec![section]),
        }
    }
    view.rows = rows.into_iter().map(|row| row.into_iter().map(HomeSection::word).collect()).collect();
}

fn actions(frame: &Frame<'_>) -> Vec<TextLink> {
    let known = [
        ("resume", word!("home.read_resume")),
        ("projects", word!("home.see_projects")),
        ("progress", word!("home.check_progress")),
        ("posts", word!("home.read_posts")),
        ("notes", word!("home.read_notes")),
    ];
    let existing = known.into_iter().filter(|(section, _)| frame.has(section)).take(2);
    existing
        .map(|(section, label)| TextLink {
            label: frame.words.text(label).to_owned(),
            href: Some(frame.section_href(section)),
            language: None,
        })
        .collect()
}

fn more(frame: &Frame<'_>) -> MoreLinks {
    let href = |section: &str| frame.has(section).then(|| frame.section_href(section));
    MoreLinks {
        projects: href("projects"),
        credentials: href("credentials"),
        writing: href("archive"),
        skills: href("skills"),
        progress: href("progress"),
    }
}

/// The "Now" card: month, what is built, what is read, what comes next, what the author is open to.
fn now(frame: &Frame<'_>) -> Vec<FactLine> {
    let (site, words) = (frame.site, frame.words);
    let line = |term: Key, details: Vec<TextLink>| FactLine { term: words.text(term).to_owned(), details };
    let mut lines = Vec::new();
    if let Some(month) = progress::month(site) {
        let phases = site.plan.phases.iter().zip(&site.progress.phases);
        let current =
            phases.filter(|(_, progress)| progress.time == PhaseTime::Current).map(|(phase, _)| phase.title.clone());
        let titles: Vec<String> = current.collect();
        let with_phases =
            |phases: &str| words.with(word!("home.month_with_phases"), &[("month", &month), ("phases", phases)]);
        let label = if titles.is_empty() { month.clone() } else { with_phases(&words.list(&titles)) };
        let href = frame.has("progress").then(|| frame.section_href("progress"));
        lines.push(line(word!("home.now_plan"), vec![TextLink { label, href, language: None }]));
    }
    lines.push(line(word!("home.now_learning"), active_items(frame)));
    lines.push(line(word!("home.now_building"), active_projects(frame)));
    let reading = site.plan.resources.iter().filter(|resource| resource.status == Some(ReadingStatus::Reading));
    let reading = reading.map(|resource| TextLink {
        label: resource.title.clone(),
        href: Some(resource.url.clone()),
        language: None,
    });
    lines.push(line(word!("home.now_reading"), reading.take(1).collect()));
    if let Some((title, day, permalink)) = progress::next_phase(site) {
        // A date is not broken at the end of a line.
        let day = words.date(word!("date.short"), day).replace(' ', "\u{a0}");
        let label = words.with(word!("home.next_phase"), &[("title", &title), ("date", &day)]);
        lines.push(line(
            word!("home.now_next"),
            vec![TextLink { label, href: Some(frame.href(&permalink)), language: None }],
        ));
    }
    if site.plan.open_to_work {
        let listed = site.plan.roles.iter().filter(|role| role.is_listed);
        let roles = listed.take(ROLES).map(|role| TextLink { label: role.title.clone(), href: None, language: None });
        lines.push(line(word!("home.now_open"), roles.collect()));
    }
    lines.retain(|line| !line.details.is_empty());
    lines
}

/// Returns the newest items under way, at most two.
fn active_items(frame: &Frame<'_>) -> Vec<TextLink> {
    let site = frame.site;
    let mut active: Vec<_> = site
        .plan
        .items()
        .filter_map(|(_, item)| Some((item, site.progress.items.get(&item.id.value)?)))
        .filter(|(_, progress)| progress.state == ItemState::Active)
        .collect();
    active.sort_by_key(|(_, progress)| {
        std::cmp::Reverse((progress.mentions.iter().filter_map(|mention| mention.date).max(), progress.window.start))
    });
    let links = active.into_iter().take(2).map(|(item, _)| TextLink {
        label: item.title.clone(),
        href: entry::item_href(frame, &item.id.value),
        language: None,
    });
    links.collect()
}

fn active_projects(frame: &Frame<'_>) -> Vec<TextLink> {
    let active = frame.site.projects.iter().map(|id| project::card(frame, *id)).filter(|card| card.status == "active");
    active.take(2).map(|card| TextLink { label: card.title, href: Some(card.href), language: card.language }).collect()
}

fn skills(frame: &Frame<'_>) -> Vec<SkillLine> {
    let mut lines: Vec<SkillLine> =
        skill::shown(frame).map(|(skill, progress)| skill::line(frame, skill, progress)).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.count));
    lines.truncate(SKILLS);
    lines
}

/// Returns the status in one line, in parts: month, what is proven, when the site last changed.
fn strip(site: &Site) -> Vec<String> {
    let words = &site.words;
    let mut parts: Vec<String> = progress::month(site).into_iter().collect();
    let proven = site.progress.counts.items_proven;
    if proven > 0 {
        parts.push(site.words.count(word!("count.items_proven"), proven));
    }
    let last = site.pages.iter().filter(|page| page.is_listed).filter_map(SitePage::last_change).max();
    parts.extend(last.map(|day| words.with(word!("home.updated"), &[("date", &words.date(word!("date.long"), day))])));
    parts
}
