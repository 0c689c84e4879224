//! The progress page: a log of work. Newest proof first; the current phase with its items; past phases folded;
//! future ones by title only. Every figure leads to its proof.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::chart::{Chart, burn_up, calendar, months, path};
use super::frame::Frame;
use super::view::{
    ClaimView, Content, CriterionView, Figure, GoalView, ItemView, MonthView, PhaseLine, PhaseView, ProgressView,
    RecentProof, ScheduleView,
};
use super::{Page, badges, date, entry, jsonld, matrix, skill};
use crate::plan::schema::look::ProgressSection;
use crate::plan::{Item, ItemKind, Phase, PlanId};
use crate::site::progress::{ItemProgress, ItemState, PhaseProgress, PhaseTime, UnitKind};
use crate::site::schedule::ScheduleState;
use crate::site::{Permalink, Site};
use crate::words::format::capitalized;
use crate::words::{Key, word};

/// How many of the newest proofs the page shows.
const RECENT: usize = 10;

/// Returns the progress page.
pub fn page(frame: &Frame<'_>) -> Page {
    let site = frame.site;
    let name = &site.settings.author.name;
    let (words, months) = (frame.words, site.plan.months as usize);
    let mut head =
        frame.section_head("progress", words.count_with(word!("describe.progress"), months, &[("name", name)]));
    head.facts = jsonld::FactKind::Collection;
    let proven = site.progress.counts.items_proven;
    let mut view = ProgressView {
        plan_title: site.plan.title.clone(),
        month: month(site),
        month_inside: month_by(site, word!("progress.month_inside")),
        facts: facts(frame),
        path: path_chart(site, "path"),
        path_lines: phase_lines(frame),
        recent: recent(frame, RECENT),
        phases: phases(frame),
        goals: goals(frame),
        outreach: outreach(site),
        burn_up: (proven >= site.plan.display.min_proven && proven > 0).then(|| burn_up_chart(site)),
        calendar: calendar_chart(site, "calendar"),
        hours: hours_chart(site),
        evidence: matrix::matrix(frame),
        skills: skill::shown(frame).map(|(skill, progress)| skill::line(frame, skill, progress)).collect(),
        skills_href: frame.has("skills").then(|| frame.section_href("skills")),
        badge: badges::of(frame, "plan-proven").or_else(|| badges::of(frame, "plan-month")),
        rows: Vec::new(),
        schedule: schedule(site),
    };
    arrange(&mut view, site.settings.look.progress_sections());
    Page::new(head, None, Content::Progress(Box::new(view)))
}

/// Puts the sections that have something to show in the order that was asked for, and empties the others.
fn arrange(view: &mut ProgressView, order: &[ProgressSection]) {
    for section in ProgressSection::ALL.into_iter().filter(|section| !order.contains(section)) {
        match section {
            ProgressSection::Path => (view.path, view.path_lines) = (None, Vec::new()),
            ProgressSection::Facts => view.facts.clear(),
            ProgressSection::Schedule => view.schedule = None,
            ProgressSection::Newest => view.recent.clear(),
            ProgressSection::Skills => (view.evidence, view.skills) = (None, Vec::new()),
            ProgressSection::Phases => view.phases.clear(),
            ProgressSection::BurnUp => view.burn_up = None,
            ProgressSection::Activity => view.calendar = None,
            ProgressSection::Hours => view.hours = None,
            ProgressSection::Goals => view.goals.clear(),
            ProgressSection::Outreach => view.outreach.clear(),
        }
    }
    let has_content = |section: &ProgressSection| match section {
        ProgressSection::Path => !view.path_lines.is_empty(),
        ProgressSection::Facts => !view.facts.is_empty(),
        ProgressSection::Schedule => view.schedule.is_some(),
        ProgressSection::Newest => !view.recent.is_empty(),
        ProgressSection::Skills => view.evidence.is_some(),
        ProgressSection::Phases => !view.phases.is_empty(),
        ProgressSection::BurnUp => view.burn_up.is_some(),
        ProgressSection::Activity => view.calendar.is_some(),
        ProgressSection::Hours => view.hours.is_some(),
        ProgressSection::Goals => !view.goals.is_empty(),
        ProgressSection::Outreach => !view.outreach.is_empty(),
    };
    let goes_with = |one, other| {
        let pairs =
            [[ProgressSection::Goals, ProgressSection::Outreach], [ProgressSection::Activity, ProgressSection::Hours]];
        pairs.iter().any(|pair| pair.contains(&one) && pair.contains(&other))
    };
    let mut rows: Vec<Vec<ProgressSection>> = Vec::new();
    for section in order.iter().filter(|section| has_content(section)).copied() {
        match rows.last_mut() {
            Some(row) if goes_with(section, row[0]) => row.push(section),
            _ => rows.push(vec![section]),
        }
    }
    view.rows = rows.into_iter().map(|row| row.into_iter().map(ProgressSection::word).collect()).collect();
}

