//! HTML comments, which are not published.
//!
//! A comment within one HTML block or one line is taken out of the block's text by [`strip`]. But
//! CommonMark ends a block at an empty line where a browser still sees a comment, and takes what does not
//! end in its paragraph for text. The author means neither: [`hide_across_blocks`] blanks such comments
//! before the text is parsed.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events::Events;
use super::{Options, Place};
use crate::diagnostic::{Code, Diagnostic};

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// Returns `text` with white space for every comment that begins in one block and ends in another.
///
/// The length stays, so spans hold. A comment that never ends hides the rest, as it would
/// in a browser, and is an error.
pub(super) fn hide_across_blocks<'a>(
    text: &'a str,
    at: Place,
    options: Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> Cow<'a, str> {
    if !text.contains(OPEN) {
        return Cow::Borrowed(text);
    }
    let stretches = stretches(&Events::new(text, options));
    let mut hidden: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(open) = find(text, OPEN, from) {
        from = open + OPEN.len();
        let Some(begins_in) = stretch_at(&stretches, open) else { continue };
        let is_escaped = begins_in.block.is_none() && text[..open].ends_with('\\');
        // In the value of an attribute, or where else a tag is going on.
        let is_within_tag = begins_in.is_tag && open != begins_in.range.start;
        if is_escaped || is_within_tag {
            continue;
        }
        // `<!-->` is a whole comment.
        match find_close(text, &stretches, open + 2) {
            Some((close, ends_in)) => {
                if begins_in.block.is_none() || begins_in.block != ends_in.block {
                    hidden.push(open..close);
                }
                from = close;
            }
            None if begins_in.block.is_some() => {
                diagnostics.push(never_closed(at, open));
                hidden.push(open..text.len());
                break;
            }
            // Without an end anywhere it is a few characters of text, which everyone can see.
            None => break,
        }
    }
    if hidden.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(blank(text, &hidden)) }
}

fn never_closed(at: Place, open: usize) -> Diagnostic {
    Diagnostic::new(Code::BadValue, at.span(open..open + OPEN.len()), "this HTML comment is never closed")
        .note("hides the rest of the page")
        .hint(format!("write `{CLOSE}` where it ends"))
}

/// Bytes of a text that are neither code nor syntax.
struct Stretch {
    range: Range<usize>,
    /// The HTML block or tag that they belong to; `None` for text.
    block: Option<usize>,
    /// Whether they are one tag in a line of text, or a comment there.
    is_tag: bool,
}

fn stretches(events: &Events) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let (mut in_code, mut html_block) = (false, 0);
    for index in 0..events.len() {
        let (block, is_tag) = match events.get(index) {
            Some(Event::Start(Tag::CodeBlock(_))) => {
                in_code = true;
                continue;
            }
            Some(Event::End(TagEnd::CodeBlock)) => {
                in_code = false;
                continue;
            }
            Some(Event::Start(Tag::HtmlBlock)) => {
                html_block = index;
                continue;
            }
            Some(Event::Text(_)) if !in_code => (None, false),
            Some(Event::Html(_)) => (Some(html_block), false),
            Some(Event::InlineHtml(_)) => (Some(index), true),
            _ => continue,
        };
        stretches.push(Stretch { range: events.range(index), block, is_tag });
    }
    stretches
}

fn find(text: &str, pattern: &str, from: usize) -> Option<usize> {
    Some(from + text.get(from..)?.find(pattern)?)
}

fn stretch_at(stretches: &[Stretch], offset: usize) -> Option<&Stretch> {
    let index = stretches.partition_point(|stretch| stretch.range.end <= offset);
    stretches.get(index).filter(|stretch| stretch.range.contains(&offset))
}

/// Returns the offset after the end of a comment, and where that end is.
fn find_close<'s>(text: &str, stretches: &'s [Stretch], mut from: usize) -> Option<(usize, &'s Stretch)> {
    while let Some(close) = find(text, CLOSE, from) {
        if let Some(stretch) = stretch_at(stretches, close) {
            return Some((close + CLOSE.len(), stretch));
        }
        from = close + 1;
    }
    None
}

/// Returns `text` with spaces for the `hidden` ranges.
///
/// What follows a comment on its last line begins a line of its own, because after so many spaces it
/// would be a block of code.
fn blank(text: &str, hidden: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for range in hidden {
        let after = &text[range.end..];
        let end = text.len() - after.trim_start_matches([' ', '\t']).len();
        let bytes = text.as_bytes()[range.start..end - 1].iter();
        out.push_str(&text[copied..range.start]);
        out.extend(bytes.map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(*byte) } else { ' ' }));
        out.push('\n');
        copied = end;
    }
    out.push_str(&text[copied..]);
    out
}

/// Returns `html` in parts: what is outside the comments, with whether the comment after each part is
/// `<!-- more -->`.
pub(super) fn strip(html: &str) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    let mut rest = html;
    while let Some(open) = rest.find(OPEN) {
        let comment = &rest[open..];
        let close = find(comment, CLOSE, 2).map_or(comment.len(), |close| close + CLOSE.len());
        let inner = comment[..close].trim_start_matches(['<', '!', '-']).trim_end_matches(['-', '>']);
        parts.push((&rest[..open], inner.trim().eq_ignore_ascii_case("more")));
        rest = &comment[close..];
    }
    parts.push((rest, false));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceId;

    fn check(text: &str, expected: &str) {
        let at = Place { source: SourceId(0), offset: 0 };
        let hidden = hide_across_blocks(text, at, Options::default(), &mut Vec::new());
        assert_eq!(hidden, expected);
    }

    #[test]
    fn a_comment_across_blocks_is_blanked() {
        check("a <!-- b\n\nc --> d", "a       \n\n     \nd");
        check("<!-- a\n\n<div><!-- b --><!-- é", "<!-- a\n\n<div><!-- b -->      \n");
        check("<div><!-- é\n\nb --></div>", "<div>       \n\n    \n</div>");
    }

    #[test]
    fn a_comment_within_a_block_is_left_to_strip() {
        check("a <!-- b --> c\n\n<!--\n\nd\n-->", "a <!-- b --> c\n\n<!--\n\nd\n-->");
        assert_eq!(strip("a<!-- b -->c<!--more-->d"), [("a", false), ("c", true), ("d", false)]);
        assert_eq!(strip("<!-->a<!-- b"), [("", false), ("a", false), ("", false)]);
    }

    #[test]
    fn within_a_tag_there_is_no_comment() {
        for text in ["a <b title=\"<!--\">c</b>\n\n<!-- d -->", "a <![CDATA[<!--]]>b"] {
            check(text, text);
        }
        let at = Place { source: SourceId(0), offset: 0 };
        let mut found = Vec::new();
        hide_across_blocks("a <b title=\"<!--\">c</b> <!-- d", at, Options::default(), &mut found);
        assert_eq!(found, []);
        check("a <b title=\"<!--\">c</b> <!-- d\n\ne --> f", "a <b title=\"<!--\">c</b>       \n\n     \nf");
    }

    #[test]
    fn code_and_escapes_are_no_comments() {
        check("`<!--` a\n\n`-->`", "`<!--` a\n\n`-->`");
        check("\\<!-- a\n\n-->", "\\<!-- a\n\n-->");
    }
}
