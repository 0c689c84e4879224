//! The files of the index: each small, with the hash of its bytes in its name, so that browsers may keep it.

use std::borrow::Cow;
use std::ops::Range;

use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::subject::{Passage, Subject};

/// How many bytes a file of the index has, unless one word alone takes more.
const SIZE: usize = 16 * 1024;
/// How many bytes of pages go into one file: a result needs the whole of it.
const PAGES_SIZE: usize = 3 * 1024;
/// How many bytes of a passage are kept to show what is around a word, and how many of a page.
const LONGEST_PASSAGE: usize = 1_200;
const LONGEST_PAGE: usize = 6_000;
/// How many characters a word has that is looked through for what a mistyped one may mean.
const SPELLED: std::ops::RangeInclusive<usize> = 4..=20;

/// A file of the index.
pub(super) struct File {
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
}

/// Files that follow each other in the order of what is in them.
#[derive(Default)]
pub(super) struct Shards {
    pub(super) files: Vec<File>,
    /// For each file, what its first word begins with, as far as the last word of the file before does not, and the
    /// name of the file.
    pub(super) starts: Vec<(String, String)>,
}

impl Shards {
    /// Makes a file in `folder` of each of `ranges`. `key` is the word at a place, as it is sorted; `bytes` is what the
    /// file of a range holds.
    fn make<'a>(
        folder: &str,
        ranges: Vec<Range<usize>>,
        key: impl Fn(usize) -> &'a str + Sync,
        bytes: impl Fn(Range<usize>) -> Vec<u8> + Sync,
    ) -> Self {
        let made = ranges.into_par_iter().map(|range| {
            let before = range.start.checked_sub(1).map_or("", &key);
            let start = shortest_between(before, key(range.start));
            let bytes = bytes(range);
            let name = hash(&bytes, 8);
            (File { path: format!("search/{folder}/{name}.json"), bytes }, (start, name))
        });
        let (files, starts) = made.unzip();
        Self { files, starts }
    }

    /// Returns the starts and names as the root has them.
    pub(super) fn table(&self) -> Value {
        self.starts.iter().map(|(start, name)| json!([start, name])).collect()
    }
}

/// Cuts things of those `lengths` into ranges of no more than [`SIZE`] together, but of one at least.
fn cut(lengths: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut size = 0;
    for (place, length) in lengths.enumerate() {
        size += length;
        match ranges.last_mut() {
            Some(range) if size <= SIZE => range.end = place + 1,
            _ => {
                ranges.push(place..place + 1);
                size = length;
            }
        }
    }
    ranges
}

/// Cuts the words with their postings, which are in order, into files.
pub(super) fn terms(words: &[(&str, String)]) -> Shards {
    let ranges = cut(words.iter().map(|(word, list)| word.len() + list.len() + 6));
    let bytes = |range: Range<usize>| {
        let mut bytes = Vec::with_capacity(SIZE + 2);
        for (word, list) in &words[range] {
            bytes.push(if bytes.is_empty() { b'{' } else { b',' });
            bytes.extend_from_slice(written(word).as_bytes());
            bytes.push(b':');
            bytes.extend_from_slice(written(list).as_bytes());
        }
        bytes.push(b'}');
        bytes
    };
    Shards::make("terms", ranges, |place| words[place].0, bytes)
}

/// Cuts the words that can be mistyped into files, in the order of their ends: a word that is wrong at the beginning
/// is found there, one that is wrong at the end among the terms.
pub(super) fn spelling(words: &[(&str, String)]) -> Shards {
    let is_spelled = |word: &&str| {
        SPELLED.contains(&word.chars().count())
            && word.chars().all(|c| c.is_alphabetic() && !super::word::is_of_pairs(c))
    };
    let words = words.par_iter().map(|(word, _)| *word).filter(is_spelled);
    let mut words: Vec<(String, &str)> = words.map(|word| (word.chars().rev().collect(), word)).collect();
    words.par_sort_unstable_by(|a, b| browser_order(&a.0, &b.0));
    let ranges = cut(words.iter().map(|(_, word)| word.len() + 3));
    let bytes = |range: Range<usize>| {
        let words: Vec<&str> = words[range].iter().map(|(_, word)| *word).collect();
        written(&words).into_bytes()
    };
    Shards::make("spelling", ranges, |place| &words[place].0, bytes)
}

/// Returns something as JSON writes it.
fn written(value: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(value).expect("texts, and lists of them, can be written")
}

/// The pages of one group in files of equally many.
pub(super) struct Pages {
    pub(super) files: Vec<File>,
    /// How many pages a file has.
    pub(super) per_file: usize,
    /// The hashes in the names of the files, three characters each.
    pub(super) hashes: String,
}

