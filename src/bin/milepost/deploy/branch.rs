//! What the branch of the remote holds, and whose it is.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail};
use milepost::output::OutputSet;
use milepost::output::manifest::{MANIFEST, Manifest, sha256};

use super::desk::Desk;
use super::remote::{Remote, without_password};
use super::{TRAILER, is_of_pages};
use crate::args::DeployArgs;
use crate::git::text;

/// How many names a message has.
const NAMED: usize = 5;

/// A file in a tree of git.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Kind and permissions, as git writes them.
    pub(super) mode: String,
    /// The object.
    pub(super) id: String,
}

/// The files of a tree by path. A path of somebody else can be any bytes.
pub(super) type Files = BTreeMap<Vec<u8>, Entry>;

/// The branch as it is on the remote.
#[derive(Debug, Default)]
pub(super) struct Branch {
    /// Its last commit; none when there is no branch yet.
    pub(super) tip: Option<String>,
    /// What it holds.
    pub(super) files: Files,
    /// Whether its history is one commit.
    pub(super) is_single: bool,
    /// The manifest, if it has one that can be read; and what is wrong with one that cannot.
    manifest: Option<Result<Manifest, String>>,
    /// Commits that are not by `deploy`.
    others: Vec<String>,
    /// Files of the manifest that hold something else than it says, which somebody has written by hand.
    edited: Vec<String>,
}

/// The files of the branch that stay, because Milepost did not make them.
#[derive(Debug, Default)]
pub(super) struct Kept(Files);

impl Branch {
    /// Asks the remote for the branch, and fetches it.
    pub(super) fn read(desk: &Desk, remote: &Remote, reference: &str) -> anyhow::Result<Self> {
        let said = desk.git.try_run(&["ls-remote", "--", &remote.url, reference])?;
        if !said.ok {
            bail!("{}", unreachable(remote, &said.reason()));
        }
        let listed = text(&said.out);
        let tip = listed.lines().find_map(|line| line.strip_suffix(reference)).map(|id| id.trim().to_owned());
        let Some(tip) = tip else { return Ok(Self::default()) };
        fetch(desk, remote, reference, &tip)?;
        let files = list(desk, &tip)?;
        let manifest = match files.get(MANIFEST.as_bytes()) {
            Some(entry) => Some(desk.blob(&entry.id)?),
            None => None,
        };
        let hash = manifest.as_deref().map(sha256);
        let manifest = manifest.map(|bytes| Manifest::parse(&bytes).map_err(|error| error.to_string()));
        let log = desk.git.run(&["log", "-z", &format!("--format=%H%n%(trailers:key={TRAILER},valueonly)"), &tip])?;
        let (all, others) = commits(&log);
        let is_ours = hash.is_some() && desk.trailer(&tip)? == hash;
        let mut edited = Vec::new();
        if let Some(Ok(manifest)) = manifest.as_ref().filter(|_| !is_ours) {
            edited = changed_by_hand(desk, &files, manifest)?;
        }
        Ok(Self { tip: Some(tip), files, is_single: all == 1, manifest, others, edited })
    }

