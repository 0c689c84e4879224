//! What git says: is the history whole, and is nothing in it that must not be?

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

use super::{Check, Repository, Visit};
use crate::git::text;
use crate::report::plural;

/// What git must not have, with what happens otherwise.
const PRIVATE: [(&str, &str); 3] = [
    ("plan.private.yaml", "everybody who sees the repository can read it"),
    (".milepost/", "every build would change the repository"),
    ("site/", "every build would change the repository"),
];

pub(super) fn checks(repository: &Repository, visit: &Visit<'_>) -> Vec<Check> {
    let mut checks = vec![remote(repository), history(repository)];
    checks.extend(private(repository));
    checks.push(names(repository));
    checks.push(committed(repository, visit));
    checks
}

fn remote(repository: &Repository) -> Check {
    match &repository.remote {
        Err(why) => Check::error("remote", why.clone(), &["git remote add origin git@github.com:OWNER/NAME.git"]),
        Ok(remote) => match remote.repository() {
            Some(found) => {
                Check::ok("remote", format!("{} is {}/{} on GitHub", remote.shown(), found.owner, found.name))
            }
            None => Check::warning(
                "remote",
                format!(
                    "{} is not on github.com, so its address cannot be held against that of the site",
                    remote.shown()
                ),
                &[],
            ),
        },
    }
}

fn history(repository: &Repository) -> Check {
    let git = &repository.git;
    if git.ask(&["rev-parse", "--verify", "--quiet", "HEAD"]).is_none() {
        return Check::error("history", "there is no commit yet", &["git add . && git commit -m \"a journal\""]);
    }
    match git.ask(&["rev-parse", "--is-shallow-repository"]).as_deref() {
        Some("true") => Check::warning(
            "history",
            "the history is cut off, so pages without a `date` get none",
            &["git fetch --unshallow"],
        ),
        _ => Check::ok("history", "the history is whole, so git can date pages"),
    }
}

fn private(repository: &Repository) -> Vec<Check> {
    let git = &repository.git;
    let mut checks = Vec::new();
    for (path, consequence) in PRIVATE {
        let is_tracked = git.ask(&["ls-files", "--", path.trim_end_matches('/')]).is_some();
        // A folder that is not there yet is asked for by a file in it.
        let asked = if path.ends_with('/') { format!("{path}x") } else { path.to_owned() };
        let is_ignored =
            git.try_run(&["check-ignore", "--quiet", "--no-index", "--", &asked]).is_ok_and(|said| said.ok);
        if is_tracked {
            let remove = format!("git rm -r --cached {path}");
            let mut fixes = vec![remove.as_str()];
            if path == "plan.private.yaml" {
                fixes.push("it stays in the history: `milepost check` says where; whoever has a clone has it");
            }
            checks.push(Check::error("private", format!("git has `{path}`: {consequence}"), &fixes));
        } else if !is_ignored {
            let fix = format!("echo '{path}' >> .gitignore");
            let message = format!("git does not ignore `{path}`: with the next `git add .`, {consequence}");
            checks.push(match path {
                "plan.private.yaml" => Check::error("private", message, &[&fix]),
                _ => Check::warning("private", message, &[&fix]),
            });
        }
    }
    if checks.is_empty() {
        checks.push(Check::ok("private", "git ignores what is private: plan.private.yaml, .milepost/, site/"));
    }
    checks
}

/// Looks for files that are one file on macOS or Windows.
fn names(repository: &Repository) -> Check {
    let listed = repository.git.run(&["ls-files", "-z"]).unwrap_or_default();
    let mut by_key: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in listed.split(|byte| *byte == 0).filter(|path| !path.is_empty()).map(text) {
        by_key.entry(path.nfc().collect::<String>().to_lowercase()).or_default().push(path);
    }
    let pairs: Vec<&Vec<String>> = by_key.values().filter(|paths| paths.len() > 1).collect();
    match pairs.first() {
        None => Check::ok("names", "no two files differ by case alone"),
        Some(paths) => Check::error(
            "names",
            format!(
                "{} differ by case or accents alone, so macOS and Windows lose one: `{}`",
                plural(pairs.iter().map(|paths| paths.len()).sum(), "file"),
                paths.join("` and `")
            ),
            &[&format!("git mv '{}' ANOTHER-NAME", paths.last().map_or("", String::as_str))],
        ),
    }
}

fn committed(repository: &Repository, visit: &Visit<'_>) -> Check {
    let status = repository.git.ask(&["status", "--porcelain", "--untracked-files=normal", "--", "."]);
    match status {
        Some(status) => Check::warning(
            "committed",
            format!("{} not committed, so a workflow does not see them", plural(status.lines().count(), "change")),
            &["git add . && git commit"],
        ),
        None => Check::ok("committed", format!("all of `{}` is committed", visit.root.display())),
    }
}
