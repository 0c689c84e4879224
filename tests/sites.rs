//! Whole sites from outside: a journal in, pages out.
//!
//! A small case is a journal in one string and what is expected of its site in another; [`check`] reads both. Pages
//! are made by the theme in `tests/golden/sites/bare-theme`, which shows structure and no design. Larger cases are
//! folders in `tests/golden/sites`, compared file by file; `UPDATE_GOLDEN=1` writes what is expected anew.

#![expect(clippy::disallowed_methods, reason = "goldens are files")]

mod site_support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use milepost::plan::BaseUrl;
use milepost::source::fixture::journal;
use milepost::source::{Source, SourcePath, Sources};
use milepost::{Build, Options};
use site_support::{build, dead_addresses, elements, messages, options, options_at, pages, text};

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/sites")
}

fn source(path: &str, bytes: Vec<u8>) -> Source {
    Source { path: SourcePath::new(path).expect("a path"), bytes: bytes.into(), added: None }
}

/// Returns the files below `folder`, as if they were in the folder `at` of a journal.
fn files(folder: &Path, at: &str) -> Vec<Source> {
    let mut all = Vec::new();
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        let name = if at.is_empty() { name.to_owned() } else { format!("{at}/{name}") };
        if path.is_dir() {
            all.extend(files(&path, &name));
        } else {
            all.push(source(&name, fs::read(&path).expect("a file")));
        }
    }
    all
}

fn with_bare_theme(sources: &Sources) -> Sources {
    let own = sources.iter().map(|(_, file)| file.clone());
    Sources::new(own.chain(files(&golden().join("bare-theme"), "themes/bare")))
}

/// The plan of a case that has none of its own; what stands before the first file of the case goes on with it.
const PLAN: &str = "\
=== plan.yaml
schema: 1
site: {title: Ada, url: \"https://ada.example/\", theme: bare}
plan: {id: the-plan, title: Becoming Ada, start: 2026-10-01, months: 6}
";

/// Builds `case` and compares its site with `expected`, line by line:
///
/// ```text
/// + PATH            the site has the file
/// + PATH | TEXT     the file has the text; `*` is every file in turn, of which one must have it
/// - PATH            the site does not have the file
/// - PATH | TEXT     the site has the file, but not the text in it; `*` is every file and every path
/// = published 2     what became of the files, all of it
/// ! CODE            a diagnostic; errors that are not expected fail
/// @ OPTION          `drafts`, `future`, `url ADDRESS`, `now MOMENT`
/// ```
#[track_caller]
fn check(case: &str, expected: &str) {
    let case = if case.contains("=== plan.yaml") { case.to_owned() } else { format!("{PLAN}{case}") };
    let sources = with_bare_theme(&journal(&case));
    check_sources(&sources, expected);
}

#[track_caller]
fn check_sources(sources: &Sources, expected: &str) {
    let lines: Vec<(&str, &str)> = expected.lines().map(str::trim).filter_map(|line| line.split_once(' ')).collect();
    let wanted =
        |mark: &'static str| lines.iter().filter(move |(found, _)| *found == mark).map(|(_, rest)| rest.trim());
    let build = milepost::build(sources, &options_of(wanted("@")));
    let mut wrong = String::new();
    for found in build.diagnostics.iter().filter(|found| found.is_error()) {
        if !wanted("!").any(|code| code == found.code.name()) {
            let _ = writeln!(wrong, "unexpected error {}: {}", found.code, found.message);
        }
    }
    for code in wanted("!").filter(|code| !build.diagnostics.iter().any(|found| found.code.name() == *code)) {
        let _ = writeln!(wrong, "no diagnostic {code}");
    }
    for fates in wanted("=").filter(|fates| **fates != fates_of(&build)) {
        let _ = writeln!(wrong, "expected {fates}, found {}", fates_of(&build));
    }
    for line in wanted("+").filter(|line| !has(&build, line)) {
        let _ = writeln!(wrong, "not there: {line}");
    }
    for line in wanted("-").filter(|line| !lacks(&build, line)) {
        let _ = writeln!(wrong, "there: {line}");
    }
    assert!(wrong.is_empty(), "{wrong}\n{}{}", messages(sources, &build), shown(&build));
}

fn options_of<'a>(lines: impl Iterator<Item = &'a str>) -> Options {
    let mut options = options();
    for line in lines {
        match line.split_once(' ').unwrap_or((line, "")) {
            ("drafts", _) => options.drafts = true,
            ("future", _) => options.future = true,
            ("url", url) => options.base_url = Some(BaseUrl::parse(url).expect("an address")),
            ("now", moment) => options.now = moment.parse::<DateTime<Utc>>().expect("a moment"),
            _ => panic!("there is no option `{line}`"),
        }
    }
    options
}

fn fates_of(build: &Build) -> String {
    let fates = build.report.fates.iter().map(|(fate, count)| format!("{} {count}", fate.word()));
    fates.collect::<Vec<_>>().join(", ")
}

fn has(build: &Build, line: &str) -> bool {
    match line.split_once(" | ") {
        Some(("*", wanted)) => pages(build).any(|(_, html)| html.contains(wanted)),
        Some((path, wanted)) => text(build, path).is_some_and(|html| html.contains(wanted)),
        None => build.outputs.get(line).is_some(),
    }
}

fn lacks(build: &Build, line: &str) -> bool {
    let is_in = |bytes: &[u8], wanted: &str| bytes.windows(wanted.len()).any(|window| window == wanted.as_bytes());
    match line.split_once(" | ") {
        Some(("*", unwanted)) => !build
            .outputs
            .iter()
            .any(|(path, output)| path.as_str().contains(unwanted) || is_in(&output.bytes, unwanted)),
        Some((path, unwanted)) => text(build, path).is_some_and(|html| !html.contains(unwanted)),
        None => build.outputs.get(line).is_none(),
    }
}

/// Returns every page, for the message of a failed check.
fn shown(build: &Build) -> String {
    let paths = build.outputs.iter().map(|(path, _)| path.as_str()).filter(|path| !path.starts_with("assets/"));
    let mut all = paths.collect::<Vec<_>>().join(" ");
    for (path, html) in pages(build) {
        let _ = write!(all, "\n--- {path}\n{}", without_blank_lines(html));
    }
    all
}

/// Control flow of templates leaves blank lines, which mean nothing.
fn without_blank_lines(text: &str) -> String {
    text.lines().filter(|line| !line.trim().is_empty()).fold(String::new(), |all, line| all + line + "\n")
}

// ---------------------------------------------------------------------------------------------------------------
// Content is data

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

// ---------------------------------------------------------------------------------------------------------------
// What becomes of files

