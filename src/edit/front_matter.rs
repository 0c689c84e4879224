//! Edits of front matter that keep comments, order and layout.
//!
//! An [`Edit`] reads the block once and collects changes by key; [`Edit::finish`] makes them and reads the result, so
//! that a layout which it did not foresee is refused rather than damaged.

use std::fmt::Write as _;
use std::ops::Range;

use super::Refusal;
use super::splice::{Splice, apply};
use crate::content::front_matter::{self, Language, Split};
use crate::diagnostic::{SourceId, Spanned};
use crate::source::value::{Data, Value};

/// The front matter of a text, and what is to change in it.
#[derive(Debug)]
pub struct Edit<'a> {
    text: &'a str,
    split: Option<Split>,
    entries: Vec<(Spanned<String>, Value)>,
    splices: Vec<Splice>,
    /// Lines for a text that has no front matter yet.
    fresh: String,
    /// What the finished block must say, by key; `None` for a key that must be gone.
    expected: Vec<(String, Option<Data>)>,
}

impl<'a> Edit<'a> {
    /// Reads the front matter of `text`.
    pub fn new(text: &'a str) -> Result<Self, Refusal> {
        let unreadable = |reason: &str| Refusal::new(format!("its front matter cannot be read: {reason}"));
        let split = front_matter::split(text).map_err(|_| unreadable("it has no end"))?;
        let entries = match &split {
            Some(split) => match front_matter::read(text, split, SourceId(0)) {
                Ok(Value { data: Data::Map(entries), .. }) => entries,
                Ok(_) => return Err(unreadable("it is not a list of keys")),
                Err(diagnostic) => return Err(unreadable(&diagnostic.message)),
            },
            None => Vec::new(),
        };
        Ok(Self { text, split, entries, splices: Vec::new(), fresh: String::new(), expected: Vec::new() })
    }

