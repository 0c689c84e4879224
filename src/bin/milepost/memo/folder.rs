//! The folder of what is remembered: `.milepost/cache/` of the journal.
#![expect(clippy::disallowed_methods, reason = "the memo of the command line is on the disk")]

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// How a file that is still being written is named.
pub(super) const UNFINISHED: &str = "tmp-";
/// Where it is in a journal.
const FOLDER: [&str; 2] = [".milepost", "cache"];

/// Returns the bytes of the file at `path` and what the system says of it, unless it has more than `most`.
pub(super) fn read(path: &Path, most: u64) -> Option<(Vec<u8>, Metadata)> {
    let file = File::open(path).ok()?;
    let metadata = file.metadata().ok().filter(|metadata| metadata.is_file() && metadata.len() <= most)?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).ok()?);
    // It may grow while it is read.
    file.take(most).read_to_end(&mut bytes).ok()?;
    Some((bytes, metadata))
}

/// Returns the file at `path`, to be read in parts, and how long it is, unless it has more than `most` bytes.
pub(super) fn open(path: &Path, most: u64) -> Option<(File, u64)> {
    let file = File::open(path).ok()?;
    let metadata = file.metadata().ok().filter(|metadata| metadata.is_file() && metadata.len() <= most)?;
    Some((file, metadata.len()))
}

/// Fills `bytes` with what a file has from `at` on.
pub(super) fn read_at(file: &File, at: u64, bytes: &mut [u8]) -> io::Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::FileExt::read_exact_at(file, bytes, at);
    #[cfg(windows)]
    {
        let mut done = 0;
        while done < bytes.len() {
            match std::os::windows::fs::FileExt::seek_read(file, &mut bytes[done..], at + done as u64)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                read => done += read,
            }
        }
        Ok(())
    }
    #[cfg(not(any(unix, windows)))]
    {
        let _ = (file, at, bytes);
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// The folder, which is made when it is needed first.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    root: PathBuf,
    path: PathBuf,
    ready: OnceLock<bool>,
}

impl Folder {
    /// Returns the folder of the journal below `root`. Nothing is made or read yet.
    pub(crate) fn new(root: &Path) -> Self {
        let path = FOLDER.iter().fold(root.to_owned(), |path, name| path.join(name));
        Self { root: root.to_owned(), path, ready: OnceLock::new() }
    }

    /// Returns where it is, or would be.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the folder once it is there to be written in, or `None` where that cannot be.
    pub(crate) fn ready(&self) -> Option<&Path> {
        self.ready.get_or_init(|| self.prepare().is_ok()).then_some(&*self.path)
    }

    /// Writes a file of that name, whole or not at all.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.begin(name)?;
        file.write_all(bytes)?;
        file.finish().map(drop)
    }

    /// Begins a file of that name, which is there once it is finished.
    pub(super) fn begin(&self, name: &str) -> io::Result<Unfinished> {
        let folder = self.ready().ok_or(io::ErrorKind::PermissionDenied)?;
        let path = folder.join(format!("{UNFINISHED}{}-{name}", std::process::id()));
        Ok(Unfinished { file: File::create(&path)?, path, to: folder.join(name), length: 0 })
    }

    /// Adds `parts` to the end of the file of that name, if it has that length, and returns how long it is then.
    pub(super) fn append(&self, name: &str, length: u64, parts: [&[u8]; 2]) -> io::Result<u64> {
        let path = self.path.join(name);
        let has_length = path.symlink_metadata().is_ok_and(|found| found.is_file() && found.len() == length);
        if !has_length {
            // Another run was here.
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut file = File::options().append(true).open(&path)?;
        parts.iter().try_for_each(|part| file.write_all(part))?;
        Ok(parts.iter().fold(length, |length, part| length + part.len() as u64))
    }

    /// Makes the folder, and keeps it out of git and of backups.
    fn prepare(&self) -> io::Result<()> {
        let mut path = self.root.clone();
        for name in FOLDER {
            path.push(name);
            // A link could lead anywhere, and files are removed here.
            if path.symlink_metadata().is_ok_and(|found| !found.is_dir()) {
                return Err(io::ErrorKind::NotADirectory.into());
            }
        }
        fs::create_dir_all(&path)?;
        let notes = [
            (self.root.join(FOLDER[0]).join(".gitignore"), "*\n"),
            (path.join("CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55\n# This folder can be deleted.\n"),
        ];
        for (path, text) in notes {
            if !path.exists() {
                fs::write(path, text)?;
            }
        }
        Ok(())
    }
}

/// A file that is being written, in large parts. Unless it is finished, it is gone in the end.
#[derive(Debug)]
pub(super) struct Unfinished {
    file: File,
    path: PathBuf,
    to: PathBuf,
    length: u64,
}

impl Unfinished {
    /// Adds to it.
    pub(super) fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.length += bytes.len() as u64;
        self.file.write_all(bytes)
    }

    /// Puts it into its place, and returns how long it is.
    pub(super) fn finish(self) -> io::Result<u64> {
        fs::rename(&self.path, &self.to)?;
        Ok(self.length)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // It is not there any more once it is finished.
        let _ = fs::remove_file(&self.path);
    }
}
