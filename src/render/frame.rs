//! What all pages have in common: the site's view, navigation, and the head of a page.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chrono::Datelike;
use sha2::{Digest, Sha256};

use super::component::{self, Components};
use super::entry::Entries;
use super::recording::Recordings;
use super::variant::Copies;
use super::view::{AuthorView, ColorView, FeedLink, ImageView, LanguageView, NavLink, PageView, SiteView, TextLink};
use super::{Later, With, badges, card, date, feed, fingerprint, jsonld, language, moment, policy, recording};
use crate::color::{Pair, Rgb};
use crate::content::page::PageKind;
use crate::diagnostic::{Code, Diagnostic, SourceId};
use crate::memo::Memo;
use crate::plan::schema::site::NavFile;
use crate::site::progress::SkillProgress;
use crate::site::{Asset, PageId, Permalink, Site, SitePage};
use crate::source::Sources;
use crate::theme::Theme;
use crate::trace::Trace;
use crate::words::{self, Words, word};

/// A section that can be in the navigation: its name, its title, whether there is anything to show in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The name, which is the folder.
    pub name: &'static str,
    /// The title.
    pub title: String,
    /// Whether it exists.
    pub exists: bool,
}

/// Returns every section in the order in which navigation has them by default.
pub fn sections(site: &Site, has_badges: bool) -> Vec<Section> {
    let progress = &site.progress;
    let has_credentials = progress.certifications.values().any(|certification| !certification.state.is_hidden());
    let has_subjects = site.pages.iter().any(|page| page.is_listed) || site.shows_progress() || has_credentials;
    let section = |name, title, exists| Section { name, title: site.words.text(title).to_owned(), exists };
    vec![
        section("progress", word!("section.progress"), site.shows_progress()),
        section("projects", word!("section.projects"), !site.projects.is_empty()),
        section("posts", word!("section.posts"), !site.posts.is_empty()),
        section("notes", word!("section.notes"), !site.notes.is_empty()),
        section("skills", word!("section.skills"), progress.skills.values().any(SkillProgress::is_shown)),
        section("credentials", word!("section.credentials"), has_credentials),
        section("resume", word!("section.resume"), site.plan.resume.is_some()),
        section("resources", word!("section.resources"), !site.plan.resources.is_empty()),
        section("tags", word!("section.tags"), !site.terms.is_empty()),
        section("series", word!("section.series"), !site.series.is_empty()),
        section("archive", word!("section.archive"), !site.writing.is_empty()),
        section("badges", word!("section.badges"), has_badges),
        section("search", word!("section.search"), has_subjects && site.settings.extras.search),
    ]
}

/// The site as the pages in one place of the navigation see it.
#[derive(Debug)]
pub struct SiteAt {
    /// The view.
    pub view: SiteView,
    /// The same for templates.
    pub value: tera::Value,
    digest: OnceLock<Option<[u8; 32]>>,
}

impl SiteAt {
    /// Returns a digest of the view.
    pub(super) fn digest(&self) -> Option<&[u8; 32]> {
        let digest = || fingerprint::bytes(&self.view).map(|bytes| Sha256::digest(bytes).into());
        self.digest.get_or_init(digest).as_ref()
    }
}

/// The site by the state of each word of navigation.
type Sites = BTreeMap<Vec<Option<&'static str>>, Arc<SiteAt>>;

/// What is made of the site once, and is the same on every page. It borrows nothing, so it can be kept when the pages are
/// done, for one of them to be rendered again.
#[derive(Debug, Clone)]
pub struct Common {
    /// Every section.
    pub sections: Vec<Section>,
    /// Every badge.
    pub badges: Vec<badges::Listed>,
    /// The components of all pages.
    pub components: Components,
    /// The smaller copies of the images that pages show.
    pub copies: Copies,
    /// The recordings of terminals that pages show.
    pub recordings: Recordings,
    view: SiteView,
    nav: Vec<(String, Permalink)>,
    has_social_picture: bool,
    /// Whether pages have cards of their own.
    pub has_cards: bool,
}

