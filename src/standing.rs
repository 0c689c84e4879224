//! A site that was built, with all that it was made of: when one file changes, the pages that somebody looks at can be made
//! again at once, and the rest of the site later.
//!
//! [`Standing::again`] is for `serve`, where somebody waits for what they have just saved. What it returns is a part of a
//! site that is not whole: the other pages, feeds and the search index are as they were, and of the finished pages only their
//! addresses and ids were checked. So a whole build follows in any case.
//!
//! | What was saved | What is made again |
//! | --- | --- |
//! | the text, the title, the summary or tags of a page, and what else of its front matter says nothing of where it is | the page |
//! | a template, a style sheet or a script of the theme | the pages that are open |
//! | the plan | the pages that are open, of the site put together anew |
//! | a picture that is small enough to have no copies | the picture |

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::Options;
use crate::check;
use crate::content::component::Declarations;
use crate::content::markdown;
use crate::content::page::{self, Page};
use crate::diagnostic::{Diagnostic, SourceId};
use crate::image::header::Header;
use crate::image::variant;
use crate::journal::{self, Journal};
use crate::memo::Memo;
use crate::output::{Output, OutputSet};
use crate::plan::{self, PlanSource, SiteSettings};
use crate::render;
use crate::render::frame::Common;
use crate::site::{self, Fate, Fates, OffSite, Permalink, Site, SitePage, When, taxonomy};
use crate::source::{SourcePath, Sources};
use crate::theme::{self, Theme};
use crate::trace::Untraced;

/// What a site was made of, besides its sources.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) site: Site,
    pub(crate) theme: Theme,
    pub(crate) common: Option<Common>,
    pub(crate) off_site: Vec<OffSite>,
    pub(crate) withheld: Vec<(Page, Fate)>,
    pub(crate) declarations: Declarations,
    pub(crate) when: When,
    pub(crate) cards: bool,
    pub(crate) pdfs: BTreeMap<String, Arc<[u8]>>,
}

impl Made {
    pub(crate) fn of(
        (site, theme, common, fates): (Site, Theme, Option<Common>, Fates),
        declarations: Declarations,
        when: When,
        options: &Options,
    ) -> Self {
        let Fates { off_site, withheld, .. } = fates;
        let (cards, pdfs) = (options.cards, options.pdfs.clone());
        Self { site, theme, common, off_site, withheld, declarations, when, cards, pdfs }
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
    /// The path of the page whose file was saved.
    pub page: Option<String>,
}

impl Standing {
    pub(crate) fn new(made: Made, sources: Sources) -> Self {
        Self { made: Some(made), sources }
    }

    /// Returns whether there was a file at `path` of the journal.
    pub fn has(&self, path: &str) -> bool {
        self.sources.find(path).is_some()
    }

    /// Makes again what shows the file at `path`, whose bytes are now `bytes`. `open` has the paths of the pages that
    /// somebody looks at, and `others` are the files of the site as it stands.
    ///
    /// Returns `None` when more has to be built, or something is wrong, which the whole build says.
    pub fn again(
        &mut self,
        path: &str,
        bytes: Arc<[u8]>,
        open: &BTreeSet<String>,
        others: &OutputSet,
        memo: &dyn Memo,
    ) -> Option<Again> {
        let (id, file) = self.sources.find(path)?;
        let path = file.path.clone();
        let before = self.sources.replace(id, bytes);
        let again = self.remake(id, &path, open, memo).filter(|again| self.is_right(again, others));
        if again.is_none() {
            self.sources.replace(id, before);
        }
        again
    }

    /// Returns whether the pages lead to what there is. A tag that is new has no page yet.
    fn is_right(&self, again: &Again, others: &OutputSet) -> bool {
        let Some(made) = &self.made else { return false };
        let of_page = |page: &SitePage| Some(page.permalink.output_path()) == again.page;
        let pages = made.site.pages.iter().filter(|page| again.page.is_some() && of_page(page));
        let tags = pages.flat_map(SitePage::tags).map(taxonomy::slug);
        let coming = tags.map(|slug| Permalink::folder(&[taxonomy::TAGS, &slug]).output_path()).collect();
        check::alone::are_right(&again.files, others, &coming, &made.site.settings.base)
    }

    fn remake(&mut self, id: SourceId, path: &SourcePath, open: &BTreeSet<String>, memo: &dyn Memo) -> Option<Again> {
        if page::is_page(path) {
            return self.page(path, memo);
        }
        let files = if path.as_str() == plan::PLAN_FILE {
            self.planned(open, memo)?
        } else if is_dress(path) {
            self.dressed(open, memo)?
        } else {
            self.picture(id)?
        };
        Some(Again { files, page: None })
    }

