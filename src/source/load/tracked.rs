//! Whether git has the private half of the plan, or what stands in it.
//!
//! A build asks only whether the file itself is tracked, which takes one short run of git. A check looks into the
//! history and into the other tracked files as well. Without git, or outside a repository, there is nothing to report.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::git;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::source::Sources;

/// The public half of the plan.
const PLAN_FILE: &str = "plan.yaml";
/// The private half of it.
const PRIVATE_FILE: &str = "plan.private.yaml";
/// How long git may look for values in the history.
const PATIENCE: Duration = Duration::from_secs(5);
/// How much of an answer is read.
const ENOUGH: u64 = 4096;
/// The most values that are looked for.
const VALUES: usize = 40;

/// Something private, as it is written.
#[derive(Clone, PartialEq, Eq)]
pub struct PrivateValue {
    /// What it is, without the value.
    pub what: String,
    /// The value.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

/// Returns a warning when git has `plan.private.yaml` of the journal at `root` in its next commit.
pub fn check_file(root: &Path, sources: &Sources) -> Vec<Diagnostic> {
    let message = "git tracks the private half of the plan";
    let found = is_tracked(root).then(|| {
        report(sources, message)
            .hint(format!("run `git rm --cached {PRIVATE_FILE}`, and add a line `{PRIVATE_FILE}` to `.gitignore`"))
            .hint("`milepost explain tracked-private` says how to take it out of earlier commits")
    });
    found.into_iter().collect()
}

/// Returns whether git has `plan.private.yaml` of the journal at `root` in its next commit.
pub(super) fn is_tracked(root: &Path) -> bool {
    answer(root, &["ls-files", "--error-unmatch", "--", PRIVATE_FILE]).is_some()
}

/// Returns warnings when git has `plan.private.yaml`, had it in any commit that it still knows, or has one of `values`
/// in a tracked file or in its history.
pub fn check_all(root: &Path, sources: &Sources, values: &[PrivateValue]) -> Vec<Diagnostic> {
    let mut found = check_file(root, sources);
    if found.is_empty()
        && let Some(commit) = last_commit(root, &["--", PRIVATE_FILE], &[])
    {
        let message = format!("the private half of the plan is in git's history: commit {commit} has it");
        let way_out = format!(
            "run `git filter-repo --invert-paths --path {PRIVATE_FILE}` in a fresh clone, and push with `--force --all`"
        );
        found.push(report(sources, &message).hint(way_out).hint("`milepost explain tracked-private` tells more"));
    }
    let in_overlay = |value: &&PrivateValue| sources.get(value.span.source).path.as_str() == PRIVATE_FILE;
    let (overlay, plan): (Vec<&PrivateValue>, Vec<&PrivateValue>) = values.iter().partition(in_overlay);
    found.extend(in_plan(root, &plan));
    let tracked: Vec<Diagnostic> =
        overlay.iter().take(VALUES).filter_map(|value| in_tracked_file(root, value)).collect();
    if !tracked.is_empty() {
        found.extend(tracked);
    } else if found.is_empty()
        && let Some(commit) = in_history(root, &overlay)
    {
        let message = format!("a private value is in git's history: commit {commit} added it or took it out");
        let hint = format!("look at `git show {commit}`; `milepost explain tracked-private` says how to take it out");
        found.push(report(sources, &message).hint(hint));
    }
    found
}

fn report(sources: &Sources, message: &str) -> Diagnostic {
    match sources.find(PRIVATE_FILE) {
        Some((id, _)) => Diagnostic::new(Code::TrackedPrivate, Span::new(id, 0..0), message),
        None => Diagnostic::without_place(Code::TrackedPrivate, message),
    }
}

/// Reports that the plan, which git tracks, has private values.
fn in_plan(root: &Path, values: &[&PrivateValue]) -> Option<Diagnostic> {
    let first = values.first()?;
    answer(root, &["ls-files", "--error-unmatch", "--", PLAN_FILE])?;
    let more = if values.len() > 1 { format!(", and {} more", values.len() - 1) } else { String::new() };
    let message = format!("git tracks `{PLAN_FILE}`, which has something private: {}{more}", first.what);
    let diagnostic = Diagnostic::new(Code::TrackedPrivate, first.span, message)
        .hint(format!("move it to `{PRIVATE_FILE}`, under the same keys and ids, which git ignores"))
        .hint("in a repository that stays private, write `checks: {tracked-private: allow}`");
    Some(diagnostic)
}

/// Looks for a value in the files that git tracks, as they are on the disk. The value goes through a pipe: arguments
/// can be seen by other users of the machine.
fn in_tracked_file(root: &Path, value: &PrivateValue) -> Option<Diagnostic> {
    let arguments = ["grep", "-l", "-I", "-F", "-w", "-f", "-", "--", ".", &format!(":(exclude){PRIVATE_FILE}")];
    let output = run(root, &arguments, value.text.as_bytes())?;
    let files = String::from_utf8_lossy(&output).into_owned();
    let file = files.lines().next()?;
    let message = format!("git tracks `{file}`, which has something private: {}", value.what);
    let hint = format!(
        "take it out of `{file}`; `milepost explain tracked-private` says how to take it out of earlier commits"
    );
    Some(Diagnostic::new(Code::TrackedPrivate, value.span, message).hint(hint))
}

fn in_history(root: &Path, values: &[&PrivateValue]) -> Option<String> {
    if values.is_empty() {
        return None;
    }
    let escaped = values.iter().take(VALUES).map(|value| escape(&value.text));
    let pattern = format!("-G{}", escaped.collect::<Vec<_>>().join("|"));
    last_commit(root, &["--", "."], &["--extended-regexp", &pattern])
}

/// Returns `text` for an extended regular expression.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if r"\^$.|?*+()[]{}".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn last_commit(root: &Path, paths: &[&str], options: &[&str]) -> Option<String> {
    let log = ["log", "--all", "--format=%h", "--max-count=1", "--no-color", "--no-ext-diff", "--no-show-signature"];
    let arguments: Vec<&str> = log.iter().chain(options).chain(paths).copied().collect();
    let output = answer(root, &arguments)?;
    let commit = String::from_utf8_lossy(&output).trim().to_owned();
    (!commit.is_empty()).then_some(commit)
}

fn answer(root: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    run(root, arguments, b"")
}

/// Runs git with an input, and returns what it printed if it succeeded in time.
fn run(root: &Path, arguments: &[&str], input: &[u8]) -> Option<Vec<u8>> {
    let mut child = git::command(root).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    // Git may have ended without reading all of it, which is its answer.
    let _ = child.stdin.take()?.write_all(input);
    let stdout = child.stdout.take()?;
    let reader = std::thread::spawn(move || {
        let mut output = Vec::new();
        stdout.take(ENOUGH).read_to_end(&mut output).map(|_| output)
    });
    let is_good = wait(&mut child);
    let output = reader.join().ok()?.ok()?;
    // Git fails when nobody reads the rest of a long answer.
    (is_good || output.len() as u64 == ENOUGH).then_some(output)
}

/// Waits for a program, ends it when it takes too long, and returns whether it succeeded.
fn wait(child: &mut Child) -> bool {
    let started = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if started.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(2)),
            Ok(None) | Err(_) => {
                // It may have ended by itself just now.
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped_for_git() {
        assert_eq!(escape("$150K (a+b)"), r"\$150K \(a\+b\)");
    }
}
