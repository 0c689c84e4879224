//! Search: an index in small files that the browser reads as it needs them, and the page that does so.
//!
//! 1. `subject` takes from the pages what can be found: no more than visitors see there.
//! 2. `posting` weighs the `word`s of each page.
//! 3. `shard` cuts all of it into files:
//!
//! | file below `search/` | holds | read |
//! | --- | --- | --- |
//! | `index-HASH.json` | which word is in which file | at the first query |
//! | `terms/HASH.json` | words with the pages they are on | one for each word of a query |
//! | `spelling/HASH.json` | words in the order of their ends | one when a word is not found |
//! | `notes/NUMBER-HASH.json` ... | titles, headings and texts | for each result that is shown |
//!
//! Pages are numbered group by group, the oldest first. The script of the page is `js/search.js` of the theme.
//!
//! **Invariant:** what no visitor can read or what is unlisted is in none of these files.

mod posting;
mod quick;
mod shard;
mod subject;
mod word;

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::{Value, json};

use self::posting::{PageWords, Posting};
use self::quick::QuickMap;
use self::shard::File;
use self::subject::Group;
pub use self::subject::{Subject, subject};
use super::frame::Frame;
use super::view::{Content, SearchView, TextLink};
use super::{Page, jsonld};
use crate::site::Permalink;
use crate::words::{Words, word};

/// The index of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Its files by their path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The path of the file that is read first.
    pub root: String,
}

/// Makes the index of what can be found.
pub fn index(frame: &Frame<'_>, subjects: Vec<Subject>) -> Index {
    let is_english = frame.site.settings.language.split('-').next() == Some("en");
    let subjects = subject::ordered(subjects);
    let numbered: Vec<(u32, &Subject)> = (0..).zip(&subjects).collect();
    let words: Vec<PageWords> =
        numbered.into_par_iter().map(|(number, subject)| posting::of_page(number, subject, is_english)).collect();
    let terms = all_terms(&words);
    let spelling = shard::spelling(&terms);
    let terms = shard::terms(&terms);
    let tables = (terms.table(), spelling.table());
    let mut files = terms.files;
    files.extend(spelling.files);
    let mut groups = Vec::new();
    for chunk in subjects.chunk_by(|a, b| a.group == b.group) {
        groups.push(group(frame.words, chunk[0].group, chunk, &mut files));
    }
    let root = json!({"english": is_english, "groups": groups, "terms": tables.0, "spelling": tables.1});
    let bytes = root.to_string().into_bytes();
    let root = format!("search/index-{}.json", shard::hash(&bytes, 8));
    files.push(File { path: root.clone(), bytes });
    Index { files: files.into_iter().map(|file| (file.path, file.bytes)).collect(), root }
}

/// Returns every word with its postings as they are written, in the order in which the browser compares words.
fn all_terms(pages: &[PageWords]) -> Vec<(&str, String)> {
    let of_part = |part: usize| {
        // Sorted below; a sorted map would compare each word of each page with many others.
        let mut terms: QuickMap<&str, Vec<Posting<'_>>> = QuickMap::default();
        for (term, posting) in pages.iter().flat_map(|page| page.part(part)) {
            terms.entry(term).or_default().push(posting);
        }
        terms.into_iter().map(|(term, postings)| (term, posting::encoded(postings))).collect::<Vec<_>>()
    };
    let mut terms: Vec<(&str, String)> = (0..posting::PARTS).into_par_iter().flat_map_iter(of_part).collect();
    terms.par_sort_unstable_by(|a, b| shard::browser_order(a.0, b.0));
    terms
}

fn group(words: &Words, group: Group, subjects: &[Subject], files: &mut Vec<File>) -> Value {
    let folder = group.folder();
    let pages = shard::pages(folder, subjects);
    files.extend(pages.files);
    json!({"label": words.text(group.word()), "folder": folder, "pages": subjects.len(), "each": pages.per_file,
        "hashes": pages.hashes})
}

/// Returns the page to search on.
pub fn page(frame: &Frame<'_>, index: &Index) -> Page {
    let author = &frame.site.settings.author.name;
    let mut head = frame.section_head("search", frame.words.with(word!("describe.search"), &[("name", author)]));
    // There is nothing on it to be found.
    head.noindex = true;
    head.facts = jsonld::FactKind::Collection;
    let lists = ["archive", "tags", "notes", "projects"];
    let lists =
        lists.into_iter().filter_map(|name| frame.common.sections.iter().find(|one| one.name == name && one.exists));
    let link = |title: &str, name: &str| TextLink {
        label: title.to_owned(),
        href: Some(frame.section_href(name)),
        language: None,
    };
    let view = SearchView {
        title: head.title.clone(),
        index: frame.site.settings.base.href(&index.root),
        folder: frame.href(&Permalink::folder(&["search"])),
        lists: lists.map(|section| link(&section.title, section.name)).collect(),
    };
    Page::new(head, None, Content::Search(view))
}
