//! The page as a document: its head and where it is on the site.

use serde::Serialize;

use super::{LanguageView, TextLink};

/// The page as a document.
#[derive(Debug, Clone, Serialize)]
pub struct PageView {
    /// The kind of page, which is the name of its template: `home`, `post`, `note`, `page` ...
    pub kind: &'static str,
    /// The heading.
    pub title: String,
    /// The text of `<title>`.
    pub document_title: String,
    /// The text of `<meta name="description">`.
    pub description: String,
    /// The tag of the language that what the page shows is written in: that of the page, else that of the site.
    pub language: String,
    /// The same, if it is another than that of the site.
    pub own_language: Option<LanguageView>,
    /// The address on the host, such as `/repo/notes/x/`.
    pub href: String,
    /// The absolute address, for `rel=canonical` and `og:url`; absent where there is none (404).
    pub canonical: Option<String>,
    /// Whether search engines are asked to leave the page out.
    pub noindex: bool,
    /// `og:type`: `website`, `article` or `profile`.
    pub og_type: &'static str,
    /// The absolute address of the social picture, with its alternative text.
    pub image: Option<ImageView>,
    /// When it was published, as RFC 3339.
    pub published: Option<String>,
    /// When it was last changed, as RFC 3339.
    pub updated: Option<String>,
    /// The address of the page as Markdown, where there is such a twin.
    pub markdown: Option<String>,
    /// The feeds of the page, for `<link rel="alternate">`.
    pub feeds: Vec<FeedLink>,
    /// From the home page to this one, this one last and without an address; empty on the home page.
    pub breadcrumbs: Vec<TextLink>,
    /// The JSON-LD graph as finished markup, safe inside `<script type="application/ld+json">`.
    pub json_ld: String,
    /// Whether the page contains formulas, so that the math font is wanted.
    pub has_math: bool,
    /// Whether the page shows a recording of a terminal, so that the player is wanted.
    pub has_recording: bool,
}

/// A picture.
#[derive(Debug, Clone, Serialize)]
pub struct ImageView {
    /// The absolute address.
    pub url: String,
    /// The alternative text.
    pub alt: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// A feed that a reader can subscribe to.
#[derive(Debug, Clone, Serialize)]
pub struct FeedLink {
    /// What it holds, such as `Posts`.
    pub title: String,
    /// The address.
    pub href: String,
    /// The media type.
    pub media_type: &'static str,
}