/// What is kept of the files that pages showed.
pub(super) struct Kept<'k> {
    pub(super) files: (Copies, Recordings),
    /// Whether a file is as it was.
    pub(super) is_same: &'k (dyn Fn(SourceId) -> bool + Sync),
}

/// What is the same on every page.
#[derive(Debug)]
pub struct Frame<'a> {
    /// The site.
    pub site: &'a Site,
    /// The words of the theme.
    pub words: &'a Words,
    /// What has been made of the site.
    pub common: Common,
    /// What JSON-LD says of the site on every page.
    web_site: jsonld::WebSite,
    /// Results of earlier builds, for what takes long to make.
    pub memo: &'a dyn Memo,
    /// Is told what is worked on.
    pub trace: &'a dyn Trace,
    /// PDFs that were printed, by their path.
    pub pdfs: &'a BTreeMap<String, Arc<[u8]>>,
    /// The lines of lists.
    pub entries: Entries,
    /// Makes files later that are known without being made.
    pub later: Option<&'a Arc<Later>>,
    /// The site by the state of each word of navigation, as far as pages have asked.
    sites: Mutex<Sites>,
}

/// The facts from which the head of a page is made.
#[derive(Debug, Clone)]
pub struct Head {
    /// The name of the template without `.html`.
    pub kind: &'static str,
    /// The heading.
    pub title: String,
    /// For search engines and link previews.
    pub description: String,
    /// Where the page is.
    pub permalink: Permalink,
    /// Whether search engines are asked to leave it out.
    pub noindex: bool,
    /// From the home page down to the page above this one.
    pub above: Vec<(String, Permalink)>,
    /// Feeds of this page, besides that of the site.
    pub feeds: Vec<FeedLink>,
    /// What JSON-LD says of it.
    pub facts: jsonld::FactKind,
}

impl<'a> Frame<'a> {
    /// Returns the frame of a site, and what is wrong with its navigation and with templates of components.
    pub fn new(site: &'a Site, theme: &Theme, sources: &Sources, with: With<'a>) -> (Self, Vec<Diagnostic>) {
        let pages: Vec<PageId> = (0..site.pages.len()).map(PageId).collect();
        Self::again(site, theme, sources, with, Kept { files: Default::default(), is_same: &|_| false }, &pages)
    }

    /// Returns the same with what is kept of an earlier one, for those who look at `pages` only.
    pub(super) fn again(
        site: &'a Site,
        theme: &Theme,
        sources: &Sources,
        with: With<'a>,
        kept: Kept<'_>,
        pages: &[PageId],
    ) -> (Self, Vec<Diagnostic>) {
        let badges = badges::all(site);
        let sections = sections(site, !badges.is_empty());
        let mut diagnostics = Vec::new();
        let nav = navigation(site, &sections, &mut diagnostics);
        let view = site_view(site, theme, &sections);
        let has_social_picture = theme.assets.files.contains_key("og.png");
        let components = Components::default();
        let Kept { files: (copies, recordings), is_same } = kept;
        let copies = Copies::make(site, sources, with.memo, (&copies, is_same));
        let recordings = Recordings::read(site, sources, (recordings, is_same), &mut diagnostics);
        let has_cards = with.cards && site.settings.extras.cards && !theme.card_fonts.is_empty();
        let common =
            Common { sections, badges, components, copies, recordings, view, nav, has_social_picture, has_cards };
        let mut frame = Self::with(site, common, with);
        frame.common.components = component::draw(&frame, theme, pages, &mut diagnostics);
        (frame, diagnostics)
    }

    /// Returns the frame of a site of which `common` has been made.
    pub(super) fn with(site: &'a Site, common: Common, with: With<'a>) -> Self {
        let With { memo, trace, pdfs, later, .. } = with;
        let entries = Entries::new(site.pages.len());
        let web_site = jsonld::WebSite::of(site);
        Self { site, words: &site.words, common, web_site, memo, trace, pdfs, entries, later, sites: Mutex::default() }
    }

    /// Returns whether the section of that name exists.
    pub fn has(&self, section: &str) -> bool {
        self.common.sections.iter().any(|known| known.name == section && known.exists)
    }

