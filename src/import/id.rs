//! Ids: kebab-case, unique in the plan, and without months, because items get moved.

use std::collections::{BTreeMap, BTreeSet};

use super::text::{folded, parentheses, without};
use super::vocabulary::is_time_word;
use super::when::month_name;
use crate::plan::PlanId;

const LONGEST: usize = 40;
/// Words that stand on pages of any site, as folders, files or labels. A build looks for private titles and ids on pages
/// that are made from the plan, and must not find them in these.
const ON_PAGES: &[&str] = &[
    "about",
    "activity",
    "all",
    "approach",
    "archive",
    "assets",
    "badges",
    "captions",
    "certifications",
    "code",
    "contact",
    "contents",
    "credentials",
    "education",
    "elsewhere",
    "enter",
    "evidence",
    "experience",
    "facts",
    "features",
    "feed",
    "figures",
    "filed",
    "finished",
    "first",
    "footer",
    "goals",
    "home",
    "hours",
    "how",
    "index",
    "items",
    "kind",
    "languages",
    "lapsed",
    "latest",
    "license",
    "licence",
    "limits",
    "links",
    "main",
    "markdown",
    "menu",
    "month",
    "more",
    "newer",
    "next",
    "notes",
    "now",
    "older",
    "page",
    "parts",
    "phase",
    "plan",
    "planned",
    "posts",
    "problem",
    "profile",
    "progress",
    "project",
    "projects",
    "proofs",
    "proven",
    "reading",
    "related",
    "release",
    "resources",
    "result",
    "results",
    "resume",
    "role",
    "roles",
    "schedule",
    "search",
    "series",
    "skill",
    "skills",
    "skip",
    "tags",
    "talks",
    "topic",
    "topics",
    "updated",
    "verified",
    "words",
    "writing",
    "written",
    "year",
    "years",
];

/// The ids that are given already.
#[derive(Debug, Default)]
pub(super) struct Ids {
    given: BTreeSet<String>,
    /// The number to try next behind a name that is given already.
    next: BTreeMap<String, u32>,
}

impl Ids {
    /// Returns the id of something private. It has several words, because a single one may stand on any page.
    pub(super) fn give_private(&mut self, title: &str, fallback: &str) -> String {
        if words_of(title).contains('-') { self.give("", title, fallback) } else { self.give("own-", title, fallback) }
    }

    /// Returns a new id of `prefix` and the words of `title`; `fallback` where it has none that an id may have.
    pub(super) fn give(&mut self, prefix: &str, title: &str, fallback: &str) -> String {
        let words = words_of(title);
        // `null` and `true` are no texts in YAML, and an id begins with a letter.
        let is_bare = !words.starts_with(|c: char| c.is_ascii_lowercase())
            || matches!(words.as_str(), "null" | "true" | "false" | "yes" | "no" | "on" | "off");
        let name = match (words.is_empty(), is_bare || is_on_pages(title)) {
            (true, _) => format!("{prefix}{fallback}"),
            (false, true) if prefix.is_empty() => format!("{fallback}-{words}"),
            _ => format!("{prefix}{words}"),
        };
        let mut id = name.clone();
        while id.len() < 2 || !self.given.insert(id.clone()) {
            let number = self.next.entry(name.clone()).or_insert(2);
            id = format!("{name}-{number}");
            *number += 1;
        }
        debug_assert!(PlanId::new(&id).is_some(), "{id}");
        id
    }
}

/// Returns whether a text is a single word that any page may have.
pub(super) fn is_on_pages(text: &str) -> bool {
    let words = super::text::words(text);
    words.len() == 1 && ON_PAGES.contains(&words[0].as_str())
}

