//! Headings, and what stands for one: a bullet with others below it, a line in bold.

use super::{Open, Place, Sorter, Style, is_month};
use crate::import::draft::{Base, Item, Phase, Theme};
use crate::import::kind;
use crate::import::outline::{Entry, Shape};
use crate::import::quantity;
use crate::import::text::{bare, trimmed, words};
use crate::import::vocabulary::{self, Section};
use crate::import::when::{self, Time, Unit, When};

/// Returns how the plan is written.
pub(super) fn style(entries: &[Entry]) -> Style {
    let is_opening = |(at, entry): &(usize, &Entry)| match entry.shape {
        Shape::Heading => true,
        Shape::Bullet => entries.get(at + 1).is_some_and(|next| next.rank > entry.rank),
        Shape::Line => !entry.bold.is_empty(),
        _ => false,
    };
    let openings: Vec<(usize, &Entry)> = entries.iter().enumerate().filter(is_opening).collect();
    let text = |entry: &Entry| bare(&entry.text);
    let headings = || openings.iter().filter(|(_, entry)| entry.shape == Shape::Heading);
    let title = headings().next().filter(|(_, entry)| {
        let text = text(entry);
        vocabulary::phase(&text).is_none() && vocabulary::timed(&text).is_none()
    });
    // A heading of the highest rank is the title only when it is the only one of that rank.
    let title = title.filter(|(_, first)| {
        let same = headings().filter(|(_, entry)| entry.rank == first.rank).count();
        same == 1
            || vocabulary::section(&text(first)).is_none()
                && first.rank == 1
                && headings().any(|(_, entry)| entry.rank > 1)
    });
    let title = title.map(|(at, _)| *at);
    let has_phases = openings.iter().any(|(_, entry)| vocabulary::phase(&text(entry)).is_some());
    let has_times = openings.iter().any(|(_, entry)| vocabulary::timed(&text(entry)).is_some());
    let is_unknown = |(at, entry): &&(usize, &Entry)| {
        Some(*at) != title && vocabulary::section(&text(entry)).is_none() && vocabulary::timed(&text(entry)).is_none()
    };
    let phase_rank = if has_phases { None } else { headings().filter(is_unknown).map(|(_, entry)| entry.rank).min() };
    Style { has_phases, has_times, phase_rank, title }
}

