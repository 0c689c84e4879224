//! Links and addresses.

use super::*;

pub(crate) const LINKED: &str = "
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
    check(&note("../../../../etc/passwd"), "! outside-link");
    check(&note("../../plan.yaml"), "! outside-link");
    check(&note("../../x.md"), "! broken-link");
    check(&note("#missing"), "! broken-anchor");
    check(&note("x.md#missing"), "! broken-anchor");
}

#[test]
fn of_very_many_links_to_nothing_the_first_are_guessed_at() {
    let page = |number: usize| {
        format!(
            "=== content/notes/page-{number}.md\n---\ndate: 2026-11-01\n---\n# P{number}\n\n[x](pagee-{number}.md)\n"
        )
    };
    let case: String = std::iter::once(PLAN.to_owned()).chain((0..150).map(page)).collect();
    let build = milepost::build(&with_bare_theme(&journal(&case)), &options());
    let broken: Vec<_> = build.diagnostics.iter().filter(|found| found.code.name() == "broken-link").collect();
    assert_eq!(broken.len(), 150);
    let guessed = broken.iter().filter(|found| found.hints[0].starts_with("did you mean `page-")).count();
    assert_eq!(guessed, 100);
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
