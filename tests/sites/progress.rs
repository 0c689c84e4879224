//! Progress, projects, credentials, skills, as pages show them.

use super::*;

/// A plan with items in the three phases of before, now and later.
pub(crate) const STUDIES: &str = "
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

pub(crate) const PROJECTS: &str = "
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

pub(crate) const CREDENTIALS: &str = "
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

#[test]
fn each_thing_of_the_plan_lists_the_notes_about_it() {
    let plan = format!(
        "{STUDIES}{}{}{}{}",
        CREDENTIALS.trim_start(),
        "goals: [{id: goal-notes, title: Notes, target: {count: note, min: 3}}]\n",
        "projects: [{id: proj-lint, title: Lint, skills: [skill-rust], features: [{id: scan, title: Scan}]}]\n",
        "skills: [{id: skill-rust, title: Rust}]\n"
    )
    .replace("id: old-topic, title", "id: old-topic, skills: [skill-rust], title");
    let note = |name: &str, about: &str| {
        format!("=== content/notes/{name}.md\n---\ntitle: {name}\ndate: 2026-11-03\n{about}\n---\nText.\n")
    };
    let pages = [
        note("proof", "proves: [old-topic]"),
        note("past", "about: [old-topic]"),
        note("parts", "about: [in-parts]"),
        note("waiting", "about: [blocked]"),
        note("future", "about: [far-away]"),
        note("exam", "about: [cert-good, cert-next]"),
        note("goal", "about: [goal-notes]").replace("content/notes", "content/posts"),
        note("project", "about: [proj-lint]"),
        "=== content/projects/lint.md\n---\nproject: proj-lint\ndate: 2026-11-01\nabout: [proj-lint]\n---\n# Lint\n"
            .to_owned(),
    ];
    check(
        &format!("{PLAN}{plan}{}", pages.concat()),
        "
+ progress/index.html | proof: Note proof (/notes/proof/)
+ progress/index.html | mention: past (/notes/past/)
+ progress/index.html | mention: parts (/notes/parts/)
+ progress/index.html | mention: waiting (/notes/waiting/)
+ progress/index.html | mention: future (/notes/future/)
+ progress/index.html | mention: goal (/posts/goal/)
- progress/index.html | mention: proof
+ credentials/index.html | mention: exam (/notes/exam/)
+ projects/lint/index.html | about it: Note project (/notes/project/)
- projects/lint/index.html | about it: Project
+ skills/rust/index.html | proof: Note proof (/notes/proof/)
+ skills/rust/index.html | mention: Note past (/notes/past/)
- skills/rust/index.html | mention: Note proof
",
    );
}