    /// Returns the value of `key` as it is written.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entry(key).map(|(_, value)| value)
    }

    /// Returns every key with its value, in the order of writing.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.entries.iter().map(|(key, value)| (key.value.as_str(), value))
    }

    /// Returns the text of `key`, if it is a text.
    pub fn text(&self, key: &str) -> Option<&str> {
        match &self.get(key)?.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Sets `key` to `data`: where it is written, else on a line of its own.
    pub fn set(&mut self, key: &str, data: Data) {
        let written = literal(&data, self.language());
        match self.entry(key) {
            Some((_, value)) if value.data != Data::Null => {
                let range = value.span.range();
                self.splices.push(Splice::new(range, written));
            }
            Some((name, _)) => {
                let colon = self.after_colon(name.span.range());
                self.splices.push(Splice::new(colon..colon, format!(" {written}")));
            }
            None => self.add_line(key, &written),
        }
        self.expected.push((key.to_owned(), Some(data)));
    }

    /// Makes the value of `key` what `data` is, by changing as little of it as can be.
    pub fn amend(&mut self, key: &str, data: Data) {
        match self.get(key) {
            Some(value) if value.data != Data::Null => {
                let mut changes = Vec::new();
                differences(value, &data, &mut changes);
                let language = self.language();
                self.splices
                    .extend(changes.into_iter().map(|(range, data)| Splice::new(range, literal(data, language))));
                self.expected.push((key.to_owned(), Some(data)));
            }
            _ => self.set(key, data),
        }
    }

    /// Removes the flag `key` with its line; when something else stands on that line, such as a comment, it is set
    /// to `false` instead. Returns whether it was removed.
    pub fn lower_flag(&mut self, key: &str) -> bool {
        let Some((name, value)) = self.entry(key) else { return false };
        let range = value.span.range();
        let line = self.line(name.span.start as usize..range.end);
        let is_alone = self.text[line.start..name.span.start as usize].trim_matches(['"', '\'']).is_empty()
            && self.text[range.end..line.end].trim().is_empty();
        let (splice, expected) = if is_alone {
            (Splice::new(line, ""), None)
        } else {
            (Splice::new(range, "false"), Some(Data::Bool(false)))
        };
        let is_removed = expected.is_none();
        self.splices.push(splice);
        self.expected.push((key.to_owned(), expected));
        is_removed
    }

    /// Adds `items` to the list `key`, without those that it has. Returns whether any was added.
    pub fn extend(&mut self, key: &str, items: &[String]) -> Result<bool, Refusal> {
        let old = match self.get(key).map(|value| &value.data) {
            Some(Data::List(values)) => values.clone(),
            Some(Data::Null) | None => Vec::new(),
            Some(_) => return Err(Refusal::new(format!("`{key}` in its front matter is not a list: make it one"))),
        };
        let has = |item: &String| old.iter().any(|value| value.data == Data::Text(item.clone()));
        let mut added: Vec<&String> = Vec::new();
        for item in items.iter().filter(|item| !has(item)) {
            if !added.contains(&item) {
                added.push(item);
            }
        }
        if added.is_empty() {
            return Ok(false);
        }
        let written: Vec<String> =
            added.iter().map(|item| literal(&Data::Text((*item).clone()), self.language())).collect();
        let expected = old.iter().map(|value| value.data.clone()).chain(added.into_iter().cloned().map(Data::Text));
        let span = self.get(key).map_or(crate::diagnostic::Span::new(SourceId(0), 0..0), |value| value.span);
        let expected = Data::List(expected.map(|data| Value { data, span }).collect());
        match self.entry(key) {
            None => self.add_line(key, &format!("[{}]", written.join(", "))),
            Some((name, value)) => {
                let splice = self.longer_list(name.span.range(), value, &written);
                self.splices.push(splice);
            }
        }
        self.expected.push((key.to_owned(), Some(expected)));
        Ok(true)
    }

    /// Returns the text with all edits made.
    pub fn finish(self) -> Result<String, Refusal> {
        let edited = match &self.split {
            _ if self.fresh.is_empty() => apply(self.text, self.splices),
            Some(_) => apply(self.text, self.splices),
            None => {
                let mark = front_matter::after_mark(self.text);
                let newline = newline(self.text);
                let block = format!("---{newline}{}---{newline}{newline}", self.fresh);
                apply(self.text, vec![Splice::new(mark..mark, block)])
            }
        };
        let after = Edit::new(&edited)?;
        for (key, expected) in &self.expected {
            let found = after.get(key).map(|value| &value.data);
            if !is_same(found, expected.as_ref()) {
                let reason = format!("`{key}` in its front matter is written in a way that cannot be edited safely");
                return Err(Refusal::new(format!("{reason}: change it by hand")));
            }
        }
        Ok(edited)
    }

    fn entry(&self, key: &str) -> Option<&(Spanned<String>, Value)> {
        self.entries.iter().find(|(name, _)| name.value == key)
    }

    fn language(&self) -> Language {
        self.split.as_ref().map_or(Language::Yaml, |split| split.language)
    }

    fn add_line(&mut self, key: &str, written: &str) {
        let newline = newline(self.text);
        let Some(split) = &self.split else {
            // Writing to a string cannot fail.
            let _ = write!(self.fresh, "{key}: {written}{newline}");
            return;
        };
        match split.language {
            Language::Yaml => {
                let first = self.entries.first().map_or(split.block.end, |(name, _)| name.span.start as usize);
                let line = self.line(first..first);
                let indent = self.text[line.start..first].to_owned();
                let indent = if indent.trim().is_empty() { indent } else { String::new() };
                let at = split.block.end;
                self.splices.push(Splice::new(at..at, format!("{indent}{key}: {written}{newline}")));
            }
            // Keys behind a `[table]` would belong to it, so new ones stand at the top, below the title.
            Language::Toml => {
                let title = self
                    .entries
                    .iter()
                    .find(|(name, value)| name.value == "title" && matches!(value.data, Data::Text(_)));
                let at = title.map_or(split.block.start, |(name, value)| {
                    self.line(name.span.start as usize..value.span.end as usize).end
                });
                self.splices.push(Splice::new(at..at, format!("{key} = {written}{newline}")));
            }
        }
    }

    fn longer_list(&self, name: Range<usize>, value: &Value, written: &[String]) -> Splice {
        let items = match &value.data {
            Data::List(items) => items.as_slice(),
            _ => &[],
        };
        let start = value.span.start as usize;
        let is_flow = self.text[start..].starts_with('[') && value.data != Data::Null;
        match items.last() {
            None if is_flow => Splice::new(start + 1..start + 1, written.join(", ")),
            None => {
                let colon = self.after_colon(name);
                Splice::new(colon..colon, format!(" [{}]", written.join(", ")))
            }
            Some(last) if is_flow => {
                let at = last.span.end as usize;
                Splice::new(at..at, format!(", {}", written.join(", ")))
            }
            Some(last) => {
                let line = self.line(last.span.range());
                let text = &self.text[line.clone()];
                let indent = &text[..text.len() - text.trim_start().len()];
                let newline = newline(self.text);
                let lines: Vec<String> = written.iter().map(|item| format!("{indent}- {item}{newline}")).collect();
                Splice::new(line.end..line.end, lines.concat())
            }
        }
    }

    /// Returns the place behind the colon of the key at `name`.
    fn after_colon(&self, name: Range<usize>) -> usize {
        self.text[name.end..].find(':').map_or(name.end, |colon| name.end + colon + 1)
    }

    /// Returns the lines that `range` is on, with the last line feed.
    fn line(&self, range: Range<usize>) -> Range<usize> {
        let start = self.text[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
        let end = self.text[range.end..].find('\n').map_or(self.text.len(), |newline| range.end + newline + 1);
        start..end
    }
}

/// Returns the line end that `text` is written with.
pub fn newline(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// Returns `data` as it is written in `language`. Only what edits set: texts, dates, flags and lists of them.
pub fn literal(data: &Data, language: Language) -> String {
    match data {
        Data::Text(text) if crate::source::value::decode::parse_date(text).is_ok() => text.clone(),
        Data::Text(text) => quoted(text, language),
        Data::Bool(value) => value.to_string(),
        Data::Integer(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::List(items) => {
            let items: Vec<String> = items.iter().map(|item| literal(&item.data, language)).collect();
            format!("[{}]", items.join(", "))
        }
        Data::Null => "null".to_owned(),
        Data::Map(entries) => {
            let mark = if language == Language::Yaml { ": " } else { " = " };
            let entry = |(key, value): &(Spanned<String>, Value)| {
                format!("{}{mark}{}", quoted(&key.value, language), literal(&value.data, language))
            };
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Returns a text as a scalar: plain in YAML where nothing in it means anything, else in double quotes.
fn quoted(text: &str, language: Language) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.' | '#' | ' ' | '+');
    let reads_as_text = text.starts_with(|c: char| c.is_alphabetic() || c == '/')
        && !text.ends_with(' ')
        && !text.contains(" #")
        && text.chars().all(is_plain)
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
        );
    let is_effort = front_matter::Effort::parse(text).is_some();
    if language == Language::Yaml && (reads_as_text || is_effort) {
        return text.to_owned();
    }
    // What JSON escapes, YAML and TOML read alike; both refuse a DEL that is written as it is.
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// Finds the smallest parts of `old` that have to be replaced to make it `new`.
fn differences<'a>(old: &Value, new: &'a Data, changes: &mut Vec<(Range<usize>, &'a Data)>) {
    match (&old.data, new) {
        (Data::Map(old), Data::Map(new)) if old.len() == new.len() => {
            old.iter().zip(new).for_each(|((_, old), (_, new))| differences(old, &new.data, changes));
        }
        (Data::List(old), Data::List(new)) if old.len() == new.len() => {
            old.iter().zip(new).for_each(|(old, new)| differences(old, &new.data, changes));
        }
        (data, new) if data == new => {}
        _ => changes.push((old.span.range(), new)),
    }
}

/// Returns whether two values are the same, wherever they stand.
fn is_same(found: Option<&Data>, expected: Option<&Data>) -> bool {
    match (found, expected) {
        (Some(Data::List(found)), Some(Data::List(expected))) => {
            found.len() == expected.len()
                && found.iter().zip(expected).all(|(a, b)| is_same(Some(&a.data), Some(&b.data)))
        }
        (Some(Data::Map(found)), Some(Data::Map(expected))) => {
            found.len() == expected.len()
                && found
                    .iter()
                    .zip(expected)
                    .all(|((key, a), (name, b))| key.value == name.value && is_same(Some(&a.data), Some(&b.data)))
        }
        (found, expected) => found == expected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, change: impl FnOnce(&mut Edit<'_>), expected: &str) {
        let mut edit = Edit::new(text).unwrap();
        change(&mut edit);
        assert_eq!(edit.finish().unwrap(), expected);
    }

    fn date() -> Data {
        Data::Text("2026-12-01".to_owned())
    }

    #[test]
    fn a_key_is_set_where_it_stands_or_added() {
        check(
            "---\na: 1 # x\ndate:  2020-01-01  # y\n---\nB",
            |e| e.set("date", date()),
            "---\na: 1 # x\ndate:  2026-12-01  # y\n---\nB",
        );
        check("---\na: 1\ndate: # y\n---\n", |e| e.set("date", date()), "---\na: 1\ndate: 2026-12-01 # y\n---\n");
        check("---\r\na: 1\r\n---\r\nB", |e| e.set("date", date()), "---\r\na: 1\r\ndate: 2026-12-01\r\n---\r\nB");
        check(
            "+++\ntitle = 'x'\n[extra]\na = 1\n+++\n",
            |e| e.set("date", date()),
            "+++\ntitle = 'x'\ndate = 2026-12-01\n[extra]\na = 1\n+++\n",
        );
        check("\u{feff}# H\n", |e| e.set("date", date()), "\u{feff}---\ndate: 2026-12-01\n---\n\n# H\n");
        check("---\n  a: |\n    x\n---\n", |e| e.set("date", date()), "---\n  a: |\n    x\n  date: 2026-12-01\n---\n");
    }

    #[test]
    fn a_flag_goes_with_its_line_unless_that_says_more() {
        check("---\na: 1\ndraft: true\nb: 2\n---\n", |e| assert!(e.lower_flag("draft")), "---\na: 1\nb: 2\n---\n");
        check("---\ndraft: true # soon\n---\n", |e| assert!(!e.lower_flag("draft")), "---\ndraft: false # soon\n---\n");
        check(
            "---\n{a: 1, draft: true}\n---\n",
            |e| assert!(!e.lower_flag("draft")),
            "---\n{a: 1, draft: false}\n---\n",
        );
        check("+++\n\"draft\" = true\n+++\n", |e| assert!(e.lower_flag("draft")), "+++\n+++\n");
    }

    #[test]
    fn lists_grow_in_their_own_layout() {
        let add = |e: &mut Edit<'_>| assert!(e.extend("about", &["b".to_owned(), "a".to_owned()]).unwrap());
        check("---\nabout: [a] # x\n---\n", add, "---\nabout: [a, b] # x\n---\n");
        check("---\nabout:\n  - a\nx: 1\n---\n", add, "---\nabout:\n  - a\n  - b\nx: 1\n---\n");
        check("---\nabout: []\n---\n", add, "---\nabout: [b, a]\n---\n");
        check("---\nabout:\n---\n", add, "---\nabout: [b, a]\n---\n");
        check("+++\nabout = [\n  'a', # x\n]\n+++\n", add, "+++\nabout = [\n  'a', \"b\", # x\n]\n+++\n");
        let mut edit = Edit::new("---\nabout: a\n---\n").unwrap();
        assert!(edit.extend("about", &["b".to_owned()]).is_err());
    }

    #[test]
    fn what_cannot_be_edited_is_refused() {
        let mut edit = Edit::new("---\n{a: 1}\n---\n").unwrap();
        edit.set("date", date());
        assert!(edit.finish().is_err());
        assert!(Edit::new("---\na: [\n---\n").is_err());
    }

    #[test]
    fn texts_read_back() {
        for text in
            ["a", "yes", "a: b", "# x", "it's \"q\"", "2026-12-01", "1.5", "", " x ", "é\u{7f}\n\t", "- a", "@x"]
        {
            for opening in ["---\n", "+++\n"] {
                let source = format!("{opening}{opening}B");
                let mut edit = Edit::new(&source).unwrap();
                edit.set("title", Data::Text(text.to_owned()));
                let edited = edit.finish().unwrap();
                assert_eq!(Edit::new(&edited).unwrap().text("title"), Some(text), "{edited}");
            }
        }
    }
}
