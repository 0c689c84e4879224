//! The push, and what the remote said of it.

use anyhow::bail;

use super::branch::Branch;
use super::desk::Desk;
use super::remote::{Remote, without_password};
use crate::args::DeployArgs;
use crate::git::Said;

/// Pushes `commit` as `reference`. A branch that is not as it was read is left alone: a history that is kept only grows,
/// and one that is replaced is replaced only if its last commit is still the one that was looked at.
pub(super) fn push(
    desk: &Desk,
    remote: &Remote,
    reference: &str,
    commit: &str,
    old: &Branch,
    args: &DeployArgs,
) -> anyhow::Result<()> {
    let lease = format!("--force-with-lease={reference}:{}", old.tip.as_deref().unwrap_or_default());
    let target = format!("{commit}:{reference}");
    let mut arguments = vec!["push", "--porcelain", "--no-follow-tags", "--no-recurse-submodules"];
    if args.replace_history {
        arguments.push(&lease);
    }
    arguments.extend(["--", &remote.url, &target]);
    let said = desk.git.try_run(&arguments)?;
    if said.ok { Ok(()) } else { bail!("{}", why(&said, remote, &args.branch)) }
}

/// Returns what went wrong, and what to do about it.
fn why(said: &Said, remote: &Remote, branch: &str) -> String {
    let printed = String::from_utf8_lossy(&said.out);
    let refused = printed.lines().find(|line| line.starts_with('!')).unwrap_or_default();
    let shown = remote.shown();
    let told = told(&said.complaint);
    if refused.contains("[rejected]") || lost_a_race(refused, &said.complaint) {
        return format!(
            "`{branch}` moved on {shown} while the site was made: somebody else deploys too. Nothing was overwritten; run \
             this again"
        );
    }
    if refused.contains("[remote rejected]") {
        let reason = refused.rsplit_once(" (").map_or("", |(_, reason)| reason.trim_end_matches(')'));
        return format!(
            "{shown} does not take the push to `{branch}`: {reason}{told}. Is the branch protected, or does a rule want \
             pull requests or signatures? Allow yourself to push to it, choose another `--branch`, or publish with the \
             workflow that `milepost init` writes; the branch is as it was"
        );
    }
    format!(
        "could not push to {shown}: {}. If the network was cut, the branch is either as it was or has the whole new site: \
         run this again, and it says which",
        without_password(&said.reason())
    )
}

/// Returns whether the branch moved in the very moment of the push: it was the old one when git began, and not any more
/// when the remote was about to set it.
fn lost_a_race(refused: &str, complaint: &str) -> bool {
    let told = format!("{refused} {complaint}");
    ["cannot lock ref", "incorrect old value", "reference already exists", "fetch first"]
        .iter()
        .any(|part| told.contains(part))
}

/// Returns what the remote itself said.
fn told(complaint: &str) -> String {
    let lines = complaint.lines().filter_map(|line| line.strip_prefix("remote:")).map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    if lines.is_empty() { String::new() } else { format!(" (it says: {})", without_password(&lines.join(" "))) }
}
