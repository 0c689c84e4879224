//! What tells one state of a file from another without reading it.
//!
//! A [`Look`] lists files with what the system says of each. Two looks with the same digest saw the same files, with one
//! exception: a file that is changed twice within one tick of the file system's clock may look as it did after the first
//! change. So what is not clearly older than a [`moment`] before the look has to be read to be known; [`Look::young`]
//! names those files.

use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::memo::form::Form;

/// A moment of the clock of a file system, from the epoch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment(i128);

impl Moment {
    /// Returns the moment that is so much earlier.
    #[must_use]
    pub fn before(self, by: Duration) -> Self {
        Self(self.0 - i128::try_from(by.as_nanos()).unwrap_or(i128::MAX))
    }
}

impl Moment {
    /// Adds it to what is written down.
    pub(crate) fn push_to(self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0.to_le_bytes());
    }

    /// Reads it again.
    pub(crate) fn read(form: &mut Form<'_>) -> Option<Self> {
        form.bytes().map(i128::from_le_bytes).map(Self)
    }
}

impl From<SystemTime> for Moment {
    fn from(time: SystemTime) -> Self {
        let nanos = |duration: Duration| i128::try_from(duration.as_nanos()).unwrap_or(i128::MAX);
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => Self(nanos(after)),
            Err(error) => Self(-nanos(error.duration())),
        }
    }
}

/// Returns what the clock of the file system that `folder` is on says now. Whatever is changed there from now on is at
/// least as young.
pub fn moment(folder: &Path) -> io::Result<Moment> {
    // One name for all, so that a run that is killed leaves no more than one. Another run that uses it now may make the
    // moment later, but not later than now.
    let path = folder.join("clock");
    let mut file = File::create(&path)?;
    let modified = file.write_all(b"x").and_then(|()| file.metadata()).and_then(|metadata| metadata.modified());
    drop(file);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(modified?.into()),
    }
}

/// Which file a path leads to, whatever its name: device and inode.
pub type Identity = (u64, u64);

/// What the system says of one file, or of one folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct State {
    length: u64,
    /// When its bytes were last changed, as it claims: programs can set this.
    modified: Moment,
    /// When anything of it was last changed, where systems tell.
    changed: Moment,
    /// Which it is, where systems tell.
    identity: Identity,
}

impl State {
    /// Returns the state of a file.
    #[cfg(unix)]
    pub fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt as _;
        let moment = |seconds: i64, nanos: i64| Moment(i128::from(seconds) * 1_000_000_000 + i128::from(nanos));
        Self {
            length: metadata.len(),
            modified: moment(metadata.mtime(), metadata.mtime_nsec()),
            changed: moment(metadata.ctime(), metadata.ctime_nsec()),
            identity: (metadata.dev(), metadata.ino()),
        }
    }

    /// Returns the state of a file.
    #[cfg(not(unix))]
    pub fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().unwrap_or(UNIX_EPOCH).into();
        Self { length: metadata.len(), modified, ..Self::default() }
    }

    /// Adds it to what is written down.
    pub(crate) fn push_to(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.length.to_le_bytes());
        self.modified.push_to(out);
        self.changed.push_to(out);
        out.extend_from_slice(&self.identity.0.to_le_bytes());
        out.extend_from_slice(&self.identity.1.to_le_bytes());
    }

    /// Reads it again.
    pub(crate) fn read(form: &mut Form<'_>) -> Option<Self> {
        let length = form.bytes().map(u64::from_le_bytes)?;
        let (modified, changed) = (Moment::read(form)?, Moment::read(form)?);
        let identity = (form.bytes().map(u64::from_le_bytes)?, form.bytes().map(u64::from_le_bytes)?);
        Some(Self { length, modified, changed, identity })
    }

    /// Returns how many bytes it has.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Returns when its bytes were last changed, as it claims.
    pub fn modified(&self) -> Moment {
        self.modified
    }

    /// Returns which file it is, where systems tell.
    pub fn identity(&self) -> Option<Identity> {
        cfg!(unix).then_some(self.identity)
    }

    /// Returns whether nothing of the file was changed since `moment`, for certain: where systems do not tell when anything
    /// of it was changed, nothing is.
    pub fn is_older(&self, moment: Moment) -> bool {
        cfg!(unix) && self.youngest() < moment
    }

    fn youngest(&self) -> Moment {
        self.modified.max(self.changed)
    }
}

