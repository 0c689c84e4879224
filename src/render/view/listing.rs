//! Lists of pages: by date, by topic, by tag, by year.

use serde::Serialize;

use super::{DateView, LanguageView, NavLink, Shared, TextLink};

/// One line of a list of pages.
#[derive(Debug, Clone, Serialize)]
pub struct EntryView {
    /// `Post`, `Note` or `Project`.
    pub kind: String,
    /// The title.
    pub title: String,
    /// The language that it is written in, if that is another than the one of the site.
    pub language: Option<LanguageView>,
    /// The address.
    pub href: String,
    /// One or two sentences.
    pub summary: Option<String>,
    /// When it was published.
    pub date: Option<DateView>,
    /// Minutes of reading, at least 1.
    pub minutes: u32,
    /// The tags, each with the address of its page.
    pub tags: Vec<TextLink>,
}

/// A list of pages.
#[derive(Debug, Clone, Serialize)]
pub struct ListingView {
    /// The heading.
    pub title: String,
    /// A sentence below it.
    pub intro: Option<String>,
    /// The entries of this page of the list.
    pub entries: Vec<Shared<EntryView>>,
    /// Which page of the list this is, and where the others are.
    pub pagination: Pagination,
}

/// Where one is in a list that is spread over several pages.
#[derive(Debug, Clone, Serialize)]
pub struct Pagination {
    /// This page, from 1.
    pub number: usize,
    /// The number of pages.
    pub total: usize,
    /// Newer entries.
    pub previous: Option<String>,
    /// Older entries.
    pub next: Option<String>,
    /// The addresses of the pages: of up to 20 all, of more those nearby and some farther away.
    pub pages: Vec<NavLink>,
}

/// The index of notes.
#[derive(Debug, Clone, Serialize)]
pub struct NotesView {
    /// The heading.
    pub title: String,
    /// How many notes there are.
    pub count: usize,
    /// The latest, newest first.
    pub latest: Vec<Shared<EntryView>>,
    /// By topic, in the order of the titles.
    pub topics: Vec<TopicView>,
}

/// The notes of one topic.
#[derive(Debug, Clone, Serialize)]
pub struct TopicView {
    /// The anchor on the index page.
    pub id: String,
    /// The title.
    pub title: String,
    /// The address of its page; notes that are in no folder have none.
    pub href: Option<String>,
    /// Its notes, newest first.
    pub entries: Vec<Shared<EntryView>>,
}

/// All tags.
#[derive(Debug, Clone, Serialize)]
pub struct TagsView {
    /// The heading.
    pub title: String,
    /// In alphabetical order.
    pub tags: Vec<TagLine>,
}

/// A tag with the number of its pages.
#[derive(Debug, Clone, Serialize)]
pub struct TagLine {
    /// The tag.
    pub label: String,
    /// The address of its page.
    pub href: String,
    /// How many pages it has.
    pub count: usize,
}

/// Everything by year.
#[derive(Debug, Clone, Serialize)]
pub struct ArchiveView {
    /// The heading.
    pub title: String,
    /// Newest year first.
    pub years: Vec<ArchiveYear>,
}

/// The pages of one year.
#[derive(Debug, Clone, Serialize)]
pub struct ArchiveYear {
    /// The anchor: `2026` or `undated`.
    pub id: String,
    /// `2026`, or `Undated`.
    pub label: String,
    /// Newest first.
    pub entries: Vec<Shared<EntryView>>,
}
