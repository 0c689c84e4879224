//! Counting words and the time it takes to read them.

use unicode_segmentation::UnicodeSegmentation;

/// Words of a language with spaces that are read in a minute.
const WORDS_PER_MINUTE: u32 = 220;
/// Chinese or Japanese characters that are read in a minute.
const CJK_PER_MINUTE: u32 = 450;

/// Returns the number of words in `text`, without and with the Chinese and Japanese characters in it.
pub(crate) fn count(text: &str) -> (u32, u32) {
    // Nearly every line is ASCII, also in a text that is not, and a line feed is in no word.
    text.split_inclusive('\n').fold((0, 0), |(words, cjk), line| {
        let (more_words, more_cjk) = if line.is_ascii() { (count_ascii(line.as_bytes()), 0) } else { count_any(line) };
        (words + more_words, cjk + more_cjk)
    })
}

/// Counts words as Unicode does: letters, digits and `_`, with an apostrophe, full stop or colon between two letters, and an
/// apostrophe, full stop, comma or semicolon between two digits.
fn count_ascii(text: &[u8]) -> u32 {
    let mut words = 0;
    let mut at = 0;
    while at < text.len() {
        let mut has_word = false;
        let start = at;
        while let Some(byte) = text.get(at).copied() {
            if byte.is_ascii_alphanumeric() {
                has_word = true;
            } else if byte != b'_' && !(at > start && joins(text[at - 1], byte, text.get(at + 1).copied())) {
                break;
            }
            at += 1;
        }
        words += u32::from(has_word);
        at += 1;
    }
    words
}

/// Returns whether what stands before and behind `sign` is one word with it.
fn joins(before: u8, sign: u8, behind: Option<u8>) -> bool {
    let Some(behind) = behind else { return false };
    let are_letters = before.is_ascii_alphabetic() && behind.is_ascii_alphabetic();
    let are_digits = before.is_ascii_digit() && behind.is_ascii_digit();
    match sign {
        b'\'' | b'.' => are_letters || are_digits,
        b':' => are_letters,
        b',' | b';' => are_digits,
        _ => false,
    }
}

fn count_any(text: &str) -> (u32, u32) {
    text.unicode_words().fold((0, 0), |(words, cjk), word| match word.chars().filter(|c| is_cjk(*c)).count() {
        0 => (words + 1, cjk),
        characters => (words, cjk + u32::try_from(characters).unwrap_or(u32::MAX)),
    })
}

/// Returns the minutes for so many words and Chinese or Japanese characters, rounded up, at least 1.
pub fn reading_minutes(words: u32, cjk_characters: u32) -> u32 {
    let (words, cjk) = (u64::from(words), u64::from(cjk_characters));
    let (per_word, per_character) = (u64::from(CJK_PER_MINUTE), u64::from(WORDS_PER_MINUTE));
    let minutes = (words * per_word + cjk * per_character).div_ceil(per_word * per_character);
    u32::try_from(minutes).unwrap_or(u32::MAX).max(1)
}

/// Returns whether `c` belongs to a script that is written without spaces and counted by character.
fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn chinese_and_japanese_count_by_character() {
        assert_eq!(count("it's 3.14 — two words, 日本語とカタカナ"), (4, 8));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn every_text_is_counted_as_unicode_does(text in "[a-c1-3_'.:,; \"\n\r\té日-]{0,24}") {
            prop_assert_eq!(count(&text), count_any(&text));
        }

        #[test]
        fn every_ascii_text_is_too(text in "[ -~\n\r\t\u{b}\u{c}]{0,40}") {
            prop_assert_eq!(count(&text), count_any(&text));
        }
    }

    #[test]
    fn minutes_are_rounded_up_and_at_least_one() {
        assert_eq!(reading_minutes(0, 0), 1);
        assert_eq!(reading_minutes(220, 450), 2);
        assert_eq!(reading_minutes(221, 450), 3);
    }
}
