//! Which files of the journal change, one burst at a time.
//!
//! 1. The system reports single events; [`Watcher::next`] waits until there is quiet and returns all of
//!    them as one burst, so that a checkout of a thousand files is one rebuild.
//! 2. The journal's folder is watched as well as `content` and `themes`, because editors replace files
//!    instead of writing them, and because those two may come and go.
//! 3. Events are hints, and what is on the disk decides: a folder that was just made may be filled
//!    before the system watches it, and some systems watch nothing. So once after each burst, and every
//!    second where events cannot be had, the files are looked at and compared with what was built.
#![expect(clippy::disallowed_methods, reason = "watching is looking at the disk, and waiting is bounded by the clock")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime};

use anyhow::Context as _;
use milepost::source::FOLDERS;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// How long all files have to be left alone before a burst is over.
const QUIET: Duration = Duration::from_millis(25);
/// How long a burst may go on before it is handed over all the same.
const LONGEST: Duration = Duration::from_millis(500);
/// How long after a burst, or where there are no events, the disk is looked at.
const SECOND_LOOK: Duration = Duration::from_secs(1);
/// The files that are watched beside the folders. The private half of the plan says what must not be on the site.
const FILES: [&str; 3] = ["plan.yaml", "plan.private.yaml", "evidence.lock"];

/// Paths below the root that changed together; empty when the system lost count.
pub(crate) type Burst = BTreeSet<PathBuf>;

/// Every file that a build reads, with what changes when it is written.
type Snapshot = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Watches one journal.
pub(crate) struct Watcher {
    root: PathBuf,
    system: Option<RecommendedWatcher>,
    events: Receiver<notify::Result<Event>>,
    /// What was there when the last burst was handed over.
    built: Snapshot,
    is_second_look_due: bool,
}

impl Watcher {
    /// Starts to watch the journal below `root`. What cannot be watched is looked at every second, and
    /// the reason is returned.
    pub(crate) fn new(root: &Path) -> anyhow::Result<(Self, Option<anyhow::Error>)> {
        let root = root.canonicalize().with_context(|| format!("could not open the journal `{}`", root.display()))?;
        let (sender, events) = mpsc::channel();
        let handler = move |result: notify::Result<Event>| {
            // Reading the journal must not rebuild it.
            if result.as_ref().map_or(true, |event| !matches!(event.kind, EventKind::Access(_))) {
                // The receiver is gone only when the program ends.
                let _ = sender.send(result);
            }
        };
        let system = notify::recommended_watcher(handler);
        let built = snapshot(&root);
        let mut watcher = Self { root, system: None, events, built, is_second_look_due: true };
        let attached = system.map_err(anyhow::Error::from).and_then(|system| {
            watcher.system = Some(system);
            watcher.attach_all()
        });
        let trouble = attached.err();
        if trouble.is_some() {
            watcher.system = None;
        }
        Ok((watcher, trouble))
    }

    /// Waits for the next burst. [`settle`](Self::settle) has to follow it.
    pub(crate) fn next(&mut self) -> Burst {
        loop {
            let burst = match self.wait() {
                Some(first) => self.gather(first),
                None => self.changed_on_disk(),
            };
            if let Some(burst) = burst {
                return burst;
            }
        }
    }

    /// Ends a burst. Whoever reads the journal afterwards sees all that is in it, and whatever changes from then on is in a
    /// later burst.
    pub(crate) fn settle(&mut self, burst: &Burst) {
        // Watched before it is read, so that nothing changes unseen in between.
        if burst.is_empty() || burst.iter().any(|path| is_folder(&self.root, path)) {
            let attached = self.attach_all();
            if attached.is_err() {
                self.system = None;
            }
        }
        self.built = snapshot(&self.root);
        self.is_second_look_due = true;
    }

    /// Returns the next event, or `None` when it is time to look at the disk.
    fn wait(&mut self) -> Option<notify::Result<Event>> {
        if self.system.is_none() {
            std::thread::sleep(SECOND_LOOK);
            return None;
        }
        if !self.is_second_look_due {
            // Without a sender nothing will ever come from the system.
            return self.events.recv().map_err(|_| self.system = None).ok();
        }
        match self.events.recv_timeout(SECOND_LOOK) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => {
                self.is_second_look_due = false;
                None
            }
            Err(RecvTimeoutError::Disconnected) => {
                self.system = None;
                None
            }
        }
    }

    /// Returns what of `first` and of all that follows without a pause a build reads, or `None` when that
    /// is nothing.
    fn gather(&self, first: notify::Result<Event>) -> Option<Burst> {
        let mut burst = Burst::new();
        let mut lost_count = false;
        let mut next = Some(first);
        let begin = Instant::now();
        while let Some(result) = next {
            match result {
                Ok(event) => {
                    lost_count |= event.need_rescan();
                    let below = event.paths.iter().filter_map(|path| path.strip_prefix(&self.root).ok());
                    burst.extend(below.filter(|path| is_read(path)).map(Path::to_owned));
                }
                Err(_) => lost_count = true,
            }
            // What a build does not read, such as the output folder, neither begins a burst nor prolongs it.
            let is_going_on = (lost_count || !burst.is_empty()) && begin.elapsed() < LONGEST;
            next = if is_going_on { self.events.recv_timeout(QUIET).ok() } else { None };
        }
        if lost_count {
            return Some(Burst::new());
        }
        (!burst.is_empty()).then_some(burst)
    }

    /// Returns what differs on the disk from what was built, or `None` when nothing does.
    fn changed_on_disk(&self) -> Option<Burst> {
        let now = snapshot(&self.root);
        let changed = |(path, state): &(&PathBuf, &(Option<SystemTime>, u64)), other: &Snapshot| {
            other.get(*path).is_none_or(|other| other != *state)
        };
        let new = now.iter().filter(|entry| changed(entry, &self.built));
        let old = self.built.iter().filter(|entry| changed(entry, &now));
        let burst: Burst = new.chain(old).map(|(path, _)| path.clone()).collect();
        (!burst.is_empty()).then_some(burst)
    }

    /// Watches the journal from anew; a folder that is not there is left.
    fn attach_all(&mut self) -> anyhow::Result<()> {
        let Some(system) = &mut self.system else { return Ok(()) };
        let folders = FOLDERS.map(|folder| (self.root.join(folder), RecursiveMode::Recursive));
        for (path, mode) in [(self.root.clone(), RecursiveMode::NonRecursive)].into_iter().chain(folders) {
            // It was not watched until now: all is well.
            let _ = system.unwatch(&path);
            match system.watch(&path, mode) {
                // It is not there, or went away in this moment.
                Err(_) if !path.is_dir() => {}
                result => result.with_context(|| format!("could not watch `{}`", path.display()))?,
            }
        }
        Ok(())
    }
}

