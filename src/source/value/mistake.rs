//! What is wrong with a text that is not YAML, in words that say what to type instead.
//!
//! A parser says where it gave up. What the author did is often a line above: a quote that was never closed, a
//! colon without a space. [`explain`] looks for that first.

use std::ops::Range;

/// A mistake in a text, in bytes of that text.
pub(super) struct Mistake {
    /// What to mark.
    pub(super) range: Range<usize>,
    /// What is wrong.
    pub(super) message: String,
    /// Another place, and what is there.
    pub(super) label: Option<(Range<usize>, &'static str)>,
    /// What to do.
    pub(super) hint: String,
}

/// What to do with an alias, in the words to type.
pub(super) const NO_ALIASES: (&str, &str) =
    ("YAML aliases (`*name`) are not supported", "write the value out; if the text begins with `*`, quote it");

/// Returns what is wrong with `text`, where a parser gave up `at` that byte for the reason `info`.
pub(super) fn explain(text: &str, at: usize, info: &str) -> Mistake {
    let at = text.floor_char_boundary(at);
    let here = Place { text, at, line: line_of(text, at) };
    let special = match info {
        _ if here.line().trim_start_matches(' ').starts_with('\t') || info.contains("tab") => Some(here.tab()),
        _ if info.contains("unknown anchor") => Some(here.alias()),
        _ if info.contains("trailing content after") => here.after_quoted(),
        _ if info.contains("unclosed quote") => Some(here.unclosed_quote()),
        _ if info.contains("unclosed bracket") => Some(here.unclosed_bracket()),
        _ if info.contains("mapping values are not allowed") => Some(here.stray_colon()),
        _ if info.contains("unexpected character") => Some(here.unexpected_start()),
        _ if info.contains("expected ',' or") => Some(here.no_comma()),
        _ if info.contains("did not find expected key") || info.contains("expected '-' indicator") => {
            Some(here.mistake(
                "this line does not belong to the lines above it",
                "indent it like the others of its list or map",
            ))
        }
        _ => None,
    };
    special.unwrap_or_else(|| {
        let hint = "text with special characters needs quotes: `key: \"text\"`";
        here.mistake(&lower_first(info.trim().trim_end_matches('.')), hint)
    })
}

/// Where the parser gave up.
struct Place<'a> {
    text: &'a str,
    at: usize,
    line: Range<usize>,
}

