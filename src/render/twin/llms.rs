//! `llms.txt`: what is on the site, for programs that read (llmstxt.org). A title, a summary, and sections of links to
//! the twins of listed pages, each with a sentence.

use std::collections::BTreeMap;

use super::sheet::Sheet;
use super::{address, exists, inline};
use crate::content::page::PageKind;
use crate::render::frame::Frame;
use crate::render::{Page, feed, progress_json};
use crate::site::{PageId, Permalink, Site, SitePage};

/// Where it is.
pub const PATH: &str = "llms.txt";

/// Returns `llms.txt`.
pub fn render(frame: &Frame<'_>, pages: &[Page]) -> String {
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
    let who = author.headline.as_ref().map_or_else(|| author.name.clone(), |line| format!("{}, {line}", author.name));
    sheet
        .paragraph(&format!("The learning journal of {who}. Progress is counted from evidence, as of {}.", site.as_of));
    let by_source: BTreeMap<PageId, &Page> = pages.iter().filter_map(|page| Some((page.source?, page))).collect();
    let standalone = standalone(site);
    let about = pages.iter().filter(|page| page.source.is_none() && is_overview(page) && exists(frame, page));
    let about = about.chain(standalone.iter().filter_map(|id| by_source.get(id).copied()));
    section(&mut sheet, "About", about);
    let of = |ids: &[PageId]| ids.iter().filter_map(|id| by_source.get(id).copied()).collect::<Vec<_>>();
    section(&mut sheet, "Projects", of(&site.projects).into_iter());
    section(&mut sheet, "Posts", of(&site.posts).into_iter());
    for topic in &site.topics {
        let title = if site.topics.len() > 1 { format!("Notes: {}", topic.title) } else { "Notes".to_owned() };
        section(&mut sheet, &title, of(&topic.pages).into_iter());
    }
    let series = pages.iter().filter(|page| page.head.kind == "series");
    section(&mut sheet, "Series", series);
    optional(&mut sheet);
    sheet.finish()
}

/// Returns whether a page without a text of its own belongs among the first links.
fn is_overview(page: &Page) -> bool {
    matches!(page.head.kind, "home" | "progress" | "skills" | "credentials" | "resume" | "resources")
}

fn standalone(site: &Site) -> Vec<PageId> {
    let is_listed = |page: &SitePage| page.is_listed && page.kind == PageKind::Page;
    site.pages.iter().enumerate().filter(|(_, page)| is_listed(page)).map(|(index, _)| PageId(index)).collect()
}

fn section<'a>(sheet: &mut Sheet<'_>, title: &str, pages: impl Iterator<Item = &'a Page>) {
    let mut pages = pages.filter(|page| !page.head.noindex).peekable();
    if pages.peek().is_none() {
        return;
    }
    sheet.heading(2, title);
    for page in pages {
        let address = sheet.frame.absolute(&address(&page.head.permalink));
        let link = inline::link(&inline::text(&page.head.title), &address);
        sheet.item(0, &format!("{link}: {}", inline::text(&page.head.description)));
    }
}

/// Writes what a reader in a hurry leaves out.
fn optional(sheet: &mut Sheet<'_>) {
    let frame = sheet.frame;
    let mut lines: Vec<(&str, String)> = Vec::new();
    if frame.has("archive") {
        lines.push(("Archive", frame.absolute(&Permalink::folder(&["archive"]))));
    }
    if frame.has("progress") {
        lines.push(("Progress as data", frame.site.settings.base.absolute(progress_json::PATH)));
    }
    for link in feed::of_site(frame.site) {
        let label = if link.media_type.contains("json") { "JSON Feed" } else { "Atom feed" };
        lines.push((label, sheet.absolute(&link.href)));
    }
    if !lines.is_empty() {
        sheet.heading(2, "Optional");
    }
    for (label, address) in lines {
        sheet.item(0, &inline::link(label, &address));
    }
}
