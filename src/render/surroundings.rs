//! All that the pages of a site show besides their own texts, as one hash: while it is the same, a page is what it was as long
//! as its own text is. That is known without making its view, or those that go into it, which takes longer than all else
//! where one text of thousands has changed.
//!
//! What pages show of each other is the front matter of each, where it is, and of its text what [`outline`] says. Every file
//! that is no page of the site counts with all of its bytes. A feed is what it was as long as the texts of its pages are, too.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::frame::Frame;
use super::record::Record;
use crate::content::markdown::{Document, LinkKind};
use crate::content::page::PageKind;
use crate::memo::form::{Form, push, push_number, push_optional};
use crate::memo::{Key, Kind, Shelf};
use crate::output::Output;
use crate::site::{PageId, Permalink, SitePage};
use crate::source::{Source, Sources};
use crate::theme::Theme;

/// Another version is for pages that show something else of each other, or for another form of the table.
const KIND: Kind = Kind { name: "pages", version: 1, shelf: Shelf::Single };

type Sum = [u8; 32];

/// What surrounds the pages of a site, and what is known of those pages in the same surroundings.
#[derive(Debug)]
pub(super) struct Surroundings<'a> {
    /// The files that their texts are in.
    sources: &'a Sources,
    key: Key,
    /// The table of them as it was remembered.
    table: Option<Arc<[u8]>>,
    known: HashMap<String, Known>,
}

/// What is known of a page, or of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    /// A hash of its own text.
    pub(super) own: Sum,
    /// By what it is remembered in other surroundings, if it is.
    pub(super) view: Option<Sum>,
    pub(super) record: Record,
}

impl<'a> Surroundings<'a> {
    /// Returns what surrounds the pages of a site; nothing where nothing is remembered.
    pub(super) fn of(frame: &Frame<'_>, theme: &Theme, sources: &'a Sources) -> Option<Self> {
        frame.memo.remembers().then(|| {
            let key = Key::new(KIND, &[&theme.digest, &digest(frame, sources)]);
            let table = frame.memo.get(&key);
            let is_wanted = frame.later.is_some();
            let known = table.as_deref().filter(|_| is_wanted).and_then(decode).unwrap_or_default();
            Self { sources, key, table, known }
        })
    }

    /// Returns a hash of the text of a page; what shows no file has none of its own.
    pub(super) fn own(&self, frame: &Frame<'_>, id: Option<PageId>) -> Sum {
        id.map_or_else(Sum::default, |id| {
            let page = &frame.site.page(id).source;
            page.document.digest.unwrap_or_else(|| Sha256::digest(&self.sources.get(page.source).bytes).into())
        })
    }

    /// Returns a hash of the texts of pages that stand in one file.
    pub(super) fn own_of_all(&self, frame: &Frame<'_>, pages: &[PageId]) -> Sum {
        let own: Vec<Sum> = pages.iter().map(|id| self.own(frame, Some(*id))).collect();
        Sha256::digest(own.concat()).into()
    }

    /// Returns what is known of the page at `permalink` with that text.
    pub(super) fn find(&self, permalink: &Permalink, own: &Sum) -> Option<&Known> {
        self.known.get(permalink.as_str()).filter(|known| known.own == *own)
    }

    /// Has the memo keep what is known of pages.
    pub(super) fn keep(&self, frame: &Frame<'_>, pages: &[(String, Known)]) {
        let table = encode(pages);
        if self.table.as_deref() != Some(&*table) {
            frame.memo.put(&self.key, &table.into());
        }
    }
}

impl Known {
    /// Returns what is known of a file of such texts.
    pub(super) fn of_file(own: Sum, output: &Output) -> Self {
        Self { own, view: None, record: Record { html: output.stamp(), twin: None, choice: None } }
    }
}

/// Returns a hash of all that surrounds pages, but the theme.
fn digest(frame: &Frame<'_>, sources: &Sources) -> Sum {
    let site = frame.site;
    let mut pages = HashMap::with_capacity(site.pages.len());
    pages.extend(site.pages.iter().map(|page| (page.source.source, page)));
    let files: Vec<_> = sources.iter().collect();
    let of_files: Vec<Sum> = files.par_iter().map(|(id, file)| of_file(file, pages.get(id).copied())).collect();
    let mut out = of_files.concat();
    for (path, day) in &sources.updated {
        push(&mut out, path.as_str());
        push(&mut out, day);
    }
    for (path, pdf) in frame.pdfs {
        push(&mut out, path);
        out.extend(Sha256::digest(pdf));
    }
    let base = &site.settings.base;
    for text in [&*site.as_of.to_string(), base.origin(), base.path()] {
        push(&mut out, text);
    }
    out.push(u8::from(frame.common.has_cards));
    Sha256::digest(out).into()
}