    /// Returns the address on the host of `permalink`.
    pub fn href(&self, permalink: &Permalink) -> String {
        permalink.href(&self.site.settings.base)
    }

    /// Returns the absolute address of `permalink`.
    pub fn absolute(&self, permalink: &Permalink) -> String {
        permalink.absolute(&self.site.settings.base)
    }

    /// Returns the address of a section's index page.
    pub fn section_href(&self, section: &str) -> String {
        self.href(&Permalink::folder(&[section]))
    }

    /// Returns the head of a section's index page.
    pub fn section_head(&self, section: &'static str, description: String) -> Head {
        let (title, permalink) = self.section_link(section);
        Head {
            kind: section,
            title,
            description,
            permalink,
            noindex: false,
            above: Vec::new(),
            feeds: Vec::new(),
            facts: jsonld::FactKind::Collection,
        }
    }

    /// Returns the title of a section with its address.
    pub fn section_link(&self, section: &str) -> (String, Permalink) {
        let title = self.common.sections.iter().find(|known| known.name == section).map(|known| known.title.clone());
        (title.unwrap_or_default(), Permalink::folder(&[section]))
    }

    /// Returns the site as the page at `current` sees it.
    ///
    /// # Panics
    /// Never: a view is texts and numbers, which all have a value.
    pub fn site_at(&self, current: &Permalink) -> Arc<SiteAt> {
        let states: Vec<Option<&'static str>> = self
            .common
            .nav
            .iter()
            .map(|(_, permalink)| {
                let is_below = !permalink.as_str().is_empty() && current.as_str().starts_with(permalink.as_str());
                if current == permalink { Some("page") } else { is_below.then_some("true") }
            })
            .collect();
        let mut known = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        let make = |states: &[Option<&'static str>]| {
            let nav = self.common.nav.iter().zip(states).map(|((label, permalink), current)| NavLink {
                label: label.clone(),
                href: self.href(permalink),
                current: *current,
            });
            let view = SiteView { nav: nav.collect(), ..self.common.view.clone() };
            let value = tera::Value::from_serializable(&view);
            Arc::new(SiteAt { view, value, digest: OnceLock::new() })
        };
        if let Some(site) = known.get(&states) {
            return Arc::clone(site);
        }
        let site = make(&states);
        known.insert(states, Arc::clone(&site));
        site
    }

    /// Returns what made the site.
    pub fn generator(&self) -> String {
        self.common.view.generator.clone()
    }

    /// Returns the head of a page; `page` is the content file it shows, if it shows one.
    pub fn page_view(&self, head: &Head, page: Option<&SitePage>) -> PageView {
        let settings = &self.site.settings;
        let zone = settings.timezone;
        let is_home = head.kind == "home";
        let is_article = page.is_some_and(|page| matches!(page.kind, PageKind::Post | PageKind::Note));
        let canonical = (head.kind != "404").then(|| {
            let own = page.and_then(|page| page.source.front.as_ref()).and_then(|front| front.canonical.as_ref());
            own.map_or_else(|| self.absolute(&head.permalink), |canonical| canonical.value.clone())
        });
        let image = self.image(head, page);
        let own_language = page.and_then(|page| language::of(self.site, page));
        let breadcrumbs = if is_home { Vec::new() } else { self.breadcrumbs(head, own_language.clone()) };
        let mut feeds = feed::of_site(self.site);
        feeds.extend(head.feeds.iter().cloned());
        let document_title = if is_home || head.title == settings.title {
            self.home_title()
        } else {
            format!("{} · {}", head.title, settings.title)
        };
        let language = page.map_or(&*settings.language, |page| self.site.language_of(page)).to_owned();
        let facts = jsonld::PageFacts {
            kind: head.facts,
            title: head.title.clone(),
            description: head.description.clone(),
            url: self.absolute(&head.permalink),
            breadcrumbs: self.breadcrumb_addresses(head),
            image: image.clone(),
            language: language.clone(),
        };
        let json_ld = jsonld::graph(self.site, &self.web_site, &facts);
        PageView {
            kind: head.kind,
            title: head.title.clone(),
            document_title,
            description: head.description.clone(),
            language,
            own_language,
            href: self.href(&head.permalink),
            canonical,
            noindex: head.noindex,
            og_type: if is_home {
                "profile"
            } else if is_article {
                "article"
            } else {
                "website"
            },
            image,
            published: page.and_then(|page| page.date).map(|day| moment::rfc3339(day, zone)),
            updated: page.and_then(|page| page.updated).map(|day| moment::rfc3339(day, zone)),
            feeds,
            breadcrumbs,
            json_ld,
            markdown: None,
            has_math: page.is_some_and(|page| page.source.document.has_math),
            has_recording: page.is_some_and(recording::is_on),
        }
    }

