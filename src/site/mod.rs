//! Plan and content put together: everything that pages need to know, computed once and never changed again.
//!
//! [`link`](fn@link) takes the journal and makes the [`Site`]:
//!
//! 1. [`fate`] says what becomes of each file; what is not published goes no further. [`authorization`] asks pages
//!    about offensive work who permitted it.
//! 2. [`permalink`] gives every page its address.
//! 3. [`section`], [`taxonomy`], [`series`] and [`navigation`] put pages in order.
//! 4. [`link`](mod@link) resolves what pages link to, `wikilink` what they call by name; [`backlink`] turns that
//!    round; [`related`] finds what pages have in common.
//! 5. [`claim`] hands on what pages say of the plan; [`evidence`], [`progress`] and [`schedule`] compute what it
//!    proves, `proof_page` finds the pages that proofs name; [`visibility`] says what of it visitors see; [`component`] checks what components name.
//! 6. [`withheld`] tells the leak scan what of the other files must not appear.
//!
//! [`again`] puts a page with another text into a site that is linked already.

pub mod again;
pub mod authorization;
pub mod backlink;
pub mod claim;
pub mod component;
pub mod evidence;
pub mod external;
pub mod fate;
pub mod link;
pub mod navigation;
pub mod permalink;
pub mod progress;
mod proof_page;
pub mod related;
pub mod schedule;
pub mod section;
pub mod series;
pub mod taxonomy;
pub mod visibility;
mod wikilink;
pub mod withheld;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::content::front_matter::ImageFile;
use crate::content::markdown::{Document, LinkKind};
use crate::content::page::{Page, PageKind};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::journal::Journal;
use crate::lock::Lock;
use crate::plan::schema::Visibility;
use crate::plan::{self, Claim, Plan, PlanId, PlanSource, Reader, SiteSettings};
use crate::source::{SourcePath, Sources};
use crate::words::Words;

pub use backlink::Backlink;
pub use fate::Fate;
pub use link::{Asset, Target};
pub use permalink::Permalink;
pub use progress::Progress;
pub use section::Topic;
pub use series::Series;
pub use taxonomy::Term;

/// A page of the site, by its place in [`Site::pages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub usize);

/// What is computed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The date of the site.
    pub as_of: NaiveDate,
    /// Whether drafts are on the site.
    pub with_drafts: bool,
    /// Whether scheduled pages are on the site.
    pub with_future: bool,
}

/// The whole site.
#[derive(Debug, Clone)]
pub struct Site {
    /// Its settings.
    pub settings: SiteSettings,
    /// The plan, as `reader` sees it.
    pub plan: Plan,
    /// Who may see all this. Only what is for visitors is rendered.
    pub reader: Reader,
    /// The date it is computed for.
    pub as_of: NaiveDate,
    /// Published and unlisted pages, in the order of their files' paths.
    pub pages: Vec<SitePage>,
    /// Listed posts, newest first.
    pub posts: Vec<PageId>,
    /// Listed notes, newest first.
    pub notes: Vec<PageId>,
    /// Listed projects, newest first.
    pub projects: Vec<PageId>,
    /// Posts, notes and projects together, newest first.
    pub writing: Vec<PageId>,
    /// Notes by folder.
    pub topics: Vec<Topic>,
    /// Tags.
    pub terms: Vec<Term>,
    /// Series.
    pub series: Vec<Series>,
    /// What is proven.
    pub progress: Progress,
    /// Files of the journal that pages refer to.
    pub assets: BTreeMap<Permalink, Asset>,
    /// Old addresses and the pages they lead to.
    pub aliases: Vec<Alias>,
    /// The words of the theme in the language of the site.
    pub words: Arc<Words>,
    /// What is known of addresses outside of the site.
    pub lock: Lock,
    /// Addresses of drafts and of scheduled pages. Navigation that names one is for the day on which it is there.
    pub coming: BTreeSet<Permalink>,
}

/// An old address that leads to a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alias {
    /// The old address.
    pub permalink: Permalink,
    /// The page.
    pub to: PageId,
    /// Where the address is written.
    pub span: Span,
}

impl Site {
    /// Returns the page with that id.
    pub fn page(&self, id: PageId) -> &SitePage {
        &self.pages[id.0]
    }

    /// Frees the plain texts of all pages where nobody searches them, for when the site is rendered once.
    pub fn forget_unsearched(&self) {
        if self.settings.extras.search {
            return;
        }
        self.pages.iter().for_each(|page| page.source.document.plain.let_go());
    }

