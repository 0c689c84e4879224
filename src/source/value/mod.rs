//! Structured data as the author wrote it: a tree that remembers where each key and value stands.
//!
//! 1. [`yaml::parse`] or [`toml::parse`] reads text into a [`Value`].
//! 2. [`Decode`] turns a value into a typed one and collects *every* mistake on the way, where serde
//!    would stop at the first; see [`decode`].
//! 3. The `record!` and `choice!` macros of [`record`] declare the types; from the same declaration
//!    come the decoder, the "did you mean", and the JSON Schema that `milepost schema` prints.

pub mod decode;
mod mistake;
pub mod record;
pub mod schema;
pub mod toml;
pub mod yaml;

pub use decode::{Decode, Decoder, Table};

use crate::diagnostic::{Span, Spanned};

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// What it is.
    pub data: Data,
    /// Where it stands; for a map or list from its first to its last byte.
    pub span: Span,
}

/// The kinds of value that YAML and TOML share.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// Nothing: `key:` or `~`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction or an exponent.
    Float(f64),
    /// Text; dates are text too.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A map in the order of writing; keys are unique.
    Map(Vec<(Spanned<String>, Value)>),
}

impl Data {
    /// Returns what the value is, as it is named in messages.
    pub fn describe(&self) -> String {
        match self {
            Self::Null => "nothing".to_owned(),
            Self::Bool(value) => format!("the boolean `{value}`"),
            Self::Integer(value) => format!("the number `{value}`"),
            Self::Float(value) => format!("the number `{value}`"),
            Self::Text(text) if text.chars().count() <= 40 => format!("the text `{text}`"),
            Self::Text(_) => "a text".to_owned(),
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) => "a map".to_owned(),
        }
    }
}
