//! What is private whatever it says: companies, income, services, reasons.

use super::{Leaf, Place, Sorter};
use crate::import::draft::{Company, Paid, Reason};
use crate::import::outline::{Entry, Shape};
use crate::import::quantity::{self, Money};
use crate::import::text::{bare, enumerated, key_and_value, parentheses, trimmed, without, words};
use crate::import::when::Unit;

impl Sorter<'_> {
    pub(super) fn company(&mut self, entry: &Entry) -> Option<Place> {
        let text = bare(&entry.text);
        let mut company = Company { src: entry.lines.0, ..Company::default() };
        let (key, rest) = key_and_value(&text).map_or((None, text.clone()), |(key, value)| (Some(key), value));
        if let Some(key) = &key {
            let number = words(key).iter().find_map(|word| word.parse::<u32>().ok()).filter(|tier| *tier <= 100);
            company.tier = number;
            let is_tier = number.is_some()
                && words(key).iter().any(|word| matches!(word.as_str(), "tier" | "stufe" | "priority" | "level"));
            company.label = (!is_tier).then(|| key.clone());
        }
        let inner: Vec<_> = parentheses(&rest);
        let plain = inner.iter().rev().fold(rest.clone(), |text, (range, _)| without(&text, range));
        let names = enumerated(&plain);
        let listed: Vec<String> = inner.iter().flat_map(|(_, inner)| enumerated(inner)).collect();
        // `Banks building AI (JPM, Goldman)` says what they have in common, and who.
        if names.len() == 1 && is_description(&plain) {
            company.note = company.label.take();
            company.label = Some(plain);
            company.names = listed;
        } else {
            company.names = names;
            company.note = (!inner.is_empty())
                .then(|| inner.iter().map(|(_, inner)| inner.as_str()).collect::<Vec<_>>().join("; "));
        }
        let is_empty = company.names.is_empty() && company.label.is_none();
        if is_empty && !self.has_children(entry) {
            return None;
        }
        self.draft.companies.push(company);
        self.leaf(entry, Leaf::Company(self.draft.companies.len() - 1));
        Some(Place::Company)
    }

    pub(super) fn income(&mut self, entry: &Entry) -> Option<Place> {
        let mut step = paid(entry)?;
        let year = words(&step.title).iter().find_map(|word| word.parse::<u32>().ok()).filter(|year| *year <= 2200);
        let most = self.draft.income.iter().map(|step| step.year).max().unwrap_or(0);
        step.year = year.unwrap_or(most + 1);
        let says_more = words(&step.title).iter().any(|word| Unit::of(word).is_none() && word.parse::<u32>().is_err());
        if says_more {
            step.note = Some(step.note.map_or(step.title.clone(), |note| format!("{}; {note}", step.title)));
        }
        self.draft.income.push(step);
        self.leaf(entry, Leaf::Income(self.draft.income.len() - 1));
        Some(Place::Income)
    }

    pub(super) fn service(&mut self, entry: &Entry) -> Option<Place> {
        let service = paid(entry).filter(|service| service.title.contains(char::is_alphanumeric))?;
        self.draft.services.push(service);
        self.leaf(entry, Leaf::Service(self.draft.services.len() - 1));
        Some(Place::Service)
    }

    pub(super) fn reason(&mut self, is_plan: bool, entry: &Entry) -> Place {
        let (topic, text) = match key_and_value(&entry.text).filter(|(_, value)| !value.is_empty()) {
            Some((key, value)) => (Some(key), value),
            None => (None, entry.text.clone()),
        };
        let reasons = if is_plan { &mut self.draft.plan_reasons } else { &mut self.draft.field_reasons };
        reasons.push(Reason { id: String::new(), src: entry.lines.0, topic, text });
        let index = reasons.len() - 1;
        self.leaf(entry, Leaf::Reason(is_plan, index));
        Place::Reason
    }

    /// The line after a list of reasons is the last word.
    pub(super) fn closing_or_reason(&mut self, is_plan: bool, entry: &Entry) -> Place {
        let has_reasons = !(self.draft.plan_reasons.is_empty() && self.draft.field_reasons.is_empty());
        let is_last = self.entries.get(self.at + 1).is_none_or(|next| next.shape == Shape::Heading);
        if !(is_plan && has_reasons && is_last && self.draft.closing.is_none()) {
            return self.reason(is_plan, entry);
        }
        self.draft.closing =
            Some(Reason { id: String::new(), src: entry.lines.0, topic: None, text: entry.text.clone() });
        Place::Reason
    }
}

/// Adds a line to a remark.
pub(super) fn more(note: &mut Option<String>, entry: &Entry) -> Place {
    *note = Some(note.take().map_or(entry.text.clone(), |note| format!("{note}; {}", entry.text)));
    Place::Note
}

/// Reads a title with a sum of money; `None` when there is no sum.
fn paid(entry: &Entry) -> Option<Paid> {
    let text = bare(&entry.text);
    let (money, range): (Money, _) = quantity::money(&text, true).into_iter().next()?;
    let (before, after) = (trimmed(&text[..range.start]), trimmed(&text[range.end..]));
    let note = after.strip_prefix('(').and_then(|note| note.strip_suffix(')')).unwrap_or(&after).to_owned();
    let title = trimmed(before.trim_end_matches(['(', ' ', ':']));
    let (title, note) = if title.is_empty() { (note, String::new()) } else { (title, note) };
    let is_exact = money.is_usd && money.from.is_some();
    let note = if is_exact { note } else { text[range.start..].to_owned() };
    Some(Paid {
        src: entry.lines.0,
        title,
        usd: if is_exact { [money.from, money.to] } else { [None, None] },
        per: money.per.map(str::to_owned),
        note: Some(note).filter(|note| !note.is_empty()),
        ..Paid::default()
    })
}

/// Returns whether a text describes companies rather than names one: it has words in lower case.
fn is_description(text: &str) -> bool {
    let in_lower_case = text.split_whitespace().filter(|word| word.len() > 3 && word.chars().all(char::is_lowercase));
    in_lower_case.count() > 0 && text.split_whitespace().count() > 1
}
