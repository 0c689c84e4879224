//! The words of the theme: everything that a visitor reads and no author wrote, in the language of the site.
//!
//! 1. [`file`](mod@file) reads the words of a language, `words/LANGUAGE.yaml` of a theme, and says what is wrong with them.
//! 2. [`compile`] lays them over each other: English, the language, what the journal changes of both.
//! 3. [`Words`] fills them in; [`plural`] chooses the form for a number, `format` writes dates and numbers.
//!
//! [`Key`] is a word that there is. Rust names one with `word!`, which the compiler checks against the English file;
//! templates with the function `t`, which is checked when the theme is compiled.

pub mod file;
pub mod format;
pub mod key;
pub mod plural;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use include_dir::{Dir, include_dir};
use sha2::{Digest as _, Sha256};

pub use file::compile;
pub use key::Key;
pub(crate) use key::word;
use plural::Form;

/// The languages that are embedded.
static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default/words");

/// Words that only the templates of a journal's theme use begin with this.
pub const OWN: &str = "own.";

/// A text with places to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// One for every number.
    Plain(String),
    /// One for each plural form.
    Plural(BTreeMap<Form, String>),
}

impl Text {
    /// Returns the text for `n`: the form that its language has for it, else `other`.
    fn form(&self, language: &str, n: u64) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Plural(forms) => {
                let form = forms.get(&plural::form(language, n)).or_else(|| forms.get(&Form::Other));
                form.map_or("", String::as_str)
            }
        }
    }

    fn json(&self) -> serde_json::Value {
        match self {
            Self::Plain(text) => text.as_str().into(),
            Self::Plural(forms) => {
                let named = Form::ALL
                    .iter()
                    .filter_map(|(name, form)| Some(((*name).to_owned(), forms.get(form)?.as_str().into())));
                serde_json::Value::Object(named.collect())
            }
        }
    }

    /// Returns every form.
    fn all(&self) -> impl Iterator<Item = &str> {
        let (plain, forms) = match self {
            Self::Plain(text) => (Some(text.as_str()), None),
            Self::Plural(forms) => (None, Some(forms.values().map(String::as_str))),
        };
        plain.into_iter().chain(forms.into_iter().flatten())
    }

    /// Returns the names of the places to fill in, sorted.
    pub fn places(&self) -> Vec<&str> {
        let mut places: Vec<&str> = self.all().flat_map(places).collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// A text of the theme with the language that it is in; the two may differ from those of the site where a translation
/// lacks a word.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    text: Text,
    /// The first part of the tag of its language.
    language: String,
}

/// The words of the theme in the language of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// By [`Key`].
    table: Vec<Word>,
    /// Those of the journal's own templates, by name.
    own: BTreeMap<String, Word>,
    /// The language of the site, a BCP 47 tag.
    language: String,
}

static ENGLISH: LazyLock<Arc<Words>> = LazyLock::new(|| {
    let embedded = file::embedded("en").expect("the English file is embedded, and tests read it");
    let word = |name: &&str| Word { text: embedded[*name].clone(), language: "en".to_owned() };
    let table = key::NAMES.iter().map(word).collect();
    Arc::new(Words { table, own: BTreeMap::new(), language: "en".to_owned() })
});

impl Words {
    /// Returns a hash of all of them.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(format!("{self:?}")).into()
    }

    /// Returns the words in English, in which everything is that only the owner of a journal sees.
    pub fn english() -> &'static Arc<Self> {
        &ENGLISH
    }

    /// Returns the language of the site.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Returns a word as it is written.
    pub fn text(&self, key: Key) -> &str {
        let word = &self.table[key.0];
        word.text.form(&word.language, 0)
    }

    /// Returns a word with its places filled in.
    pub fn with(&self, key: Key, values: &[(&str, &str)]) -> String {
        fill(self.text(key), values)
    }

    /// Returns a word for the number `n`, which is written at its place `{n}`.
    pub fn count(&self, key: Key, n: usize) -> String {
        self.count_with(key, n, &[])
    }

    /// Returns a word for the number `n` with its other places filled in.
    pub fn count_with(&self, key: Key, n: usize, values: &[(&str, &str)]) -> String {
        let word = &self.table[key.0];
        let number = self.whole(n);
        let mut all = vec![("n", number.as_str())];
        all.extend(values);
        fill(word.text.form(&word.language, n as u64), &all)
    }

    /// Returns the word called `name`, if there is one.
    fn find(&self, name: &str) -> Option<&Word> {
        Key::of(name).map(|key| &self.table[key.0]).or_else(|| self.own.get(name))
    }

    /// Returns the text called `name` with its places, before they are filled in.
    pub fn named(&self, name: &str) -> Option<&Text> {
        self.find(name).map(|word| &word.text)
    }

    /// Returns the word called `name` for the number `n`, with its places.
    pub fn form(&self, name: &str, n: u64) -> Option<&str> {
        self.find(name).map(|word| word.text.form(&word.language, n))
    }

    /// Returns the words whose keys begin with `prefix` as JSON, for scripts: by the rest of their keys, each a text or
    /// an object with its plural forms.
    pub fn json(&self, prefix: &str) -> String {
        let word = |name: &str| Some((name.strip_prefix(prefix)?.to_owned(), self.named(name)?.json()));
        serde_json::Value::Object(self.names().filter_map(word).collect()).to_string()
    }

    /// Returns every name there is.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        key::NAMES.iter().copied().chain(self.own.keys().map(String::as_str))
    }
}

/// Returns in which direction a language is written: `rtl` or `ltr`.
pub fn direction(language: &str) -> &'static str {
    let rtl = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];
    if rtl.contains(&primary(language).as_str()) { "rtl" } else { "ltr" }
}

/// Returns the first part of a tag, such as `de` of `de-CH`.
pub fn primary(language: &str) -> String {
    language.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

/// Returns `text` with each `{name}` in `values` in the place of it.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    for part in parts(text) {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Place(name) => match values.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => out.push_str(value),
                None => out.extend(["{", name, "}"]),
            },
        }
    }
    out
}

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// As it is.
    Text(&'a str),
    /// To be filled in.
    Place(&'a str),
}

/// Returns the parts of a text: what stands in braces and is a name is a place.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut rest, mut from) = (text, 0);
    while let Some(open) = rest[from..].find('{').map(|at| from + at) {
        let name = rest[open + 1..].split('}').next().unwrap_or_default();
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        if !is_name || !rest[open + 1 + name.len()..].starts_with('}') {
            from = open + 1;
            continue;
        }
        if open > 0 {
            parts.push(Part::Text(&rest[..open]));
        }
        parts.push(Part::Place(name));
        (rest, from) = (&rest[open + name.len() + 2..], 0);
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

fn places(text: &str) -> impl Iterator<Item = &str> {
    parts(text).into_iter().filter_map(|part| match part {
        Part::Place(name) => Some(name),
        Part::Text(_) => None,
    })
}