    /// Frees the texts of all pages, for when no page is rendered any more. The summaries stay.
    pub fn forget_texts(&mut self) {
        for document in self.pages.iter_mut().map(|page| &mut page.source.document) {
            *document = Document { summary: document.summary.take(), ..Document::default() };
        }
    }

    /// Returns the language that a page is written in.
    pub fn language_of<'a>(&'a self, page: &'a SitePage) -> &'a str {
        self.foreign_language(page).unwrap_or(&self.settings.language)
    }

    /// Returns the language that a page is written in, if that is another than the one of the site.
    pub fn foreign_language<'a>(&self, page: &'a SitePage) -> Option<&'a str> {
        let own = page.source.front.as_ref()?.lang.as_ref()?.as_str();
        (!own.eq_ignore_ascii_case(&self.settings.language)).then_some(own)
    }
}

/// A page that is on the site.
#[derive(Debug, Clone)]
pub struct SitePage {
    /// The file it is made from.
    pub source: Page,
    /// What it is.
    pub kind: PageKind,
    /// Its address.
    pub permalink: Permalink,
    /// Its title.
    pub title: String,
    /// When it was written.
    pub date: Option<NaiveDate>,
    /// When it was last changed, if later.
    pub updated: Option<NaiveDate>,
    /// Whether it is in lists, feeds and the sitemap.
    pub is_listed: bool,
    /// The folder of a note.
    pub topic: Option<String>,
    /// What each link of the document leads to.
    pub targets: Vec<Target>,
    /// What the decisions of a project link to.
    pub decision_targets: Vec<Option<Target>>,
    /// The picture for link previews, with its alternative text.
    pub image: Option<(Permalink, String)>,
    /// The recording of a terminal that demonstrates a project.
    pub recording: Option<Permalink>,
    /// The picture of a project with its alternative text, for its card and its page.
    pub cover: Option<(Permalink, String)>,
    /// What it proves, as far as visitors may know.
    pub proves: Vec<Claim>,
    /// What else it is about, as far as visitors may know.
    pub about: Vec<Claim>,
    /// Skills that it shows, as far as visitors may know.
    pub skills: Vec<PlanId>,
    /// Pages that link here.
    pub backlinks: Vec<Backlink>,
    /// Pages that have something in common with it, the closest first.
    pub related: Vec<PageId>,
    /// Where it stands in its series; only for listed pages.
    pub series: Option<series::Place>,
    /// The next newer page of the section.
    pub newer: Option<PageId>,
    /// The next older page of the section.
    pub older: Option<PageId>,
}

impl SitePage {
    /// Returns the tags as written.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.source.front.iter().flat_map(|front| front.tags.iter().map(|tag| tag.value.as_str()))
    }

    /// Returns where the address comes from: `path:` or `slug:`, else the file as a whole.
    pub fn address_span(&self) -> Span {
        let front = self.source.front.as_ref();
        let written = front.and_then(|front| front.path.as_ref().or(front.slug.as_ref()));
        written.map_or_else(|| self.source.top(), |written| written.span)
    }

    /// Returns the summary: the author's, else the beginning of the text.
    pub fn summary(&self) -> Option<&str> {
        let own = self.source.front.as_ref().and_then(|front| front.summary.as_deref());
        own.or(self.source.document.summary.as_deref())
    }

    /// Returns when the page last changed.
    pub fn last_change(&self) -> Option<NaiveDate> {
        self.updated.max(self.date)
    }
}

/// What became of the content files.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fates {
    /// The number of files by fate; the sum is the number of content files.
    pub counts: BTreeMap<Fate, usize>,
    /// Scheduled files and the day they go live.
    pub scheduled: Vec<(SourcePath, NaiveDate)>,
    /// Pages that are not on the site, though nothing is wrong with them. Nothing but the leak scan looks at them.
    pub withheld: Vec<(Page, Fate)>,
    /// All pages that are not on the site, as far as links to them are concerned.
    pub off_site: Vec<OffSite>,
}

/// A page that is not on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffSite {
    /// Its file.
    pub path: SourcePath,
    /// The word for what became of it.
    pub word: &'static str,
    /// What a wikilink may call it.
    names: Vec<String>,
    /// Its address, if it will be on the site one day as it is.
    coming: Option<Permalink>,
}

