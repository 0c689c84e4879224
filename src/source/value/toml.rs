//! TOML to [`Value`], for front matter between `+++` lines as Zola and Hugo write it.

use toml::de::{DeTable, DeValue};

use super::{Data, Value};
use crate::diagnostic::{Code, Diagnostic, SourceId, Span, Spanned};

/// Reads the TOML document in `text`, which begins at byte `offset` of `source`.
///
/// # Errors
/// When `text` is not TOML; the span points into the source file.
pub fn parse(text: &str, source: SourceId, offset: usize) -> Result<Value, Diagnostic> {
    let place = |range: std::ops::Range<usize>| Span::new(source, range.start + offset..range.end + offset);
    match DeTable::parse(text) {
        Ok(table) => Ok(Value { data: map(table.get_ref(), &place), span: place(0..text.len()) }),
        Err(error) => {
            let range = error.span().unwrap_or(0..0);
            Err(mistake(text, range.clone(), error.message(), place(range)))
        }
    }
}

fn mistake(text: &str, range: std::ops::Range<usize>, message: &str, span: Span) -> Diagnostic {
    let what = message.lines().next().unwrap_or("").trim_end_matches('.');
    let what = what.split_once(", expected").map_or(what, |(what, _)| what);
    let written = text.get(range).unwrap_or("").trim();
    if what == "duplicate key" {
        let message = format!("the key `{written}` is written twice");
        return Diagnostic::new(Code::DuplicateKey, span, message).hint("keep one of the two");
    }
    let diagnostic = Diagnostic::new(Code::BadToml, span, format!("this is not valid TOML: {what}"));
    diagnostic.hint(match what {
        "string values must be quoted" if !written.contains('"') => format!("write `\"{written}\"`"),
        _ => "write `key = \"text\"`, a list in `[` and `]`, a date like 2026-12-01".to_owned(),
    })
}

fn map(table: &DeTable<'_>, place: &impl Fn(std::ops::Range<usize>) -> Span) -> Data {
    let mut entries: Vec<(Spanned<String>, Value)> = table
        .iter()
        .map(|(key, value)| {
            let key_span = place(key.span());
            let value_span = place(value.span());
            (
                Spanned::new(key.get_ref().to_string(), key_span),
                Value { data: data(value.get_ref(), place), span: value_span },
            )
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.span);
    Data::Map(entries)
}

fn data(value: &DeValue<'_>, place: &impl Fn(std::ops::Range<usize>) -> Span) -> Data {
    match value {
        DeValue::String(text) => Data::Text(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| Data::Text(number.as_str().to_owned()), Data::Integer),
        DeValue::Float(number) => {
            number.as_str().parse().map_or_else(|_| Data::Text(number.as_str().to_owned()), Data::Float)
        }
        DeValue::Boolean(value) => Data::Bool(*value),
        DeValue::Datetime(datetime) => Data::Text(datetime.to_string()),
        DeValue::Array(items) => Data::List(
            items.iter().map(|item| Value { data: data(item.get_ref(), place), span: place(item.span()) }).collect(),
        ),
        DeValue::Table(table) => map(table, place),
    }
}
