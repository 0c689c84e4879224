//! The draft of a plan: what was found, before ids, months and references are settled.

use chrono::NaiveDate;

use super::outline::{Entry, Link};
use super::quantity::{self, Hours, Money, Per};
use super::text::{bare, headline, parentheses, trimmed, without, words};
use super::when::{self, Time, Unit, When};
use crate::plan::{Countable, ItemKind, OutreachKind, ResourceKind};

/// What every object has.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Base {
    pub(super) id: String,
    pub(super) title: String,
    /// The title in the owner's words, when the public one leaves something out.
    pub(super) own_title: Option<String>,
    pub(super) summary: Option<String>,
    /// Remarks for the owner only.
    pub(super) notes: Vec<String>,
    pub(super) src: Vec<u32>,
    pub(super) when: Option<When>,
    pub(super) hours: Option<Hours>,
    pub(super) status: Option<&'static str>,
    pub(super) is_private: bool,
    pub(super) links: Vec<Link>,
    /// First and last month, and the day it is due, once they are settled.
    pub(super) window: Option<Window>,
}

/// When something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) months: (u32, u32),
    pub(super) due: Option<NaiveDate>,
}

/// A criterion or a feature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) src: Option<u32>,
    pub(super) is_done: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Phase {
    pub(super) base: Base,
    /// How long it is, where the text says so.
    pub(super) length: Option<(Unit, u32)>,
    /// Whether only a row of a table names it so far.
    pub(super) is_listed: bool,
    pub(super) themes: Vec<Theme>,
    pub(super) items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Theme {
    pub(super) when: When,
    pub(super) title: String,
    pub(super) src: u32,
    pub(super) month: Option<u32>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    pub(super) base: Base,
    pub(super) kind: ItemKind,
    pub(super) parts: Vec<Part>,
    /// The heading that it stands under, where that is no object of its own.
    pub(super) group: Option<String>,
    pub(super) is_optional: bool,
    pub(super) cert: Option<usize>,
    pub(super) goal: Option<usize>,
    pub(super) skills: Vec<usize>,
    pub(super) resources: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the plan")]
pub(super) struct Certification {
    pub(super) base: Base,
    /// Alternatives: titles and ids.
    pub(super) any_of: Vec<(String, String)>,
    pub(super) is_optional: bool,
    pub(super) if_not_held: bool,
    pub(super) is_unavailable: bool,
    /// Whether an item made it, because no list of certifications has it.
    pub(super) is_derived: bool,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Skill {
    pub(super) base: Base,
    pub(super) group: Option<String>,
    pub(super) any_of: Vec<String>,
    pub(super) parts: Vec<String>,
    pub(super) level: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Goal {
    pub(super) base: Base,
    pub(super) count: Countable,
    pub(super) min: u32,
    pub(super) counts: Vec<usize>,
    /// What is listed below it: the projects under other names, or parts.
    pub(super) listed: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Project {
    pub(super) base: Base,
    pub(super) parts: Vec<Part>,
    pub(super) aliases: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outreach {
    pub(super) base: Base,
    pub(super) kind: OutreachKind,
    pub(super) target: Option<(Countable, u32)>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Role {
    pub(super) base: Base,
    pub(super) salary: Option<Money>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Resource {
    pub(super) base: Base,
    pub(super) kind: ResourceKind,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) is_free: bool,
    pub(super) url: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Company {
    pub(super) id: String,
    pub(super) src: u32,
    pub(super) tier: Option<u32>,
    pub(super) label: Option<String>,
    pub(super) names: Vec<String>,
    pub(super) note: Option<String>,
}

/// A step of income, or a service with its rate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Paid {
    pub(super) id: String,
    pub(super) src: u32,
    pub(super) title: String,
    pub(super) year: u32,
    pub(super) usd: [Option<u32>; 2],
    pub(super) per: Option<String>,
    pub(super) note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Reason {
    pub(super) id: String,
    pub(super) src: u32,
    pub(super) topic: Option<String>,
    pub(super) text: String,
}

/// The plan as a whole.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Head {
    pub(super) base: Base,
    pub(super) tagline: Option<String>,
    pub(super) focus: Option<String>,
    pub(super) length: Option<(Unit, u32)>,
    pub(super) start: Option<NaiveDate>,
    pub(super) week_hours: Option<f64>,
    pub(super) salary: Option<[u32; 2]>,
    pub(super) investment: Option<u32>,
    pub(super) investment_note: Option<String>,
    /// Settled: the first day and the number of months.
    pub(super) first_day: NaiveDate,
    pub(super) months: u32,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Draft {
    pub(super) head: Head,
    pub(super) phases: Vec<Phase>,
    pub(super) certifications: Vec<Certification>,
    pub(super) skills: Vec<Skill>,
    pub(super) goals: Vec<Goal>,
    pub(super) projects: Vec<Project>,
    pub(super) outreach: Vec<Outreach>,
    pub(super) roles: Vec<Role>,
    pub(super) resources: Vec<Resource>,
    pub(super) companies: Vec<Company>,
    pub(super) income: Vec<Paid>,
    pub(super) services: Vec<Paid>,
    pub(super) field_reasons: Vec<Reason>,
    pub(super) plan_reasons: Vec<Reason>,
    pub(super) closing: Option<Reason>,
}

impl Base {
    /// Reads title, status, hours, time and money of an entry. Returns `None` when no title is left.
    pub(super) fn of(entry: &Entry) -> Option<Self> {
        let mut base =
            Self { src: vec![entry.lines.0], status: status(entry), links: entry.links.clone(), ..Self::default() };
        let whole = bare(without_box(&entry.text));
        let mut text = base.take_brackets(&whole);
        if base.hours.is_none()
            && let Some((hours, rest)) = quantity::take_hours(&text)
        {
            base.hours = Some(hours);
            text = if rest.is_empty() { text } else { rest };
        }
        if base.when.is_none()
            && let Some((time, range)) = when::find(&text)
            && let Time::At(when) = time
            && let Some(rest) = quantity::cut(&text, &range)
            && !rest.is_empty()
        {
            base.when = Some(when);
            text = without_deadline_words(&rest);
        }
        if let Some(plain) = quantity::without_money(&text, false) {
            base.own_title = Some(whole);
            text = plain;
        }
        let (title, rest) = headline(&text);
        base.summary = rest;
        base.title = bare(&title);
        // A title of marks only would be no title.
        base.title.contains(char::is_alphanumeric).then_some(base)
    }

    /// Takes the brackets away that hold nothing but hours and times.
    fn take_brackets(&mut self, text: &str) -> String {
        let mut plain = text.to_owned();
        for (range, inner) in parentheses(text).into_iter().rev().take(MOST_BRACKETS) {
            let mut rest = inner.clone();
            let hours = quantity::hours(&rest);
            if let Some((_, range)) = &hours {
                rest = without(&rest, range);
            }
            let time = when::find(&rest).filter(|(time, _)| matches!(time, Time::At(_)));
            if let Some((_, range)) = &time {
                rest = without(&rest, range);
            }
            let is_filler = |word: &String| FILLERS.contains(&word.as_str());
            if (hours.is_none() && time.is_none()) || !words(&rest).iter().all(is_filler) {
                continue;
            }
            self.hours = hours.map(|(hours, _)| hours).or(self.hours);
            if let Some((Time::At(when), _)) = time {
                self.when = Some(when);
            }
            plain = without(&plain, &range);
        }
        plain
    }

    /// Adds a remark for the owner. What it quotes is told from other texts by the words before it.
    pub(super) fn note(&mut self, what: &str, text: &str) {
        if !text.is_empty() {
            self.notes.push(format!("{what}: {text}"));
        }
    }

    /// Returns planned effort as the plan holds it: hours in all, and whether that is an estimate.
    pub(super) fn effort(&self) -> Option<(f64, bool)> {
        let hours = self.hours?;
        let weeks = self.window.map_or(4.0, |window| match self.when {
            Some(When::Counted { unit, from, to }) => unit.days() * f64::from(to - from + 1) / 7.0,
            _ => f64::from(window.months.1 - window.months.0 + 1) * 52.0 / 12.0,
        });
        let times = match hours.per {
            None => 1.0,
            Some(Per::Week) => weeks,
            Some(Per::Day) => weeks * 7.0,
            Some(Per::Month) => weeks * 12.0 / 52.0,
        };
        let total = hours.value * times.max(1.0 / 7.0);
        let total = if hours.per.is_some() { total.round().max(1.0) } else { total };
        Some((total.min(100_000.0), hours.is_rough || hours.per.is_some()))
    }
}

/// No title has more of them that say something.
const MOST_BRACKETS: usize = 8;

/// What may stand beside a number of hours or a date without saying more.
const FILLERS: [&str; 20] = [
    "by",
    "due",
    "until",
    "before",
    "deadline",
    "bis",
    "am",
    "total",
    "est",
    "estimated",
    "about",
    "approx",
    "ca",
    "around",
    "end",
    "of",
    "the",
    "in",
    "on",
    "time",
];

fn without_deadline_words(text: &str) -> String {
    let mut text = trimmed(text);
    while let Some((head, last)) = text.rsplit_once(' ') {
        if !["by", "due", "until", "before", "deadline", "bis", "am", "on", "in", "(by", "(due", "📅", "⏰"]
            .contains(&last.to_lowercase().as_str())
        {
            break;
        }
        text = trimmed(head);
    }
    text
}

/// Returns a text without a box that Markdown does not know: `[/]`, `[-]`.
fn without_box(text: &str) -> &str {
    ["[/] ", "[-] ", "[~] ", "[>] "].iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text)
}

/// Returns what a box or an emoji says of an entry.
pub(super) fn status(entry: &Entry) -> Option<&'static str> {
    if entry.is_struck {
        return Some("dropped");
    }
    match entry.check {
        Some(true) => Some("done"),
        Some(false) => None,
        None => status_of(&entry.text),
    }
}

/// Returns what an emoji at either end of a text says, or the text of a cell as a whole.
pub(super) fn status_of(text: &str) -> Option<&'static str> {
    const DONE: [char; 6] = ['✅', '✔', '☑', '🎉', '🟢', '✓'];
    const ACTIVE: [char; 6] = ['🚧', '⏳', '🔄', '🟡', '▶', '⌛'];
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FE0F}');
    if text.starts_with("[/] ") || text.starts_with("[~] ") {
        return Some("active");
    }
    if text.starts_with("[-] ") {
        return Some("dropped");
    }
    let has = |marks: &[char]| text.starts_with(marks) || text.ends_with(marks);
    if has(&DONE) {
        return Some("done");
    }
    if has(&ACTIVE) {
        return Some("active");
    }
    match text.to_lowercase().as_str() {
        "done" | "x" | "[x]" | "complete" | "completed" | "finished" | "yes" | "100%" | "fertig" | "erledigt"
        | "hecho" | "fait" => Some("done"),
        "in progress" | "wip" | "started" | "ongoing" | "active" | "current" | "läuft" | "in arbeit" | "en cours" => {
            Some("active")
        }
        "dropped" | "cancelled" | "canceled" | "skipped" | "abgebrochen" => Some("dropped"),
        "blocked" => Some("blocked"),
        _ => None,
    }
}

impl Part {
    pub(super) fn of(entry: &Entry) -> Option<Self> {
        let text = bare(&entry.text);
        let title = quantity::without_money(&text, false).unwrap_or(text);
        let is_done = status(entry) == Some("done");
        let part = Self { id: String::new(), title, src: Some(entry.lines.0), is_done };
        part.title.contains(char::is_alphanumeric).then_some(part)
    }

    pub(super) fn named(title: &str) -> Self {
        Self { id: String::new(), title: title.to_owned(), src: None, is_done: false }
    }
}

impl Item {
    pub(super) fn new(base: Base, kind: ItemKind) -> Self {
        Self {
            base,
            kind,
            parts: Vec::new(),
            group: None,
            is_optional: false,
            cert: None,
            goal: None,
            skills: Vec::new(),
            resources: Vec::new(),
        }
    }
}

impl Phase {
    pub(super) fn new(base: Base) -> Self {
        Self { base, length: None, is_listed: false, themes: Vec::new(), items: Vec::new() }
    }
}
