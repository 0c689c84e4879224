//! What the outputs contain: ids and addresses, file by file.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::sketch::Sketch;
use super::tags::Text;
use super::{css, data, html};
use crate::plan::BaseUrl;
use crate::trace::{Trace, Work, traced};

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

/// Every file by its path.
pub(super) type Outputs<'a> = BTreeMap<&'a str, Scanned<'a>>;

/// Reads all files, in parallel.
pub(super) fn scan<'a>(files: &[(&'a str, &'a [u8])], base: &BaseUrl, trace: &dyn Trace) -> Outputs<'a> {
    let scan =
        |(path, bytes): &(&'a str, &'a [u8])| (*path, traced(trace, Work::File(path), || scan_file(path, bytes, base)));
    files.par_iter().map(scan).collect()
}

pub(super) fn scan_file<'a>(path: &str, bytes: &'a [u8], base: &BaseUrl) -> Scanned<'a> {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" | "htm" => html::scan(bytes, base),
        "css" => {
            let references = css::addresses(&String::from_utf8_lossy(bytes)).map(Cow::Owned).collect();
            Scanned { references, ..Scanned::default() }
        }
        "xml" => Scanned::repeating(data::of_xml(bytes, base)),
        "json" => Scanned::repeating(data::of_json(bytes, base)),
        "md" => Scanned { repeated: data::of_markdown(bytes, base), ..Scanned::default() },
        _ if path == "llms.txt" => Scanned { repeated: data::of_markdown(bytes, base), ..Scanned::default() },
        _ => Scanned::default(),
    }
}
