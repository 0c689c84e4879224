//! What an author writes becomes text, wherever it is written: it makes no element, no attribute and no script.
//!
//! A journal has a text in every place that takes one. It is built with a harmless text and with a hostile one, by the default
//! theme. Every page, picture, feed and data file is parsed, and must be made of the same elements with the same
//! attributes both times; the hostile text must be there to be read.

#![expect(clippy::format_push_string, reason = "journals are built as text")]

mod site_support;

use std::collections::BTreeMap;

use milepost::source::Sources;
use milepost::source::fixture::journal;
use milepost::{Build, Options};
use proptest::prelude::*;
use proptest::sample::select;
use site_support::{Element, elements, messages, options};

/// What would do something if it were markup. `N` is where the number of the place goes.
const PAYLOADS: &[&str] = &[
    "N <script>alert(1)</script>",
    "N \"><img src=x onerror=alert(1)>",
    "N '><svg onload=alert(1)>",
    "N </title></script></style></textarea><b>x",
    "N \" onmouseover=\"alert(1)\" x=\"",
    "N ]]><script>alert(1)</script><![CDATA[",
    "N --><script>alert(1)</script><!--",
    "N <![CDATA[<!--]]>x",
    "N {{ 7 * 7 }} {% include \"x\" %} {# y #}",
    "N &lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62;",
    "N javascript:alert(1)//",
    "N </p></div></main><form action=x><input name=y>",
];

