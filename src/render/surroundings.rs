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
use crate::content::markdown::{Document, Heading, LinkKind};
use crate::content::page::PageKind;
use crate::memo::form::{Form, push, push_number};
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
pub(super) struct Surroundings {
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

impl Surroundings {
    /// Returns what surrounds the pages of a site; nothing where nothing is remembered.
    pub(super) fn of(frame: &Frame<'_>, theme: &Theme, sources: &Sources) -> Option<Self> {
        frame.memo.remembers().then(|| {
            let key = Key::new(KIND, &[&theme.digest, &digest(frame, sources)]);
            let table = frame.memo.get(&key);
            let is_wanted = frame.later.is_some();
            let known = table.as_deref().filter(|_| is_wanted).and_then(decode).unwrap_or_default();
            Self { key, table, known }
        })
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

/// What surrounds pages, with the files that their texts are in.
pub(super) struct Around<'a> {
    pub(super) surroundings: Surroundings,
    pub(super) sources: &'a Sources,
}

impl Around<'_> {
    /// Returns a hash of the text of a page; what shows no file has none of its own.
    pub(super) fn own(&self, frame: &Frame<'_>, id: Option<PageId>) -> Sum {
        id.map_or_else(Sum::default, |id| {
            let page = &frame.site.page(id).source;
            page.document.digest.unwrap_or_else(|| Sha256::digest(&self.sources.get(page.source).bytes).into())
        })
    }

    /// Returns a hash of the texts of pages that stand in one file.
    pub(super) fn own_of_all(&self, frame: &Frame<'_>, pages: &[PageId]) -> Sum {
        let mut hash = Sha256::new();
        for id in pages {
            hash.update(self.own(frame, Some(*id)));
        }
        hash.finalize().into()
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
    let mut hash = Sha256::new();
    for sum in &of_files {
        hash.update(sum);
    }
    let updated = sources.updated.iter().map(|(path, day)| (path.as_str(), day.as_str()));
    updated.for_each(|(path, day)| add_all(&mut hash, &[path, day]));
    for (path, pdf) in frame.pdfs {
        add(&mut hash, path.as_bytes());
        hash.update(Sha256::digest(pdf));
    }
    let cards = if frame.common.has_cards { "cards" } else { "" };
    let base = &site.settings.base;
    add_all(&mut hash, &[&site.as_of.to_string(), base.origin(), base.path(), cards]);
    hash.finalize().into()
}

/// Returns a hash of what pages show of a file.
fn of_file(file: &Source, page: Option<&SitePage>) -> Sum {
    let mut hash = Sha256::new();
    add_all(&mut hash, &[file.path.as_str(), file.added.as_deref().unwrap_or_default()]);
    let outlined = page.filter(|page| page.source.document.digest.is_some());
    // What stands before the text, or all there is.
    let end = outlined.map_or(file.bytes.len(), |page| page.source.body);
    add(&mut hash, file.bytes.get(..end).unwrap_or(&file.bytes));
    if let Some(page) = page {
        add_all(&mut hash, &[page.permalink.as_str(), if page.is_listed { "listed" } else { "" }]);
    }
    if let Some(page) = outlined {
        outline(&mut hash, &page.source.document);
        // A project is weighed by its words, a page by how long it takes to read.
        let is_weighed =
            page.kind == PageKind::Project || page.source.front.as_ref().is_some_and(|front| front.project.is_some());
        let words = if is_weighed { page.source.document.words } else { 0 };
        hash.update(words.to_le_bytes());
    }
    hash.finalize().into()
}

/// Adds what other pages may show of a text: its headings, its links with what they lead to and the sentences around them, its
/// summary, and how long it takes to read.
fn outline(hash: &mut Sha256, document: &Document) {
    let heading = |hash: &mut Sha256, heading: &Heading| {
        add_all(hash, &[&heading.id, &heading.text, &heading.html]);
        hash.update([heading.level]);
    };
    hash.update((document.headings.len() as u64).to_le_bytes());
    document.headings.iter().for_each(|one| heading(hash, one));
    hash.update([u8::from(document.title.is_some())]);
    document.title.iter().for_each(|one| heading(hash, one));
    hash.update((document.links.len() as u64).to_le_bytes());
    for link in &document.links {
        hash.update([link.kind == LinkKind::Image, link.is_wikilink, link.is_argument].map(u8::from));
        add_all(hash, &[&link.destination, &link.text, &link.context]);
    }
    hash.update([u8::from(document.summary.is_some())]);
    add(hash, document.summary.as_deref().unwrap_or_default().as_bytes());
    hash.update(document.reading_minutes().to_le_bytes());
    hash.update([document.has_math, document.has_code].map(u8::from));
}

fn add_all(hash: &mut Sha256, texts: &[&str]) {
    for text in texts {
        add(hash, text.as_bytes());
    }
}

fn add(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
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
