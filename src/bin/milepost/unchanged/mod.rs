//! Whether a build would make what stands there already, found out without reading anything.
//!
//! 1. [`Visit::begin`] looks at the journal before it is read: every file by size, times and inode, the last commit of
//!    git, what is asked for, and the program itself.
//! 2. [`Visit::known`] compares that, and the published files, with the [`Record`] of the last build. When nothing
//!    differs, the build is over: it says what the last one said.
//! 3. Otherwise the journal is built, and [`Visit::keep`] writes the next record.
//!
//! [`Question`] does the same for commands that only tell something of the journal.
//!
//! Times tell changes apart only as finely as the clock of the file system ticks. So files that are not clearly older
//! than the look are read and compared by their hash the next time, until they are. Whatever is in doubt, such as a
//! damaged record, is a reason to build.
#![expect(clippy::disallowed_methods, reason = "looking at the disk is what this is for")]

mod answer;
mod record;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use chrono::{DateTime, Utc};
use milepost::Build;
use milepost::output::manifest::{MANIFEST, Manifest, sha256};
use milepost::output::publish::{self, Changes, Sight, Standing};
use milepost::plan;
use milepost::source::Sources;
use milepost::source::load::state::{self, Look, Moment, State};
use milepost::source::load::{self, git};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

pub(crate) use self::answer::{Day, Question};
use self::record::Record;
use crate::command::Context;
use crate::journal::WANTED;
use crate::memo::Folder;
use crate::terminal::Terminal;

/// The file of the record in the cache of the journal.
const NAME: &str = "last-build";
/// The file of what was seen of its site, to be looked at again for less.
const SEEN: &str = "last-site";
/// How coarse the clock of a file system is at most: FAT counts in steps of two seconds.
const COARSE: Duration = Duration::from_secs(2);

/// What a build says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Said {
    /// Findings for a program, on stdout.
    pub(crate) data: String,
    /// Findings for people.
    pub(crate) found: String,
    /// What was read and written.
    pub(crate) summary: String,
}

impl Said {
    /// Says the findings.
    pub(crate) fn say_findings(&self, terminal: Terminal) -> anyhow::Result<()> {
        if !self.found.is_empty() {
            terminal.say(&self.found);
        }
        if !self.data.is_empty() {
            terminal.data(&self.data)?;
        }
        Ok(())
    }
}

/// One look at a journal that is about to be built.
#[derive(Debug)]
pub(crate) struct Visit {
    root: PathBuf,
    out: PathBuf,
    folder: Folder,
    asked: String,
    now: DateTime<Utc>,
    /// Before the look.
    moment: Moment,
    look: Look,
    git: String,
    /// The last build that was asked for the same, and what stands now where its site was put.
    last: Option<(Record, Arc<Sight>)>,
    /// The files of that site, and a digest of their states.
    site: OnceLock<(Look, String)>,
}

impl Visit {
    /// Looks at the journal. `asked` is all that the result depends on besides files and the day. Returns `None` where
    /// that is no use, because something cannot be looked at or written down.
    pub(crate) fn begin(asked: &str, out: &Path, ctx: &Context<'_>) -> Option<Self> {
        let (root, folder) = (ctx.root, Folder::new(ctx.root));
        if !root.is_dir() {
            return None;
        }
        let asked = sha256(format!("{asked}\n{}", surroundings(root)?).as_bytes());
        let moment = state::moment(folder.ready()?).ok()?;
        let last = fs::read(folder.path().join(NAME)).ok().and_then(|bytes| Record::decode(&bytes));
        let last = last.filter(|record| record.asked == asked);
        let has_private = root.join(plan::PRIVATE_FILE).symlink_metadata().is_ok();
        let (look, git, site) = std::thread::scope(|scope| {
            let git = scope.spawn(|| sha256(&git::facts(root, has_private)));
            let site = last.as_ref().map(|_| scope.spawn(|| look_again(out, &folder)));
            let look = load::look(root, &WANTED);
            (look.ok(), git.join().ok(), site.and_then(|site| site.join().ok().flatten()))
        });
        let last = last.zip(site.map(Arc::new));
        let (root, out) = (root.to_owned(), out.to_owned());
        let (now, site) = (ctx.world.now, OnceLock::new());
        Some(Self { root, out, folder, asked, now, moment, look: look?, git: git?, last, site })
    }

    /// Returns what the last build said, when a build now would make the same site of the same files.
    pub(crate) fn known(&self) -> Option<Said> {
        let (record, sight) = self.last.as_ref()?;
        let (site, digest) = self.site(sight);
        let is_as_it_was = record.git == self.git
            && record.inputs == self.look.digest()
            && record.outputs == *digest
            && record.is_of_the_day_of(self.now);
        let young: Vec<&Path> = site.young(record.since).collect();
        if !is_as_it_was {
            return None;
        }
        if record.young.is_empty() && young.is_empty() {
            return Some(record.said.clone());
        }
        if !are_read_the_same(&self.root, &record.young) || !self.stands_the_same(&young, &record.manifest) {
            return None;
        }
        // What was read now need not be read again, once it is older.
        let mut record = record.clone();
        let still: Vec<&Path> = self.look.young(self.moment.before(COARSE)).collect();
        record.young.retain(|path, _| still.contains(&Path::new(path)));
        record.since = sight.since();
        self.write(&record);
        Some(record.said)
    }