/// Returns the journal with a text in every place. `place` gives a text for each, as YAML or as Markdown.
#[expect(clippy::too_many_lines, reason = "it is one journal, with the text in every place that has one")]
fn with(payload: &str) -> String {
    let mut number = FIRST - 1;
    let mut next = || {
        number += 1;
        payload.replace('N', &format!("N{number}"))
    };
    let mut yaml = || serde_json::to_string(&next()).expect("a text is JSON, which is YAML");
    let plan = format!(
        "=== plan.yaml
schema: 1
site:
  title: {}
  url: \"https://ada.example/\"
  description: {}
  author: {{name: {}, headline: {}, links: [{{label: {}, url: \"https://x.example/\"}}]}}
  nav: [notes, {{label: {}, url: /notes/x/}}]
  topics: {{ml: {}}}
  markdown: {{emoji: true, smart_punctuation: false, math: true}}
plan: {{id: the-plan, title: {}, start: 2026-10-01, months: 6, display: {{min_proven_for_progress: 1, upcoming: all}}}}
phases:
  - id: first
    title: {}
    months: [1, 3]
    items: [{{id: item-a, title: {}, kind: topic, month: 1, skills: [skill-a], criteria: [{{id: one, title: {}}}]}}]
skills: [{{id: skill-a, title: {}, group: {}}}]
projects: [{{id: proj-a, title: {}, features: [{{id: run, title: {}}}]}}]
resources: [{{id: res-a, type: book, title: {}, authors: [{}], url: \"https://b.example/\", checked: true}}]
",
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
    );
    let front = format!(
        "=== content/notes/ml/x.md
---
title: {}
date: 2026-11-01
summary: {}
tags: [{}]
series: {}
proves: [\"item-a#one\"]
skills: [skill-a]
ai_assistance: {}
authorization: {}
image: {{src: ../../a.gif, alt: {}}}
---
",
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
    );
    let project = format!(
        "=== content/projects/p.md
---
title: {}
date: 2026-11-03
project: proj-a
role: {}
release: {}
license: {}
problem: {}
approach: {}
result: {}
limits: {}
stack: [{}]
decisions: [{{title: {}, post: ../notes/y.md}}]
cover: {{src: ../a.gif, alt: {}}}
---
",
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
        yaml(),
    );
    let callout = format!("```component callout\nkind: tip\ntitle: {}\ntext: {}\n```\n", yaml(), yaml());
    let raw = next();
    let mut md = || in_markdown(&next());
    let body = format!(
        "# {}

{} *{}* [{}](../y.md \"{}\") ![{}](../../a.gif \"{}\") [[y|{}]] and ABBR x^{}^ end.

![{}](../../a.gif \"{}\")

## {} {{#own-id .own-class}}

| {} |
|---|
| [[y\\|{}]] |

- [ ] {}

term {}
: {}

[^1] {}

[^1]: {}

> [!NOTE]
> {}

> [!TIP] {}
> x

```text title=\"{}\"
{raw}
```

*[ABBR]: {}

{callout}
",
        md(),
        md(),
        md(),
        md(),
        md(),
        md(),
        md(),
        md(),
        md().replace(' ', "\u{a0}"),
        md(),
        md(),
        md(),
        md(),
        md(),
        md(),
        md(),
        md(),
        md(),
        md(),
        md(),
        md(),
        raw.replace(['"', '\n'], ""),
        raw.trim_end_matches('*'),
    );
    let other = "=== content/notes/y.md\n---\ntitle: Y\ndate: 2026-11-02\n---\n=== content/a.gif\nGIF89a\n";
    let named = format!(
        "=== content/notes/{}/z.md\n---\ntitle: Z\ndate: 2026-11-02\n---\nz\n",
        raw.replace(['/', '\\', '"', ':', '*', '?', '<', '>', '|', '%', '#'], "_")
    );
    assert_eq!(number, LAST, "every place has a number");
    format!("{plan}{front}{body}{other}{named}{project}")
}

/// Returns `text` as it is written in Markdown to be read as it is.
fn in_markdown(text: &str) -> String {
    let mut written = String::new();
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            written.push('\\');
        }
        written.push(c);
    }
    written
}

/// What an output is made of: how often each element is there with which attributes.
type Shape = BTreeMap<String, usize>;

fn count(shape: &mut Shape, kind: &str, all: &[Element]) {
    for element in all {
        let names: Vec<&str> = element.attributes.keys().map(String::as_str).collect();
        *shape.entry(format!("{kind} <{} {}>", element.name, names.join(" "))).or_default() += 1;
    }
}

/// Returns what the whole site is made of. Data files and feeds must be well formed, and their texts are looked into as well.
fn shape(build: &Build) -> Shape {
    let mut shape = Shape::new();
    for (path, output) in build.outputs.iter() {
        let path = path.as_str();
        let extension = path.rsplit('.').next().unwrap_or_default();
        let Ok(text) = std::str::from_utf8(output.bytes()) else { continue };
        match extension {
            "html" => count(&mut shape, "html", &elements(text)),
            "svg" | "xml" => {
                well_formed(path, text);
                let all = elements(text);
                count(&mut shape, extension, &all);
                // What is not said to be HTML is text in a feed.
                let is_html = |element: &&Element| element.attributes.get("type").is_some_and(|kind| kind == "html");
                for content in all.iter().filter(is_html) {
                    count(&mut shape, "in a feed", &elements(&content.text));
                }
            }
            "json" => {
                let value: serde_json::Value =
                    serde_json::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"));
                for item in value["items"].as_array().into_iter().flatten() {
                    count(&mut shape, "in a JSON feed", &elements(item["content_html"].as_str().unwrap_or_default()));
                }
            }
            _ => {}
        }
    }
    shape
}

fn well_formed(path: &str, text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return,
            Ok(_) => {}
            Err(error) => panic!("{path}: {error}"),
        }
    }
}

/// Returns everything that can be read on the pages, in elements and attributes.
fn readable(build: &Build) -> String {
    let mut all = String::new();
    for (_, html) in site_support::pages(build) {
        for element in elements(html) {
            for value in element.attributes.values().chain([&element.text]) {
                all.push_str(&format!("{value}\n"));
            }
        }
    }
    all
}

fn built(payload: &str) -> (Sources, Build) {
    let sources = journal(&with(payload));
    let build = milepost::build(&sources, &Options { ..options() });
    (sources, build)
}

/// Returns what is wrong with the site of a payload, next to that of a harmless text.
fn faults(payload: &str, harmless: &Shape) -> Vec<String> {
    let (sources, build) = built(payload);
    if build.has_errors() {
        return vec![messages(&sources, &build)];
    }
    let mut faults = Vec::new();
    let shape = shape(&build);
    for kind in shape.keys().chain(harmless.keys()) {
        let (found, expected) = (shape.get(kind).unwrap_or(&0), harmless.get(kind).unwrap_or(&0));
        if found != expected {
            faults.push(format!("{found} times {kind}, not {expected}"));
        }
    }
    // Spaces in a row are one in a browser, and in a summary.
    let in_one = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let seen = in_one(&readable(&build));
    let beyond = |number: &usize| !seen.contains(&in_one(&payload.replace('N', &format!("N{number}"))));
    let missing: Vec<usize> = (FIRST..=LAST).filter(|number| !UNSEEN.contains(number)).filter(beyond).collect();
    if !missing.is_empty() {
        faults.push(format!("the texts {missing:?} cannot be read"));
    }
    faults
}

/// The number of the first place.
const FIRST: usize = 101;
/// The number of the last place.
const LAST: usize = 159;
/// The places that need not be on a page: the plan's title of a project whose page has its own, the name of a series, what
/// describes a picture for link previews, and a heading that the title in the front matter goes before.
const UNSEEN: &[usize] = &[114, 121, 124, 135, 139];

#[test]
fn hostile_texts_are_read_and_make_nothing() {
    let (sources, build) = built("N harmless");
    assert!(!build.has_errors(), "{}", messages(&sources, &build));
    let harmless = shape(&build);
    for payload in PAYLOADS {
        assert_eq!(faults(payload, &harmless), [""; 0], "{payload}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn so_do_their_pieces_in_any_order(parts in proptest::collection::vec(select(vec![
        "<", ">", "\"", "'", "&", "&#", ";", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<script>", "</script>", "<a href=", "onload=", "=",
        "{{", "}}", "{%", "%}", "javascript:", "data:", " ", "é", "\u{202e}", "a",
    ]), 1..12)) {
        let harmless = shape(&built("N harmless").1);
        let payload = format!("N {}x", parts.concat());
        prop_assert_eq!(faults(&payload, &harmless), Vec::<String>::new(), "{}", payload);
    }
}