impl Place<'_> {
    fn line(&self) -> &str {
        &self.text[self.line.clone()]
    }

    /// Returns a mistake at the character where the parser gave up.
    fn mistake(&self, what: &str, hint: impl Into<String>) -> Mistake {
        let width = self.text[self.at..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
        Mistake { range: self.at..self.at + width, message: not_yaml(what), label: None, hint: hint.into() }
    }

    fn tab(&self) -> Mistake {
        let tab = self.line().find('\t').map_or(self.at, |tab| self.line.start + tab);
        let at = Self { at: tab, line: self.line.clone(), ..*self };
        at.mistake("a tab is not expected here", "indent with spaces: YAML does not allow tabs")
    }

    fn alias(&self) -> Mistake {
        let (message, hint) = NO_ALIASES;
        let word = self.text[self.at..].find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}'));
        let range = self.at..word.map_or(self.text.len(), |end| self.at + end);
        Mistake { range, message: message.to_owned(), label: None, hint: hint.to_owned() }
    }

    /// Text after a closing quote: either the quote closed one that was forgotten on a line above, or the text has
    /// quotes of its own.
    fn after_quoted(&self) -> Option<Mistake> {
        let before = self.text[..self.at].trim_end();
        let quote = before.chars().next_back().filter(|c| matches!(c, '"' | '\''))?;
        let close = before.len() - 1;
        let open = self.text[..close].rfind(quote)?;
        let line = line_of(self.text, open);
        if line.contains(&close) {
            if starts_with_key(&self.text[self.at..]) {
                return Some(self.no_comma());
            }
            let hint = "quote the whole text, and write `\\\"` for a quote inside double quotes";
            return Some(self.mistake("there is more after the quoted text", hint));
        }
        Some(Mistake {
            range: open..open + 1,
            message: not_yaml("this quote is never closed"),
            label: Some((close..close + 1, "taken for its end")),
            hint: closed(&self.text[line.start..open], &self.text[open..line.end], quote),
        })
    }

    fn unclosed_quote(&self) -> Mistake {
        let quote = self.text[self.at..].chars().next().unwrap_or('"');
        let (before, after) = (&self.text[self.line.start..self.at], &self.text[self.at..self.line.end]);
        self.mistake("this quote is never closed", closed(before, after, quote))
    }

    fn unclosed_bracket(&self) -> Mistake {
        let close = if self.text[self.at..].starts_with('{') { '}' } else { ']' };
        self.mistake("this bracket is never closed", format!("write `{close}` where it ends"))
    }

    fn stray_colon(&self) -> Mistake {
        if let Some(quoted) = quoted(self.line()).filter(|_| self.line().matches(": ").count() > 1) {
            return self.mistake("a text with `: ` in it needs quotes", format!("write `{quoted}`"));
        }
        let above = self.line_above();
        let above_text = &self.text[above.clone()];
        if let Some(colon) = colon_without_space(above_text) {
            let (key, value) = above_text.split_at(colon + 1);
            return Mistake {
                range: above.start + colon..above.start + colon + 1,
                message: not_yaml("a space is missing after this colon"),
                label: None,
                hint: format!("write `{} {}`", key.trim(), value.trim()),
            };
        }
        let (own, other) = (indent(self.line()), indent(above_text));
        if own > other && above_text.contains(": ") {
            let message = not_yaml("this line is indented deeper than the one above, which has a value already");
            let hint = format!("indent it with {other} spaces, like the line above");
            let hint = if other == 0 { "do not indent it".to_owned() } else { hint };
            return Mistake { range: self.line.start + own..self.at, message, label: None, hint };
        }
        self.mistake("a `: ` is not expected here", "put text that has `: ` in it in quotes")
    }

    fn unexpected_start(&self) -> Mistake {
        let first: String = self.text[self.at..].chars().take(1).collect();
        let hint = quoted(self.line())
            .map_or_else(|| "put the text in quotes".to_owned(), |quoted| format!("write `{quoted}`"));
        self.mistake(&format!("a text cannot begin with `{first}` unless it is quoted"), hint)
    }

    fn no_comma(&self) -> Mistake {
        self.mistake(
            "expected a comma, or the end of the brackets",
            "put `,` between two entries, and close what `[` or `{` opens",
        )
    }

    /// Returns the nearest line above that is not empty.
    fn line_above(&self) -> Range<usize> {
        let mut line = self.line.clone();
        while line.start > 0 {
            line = line_of(self.text, line.start - 1);
            if !self.text[line.clone()].trim().is_empty() {
                return line;
            }
        }
        0..0
    }
}

fn not_yaml(what: &str) -> String {
    format!("this is not valid YAML: {what}")
}

fn line_of(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    start..end
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Returns `key: "value"` of a line with a key and a value that is not quoted.
fn quoted(line: &str) -> Option<String> {
    let (key, value) = line.trim().split_once(": ")?;
    let value = value.trim();
    let is_plain = !value.starts_with(['"', '\'', '{', '[']);
    is_plain.then(|| format!("{key}: \"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// Returns where the colon of `key:value` is, in a line that is nothing else.
fn colon_without_space(line: &str) -> Option<usize> {
    let colon = line.find(':')?;
    let is_key =
        line[..colon].trim().bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b' '));
    let has_value = line[colon + 1..].starts_with(|c: char| !c.is_whitespace());
    (is_key && has_value && !line.contains(": ")).then_some(colon)
}

/// Returns how to close the quote between `before` and `after`, which are a line.
fn closed(before: &str, after: &str, quote: char) -> String {
    if before.contains(['{', '[']) {
        return format!("write `{quote}` where the text ends");
    }
    format!("close it: `{}{}{quote}`", before.trim_start(), after.trim_end())
}

/// Returns whether `text` begins with `key: `.
fn starts_with_key(text: &str) -> bool {
    text.split_once(": ").is_some_and(|(key, _)| {
        !key.is_empty() && key.trim().bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    })
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_lowercase).chain(chars).collect()
}