/// Puts plan and content together. Returns no site when the plan could not be read.
pub fn link(sources: &Sources, journal: Journal, when: When) -> (Option<Site>, Fates, Vec<Diagnostic>) {
    link_for(sources, journal, when, &|_| true)
}

/// Does what [`link`](fn@link) does for who looks at some of the pages: only those for which it `is_wanted` know what is
/// related to them.
pub fn link_for(
    sources: &Sources,
    journal: Journal,
    when: When,
    is_wanted: &(dyn Fn(&SitePage) -> bool + Sync),
) -> (Option<Site>, Fates, Vec<Diagnostic>) {
    let mut diagnostics = journal.diagnostics;
    let ids = Ids { public: journal.plan.as_ref().map(|plan| &plan.ids), all: plan::all_ids(sources) };
    let (pages, off_site, mut fates) = sort_out(journal.pages, journal.plan.as_ref(), &ids, when, &mut diagnostics);
    let Some(plan) = journal.plan else { return (None, fates, diagnostics) };
    let context = Context { sources, off_site: &off_site, lock: &journal.lock, words: &journal.words, when, is_wanted };
    let site = assemble(plan, pages, &context, &mut diagnostics);
    fates.off_site = off_site;
    (Some(site), fates, diagnostics)
}

/// The ids that pages may name. A page that only the owner can read may name what only the overlay has.
struct Ids<'a> {
    public: Option<&'a plan::check::Ids>,
    all: Option<plan::check::Ids>,
}

impl Ids<'_> {
    fn claims_of(&self, page: &Page) -> Option<claim::Claims<'_>> {
        let front = page.front.as_ref();
        let is_private = front.is_some_and(|front| front.visibility == Some(Visibility::Private));
        let all = self.all.as_ref().filter(|_| is_private && self.public.is_some());
        all.or(self.public).map(claim::Claims::new)
    }
}

/// Parts the pages into those on the site and those that are not.
fn sort_out(
    all: Vec<Page>,
    plan: Option<&PlanSource>,
    ids: &Ids<'_>,
    when: When,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<SitePage>, Vec<OffSite>, Fates) {
    series::check(&all, diagnostics);
    let errors = diagnostics.iter().filter(|found| found.is_error());
    let broken: std::collections::BTreeSet<_> = errors.filter_map(|found| found.span).map(|span| span.source).collect();
    let components = plan.map(|plan| component::Checker::new(plan, &all));
    let indexed: std::collections::BTreeSet<String> =
        all.iter().filter(|page| page.is_bundle()).map(|page| page.path.folder().to_owned()).collect();
    let (mut pages, mut off_site, mut fates) = (Vec::with_capacity(all.len()), Vec::new(), Fates::default());
    for page in all {
        let first_own = diagnostics.len();
        // Claims are checked in every file, so that a draft does not surprise on the day it goes live.
        let public = ids.claims_of(&page).map(|claims| claims.check(&page, diagnostics)).unwrap_or_default();
        if let Some(components) = &components {
            components.check(&page, diagnostics);
        }
        let is_broken = broken.contains(&page.source) || diagnostics[first_own..].iter().any(Diagnostic::is_error);
        let mut fate = match fate::of(&page, when.as_of, when.with_drafts, when.with_future) {
            _ if is_broken => Fate::Error,
            fate if fate.is_on_site() && section::is_listed_elsewhere(&page, &indexed) => Fate::Skipped,
            fate => fate,
        };
        let path = page.path.clone();
        let names = if fate.is_on_site() { Vec::new() } else { wikilink::names(&page) };
        if fate != Fate::Private {
            authorization::check(&page, diagnostics);
        }
        let mut coming = None;
        if fate.is_on_site() {
            match site_page(page, fate, public, diagnostics) {
                Some(page) => pages.push(page),
                None => fate = Fate::Error,
            }
        } else {
            if let (Fate::Scheduled, Some(day)) = (fate, fate::live_on(&page)) {
                fates.scheduled.push((path.clone(), day));
            }
            if matches!(fate, Fate::Draft | Fate::Scheduled) {
                coming = permalink::of(&page, public.project.as_ref(), &mut Vec::new());
            }
            fates.withheld.extend((fate != Fate::Error).then_some((page, fate)));
        }
        if !fate.is_on_site() {
            off_site.push(OffSite { path, word: fate.word(), names, coming });
        }
        *fates.counts.entry(fate).or_default() += 1;
    }
    fates.scheduled.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
    (pages, off_site, fates)
}