impl Sorter<'_> {
    pub(super) fn heading(&mut self, entry: &Entry) -> Place {
        if self.style.title == Some(self.at) {
            return self.title(entry);
        }
        if let Some(place) = self.subtitle(entry).or_else(|| self.paid_heading(entry)).or_else(|| self.opened_by(entry))
        {
            return place;
        }
        self.unknown_heading(entry)
    }

    /// Reads a heading, or what stands for one, by its words. Returns `None` when they tell nothing.
    pub(super) fn opened_by(&mut self, entry: &Entry) -> Option<Place> {
        let text = bare(entry.text.trim_end_matches(':'));
        let is_heading = entry.shape == Shape::Heading;
        if !is_heading
            && self
                .open
                .iter()
                .any(|(_, open)| matches!(open, Open::Item(..) | Open::Project(_) | Open::Leaf(_) | Open::Unknown))
        {
            return None;
        }
        if !is_heading && super::study::counted(&text).is_some() {
            return None;
        }
        if let Some(title) = vocabulary::phase(&text) {
            // A part of a part is a group of it.
            if self.phase().is_some() {
                return Some(self.open_group(entry, if title.is_empty() { &text } else { &title }));
            }
            return Some(self.open_phase(entry, &text, &title));
        }
        if let Some((when, title)) = vocabulary::timed(&text)
            && !self.is_in_ladder()
        {
            return Some(self.open_time(entry, when, &title));
        }
        let section = vocabulary::section(&text);
        let is_private =
            matches!(section, Some(Section::Income | Section::Companies | Section::Roles | Section::Services));
        if !is_private && kind::is_job_search(&text) && (is_heading || entry.is_bold()) {
            return Some(match self.phase() {
                Some(_) => self.open_group(entry, &text),
                None => self.open_phase(entry, &text, &text),
            });
        }
        let section = section?;
        let is_unmarked = !self.style.has_phases && !self.style.has_times && self.phase().is_none();
        if is_heading && is_unmarked && matches!(section, Section::Tasks(_)) {
            return Some(self.open_phase(entry, &text, &text));
        }
        if !is_heading && !entry.text.ends_with(':') && !entry.is_bold() && entry.text.split_whitespace().count() > 2 {
            return None;
        }
        if section == Section::Plan {
            self.length_of(&text);
        }
        // What is below becomes objects of their own; that they stand in this phase is told here.
        if let Some(phase) = self.phase()
            && is_heading
            && text.split_whitespace().count() > 2
        {
            let base = &mut self.draft.phases[phase].base;
            base.note("heading", &text);
            base.src.push(entry.lines.0);
        }
        self.push(entry, Open::Section(section, text));
        Some(Place::Heading)
    }

    fn is_in_ladder(&self) -> bool {
        let innermost = self
            .open
            .iter()
            .rev()
            .find_map(|(_, open)| if let Open::Section(section, _) = open { Some(*section) } else { None });
        matches!(innermost, Some(Section::Income))
    }

    /// Headings may be the entries of a section themselves: `### Year 1: $150-200K`.
    fn paid_heading(&mut self, entry: &Entry) -> Option<Place> {
        let Some((_, Open::Section(section, heading))) = self.open.last().cloned() else { return None };
        let has_money = !quantity::money(&entry.text, true).is_empty();
        let is_entry = has_money && matches!(section, Section::Income | Section::Services | Section::Roles);
        is_entry.then(|| self.of_section(section, &heading, entry))
    }

    /// Opens a phase. `text` is the whole heading, `title` what it says behind its number.
    pub(super) fn open_phase(&mut self, entry: &Entry, text: &str, title: &str) -> Place {
        let (time, length) = times(text);
        let plain = without_times(title);
        let plain = if plain.contains(char::is_alphanumeric) { plain } else { without_times(text) };
        let plain = if plain.contains(char::is_alphanumeric) { plain } else { text.to_owned() };
        let Some(mut base) = Base::of(&entry.with_text(without_number(&plain))) else { return Place::Nowhere };
        base.when = time.or(base.when);
        // A table of phases before the phases themselves says when they are.
        let is_listed = |phase: &Phase| phase.is_listed && words(&phase.base.title) == words(&base.title);
        if let Some(listed) = self.draft.phases.iter().position(is_listed) {
            let phase = &mut self.draft.phases[listed];
            phase.is_listed = false;
            phase.base.when = time.or(phase.base.when);
            phase.base.src.extend(base.src);
            phase.base.notes.extend(base.notes);
            phase.length = length.or(phase.length);
            self.push(entry, Open::Phase(listed));
            return Place::Phase;
        }
        base.is_private = kind::is_job_search(text);
        if when::all(text).len() > 1 {
            // `Week 1 (Oct 12 – Oct 18)`: one of them counts, and none is lost.
            base.note("heading", text);
        }
        let mut phase = Phase::new(base);
        phase.length = length;
        self.draft.phases.push(phase);
        self.push(entry, Open::Phase(self.draft.phases.len() - 1));
        Place::Phase
    }

    /// Opens a month, a week or another time: in a phase a part of it, elsewhere a phase of its own.
    fn open_time(&mut self, entry: &Entry, when: When, title: &str) -> Place {
        let title = trimmed(&without_times(title));
        let Some(phase) = self.phase() else {
            if title.is_empty() {
                let phase = self.default_phase();
                self.push(entry, Open::Phase(phase));
                self.open.push((entry.rank, Open::Time(when)));
                return Place::Time;
            }
            let text = entry.text.clone();
            let place = self.open_phase(entry, &text, &title);
            if let Some(phase) = self.phase() {
                self.draft.phases[phase].base.when = Some(when);
            }
            return place;
        };
        let is_group = !is_month(when) && !title.is_empty();
        if !title.is_empty() {
            let title = quantity::without_money(&title, false).unwrap_or(title.clone());
            self.draft.phases[phase].themes.push(Theme { when, title, src: entry.lines.0, month: None });
        }
        self.push(entry, Open::Time(when));
        if is_group {
            self.open.push((entry.rank, Open::Group(title, false)));
        }
        Place::Time
    }

    fn open_group(&mut self, entry: &Entry, title: &str) -> Place {
        let hides = kind::is_job_search(title);
        self.push(entry, Open::Group(title.to_owned(), hides));
        Place::Heading
    }

    /// A heading whose words tell nothing: a phase, an item or a group of items, by where it stands.
    fn unknown_heading(&mut self, entry: &Entry) -> Place {
        let text = bare(entry.text.trim_end_matches(':'));
        if !text.contains(char::is_alphanumeric) {
            return Place::Heading;
        }
        let section = self.open.iter().rev().find_map(|(_, open)| {
            if let Open::Section(section, heading) = open { Some((*section, heading.clone())) } else { None }
        });
        if let Some((section, heading)) = section
            && is_list(section)
        {
            return self.of_section(section, &heading, entry);
        }
        if self.phase().is_some() {
            return self.heading_in_phase(entry, &text);
        }
        let is_phase_rank = self.style.phase_rank.is_some_and(|rank| entry.rank == rank);
        let has_time_below = self.entries[self.at + 1..]
            .iter()
            .take_while(|next| next.rank > entry.rank)
            .filter(|next| next.shape == Shape::Heading)
            .any(|next| vocabulary::timed(&bare(&next.text)).is_some());
        let is_in_plan =
            !self.style.has_phases && matches!(self.open.last(), Some((_, Open::Section(Section::Plan, _))));
        if is_phase_rank
            || is_in_plan
            || has_time_below
            || (!self.style.has_phases && self.style.has_times && self.has_children(entry))
        {
            return self.open_phase(entry, &text, &text);
        }
        // Below something that is a phase by its rank, or in a plan that numbers its phases: nothing to go by.
        self.push(entry, Open::Unknown);
        Place::Nowhere
    }

    /// In a phase, a heading is an item with its bullets as parts, unless the bullets are items themselves.
    fn heading_in_phase(&mut self, entry: &Entry, text: &str) -> Place {
        let below: Vec<&Entry> = self.entries[self.at + 1..].iter().take_while(|next| next.rank > entry.rank).collect();
        let bullets: Vec<&&Entry> = below.iter().filter(|next| next.shape == Shape::Bullet).collect();
        let are_items = bullets.len() > 8
            || below.iter().any(|next| matches!(next.shape, Shape::Row { .. } | Shape::Heading))
            || bullets.windows(2).any(|pair| pair[1].rank > pair[0].rank)
            || bullets.iter().any(|next| next.check.is_some() || quantity::hours(&next.text).is_some());
        if are_items || kind::is_job_search(text) {
            return self.open_group(entry, text);
        }
        self.study(entry, None)
    }

    /// Keeps the length that a heading says, such as `15-Month Plan`.
    pub(super) fn length_of(&mut self, text: &str) {
        let length = when::all(text)
            .into_iter()
            .find_map(|(time, _)| if let Time::Lasts(unit, number) = time { Some((unit, number)) } else { None });
        if self.draft.head.length.is_none() {
            self.draft.head.length =
                length.filter(|(unit, _)| *unit != Unit::Day || length.is_some_and(|(_, number)| number >= 14));
        }
    }

    /// A bullet below no heading that says anything: a phase when others stand below it, else an item.
    pub(super) fn at_root(&mut self, entry: &Entry) -> Place {
        let (group, hides) = self.group();
        if !self.style.has_phases && self.has_children(entry) && group.is_none() && entry.check.is_none() {
            let text = bare(&entry.text);
            return self.open_phase(entry, &text, &text);
        }
        if self.style.has_phases && group.is_none() {
            return self.preamble(entry);
        }
        let phase = self.default_phase();
        let Some(mut base) = Base::of(entry) else { return Place::Nowhere };
        base.is_private = hides || kind::is_job_search(&base.title);
        let mut item = Item::new(base, kind::of_item(&entry.text));
        item.group = group;
        self.draft.phases[phase].items.push(item);
        let index = self.draft.phases[phase].items.len() - 1;
        self.push(entry, Open::Item(phase, index));
        Place::Item
    }
}

