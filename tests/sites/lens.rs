//! Role lenses: the evidence in the order in which it matters for a role, for whoever is given the address.

use super::*;

const LENSES: &str = "\
=== plan.yaml
schema: 1
site: {title: Ada, url: \"https://ada.example/\", theme: bare, author: {name: Ada}}
plan: {id: the-plan, title: Becoming Ada, start: 2026-10-01, months: 6, open_to_work: true}
phases:
  - id: first
    title: First
    months: [1, 6]
    items:
      - {id: item-break, title: Break, kind: topic, month: 1, skills: [skill-break], roles: [role-breaker]}
      - {id: item-build, title: Build, kind: topic, month: 1, skills: [skill-build, skill-both]}
certifications:
  - {id: cert-build, title: Builder, skills: [skill-build], proof: [{kind: credential, url: \"https://v.example/1\", date: 2026-10-05}]}
  - {id: cert-break, title: Breaker, skills: [skill-break], proof: [{kind: credential, url: \"https://v.example/2\", date: 2026-10-05}]}
skills:
  - {id: skill-build, title: Building}
  - {id: skill-both, title: Both}
  - {id: skill-break, title: Breaking}
projects:
  - {id: proj-build, title: Builder, skills: [skill-build]}
  - {id: proj-both, title: Both, skills: [skill-both, skill-break]}
  - {id: proj-break, title: Breaker, skills: [skill-break], roles: [role-breaker]}
roles:
  - {id: role-breaker, title: BREAKER OF THINGS}
  - {id: role-picky, title: PICKY ONE, summary: Picks well., skills: [skill-both, skill-build]}
  - {id: role-secret, title: HIDDEN ROLE, visibility: private}
resume: {summary: Breaks and builds.}
=== content/notes/build.md
---
date: 2026-11-03
proves: [item-build]
---
# How to build
=== content/notes/break.md
---
date: 2026-11-01
proves: [item-break]
---
# How to break
=== content/projects/build.md
---
date: 2026-11-09
project: proj-build
---
# Builder
=== content/projects/both.md
---
date: 2026-11-08
project: proj-both
---
# Both
=== content/projects/break.md
---
date: 2026-11-07
project: proj-break
---
# Breaker
";

#[test]
fn what_matters_for_a_role_comes_first() {
    check(
        LENSES,
        "
        + for/breaker/index.html | lens: Ada for BREAKER OF THINGS (/for/breaker/resume/)
        + for/breaker/index.html | summary: Breaks and builds.
        + for/breaker/index.html | skills: Breaking;
        - for/breaker/index.html | Building;
        + for/breaker/index.html | projects: Breaker; Both; Builder;
        + for/breaker/index.html | proofs: How to break; Credential: Breaker;
        + for/breaker/index.html | credentials: Breaker; Builder;
        + for/picky/index.html | summary: Picks well.
        + for/picky/index.html | skills: Both; Building;
        + for/picky/index.html | credentials: Builder; Breaker;
        ",
    );
}

#[test]
fn each_role_has_a_resume_of_its_own() {
    check(
        LENSES,
        "
        + for/breaker/resume/index.html | for: BREAKER OF THINGS
        + for/breaker/resume/index.html | summary: Breaks and builds.
        + for/breaker/resume/index.html | json: /for/breaker/resume.json
        + for/breaker/resume/index.html | crumbs: Home (/) For BREAKER OF THINGS (/for/breaker/) Résumé for BREAKER OF THINGS
        + for/picky/resume/index.html | summary: Picks well.
        - resume/index.html | for:
        ",
    );
    let build = build(&with_bare_theme(&journal(LENSES)), &options());
    let of = |path: &str| {
        let json: serde_json::Value = serde_json::from_str(text(&build, path).expect("it is there")).expect("JSON");
        let names = |key: &str| -> Vec<String> {
            let all = json[key].as_array().into_iter().flatten();
            all.map(|one| one["name"].as_str().expect("a name").to_owned()).collect()
        };
        let skills = json["skills"][0]["keywords"].as_array().expect("a list").clone();
        (names("projects"), names("certificates"), skills, json["meta"]["canonical"].clone())
    };
    let (projects, certificates, skills, canonical) = of("for/breaker/resume.json");
    assert_eq!(projects, ["Breaker", "Both", "Builder"]);
    assert_eq!(certificates, ["Breaker", "Builder"]);
    assert_eq!(skills, ["Breaking", "Building", "Both"]);
    assert_eq!(canonical, "https://ada.example/for/breaker/resume.json");
    assert_eq!(of("resume.json").1, ["Builder", "Breaker"]);
}

#[test]
fn a_lens_is_in_no_list_feed_sitemap_search_or_page_but_its_own() {
    let sources = with_bare_theme(&journal(LENSES));
    let build = build(&sources, &Options { cards: true, ..options() });
    for (path, html) in pages(&build).filter(|(path, _)| path.starts_with("for/")) {
        assert!(
            html.starts_with(&format!(
                "{} /{} noindex",
                if path.contains("resume") { "resume" } else { "lens" },
                path.trim_end_matches("index.html")
            )),
            "{path}: {html}"
        );
    }
    for (path, output) in build.outputs.iter().filter(|(path, _)| !path.as_str().starts_with("for/")) {
        let text = String::from_utf8_lossy(output.bytes());
        assert!(!text.contains("for/breaker") && !text.contains("for/picky"), "{path} leads to a lens");
        assert!(!path.as_str().contains("breaker/") && !path.as_str().contains("picky"), "{path} is of a lens");
    }
    for list in ["sitemap.xml", "llms.txt", "feed.xml", "feed.json"] {
        assert!(text(&build, list).is_some(), "{list} was looked through");
    }
    assert!(build.outputs.iter().any(|(path, _)| path.as_str().starts_with("search/")), "so was the index");
}

#[test]
fn the_default_theme_says_noindex() {
    let case = LENSES.replace(", theme: bare", "");
    check_sources(
        &journal(&case),
        "
        + for/breaker/index.html | <meta name=\"robots\" content=\"noindex\">
        + for/breaker/index.html | <h1>Ada, for BREAKER OF THINGS</h1>
        + for/breaker/resume/index.html | <meta name=\"robots\" content=\"noindex\">
        ",
    );
}

#[test]
fn roles_are_private_unless_open_to_work() {
    check(LENSES, "- * | HIDDEN ROLE\n- * | secret");
    let closed = LENSES.replace("open_to_work: true", "open_to_work: false");
    check(
        &closed,
        "- * | BREAKER OF\n- * | PICKY\n- * | Picks well\n- for/breaker/index.html\n- for/breaker/resume.json",
    );
}

#[test]
fn an_unlisted_role_has_its_lens_and_is_not_named_elsewhere() {
    let case = LENSES.replace("title: PICKY ONE,", "title: PICKY ONE, visibility: unlisted,");
    check(
        &case,
        "
        + index.html | detail: BREAKER OF THINGS
        - index.html | PICKY
        + for/picky/index.html | lens: Ada for PICKY ONE
        ",
    );
    let build = build(&with_bare_theme(&journal(&case)), &options());
    for (path, output) in build.outputs.iter().filter(|(path, _)| !path.as_str().starts_with("for/picky/")) {
        assert!(!String::from_utf8_lossy(output.bytes()).contains("PICKY"), "{path} names the role");
    }
}

#[test]
fn what_asks_search_engines_to_leave_it_out_has_no_twin_that_cannot_ask() {
    check(
        &format!("{LENSES}=== content/notes/aside.md\n---\ndate: 2026-11-03\nvisibility: unlisted\n---\n# Aside\n"),
        "
        + resume/index.md | # Ada
        + notes/build/index.md | # How to build
        + notes/aside/index.html | Aside
        - notes/aside/index.md
        - for/breaker/index.md
        - for/breaker/resume/index.md
        - for/breaker/resume/index.html | text/markdown
        ",
    );
}

#[test]
fn without_evidence_or_resume_there_is_nothing_to_show() {
    let empty = "\
=== plan.yaml
schema: 1
site: {title: Ada, url: \"https://ada.example/\", theme: bare}
plan: {id: the-plan, title: Becoming Ada, start: 2026-10-01, months: 6, open_to_work: true}
roles: [{id: role-breaker, title: Breaker}]
";
    check(empty, "- for/breaker/index.html");
    let without = LENSES.replace("resume: {summary: Breaks and builds.}\n", "");
    check(
        &without,
        "
        + for/breaker/index.html | lens: Ada for BREAKER OF THINGS
        - for/breaker/index.html | (/for/breaker/resume/)
        - for/breaker/resume/index.html
        - for/breaker/resume.json
        ",
    );
}

#[test]
fn a_role_names_skills_that_there_are() {
    check(&LENSES.replace("skills: [skill-both, skill-build]}", "skills: [skill-bth]}"), "! unknown-id");
}
