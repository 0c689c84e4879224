//! XML 1.0 documents: a thin layer over the writer of quick-xml that cannot fail and cannot write what XML forbids.

use std::borrow::Cow;

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::writer::Writer;

/// Attributes by name.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A document that is being written.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Xml {
    /// Returns a document with its declaration.
    pub(super) fn new() -> Self {
        let mut document = Self { writer: Writer::new_with_indent(Vec::new(), b' ', 2) };
        document.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        document
    }

    /// Writes a start tag.
    pub(super) fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.event(Event::Start(tag(name, attributes)));
    }

    /// Writes an end tag.
    pub(super) fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// Writes an element that has nothing in it.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.event(Event::Empty(tag(name, attributes)));
    }

    /// Writes an element with a text in it.
    pub(super) fn element(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.open(name, attributes);
        // Quotation marks are plain in text; in feeds there are many of them.
        let text = allowed(text);
        self.event(Event::Text(BytesText::from_escaped(quick_xml::escape::partial_escape(&*text))));
        self.close(name);
    }

    /// Returns the whole document.
    pub(super) fn finish(self) -> String {
        let mut text = String::from_utf8(self.writer.into_inner()).expect("it was written from strings");
        text.push('\n');
        text
    }

    fn event(&mut self, event: Event<'_>) {
        self.writer.write_event(event).expect("writing to memory does not fail");
    }
}

fn tag<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut tag = BytesStart::new(name);
    for (name, value) in attributes {
        tag.push_attribute((*name, &*allowed(value)));
    }
    tag
}

/// Returns `text` without the characters that XML 1.0 forbids, even as references (section 2.2), and without
/// carriage returns, which a parser would change.
pub(super) fn allowed(text: &str) -> Cow<'_, str> {
    // Nearly all texts are nothing but this.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t' | b'\n')) {
        return Cow::Borrowed(text);
    }
    text.replace("\r\n", "\n").chars().filter(|c| is_allowed(*c)).collect()
}

fn is_allowed(c: char) -> bool {
    match c {
        '\t' | '\n' => true,
        '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => false,
        _ => c >= ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_what_xml_forbids_is_dropped() {
        let mut xml = Xml::new();
        xml.open("a", &[("b", "1 < \"2\" & \u{1}3")]);
        xml.element("c", &[], "x ]]> <b>\0\u{b}\u{ffff}\u{85}é🎉</b>\r\ny");
        xml.empty("d", &[]);
        xml.close("a");
        let expected = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a b=\"1 &lt; &quot;2&quot; &amp; 3\">\n  \
            <c>x ]]&gt; &lt;b&gt;é🎉&lt;/b&gt;\ny</c>\n  <d/>\n</a>\n";
        assert_eq!(xml.finish(), expected);
    }
}
