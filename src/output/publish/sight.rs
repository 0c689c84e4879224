//! What stands in a directory, seen without reading files, and seen again for less.
//!
//! A site has a folder for each page, and to list a folder takes five times as long as to ask whether anything came into it or
//! went. So a [`Sight`] remembers of each folder when that last happened: one that says the same again has the same names in
//! it, leading to the same files.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::error::{Attempt, PublishError};
use crate::memo::form::{Form, push, push_number};
use crate::source::load::state::{Look, Moment, State};

/// What a file of what was seen begins with; another format has another number.
const MAGIC: &[u8; 16] = b"milepost seen 1\n";
const CHECKSUM: usize = 32;
/// What something is, where it is written down.
const FOLDER: u8 = 0;
const FILE: u8 = 1;
const OTHER: u8 = 2;

/// All that is below a directory, as it was seen at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// A moment before that: what is not older may have been changed since, and look the same.
    since: Moment,
    root: Folder,
}

/// A folder with what is in it, in the order of the names.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Folder {
    state: State,
    entries: Vec<(PathBuf, Seen)>,
}

/// Something in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
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

    /// Returns it as the bytes of a file, unless a name is no text.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let mut bytes = [&MAGIC[..], &[0; CHECKSUM]].concat();
        self.since.push_to(&mut bytes);
        self.root.push_to(&mut bytes)?;
        let (head, seen) = bytes.split_at_mut(MAGIC.len() + CHECKSUM);
        head[MAGIC.len()..].copy_from_slice(&Sha256::digest(seen));
        Some(bytes)
    }

    /// Returns what the bytes of a file say, if they are whole.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (checksum, seen) = bytes.strip_prefix(MAGIC)?.split_at_checked(CHECKSUM)?;
        if *checksum != *Sha256::digest(seen) {
            return None;
        }
        let mut form = Form::of(seen);
        let sight = Self { since: Moment::read(&mut form)?, root: Folder::read(&mut form)? };
        form.is_over().then_some(sight)
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
    fn push_to(&self, out: &mut Vec<u8>) -> Option<()> {
        self.state.push_to(out);
        push_number(out, self.entries.len());
        for (name, seen) in &self.entries {
            push(out, name.to_str()?);
            let (kind, state) = match seen {
                Seen::Folder(folder) => {
                    out.push(FOLDER);
                    folder.push_to(out)?;
                    continue;
                }
                Seen::File(state) => (FILE, state),
                Seen::Other(state) => (OTHER, state),
            };
            out.push(kind);
            state.push_to(out);
        }
        Some(())
    }

    fn read(form: &mut Form<'_>) -> Option<Self> {
        let state = State::read(form)?;
        let entry = |form: &mut Form<'_>| {
            let name = PathBuf::from(form.text()?);
            let seen = match form.byte()? {
                FOLDER => Seen::Folder(Self::read(form)?),
                FILE => Seen::File(State::read(form)?),
                OTHER => Seen::Other(State::read(form)?),
                _ => return None,
            };
            Some((name, seen))
        };
        Some(Self { state, entries: form.list(entry)? })
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::load::state;

    fn seen(root: &Path, before: Option<&Sight>, ask: Ask) -> Sight {
        Sight::of(root, state::moment(root).expect("a clock"), before, ask).expect("it can be looked at")
    }

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, name) in [("a/b", "c.html"), ("a/b", "d.html"), ("e", "f"), ("", "g")] {
            fs::create_dir_all(folder.path().join(path)).expect("a folder");
            fs::write(folder.path().join(path).join(name), name).expect("a file");
        }
        folder
    }

    #[test]
    fn what_is_seen_again_is_what_is_seen_anew() {
        let folder = folder();
        let root = folder.path();
        let mut before = seen(root, None, Ask::States);
        let changes: [&dyn Fn(); 6] = [
            &|| {},
            &|| fs::write(root.join("a/b/c.html"), "longer").expect("a file"),
            &|| fs::write(root.join("a/new"), "").expect("a file"),
            &|| fs::remove_file(root.join("a/b/d.html")).expect("it was there"),
            &|| fs::rename(root.join("a/b"), root.join("e/b")).expect("it was there"),
            &|| fs::remove_dir_all(root.join("e")).expect("it was there"),
        ];
        for change in changes {
            // Long enough for folders to count as old.
            std::thread::sleep(std::time::Duration::from_millis(15));
            before = seen(root, Some(&before), Ask::States);
            change();
            let anew = seen(root, None, Ask::States);
            assert_eq!(seen(root, Some(&before), Ask::States).look(), anew.look());
            let names = |sight: &Sight| sight.entries().into_iter().map(|entry| entry.path).collect::<Vec<_>>();
            assert_eq!(names(&seen(root, Some(&before), Ask::Names)), names(&anew));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_and_what_is_damaged_is_not(at in any::<prop::sample::Index>(), flip in 1..=255_u8) {
            let folder = folder();
            let sight = seen(folder.path(), None, Ask::States);
            let whole = sight.to_bytes().expect("names are texts");
            prop_assert_eq!(Sight::from_bytes(&whole), Some(sight));
            let mut damaged = whole.clone();
            damaged[at.index(whole.len())] ^= flip;
            prop_assert_eq!(Sight::from_bytes(&damaged), None);
            prop_assert_eq!(Sight::from_bytes(&whole[..at.index(whole.len())]), None);
        }
    }
}
