//! Series: pages that are read one after the other.

use serde::Serialize;

use super::{EntryView, LanguageView, Shared, TextLink};

/// The page of a series.
#[derive(Debug, Clone, Serialize)]
pub struct SeriesView {
    /// The heading.
    pub title: String,
    /// A sentence below it.
    pub intro: String,
    /// Its parts in the order of reading.
    pub parts: Vec<Shared<EntryView>>,
}

/// All series.
#[derive(Debug, Clone, Serialize)]
pub struct SeriesListView {
    /// The heading.
    pub title: String,
    /// In alphabetical order.
    pub series: Vec<SeriesLine>,
}

/// A series in a list.
#[derive(Debug, Clone, Serialize)]
pub struct SeriesLine {
    /// The title.
    pub title: String,
    /// The address of its page.
    pub href: String,
    /// `3 parts`
    pub count_label: String,
    /// Its first parts, at most three, with their addresses.
    pub first: Vec<TextLink>,
}

/// Where a page stands in its series.
#[derive(Debug, Clone, Serialize)]
pub struct SeriesPlace {
    /// The title of the series.
    pub title: String,
    /// The address of its page.
    pub href: String,
    /// Which part the page is, from 1.
    pub number: usize,
    /// How many parts are published.
    pub total: usize,
    /// The parts around this one, in the order of reading; all of them when they are few.
    pub parts: Vec<SeriesPart>,
    /// The part before this one.
    pub previous: Option<TextLink>,
    /// The part after this one.
    pub next: Option<TextLink>,
}

/// A part of a series.
#[derive(Debug, Clone, Serialize)]
pub struct SeriesPart {
    /// Which part it is, from 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// The language that it is written in, if that is another than the one of the site.
    pub language: Option<LanguageView>,
    /// Its address.
    pub href: String,
    /// Whether it is the page itself.
    pub is_current: bool,
}
