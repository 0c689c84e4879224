//! What `serve` shows at a moment, and what browsers are told about it.

use std::collections::BTreeMap;
use std::sync::Arc;

use milepost::output::{Files, Output, OutputSet};

/// Where the reload script is.
pub(super) const SCRIPT: &str = "/_milepost/reload.js";
/// Where a place is opened in the editor.
pub(super) const OPEN: &str = "/_milepost/open";
/// Where the stream of events is.
pub(super) const EVENTS: &str = "/_milepost/events";

/// A site that was built without errors.
#[derive(Debug)]
pub(crate) struct Site {
    /// Its files.
    outputs: Arc<OutputSet>,
    /// Files that were made again since, which take the place of those; nothing for one that is not there any more.
    again: BTreeMap<String, Option<Output>>,
    /// The path it is served below, from slash to slash.
    pub(crate) base_path: String,
}

impl Site {
    /// Returns the site of `outputs`.
    pub(crate) fn new(outputs: OutputSet, base_path: String) -> Self {
        Self { outputs: Arc::new(outputs), again: BTreeMap::new(), base_path }
    }

    /// Returns the site with files that were made again.
    pub(crate) fn with(&self, again: impl Iterator<Item = (String, Option<Output>)>) -> Self {
        Self { outputs: Arc::clone(&self.outputs), again: again.collect(), base_path: self.base_path.clone() }
    }

    /// Returns the file at `path`.
    pub(crate) fn get(&self, path: &str) -> Option<&Output> {
        match self.again.get(path) {
            Some(again) => again.as_ref(),
            None => self.outputs.get(path),
        }
    }

    /// Returns the path that a page at an address on this host has or would have, if that is below the site.
    pub(crate) fn path_of(&self, address: &str) -> Option<String> {
        let below = address.strip_prefix(self.base_path.as_str())?;
        Some(if below.is_empty() || below.ends_with('/') { format!("{below}index.html") } else { below.to_owned() })
    }

    /// Returns the pictures that are here and in `before`, and are not the same.
    pub(crate) fn other_pictures<'a>(&'a self, before: &'a Self) -> impl Iterator<Item = &'a str> {
        let pictures = self.outputs.iter().map(|(path, output)| (path.as_str(), output));
        let pictures = pictures.filter(|(path, _)| is_picture(path));
        let is_other = |(path, output): &(&str, &Output)| before.get(path).is_some_and(|before| before != *output);
        pictures.filter(is_other).map(|(path, _)| path)
    }

    /// Returns the address on this host of the page at `path`.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("{}{}", self.base_path, path.strip_suffix("index.html").unwrap_or(path))
    }
}

impl Files for Site {
    fn get(&self, path: &str) -> Option<&Output> {
        self.get(path)
    }
}

/// Returns whether pages show the file at `path` as a picture.
pub(crate) fn is_picture(path: &str) -> bool {
    let end = path.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    end.is_some_and(|end| ["avif", "gif", "jpeg", "jpg", "png", "svg", "webp"].contains(&end.as_str()))
}

/// An error, as browsers show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// As it stands in the terminal, without colours.
    pub(crate) text: String,
    /// Where to mend it, when that may be opened.
    pub(crate) place: Option<Place>,
}

/// A place in a file of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The path below the root.
    pub(crate) file: String,
    /// The line, from 1.
    pub(crate) line: usize,
    /// The column, from 1.
    pub(crate) column: usize,
}

/// What is shown: the last good site, and what is wrong since then.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shown {
    /// `None` until the first build without errors.
    pub(crate) site: Option<Arc<Site>>,
    /// Which site this is; different in every run and after every good build.
    pub(crate) version: String,
    /// The errors of the last build.
    pub(crate) problems: Vec<Problem>,
    /// The address on this host of the page whose file was saved, when windows are to go there.
    pub(crate) page: Option<String>,
    /// Pictures that are not what they were when the program began, by their address on this host, with the version that
    /// they last changed in. Pages that show them need not have changed.
    pub(crate) pictures: BTreeMap<String, String>,
}

impl Shown {
    /// Returns the tag that loads the reload script. It carries the version of the page, so that a
    /// page that was already old when its script connected is reloaded too.
    pub(super) fn script_tag(&self) -> String {
        format!("<script src=\"{SCRIPT}?v={}\" defer></script>", self.version)
    }
}
