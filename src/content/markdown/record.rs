//! A document as bytes to be remembered: to read a text takes ten times as long.
//!
//! Only documents that nothing is wrong with are, and that have no components: those are nearly all. Its HTML and its plain
//! text, which are most of it, are records of their own, which are read where they are wanted.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::document::{Document, Heading, Image, Link, LinkId, LinkKind, Piece, Plain, Position};
use super::part::{Again, Part, Remembered};
use super::{Options, Place, Setting};
use crate::diagnostic::{SourceId, Span};
use crate::memo::form::{Form, push, push_number, push_optional};
use crate::memo::{Key, Kind, Memo, Shelf};
use crate::source::SourcePath;

/// Another version is for another document of the same text, or for another form of the record.
const KIND: Kind = Kind { name: "document", version: 4, shelf: Shelf::Bulk };
const BODY: Kind = Kind { name: "document body", version: 1, shelf: Shelf::Bulk };
const PARTS: Kind = Kind { name: "document parts", version: 1, shelf: Shelf::Bulk };
const PLAIN: Kind = Kind { name: "document text", version: 1, shelf: Shelf::Bulk };

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

/// What goes into a document, such as the colours of its code, remembered together by the name of its file: when a word of a
/// text is changed, all else in it is what it was.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    memo: &'a dyn Memo,
    key: Key,
    before: OnceLock<Before>,
    /// Those that the document has, by the hashes of their keys.
    now: Mutex<BTreeMap<[u8; 32], Arc<[u8]>>>,
}

/// The parts that were remembered, and their record.
type Before = (Option<Arc<[u8]>>, BTreeMap<[u8; 32], Arc<[u8]>>);

impl<'a> Parts<'a> {
    /// Returns the parts of the document in the file of that name.
    pub(super) fn of(name: &SourcePath, memo: &'a dyn Memo) -> Self {
        let key = Key::new(PARTS, &[name.as_str().as_bytes()]);
        Self { memo, key, before: OnceLock::new(), now: Mutex::default() }
    }

    /// Notes that they are of use, though nobody asks for them.
    pub(super) fn keep(&self) {
        self.memo.keep(&self.key);
    }

    /// Has the memo hold those that were asked for.
    pub(super) fn put_in(self) {
        let now = self.now.into_inner().unwrap_or_else(PoisonError::into_inner);
        if now.is_empty() {
            return;
        }
        let mut record = Vec::with_capacity(now.values().map(|part| part.len() + 40).sum::<usize>() + 8);
        push_number(&mut record, now.len());
        for (hash, part) in &now {
            record.extend_from_slice(hash);
            push_number(&mut record, part.len());
            record.extend_from_slice(part);
        }
        let before = self.before.get().and_then(|(record, _)| record.as_deref());
        if before != Some(&*record) {
            self.memo.put(&self.key, &record.into());
        }
    }

    fn before(&self) -> &Before {
        self.before.get_or_init(|| {
            let record = self.memo.get(&self.key);
            let parts = record.as_deref().and_then(parts).unwrap_or_default();
            (record, parts)
        })
    }

    fn note(&self, key: &Key, part: &Arc<[u8]>) {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).insert(*key.bytes(), part.clone());
    }
}

impl Memo for Parts<'_> {
    fn get(&self, key: &Key) -> Option<Arc<[u8]>> {
        let part = self.before().1.get(key.bytes())?;
        self.note(key, part);
        Some(part.clone())
    }

    fn put(&self, key: &Key, result: &Arc<[u8]>) {
        self.note(key, result);
    }
}

/// Returns the parts that a record has, by the hashes of their keys; `None` when it is not whole.
fn parts(record: &[u8]) -> Option<BTreeMap<[u8; 32], Arc<[u8]>>> {
    let mut form = Form::of(record);
    let parts = form.list(|form| Some((form.bytes()?, Arc::from(form.slice()?))))?;
    form.is_over().then(|| parts.into_iter().collect())
}

