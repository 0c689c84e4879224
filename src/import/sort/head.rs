//! The title, and what is said of the plan as a whole: how long it takes, what it costs, what it is for.

use super::{Open, Place, Sorter};
use crate::import::draft::status_of;
use crate::import::kind;
use crate::import::outline::{Entry, Shape};
use crate::import::quantity::{self, Money, Per};
use crate::import::text::{bare, key_and_value, trimmed, words};
use crate::import::vocabulary;
use crate::import::when::{self, Time, When};

/// What a line such as `Timeline: 15 months` is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Setting {
    Length,
    Start,
    Effort,
    Budget,
    Salary,
    Focus,
    Tagline,
}

const SETTINGS: [(Setting, &[&str]); 7] = [
    (Setting::Start, &["start", "starts", "starting", "begin", "begins", "beginn", "inicio", "debut", "date"]),
    (
        Setting::Effort,
        &["effort", "commitment", "hours", "pace", "workload", "availability", "aufwand", "stunden", "weekly"],
    ),
    (
        Setting::Length,
        &["timeline", "duration", "length", "timeframe", "time", "dauer", "zeitraum", "duracion", "duree"],
    ),
    (Setting::Budget, &["investment", "budget", "cost", "costs", "kosten", "presupuesto", "price"]),
    (Setting::Salary, &["salary", "income", "compensation", "gehalt", "salario", "pay"]),
    (
        Setting::Focus,
        &["focus", "field", "subject", "topic", "schwerpunkt", "fokus", "thema", "track", "specialization"],
    ),
    (
        Setting::Tagline,
        &[
            "value",
            "tagline",
            "goal",
            "objective",
            "vision",
            "mission",
            "aim",
            "ziel",
            "objetivo",
            "objectif",
            "target",
            "outcome",
        ],
    ),
];

