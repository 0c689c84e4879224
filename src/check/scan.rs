//! What the outputs contain: ids and addresses, file by file.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxBuildHasher;

use super::sketch::Sketch;
use super::tags::Text;
use super::{css, data, html, record};
use crate::memo::{Key, Kind, Memo, Shelf};
use crate::output::{Output, OutputPath, OutputSet};
use crate::plan::BaseUrl;
use crate::trace::{Trace, Work, traced};

/// Another version is for other things that are found, or for another form of the record.
const KIND: Kind = Kind { name: "checked", version: 1, shelf: Shelf::Bulk };

/// What a file contains.
#[derive(Debug, Default)]
pub(super) struct Scanned<'a> {
    /// Ids of elements and names of anchors; `None` for what is not HTML.
    pub(super) ids: Option<BTreeSet<Text<'a>>>,
    /// Ids that more than one element has.
    pub(super) duplicates: BTreeSet<Text<'a>>,
    /// Every address, as written.
    pub(super) references: BTreeSet<Text<'a>>,
    /// Addresses that repeat what other outputs have: in feeds, structured data and twins.
    pub(super) repeated: BTreeSet<String>,
    /// Addresses in a feed that are not absolute.
    pub(super) adrift: BTreeSet<String>,
    /// What a page says of itself; `None` for what is not HTML.
    pub(super) sketch: Option<Sketch<'a>>,
}

impl Scanned<'_> {
    fn repeating(found: data::Found) -> Self {
        Self { repeated: found.own, adrift: found.adrift, ..Self::default() }
    }
}

/// Every file, in the order of the paths.
#[derive(Debug)]
pub(super) struct Outputs<'a> {
    files: Vec<(&'a str, Scanned<'a>)>,
    /// Their places by their paths: each is looked up for every page that leads to it.
    places: HashMap<&'a str, usize, FxBuildHasher>,
}

impl<'a> IntoIterator for Outputs<'a> {
    type Item = (&'a str, Scanned<'a>);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.files.into_iter()
    }
}

impl<'a> Outputs<'a> {
    fn new(files: Vec<(&'a str, Scanned<'a>)>) -> Self {
        let places = files.iter().enumerate().map(|(place, (path, _))| (*path, place)).collect();
        Self { files, places }
    }

    /// Returns the file at `path`, with that path.
    pub(super) fn find(&self, path: &str) -> Option<(&'a str, &Scanned<'a>)> {
        self.places.get(path).map(|place| (self.files[*place].0, &self.files[*place].1))
    }

    /// Returns every file with its path.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'a str, &Scanned<'a>)> {
        self.files.iter().map(|(path, file)| (*path, file))
    }

    /// The same, for who looks at them side by side.
    pub(super) fn par_iter(&self) -> impl IndexedParallelIterator<Item = (&'a str, &Scanned<'a>)> {
        self.files.par_iter().map(|(path, file)| (*path, file))
    }

    /// Frees what there is: thousands of sets, which is done side by side as well.
    pub(super) fn let_go(self) {
        self.files.into_par_iter().for_each(drop);
    }
}

/// Reads all files, in parallel.
pub(super) fn scan<'a>(files: &[(&'a str, &'a [u8])], base: &BaseUrl) -> Outputs<'a> {
    Outputs::new(files.par_iter().map(|(path, bytes)| (*path, scan_file(path, bytes, base))).collect())
}

/// What is remembered of a file.
pub(super) struct Known {
    key: Key,
    record: Option<Arc<[u8]>>,
}

/// Returns what is remembered of each file; nothing of those that have nothing to find.
pub(super) fn known(outputs: &OutputSet, base: &BaseUrl, memo: &dyn Memo) -> Vec<Option<Known>> {
    let outputs: Vec<_> = outputs.iter().collect();
    let known = |(path, output): (&OutputPath, &Output)| {
        let kind = kind(path.as_str())?;
        let inputs = [&[kind as u8][..], base.origin().as_bytes(), base.path().as_bytes(), output.digest()];
        let key = Key::new(KIND, &inputs);
        Some(Known { key, record: memo.get(&key) })
    };
    outputs.into_par_iter().map(known).collect()
}

/// Reads all files, in parallel, but those of which enough is `known`.
pub(super) fn scan_again<'a>(
    outputs: &'a OutputSet,
    known: &'a [Option<Known>],
    base: &BaseUrl,
    memo: &dyn Memo,
    trace: &dyn Trace,
) -> Outputs<'a> {
    let files: Vec<_> = outputs.iter().zip(known).collect();
    let scan = |((path, output), known): ((&'a OutputPath, &'a Output), &'a Option<Known>)| {
        let read = || {
            // There is nothing to find in the other files, which may not even be made.
            let Some(known) = known else { return Scanned::default() };
            known.record.as_deref().and_then(record::decode).unwrap_or_else(|| {
                let found = scan_file(path.as_str(), output.bytes(), base);
                memo.put(&known.key, &record::encode(&found).into());
                found
            })
        };
        (path.as_str(), traced(trace, Work::File(path.as_str()), read))
    };
    Outputs::new(files.into_par_iter().map(scan).collect())
}

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Format {
    Html,
    Css,
    Xml,
    Json,
    Markdown,
}

fn kind(path: &str) -> Option<Format> {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" | "htm" => Some(Format::Html),
        "css" => Some(Format::Css),
        "xml" => Some(Format::Xml),
        "json" => Some(Format::Json),
        "md" => Some(Format::Markdown),
        _ if path == "llms.txt" => Some(Format::Markdown),
        _ => None,
    }
}

pub(super) fn scan_file<'a>(path: &str, bytes: &'a [u8], base: &BaseUrl) -> Scanned<'a> {
    match kind(path) {
        Some(Format::Html) => html::scan(bytes, base),
        Some(Format::Css) => {
            let references = css::addresses(&String::from_utf8_lossy(bytes)).map(Cow::Owned).collect();
            Scanned { references, ..Scanned::default() }
        }
        Some(Format::Xml) => Scanned::repeating(data::of_xml(bytes, base)),
        Some(Format::Json) => Scanned::repeating(data::of_json(bytes, base)),
        Some(Format::Markdown) => Scanned { repeated: data::of_markdown(bytes, base), ..Scanned::default() },
        None => Scanned::default(),
    }
}
