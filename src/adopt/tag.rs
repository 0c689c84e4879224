//! Tags that stand in a text, as Obsidian has them: `#word`.

use std::ops::Range;

/// Returns the tags in `text`, in order and each once, outside of the ranges of `code`.
pub(super) fn find(text: &str, code: &[Range<usize>]) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for (at, _) in text.match_indices('#') {
        let is_begun = text[..at].chars().next_back().is_none_or(char::is_whitespace);
        if !is_begun || super::body::within(code, at) {
            continue;
        }
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/');
        let rest = &text[at + 1..];
        let tag = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
        let tag = tag.trim_end_matches('/');
        // `#12` is a number, and a heading has a blank behind the sign.
        if tag.chars().any(|c| !c.is_ascii_digit()) && !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_words_behind_a_sign() {
        let text = "# Heading\n#one and #two/three, #12 a#b `#code` #one (x) #é";
        let code = text.find('`').map(|at| at..at + 7).unwrap();
        assert_eq!(find(text, &[code]), ["one", "two/three", "é"]);
    }
}
