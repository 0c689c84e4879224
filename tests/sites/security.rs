//! Pages about security work: who permitted it, and until when it must not be known.

use super::*;

/// Returns the plan with the default theme.
fn plan() -> String {
    PLAN.replace(", theme: bare", "")
}

fn said(front: &str) -> Vec<String> {
    let plan = plan();
    let case = format!("{plan}=== content/notes/a.md\n---\ntitle: A\ndate: 2026-11-01\n{front}\n---\nText.\n");
    let build = milepost::build(&journal(&case), &options());
    build.diagnostics.iter().map(|found| format!("{}: {}", found.code, found.message)).collect()
}

#[test]
fn a_page_about_an_attack_says_who_permitted_it() {
    let missing = "missing-authorization: a page with the tag `Bug Bounty` does not say who permitted the work";
    assert_eq!(said("tags: [web, Bug Bounty]"), [missing]);
    assert_eq!(said("tags: [Bug Bounty]\nauthorization: \" \""), [missing]);
    assert_eq!(said("tags: [Bug Bounty]\nauthorization: In the scope of the programme of Example Ltd."), [""; 0]);
    assert_eq!(said("tags: [Bug Bounty]\nvisibility: private"), [""; 0]);
    assert_eq!(said("tags: [adversarial, attacks]"), [""; 0]);
}

#[test]
fn the_permission_is_shown_and_the_end_of_the_embargo_is_not() {
    let plan = plan();
    let case = format!(
        "{plan}=== content/notes/a.md\n---\ntitle: A\ndate: 2026-11-01\nembargo_until: 2026-11-19\nauthorization: By the owner, in writing.\n---\nText.\n"
    );
    let build = build(&journal(&case), &options());
    let page = text(&build, "notes/a/index.html").expect("the embargo is over");
    assert!(page.contains("By the owner, in writing.") && !page.contains("2026-11-19") && !page.contains("19 Nov"));
}

#[test]
fn under_an_embargo_nothing_of_a_page_is_on_the_site_whatever_is_asked_for() {
    let plan = plan();
    let case = format!(
        "{plan}=== content/notes/gateway-opens/index.md\n---\ntitle: The gateway opens without a key\ndate: 2026-11-01\nembargo_until: 2026-11-21\ndraft: true\ntags: [gateway-tag]\n---\n![x](proof-of-concept.png)\n=== content/notes/gateway-opens/proof-of-concept.png\nx\n"
    );
    let all = Options { drafts: true, future: true, ..options() };
    for options in [options(), all] {
        let build = build(&journal(&case), &options);
        for (path, output) in build.outputs.iter() {
            let text = format!("{path} {}", String::from_utf8_lossy(&output.bytes)).to_lowercase();
            assert!(!text.contains("gateway") && !text.contains("proof-of-concept"), "{path}");
        }
    }
}
