//! What a component of a theme is in feeds: a text with the arguments' values in it.

use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::source::value::Decoder;

/// A stretch of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Text as it is.
    Text(String),
    /// The value of the argument of that name.
    Argument(String),
}

/// Parts a text such as `{term}: {meaning}`; `{{` and `}}` are braces. Names that are none of `known` are reported.
pub(super) fn read(text: &Spanned<String>, known: &[&str], decoder: &mut Decoder) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut rest = text.value.as_str();
    while let Some(at) = rest.find(['{', '}']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with("{{") || rest.starts_with("}}") {
            plain.push_str(&rest[..1]);
            rest = &rest[2..];
            continue;
        }
        let name = rest.strip_prefix('{').and_then(|inner| inner.split_once('}'));
        let Some((name, after)) = name else {
            let message = "a brace in the text for feeds has no partner";
            let hint = "write `{name}` for the value of an argument, and `{{` or `}}` for a brace";
            decoder.diagnostics.push(Diagnostic::new(Code::BadValue, text.span, message).hint(hint));
            return parts;
        };
        rest = after;
        if !known.contains(&name.trim()) {
            let message = format!("the text for feeds names the argument `{}`, which is not declared", name.trim());
            let found = Diagnostic::new(Code::BadValue, text.span, message).did_you_mean(name, known.iter().copied());
            decoder.diagnostics.push(found.hint(match known {
                [] => "it has no arguments; write `{{` and `}}` for braces".to_owned(),
                known => format!("the arguments are {}; write `{{{{` and `}}}}` for braces", known.join(", ")),
            }));
        }
        if !plain.is_empty() {
            parts.push(Part::Text(std::mem::take(&mut plain)));
        }
        parts.push(Part::Argument(name.trim().to_owned()));
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        parts.push(Part::Text(plain));
    }
    parts
}
