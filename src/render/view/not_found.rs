//! The page for a wrong address.

use serde::Serialize;

use super::{EntryView, Shared};

/// The page for a wrong address.
#[derive(Debug, Clone, Serialize)]
pub struct NotFoundView {
    /// The heading.
    pub title: String,
    /// Latest posts and notes.
    pub writing: Vec<Shared<EntryView>>,
}