#[test]
fn every_file_has_one_fate_and_the_counts_add_up() {
    check(
        "
=== content/notes/published.md
---
date: 2026-11-20
---
# Published
=== content/notes/unlisted.md
---
date: 2026-11-01
visibility: unlisted
---
# Unlisted
=== content/notes/by-date.md
---
date: 2026-11-21
---
# By date
=== content/posts/by-publish-on.md
---
date: 2026-11-01
publish_on: 2026-11-21
---
# By publish_on
=== content/posts/by-embargo.md
---
date: 2026-11-01
embargo_until: 2026-11-21
---
# By embargo
=== content/posts/2026-11-21-by-name.md
# By name
=== content/notes/draft.md
---
date: 2026-11-01
draft: true
---
# Draft
=== content/notes/private.md
---
date: 2026-11-01
visibility: private
---
# Private
=== content/notes/error.md
---
date: 2026-13-01
---
# Error
=== content/notes/published.txt
not a page
",
        "
= published 1, unlisted 1, scheduled 4, draft 1, private 1, error 1
! bad-date
+ notes/published/index.html
+ notes/unlisted/index.html
- notes/by-date/index.html
- posts/by-publish-on/index.html
- posts/by-embargo/index.html
- posts/by-name/index.html
- notes/draft/index.html
- notes/private/index.html
- notes/error/index.html
",
    );
}

#[test]
fn a_private_page_that_is_also_a_draft_counts_once() {
    check(
        "
=== content/notes/x.md
---
date: 2027-01-01
draft: true
visibility: private
---
# X
",
        "= private 1",
    );
}

