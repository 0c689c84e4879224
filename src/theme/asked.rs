//! Whether templates ask for something that takes long to make.
//!
//! The answer errs on one side only: what cannot be told is asked for.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::ThemeFile;

/// The variable that is looked at.
const PAGE: &str = "page";
/// A variable of the engine that has all others in it.
const EVERYTHING: &str = "__tera_context";

/// Returns whether a template that a page may be made with has `page.FIELD` in it, or does something with `page` that may
/// lead to any of its fields.
pub(super) fn asks_for(files: &BTreeMap<String, ThemeFile>, field: &str) -> bool {
    let templates = files
        .iter()
        .filter_map(|(path, file)| Some((path.strip_prefix("templates/")?, String::from_utf8_lossy(&file.bytes))));
    let templates: BTreeMap<&str, Cow<'_, str>> = templates.collect();
    let asks =
        |text: &str| text.contains(field) || text.contains(EVERYTHING) || tags(text).into_iter().any(takes_whole);
    let mut open: Vec<&str> = templates.iter().filter(|(_, text)| asks(text)).map(|(name, _)| *name).collect();
    let mut known: BTreeSet<&str> = open.iter().copied().collect();
    // From those that ask to those that name them, until one is a template that pages begin with.
    while let Some(name) = open.pop() {
        if !name.contains('/') {
            return true;
        }
        // What a template defines for all others is called without the name of its file.
        let mut names = components(&templates[name]);
        names.push(name);
        let naming = templates.iter().filter(|(_, text)| names.iter().any(|name| text.contains(name)));
        open.extend(naming.map(|(other, _)| *other).filter(|other| known.insert(other)));
    }
    false
}

/// Returns the names of the components that a template defines.
fn components(text: &str) -> Vec<&str> {
    let defined = |tag| {
        let mut words = words(tag).map(|(_, word)| word);
        words.next().filter(|word| *word == "component").and(words.next())
    };
    tags(text).into_iter().filter_map(defined).collect()
}

/// Returns what stands within `{{ }}` and `{% %}`.
fn tags(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        rest = &rest[at + 1..];
        let Some(kind @ ('#' | '{' | '%')) = rest.chars().next() else { continue };
        let inside = &rest[1..];
        let end = match kind {
            '#' => inside.find("#}").unwrap_or(inside.len()),
            '{' => end(inside, "}}"),
            _ => end(inside, "%}"),
        };
        if kind != '#' {
            found.push(&inside[..end]);
        }
        rest = &inside[end..];
    }
    found
}

/// Returns where the sign that ends a tag stands, which may be written in its texts too.
fn end(inside: &str, sign: &str) -> usize {
    let mut quote = None;
    for (at, letter) in inside.char_indices() {
        match quote {
            Some(open) => quote = (letter != open).then_some(open),
            None if inside[at..].starts_with(sign) => return at,
            None => quote = matches!(letter, '"' | '\'' | '`').then_some(letter),
        }
    }
    inside.len()
}

/// Returns whether a tag names the page and not one of its fields.
fn takes_whole(tag: &str) -> bool {
    words(tag).any(|(at, word)| {
        let before = tag[..at].chars().next_back();
        let mut behind = tag[at + word.len()..].chars();
        let next = behind.next();
        let is_text = before.is_some_and(|sign| matches!(sign, '"' | '\'' | '`')) && before == next;
        let is_field = next == Some('.') && behind.next().is_some_and(|letter| letter.is_alphabetic() || letter == '_');
        word == PAGE && before != Some('.') && !is_text && !is_field
    })
}

/// Returns the words of a tag, with their places.
fn words(tag: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let words = tag.split(move |letter| !is_word(letter)).filter(|word| !word.is_empty());
    words.map(move |word| (word.as_ptr().addr() - tag.as_ptr().addr(), word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(templates: &[(&str, &str)], expected: bool) {
        let file = |text: &str| ThemeFile { bytes: text.as_bytes().to_vec(), source: None };
        let files = templates.iter().map(|(name, text)| (format!("templates/{name}"), file(text))).collect();
        assert_eq!(asks_for(&files, "json_ld"), expected, "{templates:?}");
    }

    #[test]
    fn a_field_that_is_named_is_asked_for() {
        check(&[("a.html", "{{ page.json_ld }}")], true);
        check(&[("a.html", "{{ page[\"json_ld\"] }}")], true);
        check(&[("a.html", "{{ page.title }} {% if page.image %}page{% endif %} {# page #}")], false);
    }

    #[test]
    fn a_page_as_a_whole_asks_for_all_of_it() {
        for text in [
            "{{ page }}",
            "{{ page | json_encode }}",
            "{% for key, value in page %}{% endfor %}",
            "{% set p = page %}",
            "{{ page[key] }}",
            "{{ \"}}\" ~ page }}",
            "{{ page . json }}",
            "{{ __tera_context }}",
            "{{ page",
        ] {
            check(&[("a.html", text)], true);
        }
        for text in [
            "<a aria-current=\"page\">",
            "{% if link.current == \"page\" %}",
            "{{ pages }}",
            "{{ a.page }}",
            "{ page }",
        ] {
            check(&[("a.html", text)], false);
        }
    }

    #[test]
    fn what_no_page_is_made_with_asks_for_nothing() {
        let head = ("partials/head.html", "{{ page.json_ld }}");
        check(&[("a.html", "{% include \"partials/other.html\" %}"), head], false);
        check(&[("a.html", "{% include \"partials/head.html\" %}"), head], true);
        check(
            &[("a.html", "{% include \"p/b.html\" %}"), ("p/b.html", "{%include 'partials/head.html'%}"), head],
            true,
        );
        check(&[("a.html", "{{ <head /> }}"), ("p/b.html", "{%- component head() %}{{ page.json_ld }}")], true);
        check(&[("a.html", "{{ <foot /> }}"), ("p/b.html", "{%- component head() %}{{ page.json_ld }}")], false);
    }
}
