//! The macros that declare what users write: one declaration gives the Rust type, its decoder with
//! all checks, and its JSON Schema.

/// Declares a record: a map with fixed keys.
///
/// Each field is `required`, `optional` (an `Option`), `filled` (the same, but nothing after the key is a mistake that
/// its type explains) or `list` (a `Vec`); the doc comment of a field becomes its description in the schema. The record also knows its own `span`.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        $vis:vis struct $name:ident: $what:literal {
            $( $(#[doc = $field_doc:literal])* $need:ident $field:ident: $type:ty, )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq)]
        $vis struct $name {
            $( $(#[doc = $field_doc])* pub $field: $crate::source::value::record::record!(@type $need $type), )*
            /// Where the record stands.
            pub span: $crate::diagnostic::Span,
        }

        impl $crate::source::value::Decode for $name {
            fn expected() -> String {
                $what.to_owned()
            }

            fn decode(
                value: &$crate::source::value::Value,
                decoder: &mut $crate::source::value::Decoder,
            ) -> Option<Self> {
                const KEYS: &[&str] = &[$( $crate::source::value::record::key(stringify!($field)) ),*];
                let fields = $crate::source::value::decode::Fields::new(value, $what, KEYS, decoder)?;
                // All fields are read before the first missing one ends the record, so that every
                // mistake is reported at once.
                $( let $field = fields.$need($crate::source::value::record::key(stringify!($field)), decoder); )*
                Some(Self {
                    $( $field: $crate::source::value::record::record!(@value $need $field), )*
                    span: value.span,
                })
            }

            fn schema(definitions: &mut $crate::source::value::schema::Definitions) -> serde_json::Value {
                let about = &[$($doc),*];
                definitions.record(stringify!($name), about, <Self as $crate::source::value::record::Record>::KEYS)
            }
        }

        impl $crate::source::value::record::Record for $name {
            const KEYS: &[$crate::source::value::record::Key] = &[$( $crate::source::value::record::Key {
                name: $crate::source::value::record::key(stringify!($field)),
                need: $crate::source::value::record::record!(@need $need),
                doc: &[$($field_doc),*],
                expected: <$type as $crate::source::value::Decode>::expected,
                schema: <$type as $crate::source::value::Decode>::schema,
            } ),*];
        }
    };
    (@need required) => { $crate::source::value::record::Need::Required };
    (@need optional) => { $crate::source::value::record::Need::Optional };
    (@need filled) => { $crate::source::value::record::Need::Filled };
    (@need list) => { $crate::source::value::record::Need::List };
    (@type required $type:ty) => { $type };
    (@type optional $type:ty) => { Option<$type> };
    (@type filled $type:ty) => { Option<$type> };
    (@type list $type:ty) => { Vec<$type> };
    (@value required $field:ident) => { $field? };
    (@value $need:ident $field:ident) => { $field };
}

/// Declares a choice: an enum that is written as one of a few words.
macro_rules! choice {
    (
        $(#[doc = $doc:literal])*
        $vis:vis enum $name:ident: $what:literal {
            $( $(#[doc = $variant_doc:literal])* $variant:ident = $word:literal, )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        $vis enum $name {
            $( $(#[doc = $variant_doc])* #[serde(rename = $word)] $variant, )*
        }

        impl $name {
            /// Every one of them, in the order of their declaration.
            pub const ALL: [Self; [$(stringify!($variant)),*].len()] = [$(Self::$variant),*];

            /// Returns the word that stands for it in files.
            pub fn word(self) -> &'static str {
                match self { $( Self::$variant => $word, )* }
            }
        }

        impl $crate::source::value::Decode for $name {
            fn expected() -> String {
                $what.to_owned()
            }

            fn decode(
                value: &$crate::source::value::Value,
                decoder: &mut $crate::source::value::Decoder,
            ) -> Option<Self> {
                const WORDS: &[&str] = &[$($word),*];
                let $crate::source::value::Data::Text(text) = &value.data else {
                    return decoder.wrong_type(value, &format!("text: one of {}", WORDS.join(", ")));
                };
                match text.as_str() {
                    $( $word => Some(Self::$variant), )*
                    other => {
                        let message = format!("`{other}` is not {}", $what);
                        decoder.fail(
                            $crate::diagnostic::Diagnostic::new($crate::diagnostic::Code::BadValue, value.span, message)
                                .did_you_mean(other, WORDS.iter().copied())
                                .hint(format!("it is one of {}", WORDS.join(", "))),
                        )
                    }
                }
            }

            fn schema(_: &mut $crate::source::value::schema::Definitions) -> serde_json::Value {
                serde_json::json!({
                    "enum": [$($word),*],
                    "description": $crate::source::value::schema::description(&[$($doc),*]),
                })
            }
        }
    };
}

pub(crate) use {choice, record};

use super::Decode;
use super::schema::{self, Definitions};

/// A type that `record!` declared.
pub trait Record: Decode {
    /// What was declared of each key.
    const KEYS: &[Key];

    /// Returns the keys of the record, for a list of what can be written.
    fn fields() -> Vec<Field> {
        Self::KEYS.iter().map(Field::of).collect()
    }
}

/// A key as it was declared. What is told of it is made of this data, not by code that is compiled for each key.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there, and how often.
    pub need: Need,
    /// The lines of its doc comment.
    pub doc: &'static [&'static str],
    /// Returns what is written there, or of a list in each entry.
    pub expected: fn() -> String,
    /// Returns the schema of that.
    pub schema: fn(&mut Definitions) -> serde_json::Value,
}

/// Whether a key must be there, and how often its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It must.
    Required,
    /// It need not, and may have nothing behind it.
    Optional,
    /// It need not, but something must stand behind it.
    Filled,
    /// Any number of values.
    List,
}

impl Key {
    /// Returns the schema of all that stands behind the key.
    pub fn schema(&self, definitions: &mut Definitions) -> serde_json::Value {
        let one = (self.schema)(definitions);
        let mut schema = match self.need {
            Need::Required | Need::Filled => one,
            Need::Optional => schema::or_nothing(one),
            Need::List => schema::list_of(one),
        };
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("description".to_owned(), schema::description(self.doc).into());
        }
        schema
    }
}

/// A key of a record, as it is told to users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// Whether it must be there.
    pub is_required: bool,
    /// What is written there, such as `text`; of a choice its words.
    pub expected: String,
    /// What it means.
    pub about: String,
}

impl Field {
    fn of(key: &Key) -> Self {
        let schema = (key.schema)(&mut Definitions::default());
        let words = schema.get("enum").and_then(serde_json::Value::as_array).into_iter().flatten();
        let words: Vec<&str> = words.filter_map(serde_json::Value::as_str).collect();
        let one = if words.is_empty() { (key.expected)() } else { format!("one of {}", words.join(", ")) };
        let expected = if key.need == Need::List { format!("a list of which each entry is {one}") } else { one };
        let is_required = key.need == Need::Required;
        Self { key: key.name, is_required, expected, about: schema::description(key.doc) }
    }
}

/// Returns the key that a field of that Rust name is read from: `r#type` is `type`.
pub const fn key(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}
