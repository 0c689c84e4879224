//! The words of titles, in a form in which the same thing has the same words.

use std::collections::BTreeSet;

/// Names of several words or spellings, and the one word that they become.
const NAMES: &[(&[&str], &str)] = &[
    (&["amazon", "web", "services"], "aws"),
    (&["artificial", "intelligence"], "ai"),
    (&["google", "cloud", "platform"], "gcp"),
    (&["google", "cloud"], "gcp"),
    (&["large", "language", "models"], "llm"),
    (&["large", "language", "model"], "llm"),
    (&["machine", "learning"], "ml"),
    (&["k8s"], "kubernetes"),
    (&["js"], "javascript"),
    (&["ts"], "typescript"),
    (&["postgres"], "postgresql"),
];

/// Words that say nothing about what a thing is about.
const FILLERS: &[&str] =
    &["a", "an", "and", "at", "by", "for", "from", "in", "into", "my", "of", "on", "or", "the", "to", "with"];

/// Returns the words of `text` as they are written, in lower case. `Security+` and `C#` are words.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '+' | '#');
    let parts = text.split(|c| !is_word(c)).filter(|part| part.chars().any(char::is_alphanumeric));
    parts.map(str::to_lowercase).collect()
}

/// Returns the words of `text`: known names as one word, without endings and fillers.
pub(super) fn words(text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let mut words = Vec::new();
    let mut rest = &tokens[..];
    while let Some(first) = rest.first() {
        let name =
            NAMES.iter().find(|(parts, _)| parts.len() <= rest.len() && parts.iter().zip(rest).all(|(a, b)| a == b));
        let taken = match name {
            Some((parts, name)) => {
                words.push(stem(name));
                parts.len()
            }
            None => {
                if !FILLERS.contains(&first.as_str()) {
                    words.push(stem(first));
                }
                1
            }
        };
        rest = &rest[taken..];
    }
    words
}

/// Returns the words of `text`, each once.
pub(super) fn set(text: &str) -> BTreeSet<String> {
    words(text).into_iter().collect()
}

/// Takes the endings off that make no other word: of the plural, and `-ing`.
fn stem(word: &str) -> String {
    if !word.is_ascii() || word.len() < 4 {
        return word.to_owned();
    }
    let singular = if ["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        word.to_owned()
    } else if let Some(root) = word.strip_suffix("ies") {
        format!("{root}y")
    } else {
        word.strip_suffix('s').unwrap_or(word).to_owned()
    };
    match singular.strip_suffix("ing") {
        Some(root) if root.len() >= 4 => root.to_owned(),
        _ => singular,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_has_the_same_words() {
        for (a, b) in [
            ("AWS Security Specialty", "Amazon Web Services security: specialty"),
            ("Machine Learning for the cloud", "ML cloud"),
            ("Jailbreaking", "jailbreak"),
            ("Policies", "policy"),
            ("Defenses", "a defense"),
        ] {
            assert_eq!(words(a), words(b), "{a} / {b}");
        }
    }

    #[test]
    fn what_differs_keeps_its_words() {
        assert_eq!(words("CompTIA Security+"), ["comptia", "security+"]);
        assert_eq!(words("C# and C++"), ["c#", "c++"]);
        assert_eq!(words("Analysis of TLS"), ["analysis", "tls"]);
        assert_eq!(words("日本語 – Übung"), ["日本語", "übung"]);
    }
}
