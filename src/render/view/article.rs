//! A page of Markdown, and what the plan and other pages have to do with it.

use serde::Serialize;

use super::{DateView, EntryView, LanguageView, SeriesPlace, Shared, TextLink};

/// A page of Markdown: a post, a note or a standalone page.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleView {
    /// The title.
    pub title: String,
    /// The language that it is written in, if that is another than the one of the site.
    pub language: Option<LanguageView>,
    /// The summary, when the author wrote one.
    pub summary: Option<String>,
    /// When it was published.
    pub date: Option<DateView>,
    /// When it was last changed, if later.
    pub updated: Option<DateView>,
    /// Minutes of reading.
    pub minutes: u32,
    /// The section it belongs to, such as `Notes`.
    pub section: Option<TextLink>,
    /// The topic of a note: its folder.
    pub topic: Option<TextLink>,
    /// Where it stands in its series, when it is a part of one.
    pub series: Option<SeriesPlace>,
    /// The tags.
    pub tags: Vec<TextLink>,
    /// The body, as finished markup.
    pub html: String,
    /// The table of contents; empty when it is off or too short.
    pub toc: Vec<TocEntry>,
    /// What the page proves.
    pub proves: Vec<ClaimView>,
    /// What else it is about.
    pub about: Vec<ClaimView>,
    /// Skills that it shows.
    pub skills: Vec<TextLink>,
    /// How artificial intelligence helped, in the author's words.
    pub ai_assistance: Option<String>,
    /// The author's statement on permission, for offensive work.
    pub authorization: Option<String>,
    /// Pages that link here.
    pub backlinks: Vec<BacklinkView>,
    /// At most four pages that have something in common with it, the closest first; none that is named here anyway.
    pub related: Vec<Shared<EntryView>>,
    /// The older neighbour.
    pub previous: Option<TextLink>,
    /// The newer neighbour.
    pub next: Option<TextLink>,
    /// Where the page was first published, when elsewhere.
    pub canonical: Option<String>,
}

/// A line of the table of contents.
#[derive(Debug, Clone, Serialize)]
pub struct TocEntry {
    /// The heading as plain text.
    pub title: String,
    /// `#id`
    pub href: String,
    /// The language of the text, if it is another than that of the site.
    pub language: Option<LanguageView>,
    /// Lines one level below.
    pub children: Vec<TocEntry>,
}

/// A plan item that a page proves or is about.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimView {
    /// The item's title.
    pub title: String,
    /// The criterion's title, when one is named.
    pub criterion: Option<String>,
    /// Its place on the progress page; absent when the item is not shown there.
    pub href: Option<String>,
}

/// A page that links here, with the sentence of the link.
#[derive(Debug, Clone, Serialize)]
pub struct BacklinkView {
    /// Its title.
    pub title: String,
    /// Its address.
    pub href: String,
    /// The sentence that the link stands in.
    pub context: String,
    /// The language that it is written in, if that is another than the one of the site.
    pub language: Option<LanguageView>,
}
