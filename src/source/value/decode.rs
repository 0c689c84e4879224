//! From a [`Value`] to a typed one, collecting every mistake instead of stopping at the first.

use super::schema::{self, Definitions};
use super::{Data, Value};
use crate::diagnostic::{Code, Diagnostic, Span, Spanned, nearest};

/// A type that can be read from a value.
pub trait Decode: Sized {
    /// Returns what a user should have written, such as `a list` or `a date like 2026-12-01`.
    fn expected() -> String;

    /// Returns the value, or reports to `decoder` what is wrong with it.
    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self>;

    /// Returns the JSON Schema of the type, adding the records it needs to `definitions`.
    fn schema(definitions: &mut Definitions) -> serde_json::Value;
}

/// Collects what is wrong while values are decoded.
#[derive(Debug, Default)]
pub struct Decoder {
    /// Everything found so far.
    pub diagnostics: Vec<Diagnostic>,
}

impl Decoder {
    /// Reports that `value` is not what it should be, and returns `None`.
    pub fn wrong_type<T>(&mut self, value: &Value, expected: &str) -> Option<T> {
        self.fail(wrong_type(value, expected))
    }

    /// Reports `diagnostic`, and returns `None`.
    pub fn fail<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.diagnostics.push(diagnostic);
        None
    }
}

fn wrong_type(value: &Value, expected: &str) -> Diagnostic {
    let message = format!("expected {expected}, found {}", value.data.describe());
    Diagnostic::new(Code::WrongType, value.span, message).hint(way_out(&value.data, expected))
}

/// Returns what to write instead of `data` where something else was `expected`.
fn way_out(data: &Data, expected: &str) -> String {
    let hint = match data {
        Data::Null => "write a value, or remove the key",
        Data::Text(text) if expected == "`true` or `false`" => match text.as_str() {
            "yes" | "on" | "y" | "true" => "write `true`",
            "no" | "off" | "n" | "false" => "write `false`",
            _ => "write `true` or `false`",
        },
        Data::Text(text) if expected == "a list" && text.len() <= 40 => return format!("write `[{text}]`"),
        Data::Bool(_) | Data::Integer(_) | Data::Float(_) if expected.starts_with("text") => {
            "put it in quotes to make it text"
        }
        _ if expected.starts_with("text") => "write a text, in quotes if it has special characters",
        _ if expected.starts_with("a list of two") => "write two values in brackets, such as `[1, 3]`",
        _ if expected.starts_with("a list") => "write each entry on a line of its own that begins with `- `",
        _ if expected.starts_with("a map") => "write its keys on lines of their own, indented: `key: value`",
        _ if expected.starts_with("a whole number") => "write digits only, such as `12`",
        _ if expected.starts_with("a date") => "write year, month and day: 2026-12-01",
        _ => return format!("write {expected}"),
    };
    hint.to_owned()
}

/// The entries of a map while a record is read from it.
#[derive(Debug)]
pub struct Fields<'a> {
    entries: &'a [(Spanned<String>, Value)],
    span: Span,
    what: &'a str,
    known: &'a [&'a str],
}

