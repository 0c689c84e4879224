//! A site as it stands on the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use super::Standing;
use super::error::{Attempt, PublishError};
use super::listing::{self, Identity};
use crate::output::manifest::{MANIFEST, Manifest};
use crate::output::{OutputPath, OutputSet};
use crate::source::load::state::State;

/// What is in a directory: Milepost's files and the user's.
#[derive(Debug, Default)]
pub(super) struct Site {
    pub(super) root: PathBuf,
    /// Whether the directory is there.
    pub(super) exists: bool,
    /// The bytes of the manifest, if there is one.
    pub(super) manifest_bytes: Option<Vec<u8>>,
    /// The files that the manifest lists and that are there; nothing is known of those that are not regular files.
    pub(super) own: BTreeMap<OutputPath, Option<Own>>,
    /// What the manifest says of its files.
    pub(super) hashes: BTreeMap<OutputPath, String>,
    /// The folders that they are in, or were.
    pub(super) folders: BTreeSet<String>,
    /// Everything else, folders before what is in them.
    pub(super) foreign: BTreeMap<PathBuf, Foreign>,
}

/// A file that Milepost made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Own {
    state: State,
    /// Which file it is, where systems tell.
    pub(super) identity: Option<Identity>,
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
    modified: Option<std::time::SystemTime>,
}

impl Site {
    /// Looks at the directory `root`, following no link.
    pub(super) fn read(root: &Path) -> Result<Self, PublishError> {
        let mut site = Self { root: root.to_owned(), ..Self::default() };
        site.exists = root.symlink_metadata().is_ok();
        if !site.exists {
            return Ok(site);
        }
        let manifest = site.read_manifest()?;
        let listed = manifest.map(|manifest| manifest.files.0).unwrap_or_default();
        let folders: BTreeSet<&str> = listed.keys().flat_map(OutputPath::folders).collect();
        for entry in listing::list(root)? {
            let text = entry.text().unwrap_or_default();
            let Some(metadata) = entry.metadata else {
                if folders.contains(text.as_str()) {
                    site.folders.insert(text);
                } else {
                    site.foreign.insert(entry.path, Foreign::Folder);
                }
                continue;
            };
            if let Some((path, _)) = listed.get_key_value(text.as_str()) {
                site.own.insert(path.clone(), metadata.is_file().then(|| Own::of(&metadata)));
            } else if text != MANIFEST || site.manifest_bytes.is_none() {
                site.foreign.insert(entry.path, Foreign::File(Stamp::of(&metadata)));
            }
        }
        site.hashes = listed;
        Ok(site)
    }

    /// Returns whether something was Milepost's own in this site. The old manifest is.
    pub(super) fn is_own(&self, entry: &listing::Entry) -> bool {
        let Some(text) = entry.text() else { return false };
        match entry.metadata {
            None => self.folders.contains(&text),
            Some(_) => self.own.contains_key(text.as_str()) || text == MANIFEST,
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

    /// Returns whether the file at `path` is Milepost's own and is as it was seen, when it had the bytes that the manifest says.
    pub(super) fn is_as_seen(&self, path: &OutputPath, standing: &Standing<'_>) -> bool {
        let state = self.own.get(path).copied().flatten().map(|own| own.state);
        state.is_some_and(|state| {
            state.is_older(standing.since) && standing.look.state(Path::new(path.as_str())) == Some(state)
        })
    }

    /// Returns whether the file at `path` is Milepost's own and has these bytes.
    pub(super) fn holds(&self, path: &OutputPath, bytes: &[u8]) -> bool {
        let has_length =
            self.own.get(path).copied().flatten().is_some_and(|own| own.state.length() == bytes.len() as u64);
        // A file that cannot be read is written anew, which is what one that differs needs.
        has_length && fs::read(self.root.join(path.as_str())).is_ok_and(|found| found == bytes)
    }
}

impl Own {
    fn of(metadata: &Metadata) -> Self {
        Self { state: State::of(metadata), identity: listing::identity(metadata) }
    }
}

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self { length: metadata.len(), modified: metadata.modified().ok() }
    }
}
