//! Feeds: the newest pages of the site, of a section, a topic, a series or a tag, to subscribe to.
//!
//! 1. `channel` says which feeds there are, and which pages are in each.
//! 2. `entry` makes an [`Entry`] of a page; [`content`] makes its text fit to be read far from the site.
//! 3. [`atom()`] and [`json()`] write a [`Feed`].
//!
//! **Invariant:** only listed pages with a date are in feeds; a feed without entries is neither written nor
//! linked to.

mod atom;
mod channel;
pub mod content;
mod entry;
#[cfg(test)]
pub(crate) mod fixture;
mod json;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};
use rayon::prelude::*;

pub use atom::atom;
pub use channel::{of_section, of_series, of_site, of_tag, of_topic, word};
pub use entry::html;
pub use json::json;

use crate::memo::Memo;
use crate::output::Output;
use crate::render::component::Components;
use crate::site::{PageId, Permalink, Site};
use crate::trace::{Trace, Work, traced};
use channel::Channel;

/// A feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// What it is called.
    pub title: String,
    /// One sentence; empty when there is none.
    pub subtitle: String,
    /// Its own absolute address.
    pub self_href: String,
    /// The absolute address of the page that it is the feed of.
    pub home: String,
    /// What it is known by for ever: an absolute address.
    pub id: String,
    /// When an entry last changed.
    pub updated: DateTime<FixedOffset>,
    /// Who writes the entries.
    pub author: FeedAuthor,
    /// The language, a BCP 47 tag.
    pub language: String,
    /// Newest first.
    pub entries: Vec<Entry>,
}

/// Who writes a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedAuthor {
    /// The name.
    pub name: String,
    /// The absolute address of the page about them.
    pub url: String,
}

/// An entry of a feed: one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The absolute address of the page, by which it is known too.
    pub url: String,
    /// The title, plain text.
    pub title: String,
    /// One or two sentences, plain text.
    pub summary: Option<String>,
    /// The whole text as HTML, in which every address is absolute; absent when feeds have summaries only.
    pub html: Option<String>,
    /// When it was published.
    pub published: DateTime<FixedOffset>,
    /// When it last changed.
    pub updated: DateTime<FixedOffset>,
    /// Its tags.
    pub categories: Vec<String>,
    /// The absolute address of its picture.
    pub image: Option<String>,
    /// The language that it is written in, if that is another than the one of the feed.
    pub language: Option<String>,
}

/// Returns the pages that are in a feed.
pub fn pages(site: &Site) -> BTreeSet<PageId> {
    channel::all(site).iter().flat_map(|channel| channel.newest(site)).collect()
}

/// A file of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it is.
    pub permalink: Permalink,
    /// Its bytes.
    pub output: Output,
    /// The pages that are in it, newest first.
    pub pages: Vec<PageId>,
}

/// Returns a file of a feed with these pages that need not be made.
pub type Known<'k> = &'k (dyn Fn(&Permalink, &[PageId]) -> Option<Output> + Sync);

