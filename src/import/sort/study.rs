//! What stands below phases: items, their parts, and goals that count something.

use super::{Open, Place, Sorter};
use crate::import::draft::{Base, Goal, Item, Part};
use crate::import::kind;
use crate::import::outline::{Entry, Shape};
use crate::import::quantity;
use crate::import::text::{bare, enumerated, key_and_value, parentheses, without, words};
use crate::import::vocabulary::{self, Section};
use crate::import::when::{self, Time};
use crate::plan::{Countable, ItemKind};

impl Sorter<'_> {
    /// An item of the phase that is open, or of one for all that stands in none. `kind` is what the heading says it is.
    pub(super) fn study(&mut self, entry: &Entry, kind: Option<ItemKind>) -> Place {
        if let Some(place) = self.labelled(entry) {
            return place;
        }
        if let Some(place) = self.goal(entry, self.phase()) {
            return place;
        }
        let phase = self.phase().unwrap_or_else(|| self.default_phase());
        let entry = &timed_bullet(entry);
        let Some(mut base) = Base::of(entry) else {
            // A sum of money without words: it is kept, but not as something to learn.
            return self.owner_note(entry);
        };
        let (group, hides) = self.group();
        base.when = base.when.or_else(|| self.when().filter(|when| Some(*when) != self.draft.phases[phase].base.when));
        base.is_private = hides || kind::is_job_search(&base.title) || kind::is_job_search(&entry.text);
        let mut item = Item::new(base, kind.unwrap_or_else(|| kind::of_item(&entry.text)));
        item.group = group;
        take_optional(&mut item);
        take_criteria(&mut item);
        let items = &mut self.draft.phases[phase].items;
        items.push(item);
        let index = items.len() - 1;
        self.push(entry, Open::Item(phase, index));
        Place::Item
    }

    /// `Project: …`, `Resources: a, b`, `Goal: …` in a phase: an entry of that section.
    fn labelled(&mut self, entry: &Entry) -> Option<Place> {
        let (key, value) = key_and_value(&entry.text)?;
        if key.split_whitespace().count() > 2 || value.is_empty() || entry.check.is_some() {
            return None;
        }
        if let Some(place) = self.length_of_phase(&key, &value) {
            return Some(place);
        }
        let rest = entry.with_text(value.clone());
        match vocabulary::section(&key)? {
            Section::Resources(kind) => {
                let names = if entry.links.is_empty() { enumerated(&value) } else { vec![value] };
                for name in names {
                    let mut one = entry.with_text(name);
                    one.check = None;
                    self.of_section(Section::Resources(kind), &key, &one);
                    // Each closes the one before it.
                    self.open.pop_if(|(rank, _)| *rank >= entry.rank);
                }
                Some(Place::Resource)
            }
            Section::Projects => Some(self.of_section(Section::Projects, &key, &rest)),
            Section::Certifications => Some(self.of_section(Section::Certifications, &key, &rest)),
            Section::Budget => Some(self.of_budget(entry)),
            Section::Goals | Section::Notes | Section::Summary if entry.shape == Shape::Line => {
                let phase = self.phase()?;
                Some(super::sentence(&mut self.draft.phases[phase].base, &rest))
            }
            Section::Income | Section::Companies | Section::Roles | Section::Notes => Some(self.owner_note(entry)),
            _ => None,
        }
    }

    /// `Duration: 4 weeks`
    fn length_of_phase(&mut self, key: &str, value: &str) -> Option<Place> {
        let is_length = ["duration", "time", "timeline", "length", "dauer", "timeframe", "when"]
            .contains(&key.to_lowercase().as_str());
        let (time, _) = when::find(value).filter(|_| is_length)?;
        let at = self.phase()?;
        let phase = &mut self.draft.phases[at];
        match time {
            Time::Lasts(unit, number) if phase.length.is_none() => phase.length = Some((unit, number)),
            Time::At(when) if phase.base.when.is_none() => phase.base.when = Some(when),
            _ => return None,
        }
        Some(Place::Phase)
    }

    /// A line of text below the heading of a phase.
    pub(super) fn line_of_phase(&mut self, phase: usize, entry: &Entry) -> Place {
        if let Some(place) = self.labelled(entry) {
            return place;
        }
        let has_items = !self.draft.phases[phase].items.is_empty();
        let base = &mut self.draft.phases[phase].base;
        if has_items {
            base.note("more", &entry.text);
            return Place::Note;
        }
        super::sentence(base, entry)
    }

    pub(super) fn criterion(&mut self, phase: usize, item: usize, entry: &Entry) -> Place {
        let item = &mut self.draft.phases[phase].items[item];
        let Some(part) = Part::of(entry) else {
            item.base.note("more", &entry.text);
            return Place::Note;
        };
        if !quantity::money(&entry.text, false).is_empty() {
            item.base.note("more", &entry.text);
        }
        item.base.links.extend(entry.links.iter().cloned());
        item.parts.push(part);
        Place::Criterion
    }

    /// `10+ GitHub projects`, which is reached by counting; in a phase there is an item for it.
    pub(super) fn goal(&mut self, entry: &Entry, phase: Option<usize>) -> Option<Place> {
        let (count, min) = counted(&entry.text)?;
        let mut base = Base::of(entry)?;
        let title = base.title.trim_end_matches(':').trim_end_matches(" showcasing").trim_end_matches(" including");
        base.title.truncate(title.len());
        if self.group().1 || kind::is_job_search(&entry.text) {
            return None;
        }
        base.when = base.when.or_else(|| self.when());
        if let Some(phase) = phase {
            let mut item = Item::new(Base { hours: None, links: Vec::new(), ..base.clone() }, ItemKind::Goal);
            item.goal = Some(self.draft.goals.len());
            item.group = self.group().0;
            self.draft.phases[phase].items.push(item);
        }
        self.draft.goals.push(Goal { base, count, min, counts: Vec::new(), listed: Vec::new() });
        self.push(entry, Open::Goal(self.draft.goals.len() - 1));
        Some(Place::Goal)
    }

    pub(super) fn counted(&mut self, goal: usize, entry: &Entry) -> Place {
        let goal = &mut self.draft.goals[goal];
        match Part::of(entry) {
            Some(part) => {
                goal.listed.push(part);
                Place::Counted
            }
            None => {
                goal.base.note("more", &entry.text);
                Place::Note
            }
        }
    }
}

