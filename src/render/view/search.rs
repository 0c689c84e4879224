//! The page to search on.

use serde::Serialize;

use super::TextLink;

/// The page to search on.
#[derive(Debug, Clone, Serialize)]
pub struct SearchView {
    /// The heading.
    pub title: String,
    /// The address of the file of the index that is read first.
    pub index: String,
    /// The folder that the other files of the index are in.
    pub folder: String,
    /// Lists for those who cannot search: the archive, tags, notes, projects, as far as they exist.
    pub lists: Vec<TextLink>,
}
