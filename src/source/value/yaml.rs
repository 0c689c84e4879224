//! YAML to [`Value`], with byte spans, on the events of `granit-parser`.
//!
//! Anchors, aliases, merge keys and tags are refused: a plan is data that people read, and without
//! aliases a small file cannot unfold into a large one. Nesting is bounded for the same reason.

use granit_parser::{Event, Parser, ScalarStyle, ScanError};

use super::{Data, Value, mistake};
use crate::diagnostic::{Code, Diagnostic, SourceId, Span, Spanned};

/// Deeper data than this is a mistake or an attack.
const MAX_DEPTH: usize = 64;
/// A plan of ten thousand items is about one megabyte.
const MAX_BYTES: usize = 8 << 20;

/// Reads the YAML document in `text`, which begins at byte `offset` of `source`.
///
/// An empty document is an empty map.
///
/// # Errors
/// When `text` is not one YAML document of plain data; the span points into the source file.
pub fn parse(text: &str, source: SourceId, offset: usize) -> Result<Value, Diagnostic> {
    let mut reader = Reader { text, source, offset, parser: Parser::new_from_str(text) };
    if text.len() > MAX_BYTES {
        let mebibytes = text.len().div_ceil(1 << 20);
        let message = format!("this is {mebibytes} MiB of YAML; up to {} MiB are read", MAX_BYTES >> 20);
        let hint = "keep what is not about the plan or the page in files of its own";
        return Err(Diagnostic::new(Code::FileTooLarge, reader.span(0..0), message).hint(hint));
    }
    reader.document()
}

struct Reader<'a> {
    text: &'a str,
    source: SourceId,
    offset: usize,
    parser: Parser<'a, granit_parser::StrInput<'a>>,
}