impl<'a> Fields<'a> {
    /// Returns the entries of `value`, or reports that it is not a map. `known` are the keys that
    /// the record has; others are reported.
    pub fn new(value: &'a Value, what: &'a str, known: &'a [&'a str], decoder: &mut Decoder) -> Option<Self> {
        let Data::Map(entries) = &value.data else {
            return decoder.wrong_type(value, &format!("a map with the keys of {what}"));
        };
        for (key, _) in entries {
            if !known.contains(&key.value.as_str()) {
                let diagnostic =
                    Diagnostic::new(Code::UnknownKey, key.span, format!("{what} has no key `{}`", key.value));
                let with_near = diagnostic.clone().did_you_mean(&key.value, known.iter().copied());
                decoder.diagnostics.push(if with_near.hints.is_empty() {
                    diagnostic.hint(format!("the keys are {}", known.join(", ")))
                } else {
                    with_near
                });
            }
        }
        Some(Self { entries, span: value.span, what, known })
    }

    /// Returns what stands at `key`.
    pub fn find(&self, key: &str) -> Option<&'a Value> {
        self.entries.iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
    }

    /// Returns whether `key` was suggested in the place of one that the record does not have.
    fn is_misspelt(&self, key: &str) -> bool {
        let unknown =
            self.entries.iter().map(|(name, _)| name.value.as_str()).filter(|name| !self.known.contains(name));
        unknown.into_iter().any(|name| nearest(name, self.known.iter().copied()) == Some(key))
    }

    /// Reads a key that must be there.
    pub fn required<T: Decode>(&self, key: &str, decoder: &mut Decoder) -> Option<T> {
        T::decode(self.needed(key, &T::expected(), decoder)?, decoder)
    }

    /// Returns what stands at a key that must be there, or reports that it is missing; `expected` is what belongs there.
    pub fn needed(&self, key: &str, expected: &str, decoder: &mut Decoder) -> Option<&'a Value> {
        if let Some(value) = self.find(key) {
            return Some(value);
        }
        if self.is_misspelt(key) {
            return None;
        }
        let at = Span { end: self.span.start.saturating_add(1).min(self.span.end), ..self.span };
        let span = self.entries.first().map_or(at, |(name, _)| name.span);
        let message = format!("{} needs the key `{key}`", self.what);
        decoder.fail(Diagnostic::new(Code::MissingKey, span, message).hint(format!("add `{key}:` with {expected}")))
    }

    /// Reads a key that may be absent or empty.
    pub fn optional<T: Decode>(&self, key: &str, decoder: &mut Decoder) -> Option<T> {
        let value = self.find(key)?;
        if value.data == Data::Null { None } else { T::decode(value, decoder) }
    }

    /// Reads a key that may be absent, but not empty.
    pub fn filled<T: Decode>(&self, key: &str, decoder: &mut Decoder) -> Option<T> {
        T::decode(self.find(key)?, decoder)
    }

    /// Reads a list; absent or empty means no items.
    pub fn list<T: Decode>(&self, key: &str, decoder: &mut Decoder) -> Vec<T> {
        self.optional::<Vec<T>>(key, decoder).unwrap_or_default()
    }
}

impl<T: Decode> Decode for Spanned<T> {
    fn expected() -> String {
        T::expected()
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        Some(Self::new(T::decode(value, decoder)?, value.span))
    }

    fn schema(definitions: &mut Definitions) -> serde_json::Value {
        T::schema(definitions)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn expected() -> String {
        format!("a list of which each entry is {}", T::expected())
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        let Data::List(items) = &value.data else {
            return decoder.wrong_type(value, "a list");
        };
        Some(items.iter().filter_map(|item| T::decode(item, decoder)).collect())
    }

    fn schema(definitions: &mut Definitions) -> serde_json::Value {
        schema::list_of(T::schema(definitions))
    }
}

/// A value that may be `null` inside a list, such as the open end of a range.
impl<T: Decode> Decode for Option<T> {
    fn expected() -> String {
        format!("{} or nothing", T::expected())
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        if value.data == Data::Null { Some(None) } else { T::decode(value, decoder).map(Some) }
    }

    fn schema(definitions: &mut Definitions) -> serde_json::Value {
        schema::or_nothing(T::schema(definitions))
    }
}

/// A pair, such as the first and last month of a range.
impl<T: Decode> Decode for [T; 2] {
    fn expected() -> String {
        format!("a list of two: [{}, {}]", T::expected(), T::expected())
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        match &value.data {
            Data::List(items) if items.len() == 2 => {
                let (first, second) = (T::decode(&items[0], decoder), T::decode(&items[1], decoder));
                Some([first?, second?])
            }
            _ => decoder.wrong_type(value, "a list of two"),
        }
    }

    fn schema(definitions: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "type": "array", "items": T::schema(definitions), "minItems": 2, "maxItems": 2 })
    }
}

