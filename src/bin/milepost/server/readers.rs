//! Which pages are open in browsers, as these say when they ask for the stream of events.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::form;

/// No address of a page is longer, in bytes.
const LONGEST: usize = 1024;

/// How many windows show each address.
#[derive(Debug, Default)]
pub(crate) struct Readers(Mutex<BTreeMap<String, usize>>);

impl Readers {
    /// Returns the addresses on this host that are open.
    pub(crate) fn open(&self) -> BTreeSet<String> {
        self.lock().keys().cloned().collect()
    }

    /// Counts the window that asks with `query`, until the guard is dropped. It may say nothing of where it is.
    pub(super) fn enter(self: &Arc<Self>, query: Option<&str>) -> Option<Reader> {
        let page = form::value(query?.as_bytes(), "page").filter(|page| page.len() <= LONGEST)?;
        *self.lock().entry(page.clone()).or_default() += 1;
        Some(Reader { readers: Arc::clone(self), page })
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A window that is open.
#[derive(Debug)]
pub(super) struct Reader {
    readers: Arc<Readers>,
    page: String,
}

impl Reader {
    /// Returns the address on this host of what it shows.
    pub(super) fn page(&self) -> &str {
        &self.page
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let mut open = self.readers.lock();
        if let Some(count) = open.get_mut(&self.page) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.page);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_open_as_long_as_a_window_shows_it() {
        let readers = Arc::new(Readers::default());
        let is_open = |pages: &[&str]| readers.open().iter().map(String::as_str).eq(pages.iter().copied());
        let first = readers.enter(Some("page=%2Fnotes%2Fa%20b%2F"));
        let second = readers.enter(Some("x=1&page=/notes/a%20b/"));
        let other = readers.enter(Some("page=/"));
        assert!(is_open(&["/", "/notes/a b/"]));
        drop(first);
        assert!(is_open(&["/", "/notes/a b/"]));
        drop((second, other));
        assert!(is_open(&[]));
        let long = format!("page=/{}", "a".repeat(LONGEST));
        for query in [None, Some(""), Some("pages=/"), Some("page=%ff"), Some(long.as_str())] {
            assert!(readers.enter(query).is_none(), "{query:?}");
        }
    }
}