fn site_page(
    page: Page,
    fate: Fate,
    claims: claim::PublicClaims,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<SitePage> {
    let date = fate::date(&page);
    let title = page.title().map(|title| title.value.trim().to_owned()).filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| {
        let title = Some(page.title_from_name()).filter(|title| !title.is_empty());
        let title = title.unwrap_or_else(|| page.path.to_string());
        let message = format!("the page has no title, and is called `{title}` after its file");
        let hint = "add `title:` to the front matter, or begin the text with a heading `# ...`";
        diagnostics.push(Diagnostic::new(Code::MissingTitle, page.top(), message).hint(hint));
        title
    });
    if date.is_none() && matches!(page.kind, PageKind::Post | PageKind::Note) {
        let hint = "add `date: 2026-12-01` to the front matter; without it the page stands last in every list";
        diagnostics.push(Diagnostic::new(Code::MissingDate, page.top(), "the page has no date").hint(hint));
    }
    let permalink = permalink::of(&page, claims.project.as_ref(), diagnostics)?;
    let updated = updated(&page, date);
    Some(SitePage {
        kind: page.kind,
        permalink,
        title,
        date,
        updated,
        is_listed: fate == Fate::Published,
        topic: page.topic().filter(|_| page.kind == PageKind::Note).map(str::to_owned),
        targets: Vec::new(),
        decision_targets: Vec::new(),
        image: None,
        cover: None,
        recording: None,
        proves: claims.proves,
        about: claims.about,
        skills: claims.skills,
        backlinks: Vec::new(),
        related: Vec::new(),
        series: None,
        newer: None,
        older: None,
        source: page,
    })
}

/// Returns when a page of that date was last changed, if later.
fn updated(page: &Page, date: Option<NaiveDate>) -> Option<NaiveDate> {
    let own = page.front.as_ref().and_then(|front| front.updated.as_ref()).map(|date| date.value);
    // A page that says when it was written says itself when it was changed, lest every corrected comma counts.
    let updated = own.or_else(|| page.changed.filter(|_| !page.is_dated()));
    updated.filter(|updated| date.is_none_or(|date| *updated > date))
}

/// What a site is linked with, besides its plan and its pages.
struct Context<'a> {
    sources: &'a Sources,
    off_site: &'a [OffSite],
    lock: &'a Lock,
    words: &'a Arc<Words>,
    when: When,
    is_wanted: &'a (dyn Fn(&SitePage) -> bool + Sync),
}

