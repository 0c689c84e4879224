//! Texts of a plan: cleaned, taken apart, compared.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

/// Longer titles are cut; the whole text is kept beside them.
const LONGEST_TITLE: usize = 120;

/// Returns `text` on one line, without characters that YAML or a terminal would not take.
pub(super) fn clean(text: &str) -> String {
    let shown = |c: char| if is_odd(c) { ' ' } else { c };
    text.chars().map(shown).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_odd(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || (c as u32 & 0xFFFE) == 0xFFFE
}

/// Returns `text` without the emoji and marks around it.
pub(super) fn bare(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !matches!(c, '\u{FE0F}' | '\u{20E3}' | '\u{200D}')).collect();
    let plain = plain.trim_start_matches(|c: char| !c.is_alphanumeric() && !"\"'“‘([{$€£<.@#~≈".contains(c));
    let plain = plain.trim_end_matches(|c: char| !c.is_alphanumeric() && !c.is_ascii() && !"”’»)€£".contains(c));
    plain.trim().to_owned()
}

/// Returns `text` without what separates it from something that was taken away.
pub(super) fn trimmed(text: &str) -> String {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, ':' | ',' | ';' | '-' | '–' | '—' | '|' | '·' | '→' | '=');
    text.trim_matches(is_mark).to_owned()
}

/// Returns the words in lower case, without accents. `C++` and `.NET` are no words here; ids spell them out first.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(folded).collect()
}

/// Returns a word in lower case, without accents.
pub(super) fn folded(word: &str) -> String {
    let plain = word.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    plain.flat_map(char::to_lowercase).collect()
}

/// Takes `Timeline: 15 months` apart. The key is short, so that a sentence with a colon in it is none.
pub(super) fn key_and_value(text: &str) -> Option<(String, String)> {
    let at = text.find(':').filter(|at| *at <= 60)?;
    let (key, value) = (text[..at].trim(), &text[at + 1..]);
    let is_key = !key.is_empty() && key.split_whitespace().count() <= 5 && !value.starts_with("//");
    (is_key && (value.is_empty() || value.starts_with(char::is_whitespace)))
        .then(|| (bare(key), value.trim().to_owned()))
}

/// Returns the outermost parentheses with what is between them.
pub(super) fn parentheses(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in text.char_indices() {
        match c {
            '(' if open.is_none() => open = Some(at),
            ')' => {
                if let Some(start) = open.take() {
                    found.push((start..at + 1, text[start + 1..at].trim().to_owned()));
                }
            }
            _ => {}
        }
    }
    found
}

/// Returns `text` without `range`, and without the gap that this leaves.
pub(super) fn without(text: &str, range: &Range<usize>) -> String {
    without_all(text, std::iter::once(range))
}

/// Returns `text` without `ranges`, which are in order.
pub(super) fn without_all<'a>(text: &str, ranges: impl Iterator<Item = &'a Range<usize>>) -> String {
    let (mut joined, mut from) = (String::with_capacity(text.len()), 0);
    for range in ranges {
        joined.push_str(text.get(from..range.start).unwrap_or_default().trim());
        joined.push(' ');
        from = range.end;
    }
    joined.push_str(text.get(from..).unwrap_or_default().trim_start());
    joined
        .trim()
        .replace(" ,", ",")
        .replace(" :", ":")
        .replace("( ", "(")
        .replace(" )", ")")
        .replace("()", "")
        .replace("(~)", "")
}

/// Returns what a comma, a semicolon or an "and" separates.
pub(super) fn enumerated(text: &str) -> Vec<String> {
    let parts = text.split([',', ';']).flat_map(|part| part.split(" & "));
    let part = |part: &str| {
        let part = part.trim();
        let part = ["and ", "or ", "und ", "oder "].iter().find_map(|word| part.strip_prefix(word)).unwrap_or(part);
        bare(part)
    };
    parts.map(part).filter(|part| !part.is_empty()).collect()
}

/// Parts a text that is too long for a title into a title and the rest, which is the whole text where no good place to
/// part it is found.
pub(super) fn headline(text: &str) -> (String, Option<String>) {
    if text.chars().count() <= LONGEST_TITLE {
        return (text.to_owned(), None);
    }
    let end = text.char_indices().nth(LONGEST_TITLE).map_or(text.len(), |(at, _)| at);
    let head = &text[..end];
    for mark in [". ", ": ", " – ", " — ", " - ", "; "] {
        if let Some(at) = head.find(mark).filter(|at| *at >= 12) {
            return (trimmed(&text[..at]), Some(text[at + mark.len()..].trim().to_owned()));
        }
    }
    let cut = head.rfind(' ').filter(|at| *at >= 40).unwrap_or(end);
    (format!("{} …", trimmed(&text[..cut])), Some(text.to_owned()))
}

/// Returns whether `word` stands in `text` as a word by itself, in this case of letters.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(word)) {
        let (start, end) = (from + at, from + at + word.len());
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if !is_letter(text[..start].chars().next_back()) && !is_letter(text[end..].chars().next()) {
            return true;
        }
        from = start + text[start..].chars().next().map_or(1, char::len_utf8);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_and_marks_are_no_part_of_a_title() {
        assert_eq!(bare("🚀 Phase 1: Basics ✅"), "Phase 1: Basics");
        assert_eq!(bare("1️⃣ Foundations"), "1 Foundations");
        assert_eq!(bare("→ \"AI Security\" (O'Reilly)"), "\"AI Security\" (O'Reilly)");
        assert_eq!(bare("✅"), "");
    }

    #[test]
    fn keys_are_short() {
        let pair = |text| key_and_value(text).map(|(key, value)| format!("{key}|{value}"));
        assert_eq!(pair("Timeline: 15 months").as_deref(), Some("Timeline|15 months"));
        assert_eq!(pair("Courses:").as_deref(), Some("Courses|"));
        assert_eq!(pair("see https://example.org"), None);
        assert_eq!(pair("What we all do not know about it yet: nothing"), None);
        assert_eq!(pair("at 10:30"), None);
    }

    #[test]
    fn what_is_taken_away_leaves_no_gap() {
        let text = "Python for ML (60 hours) and more";
        assert_eq!(parentheses(text), [(14..24, "60 hours".to_owned())]);
        assert_eq!(without(text, &(14..24)), "Python for ML and more");
        assert_eq!(enumerated("MLflow, Kubeflow and more & others"), ["MLflow", "Kubeflow and more", "others"]);
    }

    #[test]
    fn a_long_text_becomes_a_title_and_the_rest() {
        let long = format!("Read the chapter on caching. {}", "word ".repeat(40));
        let (title, rest) = headline(&long);
        assert_eq!(title, "Read the chapter on caching");
        assert!(rest.unwrap().starts_with("word word"));
        let (title, rest) = headline(&"ü".repeat(500));
        assert_eq!((title.chars().count(), rest.unwrap().chars().count()), (122, 500));
    }

    #[test]
    fn words_have_bounds() {
        assert!(has_word("see Meta, too", "Meta") && !has_word("Metadata", "Meta") && !has_word("aéMeta", "Meta"));
    }
}
