//! Rendering: from the [`Site`] and the theme to every file of the site, in memory.
//!
//! [`render`] lists the pages, makes the view of each ([`view`]), and hands it to the theme's template. What is
//! not a page is made beside them: feeds, the sitemap, badges, redirects. One file here for each kind of page or
//! file; all of them are pure functions. [`again`] renders one page of a site that was rendered before.

pub mod again;
pub mod alias;
pub mod article;
pub mod badge;
pub mod badges;
pub mod card;
pub mod chart;
pub mod component;
pub mod cover;
pub mod credential;
pub mod date;
pub mod entry;
pub mod feed;
pub mod frame;
pub mod home;
pub mod humans;
pub mod image;
pub mod jsonld;
mod label;
pub mod language;
pub mod lens;
pub mod listing;
pub mod matrix;
pub mod moment;
pub mod not_found;
pub mod policy;
pub mod progress;
pub mod progress_json;
pub mod project;
pub mod recording;
pub mod resource;
pub mod resume;
pub mod robots;
pub mod seal;
pub mod search;
pub mod security_txt;
pub mod series;
pub mod sitemap;
pub mod skill;
pub mod style;
mod surroundings;
pub mod twin;
pub mod variant;
pub mod view;

mod files;
mod fingerprint;
mod finish;
mod later;
mod record;
mod xml;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use self::entry::Entries;
use self::files::{Files, Owner};
pub use self::finish::Made;
use self::finish::{Done, Linked, finish, make};
use self::frame::{Common, Frame, Head};
pub use self::later::Later;
use self::style::Sheets;
use self::surroundings::{Known, Surroundings};
use self::view::Content;
use crate::content::page::PageKind;
use crate::diagnostic::{Diagnostic, Span};
use crate::memo::Memo;
use crate::output::{Output, OutputSet};
use crate::plan::Reader;
use crate::site::{PageId, Permalink, Site, SitePage};
use crate::source::Sources;
use crate::theme::Theme;
use crate::trace::{Trace, Work, traced};

/// A page to be rendered: its head, the content file it shows if it shows one, and its own variable.
#[derive(Debug, Clone)]
pub struct Page {
    /// What the head of the page is made from.
    pub head: Head,
    /// The content file.
    pub source: Option<PageId>,
    /// The variable that belongs to the kind of page.
    pub content: Content,
}

impl Page {
    /// Returns a page.
    pub fn new(head: Head, source: Option<PageId>, content: Content) -> Self {
        Self { head, source, content }
    }

    /// Returns the page with the text of its content file, if that is not there yet.
    fn with_text(mut self, frame: &Frame<'_>) -> Self {
        if let (Content::Article(view), Some(id)) = (&mut self.content, self.source) {
            view.html = article::html(frame, id);
        }
        self
    }
}

/// A rendered site.
#[derive(Debug, Clone, Default)]
pub struct Rendered {
    /// Every file.
    pub outputs: OutputSet,
    /// The number of HTML pages, redirects left out.
    pub pages: usize,
    /// The content file that an output was made from, by the output's path.
    pub origins: BTreeMap<String, Span>,
    /// The pages that are meant for paper.
    pub sheets: Vec<resume::Sheet>,
    /// What all pages have in common, for one to be rendered [`again`].
    pub common: Option<Common>,
}

/// What a site is rendered with, besides what it is made of.
#[derive(Debug, Clone, Copy)]
pub struct With<'a> {
    /// What is remembered of earlier builds.
    pub memo: &'a dyn Memo,
    /// Is told what is worked on.
    pub trace: &'a dyn Trace,
    /// Whether social cards are drawn.
    pub cards: bool,
    /// PDFs that were printed, by their path.
    pub pdfs: &'a BTreeMap<String, Arc<[u8]>>,
    /// Whether nobody renders the site again, so that the text of each page is let go with its page.
    pub is_last: bool,
    /// Makes files later that are known without being made; `None` where all are wanted.
    pub later: Option<&'a Arc<Later>>,
}

