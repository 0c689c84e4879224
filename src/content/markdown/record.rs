//! A document as bytes to be remembered: to read a text takes ten times as long.
//!
//! Only documents that nothing is wrong with are, and that have no components: those are nearly all.

use std::sync::{Arc, Mutex, PoisonError};

use super::body::Body;
use super::document::{Document, Heading, Image, Link, LinkId, LinkKind, Piece, Position};
use super::{Options, Place, Setting};
use crate::diagnostic::{SourceId, Span};
use crate::memo::form::{Form, push, push_number, push_optional};
use crate::memo::{Key, Kind, Memo, Shelf};

/// Another version is for another document of the same text, or for another form of the record.
const KIND: Kind = Kind { name: "document", version: 2, shelf: Shelf::Bulk };

const HTML: u8 = 0;
const URL: u8 = 1;
const IMAGE: u8 = 2;

/// Returns what the document of `text` is remembered by, where documents are.
pub(super) fn key(text: &str, at: Place, setting: &Setting<'_>) -> Option<Key> {
    let words = setting.digest.filter(|_| setting.memo.remembers())?;
    let Options { math, smart_punctuation, emoji, plain_code } = setting.options;
    let drawn = cfg!(feature = "diagrams");
    let choices = [math, smart_punctuation, emoji, plain_code, drawn].map(u8::from);
    Some(Key::new(KIND, &[&choices, &words, &at.offset.to_le_bytes(), text.as_bytes()]))
}

/// A memo that notes which results it was asked for.
#[derive(Debug)]
pub(super) struct Noting<'a> {
    memo: &'a dyn Memo,
    asked: Mutex<Vec<Key>>,
}

impl<'a> Noting<'a> {
    pub(super) fn of(memo: &'a dyn Memo) -> Self {
        Self { memo, asked: Mutex::default() }
    }

    /// Returns the keys that it was asked for.
    pub(super) fn asked(self) -> Vec<Key> {
        self.asked.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Memo for Noting<'_> {
    fn get(&self, key: &Key) -> Option<Arc<[u8]>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(*key);
        self.memo.get(key)
    }

    fn put(&self, key: &Key, result: &Arc<[u8]>) {
        self.memo.put(key, result);
    }
}

/// Returns the record of a document, if it has one. It went on from the results for the keys `asked`.
pub(super) fn encode(document: &Document, asked: &[Key]) -> Option<Vec<u8>> {
    if !document.diagnostics.is_empty() || !document.components.is_empty() {
        return None;
    }
    let out = &mut Vec::with_capacity(document.text.len() * 4 + 256);
    push_number(out, document.links.len());
    document.links.iter().for_each(|link| push_link(out, link));
    push_number(out, document.headings.len());
    document.headings.iter().for_each(|heading| push_heading(out, heading));
    out.push(u8::from(document.title.is_some()));
    document.title.iter().for_each(|title| push_heading(out, title));
    push_optional(out, document.summary.as_deref());
    push(out, &document.text);
    push_number(out, document.formulas.len());
    document.formulas.iter().for_each(|formula| push_range(out, formula));
    out.extend_from_slice(&document.words.to_le_bytes());
    out.extend_from_slice(&document.cjk_characters.to_le_bytes());
    out.extend([document.has_math, document.has_code].map(u8::from));
    push_number(out, document.undrawn_diagrams);
    push_number(out, asked.len());
    for key in asked {
        out.extend_from_slice(key.bytes());
    }
    // Last, since it is read only where it is wanted.
    let body = document.body.pieces();
    push_number(out, body.len());
    for piece in &*body {
        match piece {
            Piece::Html(html) => {
                out.push(HTML);
                push(out, html);
            }
            Piece::Url(link) => {
                out.push(URL);
                out.extend_from_slice(&link.0.to_le_bytes());
            }
            Piece::Image(image) => {
                out.push(IMAGE);
                push_image(out, image);
            }
            Piece::Component(_) => return None,
        }
    }
    Some(std::mem::take(out))
}

/// Returns what a record says of a text in the file `source`, and the keys that its making asked for; `None` when it is not
/// whole.
pub(super) fn decode(record: &Arc<[u8]>, source: SourceId) -> Option<(Document, Vec<Key>)> {
    let mut form = Form::of(record);
    let mut document = Document {
        body: Body::default(),
        links: form.list(|form| link(form, source))?,
        components: Vec::new(),
        headings: form.list(|form| heading(form, source))?,
        title: if form.flag()? { Some(heading(&mut form, source)?) } else { None },
        summary: form.optional()?.map(str::to_owned),
        text: form.text()?.to_owned(),
        formulas: form.list(range)?,
        words: form.short()?,
        cjk_characters: form.short()?,
        has_math: form.flag()?,
        has_code: form.flag()?,
        undrawn_diagrams: form.number()?,
        diagnostics: Vec::new(),
        digest: None,
    };
    let asked = form.list(|form| form.bytes().map(|hash| Key::of_hash(hash, Shelf::Bulk)))?;
    document.body = Body::recorded(Arc::clone(record), record.len() - form.left())?;
    Some((document, asked))
}

/// Returns the pieces of a body; `None` when it is not whole.
pub(super) fn pieces(body: &[u8]) -> Option<Vec<Piece>> {
    let mut form = Form::of(body);
    let pieces = form.list(piece)?;
    form.is_over().then_some(pieces)
}

