//! The résumé, as a page and as JSON Resume.

use super::*;
use crate::progress::{CREDENTIALS, PROJECTS};

const RESUME: &str = "
resume:
  summary: Breaks models.
  location: Berlin
  experience:
    - {role: Engineer, organization: Acme, url: \"https://acme.example/\", start: 2022-03, highlights: [Shipped it, {text: Wrote it down, url: /posts/hello/}, {text: Said so, url: \"https://talk.example/\"}]}
    - {role: Trainee, organization: Umbrella, start: 2019, end: 2022-02}
  education:
    - {title: BSc, institution: University, end: 2019}
  languages: [{name: German, level: C1}, {name: Swedish}]
=== content/posts/hello.md
---
date: 2026-11-01
---
# Hello

Text.
";

/// Returns a journal with `plan:` of its own and the résumé above.
fn with_resume(case: &str) -> String {
    let (plan, files) = case.split_once("\n=== content").unwrap_or((case, ""));
    let files = if files.is_empty() { String::new() } else { format!("=== content{files}") };
    format!("{plan}\n{RESUME}{files}")
}

#[test]
fn a_resume_says_what_the_author_wrote_and_where_to_see_it() {
    check(
        RESUME,
        "
        + resume/index.html | name: Ada
        + resume/index.html | location: Berlin
        + resume/index.html | summary: Breaks models.
        + resume/index.html | job: Engineer at Acme (https://acme.example/), Mar 2022 to now
        + resume/index.html | highlight: Shipped it
        + resume/index.html | highlight: Wrote it down (/posts/hello/)
        + resume/index.html | highlight: Said so (https://talk.example/)
        + resume/index.html | job: Trainee at Umbrella, 2019 to Feb 2022
        + resume/index.html | study: BSc at University, 2019
        + resume/index.html | language: German C1
        + resume/index.html | language: Swedish
        + resume/index.html | json: /resume.json
        ",
    );
}

#[test]
fn paths_on_the_site_carry_the_base_path() {
    check(
        RESUME,
        "
        @ url https://ada.example/repo/
        + resume/index.html | highlight: Wrote it down (/repo/posts/hello/)
        + resume/index.html | json: /repo/resume.json
        ",
    );
}

#[test]
fn projects_and_credentials_are_those_of_the_evidence() {
    check(&with_resume(PROJECTS), "+ resume/index.html | project: ");
    check(
        &with_resume(CREDENTIALS),
        "
        + resume/index.html | credential: 
        - resume/index.html | credential: Planned
        ",
    );
}

#[test]
fn without_the_key_there_is_no_resume_and_an_empty_one_is_enough() {
    check(
        "",
        "
        - resume/index.html
        - resume.json
        ",
    );
    check(
        "resume: {}\n",
        "
        + resume/index.html | name: Ada
        + resume.json
        + index.html | (/resume/)
        ",
    );
}

#[test]
fn json_resume_has_the_facts_of_the_page() {
    let sources = with_bare_theme(&journal(&format!("{PLAN}{RESUME}")));
    let build = build(&sources, &options());
    let json: serde_json::Value = serde_json::from_str(text(&build, "resume.json").expect("there is one")).unwrap();
    assert_eq!(json["basics"]["name"], "Ada");
    assert_eq!(json["basics"]["summary"], "Breaks models.");
    assert_eq!(json["basics"]["url"], "https://ada.example/");
    assert_eq!(json["work"][0]["startDate"], "2022-03");
    assert_eq!(json["work"][0].get("endDate"), None);
    assert_eq!(json["work"][0]["highlights"][1], "Wrote it down");
    assert_eq!(json["work"][1]["endDate"], "2022-02");
    assert_eq!(json["education"][0]["endDate"], "2019");
    assert_eq!(json["languages"][0]["fluency"], "C1");
    assert_eq!(json["meta"]["canonical"], "https://ada.example/resume.json");
    assert!(json.get("skills").is_none(), "a skill without proof is on no résumé");
}

#[test]
fn a_highlight_that_leads_to_nothing_is_an_error() {
    let linked =
        "resume: {experience: [{role: R, organization: O, start: 2020, highlights: [{text: T, url: /nowhere/}]}]}";
    let case = format!("{}{linked}\n", PLAN.replace(", theme: bare", ""));
    check_sources(&journal(&case), "! broken-link");
}

#[test]
fn dates_that_are_none_or_turned_round_are_errors() {
    check("resume: {education: [{title: T, institution: I, start: 2020-13}]}\n", "! bad-date");
    check("resume: {education: [{title: T, institution: I, start: 2021, end: 2020}]}\n", "! bad-date");
    check("resume: {education: [{title: T, institution: I, start: 2020-05, end: 2020}]}\n", "");
}

#[test]
fn a_resume_has_a_twin_in_markdown() {
    check(
        RESUME,
        "
+ resume/index.md | # Ada
+ resume/index.md | Breaks models.
+ resume/index.md | ### Engineer
+ resume/index.md | [Acme](https://acme.example/), Mar 2022 to now
+ resume/index.md | - [Wrote it down](https://ada.example/posts/hello/)
+ resume/index.md | - German: C1
+ llms.txt | (https://ada.example/resume/index.md)
",
    );
}
