//! A part of a document that is large: it can be let go before the rest, and one that is remembered is read once somebody
//! asks for it. Of a site with one change, most are not.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::document::{Document, Piece, Plain};
use super::{Options, Place, Setting, record};
use crate::memo::{Forget, Kept};
use crate::words::Words;

/// A part of a document.
///
/// The bodies of a whole site take as much memory as its pages, and each is needed until its page is made. Whoever makes the
/// pages for the last time lets go of each then; all else that is known of the document stays.
pub struct Part<T>(Mutex<Option<Held<T>>>);

enum Held<T> {
    Here(Arc<T>),
    Remembered(Remembered),
}

/// What can be read in its place.
#[derive(Clone)]
pub(super) struct Remembered {
    pub(super) record: Arc<dyn Kept>,
    pub(super) again: Arc<Again>,
}

/// What the document was made of, for when what was remembered is no longer there.
pub(super) struct Again {
    pub(super) file: Arc<[u8]>,
    pub(super) at: Place,
    pub(super) options: Options,
    pub(super) words: Arc<Words>,
}

impl Again {
    fn document(&self) -> Document {
        let text = self.file.get(self.at.offset..).and_then(|text| std::str::from_utf8(text).ok());
        let setting = Setting { options: self.options, words: &self.words, digest: None, memo: &Forget };
        super::read(text.unwrap_or_default(), self.at, setting)
    }
}

/// What a part is made of.
pub trait Contents: Sized + Clone + PartialEq + fmt::Debug {
    /// Returns what a record says; `None` when it is not whole.
    fn of_record(record: &[u8]) -> Option<Self>;

    /// Returns that part of a document.
    fn of_document(document: &Document) -> Arc<Self>;
}

impl Contents for Vec<Piece> {
    fn of_record(record: &[u8]) -> Option<Self> {
        record::pieces(record)
    }

    fn of_document(document: &Document) -> Arc<Self> {
        document.body.read()
    }
}

impl Contents for Plain {
    fn of_record(record: &[u8]) -> Option<Self> {
        record::plain(record)
    }

    fn of_document(document: &Document) -> Arc<Self> {
        document.plain.read()
    }
}

impl<T: Contents> Part<T> {
    /// Returns the part that is made of `contents`.
    pub fn new(contents: T) -> Self {
        Self(Mutex::new(Some(Held::Here(Arc::new(contents)))))
    }

    /// Returns a part that is read once it is wanted.
    pub(super) fn remembered(found: Remembered) -> Self {
        Self(Mutex::new(Some(Held::Remembered(found))))
    }

    /// Returns the part.
    ///
    /// # Panics
    /// When it was let go, which is a bug.
    pub fn read(&self) -> Arc<T> {
        self.held().expect("nobody reads a part that was let go")
    }

    /// Changes the part.
    ///
    /// # Panics
    /// When it was let go, which is a bug.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut T)) {
        let mut contents = self.read();
        // Its own hold on them would be one more, and they be copied.
        self.let_go();
        change(Arc::make_mut(&mut contents));
        *self = Self(Mutex::new(Some(Held::Here(contents))));
    }

    /// Frees the part, once nobody holds it any more. It cannot be read again.
    pub fn let_go(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn held(&self) -> Option<Arc<T>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        Some(match held {
            Held::Here(contents) => contents,
            Held::Remembered(Remembered { record, again }) => {
                let found = record.read().and_then(|record| T::of_record(&record));
                found.map_or_else(|| T::of_document(&again.document()), Arc::new)
            }
        })
    }
}

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Here(contents) => Self::Here(Arc::clone(contents)),
            Self::Remembered(found) => Self::Remembered(found.clone()),
        }
    }
}

impl<T: Contents + Default> Default for Part<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        Self(Mutex::new(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()))
    }
}

impl<T: Contents> PartialEq for Part<T> {
    fn eq(&self, other: &Self) -> bool {
        self.held() == other.held()
    }
}

impl<T: Contents> fmt::Debug for Part<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Part").field(&self.held()).finish()
    }
}