/// Returns whether a body is whole.
pub(super) fn has_pieces(body: &[u8]) -> bool {
    let mut form = Form::of(body);
    let skip = |form: &mut Form<'_>| match form.byte()? {
        HTML => form.text().map(drop),
        URL => form.short().map(drop),
        IMAGE => image(form).map(drop),
        _ => None,
    };
    form.list(skip).is_some() && form.is_over()
}

fn push_range(out: &mut Vec<u8>, range: &std::ops::Range<usize>) {
    push_number(out, range.start);
    push_number(out, range.end);
}

fn range(form: &mut Form<'_>) -> Option<std::ops::Range<usize>> {
    Some(form.number()?..form.number()?)
}

fn push_span(out: &mut Vec<u8>, span: Span) {
    out.extend_from_slice(&span.start.to_le_bytes());
    out.extend_from_slice(&span.end.to_le_bytes());
}

fn span(form: &mut Form<'_>, source: SourceId) -> Option<Span> {
    Some(Span { source, start: form.short()?, end: form.short()? })
}

fn piece(form: &mut Form<'_>) -> Option<Piece> {
    Some(match form.byte()? {
        HTML => Piece::Html(form.text()?.to_owned()),
        URL => Piece::Url(LinkId(form.short()?)),
        IMAGE => Piece::Image(Box::new(image(form)?)),
        _ => return None,
    })
}

fn push_image(out: &mut Vec<u8>, image: &Image) {
    out.extend_from_slice(&image.link.0.to_le_bytes());
    push(out, &image.alt);
    push_optional(out, image.title.as_deref());
    out.extend([image.is_figure, image.is_in_link].map(u8::from));
    out.push(match image.position {
        Position::Top => 0,
        Position::First => 1,
        Position::Later => 2,
    });
}

fn image(form: &mut Form<'_>) -> Option<Image> {
    Some(Image {
        link: LinkId(form.short()?),
        alt: form.text()?.to_owned(),
        title: form.optional()?.map(str::to_owned),
        is_figure: form.flag()?,
        is_in_link: form.flag()?,
        position: match form.byte()? {
            0 => Position::Top,
            1 => Position::First,
            2 => Position::Later,
            _ => return None,
        },
    })
}

fn push_link(out: &mut Vec<u8>, link: &Link) {
    out.extend([link.kind == LinkKind::Image, link.is_wikilink, link.is_argument].map(u8::from));
    push(out, &link.destination);
    push_span(out, link.span);
    push(out, &link.text);
    push(out, &link.context);
}

fn link(form: &mut Form<'_>, source: SourceId) -> Option<Link> {
    Some(Link {
        kind: if form.flag()? { LinkKind::Image } else { LinkKind::Link },
        is_wikilink: form.flag()?,
        is_argument: form.flag()?,
        destination: form.text()?.to_owned(),
        span: span(form, source)?,
        text: form.text()?.to_owned(),
        context: form.text()?.to_owned(),
    })
}

fn push_heading(out: &mut Vec<u8>, heading: &Heading) {
    push(out, &heading.id);
    push(out, &heading.text);
    push(out, &heading.html);
    out.push(heading.level);
    push_range(out, &heading.place);
    push_span(out, heading.span);
}

fn heading(form: &mut Form<'_>, source: SourceId) -> Option<Heading> {
    Some(Heading {
        id: form.text()?.to_owned(),
        text: form.text()?.to_owned(),
        html: form.text()?.to_owned(),
        level: form.byte()?,
        place: range(form)?,
        span: span(form, source)?,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::content::markdown::parse;
    use crate::words::Words;

    const TEXT: &str = "# Title\n\nFirst *words* with [a link](b.md \"t\") and $x^2$ and 漢字, see [[other#place]].\n\n<!-- more -->\n\n\
        ## Code & more\n\n```rust\nfn main() {}\n```\n\n![What it shows](a.png \"Caption\")\n\n[![ ](c.png)](d.md) and www.example.org[^1]\n\n\
        | a | b |\n| - | - |\n| 1 | 2 |\n\n[^1]: A note with [a link](e.md).\n";

    fn document(text: &str) -> Document {
        let options = Options { math: true, ..Options::default() };
        parse(text, Place { source: SourceId(7), offset: 30 }, &options, Words::english())
    }

    #[test]
    fn a_record_says_what_was_made() {
        for text in [TEXT, "", "Only words."] {
            let document = document(text);
            assert_eq!(document.diagnostics, []);
            let asked = vec![Key::new(KIND, &[b"code"])];
            let record = encode(&document, &asked).expect("nothing is wrong with it").into();
            assert_eq!(decode(&record, SourceId(7)), Some((document, asked)));
        }
    }

    #[test]
    fn what_is_wrong_or_has_components_is_not_remembered() {
        let wrong = document("```rustt\nx\n```\n");
        assert!(!wrong.diagnostics.is_empty() && wrong.components.is_empty());
        let shown = document("```component recent\n```\n");
        assert!(!shown.components.is_empty());
        for document in [wrong, shown] {
            assert!(encode(&document, &[]).is_none(), "{document:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_not_a_record_is_none(cut in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let record = encode(&document(TEXT), &[]).expect("nothing is wrong with it");
            prop_assert!(decode(&record[..cut.index(record.len())].into(), SourceId(7)).is_none());
            prop_assert!(decode(&[&*record, b"x"].concat().into(), SourceId(7)).is_none());
            if let Some((document, _)) = decode(&bytes.into(), SourceId(7)) {
                document.body.pieces();
            }
        }
    }
}