/// Renders the whole site.
///
/// # Panics
/// When the site was made of a plan as its owner sees it, which must not be published.
pub fn render(site: &Site, theme: &Theme, sources: &Sources, with: With<'_>) -> (Rendered, Vec<Diagnostic>) {
    assert_eq!(site.reader, Reader::Visitor, "what is for the owner is never rendered");
    let trace = with.trace;
    let (mut frame, mut diagnostics) =
        traced(trace, Work::Stage("components and pictures"), || Frame::new(site, theme, sources, with));
    diagnostics.append(&mut security_txt::check(site));
    let around = Surroundings::of(&frame, theme, sources);
    let drafts = traced(trace, Work::Stage("lists and overviews"), || drafts(&frame, Wanted(None)));
    let mut done: Vec<Done> = traced(trace, Work::Stage("pages"), || {
        let of_feeds = with.is_last.then(|| feed::pages(site));
        let is_done = |id: &PageId| of_feeds.as_ref().is_some_and(|of_feeds| !of_feeds.contains(id));
        let make = |draft: Draft| {
            let name = draft.name(site).to_owned();
            let own = draft.of_file().filter(is_done);
            let done = traced(trace, Work::Page(&name), || finish(&frame, theme, draft, around.as_ref()));
            if let Some(id) = own {
                site.page(id).source.document.body.let_go();
            }
            done
        };
        drafts.into_par_iter().map(make).collect()
    });
    let subjects: Vec<_> = done.iter_mut().filter_map(|done| done.subject.take()).collect();
    let index = frame.has("search").then(|| traced(trace, Work::Stage("search"), || search::index(&frame, subjects)));
    done.extend(index.as_ref().map(|index| make(&frame, theme, search::page(&frame, index))));
    // There are no more lists, and their lines take as much memory as the texts of the pages.
    frame.entries = Entries::new(site.pages.len());
    let sheets = Sheets::of(done.iter().filter_map(Done::choice), &theme.assets);
    let mut files = Files::default();
    let mut twins = Vec::new();
    let mut pages = Vec::with_capacity(done.len());
    let mut known = Vec::new();
    let linked: Vec<_> = done.into_par_iter().map(|done| done.linked(&sheets, &frame)).collect();
    for Linked { page, files: made, known: of_page } in linked {
        known.extend(of_page.map(|of_page| (page.head.permalink.as_str().to_owned(), of_page)));
        let owner = page.source.map_or(Owner::Generator, |id| Owner::Page(site.page(id).address_span()));
        match made {
            Ok((html, twin)) => {
                files.add(&page.head.permalink.output_path(), html, owner);
                twins.extend(twin.map(|text| (twin::address(&page.head.permalink), text, owner)));
            }
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
        pages.push(page);
    }
    let count = files.len();
    for (permalink, text, owner) in twins {
        files.add(permalink.as_str(), text, owner);
    }
    traced(trace, Work::Stage("feeds and other files"), || {
        known.append(&mut add_feeds(&frame, around.as_ref(), &mut files));
        add_other_files(&frame, theme, sources, &pages, &mut files);
    });
    if let Some(around) = &around {
        around.keep(&frame, &known);
    }
    for (path, css) in sheets.files() {
        files.add(path, css.to_vec(), Owner::Generator);
    }
    for (path, bytes) in index.into_iter().flat_map(|index| index.files) {
        files.add(&path, bytes, Owner::Generator);
    }
    if frame.common.has_cards {
        let (cards, mut found) = traced(trace, Work::Stage("cards"), || card::cards(&frame, theme, &pages, with.memo));
        diagnostics.append(&mut found);
        for (permalink, png) in cards {
            files.add(permalink.as_str(), png, Owner::Generator);
        }
    }
    let (mut rendered, mut found) = files.finish();
    diagnostics.append(&mut found);
    rendered.pages = count;
    rendered.sheets = resume::sheets(&frame);
    rendered.common = Some(frame.common);
    (rendered, diagnostics)
}

/// A page that is to be made, or whose view is made already.
enum Draft {
    /// The page of a content file: its view is large, and is made when the page is.
    Of(PageId),
    Ready(Box<Page>),
}

impl Draft {
    /// Returns what the page is called in a trace: the path of its file, else its own.
    fn name<'a>(&'a self, site: &'a Site) -> &'a str {
        match self {
            Self::Of(id) => site.page(*id).source.path.as_str(),
            Self::Ready(page) => page.head.permalink.as_str(),
        }
    }

    /// Returns the content file that it is the page of.
    fn of_file(&self) -> Option<PageId> {
        match self {
            Self::Of(id) => Some(*id),
            Self::Ready(_) => None,
        }
    }

    /// Returns the content file that it shows.
    fn source(&self) -> Option<PageId> {
        match self {
            Self::Of(id) => Some(*id),
            Self::Ready(page) => page.source,
        }
    }

    /// Returns the address of the page.
    fn permalink<'a>(&'a self, site: &'a Site) -> &'a Permalink {
        match self {
            Self::Of(id) => &site.page(*id).permalink,
            Self::Ready(page) => &page.head.permalink,
        }
    }

    /// Returns what the head of the page is made from, and the content file that it shows.
    fn head(self, frame: &Frame<'_>) -> (Head, Option<PageId>) {
        match self {
            Self::Ready(page) => (page.head, page.source),
            Self::Of(id) => (article::head(frame, id), Some(id)),
        }
    }

    /// Returns the page without the text of its file.
    fn outline(self, frame: &Frame<'_>) -> Page {
        match self {
            Self::Ready(page) => *page,
            Self::Of(id) => of_file(frame, id),
        }
    }

    fn page(self, frame: &Frame<'_>) -> Page {
        self.outline(frame).with_text(frame)
    }
}

/// Makes the page of a section.
type MakePage = fn(&Frame<'_>) -> Page;

/// Which pages are made: all, or those at the paths of outputs that somebody wants.
#[derive(Debug, Clone, Copy)]
struct Wanted<'a>(Option<&'a BTreeSet<String>>);

impl Wanted<'_> {
    /// Returns whether the page at `permalink` is wanted.
    fn is(self, permalink: &Permalink) -> bool {
        self.0.is_none_or(|paths| paths.contains(&permalink.output_path()))
    }

    /// Returns whether a page at `permalink` or below it is wanted.
    fn is_below(self, permalink: &Permalink) -> bool {
        self.0.is_none_or(|paths| paths.iter().any(|path| path.starts_with(permalink.as_str())))
    }

    fn is_below_section(self, name: &str) -> bool {
        self.is_below(&Permalink::folder(&[name]))
    }
}

