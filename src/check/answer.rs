//! What the site answers at a path, with the rules of GitHub Pages.

use std::collections::BTreeSet;

use super::address::decode;
use super::scan::{Outputs, Scanned};
use super::tags::Text;

/// What is at a path.
#[derive(Debug, Clone, Copy)]
pub(super) enum Answer<'a> {
    /// A file.
    File(&'a str, &'a Scanned<'a>),
    /// A folder, whose address wants a slash at its end.
    Folder,
    /// Nothing.
    Nothing,
}

/// The files of a site, found by their paths.
pub(super) trait Known {
    /// Returns the file at `path`, with that path.
    fn find(&self, path: &str) -> Option<(&str, &Scanned<'_>)>;
}

impl Known for Outputs<'_> {
    fn find(&self, path: &str) -> Option<(&str, &Scanned<'_>)> {
        Outputs::find(self, path)
    }
}

/// Returns what is at `path`, which is below the site.
pub(super) fn at<'a>(path: &str, outputs: &'a impl Known) -> Answer<'a> {
    // The folder of the site itself without its slash.
    if path == "/" {
        return Answer::Folder;
    }
    let file = |path: &str| outputs.find(path).map(|(path, scanned)| Answer::File(path, scanned));
    if path.is_empty() || path.ends_with('/') {
        return file(&format!("{path}index.html")).unwrap_or(Answer::Nothing);
    }
    let as_folder = || outputs.find(&format!("{path}/index.html")).map(|_| Answer::Folder);
    file(path).or_else(|| file(&format!("{path}.html"))).or_else(as_folder).unwrap_or(Answer::Nothing)
}

/// Returns whether `fragment` names a place in a file. Only places in HTML can be looked up.
pub(super) fn has_place(file: &Scanned<'_>, fragment: &str) -> bool {
    let fragment = fragment.split(":~:").next().unwrap_or(fragment);
    let is_there = |ids: &BTreeSet<Text<'_>>| ids.contains(fragment) || ids.contains(&*decode(fragment));
    fragment.is_empty() || fragment.eq_ignore_ascii_case("top") || file.ids.as_ref().is_none_or(is_there)
}
