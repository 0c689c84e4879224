//! Where a README keeps its badges: between two comments.
//!
//! In Markdown a comment counts where a reader of Markdown sees one, so not in a block of code, which may be about these
//! very comments. In `AsciiDoc` it is a line that begins with `//`.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::super::Refusal;
use super::Markup;

/// The word by which a comment is known as ours.
const NAME: &str = "milepost:badges";

/// A place for badges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Which badges, as the first comment lists them; empty when it lists none.
    pub(super) ids: Vec<String>,
    /// What is between the comments.
    pub(super) content: Range<usize>,
    /// The line of the first comment, from 1.
    pub(super) line: usize,
    /// What is written there.
    pub(super) snippet: Snippet,
    /// Whether everything is on one line, in the middle of a text.
    pub(super) is_inline: bool,
    /// What stands at the beginning of each line there, such as the `> ` of a quotation.
    pub(super) prefix: String,
}

/// How a badge is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Snippet {
    /// A link of Markdown.
    Markdown,
    /// Elements of HTML, in a block of HTML, where Markdown is not read.
    Html,
    /// A macro of `AsciiDoc`.
    AsciiDoc,
}

/// A comment of ours.
#[derive(Debug)]
struct Mark {
    range: Range<usize>,
    words: Vec<String>,
    snippet: Snippet,
}

/// Returns every place for badges in `text`.
pub(super) fn places(text: &str, markup: Markup) -> Result<Vec<Place>, Refusal> {
    let marks = match markup {
        Markup::Markdown => in_markdown(text),
        Markup::AsciiDoc => in_asciidoc(text),
    };
    let mut places = Vec::new();
    let mut open: Option<Mark> = None;
    for mark in marks {
        let line = line_of(text, mark.range.start);
        match (mark.words.first().map(String::as_str), open.take()) {
            (Some("start"), None) => open = Some(mark),
            (Some("start"), Some(start)) => return Err(unclosed(text, &start)),
            (Some("end"), Some(start)) => places.push(place(text, start, &mark)),
            (Some("end"), None) => {
                return Err(Refusal::new(format!("`{NAME} end` on line {line} has no `{NAME} start` before it")));
            }
            (other, _) => {
                let found = other.unwrap_or_default();
                return Err(Refusal::new(format!(
                    "`{NAME} {found}` on line {line} is neither `{NAME} start` nor `{NAME} end`"
                )));
            }
        }
    }
    open.map_or(Ok(places), |start| Err(unclosed(text, &start)))
}

fn unclosed(text: &str, start: &Mark) -> Refusal {
    let line = line_of(text, start.range.start);
    Refusal::new(format!("`{NAME} start` on line {line} has no `{NAME} end`: add it below the badges"))
}

fn place(text: &str, start: Mark, end: &Mark) -> Place {
    let content = start.range.end..end.range.start;
    let is_line_start = |at: usize| text[..at].rsplit('\n').next().is_some_and(is_blank);
    let is_inline = !text[content.clone()].contains('\n') && !is_line_start(start.range.start);
    let before = |at: usize| text[..at].rsplit('\n').next().filter(|before| is_blank(before));
    let prefix = before(end.range.start).or_else(|| before(start.range.start)).unwrap_or_default().to_owned();
    let line = line_of(text, start.range.start);
    let ids = start.words.into_iter().skip(1).collect();
    Place { ids, content, line, snippet: start.snippet, is_inline, prefix }
}

/// Returns whether that is nothing but space and the signs of quotations.
fn is_blank(before: &str) -> bool {
    before.chars().all(|c| c.is_whitespace() || c == '>')
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

fn words(comment: &str) -> Option<Vec<String>> {
    let words: Vec<String> =
        comment.split([' ', '\t', '\r', '\n', ',']).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    (words.first()? == NAME).then(|| words[1..].to_vec())
}

fn in_markdown(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut block = 0..0;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::HtmlBlock) => block = range,
            Event::Html(_) | Event::InlineHtml(_) => {
                for (comment, words) in comments(text, range) {
                    let line_end = text[comment.end..].find('\n').map_or(text.len(), |end| comment.end + end + 1);
                    // A block that goes on behind the comment began before it, and is HTML to its end.
                    let is_html = block.contains(&comment.start) && block.end > line_end;
                    let snippet = if is_html { Snippet::Html } else { Snippet::Markdown };
                    marks.push(Mark { range: comment, words, snippet });
                }
            }
            _ => {}
        }
    }
    marks
}

/// Returns the comments of ours in a piece of HTML.
fn comments(text: &str, piece: Range<usize>) -> Vec<(Range<usize>, Vec<String>)> {
    const OPEN: &str = "<!--";
    const CLOSE: &str = "-->";
    let mut found = Vec::new();
    let mut at = piece.start;
    while let Some(start) = text[at..piece.end].find(OPEN).map(|start| at + start) {
        let inside = start + OPEN.len();
        let Some(length) = text[inside..piece.end].find(CLOSE) else { break };
        at = inside + length + CLOSE.len();
        found.extend(words(&text[inside..inside + length]).map(|words| (start..at, words)));
    }
    found
}

fn in_asciidoc(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut fence: Option<&str> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        let is_fence = content.len() >= 4
            && content.starts_with(['-', '.', '+', '/'])
            && content.bytes().all(|byte| byte == content.as_bytes()[0]);
        match fence {
            Some(open) if open == content => fence = None,
            Some(_) => {}
            None if is_fence => fence = Some(content),
            None => {
                let found = content.strip_prefix("//").and_then(words);
                let range = at..at + content.len();
                marks.extend(found.map(|words| Mark { range, words, snippet: Snippet::AsciiDoc }));
            }
        }
        at += line.len();
    }
    marks
}