/// Writes what is shown of pages that were found.
pub(super) fn pages(folder: &str, subjects: &[Subject]) -> Pages {
    let all: Vec<String> = subjects.par_iter().map(|subject| written(&shown(subject))).collect();
    let size: usize = all.iter().map(String::len).sum();
    let per_file = (PAGES_SIZE * all.len() / size.max(1)).max(1);
    let made = all.par_chunks(per_file).enumerate().map(|(number, chunk)| {
        let bytes = format!("[{}]", chunk.join(",")).into_bytes();
        let hash = hash(&bytes, 3);
        (File { path: format!("search/{folder}/{number}-{hash}.json"), bytes }, hash)
    });
    let (files, hashes): (_, Vec<String>) = made.unzip();
    Pages { files, per_file, hashes: hashes.concat() }
}

/// What is shown of a page that was found.
#[derive(Serialize)]
struct Shown<'a> {
    href: &'a str,
    title: &'a str,
    kind: &'a str,
    date: &'a str,
    summary: &'a str,
    /// Anchor, heading and text of each.
    passages: Vec<(&'a str, &'a str, Cow<'a, str>)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dir: Option<&'a str>,
}

fn shown(subject: &Subject) -> Shown<'_> {
    let mut left = LONGEST_PAGE;
    let passages = subject.passages.iter().map(|passage| {
        let text = shortened(passage, LONGEST_PASSAGE.min(left));
        left -= text.len();
        (passage.anchor.as_deref().unwrap_or_default(), passage.heading.as_str(), text)
    });
    let language = subject.language.as_ref();
    Shown {
        href: &subject.href,
        title: &subject.title,
        kind: &subject.kind,
        date: subject.date.as_ref().map(|(_, date)| date.as_str()).unwrap_or_default(),
        summary: subject.summary.as_deref().unwrap_or_default(),
        passages: passages.collect(),
        lang: language.map(|language| language.tag.as_str()),
        dir: language.map(|language| language.direction.unwrap_or_default()),
    }
}

/// Returns the beginning of a text, up to the end of a word where there are spaces.
fn shortened(passage: &Passage, length: usize) -> Cow<'_, str> {
    if passage.text.len() <= length {
        return Cow::Borrowed(&passage.text);
    }
    let cut = &passage.text[..passage.text.floor_char_boundary(length.saturating_sub(" …".len()))];
    let end = cut.rfind(' ').filter(|end| *end > cut.len() / 2).unwrap_or(cut.len());
    if end == 0 { Cow::Borrowed("") } else { Cow::Owned(format!("{} …", &cut[..end])) }
}

/// Returns the beginning of `first` that is behind `before`.
fn shortest_between(before: &str, first: &str) -> String {
    let common = before.chars().zip(first.chars()).take_while(|(a, b)| a == b).count();
    first.chars().take(if before.is_empty() { 0 } else { common + 1 }).collect()
}

/// Compares as JavaScript does, by UTF-16.
pub(super) fn browser_order(a: &str, b: &str) -> std::cmp::Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

/// Returns `length` characters of the hash of `bytes`: digits and small letters.
pub(super) fn hash(bytes: &[u8], length: usize) -> String {
    let digest = Sha256::digest(bytes);
    let mut number = digest.iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    let mut hash = String::new();
    for _ in 0..length {
        let digit = u32::try_from(number % 36).unwrap_or_default();
        hash.push(char::from_digit(digit, 36).unwrap_or('0'));
        number /= 36;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_begins_where_the_one_before_has_ended() {
        assert_eq!(shortest_between("", "apple"), "");
        assert_eq!(shortest_between("gradient", "gradual"), "gradu");
        assert_eq!(shortest_between("grad", "gradual"), "gradu");
        assert_eq!(shortest_between("zoo", "äpfel"), "ä");
    }

    #[test]
    fn words_are_spread_over_files_in_order() {
        let letters = || 'a'..='z';
        let mut words: Vec<String> = letters()
            .flat_map(|a| letters().map(move |b| (a, b)))
            .flat_map(|(a, b)| ["ions", "ings"].map(|end| format!("{a}{b}wordswords{a}{b}{end}")))
            .collect();
        words.sort_unstable();
        let terms: Vec<(&str, String)> = words.iter().map(|word| (word.as_str(), String::new())).collect();
        let shards = spelling(&terms);
        assert!(shards.files.len() > 1, "there is more than fits into one file");
        assert!(shards.files.iter().all(|file| file.bytes.len() <= SIZE + 2));
        let mut found: Vec<String> = Vec::new();
        for (file, next) in shards.files.iter().zip(1..) {
            let all: Vec<String> = serde_json::from_slice(&file.bytes).expect("a list of words");
            let end = shards.starts.get(next).map_or("{", |(start, _)| start.as_str());
            for word in &all {
                let reversed: String = word.chars().rev().collect();
                assert!(shards.starts[next - 1].0 <= reversed && reversed.as_str() < end, "{word}");
            }
            found.extend(all);
        }
        found.sort_unstable();
        assert_eq!(found, words);
    }
}