/// Returns every page of the site that is wanted but that to search on, in order; others may be among them. Sections with
/// nothing to show do not exist.
fn drafts(frame: &Frame<'_>, wanted: Wanted<'_>) -> Vec<Draft> {
    let site = frame.site;
    let mut pages = Vec::new();
    if wanted.is(&Permalink::home()) {
        pages.push(home::page(frame));
    }
    pages.push(not_found::page(frame));
    let first = pages.len();
    if frame.has("posts") && wanted.is_below_section("posts") {
        pages.extend(listing::posts(frame));
    }
    let terms = site.terms.par_iter().filter(|term| wanted.is_below(&term.permalink()));
    pages.par_extend(terms.flat_map_iter(|term| listing::tag(frame, term)));
    let topics = site.topics.par_iter().filter(|topic| topic.permalink().is_some_and(|topic| wanted.is_below(&topic)));
    pages.par_extend(topics.flat_map_iter(|topic| listing::topic(frame, topic)));
    let series = site.series.iter().filter(|series| wanted.is(&series.permalink()));
    pages.extend(series.map(|series| series::page(frame, series)));
    if wanted.is_below_section("skills") {
        pages.extend(skill::pages(frame));
    }
    let sections: [(&str, MakePage); 9] = [
        ("notes", listing::notes),
        ("projects", project::list),
        ("progress", progress::page),
        ("skills", skill::list),
        ("credentials", credential::page),
        ("resources", resource::page),
        ("tags", listing::tags),
        ("series", series::list),
        ("archive", listing::archive),
    ];
    let is_wanted = |name: &str| frame.has(name) && wanted.is(&Permalink::folder(&[name]));
    pages.par_extend(sections.par_iter().filter(|(name, _)| is_wanted(name)).map(|(_, make)| make(frame)));
    if frame.has("badges") && wanted.is_below_section("badges") {
        pages.push(badges::gallery(frame));
    }
    if wanted.is_below_section(resume::FOLDER) {
        pages.extend(resume::page_for(frame, None));
    }
    if wanted.is_below_section(lens::FOLDER) {
        pages.extend(lens::pages(frame));
    }
    let mut after: Vec<Draft> = pages.into_iter().map(|page| Draft::Ready(Box::new(page))).collect();
    let of_files = (0..site.pages.len()).map(PageId).filter(|id| wanted.is(&site.page(*id).permalink));
    after.splice(first..first, of_files.map(Draft::Of));
    after
}

/// Returns the page of a content file, without its text unless it is a project.
fn of_file(frame: &Frame<'_>, id: PageId) -> Page {
    match frame.site.page(id).kind {
        PageKind::Project => project::page(frame, id),
        _ => Page::new(article::head(frame, id), Some(id), article::content(frame, id)),
    }
}