/// Returns the document that `memo` holds for `key`.
pub(super) fn recalled(key: &Key, again: impl FnOnce() -> Again, memo: &dyn Memo) -> Option<Document> {
    let record = memo.get(key)?;
    let [body, plain] = [BODY, PLAIN].map(|kind| memo.find(&Key::new(kind, &[key.bytes()])));
    let (body, plain) = body.zip(plain)?;
    let again = Arc::new(again());
    let mut document = decode(&record, again.at.source)?;
    document.plain = Part::remembered(Remembered { record: plain, again: again.clone() });
    document.body = Part::remembered(Remembered { record: body, again });
    Some(document)
}

/// Has `memo` hold a document for `key`, if it has a record; returns whether it has one.
pub(super) fn remember(document: &Document, key: &Key, memo: &dyn Memo) -> bool {
    if !document.diagnostics.is_empty() || !document.components.is_empty() {
        return false;
    }
    let Some(body) = encode_pieces(&document.body.read()) else { return false };
    for (kind, part) in [(BODY, body), (PLAIN, encode_plain(&document.plain.read()))] {
        memo.put(&Key::new(kind, &[key.bytes()]), &part.into());
    }
    // Last, lest a part of it is not there.
    memo.put(key, &encode(document).into());
    true
}

/// Returns the record of a document without its large parts.
fn encode(document: &Document) -> Vec<u8> {
    let mut record = Vec::with_capacity(1024);
    let out = &mut record;
    push_number(out, document.links.len());
    document.links.iter().for_each(|link| push_link(out, link));
    push_number(out, document.headings.len());
    document.headings.iter().for_each(|heading| push_heading(out, heading));
    out.push(u8::from(document.title.is_some()));
    document.title.iter().for_each(|title| push_heading(out, title));
    push_optional(out, document.summary.as_deref());
    out.extend_from_slice(&document.words.to_le_bytes());
    out.extend_from_slice(&document.cjk_characters.to_le_bytes());
    out.extend([document.has_math, document.has_code].map(u8::from));
    push_number(out, document.undrawn_diagrams);
    record
}

/// Returns the record of a plain text.
fn encode_plain(plain: &Plain) -> Vec<u8> {
    let mut out = Vec::with_capacity(plain.text.len() + 64);
    push(&mut out, &plain.text);
    push_number(&mut out, plain.formulas.len());
    plain.formulas.iter().for_each(|formula| push_range(&mut out, formula));
    out
}

