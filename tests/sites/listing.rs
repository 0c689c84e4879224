//! Lists: topics, tags, neighbours, the archive, navigation.

use super::*;

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
+ notes/a/index.html | topic: ML (/notes/topics/ml/)
+ notes/b/index.html | topic: Threat modelling (/notes/topics/threat-modelling/)
- notes/c/index.html | topic:
+ notes/index.html | topic: ML #ml
+ notes/index.html | topic: Other #other
+ notes/topics/ml/index.html | entry: Note A (/notes/a/)
+ notes/topics/ml/index.html | crumbs: Home (/) Notes (/notes/) Notes: ML
+ notes/topics/ml/feed.xml | <title>A</title>
- notes/topics/ml/feed.xml | <title>B</title>
- notes/topics/other/index.html
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

pub(crate) fn five_posts() -> String {
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
fn navigation_leaves_out_pages_that_are_not_published_yet() {
    let plan = PLAN.replace("theme: bare", "theme: bare, nav: [notes, now, uses, {label: Talk, url: /talks/dns/}]");
    let case = format!(
        "{plan}=== content/notes/a.md\n---\ndate: 2026-11-01\n---\n# A\n\
         === content/now.md\n---\ntitle: What I do now\ndraft: true\n---\n\
         === content/uses.md\n---\ntitle: What I use\ndate: 2099-01-01\n---\n\
         === content/talks/dns.md\n---\ntitle: On DNS\npublish_on: 2099-01-01\n---\n"
    );
    let lines = "
+ index.html | nav: Notes (/notes/)
- index.html | What I use
- index.html | Talk
- now/index.html
";
    check(&case, lines);
    check(&case, "@ future\n+ index.html | nav: Notes (/notes/) What I use (/uses/) Talk (/talks/dns/)\n");
    check(&case.replace("draft: true", "visibility: private"), "! bad-value");
}

#[test]
fn standalone_pages_are_where_their_files_are() {
    check(
        "=== content/talks/dns.md\n# DNS\n=== content/talks/2026/index.md\n# 2026\n=== content/talks/2026/TLS/index.md\n# TLS\n\
         === content/talks/README.md\n# Talks\n=== content/about/dns.md\n# About DNS\n",
        "
+ talks/dns/index.html | DNS
+ talks/2026/index.html | 2026
+ talks/2026/tls/index.html | TLS
+ talks/index.html | Talks
+ about/dns/index.html | About DNS
",
    );
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
