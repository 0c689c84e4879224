//! Foreign files on their way from the old site to the new one.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use crate::output::publish::error::{Attempt, PublishError};
use crate::output::publish::sight::{Ask, Kind, Sight};
use crate::output::publish::site::{Foreign, Site, Stamp};
use crate::source::load::state::{Moment, State};

/// Puts everything foreign in `site` into the directory `next` as well. It stays in the old place, so
/// that it is in the target whenever the process is killed.
pub(super) fn carry_over(site: &Site, next: &Path) -> Result<(), PublishError> {
    for (path, foreign) in &site.foreign {
        let (from, to) = (site.root.join(path), next.join(path));
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).attempt("create the directory", folder)?;
        }
        match foreign {
            Foreign::Folder => fs::create_dir_all(&to).attempt("create the directory", &to)?,
            // It was there a moment ago; if the user deleted it since, it need not be carried.
            Foreign::File(_) => match link_or_copy(&from, &to) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                result => result.attempt("keep the file", &from)?,
            },
        }
    }
    // Only now, because a folder may not allow new files. The innermost come first.
    let folders = site.foreign.iter().filter(|(_, foreign)| **foreign == Foreign::Folder);
    for (path, _) in folders.rev() {
        let (from, to) = (site.root.join(path), next.join(path));
        if let Ok(metadata) = from.metadata() {
            fs::set_permissions(&to, metadata.permissions()).attempt("set permissions of", &to)?;
        }
    }
    Ok(())
}

/// Moves foreign files from the old site to the target that came into it, or were replaced, after those of `site`, which
/// it was, were carried over.
pub(super) fn rescue_late(old: &Path, target: &Path, site: &Site) -> Result<(), PublishError> {
    let before = site.sight.as_deref();
    // A file that is written anew in its place leaves its folder as it was. Those of the user are few.
    let is_touched = |(path, foreign): (&PathBuf, &Foreign)| {
        let now = old.join(path).symlink_metadata().ok().filter(|now| !now.is_dir());
        now.is_some_and(|now| *foreign != Foreign::File(Stamp::of(State::of(&now))))
    };
    let ask = if site.foreign.iter().any(is_touched) { Ask::States } else { Ask::Names };
    // The moment is of no use: nobody looks at the old site with what is seen now.
    let now = Sight::of(old, Moment::default(), before, ask)?;
    if before.is_some_and(|before| now.is_like(before)) {
        return Ok(());
    }
    for entry in now.entries() {
        let foreign = match entry.kind {
            Kind::Folder => Foreign::Folder,
            Kind::File(state) | Kind::Other(state) => Foreign::File(Stamp::of(state)),
        };
        let is_known = site.foreign.get(&entry.path) == Some(&foreign) || site.is_own(&entry);
        if !is_known {
            move_over(old, target, &entry.path, &foreign)?;
        }
    }
    Ok(())
}

/// Moves foreign files from an old site to the target that the target lacks. When nobody knows what was carried over, rather
/// a deleted file comes back than a new one is lost.
pub(super) fn rescue(old: &Path, target: &Path) -> Result<(), PublishError> {
    for (path, foreign) in &Site::read(old, Moment::default(), None)?.foreign {
        if target.join(path).symlink_metadata().is_err() {
            move_over(old, target, path, foreign)?;
        }
    }
    Ok(())
}

fn move_over(old: &Path, target: &Path, path: &Path, foreign: &Foreign) -> Result<(), PublishError> {
    let (from, to) = (old.join(path), target.join(path));
    let folder = if *foreign == Foreign::Folder { Some(&*to) } else { to.parent() };
    if let Some(folder) = folder {
        fs::create_dir_all(folder).attempt("create the directory", folder)?;
    }
    match foreign {
        Foreign::Folder => Ok(()),
        Foreign::File(_) => fs::rename(&from, &to).attempt("keep the file", &to),
    }
}

/// Makes `to` the same file as `from`, or one that is equal where links are impossible.
fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => copy(from, to, &from.symlink_metadata()?),
        result => result,
    }
}

fn copy(from: &Path, to: &Path, metadata: &Metadata) -> io::Result<()> {
    if metadata.is_symlink() {
        return copy_link(from, to);
    }
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a file and cannot be copied"));
    }
    fs::copy(from, to)?;
    let file = fs::File::options().write(true).open(to)?;
    file.set_times(fs::FileTimes::new().set_modified(metadata.modified()?))
}

#[cfg(unix)]
fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn copy_link(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::other("it is a symbolic link and cannot be copied"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::load::state;

    #[test]
    fn what_the_user_wrote_into_a_file_after_it_was_copied_is_moved_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let (old, target) = (folder.path().join("old"), folder.path().join("target"));
        for (root, path, text) in
            [(&old, "a/mine.txt", "first"), (&old, "b/other.txt", "other"), (&target, "a/mine.txt", "first")]
        {
            fs::create_dir_all(root.join(path).parent().expect("it has one")).expect("a folder");
            fs::write(root.join(path), text).expect("a file");
        }
        // Long enough for folders to count as old.
        std::thread::sleep(std::time::Duration::from_millis(15));
        let site = Site::read(&old, state::moment(&old).expect("a clock"), None).expect("it can be looked at");
        fs::write(old.join("a/mine.txt"), "second text").expect("a file");
        rescue_late(&old, &target, &site).expect("it can be moved");
        assert_eq!(fs::read_to_string(target.join("a/mine.txt")).expect("it is there"), "second text");
        assert!(!target.join("b/other.txt").exists(), "it was carried over before, and the user took it away since");
    }
}
