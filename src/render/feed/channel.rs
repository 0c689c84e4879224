//! Which feeds there are: of the site, of its sections, of its topics, of its series, of its tags.

use crate::content::page::PageKind;
use crate::render::view::FeedLink;
use crate::site::{PageId, Permalink, Series, Site, Term, Topic};
use crate::words::{Key, word};

/// The name of an Atom feed in its folder.
const ATOM_FILE: &str = "feed.xml";
/// The name of a JSON feed in its folder.
const JSON_FILE: &str = "feed.json";

/// Pages that one can subscribe to.
pub(super) struct Channel<'a> {
    /// The address of the page that lists them.
    pub(super) folder: Permalink,
    /// What it holds, such as `Posts`.
    label: String,
    /// Its pages, newest first.
    pages: &'a [PageId],
}

impl Channel<'_> {
    /// Returns whether it is that of the whole site.
    pub(super) fn is_site(&self) -> bool {
        self.folder.as_str().is_empty()
    }

    /// Returns where its feeds are: Atom, and JSON.
    pub(super) fn files(&self) -> [Permalink; 2] {
        [ATOM_FILE, JSON_FILE].map(|file| self.folder.join(file))
    }

    /// Returns the newest pages that belong in its feeds.
    pub(super) fn newest(&self, site: &Site) -> impl Iterator<Item = PageId> {
        let in_feeds = |id: &PageId| site.page(*id).is_listed && site.page(*id).date.is_some();
        self.pages.iter().copied().filter(in_feeds).take(site.settings.feed_limit)
    }

    /// Returns the title of its feeds.
    pub(super) fn feed_title(&self, site: &Site) -> String {
        if self.is_site() { self.label.clone() } else { format!("{} · {}", self.label, site.settings.title) }
    }

    fn links(&self, site: &Site) -> Vec<FeedLink> {
        if self.newest(site).next().is_none() {
            return Vec::new();
        }
        let link = |file, media_type| {
            let href = self.folder.join(file).href(&site.settings.base);
            FeedLink { title: self.label.clone(), href, media_type }
        };
        vec![link(ATOM_FILE, "application/atom+xml"), link(JSON_FILE, "application/feed+json")]
    }
}

/// Returns the word for the format of a feed.
pub fn word(link: &FeedLink) -> Key {
    if link.media_type.contains("json") { word!("frame.json_feed") } else { word!("frame.atom") }
}

/// Returns the feeds of the whole site, Atom first; none when they would be empty.
pub fn of_site(site: &Site) -> Vec<FeedLink> {
    whole(site).links(site)
}

/// Returns the feeds of a section; standalone pages have none.
pub fn of_section(site: &Site, kind: PageKind) -> Vec<FeedLink> {
    section(site, kind).map(|channel| channel.links(site)).unwrap_or_default()
}

/// Returns the feeds of a tag.
pub fn of_tag(site: &Site, term: &Term) -> Vec<FeedLink> {
    tag(site, term).links(site)
}

/// Returns the feeds of a topic.
pub fn of_topic(site: &Site, of: &Topic) -> Vec<FeedLink> {
    topic(site, of).map(|channel| channel.links(site)).unwrap_or_default()
}

/// Returns the feeds of a series.
pub fn of_series(site: &Site, of: &Series) -> Vec<FeedLink> {
    series(site, of).links(site)
}

/// Returns every channel: the site, posts, notes and projects, then topics, series and tags in alphabetical order.
pub(super) fn all(site: &Site) -> Vec<Channel<'_>> {
    let sections =
        [PageKind::Post, PageKind::Note, PageKind::Project].into_iter().filter_map(|kind| section(site, kind));
    let topics = site.topics.iter().filter_map(|of| topic(site, of));
    let series = site.series.iter().map(|of| series(site, of));
    let tags = site.terms.iter().map(|term| tag(site, term));
    std::iter::once(whole(site)).chain(sections).chain(topics).chain(series).chain(tags).collect()
}

fn whole(site: &Site) -> Channel<'_> {
    Channel { folder: Permalink::home(), label: site.settings.title.clone(), pages: &site.writing }
}

fn section(site: &Site, kind: PageKind) -> Option<Channel<'_>> {
    let (name, label, pages) = match kind {
        PageKind::Post => ("posts", word!("section.posts"), &site.posts),
        PageKind::Note => ("notes", word!("section.notes"), &site.notes),
        PageKind::Project => ("projects", word!("section.projects"), &site.projects),
        PageKind::Page => return None,
    };
    Some(Channel { folder: Permalink::folder(&[name]), label: site.words.text(label).to_owned(), pages })
}

fn topic<'a>(site: &Site, of: &'a Topic) -> Option<Channel<'a>> {
    let label = site.words.with(word!("feed.topic"), &[("topic", &of.title)]);
    Some(Channel { folder: of.permalink()?, label, pages: &of.pages })
}

fn series<'a>(site: &Site, of: &'a Series) -> Channel<'a> {
    let label = site.words.with(word!("feed.series"), &[("series", &of.title)]);
    Channel { folder: of.permalink(), label, pages: &of.newest }
}

fn tag<'a>(site: &Site, term: &'a Term) -> Channel<'a> {
    let label = site.words.with(word!("feed.tag"), &[("tag", &term.label)]);
    Channel { folder: term.permalink(), label, pages: &term.pages }
}
