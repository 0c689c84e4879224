//! `llms.txt`: what is on the site, for programs that read (llmstxt.org). A title, a summary, and sections of links to
//! the twins of listed pages, each with a sentence.

use std::collections::BTreeMap;

use super::sheet::Sheet;
use super::{address, inline};
use crate::content::page::PageKind;
use crate::render::frame::Frame;
use crate::render::{Made, feed, progress_json};
use crate::site::{PageId, Permalink, Site, SitePage};
use crate::words::{Key, word};

/// Where it is.
pub const PATH: &str = "llms.txt";

/// Returns `llms.txt`.
pub fn render(frame: &Frame<'_>, pages: &[Made]) -> String {
    let site = frame.site;
    let settings = &site.settings;
    let mut sheet = Sheet::new(frame);
    sheet.heading(1, &settings.title);
    let summary =
        if settings.description.is_empty() { site.plan.tagline.as_deref() } else { Some(&*settings.description) };
    if let Some(summary) = summary {
        sheet.summary(summary);
    }
    let author = &settings.author;
    let words = frame.words;
    let who = match &author.headline {
        Some(headline) => words.with(word!("pair.comma"), &[("name", &author.name), ("value", headline)]),
        None => author.name.clone(),
    };
    sheet.paragraph(&words.with(word!("twin.about"), &[("who", &who), ("date", &site.as_of.to_string())]));
    let by_source: BTreeMap<PageId, &Made> = pages.iter().filter_map(|page| Some((page.source?, page))).collect();
    let standalone = standalone(site);
    let about = pages.iter().filter(|page| page.source.is_none() && is_overview(page) && page.has_twin);
    let about = about.chain(standalone.iter().filter_map(|id| by_source.get(id).copied()));
    section(&mut sheet, words.text(word!("article.about")), about);
    let of = |ids: &[PageId]| ids.iter().filter_map(|id| by_source.get(id).copied()).collect::<Vec<_>>();
    section(&mut sheet, words.text(word!("section.projects")), of(&site.projects).into_iter());
    section(&mut sheet, words.text(word!("section.posts")), of(&site.posts).into_iter());
    for topic in &site.topics {
        let one = || words.text(word!("section.notes")).to_owned();
        let of_topic = || words.with(word!("list.notes_of_topic"), &[("topic", &topic.title)]);
        let title = if site.topics.len() > 1 { of_topic() } else { one() };
        section(&mut sheet, &title, of(&topic.pages).into_iter());
    }
    let series = pages.iter().filter(|page| page.head.kind == "series");
    section(&mut sheet, words.text(word!("section.series")), series);
    optional(&mut sheet);
    sheet.finish()
}

/// Returns whether a page without a text of its own belongs among the first links.
fn is_overview(page: &Made) -> bool {
    matches!(page.head.kind, "home" | "progress" | "skills" | "credentials" | "resume" | "resources")
}

fn standalone(site: &Site) -> Vec<PageId> {
    let is_listed = |page: &SitePage| page.is_listed && page.kind == PageKind::Page;
    site.pages.iter().enumerate().filter(|(_, page)| is_listed(page)).map(|(index, _)| PageId(index)).collect()
}

fn section<'a>(sheet: &mut Sheet<'_>, title: &str, pages: impl Iterator<Item = &'a Made>) {
    let mut pages = pages.filter(|page| !page.head.noindex).peekable();
    if pages.peek().is_none() {
        return;
    }
    sheet.heading(2, title);
    for page in pages {
        let address = sheet.frame.absolute(&address(&page.head.permalink));
        let link = inline::link(&inline::text(&page.head.title), &address);
        sheet.fact(&link, &inline::text(&page.head.description));
    }
}

/// Writes what a reader in a hurry leaves out.
fn optional(sheet: &mut Sheet<'_>) {
    let frame = sheet.frame;
    let mut lines: Vec<(Key, String)> = Vec::new();
    if frame.has("archive") {
        lines.push((word!("section.archive"), frame.absolute(&Permalink::folder(&["archive"]))));
    }
    if frame.has("progress") {
        lines.push((word!("twin.progress_data"), frame.site.settings.base.absolute(progress_json::PATH)));
    }
    for link in feed::of_site(frame.site) {
        lines.push((feed::word(&link), sheet.absolute(&link.href)));
    }
    if !lines.is_empty() {
        sheet.title(2, word!("twin.optional"));
    }
    for (label, address) in lines {
        sheet.item(0, &inline::link(&inline::text(sheet.words.text(label)), &address));
    }
}
