//! Changing a list of events: what pulldown-cmark does not know is put in after it has run.
//!
//! [`super::wikilink`], [`super::script`] and [`super::emoji`] look for their marks in the texts that are left when CommonMark has
//! had its way, so code, formulas, links and escaped characters are never touched. Each says what it wants as
//! [`Patch`]es, and [`apply`] makes the new list.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

/// An event with the bytes that it was written as.
pub(super) type Written<'a> = (Event<'a>, Range<usize>);

/// A place in a list: an event, and an offset in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    pub(super) event: usize,
    pub(super) offset: usize,
}

impl At {
    /// Returns the place `bytes` further on in the same text.
    pub(super) fn plus(self, bytes: usize) -> Self {
        Self { offset: self.offset + bytes, ..self }
    }
}

/// What is between two places, and what stands there instead.
#[derive(Debug)]
pub(super) struct Patch<'a> {
    pub(super) range: Range<At>,
    pub(super) with: Vec<Written<'a>>,
}

/// Returns the list with the patches made. They must not overlap.
pub(super) fn apply<'a>(source: &'a str, list: Vec<Written<'a>>, mut patches: Vec<Patch<'a>>) -> Vec<Written<'a>> {
    if patches.is_empty() {
        return list;
    }
    patches.sort_by_key(|patch| patch.range.start);
    let mut out = Vec::with_capacity(list.len() + 3 * patches.len());
    let mut from = At { event: 0, offset: 0 };
    for patch in patches {
        copy(source, &list, from..patch.range.start, &mut out);
        out.extend(patch.with);
        from = patch.range.end;
    }
    copy(source, &list, from..At { event: list.len(), offset: 0 }, &mut out);
    out
}

/// Copies the events between two places, and of the texts at its ends the parts between.
pub(super) fn copy<'a>(source: &'a str, list: &[Written<'a>], range: Range<At>, out: &mut Vec<Written<'a>>) {
    for index in range.start.event..=range.end.event.min(list.len().saturating_sub(1)) {
        let Some((event, written)) = list.get(index) else { break };
        let from = if index == range.start.event { range.start.offset } else { 0 };
        let Event::Text(text) = event else {
            if index < range.end.event {
                out.push((event.clone(), written.clone()));
            }
            continue;
        };
        let to = if index == range.end.event { range.end.offset } else { text.len() };
        if from == 0 && to == text.len() {
            out.push((event.clone(), written.clone()));
        } else if from < to {
            let bytes = written.start + from..written.start + to;
            // Only a text that was written as it reads has places inside it.
            out.push((Event::Text(source.get(bytes.clone()).unwrap_or_default().into()), bytes));
        }
    }
}

/// Returns the events with adjacent texts put together, which pulldown-cmark splits wherever a character could
/// have meant something. Texts that were not written as they read, such as entities, stay apart, and so does what
/// stands behind a backslash.
pub(super) fn joined<'a>(source: &'a str, events: impl Iterator<Item = Written<'a>>) -> Vec<Written<'a>> {
    let mut list: Vec<Written<'a>> = Vec::new();
    let (mut in_code, mut last_is_plain) = (false, false);
    for (event, range) in events {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            _ => {}
        }
        let plain = !in_code && is_plain(source, &event, &range);
        match list.last_mut() {
            Some((Event::Text(last), before)) if plain && last_is_plain && before.end == range.start => {
                before.end = range.end;
                *last = source.get(before.clone()).unwrap_or_default().into();
            }
            _ => list.push((event, range)),
        }
        last_is_plain = plain;
    }
    list
}

/// Returns whether the event is a text that was written as it reads.
pub(super) fn is_plain(source: &str, event: &Event, range: &Range<usize>) -> bool {
    matches!(event, Event::Text(text) if source.get(range.clone()) == Some(&**text))
}

/// Returns whether the first character of the text at `index` has a backslash before it.
pub(super) fn is_escaped(source: &str, list: &[Written], index: usize) -> bool {
    let Some((Event::Text(_), range)) = list.get(index) else { return false };
    let follows_text = index
        .checked_sub(1)
        .and_then(|before| list.get(before))
        .is_some_and(|(event, before)| matches!(event, Event::Text(_)) && before.end == range.start);
    !follows_text && source[..range.start].ends_with('\\')
}