const AT_MIDNIGHT: &str = "
=== plan.yaml
schema: 1
site: {title: Ada, url: \"https://ada.example/\", theme: bare, timezone: Europe/Berlin}
plan: {id: the-plan, title: Plan, start: 2026-10-01, months: 6}
=== content/notes/x.md
---
date: 2026-11-21
---
# X
";

#[test]
fn the_day_begins_in_the_time_zone_of_the_site() {
    check(AT_MIDNIGHT, "@ now 2026-11-20T22:30:00Z\n= scheduled 1");
    check(AT_MIDNIGHT, "@ now 2026-11-20T23:30:00Z\n= published 1");
}

#[test]
fn without_a_time_zone_the_day_begins_in_utc() {
    let case = AT_MIDNIGHT.replace(", timezone: Europe/Berlin", "");
    check(&case, "@ now 2026-11-20T23:30:00Z\n= scheduled 1");
}

#[test]
fn drafts_are_on_the_site_when_asked_for() {
    let case = "
=== content/notes/x.md
---
date: 2026-11-01
draft: true
---
# X
=== content/notes/p.md
---
date: 2026-11-01
draft: true
visibility: private
---
# P
";
    check(case, "= draft 1, private 1\n- notes/x/index.html");
    check(case, "@ drafts\n= published 1, private 1\n+ notes/x/index.html\n- notes/p/index.html");
}

#[test]
fn scheduled_pages_are_on_the_site_when_asked_for_but_never_before_an_embargo_ends() {
    let case = "
=== content/notes/x.md
---
date: 2026-12-01
---
# X
=== content/notes/e.md
---
date: 2026-11-01
embargo_until: 2026-12-01
---
# E
";
    check(case, "@ future\n= published 1, scheduled 1\n+ notes/x/index.html\n- notes/e/index.html");
}

#[test]
fn unlisted_pages_are_on_the_site_and_nowhere_else() {
    check(
        "
phases: [{id: first, title: First, months: [1, 3], items: [{id: item-a, title: Item A, kind: topic, month: 2}]}]
skills: [{id: skill-s, title: Skill S}]
=== content/notes/a.md
---
date: 2026-11-01
---
# A
=== content/notes/ml/u.md
---
title: HIDDEN
date: 2026-11-02
visibility: unlisted
tags: [only-hidden]
proves: [item-a]
skills: [skill-s]
---
To [A](../a.md).
=== content/notes/b.md
---
date: 2026-11-03
---
# B
=== content/posts/p.md
---
title: HIDDEN
date: 2026-11-02
visibility: unlisted
---
Text.
",
        "
= published 2, unlisted 2
+ notes/u/index.html | note /notes/u/ noindex
+ posts/p/index.html | post /posts/p/ noindex
- notes/u/index.html | previous:
- notes/u/index.html | next:
+ notes/a/index.html | next: B (/notes/b/)
- notes/a/index.html | HIDDEN
- index.html | HIDDEN
- notes/index.html | HIDDEN
+ notes/index.html | count: 2
- notes/index.html | topic: ML
- archive/index.html | HIDDEN
- progress/index.html | HIDDEN
+ progress/index.html | item: Item A #item-a topic planned
- posts/index.html
- tags/index.html
- tags/only-hidden/index.html
- skills/index.html
+ badges/notes.json | \"2\"
- badges/posts.json
- 404.html | HIDDEN
",
    );
}

#[test]
fn drafts_and_private_pages_prove_nothing() {
    check(
        "
phases: [{id: first, title: First, months: [1, 3], items: [{id: item-a, title: Item A, kind: topic, month: 2}]}]
=== content/notes/d.md
---
title: HIDDEN
date: 2026-11-02
draft: true
proves: [item-a]
---
=== content/notes/p.md
---
title: HIDDEN
date: 2026-11-02
visibility: private
proves: [item-a]
---
=== content/notes/s.md
---
title: HIDDEN
date: 2026-12-02
proves: [item-a]
---
",
        "
+ progress/index.html | item: Item A #item-a topic planned
- * | HIDDEN
",
    );
}

// ---------------------------------------------------------------------------------------------------------------
// Files of bundles, images

/// The header of a GIF that is 3 pixels wide and 2 high.
const GIF: &[u8] =
    b"GIF89a\x03\0\x02\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x03\0\x02\0\0\x02\x02\x84Q\0;";

#[track_caller]
fn check_with(case: &str, binary: &[(&str, &[u8])], expected: &str) {
    let sources = with_bare_theme(&journal(&format!("{PLAN}{case}")));
    let own = sources.iter().map(|(_, file)| file.clone());
    let sources = Sources::new(own.chain(binary.iter().map(|(path, bytes)| source(path, bytes.to_vec()))));
    check_sources(&sources, expected);
}

#[test]
fn only_files_that_a_published_page_refers_to_are_published() {
    check_with(
        "
=== content/notes/b/index.md
---
date: 2026-11-01
---
# B
![A picture](used.gif) and [data](data/used.csv)
=== content/notes/d/index.md
---
date: 2026-11-01
draft: true
---
# D
![A picture](draft.gif)
=== content/notes/s/index.md
---
date: 2026-12-01
---
# S
![A picture](scheduled.gif)
=== content/notes/p/index.md
---
date: 2026-11-01
visibility: private
---
# P
![A picture](private.gif)
=== content/notes/single.md
---
date: 2026-11-01
---
# Single
![Shared](../shared/one.gif)
",
        &[
            ("content/notes/b/used.gif", GIF),
            ("content/notes/b/unused.gif", GIF),
            ("content/notes/b/data/used.csv", b"a,b"),
            ("content/notes/d/draft.gif", GIF),
            ("content/notes/s/scheduled.gif", GIF),
            ("content/notes/p/private.gif", GIF),
            ("content/shared/one.gif", GIF),
        ],
        "
+ notes/b/used.gif
+ notes/b/data/used.csv
- * | unused
- * | draft
- * | scheduled.gif
- * | private.gif
+ files/shared/one.gif
+ notes/b/index.html | src=\"/notes/b/used.gif\"
+ notes/b/index.html | href=\"/notes/b/data/used.csv\"
+ notes/single/index.html | src=\"/files/shared/one.gif\"
",
    );
}

#[test]
fn a_file_of_an_unpublished_bundle_is_not_published_through_another_page() {
    check_with(
        "
=== content/notes/d/index.md
---
date: 2026-11-01
draft: true
---
# D
=== content/notes/x.md
---
date: 2026-11-01
---
# X
![A picture](d/pictures/secret.gif)
",
        &[("content/notes/d/pictures/secret.gif", GIF)],
        "! link-to-unpublished\n- * | secret",
    );
}

#[test]
fn images_have_the_size_of_their_header() {
    check_with(
        "
=== content/notes/b/index.md
---
date: 2026-11-01
image: {src: a.gif, alt: An A}
---
# B
![An A](a.gif)

![Not a picture](b.gif)

![Elsewhere](https://x.example/a.gif)
",
        &[("content/notes/b/a.gif", GIF), ("content/notes/b/b.gif", b"GIF")],
        "
+ notes/b/index.html | <img src=\"/notes/b/a.gif\" alt=\"An A\" loading=\"lazy\" decoding=\"async\" width=\"3\" height=\"2\">
+ notes/b/index.html | <img src=\"/notes/b/b.gif\" alt=\"Not a picture\" loading=\"lazy\" decoding=\"async\">
+ notes/b/index.html | image: https://ada.example/notes/b/a.gif 3x2 An A
",
    );
}

// ---------------------------------------------------------------------------------------------------------------
// Links and addresses

const LINKED: &str = "
=== content/notes/ml/a.md
---
date: 2026-11-01
---
# A

First sentence. See [the post](../../posts/2026-11-02-p.md#some-heading) on it. Last.

[Bundle](../b/index.md), [its folder](../b), [about](../../about.md), [itself](#part), [home](/).

## Part
=== content/notes/b/index.md
---
date: 2026-11-02
---
# B
=== content/posts/2026-11-02-p.md
# P

## Some heading
=== content/about.md
# About
";

#[test]
fn relative_links_to_files_lead_to_pages() {
    check(
        LINKED,
        "
+ notes/a/index.html | <a href=\"/posts/p/#some-heading\">the post</a>
+ notes/a/index.html | <a href=\"/notes/b/\">Bundle</a>
+ notes/a/index.html | <a href=\"/notes/b/\">its folder</a>
+ notes/a/index.html | <a href=\"/about/\">about</a>
+ notes/a/index.html | <a href=\"#part\">itself</a>
+ notes/a/index.html | <a href=\"/\">home</a>
",
    );
}

#[test]
fn relative_links_carry_the_base_path() {
    check(
        LINKED,
        "
@ url https://ada.example/repo/
+ notes/a/index.html | <a href=\"/repo/posts/p/#some-heading\">the post</a>
+ notes/a/index.html | <a href=\"/repo/notes/b/\">Bundle</a>
+ notes/a/index.html | <a href=\"/repo/about/\">about</a>
+ notes/a/index.html | <a href=\"/repo/\">home</a>
+ notes/a/index.html | canonical: https://ada.example/repo/notes/a/
",
    );
}

#[test]
fn a_page_lists_the_pages_that_link_to_it_with_the_sentence() {
    check(
        LINKED,
        "
+ posts/p/index.html | backlink: A (/notes/a/) See the post on it.
- notes/a/index.html | backlink:
",
    );
}

#[test]
fn links_to_nothing_are_errors() {
    let note = |link: &str| format!("=== content/notes/x.md\n---\ndate: 2026-11-01\n---\n# X\n[a]({link})\n");
    check(&note("missing.md"), "! broken-link");
    check(&note("../../../../etc/passwd"), "! broken-link");
    check(&note("../../plan.yaml"), "! broken-link");
    check(&note("#missing"), "! broken-anchor");
    check(&note("x.md#missing"), "! broken-anchor");
}

#[test]
fn links_to_pages_that_are_not_published_are_errors() {
    for hidden in ["draft: true", "visibility: private", "publish_on: 2027-01-01", "embargo_until: 2027-01-01"] {
        let case = format!(
            "
=== content/notes/x.md
---
date: 2026-11-01
---
# X
[a](hidden.md)
=== content/notes/hidden.md
---
date: 2026-11-01
{hidden}
---
# SECRET
"
        );
        check(&case, "! link-to-unpublished\n- * | SECRET");
    }
}

#[test]
fn a_link_to_an_unpublished_page_stays_an_error_when_the_plan_lowers_it() {
    check(
        "
checks: {link-to-unpublished: warn}
=== content/notes/x.md
---
date: 2026-11-01
---
# X
[a link](hidden.md) ![a picture](hidden.md)
=== content/notes/hidden.md
---
date: 2026-11-01
visibility: private
---
# Hidden
",
        "! bad-value\n! link-to-unpublished\n- * | hidden.md\n- notes/hidden/index.html",
    );
}

#[test]
fn the_address_comes_from_path_else_slug_else_file_name() {
    check(
        "
=== content/notes/one.md
---
date: 2026-11-01
path: /deep/er/
slug: ignored
---
# One
=== content/notes/two.md
---
date: 2026-11-01
slug: zwei
---
# Two
=== content/posts/2026-10-03-three-words.md
# Three
=== content/posts/2026-10-04-four/index.md
# Four
=== content/notes/topic/Five Is_Here.md
---
date: 2026-11-01
---
# Five
=== content/now.md
# Now
",
        "
+ deep/er/index.html | h1: One
+ notes/zwei/index.html | h1: Two
+ posts/three-words/index.html | date: 2026-10-03
+ posts/four/index.html | date: 2026-10-04
+ notes/five-is-here/index.html | h1: Five
+ now/index.html | page /now/
",
    );
}

#[test]
fn slugs_keep_letters_of_every_script() {
    check(
        "
=== content/notes/größe.md
---
date: 2026-11-01
tags: [日本語]
---
# Größe
=== content/notes/z.md
---
date: 2026-11-01
---
# Z
[to](größe.md) [to](gr%C3%B6%C3%9Fe.md)
",
        "
+ notes/größe/index.html | tag: 日本語 (/tags/%E6%97%A5%E6%9C%AC%E8%AA%9E/)
+ tags/日本語/index.html
+ notes/z/index.html | <a href=\"/notes/gr%C3%B6%C3%9Fe/\">to</a> <a href=\"/notes/gr%C3%B6%C3%9Fe/\">to</a>
",
    );
}

#[test]
fn long_names_make_slugs_that_end_between_letters() {
    let long = format!("a{}", "ü".repeat(90));
    check(
        &format!("=== content/notes/{long}.md\n---\ndate: 2026-11-01\ntags: [\"{long}\"]\n---\n# X\n"),
        &format!("+ notes/a{}/index.html\n+ tags/a{}/index.html", "ü".repeat(59), "ü".repeat(59)),
    );
}

#[test]
fn a_tag_without_letters_has_no_page() {
    check(
        "
=== content/notes/x.md
---
date: 2026-11-01
tags: [\"!!!\", \"...\"]
---
# X
",
        "
+ notes/x/index.html
- notes/x/index.html | tag:
- tags/index.html
",
    );
}

#[test]
fn two_pages_at_one_address_are_an_error() {
    check(
        "
=== content/notes/x.md
---
date: 2026-11-01
---
# X
=== content/notes/topic/x.md
---
date: 2026-11-01
---
# Also X
",
        "! duplicate-path",
    );
}

#[test]
fn two_pages_that_differ_in_case_are_an_error() {
    check(
        "
=== content/one.md
---
path: /Same/
---
# One
=== content/two.md
---
path: /same/
---
# Two
",
        "! duplicate-path",
    );
    check(
        "=== content/notes/A.md\n---\ndate: 2026-11-01\n---\n# A\n=== content/notes/a.md\n---\ndate: 2026-11-01\n---\n# a\n",
        "! duplicate-path",
    );
}

#[test]
fn a_page_at_the_address_of_a_section_is_an_error() {
    check(
        "
=== content/notes/x.md
---
date: 2026-11-01
---
# X
=== content/archive.md
# Own archive
",
        "! duplicate-path",
    );
}

#[test]
fn a_page_at_an_address_that_milepost_makes_is_one_error_in_its_place() {
    let build = |front: &str| {
        let note = "=== content/notes/x.md\n---\ndate: 2026-11-01\ntags: [t]\n---\n# X\n";
        let journal = journal(&format!("{PLAN}{note}=== content/own.md\n---\n{front}\n---\n# Own\n"));
        milepost::build(&with_bare_theme(&journal), &options())
    };
    for path in [
        "/archive/",
        "/Notes/",
        "/tags/t/",
        "/badges/",
        "/feed.xml",
        "/notes/feed.xml",
        "/tags/t/feed.json",
        "/badges/notes.json",
        "/index.html",
        "/404.html",
        "/sitemap.xml",
        "/robots.txt/x/",
        "/build-manifest.json",
    ] {
        for front in [format!("path: {path}"), format!("aliases: [{path}]")] {
            let build = build(&front);
            let found: Vec<_> = build.diagnostics.iter().filter(|found| found.is_error()).collect();
            assert_eq!(found.len(), 1, "{front}: {found:#?}");
            assert_eq!(found[0].code.name(), "duplicate-path", "{front}");
            let span = found[0].span.expect("a place");
            assert!(span.end > span.start && !found[0].hints.is_empty(), "{front}: {found:#?}");
        }
    }
    let slug = build("slug: archive");
    assert!(slug.diagnostics.iter().any(|found| found.code.name() == "duplicate-path"));
}

#[test]
fn a_page_that_was_renamed_keeps_its_old_addresses() {
    check(
        "
=== content/notes/x.md
---
date: 2026-11-01
aliases: [/old/name/, older.html]
---
# X
",
        "
@ url https://ada.example/repo/
+ old/name/index.html | /repo/notes/x/
+ older.html | /repo/notes/x/
- archive/index.html | /old/
",
    );
}

#[test]
fn an_alias_at_the_address_of_a_page_is_an_error() {
    check(
        "
=== content/notes/x.md
---
date: 2026-11-01
aliases: [/notes/y/]
---
# X
=== content/notes/y.md
---
date: 2026-11-01
---
# Y
",
        "! duplicate-path",
    );
}

#[test]
fn an_alias_cannot_leave_the_site() {
    for bad in ["/", "../x", "/a/../../b", "https://x.example/", "/a/%2e%2e/b", "a\\\\b", "C:/x"] {
        check(
            &format!("=== content/notes/x.md\n---\ndate: 2026-11-01\naliases: [\"{bad}\"]\n---\n# X\n"),
            "! bad-path",
        );
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Front matter

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
fn a_page_without_a_title_is_an_error() {
    check("=== content/notes/a.md\n---\ndate: 2026-11-01\n---\nText.\n", "! missing-title\n= error 1");
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
    check(&note("toc: false\n", body), "- notes/a/index.html | toc:");
    check(&note("", "# T\n\n## One\n"), "- notes/a/index.html | toc:");
    check(&note("toc: true\n", "# T\n\n## One\n"), "+ notes/a/index.html | toc: One (#one)");
}

// ---------------------------------------------------------------------------------------------------------------
// Lists

#[test]
fn folders_of_notes_are_topics() {
    check(
        "
=== content/notes/ml/a.md
---
date: 2026-11-01
---
# A
=== content/notes/threat-modelling/b/index.md
---
date: 2026-11-02
---
# B
=== content/notes/c.md
---
date: 2026-11-03
---
# C
",
        "
+ notes/a/index.html | topic: ML (/notes/#ml)
+ notes/b/index.html | topic: Threat modelling (/notes/#threat-modelling)
- notes/c/index.html | topic:
+ notes/index.html | topic: ML #ml
+ notes/index.html | topic: Other #other
",
    );
}

#[test]
fn tags_that_give_one_slug_are_one_tag() {
    check(
        "
=== content/notes/a.md
---
date: 2026-11-01
tags: [Machine Learning, machine-learning]
---
# A
=== content/posts/b.md
---
date: 2026-11-02
tags: [machine learning]
---
# B
",
        "
+ tags/index.html | (/tags/machine-learning/) 2
+ tags/machine-learning/index.html | entry: Note A (/notes/a/)
+ tags/machine-learning/index.html | entry: Post B (/posts/b/)
+ tags/machine-learning/index.html | 2 pages
",
    );
}

#[test]
fn a_page_that_writes_a_tag_twice_shows_it_once() {
    check(
        "
=== content/notes/a.md
---
date: 2026-11-01
tags: [Rust, rust, RUST]
---
# A
",
        "
+ notes/a/index.html | tag: Rust (/tags/rust/)
- notes/a/index.html | tag: rust (/tags/rust/)
- notes/a/index.html | tag: RUST (/tags/rust/)
+ tags/index.html | tag: Rust (/tags/rust/) 1
",
    );
}

fn five_posts() -> String {
    let post = |n: usize| format!("=== content/posts/p{n}.md\n---\ndate: 2026-11-0{n}\ntags: [t]\n---\n# P{n}\n");
    let plan = PLAN.replace("theme: bare", "theme: bare, pagination: {posts: 2, tags: 4}");
    format!("{plan}{}", (1..=5).map(post).collect::<Vec<_>>().concat())
}

#[test]
fn long_lists_are_spread_over_pages() {
    check(
        &five_posts(),
        "
+ posts/index.html | entry: Post P5 (/posts/p5/) 2026-11-05
+ posts/index.html | entry: Post P4
- posts/index.html | entry: Post P3
+ posts/index.html | page 1 of 3
- posts/index.html | newer:
+ posts/index.html | older: /posts/page/2/
+ posts/index.html | number: 1 (/posts/)=page
+ posts/page/2/index.html | posts /posts/page/2/
+ posts/page/2/index.html | newer: /posts/
+ posts/page/2/index.html | older: /posts/page/3/
+ posts/page/2/index.html | canonical: https://ada.example/posts/page/2/
+ posts/page/3/index.html | entry: Post P1
- posts/page/3/index.html | older:
- posts/page/1/index.html
- posts/page/4/index.html
+ tags/t/page/2/index.html | entry: Post P1
- tags/t/page/3/index.html
",
    );
}

#[test]
fn neighbours_are_older_and_newer_pages_of_the_section() {
    check(
        &format!("{}=== content/notes/n.md\n---\ndate: 2026-11-03\n---\n# N\n", five_posts()),
        "
+ posts/p3/index.html | previous: P2 (/posts/p2/)
+ posts/p3/index.html | next: P4 (/posts/p4/)
- posts/p1/index.html | previous:
- posts/p5/index.html | next:
- notes/n/index.html | previous:
",
    );
}

#[test]
fn pages_of_one_day_stand_in_the_order_of_their_titles() {
    check_order("date: 2026-11-01", "date: 2026-11-01", &["A", "B"]);
    check_order("date: 2026-11-01", "date: 2026-11-02", &["B", "A"]);
    check_order("summary: without a date", "date: 2026-11-02", &["B", "A"]);
}

#[track_caller]
fn check_order(a: &str, b: &str, expected: &[&str]) {
    let note =
        |name: &str, front: &str| format!("=== content/notes/{name}.md\n---\ntitle: {name}\n{front}\n---\nText.\n");
    let sources = with_bare_theme(&journal(&format!("{PLAN}{}{}", note("B", b), note("A", a))));
    let build = build(&sources, &options());
    let notes = text(&build, "notes/index.html").expect("an index of notes");
    let titles: Vec<&str> =
        notes.lines().filter_map(|line| line.strip_prefix("latest: Note ")?.split(' ').next()).collect();
    assert_eq!(titles, expected);
}

#[test]
fn the_archive_has_everything_by_year() {
    let case = format!(
        "{PLAN}{}",
        "=== content/notes/a.md\n---\ndate: 2025-01-01\n---\n# A\n=== content/posts/b.md\n---\ndate: 2026-11-02\n---\n# B\n\
         === content/posts/c.md\n# C\n=== content/about.md\n# About\n"
    );
    let build = build(&with_bare_theme(&journal(&case)), &options());
    let archive = text(&build, "archive/index.html").expect("an archive");
    let lines: Vec<&str> = archive
        .lines()
        .filter_map(|line| line.strip_prefix("year: ").or_else(|| line.strip_prefix("entry: ")?.split(" (").next()))
        .collect();
    assert_eq!(lines, ["2026", "Post B", "2025", "Note A", "Undated", "Post C"]);
}

#[test]
fn sections_with_nothing_to_show_do_not_exist() {
    check(
        "",
        "
+ index.html
+ 404.html
- posts/index.html
- notes/index.html
- projects/index.html
- progress/index.html
- skills/index.html
- credentials/index.html
- resources/index.html
- tags/index.html
- archive/index.html
+ index.html | nav:
- index.html | nav: P
- * | /posts/
- * | /tags/
",
    );
}

#[test]
fn navigation_names_sections_and_pages() {
    let with_nav = |nav: &str| {
        let plan = PLAN.replace("theme: bare", &format!("theme: bare, nav: {nav}"));
        format!("{plan}=== content/notes/a.md\n---\ndate: 2026-11-01\n---\n# A\n=== content/uses.md\n# What I use\n")
    };
    check(
        &with_nav("[notes, posts, uses, {label: Old, url: /notes/a/}]"),
        "
+ notes/a/index.html | nav: Notes (/notes/)=true What I use (/uses/) Old (/notes/a/)=page
+ index.html | nav: Notes (/notes/) What I use (/uses/) Old (/notes/a/)
",
    );
    check(&with_nav("[ntes]"), "! bad-value");
}

#[test]
fn the_page_for_wrong_addresses_offers_the_latest_writing() {
    check(
        &five_posts(),
        "
+ 404.html | 404 /404.html noindex
- 404.html | canonical:
+ 404.html | entry: Post P5 (/posts/p5/)
",
    );
}

// ---------------------------------------------------------------------------------------------------------------
// Progress

/// A plan with items in the three phases of before, now and later.
const STUDIES: &str = "
phases:
  - id: past
    title: Past
    months: [1, 1]
    items:
      - {id: old-topic, title: Old topic, kind: topic, month: 1}
  - id: now
    title: Now
    months: [2, 3]
    themes: {2: {title: Theme of two}}
    items:
      - id: in-parts
        title: In parts
        kind: topic
        month: 2
        criteria: [{id: aa, title: Part A}, {id: bb, title: Part B}]
      - {id: a-build, title: A build, kind: build, month: 2}
      - {id: claimed, title: Claimed, kind: topic, month: 2, status: done}
      - {id: dropped, title: Dropped, kind: topic, month: 2, status: dropped}
      - {id: blocked, title: Blocked, kind: topic, month: 3, status: blocked}
  - id: later
    title: Later
    months: [4, 6]
    items:
      - {id: far-away, title: Far away, kind: topic, month: 5}
";

#[test]
fn a_note_proves_an_item() {
    check(
        &format!("{STUDIES}=== content/notes/n.md\n---\ndate: 2026-11-03\nproves: [old-topic]\n---\n# N\n"),
        "
+ progress/index.html | item: Old topic #old-topic topic proven (Proven) on 2026-11-03
+ progress/index.html | proof: Note N (/notes/n/) level 1 2026-11-03
+ progress/index.html | recent: Old topic (/progress/#old-topic) by Note N (/notes/n/)
+ progress/index.html | phase: Past (/progress/#past) Month 1 done 1 of 1 items proven
+ notes/n/index.html | proves: Old topic (/progress/#old-topic)
",
    );
}

#[test]
fn a_note_proves_one_criterion_and_the_item_is_under_way() {
    check(
        &format!("{STUDIES}=== content/notes/n.md\n---\ndate: 2026-11-03\nproves: [in-parts#aa]\n---\n# N\n"),
        "
+ progress/index.html | item: In parts #in-parts topic active (In progress)
+ progress/index.html | criterion: Part A proven
+ progress/index.html | criterion: Part B open
+ notes/n/index.html | proves: In parts: Part A (/progress/#in-parts)
+ index.html | now: Learning
+ index.html | detail: In parts (/progress/#in-parts)
",
    );
}

#[test]
fn all_criteria_prove_the_item_on_the_day_of_the_last() {
    check(
        &format!(
            "{STUDIES}=== content/notes/n.md\n---\ndate: 2026-11-03\nproves: [in-parts#aa]\n---\n# N\n\
             === content/posts/p.md\n---\ndate: 2026-11-05\nproves: [in-parts#bb]\n---\n# P\n"
        ),
        "
+ progress/index.html | item: In parts #in-parts topic proven (Proven) on 2026-11-05
+ progress/index.html | proof: Post P (/posts/p/) level 1 2026-11-05
",
    );
}

#[test]
fn a_page_is_too_weak_a_proof_for_a_build() {
    check(
        &format!("{STUDIES}=== content/notes/n.md\n---\ndate: 2026-11-03\nproves: [a-build]\n---\n# N\n"),
        "
! weak-proof
+ progress/index.html | item: A build #a-build build active (In progress)
- badges/a-build.svg
",
    );
}

#[test]
fn what_is_only_claimed_is_shown_as_under_way() {
    check(
        STUDIES,
        "
! claimed-without-proof
+ progress/index.html | item: Claimed #claimed topic active (In progress)
- progress/index.html | claimed (
- progress/index.html | done
",
    );
}

#[test]
fn upcoming_items_are_those_of_phases_that_have_begun() {
    check(
        STUDIES,
        "
+ progress/index.html | item: Old topic #old-topic topic planned (Planned)
+ progress/index.html | month 2: November 2026 Theme of two current
+ progress/index.html | item: Blocked #blocked topic blocked (Waiting)
- progress/index.html | Dropped
+ progress/index.html | phase: Later (/progress/#later) Months 4 to 6 future
- * | Far away
+ progress/index.html | month: Month 2 of 6
",
    );
}

#[test]
fn the_plan_decides_which_upcoming_items_are_listed() {
    let with = |choice: &str| {
        let plan = PLAN.replace("months: 6", &format!("months: 6, display: {{upcoming: {choice}}}"));
        format!("{plan}{STUDIES}")
    };
    check(&with("all"), "+ progress/index.html | item: Far away");
    check(&with("none"), "- progress/index.html | item: Old topic\n+ progress/index.html | item: Claimed");
}

#[test]
fn ratios_wait_until_enough_is_proven() {
    let with = |min: u32| {
        let plan = PLAN.replace("months: 6", &format!("months: 6, display: {{min_proven_for_progress: {min}}}"));
        format!("{plan}{STUDIES}=== content/notes/n.md\n---\ndate: 2026-11-03\nproves: [old-topic]\n---\n# N\n")
    };
    check(
        &with(2),
        "
- badges/plan-proven.svg
+ progress/index.html | fact: 1 plan item proven
+ progress/index.html | burn-up: no
+ progress/index.html | badge: plan-month
",
    );
    check(
        &with(1),
        "
+ badges/plan-proven.svg
+ progress/index.html | fact: 1 of 6 plan items proven
+ progress/index.html | burn-up: yes
+ badges/plan-proven.json | \"1 of 6 proven\"
",
    );
}

#[test]
fn the_state_of_the_schedule_is_public_only_when_the_plan_says_so() {
    let with = |choice: &str| {
        let plan = PLAN.replace("months: 6", &format!("months: 6, display: {{schedule: {choice}}}"));
        format!("{plan}{STUDIES}")
    };
    check(&with("private"), "- progress/index.html | schedule:");
    check(&with("public"), "+ progress/index.html | schedule: behind Behind");
}

#[test]
fn a_goal_is_shown_from_show_when_on() {
    let goals = |min: u32| {
        format!(
            "goals: [{{id: goal-notes, title: Three notes, target: {{count: note, min: 3}}, show_when: {{min: {min}}}}}]\n\
             phases: [{{id: first, title: First, months: [1, 6]}}]\n\
             === content/notes/a.md\n---\ndate: 2026-11-01\n---\n# A\n=== content/notes/b.md\n---\ndate: 2026-11-02\n---\n# B\n"
        )
    };
    check(
        &goals(3),
        "
- progress/index.html | goal:
- badges/goal-notes.svg
- * | Three notes
",
    );
    check(
        &goals(2),
        "
+ progress/index.html | goal: Three notes #goal-notes 2 of 3
+ progress/index.html | proof: Note B (/notes/b/)
+ badges/goal-notes.json | \"2 of 3\"
",
    );
}

const PROJECTS: &str = "
projects:
  - id: proj-lint
    title: Planned name
    features: [{id: scan, title: Scan files}, {id: report, title: Report}]
  - {id: proj-unbegun, title: UNBEGUN}
=== content/projects/lint.md
---
title: Lint
project: proj-lint
repo: https://git.example/lint
stack: [Rust]
result: 3 of 3 found
problem: A problem.
features: {scan: {proof: [{kind: ci, url: \"https://git.example/run\", date: 2026-11-01}]}}
decisions: [{title: Why Rust, post: ../posts/why.md}]
---
Text.
=== content/projects/old.md
---
title: Old
date: 2026-11-10
status: archived
---
Text.
=== content/projects/out.md
---
title: Out
date: 2026-11-02
status: released
---
Text.
=== content/posts/why.md
---
date: 2026-11-02
---
# Why
";

#[test]
fn a_project_shows_its_features_with_their_proofs() {
    check(
        PROJECTS,
        "
+ projects/lint/index.html | card: Lint (/projects/lint/) active In progress 1 of 2 features proven result=3 of 3 found stack=Rust
+ projects/lint/index.html | card link: Code (https://git.example/lint)
+ projects/lint/index.html | problem: A problem.
+ projects/lint/index.html | decision: Why Rust (/posts/why/)
+ projects/lint/index.html | feature: Scan files #scan proven
+ projects/lint/index.html | (https://git.example/run) level 2 2026-11-01
+ projects/lint/index.html | feature: Report #report open
+ projects/lint/index.html | badge: proj-lint Lint: in progress, 1 of 2 features proven (/projects/lint/)
+ badges/proj-lint.json | \"in progress · 1/2\"
- * | UNBEGUN
- * | proj-unbegun
",
    );
}

#[test]
fn released_projects_come_before_active_and_archived_ones() {
    let build = build(&with_bare_theme(&journal(&format!("{PLAN}{PROJECTS}"))), &options());
    let list = text(&build, "projects/index.html").expect("a list of projects");
    let titles: Vec<&str> = list.lines().filter_map(|line| line.strip_prefix("card: ")?.split(' ').next()).collect();
    assert_eq!(titles, ["Out", "Lint", "Old"]);
}

const CREDENTIALS: &str = "
certifications:
  - {id: cert-good, title: Good, issuer: Issuer, proof: [{kind: credential, url: \"https://v.example/good\", date: 2026-10-05}]}
  - {id: cert-old, title: Old, proof: [{kind: credential, url: \"https://v.example/old\", date: 2023-10-05, expires: 2026-10-04}]}
  - {id: cert-next, title: Next, issuer: Issuer, exam_code: XX-1, month: 5, hours: 77}
  - {id: cert-gone, title: Gone, available: false}
  - {id: cert-retired, title: Retired, retired_on: 2026-11-01}
  - id: cert-either
    title: Either
    any_of:
      - {id: cert-left, title: Left}
      - {id: cert-right, title: Right, issuer: R, proof: [{kind: credential, url: \"https://v.example/right\", date: 2026-10-06}]}
";

#[test]
fn credentials_are_verified_expired_or_named() {
    check(
        CREDENTIALS,
        "
+ credentials/index.html | verified: Good by Issuer issued 2026-10-05 (https://v.example/good) badge=cert-good
+ credentials/index.html | verified: Right by R issued 2026-10-06 (https://v.example/right)
+ credentials/index.html | expired: Old issued 2023-10-05 expires 2026-10-04 (https://v.example/old) badge=cert-old
+ credentials/index.html | planned: Next by Issuer
- credentials/index.html | planned: Next by Issuer issued
- * | XX-1
- * | Gone
- * | Retired
- badges/cert-next.svg
+ badges/cert-good.json | \"verified 2026-10\"
+ badges/cert-old.json | \"expired 2026-10\"
+ index.html | verified: Good by Issuer
- index.html | Old
",
    );
}

#[test]
fn resources_that_nobody_checked_stay_off_the_site() {
    check(
        "
phases: [{id: first, title: First, months: [1, 6], items: [{id: item-a, title: Item A, kind: topic, month: 2, resources: [res-good, res-bad]}]}]
resources:
  - {id: res-good, type: book, title: Good book, authors: [Ann, Bob], publisher: Pub, free: true, url: \"https://b.example/\", checked: true, status: reading}
  - {id: res-bad, type: book, title: UNCHECKED, url: \"https://x.example/\", status: reading}
  - {id: res-none, type: course, title: UNCHECKED, checked: true}
",
        "
+ resources/index.html | resource: Good book (https://b.example/) by Ann, Bob, Pub reading free
+ resources/index.html | used by: Item A (/progress/#item-a)
- resources/index.html | group: Courses
- * | UNCHECKED
- * | x.example
+ index.html | detail: Good book (https://b.example/)
",
    );
}

#[test]
fn roles_are_hidden_unless_open_to_work() {
    let roles = "roles: [{id: role-a, title: ROLE A}, {id: role-b, title: HIDDEN B, visibility: private}]\n";
    check(roles, "- * | ROLE\n- * | HIDDEN");
    let plan = PLAN.replace("months: 6", "months: 6, open_to_work: true");
    check(&format!("{plan}{roles}"), "+ index.html | now: Open to\n+ index.html | detail: ROLE A\n- * | HIDDEN");
}

#[test]
fn a_skill_is_the_list_of_its_proofs() {
    check(
        "
skills:
  - {id: skill-rust, title: Rust, group: technical, parts: [Cargo, Clippy]}
  - {id: skill-none, title: UNSHOWN}
phases:
  - id: first
    title: First
    months: [1, 3]
    items:
      - {id: item-a, title: Item A, kind: topic, month: 2, skills: [skill-rust]}
      - {id: item-b, title: Item B, kind: topic, month: 2, skills: [skill-rust]}
=== content/notes/a.md
---
date: 2026-11-01
proves: [item-a]
---
# A
=== content/notes/b.md
---
date: 2026-11-02
proves: [item-b]
---
# B
=== content/posts/c.md
---
date: 2026-11-03
skills: [skill-rust]
---
# C
",
        "
+ skills/index.html | skill: Rust (/skills/rust/) Technical
+ skills/rust/index.html | parts: Cargo, Clippy
+ skills/rust/index.html | proof: Note A (/notes/a/)
+ skills/rust/index.html | taught by: Item A (/progress/#item-a)
+ posts/c/index.html | shows: Rust (/skills/rust/)
+ badges/skill-rust.svg
- * | UNSHOWN
- * | skill-none
",
    );
}

// ---------------------------------------------------------------------------------------------------------------
// Badges

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

// ---------------------------------------------------------------------------------------------------------------
// Themes

#[test]
fn a_journal_overrides_one_partial_and_keeps_the_others() {
    check(
        "
=== plan.yaml
schema: 1
site: {title: Ada, url: \"https://ada.example/\"}
plan: {id: the-plan, title: Plan, start: 2026-10-01, months: 6}
=== themes/default/templates/partials/footer.html
<footer>My own footer of {{ site.title }}</footer>
",
        "
+ index.html | <footer>My own footer of Ada</footer>
+ index.html | <main id=\"main\"
+ 404.html | <footer>My own footer of Ada</footer>
",
    );
}

#[test]
fn an_asset_of_the_journal_has_a_fingerprint_of_its_own() {
    let plan = PLAN.replace(", theme: bare", "");
    let sheet = |case: &str| -> String {
        let build = build(&journal(case), &options());
        let mut sheets =
            build.outputs.iter().filter(|(path, _)| path.extension() == "css").map(|(path, _)| path.to_string());
        let sheet = sheets.next().expect("a style sheet");
        assert_eq!(sheets.next(), None);
        assert!(text(&build, "index.html").expect("a home page").contains(&format!("href=\"/{sheet}\"")));
        sheet
    };
    let own = format!("{plan}=== themes/default/assets/css/layout.css\nmain {{ color: red }}\n");
    assert_ne!(sheet(&plan), sheet(&own));
    assert_eq!(sheet(&own), sheet(&own));
}

#[test]
fn an_unknown_variable_of_a_template_is_an_error() {
    let plan = PLAN.replace(", theme: bare", "");
    check(
        &format!("{plan}=== themes/default/templates/404.html\n{{{{ page.titel }}}}\n"),
        "! template-error\n- 404.html",
    );
}

// ---------------------------------------------------------------------------------------------------------------
// Components

/// A plan with something for every component, and what proves it.
const SHOWN: &str = "\
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

// ---------------------------------------------------------------------------------------------------------------
// Everything together

#[test]
fn ids_of_the_default_theme_do_not_collide_with_those_of_headings() {
    let plan = PLAN.replace(", theme: bare", "");
    let headings = [
        "Main",
        "About",
        "Proves",
        "Toc",
        "Filed",
        "Statements",
        "Backlinks",
        "Facts",
        "The problem",
        "The approach",
        "The limits",
        "The features",
        "Writing",
        "Skills",
        "One",
        "One",
    ];
    let body = headings.map(|heading| format!("## {heading}\n\n")).concat();
    let case = format!(
        "{plan}{STUDIES}=== content/notes/n.md\n---\ndate: 2026-11-03\nproves: [old-topic]\nabout: [in-parts]\ntags: [t]\n\
         ai_assistance: None\n---\n# N\n\n{body}Text.[^1]\n\n[^1]: Note.\n\
         === content/projects/p.md\n---\ndate: 2026-11-03\nrole: All\nproblem: P\napproach: A\nlimits: L\n---\n# P\n\n{body}\
         === content/about.md\n# About\n\n[N](notes/n.md) and [P](projects/p.md)\n\n{body}"
    );
    let build = build(&journal(&case), &options());
    let mut all = Vec::new();
    for (path, html) in pages(&build) {
        let mut ids: Vec<String> =
            elements(html).into_iter().filter_map(|element| element.attributes.get("id").cloned()).collect();
        ids.sort_unstable();
        let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].as_str()).collect();
        assert_eq!(twice, [""; 0], "{path}");
        all.extend(ids);
    }
    for id in ["main", "proves", "about", "filed", "statements", "backlinks", "facts", "the-problem", "the-limits"] {
        assert!(all.iter().any(|found| found == id), "the theme has no `{id}`");
    }
}

#[track_caller]
fn check_addresses(sources: &Sources) {
    for url in ["https://ada.example/", "https://ada.example/repo/"] {
        let build = build(sources, &options_at(url));
        let dead = dead_addresses(&build, &BaseUrl::parse(url).expect("an address"));
        assert!(dead.is_empty(), "{url}\n{}", dead.join("\n"));
    }
}

#[test]
fn every_address_in_every_page_leads_to_a_file_of_the_site() {
    let plan = PLAN.replace(", theme: bare", "");
    for case in [LINKED, STUDIES, PROJECTS, CREDENTIALS] {
        check_addresses(&journal(&format!("{plan}{case}")));
    }
    check_addresses(&journal(&five_posts().replace("theme: bare, ", "")));
}

/// Compares `found` with the files in `expected/` of the case.
#[track_caller]
fn check_golden(case: &str, found: &BTreeMap<String, String>) {
    let folder = golden().join(case).join("expected");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the old goldens go");
        }
        for (path, text) in found {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a golden");
        }
        return;
    }
    let text = |file: Source| String::from_utf8(file.bytes.to_vec()).expect("goldens are UTF-8");
    let expected: BTreeMap<String, String> =
        files(&folder, "").into_iter().map(|file| (file.path.to_string(), text(file))).collect();
    let names = |all: &BTreeMap<String, String>| all.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(found), names(&expected), "the files of {case}; UPDATE_GOLDEN=1 accepts them");
    for (path, text) in found {
        assert!(expected[path] == *text, "{case}/{path} is now\n{text}\nbut was\n{}", expected[path]);
    }
}

#[test]
fn golden_a_whole_journal_on_the_bare_theme() {
    let sources = with_bare_theme(&Sources::new(files(&golden().join("journal"), "")));
    let build = build(&sources, &options());
    let found = pages(&build).map(|(path, html)| (path.to_owned(), without_blank_lines(html)));
    check_golden("journal", &found.collect());
    check_addresses(&Sources::new(files(&golden().join("journal"), "").into_iter().map(
        |file| match file.path.as_str() {
            "plan.yaml" => {
                let plan = String::from_utf8(file.bytes.to_vec()).expect("a plan");
                source("plan.yaml", plan.replace("theme: bare", "theme: default").into_bytes())
            }
            _ => file,
        },
    )));
}

#[test]
fn golden_a_note_on_the_default_theme() {
    let build = build(&Sources::new(files(&golden().join("default-note"), "")), &options());
    let html = text(&build, "notes/note/index.html").expect("the note");
    let main = &html[html.find("<main").expect("main")..html.find("</main>").expect("its end")];
    check_golden("default-note", &BTreeMap::from([("main.html".to_owned(), format!("{main}</main>\n"))]));
}

#[test]
fn names_that_windows_reserves_are_errors_as_addresses() {
    for (path, front) in [("con", ""), ("x", "slug: nul\n"), ("x", "path: /a/COM1/\n"), ("x", "aliases: [/prn.html]\n")]
    {
        check(&format!("=== content/notes/{path}.md\n---\ndate: 2026-11-01\n{front}---\n# X\n"), "! bad-path");
    }
}

#[test]
fn tags_skills_and_badges_that_windows_reserves_get_another_address() {
    check(
        "
skills: [{id: skill-con, title: Con}]
certifications: [{id: nul, title: Nul, proof: [{kind: credential, url: \"https://v.example/nul\", date: 2026-10-05}]}]
=== content/notes/x.md
---
date: 2026-11-01
tags: [aux]
skills: [skill-con]
---
# X
",
        "
+ skills/skill-con/index.html
+ tags/tag-aux/index.html
+ tags/tag-aux/feed.xml
+ notes/x/index.html | tag: aux (/tags/tag-aux/)
- tags/aux/index.html
+ badges/badge-nul.svg
+ credentials/index.html | badge=badge-nul
",
    );
}
