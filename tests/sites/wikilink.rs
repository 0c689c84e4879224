//! Wikilinks: names become links to pages, headings and files.

use super::*;

const NOTES: &str = "
=== content/notes/ml/fgsm.md
---
title: \"FGSM: one step\"
date: 2026-11-01
slug: fast-gradient
aliases: [/notes/old-name/, \"/2026/Signs.html\"]
---
## Why the *sign*?

## Twice {#second}
=== content/notes/2026-11-02-caching.md
# Caching
=== content/notes/b/index.md
---
date: 2026-11-03
---
# A bundle
=== content/notes/b/img/plot.png
png
=== content/notes/c-sharp.md
---
title: C#
date: 2026-11-04
---
";

#[track_caller]
fn check_note(text: &str, expected: &str) {
    check(&format!("{NOTES}=== content/notes/x.md\n---\ndate: 2026-11-05\n---\n# X\n\n{text}\n"), expected);
}

#[test]
fn a_page_is_called_by_title_slug_alias_file_name_or_path() {
    for name in [
        "FGSM: one step",
        "fgsm: ONE step",
        "fast-gradient",
        "fgsm",
        "old-name",
        "notes/old-name",
        "signs",
        "notes/ml/fgsm",
        "ml/fgsm",
        "ml/fgsm.md",
        "/notes/ml/FGSM.md",
        "FGSM one step",
    ] {
        check_note(
            &format!("See [[{name}|it]]."),
            "+ notes/x/index.html | <p>See <a href=\"/notes/fast-gradient/\">it</a>.</p>",
        );
    }
    for name in ["caching", "2026-11-02-caching", "notes/2026-11-02-caching"] {
        check_note(&format!("[[{name}|it]]"), "+ notes/x/index.html | <a href=\"/notes/caching/\">it</a>");
    }
    for name in ["a bundle", "b", "notes/b", "notes/b/index", "notes/b/index.md"] {
        check_note(&format!("[[{name}|it]]"), "+ notes/x/index.html | <a href=\"/notes/b/\">it</a>");
    }
    check_note("[[C#]]", "+ notes/x/index.html | <a href=\"/notes/c-sharp/\">C#</a>");
}

#[test]
fn a_heading_is_called_by_its_text_or_id() {
    for heading in ["Why the sign?", "why-the-sign", "Other#why the SIGN?"] {
        check_note(
            &format!("[[fgsm#{heading}|a]]"),
            "+ notes/x/index.html | <a href=\"/notes/fast-gradient/#why-the-sign\">a</a>",
        );
    }
    check_note("[[fgsm#Twice]]", "+ notes/x/index.html | <a href=\"/notes/fast-gradient/#second\">fgsm › Twice</a>");
    check_note(
        "[[#On this page]]\n\n## On *this* page",
        "+ notes/x/index.html | <a href=\"#on-this-page\">On this page</a>",
    );
    check_note("[[fgsm#nope]]", "! broken-anchor");
    check_note("[[#nope]]", "! broken-anchor");
}

#[test]
fn addresses_carry_the_base_path() {
    check_note(
        "[[fgsm#Twice]]",
        "@ url https://ada.example/repo/\n+ notes/x/index.html | <a href=\"/repo/notes/fast-gradient/#second\">",
    );
}

#[test]
fn the_other_page_lists_the_sentence() {
    check_note(
        "One. It is like [[fgsm|the *step*]] in two. Three.",
        "+ notes/fast-gradient/index.html | backlink: X (/notes/x/) It is like the step in two.",
    );
}

#[test]
fn feeds_have_absolute_addresses() {
    check_note("[[fgsm]]", "+ feed.xml | &lt;a href=\"https://ada.example/notes/fast-gradient/\"&gt;fgsm&lt;/a&gt;");
}

#[test]
fn unknown_names_are_errors() {
    check_note("[[fgms]]", "! broken-link");
    check_note("[[nope#x]]", "! broken-link");
    check_note("![[nope.png]]", "! broken-link");
    check_note("![[fgsm]]", "! broken-link");
    check_note("![[../../../plan.yaml]]", "! broken-link");
    check_note("![[../../plan.yaml]]", "! broken-link");
    check_note("[[../../plan.yaml]]", "! broken-link");
}

#[test]
fn a_name_that_several_have_is_an_error_and_a_path_is_not() {
    let case = |text: &str, front: &str| {
        format!(
            "{NOTES}=== content/posts/fgsm.md\n---\ndate: 2026-11-06\n{front}---\n# Post\n=== content/posts/p.md\n---\ndate: 2026-11-05\n---\n# X\n\n{text}\n"
        )
    };
    check(&case("[[fgsm]]", ""), "! ambiguous-link");
    check(&case("[[FGSM#x]]", "draft: true\n"), "! ambiguous-link");
    check(&case("[[posts/fgsm]]", ""), "+ posts/p/index.html | <a href=\"/posts/fgsm/\">");
    check(&case("[[ml/fgsm]]", ""), "+ posts/p/index.html | <a href=\"/notes/fast-gradient/\">");
    check(&case("[[fgsm]]", "visibility: private\n"), "+ posts/p/index.html | <a href=\"/notes/fast-gradient/\">");
}

#[test]
fn pages_that_are_not_published_are_not_linked_to() {
    for hidden in ["draft: true", "visibility: private", "publish_on: 2027-01-01", "embargo_until: 2027-01-01"] {
        for name in ["hidden", "CANARY title", "canary-alias"] {
            check_note(
                &format!(
                    "[[{name}|a]]\n=== content/notes/hidden.md\n---\ntitle: CANARY title\naliases: [canary-alias]\ndate: 2026-11-01\n{hidden}\n---\n"
                ),
                "! link-to-unpublished\n- * | CANARY",
            );
        }
    }
    check_note(
        "[[other]]\n=== content/notes/hidden.md\n---\ntitle: CANARY title\ndate: 2026-11-01\nvisibility: private\n---\n=== content/notes/other.md\n---\ndate: 2026-11-01\n---\n# Other\n",
        "- * | CANARY",
    );
}

#[test]
fn near_misses_never_name_what_is_not_published() {
    let sources = with_bare_theme(&journal(&format!(
        "{PLAN}=== content/notes/x.md\n---\ndate: 2026-11-01\n---\n# X\n[[CANARY titel]]\n=== content/notes/h.md\n---\ntitle: CANARY title\ndate: 2026-11-01\nvisibility: private\n---\n"
    )));
    let build = milepost::build(&sources, &options());
    let found: Vec<_> = build.diagnostics.iter().filter(|found| found.code.name() == "broken-link").collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].hints.iter().all(|hint| !hint.contains("CANARY title")), "{found:?}");
}

