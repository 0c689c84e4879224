//! Tables: the words in the head say what each column is; a row is an item, or an entry of the section around it.

use super::{Open, Place, Sorter};
use crate::import::draft::{Base, status_of};
use crate::import::kind;
use crate::import::outline::{Entry, Shape};
use crate::import::quantity::{self, Hours, Per};
use crate::import::text::{bare, words};
use crate::import::vocabulary::{self, Section};
use crate::import::when::{self, Time, Unit, When};
use crate::plan::ItemKind;

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    /// When; with the unit of plain numbers.
    When(Option<Unit>),
    Phase,
    Title,
    Hours,
    Status,
    Resource,
    Build,
    /// What the phase of the row is about.
    Summary,
    /// Anything else, with its head.
    Other(String),
}

const TITLES: [&str; 24] = [
    "topic",
    "topics",
    "task",
    "tasks",
    "item",
    "title",
    "subject",
    "activity",
    "what",
    "thema",
    "themen",
    "aufgabe",
    "inhalt",
    "tema",
    "focus",
    "skill",
    "name",
    "content",
    "sujet",
    "lesson",
    "learn",
    "study",
    "description",
    "goal",
];

impl Sorter<'_> {
    pub(super) fn row(&mut self, entry: &Entry, table: usize, is_head: bool) -> Place {
        if is_head {
            self.columns = Some((table, columns(entry)));
            return Place::Heading;
        }
        let columns = match &self.columns {
            Some((number, columns)) if *number == table => columns.clone(),
            _ => Vec::new(),
        };
        let cells: Vec<(Column, &Entry)> = entry
            .cells
            .iter()
            .enumerate()
            .map(|(at, cell)| (columns.get(at).cloned().unwrap_or(Column::Other(String::new())), cell))
            .filter(|(_, cell)| cell.text.contains(char::is_alphanumeric) || status_of(&cell.text).is_some())
            .collect();
        let innermost = self.open.iter().rev().find_map(|(_, open)| match open {
            Open::Section(section, heading) => Some(Some((*section, heading.clone()))),
            Open::Phase(_) | Open::Time(_) => Some(None),
            _ => None,
        });
        match innermost.flatten() {
            Some((Section::Summary, _)) => self.setting_row(entry, &cells),
            Some((section, heading))
                if !matches!(section, Section::Plan | Section::Tasks(_) | Section::Goals | Section::Notes) =>
            {
                self.section_row(section, &heading, entry, &cells)
            }
            Some((Section::Notes, _)) if !cells.iter().any(|(column, cell)| is_time(column, cell)) => {
                let texts: Vec<&str> = cells.iter().map(|(_, cell)| cell.text.as_str()).collect();
                self.owner_note(&entry.with_text(texts.join(", ")))
            }
            _ if matches!(self.open.last(), Some((_, Open::Unknown))) => Place::Nowhere,
            _ => self.study_row(entry, &cells),
        }
    }

    /// `| Timeline | 15 months |`
    fn setting_row(&mut self, entry: &Entry, cells: &[(Column, &Entry)]) -> Place {
        let texts: Vec<&str> = cells.iter().map(|(_, cell)| cell.text.as_str()).collect();
        let text = texts.join(": ");
        let line = Entry { shape: Shape::Line, ..entry.with_text(text) };
        self.preamble(&line)
    }

    /// A row below `## Certifications` and the like: the first words are the title, the rest remarks.
    fn section_row(&mut self, section: Section, heading: &str, entry: &Entry, cells: &[(Column, &Entry)]) -> Place {
        let is_title =
            |(column, _): &&(Column, &Entry)| matches!(column, Column::Title | Column::Resource | Column::Build);
        let is_word = |(column, cell): &&(Column, &Entry)| {
            matches!(column, Column::Other(_))
                && cell.text.contains(char::is_alphabetic)
                && quantity::money(&cell.text, true).is_empty()
        };
        let Some((_, title)) = cells.iter().find(is_title).or_else(|| cells.iter().find(is_word)).or(cells.first())
        else {
            return Place::Nowhere;
        };
        let rest = cells.iter().filter(|(_, cell)| !std::ptr::eq::<Entry>(*cell, *title));
        let (mut sums, mut remarks) = (Vec::new(), Vec::new());
        for (column, cell) in rest {
            let is_sum = !quantity::money(&cell.text, true).is_empty();
            match column {
                _ if is_sum && matches!(section, Section::Roles | Section::Income | Section::Services) => {
                    sums.push(cell.text.clone());
                }
                Column::Hours if quantity::hours(&cell.text).is_some() => sums.push(format!("({})", cell.text)),
                Column::When(_) if matches!(when::find(&cell.text), Some((Time::At(_), _))) => {
                    sums.push(format!("({})", cell.text));
                }
                _ => remarks.push(((*column).clone(), cell.text.clone())),
            }
        }
        let mut one = title.with_text(
            [vec![title.text.clone()], sums]
                .concat()
                .join(if section == Section::Certifications { " " } else { ": " })
                .replace(": (", " ("),
        );
        one.lines = entry.lines;
        one.rank = entry.rank;
        one.links = entry.cells.iter().flat_map(|cell| cell.links.clone()).collect();
        one.check = cells.iter().any(|(_, cell)| status_of(&cell.text) == Some("done")).then_some(true);
        let place = self.of_section(section, heading, &one);
        for (column, text) in remarks {
            self.remark_of_row(place, &column, &text);
        }
        self.open.pop_if(|(rank, _)| *rank >= entry.rank);
        place
    }

    fn remark_of_row(&mut self, place: Place, column: &Column, text: &str) {
        if status_of(text).is_some() {
            return;
        }
        let what = if let Column::Other(head) = column { head.as_str() } else { "" };
        let what = if what.is_empty() { "more" } else { what };
        let draft = &mut self.draft;
        let base = match place {
            Place::Certification => draft.certifications.last_mut().map(|last| &mut last.base),
            Place::Skill => draft.skills.last_mut().map(|last| &mut last.base),
            Place::Project => draft.projects.last_mut().map(|last| &mut last.base),
            Place::Outreach => draft.outreach.last_mut().map(|last| &mut last.base),
            Place::Role => draft.roles.last_mut().map(|last| &mut last.base),
            Place::Resource => draft.resources.last_mut().map(|last| &mut last.base),
            _ => Some(&mut draft.head.base),
        };
        if let Some(base) = base {
            base.note(what, text);
        }
    }

    /// A row of the plan: an item with its time, its hours and what it is studied with.
    fn study_row(&mut self, entry: &Entry, cells: &[(Column, &Entry)]) -> Place {
        let at = cells
            .iter()
            .find_map(|(column, cell)| if let Column::When(unit) = column { time_of(&cell.text, *unit) } else { None });
        let named = cells.iter().find(|(column, _)| *column == Column::Phase).map(|(_, cell)| *cell);
        let titled = cells.iter().find(|(column, _)| *column == Column::Title).or_else(|| {
            cells
                .iter()
                .find(|(column, cell)| matches!(column, Column::Other(_)) && cell.text.contains(char::is_alphabetic))
        });
        let lasts = cells.iter().find_map(|(column, cell)| match (column, when::find(&cell.text)) {
            (Column::When(_), Some((Time::Lasts(unit, number), _))) => Some(unit.days() * f64::from(number) / 7.0),
            _ => None,
        });
        let (mut phase, mut opened) = (self.phase(), false);
        if let Some(named) = named {
            phase = self.phase_named(entry, named, at);
            opened = true;
            let summary = cells.iter().find(|(column, _)| *column == Column::Summary);
            if let (Some(at), Some((_, summary))) = (phase, summary) {
                super::sentence(&mut self.draft.phases[at].base, summary);
            }
        }
        let build = cells.iter().find(|(column, _)| *column == Column::Build);
        let Some((_, title)) = titled.or(build) else {
            return if opened { Place::Phase } else { Place::Nowhere };
        };
        let phase = phase.unwrap_or_else(|| self.default_phase());
        let Some(mut base) = Base::of(&Entry { lines: entry.lines, ..(*title).clone() }) else {
            return Place::Nowhere;
        };
        base.when = at.or(base.when).or_else(|| self.when());
        let mut rest: Vec<(&str, String)> = Vec::new();
        for (column, cell) in cells.iter().filter(|(_, cell)| !std::ptr::eq::<Entry>(*cell, *title)) {
            base.links.extend(cell.links.iter().cloned());
            match column {
                Column::Hours if base.hours.is_none() => {
                    let hours = quantity::hours(&cell.text).or_else(|| quantity::hours(&format!("{} h", cell.text)));
                    base.hours = hours.map(|(hours, _)| hours);
                    if base.hours.is_none() {
                        rest.push(("hours", cell.text.clone()));
                    }
                }
                Column::Status => match status_of(&cell.text) {
                    Some(status) => base.status = Some(status),
                    None => rest.push(("status", cell.text.clone())),
                },
                Column::When(_) if at.is_none() => rest.push(("when", cell.text.clone())),
                Column::When(_) | Column::Phase | Column::Summary => {}
                Column::Resource if cell.links.len() == 1 && cell.links[0].text == cell.text => {}
                Column::Resource => rest.push(("with", cell.text.clone())),
                Column::Build if build.is_some() && titled.is_some() => {
                    let one = Entry { lines: entry.lines, rank: entry.rank, ..(*cell).clone() };
                    self.open.push((entry.rank, Open::Phase(phase)));
                    self.open.extend(at.map(|at| (entry.rank, Open::Time(at))));
                    self.built(&one);
                    let keep = self.open.partition_point(|(rank, _)| *rank < entry.rank);
                    self.open.truncate(keep);
                }
                Column::Other(head) => rest.push((if head.is_empty() { "more" } else { head }, cell.text.clone())),
                _ => rest.push(("more", cell.text.clone())),
            }
        }
        for (what, text) in rest {
            if status_of(&text).is_some() && base.status.is_none() {
                base.status = status_of(&text);
            } else {
                base.note(what, &text);
            }
        }
        if let (Some(weeks), Some(hours)) = (lasts, base.hours.as_mut().filter(|hours| hours.per == Some(Per::Week))) {
            *hours = Hours { value: (hours.value * weeks).round(), is_rough: true, per: None };
        }
        base.is_private = self.group().1 || kind::is_job_search(&title.text);
        let kind = if titled.is_some() { kind::of_item(&title.text) } else { ItemKind::Build };
        let mut item = crate::import::draft::Item::new(base, kind);
        item.group = self.group().0;
        self.draft.phases[phase].items.push(item);
        Place::Item
    }

    /// Returns the phase that a cell names: one that is there already, or a new one.
    fn phase_named(&mut self, entry: &Entry, cell: &Entry, at: Option<When>) -> Option<usize> {
        let text = bare(&cell.text);
        let title = vocabulary::phase(&text).filter(|title| !title.is_empty());
        let title = title.unwrap_or_else(|| super::heading::without_number(&text).to_owned());
        let wanted = words(&title);
        if let Some(there) = self.draft.phases.iter().position(|phase| words(&phase.base.title) == wanted) {
            return Some(there);
        }
        let open = self.open.clone();
        let row = Entry { shape: Shape::Heading, rank: entry.rank, lines: entry.lines, ..cell.clone() };
        self.open_phase(&row, &text, &title);
        self.open = open;
        let last = self.draft.phases.len().checked_sub(1)?;
        self.draft.phases[last].base.when = self.draft.phases[last].base.when.or(at);
        self.draft.phases[last].is_listed = true;
        Some(last)
    }
}

