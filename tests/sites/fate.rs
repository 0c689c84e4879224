//! What becomes of files: published, unlisted, scheduled, draft, private.

use super::*;

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
