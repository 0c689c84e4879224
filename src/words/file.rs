//! The file of a language: its words by key, as texts or as plural forms.

use std::collections::{BTreeMap, BTreeSet};

use super::plural::Form;
use super::{EMBEDDED, Key, OWN, Text, Word, Words, key, primary};
use crate::diagnostic::{Code, Diagnostic, SourceId, Span, Spanned};
use crate::source::Sources;
use crate::source::value::{Data, Decoder, Value, yaml};

/// The words of a file, by name, each with its place.
type Written = BTreeMap<String, (Text, Span)>;

/// How many words that are missing are named; the others are counted.
const NAMED: usize = 3;

/// Returns the words of an embedded language by name; none when there is no such file.
pub fn embedded(language: &str) -> Option<BTreeMap<String, Text>> {
    let file = EMBEDDED.files().find(|file| is_of(file.path().to_str().unwrap_or_default(), language))?;
    let value = yaml::parse(file.contents_utf8()?, SourceId(0), 0).ok()?;
    let written = read(&value, &mut Decoder::default());
    Some(written.into_iter().map(|(name, (text, _))| (name, text)).collect())
}

/// Returns the tags of the languages that are embedded.
pub fn languages() -> Vec<&'static str> {
    let names = EMBEDDED.files().filter_map(|file| file.path().to_str()?.strip_suffix(".yaml"));
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names
}

fn is_of(name: &str, language: &str) -> bool {
    name.strip_suffix(".yaml").is_some_and(|name| name.eq_ignore_ascii_case(language))
}

/// Returns the words of the theme called `theme` in `language`, and what is wrong with those that the journal writes.
///
/// English lies below, then the language, then the language as it is in a country; each as it is embedded, and over it
/// what the journal has in `themes/THEME/words/`.
pub fn compile(sources: &Sources, theme: &str, language: &str, span: Option<Span>) -> (Words, Vec<Diagnostic>) {
    let mut decoder = Decoder::default();
    let mut words = Words { language: language.to_owned(), ..Words::clone(Words::english()) };
    let main = primary(language);
    let mut tags = vec!["en".to_owned(), main.clone(), language.to_ascii_lowercase()];
    tags.dedup();
    let folder = format!("themes/{theme}/words");
    report_unreadable(sources, &folder, &mut decoder);
    let mut missing: BTreeSet<&str> = key::NAMES.iter().copied().collect();
    let mut own_file = None;
    for tag in tags {
        let mut layers: Vec<BTreeMap<String, Text>> = embedded(&tag).into_iter().collect();
        let file = sources.iter().find(|(_, file)| file.path.below(&folder).is_some_and(|name| is_of(name, &tag)));
        if let Some((id, _)) = file {
            let written = written(sources, id, &words, &mut decoder);
            if tag != "en" {
                own_file = Some(id);
            }
            layers.push(written.into_iter().map(|(name, (text, _))| (name, text)).collect());
        }
        for (name, text) in layers.into_iter().flatten() {
            if primary(&tag) == main {
                missing.remove(name.as_str());
            }
            lay(&mut words, &name, Word { text, language: primary(&tag) });
        }
    }
    decoder.diagnostics.extend(lacking(&missing, language, own_file, span));
    (words, decoder.diagnostics)
}

fn lay(words: &mut Words, name: &str, word: Word) {
    match Key::of(name) {
        Some(key) => words.table[key.0] = word,
        None => {
            words.own.insert(name.to_owned(), word);
        }
    }
}

/// Reads a file of the journal, and reports words that there are not and places that nothing fills.
fn written(sources: &Sources, id: SourceId, known: &Words, decoder: &mut Decoder) -> Written {
    let value = match sources.text(id).and_then(|text| yaml::parse(text, id, 0)) {
        Ok(value) => value,
        Err(diagnostic) => {
            decoder.diagnostics.push(diagnostic);
            return Written::new();
        }
    };
    let mut written = read(&value, decoder);
    written.retain(|name, (text, span)| {
        if let Some(diagnostic) = wrong(name, text, *span, known) {
            decoder.diagnostics.push(diagnostic);
            return false;
        }
        true
    });
    written
}