/// Returns whether a folder is at `path` below `root`, or one of those that are watched was there.
fn is_folder(root: &Path, path: &Path) -> bool {
    FOLDERS.iter().any(|folder| path == Path::new(folder)) || root.join(path).is_dir()
}

/// Returns the files below `root` that a build reads. What cannot be read is left out: the build says so.
fn snapshot(root: &Path) -> Snapshot {
    let starts = FOLDERS.into_iter().chain(FILES).map(|name| root.join(name));
    let entries = starts.flat_map(|start| {
        let is_wanted = |entry: &walkdir::DirEntry| entry.file_name().to_str().is_some_and(|name| !is_scratch(name));
        walkdir::WalkDir::new(start).follow_root_links(false).into_iter().filter_entry(is_wanted).flatten()
    });
    let state = |entry: walkdir::DirEntry| {
        let metadata = fs::symlink_metadata(entry.path()).ok().filter(|metadata| !metadata.is_dir())?;
        let path = entry.path().strip_prefix(root).ok()?.to_owned();
        Some((path, (metadata.modified().ok(), metadata.len())))
    };
    entries.filter_map(state).collect()
}

/// Returns whether a build reads what is at `path` below the root.
fn is_read(path: &Path) -> bool {
    let name = |component| match component {
        Component::Normal(name) => std::ffi::OsStr::to_str(name),
        _ => None,
    };
    let names: Option<Vec<&str>> = path.components().map(name).collect();
    match names.as_deref() {
        Some([file]) if FILES.iter().any(|plan| file == plan) => true,
        Some([folder, rest @ ..]) => FOLDERS.contains(folder) && !rest.iter().any(|name| is_scratch(name)),
        _ => false,
    }
}

/// Returns whether a file of that name is hidden or an editor's own.
fn is_scratch(name: &str) -> bool {
    let is_swap_file = [".swp", ".swo", ".swx"].iter().any(|end| name.ends_with(end));
    let is_auto_save = name.len() > 1 && name.starts_with('#') && name.ends_with('#');
    name.starts_with('.') || name.ends_with('~') || is_swap_file || is_auto_save
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_build_reads_is_relevant() {
        for path in [
            "plan.yaml",
            "plan.private.yaml",
            "content",
            "content/notes/a.md",
            "content/#a.md",
            "themes/mine/base.html",
        ] {
            assert!(is_read(Path::new(path)), "{path}");
        }
        for path in [
            "",
            "site/index.html",
            "site/content/a.md",
            ".milepost/cache/a",
            ".git/index",
            "target/debug/a",
            "content/.a.md.swp",
            "content/a.md~",
            "content/#a.md#",
            "README.md",
            "contents/a.md",
        ] {
            assert!(!is_read(Path::new(path)), "{path}");
        }
    }

    /// A journal with one page, and what watches it without the help of the system.
    fn without_events() -> (tempfile::TempDir, Watcher) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content/notes")).unwrap();
        fs::write(folder.path().join("content/notes/a.md"), "a").unwrap();
        let (mut watcher, trouble) = Watcher::new(folder.path()).unwrap();
        assert!(trouble.is_none(), "{trouble:?}");
        watcher.system = None;
        (folder, watcher)
    }

    #[test]
    fn without_events_the_disk_is_looked_at() {
        let (folder, mut watcher) = without_events();
        assert_eq!(watcher.changed_on_disk(), None);
        fs::write(folder.path().join("content/notes/b.md"), "b").unwrap();
        fs::write(folder.path().join("content/notes/.b.md.swp"), "b").unwrap();
        fs::create_dir_all(folder.path().join("site")).unwrap();
        fs::write(folder.path().join("site/index.html"), "b").unwrap();
        for (path, remove) in [("content/notes/b.md", false), ("content/notes/a.md", true)] {
            if remove {
                fs::remove_file(folder.path().join(path)).unwrap();
            }
            let burst = watcher.next();
            assert_eq!(burst, Burst::from([path.into()]));
            watcher.settle(&burst);
            assert_eq!(watcher.changed_on_disk(), None);
        }
    }
}
