//! Components in texts.

use super::*;

/// A plan with something for every component, and what proves it.
pub(crate) const SHOWN: &str = "\
=== plan.yaml
schema: 1
site: {title: Ada, url: \"https://ada.example/j/\"}
plan: {id: the-plan, title: Becoming Ada, start: 2026-10-01, months: 6}
skills:
  - {id: skill-rust, title: Rust}
  - {id: skill-none, title: UNSHOWN}
projects:
  - {id: proj-lint, title: Lint, features: [{id: parse, title: Parses}]}
phases:
  - id: first
    title: First & foremost
    months: [1, 3]
    items:
      - {id: item-a, title: Item A, kind: topic, month: 2, skills: [skill-rust]}
      - {id: item-b, title: Item B, kind: topic, month: 2, skills: [skill-rust]}
  - {id: second, title: Second, months: [4, 6]}
=== content/notes/web/a.md
---
date: 2026-11-01
proves: [item-a]
tags: [Web]
---
# Note A
=== content/notes/web/http/b.md
---
date: 2026-11-02
---
# Note B
=== content/notes/c.md
---
date: 2026-11-03
tags: [web]
---
# Note C
=== content/projects/lint.md
---
title: The Linter
project: proj-lint
---
Text.
=== content/posts/p.md
---
date: 2026-11-05
---
# P
";

/// Checks a post that begins with the component `block`, in the default theme.
#[track_caller]
fn check_component(block: &str, expected: &str) {
    check(&format!("{SHOWN}\n```component {block}\n```\n\nAfter.\n"), expected);
}

#[test]
fn progress_shows_a_phase_with_its_place_on_the_progress_page() {
    check_component(
        "progress\nof: first",
        "
+ posts/p/index.html | <a href=\"/j/progress/#first\">First &amp; foremost</a><span class=\"count\">1 of 2 items proven</span>
- posts/p/index.html | Second
- posts/p/index.html | <code>
+ feed.xml | &lt;p&gt;&lt;a href=\"https://ada.example/j/progress/#first\"&gt;First &amp;amp; foremost: 1 of 2 items proven&lt;/a&gt;
",
    );
}

#[test]
fn progress_of_the_plan_shows_every_phase() {
    for of in ["plan", "the-plan"] {
        check_component(
            &format!("progress\nof: {of}"),
            "
+ posts/p/index.html | <a href=\"/j/progress/#first\">
+ posts/p/index.html | <a href=\"/j/progress/#second\">Second</a>
",
        );
    }
}

#[test]
fn a_badge_is_shown_once_its_fact_holds() {
    check_component(
        "badge\nid: phase-first",
        "
+ posts/p/index.html | <a class=\"badge\" href=\"/j/progress/#first\"><img src=\"/j/badges/phase-first.svg\"
+ feed.xml | First &amp;amp; foremost: 1 of 2 proven&lt;/a&gt;
- feed.xml | .svg
",
    );
    check_component(
        "badge\nid: phase-second",
        "- posts/p/index.html | class=\"badge\"\n+ posts/p/index.html | <p>After.</p>",
    );
    check_component("badge\nid: month-6", "- posts/p/index.html | class=\"badge\"");
    check_component("badge\nid: month-7", "! unknown-id");
    check_component("badge\nid: phase-frist", "! unknown-id");
}

#[test]
fn a_project_is_shown_as_its_card() {
    check_component(
        "project\nid: proj-lint",
        "
+ posts/p/index.html | <li class=\"card\">
+ posts/p/index.html | <a href=\"/j/projects/lint/\">The Linter</a>
+ feed.xml | &lt;a href=\"https://ada.example/j/projects/lint/\"&gt;The Linter&lt;/a&gt;
",
    );
    check_component("project\nid: item-a", "! unknown-id");
}

#[test]
fn a_skill_is_shown_with_its_proofs_or_not_at_all() {
    check_component(
        "skill\nid: skill-rust",
        "
+ posts/p/index.html | <a href=\"/j/skills/rust/\">Rust</a><span class=\"count\">1 proof</span>
+ posts/p/index.html | <a href=\"/j/notes/a/\">
+ feed.xml | &lt;a href=\"https://ada.example/j/skills/rust/\"&gt;Rust: 1 proof&lt;/a&gt;
",
    );
    check_component("skill\nid: skill-none", "- * | UNSHOWN");
}

#[test]
fn notes_are_listed_newest_first_by_tag_and_topic() {
    let (a, b, c) = ("| <a class=\"u-url p-name\" href=\"/j/notes/a/\">", "| Note B", "| Note C");
    let post = "posts/p/index.html";
    check_component("note-list", &format!("+ {post} {a}\n+ {post} {b}\n+ {post} {c}"));
    check_component("note-list\nlimit: 1", &format!("- {post} {a}\n- {post} {b}\n+ {post} {c}"));
    check_component("note-list\ntag: WEB", &format!("+ {post} {a}\n- {post} {b}\n+ {post} {c}"));
    check_component("note-list\ntopic: web", &format!("+ {post} {a}\n+ {post} {b}\n- {post} {c}"));
    check_component("note-list\ntopic: web/http\ntag: web", &format!("- {post} {a}\n- {post} {b}\n- {post} {c}"));
    check_component("note-list\ntopic: http", "! bad-value");
    check_component(
        "note-list\nlimit: 1",
        "+ feed.xml | &lt;a href=\"https://ada.example/j/notes/c/\"&gt;Note C&lt;/a&gt;",
    );
}

#[test]
fn a_callout_has_plain_paragraphs_below_its_title() {
    check_component(
        "callout\nkind: tip\ntitle: <b> & {{ x }}\ntext: |\n  One *a*\n  line.\n\n  Two {{ page.title }}.",
        "
+ posts/p/index.html | <div class=\"note note-tip\" role=\"note\" aria-label=\"&lt;b&gt; &amp; {{ x }}\"><p class=\"note-title\">&lt;b&gt; &amp; {{ x }}</p>
+ posts/p/index.html | <p>Two {{ page.title }}.</p>
+ feed.xml | &lt;strong&gt;&amp;lt;b&amp;gt; &amp;amp; {{ x }}&lt;/strong&gt;
",
    );
    check_component("callout\nkind: caution\ntext: x", "+ posts/p/index.html | <p class=\"note-title\">Caution</p>");
}

#[test]
fn a_journal_overrides_the_template_of_a_component() {
    let template = |text: &str| {
        let block = "```component skill\nid: skill-rust\n```\n";
        format!("{SHOWN}\n{block}{block}=== themes/default/templates/components/skill.html\n{text}\n")
    };
    check(&template("<p>MINE {{ skill.title }}</p>"), "+ posts/p/index.html | <p>MINE Rust</p>");
    check(&template("{{ skill.titel }}"), "! template-error");
    let found = milepost::build(&with_bare_theme(&journal(&template("{{ skill.titel }}"))), &options()).diagnostics;
    let places: Vec<_> = found.iter().filter(|found| found.is_error()).map(|found| found.span.is_some()).collect();
    assert_eq!(places, [true]);
}

#[test]
fn a_component_names_nothing_private() {
    let case = SHOWN.replace("title: UNSHOWN}", "title: UNSHOWN, visibility: private}");
    check(&format!("{case}```component skill\nid: skill-none\n```\n"), "! unknown-id\n- * | UNSHOWN");
}
