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

#[test]
fn a_layout_is_chosen_and_an_unknown_one_is_an_error() {
    let with_layout = |key: &str| format!("{}resume: {{{key}}}\n", PLAN.replace(", theme: bare", ""));
    for (key, class) in [
        ("", "is-classic"),
        ("layout: classic", "is-classic"),
        ("layout: compact", "is-compact"),
        ("layout: centered", "is-centered"),
    ] {
        let page = format!("+ resume/index.html | <article class=\"resume {class} h-resume\">");
        check_sources(&journal(&with_layout(key)), &page);
    }
    check_sources(&journal(&with_layout("layout: centred")), "! bad-value");
    check_sources(&journal(&with_layout("paper: a5")), "! bad-value");
}

/// What JSON Resume 1.0.0 says of the keys that Milepost writes: `text`, `uri`, `email`, `date`, a list of texts, an
/// object, or a list of objects. Keys that are not named may be anything, except at the top.
enum Shape {
    Text,
    Uri,
    Email,
    Date,
    Texts,
    Object(&'static [(&'static str, Shape)]),
    Objects(&'static [(&'static str, Shape)]),
}

use Shape::{Date, Email, Object, Objects, Text, Texts, Uri};

const JSON_RESUME: &[(&str, Shape)] = &[
    ("$schema", Uri),
    (
        "basics",
        Object(&[
            ("name", Text),
            ("label", Text),
            ("image", Text),
            ("email", Email),
            ("phone", Text),
            ("url", Uri),
            ("summary", Text),
            (
                "location",
                Object(&[
                    ("address", Text),
                    ("postalCode", Text),
                    ("city", Text),
                    ("countryCode", Text),
                    ("region", Text),
                ]),
            ),
            ("profiles", Objects(&[("network", Text), ("username", Text), ("url", Uri)])),
        ]),
    ),
    (
        "work",
        Objects(&[
            ("name", Text),
            ("location", Text),
            ("description", Text),
            ("position", Text),
            ("url", Uri),
            ("startDate", Date),
            ("endDate", Date),
            ("summary", Text),
            ("highlights", Texts),
        ]),
    ),
    (
        "education",
        Objects(&[
            ("institution", Text),
            ("url", Uri),
            ("area", Text),
            ("studyType", Text),
            ("startDate", Date),
            ("endDate", Date),
            ("score", Text),
            ("courses", Texts),
        ]),
    ),
    ("certificates", Objects(&[("name", Text), ("date", Date), ("url", Uri), ("issuer", Text)])),
    ("skills", Objects(&[("name", Text), ("level", Text), ("keywords", Texts)])),
    ("languages", Objects(&[("language", Text), ("fluency", Text)])),
    (
        "projects",
        Objects(&[
            ("name", Text),
            ("description", Text),
            ("highlights", Texts),
            ("keywords", Texts),
            ("startDate", Date),
            ("endDate", Date),
            ("url", Uri),
            ("roles", Texts),
            ("entity", Text),
            ("type", Text),
        ]),
    ),
    ("meta", Object(&[("canonical", Uri), ("version", Text), ("lastModified", Text)])),
];

/// Returns what breaks the rules in `value`.
fn broken(value: &serde_json::Value, shape: &Shape, at: &str) -> Vec<String> {
    let all = |value: &serde_json::Value, shape: &Shape| {
        let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
        let found: Vec<String> = items.iter().flat_map(|item| broken(item, shape, at)).collect();
        if value.is_array() { found } else { vec![format!("{at} is no list")] }
    };
    let text = value.as_str();
    let is_right = match shape {
        Text => text.is_some(),
        Uri => text.is_some_and(|text| {
            text.split_once("://").is_some_and(|(_, rest)| !rest.is_empty()) && !text.contains(' ')
        }),
        Email => text.is_some_and(|text| {
            text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        }),
        Date => text.is_some_and(|text| {
            let parts: Vec<&str> = text.split('-').collect();
            let is_number = |(index, part): (usize, &&str)| {
                part.len() == if index == 0 { 4 } else { 2 } && part.bytes().all(|byte| byte.is_ascii_digit())
            };
            parts.len() <= 3 && parts.iter().enumerate().all(is_number)
        }),
        Texts => return all(value, &Text),
        Objects(keys) => return all(value, &Object(keys)),
        Object(keys) => {
            let Some(object) = value.as_object() else { return vec![format!("{at} is no object")] };
            let known = |key: &String| keys.iter().find(|(name, _)| name == key);
            return object
                .iter()
                .flat_map(|(key, value)| {
                    known(key).map_or_else(Vec::new, |(_, shape)| broken(value, shape, &format!("{at}.{key}")))
                })
                .collect();
        }
    };
    if is_right { Vec::new() } else { vec![format!("{at}: {value}")] }
}

#[test]
fn json_resume_is_valid_by_its_schema() {
    let author = "author: {name: Ada, headline: Engineer, email: ada@ada.example, links: [{label: Code, url: \"https://c.example/ada\"}]}";
    let plan = PLAN.replace("title: Ada, url:", &format!("title: Ada, {author}, url:"));
    let (credentials, projects) = (CREDENTIALS.split("=== content"), PROJECTS.split("=== content"));
    let own: String = credentials.clone().take(1).chain(projects.clone().take(1)).collect();
    let files = credentials.skip(1).chain(projects.skip(1)).flat_map(|file| ["=== content", file]);
    let case = format!("{plan}{own}{RESUME}{}", files.collect::<String>());
    let build = build(&with_bare_theme(&journal(&case)), &options());
    let json: serde_json::Value = serde_json::from_str(text(&build, "resume.json").expect("there is one")).unwrap();
    assert_eq!(broken(&json, &Object(JSON_RESUME), "resume"), [""; 0]);
    // The schema allows no other key at the top, and each that Milepost knows is in this one.
    let keys: Vec<&str> = json.as_object().expect("an object").keys().map(String::as_str).collect();
    let known: Vec<&str> = JSON_RESUME.iter().map(|(name, _)| *name).filter(|name| *name != "skills").collect();
    assert_eq!(keys.iter().filter(|key| **key != "skills").copied().collect::<Vec<_>>(), known);
    let wrong = serde_json::json!({"work": [{"startDate": "March"}], "basics": {"url": "x", "email": 1}, "skills": {}});
    let found = broken(&wrong, &Object(JSON_RESUME), "resume");
    assert_eq!(found.len(), 4, "the check finds what is wrong: {found:?}");
}
