//! Where the keys of an object stand.
//!
//! The records of the plan keep the places of what the checks between objects point at. The rules of this room point
//! at more, such as titles, so they look it up in the tree that the plan was read from.

use std::collections::BTreeMap;

use crate::diagnostic::Span;
use crate::source::value::{Data, Value};

/// The place of every value of every map that has an `id`, and of the plan's own keys.
#[derive(Debug, Default)]
pub struct Places {
    /// By the place of the id, and by key.
    by_object: BTreeMap<(Span, String), Span>,
    /// By path from the top, such as `plan.private.week_hours`.
    by_path: BTreeMap<String, Span>,
}

impl Places {
    /// Returns the places in `written`.
    pub fn of(written: &Value) -> Self {
        let mut places = Self::default();
        places.collect(written);
        places.paths(written, "");
        places
    }

    /// Returns where `key` of the object stands whose id is at `id`; the place of the id when it has no such key.
    pub fn key(&self, id: Span, key: &str) -> Span {
        self.written_key(id, key).unwrap_or(id)
    }

    /// Returns where `key` of the object stands whose id is at `id`.
    pub fn written_key(&self, id: Span, key: &str) -> Option<Span> {
        self.by_object.get(&(id, key.to_owned())).copied()
    }

    /// Returns where the value at `path` stands, such as `plan.private.week_hours`.
    pub fn path(&self, path: &str) -> Option<Span> {
        self.by_path.get(path).copied()
    }

    fn collect(&mut self, value: &Value) {
        match &value.data {
            Data::List(values) => values.iter().for_each(|value| self.collect(value)),
            Data::Map(entries) => {
                if let Some((_, id)) = entries.iter().find(|(key, _)| key.value == "id") {
                    for (key, value) in entries {
                        self.by_object.insert((id.span, key.value.clone()), value.span);
                    }
                }
                for (_, value) in entries {
                    self.collect(value);
                }
            }
            _ => {}
        }
    }

    fn paths(&mut self, value: &Value, above: &str) {
        let Data::Map(entries) = &value.data else { return };
        for (key, value) in entries {
            let path = if above.is_empty() { key.value.clone() } else { format!("{above}.{}", key.value) };
            self.paths(value, &path);
            self.by_path.insert(path, value.span);
        }
    }
}
