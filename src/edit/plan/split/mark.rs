//! What of a plan is private.

use std::collections::BTreeSet;

use super::super::{Document, File, Kind, Path, Plan, Step, get};
use crate::edit::yaml::REFERENCES;
use crate::plan::needle::PRIVATE_SECTIONS;
use crate::source::value::{Data, Value};

/// Returns the places of everything private, in the order of writing. A list of which everything is private is one place.
pub(super) fn private_parts(document: &Document) -> Vec<Path> {
    let is_open = get(document.root(), "plan")
        .and_then(|plan| get(plan, "open_to_work"))
        .is_some_and(|value| value.data == Data::Bool(true));
    let plan = Plan { public: document.clone(), private: None };
    let hidden = plan
        .objects()
        .into_iter()
        .filter(|object| object.file == File::Public && (object.is_private || (object.kind == Kind::Role && !is_open)));
    let mut marker = Marker { ids: hidden.map(|object| object.id).collect(), parts: Vec::new() };
    if let Data::Map(entries) = &document.root().data {
        for (key, value) in entries {
            let path = vec![Step::key(&key.value)];
            // What may appear is a private value too.
            if PRIVATE_SECTIONS.contains(&key.value.as_str()) || key.value == "privacy" {
                marker.parts.push(path);
            } else {
                marker.walk(value, &path);
            }
        }
    }
    marker.parts
}

struct Marker {
    /// The ids of everything private.
    ids: BTreeSet<String>,
    parts: Vec<Path>,
}

impl Marker {
    fn walk(&mut self, value: &Value, path: &Path) {
        match &value.data {
            Data::Map(entries) => {
                for (key, value) in entries {
                    let path = [&path[..], &[Step::key(&key.value)]].concat();
                    if self.is_private_entry(&path, &key.value, value) {
                        self.parts.push(path);
                    } else {
                        self.walk(value, &path);
                    }
                }
            }
            Data::List(items) => {
                let before = self.parts.len();
                for (place, item) in items.iter().enumerate() {
                    let path = [&path[..], &[Step::Place(place)]].concat();
                    if self.is_private_item(&path, item) {
                        self.parts.push(path);
                    } else {
                        self.walk(item, &path);
                    }
                }
                let own = self.parts[before..].iter().filter(|part| part.len() == path.len() + 1).count();
                if own == items.len() && own > 0 {
                    self.parts.truncate(before);
                    self.parts.push(path.clone());
                }
            }
            _ => {}
        }
    }

    fn is_private_entry(&self, path: &Path, key: &str, value: &Value) -> bool {
        let is_in = |section: &str| path.first() == Some(&Step::key(section));
        match key {
            "private" | "naming_note" => true,
            "note" => is_in("resources"),
            "reason" => {
                is_in("plan") && ["pauses", "baselines"].iter().any(|list| path.get(1) == Some(&Step::key(list)))
            }
            "cert" | "goal" => matches!(&value.data, Data::Text(id) if self.ids.contains(id)),
            _ => false,
        }
    }

    fn is_private_item(&self, path: &Path, item: &Value) -> bool {
        match &item.data {
            Data::Map(_) => {
                // A role is private with all others, and a step of a baseline with what it is a step of.
                let is_named =
                    (path.len() == 2 && path[0] == Step::key("roles")) || path.get(3) == Some(&Step::key("steps"));
                super::super::text(item, "visibility") == Some("private")
                    || (is_named && super::super::text(item, "id").is_some_and(|id| self.ids.contains(id)))
            }
            Data::Text(id) => {
                let list = path.iter().rev().nth(1);
                REFERENCES.iter().any(|key| list == Some(&Step::key(key))) && self.ids.contains(id)
            }
            _ => false,
        }
    }
}
