//! What browsers see: the last good site, files of it that were made again since, and what is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use milepost::Standing;
use milepost::memo::Memo;
use milepost::output::{Output, OutputSet};
use tokio::sync::watch;

use crate::server::live::{self, Problem, Shown, Site};

/// Counts what was saved: what has a higher number was saved later.
pub(super) type Turn = u64;

/// How many open pages are made again before the whole site is.
const MOST_OPEN: usize = 8;

/// What is shown, and what is needed to show more.
#[derive(Debug)]
pub(super) struct Stage {
    shown: watch::Sender<Arc<Shown>>,
    /// The last good site, as a whole build made it, with its version.
    good: Option<(Arc<Site>, String)>,
    /// What that site was made of.
    standing: Option<Standing>,
    /// Files that were made again since, by path, with the turn in which their source was saved.
    again: BTreeMap<String, (Turn, Output)>,
    /// Pictures that have changed without the pages that show them, by their address, with the version that they came with.
    pictures: BTreeMap<String, String>,
    /// Makes versions differ from what an earlier run on this port has shown.
    run: String,
    /// How many versions there were.
    count: u32,
}

/// A site that a whole build made.
pub(super) struct Built {
    pub(super) outputs: OutputSet,
    pub(super) base_path: String,
    pub(super) standing: Option<Standing>,
    /// The turn that it was built in; later ones may be in it or not.
    pub(super) turn: Turn,
    /// The page to go to.
    pub(super) page: Option<String>,
}

impl Stage {
    /// Returns a stage with nothing on it. `run` is the run of the program.
    pub(super) fn new(shown: watch::Sender<Arc<Shown>>, run: String) -> Self {
        Self { shown, good: None, standing: None, again: BTreeMap::new(), pictures: BTreeMap::new(), run, count: 0 }
    }

    /// Returns what is shown.
    pub(super) fn shown(&self) -> Arc<Shown> {
        self.shown.borrow().clone()
    }

    /// Returns whether there was a good site.
    pub(super) fn has_site(&self) -> bool {
        self.good.is_some()
    }

    /// Returns whether the last good site was made with a file at `path` of the journal.
    pub(super) fn knows(&self, path: &str) -> bool {
        self.standing.as_ref().is_some_and(|standing| standing.has(path))
    }

    /// Returns the paths of the pages at addresses on this host, as far as there are any; the first few, since somebody waits.
    pub(super) fn pages_at(&self, addresses: &BTreeSet<String>) -> BTreeSet<String> {
        let Some((site, _)) = &self.good else { return BTreeSet::new() };
        addresses.iter().filter_map(|address| site.page_at(address)).take(MOST_OPEN).collect()
    }

    /// Shows a site.
    pub(super) fn show(&mut self, built: Built) {
        // What was saved after this build began is newer than what it made.
        self.again.retain(|_, (turn, _)| *turn > built.turn);
        self.standing = built.standing;
        let site = Arc::new(Site::new(built.outputs, built.base_path));
        let version = self.next_version();
        let before = self.shown();
        let pictures = before.site.iter().flat_map(|before| site.other_pictures(before));
        self.pictures.extend(pictures.map(|path| (site.address(path), version.clone())));
        self.good = Some((Arc::clone(&site), version.clone()));
        let site = if self.again.is_empty() { site } else { Arc::new(self.with_again(&site)) };
        self.send(Shown { site: Some(site), version, page: built.page, ..Shown::default() });
    }

    /// Shows what a file that was saved in `turn` is on, if that can be made at once; of pages that show a part of it, those
    /// that are `open`. Errors on show stay until a whole build says that they are mended.
    pub(super) fn show_again(
        &mut self,
        turn: Turn,
        path: &Path,
        bytes: Arc<[u8]>,
        open: &BTreeSet<String>,
        memo: &dyn Memo,
        goes: bool,
    ) -> Option<()> {
        let has_problems = !self.shown.borrow().problems.is_empty();
        let path = path.to_str().map(|path| path.replace('\\', "/")).filter(|_| !has_problems)?;
        let (good, _) = self.good.clone()?;
        let again = self.standing.as_mut()?.again(&path, bytes, open, good.outputs(), memo)?;
        let version = self.next_version();
        let pictures = again.files.iter().filter(|(path, _)| live::is_picture(path));
        self.pictures.extend(pictures.map(|(path, _)| (good.address(path), version.clone())));
        let page = again.page.filter(|_| goes).map(|path| good.address(&path));
        self.again.extend(again.files.into_iter().map(|(path, output)| (path, (turn, output))));
        let site = Arc::new(self.with_again(&good));
        self.send(Shown { site: Some(site), version, page, ..Shown::default() });
        Some(())
    }

    /// Shows what is wrong, over the last good site.
    pub(super) fn show_problems(&mut self, problems: Vec<Problem>) {
        let (site, version) = self.good.clone().unzip();
        self.again.clear();
        self.send(Shown { site, version: version.unwrap_or_default(), problems, ..Shown::default() });
    }

    fn with_again(&self, site: &Site) -> Site {
        site.with(self.again.iter().map(|(path, (_, output))| (path.clone(), output.clone())))
    }

    fn next_version(&mut self) -> String {
        self.count += 1;
        format!("{}-{}", self.run, self.count)
    }

    fn send(&self, shown: Shown) {
        self.shown.send_replace(Arc::new(Shown { pictures: self.pictures.clone(), ..shown }));
    }
}
