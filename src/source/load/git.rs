//! When git first and last recorded each file.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

/// The dates on which files were added to git and last changed in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GitDates {
    /// Path below the root to the first and the last date, `YYYY-MM-DD`.
    dates: BTreeMap<String, (String, String)>,
    /// Whether the history was cut off, as `actions/checkout` does by default. Then there are no dates,
    /// because all files would seem to be added by the oldest commit that is left.
    pub is_shallow: bool,
}

impl GitDates {
    /// Returns the author date of the first commit that added the file at `path`.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.dates.get(path).map(|(added, _)| added.as_str()).filter(|added| !added.is_empty())
    }

    /// Returns the author date of the last commit that changed the file at `path`.
    pub fn updated(&self, path: &str) -> Option<&str> {
        self.dates.get(path).map(|(_, updated)| updated.as_str())
    }
}

/// Returns when the files below `root/content` were added and changed, in the time zones of their authors.
pub fn added_dates(root: &Path) -> GitDates {
    git_dates(root, "content")
}

/// Returns when the files below the folder `below` of `root` were added and changed, in one pass over the history.
///
/// Without git, outside a repository, or in one that git refuses to read there are no dates.
pub fn git_dates(root: &Path, below: &str) -> GitDates {
    match git(root, &["rev-parse", "--is-shallow-repository"]) {
        Some(answer) if answer.trim_ascii() == b"false" => {}
        Some(_) => return GitDates { is_shallow: true, ..GitDates::default() },
        None => return GitDates::default(),
    }
    let log = [
        "log",
        "--diff-filter=AMT",
        "--format=%x00%as",
        "--name-status",
        "-z",
        "--no-renames",
        "--relative",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        "--no-show-signature",
        "--",
        below,
    ];
    GitDates { dates: git(root, &log).map(|log| parse(&log)).unwrap_or_default(), is_shallow: false }
}

/// Returns what [`git_dates`] and [`tracked::check_file`](super::tracked::check_file) depend on, in one short run of git
/// and without a look at the history: two states of a repository with the same facts give the same dates. With `private`,
/// there is a private half of the plan.
pub fn facts(root: &Path, private: bool) -> Vec<u8> {
    // The last commit stands for all before it, where none is replaced or cut off.
    let arguments = ["rev-parse", "--is-shallow-repository", "--show-prefix", "--git-common-dir", "HEAD"];
    let replaced = ["--glob=refs/replace/*"];
    let mut facts = git(root, &[&arguments[..], &replaced[..]].concat()).unwrap_or_default();
    let shared = facts.split(|byte| *byte == b'\n').nth(2).and_then(|line| std::str::from_utf8(line).ok());
    if let Some(shared) = shared.map(|shared| root.join(shared)) {
        for name in ["config", "shallow", "info/grafts"] {
            let bytes = std::fs::read(shared.join(name)).unwrap_or_default();
            facts.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
            facts.extend_from_slice(&bytes);
        }
    }
    facts.push(u8::from(private && super::tracked::is_tracked(root)));
    facts
}

/// Runs git in `root` and returns what it printed, if it succeeded.
fn git(root: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    // The first commit tells of its files too, whatever somebody has set.
    let always = ["--literal-pathspecs", "-c", "log.showRoot=true"];
    let output = command(root).args(always).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then_some(output.stdout)
}

/// Returns git in `root`: it asks for nothing, changes nothing, fetches nothing, and says nothing on stderr.
pub(super) fn command(root: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .current_dir(root)
        // Set while a git hook runs, for another repository perhaps.
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_INDEX_FILE")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stderr(Stdio::null());
    command
}

/// Reads a log: for each commit, newest first, an empty item, its date, and for each file what was done to it, the first
/// of them after a line break, and its path.
fn parse(log: &[u8]) -> BTreeMap<String, (String, String)> {
    let mut dates: BTreeMap<String, (String, String)> = BTreeMap::new();
    let mut date = "";
    let mut items = log.split(|byte| *byte == 0).filter_map(|item| std::str::from_utf8(item).ok());
    while let Some(item) = items.next() {
        if item.is_empty() {
            date = items.next().unwrap_or_default();
            continue;
        }
        let status = item.trim_start_matches('\n');
        let Some(path) = items.next().filter(|_| is_date(date)) else { continue };
        // Older commits come later: the first that is seen changed the file last, and the last that added it stays.
        let known = dates.entry(path.to_owned()).or_insert_with(|| (String::new(), date.to_owned()));
        if status == "A" {
            date.clone_into(&mut known.0);
        }
    }
    dates
}

fn is_date(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(i, byte)| if matches!(i, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}
