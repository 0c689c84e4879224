//! A site that was built, with all that it was made of: when files of the journal change, what somebody looks at can be made
//! again at once, and the rest of the site later.
//!
//! [`Standing::again`] is for `serve`, where somebody waits for what they have just saved. What it returns is a part of a
//! site that is not whole: the other pages, feeds and the search index are as they were, and of the finished pages only their
//! addresses and ids were checked. So a whole build follows in any case, which says what is wrong too.
//!
//! | What was saved | What is made again | by |
//! | --- | --- | --- |
//! | the text of a page, and whatever else no other page that is open shows of it | the page | `alone` |
//! | a picture that is small enough to have no copies, in its size | the picture | `alone` |
//! | anything else: pages that are others, new or gone, plan, theme, pictures, the lock | the pages that were saved and those that are open, of the site put together anew | `anew` |
//!
//! **Invariant:** every file that is made again has the bytes that a whole build gives it.

mod alone;
mod anew;
mod edits;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::Options;
use crate::check;
use crate::content::component::Declarations;
use crate::content::page::Page;
use crate::diagnostic::{Code, Diagnostic, SourceId};
use crate::memo::Memo;
use crate::output::{Files, Output};
use crate::plan::PlanSource;
use crate::plan::schema::CheckLevel;
use crate::render;
use crate::render::frame::Common;
use crate::site::{Fate, Fates, OffSite, Permalink, Series, Site, SitePage, Topic, When, taxonomy};
use crate::source::Sources;
use crate::theme::Theme;
use crate::trace::Untraced;

use self::edits::Edits;

/// How many files may be saved together: more is not made again at once.
pub const MOST: usize = 16;

/// The files that were saved by their paths: their bytes, or nothing when they are gone.
pub type Saved = BTreeMap<String, Option<Arc<[u8]>>>;

/// What a site was made of, besides its sources.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) site: Site,
    pub(crate) theme: Theme,
    pub(crate) plan: PlanSource,
    pub(crate) common: Common,
    pub(crate) off_site: Vec<OffSite>,
    pub(crate) withheld: Vec<(Page, Fate)>,
    /// Whether a page was left out because something is wrong with it.
    pub(crate) has_broken: bool,
    pub(crate) declarations: Declarations,
    pub(crate) levels: BTreeMap<Code, CheckLevel>,
    pub(crate) options: Options,
    pub(crate) when: When,
    /// The pages that know what is related to them, when not all do.
    pub(crate) related: Option<BTreeSet<SourceId>>,
}

impl Made {
    pub(crate) fn of(
        (site, theme, common, fates): (Site, Theme, Common, Fates),
        (plan, declarations, levels): (PlanSource, Declarations, BTreeMap<Code, CheckLevel>),
        when: When,
        options: &Options,
    ) -> Self {
        let has_broken = fates.counts.contains_key(&Fate::Error);
        let Fates { off_site, withheld, .. } = fates;
        let options = options.clone();
        let related = None;
        Self { site, theme, plan, common, off_site, withheld, has_broken, declarations, levels, options, when, related }
    }

    fn with<'a>(options: &'a Options, memo: &'a dyn Memo) -> render::With<'a> {
        render::With { memo, trace: &Untraced, cards: options.cards, pdfs: &options.pdfs, is_last: false, later: None }
    }
}

/// A site that was built, with all that it was made of.
#[derive(Debug)]
pub struct Standing {
    /// `None` after something went wrong in the middle of it.
    made: Option<Made>,
    sources: Sources,
}

/// A part of a site that was made again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Again {
    /// The files, with their paths.
    pub files: Vec<(String, Output)>,
    /// The paths of files that are not there any more.
    pub gone: BTreeSet<String>,
    /// The path of the page whose file was saved.
    pub page: Option<String>,
}

impl Standing {
    pub(crate) fn new(made: Made, sources: Sources) -> Self {
        Self { made: Some(made), sources }
    }

    /// Returns the paths of all files of the journal, in order.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().map(|(_, file)| file.path.as_str())
    }

    /// Returns the bytes of the file at `path` of the journal.
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.sources.find(path).map(|(_, file)| &*file.bytes)
    }

    /// Makes again what shows the files that were saved. `open` has the paths of the pages that somebody looks at, and
    /// `others` are the files of the site as it stands.
    ///
    /// Returns `None` when more has to be built, or something is wrong, which the whole build says. Then it may be that
    /// nothing can be made again of this site any more.
    pub fn again(
        &mut self,
        saved: &Saved,
        open: &BTreeSet<String>,
        others: &dyn Files,
        memo: &dyn Memo,
    ) -> Option<Again> {
        let mut sources = self.sources.clone();
        let edits = Edits::read(saved, &mut sources, self.made.as_ref()?, memo)?;
        let made = self.made.take()?;
        self.sources = sources;
        let (made, again) = match alone::again(&self.sources, made, edits, open, memo)? {
            alone::Way::Made(made, again) => (*made, again),
            alone::Way::Anew(made, edits) => anew::again(&self.sources, *made, edits, (open, others), memo)?,
        };
        let coming = || coming(&made);
        let beside = check::alone::Others { before: others, gone: &again.gone, coming: &coming };
        let is_right = check::alone::are_right(&again.files, &beside, &made.site.settings.base);
        self.made = Some(made);
        is_right.then_some(again).or_else(|| {
            self.made = None;
            None
        })
    }
}

/// Returns paths of files that the site has; not of all of them, but of those that a page may lead to.
fn coming(made: &Made) -> BTreeSet<String> {
    let site = &made.site;
    let folder = |parts: &[&str]| Permalink::folder(parts);
    let sections = made.common.sections.iter().filter(|section| section.exists);
    let sections = sections.map(|section| folder(&[section.name]));
    let pages = site.pages.iter().map(|page| page.permalink.clone());
    let tags = site.pages.iter().flat_map(SitePage::tags).map(taxonomy::slug).filter(|slug| !slug.is_empty());
    let tags = tags.map(|slug| folder(&[taxonomy::TAGS, &slug]));
    let topics = site.topics.iter().filter_map(Topic::permalink);
    let series = site.series.iter().map(Series::permalink);
    let all = sections.chain(pages).chain(tags).chain(topics).chain(series).chain(site.assets.keys().cloned());
    all.map(|permalink| permalink.output_path()).collect()
}

fn has_errors(found: Vec<Diagnostic>, levels: &BTreeMap<Code, CheckLevel>) -> bool {
    crate::with_levels(found, levels).iter().any(Diagnostic::is_error)
}
