//! Badges and their gallery.

use super::*;
use crate::progress::{CREDENTIALS, PROJECTS, STUDIES};

/// Returns the ids of all badges of a case, each of which has both files.
#[track_caller]
fn badge_ids(case: &str) -> Vec<String> {
    let build = build(&with_bare_theme(&journal(&format!("{PLAN}{case}"))), &options());
    let ids = |end: &str| -> Vec<String> {
        let paths =
            build.outputs.iter().filter_map(|(path, _)| path.as_str().strip_prefix("badges/")?.strip_suffix(end));
        paths.map(str::to_owned).collect()
    };
    assert_eq!(ids(".svg"), ids(".json"));
    ids(".svg")
}

#[test]
fn a_badge_exists_only_when_its_fact_holds() {
    assert_eq!(badge_ids(""), [""; 0]);
    assert_eq!(badge_ids(STUDIES), ["plan-month"]);
    assert_eq!(badge_ids(CREDENTIALS), ["cert-either", "cert-good", "cert-old"]);
    assert_eq!(badge_ids(PROJECTS), ["posts", "proj-lint", "updated"]);
    let proven = format!("{STUDIES}=== content/notes/n.md\n---\ndate: 2026-11-03\nproves: [old-topic]\n---\n# N\n");
    assert_eq!(badge_ids(&proven), ["month-1", "notes", "phase-past", "plan-month", "updated"]);
}

#[test]
fn the_endpoint_of_a_badge_has_exactly_four_keys() {
    let build = build(&journal(&format!("{}{STUDIES}", PLAN.replace(", theme: bare", ""))), &options());
    let json: serde_json::Value =
        serde_json::from_str(text(&build, "badges/plan-month.json").expect("a badge")).expect("JSON");
    let keys: Vec<&str> = json.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["schemaVersion", "label", "message", "color"]);
    assert_eq!(
        (&json["schemaVersion"], &json["label"], &json["message"]),
        (&1.into(), &"month".into(), &"2 of 6".into())
    );
}

#[test]
fn the_gallery_has_every_badge_with_markdown_and_html_to_copy() {
    check(
        STUDIES,
        "
@ url https://ada.example/repo/
+ badges/index.html | badge: plan-month Becoming Ada: month 2 of 6 (/repo/progress/)
+ badges/index.html | src: /repo/badges/plan-month.svg
+ badges/index.html | endpoint: /repo/badges/plan-month.json
+ badges/index.html | (https://ada.example/repo/badges/plan-month.svg)
",
    );
}