    fn home_title(&self) -> String {
        let settings = &self.site.settings;
        match settings.author.headline.as_ref().filter(|_| settings.title == settings.author.name) {
            Some(headline) => {
                let values = [("name", settings.title.as_str()), ("value", headline)];
                self.words.with(word!("pair.comma"), &values)
            }
            None => settings.title.clone(),
        }
    }

    fn image(&self, head: &Head, page: Option<&SitePage>) -> Option<ImageView> {
        if let Some((permalink, alt)) = page.and_then(|page| page.image.as_ref())
            && let Some((width, height)) = self.site.assets.get(permalink).and_then(Asset::size)
        {
            return Some(ImageView { url: self.absolute(permalink), alt: alt.clone(), width, height });
        }
        let (width, height) = card::SIZE;
        let own = card::permalink(head, page).filter(|_| self.common.has_cards);
        let url = own.map_or_else(|| self.site.settings.base.absolute("og.png"), |card| self.absolute(&card));
        (self.common.has_cards || self.common.has_social_picture).then(|| ImageView {
            url,
            alt: self.words.with(word!("frame.card"), &[("site", &self.site.settings.title), ("title", &head.title)]),
            width,
            height,
        })
    }

    fn breadcrumbs(&self, head: &Head, language: Option<LanguageView>) -> Vec<TextLink> {
        let link = |label: &str, permalink: &Permalink| TextLink {
            label: label.to_owned(),
            href: Some(self.href(permalink)),
            language: None,
        };
        let mut crumbs = vec![link(self.words.text(word!("section.home")), &Permalink::home())];
        crumbs.extend(head.above.iter().map(|(label, permalink)| link(label, permalink)));
        crumbs.push(TextLink { label: head.title.clone(), href: None, language });
        crumbs
    }

    fn breadcrumb_addresses(&self, head: &Head) -> Vec<(String, String)> {
        if head.kind == "home" || head.kind == "404" {
            return Vec::new();
        }
        let mut crumbs = vec![(self.words.text(word!("section.home")).to_owned(), self.absolute(&Permalink::home()))];
        crumbs.extend(head.above.iter().map(|(label, permalink)| (label.clone(), self.absolute(permalink))));
        crumbs.push((head.title.clone(), self.absolute(&head.permalink)));
        crumbs
    }
}

fn site_view(site: &Site, theme: &Theme, sections: &[Section]) -> SiteView {
    let settings = &site.settings;
    let base = &settings.base;
    let text_link =
        |link: &crate::plan::site::Link| TextLink { label: link.label.clone(), href: link.url.clone(), language: None };
    let mut footer: Vec<NavLink> = feed::of_site(site)
        .into_iter()
        .map(|feed| NavLink { label: site.words.text(feed::word(&feed)).to_owned(), href: feed.href, current: None })
        .collect();
    let small = ["credentials", "resources", "archive", "series", "tags", "badges"];
    let pages = sections.iter().filter(|section| section.exists && small.contains(&section.name));
    footer.extend(pages.map(|section| NavLink {
        label: section.title.clone(),
        href: Permalink::folder(&[section.name]).href(base),
        current: None,
    }));
    SiteView {
        title: settings.title.clone(),
        description: settings.description.clone(),
        url: base.absolute(""),
        home: base.href(""),
        language: settings.language.clone(),
        direction: words::direction(&settings.language),
        author: AuthorView {
            name: settings.author.name.clone(),
            headline: settings.author.headline.clone(),
            email: settings.author.email.clone(),
            links: settings.author.links.iter().map(text_link).collect(),
        },
        nav: Vec::new(),
        footer,
        search: sections
            .iter()
            .any(|section| section.name == "search" && section.exists)
            .then(|| Permalink::folder(&["search"]).href(base)),
        license: settings.license.as_ref().map(text_link),
        assets: theme
            .assets
            .names
            .iter()
            .map(|(name, path)| (name.clone(), base.href(path)))
            .collect::<BTreeMap<_, _>>(),
        colors: colors(&theme.look.colors),
        preload: theme
            .look
            .preload
            .iter()
            .filter_map(|font| theme.assets.names.get(font))
            .map(|path| base.href(path))
            .collect(),
        csp: policy::content_security_policy(&theme.inline),
        year: site.as_of.year(),
        as_of: date::view(&site.words, site.as_of),
        generator: format!("Milepost {}", env!("CARGO_PKG_VERSION")),
    }
}