/// Returns `Month 5 of 15`.
pub fn month(site: &Site) -> Option<String> {
    month_by(site, word!("progress.month"))
}

fn month_by(site: &Site, key: Key) -> Option<String> {
    let whole = |number: u32| site.words.whole(number as usize);
    let total = whole(site.plan.months);
    site.progress.calendar.month.map(|month| site.words.with(key, &[("n", &whole(month)), ("total", &total)]))
}

/// Returns at most four figures that a visitor can check.
pub fn facts(frame: &Frame<'_>) -> Vec<Figure> {
    let counts = frame.site.progress.counts;
    let shows_ratio = counts.items_proven >= frame.site.plan.display.min_proven;
    let words = frame.words;
    let of = |number: usize, unit: Key, section: &str| {
        (number > 0 && frame.has(section)).then(|| Figure {
            value: words.whole(number),
            label: words.count(unit, number),
            href: Some(frame.section_href(section)),
        })
    };
    let ratio = || {
        let (proven, total) = (words.whole(counts.items_proven), words.whole(counts.items_total));
        words.with(word!("figure.of"), &[("n", &proven), ("total", &total)])
    };
    let unit = word!("unit.plan_items_proven");
    let proven = of(counts.items_proven, unit, "progress").map(|figure| {
        // `1 of 6 plan items`, but `1 plan item`.
        if shows_ratio {
            Figure { value: ratio(), label: words.count(unit, counts.items_total), ..figure }
        } else {
            figure
        }
    });
    let writing = counts.notes + counts.posts;
    let section = if counts.notes > 0 { "notes" } else { "posts" };
    let figures = [
        proven,
        of(writing, word!("unit.notes_and_posts"), section),
        of(frame.site.projects.len(), word!("unit.projects"), "projects"),
        of(counts.certifications_verified, word!("unit.credentials"), "credentials"),
    ];
    figures.into_iter().flatten().collect()
}

/// Returns the phases as the path of the plan.
pub fn path_chart(site: &Site, prefix: &str) -> Option<Chart> {
    if site.plan.phases.is_empty() {
        return None;
    }
    let phases = site.plan.phases.iter().zip(&site.progress.phases).map(|(phase, progress)| path::Milepost {
        title: phase.title.clone(),
        months: phase.months,
        state: match progress.time {
            PhaseTime::Past => path::State::Done,
            PhaseTime::Current => path::State::Current,
            PhaseTime::Future => path::State::Future,
        },
        share: share(progress.tally.earned_hours, progress.tally.total_hours),
    });
    let position = site.progress.calendar.month.and_then(|month| {
        let window = site.progress.calendar.months.get(month as usize - 1)?;
        let days = (window.end - window.start).num_days() + 1;
        let passed = (site.as_of - window.start).num_days();
        #[expect(clippy::cast_precision_loss, reason = "a month has at most 31 days")]
        Some(f64::from(month) - 1.0 + passed as f64 / days as f64)
    });
    Some(path::draw(&path::Path { phases: phases.collect(), position }, prefix, &site.words))
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 }
}

/// Returns the phases as a list.
pub fn phase_lines(frame: &Frame<'_>) -> Vec<PhaseLine> {
    let both = frame.site.plan.phases.iter().zip(&frame.site.progress.phases);
    both.map(|(phase, progress)| phase_line(frame, phase, progress)).collect()
}

fn phase_line(frame: &Frame<'_>, phase: &Phase, progress: &PhaseProgress) -> PhaseLine {
    let tally = &progress.tally;
    let is_complete = tally.total > 0 && tally.proven == tally.total;
    let (state, label) = match progress.time {
        _ if is_complete => ("done", word!("state.complete")),
        PhaseTime::Current => ("current", word!("state.active")),
        PhaseTime::Past => ("past", word!("state.past")),
        PhaseTime::Future => ("future", word!("state.future")),
    };
    let words = frame.words;
    let whole = |number: u32| words.whole(number as usize);
    let (first, last) = phase.months;
    let proven = || {
        let values = [("proven", &*words.whole(tally.proven))];
        words.count_with(word!("count.of_items_proven"), tally.total, &values)
    };
    PhaseLine {
        title: phase.title.clone(),
        href: format!("{}#{}", frame.section_href("progress"), phase.id),
        months: if first == last {
            words.with(word!("progress.phase_month"), &[("n", &whole(first))])
        } else {
            words.with(word!("progress.phase_months"), &[("first", &whole(first)), ("last", &whole(last))])
        },
        state,
        state_label: words.text(label).to_owned(),
        proven: (tally.proven > 0).then(proven),
    }
}

