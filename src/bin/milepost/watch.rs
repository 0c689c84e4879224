//! Which files of the journal change, one burst at a time.
//!
//! 1. The system reports single events; [`Watcher::next`] waits until there is quiet and returns all of
//!    them as one burst, so that a checkout of a thousand files is one rebuild. How long it has to be quiet depends on who
//!    writes: somebody waits for the page that an editor has saved, and nobody sees a site in the middle of a checkout.
//! 2. The journal's folder is watched as well as `content` and `themes`, because editors replace files
//!    instead of writing them, and because those two may come and go.
//! 3. Events are hints, and what is on the disk decides ([`disk`]): a folder that was just made may be filled
//!    before the system watches it, an event may come late, when what it tells of is built already, and some systems watch
//!    nothing. So every burst is compared with what was built, and once after each, and every second where events cannot be
//!    had, the files are looked at.
#![expect(clippy::disallowed_methods, reason = "waiting is bounded by the clock")]

mod disk;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use milepost::source::FOLDERS;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

pub(crate) use self::disk::is_read;
use self::disk::{Snapshot, is_folder};

/// How long files have to be left alone before a burst is over, and how long it may go on all the same.
#[derive(Debug, Clone, Copy)]
struct Pace {
    quiet: Duration,
    longest: Duration,
}

/// The pace of somebody who saves.
const SAVE: Pace = Pace { quiet: Duration::from_millis(25), longest: Duration::from_millis(500) };
/// The pace of a program that writes many files, such as `git checkout` or `cp -r`, and waits for the disk in between.
const PROGRAM: Pace = Pace { quiet: Duration::from_millis(200), longest: Duration::from_secs(5) };
/// How many files an editor writes at once: a file, one that takes its place, and a copy of what was there. Where a folder
/// is made, a program is at work, and the system needs longer than a save to tell what is in it.
const OF_AN_EDITOR: usize = 3;
/// After which part of the quiet a burst may be over: programs write a file in several steps, which follow each other.
const PEEK: u32 = 8;
/// How long after a burst, or where there are no events, the disk is looked at.
const SECOND_LOOK: Duration = Duration::from_secs(1);

