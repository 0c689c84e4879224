//! `build --timings` and `build --profile`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::common::{Journal, Run};

fn built(arguments: &[&str]) -> (Journal, Run) {
    let journal = Journal::new();
    for name in ["a", "b", "c", "d"] {
        let text =
            format!("---\ntitle: Note {name}\ndate: 2026-01-05\n---\n\n## Code\n\n```rust\nfn {name}() {{}}\n```\n");
        journal.write(&format!("content/notes/{name}.md"), &text);
    }
    let run = journal.run(&[&["build", "--as-of", "2026-12-01"], arguments].concat());
    (journal, run)
}

#[test]
fn timings_name_stages_pages_and_templates() {
    let (_, run) = built(&["--timings"]);
    let run = run.succeeds();
    let lines: Vec<&str> = run.stderr.lines().collect();
    let after = |head: &str| {
        let at = lines.iter().position(|line| line.trim_start().starts_with(head));
        let at = at.unwrap_or_else(|| panic!("no table `{head}`: {}", run.stderr));
        lines[at + 1..].iter().take_while(|line| !line.is_empty()).map(|line| line.trim_start()).collect::<Vec<_>>()
    };
    let stages = after("stage ");
    // Three of them go on side by side, and any may begin first.
    for side in ["link", "theme", "secrets"] {
        let names = ["load", "parse", side, "render", "check", "publish"];
        let places = names.map(|name| stages.iter().position(|line| line.split("  ").next() == Some(name)));
        assert!(places.is_sorted() && places.iter().all(Option::is_some), "{stages:?}");
    }
    assert!(stages.iter().all(|line| line.matches(" ms").count() == 2), "{stages:?}");
    let pages = after("slowest pages ");
    assert!(!pages.is_empty() && pages.len() <= 10 && pages.iter().any(|line| line.starts_with("content/")));
    let templates = after("templates ");
    assert!(templates.iter().any(|line| line.contains(".html") && line.contains("slowest for")), "{templates:?}");
}

#[test]
fn nothing_is_said_unasked_and_errors_are_timed_too() {
    let (journal, run) = built(&[]);
    assert!(!run.succeeds().stderr.contains("slowest"));
    journal.write("content/notes/broken.md", "---\ntitle: B\ndate: 2026-01-05\n---\n\n[gone](missing.md)\n");
    let run = journal.run(&["build", "--timings", "--profile", "trace.json"]).ends_with(1).says("parse");
    assert!(!run.stderr.contains("publish  ") && journal.exists("trace.json"));
}

/// Begin and end of an event, in microseconds.
fn time(event: &Value) -> (f64, f64) {
    let begin = event["ts"].as_f64().expect("a number");
    (begin, begin + event["dur"].as_f64().expect("a number"))
}

#[test]
fn the_profile_is_a_trace_whose_events_nest() {
    let (journal, run) = built(&["--profile", "trace.json"]);
    run.succeeds();
    let trace: Value = serde_json::from_str(&journal.read("trace.json")).expect("JSON");
    let events = trace["traceEvents"].as_array().expect("a list");
    let mut threads: BTreeMap<u64, Vec<&Value>> = BTreeMap::new();
    let mut named = BTreeSet::new();
    for event in events {
        let thread = event["tid"].as_u64().expect("a number");
        match event["ph"].as_str() {
            Some("X") => threads.entry(thread).or_default().push(event),
            Some("M") => assert!(named.insert(thread) && event["args"]["name"].is_string(), "{event}"),
            _ => panic!("{event}"),
        }
    }
    assert!(threads.keys().all(|thread| named.contains(thread)));
    for events in threads.values() {
        // In the order of the file, an event is within one before it, or begins where all of those have ended.
        let mut open: Vec<(f64, f64)> = Vec::new();
        for event in events {
            let (begin, end) = time(event);
            assert!(begin <= end && event["name"].is_string() && event["cat"].is_string(), "{event}");
            while open.last().is_some_and(|(_, ended)| *ended <= begin && *ended < end) {
                open.pop();
            }
            // A nanosecond is less than what is lost in a sum of two numbers.
            assert!(open.last().is_none_or(|(began, ended)| *began <= begin && end <= *ended + 0.001), "{event}");
            open.push((begin, end));
        }
    }
    let of = |kind: &str| -> BTreeSet<&str> {
        events.iter().filter(|event| event["cat"] == kind).filter_map(|event| event["name"].as_str()).collect()
    };
    assert!(of("stage").is_superset(&["load", "parse", "link", "render", "check", "publish"].into()));
    assert!(of("reading").iter().all(|path| path.starts_with("content/")) && !of("reading").is_empty());
    // What is made of a file has its name, so that both are found together.
    assert!(of("page").intersection(&of("reading")).count() > 3);
    assert!(of("template").contains("note.html"));
}
