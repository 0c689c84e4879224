//! `evidence.lock` on the disk: read, changed and written whole, while no other run does.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use milepost::diagnostic::SourceId;
use milepost::lock::{self, Entry, Finding, Lock};

use crate::write;

/// Adds `found` on `today` to what the lock of the journal below `root` knows, takes out what is not `wanted` any more,
/// and returns what is known now. A lock that would be the same is not written.
pub(super) fn write(
    root: &Path,
    wanted: &[&str],
    found: &[(String, Finding)],
    today: NaiveDate,
) -> anyhow::Result<Lock> {
    let path = root.join(lock::FILE);
    // Another run may have written since this one read.
    let _alone = write::lock(root)?;
    let before = match fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| format!("could not read `{}`", path.display())),
    };
    let mut known = before.as_deref().map(read).transpose()?.unwrap_or_default();
    for (url, finding) in found {
        let entry = Entry::after(known.links.get(url), finding.clone(), today);
        known.links.insert(url.clone(), entry);
    }
    known.links.retain(|url, _| wanted.binary_search(&url.as_str()).is_ok());
    let text = known.text();
    let is_nothing = before.is_none() && known.links.is_empty();
    if !is_nothing && before.as_ref() != Some(&text) {
        write::replace(&path, text.as_bytes())?;
    }
    Ok(known)
}

fn read(text: &str) -> anyhow::Result<Lock> {
    let (lock, mistakes) = lock::parse(text, SourceId(0));
    if let Some(mistake) = mistakes.first() {
        bail!("could not read `{}`: {}: run `milepost check` to see where", lock::FILE, mistake.message);
    }
    Ok(lock)
}
