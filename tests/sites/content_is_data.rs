//! Content is data: what looks like a template is published as written, and comments are not published.

use super::*;

#[test]
fn template_syntax_publishes_as_written() {
    check(
        r#"
=== content/notes/x.md
---
title: "Go {{ .Values }}"
date: 2026-11-01
summary: "All of {% raw %}"
tags: ["{{ site.title }}"]
ai_assistance: "{{ page.title }}"
---
Plain {{ .Values }}, {% raw %} and {# comment #} {{ site.author.email }}.

`{{ .Values }}` {% include "home.html" %}

```
{{ 1 + 1 }} {% for x in y %}
```
"#,
        "
+ notes/x/index.html | document: Go {{ .Values }} · Ada
+ notes/x/index.html | h1: Go {{ .Values }}
+ notes/x/index.html | summary: All of {% raw %}
+ notes/x/index.html | tag: {{ site.title }} (/tags/site-title/)
+ notes/x/index.html | ai: {{ page.title }}
+ notes/x/index.html | <p>Plain {{ .Values }}, {% raw %} and {# comment #} {{ site.author.email }}.</p>
+ notes/x/index.html | <code>{{ .Values }}</code> {% include \"home.html\" %}
+ notes/x/index.html | {{ 1 + 1 }} {% for x in y %}
+ index.html | Go {{ .Values }}
+ tags/site-title/index.html | {{ site.title }}
",
    );
}

#[test]
fn template_syntax_in_the_plan_publishes_as_written() {
    check(
        "
phases:
  - id: first
    title: \"{{ site.title }}\"
    months: [1, 3]
    items: [{id: item-a, title: \"{% raw %}\", kind: topic, month: 2}]
",
        "
+ progress/index.html | phase: {{ site.title }} (/progress/#first)
+ progress/index.html | item: {% raw %} #item-a
",
    );
}

#[test]
fn html_comments_are_not_published() {
    check(
        "
=== content/notes/x.md
---
date: 2026-11-01
---
# A title <!-- SECRET-1 -->

Before <!-- SECRET-2 --> after.

<!-- SECRET-3
in two paragraphs

SECRET-3 -->

- list <!-- SECRET-4 -->

| a | b |
|---|---|
| c <!-- SECRET-5 --> | d |

> quote
> <!-- SECRET-6
> SECRET-6 -->

## Heading <!-- SECRET-7 -->

![alt <!-- SECRET-8 --> text](https://x.example/a.png)

Note[^1] and [link <!-- SECRET-9 -->](https://x.example/ \"title\").

[^1]: Foot <!-- SECRET-10 --> note.

<div><!-- SECRET-11 --><p>kept</p></div>

`<!-- shown as code -->`
",
        "
- * | SECRET
+ notes/x/index.html | &lt;!-- shown as code --&gt;
+ notes/x/index.html | <p>kept</p>
",
    );
}

#[test]
fn a_comment_without_an_end_hides_the_rest_and_is_an_error() {
    check("=== content/notes/x.md\n---\ndate: 2026-11-01\n---\n# X\n\n<!-- SECRET\n", "! bad-value\n- * | SECRET");
}