fn columns(entry: &Entry) -> Vec<Column> {
    let mut columns: Vec<Column> = entry.cells.iter().map(column).collect();
    // One column is the title; a table of `Phase | Focus` has phases for items.
    let has_phase = columns.contains(&Column::Phase);
    let about = ["focus", "goal", "goals", "description", "theme", "fokus", "ziel", "outcome", "summary"];
    for (at, column) in columns.iter_mut().enumerate() {
        if has_phase && words(&entry.cells[at].text).iter().any(|word| about.contains(&word.as_str())) {
            *column = Column::Summary;
        }
    }
    let has_title = columns.iter().any(|column| matches!(column, Column::Title | Column::Phase));
    if let Some(column) = columns.iter_mut().find(|column| **column == Column::Resource && !has_title) {
        // A table of courses is a table of things to do.
        *column = Column::Title;
    }
    let first = columns.iter().position(|column| *column == Column::Title);
    for (at, column) in columns.iter_mut().enumerate() {
        if *column == Column::Title && Some(at) != first {
            *column = Column::Other(entry.cells[at].text.clone());
        }
    }
    columns
}

fn column(cell: &Entry) -> Column {
    let text = bare(&cell.text);
    let words = words(&text);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if let Some(unit) = words.iter().find_map(|word| Unit::of(word)) {
        return if has(&["hours", "hrs", "stunden"]) { Column::Hours } else { Column::When(Some(unit)) };
    }
    if has(&[
        "date",
        "dates",
        "due",
        "deadline",
        "when",
        "datum",
        "timeline",
        "timeframe",
        "period",
        "zeitraum",
        "fecha",
        "duration",
        "dauer",
    ]) {
        return Column::When(None);
    }
    if has(&["hours", "hrs", "time", "effort", "stunden", "std", "aufwand", "horas", "h"]) {
        return Column::Hours;
    }
    if has(&["status", "done", "progress", "complete", "completed", "erledigt", "fertig", "state"]) {
        return Column::Status;
    }
    if has(&["phase", "stage", "module", "modul", "fase", "etappe", "part"]) {
        return Column::Phase;
    }
    if has(&TITLES) {
        return Column::Title;
    }
    match vocabulary::section(&text) {
        Some(Section::Resources(_)) => Column::Resource,
        Some(Section::Projects | Section::Tasks(Some(ItemKind::Build))) => Column::Build,
        _ => Column::Other(text),
    }
}

/// Returns the time of a cell; in a column of weeks `3` is week 3.
fn time_of(text: &str, unit: Option<Unit>) -> Option<When> {
    if let Some((Time::At(when), _)) = when::find(text) {
        return Some(when);
    }
    let (unit, text) = (unit?, bare(text));
    match when::find(&format!("{} {text}", word_of(unit)))? {
        (Time::At(when), _) => Some(when),
        (Time::Lasts(..), _) => None,
    }
}

fn is_time(column: &Column, cell: &Entry) -> bool {
    matches!(column, Column::When(unit) if time_of(&cell.text, *unit).is_some())
}

fn word_of(unit: Unit) -> &'static str {
    match unit {
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Sprint => "sprint",
        Unit::Month => "month",
        Unit::Quarter => "quarter",
        Unit::Semester => "semester",
        Unit::Year => "year",
    }
}
