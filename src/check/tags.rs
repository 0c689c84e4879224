//! A page as a stream of tags and texts.
//!
//! 1. `usual` reads pages that are written as nearly all are, and hands on pieces of the page itself;
//! 2. any other page is read from its beginning, by another reader, with html5gum, which knows all that browsers make of HTML. What both are
//!    handed is the same: the tests below compare them.

use std::borrow::Cow;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use super::usual;

/// A name, a value or a text: a piece of the page where it is written as it is meant.
pub(super) type Text<'a> = Cow<'a, str>;

/// Names of attributes with their values, in order; of two with one name the first, as in browsers.
pub(super) type Attributes<'a> = Vec<(Text<'a>, Text<'a>)>;

/// Reads a page.
pub(super) trait Reader<'a> {
    /// Reads a start tag.
    fn start(&mut self, tag: &str, attributes: &Attributes<'a>);
    /// Reads an end tag.
    fn end(&mut self, tag: &str);
    /// Reads text, or a piece of it. That of `<style>` and `<script>` is text too.
    fn text(&mut self, text: &str);
    /// Returns whether text that comes now is of any interest; else it need not be handed on.
    fn wants_text(&self) -> bool {
        true
    }
}

/// Hands all of a page to a reader, as a browser reads it, and returns the reader.
pub(super) fn read<'a, R: Reader<'a>>(bytes: &'a [u8], new: impl Fn() -> R) -> R {
    let mut reader = new();
    if usual::read(bytes, &mut reader).is_none() {
        reader = new();
        read_any(bytes, &mut reader);
    }
    reader
}

/// The reader is `dyn`, because html5gum is large and would be compiled once for each kind of reader.
fn read_any(bytes: &[u8], reader: &mut dyn Reader<'_>) {
    let mut open = Open { reader, tag: String::new(), attributes: Attributes::new(), is_repeated: false };
    let mut emitter =
        CallbackEmitter::new(|event: CallbackEvent<'_>, _: html5gum::Span<()>| -> Option<std::convert::Infallible> {
            open.event(&event);
            None
        });
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(bytes, emitter).finish();
}

/// Returns the value of an attribute.
pub(super) fn value<'v>(attributes: &'v Attributes<'_>, wanted: &str) -> Option<&'v str> {
    attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| &**value)
}

/// Returns the value of an attribute, as long as the page is there.
pub(super) fn value_of<'a>(attributes: &Attributes<'a>, wanted: &str) -> Option<Text<'a>> {
    attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone())
}

/// Returns a text without white space around it.
pub(super) fn trimmed<'a>(text: &Text<'a>) -> Text<'a> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

struct Open<'r, 'a> {
    reader: &'r mut dyn Reader<'a>,
    /// The start tag that is being read.
    tag: String,
    attributes: Attributes<'a>,
    /// Whether the attribute that is being read has been there before.
    is_repeated: bool,
}

