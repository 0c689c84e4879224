//! When git first recorded each file.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

/// The dates on which the files of a journal were added to git.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GitDates {
    /// Path below the journal's root to `YYYY-MM-DD`.
    dates: BTreeMap<String, String>,
    /// Whether the history was cut off, as `actions/checkout` does by default. Then there are no dates,
    /// because all files would seem to be added by the oldest commit that is left.
    pub is_shallow: bool,
}

impl GitDates {
    /// Returns the author date of the first commit that added the file at `path`.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.dates.get(path).map(String::as_str)
    }
}

/// Returns when the files below `root/content` were added, in the time zones of their authors.
///
/// Without git, outside a repository, or in one that git refuses to read there are no dates.
pub fn added_dates(root: &Path) -> GitDates {
    match git(root, &["rev-parse", "--is-shallow-repository"]) {
        Some(answer) if answer.trim_ascii() == b"false" => {}
        Some(_) => return GitDates { is_shallow: true, ..GitDates::default() },
        None => return GitDates::default(),
    }
    let log = [
        "log",
        "--diff-filter=A",
        "--format=%x00%as",
        "--name-only",
        "-z",
        "--no-renames",
        "--relative",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        "--no-show-signature",
        "--",
        "content",
    ];
    GitDates { dates: git(root, &log).map(|log| parse(&log)).unwrap_or_default(), is_shallow: false }
}

/// Runs git in `root` and returns what it printed, if it succeeded.
fn git(root: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    let output = Command::new("git")
        .arg("--literal-pathspecs")
        .args(arguments)
        .current_dir(root)
        // Set while a git hook runs, for another repository perhaps.
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_INDEX_FILE")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output.status.success().then_some(output.stdout)
}

/// Reads a log: for each commit, newest first, an empty item, its date, and the files it added, the
/// first of them after a line break.
fn parse(log: &[u8]) -> BTreeMap<String, String> {
    let mut dates = BTreeMap::new();
    let mut date = "";
    let mut is_first = false;
    let mut items = log.split(|byte| *byte == 0).filter_map(|item| std::str::from_utf8(item).ok());
    while let Some(item) = items.next() {
        if item.is_empty() {
            date = items.next().unwrap_or_default();
            is_first = true;
            continue;
        }
        let path = if is_first { item.strip_prefix('\n').unwrap_or(item) } else { item };
        is_first = false;
        if is_date(date) {
            // Older commits come later, so the first one that added the file stays.
            dates.insert(path.to_owned(), date.to_owned());
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
