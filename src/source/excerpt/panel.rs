//! Pieces of source to show: which lines, and which part of each.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::text;
use crate::diagnostic::{Diagnostic, SourceId, Span};
use crate::source::Sources;

/// How many characters of a long line are shown.
const WIDTH: usize = 120;
/// How many of them stand before the marked place.
const BEFORE: usize = 40;
/// How many lines of a span over many lines are shown.
const LINES: usize = 3;
/// How many lines two places of one file may be apart to be shown in one panel.
const REACH: usize = 200;
/// What stands for the part of a line that is not shown.
const CUT: &str = "...";

/// A run of lines of one file with the places marked in it.
pub(super) struct Panel<'a> {
    bytes: Cow<'a, [u8]>,
    source: SourceId,
    /// The number of the first line.
    pub(super) first_line: usize,
    /// The lines as they are shown.
    pub(super) text: String,
    /// What is marked, in bytes of the file.
    pub(super) marks: Vec<Mark>,
    places: Vec<Line>,
}

/// A place to underline.
pub(super) struct Mark {
    pub(super) range: Range<usize>,
    pub(super) text: String,
    pub(super) is_primary: bool,
    span: Span,
}

/// Where the shown part of a line is in the file and in the text of the panel.
struct Line {
    shown: Range<usize>,
    text_start: usize,
}

/// The lines of a panel that hold marks: start of the line to the part of it that is shown.
type Windows = BTreeMap<usize, Range<usize>>;

/// Returns the panels of `diagnostic`: the marked place first, then the labels that do not fit there. What stands in
/// `hidden` places is not shown.
pub(super) fn panels<'a>(diagnostic: &Diagnostic, sources: &'a Sources, hidden: &[Span]) -> Vec<Panel<'a>> {
    let primary = diagnostic.span.map(|span| (span, &diagnostic.note, true));
    let labels = diagnostic.labels.iter().map(|label| (label.span, &label.text, false));
    let mut groups: Vec<(SourceId, Windows, Vec<Mark>)> = Vec::new();
    for (span, text, is_primary) in primary.into_iter().chain(labels) {
        let bytes = &sources.get(span.source).bytes;
        let mark = Mark { range: shown_range(bytes, span), text: text.clone(), is_primary, span };
        let fitting =
            groups.iter_mut().find(|(source, windows, _)| *source == span.source && fits(bytes, windows, &mark));
        if let Some((_, windows, marks)) = fitting {
            open(bytes, windows, &mark);
            marks.push(mark);
        } else {
            let mut windows = Windows::new();
            open(bytes, &mut windows, &mark);
            groups.push((span.source, windows, vec![mark]));
        }
    }
    let panel = |(source, windows, marks)| Panel::new(without(source, sources, hidden), source, &windows, marks);
    groups.into_iter().map(panel).collect()
}

/// Returns the bytes of a file with asterisks for what is hidden; their number stays.
fn without<'a>(source: SourceId, sources: &'a Sources, hidden: &[Span]) -> Cow<'a, [u8]> {
    let mut bytes = Cow::Borrowed(&*sources.get(source).bytes);
    for span in hidden.iter().filter(|span| span.source == source) {
        let range = span.range();
        let inside = range.start.min(bytes.len())..range.end.min(bytes.len());
        bytes.to_mut()[inside].iter_mut().filter(|byte| !byte.is_ascii_whitespace()).for_each(|byte| *byte = b'*');
    }
    bytes
}

/// Returns the bytes of `span` that are marked: within the file, whole characters, the first lines.
fn shown_range(bytes: &[u8], span: Span) -> Range<usize> {
    let start = text::floor(bytes, span.start as usize);
    let wanted = (span.end as usize).min(bytes.len()).max(start);
    let whole = if wanted < bytes.len() && text::floor(bytes, wanted) < wanted {
        text::forward(bytes, text::floor(bytes, wanted), 1)
    } else {
        wanted
    };
    let mut last_line = start;
    for _ in 1..LINES {
        last_line = (text::line_end(bytes, last_line) + 1).min(bytes.len());
    }
    let end = whole.min(text::line_end(bytes, last_line));
    // A span that ends with a line break is not meant to reach into the next line.
    let trimmed = bytes[start..end].trim_ascii_end().len();
    start..if trimmed == 0 { end.min(text::line_end(bytes, start)) } else { start + trimmed }
}

