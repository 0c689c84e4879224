//! Entry by entry, what is what: the headings that are open decide what a bullet is.
//!
//! | file | places |
//! | --- | --- |
//! | `heading` | phases, months, sections, and headings that are something themselves |
//! | `head` | the title, and what is said of the plan as a whole |
//! | `study` | what stands below phases: items, criteria, goals |
//! | `career` | certifications, skills, projects, outreach, roles, resources |
//! | `private` | companies, income, services, reasons |
//! | `row` | tables |
//!
//! **Invariant:** every entry gets a [`Place`], and what gets [`Place::Nowhere`] is shown to the user.

mod career;
mod head;
mod heading;
mod private;
mod row;
mod study;

use std::collections::BTreeMap;

pub(super) use self::career::is_address;

use super::draft::{Base, Draft, Phase};
use super::kind;
use super::outline::{Entry, Shape};
use super::report::Place;
use super::vocabulary::{self, Section};
use super::when::{Unit, When};

/// More objects than anybody plans. Without a bound, a file of a megabyte could become a plan that is too large to read.
const MOST_OBJECTS: usize = 4000;

/// A longer text is no title, and hardly a remark.
const LONGEST_TEXT: usize = 4096;
const MOST_CELLS: usize = 40;

/// What was found, and what became of each line.
pub(super) struct Sorted {
    pub(super) draft: Draft,
    /// By the number of the line.
    pub(super) places: BTreeMap<u32, Place>,
}

/// What a heading or a bullet with others below it opens.
#[derive(Debug, Clone, PartialEq)]
enum Open {
    Section(Section, String),
    Phase(usize),
    /// A month or a week of the phase around it.
    Time(When),
    /// A heading that is no object; `true` when what is below it is nobody's business.
    Group(String, bool),
    Item(usize, usize),
    Goal(usize),
    Project(usize),
    /// Something that only takes remarks.
    Leaf(Leaf),
    /// Nothing below it has a place.
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leaf {
    Certification(usize),
    Skill(usize),
    Outreach(usize),
    Role(usize),
    Resource(usize),
    Company(usize),
    Income(usize),
    Service(usize),
    Reason(bool, usize),
}

/// How the plan is written, as far as the whole of it has to be seen for that.
#[derive(Debug, Clone, Copy, Default)]
struct Style {
    /// Whether headings number its parts: phase, stage, module.
    has_phases: bool,
    /// Whether headings say when: month, week, date.
    has_times: bool,
    /// The rank of headings that are phases without a word that says so.
    phase_rank: Option<u32>,
    /// The entry that is the title.
    title: Option<usize>,
}

struct Sorter<'a> {
    entries: &'a [Entry],
    at: usize,
    draft: Draft,
    places: BTreeMap<u32, Place>,
    open: Vec<(u32, Open)>,
    style: Style,
    objects: usize,
    /// The head of the table that is being read, with its number.
    columns: Option<(usize, Vec<row::Column>)>,
}

/// Sorts `entries`.
pub(super) fn sort(entries: &[Entry]) -> Sorted {
    let mut sorter = Sorter {
        entries,
        at: 0,
        draft: Draft::default(),
        places: BTreeMap::new(),
        open: Vec::new(),
        style: heading::style(entries),
        objects: 0,
        columns: None,
    };
    while let Some(entry) = entries.get(sorter.at) {
        sorter.entry(entry);
        sorter.at += 1;
    }
    Sorted { draft: sorter.draft, places: sorter.places }
}

