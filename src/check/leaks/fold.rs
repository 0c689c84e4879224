//! The form in which texts are compared: letters and digits in lower case, with one space for whatever is between.
//!
//! The form is the same for `$150-180K`, `$150&ndash;180k` and `%24150%E2%80%93180K`, for a title and its slug, for a
//! sentence in HTML, in JSON and in an address, and for `ü` in either of its spellings. So a needle is looked for once,
//! not once for each way of escaping it.

/// What separates words without having a meaning is skipped: soft hyphens and joiners.
const INVISIBLE: [char; 6] = ['\u{AD}', '\u{200B}', '\u{200C}', '\u{200D}', '\u{2060}', '\u{FEFF}'];

/// The letters of U+00C0 to U+017F in lower case without their accents; `?` for those that have none, `.` for signs.
const BASE_LETTERS: &[u8; 192] = b"aaaaaa?ceeeeiiii?nooooo.?uuuuy??aaaaaa?ceeeeiiii?nooooo.?uuuuy?yaaaaaaccccccccdd??eeeeeeeeeegggggggghh??iiiiiiiii???jjkk?llllll????nnnnnn???oooooo??rrrrrrsssssssstttt??uuuuuuuuuuuuwwyyyzzzzzz?";

/// How a text is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As text.
    Plain,
    /// As a file of the site, in which an element without attributes may stand amid a sentence.
    Markup,
}

/// Returns `bytes` in the form in which texts are compared.
pub(super) fn fold(bytes: &[u8], reading: Reading) -> Vec<u8> {
    let mut folded = Vec::with_capacity(bytes.len());
    run(bytes, reading, |byte, _| folded.push(byte));
    folded
}

/// Returns for each byte of the folded form where it comes from.
pub(super) fn places(bytes: &[u8], reading: Reading) -> Vec<usize> {
    let mut places = Vec::with_capacity(bytes.len());
    run(bytes, reading, |_, at| places.push(at));
    places
}

fn run(bytes: &[u8], reading: Reading, mut push: impl FnMut(u8, usize)) {
    let (mut at, mut gap, mut has_text) = (0, None, false);
    while let Some(&byte) = bytes.get(at) {
        // What nearly every byte is, of a picture as well, is known at sight.
        match SIGHT[usize::from(byte)] {
            Sight::Letter(letter) => {
                if let (Some(gap), true) = (gap.take(), has_text) {
                    push(b' ', gap);
                }
                has_text = true;
                push(letter, at);
                at += 1;
                continue;
            }
            Sight::Between => {
                gap.get_or_insert(at);
                at += 1;
                continue;
            }
            Sight::Read => {}
        }
        let (c, length) = decode(&bytes[at..], reading);
        // A mark above a letter may be a letter itself to Unicode (U+0363), and writes nothing all the same.
        if is_letter(c) && !is_skipped(c) {
            if let (Some(gap), true) = (gap.take(), has_text) {
                push(b' ', gap);
            }
            has_text = true;
            push_letter(c, at, &mut push);
        } else if !is_skipped(c) {
            gap.get_or_insert(at);
        }
        at += length;
    }
}

/// What a byte is before what follows it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sight {
    /// A letter or digit of ASCII, in lower case.
    Letter(u8),
    /// Nothing that could be one, whatever follows.
    Between,
    /// The beginning of something, perhaps.
    Read,
}

const SIGHT: [Sight; 256] = {
    let mut sight = [Sight::Between; 256];
    let mut byte = 0;
    while byte < sight.len() {
        #[expect(clippy::cast_possible_truncation, reason = "there are 256 bytes")]
        let it = byte as u8;
        sight[byte] = match it {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => Sight::Letter(it.to_ascii_lowercase()),
            b'&' | b'%' | b'\\' | b'<' | 0xC2..=0xF4 => Sight::Read,
            _ => Sight::Between,
        };
        byte += 1;
    }
    sight
};

fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() }
}

/// Returns whether `c` is part of the letter before it, or nothing at all.
fn is_skipped(c: char) -> bool {
    !c.is_ascii() && (matches!(c, '\u{300}'..='\u{36F}') || INVISIBLE.contains(&c))
}

fn push_letter(c: char, at: usize, push: &mut impl FnMut(u8, usize)) {
    let base = usize::try_from(u32::from(c)).ok().and_then(|code| code.checked_sub(0xC0));
    if let Some(base @ b'a'..=b'z') = base.and_then(|index| BASE_LETTERS.get(index)).copied() {
        push(base, at);
        return;
    }
    for low in c.to_lowercase().filter(|low| !is_skipped(*low)) {
        let mut buffer = [0; 4];
        low.encode_utf8(&mut buffer).bytes().for_each(|byte| push(byte, at));
    }
}

/// Returns the character that `bytes` begin with, whatever it is written as, and how many bytes that takes.
/// A space stands for what is no character.
fn decode(bytes: &[u8], reading: Reading) -> (char, usize) {
    let special = match bytes[0] {
        b'&' => entity(bytes),
        b'%' => percent(bytes),
        b'\\' if reading == Reading::Markup => escape(bytes),
        b'<' if reading == Reading::Markup => element(bytes).map(|length| (' ', length)),
        byte if byte.is_ascii() => None,
        _ => encoded(bytes),
    };
    special.unwrap_or((' ', 1))
}

/// Reads `&#39;`, `&#x27;` and `&lt;`, also when the ampersand is escaped itself, as in feeds.
fn entity(bytes: &[u8]) -> Option<(char, usize)> {
    let mut start = 1;
    while bytes[start..].starts_with(b"amp;") {
        start += 4;
    }
    let rest = &bytes[start..];
    let length = rest.iter().take(12).position(|byte| *byte == b';');
    let Some(length) = length else { return (start > 1).then_some((' ', start)) };
    let name = std::str::from_utf8(&rest[..length]).ok()?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
    if !is_name {
        return (start > 1).then_some((' ', start));
    }
    let code = match name.strip_prefix('#').map(|code| code.strip_prefix(['x', 'X']).ok_or(code)) {
        Some(Ok(hexadecimal)) => u32::from_str_radix(hexadecimal, 16).ok(),
        Some(Err(decimal)) => decimal.parse().ok(),
        None => (name == "shy").then_some(0xAD),
    };
    Some((code.and_then(char::from_u32).unwrap_or(' '), start + length + 1))
}

/// Reads `%C3%BC`, the bytes of a character in an address.
fn percent(bytes: &[u8]) -> Option<(char, usize)> {
    let mut character = [0; 4];
    for count in 0..4 {
        let code = bytes.get(count * 3..count * 3 + 3).filter(|code| code[0] == b'%')?;
        character[count] = u8::from_str_radix(std::str::from_utf8(&code[1..]).ok()?, 16).ok()?;
        if let Ok(text) = std::str::from_utf8(&character[..=count]) {
            return text.chars().next().map(|c| (c, (count + 1) * 3));
        }
    }
    None
}

/// Reads `\u00fc` and `\n`, as in JSON.
fn escape(bytes: &[u8]) -> Option<(char, usize)> {
    match bytes.get(1)? {
        b'n' | b't' | b'r' | b'\\' => Some((' ', 2)),
        b'u' => {
            let unit = |at: usize| {
                let code = bytes.get(at..at + 6).filter(|code| code.starts_with(b"\\u"))?;
                u32::from_str_radix(std::str::from_utf8(&code[2..]).ok()?, 16).ok()
            };
            let first = unit(0)?;
            if let Some(c) = char::from_u32(first) {
                return Some((c, 6));
            }
            let second = unit(6).filter(|second| (0xDC00..0xE000).contains(second) && first < 0xDC00)?;
            char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)).map(|c| (c, 12))
        }
        _ => None,
    }
}