impl<'a> Reader<'a> {
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.source, range.start + self.offset..range.end + self.offset)
    }

    fn document(&mut self) -> Result<Value, Diagnostic> {
        let end = self.text.len();
        let mut document = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::DocumentStart(..) if document.is_some() => {
                    let diagnostic = Diagnostic::new(Code::BadYaml, span, "a second YAML document begins here");
                    return Err(diagnostic.hint("one file holds one document: remove the line `---`"));
                }
                Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
                event => document = Some(self.node(event, span, 0)?),
            }
        }
        match document {
            Some(value) if value.data != Data::Null => Ok(value),
            _ => Ok(Value { data: Data::Map(Vec::new()), span: self.span(end..end) }),
        }
    }

    /// Returns the next event that is not a comment, with its span in the source file.
    fn next(&mut self) -> Result<(Event<'a>, Span), Diagnostic> {
        loop {
            match self.parser.next() {
                None => return Ok((Event::StreamEnd, self.span(self.text.len()..self.text.len()))),
                Some(Ok((Event::Comment(..), _))) => {}
                Some(Ok((event, span))) => {
                    let range = span.byte_range().unwrap_or(0..0);
                    return Ok((event, self.span(range)));
                }
                Some(Err(error)) => return Err(self.syntax_error(&error)),
            }
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Value, Diagnostic> {
        if depth > MAX_DEPTH {
            let message = format!("the data is nested more than {MAX_DEPTH} levels deep");
            return Err(Diagnostic::new(Code::BadYaml, span, message)
                .hint("nothing in a journal is nested that deep: look for brackets too many"));
        }
        self.refuse_extras(&event, span)?;
        match event {
            Event::Scalar(text, style, _, _) => {
                let data = if style == ScalarStyle::Plain { plain(&text) } else { Data::Text(text.into_owned()) };
                Ok(Value { data, span: self.trim(span) })
            }
            Event::SequenceStart(..) => self.list(span, depth),
            Event::MappingStart(..) => self.map(span, depth),
            _ => Err(Diagnostic::new(Code::BadYaml, span, "expected a value")),
        }
    }

    fn refuse_extras(&self, event: &Event<'_>, span: Span) -> Result<(), Diagnostic> {
        let refuse = |span: Span, what: &str, hint: &str| Err(Diagnostic::new(Code::BadYaml, span, what).hint(hint));
        match event {
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let (what, hint) = mistake::NO_ALIASES;
                refuse(span, what, hint)
            }
            Event::Scalar(_, _, anchor, _) | Event::SequenceStart(_, anchor, _) | Event::MappingStart(_, anchor, _)
                if *anchor != 0 =>
            {
                refuse(
                    self.sigil(span, '&'),
                    "YAML anchors (`&name`) are not supported",
                    "remove the anchor; if the text begins with `&`, quote it",
                )
            }
            _ if event.tag().is_some() => {
                let hint = "remove the tag; if the text begins with `!`, quote it";
                refuse(self.sigil(span, '!'), "YAML tags (`!name`) are not supported", hint)
            }
            _ => Ok(()),
        }
    }

    fn list(&mut self, start: Span, depth: usize) -> Result<Value, Diagnostic> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::SequenceEnd {
                let span = self.joined(start, span, items.last().map(|item: &Value| item.span));
                return Ok(Value { data: Data::List(items), span });
            }
            items.push(self.node(event, span, depth + 1)?);
        }
    }

    fn map(&mut self, start: Span, depth: usize) -> Result<Value, Diagnostic> {
        let mut entries: Vec<(Spanned<String>, Value)> = Vec::new();
        let mut places = std::collections::HashMap::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                let span = self.joined(start, span, entries.last().map(|(_, value)| value.span));
                return Ok(Value { data: Data::Map(entries), span });
            }
            let key = self.key(event, span)?;
            if let Some(first) = places.insert(key.value.clone(), key.span) {
                let message = format!("the key `{}` is written twice", key.value);
                let diagnostic = Diagnostic::new(Code::DuplicateKey, key.span, message);
                return Err(diagnostic.label(first, "first written here").hint("keep one of the two"));
            }
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth + 1)?;
            entries.push((key, value));
        }
    }

    fn key(&self, event: Event<'_>, span: Span) -> Result<Spanned<String>, Diagnostic> {
        self.refuse_extras(&event, span)?;
        match event {
            Event::Scalar(text, style, _, _) if style != ScalarStyle::Plain || text != "<<" => {
                Ok(Spanned::new(text.into_owned(), self.trim(span)))
            }
            Event::Scalar(..) => Err(Diagnostic::new(Code::BadYaml, span, "YAML merge keys (`<<`) are not supported")
                .hint("write the keys out where they are needed")),
            _ => Err(Diagnostic::new(Code::BadYaml, span, "a key must be a word, not a list or a map")
                .hint("text that begins with `{` or `[` needs quotes")),
        }
    }

    /// Ends a block collection where its last value ends rather than at the token that closed it.
    fn joined(&self, start: Span, end: Span, last: Option<Span>) -> Span {
        let is_flow =
            self.text.as_bytes().get(start.start as usize - self.offset).is_some_and(|b| matches!(b, b'[' | b'{'));
        let end = if is_flow { end.end } else { last.map_or(start.end, |last| last.end) };
        Span { end: end.max(start.start), ..start }
    }

    /// Leaves out the white space that a block scalar's span may end with.
    fn trim(&self, span: Span) -> Span {
        let range = span.start as usize - self.offset..span.end as usize - self.offset;
        match self.text.get(range) {
            Some(text) => Span { end: span.start + u32::try_from(text.trim_end().len()).unwrap_or(0), ..span },
            None => span,
        }
    }

    fn syntax_error(&self, error: &ScanError) -> Diagnostic {
        let at = error.marker().byte_offset().unwrap_or(0).min(self.text.len());
        let mistake = mistake::explain(self.text, at, &error.info());
        let diagnostic = Diagnostic::new(Code::BadYaml, self.span(mistake.range), mistake.message).hint(mistake.hint);
        match mistake.label {
            Some((range, text)) => diagnostic.label(self.span(range), text),
            None => diagnostic,
        }
    }

    /// Returns the place of the anchor or tag that begins with `sigil` and belongs to what is at `span`.
    fn sigil(&self, span: Span, sigil: char) -> Span {
        let at = span.start as usize - self.offset;
        let (Some(before), Some(after)) = (self.text.get(..at), self.text.get(at..)) else { return span };
        let start = if after.starts_with(sigil) { Some(at) } else { before.rfind(sigil) };
        let Some(start) = start else { return span };
        let word = self.text[start..].find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}'));
        self.span(start..word.map_or(self.text.len(), |end| start + end))
    }
}

/// Resolves a plain scalar by the core schema of YAML 1.2.2, section 10.3.2.
fn plain(text: &str) -> Data {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Data::Null,
        "true" | "True" | "TRUE" => return Data::Bool(true),
        "false" | "False" | "FALSE" => return Data::Bool(false),
        _ => {}
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_number = digits.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && digits.bytes().any(|byte| byte.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'));
    if !is_number {
        return Data::Text(text.to_owned());
    }
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.trim_start_matches('+').parse().map_or_else(|_| Data::Text(text.to_owned()), Data::Integer);
    }
    text.parse::<f64>().map_or_else(|_| Data::Text(text.to_owned()), Data::Float)
}
