//! Related pages: by what two pages have in common, and never one that is named on the page anyway.

use super::*;

/// A note of a day in November with its front matter and its text.
fn note(name: &str, day: u8, front: &str, text: &str) -> String {
    format!("=== content/notes/{name}.md\n---\ntitle: {name}\ndate: 2026-11-{day:02}\n{front}\n---\n{text}\n")
}

/// Returns the titles of the pages that are related to `page`.
#[track_caller]
fn related(case: &str, page: &str) -> Vec<String> {
    let build = build(&with_bare_theme(&journal(&format!("{PLAN}{case}"))), &options());
    let html = text(&build, &format!("{page}/index.html")).expect("the page");
    let lines = html.lines().filter_map(|line| line.strip_prefix("related: ")?.split(" (").next());
    lines.map(|line| line.split_once(' ').expect("a kind").1.to_owned()).collect()
}

/// A note between others, so that they are no neighbours.
fn between(day: u8) -> String {
    note(&format!("between-{day}"), day, "", "Text.")
}

#[test]
fn what_few_pages_share_counts_more_than_what_many_do() {
    let many: String = (10..20).map(|day| note(&format!("m{day}"), day, "tags: [numpy]", "Text.")).collect();
    let case = [
        note("a", 1, "tags: [numpy, poisoning]", "Text."),
        between(2),
        note("b", 3, "tags: [poisoning]", "Text."),
        between(4),
        many,
    ];
    let found = related(&case.concat(), "notes/a");
    assert_eq!(found.first().map(String::as_str), Some("b"));
    assert_eq!(found, ["b", "m19", "m18", "m17"], "at most four, and of equal ones the newest");
}

#[test]
fn items_of_the_plan_skills_and_links_are_shared_too() {
    let plan = "skills: [{id: skill-x, title: X}]\nphases:\n  - id: phase\n    title: P\n    months: [1, 2]\n    items:\n      - {id: item-x, title: X, kind: topic, month: 1}\n";
    let shared = |front: &str, text: &str| {
        let case = [
            note("a", 1, front, text),
            between(2),
            note("b", 3, front, text),
            between(4),
            note("target", 5, "", "Text."),
            note("list", 6, "", "[a](a.md) [b](b.md)"),
        ];
        related(&format!("{plan}{}", case.concat()), "notes/a")
    };
    assert_eq!(shared("about: [item-x]", "Text."), ["b"]);
    assert_eq!(shared("skills: [skill-x]", "Text."), ["b"]);
    assert_eq!(shared("", "[t](target.md)"), ["b"]);
    // The page that links to both is among the backlinks, and so is not said twice.
    assert_eq!(shared("", "Text."), ["b"]);
}

#[test]
fn what_the_page_names_anyway_is_not_related() {
    let tags = "tags: [t]";
    let in_series = "tags: [t]\nseries: Attacks";
    let case = [
        note("older", 1, tags, "Text."),
        note("a", 2, in_series, "Text."),
        note("newer", 3, tags, "Text."),
        note("part", 10, in_series, "Text."),
        note("linking", 11, tags, "See [a](a.md)."),
        note("other", 12, tags, "Text."),
        note("hidden", 13, "tags: [t]\nvisibility: unlisted", "Text."),
        note("draft", 14, "tags: [t]\ndraft: true", "Text."),
    ];
    assert_eq!(related(&case.concat(), "notes/a"), ["other"]);
    assert_eq!(related(&case.concat(), "notes/hidden"), [""; 0]);
}

#[test]
fn pages_with_nothing_in_common_are_not_related() {
    let case = [note("a", 1, "tags: [x]", "Text."), between(2), note("b", 3, "tags: [y]", "Text."), between(4)];
    assert_eq!(related(&case.concat(), "notes/a"), [""; 0]);
}
