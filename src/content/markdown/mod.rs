//! The Markdown of a page as HTML with slots for its links.
//!
//! [`parse`] is a pure function of one text. It does not know the other pages, so a link is a
//! [`Piece::Url`] and an image a [`Piece::Image`], which are filled in later. What it does, in order:
//!
//! 1. `events` runs pulldown-cmark and keeps every event with its bytes; `wikilink`, `script` and `emoji` put in what
//!    it does not know, with `patch`. `comment` sees to it that HTML comments do not get through, wherever they
//!    begin and end; `abbreviation` takes out the lines that explain abbreviations.
//! 2. `writer` walks the events and writes pieces, one file for each kind of thing: `block` and
//!    `table` for structure, `inline` and `link` for what stands in a line, `autolink` for bare
//!    addresses, `heading`, `code_block` (which knows components too) with `info_string` and `code_lines`,
//!    `formula`, `diagram`, `alert` and `footnote`.
//! 3. `finish` computes what is known only at the end: the summary, the words, the sentences around
//!    the links.
//!
//! What came out is remembered as a `record`, by the text and all that it was read with.
//!
//! Content is data: template syntax comes out as it was written. Raw HTML is the author's own and passes
//! through; every other text and attribute is escaped.
//!
//! **Invariant:** no input panics, and nothing recurses over the nesting of the input.

mod abbreviation;
mod alert;
mod autolink;
mod block;
mod code_block;
mod code_lines;
mod comment;
mod destination;
mod diagram;
mod document;
mod emoji;
pub(crate) mod escape;
mod events;
mod finish;
mod footnote;
mod formula;
mod heading;
mod info_string;
mod inline;
mod line_set;
mod link;
mod part;
mod patch;
mod record;
mod script;
pub mod slug;
mod table;
#[cfg(test)]
mod tests;
mod unique;
mod wikilink;
pub mod words;
mod writer;
pub mod written;

pub use document::{ComponentId, Document, Fill, Heading, Image, Link, LinkId, LinkKind, Piece, Plain, Position};
pub use part::Part;

use std::sync::Arc;

use crate::diagnostic::{SourceId, Span};
use crate::memo::{Forget, Memo};
use crate::source::Source;
use crate::words::Words;

/// What the Markdown of a page may contain.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct Options {
    /// Whether `$..$` and `$$..$$` are formulas. A fenced block named `math` always is one.
    pub math: bool,
    /// Whether straight quotes, `--` and `...` become typographic ones.
    pub smart_punctuation: bool,
    /// Whether `:rocket:` becomes an emoji.
    pub emoji: bool,
    /// Whether code stays as it is, for who reads what pages say and shows none: colouring it takes longer than all else.
    pub plain_code: bool,
}

/// Where a text begins: spans count from the top of the file, front matter included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub source: SourceId,
    /// The offset of the text's first byte in the file.
    pub offset: usize,
}

impl Place {
    /// Returns the span of a range of the text.
    fn span(self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.source, range.start + self.offset..range.end + self.offset)
    }
}

/// With what a text is read.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// What it may contain.
    pub options: Options,
    /// What the theme says in it, such as the name of a block for a screen reader.
    pub words: &'a Arc<Words>,
    /// A hash of the words, where documents are remembered.
    pub digest: Option<[u8; 32]>,
    /// What is remembered of documents, and of the colours of code.
    pub memo: &'a dyn Memo,
}

/// Returns the document written in `text`, the body of a file after its front matter. What the theme says in it, such as
/// the name of a block for a screen reader, is in `words`.
///
/// Never fails: what is wrong is in [`Document::diagnostics`], and the rest of the text stands.
pub fn parse(text: &str, at: Place, options: &Options, words: &Arc<Words>) -> Document {
    read(text, at, Setting { options: *options, words, digest: None, memo: &Forget })
}

/// Returns the document written in `text`, which is at the end of `file`, as [`parse`] does, with what is remembered.
pub fn parse_in(text: &str, file: &Source, at: Place, setting: Setting<'_>) -> Document {
    let Some(key) = record::key(text, at, &setting) else { return read(text, at, setting) };
    let digest = Some(*key.bytes());
    let again = || part::Again { file: file.bytes.clone(), at, options: setting.options, words: setting.words.clone() };
    let parts = record::Parts::of(&file.path, setting.memo);
    if let Some(document) = record::recalled(&key, again, setting.memo) {
        if document.has_code {
            parts.keep();
        }
        return Document { digest, ..document };
    }
    let document = read(text, at, Setting { memo: &parts, ..setting });
    parts.put_in();
    if record::remember(&document, &key, setting.memo) { Document { digest, ..document } } else { document }
}

fn read(text: &str, at: Place, setting: Setting<'_>) -> Document {
    let options = setting.options;
    let mut diagnostics = Vec::new();
    let visible = comment::hide_across_blocks(text, at, options, &mut diagnostics);
    let (visible, abbreviations) = abbreviation::take(visible, options);
    let events = events::Events::new(&visible, options);
    let mut writer = writer::Writer::new(events, at, setting, diagnostics);
    writer.abbreviations = abbreviations;
    writer.title();
    writer.body();
    writer.footnotes();
    finish::finish(writer)
}
