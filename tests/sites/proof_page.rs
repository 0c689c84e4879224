//! Pages of the site that a `proof:` names instead of an address.

use super::*;

/// A plan whose items have `proof` as their proofs, and a note, a draft, a page of the future and an unlisted one.
fn case(proof: &str) -> String {
    format!(
        "
phases:
  - id: now
    title: Now
    months: [1, 3]
    items:
      - id: item-a
        title: Item A
        kind: topic
        month: 1
        criteria: [{{id: aa, title: Part A}}, {{id: bb, title: Part B}}]
        proof: [{proof}]
      - {{id: a-build, title: A build, kind: build, month: 2}}
=== content/notes/web/n.md
---
title: The note
date: 2026-10-20
slug: short
---
Text.
=== content/notes/draft.md
---
title: The draft
date: 2026-10-20
draft: true
---
Text.
=== content/notes/soon.md
---
title: Soon
date: 2099-01-01
---
Text.
=== content/notes/hidden.md
---
title: Hidden
date: 2026-10-20
visibility: unlisted
---
Text.
=== content/notes/undated.md
---
title: Undated
---
Text.
"
    )
}

fn codes(case: &str) -> Vec<String> {
    let build = milepost::build(&with_bare_theme(&journal(&format!("{PLAN}{case}"))), &options());
    let all = build.diagnostics.iter().filter(|found| found.code.name() != "missing-date");
    all.map(|found| format!("{}: {} ({})", found.code.name(), found.message, found.hints.join("; "))).collect()
}

#[test]
fn a_page_is_named_by_its_file_or_its_address() {
    for page in ["notes/web/n.md", "content/notes/web/n.md", "/notes/short/"] {
        check(
            &case(&format!("{{kind: note, page: {page}, date: 2026-10-21, verifies: [aa]}}")),
            "
+ progress/index.html | proof: Note The note (/notes/short/) level 1 2026-10-21
+ progress/index.html | item: Item A #item-a topic active
",
        );
    }
    check(
        &case("{kind: note, page: notes/web/n.md, date: 2026-10-01, title: As told}"),
        "
+ progress/index.html | Note As told (/notes/short/) level 1 2026-10-20
+ progress/index.html | item: Item A #item-a topic proven (Proven) on 2026-10-20
",
    );
}

#[test]
fn what_visitors_cannot_find_does_not_count() {
    for (page, words) in [("draft", "a draft page"), ("hidden", "an unlisted page")] {
        let case = case(&format!("{{kind: note, page: notes/{page}.md, date: 2026-10-21}}"));
        let found = codes(&case);
        assert!(found.len() == 1 && found[0].starts_with("unusable-proof:") && found[0].contains(words), "{found:?}");
        check(&case, "- progress/index.html | item: Item A #item-a topic proven");
    }
    let soon = case("{kind: note, page: notes/soon.md, date: 2026-10-21}");
    assert_eq!(codes(&soon), [""; 0]);
    check(&soon, "- progress/index.html | item: Item A #item-a topic proven");
    let undated = case("{kind: note, page: notes/undated.md, date: 2026-10-21}");
    check(&undated, "! unusable-proof\n- progress/index.html | item: Item A #item-a topic proven");
}

#[test]
fn a_page_that_is_not_there_is_an_error_with_what_could_be_meant() {
    for (written, near) in
        [("notes/n.md", "notes/web/n.md"), ("notes/web/m.md", "notes/web/n.md"), ("/notes/shart/", "/notes/short/")]
    {
        let found = codes(&case(&format!("{{kind: note, page: {written}, date: 2026-10-21}}")));
        assert_eq!(found, [format!("broken-link: there is no page `{written}` (did you mean `{near}`?)")]);
    }
}

#[test]
fn a_proof_is_in_one_place_and_a_page_is_of_level_one() {
    let first =
        |proof: &str| codes(&case(proof)).first().map(|found| found.split(" (").next().unwrap_or_default().to_owned());
    let url = "url: \"https://a.example/x\"";
    for (proof, expected) in [
        ("{kind: note, date: 2026-10-21}".to_owned(), "missing-key: a proof needs `url` or `page`"),
        (
            format!("{{kind: note, {url}, page: notes/web/n.md, date: 2026-10-21}}"),
            "bad-value: a proof is in one place",
        ),
        (
            "{kind: note, page: notes/web/n.md, level: 3, date: 2026-10-21}".to_owned(),
            "bad-value: a page of this site is evidence of level 1",
        ),
    ] {
        let found = first(&proof);
        assert!(found.as_ref().is_some_and(|found| found.starts_with(expected)), "{found:?}, not {expected}");
    }
    // A build takes what is hosted elsewhere.
    let build = case("").replace(
        "kind: build, month: 2}",
        "kind: build, month: 2, proof: [{kind: repo, page: notes/web/n.md, date: 2026-10-21}]}",
    );
    check(&build, "! weak-proof\n- progress/index.html | item: A build #a-build build proven");
}

#[test]
fn the_page_of_a_project_names_pages_relative_to_itself() {
    let project = |page: &str| {
        format!(
            "projects: [{{id: proj-lint, title: Lint, features: [{{id: scan, title: Scan files}}]}}]\n{}\
             === content/projects/lint.md\n---\ntitle: Lint\ndate: 2026-10-05\nproject: proj-lint\n\
             features: {{scan: {{proof: [{{kind: note, page: {page}, date: 2026-10-21}}]}}}}\n---\nText.\n",
            case("")
        )
    };
    check(&project("../notes/web/n.md"), "+ projects/lint/index.html | feature: Scan files #scan proven");
    check(&project("../notes/web/n.markdown"), "! broken-link");
}