/// Returns the length of an element without attributes: `<em>`, `</strong>`.
fn element(bytes: &[u8]) -> Option<usize> {
    let start = if bytes.get(1) == Some(&b'/') { 2 } else { 1 };
    let length = bytes[start..].iter().take(11).position(|byte| !byte.is_ascii_alphanumeric())?;
    (length > 0 && bytes.get(start + length) == Some(&b'>')).then_some(start + length + 1)
}

/// Reads a character of UTF-8.
fn encoded(bytes: &[u8]) -> Option<(char, usize)> {
    // Amid what is no text, hardly any is followed as it must be.
    if !matches!(bytes.get(1), Some(0x80..=0xBF)) {
        return None;
    }
    let length = match bytes[0] {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let c = std::str::from_utf8(bytes.get(..length)?).ok()?.chars().next()?;
    Some((c, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let folded = fold(text.as_bytes(), Reading::Markup);
        assert_eq!(std::str::from_utf8(&folded).expect("folded text is UTF-8"), expected, "{text}");
        assert_eq!(places(text.as_bytes(), Reading::Markup).len(), folded.len());
    }

    #[test]
    fn every_way_of_escaping_has_one_form() {
        let forms = [
            "It's R&D at 5 %",
            "It&#39;s R&amp;D at 5&nbsp;%",
            "It&amp;#39;s R&amp;amp;D at 5 %",
            "it\\u0027s r\\u0026d\\nat 5 %",
            "It%27s%20R%26D+at+5%20%25",
            "it-s-r-d-at-5",
            "It’s <em>R</em>&<b>D</b>\n   at 5&thinsp;%",
        ];
        for form in forms {
            check(form, "it s r d at 5");
        }
    }

    #[test]
    fn letters_beyond_ascii_have_one_form() {
        for form in [
            "Zürich",
            "Zu\u{308}rich",
            "Z%C3%BCrich",
            "z\\u00fcrich",
            "Z&#252;rich",
            "Z&#xFC;rich",
            "Zü\u{AD}rich",
            "Zü&shy;rich",
        ] {
            check(form, "zurich");
        }
        check("日本 \\ud83c\\udf89 Straße", "日本 straße");
        // A letter written above another, without one below it, or between two words.
        check("\u{363}{0", "0");
        check("a\u{363} \u{363}b", "a b");
    }

    proptest::proptest! {
        /// What is known at sight is what reading it says.
        #[test]
        fn any_bytes_are_folded_as_they_are_read(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let (mut folded, mut at, mut is_gap) = (Vec::new(), 0, false);
            while at < bytes.len() {
                let (c, length) = match bytes[at] {
                    byte if byte.is_ascii_alphanumeric() => (char::from(byte), 1),
                    _ => decode(&bytes[at..], Reading::Markup),
                };
                if is_letter(c) && !is_skipped(c) {
                    folded.extend((is_gap && !folded.is_empty()).then_some(b' '));
                    is_gap = false;
                    push_letter(c, at, &mut |byte, _| folded.push(byte));
                } else {
                    is_gap |= !is_skipped(c);
                }
                at += length;
            }
            proptest::prop_assert_eq!(fold(&bytes, Reading::Markup), folded);
        }
    }

    #[test]
    fn what_is_broken_is_a_gap() {
        check("a&b&;c&#;d&#xZZ;e%f%zzg\\uD800h\\u12i<j k=\"l\">m", "a b c d e f zzg ud800h u12i j k l m");
        assert_eq!(fold(b"a\xFF\xC3b\xE2\x82", Reading::Markup), b"a b");
        assert_eq!(fold(b"<b> a", Reading::Plain), b"b a");
    }

    #[test]
    fn places_point_at_what_was_written() {
        assert_eq!(places("a &#39;b%C3%BC".as_bytes(), Reading::Markup), [0, 1, 7, 8]);
    }
}
