//! Slugs: a heading's text as an id, as GitHub makes it.

use unicode_segmentation::UnicodeSegmentation;

/// Returns the slug of `text`: lower case, letters and digits of every script kept, spaces as hyphens,
/// punctuation dropped. Empty when nothing is left.
///
/// A link to `#the-heading` therefore works on GitHub and on the site alike.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().to_lowercase().chars() {
        match c {
            '-' | '_' => slug.push(c),
            _ if c.is_whitespace() => slug.push('-'),
            _ if c.is_alphanumeric() => slug.push(c),
            _ if is_mark_after(&slug, c) => slug.push(c),
            _ => {}
        }
    }
    slug
}

/// Returns whether `c` is part of the letter before it, such as a vowel sign or an accent.
fn is_mark_after(slug: &str, c: char) -> bool {
    let Some(letter) = slug.chars().next_back().filter(|letter| !letter.is_ascii()) else {
        return matches!(c, '\u{0300}'..='\u{036F}') && !slug.is_empty();
    };
    // Variation selectors and joiners extend a letter, too, but nobody can see them to type them.
    !matches!(c, '\u{200C}'..='\u{200D}' | '\u{FE00}'..='\u{FE0F}')
        && format!("{letter}{c}").graphemes(true).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(slug(text), expected);
    }

    #[test]
    fn slugs_are_those_of_github() {
        check("Hello, World!", "hello-world");
        check("A & B", "a--b");
        check("  snake_case-and `code` ", "snake_case-and-code");
        check("What's new in 3.14?", "whats-new-in-314");
    }

    #[test]
    fn letters_of_every_script_stay() {
        check("Größe", "größe");
        check("日本語 ノート", "日本語-ノート");
        check("हिन्दी", "हिन्दी");
        check("cafe\u{301}", "cafe\u{301}");
        check("🚀 go ❤️", "-go-");
        check("!?", "");
    }
}