/// `1. Basics` is called `Basics`.
pub(super) fn without_number(title: &str) -> &str {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let name = rest.trim_start_matches(['.', ')']).trim_start();
    if rest.len() < title.len() && rest.starts_with(['.', ')']) && name.starts_with(char::is_alphabetic) {
        name
    } else {
        title
    }
}

/// Returns whether headings below such a section are its entries.
fn is_list(section: Section) -> bool {
    matches!(
        section,
        Section::Projects
            | Section::Certifications
            | Section::Skills
            | Section::Resources(_)
            | Section::Roles
            | Section::Companies
            | Section::Outreach
    )
}

/// Returns when the heading says it is, and how long.
fn times(text: &str) -> (Option<When>, Option<(Unit, u32)>) {
    let (mut at, mut lasts) = (None, None);
    for (time, _) in when::all(text) {
        match time {
            Time::At(when) => at = at.or(Some(when)),
            Time::Lasts(unit, number) => lasts = lasts.or(Some((unit, number))),
        }
    }
    (at, lasts)
}

/// Returns a title without the brackets, the beginning and the end that say when.
fn without_times(title: &str) -> String {
    let mut plain = title.to_owned();
    // Each round takes one away, and there are few.
    for _ in 0..4 {
        let Some(rest) = when::all(&plain).into_iter().rev().find_map(|(time, range)| {
            let is_length = matches!(time, Time::Lasts(..));
            let cut = quantity::cut(&plain, &range)?;
            // `12 weeks of Rust` keeps its length; `Rust (12 weeks)` does not.
            (!is_length || plain[..range.start].ends_with(['(', '['])).then_some(cut)
        }) else {
            break;
        };
        plain = rest;
    }
    trimmed(&plain)
}