/// Returns what was proven last, at most `most` proofs, newest first.
pub fn recent(frame: &Frame<'_>, most: usize) -> Vec<RecentProof> {
    let mut recent: Vec<RecentProof> = Vec::new();
    for news in &frame.site.progress.recent {
        if recent.len() == most {
            break;
        }
        let href = match news.kind {
            UnitKind::Item => entry::item_href(frame, &news.claim.target),
            UnitKind::Project => entry::project_href(frame, &news.claim.target),
            UnitKind::Certification => Some(format!("{}#{}", frame.section_href("credentials"), news.claim.target)),
            UnitKind::Outreach => None,
        };
        let project = frame.site.plan.project(&news.claim.target);
        let title = project.map_or_else(|| news.title.clone(), |project| entry::project_title(frame, project));
        let claim = ClaimView { title, criterion: news.part_title.clone(), href };
        recent.push(RecentProof { claim, proof: entry::proof(frame.site, &news.proof) });
    }
    recent
}

fn phases(frame: &Frame<'_>) -> Vec<PhaseView> {
    let both = frame.site.plan.phases.iter().zip(&frame.site.progress.phases);
    both.map(|(phase, progress)| phase_view(frame, phase, progress)).collect()
}

fn phase_view(frame: &Frame<'_>, phase: &Phase, progress: &PhaseProgress) -> PhaseView {
    let items: BTreeMap<&PlanId, &Item> = phase.items.iter().map(|item| (&item.id.value, item)).collect();
    let months = progress.months.iter().filter_map(|month| {
        let shown = month.items.iter().filter(|id| frame.site.shows_item(id));
        let views: Vec<ItemView> = shown.filter_map(|id| Some(item_view(frame.site, items.get(id)?))).collect();
        (!views.is_empty()).then(|| MonthView {
            number: month.number.unwrap_or(0),
            name: frame.words.date(word!("date.month"), month.window.start),
            title: month.number.and_then(|number| phase.themes.get(&number).cloned()),
            is_current: month.number.is_some() && month.number == frame.site.progress.calendar.month,
            items: views,
        })
    });
    PhaseView {
        id: phase.id.to_string(),
        line: phase_line(frame, phase, progress),
        summary: phase.summary.clone(),
        is_open: progress.time == PhaseTime::Current,
        proven: progress.tally.proven,
        total: progress.tally.total,
        months: months.collect(),
        badge: badges::of_phase(frame, &phase.id),
    }
}

/// Returns an item's kind as a word to read.
fn kind_word(kind: ItemKind) -> Key {
    match kind {
        ItemKind::Topic => word!("item.topic"),
        ItemKind::Course => word!("item.course"),
        ItemKind::Practice => word!("item.practice"),
        ItemKind::Build => word!("item.build"),
        ItemKind::ExamPrep => word!("item.exam_prep"),
        ItemKind::Goal => word!("item.goal"),
    }
}

/// Returns a state as visitors see it: the word for style, and the word to read.
fn state_words(state: ItemState) -> (&'static str, Key) {
    match state.public() {
        ItemState::Proven => ("proven", word!("state.proven")),
        ItemState::Waived => ("waived", word!("state.waived")),
        ItemState::Active | ItemState::Claimed => ("active", word!("state.active")),
        ItemState::Planned => ("planned", word!("state.planned")),
        ItemState::Blocked => ("blocked", word!("state.blocked")),
        ItemState::Dropped => ("dropped", word!("state.dropped")),
        ItemState::Unavailable => ("unavailable", word!("state.unavailable")),
    }
}

fn item_view(site: &Site, item: &Item) -> ItemView {
    let progress = site.progress.items.get(&item.id.value);
    let state = progress.map_or(ItemState::Planned, |progress| progress.state);
    let (words, (state, state_word)) = (&site.words, state_words(state));
    let (kind, state_word) = (words.text(kind_word(item.kind)), words.text(state_word));
    let criteria = progress.into_iter().flat_map(|progress| &progress.criteria).map(|criterion| CriterionView {
        title: criterion.title.clone(),
        is_proven: criterion.is_proven(),
        proofs: entry::proofs(site, &criterion.proofs),
    });
    let criteria: Vec<CriterionView> = criteria.collect();
    let own =
        |progress: &ItemProgress| if criteria.is_empty() { entry::proofs(site, &progress.proofs) } else { Vec::new() };
    ItemView {
        id: item.id.to_string(),
        title: item.title.clone(),
        kind: kind.to_owned(),
        kind_label: capitalized(kind),
        state,
        state_label: capitalized(state_word),
        state_word: state_word.to_owned(),
        proven_on: progress.and_then(|progress| progress.proven_on).map(|day| date::view(words, day)),
        proofs: progress.map(own).unwrap_or_default(),
        mentions: progress.map(|progress| entry::mentions(site, &progress.mentions)).unwrap_or_default(),
        criteria,
    }
}