    /// Makes the page of a file again.
    fn page(&mut self, path: &SourcePath, memo: &dyn Memo) -> Option<Again> {
        let made = self.made.as_mut()?;
        let (id, file) = self.sources.find(path.as_str())?;
        let options = journal::options(made.site.settings.markdown);
        let setting = markdown::Setting { options, words: &made.site.words, memo };
        let (page, found) = journal::read_page(&self.sources, (id, file), setting, &made.declarations);
        if has_errors(&found) {
            return None;
        }
        let id = site::again::replace(&mut made.site, &made.off_site, &self.sources, page)?;
        let with = render::With { memo, trace: &Untraced, cards: made.cards, pdfs: &made.pdfs };
        let rendered = render::again::page(&made.site, &made.theme, made.common.take()?, id, with).ok()?;
        made.common = Some(rendered.common);
        Some(Again { files: rendered.files, page: Some(made.site.page(id).permalink.output_path()) })
    }

    /// Makes the open pages again, with the theme as it is now.
    fn dressed(&mut self, open: &BTreeSet<String>, memo: &dyn Memo) -> Option<Vec<(String, Output)>> {
        let made = self.made.as_mut()?;
        let theme = compiled(&self.sources, &made.site)?;
        let with = render::With { memo, trace: &Untraced, cards: made.cards, pdfs: &made.pdfs };
        let rendered = render::again::pages(&made.site, &theme, &self.sources, open, with)?;
        (made.theme, made.common) = (theme, Some(rendered.common));
        Some(rendered.files)
    }

    /// Makes the open pages again, with the plan as it is now.
    fn planned(&mut self, open: &BTreeSet<String>, memo: &dyn Memo) -> Option<Vec<(String, Output)>> {
        let (plan, found) = plan::parse(&self.sources, false);
        let mut plan = plan.filter(|_| !has_errors(&found))?;
        let settings = &self.made.as_ref()?.site.settings;
        if open.is_empty() || !is_read_alike(&plan.site, settings) {
            return None;
        }
        plan.site.base.clone_from(&settings.base);
        let made = linked(self.made.take()?, plan, &self.sources)?;
        let with = render::With { memo, trace: &Untraced, cards: made.cards, pdfs: &made.pdfs };
        let rendered = render::again::pages(&made.site, &made.theme, &self.sources, open, with)?;
        self.made = Some(Made { common: Some(rendered.common), ..made });
        Some(rendered.files)
    }

    /// Puts a picture into the place of itself, when pages show it as before: in the same size, and not as a copy.
    fn picture(&self, id: SourceId) -> Option<Vec<(String, Output)>> {
        let made = self.made.as_ref()?;
        let (permalink, asset) = made.site.assets.iter().find(|(_, asset)| asset.source == id)?;
        let file = self.sources.get(id);
        let header = Header::read(&file.bytes);
        let has_copies = |header: &Header| asset.is_shown && variant::is_wanted(&file.bytes, header);
        let had_copies = made.common.as_ref().is_none_or(|common| !common.copies.of(permalink).is_empty());
        if header != asset.header || had_copies || header.as_ref().is_some_and(has_copies) {
            return None;
        }
        let (bytes, found) = render::image::published(file, asset.span);
        found.is_none().then(|| vec![(permalink.as_str().to_owned(), Output { bytes })])
    }
}

fn has_errors(found: &[Diagnostic]) -> bool {
    found.iter().any(Diagnostic::is_error)
}

/// Returns whether the file is of the theme, and says nothing of how pages are read.
fn is_dress(path: &SourcePath) -> bool {
    let is_of_theme = ["themes", "components", "slots"].iter().any(|folder| path.below(folder).is_some());
    is_of_theme && ["html", "css", "js"].contains(&path.extension().as_str())
}

/// Returns whether pages are read and found in the same way.
fn is_read_alike(now: &SiteSettings, before: &SiteSettings) -> bool {
    let theme = |settings: &SiteSettings| settings.theme.as_ref().map(|theme| theme.value.clone());
    now.markdown == before.markdown
        && now.language == before.language
        && now.timezone == before.timezone
        && now.base.path() == before.base.path()
        && theme(now) == theme(before)
}

fn compiled(sources: &Sources, site: &Site) -> Option<Theme> {
    let Site { settings, words, .. } = site;
    let (theme, found) = theme::compile(sources, settings.theme.as_ref(), &settings.look, words);
    theme.filter(|_| !has_errors(&found))
}

/// Puts the pages of a site together anew, with another plan.
fn linked(made: Made, plan: PlanSource, sources: &Sources) -> Option<Made> {
    let Made { site, withheld, theme, .. } = made;
    let is_dressed_alike = site.settings.look == plan.site.look;
    let on_site = site.pages.into_iter().map(|page| page.source);
    let mut pages: Vec<Page> = on_site.chain(withheld.into_iter().map(|(page, _)| page)).collect();
    pages.sort_by_key(|page| page.source);
    let journal = Journal {
        plan: Some(plan),
        pages,
        components: made.declarations.clone(),
        words: site.words,
        lock: site.lock,
        diagnostics: Vec::new(),
    };
    let (site, fates, found) = site::link(sources, journal, made.when);
    let site = site.filter(|_| !has_errors(&found))?;
    let theme = if is_dressed_alike { theme } else { compiled(sources, &site)? };
    let Fates { withheld, off_site, .. } = fates;
    Some(Made { site, theme, withheld, off_site, common: None, ..made })
}
