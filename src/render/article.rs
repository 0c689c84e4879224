//! Posts, notes and standalone pages.

use super::entry;
use super::frame::{Frame, Head};
use super::view::{ArticleView, BacklinkView, Content, LanguageView, TextLink, TocEntry};
use super::{date, image, jsonld, language, series};
use crate::content::markdown::{ComponentId, Fill, Heading, Image, LinkId};
use crate::content::page::PageKind;
use crate::site::section::{topic_permalink, topic_slug, topic_title};
use crate::site::{PageId, Permalink, SitePage};
use crate::words::word;

/// Fills the slots of a document for its own page: addresses on the host, images, components.
struct OnPage<'a> {
    frame: &'a Frame<'a>,
    id: PageId,
    page: &'a SitePage,
}

impl Fill for OnPage<'_> {
    fn url(&mut self, link: LinkId) -> String {
        let site = self.frame.site;
        self.page.targets[link.0 as usize].href(&site.pages, &site.settings.base)
    }

    fn image(&mut self, image: &Image) -> String {
        image::html(self.frame, &self.page.targets[image.link.0 as usize], image)
    }

    fn is_dead(&mut self, link: LinkId) -> bool {
        self.page.targets[link.0 as usize] == crate::site::Target::Broken
    }

    fn component(&mut self, component: ComponentId) -> String {
        self.frame.common.components.get(self.id, component).map(|drawn| drawn.html.clone()).unwrap_or_default()
    }
}

/// Returns the HTML of a page's body.
pub fn html(frame: &Frame<'_>, id: PageId) -> String {
    let page = frame.site.page(id);
    page.source.document.html(OnPage { frame, id, page })
}

/// Returns the view of a page's text, without its HTML, which takes longer than all else and is not always wanted.
pub fn article(frame: &Frame<'_>, id: PageId) -> ArticleView {
    let (site, words) = (frame.site, frame.words);
    let page = site.page(id);
    let front = page.source.front.as_ref();
    let neighbour = |id: Option<PageId>| {
        let page = site.page(id?);
        Some(TextLink {
            label: page.title.clone(),
            href: Some(frame.href(&page.permalink)),
            language: language::of(site, page),
        })
    };
    let skills = page.skills.iter().filter_map(|skill| super::skill::link(frame, skill));
    let language = language::of(site, page);
    ArticleView {
        title: page.title.clone(),
        language: language.clone(),
        summary: front.and_then(|front| front.summary.clone()),
        date: page.date.map(|day| date::view(words, day)),
        updated: page.updated.map(|day| date::view(words, day)),
        minutes: page.source.document.reading_minutes(),
        section: section(frame, page),
        topic: page.topic.as_deref().map(|topic| TextLink {
            label: topic_title(topic, &site.settings.topics, words),
            href: topic_href(frame, page, topic),
            language: None,
        }),
        series: series::place(frame, id),
        tags: entry::tags(frame, id),
        html: String::new(),
        toc: toc(page, language.as_ref()),
        proves: entry::claims(frame, &page.proves),
        about: entry::claims(frame, &page.about),
        skills: skills.collect(),
        ai_assistance: front.and_then(|front| front.ai_assistance.clone()),
        authorization: front.and_then(|front| front.authorization.clone()),
        backlinks: page
            .backlinks
            .iter()
            .map(|backlink| {
                let from = site.page(backlink.from);
                let href = frame.href(&from.permalink);
                BacklinkView {
                    title: from.title.clone(),
                    href,
                    context: backlink.context.clone(),
                    language: language::of(site, from),
                }
            })
            .collect(),
        related: entry::entries(frame, &page.related),
        previous: neighbour(page.older),
        next: neighbour(page.newer),
        canonical: front.and_then(|front| front.canonical.as_ref()).map(|canonical| canonical.value.clone()),
    }
}

fn topic_href(frame: &Frame<'_>, page: &SitePage, topic: &str) -> Option<String> {
    let slug = topic_slug(topic);
    (page.is_listed && !slug.is_empty()).then(|| frame.href(&topic_permalink(&slug)))
}

fn section(frame: &Frame<'_>, page: &SitePage) -> Option<TextLink> {
    let name = section_name(page.kind)?;
    let known = frame.common.sections.iter().find(|section| section.name == name && section.exists)?;
    Some(TextLink { label: known.title.clone(), href: Some(frame.section_href(name)), language: None })
}

fn section_name(kind: PageKind) -> Option<&'static str> {
    match kind {
        PageKind::Post => Some("posts"),
        PageKind::Note => Some("notes"),
        PageKind::Project => Some("projects"),
        PageKind::Page => None,
    }
}

/// Returns the head of a content page.
pub fn head(frame: &Frame<'_>, id: PageId) -> Head {
    let page = frame.site.page(id);
    let above =
        section(frame, page).zip(section_name(page.kind)).map(|(link, name)| (link.label, Permalink::folder(&[name])));
    Head {
        kind: match page.kind {
            PageKind::Post => "post",
            PageKind::Note => "note",
            PageKind::Project => "project",
            PageKind::Page => "page",
        },
        title: page.title.clone(),
        description: description(frame, page),
        permalink: page.permalink.clone(),
        noindex: !page.is_listed,
        above: above.into_iter().collect(),
        feeds: Vec::new(),
        facts: match page.kind {
            PageKind::Post => jsonld::FactKind::Post(id),
            PageKind::Note => jsonld::FactKind::Note(id),
            PageKind::Project => jsonld::FactKind::Project(id),
            PageKind::Page => jsonld::FactKind::Page(id),
        },
    }
}

fn description(frame: &Frame<'_>, page: &SitePage) -> String {
    let values = [("title", page.title.as_str()), ("site", frame.site.settings.description.as_str())];
    let fallback = || frame.words.with(word!("describe.text"), &values).trim_end().to_owned();
    page.summary().map_or_else(fallback, str::to_owned)
}

/// Returns the variable of the template for a post, note or standalone page.
pub fn content(frame: &Frame<'_>, id: PageId) -> Content {
    Content::Article(Box::new(article(frame, id)))
}

/// Headings of these levels are in the table of contents.
const TOC_LEVELS: std::ops::RangeInclusive<u8> = 2..=3;

fn toc(page: &SitePage, language: Option<&LanguageView>) -> Vec<TocEntry> {
    let wanted = page.source.front.as_ref().and_then(|front| front.toc);
    let headings: Vec<&Heading> =
        page.source.document.headings.iter().filter(|heading| TOC_LEVELS.contains(&heading.level)).collect();
    let is_long = headings.iter().filter(|heading| heading.level == 2).count() >= 3;
    if !wanted.unwrap_or(is_long) {
        return Vec::new();
    }
    let mut entries: Vec<TocEntry> = Vec::new();
    for heading in headings {
        let line = TocEntry {
            title: heading.text.clone(),
            href: format!("#{}", heading.id),
            language: language.cloned(),
            children: Vec::new(),
        };
        match entries.last_mut() {
            Some(parent) if heading.level > *TOC_LEVELS.start() => parent.children.push(line),
            _ => entries.push(line),
        }
    }
    entries
}