impl Sorter<'_> {
    pub(super) fn title(&mut self, entry: &Entry) -> Place {
        let whole = bare(&entry.text);
        self.length_of(&whole);
        let plain = quantity::without_money(&whole, false);
        let head = &mut self.draft.head.base;
        head.src.push(entry.lines.0);
        if let Some(plain) = plain {
            head.own_title = Some(whole);
            head.title = plain;
        } else {
            head.title = whole;
        }
        Place::Head
    }

    /// The heading right below the title, when it says how long the plan is or what it pays: a second title.
    pub(super) fn subtitle(&mut self, entry: &Entry) -> Option<Place> {
        let follows = self.style.title.is_some_and(|title| title + 1 == self.at) && self.open.is_empty();
        let text = bare(&entry.text);
        let is_marked = vocabulary::phase(&text).is_some() || vocabulary::timed(&text).is_some();
        if !follows || is_marked {
            return None;
        }
        let has_money = !quantity::money(&text, false).is_empty();
        let has_length = when::all(&text).iter().any(|(time, _)| matches!(time, Time::Lasts(..)));
        if !has_money && !has_length {
            return None;
        }
        self.length_of(&text);
        if has_money && self.draft.head.base.own_title.is_none() {
            self.draft.head.base.own_title = Some(text);
            return Some(Place::PrivateHead);
        }
        if has_money {
            self.draft.head.base.note("subtitle", &text);
            return Some(Place::Note);
        }
        self.draft.head.base.src.push(entry.lines.0);
        if self.draft.head.tagline.is_none() {
            self.draft.head.tagline = Some(text);
        } else {
            self.draft.head.base.note("subtitle", &text);
        }
        Some(Place::Head)
    }

    pub(super) fn meta(&mut self, entry: &Entry) -> Place {
        let Some((key, value)) = key_and_value(&entry.text) else { return Place::Nowhere };
        if key != "title" || !self.draft.head.base.title.is_empty() {
            return Place::Nowhere;
        }
        self.title(&entry.with_text(value.trim_matches(['"', '\''])))
    }

    /// A line or bullet before the first section, or of the summary.
    pub(super) fn preamble(&mut self, entry: &Entry) -> Place {
        if let Some(place) = self.setting(entry) {
            return place;
        }
        let is_money = !quantity::money(&entry.text, false).is_empty();
        let is_first = self.draft.head.tagline.is_none() && entry.shape == Shape::Line;
        if is_first && !is_money && entry.text.chars().count() <= 160 && status_of(&entry.text).is_none() {
            if quantity::hours(&entry.text).is_some_and(|(hours, _)| hours.per.is_some()) {
                return self.set(Setting::Effort, &entry.text, entry).unwrap_or(Place::Nowhere);
            }
            self.draft.head.tagline = Some(bare(&entry.text));
            self.draft.head.base.src.push(entry.lines.0);
            return Place::Head;
        }
        self.owner_note(entry)
    }

    /// Reads `Timeline: 15 months` and the like.
    pub(super) fn setting(&mut self, entry: &Entry) -> Option<Place> {
        let (key, value) = key_and_value(&entry.text)?;
        if value.is_empty() {
            return None;
        }
        let names = words(&key);
        let has_money = !quantity::money(&value, false).is_empty();
        let (mut setting, _) =
            SETTINGS.into_iter().find(|(_, list)| names.iter().any(|name| list.contains(&name.as_str())))?;
        if has_money && !matches!(setting, Setting::Budget | Setting::Salary) {
            setting = Setting::Salary;
        }
        if quantity::hours(&value).is_some_and(|(hours, _)| hours.per.is_some()) {
            // `about 2 years at 20 hours a week` says both.
            self.length_of(&value);
            setting = Setting::Effort;
        }
        let place = self.set(setting, &value, entry)?;
        if place == Place::Head {
            self.draft.head.base.src.push(entry.lines.0);
        }
        Some(place)
    }

    fn set(&mut self, setting: Setting, value: &str, entry: &Entry) -> Option<Place> {
        match setting {
            Setting::Length => {
                let before = self.draft.head.length.take();
                self.length_of(value);
                self.draft.head.length = self.draft.head.length.or(before);
                self.dates(value);
                (self.draft.head.length.is_some() || self.draft.head.start.is_some()).then_some(Place::Head)
            }
            Setting::Start => self.dates(value).then_some(Place::Head),
            Setting::Effort => {
                let (hours, _) = quantity::hours(value).or_else(|| quantity::hours(&format!("{value} h")))?;
                let times = match hours.per {
                    Some(Per::Day) => 7.0,
                    Some(Per::Month) => 12.0 / 52.0,
                    Some(Per::Week) | None => 1.0,
                };
                let week = (hours.value * times * 2.0).round() / 2.0;
                self.draft.head.week_hours = Some(week).filter(|week| (0.5..=168.0).contains(week));
                self.draft.head.base.note("effort", &entry.text);
                Some(Place::PrivateHead)
            }
            Setting::Budget => {
                let (money, rest) = one_sum(value)?;
                self.draft.head.investment = money.from.filter(|_| money.is_usd).or(self.draft.head.investment);
                let note = if money.is_usd && money.to == money.from { rest } else { value.to_owned() };
                self.draft.head.investment_note = Some(note).filter(|note| !note.is_empty());
                Some(Place::PrivateHead)
            }
            Setting::Salary => {
                let Some((money, _)) = one_sum(value) else {
                    self.draft.head.base.note("from the plan", &entry.text);
                    return Some(Place::Note);
                };
                let range = money.from.filter(|_| money.is_usd && money.per.is_none_or(|per| per == "year"));
                match (range, self.draft.head.salary) {
                    (Some(from), None) => self.draft.head.salary = Some([from, money.to.unwrap_or(from).max(from)]),
                    _ => self.draft.head.base.note("from the plan", &entry.text),
                }
                Some(Place::PrivateHead)
            }
            Setting::Focus => take(&mut self.draft.head.focus, value),
            Setting::Tagline => take(&mut self.draft.head.tagline, value),
        }
    }

    /// Keeps the first day that a text names as the start.
    fn dates(&mut self, text: &str) -> bool {
        let first = when::all(text).into_iter().find_map(|(time, _)| match time {
            Time::At(When::Dates { from, .. }) => Some(from),
            _ => None,
        });
        self.draft.head.start = self.draft.head.start.or(first);
        first.is_some()
    }

    /// What is below `## Summary`, and below a heading for which there is no field.
    pub(super) fn of_summary(&mut self, entry: &Entry) -> Place {
        if let Some(phase) = self.phase() {
            return self.line_of_phase(phase, entry);
        }
        self.preamble(entry)
    }

    /// What is below `## Budget`.
    pub(super) fn of_budget(&mut self, entry: &Entry) -> Place {
        let is_total =
            words(&entry.text).iter().any(|word| matches!(word.as_str(), "total" | "sum" | "gesamt" | "overall"));
        if let Some((money, _)) = one_sum(&entry.text)
            && is_total
            && money.is_usd
        {
            self.draft.head.investment = money.from;
        }
        self.draft.head.base.note("budget", &entry.text);
        Place::Note
    }

    /// What is below `## Goals` outside of phases: something that is counted, or a remark.
    pub(super) fn of_goals(&mut self, entry: &Entry) -> Place {
        if self.phase().is_some() {
            return self.study(entry, None);
        }
        if let Some(place) = self.goal(entry, None) {
            return place;
        }
        if self.has_children(entry) {
            self.push(entry, Open::Group(bare(&entry.text), false));
        }
        self.draft.head.base.note("goal", &entry.text);
        Place::Note
    }
}

fn take(field: &mut Option<String>, value: &str) -> Option<Place> {
    if field.is_some() || value.chars().count() > 200 || kind::is_job_search(value) {
        return None;
    }
    *field = Some(value.to_owned());
    Some(Place::Head)
}

/// Returns the first sum of `text`, and the text without it.
fn one_sum(text: &str) -> Option<(Money, String)> {
    let (money, range) = quantity::money(text, true).into_iter().next()?;
    let rest = crate::import::text::without(text, &range);
    let rest = trimmed(&rest);
    let rest = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(&rest).to_owned();
    Some((money, rest))
}
