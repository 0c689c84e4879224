//! Checks on the finished site: does every address lead somewhere, is every page whole and found, and is nothing private in it?
//!
//! Content is checked when links are resolved; what is checked here is what visitors get, templates and raw
//! HTML included.
//!
//! 1. `scan` reads every output in parallel and notes its ids, its addresses and its outline (`sketch`): `html`, `css`,
//!    and the feeds, the sitemap, JSON and Markdown in `data`. What it noted is remembered as a `record`, by the digest of the
//!    file.
//! 2. `judge` asks for each address whether the site answers it, with the rules of GitHub Pages (`answer`); `outline`
//!    asks what pages say of themselves, `reach` whether readers find them.
//! 3. `finding` makes diagnostics of what is wrong, at the place in the content where it is written.
//!
//! [`alone`] checks a page before the rest of its site is made. [`elsewhere()`] finds what raw HTML leads to outside of the site. [`leaks`] looks for private values, in the same outputs; [`secrets`] for keys and tokens, in what authors write.
//! [`request`] has the rules that are opinions, which nobody hears unasked.

mod address;
pub mod alone;
mod answer;
mod css;
mod data;
mod elsewhere;
mod finding;
mod html;
mod judge;
pub mod leaks;
mod outline;
mod place;
mod reach;
mod record;
mod remark;
pub mod request;
mod scan;
pub mod secrets;
mod sketch;
mod tags;
mod usual;

use std::collections::BTreeMap;

pub use elsewhere::elsewhere;

use crate::diagnostic::{Diagnostic, Span};
use crate::memo::{Forget, Memo};
use crate::output::OutputSet;
use crate::plan::BaseUrl;
use crate::source::Sources;
use crate::trace::{Trace, Untraced};

/// What the outputs were made from, so that findings can name the place.
#[derive(Debug, Clone, Copy)]
pub struct Origins<'a> {
    /// For outputs made from a content file, by path: the top of that file.
    pub spans: &'a BTreeMap<String, Span>,
    /// The files of the journal.
    pub sources: &'a Sources,
    /// What is known to be wrong already; it is not reported a second time.
    pub known: &'a [Diagnostic],
}

/// Returns what is wrong with the addresses, ids and outlines of a finished site, in a fixed order.
///
/// An address is judged once for each page that has it. When more than a few pages have the same broken
/// address and none of them wrote it, it comes from a template and is one finding.
pub fn check(outputs: &OutputSet, base: &BaseUrl, origins: &Origins<'_>) -> Vec<Diagnostic> {
    check_traced(outputs, base, origins, &Forget, &Untraced)
}

/// Checks as [`check`] does, with what `memo` remembers of files, and tells `trace` which file it is at.
pub fn check_traced(
    outputs: &OutputSet,
    base: &BaseUrl,
    origins: &Origins<'_>,
    memo: &dyn Memo,
    trace: &dyn Trace,
) -> Vec<Diagnostic> {
    let known = scan::known(outputs, base, memo);
    let scanned = scan::scan_again(outputs, &known, base, memo, trace);
    let findings = judge::judge(&scanned, base);
    let found = finding::report(&findings, &scanned, base, origins);
    scanned.let_go();
    found
}

/// The same for files that are not in a set: paths and bytes, sorted by path.
#[cfg(test)]
fn check_files(files: &[(&str, &[u8])], base: &BaseUrl, origins: &Origins<'_>) -> Vec<Diagnostic> {
    let scanned = scan::scan(files, base);
    let findings = judge::judge(&scanned, base);
    finding::report(&findings, &scanned, base, origins)
}

#[cfg(test)]
mod tests;
