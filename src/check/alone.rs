//! A few files by themselves, before the rest of their site is made again: is there something at each address?

use std::collections::BTreeSet;

use super::judge::{self, Finding};
use super::scan::{self, Outputs, Scanned};
use crate::output::{Output, OutputSet};
use crate::plan::BaseUrl;

/// Returns whether the addresses and ids of `files` are right on the site of which `others` are the files as they were, or
/// no worse than they were. `coming` has the paths of files that the site will have besides.
///
/// Places in other pages are taken to be there, and nothing is asked that takes all pages: that is for [`super::check`].
pub fn are_right(files: &[(String, Output)], others: &OutputSet, coming: &BTreeSet<String>, base: &BaseUrl) -> bool {
    let known = others.iter().map(|(path, _)| path.as_str()).chain(coming.iter().map(String::as_str));
    let mut outputs: Outputs<'_> = known.map(|path| (path, Scanned::default())).collect();
    outputs.extend(files.iter().map(|(path, output)| (path.as_str(), scan::scan_file(path, &output.bytes, base))));
    let is_page = |path: &str| path.rsplit_once('.').is_some_and(|(_, end)| end == "html");
    files.iter().filter(|(path, _)| is_page(path)).all(|(path, _)| {
        let found = judge::of_file(path, &outputs[path.as_str()], &outputs, base);
        let before = || -> BTreeSet<Finding> {
            let old = others.get(path).map(|old| scan::scan_file(path, &old.bytes, base)).unwrap_or_default();
            judge::of_file(path, &old, &outputs, base).into_iter().collect()
        };
        found.is_empty() || before().is_superset(&found.into_iter().collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::OutputPath;

    #[test]
    fn a_page_must_not_become_worse() {
        let base = BaseUrl::parse("https://a.example/r/").unwrap();
        let mut others = OutputSet::default();
        for (path, html) in [("index.html", "<a href=/gone/>old</a>"), ("b/index.html", "<p id=x>"), ("c.png", "")] {
            others.insert(OutputPath::new(path).unwrap(), Output::from(html.to_owned())).unwrap();
        }
        let coming = BTreeSet::from(["tags/new/index.html".to_owned()]);
        let is_right =
            |html: &str, path: &str| are_right(&[(path.to_owned(), html.to_owned().into())], &others, &coming, &base);
        let right = "<a href=/r/b/#x>b</a> <a href=\"b/\">b</a> <img src=c.png alt=c> <a href=/r/tags/new/>new</a> <a href=https://b.example/>b</a> <p id=y><a href=\"#y\">y</a>";
        assert!(is_right(right, "index.html"));
        for wrong in [
            "<a href=/r/d/>d</a>",
            "<a href=/b/>b</a>",
            "<a href=\"#z\">z</a>",
            "<i id=y></i><i id=y></i>",
            "<a href=/r/tags/other/>other</a>",
        ] {
            assert!(!is_right(&format!("{right}{wrong}"), "index.html"), "{wrong}");
        }
        assert!(is_right("<a href=/gone/>old</a>", "index.html"), "it was so before, and a whole build let it pass");
        assert!(!is_right("<a href=/gone/>old</a>", "b/index.html"));
        assert!(is_right("<a href=/gone/>old</a>", "a.svg"), "no page");
    }
}
