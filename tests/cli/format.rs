//! Findings for programs, and what is told on request.

use serde_json::Value;

use crate::common::Journal;

const BROKEN: &str =
    "---\ntitle: \"Ünïcode: a, b\"\ndate: 2026-01-05\nsummary: A link to nowhere.\n---\n\nÜber [gone](missing.md)\n";

fn broken() -> Journal {
    let journal = Journal::new();
    journal.write("content/notes/a b.md", BROKEN);
    journal
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Says where `value` is not what `schema` asks for, as far as the words go that our schemas use.
fn faults(value: &Value, schema: &Value, root: &Value, at: &str) -> Vec<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root.pointer(reference.trim_start_matches('#')).expect("a reference leads to a definition");
        return faults(value, target, root, at);
    }
    let mut found = Vec::new();
    let is_of = |kind: &str| match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "null" => value.is_null(),
        other => panic!("{other}"),
    };
    if schema["type"].as_str().is_some_and(|kind| !is_of(kind)) {
        return vec![format!("{at} is no {}", schema["type"])];
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let fitting = choices.iter().filter(|choice| faults(value, choice, root, at).is_empty()).count();
        found.extend((fitting != 1).then(|| format!("{at} fits {fitting} forms")));
    }
    let is_fixed = schema["const"].is_null() || schema["const"] == *value;
    let is_listed = schema["enum"].as_array().is_none_or(|all| all.contains(value));
    let is_large = schema["minimum"].as_i64().is_none_or(|least| value.as_i64().is_some_and(|value| value >= least));
    let is_long = schema["minLength"].as_u64().is_none_or(|least| value.as_str().unwrap_or("").len() as u64 >= least);
    found.extend((!(is_fixed && is_listed && is_large && is_long)).then(|| format!("{at} is {value}")));
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        found.extend(value.get(name).is_none().then(|| format!("{at} lacks {name}")));
    }
    for (name, inner) in value.as_object().into_iter().flatten() {
        match schema["properties"].get(name) {
            Some(schema) => found.extend(faults(inner, schema, root, &format!("{at}.{name}"))),
            None if schema["additionalProperties"] == false => found.push(format!("{at}.{name} is unknown")),
            None => {}
        }
    }
    for (index, inner) in value.as_array().into_iter().flatten().enumerate() {
        found.extend(faults(inner, &schema["items"], root, &format!("{at}[{index}]")));
    }
    found
}

#[test]
fn json_is_as_its_schema_says() {
    let journal = broken();
    let schema = json(&journal.run(&["schema", "diagnostics"]).succeeds().stdout);
    let document = json(&journal.run(&["check", "--format", "json"]).ends_with(1).stdout);
    assert_eq!(faults(&document, &schema, &schema, "it"), Vec::<String>::new());
    let mut other = document.clone();
    other["diagnostics"][0]["place"]["start"]["line"] = 0.into();
    assert_eq!(faults(&other, &schema, &schema, "it").len(), 1);
    assert_eq!(document["errors"], 1);
    let found = &document["diagnostics"][0];
    assert_eq!((&found["code"], &found["severity"]), (&"broken-link".into(), &"error".into()));
    assert_eq!(found["place"]["path"], "content/notes/a b.md");
    assert_eq!(found["place"]["start"], serde_json::json!({"line": 7, "column": 13}));
    // A sound journal has no findings, and says so.
    let sound = json(&Journal::new().run(&["build", "--format", "json"]).succeeds().stdout);
    assert_eq!(sound["diagnostics"], serde_json::json!([]));
    assert_eq!(faults(&sound, &schema, &schema, "it"), Vec::<String>::new());
}

#[test]
fn annotations_name_files_as_the_repository_does() {
    let journal = broken();
    let run = journal.run(&["check", "--format", "github"]).ends_with(1);
    let line = run.stdout.lines().next().unwrap_or_default();
    let start = "::error file=content/notes/a b.md,line=7,endLine=7,col=13,endColumn=23,title=broken-link::";
    assert!(line.starts_with(start), "{line}");
    assert!(!run.stdout.contains("Über"), "{}", run.stdout);
    std::fs::create_dir(journal.path("sub")).unwrap();
    for name in ["plan.yaml", "content"] {
        std::fs::rename(journal.path(name), journal.path("sub").join(name)).unwrap();
    }
    let run = journal.run(&["check", "--root", "sub", "--format", "github"]).ends_with(1);
    assert!(run.stdout.contains("file=sub/content/notes/a b.md,"), "{}", run.stdout);
}

#[test]
fn sarif_has_what_code_scanning_asks_for() {
    let journal = broken();
    let log = json(&journal.run(&["check", "--format", "sarif"]).ends_with(1).stdout);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(!rule["shortDescription"]["text"].as_str().unwrap().is_empty());
        assert!(!rule["help"]["markdown"].as_str().unwrap().is_empty());
        assert!(["error", "warning"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(!uri.starts_with('/') && !uri.contains(' '), "{uri}");
        let number = |name: &str| place["region"][name].as_u64().unwrap();
        assert!(number("startLine") >= 1 && number("startColumn") >= 1 && number("endLine") >= number("startLine"));
    }
    // Other forms say nothing on stderr but how it ended.
    let run = journal.run(&["check", "--format", "sarif"]).ends_with(1).says("1 error");
    assert!(!run.stderr.contains("-->"), "{}", run.stderr);
}

#[test]
fn opinions_are_told_on_request_only() {
    let journal = Journal::new();
    journal.write(
        "content/notes/todo.md",
        "---\ntitle: On headers\ndate: 2020-01-05\nsummary: What headers say.\n---\n\nTBD: measure it.\n",
    );
    let run = journal.run(&["check", "--deny", "warnings"]).succeeds();
    assert!(!run.stderr.contains("placeholder-text"), "{}", run.stderr);
    let run = journal.run(&["check", "--recruiter"]).ends_with(1);
    run.says("error[placeholder-text]: visitors read `TBD`").says("content/notes/todo.md:7:1").says("few-projects");
    journal.run(&["check", "--stale", "365"]).succeeds().says("warning[stale-page]").says("content/notes/todo.md:1:1");
    let arguments = ["check", "--recruiter", "--allow", "placeholder-text", "--format", "json"];
    assert!(!journal.run(&arguments).ends_with(1).stdout.contains("placeholder-text"));
}
