//! The events of pulldown-cmark, and of what it does not know, with the bytes that each was written as.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Options as Extensions, Parser, Tag, TagEnd};

use super::patch::{self, Written};
use super::{Options, emoji, script, wikilink};

/// Every event of a text, and where the footnotes are among them.
pub(super) struct Events<'a> {
    /// The text.
    pub(super) source: &'a str,
    list: Vec<Written<'a>>,
    /// The event after the end of a footnote definition, by the event that begins it.
    after_definition: BTreeMap<usize, usize>,
    /// The events inside a definition, by its label in lower case.
    definitions: BTreeMap<String, Range<usize>>,
}

impl<'a> Events<'a> {
    /// Returns the events of `source`.
    pub(super) fn new(source: &'a str, options: Options) -> Self {
        let list = patch::joined(source, Parser::new_ext(source, extensions(options)).into_offset_iter());
        let list = script::rewrite(source, wikilink::rewrite(source, list));
        let list = if options.emoji { emoji::rewrite(source, list) } else { list };
        let mut events = Self { source, list, after_definition: BTreeMap::new(), definitions: BTreeMap::new() };
        events.find_definitions();
        events
    }

    fn find_definitions(&mut self) {
        let mut open = Vec::new();
        for (index, (event, _)) in self.list.iter().enumerate() {
            match event {
                Event::Start(Tag::FootnoteDefinition(label)) => open.push((index, label.to_lowercase())),
                Event::End(TagEnd::FootnoteDefinition) => {
                    if let Some((start, label)) = open.pop() {
                        self.after_definition.insert(start, index + 1);
                        self.definitions.entry(label).or_insert(start + 1..index);
                    }
                }
                _ => {}
            }
        }
    }

    /// Returns the number of events.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns an event, or `None` after the last.
    pub(super) fn get(&self, index: usize) -> Option<&Event<'a>> {
        self.list.get(index).map(|(event, _)| event)
    }

    /// Returns the bytes of an event; empty after the last.
    pub(super) fn range(&self, index: usize) -> Range<usize> {
        self.list.get(index).map_or(self.source.len()..self.source.len(), |(_, range)| range.clone())
    }

    /// Returns what an event was written as.
    pub(super) fn written(&self, index: usize) -> &'a str {
        self.source.get(self.range(index)).unwrap_or_default()
    }

    /// Takes bytes off the beginning of a text, if it was written as it reads.
    pub(super) fn trim_text(&mut self, index: usize, bytes: usize) {
        let written = self.written(index);
        if let Some((Event::Text(text), range)) = self.list.get_mut(index)
            && **text == *written
            && let Some(rest) = written.get(bytes..)
        {
            *text = rest.into();
            range.start += bytes;
        }
    }

    /// Returns the index of the event that ends what the event at `start` begins.
    ///
    /// Takes time proportional to what is between, so it is for what cannot nest in itself, or of which
    /// only the outermost is asked.
    pub(super) fn end_of(&self, start: usize) -> usize {
        let mut depth = 0_usize;
        for (index, (event, _)) in self.list.iter().enumerate().skip(start) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return index;
            }
        }
        self.len()
    }

    /// Returns the first event after the footnote definition that begins at `start`.
    pub(super) fn after_definition(&self, start: usize) -> usize {
        self.after_definition.get(&start).copied().unwrap_or(start + 1)
    }

    /// Returns the events inside the definition of a footnote.
    pub(super) fn definition(&self, label: &str) -> Option<Range<usize>> {
        self.definitions.get(label).cloned()
    }

    /// Returns the plain text of inline events: with alternative texts, without footnotes and HTML.
    pub(super) fn plain(&self, range: Range<usize>) -> String {
        let mut plain = String::new();
        for (event, _) in self.list.get(range).unwrap_or_default() {
            match event {
                Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                    plain.push_str(text);
                }
                Event::SoftBreak | Event::HardBreak => plain.push(' '),
                _ => {}
            }
        }
        plain.trim().to_owned()
    }
}

pub(super) fn extensions(options: Options) -> Extensions {
    let mut extensions = Extensions::ENABLE_TABLES
        | Extensions::ENABLE_FOOTNOTES
        | Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TASKLISTS
        | Extensions::ENABLE_HEADING_ATTRIBUTES
        | Extensions::ENABLE_GFM
        | Extensions::ENABLE_DEFINITION_LIST;
    extensions.set(Extensions::ENABLE_MATH, options.math);
    extensions.set(Extensions::ENABLE_SMART_PUNCTUATION, options.smart_punctuation);
    extensions
}