/// Returns what is wrong with a word of the journal.
fn wrong(name: &str, text: &Text, span: Span, known: &Words) -> Option<Diagnostic> {
    if name.starts_with(OWN) {
        return None;
    }
    let Some(key) = Key::of(name) else {
        let message = format!("the theme has no word `{name}`");
        let found = Diagnostic::new(Code::UnknownKey, span, message).did_you_mean(name, key::NAMES.iter().copied());
        return Some(found.hint(format!("words of templates of your own begin with `{OWN}`")));
    };
    let allowed = known.table[key.0].text.places();
    let place = text.places().into_iter().find(|place| !allowed.contains(place))?;
    let message = format!("nothing fills in `{{{place}}}` in the word `{name}`");
    let found = Diagnostic::new(Code::BadValue, span, message).did_you_mean(place, allowed.iter().copied());
    Some(match &allowed[..] {
        [] => found.hint("the word has no places to fill in"),
        allowed => found.hint(format!("its places are `{{{}}}`", allowed.join("}`, `{"))),
    })
}

/// Reads the words of a file.
fn read(value: &Value, decoder: &mut Decoder) -> Written {
    let Data::Map(entries) = &value.data else {
        decoder.wrong_type::<()>(value, "a map with the words by their keys");
        return Written::new();
    };
    let read = |(key, value): &(Spanned<String>, Value)| Some((key.value.clone(), (text(value, decoder)?, key.span)));
    entries.iter().filter_map(read).collect()
}

fn text(value: &Value, decoder: &mut Decoder) -> Option<Text> {
    match &value.data {
        Data::Text(text) => Some(Text::Plain(text.clone())),
        Data::Map(entries) => {
            let forms = entries.iter().filter_map(|(name, value)| Some((form(name, decoder)?, plain(value, decoder)?)));
            let forms: BTreeMap<Form, String> = forms.collect();
            if forms.contains_key(&Form::Other) {
                return Some(Text::Plural(forms));
            }
            let message = "the word has no form `other`, which every language has";
            let hint = "add `other:` with the form for all other numbers";
            decoder.fail(Diagnostic::new(Code::MissingKey, value.span, message).hint(hint))
        }
        _ => decoder.wrong_type(value, "text, or a map with its plural forms"),
    }
}

fn plain(value: &Value, decoder: &mut Decoder) -> Option<String> {
    match &value.data {
        Data::Text(text) => Some(text.clone()),
        _ => decoder.wrong_type(value, "text"),
    }
}

fn form(name: &Spanned<String>, decoder: &mut Decoder) -> Option<Form> {
    if let Some((_, form)) = Form::ALL.iter().find(|(known, _)| *known == name.value) {
        return Some(*form);
    }
    let names = Form::ALL.map(|(name, _)| name);
    let message = format!("there is no plural form `{}`", name.value);
    let found = Diagnostic::new(Code::UnknownKey, name.span, message).did_you_mean(&name.value, names);
    decoder.fail(found.hint(format!("the forms are {}", names.join(", "))))
}

/// Reports files that are not read because of their names.
fn report_unreadable(sources: &Sources, folder: &str, decoder: &mut Decoder) {
    for (id, file) in sources.iter() {
        let Some(name) =
            file.path.below(folder).filter(|name| name.rsplit_once('.').is_none_or(|(_, end)| end != "yaml"))
        else {
            continue;
        };
        let message = format!("`{name}` is no file of words");
        let hint = "write the words of a language into a file that is called by its code, such as `de.yaml`";
        decoder.diagnostics.push(Diagnostic::new(Code::UnusedFile, Span::new(id, 0..0), message).hint(hint));
    }
}

/// Returns a warning where the site has words in English because its language lacks them.
fn lacking(missing: &BTreeSet<&str>, language: &str, file: Option<SourceId>, span: Option<Span>) -> Option<Diagnostic> {
    let first: Vec<String> = missing.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
    // What is no tag of a language is an error already.
    if first.is_empty() || !(2..=3).contains(&primary(language).len()) {
        return None;
    }
    let place = file.map(|id| Span::new(id, 0..0)).or(span);
    let message = match file {
        _ if missing.len() == key::NAMES.len() => format!("the theme has no words in the language `{language}`"),
        _ => {
            let more = missing.len() - first.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("the words in `{language}` lack {}{more}", first.join(", "))
        }
    };
    let found = match place {
        Some(span) => Diagnostic::new(Code::MissingWord, span, message),
        None => Diagnostic::without_place(Code::MissingWord, message),
    };
    let hint = format!("`themes/NAME/words/{language}.yaml` says them; until then they are in English");
    Some(found.hint(hint))
}
