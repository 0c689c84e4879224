//! A site as it stands on the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Standing;
use super::error::{Attempt, PublishError};
use super::sight::{Ask, Entry, Kind, Sight};
use crate::output::manifest::{MANIFEST, Manifest, sha256};
use crate::output::{Output, OutputPath, OutputSet};
use crate::source::load::state::{Moment, State};

/// What is in a directory: Milepost's files and the user's.
#[derive(Debug, Default)]
pub(super) struct Site {
    pub(super) root: PathBuf,
    /// Whether the directory is there.
    pub(super) exists: bool,
    /// What was seen there, if it is there.
    pub(super) sight: Option<Arc<Sight>>,
    /// Which of its files have the bytes that the manifest says, for certain: those that are older.
    known_before: Option<Moment>,
    /// The bytes of the manifest, if there is one.
    pub(super) manifest_bytes: Option<Vec<u8>>,
    /// The files that the manifest lists and that are there; nothing is known of those that are not regular files.
    pub(super) own: BTreeMap<OutputPath, Option<State>>,
    /// What the manifest says of its files.
    pub(super) hashes: BTreeMap<OutputPath, String>,
    /// The folders that they are in, or were.
    pub(super) folders: BTreeSet<String>,
    /// Everything else, folders before what is in them.
    pub(super) foreign: BTreeMap<PathBuf, Foreign>,
}

/// Something that Milepost did not make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Foreign {
    Folder,
    File(Stamp),
}

/// Tells one state of a file from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: Moment,
}

impl Site {
    /// Looks at the directory `root` at `since` or later, following no link. What was seen `before` is not listed again.
    pub(super) fn read(root: &Path, since: Moment, before: Option<&Sight>) -> Result<Self, PublishError> {
        let mut site = Self { root: root.to_owned(), ..Self::default() };
        site.exists = root.symlink_metadata().is_ok();
        if !site.exists {
            return Ok(site);
        }
        let manifest = site.read_manifest()?;
        let sight = Sight::of(root, since, before, Ask::Names)?;
        site.sort_out(&sight, manifest);
        site.sight = Some(Arc::new(sight));
        Ok(site)
    }

    /// Returns the site at `root` as it was seen standing; `None` when something was published since.
    pub(super) fn seen(root: &Path, standing: Standing<'_>) -> Option<Self> {
        let mut site = Self { root: root.to_owned(), exists: true, ..Self::default() };
        // Every publishing writes its manifest anew.
        let now = root.join(MANIFEST).symlink_metadata().ok()?;
        standing.sight.file(MANIFEST).filter(|state| *state == State::of(&now))?;
        let manifest = site.read_manifest().ok()??;
        let is_that = site.manifest_bytes.as_deref().is_some_and(|bytes| sha256(bytes) == standing.manifest);
        is_that.then(|| {
            site.sort_out(standing.sight, Some(manifest));
            site.sight = Some(standing.sight.clone());
            site.known_before = Some(standing.since);
            site
        })
    }

    /// Parts what was seen into Milepost's own and what is foreign.
    fn sort_out(&mut self, sight: &Sight, manifest: Option<Manifest>) {
        let listed = manifest.map(|manifest| manifest.files.0).unwrap_or_default();
        let folders: BTreeSet<&str> = listed.keys().flat_map(OutputPath::folders).collect();
        for entry in sight.entries() {
            let text = entry.text().unwrap_or_default();
            let (state, is_file) = match entry.kind {
                Kind::Folder if folders.contains(text.as_str()) => {
                    self.folders.insert(text);
                    continue;
                }
                Kind::Folder => {
                    self.foreign.insert(entry.path, Foreign::Folder);
                    continue;
                }
                Kind::File(state) => (state, true),
                Kind::Other(state) => (state, false),
            };
            if let Some((path, _)) = listed.get_key_value(text.as_str()) {
                self.own.insert(path.clone(), is_file.then_some(state));
            } else if text != MANIFEST || self.manifest_bytes.is_none() {
                self.foreign.insert(entry.path, Foreign::File(Stamp::of(state)));
            }
        }
        self.hashes = listed;
    }

