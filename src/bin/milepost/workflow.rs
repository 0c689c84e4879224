//! The workflow for GitHub Pages: its text, and where one that is there already stands.

use milepost::output::manifest::sha256;
use serde_yaml::Value;

/// Where it is in a repository.
pub(crate) const PATH: &str = ".github/workflows/pages.yml";

const TEMPLATE: &str = include_str!("starter/pages.yml");
/// The last line begins so, and goes on with the hash of all before it: so a file that nobody has touched is known.
const SEAL: &str = "# Written by milepost; as long as nobody edits it, `milepost doctor` may replace it: ";

/// Returns the text of the workflow, with a run on every day when something is scheduled.
pub(crate) fn text(has_schedule: bool) -> String {
    let schedule = if has_schedule {
        "  schedule: # a page with a date in the future goes live on its day\n    - cron: \"17 5 * * *\""
    } else {
        "  # With a page that is scheduled, `milepost doctor --write-workflow` adds a run on every day."
    };
    let text = TEMPLATE.replace("{{schedule}}", schedule).replace("{{version}}", env!("CARGO_PKG_VERSION"));
    format!("{text}\n{SEAL}{}\n", seal(&text))
}

fn seal(text: &str) -> String {
    sha256(text.as_bytes()).chars().take(16).collect()
}

/// Returns whether `text` is what some Milepost wrote, and nobody has edited it since.
pub(crate) fn is_untouched(text: &str) -> bool {
    let parts = text.trim_end().rsplit_once(SEAL);
    parts.is_some_and(|(before, found)| before.strip_suffix('\n').is_some_and(|before| seal(before) == found))
}

/// Returns whether `text` runs on a schedule.
pub(crate) fn has_schedule(text: &str) -> bool {
    // YAML takes the key `on` for a truth value, in its older versions.
    serde_yaml::from_str::<Value>(text).is_ok_and(|workflow| {
        let on = [Value::from("on"), Value::from(true)];
        on.iter().any(|key| workflow.get(key).is_some_and(|on| on.get("schedule").is_some()))
    })
}

/// Returns what a workflow that was written or edited by hand lacks, if it publishes with Pages at all.
pub(crate) fn problems(text: &str) -> Vec<String> {
    let workflow = match serde_yaml::from_str::<Value>(text) {
        Ok(workflow) => workflow,
        Err(error) => return vec![format!("it is not YAML: {error}")],
    };
    let steps = steps(&workflow);
    let named = |action: &str| steps.iter().copied().find(|step| uses(step).starts_with(action));
    let mut problems = Vec::new();
    if let Some(step) = named("actions/checkout@")
        && step["with"]["fetch-depth"].as_u64() != Some(0)
    {
        problems.push("checkout without `fetch-depth: 0`: pages without a `date` get none".to_owned());
    }
    if let Some(step) = named("actions/upload-pages-artifact@")
        && step["with"]["include-hidden-files"].as_bool() != Some(true)
    {
        problems
            .push("upload-pages-artifact without `include-hidden-files: true`: `.well-known` is left out".to_owned());
    }
    if let Some(job) = job_of(&workflow, "actions/deploy-pages@") {
        for permission in ["pages", "id-token"] {
            let given = |of: &Value| of["permissions"][permission].as_str() == Some("write");
            if !given(job) && !given(&workflow) {
                problems.push(format!("deploy-pages without the permission `{permission}: write`: it will fail"));
            }
        }
    } else {
        problems.push("no step uses actions/deploy-pages: it does not publish".to_owned());
    }
    let known = versions(TEMPLATE);
    for (action, version) in versions(text) {
        let current = known.iter().find(|(name, _)| *name == action);
        if let Some((_, current)) = current.filter(|(_, current)| version < *current) {
            problems.push(format!("{action}@v{version} is old: v{current} is current"));
        }
    }
    problems.dedup();
    problems
}

fn steps(workflow: &Value) -> Vec<&Value> {
    let jobs = workflow["jobs"].as_mapping().into_iter().flat_map(|jobs| jobs.iter().map(|(_, job)| job));
    jobs.flat_map(|job| job["steps"].as_sequence().into_iter().flatten()).collect()
}

fn job_of<'a>(workflow: &'a Value, action: &str) -> Option<&'a Value> {
    let mut jobs = workflow["jobs"].as_mapping()?.iter().map(|(_, job)| job);
    jobs.find(|job| job["steps"].as_sequence().into_iter().flatten().any(|step| uses(step).starts_with(action)))
}

fn uses(step: &Value) -> &str {
    step["uses"].as_str().unwrap_or_default()
}

/// Returns the actions of a workflow with their major versions, where they are named by one.
fn versions(text: &str) -> Vec<(&str, u32)> {
    let used = text.lines().filter_map(|line| line.trim_start_matches([' ', '-']).strip_prefix("uses:"));
    used.filter_map(version).collect()
}

fn version(used: &str) -> Option<(&str, u32)> {
    let (action, version) = used.trim().split_once("@v")?;
    let digits = version.find(|c: char| !c.is_ascii_digit()).unwrap_or(version.len());
    Some((action, version[..digits].parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_breaks_with_any_edit() {
        for text in [text(false), text(true)] {
            assert!(is_untouched(&text));
            assert_eq!(problems(&text), Vec::<String>::new());
            assert!(!is_untouched(&text.replace("site", "public")));
            assert!(!is_untouched(&text.replace("Written by", "Written for")));
        }
        assert!(has_schedule(&text(true)) && !has_schedule(&text(false)));
        assert!(!is_untouched(""));
    }

    #[test]
    fn what_a_workflow_by_hand_lacks_is_told() {
        let text = text(false);
        for (from, to, said) in [
            ("fetch-depth: 0", "fetch-depth: 1", "fetch-depth"),
            ("include-hidden-files: true # .noj", "include-hidden-files: false # .noj", "include-hidden-files"),
            ("id-token: write", "id-token: none", "id-token: write"),
            ("actions/checkout@v7", "actions/checkout@v3.1", "actions/checkout@v3 is old"),
            ("actions/deploy-pages@v5", "other/deploy@v1", "does not publish"),
        ] {
            let found = problems(&text.replace(from, to));
            assert!(found.iter().any(|found| found.contains(said)), "{from}: {found:?}");
            assert_eq!(found.len(), 1, "{found:?}");
        }
        assert!(problems("a: [")[0].contains("not YAML"));
    }
}