/// Returns the words of a title as an id has them; empty when there are none.
pub(super) fn words_of(title: &str) -> String {
    let mut text = title.to_owned();
    for (range, _) in parentheses(title).into_iter().rev() {
        text = without(&text, &range);
    }
    if !text.contains(char::is_alphanumeric) {
        title.clone_into(&mut text);
    }
    let text = spelled_out(&text);
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .map(|word| ascii(&word.replace(['\'', '’'], "")))
        .filter(|word| !word.is_empty())
        .collect();
    let mut kept: Vec<&str> = timeless(&words);
    while kept.len() > 1
        && kept
            .last()
            .is_some_and(|last| matches!(*last, "of" | "for" | "in" | "on" | "the" | "to" | "and" | "a" | "by"))
    {
        kept.pop();
    }
    let mut id = String::new();
    for word in kept {
        if !id.is_empty() && id.len() + 1 + word.len() > LONGEST {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(&word[..word.len().min(LONGEST)]);
    }
    id
}

/// Returns the words that do not say when: `Review of week 3` is `Review of`. `100 days of code` stays.
fn timeless(words: &[String]) -> Vec<&str> {
    let is_number = |word: Option<&String>| word.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let is_time = |at: usize| {
        let Some(word) = words.get(at).filter(|word| is_time_word(word)) else { return false };
        let (before, after) = (at.checked_sub(1).and_then(|at| words.get(at)), words.get(at + 1));
        is_number(after) || (is_number(before) && word != "days") || (month_name(word).is_some() && word.len() > 3)
    };
    let keeps = |at: usize, word: &String| {
        let counts_time = is_number(Some(word)) && (is_time(at + 1) || at > 0 && is_time(at - 1));
        !is_time(at) && !counts_time && !matches!(word.as_str(), "q1" | "q2" | "q3" | "q4")
    };
    words.iter().enumerate().filter(|(at, word)| keeps(*at, word)).map(|(_, word)| word.as_str()).collect()
}

/// Writes out what has no letters of its own: `C++`, `C#`, `.NET`, `&`, and `+` behind a name.
fn spelled_out(text: &str) -> String {
    let mut out = text.replace("C++", "cpp").replace("c++", "cpp").replace("C#", "csharp").replace("F#", "fsharp");
    out = out.replace(".NET", " dotnet").replace(".js", "js").replace('&', " and ");
    let chars: Vec<char> = out.chars().collect();
    let mut spelled = String::new();
    for (at, c) in chars.iter().enumerate() {
        let follows_letter = at > 0 && chars[at - 1].is_alphabetic();
        let is_end = chars.get(at + 1).is_none_or(|next| !next.is_alphanumeric());
        if *c == '+' && follows_letter && is_end {
            spelled.push_str("-plus");
        } else {
            spelled.push(*c);
        }
    }
    spelled
}

fn ascii(word: &str) -> String {
    let mut out = String::new();
    for c in folded(word).chars() {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            'ı' => out.push('i'),
            c if c.is_ascii_alphanumeric() => out.push(c),
            c => out.push_str(cyrillic(c)),
        }
    }
    out
}

fn cyrillic(c: char) -> &'static str {
    const LETTERS: [&str; 32] = [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh",
        "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya",
    ];
    let at = (c as u32).checked_sub('а' as u32).and_then(|at| usize::try_from(at).ok());
    at.and_then(|at| LETTERS.get(at)).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_words_of_titles() {
        for (title, id) in [
            ("Python for ML", "python-for-ml"),
            ("Security+ certification (if needed)", "security-plus-certification"),
            ("C++ & .NET", "cpp-and-dotnet"),
            ("AI/ML Security", "ai-ml-security"),
            ("Andrew Ng's ML Course", "andrew-ngs-ml-course"),
            ("Größe und Übermaß", "grosse-und-ubermass"),
            ("Основы", "osnovy"),
            ("15-Month AI/ML Security Plan", "ai-ml-security-plan"),
            ("Review of week 3", "review"),
            ("Q1 2027 goals", "2027-goals"),
            ("100 days of code", "100-days-of-code"),
            ("March 2027", ""),
            ("第一", ""),
        ] {
            assert_eq!(words_of(title), id, "{title}");
        }
        assert!(words_of(&"word ".repeat(50)).len() <= LONGEST);
    }

    #[test]
    fn ids_are_unique_and_begin_with_a_letter() {
        let mut ids = Ids::default();
        let given: Vec<String> = ["Rust", "Rust", "2027 goals", "日本語", "", "A", "Skills", "Null"]
            .map(|title| ids.give("", title, "step"))
            .into();
        assert_eq!(given, ["rust", "rust-2", "step-2027-goals", "step", "step-2", "a-2", "step-skills", "step-null"]);
        assert_eq!(ids.give("cert-", "日本語", "exam"), "cert-exam");
    }
}
