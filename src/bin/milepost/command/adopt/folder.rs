//! The folder that is adopted, read once. Links are not followed, so nothing outside of it is read.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use milepost::adopt::kind::{Signs, detect};
use milepost::adopt::{Inbound, Kind};
use milepost::source::SourcePath;
use milepost::source::load::{MAX_FILE_SIZE, git_dates};
use walkdir::{DirEntry, WalkDir};

/// The most files that a folder may have.
const MAX_FILES: usize = 100_000;
/// The most folders inside of each other.
const MAX_DEPTH: usize = 40;
/// The most bytes of a page.
const MAX_PAGE: u64 = 4 * 1024 * 1024;
/// Folders that programs make, or that hold programs.
const NO_CONTENT: [&str; 9] =
    ["node_modules", "target", "public", "resources", "_site", "vendor", "__pycache__", "venv", "themes"];

/// What is in the folder.
pub(super) struct Folder {
    pub(super) root: PathBuf,
    pub(super) files: Vec<Inbound>,
    /// What is not read, and why.
    pub(super) left: Vec<(SourcePath, String)>,
    names: Vec<String>,
    config: Option<String>,
}

impl Folder {
    /// Returns from which program the folder is.
    pub(super) fn kind(&self) -> Kind {
        let head = |file: &Inbound| {
            let text = String::from_utf8_lossy(file.bytes.as_deref()?).into_owned();
            Some((file.path.file_name().to_owned(), text.chars().take(2_000).collect()))
        };
        let sections = self.files.iter().filter(|file| file.path.stem() == "_index").take(50);
        let heads: Vec<(String, String)> = sections.filter_map(head).collect();
        detect(&Signs { names: &self.names, config: self.config.as_deref(), heads: &heads })
    }
}

/// Reads the folder at `root`.
pub(super) fn read(root: &Path) -> anyhow::Result<Folder> {
    if !root.metadata().with_context(|| format!("could not open the folder `{}`", root.display()))?.is_dir() {
        bail!("`{}` is a file: name the folder that holds the notes", root.display());
    }
    let mut folder =
        Folder { root: root.to_owned(), files: Vec::new(), left: Vec::new(), names: Vec::new(), config: None };
    // The settings of a site stand beside its `content` folder.
    let site = if root.file_name() == Some(OsStr::new("content")) { root.parent() } else { None };
    for settings in [Some(root), site].into_iter().flatten() {
        folder.names.extend(names(settings));
        folder.config = folder.config.or_else(|| config(settings));
    }
    let mut entries = WalkDir::new(root).max_depth(MAX_DEPTH).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = entry.with_context(|| format!("could not list `{}`", root.display()))?;
        if entry.depth() > 0 && !visit(&entry, root, &mut folder)? && entry.file_type().is_dir() {
            entries.skip_current_dir();
        }
        if folder.files.len() > MAX_FILES {
            bail!("`{}` has more than {MAX_FILES} files: adopt its folders one by one", root.display());
        }
    }
    let dates = git_dates(root, ".");
    for file in &mut folder.files {
        file.added = dates.get(file.path.as_str()).map(str::to_owned);
    }
    folder.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(folder)
}

/// Takes a file. Returns whether to look into `entry`, if it is a folder.
fn visit(entry: &DirEntry, root: &Path, folder: &mut Folder) -> anyhow::Result<bool> {
    let name = entry.file_name().to_string_lossy();
    if name.starts_with('.') || name.ends_with('~') {
        return Ok(false);
    }
    let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
    let Some(path) = readable(relative) else {
        if let Some(path) = SourcePath::new(&relative.to_string_lossy().escape_debug().to_string()) {
            folder.left.push((path, "its name cannot be used on a web site: rename it".to_owned()));
        }
        return Ok(false);
    };
    let kind = entry.file_type();
    if kind.is_dir() {
        let is_content = !NO_CONTENT.contains(&name.as_ref());
        if !is_content {
            folder.left.push((path, "a folder of this name is made by a program, or holds one".to_owned()));
        } else if entry.depth() == MAX_DEPTH {
            folder.left.push((path, format!("it is more than {MAX_DEPTH} folders deep")));
        }
        return Ok(is_content);
    }
    if !kind.is_file() {
        folder.left.push((path, "it is a link, which is not followed".to_owned()));
        return Ok(false);
    }
    let size = entry.metadata().with_context(|| format!("could not examine `{}`", entry.path().display()))?.len();
    let is_page = matches!(path.extension().as_str(), "md" | "markdown");
    let limit = if is_page { MAX_PAGE } else { MAX_FILE_SIZE };
    if size > limit {
        folder.left.push((path, format!("it is larger than {} MiB", limit >> 20)));
        return Ok(false);
    }
    let bytes = if is_page { Some(bytes(entry.path(), limit)?.into()) } else { None };
    folder.files.push(Inbound { path, bytes, added: None });
    Ok(false)
}

fn bytes(path: &Path, limit: u64) -> anyhow::Result<Vec<u8>> {
    let read = || -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().with_context(|| format!("could not read `{}`", path.display()))
}

fn readable(relative: &Path) -> Option<SourcePath> {
    let parts: Option<Vec<&str>> = relative.iter().map(OsStr::to_str).collect();
    let path = parts?.join("/");
    let is_plain = !path.chars().any(|c| c.is_control() || c == '\\');
    if is_plain { SourcePath::new(&path) } else { None }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.take(10_000).map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

fn config(folder: &Path) -> Option<String> {
    let path = folder.join("config.toml");
    let is_file = path.symlink_metadata().is_ok_and(|found| found.is_file());
    let bytes = if is_file { bytes(&path, 1 << 20).ok()? } else { return None };
    String::from_utf8(bytes).ok()
}
