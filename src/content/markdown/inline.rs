//! What stands in a line: texts, code, line breaks and raw tags.

use std::ops::Range;

use pulldown_cmark::Event;

use super::autolink::{self, Address};
use super::escape;
use super::writer::Writer;

/// Consecutive texts, which pulldown-cmark splits wherever a character could have meant something.
struct Run {
    /// What is looked through for addresses: smart punctuation as it was typed, else what it reads.
    typed: String,
    /// Of each event its index, its length in `typed`, and whether that is also how it reads.
    parts: Vec<(usize, usize, bool)>,
}

impl Writer<'_> {
    /// Writes consecutive texts, with links for the bare addresses in them.
    pub(super) fn text_run(&mut self, start: usize) -> usize {
        let mut end = start;
        while matches!(self.events.get(end), Some(Event::Text(_))) {
            end += 1;
        }
        let run = self.run(start, end);
        let addresses = if self.in_link || self.in_raw_link { Vec::new() } else { autolink::find(&run.typed) };
        self.write_run(&run, &addresses);
        end
    }

    fn run(&self, start: usize, end: usize) -> Run {
        let mut run = Run { typed: String::new(), parts: Vec::new() };
        for index in start..end {
            let Some(Event::Text(text)) = self.events.get(index) else { continue };
            let written = self.events.written(index);
            let is_smart = **text != *written && written.bytes().all(|byte| matches!(byte, b'-' | b'.' | b'\'' | b'"'));
            let typed = if is_smart { written } else { text };
            run.typed.push_str(typed);
            run.parts.push((index, typed.len(), !is_smart));
        }
        run
    }

    fn write_run(&mut self, run: &Run, addresses: &[Address]) {
        let mut addresses = addresses.iter().peekable();
        let mut written = 0;
        let mut start = 0;
        for (index, length, reads_so) in &run.parts {
            let end = start + length;
            // An address is written whole at the part that it begins in.
            while written < end {
                match addresses.peek() {
                    Some(address) if address.range.start <= written => {
                        let place = self.written_range(run, address.range.clone());
                        self.bare_address(address, &run.typed[address.range.clone()], place);
                        written = address.range.end;
                        addresses.next();
                    }
                    next => {
                        let until = next.map_or(end, |address| address.range.start.min(end));
                        self.write_part(*index, *reads_so, &run.typed[written..until], until - written == *length);
                        written = until;
                    }
                }
            }
            start = end;
        }
    }

    /// Returns the bytes of the source that a range of a run was written as.
    ///
    /// They may be more than the range has, because entities and backslashes are decoded in a run.
    fn written_range(&self, run: &Run, range: Range<usize>) -> Range<usize> {
        let mut place = self.events.source.len()..0;
        let mut start = 0;
        for (index, length, _) in &run.parts {
            let (from, to) = (range.start.max(start), range.end.min(start + length));
            if from < to {
                let written = self.events.range(*index);
                let is_exact = written.len() == *length;
                place.start = place.start.min(written.start + if is_exact { from - start } else { 0 });
                place.end = if is_exact { written.start + to - start } else { written.end };
            }
            start += length;
        }
        place
    }

    fn write_part(&mut self, index: usize, reads_so: bool, typed: &str, is_whole: bool) {
        match self.events.get(index).cloned() {
            Some(Event::Text(text)) if !reads_so && is_whole => self.words(&text),
            _ => self.explained(typed),
        }
    }

    /// Writes code in a line.
    pub(super) fn code(&mut self, code: &str) {
        self.text.push_str(code);
        self.html(&format!("<code>{}</code>", escape::text(code)));
    }

    /// Writes a line break, which in the plain text is a space.
    pub(super) fn line_break(&mut self, html: &str) {
        self.text.push(' ');
        self.html(html);
    }

    /// Writes a tag of raw HTML, or nothing for a comment.
    pub(super) fn inline_html(&mut self, html: &str) {
        let name: String = html.chars().take(4).collect::<String>().to_ascii_lowercase();
        if name.starts_with("</a") {
            self.in_raw_link = false;
        } else if name.starts_with("<a>") || name.starts_with("<a ") || name.starts_with("<a\n") {
            self.in_raw_link = true;
        }
        // In a tag, the characters of a comment are part of an attribute.
        if html.starts_with("<!--") { self.raw(html) } else { self.html(html) }
    }
}
