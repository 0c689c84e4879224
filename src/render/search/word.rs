//! What texts are searched by: words, folded so that what is typed finds what is written.
//!
//! A word is lower case, without diacritics, and in English without its plural. An identifier counts whole and in its
//! parts; scripts without spaces are cut into pairs of characters. `js/search.js` has the same rules for what is
//! typed: both are held to the table in `tests/web/words.json`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The characters that a word may have; what follows is cut off.
const LONGEST: usize = 32;

/// Letters that no decomposition takes apart.
const FOLDED: [(char, &str); 11] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ħ', "h"),
    ('ł', "l"),
    ('ı', "i"),
    ('ς', "σ"),
];

/// A stretch of a text without white space or punctuation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// All of it, unless its script has no spaces.
    pub(super) whole: Option<String>,
    /// The parts of an identifier, the pairs of a script without spaces, else nothing.
    pub(super) parts: Vec<String>,
}

impl Word {
    /// Returns everything that the word is found by.
    pub(super) fn terms(self) -> impl Iterator<Item = String> {
        self.whole.into_iter().chain(self.parts)
    }
}

/// Takes everything that the words of `text` are found by, one after another. `is_english` says whether plurals are folded.
pub(super) fn each_term(text: &str, is_english: bool, mut take: impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let mut plain = String::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        if is_between(byte) {
            at += 1;
            continue;
        }
        let length = bytes[at..].iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(bytes.len() - at);
        let run = &text[at..at + length];
        if is_plain(run, &text[at + length..]) {
            if !is_ending(&text[..at], run) {
                plain.clear();
                plain.extend(run[..run.len().min(LONGEST)].bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
                make_singular(&mut plain, is_english);
                take(&plain);
            }
            at += length;
        } else {
            let (word, end) = next(text, at, is_english);
            word.into_iter().flat_map(Word::terms).for_each(|term| take(&term));
            at = end;
        }
    }
}

/// Returns whether a byte stands between words.
fn is_between(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric() && byte != b'_'
}

/// Returns whether `run` is a word of ASCII without parts, as nearly all of them are, which ends where `after` begins.
fn is_plain(run: &str, after: &str) -> bool {
    let ends = after.bytes().next().is_none_or(|byte| is_between(byte) && byte != b'+' && byte != b'#');
    let is_plural = |run: &[u8]| matches!(run, [capital, b's'] if capital.is_ascii_uppercase());
    let has_parts = |run: &[u8]| run.iter().skip(1).any(u8::is_ascii_uppercase);
    ends && !run.is_empty() && !is_plural(run.as_bytes()) && !has_parts(run.as_bytes())
}

/// Returns the words of `text`, each with its parts.
#[cfg(test)]
fn words(text: &str, is_english: bool) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (word, end) = next(text, at, is_english);
        words.extend(word);
        at = end;
    }
    words
}

/// Returns the next word from there on, if there is one, and where it ends.
fn next(text: &str, at: usize, is_english: bool) -> (Option<Word>, usize) {
    let Some(found) = text[at..].find(is_of_word) else { return (None, text.len()) };
    let start = at + found;
    let is_paired = text[start..].starts_with(is_of_pairs);
    let end = text[start..]
        .find(|c| !is_of_word(c) || is_of_pairs(c) != is_paired)
        .map_or(text.len(), |length| start + length);
    let run = &text[start..end];
    let word = if is_paired {
        Some(Word { whole: None, parts: pairs(run) })
    } else if is_ending(&text[..start], run) {
        None
    } else {
        word(run, suffix(&text[end..]), is_english)
    };
    (word, end)
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || (!c.is_ascii() && is_combining_mark(c))
}

/// Returns whether `c` is of a script that is written without spaces.
pub(super) fn is_of_pairs(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFF}')
}

/// Returns whether `run` is what stands after the apostrophe of "it's" or "don't".
fn is_ending(before: &str, run: &str) -> bool {
    before.ends_with(['\'', '’']) && run.chars().nth(1).is_none()
}

/// Returns what belongs to the name of a language: C++, C#.
fn suffix(after: &str) -> &'static str {
    if after.starts_with("++") {
        return "++";
    }
    match after.strip_prefix('#') {
        Some(rest) if !rest.starts_with(is_of_word) => "#",
        _ => "",
    }
}

fn word(run: &str, suffix: &str, is_english: bool) -> Option<Word> {
    let run = run.trim_matches('_');
    let run = plural_of_capitals(run).filter(|_| is_english).unwrap_or(run);
    let whole = folded(run, is_english);
    if whole.is_empty() {
        return None;
    }
    let parts = match suffix {
        "" => parts(run, is_english),
        _ => vec![whole.clone()],
    };
    Some(Word { whole: Some(whole + suffix), parts })
}

