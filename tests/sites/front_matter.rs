//! Front matter: title, summary, table of contents.

use super::*;

#[test]
fn the_title_is_the_first_heading_when_there_is_no_other() {
    check(
        "
=== content/notes/a.md
---
date: 2026-11-01
---
# The *first* `heading`

Text.
=== content/notes/b.md
---
title: From front matter
date: 2026-11-01
---
# A heading
",
        "
+ notes/a/index.html | h1: The first heading
- notes/a/index.html | <h1
+ notes/b/index.html | h1: From front matter
",
    );
}

#[test]
fn a_page_without_a_title_is_called_after_its_file() {
    check("=== content/notes/a.md\n---\ndate: 2026-11-01\n---\nText.\n", "! missing-title\n= published 1");
}

#[test]
fn toml_front_matter_says_the_same_as_yaml() {
    check(
        "
=== content/notes/a.md
+++
title = \"A\"
date = 2026-11-01
tags = [\"x\", \"y\"]
draft = false
+++
Text.
",
        "
+ notes/a/index.html | h1: A
+ notes/a/index.html | date: 2026-11-01
+ notes/a/index.html | tag: y (/tags/y/)
",
    );
}

#[test]
fn the_author_writes_the_summary_or_it_is_the_beginning() {
    check(
        "
=== content/notes/a.md
---
date: 2026-11-01
summary: In *my* words & yours
---
# A
Text of A.
=== content/notes/b.md
---
date: 2026-11-02
---
# B
The **first** paragraph of `b`.

The second.
",
        "
+ notes/a/index.html | summary: In *my* words &amp; yours
- notes/b/index.html | summary:
+ notes/index.html | The first paragraph of b.
+ notes/b/index.html | description: The first paragraph of b.
- notes/index.html | The second.
",
    );
}

#[test]
fn reading_takes_a_minute_at_least() {
    let words = |count: usize| "word ".repeat(count);
    check(
        &format!(
            "=== content/notes/a.md\n---\ndate: 2026-11-01\n---\n# A\nShort.\n=== content/notes/b.md\n---\ndate: 2026-11-01\n---\n# B\n{}\n",
            words(1100)
        ),
        "
+ notes/a/index.html | minutes: 1
- notes/b/index.html | minutes: 1
+ notes/b/index.html | minutes: 5
",
    );
}

#[test]
fn a_page_with_three_sections_has_a_table_of_contents() {
    let body = "# T\n\n## One\n\n### One *a*\n\n## Two\n\n## Three\n\n#### Deep\n";
    let note = |front: &str, body: &str| format!("=== content/notes/a.md\n---\ndate: 2026-11-01\n{front}---\n{body}");
    check(
        &note("", body),
        "
+ notes/a/index.html | toc: One (#one)
+ notes/a/index.html | toc: - One a (#one-a)
+ notes/a/index.html | toc: Three (#three)
- notes/a/index.html | (#deep)
",
    );
    check(&note("", body).replace("notes/a.md", "a.md"), "+ a/index.html | toc: Three (#three)");
    check(&note("toc: false\n", body), "- notes/a/index.html | toc:");
    check(&note("", "# T\n\n## One\n"), "- notes/a/index.html | toc:");
    check(&note("toc: true\n", "# T\n\n## One\n"), "+ notes/a/index.html | toc: One (#one)");
}
