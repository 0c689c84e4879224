//! Twins in Markdown and `llms.txt`: what the page says, and nothing else.

use super::*;

/// Builds with the default theme.
fn built(case: &str) -> Build {
    let plan = PLAN.replace(", theme: bare", "");
    build(&journal(&format!("{plan}{case}")), &options_at("https://ada.example/repo/"))
}

#[track_caller]
fn check_twin(case: &str, path: &str, expected: &str) {
    let build = built(case);
    let errors: Vec<_> = build.diagnostics.iter().filter(|found| found.is_error()).collect();
    assert_eq!(errors.len(), 0, "{errors:?}");
    assert_eq!(text(&build, path).expect("a twin"), expected);
}

const NOTE: &str = "\
=== content/notes/ml/a.md
---
title: A <b> & *c*
summary: What it is.
date: 2026-11-01
updated: 2026-11-03
tags: [Rust, web]
series: {name: Attacks, part: 1}
time: 6h
---
See [B](../b.md#two) and ![plot](plot.png \"Caption\"). <!-- secret -->

```python title=\"x.py\"
a = \"`b`\"  # <c>
```

Costs[^1] <!-- secret
--> more.

[^1]: One.

```component callout
kind: tip
text: Take care.
```
=== content/notes/ml/plot.png
x
=== content/notes/b.md
---
date: 2026-10-01
---
# B

## Two

Formula: $5.
";

#[test]
fn a_twin_is_the_page_in_markdown() {
    check_twin(
        NOTE,
        "notes/a/index.md",
        "\
# A \\<b> & \\*c\\*

> What it is.

- Page: [https://ada.example/repo/notes/a/](https://ada.example/repo/notes/a/)
- By: Ada
- Published: 2026-11-01
- Updated: 2026-11-03
- Topic: [ML](https://ada.example/repo/notes/topics/ml/)
- Series: part 1 of 1 in [Attacks](https://ada.example/repo/series/attacks/)
- Tags: [Rust](https://ada.example/repo/tags/rust/), [web](https://ada.example/repo/tags/web/)

See [B](https://ada.example/repo/notes/b/#two) and ![plot](https://ada.example/repo/files/notes/ml/plot.png).

```python title=\"x.py\"
a = \"`b`\"  # <c>
```

Costs[^1] more.

> **Tip**
>
> Take care.

[^1]: One.
",
    );
}

#[test]
fn pages_lead_to_their_twins() {
    let build = built(NOTE);
    let note = text(&build, "notes/a/index.html").expect("a note");
    let link = "<link rel=\"alternate\" type=\"text/markdown\" title=\"Markdown\" href=\"/repo/notes/a/index.md\">";
    assert!(note.contains(link), "{note}");
    for (path, html) in pages(&build) {
        let folder = path.strip_suffix("index.html").unwrap_or(path);
        let has_twin = build.outputs.get(&format!("{folder}index.md")).is_some();
        assert_eq!(html.contains("type=\"text/markdown\""), has_twin, "{path}");
    }
    for path in ["index.md", "notes/a/index.md", "series/attacks/index.md"] {
        assert!(build.outputs.get(path).is_some(), "{path}");
    }
    for path in ["404.md", "notes/index.md", "tags/rust/index.md", "archive/index.md"] {
        assert!(build.outputs.get(path).is_none(), "{path}");
    }
    let sitemap = text(&build, "sitemap.xml").expect("a sitemap");
    assert!(!sitemap.contains("index.md") && !sitemap.contains("llms.txt"), "{sitemap}");
}

#[test]
fn a_page_that_is_a_file_has_its_twin_beside_it() {
    let build = built("=== content/about.md\n---\npath: /about.html\n---\n# About\n\nMe.\n");
    assert!(text(&build, "about.html.md").expect("a twin").contains("# About\n"));
}

#[test]
fn the_list_for_programs_has_a_title_a_summary_and_sections_of_links() {
    check_twin(
        "=== content/about.md\n# About\n\nMe.\n=== content/notes/b.md\n---\ndate: 2026-10-01\nsummary: On [b].\n---\n# B\n",
        "llms.txt",
        "\
# Ada

The learning journal of Ada. Progress is counted from evidence, as of 2026-11-20.

## About

- [Ada](https://ada.example/repo/index.md): The learning journal of Ada.
- [About](https://ada.example/repo/about/index.md): Me.

## Notes

- [B](https://ada.example/repo/notes/b/index.md): On \\[b\\].

## Optional

- [Archive](https://ada.example/repo/archive/)
- [Atom feed](https://ada.example/repo/feed.xml)
- [JSON Feed](https://ada.example/repo/feed.json)
",
    );
}

#[test]
fn what_is_not_listed_is_not_in_the_list_and_what_is_private_nowhere() {
    let front = |name: &str, key: &str| {
        format!("=== content/notes/{name}.md\n---\ndate: 2026-11-01\n{key}\n---\n# Page {name}\n\nText of {name}.\n")
    };
    let plan = "phases:\n  - id: phase\n    title: P\n    months: [1, 2]\n    items:\n      - {id: open-item, title: Open, kind: topic, month: 1}\n      - {id: hidden-item, title: Canary, kind: topic, month: 1, visibility: private}\n";
    let case = format!(
        "{plan}{}{}{}{}",
        front("unlisted", "visibility: unlisted"),
        front("draft", "draft: true"),
        front("private", "visibility: private"),
        front("open", "about: [open-item, hidden-item]\ntime: 7h31m"),
    );
    let build = built(&case);
    let list = text(&build, "llms.txt").expect("a list");
    assert!(list.contains("Page open") && !list.contains("Page unlisted"), "{list}");
    // Markdown cannot ask search engines to leave it out, as the page does.
    assert!(text(&build, "notes/unlisted/index.html").is_some() && text(&build, "notes/unlisted/index.md").is_none());
    let twin = text(&build, "notes/open/index.md").expect("a twin");
    assert!(twin.contains("About: [Open]") && !twin.contains("7h31m"), "{twin}");
    for (path, output) in build.outputs.iter().filter(|(path, _)| path.extension() == "md") {
        let text = String::from_utf8_lossy(output.bytes());
        for secret in ["Canary", "hidden-item", "Page draft", "Page private"] {
            assert!(!text.contains(secret), "{path}: {text}");
        }
    }
}

#[test]
fn twins_can_be_turned_off() {
    let plan = PLAN.replace("theme: bare", "theme: bare, twins: false");
    check(
        &format!("{plan}{NOTE}"),
        "
- llms.txt
- index.md
- notes/a/index.md
- notes/a/index.html | text/markdown
",
    );
}

#[test]
fn the_progress_page_has_a_twin_with_its_items_and_proofs() {
    let build = built(&format!(
        "{}=== content/notes/n.md\n---\ndate: 2026-11-03\nproves: [old-topic]\n---\n# N\n",
        crate::progress::STUDIES
    ));
    let twin = text(&build, "progress/index.md").expect("a twin");
    assert!(twin.contains("- [x] Old topic (topic, proven on 2026-11-03)\n  - [N](https://ada.example/repo/notes/n/) (Note, on this site, 2026-11-03)\n"), "{twin}");
}

#[test]
fn a_dead_link_in_a_twin_is_found() {
    let plan = PLAN.replace(", theme: bare", "");
    let case = format!("{plan}=== content/notes/a.md\n---\ndate: 2026-11-01\n---\n# A\n\n[x](/nowhere/)\n");
    let build = milepost::build(&journal(&case), &options());
    let found: Vec<_> = build.diagnostics.iter().filter(|found| found.code.name() == "broken-link").collect();
    assert_eq!(found.len(), 1, "once, though page, feed and twin have it: {found:?}");
}
