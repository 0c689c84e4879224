//! Edits of YAML that change the lines they must and keep every other byte: comments, order, quotes, line ends.
//!
//! A [`Document`] is a text with what the reader found in it. [`change`] sets, renames, removes and appends; each change
//! returns a new document, and only when the new text reads back as the old data with that one change. [`layout`] knows
//! lines, indentation and brackets; [`node`] is data without places, and writes what is new.

pub mod change;
pub mod layout;
pub mod node;

pub use change::{Item, Style};
pub use node::Node;

use super::Refusal;
use super::splice::{Splice, apply};
use crate::diagnostic::{SourceId, Spanned};
use crate::source::value::{Data, Value, yaml};

/// Keys whose lists name ids, so that their order says nothing.
pub const REFERENCES: [&str; 7] = ["needs", "skills", "roles", "resources", "counts_for", "counts", "superseded_by"];

/// A step from a value to one in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The value of a key.
    Key(String),
    /// The item at a place of a list.
    Place(usize),
}

impl Step {
    /// Returns the step to the value of `key`.
    pub fn key(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

/// The way from the top of a document to a value.
pub type Path = Vec<Step>;

/// A text with what it says.
#[derive(Debug, Clone)]
pub struct Document {
    text: String,
    root: Value,
}

impl Document {
    /// Reads `text`.
    pub fn read(text: impl Into<String>) -> Result<Self, Refusal> {
        let text = text.into();
        // Spans count from the top of the file, a byte order mark included.
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        match yaml::parse(&text[start..], SourceId(0), start) {
            Ok(root) => Ok(Self { text, root }),
            Err(problem) => {
                let line = problem.span.map_or(1, |span| layout::line_number(&text, span.start as usize));
                Err(Refusal::new(format!("it cannot be read: line {line}: {}", problem.message)))
            }
        }
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the text.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Returns what it says, with places.
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// Returns what stands at `path`.
    pub fn at(&self, path: &[Step]) -> Option<&Value> {
        path.iter().try_fold(&self.root, |value, step| match (step, &value.data) {
            (Step::Key(key), Data::Map(_)) => get(value, key),
            (Step::Place(place), Data::List(items)) => items.get(*place),
            _ => None,
        })
    }

    /// Returns the number of the line that `value` begins on, from 1.
    pub fn line_of(&self, value: &Value) -> usize {
        layout::line_number(&self.text, value.span.start as usize)
    }

    fn entries(&self, path: &[Step]) -> Result<&[(Spanned<String>, Value)], Refusal> {
        match self.at(path).map(|value| &value.data) {
            Some(Data::Map(entries)) => Ok(entries),
            _ => Err(Refusal::new("there is no map where one was expected: change it by hand")),
        }
    }

    /// Makes the changes, and returns the result if it says what is `expected`.
    fn edited(&self, splices: Vec<Splice>, expected: &Node) -> Result<Self, Refusal> {
        let edited = Self::read(apply(&self.text, splices));
        match edited {
            Ok(edited) if Node::from(&edited.root) == *expected => Ok(edited),
            _ => Err(Refusal::new("it is written in a way that cannot be edited safely: change it by hand")),
        }
    }
}

/// Returns the value of `key` in a map.
pub fn get<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    let Data::Map(entries) = &value.data else { return None };
    entries.iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
}

/// Returns the text at `key` of a map.
pub fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    match &get(value, key)?.data {
        Data::Text(text) => Some(text),
        _ => None,
    }
}

/// Returns the items at `key` of a map; none when there is no list.
pub fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    match get(value, key).map(|value| &value.data) {
        Some(Data::List(items)) => items,
        _ => &[],
    }
}

#[cfg(test)]
mod tests;