const HOURS: &str = "\
=== plan.yaml
schema: 1
site: {title: Ada, url: \"https://ada.example/\", theme: bare}
plan: {id: the-plan, title: Becoming Ada, start: 2026-08-01, months: 6, display: {hours: public}}
phases: [{id: first, title: First, months: [1, 6], items: [{id: item-a, title: Item, kind: topic, month: 4}]}]
=== content/notes/a.md
---
date: 2026-08-20
time: 90m
---
# A
=== content/notes/b.md
---
date: 2026-11-03
time: 3h
---
# B
=== content/notes/c.md
---
date: 2026-11-04
time: 100h
visibility: unlisted
---
# C
=== content/notes/d.md
---
date: 2026-11-05
time: 100h
draft: true
---
# D
";

#[test]
fn hours_of_published_pages_are_shown_month_by_month_where_the_plan_says_so() {
    check(
        HOURS,
        "
        + progress/index.html | hours: 4.5 hours from August 2026 to November 2026, the most in November 2026: 3.
        + progress/index.md | - October 2026: 0
        + progress.json | \"month\": \"2026-08\"
        + progress.json | \"hours\": 1.5
        + progress.json | \"hours\": 3.0
        ",
    );
    check(
        &HOURS.replace("theme: bare", "theme: default"),
        "+ progress/index.html | <section class=\"section\" aria-labelledby=\"hours\">",
    );
}

#[test]
fn the_home_page_shows_the_newest_proofs_with_their_dates() {
    let proofs = (1..=4)
        .map(|n| format!("=== content/notes/n{n}.md\n---\ndate: 2026-09-0{n}\nproves: [item-{n}]\n---\n# Note {n}\n"))
        .collect::<Vec<_>>()
        .concat();
    let items: Vec<String> =
        (1..=4).map(|n| format!("{{id: item-{n}, title: Thing {n}, kind: topic, month: 4}}")).collect();
    let plan = HOURS.split("=== content").next().expect("a part before the pages");
    let plan = plan
        .replace("theme: bare", "theme: default")
        .replace("{id: item-a, title: Item, kind: topic, month: 4}", &items.join(", "));
    check(
        &(plan + &proofs),
        "
        + index.html | <h3 id=\"newest\">Newest proofs</h3>
        + index.html | <a href=\"/progress/#item-4\">Thing 4</a>
        + index.html | <a href=\"/progress/#item-2\">Thing 2</a>
        - index.html | <a href=\"/progress/#item-1\">Thing 1</a>
        ",
    );
}

#[test]
fn hours_are_private_by_default() {
    for display in ["", ", display: {hours: private}"] {
        let case = HOURS.replace(", display: {hours: public}", display);
        check(&case, "- progress/index.html | hours:\n- progress/index.md | Hours\n- progress.json | hours");
    }
    check(&HOURS.replace("hours: public", "hours: loud"), "! bad-value");
}

#[test]
fn skills_are_counted_by_kind_of_evidence_and_each_count_opens_the_proofs() {
    let case = "\
=== plan.yaml
schema: 1
site: {title: Ada, url: \"https://ada.example/\", theme: bare}
plan: {id: the-plan, title: Becoming Ada, start: 2026-10-01, months: 6}
phases:
  - id: first
    title: First
    months: [1, 6]
    items:
      - {id: item-one, title: One, kind: build, month: 1, skills: [skill-a], proof: [{kind: repo, url: \"https://v.example/1\", date: 2026-10-05}]}
skills: [{id: skill-none, title: None}, {id: skill-b, title: B}, {id: skill-a, title: A}]
=== content/notes/a.md
---
date: 2026-11-02
skills: [skill-a]
---
# Of A
=== content/notes/b.md
---
date: 2026-11-03
skills: [skill-a, skill-b]
---
# Of both
";
    check(
        case,
        "
        + progress/index.html | evidence: A code=1 (https://v.example/1) writing=2 (/skills/a/#proofs-writing) in 2 in Nov 2026, 1 in Oct 2026, newest Nov 2026
        + progress/index.html | evidence: B code=0 writing=1 (/notes/b/) in 1 in Nov 2026, newest Nov 2026
        - progress/index.html | evidence: None
        - progress/index.html | verified=
        + skills/a/index.html | kinds: code 1; writing 2;
        ",
    );
    check(&case.replace("theme: bare", "theme: default"), "+ skills/a/index.html | id=\"proofs-writing\"");
}

#[test]
fn a_project_has_the_picture_of_its_author_or_one_drawn_from_its_data() {
    let case = "\
=== plan.yaml
schema: 1
site: {title: Ada, url: \"https://ada.example/\", theme: THEME}
plan: {id: the-plan, title: Becoming Ada, start: 2026-10-01, months: 6}
=== content/projects/drawn.md
---
date: 2026-11-02
---
# Drawn
=== content/projects/shown.md
---
date: 2026-11-03
cover: {src: shown.svg, alt: What it shows}
---
# Shown
=== content/projects/shown.svg
<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 3\"></svg>
";
    check(
        &case.replace("THEME", "bare"),
        "
        + projects/shown/index.html | cover: <img src=\"/files/projects/shown.svg\" alt=\"What it shows\"
        - projects/drawn/index.html | cover:
        + files/projects/shown.svg
        ",
    );
    check(
        &case.replace("THEME", "default"),
        "
        + projects/index.html | alt=\"What it shows\"
        + projects/index.html | <svg class=\"cover is-
        + projects/drawn/index.html | <svg class=\"cover is-
        - projects/shown/index.html | <svg class=\"cover is-
        ",
    );
    check(&case.replace("THEME", "bare").replace("src: shown.svg", "src: none.svg"), "! broken-link");
}