/// Files with their states, as they were seen at one time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// Paths below the folder that was looked at, with the state of files; folders have none.
    seen: Vec<(PathBuf, Option<State>)>,
    /// What else was seen, as text.
    remark: String,
}

impl Look {
    /// Returns what was seen, and in words what has no state.
    pub fn new(mut seen: Vec<(PathBuf, Option<State>)>, remark: String) -> Self {
        seen.sort_by(|a, b| a.0.cmp(&b.0));
        Self { seen, remark }
    }

    /// Returns a hash of all that was seen.
    pub fn digest(&self) -> String {
        let mut bytes = Vec::with_capacity(self.seen.len() * 128);
        let part = |bytes: &mut Vec<u8>, part: &[u8]| {
            bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
            bytes.extend_from_slice(part);
        };
        part(&mut bytes, self.remark.as_bytes());
        for (path, state) in &self.seen {
            part(&mut bytes, path.as_os_str().as_encoded_bytes());
            let Some(state) = state else {
                bytes.push(0);
                continue;
            };
            bytes.push(1);
            bytes.extend_from_slice(&state.length.to_le_bytes());
            bytes.extend_from_slice(&state.modified.0.to_le_bytes());
            bytes.extend_from_slice(&state.changed.0.to_le_bytes());
            bytes.extend_from_slice(&state.identity.0.to_le_bytes());
            bytes.extend_from_slice(&state.identity.1.to_le_bytes());
        }
        hex(&bytes)
    }

    /// Returns the files that are not older than `moment`.
    pub fn young(&self, moment: Moment) -> impl Iterator<Item = &Path> {
        let is_young = move |state: &Option<State>| state.is_some_and(|state| state.youngest() >= moment);
        self.seen.iter().filter(move |(_, state)| is_young(state)).map(|(path, _)| path.as_path())
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes everything");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(folder: &Path) -> Look {
        let entries = fs::read_dir(folder).unwrap().flatten();
        let seen = entries.map(|entry| {
            let name = PathBuf::from(entry.file_name());
            (name, Some(State::of(&entry.metadata().unwrap())))
        });
        Look::new(seen.collect(), String::new())
    }

    #[test]
    fn a_look_differs_when_anything_differs() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&a, "one").unwrap();
        let first = look(folder.path());
        assert_eq!(look(folder.path()).digest(), first.digest());
        let mut digests = vec![first.digest()];
        let modified = fs::metadata(&a).unwrap().modified().unwrap();
        fs::write(&b, "two").unwrap();
        digests.push(look(folder.path()).digest());
        fs::rename(&b, folder.path().join("c")).unwrap();
        digests.push(look(folder.path()).digest());
        fs::write(&a, "longer").unwrap();
        File::options().append(true).open(&a).unwrap().set_modified(modified).unwrap();
        digests.push(look(folder.path()).digest());
        digests.push(Look::new(first.seen.clone(), "a remark".to_owned()).digest());
        digests.push(Look::new(vec![("a".into(), None)], String::new()).digest());
        let distinct: std::collections::BTreeSet<&String> = digests.iter().collect();
        assert_eq!(distinct.len(), digests.len());
    }

    #[test]
    fn what_is_written_after_a_moment_is_young() {
        let folder = tempfile::tempdir().unwrap();
        let before = moment(folder.path()).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "the clock is read without a trace");
        fs::write(folder.path().join("a"), "a").unwrap();
        let look = look(folder.path());
        assert_eq!(look.young(before).collect::<Vec<_>>(), [Path::new("a")]);
        let later = Moment::from(SystemTime::now() + Duration::from_mins(1));
        assert_eq!(look.young(later).count(), 0);
        assert_eq!(look.young(later.before(Duration::from_mins(2))).count(), 1);
    }
}
