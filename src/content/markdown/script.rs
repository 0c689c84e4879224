//! Superscript and subscript: `x^2^`, `H~2~O`.
//!
//! Between the marks there is no blank, so a `^` or a `~` in prose stays what it is. Both need something before them
//! that they belong to; only a superscript may do without when it begins with a digit, as in `^14^C`. One tilde
//! around whole words is struck out, as on GitHub: ` ~so~ `.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::autolink;
use super::patch::{self, At, Patch, Written};

/// Returns the list with superscripts and subscripts.
pub(super) fn rewrite<'a>(source: &'a str, mut list: Vec<Written<'a>>) -> Vec<Written<'a>> {
    if !source.contains(['^', '~']) {
        return list;
    }
    after_brackets(source, &mut list);
    let mut scan = Scan { source, list: &list, blanks: 0, open: vec![[None; 2]], in_code: false, patches: Vec::new() };
    for index in 0..list.len() {
        scan.event(index);
    }
    let patches = scan.patches;
    patch::apply(source, list, patches)
}

/// Makes subscripts of what follows a bracket or another mark, as in `Ca(OH)~2~`, and was taken for struck out.
fn after_brackets(source: &str, list: &mut [Written]) {
    let mut opened: Vec<(usize, usize)> = Vec::new();
    let mut blanks = 0;
    for index in 0..list.len() {
        let (event, range) = &list[index];
        match event {
            Event::Start(Tag::Strikethrough) => opened.push((index, blanks)),
            Event::End(TagEnd::Strikethrough) => {
                let Some((start, before)) = opened.pop() else { continue };
                let has_base = source[..range.start].ends_with([')', ']', '}', '*', '_', '`']);
                let is_single = source[range.start..].starts_with('~') && !source[range.start..].starts_with("~~");
                if has_base && is_single && before == blanks {
                    list[start].0 = Event::Start(Tag::Subscript);
                    list[index].0 = Event::End(TagEnd::Subscript);
                }
            }
            Event::SoftBreak | Event::HardBreak => blanks += 1,
            Event::Text(text) => blanks += usize::from(text.contains(char::is_whitespace)),
            _ => {}
        }
    }
}

/// A mark that is open.
#[derive(Debug, Clone, Copy)]
struct Open {
    at: At,
    blanks: usize,
}

struct Scan<'s, 'a> {
    source: &'a str,
    list: &'s [Written<'a>],
    /// How many blanks there were.
    blanks: usize,
    /// For each element that is open, the `^` and the `~` that are open in it.
    open: Vec<[Option<Open>; 2]>,
    in_code: bool,
    patches: Vec<Patch<'a>>,
}

impl Scan<'_, '_> {
    fn event(&mut self, index: usize) {
        let (event, range) = &self.list[index];
        match event {
            Event::Start(tag) => {
                self.open.push([None; 2]);
                self.in_code |= matches!(tag, Tag::CodeBlock(_));
            }
            Event::End(tag) => {
                self.open.pop();
                self.in_code &= *tag != TagEnd::CodeBlock;
            }
            Event::SoftBreak | Event::HardBreak => self.blanks += 1,
            Event::Text(text) if !self.in_code => self.text(index, text, patch::is_plain(self.source, event, range)),
            _ => {}
        }
    }

    fn text(&mut self, index: usize, text: &str, is_plain: bool) {
        let addresses = if text.contains(['^', '~']) { autolink::find(text) } else { Vec::new() };
        let mut addresses = addresses.iter().peekable();
        let is_escaped = patch::is_escaped(self.source, self.list, index);
        for (offset, c) in text.char_indices() {
            while addresses.next_if(|address| address.range.end <= offset).is_some() {}
            let in_address = addresses.peek().is_some_and(|address| address.range.contains(&offset));
            match c {
                // `$x^2$` is TeX even where formulas are not made of it.
                '$' => self.blanks += 1,
                _ if c.is_whitespace() => self.blanks += 1,
                '^' | '~' if is_plain && !in_address && !(is_escaped && offset == 0) => {
                    self.mark(At { event: index, offset }, c);
                }
                _ => {}
            }
        }
    }

    fn mark(&mut self, at: At, mark: char) {
        let kind = usize::from(mark == '~');
        let blanks = self.blanks;
        let Some(open) = self.open.last_mut() else { return };
        match open[kind].take() {
            Some(begin) if begin.blanks == blanks && begin.at.plus(1) != at => {
                // What began inside and did not end there is no element.
                open[1 - kind] = open[1 - kind].filter(|other| other.at < begin.at);
                self.put(begin.at..at, mark);
            }
            _ if self.can_open(at, mark) => {
                if let Some(open) = self.open.last_mut() {
                    open[kind] = Some(Open { at, blanks });
                }
            }
            _ => {}
        }
    }

    /// Returns whether a mark may begin something: it belongs to what is before it, and is not one of several.
    fn can_open(&self, at: At, mark: char) -> bool {
        let Some((Event::Text(text), _)) = self.list.get(at.event) else { return false };
        let (before, after) = (&text[..at.offset], &text[at.offset + 1..]);
        if before.ends_with(mark) || after.starts_with(mark) {
            return false;
        }
        let follows_element = || {
            let before = at.event.checked_sub(1).and_then(|index| self.list.get(index));
            !matches!(
                before,
                None | Some((Event::Start(_) | Event::SoftBreak | Event::HardBreak | Event::TaskListMarker(_), _))
            )
        };
        let has_base = before.chars().next_back().map_or_else(follows_element, is_base);
        has_base || (mark == '^' && after.starts_with(|c: char| c.is_ascii_digit()))
    }

    fn put(&mut self, range: std::ops::Range<At>, mark: char) {
        let (start, end) = match mark {
            '^' => (Tag::Superscript, TagEnd::Superscript),
            _ => (Tag::Subscript, TagEnd::Subscript),
        };
        for (at, event) in [(range.start, Event::Start(start)), (range.end, Event::End(end))] {
            let byte = self.list[at.event].1.start + at.offset;
            self.patches.push(Patch { range: at..at.plus(1), with: vec![(event, byte..byte + 1)] });
        }
    }
}

/// Returns whether something raised or lowered may belong to what ends with `c`.
fn is_base(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, ')' | ']' | '}' | '"' | '\'' | '”' | '’' | '′' | '″' | '.' | ',' | '%' | '°' | '†' | '*')
}
