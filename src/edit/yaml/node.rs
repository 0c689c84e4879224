//! Data without places: what a document says, whatever it looks like, and how new data is written.

use super::{Path, Step};
use crate::content::front_matter::Language;
use crate::diagnostic::{SourceId, Span};
use crate::edit::front_matter::literal;
use crate::source::value::{Data, Value};

/// A value without its place. Two texts mean the same when their nodes are equal.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Nothing, a flag, a number or a text.
    Scalar(Data),
    /// A list.
    List(Vec<Node>),
    /// A map in the order of writing.
    Map(Vec<(String, Node)>),
}

impl From<&Value> for Node {
    fn from(value: &Value) -> Self {
        match &value.data {
            Data::List(items) => Self::List(items.iter().map(Self::from).collect()),
            Data::Map(entries) => {
                Self::Map(entries.iter().map(|(key, value)| (key.value.clone(), Self::from(value))).collect())
            }
            scalar => Self::Scalar(scalar.clone()),
        }
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Self::Scalar(Data::Text(text.to_owned()))
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Scalar(Data::Text(text))
    }
}

impl From<u32> for Node {
    fn from(number: u32) -> Self {
        Self::Scalar(Data::Integer(i64::from(number)))
    }
}

impl Node {
    /// Returns the map with these entries.
    pub fn map<const N: usize>(entries: [(&str, Node); N]) -> Self {
        Self::Map(entries.into_iter().map(|(key, node)| (key.to_owned(), node)).collect())
    }

    /// Returns what stands at `key` of a map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let Self::Map(entries) = self else { return None };
        entries.iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// Returns the text that it is, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Scalar(Data::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Returns whether it is nothing: `key:` without a value.
    pub fn is_null(&self) -> bool {
        *self == Self::Scalar(Data::Null)
    }

    /// Returns what stands at `path`.
    pub fn at_mut(&mut self, path: &[Step]) -> Option<&mut Node> {
        let Some((step, rest)) = path.split_first() else { return Some(self) };
        let inner = match (step, self) {
            (Step::Key(key), Self::Map(entries)) => {
                entries.iter_mut().find(|(name, _)| name == key).map(|(_, node)| node)
            }
            (Step::Place(place), Self::List(items)) => items.get_mut(*place),
            _ => None,
        };
        inner?.at_mut(rest)
    }

    /// Returns the entries of the map at `path`.
    pub(super) fn entries_mut(&mut self, path: &Path) -> Option<&mut Vec<(String, Node)>> {
        match self.at_mut(path)? {
            Self::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// Returns it on one line, as it is written within brackets.
    pub fn flow(&self) -> String {
        match self {
            Self::Scalar(data) => literal(data, Language::Yaml),
            Self::List(items) => format!("[{}]", items.iter().map(Self::flow).collect::<Vec<_>>().join(", ")),
            Self::Map(entries) => {
                let entry = |(key, node): &(String, Node)| format!("{}: {}", key_text(key), node.flow());
                format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// Returns `key` with it, as lines without indentation.
    pub(super) fn entry(&self, key: &str, list_indent: usize) -> Vec<String> {
        let name = key_text(key);
        match self {
            Self::List(items) if items.iter().any(|item| matches!(item, Self::Map(_))) => {
                let indent = " ".repeat(list_indent);
                let lines = items.iter().flat_map(|item| item.item(list_indent, key == "proof"));
                std::iter::once(format!("{name}:")).chain(lines.map(|line| format!("{indent}{line}"))).collect()
            }
            Self::Scalar(Data::Text(text)) if is_plain_in_block(text) => vec![format!("{name}: {text}")],
            _ => vec![format!("{name}: {}", self.flow())],
        }
    }

    /// Returns it as an item of a list, as lines without indentation. What has no lists of maps in it is written on one
    /// line, unless it is to be `spread`.
    pub(super) fn item(&self, list_indent: usize, spread: bool) -> Vec<String> {
        let is_list = |node: &Node| match node {
            Self::List(items) => items.iter().any(|item| matches!(item, Self::Map(_))),
            _ => false,
        };
        match self {
            Self::Map(entries) if spread || entries.iter().any(|(_, node)| is_list(node)) => {
                let lines: Vec<String> = entries.iter().flat_map(|(key, node)| node.entry(key, list_indent)).collect();
                let mark = |(number, line)| format!("{}{line}", if number == 0 { "- " } else { "  " });
                lines.into_iter().enumerate().map(mark).collect()
            }
            Self::Scalar(Data::Text(text)) if is_plain_in_block(text) => vec![format!("- {text}")],
            _ => vec![format!("- {}", self.flow())],
        }
    }

    /// Returns it with lists in which the order says nothing put in order: those of things with ids, and those that name
    /// ids.
    pub fn in_order(&self) -> Self {
        self.ordered("")
    }

    fn ordered(&self, key: &str) -> Self {
        match self {
            Self::Scalar(_) => self.clone(),
            Self::Map(entries) => {
                let mut entries: Vec<_> = entries.iter().map(|(key, node)| (key.clone(), node.ordered(key))).collect();
                entries.sort_by(|a, b| a.0.cmp(&b.0));
                Self::Map(entries)
            }
            Self::List(items) => {
                let mut items: Vec<_> = items.iter().map(|item| item.ordered(key)).collect();
                let name = |item: &Node| match item {
                    Self::Map(_) => item.get("id").or(item.get("from")).and_then(Node::text).map(str::to_owned),
                    _ if super::REFERENCES.contains(&key) => item.text().map(str::to_owned),
                    _ => None,
                };
                if items.iter().all(|item| name(item).is_some()) {
                    items.sort_by_key(name);
                }
                Self::List(items)
            }
        }
    }

    /// Returns it as a value that stands nowhere, for readers of values.
    pub fn value(&self) -> Value {
        let span = Span::new(SourceId(0), 0..0);
        let data = match self {
            Self::Scalar(data) => data.clone(),
            Self::List(items) => Data::List(items.iter().map(Self::value).collect()),
            Self::Map(entries) => Data::Map(
                entries
                    .iter()
                    .map(|(key, node)| (crate::diagnostic::Spanned::new(key.clone(), span), node.value()))
                    .collect(),
            ),
        };
        Value { data, span }
    }
}

fn key_text(key: &str) -> String {
    literal(&Data::Text(key.to_owned()), Language::Yaml)
}

/// Returns whether a text reads back as it is where no bracket is open: more marks mean nothing there than within brackets.
fn is_plain_in_block(text: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || " -_/.#+,'()&:;!?=~–—…’“”%".contains(c);
    let reads_as_text = text.starts_with(|c: char| c.is_alphabetic())
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && text.chars().all(is_plain);
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    reads_as_text && !words.contains(&text.to_ascii_lowercase().as_str())
}