impl Sorter<'_> {
    fn entry(&mut self, entry: &Entry) {
        let keep = self.open.partition_point(|(rank, _)| *rank < entry.rank);
        // Ranks grow along the stack, because each entry closes what is not above it.
        self.open.truncate(keep);
        let is_long = entry.text.len() > LONGEST_TEXT || entry.cells.len() > MOST_CELLS;
        let place = if self.objects >= MOST_OBJECTS || is_long {
            Place::Nowhere
        } else {
            match entry.shape {
                Shape::Meta => self.meta(entry),
                Shape::Heading => self.heading(entry),
                Shape::Row { table, is_head } => self.row(entry, table, is_head),
                Shape::Bullet if self.has_children(entry) => match self.opened_by(entry) {
                    Some(place) => place,
                    None => self.bullet(entry),
                },
                Shape::Bullet => self.bullet(entry),
                Shape::Line => match self.is_headline(entry).then(|| self.opened_by(entry)).flatten() {
                    Some(place) => place,
                    None => self.line(entry),
                },
            }
        };
        self.objects += usize::from(!matches!(place, Place::Nowhere | Place::Heading));
        for line in entry.lines.0..=entry.lines.1 {
            self.places.entry(line).or_insert(place);
        }
    }

    fn has_children(&self, entry: &Entry) -> bool {
        self.entries.get(self.at + 1).is_some_and(|next| next.rank > entry.rank)
    }

    /// Returns whether a list follows the line that is read.
    fn is_before_bullets(&self) -> bool {
        self.entries.get(self.at + 1).is_some_and(|next| next.shape == Shape::Bullet)
    }

    fn push(&mut self, entry: &Entry, open: Open) {
        let rank =
            if entry.shape == Shape::Line && self.is_headline(entry) { super::outline::BOLD_RANK } else { entry.rank };
        if rank < entry.rank {
            let keep = self.open.partition_point(|(other, _)| *other < rank);
            self.open.truncate(keep);
        }
        self.open.push((rank, open));
    }

    /// Returns whether a line of text stands for a heading: it is in bold, ends with a colon, or begins in bold with a time
    /// or the number of a phase, as `**Week 1:** Loops` does.
    fn is_headline(&self, entry: &Entry) -> bool {
        let is_outside = !self.open.iter().any(|(rank, _)| *rank > super::outline::BOLD_RANK);
        let is_short = entry.text.split_whitespace().count() <= 10;
        let begins_in_bold = || {
            let is_head = entry.bold.first().is_some_and(|bold| entry.text.starts_with(bold.as_str()));
            is_head && (vocabulary::phase(&entry.text).is_some() || vocabulary::timed(&entry.text).is_some())
        };
        entry.shape == Shape::Line
            && is_outside
            && is_short
            && (entry.is_bold() || entry.text.ends_with(':') || begins_in_bold())
    }

    /// A bullet: a part of what is open, or an object of the section or phase that is.
    fn bullet(&mut self, entry: &Entry) -> Place {
        let inner =
            self.open.iter().rev().find(|(_, open)| !matches!(open, Open::Group(..))).map(|(_, open)| open.clone());
        match inner {
            Some(Open::Item(phase, item)) => self.criterion(phase, item, entry),
            Some(Open::Goal(goal)) => self.counted(goal, entry),
            Some(Open::Project(project)) => self.feature(project, entry),
            Some(Open::Leaf(leaf)) => self.remark(leaf, entry),
            Some(Open::Section(section, heading)) => self.of_section(section, &heading, entry),
            Some(Open::Phase(_) | Open::Time(_)) => self.study(entry, None),
            Some(Open::Unknown) => Place::Nowhere,
            Some(Open::Group(..)) | None => self.at_root(entry),
        }
    }

    /// A line of text that is no heading.
    fn line(&mut self, entry: &Entry) -> Place {
        let Some((_, open)) = self.open.last().cloned() else { return self.preamble(entry) };
        match open {
            Open::Section(section, heading) => self.line_of_section(section, &heading, entry),
            Open::Phase(phase) => self.line_of_phase(phase, entry),
            Open::Time(_) | Open::Group(..) => match self.phase() {
                Some(phase) => self.line_of_phase(phase, entry),
                None => self.owner_note(entry),
            },
            Open::Item(phase, item) => {
                let base = &mut self.draft.phases[phase].items[item].base;
                sentence(base, entry)
            }
            Open::Project(project) => sentence(&mut self.draft.projects[project].base, entry),
            Open::Goal(goal) => {
                self.draft.goals[goal].base.note("more", &entry.text);
                Place::Note
            }
            Open::Leaf(leaf) => self.remark(leaf, entry),
            Open::Unknown => Place::Nowhere,
        }
    }

    /// Returns the phase that is open.
    fn phase(&self) -> Option<usize> {
        self.open.iter().rev().find_map(|(_, open)| match open {
            Open::Phase(phase) => Some(*phase),
            _ => None,
        })
    }

    /// Returns the time that the headings around say.
    fn when(&self) -> Option<When> {
        self.open.iter().rev().find_map(|(_, open)| match open {
            Open::Time(when) => Some(*when),
            Open::Phase(phase) => self.draft.phases.get(*phase)?.base.when,
            _ => None,
        })
    }

    /// Returns the heading of the innermost group, and whether any of them is private.
    fn group(&self) -> (Option<String>, bool) {
        let groups = || {
            self.open
                .iter()
                .filter_map(|(_, open)| if let Open::Group(title, hides) = open { Some((title, *hides)) } else { None })
        };
        (groups().next_back().map(|(title, _)| title.clone()), groups().any(|(_, hides)| hides))
    }

    /// Returns whether what is read now is nobody's business.
    fn hides(&self) -> bool {
        let is_private = |phase: usize| self.draft.phases.get(phase).is_some_and(|phase| phase.base.is_private);
        self.group().1 || self.phase().is_some_and(is_private)
    }

    /// Returns the phase for items that stand in none.
    fn default_phase(&mut self) -> usize {
        const TITLE: &str = "Study plan";
        if let Some(phase) =
            self.draft.phases.iter().position(|phase| phase.base.src.is_empty() && phase.base.title == TITLE)
        {
            return phase;
        }
        self.draft.phases.push(Phase::new(Base { title: TITLE.to_owned(), ..Base::default() }));
        self.draft.phases.len() - 1
    }

    /// Keeps a text for the owner, with the heading it stands under.
    fn owner_note(&mut self, entry: &Entry) -> Place {
        let heading = self.open.iter().rev().find_map(|(_, open)| match open {
            Open::Section(_, heading) | Open::Group(heading, _) => Some(heading.clone()),
            _ => None,
        });
        self.draft.head.base.note(&heading.unwrap_or_else(|| "from the plan".to_owned()), &entry.text);
        Place::Note
    }
}

/// A sentence below an object: its summary when it has none, else a remark.
fn sentence(base: &mut Base, entry: &Entry) -> Place {
    base.links.extend(entry.links.iter().cloned());
    let is_public = super::quantity::money(&entry.text, false).is_empty() && !kind::is_job_search(&entry.text);
    if base.summary.is_none() && is_public && entry.text.chars().count() <= 200 {
        base.summary = Some(super::text::bare(&entry.text));
        base.src.push(entry.lines.0);
        return Place::Summary;
    }
    base.note("more", &entry.text);
    Place::Note
}

/// Returns whether a time is that of a month or longer, which a phase can have themes for.
fn is_month(when: When) -> bool {
    match when {
        When::Counted { unit, .. } => matches!(unit, Unit::Month),
        When::MonthNames { from, to } => from == to,
        When::Dates { from, to, is_exact } => !is_exact && (to - from).num_days() < 31,
    }
}
