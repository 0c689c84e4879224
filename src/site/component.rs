//! Components in texts, checked against the plan, the tags and the topics.

use std::collections::{BTreeMap, BTreeSet};

use super::taxonomy;
use crate::content::component::argument::Argument;
use crate::content::component::{Component, NoteListArgs};
use crate::content::page::{Page, PageKind};
use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::plan::check::{Ids, Kind};
use crate::plan::{PlanId, PlanSource};

/// Badges that are not about anything with an id.
const BADGES: &[&str] = &["plan-month", "plan-proven", "posts", "notes", "updated"];
/// What else has badges.
const WITH_BADGE: &[Kind] = &[Kind::Item, Kind::Project, Kind::Certification, Kind::Goal, Kind::Skill];

/// What components are checked against.
#[derive(Debug)]
pub struct Checker<'a> {
    ids: &'a Ids,
    months: u32,
    /// Tags of all files by their slug, also of those that are not published: a list may wait for its first note.
    tags: BTreeMap<String, String>,
    /// Folders of notes, and the folders that those are in.
    topics: BTreeSet<String>,
}

impl<'a> Checker<'a> {
    /// Returns a checker for the components of `pages`.
    pub fn new(plan: &'a PlanSource, pages: &[Page]) -> Self {
        let tags = pages.iter().flat_map(|page| page.front.iter().flat_map(|front| &front.tags));
        // Of those that give the same slug the last counts, and few are made of many.
        let tags: BTreeMap<&str, usize> = tags.enumerate().map(|(at, tag)| (tag.value.as_str(), at)).collect();
        let mut tags: Vec<(&str, usize)> = tags.into_iter().collect();
        tags.sort_by_key(|(_, at)| *at);
        let notes = pages.iter().filter(|page| page.kind == PageKind::Note);
        let topics = notes.filter_map(Page::topic).flat_map(|topic| {
            let inner = topic.match_indices('/').map(|(at, _)| &topic[..at]);
            inner.chain([topic]).map(str::to_owned)
        });
        Self {
            ids: &plan.ids,
            months: plan.plan.months,
            tags: tags.into_iter().map(|(tag, _)| (taxonomy::slug(tag), tag.to_owned())).collect(),
            topics: topics.collect(),
        }
    }

    /// Reports what is wrong with the arguments of the page's components.
    pub fn check(&self, page: &Page, diagnostics: &mut Vec<Diagnostic>) {
        for component in &page.document.components {
            let found = match component {
                Component::Badge(badge) => self.badge(&badge.id),
                Component::Progress(progress) if progress.of.value.as_str() == "plan" => None,
                Component::Progress(progress) => self.id(&progress.of, &[Kind::Phase, Kind::Plan]),
                Component::Project(project) => self.id(&project.id, &[Kind::Project]),
                Component::Skill(skill) => self.id(&skill.id, &[Kind::Skill]),
                Component::NoteList(list) => {
                    diagnostics.extend(self.note_list(list));
                    None
                }
                Component::Own(own) => {
                    own.arguments.iter().for_each(|(_, argument)| self.argument(argument, diagnostics));
                    None
                }
                Component::Callout(_)
                | Component::Figure(_)
                | Component::Terminal(_)
                | Component::Unread(_)
                | Component::Video(_) => None,
            };
            diagnostics.extend(found);
        }
    }

    fn argument(&self, argument: &Argument, diagnostics: &mut Vec<Diagnostic>) {
        match argument {
            Argument::Id(id, kinds) => diagnostics.extend(self.id(id, kinds)),
            Argument::List(all) => all.iter().for_each(|one| self.argument(one, diagnostics)),
            _ => {}
        }
    }

    /// Returns what is wrong with an id. One of something private is of no use in a text for everybody.
    fn id(&self, id: &Spanned<PlanId>, kinds: &[Kind]) -> Option<Diagnostic> {
        match self.ids.resolve(id, kinds) {
            // What could not be read is reported in the plan.
            Ok(entry) if entry.is_private && entry.kind != Kind::Unreadable => {
                let message = format!("`{}` is private and has no public figure", id.value);
                let hint = "take the component out, or make public what it is about";
                let found = Diagnostic::new(Code::UnknownId, id.span, message);
                Some(found.label(entry.span, "it is defined here").hint(hint))
            }
            Ok(_) => None,
            Err(diagnostic) => Some(*diagnostic),
        }
    }

    fn badge(&self, id: &Spanned<PlanId>) -> Option<Diagnostic> {
        let text = id.value.as_str();
        let month = text.strip_prefix("month-").and_then(|month| month.parse::<u32>().ok());
        // A number that is written otherwise, such as `05`, is no id of a badge.
        let is_month = |month: u32| (1..=self.months).contains(&month) && text == format!("month-{month}");
        if BADGES.contains(&text) || month.is_some_and(is_month) {
            return None;
        }
        match text.strip_prefix("phase-").and_then(PlanId::new) {
            Some(phase) if self.ids.get(&id.value).is_none() => self.id(&Spanned::new(phase, id.span), &[Kind::Phase]),
            _ => {
                let found = self.id(id, WITH_BADGE)?;
                let near = crate::diagnostic::nearest(text, BADGES.iter().copied()).is_some();
                let has_entry = self.ids.get(&id.value).is_some();
                let message = format!("there is no badge `{text}`");
                let of_its_own = Diagnostic::new(Code::UnknownId, id.span, message);
                Some(if near && !has_entry { of_its_own.did_you_mean(text, BADGES.iter().copied()) } else { found })
            }
        }
    }

    fn note_list(&self, list: &NoteListArgs) -> Vec<Diagnostic> {
        let tag = list.tag.as_ref().filter(|tag| !self.tags.contains_key(&taxonomy::slug(&tag.value)));
        let tag = tag.map(|tag| {
            let message = format!("no page has the tag `{}`", tag.value);
            let found = Diagnostic::new(Code::BadValue, tag.span, message);
            found.did_you_mean(&tag.value, self.tags.values().map(String::as_str)).hint("write a tag as notes have it")
        });
        let topic = list.topic.as_ref().filter(|topic| !self.topics.contains(&topic.value));
        let topic = topic.map(|topic| {
            let message = format!("there is no note in `content/notes/{}/`", topic.value);
            let found = Diagnostic::new(Code::BadValue, topic.span, message);
            let names = self.topics.iter().map(String::as_str);
            found.did_you_mean(&topic.value, names).hint("write the folder as it is below `content/notes/`")
        });
        tag.into_iter().chain(topic).collect()
    }
}
