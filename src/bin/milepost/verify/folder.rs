//! A copy on the disk.
#![expect(clippy::disallowed_methods, reason = "the command line reads the copy")]

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use milepost::output::manifest::{MANIFEST, Manifest, sha256};
use rayon::prelude::*;
use walkdir::WalkDir;

use super::{Finding, LARGEST_MANIFEST, Remark, Verdict, is_private};

/// Reads the manifest at `path`.
pub(crate) fn read_manifest(path: &Path) -> anyhow::Result<Manifest> {
    let place = path.display().to_string();
    let mut bytes = Vec::new();
    let file = File::open(path).with_context(|| format!("could not read `{place}`"))?;
    file.take(LARGEST_MANIFEST + 1).read_to_end(&mut bytes).with_context(|| format!("could not read `{place}`"))?;
    if bytes.len() as u64 > LARGEST_MANIFEST {
        bail!("`{place}` is too large for a manifest");
    }
    super::manifest(&bytes, &place)
}

/// Compares the folder `dir` with `manifest`.
pub(crate) fn compare(dir: &Path, manifest: &Manifest) -> anyhow::Result<Verdict> {
    let there = walk(dir)?;
    let listed: Vec<(&str, &str)> =
        manifest.files.0.iter().map(|(path, hash)| (path.as_str(), hash.as_str())).collect();
    let found: Vec<Option<Remark>> = listed.par_iter().map(|(path, hash)| look(dir, path, hash)).collect();
    let right = found.iter().filter(|found| found.is_none()).count();
    let mut remarks: Vec<Remark> = found.into_iter().flatten().collect();
    let is_listed = |path: &str| path == MANIFEST || manifest.files.0.contains_key(path);
    for path in there.iter().filter(|path| !is_listed(path)) {
        let finding = if is_private(path) { Finding::Private } else { Finding::Extra };
        remarks.push(Remark { finding, path: path.clone(), detail: String::new() });
    }
    Ok(Verdict {
        copy: dir.display().to_string(),
        generator: manifest.generator.clone(),
        right,
        listed: listed.len(),
        remarks,
        ..Verdict::default()
    })
}

/// Returns every file, without following links. The `.git` of a clone is not part of the copy.
fn walk(dir: &Path) -> anyhow::Result<BTreeSet<String>> {
    let mut paths = BTreeSet::new();
    let is_clone = |entry: &walkdir::DirEntry| entry.depth() == 1 && entry.file_name() == ".git";
    for entry in WalkDir::new(dir).into_iter().filter_entry(|entry| !is_clone(entry)) {
        let entry = entry.with_context(|| format!("could not look through `{}`", dir.display()))?;
        if entry.file_type().is_dir() {
            continue;
        }
        let parts = entry.path().strip_prefix(dir).unwrap_or(entry.path()).components();
        let parts: Vec<String> = parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        paths.insert(parts.join("/"));
    }
    Ok(paths)
}

/// Returns what is wrong with the file at `path`.
fn look(dir: &Path, path: &str, hash: &str) -> Option<Remark> {
    let remark = |finding, detail: String| Some(Remark { finding, path: path.to_owned(), detail });
    let place = dir.join(path);
    match fs::symlink_metadata(&place) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return remark(Finding::Missing, String::new()),
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            return remark(Finding::Missing, String::new());
        }
        Err(error) => return remark(Finding::Unreadable, error.to_string()),
        // What is no file could be read for ever, or be another file tomorrow.
        Ok(found) if !found.is_file() => return remark(Finding::Changed, "it is not a file".to_owned()),
        Ok(_) => {}
    }
    match fs::read(&place) {
        Ok(bytes) if sha256(&bytes) == hash => None,
        Ok(bytes) => remark(Finding::Changed, format!("{} bytes", bytes.len())),
        Err(error) => remark(Finding::Unreadable, error.to_string()),
    }
}