/// Returns the colours of the look, for templates.
pub fn colors(colors: &BTreeMap<String, Pair<Rgb>>) -> BTreeMap<String, ColorView> {
    let view = |color: &Pair<Rgb>| ColorView { light: color.light.to_string(), dark: color.dark.to_string() };
    colors.iter().map(|(name, color)| (name.clone(), view(color))).collect()
}

/// Returns the words of navigation: those of the settings, else the sections and the page `about`.
fn navigation(site: &Site, sections: &[Section], diagnostics: &mut Vec<Diagnostic>) -> Vec<(String, Permalink)> {
    let by_default = ["progress", "projects", "posts", "notes", "about"];
    if site.settings.nav.is_empty() {
        return by_default.iter().filter_map(|name| named(site, sections, name).unwrap_or(None)).collect();
    }
    let mut nav = Vec::new();
    for entry in &site.settings.nav {
        match entry {
            NavFile::Name(name) => match named(site, sections, &name.value) {
                Ok(found) => nav.extend(found),
                Err(names) => {
                    let message = format!("there is no section or page `{}`", name.value);
                    diagnostics.push(
                        Diagnostic::new(Code::BadValue, name.span, message)
                            .did_you_mean(&name.value, names.iter().map(String::as_str))
                            .hint(format!("there are {}", names.join(", "))),
                    );
                }
            },
            NavFile::Link(link) => {
                let Some(url) = &link.url else { continue };
                let label = link.label.clone().or_else(|| link.name.clone()).unwrap_or_else(|| url.value.clone());
                match Permalink::parse(&url.value) {
                    Ok(permalink) if site.coming.contains(&permalink) => {}
                    Ok(permalink) => nav.push((label, permalink)),
                    Err(reason) => {
                        let message = format!("`{}` {reason}", url.value);
                        let hint = "navigation leads to pages of the site; links to elsewhere belong in `author.links`";
                        diagnostics.push(Diagnostic::new(Code::BadPath, url.span, message).hint(hint));
                    }
                }
            }
        }
    }
    nav
}

/// Returns the word for `name`; none when the section has nothing to show yet or the page is not published yet, and every name there is when the
/// name is unknown.
fn named(site: &Site, sections: &[Section], name: &str) -> Result<Option<(String, Permalink)>, Vec<String>> {
    if let Some(section) = sections.iter().find(|section| section.name == name) {
        return Ok(section.exists.then(|| (section.title.clone(), Permalink::folder(&[section.name]))));
    }
    let pages = || site.pages.iter().filter(|page| page.kind == PageKind::Page && page.is_listed);
    if let Some(page) = pages().find(|page| page.permalink.as_str() == format!("{name}/")) {
        return Ok(Some((page.title.clone(), page.permalink.clone())));
    }
    if site.coming.iter().any(|coming| coming.as_str() == format!("{name}/")) {
        return Ok(None);
    }
    let names = sections.iter().map(|section| section.name.to_owned());
    Err(names.chain(pages().map(|page| page.permalink.as_str().trim_end_matches('/').to_owned())).collect())
}
