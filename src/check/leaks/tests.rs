//! What is found in finished files, and what is left in peace.

use std::collections::BTreeMap;

use super::*;
use crate::diagnostic::{SourceId, Span};
use crate::memo::Forget;
use crate::plan::needle::collect;
use crate::source::fixture::journal;

const PLAN: &str = "=== content/notes/a.md
# A

They pay $150-180K there.
=== plan.private.yaml
plan: {title: \"The road to R&D in Zürich, it's long\", private: {target_salary_usd: [150000, 180000], investment_usd: 2000}}
companies: [{id: tier-1, names: [OpenAI, Meta]}]
services: [{id: svc, title: Model audits, rate_usd: [95, 20000]}]
=== plan.yaml
plan: {title: Public, tagline: Model audits for Meta Platforms}
";

/// Returns what is found in one file, without its place.
fn found_in(path: &str, text: &str, plan: &str) -> Vec<String> {
    let sources = journal(plan);
    let spans = BTreeMap::from([("notes/a/index.html".to_owned(), Span::new(SourceId(0), 0..0))]);
    let origins = Origins { spans: &spans, sources: &sources, known: &[] };
    let found = check_files(&[(path, &text.to_owned().into())], &collect(&sources), &[], &origins, &Forget);
    let named = |found: &Diagnostic| {
        let what = found.message.strip_prefix("the site would show something private: ").unwrap_or(&found.message);
        what.split(", which").next().unwrap_or(what).to_owned()
    };
    found.iter().map(named).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(found_in("notes/a/index.html", text, PLAN), expected, "{text}");
}

#[test]
fn a_sum_is_found_in_every_spelling() {
    let spellings = [
        "150000",
        "150,000",
        "150.000",
        "150 000",
        "150&nbsp;000",
        "150\u{202F}000",
        "150'000",
        "150_000",
        "$150K",
        "150k",
        "150 K",
        "150&#160;k",
        "%24150k",
        "USD 150%2C000",
        "{\"a\": 150000}",
        "150\\u00a0000",
        "$150,000.50",
        "(150 thousand)",
    ];
    for spelling in spellings {
        check(&format!("<p>I want {spelling}, they said.</p>"), &["plan.private.target_salary_usd"]);
    }
}

#[test]
fn a_range_is_one_finding_however_it_is_written() {
    for spelling in [
        "$150-180K",
        "150–180k",
        "150K—180K",
        "$150K to $180K",
        "150,000 - 180,000",
        "150&ndash;180K",
        "150%E2%80%93180K",
    ] {
        check(&format!("I want {spelling}."), &["plan.private.target_salary_usd"]);
    }
}

#[test]
fn other_numbers_are_left_in_peace() {
    let others = [
        "1150000",
        "0.150000",
        "#150000",
        "x150k",
        "150kg",
        "150000px",
        "12,150,000",
        "150,000,000",
        "150.000.000",
        "2000 images, 20,000 samples and 20K words",
        "since 2000",
        "95 %",
        "the 95 of them",
        "150",
        "180",
    ];
    for other in others {
        check(other, &[]);
    }
}

#[test]
fn round_and_small_sums_are_found_as_money() {
    for spelling in ["$2000", "2,000 USD", "€2k", "US$ 2,000", "2000&nbsp;dollars"] {
        check(spelling, &["plan.private.investment_usd"]);
    }
    for spelling in ["$95", "95 EUR", "$20,000", "20k a year"] {
        check(spelling, &["services[svc].rate_usd"]);
    }
}

#[test]
fn a_text_is_found_however_it_is_escaped() {
    let spellings = [
        "The road to R&D in Zürich, it's long",
        "THE ROAD TO R&amp;D IN ZÜRICH, IT&#39;S LONG",
        "the-road-to-r-d-in-zürich-it-s-long",
        "The%20road%20to%20R%26D%20in%20Z%C3%BCrich%2C%20it%27s%20long",
        "The road to R\\u0026D in Zu\u{308}rich, it\\u2019s long",
        "The <em>road</em> to R&amp;amp;D\n in Z&#252;rich, it’s long",
    ];
    for spelling in spellings {
        check(spelling, &["plan.title"]);
    }
    check("The road to R and D in Zürich, it's long", &[]);
}

#[test]
fn names_are_looked_for_in_pages_of_the_plan_only() {
    let names = "<meta name=x><p>OpenAI and Meta</p>";
    check(names, &[]);
    assert_eq!(found_in("progress/index.html", names, PLAN), ["companies[tier-1].names"]);
    assert_eq!(found_in("progress/index.html", "openai, METADATA", PLAN), [""; 0]);
}

#[test]
fn what_the_public_plan_says_is_public() {
    assert_eq!(found_in("progress/index.html", "Model audits for Meta Platforms", PLAN), [""; 0]);
    // A sum is private even where the public plan has it: that is the leak.
    assert_eq!(
        found_in("index.html", "I want 150k", &PLAN.replace("for Meta", "at $150K for Meta")),
        ["plan.private.target_salary_usd"]
    );
}

#[test]
fn paths_are_looked_through_as_well() {
    assert_eq!(found_in("notes/the-road-to-r-d-in-zurich-it-s-long.png", "", PLAN), ["plan.title"]);
    assert_eq!(found_in("salary-150k/index.html", "", PLAN), ["plan.private.target_salary_usd"]);
}

#[test]
fn in_what_is_no_text_sentences_are_found() {
    let sources = journal(PLAN);
    let spans = BTreeMap::new();
    let origins = Origins { spans: &spans, sources: &sources, known: &[] };
    let bytes = b"\x89PNG\xFF\0The road to R&D in Z\xC3\xBCrich, it's long\0 150000";
    let found = check_files(&[("a.png", &bytes.to_vec().into())], &collect(&sources), &[], &origins, &Forget);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].hints[0], "it is in `a.png`, byte 6");
}

