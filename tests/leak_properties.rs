//! What leaks is found: a random private value, in a random spelling, put where an author, a plan or a template could
//! put it. The message says what it is and where, and never the value.

mod site_support;

use milepost::Build;
use milepost::diagnostic::Diagnostic;
use milepost::source::Sources;
use milepost::source::fixture::journal;
use proptest::prelude::*;
use site_support::{messages, options};

/// Where the leak is put.
#[derive(Debug, Clone, Copy)]
enum Way {
    Text,
    Summary,
    Code,
    Address,
    Plan,
    Template,
}

/// A private value: how it is written in the overlay, which key the finding names, and how it is spelled in public.
#[derive(Debug, Clone)]
struct Leak {
    overlay: String,
    key: &'static str,
    spelling: String,
    way: Way,
}

/// Returns a journal in which `leak` gets out, with the list of what may.
fn leaking(leak: &Leak, allow: &str) -> Sources {
    let at = |way: fn(Way) -> bool| if way(leak.way) { leak.spelling.as_str() } else { "nothing" };
    let address: String = leak.spelling.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
    let address = if matches!(leak.way, Way::Address) { address } else { String::new() };
    journal(&format!(
        "=== plan.yaml
schema: 1
site: {{title: Ada, url: \"https://ada.example/\"}}
plan: {{id: the-plan, title: P, start: 2026-10-01, months: 6, tagline: \"From {plan}\"}}
privacy: {{allow: [{allow}]}}
=== plan.private.yaml
schema: 1
{overlay}
=== themes/default/templates/partials/footer.html
<footer>{template}</footer>
=== content/notes/open.md
---
title: Open
summary: \"About {summary}\"
date: 2026-11-01
---

Some text and {text}, and [a link](https://x.example/{address}).

```
code {code}
```
",
        plan = at(|way| matches!(way, Way::Plan)),
        overlay = leak.overlay,
        template = at(|way| matches!(way, Way::Template)),
        summary = at(|way| matches!(way, Way::Summary)),
        text = at(|way| matches!(way, Way::Text)),
        code = at(|way| matches!(way, Way::Code)),
    ))
}

fn way() -> impl Strategy<Value = Way> {
    prop_oneof![
        Just(Way::Text),
        Just(Way::Summary),
        Just(Way::Code),
        Just(Way::Address),
        Just(Way::Plan),
        Just(Way::Template)
    ]
}

/// Returns a sum that is no round number, in one of its spellings.
fn sum() -> impl Strategy<Value = Leak> {
    (101_u32..990, 0_u32..12, way()).prop_filter("round", |(thousands, ..)| thousands % 100 != 0).prop_map(
        |(thousands, spelling, way)| {
            let spelling = match spelling {
                0 => format!("{thousands}000"),
                1 => format!("{thousands},000"),
                2 => format!("{thousands}.000"),
                3 => format!("{thousands} 000"),
                4 => format!("{thousands}\u{a0}000"),
                5 => format!("{thousands}'000"),
                6 => format!("${thousands}K"),
                7 => format!("{thousands}k"),
                8 => format!("USD {thousands},000.00"),
                9 => format!("$100K-{thousands}K"),
                10 => format!("{thousands} thousand"),
                _ => format!("€{thousands}k/year"),
            };
            let overlay = format!("plan: {{private: {{investment_usd: {thousands}000}}}}");
            Leak { overlay, key: "plan.private.investment_usd", spelling, way }
        },
    )
}

fn range() -> impl Strategy<Value = Leak> {
    (101_u32..400, 401_u32..990, 0_u32..6, way()).prop_map(|(from, to, spelling, way)| {
        let spelling = match spelling {
            0 => format!("${from}-{to}K"),
            1 => format!("{from}\u{2013}{to}k"),
            2 => format!("${from}K \u{2014} ${to}K"),
            3 => format!("{from}k to {to}k"),
            4 => format!("{from},000-{to},000"),
            _ => format!("between {from}K and {to}K"),
        };
        let overlay = format!("roles: [{{id: role, title: Role, private: {{salary_usd: [{from}000, {to}000]}}}}]");
        Leak { overlay, key: "roles[role].private.salary_usd", spelling, way }
    })
}

fn text() -> impl Strategy<Value = Leak> {
    let words = proptest::collection::vec("[a-zé&']{3,9}", 5..9);
    (words, 0_u32..5, way()).prop_map(|(words, spelling, way)| {
        // What the public plan says itself, word by word, is public.
        let way = if matches!(way, Way::Plan) { Way::Template } else { way };
        let words: Vec<String> = words.iter().map(|word| format!("q{word}z")).collect();
        let spelling = match spelling {
            0 => words.join(" "),
            1 => words.join(" ").to_uppercase(),
            2 => words.join("-"),
            3 => words.join("_"),
            _ => words.join(", "),
        };
        let overlay = format!("rationale: {{closing: {{id: why, text: \"{}\"}}}}", words.join(" "));
        Leak { overlay, key: "rationale.closing.text", spelling, way }
    })
}

fn leaks(build: &Build) -> Vec<&Diagnostic> {
    build.diagnostics.iter().filter(|found| found.code.name() == "private-leak").collect()
}

/// Returns why the leak was not reported as it should be.
fn fault(leak: &Leak) -> Option<String> {
    let sources = leaking(leak, "");
    let build = milepost::build(&sources, &options());
    let found = leaks(&build);
    let said: String = found
        .iter()
        .map(|found| format!("{} {} {:?}\n", found.message, found.note, found.hints))
        .collect::<Vec<_>>()
        .concat();
    if !found.iter().any(|found| found.is_error() && found.message.contains(leak.key)) {
        return Some(format!("not found: {}", messages(&sources, &build)));
    }
    if !said.contains("plan.private.yaml:2:") {
        return Some(format!("the private place is not named: {said}"));
    }
    let is_in_note = matches!(leak.way, Way::Text | Way::Summary | Way::Code | Way::Address);
    let names_note = found
        .iter()
        .filter_map(|found| found.span)
        .any(|span| sources.get(span.source).path.as_str() == "content/notes/open.md" && span.end > span.start);
    if is_in_note != names_note {
        return Some(format!("the place in public is wrong: {found:?}"));
    }
    said.to_lowercase().contains(&leak.spelling.to_lowercase()).then(|| format!("the value is repeated: {said}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_value_that_gets_out_is_found(leak in prop_oneof![sum(), range(), text()]) {
        prop_assert_eq!(fault(&leak), None);
    }

    #[test]
    fn what_is_allowed_may_get_out(leak in sum()) {
        let amount = leak.overlay.chars().filter(char::is_ascii_digit).collect::<String>();
        let build = milepost::build(&leaking(&leak, &amount), &options());
        prop_assert!(!build.has_errors(), "{}", messages(&leaking(&leak, &amount), &build));
        prop_assert!(build.diagnostics.iter().all(|found| found.code.name() != "unused-allow"));
        // An entry for another value allows nothing, and is reported.
        let build = milepost::build(&leaking(&leak, "123456"), &options());
        prop_assert!(!leaks(&build).is_empty());
        prop_assert!(build.diagnostics.iter().any(|found| found.code.name() == "unused-allow"));
    }
}

#[test]
fn a_template_that_shows_an_unpublished_page_is_found() {
    let sentence = "The gateway opens when the header is sent two times in one request";
    for hidden in ["draft: true", "visibility: private", "publish_on: 2027-01-01", "embargo_until: 2027-01-01"] {
        let text = format!(
            "=== plan.yaml
schema: 1
site: {{title: Ada, url: \"https://ada.example/\"}}
plan: {{id: the-plan, title: P, start: 2026-10-01, months: 6}}
=== themes/default/templates/partials/footer.html
<footer>{sentence}</footer>
=== content/notes/gateway.md
---
title: Gateway
date: 2026-11-01
{hidden}
---

{sentence}. And more.
"
        );
        let sources = journal(&text);
        let build = milepost::build(&sources, &options());
        let found = leaks(&build);
        assert_eq!(found.len(), 1, "{hidden}: {}", messages(&sources, &build));
        assert!(found[0].message.contains("content/notes/gateway.md"), "{}", found[0].message);
    }
    // Shown for a preview, it is no leak.
    let shown = milepost::Options { drafts: true, ..options() };
    let text = format!(
        "=== plan.yaml\nschema: 1\nsite: {{title: Ada, url: \"https://ada.example/\"}}\nplan: {{id: the-plan, title: P, start: 2026-10-01, months: 6}}\n=== content/notes/a.md\n---\ndate: 2026-11-01\ndraft: true\n---\n# The gateway that opens by itself\n\n{sentence}.\n"
    );
    let build = milepost::build(&journal(&text), &shown);
    assert!(!build.has_errors(), "{}", messages(&journal(&text), &build));
}