fn goals(frame: &Frame<'_>) -> Vec<GoalView> {
    let site = frame.site;
    let shown = site.plan.goals.iter().filter_map(|goal| {
        let progress = site.progress.goals.get(&goal.id.value).filter(|progress| progress.is_shown)?;
        Some(GoalView {
            id: goal.id.to_string(),
            title: goal.title.clone(),
            count: progress.count,
            target: progress.target,
            proofs: entry::proofs(frame.site, &progress.proofs),
            mentions: entry::mentions(site, &progress.mentions),
        })
    });
    shown.collect()
}

/// Returns the outreach that is proven; what is only planned is not shown.
fn outreach(site: &Site) -> Vec<ItemView> {
    let proven = site.plan.outreach.iter().filter_map(|outreach| {
        let progress = site.progress.outreach.get(&outreach.id.value).filter(|progress| progress.is_proven())?;
        let (words, (state, state_word)) = (&site.words, state_words(progress.state));
        let (kind, state_word) = (words.text(word!("item.outreach")), words.text(state_word));
        Some(ItemView {
            id: outreach.id.to_string(),
            title: outreach.title.clone(),
            kind: kind.to_owned(),
            kind_label: capitalized(kind),
            state,
            state_label: capitalized(state_word),
            state_word: state_word.to_owned(),
            proven_on: progress.proven_on.map(|day| date::view(words, day)),
            criteria: Vec::new(),
            proofs: entry::proofs(site, &progress.proofs),
            mentions: entry::mentions(site, &progress.mentions),
        })
    });
    proven.collect()
}

fn burn_up_chart(site: &Site) -> Chart {
    let (curves, calendar) = (&site.progress.curves, &site.progress.calendar);
    let chart = burn_up::BurnUp {
        earlier: vec![],
        start: calendar.start,
        end: calendar.end,
        as_of: site.as_of,
        planned: curves.planned.clone(),
        earned: curves.earned.clone(),
        scope: curves.scope.clone(),
        unit: site.words.text(word!("unit.hours")).to_owned(),
    };
    burn_up::draw(&chart, "burn-up", &site.words)
}

/// Returns the calendar of the last year, or of the time since the first entry when that is shorter.
pub fn calendar_chart(site: &Site, prefix: &str) -> Option<Chart> {
    let first = *site.progress.activity.keys().next()?;
    let from: NaiveDate = date::days_before(site.as_of, 363).max(first.min(site.progress.calendar.start));
    let days = site.progress.activity.clone();
    let chart = calendar::Calendar { from: from.min(site.as_of), to: site.as_of, days };
    Some(calendar::draw(&chart, prefix, &site.words))
}

/// Returns the hours of each month, where the plan makes them public and there are any.
fn hours_chart(site: &Site) -> Option<Chart> {
    let effort = site.progress.effort.iter();
    let values = effort.filter_map(|((year, month), minutes)| {
        Some((NaiveDate::from_ymd_opt(*year, *month, 1)?, f64::from(*minutes) / 60.0))
    });
    let values: Vec<(NaiveDate, f64)> = values.collect();
    let word = |key| site.words.text(key).to_owned();
    let (title, head, unit) = (word!("chart.hours_by_month"), word!("chart.hours"), word!("unit.hours"));
    let chart = months::Months { title: word(title), head: word(head), unit: word(unit), values, to: site.as_of };
    (!chart.values.is_empty()).then(|| months::draw(&chart, "hours", &site.words))
}

fn schedule(site: &Site) -> Option<ScheduleView> {
    let schedule = site.progress.schedule.as_ref()?;
    let (state, label) = match schedule.state {
        ScheduleState::NotStarted => ("not-started", word!("schedule.not_started")),
        ScheduleState::OnTrack => ("on-track", word!("schedule.on_track")),
        ScheduleState::Ahead => ("ahead", word!("schedule.ahead")),
        ScheduleState::Behind => ("behind", word!("schedule.behind")),
        ScheduleState::Paused => ("paused", word!("schedule.paused")),
        ScheduleState::Complete => ("complete", word!("schedule.complete")),
    };
    let reasons = schedule.reasons.iter().map(|reason| reason.text(&site.words)).collect();
    Some(ScheduleView { state, label: capitalized(site.words.text(label)), reasons })
}

/// Returns the next phase's title with its first day, for the "Now" card.
pub fn next_phase(site: &Site) -> Option<(String, NaiveDate, Permalink)> {
    let both = site.plan.phases.iter().zip(&site.progress.phases);
    let next = both
        .filter(|(_, progress)| progress.time == PhaseTime::Future)
        .min_by_key(|(_, progress)| progress.window.start);
    next.map(|(phase, progress)| (phase.title.clone(), progress.window.start, Permalink::folder(&["progress"])))
}
