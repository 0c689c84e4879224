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
                definitions.refer(stringify!($name), |definitions| {
                    let mut properties = serde_json::Map::new();
                    let mut required: Vec<&str> = Vec::new();
                    $(
                        let key = $crate::source::value::record::key(stringify!($field));
                        let mut schema = $crate::source::value::record::record!(@schema $need $type, definitions);
                        if let Some(schema) = schema.as_object_mut() {
                            let text = $crate::source::value::schema::description(&[$($field_doc),*]);
                            schema.insert("description".to_owned(), text.into());
                        }
                        properties.insert(key.to_owned(), schema);
                        if stringify!($need) == "required" {
                            required.push(key);
                        }
                    )*
                    serde_json::json!({
                        "type": "object",
                        "description": $crate::source::value::schema::description(&[$($doc),*]),
                        "properties": properties,
                        "required": required,
                        "additionalProperties": false,
                    })
                })
            }
        }

        impl $crate::source::value::record::Record for $name {
            fn fields() -> Vec<$crate::source::value::record::Field> {
                vec![$( $crate::source::value::record::Field::of::<$type>(
                    $crate::source::value::record::key(stringify!($field)),
                    stringify!($need),
                    &[$($field_doc),*],
                ) ),*]
            }
        }
    };
    (@type required $type:ty) => { $type };
    (@type optional $type:ty) => { Option<$type> };
    (@type filled $type:ty) => { Option<$type> };
    (@type list $type:ty) => { Vec<$type> };
    (@value required $field:ident) => { $field? };
    (@value $need:ident $field:ident) => { $field };
    (@schema list $type:ty, $definitions:ident) => {
        <Vec<$type> as $crate::source::value::Decode>::schema($definitions)
    };
    (@schema filled $type:ty, $definitions:ident) => {
        <$type as $crate::source::value::Decode>::schema($definitions)
    };
    (@schema required $type:ty, $definitions:ident) => {
        <$type as $crate::source::value::Decode>::schema($definitions)
    };
    (@schema optional $type:ty, $definitions:ident) => {
        <Option<$type> as $crate::source::value::Decode>::schema($definitions)
    };
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
    /// Returns the keys of the record, for a list of what can be written.
    fn fields() -> Vec<Field>;
}

/// A key of a record.
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
    /// Returns the field that holds a `T`, or a list of such; `need` and `doc` are as in the declaration.
    pub fn of<T: Decode>(key: &'static str, need: &str, doc: &[&str]) -> Self {
        let schema = T::schema(&mut Definitions::default());
        let words = schema.get("enum").and_then(serde_json::Value::as_array).into_iter().flatten();
        let words: Vec<&str> = words.filter_map(serde_json::Value::as_str).collect();
        let one = if words.is_empty() { T::expected() } else { format!("one of {}", words.join(", ")) };
        let expected = if need == "list" { format!("a list of which each entry is {one}") } else { one };
        Self { key, is_required: need == "required", expected, about: schema::description(doc) }
    }
}

/// Returns the key that a field of that Rust name is read from: `r#type` is `type`.
pub const fn key(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}
