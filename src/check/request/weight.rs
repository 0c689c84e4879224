//! How much a page is to load, and what its first paint waits for.

use std::collections::BTreeMap;
use std::io::Write as _;

use rayon::prelude::*;

use super::Site;
use super::gather::Gather;
use crate::check::address::{self, Address};
use crate::diagnostic::Code;

/// Bytes that a page may be.
const MAX_BYTES: u64 = 100_000;
/// Requests that the first paint may wait for, besides that for the page.
const MAX_REQUESTS: usize = 1;

pub(super) fn check(site: &Site<'_>, gather: &mut Gather) {
    let sizes: BTreeMap<String, u64> = site
        .outputs
        .iter()
        .filter(|(path, _)| matches!(path.extension().as_str(), "css" | "js" | "html"))
        .collect::<Vec<_>>()
        .par_iter()
        .map(|(path, output)| (path.as_str().to_owned(), compressed(output.bytes())))
        .collect();
    let size_of =
        |path: &str| sizes.get(path).copied().or_else(|| Some(site.outputs.get(path)?.length())).unwrap_or_default();
    for (path, page) in &site.pages {
        let span = site.subject.origins.get(*path).copied();
        let parts = page.blocking.iter().chain(&page.eager);
        let parts: Vec<(String, u64)> = parts
            .filter_map(|address| match address::read(address, path, &site.subject.base) {
                Address::Site { path, .. } => Some((path.clone(), size_of(&path))),
                _ => None,
            })
            .collect();
        let total = size_of(path) + parts.iter().map(|(_, size)| size).sum::<u64>();
        if total > MAX_BYTES {
            let largest = parts.iter().max_by_key(|(_, size)| *size).filter(|(_, size)| *size > size_of(path));
            let (name, size) = largest.map_or((*path, size_of(path)), |(name, size)| (name.as_str(), *size));
            let message = format!("`{path}` is {} kB to load, more than {} kB", total / 1000, MAX_BYTES / 1000);
            let hint = format!("the largest part is `{name}`, with {} kB", size / 1000);
            gather.on_page(Code::HeavyPage, path, path, span, (message, hint));
        }
        if page.blocking.len() > MAX_REQUESTS {
            let all: Vec<String> = page.blocking.iter().map(|name| format!("`{name}`")).collect();
            let message = format!("the first paint waits for {} requests: {}", all.len(), all.join(", "));
            let hint = "join the style sheets, and give scripts `defer` or let a short one stand in the template";
            gather.on_page(Code::HeavyPage, &all.concat(), path, None, (message, hint.to_owned()));
        }
    }
}

/// Returns the size of a text as hosts send it.
fn compressed(bytes: &[u8]) -> u64 {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("memory takes every byte").len() as u64
}
