//! How wide text is: advance widths of Verdana at 11 px, the face that badges are set in.
//!
//! The widths are hundredths of a pixel, so that sums are exact. `textLength` in the badge absorbs
//! the difference to the face that a reader's system has. Letters with accents are as wide as the
//! letters below them; what the table does not know counts as an `m`.

/// The width of an unknown character: that of `m`.
const UNKNOWN: u32 = 1070;

/// The width of an Arabic letter within a word, as measured over the words of badges.
const JOINED: u32 = 530;

/// The widths of U+0020 to U+007E.
const ASCII: [u16; 95] = [
    387, 433, 505, 900, 699, 1184, 799, 295, 500, 500, 699, 900, 400, 500, 400, 500, // space to /
    699, 699, 699, 699, 699, 699, 699, 699, 699, 699, 500, 500, 900, 900, 900, 600, // 0 to ?
    1100, 752, 754, 768, 848, 696, 632, 853, 827, 463, 500, 762, 612, 927, 823, 866, // @ to O
    663, 866, 765, 752, 678, 805, 752, 1088, 754, 677, 754, 500, 500, 500, 900, 699, // P to _
    699, 661, 685, 573, 685, 655, 387, 685, 696, 302, 379, 651, 302, 1070, 696, 668, // ` to o
    685, 685, 469, 573, 433, 696, 651, 900, 651, 651, 578, 698, 500, 698, 900, // p to ~
];

/// Returns the width of `text` as a badge counts it, in whole pixels.
///
/// The sum is rounded down and then up to an odd number, which puts the middle of the text on the
/// pixel grid more often.
pub(in crate::render) fn of_badge_text(text: &str) -> u32 {
    let pixels = text.chars().map(advance).fold(0, u32::saturating_add) / 100;
    pixels | 1
}

/// Returns the advance of one character in hundredths of a pixel at 11 px.
pub(in crate::render) fn advance(c: char) -> u32 {
    let c = base_letter(c);
    if c.is_control() {
        return 0;
    }
    let ascii = u32::from(c).checked_sub(32).and_then(|place| usize::try_from(place).ok());
    if let Some(known) = ascii.and_then(|place| ASCII.get(place)) {
        return u32::from(*known);
    }
    match c {
        // Marks above and below letters take no room, and letters that are joined less than an `m`.
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' => 0,
        '\u{600}'..='\u{8ff}' | '\u{fb50}'..='\u{fdff}' => JOINED,
        '\u{a0}' => 387,
        '·' => 400,
        '–' => 699,
        '—' | '→' => 1100,
        '…' | '×' => 900,
        '✓' => 841,
        '‘' | '’' => 295,
        '“' | '”' => 505,
        'ß' => 685,
        'æ' => 1050,
        _ => UNKNOWN,
    }
}

/// Returns the letter of ASCII that has the width of `c`, or `c` itself.
fn base_letter(c: char) -> char {
    match c {
        'À'..='Å' => 'A',
        'Ç' => 'C',
        'È'..='Ë' => 'E',
        'Ì'..='Ï' => 'I',
        'Ñ' => 'N',
        'Ò'..='Ö' | 'Ø' => 'O',
        'Ù'..='Ü' => 'U',
        'Ý' => 'Y',
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_that_are_published() {
        for (text, width) in [
            ("build", 27),
            ("passing", 41),
            ("license", 37),
            ("AGPL-3.0", 51),
            ("hello", 27),
            ("sweet world", 67),
            ("Security+", 55),
            ("verified 2027-01", 91),
            ("progress", 47),
            ("9 of 42 proven", 81),
            ("month", 35),
            ("5 of 15", 39),
            ("robustness", 61),
            ("v0.2.0 · 3/3", 67),
        ] {
            assert_eq!(of_badge_text(text), width, "{text}");
        }
    }

    #[test]
    fn controls_are_nothing_and_unknown_characters_an_m() {
        assert_eq!(advance('\u{7}'), 0);
        assert_eq!(advance('\u{7f}'), 0);
        assert_eq!(advance('語'), advance('m'));
        assert_eq!(advance('é'), advance('e'));
    }

    #[test]
    fn joined_letters_are_narrow_and_their_marks_are_nothing() {
        assert_eq!(of_badge_text("شهادات"), 31);
        assert_eq!(of_badge_text("موثّقة"), of_badge_text("موثقة"));
    }

    #[test]
    fn widths_are_odd() {
        for text in ["", "a", "ab", "abc", "abcd", "語語"] {
            assert_eq!(of_badge_text(text) % 2, 1, "{text}");
        }
    }
}