    /// Returns whether something was Milepost's own in this site. The old manifest is.
    pub(super) fn is_own(&self, entry: &Entry) -> bool {
        let Some(text) = entry.text() else { return false };
        match entry.kind {
            Kind::Folder => self.folders.contains(&text),
            Kind::File(_) | Kind::Other(_) => self.own.contains_key(text.as_str()) || text == MANIFEST,
        }
    }

    fn read_manifest(&mut self) -> Result<Option<Manifest>, PublishError> {
        let path = self.root.join(MANIFEST);
        if !path.symlink_metadata().is_ok_and(|metadata| metadata.is_file()) {
            return Ok(None);
        }
        let bytes = fs::read(&path).attempt("read", &path)?;
        let manifest = Manifest::parse(&bytes).map_err(|source| PublishError::Manifest { path, source })?;
        self.manifest_bytes = Some(bytes);
        Ok(Some(manifest))
    }

    /// Refuses a directory that has files but no manifest.
    pub(super) fn refuse_unknown(&self, target: &Path) -> Result<(), PublishError> {
        match self.foreign.first_key_value() {
            Some((first, _)) if self.manifest_bytes.is_none() => {
                Err(PublishError::NotOurs { target: target.to_owned(), first: first.clone() })
            }
            _ => Ok(()),
        }
    }

    /// Returns what is foreign, without what lies in a foreign folder; refuses `outputs` that need the
    /// place of something foreign.
    pub(super) fn foreign_for(&self, outputs: &OutputSet, target: &Path) -> Result<Vec<PathBuf>, PublishError> {
        let occupied = outputs.iter().find_map(|(path, _)| Some((path, self.in_the_way(path)?)));
        if let Some((path, foreign)) = occupied {
            let (target, path, foreign) = (target.to_owned(), path.clone(), foreign.to_owned());
            return Err(PublishError::Occupied { target, path, foreign });
        }
        let is_topmost = |path: &&PathBuf| path.parent().is_none_or(|folder| !self.foreign.contains_key(folder));
        Ok(self.foreign.keys().filter(is_topmost).cloned().collect())
    }

    /// Returns what is foreign at `path`, below it, or in the place of a folder that it is in.
    fn in_the_way(&self, path: &OutputPath) -> Option<&Path> {
        let own = Path::new(path.as_str());
        let next = self.foreign.range(own.to_owned()..).next().map(|(foreign, _)| foreign);
        let at_or_below = next.filter(|foreign| foreign.starts_with(own));
        let is_file = |(_, foreign): &(&PathBuf, &Foreign)| matches!(foreign, Foreign::File(_));
        let above = || {
            let mut folders = path.folders().filter_map(|folder| self.foreign.get_key_value(Path::new(folder)));
            folders.find(is_file).map(|(foreign, _)| foreign)
        };
        at_or_below.or_else(above).map(PathBuf::as_path)
    }

    /// Returns the SHA-256 of the file at `path` where it need not be read to be known.
    pub(super) fn known_hash(&self, path: &OutputPath) -> Option<&str> {
        let state = self.own.get(path).copied().flatten()?;
        self.known_before.filter(|before| state.is_older(*before))?;
        self.hashes.get(path).map(String::as_str)
    }

    /// Returns whether the file at `path` is Milepost's own and nobody has touched it since it was seen.
    pub(super) fn is_as_seen(&self, path: &OutputPath) -> bool {
        let now = self.root.join(path.as_str()).symlink_metadata();
        let seen = self.own.get(path).copied().flatten();
        seen.is_some_and(|seen| now.is_ok_and(|now| State::of(&now) == seen))
    }

    /// Returns whether the file at `path` is Milepost's own and has the bytes of `output`.
    pub(super) fn holds(&self, path: &OutputPath, output: &Output) -> bool {
        let own = self.own.get(path).copied().flatten();
        let has_length = own.is_some_and(|state| state.length() == output.length());
        // A file that cannot be read is written anew, which is what one that differs needs.
        has_length && fs::read(self.root.join(path.as_str())).is_ok_and(|found| output.is(&found))
    }
}

impl Stamp {
    pub(super) fn of(state: State) -> Self {
        Self { length: state.length(), modified: state.modified() }
    }
}