    /// Returns the site as the last build left it, when it still stood like that at the look.
    pub(crate) fn standing(&self) -> Option<Standing<'_>> {
        let (record, sight) = self.last.as_ref()?;
        let standing = Standing { sight, since: record.since, manifest: &record.manifest };
        (record.outputs == self.site(sight).1).then_some(standing)
    }

    fn site(&self, sight: &Sight) -> &(Look, String) {
        self.site.get_or_init(|| {
            let site = sight.look();
            let digest = site.digest();
            (site, digest)
        })
    }

    /// Returns whether published files have the bytes that the manifest says, and it is the one that was published.
    fn stands_the_same(&self, young: &[&Path], manifest: &str) -> bool {
        if young.is_empty() {
            return true;
        }
        let Ok(bytes) = fs::read(self.out.join(MANIFEST)) else { return false };
        let Some(manifest) = Manifest::parse(&bytes).ok().filter(|_| sha256(&bytes) == manifest) else { return false };
        young.par_iter().all(|path| {
            let listed = path.to_str().and_then(|path| manifest.files.0.get(path));
            // What is not listed is not ours, or the manifest itself.
            listed.is_none_or(|hash| fs::read(self.out.join(path)).is_ok_and(|bytes| sha256(&bytes) == *hash))
        })
    }

    /// Returns the hashes of what was read of files that had just been written, or `None` when one was not read.
    pub(crate) fn young(&self, sources: &Sources) -> Option<BTreeMap<String, String>> {
        hashes(&self.look, self.moment, sources)
    }

    /// Writes down what was built of what was looked at, and that `changes` are published since `since`.
    pub(crate) fn keep(&self, young: BTreeMap<String, String>, build: &Build, done: &Published, said: Said) {
        if !done.changes.left_behind.is_empty() {
            return;
        }
        let Some(site) = publish::look(&self.out, done.changes.sight.as_deref()) else { return };
        self.write(&Record {
            asked: self.asked.clone(),
            day: build.report.as_of.map(|day| day.to_string()).unwrap_or_default(),
            zone: build.report.zone.map(|zone| zone.name().to_owned()).unwrap_or_default(),
            git: self.git.clone(),
            inputs: self.look.digest(),
            young,
            outputs: site.look().digest(),
            since: done.settled(),
            manifest: done.changes.manifest.clone(),
            said,
        });
        // Without it, all folders are listed again.
        let _ = self.folder.write(SEEN, &site.to_bytes().unwrap_or_default());
    }

    fn write(&self, record: &Record) {
        // Without it, the next build is a whole one.
        let _ = self.folder.write(NAME, &record.encode());
    }
}

/// A site that was published.
#[derive(Debug)]
pub(crate) struct Published {
    /// A moment before that.
    pub(crate) since: Moment,
    /// What it changed.
    pub(crate) changes: Changes,
}

impl Published {
    /// Returns a moment since which nobody but us can have changed what stands there and have it look the same. What was
    /// kept was in reach while it was compared; what was written was not before all of it was there.
    fn settled(&self) -> Moment {
        let is_all_new = self.changes.unchanged.is_empty();
        self.changes.written.filter(|_| is_all_new).unwrap_or(self.since)
    }

    /// Returns what a publishing of the same site would change now: nothing.
    pub(crate) fn again(&self, build: &Build) -> Changes {
        let unchanged = build.outputs.iter().map(|(path, _)| path.clone()).collect();
        Changes { unchanged, foreign: self.changes.foreign.clone(), ..Changes::default() }
    }
}

/// Looks at a site of which something is known.
fn look_again(out: &Path, folder: &Folder) -> Option<Sight> {
    let before = fs::read(folder.path().join(SEEN)).ok().and_then(|bytes| Sight::from_bytes(&bytes));
    publish::look(out, before.as_ref())
}

/// Returns the hashes of what was read of the files that had just been written at `moment`, or `None` when one was not
/// read.
fn hashes(look: &Look, moment: Moment, sources: &Sources) -> Option<BTreeMap<String, String>> {
    let hash = |path: &Path| {
        let (_, file) = sources.find(path.to_str()?)?;
        Some((path.to_str()?.to_owned(), sha256(&file.bytes)))
    };
    look.young(moment.before(COARSE)).map(hash).collect()
}

/// Returns whether files have the bytes that were hashed.
fn are_read_the_same(root: &Path, young: &BTreeMap<String, String>) -> bool {
    let young: Vec<(&String, &String)> = young.iter().collect();
    young.par_iter().all(|(path, hash)| fs::read(root.join(path)).is_ok_and(|bytes| sha256(&bytes) == **hash))
}

/// Returns what a build depends on that is nobody's wish: the program, where it runs, and whether the machine was started
/// anew, since a power cut may tear files that were just written.
fn surroundings(root: &Path) -> Option<String> {
    let program = fs::metadata(std::env::current_exe().ok()?).ok()?;
    let directory = std::env::current_dir().ok()?;
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION");
    Some(format!("{version} {:?} {boot} {} {}", State::of(&program), directory.display(), root.display()))
}