/// Returns whether `mark` can be shown together with what `windows` show.
fn fits(bytes: &[u8], windows: &Windows, mark: &Mark) -> bool {
    let line = text::line_start(bytes, mark.range.start);
    if let Some(window) = windows.get(&line) {
        return window.contains(&mark.range.start) || window.end == mark.range.start;
    }
    let Some((first, _)) = windows.first_key_value() else { return true };
    let Some((last, _)) = windows.last_key_value() else { return true };
    let between = line.min(*first)..line.max(*last);
    bytes[between].split(|byte| *byte == b'\n').count() <= REACH
}

/// Adds the lines of `mark` to `windows`.
fn open(bytes: &[u8], windows: &mut Windows, mark: &Mark) {
    let mut focus = mark.range.start;
    loop {
        let line = text::line_start(bytes, focus);
        windows.entry(line).or_insert_with(|| window(bytes, focus));
        focus = text::line_end(bytes, focus) + 1;
        if focus > mark.range.end {
            return;
        }
    }
}

/// Returns the part of the line around `focus` that is shown.
fn window(bytes: &[u8], focus: usize) -> Range<usize> {
    let line = text::line_start(bytes, focus)..text::line_end(bytes, focus);
    let content = &bytes[line.clone()];
    let content = content.strip_suffix(b"\r").unwrap_or(content);
    let is_short = text::forward(content, 0, WIDTH) == content.len();
    let start = if is_short { 0 } else { text::backward(content, (focus - line.start).min(content.len()), BEFORE) };
    line.start + start..line.start + text::forward(content, start, WIDTH)
}

impl<'a> Panel<'a> {
    fn new(bytes: Cow<'a, [u8]>, source: SourceId, windows: &Windows, marks: Vec<Mark>) -> Self {
        let first = windows.first_key_value().map_or(0, |(line, _)| *line);
        let last = windows.last_key_value().map_or(0, |(line, _)| *line);
        let first_line = text::line_number(&bytes, first);
        let mut panel = Self { bytes, source, first_line, text: String::new(), marks, places: Vec::new() };
        let mut line = first;
        loop {
            panel.push(line, windows.get(&line).cloned().unwrap_or_else(|| window(&panel.bytes, line)));
            line = text::line_end(&panel.bytes, line) + 1;
            if line > last {
                return panel;
            }
            panel.text.push('\n');
        }
    }

    fn push(&mut self, line: usize, shown: Range<usize>) {
        let bytes = &self.bytes;
        if shown.start > line {
            self.text.push_str(CUT);
        }
        let visible = text::visible_bytes(&bytes[shown.clone()]);
        let text_start = self.text.len();
        // An empty line gets a blank, so that there is something to point at.
        self.text.push_str(if visible.is_empty() { " " } else { &visible });
        if shown.end < text::line_end(bytes, line) && bytes[shown.end] != b'\r' {
            self.text.push_str(CUT);
        }
        self.places.push(Line { shown, text_start });
    }

    /// Returns the span of the mark that the panel was made for.
    pub(super) fn first_mark(&self) -> Span {
        self.marks.first().map_or(Span::new(self.source, 0..0), |mark| mark.span)
    }

    /// Returns where the byte at `offset` of the file is in the text.
    pub(super) fn place(&self, offset: usize) -> usize {
        let line = self.places.iter().rev().find(|line| line.shown.start <= offset).or(self.places.first());
        let Some(line) = line else { return 0 };
        let before = &self.bytes[line.shown.start..offset.clamp(line.shown.start, line.shown.end)];
        self.text.floor_char_boundary(line.text_start + text::visible_bytes(before).len())
    }
}