    /// Returns the files that stay beside `outputs`, unless the branch holds what must not be lost.
    pub(super) fn kept(&self, outputs: &OutputSet, args: &DeployArgs) -> anyhow::Result<Kept> {
        let branch = &args.branch;
        let adopt = "`--adopt-branch` takes it over";
        if self.tip.is_none() {
            return Ok(Kept::default());
        }
        if args.replace_history && !self.others.is_empty() && !args.adopt_branch {
            bail!(
                "`{branch}` has {} that `milepost deploy` did not make ({}), and a history that is replaced is gone: deploy without \
                 `--replace-history`; {adopt}; nothing was pushed",
                crate::report::plural(self.others.len(), "commit"),
                some(&self.others)
            );
        }
        let listed = match &self.manifest {
            Some(Ok(manifest)) => Some(manifest),
            Some(Err(why)) if !args.adopt_branch => {
                bail!("the `{MANIFEST}` of `{branch}` cannot be read: {why}; {adopt}; nothing was pushed")
            }
            Some(Err(_)) | None => None,
        };
        let foreign: Files = self
            .files
            .iter()
            .filter(|(path, _)| path.as_slice() != MANIFEST.as_bytes() && !is_listed(listed, path))
            .map(|(path, entry)| (path.clone(), entry.clone()))
            .collect();
        if args.adopt_branch {
            return Ok(Kept(foreign.into_iter().filter(|(path, _)| !is_in_the_way(path, outputs)).collect()));
        }
        let strangers: Vec<String> = foreign.keys().map(|path| text(path)).filter(|path| !is_of_pages(path)).collect();
        if listed.is_none() && !strangers.is_empty() {
            bail!(
                "`{branch}` holds {} ({}) and no `{MANIFEST}`, so it was not made by Milepost: choose another `--branch`; \
                 {adopt} and keeps them; nothing was pushed",
                crate::report::plural(strangers.len(), "file"),
                some(&strangers)
            );
        }
        if !self.edited.is_empty() {
            bail!(
                "{} on `{branch}` by somebody else ({}): put what you want to keep into the journal; {adopt}, and the \
                 old files stay in its history; nothing was pushed",
                if self.edited.len() == 1 {
                    "1 file was changed".to_owned()
                } else {
                    format!("{} files were changed", self.edited.len())
                },
                some(&self.edited)
            );
        }
        let blocked = |path: &&Vec<u8>| is_in_the_way(path, outputs) && !is_of_pages(&text(path));
        let in_the_way: Vec<String> = foreign.keys().filter(blocked).map(|path| text(path)).collect();
        if !in_the_way.is_empty() {
            bail!(
                "`{branch}` has {} by somebody else where the site has a page or file ({}): remove or rename one of both; \
                 {adopt}; nothing was pushed",
                crate::report::plural(in_the_way.len(), "file"),
                some(&in_the_way)
            );
        }
        Ok(Kept(foreign.into_iter().filter(|(path, _)| !is_in_the_way(path, outputs)).collect()))
    }
}

impl Kept {
    /// Returns the file at `path`.
    pub(super) fn get(&self, path: &str) -> Option<&Entry> {
        self.0.get(path.as_bytes())
    }

    /// Returns whether nothing stays.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns every file.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Vec<u8>, &Entry)> {
        self.0.iter()
    }

    /// Returns some of the names.
    pub(super) fn names(&self) -> String {
        some(&self.0.keys().map(|path| text(path)).collect::<Vec<_>>())
    }
}

impl Desk {
    /// Returns what a commit says of its manifest.
    fn trailer(&self, commit: &str) -> anyhow::Result<Option<String>> {
        let format = format!("--format=%(trailers:key={TRAILER},valueonly)");
        let line = self.git.line(&["log", "-1", &format, commit])?;
        Ok(Some(line.trim().to_owned()).filter(|line| !line.is_empty()))
    }
}

/// Refuses a branch that shares history with what is checked out: it holds sources.
pub(super) fn require_apart(desk: &Desk, branch: &Branch, name: &str) -> anyhow::Result<()> {
    let Some(tip) = &branch.tip else { return Ok(()) };
    if desk.git.ask(&["merge-base", "HEAD", tip]).is_some() {
        bail!(
            "`{name}` shares history with what you work on, so it holds sources: the site goes to a branch of its own, \
             such as `--branch gh-pages`; nothing was pushed"
        );
    }
    Ok(())
}

/// Fetches the branch without a trace in the repository: no tracking branch, no tags, no `FETCH_HEAD`.
fn fetch(desk: &Desk, remote: &Remote, reference: &str, tip: &str) -> anyhow::Result<()> {
    let fetch = [
        "-c",
        "fetch.writeCommitGraph=false",
        "-c",
        "fetch.prune=false",
        "fetch",
        "--quiet",
        "--no-tags",
        "--no-write-fetch-head",
        "--no-auto-maintenance",
        "--no-recurse-submodules",
        "--refmap=",
        "--",
        &remote.url,
        reference,
    ];
    let said = desk.git.try_run(&fetch)?;
    if !said.ok {
        bail!("{}", unreachable(remote, &said.reason()));
    }
    let there = desk.git.try_run(&["cat-file", "-e", &format!("{tip}^{{commit}}")])?;
    if !there.ok {
        bail!("the branch moved on {} while it was read: somebody else deploys too; run this again", remote.shown());
    }
    Ok(())
}

