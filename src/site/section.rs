//! Sections: posts, notes by topic, projects; each in a fixed order.

use std::collections::{BTreeMap, BTreeSet};

use super::permalink::{Permalink, beside_devices, slugify};
use super::{PageId, SitePage};
use crate::content::page::{CONTENT, Page, PageKind};
use crate::words::{Words, word};

/// The notes of one folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The anchor on the index of notes, and its part of the address.
    pub id: String,
    /// Whether it has a page of its own; notes that are in no folder have not.
    pub has_page: bool,
    /// The title, made from the name of the folder.
    pub title: String,
    /// Its notes, newest first.
    pub pages: Vec<PageId>,
}

impl Topic {
    /// Returns the address of the page of the topic.
    pub fn permalink(&self) -> Option<Permalink> {
        self.has_page.then(|| topic_permalink(&self.id))
    }
}

/// Returns the part of an address that the topic of `folder` has.
pub fn topic_slug(folder: &str) -> String {
    beside_devices(&slugify(folder), "topic")
}

/// Returns the address of the topic with that slug. It stands among the notes and cannot be that of a note, which has
/// one part less.
pub fn topic_permalink(slug: &str) -> Permalink {
    Permalink::folder(&["notes", "topics", slug])
}

/// Returns whether `page` is a README of which the site needs none: in the folder of a section, which has a list of its
/// own, or beside an `index.md`. `indexed` are the folders with such a file. A README that says at which address it is
/// is a page like any other.
pub fn is_listed_elsewhere(page: &Page, indexed: &BTreeSet<String>) -> bool {
    let folder = page.path.folder();
    let is_section = matches!(folder, CONTENT | "content/notes" | "content/posts" | "content/projects");
    page.is_readme() && !page.has_own_address() && (is_section || indexed.contains(folder))
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
pub fn topics(pages: &[SitePage], notes: &[PageId], titles: &BTreeMap<String, String>, words: &Words) -> Vec<Topic> {
    let mut topics: BTreeMap<String, Topic> = BTreeMap::new();
    let mut slugs: BTreeMap<&str, String> = BTreeMap::new();
    for id in notes {
        let folder = pages[id.0].topic.as_deref().unwrap_or("");
        // A folder without any letter or digit has no address; its notes stand with those in no folder.
        let slug = slugs.entry(folder).or_insert_with(|| topic_slug(folder));
        let folder = if slug.is_empty() { "" } else { folder };
        if let Some(topic) = topics.get_mut(slug) {
            topic.pages.push(*id);
            continue;
        }
        let topic = Topic {
            has_page: !slug.is_empty(),
            id: if slug.is_empty() { "other".to_owned() } else { slug.clone() },
            title: topic_title(folder, titles, words),
            pages: vec![*id],
        };
        topics.insert(slug.clone(), topic);
    }
    let mut sorted: Vec<Topic> = topics.into_values().collect();
    sorted.sort_by_cached_key(|topic| (!topic.has_page, topic.title.to_lowercase(), topic.id.clone()));
    sorted
}

/// Returns the title of a topic: the author's, else one made from its folder: `machine-learning` is `Machine learning`. Short words such as
/// `ml` or `aws` are taken for abbreviations.
pub fn topic_title(folder: &str, titles: &BTreeMap<String, String>, words: &Words) -> String {
    if let Some(title) = titles.get(folder) {
        return title.clone();
    }
    if folder.is_empty() {
        return words.text(word!("list.other_topic")).to_owned();
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