/// A map whose keys the author chooses, in the order of writing.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<T>(pub Vec<(Spanned<String>, T)>);

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Decode> Decode for Table<T> {
    fn expected() -> String {
        format!("a map to {}", T::expected())
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        let Data::Map(entries) = &value.data else {
            return decoder.wrong_type(value, "a map");
        };
        Some(Self(entries.iter().filter_map(|(key, value)| Some((key.clone(), T::decode(value, decoder)?))).collect()))
    }

    fn schema(definitions: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "type": "object", "additionalProperties": T::schema(definitions) })
    }
}

/// Data of any kind, to be looked at when more is known.
impl Decode for Value {
    fn expected() -> String {
        "a value".to_owned()
    }

    fn decode(value: &Value, _: &mut Decoder) -> Option<Self> {
        Some(value.clone())
    }

    fn schema(_: &mut Definitions) -> serde_json::Value {
        serde_json::json!({})
    }
}

impl Decode for String {
    fn expected() -> String {
        "text".to_owned()
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        match &value.data {
            Data::Text(text) => Some(text.clone()),
            _ => decoder.wrong_type(value, "text"),
        }
    }

    fn schema(_: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "type": "string" })
    }
}

impl Decode for bool {
    fn expected() -> String {
        "`true` or `false`".to_owned()
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        match value.data {
            Data::Bool(value) => Some(value),
            _ => decoder.wrong_type(value, "`true` or `false`"),
        }
    }

    fn schema(_: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "type": "boolean" })
    }
}

impl Decode for u32 {
    fn expected() -> String {
        "a whole number".to_owned()
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        match value.data {
            Data::Integer(number) if Self::try_from(number).is_ok() => Self::try_from(number).ok(),
            Data::Integer(_) => decoder.wrong_type(value, "a whole number from 0 to 4294967295"),
            _ => decoder.wrong_type(value, "a whole number"),
        }
    }

    fn schema(_: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "type": "integer", "minimum": 0 })
    }
}

impl Decode for f64 {
    fn expected() -> String {
        "a number".to_owned()
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        match value.data {
            // Hours and amounts are far below the 2^53 from where a float no longer holds every integer.
            #[expect(clippy::cast_precision_loss, reason = "no figure of a plan is that large")]
            Data::Integer(number) => Some(number as Self),
            Data::Float(number) if number.is_finite() => Some(number),
            _ => decoder.wrong_type(value, "a number"),
        }
    }

    fn schema(_: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "type": "number" })
    }
}

impl Decode for chrono::NaiveDate {
    fn expected() -> String {
        "a date like 2026-12-01".to_owned()
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        let Data::Text(text) = &value.data else {
            return decoder.wrong_type(value, "a date like 2026-12-01");
        };
        match parse_date(text) {
            Ok(date) => Some(date),
            Err(reason) => {
                let diagnostic =
                    Diagnostic::new(Code::BadDate, value.span, format!("`{text}` is not a date: {reason}"));
                decoder.fail(match text.get(..10).filter(|date| parse_date(date).is_ok()) {
                    Some(date) => diagnostic.hint(format!("write the date alone: {date}")),
                    None => diagnostic.hint("write dates as year, month and day: 2026-12-01"),
                })
            }
        }
    }

    fn schema(_: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$" })
    }
}

/// Returns the calendar date that `text` names, which must be `YYYY-MM-DD` to the letter.
///
/// # Errors
/// With the reason, to be read after "is not a date:".
pub fn parse_date(text: &str) -> Result<chrono::NaiveDate, String> {
    let bytes = text.as_bytes();
    let has_form = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() });
    if !has_form {
        return Err("it does not have the form YYYY-MM-DD".to_owned());
    }
    let number = |range: std::ops::Range<usize>| text[range].parse::<u32>().unwrap_or(0);
    let (month, day) = (number(5..7), number(8..10));
    if !(1..=12).contains(&month) {
        return Err(format!("there is no month {month:02}"));
    }
    let year = i32::try_from(number(0..4)).unwrap_or(0);
    chrono::NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| format!("{year}-{month:02} has no day {day:02}"))
}