fn assemble(
    plan: PlanSource,
    mut pages: Vec<SitePage>,
    context: &Context<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Site {
    let Context { sources, off_site, lock, words, when, is_wanted } = *context;
    let aliases = addresses(&pages, diagnostics);
    let assets = resolve_links(sources, &mut pages, off_site, plan.site.source_url.as_deref(), diagnostics);
    let backlinks = backlink::collect(&pages);
    pages.iter_mut().zip(backlinks).for_each(|(page, backlinks)| page.backlinks = backlinks);
    let of_kinds = |pages: &[SitePage], kinds: &[PageKind]| section::newest_first(pages, kinds);
    let posts = of_kinds(&pages, &[PageKind::Post]);
    let notes = of_kinds(&pages, &[PageKind::Note]);
    let projects = of_kinds(&pages, &[PageKind::Project]);
    let writing = of_kinds(&pages, &[PageKind::Post, PageKind::Note, PageKind::Project]);
    let everything = of_kinds(&pages, &[PageKind::Post, PageKind::Note, PageKind::Project, PageKind::Page]);
    for order in [&posts, &notes, &projects] {
        navigation::set_neighbours(&mut pages, order);
    }
    let series = series::collect(&pages, &everything);
    series::set_places(&mut pages, &series);
    let related = related::collect(&pages, &writing, &|id| is_wanted(&pages[id.0]));
    pages.iter_mut().zip(related).for_each(|(page, related)| page.related = related);
    let mut page_claims = claim::page_claims(&pages, &plan.site.base);
    let mut named = proof_page::find(&plan.plan, &pages, off_site, diagnostics);
    for claims in &mut page_claims {
        claims.named_at = named.remove(&claims.page).unwrap_or_default();
    }
    let (mut progress, mut found) = progress::compute(&plan.plan, &page_claims, lock, when.as_of);
    diagnostics.append(&mut found);
    for dead in progress.dead.iter_mut().filter(|dead| dead.span.is_none()) {
        dead.span = external::place(sources, dead.page.map(|page| pages[page].source.source), &dead.href);
    }
    diagnostics.extend(progress::dead::report(&plan.plan, &progress));
    Site {
        topics: section::topics(&pages, &notes, &plan.site.topics, words),
        terms: taxonomy::terms(&pages, &everything),
        series,
        settings: plan.site,
        plan: plan.plan,
        reader: plan.reader,
        as_of: when.as_of,
        pages,
        posts,
        notes,
        projects,
        writing,
        progress,
        assets,
        aliases,
        lock: lock.clone(),
        words: Arc::clone(words),
        coming: off_site.iter().filter_map(|page| page.coming.clone()).collect(),
    }
}

/// Reports addresses that are used twice, and returns the aliases.
fn addresses(pages: &[SitePage], diagnostics: &mut Vec<Diagnostic>) -> Vec<Alias> {
    let mut taken: BTreeMap<String, Span> = BTreeMap::new();
    let mut take = |permalink: &Permalink, span: Span, hint: &str, diagnostics: &mut Vec<Diagnostic>| {
        // Two addresses that differ in case only are one file on Windows and macOS.
        let key = permalink.output_path().to_lowercase();
        let first = *taken.entry(key).or_insert(span);
        if first != span {
            let message = format!("two pages have the address `{permalink}`");
            diagnostics
                .push(Diagnostic::new(Code::DuplicatePath, span, message).label(first, "the other is here").hint(hint));
        }
        first == span
    };
    for page in pages {
        let hint = "give one of them another `slug:`";
        take(&page.permalink, page.address_span(), hint, diagnostics);
    }
    let mut aliases = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        for alias in page.source.front.iter().flat_map(|front| &front.aliases) {
            if let Some(permalink) = permalink::written(alias, diagnostics)
                && take(
                    &permalink,
                    alias.span,
                    "take the alias out, or give the other page another `slug:`",
                    diagnostics,
                )
            {
                aliases.push(Alias { permalink, to: PageId(index), span: alias.span });
            }
        }
    }
    aliases.sort();
    aliases
}

/// A picture with its alternative text.
type Picture = Option<(Permalink, String)>;

/// What a page refers to.
struct References {
    targets: Vec<Target>,
    decisions: Vec<Option<Target>>,
    image: Picture,
    cover: Picture,
    recording: Option<Permalink>,
}

fn resolve_links(
    sources: &Sources,
    pages: &mut [SitePage],
    off_site: &[OffSite],
    source_url: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<Permalink, Asset> {
    let mut resolver = link::Resolver::new(sources, pages, off_site, source_url);
    let resolved: Vec<References> = pages.iter().map(|page| references(page, &mut resolver)).collect();
    let link::Resolver { assets, diagnostics: mut found, .. } = resolver;
    diagnostics.append(&mut found);
    for (page, found) in pages.iter_mut().zip(resolved) {
        page.targets = found.targets;
        page.decision_targets = found.decisions;
        page.image = found.image;
        page.cover = found.cover;
        page.recording = found.recording;
    }
    assets
}

fn references(page: &SitePage, resolver: &mut link::Resolver<'_>) -> References {
    let front = page.source.front.as_ref();
    let targets = resolver.targets(page);
    let decisions = front.iter().flat_map(|front| &front.decisions).map(|decision| {
        let post = decision.post.as_ref()?;
        Some(resolver.relative(page, &post.value, LinkKind::Link, post.span))
    });
    let decisions = decisions.collect();
    let with_alt = |target, image: &ImageFile| match target {
        Target::File(permalink) => Some((permalink, image.alt.clone())),
        _ => None,
    };
    let cover = front.and_then(|front| front.cover.as_ref());
    let cover = cover
        .and_then(|cover| with_alt(resolver.relative(page, &cover.src.value, LinkKind::Image, cover.src.span), cover));
    let image = front.and_then(|front| front.image.as_ref());
    let image = match image {
        Some(image) => with_alt(resolver.preview(page, &image.src.value, image.src.span), image),
        None => cover.clone(),
    };
    let recording = front.and_then(|front| front.recording()).and_then(|path| {
        match resolver.relative(page, &path.value, LinkKind::Link, path.span) {
            Target::File(permalink) => Some(permalink),
            _ => None,
        }
    });
    References { targets, decisions, image, cover, recording }
}