#[test]
fn images_are_found_beside_the_page_then_anywhere() {
    let bundle = |text: &str, files: &str| {
        format!("{NOTES}=== content/notes/y/index.md\n---\ndate: 2026-11-05\n---\n# Y\n\n{text}\n{files}")
    };
    let own = "=== content/notes/y/deep/plot.png\npng\n";
    check(&bundle("![[plot.png]]", own), "+ notes/y/index.html | <img src=\"/notes/y/deep/plot.png\" alt=\"plot\"");
    check(
        &bundle("![[PLOT.png|An *a* plot]]", ""),
        "+ notes/y/index.html | <img src=\"/files/notes/b/img/plot.png\" alt=\"An *a* plot\"\n+ files/notes/b/img/plot.png",
    );
    check(&bundle("![[img/plot.png]]", own), "+ notes/y/index.html | <img src=\"/files/notes/b/img/plot.png\"");
    check(&bundle("[[plot.png|data]]", own), "+ notes/y/index.html | <a href=\"/notes/y/deep/plot.png\">data</a>");
    let other = "=== content/notes/z/plot.png\npng\n";
    check(&bundle("![[plot.png]]", other), "! ambiguous-link");
    check(&bundle("![[data.csv]]", "=== content/notes/y/data.csv\na\n"), "! broken-link");
    let private =
        "=== content/notes/h/index.md\n---\nvisibility: private\n---\n# H\n=== content/notes/h/secret.png\nCANARY\n";
    check(&bundle("![[secret.png]]", private), "! link-to-unpublished\n- * | CANARY");
}
