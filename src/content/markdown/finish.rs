//! What is known of a document only when all of it is written.

use super::document::{Document, Piece, Plain};
use super::part::Part;
use super::words;
use super::writer::Writer;

/// About how many characters a summary has.
const SUMMARY: usize = 200;
/// How far a sentence may reach to either side of a link in it, in bytes.
const CONTEXT: usize = 240;

/// Returns the document that `writer` has written.
pub(super) fn finish(writer: Writer) -> Document {
    let summary = summary(&writer);
    let Writer {
        pieces,
        mut links,
        link_offsets,
        components,
        headings,
        title,
        text,
        formulas,
        mut diagnostics,
        has_math,
        has_code,
        undrawn_diagrams,
        ..
    } = writer;
    for (link, offset) in links.iter_mut().zip(link_offsets) {
        link.context = sentence(&text, offset);
    }
    let (words, cjk_characters) = words::count(&text);
    crate::diagnostic::sort(&mut diagnostics);
    Document {
        body: Part::new(pieces.into_iter().map(kept).collect()),
        links,
        components,
        headings,
        title,
        summary,
        words: words.saturating_add(cjk_characters),
        cjk_characters,
        plain: Part::new(Plain { text: exact(&text), formulas }),
        has_math,
        has_code,
        undrawn_diagrams,
        diagnostics,
        digest: None,
    }
}

fn kept(piece: Piece) -> Piece {
    match piece {
        Piece::Html(html) => Piece::Html(exact(&html)),
        piece => piece,
    }
}

/// Returns `text` in as much memory as it needs. A text that was written bit by bit has up to twice of it, which an
/// allocator does not take back from where it stands.
fn exact(text: &str) -> String {
    text.to_owned()
}

fn summary(writer: &Writer) -> Option<String> {
    let chosen = writer.fold.map(|length| one_line(&writer.text[..writer.text.floor_char_boundary(length)]));
    if let Some(chosen) = chosen.filter(|chosen| !chosen.is_empty()) {
        return Some(chosen);
    }
    let paragraph = writer.text.get(writer.first_paragraph.clone()?)?;
    Some(shortened(&one_line(paragraph))).filter(|summary| !summary.is_empty())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cuts `text` after its last sentence within the length, else after a word.
fn shortened(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().nth(SUMMARY) else { return text.to_owned() };
    let head = &text[..cut];
    let sentence = sentence_ends(head).filter(|end| *end >= cut / 3).last();
    if let Some(end) = sentence {
        return head[..end].to_owned();
    }
    let word = head.rfind(' ').unwrap_or(head.len());
    format!("{}…", head[..word].trim_end_matches([',', ';', ':', '-', '–', '—', ' ']))
}

/// Returns the offsets after each mark that ends a sentence and has white space after it.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.char_indices().filter_map(|(at, c)| {
        let end = at + c.len_utf8();
        match c {
            '。' | '！' | '？' => Some(end),
            '.' | '!' | '?' if text[end..].starts_with(char::is_whitespace) => Some(end),
            _ => None,
        }
    })
}

/// Returns the sentence of `text` around the byte at `offset`, or as much of it as is near.
fn sentence(text: &str, offset: usize) -> String {
    let offset = text.floor_char_boundary(offset);
    let start = text.floor_char_boundary(offset.saturating_sub(CONTEXT));
    let end = text.floor_char_boundary(offset.saturating_add(CONTEXT));
    let (before, after) = (&text[start..offset], &text[offset..end]);
    let block_start = before.rfind('\n').map(|newline| newline + 1);
    let begin = block_start.into_iter().chain(sentence_ends(before)).max();
    let block_end = after.find('\n');
    let finish = block_end.into_iter().chain(sentence_ends(after)).min();
    // A word that is cut through is left out.
    let begin = begin.or_else(|| (start > 0).then(|| before.find(' ').unwrap_or(before.len())));
    let finish = finish.or_else(|| (end < text.len()).then(|| after.rfind(' ').unwrap_or(after.len())));
    one_line(&format!("{}{}", &before[begin.unwrap_or(0)..], &after[..finish.unwrap_or(after.len())]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_ends_after_a_sentence_or_a_word() {
        let sentences = "One two three four five six seven. ".repeat(10);
        assert_eq!(shortened(sentences.trim()).len(), 35 * 5 - 1);
        let words = "word ".repeat(60);
        let short = shortened(words.trim());
        assert!(short.ends_with("word…") && short.len() < 210, "{short}");
        assert_eq!(shortened("Short."), "Short.");
    }

    #[test]
    fn a_context_is_the_sentence_around() {
        let text = "First one. The second, é here! Third.\nOther block.\n";
        assert_eq!(sentence(text, 23), "The second, é here!");
        assert_eq!(sentence(text, 0), "First one.");
        assert_eq!(sentence(text, 42), "Other block.");
        assert_eq!(sentence(text, 9_999), "");
    }
}
