//! What browsers see: the last good site, pages of it that were made again since, and what is wrong.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use milepost::Standing;
use milepost::memo::Memo;
use milepost::output::{Output, OutputSet};
use tokio::sync::watch;

use crate::server::live::{Problem, Shown, Site};

/// Counts what was saved: what has a higher number was saved later.
pub(super) type Turn = u64;

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
        Self { shown, good: None, standing: None, again: BTreeMap::new(), run, count: 0 }
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

    /// Shows a site.
    pub(super) fn show(&mut self, built: Built) {
        // What was saved after this build began is newer than what it made.
        self.again.retain(|_, (turn, _)| *turn > built.turn);
        self.standing = built.standing;
        let site = Arc::new(Site::new(built.outputs, built.base_path));
        let version = self.next_version();
        self.good = Some((Arc::clone(&site), version.clone()));
        let site = if self.again.is_empty() { site } else { Arc::new(self.with_again(&site)) };
        self.send(Shown { site: Some(site), version, problems: Vec::new(), page: built.page });
    }

    /// Shows the page of a file whose text was saved in `turn`, if it can be made at once. Errors on show stay until a whole
    /// build says that they are mended.
    pub(super) fn show_again(
        &mut self,
        turn: Turn,
        path: &Path,
        bytes: Arc<[u8]>,
        memo: &dyn Memo,
        goes: bool,
    ) -> bool {
        let has_problems = !self.shown.borrow().problems.is_empty();
        let path = path.to_str().map(|path| path.replace('\\', "/"));
        let Some((standing, path)) = self.standing.as_mut().filter(|_| !has_problems).zip(path) else { return false };
        let Some(files) = standing.again(&path, bytes, memo) else { return false };
        let page = files.first().map(|(path, _)| path.clone());
        self.again.extend(files.into_iter().map(|(path, output)| (path, (turn, output))));
        let Some((good, _)) = self.good.clone() else { return false };
        let page = page.filter(|_| goes).map(|path| good.address(&path));
        let site = Arc::new(self.with_again(&good));
        let version = self.next_version();
        self.send(Shown { site: Some(site), version, problems: Vec::new(), page });
        true
    }

    /// Shows what is wrong, over the last good site.
    pub(super) fn show_problems(&mut self, problems: Vec<Problem>) {
        let (site, version) = self.good.clone().unzip();
        self.again.clear();
        self.send(Shown { site, version: version.unwrap_or_default(), problems, page: None });
    }

    fn with_again(&self, site: &Site) -> Site {
        site.with(self.again.iter().map(|(path, (_, output))| (path.clone(), output.clone())))
    }

    fn next_version(&mut self) -> String {
        self.count += 1;
        format!("{}-{}", self.run, self.count)
    }

    fn send(&self, shown: Shown) {
        self.shown.send_replace(Arc::new(shown));
    }
}
