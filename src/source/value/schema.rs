//! JSON Schema (draft 2020-12) of what users write, from the types that read it.

use serde_json::{Map, Value, json};

use super::Decode;

/// The records that a schema refers to, by name.
#[derive(Debug, Default)]
pub struct Definitions(Map<String, Value>);

impl Definitions {
    /// Returns a reference to the record `name`, which `build` describes when it is new.
    pub fn refer(&mut self, name: &str, build: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.0.contains_key(name) {
            // Taken before it is built, so that a record may contain itself.
            self.0.insert(name.to_owned(), Value::Null);
            let schema = build(self);
            self.0.insert(name.to_owned(), schema);
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }
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
