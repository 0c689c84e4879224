//! The body of a block, with the place of each byte in the file.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Span};
use crate::source::value::{Data, Value, yaml};

/// The lines of a block, each with its bytes in the file: in a list or a quote they are not next to each other.
#[derive(Debug, Default)]
pub struct Lines {
    /// The lines joined.
    pub text: String,
    places: Vec<Place>,
}

#[derive(Debug)]
struct Place {
    /// Where it begins in the text.
    start: usize,
    /// Its bytes in the file.
    range: Range<usize>,
    /// Whether it is written in the file as it reads.
    is_exact: bool,
}

impl Lines {
    /// Adds a line, or a part of one. `range` are its bytes in the file, in which it is `written` so.
    pub fn push(&mut self, text: &str, written: &str, range: Range<usize>) {
        self.places.push(Place { start: self.text.len(), range, is_exact: text == written });
        self.text.push_str(text);
    }

    /// Returns the place with the byte at `offset` of the text.
    fn place(&self, offset: usize) -> Option<&Place> {
        let after = self.places.partition_point(|place| place.start <= offset);
        self.places.get(after.checked_sub(1)?)
    }

    /// Returns where a range of the text stands in the file.
    fn in_file(&self, range: Range<usize>) -> Option<Range<usize>> {
        let at = |offset: usize, place: &Place| (place.range.start + offset - place.start).min(place.range.end);
        let first = self.place(range.start)?;
        let start = if first.is_exact { at(range.start, first) } else { first.range.start };
        if range.is_empty() {
            return Some(start..start);
        }
        let last = self.place(range.end - 1)?;
        let end = if last.is_exact { at(range.end, last) } else { last.range.end };
        Some(start..end.max(start))
    }

    /// Reads the lines as YAML with places in the file; `name` is the place for what is nowhere in them.
    ///
    /// # Errors
    /// When they are not YAML.
    pub(super) fn yaml(&self, name: Span) -> Result<Value, Diagnostic> {
        let place = |span: Span| self.in_file(span.range()).map_or(name, |range| Span::new(name.source, range));
        match yaml::parse(&self.text, name.source, 0) {
            Ok(mut value) => {
                relocate(&mut value, &place);
                Ok(value)
            }
            Err(mut diagnostic) => {
                diagnostic.span = diagnostic.span.map(place);
                diagnostic.labels.iter_mut().for_each(|label| label.span = place(label.span));
                Err(diagnostic)
            }
        }
    }
}

/// Moves every span in `value`. The reader of YAML sees to it that values do not nest deeply.
fn relocate(value: &mut Value, place: &impl Fn(Span) -> Span) {
    value.span = place(value.span);
    match &mut value.data {
        Data::List(items) => items.iter_mut().for_each(|item| relocate(item, place)),
        Data::Map(entries) => {
            for (key, value) in entries {
                key.span = place(key.span);
                relocate(value, place);
            }
        }
        _ => {}
    }
}
