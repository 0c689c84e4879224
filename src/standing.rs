//! A site that was built, with all that it was made of: when the text of one page changes, that page can be made again
//! at once, and the rest of the site later.
//!
//! [`Standing::again`] is for `serve`, where somebody waits for the page that they have just saved. What it returns is a
//! page of a site that is not whole: lists, feeds, backlinks and the search index still show the text before, and nothing
//! was checked. So a whole build follows in any case.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::component::Declarations;
use crate::content::{markdown, page};
use crate::diagnostic::Diagnostic;
use crate::journal;
use crate::memo::Memo;
use crate::output::Output;
use crate::render;
use crate::render::frame::Common;
use crate::site::{self, OffSite, Site};
use crate::source::Sources;
use crate::theme::Theme;
use crate::trace::Untraced;

/// What a site was made of, besides its sources.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) site: Site,
    pub(crate) theme: Theme,
    pub(crate) common: Option<Common>,
    pub(crate) off_site: Vec<OffSite>,
    pub(crate) declarations: Declarations,
    pub(crate) cards: bool,
    pub(crate) pdfs: BTreeMap<String, Arc<[u8]>>,
}

/// A site that was built, with all that it was made of.
#[derive(Debug)]
pub struct Standing {
    made: Made,
    sources: Sources,
}

impl Standing {
    pub(crate) fn new(made: Made, sources: Sources) -> Self {
        Self { made, sources }
    }

    /// Returns whether there was a file at `path` of the journal.
    pub fn has(&self, path: &str) -> bool {
        self.sources.find(path).is_some()
    }

    /// Makes the page of the file at `path` again, whose bytes are now `bytes`, and returns the files of the site that are
    /// made of it alone, the page first.
    ///
    /// Returns `None` when more has to be built: it is no page of the site, or more than its text has changed, or something
    /// is wrong.
    pub fn again(&mut self, path: &str, bytes: Arc<[u8]>, memo: &dyn Memo) -> Option<Vec<(String, Output)>> {
        let (id, _) = self.sources.find(path)?;
        let before = self.sources.replace(id, bytes);
        let files = self.remake(path, memo);
        if files.is_none() {
            self.sources.replace(id, before);
        }
        files
    }

    fn remake(&mut self, path: &str, memo: &dyn Memo) -> Option<Vec<(String, Output)>> {
        let made = &mut self.made;
        let (id, file) = self.sources.find(path).filter(|(_, file)| page::is_page(&file.path))?;
        let options = journal::options(made.site.settings.markdown);
        let setting = markdown::Setting { options, words: &made.site.words, memo };
        let (page, found) = journal::read_page(&self.sources, (id, file), setting, &made.declarations);
        if found.iter().any(Diagnostic::is_error) {
            return None;
        }
        let id = site::again::replace(&mut made.site, &made.off_site, &self.sources, page)?;
        let with = render::With { memo, trace: &Untraced, cards: made.cards, pdfs: &made.pdfs };
        let rendered = render::again::page(&made.site, &made.theme, made.common.take()?, id, with).ok()?;
        made.common = Some(rendered.common);
        Some(rendered.files)
    }
}
