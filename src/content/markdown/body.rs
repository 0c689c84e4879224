//! The HTML of a document, which can be let go before the rest of it.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::document::Piece;
use super::record;

/// The HTML in order, without the leading heading of level 1.
///
/// The bodies of a whole site take as much memory as its pages, and each is needed until its page is made. Whoever makes the
/// pages for the last time lets go of each then; all else that is known of the document stays. One that is remembered is
/// read once somebody asks for it: of a site with one change, most are not.
pub struct Body(Mutex<Option<Held>>);

#[derive(Clone)]
enum Held {
    Pieces(Arc<[Piece]>),
    /// The record of the document, and where in it the body begins.
    Record(Arc<[u8]>, usize),
}

impl Body {
    /// Returns the body that is made of `pieces`.
    pub fn new(pieces: impl IntoIterator<Item = Piece>) -> Self {
        Self(Mutex::new(Some(Held::Pieces(pieces.into_iter().collect()))))
    }

    /// Returns the body at the end of a record, from `start` on, if there is one.
    pub(super) fn recorded(record: Arc<[u8]>, start: usize) -> Option<Self> {
        record::has_pieces(record.get(start..)?).then(|| Self(Mutex::new(Some(Held::Record(record, start)))))
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
        match self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()? {
            Held::Pieces(pieces) => Some(pieces),
            Held::Record(record, start) => {
                let pieces = record::pieces(&record[start..]).expect("it was looked through when it was read");
                Some(pieces.into())
            }
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::new([])
    }
}

impl Clone for Body {
    fn clone(&self) -> Self {
        Self(Mutex::new(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()))
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
