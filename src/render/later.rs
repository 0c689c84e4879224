//! Files of a site that are not made with it, because a [`record`](super::record) says what they are: whoever asks for the
//! bytes of one all the same has it made then, of what the site was made of.
//!
//! Few do. Publishing asks for a file when what stands in its place is not what it should be, and a check when it is not
//! remembered.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, OnceLock};

use super::frame::{Common, Frame};
use super::{Made, Page, Wanted, With, again, card, drafts, feed, of_file, twin};
use crate::memo::Forget;
use crate::output::{Known, Output};
use crate::site::{PageId, Permalink, Site};
use crate::theme::Theme;
use crate::trace::Untraced;

/// Makes files of a site once that was rendered.
#[derive(Default)]
pub struct Later(OnceLock<Ground>);

/// What a site was made of.
struct Ground {
    site: Arc<Site>,
    theme: Arc<Theme>,
    common: Common,
    pdfs: BTreeMap<String, Arc<[u8]>>,
}

/// Which file of a page is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum File {
    Html,
    Twin,
    Card,
    /// The permalink is its own.
    Feed,
}

impl Later {
    /// Says what the site was made of, when it is.
    pub fn settle(&self, (site, theme): (&Arc<Site>, &Arc<Theme>), common: Common, pdfs: &BTreeMap<String, Arc<[u8]>>) {
        let ground = Ground { site: Arc::clone(site), theme: Arc::clone(theme), common, pdfs: pdfs.clone() };
        // Said a second time, it is the same.
        let _ = self.0.set(ground);
    }

    /// Returns a file of the page at `permalink`.
    pub(super) fn output(self: &Arc<Self>, permalink: &Permalink, file: File, known: Known) -> Output {
        let (later, permalink) = (Arc::clone(self), permalink.clone());
        Output::known(known, Arc::new(move || later.make(&permalink, file)))
    }

    /// Makes a file.
    ///
    /// # Panics
    /// When the site is not rendered yet, or cannot be rendered again, which is a bug: it was before, by the same theme.
    fn make(&self, permalink: &Permalink, file: File) -> Arc<[u8]> {
        let Ground { site, theme, common, pdfs } = self.0.get().expect("files are asked for once the site is made");
        let with = With { memo: &Forget, trace: &Untraced, cards: common.has_cards, pdfs, is_last: false, later: None };
        let frame = Frame::with(site, common.clone(), with);
        let page = || page(&frame, permalink).expect("a page that was there is there again");
        let bytes = match file {
            File::Html => again::linked(&frame, theme, &page()).ok().map(|(html, _)| Arc::clone(html.bytes())),
            File::Twin => twin::of(&frame, &page()).map(|text| text.into_bytes().into()),
            File::Feed => {
                let made = feed::file(site, &common.components, &Forget, permalink);
                made.map(|made| Arc::clone(made.bytes()))
            }
            File::Card => {
                let page = page();
                let made = Made { has_twin: twin::exists(&frame, &page), head: page.head, source: page.source };
                card::cards(&frame, theme, &[made], &Forget).0.pop().map(|(_, png)| Arc::clone(png.bytes()))
            }
        };
        bytes.expect("the theme that made the page makes it again")
    }
}

fn page(frame: &Frame<'_>, permalink: &Permalink) -> Option<Page> {
    let site = frame.site;
    if let Some(id) = (0..site.pages.len()).map(PageId).find(|id| site.page(*id).permalink == *permalink) {
        return Some(of_file(frame, id).with_text(frame));
    }
    let wanted = BTreeSet::from([permalink.output_path()]);
    let drafts = drafts(frame, Wanted(Some(&wanted)));
    let mut pages = drafts.into_iter().map(|draft| draft.page(frame));
    pages.find(|page| page.head.permalink == *permalink)
}

impl fmt::Debug for Later {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Later")
    }
}