/// Returns a bullet such as `Week 1: Variables` with its time behind: there it is taken off.
fn timed_bullet(entry: &Entry) -> Entry {
    match vocabulary::timed(&bare(&entry.text)) {
        Some((_, title)) if title.contains(char::is_alphanumeric) => {
            let text = bare(&entry.text);
            let time = when::find(&text).map_or("", |(_, range)| text.get(range).unwrap_or_default()).to_owned();
            let mut moved = entry.with_text(format!("{title} ({time})"));
            moved.is_struck = entry.is_struck;
            moved.check = entry.check.or_else(|| (crate::import::draft::status(entry) == Some("done")).then_some(true));
            moved
        }
        _ => entry.clone(),
    }
}

/// Returns what a text counts, and how many: `10+ GitHub projects`. `Build 3 demos` counts nothing that is public.
pub(in crate::import) fn counted(text: &str) -> Option<(Countable, u32)> {
    let words = words(text);
    let at = words.iter().take(3).position(|word| word.bytes().all(|byte| byte.is_ascii_digit()))?;
    let min: u32 = words[at].parse().ok().filter(|min| (1..=1000).contains(min))?;
    if at > 0
        && !matches!(
            words[0].as_str(),
            "publish" | "write" | "complete" | "give" | "make" | "contribute" | "merge" | "finish" | "at"
        )
    {
        return None;
    }
    let rest: Vec<&str> = words[at + 1..].iter().take(4).map(String::as_str).collect();
    let has = |list: &[&str]| rest.iter().any(|word| list.contains(word));
    let is_public = has(&["github", "public", "portfolio", "open", "published", "merged"]);
    if has(&["repos", "repositories"]) || (is_public && has(&["projects"])) {
        return Some((Countable::PublicRepo, min));
    }
    if has(&["posts", "articles"]) && !has(&["read", "job"]) {
        return Some((Countable::Post, min));
    }
    if has(&["prs"]) || (has(&["pull"]) && has(&["requests"])) {
        return Some((Countable::MergedPr, min));
    }
    if has(&["talks", "presentations"]) { Some((Countable::Talk, min)) } else { None }
}

/// Takes `(optional)` off a title.
fn take_optional(item: &mut Item) {
    const WORDS: [&str; 6] = ["optional", "stretch", "bonus", "nice to have", "if time permits", "wenn zeit ist"];
    let found =
        parentheses(&item.base.title).into_iter().find(|(_, inner)| WORDS.contains(&words(inner).join(" ").as_str()));
    if let Some((range, _)) = found {
        let title = without(&item.base.title, &range);
        if title.contains(char::is_alphanumeric) {
            item.base.title = title;
            item.is_optional = true;
        }
    }
}

/// Makes criteria of a list in brackets: `Cloud platforms (SageMaker, Vertex AI)`.
fn take_criteria(item: &mut Item) {
    let found = parentheses(&item.base.title).into_iter().map(|(range, inner)| (range, enumerated(&inner))).find(
        |(_, parts)| {
            let are_names = parts.iter().all(|part| part.split_whitespace().count() <= 5 && !part.contains("e.g"));
            (2..=12).contains(&parts.len()) && are_names
        },
    );
    if let Some((range, parts)) = found {
        let title = without(&item.base.title, &range);
        if title.contains(char::is_alphanumeric) {
            item.base.title = title;
            item.parts = parts.iter().map(|part| Part::named(&capitalised(part))).collect();
        }
    }
}

/// `prompt injection` is `Prompt injection` as a title; `kNN` stays.
fn capitalised(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or_default();
    let mut chars = text.chars();
    match chars.next() {
        Some(c) if first.chars().all(char::is_lowercase) => c.to_uppercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_bullets_count_what_is_public() {
        assert_eq!(counted("10+ GitHub projects showcasing:"), Some((Countable::PublicRepo, 10)));
        assert_eq!(counted("Write 6 blog posts"), Some((Countable::Post, 6)));
        assert_eq!(counted("3 merged pull requests"), Some((Countable::MergedPr, 3)));
        for text in
            ["Build 3 industry-specific demos", "Read 5 articles", "2 projects", "Solve 100 problems", "999999 posts"]
        {
            assert_eq!(counted(text), None, "{text}");
        }
    }
}
