//! Labels and titles of badges and charts: one line of text that is safe inside XML and HTML, in elements and in
//! attributes.

/// Returns `text` cleaned and with `& < > " '` escaped.
pub(super) fn escape(text: &str) -> String {
    quick_xml::escape::escape(clean(text)).into_owned()
}

/// Returns `text` on one line, without characters that XML 1.0 or HTML forbid, trimmed.
///
/// Line breaks and tabs become spaces, because a title or a label is one line. Control characters
/// and noncharacters are dropped: the first break an XML file, the second are errors in HTML.
pub(super) fn clean(text: &str) -> String {
    let spaced = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c });
    let allowed: String = spaced.filter(|c| !c.is_control() && !is_noncharacter(*c)).collect();
    allowed.trim().to_owned()
}

/// Returns whether Unicode reserves `c` for use inside programs.
fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_what_xml_forbids_is_dropped() {
        let check = |text: &str, expected: &str| assert_eq!(escape(text), expected, "{text:?}");
        check(r#"a < b & "c" > 'd'"#, "a &lt; b &amp; &quot;c&quot; &gt; &apos;d&apos;");
        check("null\0 bell\u{7} c1\u{85} nonchar\u{ffff}\u{fdd0}", "null bell c1 nonchar");
        check("two\nlines\tand a tab", "two lines and a tab");
        check("שלום 👩‍🔬 é", "שלום 👩‍🔬 é");
    }
}
