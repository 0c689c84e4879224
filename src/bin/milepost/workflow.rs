//! The workflow for GitHub Pages: its text, and where one that is there already stands.

use milepost::output::manifest::sha256;
use serde_yaml::Value;

/// Where it is in a repository.
pub(crate) const PATH: &str = ".github/workflows/pages.yml";

/// Where it is said that newer releases of its actions are proposed.
pub(crate) const UPDATES: &str = ".github/dependabot.yml";
/// What is said there.
pub(crate) const UPDATES_TEXT: &str = include_str!("starter/dependabot.yml");

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

/// Which commits of the actions are used is no matter of the seal, because Dependabot changes them.
fn seal(text: &str) -> String {
    sha256(without_pins(text).as_bytes()).chars().take(16).collect()
}

fn without_pins(text: &str) -> String {
    text.lines().fold(String::new(), |all, line| all + pin(line).map_or(line, |pin| &line[..pin.at]) + "\n")
}

/// Returns whether `text` is what some Milepost wrote, and nobody has edited it since, but for the commits of actions.
pub(crate) fn is_untouched(text: &str) -> bool {
    let parts = text.trim_end().rsplit_once(SEAL);
    parts.is_some_and(|(before, found)| before.strip_suffix('\n').is_some_and(|before| seal(before) == found))
}

/// Returns whether `text` is what this Milepost writes, with actions that are as new or newer.
pub(crate) fn is_current(text: &str) -> bool {
    [self::text(false), self::text(true)].iter().any(|own| with_newer_pins(own, text) == text)
}

/// Returns `new` with the commits of actions in `old` where these are of a later release.
pub(crate) fn with_newer_pins(new: &str, old: &str) -> String {
    let known: Vec<Pin<'_>> = old.lines().filter_map(pin).collect();
    let line = |line: &str| {
        let own = pin(line)?;
        let newer = known.iter().find(|known| known.action == own.action && known.release > own.release)?;
        Some(format!("{}{}", &line[..own.at], newer.used))
    };
    new.lines().map(|own| line(own).unwrap_or_else(|| own.to_owned()) + "\n").collect()
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
    let known: Vec<Pin<'_>> = TEMPLATE.lines().filter_map(pin).collect();
    for used in text.lines().filter_map(pin) {
        let current = known.iter().find(|known| known.action == used.action);
        let majors = current.and_then(|current| current.release.first().zip(used.release.first()));
        if let Some((current, used_major)) = majors.filter(|(current, used)| used < current) {
            problems.push(format!("{}@v{used_major} is old: v{current} is current", used.action));
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

/// Which release of an action a line uses.
struct Pin<'a> {
    action: &'a str,
    /// A tag, or a commit with the tag behind it.
    used: &'a str,
    /// Where that begins in the line.
    at: usize,
    /// The numbers of the release; none when they are not told.
    release: Vec<u32>,
}

/// Returns what a line like `uses: actions/cache@v6` or `uses: actions/cache@55cc83… # v6.1.0` says.
fn pin(line: &str) -> Option<Pin<'_>> {
    let (_, rest) = line.split_once("uses:").filter(|(before, _)| before.trim_start_matches([' ', '-']).is_empty())?;
    let (action, used) = rest.split_once('@')?;
    let tag = used.strip_prefix('v').or_else(|| used.split_once("# v").map(|(_, tag)| tag)).unwrap_or_default();
    let numbers = tag.split(|c: char| !c.is_ascii_digit()).map_while(|number| number.parse().ok());
    Some(Pin { action: action.trim(), used, at: line.len() - used.len(), release: numbers.collect() })
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
    fn newer_commits_of_actions_are_no_edit_and_stay() {
        let own = text(true);
        let cache = own.lines().find_map(|line| pin(line).filter(|pin| pin.action == "actions/cache")).unwrap();
        assert!(cache.used.starts_with("55cc8345863c") && cache.release == [6, 1, 0], "{}", cache.used);
        let newer = own.replace(cache.used, "0123456789abcdef0123456789abcdef01234567 # v6.1.10");
        assert!(newer != own && is_untouched(&newer) && is_current(&newer) && is_current(&own));
        assert_eq!(with_newer_pins(&own, &newer), newer);
        assert_eq!(problems(&newer), Vec::<String>::new());
        // Older ones, and tags, are not what is written.
        for older in ["0123456789abcdef0123456789abcdef01234567 # v6.0.9", "v6", "main"] {
            let older = own.replace(cache.used, older);
            assert!(is_untouched(&older) && !is_current(&older));
            assert_eq!(with_newer_pins(&own, &older), own);
        }
        let other = newer.replace("fetch-depth: 0", "fetch-depth: 1");
        assert!(!is_untouched(&other) && !is_current(&other));
    }

    #[test]
    fn what_a_workflow_by_hand_lacks_is_told() {
        let text = text(false);
        for (from, to, said) in [
            ("fetch-depth: 0", "fetch-depth: 1", "fetch-depth"),
            ("include-hidden-files: true # .noj", "include-hidden-files: false # .noj", "include-hidden-files"),
            ("id-token: write", "id-token: none", "id-token: write"),
            ("actions/checkout@", "actions/checkout@v3.1 # ", "actions/checkout@v3 is old"),
            (
                "# v7.0.1\n        with:\n          fetch",
                "# v6.9.9\n        with:\n          fetch",
                "actions/checkout@v6 is old",
            ),
            ("actions/deploy-pages@", "other/deploy@", "does not publish"),
        ] {
            let found = problems(&text.replace(from, to));
            assert!(found.iter().any(|found| found.contains(said)), "{from}: {found:?}");
            assert_eq!(found.len(), 1, "{found:?}");
        }
        assert!(problems("a: [")[0].contains("not YAML"));
    }
}
