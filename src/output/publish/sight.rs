//! What stands in a directory, seen without reading files, and seen again for less.
//!
//! A site has a folder for each page, and to list a folder takes five times as long as to ask whether anything came into it or
//! went. So a [`Sight`] remembers of each folder when that last happened: one that says the same again has the same names in
//! it, leading to the same files.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::{Attempt, PublishError};
use crate::output::manifest::sha256;
use crate::source::load::state::{Look, Moment, State};

/// All that is below a directory, as it was seen at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sight {
    /// A moment before that: what is not older may have been changed since, and look the same.
    since: Moment,
    root: Folder,
}

/// A folder with what is in it, in the order of the names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Folder {
    state: State,
    entries: Vec<(PathBuf, Seen)>,
}

/// Something in a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Seen {
    Folder(Folder),
    File(State),
    /// A link, or something stranger.
    Other(State),
}

/// Something below a directory.
pub(super) struct Entry {
    /// Where it is.
    pub(super) path: PathBuf,
    /// What it is.
    pub(super) kind: Kind,
}

/// What something is, with what the system says of it and not of what it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Folder,
    File(State),
    Other(State),
}

/// What is asked of files in folders that are as they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// Which they are: their states are those of the time before.
    Names,
    /// All there is to ask.
    States,
}

impl Sight {
    /// Looks at all that is below `root` at `since` or later, following no link. What was seen there `before` is not listed
    /// again where nothing came or went.
    pub(super) fn of(root: &Path, since: Moment, before: Option<&Self>, ask: Ask) -> Result<Self, PublishError> {
        let view = View { before: before.map(|sight| sight.since), ask };
        Ok(Self { since, root: view.folder(root, before.map(|sight| &sight.root))? })
    }

    /// Returns whether it can be written down: names are texts.
    pub fn is_text(&self) -> bool {
        self.root.is_text()
    }

    /// Returns it as the bytes of a file.
    pub(super) fn to_bytes(&self) -> Option<Vec<u8>> {
        let json = serde_json::to_string(self).ok()?;
        Some(format!("{}\n{json}", sha256(json.as_bytes())).into_bytes())
    }

    /// Returns what the bytes of a file say, if they are whole.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (checksum, json) = std::str::from_utf8(bytes).ok()?.split_once('\n')?;
        if checksum == sha256(json.as_bytes()) { serde_json::from_str(json).ok() } else { None }
    }

    /// Returns a moment before it.
    pub fn since(&self) -> Moment {
        self.since
    }

    /// Returns whether it saw the same below the directory as another one.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.root.entries == other.root.entries
    }

    /// Returns the state of the file of that name that is in no folder below the directory.
    pub(super) fn file(&self, name: &str) -> Option<State> {
        match self.root.find(OsStr::new(name))? {
            Seen::File(state) => Some(*state),
            _ => None,
        }
    }

    /// Returns everything in the order of the paths: a folder before what is in it.
    pub(super) fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        self.root.tell(Path::new(""), &mut entries);
        entries
    }

    /// Returns the files with their states, and the folders.
    pub fn look(&self) -> Look {
        let state = |kind| match kind {
            Kind::Folder => None,
            Kind::File(state) | Kind::Other(state) => Some(state),
        };
        let seen = self.entries().into_iter().map(|entry| (entry.path, state(entry.kind)));
        Look::new(seen.collect(), String::new())
    }
}

impl Folder {
    fn is_text(&self) -> bool {
        let is_text = |seen: &Seen| if let Seen::Folder(folder) = seen { folder.is_text() } else { true };
        self.entries.iter().all(|(name, seen)| name.to_str().is_some() && is_text(seen))
    }

    fn find(&self, name: &OsStr) -> Option<&Seen> {
        let place = self.entries.binary_search_by(|(other, _)| other.as_os_str().cmp(name)).ok()?;
        Some(&self.entries[place].1)
    }

    fn folder(&self, name: &OsStr) -> Option<&Self> {
        match self.find(name)? {
            Seen::Folder(folder) => Some(folder),
            _ => None,
        }
    }

    fn tell(&self, at: &Path, entries: &mut Vec<Entry>) {
        for (name, seen) in &self.entries {
            let path = at.join(name);
            match seen {
                Seen::Folder(folder) => {
                    entries.push(Entry { path: path.clone(), kind: Kind::Folder });
                    folder.tell(&path, entries);
                }
                Seen::File(state) => entries.push(Entry { path, kind: Kind::File(*state) }),
                Seen::Other(state) => entries.push(Entry { path, kind: Kind::Other(*state) }),
            }
        }
    }
}

/// How it is looked.
#[derive(Clone, Copy)]
struct View {
    /// A moment before what was seen the time before.
    before: Option<Moment>,
    ask: Ask,
}

impl View {
    fn folder(self, path: &Path, known: Option<&Folder>) -> Result<Folder, PublishError> {
        let state = State::of(&path.symlink_metadata().attempt("examine", path)?);
        let is_old = self.before.is_some_and(|before| state.is_older(before));
        let names = match known.filter(|known| is_old && known.state == state) {
            Some(known) => self.again(path, known)?,
            None => list(path)?,
        };
        // Side by side, because there are thousands. The order of paths is that of the names in each folder.
        let see = |(name, seen): (PathBuf, Option<Seen>)| {
            let inner = || self.folder(&path.join(&name), known.and_then(|known| known.folder(name.as_os_str())));
            let seen = seen.map_or_else(|| inner().map(Seen::Folder), Ok)?;
            Ok((name, seen))
        };
        let entries: Result<_, _> = names.into_par_iter().map(see).collect();
        Ok(Folder { state, entries: entries? })
    }

    /// Returns what is in a folder that is as it was, without what is in the folders there.
    fn again(self, path: &Path, known: &Folder) -> Result<Vec<(PathBuf, Option<Seen>)>, PublishError> {
        let state = |name: &Path, before: State| match self.ask {
            Ask::Names => Ok(before),
            Ask::States => path.join(name).symlink_metadata().map(|metadata| State::of(&metadata)),
        };
        let see = |(name, seen): &(PathBuf, Seen)| {
            let seen = match seen {
                Seen::Folder(_) => Ok(None),
                Seen::File(before) => state(name, *before).map(|state| Some(Seen::File(state))),
                Seen::Other(before) => state(name, *before).map(|state| Some(Seen::Other(state))),
            };
            Ok((name.clone(), seen.attempt("examine", &path.join(name))?))
        };
        known.entries.iter().map(see).collect()
    }
}

/// Returns what is in a folder, in the order of the names, without what is in the folders there.
fn list(path: &Path) -> Result<Vec<(PathBuf, Option<Seen>)>, PublishError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path).attempt("list the directory", path)? {
        let entry = entry.attempt("list the directory", path)?;
        let is_folder = entry.file_type().attempt("examine", &entry.path())?.is_dir();
        let see = || {
            let metadata = entry.metadata().attempt("examine", &entry.path())?;
            let state = State::of(&metadata);
            Ok(if metadata.is_file() { Seen::File(state) } else { Seen::Other(state) })
        };
        let seen = if is_folder { None } else { Some(see()?) };
        names.push((PathBuf::from(entry.file_name()), seen));
    }
    names.sort_unstable_by(|(a, _), (b, _)| a.as_os_str().cmp(b.as_os_str()));
    Ok(names)
}

impl Entry {
    /// Returns the path with slashes, as files of a site have it, if it is Unicode.
    pub(super) fn text(&self) -> Option<String> {
        self.path.to_str().map(|text| text.replace(std::path::MAIN_SEPARATOR, "/"))
    }
}
