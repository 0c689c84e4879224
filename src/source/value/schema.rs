//! JSON Schema (draft 2020-12) of what users write, from the types that read it.

use serde_json::{Map, Value, json};

use super::Decode;
use super::record::{Key, Need};

/// The records that a schema refers to, by name.
#[derive(Debug, Default)]
pub struct Definitions(Map<String, Value>);

impl Definitions {
    /// Returns a reference to the record `name` with the keys `keys`, which is described when it is new; `doc` are the
    /// lines of its doc comment.
    pub fn record(&mut self, name: &str, doc: &[&str], keys: &[Key]) -> Value {
        if !self.0.contains_key(name) {
            // Taken before it is described, so that a record may contain itself.
            self.0.insert(name.to_owned(), Value::Null);
            let properties: Map<String, Value> =
                keys.iter().map(|key| (key.name.to_owned(), key.schema(self))).collect();
            let required = keys.iter().filter(|key| key.need == Need::Required).map(|key| key.name);
            let schema = json!({
                "type": "object",
                "description": description(doc),
                "properties": properties,
                "required": required.collect::<Vec<_>>(),
                "additionalProperties": false,
            });
            self.0.insert(name.to_owned(), schema);
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }
}

/// Returns the schema of a list whose entries have the schema `entry`. Nothing stands for an empty one.
pub fn list_of(entry: Value) -> Value {
    object([("type", json!(["array", "null"])), ("items", entry)])
}

/// Returns the schema of what has the schema `value`, or is nothing.
pub fn or_nothing(value: Value) -> Value {
    object([("anyOf", Value::Array(vec![value, json!({ "type": "null" })]))])
}

fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// Returns the complete schema document of `T`.
pub fn document<T: Decode>(title: &str) -> Value {
    let mut definitions = Definitions::default();
    let root = T::schema(&mut definitions);
    let mut document = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": title });
    if let (Some(target), Value::Object(root)) = (document.as_object_mut(), root) {
        target.extend(root);
        target.insert("$defs".to_owned(), Value::Object(definitions.0));
    }
    document
}

/// Returns the text of doc comments as one paragraph, for a description.
pub fn description(lines: &[&str]) -> String {
    lines
        .iter()
        .map(|line| line.trim())
        .collect::<Vec<_>>()
        .join(" ")
        .replace("[`", "`")
        .replace("`]", "`")
        .trim()
        .to_owned()
}
