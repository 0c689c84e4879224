//! Where the objects of a deployment are made: `.milepost/deploy/`, behind the objects of the repository, which are only
//! read. It can be deleted at any time; it saves the next deployment from fetching the branch again.
#![expect(clippy::disallowed_methods, reason = "the command line has a folder of its own for objects of git")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::git::{Git, text};

/// When there are more packs than these, the folder is begun anew: each deployment leaves one.
const MOST_PACKS: usize = 40;

/// A place for new objects, held by one deployment at a time.
#[derive(Debug)]
pub(super) struct Desk {
    /// Git in the repository, with new objects here.
    pub(super) git: Git,
    index: PathBuf,
    _lock: File,
}

impl Desk {
    /// Opens the desk of the journal below `root`, and waits for another deployment to leave it.
    pub(super) fn open(git: &Git, root: &Path) -> anyhow::Result<Self> {
        let root = std::path::absolute(root).with_context(|| format!("could not find `{}`", root.display()))?;
        let folder = root.join(".milepost").join("deploy");
        let objects = folder.join("objects");
        let trouble = || format!("could not use the folder `{}`", folder.display());
        fs::create_dir_all(&folder).with_context(trouble)?;
        let lock = File::options().create(true).truncate(false).write(true).open(folder.join("lock"));
        let lock = lock.with_context(trouble)?;
        lock.lock().with_context(trouble)?;
        let packs = fs::read_dir(objects.join("pack")).map_or(0, Iterator::count);
        if packs > 2 * MOST_PACKS {
            fs::remove_dir_all(&objects).with_context(trouble)?;
        }
        fs::create_dir_all(objects.join("info")).with_context(trouble)?;
        let behind = git.line(&["rev-parse", "--path-format=absolute", "--git-path", "objects"])?;
        fs::write(objects.join("info").join("alternates"), format!("{behind}\n")).with_context(trouble)?;
        // What a deployment left that was killed.
        let index = folder.join("index");
        for left in [index.clone(), folder.join("index.lock")] {
            let _ = fs::remove_file(left);
        }
        let git = git.clone().with("GIT_OBJECT_DIRECTORY", &objects).with("GIT_INDEX_FILE", &index);
        Ok(Self { git, index, _lock: lock })
    }

    /// Makes objects of `files`, and returns their ids in the same order.
    pub(super) fn blobs(&self, files: &[&[u8]]) -> anyhow::Result<Vec<String>> {
        let marks = self.index.with_file_name("marks");
        let mut stream = b"feature done\n".to_vec();
        for (number, bytes) in files.iter().enumerate() {
            stream.extend(format!("blob\nmark :{}\ndata {}\n", number + 1, bytes.len()).bytes());
            stream.extend(*bytes);
            stream.push(b'\n');
        }
        stream.extend(b"done\n");
        let export = format!("--export-marks={}", marks.display());
        self.git.run_with(&["fast-import", "--quiet", "--done", &export], &stream)?;
        let listed = fs::read_to_string(&marks).with_context(|| format!("could not read `{}`", marks.display()))?;
        let _ = fs::remove_file(&marks);
        let id = |line: &str| {
            let (mark, id) = line.strip_prefix(':')?.split_once(' ')?;
            Some((mark.parse::<usize>().ok()?, id.to_owned()))
        };
        let ids: BTreeMap<usize, String> = listed.lines().filter_map(id).collect();
        if ids.len() != files.len() {
            bail!("git made {} objects of {} files", ids.len(), files.len());
        }
        Ok(ids.into_values().collect())
    }

    /// Makes a tree of entries as `git update-index --index-info` reads them, each ended by a zero byte.
    pub(super) fn tree(&self, entries: &[u8]) -> anyhow::Result<String> {
        let _ = fs::remove_file(&self.index);
        self.git.run_with(&["update-index", "-z", "--index-info"], entries)?;
        let tree = self.git.line(&["write-tree"]);
        let _ = fs::remove_file(&self.index);
        tree
    }

    /// Makes a commit of `tree`, by whoever the user is to git.
    pub(super) fn commit(&self, tree: &str, parent: Option<&str>, message: &str) -> anyhow::Result<String> {
        let mut arguments = vec!["commit-tree", tree];
        arguments.extend(parent.iter().flat_map(|parent| ["-p", parent]));
        match self.git.run_with(&arguments, message.as_bytes()) {
            Ok(id) => Ok(text(&id)),
            Err(error) if is_about_identity(&error.to_string()) => bail!(
                "git does not know who you are, and a commit has an author: `git config user.name \"NAME\"` and \
                 `git config user.email ADDRESS`; nothing was pushed"
            ),
            Err(error) => Err(error),
        }
    }

    /// Returns the bytes of an object.
    pub(super) fn blob(&self, id: &str) -> anyhow::Result<Vec<u8>> {
        self.git.run(&["cat-file", "blob", id])
    }

    /// Returns the bytes of objects, in order.
    pub(super) fn read_all(&self, ids: &[&str]) -> anyhow::Result<Vec<Vec<u8>>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let input = ids.join("\n") + "\n";
        let out = self.git.run_with(&["cat-file", "--batch", "--buffer"], input.as_bytes())?;
        let mut rest = out.as_slice();
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            let (bytes, after) = next_object(rest).with_context(|| format!("git could not read its object {id}"))?;
            found.push(bytes.to_vec());
            rest = after;
        }
        Ok(found)
    }
}

/// Returns the first object of what `cat-file --batch` printed, and the rest.
fn next_object(printed: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = printed.iter().position(|byte| *byte == b'\n')?;
    let head = std::str::from_utf8(&printed[..end]).ok()?;
    let size: usize = head.rsplit(' ').next()?.parse().ok()?;
    let body = printed.get(end + 1..)?;
    Some((body.get(..size)?, body.get(size + 1..)?))
}

fn is_about_identity(complaint: &str) -> bool {
    ["tell me who you are", "empty ident", "unable to auto-detect email", "auto-detection is disabled"]
        .iter()
        .any(|part| complaint.contains(part))
}
