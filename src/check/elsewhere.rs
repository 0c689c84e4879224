//! Addresses outside of the site that stand in raw HTML, which Markdown does not read as links.

use super::address::{self, Address};
use super::{Origins, place, scan};
use crate::diagnostic::Span;
use crate::output::OutputSet;
use crate::plan::BaseUrl;

/// Returns the addresses elsewhere in the pages that `origins` lists, as far as they are written in the file of the page,
/// with their places.
pub fn elsewhere(outputs: &OutputSet, base: &BaseUrl, origins: &Origins<'_>) -> Vec<(String, Span)> {
    let files: Vec<(&str, &[u8])> = outputs
        .iter()
        .filter(|(path, _)| origins.spans.contains_key(path.as_str()))
        .map(|(path, output)| (path.as_str(), &**output.bytes()))
        .collect();
    let mut found = Vec::new();
    for (path, file) in scan::scan(&files, base) {
        let links = file.references.into_iter().filter(|url| address::read(url, path, base) == Address::Elsewhere);
        found.extend(links.filter_map(|url| {
            let written = place::find(&url, path, base, origins);
            let span = written.or_else(|| place::find(&url.replace('&', "&amp;"), path, base, origins))?;
            Some((url.into_owned(), span))
        }));
    }
    found
}