impl Open<'_, '_> {
    fn event(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = String::from_utf8_lossy(name).into_owned();
                self.attributes.clear();
            }
            CallbackEvent::AttributeName { name } => {
                let name = String::from_utf8_lossy(name);
                self.is_repeated = value(&self.attributes, &name).is_some();
                if !self.is_repeated {
                    self.attributes.push((Cow::Owned(name.into_owned()), Cow::Borrowed("")));
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let (Some((_, all)), false) = (self.attributes.last_mut(), self.is_repeated) {
                    all.to_mut().push_str(&String::from_utf8_lossy(value));
                }
            }
            CallbackEvent::CloseStartTag { .. } => self.reader.start(&self.tag, &self.attributes),
            CallbackEvent::EndTag { name } => self.reader.end(&String::from_utf8_lossy(name)),
            CallbackEvent::String { value } => self.reader.text(&String::from_utf8_lossy(value)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Writes down what is handed to it, with neighbouring texts as one.
    #[derive(Default, Debug, PartialEq, Eq)]
    struct Log(Vec<String>);

    impl<'a> Reader<'a> for Log {
        fn start(&mut self, tag: &str, attributes: &Attributes<'a>) {
            self.0.push(format!("<{tag} {attributes:?}"));
        }

        fn end(&mut self, tag: &str) {
            self.0.push(format!("</{tag}"));
        }

        fn text(&mut self, text: &str) {
            match self.0.last_mut().filter(|last| last.starts_with('"')) {
                Some(last) => last.push_str(text),
                None => self.0.push(format!("\"{text}")),
            }
        }
    }

    fn by_html5gum(page: &str) -> Log {
        let mut log = Log::default();
        read_any(page.as_bytes(), &mut log);
        log
    }

    #[track_caller]
    fn same(page: &str) {
        let log = read(page.as_bytes(), Log::default);
        assert_eq!(log, by_html5gum(page), "{page}");
    }

    #[test]
    fn what_pages_are_made_of_is_read_without_html5gum_and_to_the_same_end() {
        for page in [
            "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>a &amp; b</title></head>",
            "<p>Ein Text &lt;so&gt; &quot;da&quot; &#39;x&#39; &#x27;y&#x27; a & b é &nbsp;</p>",
            "<a href='x' data-a=\"&amp;b\" hidden>t</a><br/><img src=\"a\" />",
            "<script>if (a < b && c) { \"</p>\" }</script><style>a > b {}</style><p>x",
            "<script type=\"application/ld+json\">{\"a\": \"<b>\"}</script >",
            "<!-- a <b> --><p>x</p><!---->",
            "<textarea>\n<p>&amp;</textarea><title>x</p></title>",
            "<p a=\"1\" a=\"2\" A=\"3\">x</p><svg viewBox=\"0 0 1 1\" preserveAspectRatio='none'></svg>",
            "<p\n  class=\"x\"\n>x</p>",
        ] {
            let is_usual = usual::read(page.as_bytes(), &mut Log::default()).is_some();
            assert!(is_usual || page.contains("nbsp") || page.contains(" >"), "{page}");
            same(page);
        }
    }

    #[test]
    fn what_is_unusual_is_left_to_html5gum() {
        for page in [
            "<P>x</P>",
            "<p a=b>x",
            "<p a = \"b\">",
            "a &copy b",
            "&amp",
            "a\r\nb",
            "a\0b",
            "<p",
            "<p a",
            "<p a=\"",
            "<!--",
            "<!-->x-->",
            "<!--->x-->",
            "<!--a--!>b-->",
            "<?x>",
            "<![CDATA[x]]>",
            "<noscript><p></noscript>",
            "<script><!--<script></script>--></script>",
            "<script>x",
            "<title>x",
            "</>",
            "</p x>",
            "<a/b>",
            "< p>",
            "<1>",
            "<p \"a\">",
            "<p a\"b\">",
            "<iframe><p></iframe>",
            "<plaintext><p>",
            "<title/>x</title>",
            "<!doctype html a>",
            "&#0;",
            "&#128;",
            "&#xD800;",
            "&#38",
            "<p a=\"&ampx;\">",
            "<p a=\"&amp=\">",
        ] {
            same(page);
        }
    }

    /// Pieces that HTML is made of, put together in any order.
    fn piece() -> impl Strategy<Value = String> {
        let known = prop::sample::select(vec![
            "<",
            ">",
            "</",
            "/>",
            "<!--",
            "-->",
            "--",
            "!",
            "<p>",
            "</p>",
            "<a href=\"",
            "\"",
            "'",
            "=",
            " ",
            "\n",
            "&amp;",
            "&",
            ";",
            "#39;",
            "&#x27;",
            "<title>",
            "</title>",
            "<script>",
            "</script>",
            "</scr",
            "<style>",
            "</style>",
            "<textarea>",
            "</textarea>",
            "<!doctype html>",
            "class",
            "A",
            "é",
            "x y",
            "<br/>",
            "<svg viewBox=\"0 0\">",
        ]);
        prop_oneof![4 => known.prop_map(str::to_owned), 1 => "[ -~]{0,4}"]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn any_text_is_read_to_the_same_end(pieces in prop::collection::vec(piece(), 0..24)) {
            same(&pieces.concat());
        }
    }
}
