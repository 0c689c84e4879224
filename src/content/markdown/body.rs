//! The HTML of a document, which can be let go before the rest of it.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::document::Piece;

/// The HTML in order, without the leading heading of level 1.
///
/// The bodies of a whole site take as much memory as its pages, and each is needed until its page is made. Whoever makes the
/// pages for the last time lets go of each then; all else that is known of the document stays.
pub struct Body(Mutex<Option<Arc<[Piece]>>>);

impl Body {
    /// Returns the body that is made of `pieces`.
    pub fn new(pieces: impl IntoIterator<Item = Piece>) -> Self {
        Self(Mutex::new(Some(pieces.into_iter().collect())))
    }

    /// Returns the pieces.
    ///
    /// # Panics
    /// When they were let go, which is a bug.
    pub fn pieces(&self) -> Arc<[Piece]> {
        self.held().expect("nobody reads a body that was let go")
    }

    /// Frees the pieces, once nobody holds them any more. They cannot be read again.
    pub fn let_go(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn held(&self) -> Option<Arc<[Piece]>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::new([])
    }
}

impl Clone for Body {
    fn clone(&self) -> Self {
        Self(Mutex::new(self.held()))
    }
}

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        self.held() == other.held()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Body").field(&self.held()).finish()
    }
}
