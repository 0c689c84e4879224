//! Files of the journal, written whole or not at all.
#![expect(clippy::disallowed_methods, reason = "the command line writes the files of a journal")]

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

/// Keeps other runs of `milepost` from changing the same journal; ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Lock(#[expect(dead_code, reason = "it is the open file that holds the lock")] File);

/// Waits until no other run changes the journal below `root`.
pub(crate) fn lock(root: &Path) -> anyhow::Result<Lock> {
    let folder = root.join(".milepost");
    fs::create_dir_all(&folder).with_context(|| format!("could not create the folder `{}`", folder.display()))?;
    let path = folder.join("edit.lock");
    let open = File::options().create(true).truncate(false).write(true).open(&path);
    let file = open.with_context(|| format!("could not open `{}`", path.display()))?;
    file.lock().with_context(|| format!("could not lock `{}`", path.display()))?;
    Ok(Lock(file))
}

/// Writes `bytes` to `path`, in the place of what is there: a reader sees the old file or the new one, whole, also
/// when this run is killed.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let staged = stage(path, bytes)?;
    if let Ok(old) = fs::metadata(path) {
        // Somebody may have made the file readable for a group; the new one is the same file to them.
        let _ = fs::set_permissions(&staged, old.permissions());
    }
    let moved = fs::rename(&staged, path);
    if moved.is_err() {
        let _ = fs::remove_file(&staged);
    }
    moved.with_context(|| format!("could not replace `{}`", path.display()))
}

/// Writes `bytes` to `path`, where nothing may be yet. A file that appears there is whole.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let staged = stage(path, bytes)?;
    // A link fails where a rename would replace what somebody else has put there meanwhile.
    let linked = match fs::hard_link(&staged, path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => write_through(path, bytes),
        other => other,
    };
    let _ = fs::remove_file(&staged);
    match linked {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("`{}` is there already and was left as it is", path.display())
        }
        other => other.with_context(|| format!("could not create `{}`", path.display())),
    }
}

/// For file systems without hard links.
fn write_through(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    File::options().write(true).create_new(true).open(path)?.write_all(bytes)
}

/// Writes `bytes` to a hidden file beside `path`, which no build reads.
fn stage(path: &Path, bytes: &[u8]) -> anyhow::Result<PathBuf> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).with_context(|| format!("could not create the folder `{}`", folder.display()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let staged = folder.join(format!(".{name}.{}.milepost-new", std::process::id()));
    let write = || -> std::io::Result<()> {
        let mut file = File::create(&staged)?;
        file.write_all(bytes)?;
        file.sync_data()
    };
    let written = write();
    if written.is_err() {
        let _ = fs::remove_file(&staged);
    }
    written.with_context(|| format!("could not write beside `{}`", path.display()))?;
    Ok(staged)
}