/// Returns every feed of the site: `feed.xml` and `feed.json` of the site itself, of its sections, and of every
/// topic, series and tag. In them components are what they are without a theme.
pub fn feeds(site: &Site, components: &Components, memo: &dyn Memo, trace: &dyn Trace, known: Known<'_>) -> Vec<File> {
    let channels: Vec<(Channel<'_>, Vec<PageId>, Option<[Output; 2]>)> = channel::all(site)
        .into_iter()
        .map(|channel| {
            let pages: Vec<PageId> = channel.newest(site).collect();
            let [atom, json] = channel.files().map(|file| known(&file, &pages));
            (channel, pages, atom.zip(json).map(|(atom, json)| [atom, json]))
        })
        .collect();
    let wanted =
        channels.iter().filter(|(_, _, known)| known.is_none()).flat_map(|(_, pages, _)| pages.iter().copied());
    let entries = entries(site, components, memo, wanted.collect());
    let written: Vec<Vec<File>> = channels
        .into_par_iter()
        .map(|(channel, pages, known)| {
            let make =
                || traced(trace, Work::File(channel.folder.as_str()), || outputs(site, &channel, &pages, &entries));
            let outputs = known.or_else(make).into_iter().flatten();
            let file = |(permalink, output)| File { permalink, output, pages: pages.clone() };
            channel.files().into_iter().zip(outputs).map(file).collect()
        })
        .collect();
    written.into_iter().flatten().collect()
}

/// Returns the file of a feed at `permalink`, if there is one.
pub fn file(site: &Site, components: &Components, memo: &dyn Memo, permalink: &Permalink) -> Option<Output> {
    let channel = channel::all(site).into_iter().find(|channel| channel.files().contains(permalink))?;
    let pages: Vec<PageId> = channel.newest(site).collect();
    let entries = entries(site, components, memo, pages.iter().copied().collect());
    let outputs = outputs(site, &channel, &pages, &entries)?;
    channel.files().into_iter().zip(outputs).find_map(|(file, output)| (file == *permalink).then_some(output))
}

/// Returns the entries of pages: each may be in several feeds, and its text is the expensive part.
fn entries(site: &Site, components: &Components, memo: &dyn Memo, pages: BTreeSet<PageId>) -> BTreeMap<PageId, Entry> {
    pages.into_par_iter().filter_map(|id| Some((id, entry::entry(site, components, memo, id)?))).collect()
}

/// Returns what is in the [files](Channel::files) of a channel, unless it would be empty.
fn outputs(
    site: &Site,
    channel: &Channel<'_>,
    pages: &[PageId],
    entries: &BTreeMap<PageId, Entry>,
) -> Option<[Output; 2]> {
    let [for_atom, for_json] = channel.files().map(|file| file.absolute(&site.settings.base));
    let mut feed = feed(site, channel, for_atom, pages, entries)?;
    let for_atom = atom(&feed).into();
    // They differ in nothing but their own address.
    feed.id.clone_from(&for_json);
    feed.self_href = for_json;
    Some([for_atom, json(&feed).into()])
}

/// Returns the feed of `channel` with `pages` at the address `self_href`, unless it would be empty.
fn feed(
    site: &Site,
    channel: &Channel<'_>,
    self_href: String,
    pages: &[PageId],
    entries: &BTreeMap<PageId, Entry>,
) -> Option<Feed> {
    let base = &site.settings.base;
    let entries: Vec<Entry> = pages.iter().filter_map(|id| entries.get(id).cloned()).collect();
    Some(Feed {
        title: channel.feed_title(site),
        subtitle: if channel.is_site() { site.settings.description.clone() } else { String::new() },
        id: self_href.clone(),
        self_href,
        home: channel.folder.absolute(base),
        updated: entries.iter().map(|entry| entry.updated).max()?,
        author: FeedAuthor { name: site.settings.author.name.clone(), url: Permalink::home().absolute(base) },
        language: site.settings.language.clone(),
        entries,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memo::Forget;
    use crate::trace::Untraced;

    const JOURNAL: &str = "=== content/posts/a.md\n---\ndate: 2026-11-02\ntags: [Rust, x]\n---\n# A\n\nText with [n](../notes/n.md#h).\n\
        === content/posts/b.md\n---\ndate: 2026-11-03\nupdated: 2026-11-09\nsummary: Short.\n---\n# B\n\nLonger.\n\
        === content/posts/undated.md\n# Undated\n\nText.\n\
        === content/notes/n.md\n---\ndate: 2026-11-01\ntags: [rust]\n---\n# N\n\n## H\n\nNote.\n";

    fn feeds(site: &Site) -> Vec<File> {
        super::feeds(site, &Components::default(), &Forget, &Untraced, &|_, _| None)
    }

    fn file(files: &[File], path: &str) -> String {
        let found = files.iter().find(|file| file.permalink.as_str() == path);
        String::from_utf8(found.expect("there is such a feed").output.bytes().to_vec()).unwrap()
    }

    #[test]
    fn a_feed_by_itself_is_what_it_is_with_all_others_and_one_that_is_known_is_not_made() {
        let site = fixture::site(JOURNAL);
        for File { permalink, output, pages } in feeds(&site) {
            assert_eq!(super::file(&site, &Components::default(), &Forget, &permalink), Some(output));
            let known = |file: &Permalink, of: &[PageId]| {
                (of == pages && file.as_str().starts_with("tags/rust/")).then(|| Output::from("known".to_owned()))
            };
            let all = super::feeds(&site, &Components::default(), &Forget, &Untraced, &known);
            let is_known = permalink.as_str().starts_with("tags/rust/");
            assert_eq!(file(&all, permalink.as_str()) == "known", is_known);
        }
        assert_eq!(super::file(&site, &Components::default(), &Forget, &Permalink::home()), None);
    }

    #[test]
    fn every_channel_with_entries_has_two_feeds() {
        let files = feeds(&fixture::site(JOURNAL));
        let paths: Vec<&str> = files.iter().map(|file| file.permalink.as_str()).collect();
        let both = |folder: &str| [format!("{folder}feed.xml"), format!("{folder}feed.json")];
        assert_eq!(paths, ["", "posts/", "notes/", "tags/rust/", "tags/x/"].map(both).concat());
    }

    #[test]
    fn entries_are_newest_first_and_have_a_date() {
        let files = feeds(&fixture::site(JOURNAL));
        let feed: serde_json::Value = serde_json::from_str(&file(&files, "feed.json")).unwrap();
        let titles: Vec<&str> =
            feed["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect();
        assert_eq!(titles, ["B", "A", "N"]);
        assert_eq!(feed["items"][0]["date_modified"], "2026-11-09T00:00:00+01:00");
        let html = feed["items"][1]["content_html"].as_str().unwrap();
        assert_eq!(html, "<p>Text with <a href=\"https://x.org/r/notes/n/#h\">n</a>.</p>\n");
    }

    #[test]
    fn the_limit_and_summaries_are_settings() {
        let mut site = fixture::site(JOURNAL);
        site.settings.feed_limit = 1;
        site.settings.feed_full_text = false;
        let files = feeds(&site);
        let atom = file(&files, "posts/feed.xml");
        assert_eq!(atom.matches("<entry>").count(), 1);
        assert!(atom.contains("<summary type=\"text\">Short.</summary>") && !atom.contains("<content"), "{atom}");
        assert!(atom.contains("<updated>2026-11-09T00:00:00+01:00</updated>"), "{atom}");
    }

    #[test]
    fn pages_link_to_feeds_that_exist() {
        let site = fixture::site(JOURNAL);
        let hrefs = |links: Vec<crate::render::view::FeedLink>| -> Vec<String> {
            links.into_iter().map(|link| link.href).collect()
        };
        assert_eq!(hrefs(of_site(&site)), ["/r/feed.xml", "/r/feed.json"]);
        assert_eq!(
            hrefs(of_section(&site, crate::content::page::PageKind::Note)),
            ["/r/notes/feed.xml", "/r/notes/feed.json"]
        );
        assert_eq!(hrefs(of_section(&site, crate::content::page::PageKind::Project)), [""; 0]);
        assert_eq!(hrefs(of_tag(&site, &site.terms[0])), ["/r/tags/rust/feed.xml", "/r/tags/rust/feed.json"]);
    }
}