/// Returns the parts of `snake_case`, `camelCase` and `HTTPServer`, without those of one letter.
fn parts(run: &str, is_english: bool) -> Vec<String> {
    if !run.chars().skip(1).any(|c| c == '_' || c.is_uppercase()) {
        return Vec::new();
    }
    let mut cuts = vec![0];
    let chars: Vec<(usize, char)> = run.char_indices().collect();
    for (place, (at, c)) in chars.iter().enumerate().skip(1) {
        let before = chars[place - 1].1;
        let is_next_lower = || chars.get(place + 1).is_some_and(|(_, next)| next.is_lowercase());
        let is_hump = c.is_uppercase()
            && (before.is_lowercase() || before.is_numeric() || (before.is_uppercase() && is_next_lower()));
        if is_hump || *c == '_' {
            cuts.push(*at);
        }
    }
    if cuts.len() == 1 {
        return Vec::new();
    }
    cuts.push(run.len());
    let parts = cuts.windows(2).map(|cut| folded(run[cut[0]..cut[1]].trim_matches('_'), is_english));
    parts.filter(|part| part.chars().nth(1).is_some()).collect()
}

/// Returns the one of many for `LLMs` or `APIs`.
fn plural_of_capitals(run: &str) -> Option<&str> {
    run.strip_suffix('s').filter(|one| !one.is_empty() && one.chars().all(char::is_uppercase))
}

fn pairs(run: &str) -> Vec<String> {
    let chars: Vec<char> = fold(run).collect();
    match chars.len() {
        0 => Vec::new(),
        1 => vec![chars[0].to_string()],
        _ => chars.windows(2).map(|pair| pair.iter().collect()).collect(),
    }
}

fn folded(run: &str, is_english: bool) -> String {
    let mut word: String = if run.is_ascii() {
        run[..run.len().min(LONGEST)].to_ascii_lowercase()
    } else {
        fold(run).take(LONGEST).collect()
    };
    make_singular(&mut word, is_english);
    word
}

/// Makes an English word the one of many.
fn make_singular(word: &mut String, is_english: bool) {
    if is_english && word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        to_singular(word);
    }
}

/// Returns `text` in lower case, without diacritics and other differences of form.
fn fold(text: &str) -> impl Iterator<Item = char> {
    let plain: String = text.nfkd().filter(|c| !matches!(c, '\u{300}'..='\u{36F}')).collect();
    let mut folded = String::with_capacity(plain.len());
    for c in plain.to_lowercase().chars() {
        match FOLDED.iter().find(|(from, _)| *from == c) {
            Some((_, to)) => folded.push_str(to),
            None => folded.push(c),
        }
    }
    folded.nfc().filter(|c| is_of_word(*c)).collect::<Vec<_>>().into_iter()
}

/// Makes "attacks" and "attack", "boxes" and "box", "caches" and "cache" one word, which need not be a word of
/// the language.
fn to_singular(word: &mut String) {
    if word.len() > 4 && word.ends_with("ies") {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        word.pop();
    }
    if word.len() > 3 && ["che", "she", "xe", "sse"].iter().any(|end| word.ends_with(end)) {
        word.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table that `js/search.js` is held to as well.
    #[test]
    fn texts_have_the_words_of_the_table() {
        let table: serde_json::Value =
            serde_json::from_str(include_str!("../../../tests/web/words.json")).expect("the table is JSON");
        let cases = table.as_array().expect("it is a list");
        assert!(cases.len() > 30, "the table is there");
        for case in cases {
            let text = case["text"].as_str().expect("a text");
            let found = words(text, case["language"] == "en").into_iter().map(|word| (word.whole, word.parts));
            let found = serde_json::to_value(found.collect::<Vec<_>>()).expect("plain data");
            assert_eq!(found, case["words"], "{text}");
        }
    }

    fn terms(text: &str, is_english: bool) -> Vec<String> {
        let mut terms = Vec::new();
        each_term(text, is_english, |term| terms.push(term.to_owned()));
        terms
    }

    proptest::proptest! {
        #[test]
        fn the_terms_are_those_of_the_words(
            text in "([A-Za-z]{0,6}|[ '’+#_.-]{0,2}|[0-9]{1,2}|[äéñß中文ไทย½]{0,2}|C\\+\\+|LLMs|As|Is){0,12}",
            is_english in proptest::bool::ANY,
        ) {
            let of_words: Vec<String> = words(&text, is_english).into_iter().flat_map(Word::terms).collect();
            proptest::prop_assert_eq!(terms(&text, is_english), of_words);
        }

        #[test]
        fn every_word_is_short_and_has_nothing_but_letters_and_digits(text in "\\PC{0,60}") {
            for term in terms(&text, true) {
                let name = term.trim_end_matches(['+', '#']);
                proptest::prop_assert!(!name.is_empty() && name.chars().all(is_of_word), "{term:?} of {text:?}");
                proptest::prop_assert!(name.chars().count() <= LONGEST, "{term:?} of {text:?}");
            }
        }

        #[test]
        fn capitals_and_accents_do_not_matter(text in "[a-zäéñøł' ]{0,40}") {
            let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).collect();
            proptest::prop_assert_eq!(words(&text.to_uppercase(), false), words(&plain, false));
        }
    }
}
