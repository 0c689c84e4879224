//! Counting words and the time it takes to read them.

use unicode_segmentation::UnicodeSegmentation;

/// Words of a language with spaces that are read in a minute.
const WORDS_PER_MINUTE: u32 = 220;
/// Chinese or Japanese characters that are read in a minute.
const CJK_PER_MINUTE: u32 = 450;

/// Returns the number of words in `text`, without and with the Chinese and Japanese characters in it.
pub(crate) fn count(text: &str) -> (u32, u32) {
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
    use super::*;

    #[test]
    fn chinese_and_japanese_count_by_character() {
        assert_eq!(count("it's 3.14 — two words, 日本語とカタカナ"), (4, 8));
    }

    #[test]
    fn minutes_are_rounded_up_and_at_least_one() {
        assert_eq!(reading_minutes(0, 0), 1);
        assert_eq!(reading_minutes(220, 450), 2);
        assert_eq!(reading_minutes(221, 450), 3);
    }
}
