//! How the site gets to Pages: by the workflow, or by `milepost deploy`.
#![expect(clippy::disallowed_methods, reason = "the command line reads the workflow")]

use std::fs;
use std::io::ErrorKind;

use super::{Check, Repository, Visit};
use crate::report::plural;
use crate::workflow;

const WRITE: &str = "milepost doctor --write-workflow";

pub(super) fn checks(repository: &Repository, visit: &Visit<'_>) -> Vec<Check> {
    let scheduled = visit.build.report.scheduled.len();
    match fs::read_to_string(repository.workflow()) {
        Ok(text) => {
            let mut checks = vec![standing(&text)];
            checks.extend(schedule(&text, scheduled));
            checks.extend(trigger(&text, repository));
            checks
        }
        Err(error) if error.kind() == ErrorKind::NotFound => vec![without(repository, visit)],
        Err(error) => {
            let place = repository.workflow();
            vec![Check::error("workflow", format!("could not read `{}`: {error}", place.display()), &[])]
        }
    }
}

/// Says what publishes where there is no workflow.
fn without(repository: &Repository, visit: &Visit<'_>) -> Check {
    let deployed = repository.git.ask(&["rev-parse", "--verify", "--quiet", "refs/remotes/origin/gh-pages"]).is_some()
        || visit.root.join(".milepost").join("deploy").exists();
    if deployed {
        return Check::ok("workflow", "there is no workflow; `milepost deploy` publishes");
    }
    let below = visit.root.join(workflow::PATH).exists();
    if below {
        let message = format!("`{}` is in a folder of the repository, where GitHub does not look", workflow::PATH);
        return Check::error("workflow", message, &[WRITE]);
    }
    Check::error(
        "workflow",
        format!("nothing publishes the site: there is no `{}`", workflow::PATH),
        &[WRITE, "milepost deploy"],
    )
}

fn standing(text: &str) -> Check {
    if workflow::is_current(text) {
        return Check::ok("workflow", "the workflow is what this milepost writes");
    }
    if workflow::is_untouched(text) {
        return Check::warning("workflow", "the workflow is by another version of milepost", &[WRITE]);
    }
    let problems = workflow::problems(text);
    if problems.is_empty() {
        return Check::ok("workflow", "the workflow was edited by hand, and has what it needs");
    }
    let compare = format!("compare it with a new one: milepost init FOLDER, then FOLDER/{}", workflow::PATH);
    Check::warning("workflow", format!("the workflow was edited by hand: {}", problems.join("; ")), &[&compare])
}

fn schedule(text: &str, scheduled: usize) -> Option<Check> {
    let fix = if workflow::is_untouched(text) { WRITE } else { "add `schedule: [{cron: \"17 5 * * *\"}]` below `on:`" };
    match (scheduled, workflow::has_schedule(text)) {
        (0, true) => Some(Check::warning("schedule", "the workflow runs every day, and no page is scheduled", &[fix]))
            .filter(|_| workflow::is_untouched(text)),
        (1.., false) => Some(Check::warning(
            "schedule",
            format!("{} scheduled, and the workflow runs on a push only", plural(scheduled, "page")),
            &[fix],
        )),
        (1.., true) => Some(Check::ok(
            "schedule",
            format!("{} scheduled, and the workflow runs every day", plural(scheduled, "page")),
        )),
        (0, false) => None,
    }
}

/// Says when the workflow waits for another branch than the one that is there.
fn trigger(text: &str, repository: &Repository) -> Option<Check> {
    let branch = repository.git.ask(&["symbolic-ref", "--short", "--quiet", "HEAD"])?;
    let waits_for_main = text.contains("branches: [main]");
    let has_main = repository.git.ask(&["rev-parse", "--verify", "--quiet", "refs/heads/main"]).is_some();
    (waits_for_main && !has_main && branch != "main").then(|| {
        let rename = "git branch -m main";
        Check::warning("branch", format!("the workflow waits for `main`, and you are on `{branch}`"), &[rename])
    })
}
