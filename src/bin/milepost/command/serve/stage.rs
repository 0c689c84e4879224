//! What browsers see: the last good site, files of it that were made again since, and what is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use milepost::Standing;
use milepost::memo::Memo;
use milepost::output::{Output, OutputSet};
use milepost::standing::{Again, Saved};
use tokio::sync::watch;

use crate::server::live::{self, Problem, Shown, Site};
use crate::watch::Burst;

/// Counts what was saved: what has a higher number was saved later.
pub(super) type Turn = u64;

/// The bytes of a file, or nothing when it is gone.
type Bytes = Option<Arc<[u8]>>;

/// How many open pages are made again before the whole site is.
const MOST_OPEN: usize = 8;
/// What stands for a page that is not there.
const NOT_FOUND: &str = "404.html";

/// What is shown, and what is needed to show more.
#[derive(Debug)]
pub(super) struct Stage {
    shown: watch::Sender<Arc<Shown>>,
    /// The last good site, as a whole build made it, with its version.
    good: Option<(Arc<Site>, String)>,
    /// What that site was made of.
    standing: Option<Standing>,
    /// The turn that it was built in.
    built: Turn,
    /// The last turn of which it is not known what was saved.
    unknown: Turn,
    /// What was saved after that turn, by path: what it was made of may be older.
    unbuilt: BTreeMap<String, (Turn, Bytes)>,
    /// What was made, and is shown as soon as it is sure that all of it was saved.
    prepared: Option<Prepared>,
    /// Files that were made again since, by path, with the turn in which their source was saved; nothing for one that is gone.
    again: BTreeMap<String, (Turn, Option<Output>)>,
    /// Pictures that have changed without the pages that show them, by their address, with the version that they came with.
    pictures: BTreeMap<String, String>,
    /// Makes versions differ from what an earlier run on this port has shown.
    run: String,
    /// How many versions there were.
    count: u32,
}

/// What was made of what was saved in a turn.
#[derive(Debug)]
struct Prepared {
    turn: Turn,
    saved: Saved,
    open: BTreeSet<String>,
    again: Again,
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
        Self {
            shown,
            good: None,
            standing: None,
            built: 0,
            unknown: 0,
            unbuilt: BTreeMap::new(),
            prepared: None,
            again: BTreeMap::new(),
            pictures: BTreeMap::new(),
            run,
            count: 0,
        }
    }

    /// Returns what is shown.
    pub(super) fn shown(&self) -> Arc<Shown> {
        self.shown.borrow().clone()
    }

    /// Returns whether there was a good site.
    pub(super) fn has_site(&self) -> bool {
        self.good.is_some()
    }

    /// Returns whether the file at `path` of the journal, which is now `bytes`, is another than before `turn`, or was so since.
    pub(super) fn is_other(&self, turn: Turn, path: &str, bytes: Option<&[u8]>) -> bool {
        match self.unbuilt.get(path) {
            Some((at, before)) => *at == turn || before.as_deref() != bytes,
            None => self.standing.as_ref().and_then(|standing| standing.file(path)) != bytes,
        }
    }

    /// Returns the file at `path` of the journal, or those below it, as far as there were any before `turn` or since.
    pub(super) fn files_at(&self, turn: Turn, path: &str) -> BTreeSet<String> {
        let is_at = |file: &&str| file.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let built = self.standing.iter().flat_map(Standing::files);
        let all = built.chain(self.unbuilt.keys().map(String::as_str)).filter(is_at);
        all.filter(|file| self.is_other(turn, file, None)).map(str::to_owned).collect()
    }

    /// Returns the paths of the pages at addresses on this host, and of what stands for one that is not there; of the first
    /// few, since somebody waits.
    pub(super) fn pages_at(&self, addresses: &BTreeSet<String>) -> BTreeSet<String> {
        let Some((site, _)) = &self.good else { return BTreeSet::new() };
        let paths: Vec<String> = addresses.iter().filter_map(|address| site.path_of(address)).take(MOST_OPEN).collect();
        let is_away = paths.iter().any(|path| site.get(path).is_none());
        paths.into_iter().chain(is_away.then(|| NOT_FOUND.to_owned())).collect()
    }

    /// Takes up that something was saved in `turn` of which it is not known what it is.
    pub(super) fn lose(&mut self, turn: Turn) {
        self.unknown = turn;
    }

    /// Shows a site.
    pub(super) fn show(&mut self, built: Built) {
        // What was saved after this build began is newer than what it made.
        self.again.retain(|_, (turn, _)| *turn > built.turn);
        self.unbuilt.retain(|_, (turn, _)| *turn > built.turn);
        self.built = built.turn;
        self.prepared = None;
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

    /// Makes what was saved in `turn`, if that can be made at once, to be [revealed](Self::reveal) in a moment: the pages
    /// whose files these are, and those that are `open`. Returns whether it is made.
    pub(super) fn prepare(&mut self, turn: Turn, saved: Saved, open: BTreeSet<String>, memo: &dyn Memo) -> bool {
        if self.prepared.as_ref().is_some_and(|made| made.turn == turn && made.saved == saved && made.open == open) {
            return true;
        }
        self.prepared = None;
        self.unbuilt.extend(saved.iter().map(|(path, bytes)| (path.clone(), (turn, bytes.clone()))));
        let again = self.make(turn, &saved, &open, memo);
        self.prepared = again.map(|again| Prepared { turn, saved, open, again });
        self.prepared.is_some()
    }

    fn make(&mut self, turn: Turn, saved: &Saved, open: &BTreeSet<String>, memo: &dyn Memo) -> Option<Again> {
        // Nobody waits where nobody looks, but for a page that is new. Errors on show stay until a whole build says that
        // they are mended.
        let is_seen = !open.is_empty() || saved.keys().any(|path| path.starts_with("content/"));
        if !is_seen || !self.shown.borrow().problems.is_empty() || self.unknown > self.built {
            return None;
        }
        let now = self.with_again(&self.good.as_ref()?.0);
        let standing = self.standing.as_mut()?;
        // What was saved before may not be in it.
        let is_other = |path: &str, bytes: &Bytes| standing.file(path) != bytes.as_deref();
        let all = self.unbuilt.iter().filter(|(path, (at, bytes))| *at == turn || is_other(path, bytes));
        let all: Saved = all.map(|(path, (_, bytes))| (path.clone(), bytes.clone())).collect();
        standing.again(&all, open, &now, memo)
    }

    /// Shows what was prepared, and goes to its page when it `goes`. Returns the files that were saved, when there was anything.
    pub(super) fn reveal(&mut self, goes: bool) -> Option<Burst> {
        let Prepared { turn, saved, again, .. } = self.prepared.take()?;
        let (good, _) = self.good.clone()?;
        let version = self.next_version();
        let pictures = again.files.iter().filter(|(path, _)| live::is_picture(path));
        self.pictures.extend(pictures.map(|(path, _)| (good.address(path), version.clone())));
        let page = again.page.filter(|_| goes && saved.len() == 1).map(|path| good.address(&path));
        self.again.extend(again.files.into_iter().map(|(path, output)| (path, (turn, Some(output)))));
        self.again.extend(again.gone.into_iter().map(|path| (path, (turn, None))));
        let site = Arc::new(self.with_again(&good));
        self.send(Shown { site: Some(site), version, page, ..Shown::default() });
        Some(saved.into_keys().map(PathBuf::from).collect())
    }

    /// Shows what is wrong, over the last good site.
    pub(super) fn show_problems(&mut self, problems: Vec<Problem>) {
        let (site, version) = self.good.clone().unzip();
        self.again.clear();
        self.prepared = None;
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
