//! Sections: posts, notes by topic, projects; each in a fixed order.

use std::collections::BTreeMap;

use super::permalink::slugify;
use super::{PageId, SitePage};
use crate::content::page::PageKind;

/// The notes of one folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The anchor on the index of notes.
    pub id: String,
    /// The title, made from the name of the folder.
    pub title: String,
    /// Its notes, newest first.
    pub pages: Vec<PageId>,
}

/// Returns the listed pages of `kind`, newest first; pages of the same day in the order of their titles, pages
/// without a date last.
pub fn newest_first(pages: &[SitePage], kinds: &[PageKind]) -> Vec<PageId> {
    let mut ids: Vec<PageId> = pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.is_listed && kinds.contains(&page.kind))
        .map(|(index, _)| PageId(index))
        .collect();
    ids.sort_by(|a, b| {
        let (a, b) = (&pages[a.0], &pages[b.0]);
        b.date.cmp(&a.date).then_with(|| a.title.cmp(&b.title)).then_with(|| a.permalink.cmp(&b.permalink))
    });
    ids
}

/// Returns the topics of `notes`, which are newest first, in alphabetical order of their titles. `titles` are the
/// author's, by folder.
pub fn topics(pages: &[SitePage], notes: &[PageId], titles: &BTreeMap<String, String>) -> Vec<Topic> {
    let mut topics: BTreeMap<String, Topic> = BTreeMap::new();
    for id in notes {
        let folder = pages[id.0].topic.as_deref().unwrap_or("");
        let topic = topics.entry(folder.to_owned()).or_insert_with(|| Topic {
            id: if folder.is_empty() { "other".to_owned() } else { slugify(folder) },
            title: topic_title(folder, titles),
            pages: Vec::new(),
        });
        topic.pages.push(*id);
    }
    let mut sorted: Vec<Topic> = topics.into_values().collect();
    sorted.sort_by_cached_key(|topic| (topic.id == "other", topic.title.to_lowercase()));
    sorted
}

/// Returns the title of a topic: the author's, else one made from its folder: `machine-learning` is `Machine learning`. Short words such as
/// `ml` or `aws` are taken for abbreviations.
pub fn topic_title(folder: &str, titles: &BTreeMap<String, String>) -> String {
    if let Some(title) = titles.get(folder) {
        return title.clone();
    }
    if folder.is_empty() {
        return "Other".to_owned();
    }
    let names: Vec<String> = folder
        .split('/')
        .map(|name| {
            let words = name.replace(['-', '_'], " ");
            if words.chars().count() <= 3 {
                return words.to_uppercase();
            }
            let mut chars = words.chars();
            chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
        })
        .collect();
    names.join(" / ")
}
