//! The page for a wrong address.

use super::frame::{Frame, Head};
use super::view::{Content, NotFoundView};
use super::{Page, entry, jsonld};
use crate::site::Permalink;
use crate::words::word;

/// How many pages it offers instead.
const OFFERED: usize = 5;

/// Returns the page for a wrong address. GitHub Pages serves it as `404.html` at whatever address was asked for.
pub fn page(frame: &Frame<'_>) -> Page {
    let site = frame.site;
    let offered = site.writing.len().min(OFFERED);
    let head = Head {
        kind: "404",
        title: frame.words.text(word!("missing.title")).to_owned(),
        description: frame.words.with(word!("describe.missing"), &[("name", &site.settings.author.name)]),
        permalink: Permalink::home().join("404.html"),
        noindex: true,
        above: Vec::new(),
        feeds: Vec::new(),
        facts: jsonld::FactKind::Collection,
    };
    let view = NotFoundView { title: head.title.clone(), writing: entry::entries(frame, &site.writing[..offered]) };
    Page::new(head, None, Content::NotFound(view))
}