fn unreachable(remote: &Remote, reason: &str) -> String {
    format!(
        "could not read from {}: {}; is the address right, is there a network, and may you read it? \
         `git ls-remote {}` tries the same; nothing was pushed",
        remote.shown(),
        without_password(reason),
        remote.shown()
    )
}

/// Returns every file of the tree of `commit`.
pub(super) fn list(desk: &Desk, commit: &str) -> anyhow::Result<Files> {
    let listed = desk.git.run(&["ls-tree", "-r", "-z", "--full-tree", commit])?;
    let entry = |item: &[u8]| {
        let tab = item.iter().position(|byte| *byte == b'\t')?;
        let head = std::str::from_utf8(&item[..tab]).ok()?;
        let mut words = head.split(' ');
        let (mode, _, id) = (words.next()?, words.next()?, words.next()?);
        Some((item[tab + 1..].to_vec(), Entry { mode: mode.to_owned(), id: id.to_owned() }))
    };
    let items = listed.split(|byte| *byte == 0).filter(|item| !item.is_empty());
    items.map(|item| entry(item).context("git listed a tree in a way that is not known")).collect()
}

/// Returns how many commits a log has, and those without the trailer.
fn commits(log: &[u8]) -> (usize, Vec<String>) {
    let log = String::from_utf8_lossy(log);
    let entries: Vec<&str> = log.split('\0').filter(|entry| !entry.trim().is_empty()).collect();
    let is_other = |entry: &&&str| entry.lines().skip(1).all(|line| line.trim().is_empty());
    let others = entries.iter().filter(is_other);
    let ids = others.map(|entry| entry.get(..10).unwrap_or(entry).to_owned());
    (entries.len(), ids.collect())
}

/// Returns the files of `manifest` that hold something else than it says.
fn changed_by_hand(desk: &Desk, files: &Files, manifest: &Manifest) -> anyhow::Result<Vec<String>> {
    let listed = manifest.files.0.iter().filter_map(|(path, hash)| {
        let entry = files.get(path.as_str().as_bytes())?;
        Some((path.as_str(), hash, entry))
    });
    // A submodule is no file, so it is a change without a look into it.
    let (subs, blobs): (Vec<_>, Vec<_>) = listed.partition(|(_, _, entry)| entry.mode == "160000");
    let ids: Vec<&str> = blobs.iter().map(|(_, _, entry)| entry.id.as_str()).collect();
    let bytes = desk.read_all(&ids)?;
    let changed = blobs.iter().zip(&bytes).filter(|((_, hash, _), bytes)| sha256(bytes) != **hash);
    Ok(subs
        .iter()
        .map(|(path, _, _)| (*path).to_owned())
        .chain(changed.map(|((path, _, _), _)| (*path).to_owned()))
        .collect())
}

fn is_listed(manifest: Option<&Manifest>, path: &[u8]) -> bool {
    let path = std::str::from_utf8(path).unwrap_or_default();
    manifest.is_some_and(|manifest| manifest.files.0.contains_key(path))
}

/// Returns whether a file at `path` cannot stand beside `outputs`: on any system, so case does not matter.
fn is_in_the_way(path: &[u8], outputs: &OutputSet) -> bool {
    let Ok(path) = std::str::from_utf8(path) else { return false };
    let key = path.to_lowercase();
    key == MANIFEST || outputs.has_conflict(&key)
}

fn some(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(NAMED).map(|name| format!("`{}`", name.escape_debug())).collect();
    let more = names.len().saturating_sub(NAMED);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commits_without_the_trailer_are_of_others() {
        let log = b"aaaaaaaaaaaaaaaa\n0123\n\0bbbbbbbbbbbbbbbb\n\0cccccccccccccccc\n45\n\0";
        assert_eq!(commits(log), (3, vec!["bbbbbbbbbb".to_owned()]));
        assert_eq!(commits(b""), (0, Vec::new()));
    }

    #[test]
    fn some_names_are_told() {
        let names: Vec<String> = (0..7).map(|number| format!("f{number}")).collect();
        assert_eq!(some(&names), "`f0`, `f1`, `f2`, `f3`, `f4` and 2 more");
        assert_eq!(some(&names[..1]), "`f0`");
    }
}