/// Returns a hash of what pages show of a file.
fn of_file(file: &Source, page: Option<&SitePage>) -> Sum {
    let mut out = Vec::with_capacity(1024);
    push(&mut out, file.path.as_str());
    push_optional(&mut out, file.added.as_deref());
    let outlined = page.filter(|page| page.source.document.digest.is_some());
    // What stands before the text, or all there is.
    let end = outlined.map_or(file.bytes.len(), |page| page.source.body);
    out.extend(Sha256::digest(file.bytes.get(..end).unwrap_or(&file.bytes)));
    if let Some(page) = page {
        push(&mut out, page.permalink.as_str());
        out.push(u8::from(page.is_listed));
    }
    if let Some(page) = outlined {
        outline(&mut out, &page.source.document);
        // A project is weighed by its words, a page by how long it takes to read.
        let is_weighed =
            page.kind == PageKind::Project || page.source.front.as_ref().is_some_and(|front| front.project.is_some());
        let words = if is_weighed { page.source.document.words } else { 0 };
        out.extend_from_slice(&words.to_le_bytes());
    }
    Sha256::digest(out).into()
}

/// Adds what other pages may show of a text: its headings, its links with what they lead to and the sentences around them, its
/// summary, and how long it takes to read.
fn outline(out: &mut Vec<u8>, document: &Document) {
    push_number(out, document.headings.len());
    for heading in document.headings.iter().chain(&document.title) {
        for text in [&heading.id, &heading.text, &heading.html] {
            push(out, text);
        }
        out.push(heading.level);
    }
    push_number(out, document.links.len());
    for link in &document.links {
        out.extend([link.kind == LinkKind::Image, link.is_wikilink, link.is_argument].map(u8::from));
        for text in [&link.destination, &link.text, &link.context] {
            push(out, text);
        }
    }
    push_optional(out, document.summary.as_deref());
    out.extend_from_slice(&document.reading_minutes().to_le_bytes());
    out.extend([document.has_math, document.has_code, document.title.is_some()].map(u8::from));
}

fn encode(pages: &[(String, Known)]) -> Vec<u8> {
    let mut out = Vec::with_capacity(pages.len() * 192);
    push_number(&mut out, pages.len());
    for (permalink, known) in pages {
        push(&mut out, permalink);
        out.extend_from_slice(&known.own);
        out.push(u8::from(known.view.is_some()));
        known.view.iter().for_each(|view| out.extend_from_slice(view));
        known.record.push_to(&mut out);
    }
    out
}

fn decode(table: &[u8]) -> Option<HashMap<String, Known>> {
    let mut form = Form::of(table);
    let pages = form.list(|form| {
        let permalink = form.text()?.to_owned();
        let own = form.bytes()?;
        let view = if form.flag()? { Some(form.bytes()?) } else { None };
        Some((permalink, Known { own, view, record: Record::read(form)? }))
    })?;
    form.is_over().then(|| pages.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::output;

    fn any_known() -> impl Strategy<Value = Known> {
        (any::<(Sum, Option<Sum>)>(), any::<(u64, Sum)>()).prop_map(|((own, view), (length, digest))| {
            let record = Record { html: output::Known { length, digest }, twin: None, choice: Some(vec![1]) };
            Known { own, view, record }
        })
    }

    proptest! {
        #[test]
        fn a_table_says_what_was_known_and_what_is_none_says_nothing(
            pages in prop::collection::btree_map("[a-z/]{0,9}", any_known(), 0..4),
            cut in any::<prop::sample::Index>(),
            bytes in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            let table = encode(&pages.clone().into_iter().collect::<Vec<_>>());
            prop_assert_eq!(decode(&table), Some(pages.into_iter().collect()));
            prop_assert_eq!(decode(&table[..cut.index(table.len())]), None);
            prop_assert_eq!(decode(&[&*table, b"x"].concat()), None);
            decode(&bytes);
        }
    }
}