#[test]
fn what_is_allowed_may_appear_and_the_list_is_checked() {
    let allowing = |list: &str| format!("{PLAN}privacy: {{allow: [{list}]}}\n");
    let page = |list: &str| found_in("notes/a/index.html", "I want 150K here.", &allowing(list));
    assert_eq!(page("150000"), [""; 0]);
    assert_eq!(page("150K"), [""; 0]);
    assert_eq!(page("180000").len(), 2);
    assert!(page("180000").contains(&"what is allowed here is nowhere on the site".to_owned()));
    assert!(page("155000").contains(&"no private value is spelled like this".to_owned()));
}

#[test]
fn a_finding_names_the_places_and_not_the_value() {
    let sources = journal(PLAN);
    let spans = BTreeMap::from([("notes/a/index.html".to_owned(), Span::new(SourceId(0), 0..0))]);
    let origins = Origins { spans: &spans, sources: &sources, known: &[] };
    let text = b"<p>\n  They pay $150-180K there.";
    let text = text.to_vec().into();
    let files = ["feed.json", "feed.xml", "notes/a/index.html"].map(|path| (path, &text));
    let found = check_files(&files, &collect(&sources), &[], &origins, &Forget);
    assert_eq!(found.len(), 1, "{found:#?}");
    let span = found[0].span.expect("the page says it");
    assert_eq!(sources.text(span.source).expect("a text").get(span.range()), Some("150-180K"));
    assert!(found[0].note.starts_with("private by plan.private.yaml:1:"), "{}", found[0].note);
    let expected = "it is in `notes/a/index.html`, line 2, column 13, and in `feed.json`, `feed.xml`";
    assert_eq!(found[0].hints[0], expected);
    let text = format!("{}{}{}", found[0].message, found[0].note, found[0].hints.concat());
    assert!(!text.contains("150"), "{text}");
}

/// With steps that grew by the square of the text, this would not end today.
#[test]
fn long_rows_of_what_is_looked_at_closely_come_to_an_end() {
    let text = "0.150000 ".repeat(200_000) + &"&amp;".repeat(200_000) + &"\\u".repeat(100_000) + &"%C3".repeat(100_000);
    check(&text, &[]);
}
