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

/// Where a finding is, and what it is: path, line, column, severity and code.
type Entry = (String, u64, u64, String, String);

/// Reads a workflow command as the runner does: a name, properties between commas, and one line of text.
fn command(line: &str) -> Entry {
    let (head, message) = line.strip_prefix("::").and_then(|rest| rest.split_once("::")).expect("a command");
    let (name, properties) = head.split_once(' ').expect("properties");
    assert!(["error", "warning"].contains(&name) && !message.is_empty(), "{line}");
    let mut values = std::collections::BTreeMap::new();
    for property in properties.split(',') {
        let (key, value) = property.split_once('=').expect("a value");
        assert!(["file", "line", "endLine", "col", "endColumn", "title"].contains(&key), "{line}");
        assert!(!value.contains(':') && values.insert(key, value).is_none(), "{line}");
    }
    for text in values.values().chain([&message]) {
        let escapes = text.split('%').skip(1);
        assert!(escapes.map(|rest| &rest[..2]).all(|hex| ["25", "0D", "0A", "3A", "2C"].contains(&hex)), "{line}");
    }
    let value = |key: &str| {
        let value = values.get(key).copied().unwrap_or_default();
        value.replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    };
    let number = |key: &str| value(key).parse().unwrap_or(0);
    (value("file"), number("line"), number("col"), name.to_owned(), value("title"))
}

/// Reads the findings that are told to people: `error[code]: message`, and below it `--> path:line:column`.
fn told(text: &str) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    for line in text.lines() {
        let head = line.split_once("]: ").and_then(|(head, _)| head.split_once('['));
        if let Some((severity @ ("error" | "warning"), code)) = head {
            found.push((String::new(), 0, 0, severity.to_owned(), code.to_owned()));
        } else if let (Some(place), Some(last)) = (line.trim_start().strip_prefix("--> "), found.last_mut()) {
            let mut parts = place.rsplitn(3, ':');
            let mut number = || parts.next().and_then(|part| part.parse().ok()).expect("a number");
            (last.2, last.1) = (number(), number());
            parts.next().expect("a path").clone_into(&mut last.0);
        }
    }
    found
}

#[test]
fn every_form_tells_the_same() {
    let journal = Journal::new();
    journal
        .write("content/notes/a, b% c.md", "---\ntitle: A\ndate: 2026-01-05\n---\n\n[x](no.md) [y](#no) ![](no.png)\n");
    journal.write("content/notes/b.md", "---\ntitle: A\ndate: 2026-13-05\ntags: {a: 1}\n---\n\n# B\n\n#### C\n");
    let run = |form: &str| journal.run(&["check", "--recruiter", "--format", form]).ends_with(1);
    let document = json(&run("json").stdout);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let number = |value: &Value| value.as_u64().unwrap_or_default();
    let mut expected: Vec<Entry> = document["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| {
            let start = &found["place"]["start"];
            let place = (text(&found["place"]["path"]), number(&start["line"]), number(&start["column"]));
            (place.0, place.1, place.2, text(&found["severity"]), text(&found["code"]))
        })
        .collect();
    expected.sort();
    assert!(expected.len() > 5, "{expected:?}");
    assert_eq!(document["errors"], expected.iter().filter(|entry| entry.3 == "error").count());
    let mut commands: Vec<Entry> = run("github").stdout.lines().map(command).collect();
    commands.sort();
    assert_eq!(commands, expected);
    let mut people = told(&run("human").stderr);
    people.sort();
    assert_eq!(people, expected);
    let log = json(&run("sarif").stdout);
    let mut results: Vec<Entry> = log["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"];
            let path =
                text(&place["artifactLocation"]["uri"]).replace("%20", " ").replace("%2C", ",").replace("%25", "%");
            let region = &place["region"];
            (
                path,
                number(&region["startLine"]),
                number(&region["startColumn"]),
                text(&result["level"]),
                text(&result["ruleId"]),
            )
        })
        .collect();
    results.sort();
    // Code scanning shows nothing that has no place.
    for entry in expected.iter_mut().filter(|entry| entry.0.is_empty()) {
        (entry.0, entry.1, entry.2) = ("plan.yaml".to_owned(), 1, 0);
    }
    expected.sort();
    assert_eq!(results, expected);
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
