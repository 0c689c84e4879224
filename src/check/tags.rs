//! A page as a stream of tags and texts.

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

/// Names of attributes with their values, in order; of two with one name the first, as in browsers.
pub(super) type Attributes = Vec<(String, String)>;

/// Reads a page.
pub(super) trait Reader {
    /// Reads a start tag.
    fn start(&mut self, tag: &str, attributes: &Attributes);
    /// Reads an end tag.
    fn end(&mut self, tag: &str);
    /// Reads text, or a piece of it. That of `<style>` and `<script>` is text too.
    fn text(&mut self, text: &str);
}

/// Hands all of a page to `reader`, as a browser reads it.
pub(super) fn read(bytes: &[u8], reader: &mut impl Reader) {
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
pub(super) fn value<'a>(attributes: &'a Attributes, wanted: &str) -> Option<&'a str> {
    attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
}

struct Open<'a, R> {
    reader: &'a mut R,
    /// The start tag that is being read.
    tag: String,
    attributes: Attributes,
    /// Whether the attribute that is being read has been there before.
    is_repeated: bool,
}

impl<R: Reader> Open<'_, R> {
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
                    self.attributes.push((name.into_owned(), String::new()));
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let (Some((_, all)), false) = (self.attributes.last_mut(), self.is_repeated) {
                    all.push_str(&String::from_utf8_lossy(value));
                }
            }
            CallbackEvent::CloseStartTag { .. } => self.reader.start(&self.tag, &self.attributes),
            CallbackEvent::EndTag { name } => self.reader.end(&String::from_utf8_lossy(name)),
            CallbackEvent::String { value } => self.reader.text(&String::from_utf8_lossy(value)),
            _ => {}
        }
    }
}