/// Paths below the root that changed together; empty when the system lost count.
pub(crate) type Burst = BTreeSet<PathBuf>;

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
        let built = Snapshot::take(&root);
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

    /// Waits for the next burst. [`settle`](Self::settle) has to follow it. `peek` is handed what is known of it when it may
    /// be over, and can prepare for it while there has to be quiet; it is handed more when there was more.
    pub(crate) fn next(&mut self, peek: &mut dyn FnMut(&Burst)) -> Burst {
        loop {
            let burst = match self.wait() {
                Some(first) => self.gather(first, peek),
                None => self.changed_on_disk(),
            };
            if let Some(burst) = burst {
                return burst;
            }
        }
    }

    /// Ends a burst, and returns what of it, and what else, is not built yet; `None` when it is all built. Whoever reads the
    /// journal afterwards sees what is returned, and whatever changes from then on is in a later burst.
    pub(crate) fn settle(&mut self, burst: Burst) -> Option<Burst> {
        let has_lost_count = burst.is_empty();
        // Watched before it is read, so that nothing changes unseen in between.
        if has_lost_count || burst.iter().any(|path| is_folder(&self.root, path)) {
            let attached = self.attach_all();
            if attached.is_err() {
                self.system = None;
            }
        }
        let before = std::mem::replace(&mut self.built, Snapshot::take(&self.root));
        self.is_second_look_due = true;
        if has_lost_count {
            return Some(burst);
        }
        let mut changed = self.built.differences(&before);
        let told = burst.into_iter().filter(|path| !self.built.is_certainly(&before, path));
        // A folder says less than the files in it.
        let told: Vec<PathBuf> =
            told.filter(|path| !changed.iter().any(|file| file != path && file.starts_with(path))).collect();
        changed.extend(told);
        (!changed.is_empty()).then_some(changed)
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
    fn gather(&self, first: notify::Result<Event>, peek: &mut dyn FnMut(&Burst)) -> Option<Burst> {
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
            let is_small =
                !lost_count && burst.len() <= OF_AN_EDITOR && !burst.iter().any(|path| is_folder(&self.root, path));
            let pace = if is_small { SAVE } else { PROGRAM };
            let is_going_on = (lost_count || !burst.is_empty()) && begin.elapsed() < pace.longest;
            next = match is_going_on {
                true if is_small => self.after_peek(pace.quiet, &burst, peek),
                true => self.events.recv_timeout(pace.quiet).ok(),
                false => None,
            };
        }
        if lost_count {
            return Some(Burst::new());
        }
        (!burst.is_empty()).then_some(burst)
    }

    /// Returns the next event, if there is one within `quiet`, and after the first part of it lets `peek` see what there is.
    fn after_peek(
        &self,
        quiet: Duration,
        burst: &Burst,
        peek: &mut dyn FnMut(&Burst),
    ) -> Option<notify::Result<Event>> {
        let begin = Instant::now();
        match self.events.recv_timeout(quiet / PEEK) {
            Ok(event) => return Some(event),
            Err(RecvTimeoutError::Timeout) => peek(burst),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
        self.events.recv_timeout(quiet.saturating_sub(begin.elapsed())).ok()
    }

    /// Returns what differs on the disk from what was built, or `None` when nothing does.
    fn changed_on_disk(&self) -> Option<Burst> {
        let burst = Snapshot::take(&self.root).differences(&self.built);
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

#[cfg(test)]
mod tests {
    use std::fs;

    use notify::event::{CreateKind, ModifyKind};

    use super::*;

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
            let burst = watcher.next(&mut |_| {});
            assert_eq!(burst, Burst::from([path.into()]));
            assert_eq!(watcher.settle(burst.clone()), Some(burst));
            assert_eq!(watcher.changed_on_disk(), None);
        }
    }

    /// Puts events in the place of those of the system.
    fn with_events(watcher: &mut Watcher, events: impl IntoIterator<Item = (EventKind, PathBuf)>) {
        let (sender, receiver) = mpsc::channel();
        for (kind, path) in events {
            sender.send(Ok(Event::new(kind).add_path(watcher.root.join(path)))).unwrap();
        }
        watcher.events = receiver;
    }

    #[test]
    fn what_is_written_without_a_pause_is_one_burst_however_much_it_is() {
        let (folder, mut watcher) = without_events();
        let file = |number: usize| PathBuf::from(format!("content/notes/n{number:04}.md"));
        let all: Burst = (0..1000).map(file).collect();
        for path in &all {
            fs::write(folder.path().join(path), "a").unwrap();
        }
        let kinds = [EventKind::Create(CreateKind::File), EventKind::Modify(ModifyKind::Any)];
        with_events(&mut watcher, all.iter().flat_map(|path| kinds.map(|kind| (kind, path.clone()))));
        let first = watcher.events.recv().unwrap();
        let burst = watcher.gather(first, &mut |_| {}).unwrap();
        assert_eq!(burst, all);
        assert!(watcher.events.try_recv().is_err(), "nothing is left over");
        assert_eq!(watcher.settle(burst), Some(all));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_built_already_is_no_burst() {
        let (folder, mut watcher) = without_events();
        let note = folder.path().join("content/notes/a.md");
        let late = || Burst::from(["content/notes/a.md".into()]);
        std::thread::sleep(Duration::from_millis(60));
        watcher.built = Snapshot::take(&watcher.root);
        assert_eq!(watcher.settle(late()), None);
        assert_eq!(watcher.settle(Burst::from(["content/notes".into()])), None, "nothing in the folder is new");
        // Of one length, and as soon as can be: it has to be built, whatever the clock says.
        for text in ["b", "c", "d", "e"] {
            fs::write(&note, text).unwrap();
            assert_eq!(watcher.settle(late()), Some(late()), "{text}");
        }
        // What no event told of is built as well, and a folder is the files in it.
        fs::write(folder.path().join("content/notes/b.md"), "b").unwrap();
        let told = watcher.settle(Burst::from(["content/notes".into()])).unwrap();
        assert!(
            told.contains(Path::new("content/notes/b.md")) && !told.contains(Path::new("content/notes")),
            "{told:?}"
        );
        // What came and went may have been read in between.
        let gone = Burst::from(["content/notes/gone.md".into()]);
        assert_eq!(watcher.settle(gone.clone()), Some(gone));
        // Everything, when the system lost count.
        assert_eq!(watcher.settle(Burst::new()), Some(Burst::new()));
    }
}