/// Returns the record of a body, if it has one.
fn encode_pieces(body: &[Piece]) -> Option<Vec<u8>> {
    let html = |piece: &Piece| if let Piece::Html(html) = piece { html.len() + 8 } else { 64 };
    let mut record = Vec::with_capacity(body.iter().map(html).sum::<usize>() + 8);
    let out = &mut record;
    push_number(out, body.len());
    for piece in body {
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
    Some(record)
}

/// Returns what a record says of a text in the file `source`, without its large parts; `None` when it is not whole.
fn decode(record: &[u8], source: SourceId) -> Option<Document> {
    let mut form = Form::of(record);
    let document = Document {
        body: Part::default(),
        plain: Part::default(),
        links: form.list(|form| link(form, source))?,
        components: Vec::new(),
        headings: form.list(|form| heading(form, source))?,
        title: if form.flag()? { Some(heading(&mut form, source)?) } else { None },
        summary: form.optional()?.map(str::to_owned),
        words: form.short()?,
        cjk_characters: form.short()?,
        has_math: form.flag()?,
        has_code: form.flag()?,
        undrawn_diagrams: form.number()?,
        diagnostics: Vec::new(),
        digest: None,
    };
    form.is_over().then_some(document)
}

/// Returns the pieces of a body; `None` when it is not whole.
pub(super) fn pieces(body: &[u8]) -> Option<Vec<Piece>> {
    let mut form = Form::of(body);
    let pieces = form.list(piece)?;
    form.is_over().then_some(pieces)
}

/// Returns a plain text; `None` when it is not whole.
pub(super) fn plain(record: &[u8]) -> Option<Plain> {
    let mut form = Form::of(record);
    let plain = Plain { text: form.text()?.to_owned(), formulas: form.list(range)? };
    form.is_over().then_some(plain)
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
    use crate::content::markdown::parse_in;
    use crate::memo::{InMemory, Kept};
    use crate::source::Source;
    use crate::words::Words;

    const TEXT: &str = "# Title\n\nFirst *words* with [a link](b.md \"t\") and $x^2$ and 漢字, see [[other#place]].\n\n<!-- more -->\n\n\
        ## Code & more\n\n```rust\nfn main() {}\n```\n\n![What it shows](a.png \"Caption\")\n\n[![ ](c.png)](d.md) and www.example.org[^1]\n\n\
        | a | b |\n| - | - |\n| 1 | 2 |\n\n[^1]: A note with [a link](e.md).\n";

    /// Returns the document of `text` by way of `memo`, and whether that had it.
    fn recalled(text: &str, memo: &dyn Memo) -> (Document, bool) {
        let path = SourcePath::new("content/notes/a.md").expect("a path");
        let file = Source { path, bytes: Arc::from(text.as_bytes()), added: None };
        let options = Options { math: true, ..Options::default() };
        let setting = Setting { options, words: Words::english(), digest: Some([7; 32]), memo };
        let at = Place { source: SourceId(7), offset: 0 };
        let key = key(text, at, &setting).expect("it is remembered");
        let had = memo.get(&key).is_some();
        (parse_in(text, &file, at, setting), had)
    }

    /// A memo whose parts cannot be read any more once they were found.
    #[derive(Debug, Default)]
    struct Damaged(InMemory);

    #[derive(Debug)]
    struct Gone;

    impl Kept for Gone {
        fn read(&self) -> Option<Arc<[u8]>> {
            None
        }
    }

    impl Memo for Damaged {
        fn get(&self, key: &Key) -> Option<Arc<[u8]>> {
            self.0.get(key)
        }

        fn put(&self, key: &Key, result: &Arc<[u8]>) {
            self.0.put(key, result);
        }

        fn find(&self, key: &Key) -> Option<Arc<dyn Kept>> {
            self.0.get(key).map(|_| Arc::new(Gone) as Arc<dyn Kept>)
        }
    }

    #[test]
    fn what_is_remembered_is_what_was_made() {
        for memo in [&InMemory::default() as &dyn Memo, &Damaged::default()] {
            for text in [TEXT, "", "Only words."] {
                let (made, had) = recalled(text, memo);
                assert!(!had && made.diagnostics.is_empty() && made.digest.is_some());
                assert_eq!(recalled(text, memo), (made, true));
            }
        }
    }

    #[test]
    fn what_is_wrong_or_has_components_is_not_remembered() {
        for text in ["```rustt\nx\n```\n", "```component recent\n```\n"] {
            let memo = InMemory::default();
            for _ in 0..2 {
                let (document, had) = recalled(text, &memo);
                assert!(!had && document.digest.is_none(), "{document:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_not_a_record_is_none(cut in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let (document, _) = recalled(TEXT, &InMemory::default());
            let whole = encode(&document);
            let body = encode_pieces(&document.body.read()).expect("it has no components");
            let text = encode_plain(&document.plain.read());
            prop_assert!(decode(&whole, SourceId(7)).is_some() && pieces(&body).is_some() && plain(&text).is_some());
            let is_record = |bytes: &[u8]| [decode(bytes, SourceId(7)).is_some(), pieces(bytes).is_some(), plain(bytes).is_some()];
            for (at, record) in [whole, body, text].iter().enumerate() {
                prop_assert!(!is_record(&record[..cut.index(record.len())])[at]);
                prop_assert!(!is_record(&[&**record, b"x"].concat())[at]);
            }
            is_record(&bytes);
        }
    }
}
