//! The words that templates ask for, looked up before anything is rendered: `t(key="…")` with a key that there is not,
//! or without a value for a place of its word, is a mistake with a place in the file.

use std::ops::Range;

use crate::words::Words;

/// A call of `t` that cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mistake {
    /// Where the key is written.
    pub(super) range: Range<usize>,
    /// What is wrong.
    pub(super) message: String,
    /// The key, when there is none like it.
    pub(super) unknown: Option<String>,
}

/// Returns the calls in the template `text` that `words` cannot answer.
pub(super) fn mistakes(text: &str, words: &Words) -> Vec<Mistake> {
    calls(text).into_iter().filter_map(|call| mistake(&call, words)).collect()
}

fn mistake(call: &Call<'_>, words: &Words) -> Option<Mistake> {
    let key = call.key;
    let wrong = |message, unknown| Some(Mistake { range: call.range.clone(), message, unknown });
    let Some(text) = words.named(key) else {
        return wrong(format!("the theme has no word `{key}`"), Some(key.to_owned()));
    };
    let missing = text.places().into_iter().find(|place| !call.arguments.contains(place))?;
    wrong(format!("the word `{key}` needs the argument `{missing}`"), None)
}

/// A call of `t` whose key is written in it.
#[derive(Debug, PartialEq, Eq)]
struct Call<'a> {
    key: &'a str,
    /// Where the key is written.
    range: Range<usize>,
    arguments: Vec<&'a str>,
}

/// Returns every call of `t` in the tags of a template. Text and comments between them are passed over.
fn calls(text: &str) -> Vec<Call<'_>> {
    let mut calls = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|found| at + found) {
        let close = match text.as_bytes().get(open + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                at = open + 1;
                continue;
            }
        };
        let end = end_of(text, open + 2, close);
        if close != "#}" {
            in_tag(text, open + 2..end, &mut calls);
        }
        at = end;
    }
    calls
}

/// Returns where a tag ends that begins at `start`; what is quoted does not end it.
fn end_of(text: &str, start: usize, close: &str) -> usize {
    let mut quote = None;
    for (offset, c) in text[start..].char_indices() {
        match quote {
            Some(open) if open == c => quote = None,
            None if close != "#}" && matches!(c, '"' | '\'' | '`') => quote = Some(c),
            None if text[start + offset..].starts_with(close) => return start + offset + close.len(),
            Some(_) | None => {}
        }
    }
    text.len()
}

fn in_tag<'a>(text: &'a str, tag: Range<usize>, calls: &mut Vec<Call<'a>>) {
    let mut at = tag.start;
    while let Some(found) = text[at..tag.end].find("t(").map(|found| at + found) {
        at = found + 2;
        let is_name = text[..found].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
        if !is_name {
            calls.extend(call(text, at..tag.end));
        }
    }
}

/// Reads the arguments of a call, whose opening bracket was passed.
fn call(text: &str, rest: Range<usize>) -> Option<Call<'_>> {
    let (mut depth, mut quote, mut name_from) = (0_usize, None, rest.start);
    let mut arguments = Vec::new();
    let mut key = None;
    for (offset, c) in text[rest.clone()].char_indices() {
        let at = rest.start + offset;
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')') if depth == 0 => break,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => name_from = at + 1,
            (None, '=') if depth == 0 && !text[at..].starts_with("==") && name_from <= at => {
                let name = text[name_from..at].trim();
                arguments.push(name);
                if name == "key" {
                    key = literal(text, at + 1);
                }
                // What follows is the value, in which `=` is no name.
                name_from = usize::MAX;
            }
            _ => {}
        }
    }
    let range = key?;
    Some(Call { key: &text[range.clone()], range, arguments })
}

/// Returns where the text stands that is quoted at `at`; none when it is no quoted text alone.
fn literal(text: &str, at: usize) -> Option<Range<usize>> {
    let start = at + (text[at..].len() - text[at..].trim_start().len());
    let quote = text[start..].chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let length = text[start + 1..].find(quote)?;
    let end = start + 1 + length;
    let after = text[end + 1..].trim_start();
    (after.starts_with(',') || after.starts_with(')')).then_some(start + 1..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(template: &str, expected: &[&str]) {
        let found = mistakes(template, Words::english());
        let messages: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(messages, expected, "{template}");
    }

    #[test]
    fn what_there_is_is_no_mistake() {
        check(r#"{{ t(key="home.now") }} t(key="none") {# t(key="none") #}"#, &[]);
        check(r#"{% set x = t(key='list.page_of', n=f(a=1, b="}}"), total=[1, 2]) %}"#, &[]);
        check(r#"{{ <more href={a} label={t(key="home.now")} /> }} {{ start(key="none") }} {{ t(key=name) }}"#, &[]);
        check(r#"{{ t(key="home." ~ name) }} {{ "t(key=\"" }}"#, &[]);
    }

    #[test]
    fn mistakes_are_placed() {
        let template = r#"<p>{{ t(key="home.nwo") }}</p>"#;
        check(template, &["the theme has no word `home.nwo`"]);
        assert_eq!(&template[mistakes(template, Words::english())[0].range.clone()], "home.nwo");
        check(r#"{{ t(key="list.page_of", n=1) }}"#, &["the word `list.page_of` needs the argument `total`"]);
        check(
            r#"{% if a %}{{ t(key="x") | safe }}{{ t(key="y") }}"#,
            &["the theme has no word `x`", "the theme has no word `y`"],
        );
    }

    #[test]
    fn what_is_no_template_is_read_to_its_end() {
        for text in ["{{ t(key=", "{{ t(key=\"", "{% t(", "{", "{#", "{{ t(key=\"ä", "{{ 't(", "{{ t(=", "{{ t(,key"] {
            assert!(mistakes(text, Words::english()).len() < 2, "{text}");
        }
    }
}
