//! The reading list.

use serde::Serialize;

use super::ClaimView;

/// The reading list.
#[derive(Debug, Clone, Serialize)]
pub struct ResourcesView {
    /// The heading.
    pub title: String,
    /// By type: courses, books, communities.
    pub groups: Vec<ResourceGroup>,
}

/// Resources of one type.
#[derive(Debug, Clone, Serialize)]
pub struct ResourceGroup {
    /// `Courses`
    pub title: String,
    /// The resources.
    pub resources: Vec<ResourceView>,
}

/// A resource.
#[derive(Debug, Clone, Serialize)]
pub struct ResourceView {
    /// The title.
    pub title: String,
    /// The address.
    pub href: String,
    /// Authors or publisher, as one text.
    pub by: Option<String>,
    /// `finished`, `reading` or `to read`.
    pub status: Option<&'static str>,
    /// The same as a word within a sentence.
    pub status_label: Option<String>,
    /// Whether it costs nothing.
    pub is_free: bool,
    /// Items that use it.
    pub items: Vec<ClaimView>,
}
