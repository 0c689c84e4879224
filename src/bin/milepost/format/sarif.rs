//! Findings as SARIF 2.1.0, as code scanning of GitHub and viewers in editors read it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use milepost::diagnostic::{Code, Diagnostic};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::json::severity;
use super::place::{Place, Places};

/// The address of the schema, which is its name: it is not fetched.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// The file that a finding is laid to when it concerns no one file: a host shows nothing that is nowhere.
const WHOLE: &str = "plan.yaml";

/// Returns the log, with a newline at its end.
pub(super) fn text(diagnostics: &[Diagnostic], places: &Places<'_>) -> anyhow::Result<String> {
    let codes: Vec<Code> = diagnostics.iter().map(|found| found.code).collect::<BTreeSet<_>>().into_iter().collect();
    let rules: Vec<Value> = codes.iter().map(|code| rule(*code)).collect();
    let mut seen = BTreeMap::new();
    let results: Vec<Value> = diagnostics.iter().map(|found| result(found, &codes, places, &mut seen)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "milepost",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    Ok(serde_json::to_string_pretty(&log)? + "\n")
}

fn rule(code: Code) -> Value {
    let explanation = code.explanation().trim();
    json!({
        "id": code.name(),
        "shortDescription": {"text": code.gist()},
        "fullDescription": {"text": code.gist()},
        "help": {"text": explanation, "markdown": explanation},
        "defaultConfiguration": {"level": severity(code.default_severity())},
    })
}

fn result(found: &Diagnostic, codes: &[Code], places: &Places<'_>, seen: &mut BTreeMap<String, usize>) -> Value {
    let mut message = found.message.clone();
    for hint in &found.hints {
        let _ = write!(message, "\nhelp: {hint}");
    }
    let place = found.span.map(|span| places.of(span));
    let where_it_is = match &place {
        Some(place) => physical(place),
        None => json!({"artifactLocation": artifact(&places.path(WHOLE)), "region": {"startLine": 1}}),
    };
    let mut location = json!({"physicalLocation": where_it_is});
    if !found.note.is_empty() {
        location["message"] = json!({"text": found.note});
    }
    let related: Vec<Value> = found
        .labels
        .iter()
        .map(|label| json!({"physicalLocation": physical(&places.of(label.span)), "message": {"text": label.text}}))
        .collect();
    let mut result = json!({
        "ruleId": found.code.name(),
        "ruleIndex": codes.binary_search(&found.code).expect("its rule was made of it"),
        "level": severity(found.severity),
        "message": {"text": message},
        "locations": [location],
        "partialFingerprints": {"milepost/v1": fingerprint(found, place.as_ref(), seen)},
    });
    if !related.is_empty() {
        result["relatedLocations"] = Value::Array(related);
    }
    result
}

fn physical(place: &Place) -> Value {
    json!({
        "artifactLocation": artifact(&place.path),
        "region": {
            "startLine": place.start.line,
            "startColumn": place.start.column,
            "endLine": place.end.line,
            "endColumn": place.end.column,
        },
    })
}

fn artifact(path: &str) -> Value {
    json!({"uri": uri(path), "uriBaseId": "%SRCROOT%"})
}

/// Returns a relative path as the reference of a URI.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

/// Returns what stays the same when lines are added above a finding. The second of the same in one file has another.
fn fingerprint(found: &Diagnostic, place: Option<&Place>, seen: &mut BTreeMap<String, usize>) -> String {
    let path = place.map_or("", |place| place.path.as_str());
    let mut hash = Sha256::new();
    for part in [found.code.name(), path, &found.message] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let mut text = String::new();
    for byte in &hash.finalize()[..16] {
        let _ = write!(text, "{byte:02x}");
    }
    let count = seen.entry(text.clone()).or_default();
    *count += 1;
    format!("{text}:{count}")
}

#[cfg(test)]
mod tests {
    use milepost::diagnostic::{SourceId, Span};
    use milepost::source::fixture::journal;

    use super::*;

    fn log(diagnostics: &[Diagnostic]) -> Value {
        let sources = journal("=== content/ä b.md\nüber [x](y)\n");
        serde_json::from_str(&text(diagnostics, &Places::of_journal(&sources)).unwrap()).unwrap()
    }

    #[test]
    fn a_result_names_its_rule_and_its_place() {
        let span = Span::new(SourceId(0), 10..11);
        let found =
            Diagnostic::new(Code::BrokenLink, span, "no `y`").hint("write `z`").label(span, "here").note("there");
        let log = log(&[found, Diagnostic::without_place(Code::BadDate, "bad")]);
        let run = &log["runs"][0];
        let result = &run["results"][0];
        assert_eq!(result["ruleId"], "broken-link");
        assert_eq!(run["tool"]["driver"]["rules"][1]["id"], "broken-link");
        assert_eq!(result["ruleIndex"], 1);
        assert_eq!(result["level"], "error");
        assert_eq!(result["message"]["text"], "no `y`\nhelp: write `z`");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "content/%C3%A4%20b.md");
        assert_eq!(place["region"], json!({"startLine": 1, "startColumn": 10, "endLine": 1, "endColumn": 11}));
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "here");
        // What is nowhere is laid to the plan.
        let nowhere = &run["results"][1]["locations"][0]["physicalLocation"];
        assert_eq!(nowhere["artifactLocation"]["uri"], "plan.yaml");
    }

    #[test]
    fn fingerprints_do_not_move_with_lines_and_are_never_the_same() {
        let at = |start| Diagnostic::new(Code::BrokenLink, Span::new(SourceId(0), start..start + 1), "no `y`");
        let of =
            |log: &Value, index: usize| log["runs"][0]["results"][index]["partialFingerprints"]["milepost/v1"].clone();
        let (one, two) = (log(&[at(0)]), log(&[at(6), at(7)]));
        assert_eq!(of(&one, 0), of(&two, 0));
        assert_ne!(of(&two, 0), of(&two, 1));
    }
}
