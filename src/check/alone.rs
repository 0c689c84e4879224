//! A few files by themselves, before the rest of their site is made again: is there something at each address?

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::answer::Known;
use super::judge::{self, Finding};
use super::scan::{self, Scanned};
use crate::output::{Files, Output};
use crate::plan::BaseUrl;

/// The other files of a site.
pub struct Others<'a> {
    /// As they were.
    pub before: &'a dyn Files,
    /// The paths of those that will not be there any more.
    pub gone: &'a BTreeSet<String>,
    /// Returns the paths of those that will be there besides, when somebody asks for one.
    pub coming: &'a dyn Fn() -> BTreeSet<String>,
}

/// A few files beside the others.
struct Beside<'a> {
    files: BTreeMap<&'a str, Scanned<'a>>,
    others: &'a Others<'a>,
    coming: OnceCell<BTreeSet<String>>,
    /// What stands for each of the others: any place may be in it.
    unread: Scanned<'a>,
}

impl Known for Beside<'_> {
    fn find(&self, path: &str) -> Option<(&str, &Scanned<'_>)> {
        if let Some((path, file)) = self.files.get_key_value(path) {
            return Some((path, file));
        }
        let is_there = self.others.before.get(path).is_some() && !self.others.gone.contains(path);
        let is_known = is_there || self.coming.get_or_init(self.others.coming).contains(path);
        // Nobody asks for the path of a file in which any place may be.
        is_known.then_some(("", &self.unread))
    }
}

/// Returns whether the addresses and ids of `files` are right on their site, or no worse than they were.
///
/// Places in other pages are taken to be there, and nothing is asked that takes all pages: that is for [`super::check`].
pub fn are_right(files: &[(String, Output)], others: &Others<'_>, base: &BaseUrl) -> bool {
    let is_page = |path: &str| path.rsplit_once('.').is_some_and(|(_, end)| end == "html");
    let scanned =
        |path: &'_ str, bytes| if is_page(path) { scan::scan_file(path, bytes, base) } else { Scanned::default() };
    let outputs = Beside {
        files: files.iter().map(|(path, output)| (path.as_str(), scanned(path, output.bytes()))).collect(),
        others,
        coming: OnceCell::new(),
        unread: Scanned::default(),
    };
    files.iter().filter(|(path, _)| is_page(path)).all(|(path, _)| {
        let found = judge::of_file(path, &outputs.files[path.as_str()], &outputs, base);
        let before = || -> BTreeSet<Finding> {
            let old = others.before.get(path).map(|old| scan::scan_file(path, old.bytes(), base)).unwrap_or_default();
            judge::of_file(path, &old, &outputs, base).into_iter().collect()
        };
        found.is_empty() || before().is_superset(&found.into_iter().collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{OutputPath, OutputSet};

    #[test]
    fn a_page_must_not_become_worse() {
        let base = BaseUrl::parse("https://a.example/r/").unwrap();
        let mut others = OutputSet::default();
        for (path, html) in [
            ("index.html", "<a href=/gone/>old</a>"),
            ("b/index.html", "<p id=x>"),
            ("away/index.html", ""),
            ("c.png", ""),
        ] {
            others.insert(OutputPath::new(path).unwrap(), Output::from(html.to_owned())).unwrap();
        }
        let gone = BTreeSet::from(["away/index.html".to_owned()]);
        let coming = || BTreeSet::from(["tags/new/index.html".to_owned()]);
        let others = Others { before: &others, gone: &gone, coming: &coming };
        let is_right = |html: &str, path: &str| are_right(&[(path.to_owned(), html.to_owned().into())], &others, &base);
        let right = "<a href=/r/b/#x>b</a> <a href=\"b/\">b</a> <img src=c.png alt=c> <a href=/r/tags/new/>new</a> <a href=https://b.example/>b</a> <p id=y><a href=\"#y\">y</a>";
        assert!(is_right(right, "index.html"));
        for wrong in [
            "<a href=/r/d/>d</a>",
            "<a href=/r/away/>away</a>",
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