/// Adds all feeds, and returns what is known of them from now on.
fn add_feeds(frame: &Frame<'_>, around: Option<&Surroundings<'_>>, files: &mut Files) -> Vec<(String, Known)> {
    let own = |pages: &[PageId]| around.map(|around| around.own_of_all(frame, pages));
    let known = |permalink: &Permalink, pages: &[PageId]| {
        let record = &around?.find(permalink, &own(pages)?)?.record;
        Some(frame.later?.output(permalink, later::File::Feed, record.html))
    };
    let feeds = feed::feeds(frame.site, &frame.common.components, frame.memo, frame.trace, &known);
    let mut all = Vec::new();
    for feed::File { permalink, output, pages } in feeds {
        all.extend(own(&pages).map(|own| (permalink.as_str().to_owned(), Known::of_file(own, &output))));
        files.add(permalink.as_str(), output, Owner::Generator);
    }
    all
}

fn add_other_files(frame: &Frame<'_>, theme: &Theme, sources: &Sources, pages: &[Made], files: &mut Files) {
    let site = frame.site;
    let (emblems, mut found) = card::emblem::drawn(frame, theme);
    found.drain(..).for_each(|found| files.report(Some(found)));
    for (path, bytes) in theme.assets.files.iter().filter(|(path, _)| !emblems.contains_key(path.as_str())) {
        files.add(path, bytes.clone(), Owner::Generator);
    }
    for (path, bytes) in emblems {
        files.add(path, bytes, Owner::Generator);
    }
    for (permalink, asset) in &site.assets {
        let (bytes, found) = image::published(sources.get(asset.source), asset.span);
        files.report(found);
        files.add(permalink.as_str(), bytes, Owner::File(Span::new(asset.source, 0..0)));
    }
    for (permalink, bytes) in frame.common.copies.files() {
        files.add(permalink.as_str(), bytes.clone(), Owner::Generator);
    }
    for (permalink, json) in frame.common.recordings.files() {
        files.add(permalink.as_str(), json, Owner::Generator);
    }
    let tones = badge::Tones::of(&theme.look);
    for listed in &frame.common.badges {
        let (svg, json) = (badge::svg(&listed.badge, &tones), badge::endpoint_json(&listed.badge, &tones));
        files.add(&badges::svg_path(listed), svg.into_bytes(), Owner::Generator);
        files.add(&badges::json_path(listed), json.into_bytes(), Owner::Generator);
    }
    if frame.has("progress") {
        files.add(progress_json::PATH, progress_json::render(frame), Owner::Generator);
    }
    if site.plan.display.shows_calendar {
        files.add(crate::calendar::PATH, crate::calendar::public(site).into_bytes(), Owner::Generator);
    }
    for (permalink, json) in resume::json::all(frame) {
        files.add(permalink.as_str(), json, Owner::Generator);
    }
    for sheet in resume::sheets(frame) {
        if let Some(pdf) = frame.pdfs.get(&sheet.pdf) {
            files.add(&sheet.pdf, Output::from(Arc::clone(pdf)), Owner::Generator);
        }
    }
    for (alias, html) in alias::aliases(site) {
        files.add(&alias.permalink.output_path(), html, Owner::Alias(alias.span));
    }
    let listed = pages.iter().filter(|page| !page.head.noindex);
    // Lists change with their newest entry.
    let newest = site.pages.iter().filter(|page| page.is_listed).filter_map(SitePage::last_change).max();
    let last_change = |page: &Made| page.source.map_or(newest, |id| site.page(id).last_change());
    let urls = listed.map(|page| (frame.absolute(&page.head.permalink), last_change(page)));
    for (permalink, bytes) in sitemap::sitemaps(urls, &site.settings.base) {
        files.add(permalink.as_str(), bytes, Owner::Generator);
    }
    if site.settings.extras.twins {
        files.add(twin::llms::PATH, twin::llms::render(frame, pages).into_bytes(), Owner::Generator);
    }
    // A theme may have its own.
    if !theme.assets.files.contains_key(humans::PATH) {
        files.add(humans::PATH, humans::render(frame).into_bytes(), Owner::Generator);
    }
    if let Some((permalink, text)) = security_txt::file(site) {
        files.add(permalink.as_str(), text.into_bytes(), Owner::Generator);
    }
    for (permalink, bytes) in robots::fixed_files(&site.settings.base) {
        files.add(permalink.as_str(), bytes, Owner::Generator);
    }
}
