//! Escaping of what the generator writes into HTML.
//!
//! Raw HTML of the author is passed through elsewhere; everything else goes through here.

/// Appends `value` to `out` as the text of an element.
pub(crate) fn push_text(out: &mut String, value: &str) {
    push(out, value, false);
}

/// Appends `value` to `out` as the value of an attribute in double quotes.
pub(crate) fn push_attribute(out: &mut String, value: &str) {
    push(out, value, true);
}

/// Returns `value` escaped for the text of an element.
pub(crate) fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    push_text(&mut out, value);
    out
}

/// Returns `value` escaped for an attribute in double quotes.
pub(crate) fn attribute(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    push_attribute(&mut out, value);
    out
}

fn push(out: &mut String, value: &str, quotes: bool) {
    let mut copied = 0;
    for (at, byte) in value.bytes().enumerate() {
        let replacement = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if quotes => "&quot;",
            // A document with other control characters is not valid HTML, however they are written.
            b'\t' | b'\n' | b'\r' | b' '..=b'~' | 0x80.. => continue,
            _ => "\u{FFFD}",
        };
        out.push_str(&value[copied..at]);
        out.push_str(replacement);
        copied = at + 1;
    }
    out.push_str(&value[copied..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_keeps_quotes_and_attributes_do_not() {
        assert_eq!(text(r#"<a href="x">&é"#), r#"&lt;a href="x"&gt;&amp;é"#);
        assert_eq!(attribute(r#""><script>"#), "&quot;&gt;&lt;script&gt;");
    }

    #[test]
    fn control_characters_become_the_replacement_character() {
        assert_eq!(text("a\u{1b}b\u{7f}\tc\n"), "a\u{FFFD}b\u{FFFD}\tc\n");
    }
}
