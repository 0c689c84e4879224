//! What is remembered of a page: which files it has, by all that goes into them. A build that finds it need not make them.
//!
//! A template is handed views and nothing else, so its page is a function of those and of the theme. Instead of the text,
//! which takes longest to make and is the same as long as its file is, the [`key`] has the digest of its document with what
//! its links and images became.

use sha2::{Digest, Sha256};

use super::fingerprint::bytes;
use super::finish::{Own, Viewed};
use super::frame::Frame;
use super::view::Content;
use super::{Page, image};
use crate::content::markdown::{LinkKind, Piece};
use crate::memo::form::{Form, push, push_number};
use crate::memo::{Key, Kind, Shelf};
use crate::output::Known;
use crate::site::{PageId, Target};
use crate::theme::Theme;
use crate::theme::part::Choice;

/// Another version is for other bytes of the same views, or for another form of the record.
pub(super) const KIND: Kind = Kind { name: "page", version: 1, shelf: Shelf::Bulk };

/// The files of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// The page, with the link to its style sheet.
    pub(super) html: Known,
    /// The same in Markdown, where there is that.
    pub(super) twin: Option<Known>,
    /// The parts of the style that it takes, if it links to the style sheet of the theme.
    pub(super) choice: Option<Choice>,
}

/// Returns what the files of a page are remembered by. Its text need not be in its view yet. `None` where nothing is
/// remembered, or when it has a text that is not.
pub(super) fn key(frame: &Frame<'_>, theme: &Theme, page: &Page, viewed: &Viewed) -> Option<Key> {
    if !frame.memo.remembers() {
        return None;
    }
    let text = match page.source.filter(|_| page.content.has_text()) {
        Some(id) => text(frame, id)?,
        None => [0; 32],
    };
    let own = bytes(&Own::of(&viewed.context(page)))?;
    Some(Key::new(KIND, &[&theme.digest, viewed.site.digest()?, &text, &own]))
}

/// Returns a digest of the text of a page, in HTML and in Markdown.
fn text(frame: &Frame<'_>, id: PageId) -> Option<[u8; 32]> {
    let page = frame.site.page(id);
    let document = &page.source.document;
    let mut out = document.digest?.to_vec();
    let mut add = |text: &str| push(&mut out, text);
    for target in &page.targets {
        add(if *target == Target::Broken { "broken" } else { "" });
        add(&target.href(&frame.site.pages, &frame.site.settings.base));
    }
    if document.links.iter().any(|link| link.kind == LinkKind::Image) {
        for piece in &*document.body.read() {
            if let Piece::Image(shown) = piece {
                add(&image::html(frame, &page.targets[shown.link.0 as usize], shown));
            }
        }
    }
    Some(Sha256::digest(out).into())
}

impl Content {
    /// Returns whether the text of a content file is in it.
    fn has_text(&self) -> bool {
        matches!(self, Self::Article(_) | Self::Project(_))
    }
}

impl Record {
    /// Returns the record as bytes.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(96);
        self.push_to(&mut out);
        out
    }

    /// Adds it to other things that are remembered.
    pub(super) fn push_to(&self, out: &mut Vec<u8>) {
        push_known(out, self.html);
        out.push(u8::from(self.twin.is_some()));
        self.twin.iter().for_each(|twin| push_known(out, *twin));
        out.push(u8::from(self.choice.is_some()));
        if let Some(choice) = &self.choice {
            push_number(out, choice.len());
            for part in choice {
                push_number(out, *part);
            }
        }
    }

    /// Returns what a record says; `None` when it is not whole.
    pub(super) fn decode(record: &[u8]) -> Option<Self> {
        let mut form = Form::of(record);
        let record = Self::read(&mut form)?;
        form.is_over().then_some(record)
    }

    /// Reads one that stands among other things.
    pub(super) fn read(form: &mut Form<'_>) -> Option<Self> {
        Some(Self {
            html: known(form)?,
            twin: if form.flag()? { Some(known(form)?) } else { None },
            choice: if form.flag()? { Some(form.list(Form::number)?) } else { None },
        })
    }
}

/// Returns what is known of a file as bytes.
pub(super) fn encode_known(known: Known) -> Vec<u8> {
    let mut out = Vec::with_capacity(40);
    push_known(&mut out, known);
    out
}

/// Returns what a record of one file says; `None` when it is not whole.
pub(super) fn decode_known(record: &[u8]) -> Option<Known> {
    let mut form = Form::of(record);
    let found = known(&mut form)?;
    form.is_over().then_some(found)
}

fn push_known(out: &mut Vec<u8>, known: Known) {
    out.extend_from_slice(&known.length.to_le_bytes());
    out.extend_from_slice(&known.digest);
}

fn known(form: &mut Form<'_>) -> Option<Known> {
    Some(Known { length: u64::from_le_bytes(form.bytes()?), digest: form.bytes()? })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_known() -> impl Strategy<Value = Known> {
        any::<(u64, [u8; 32])>().prop_map(|(length, digest)| Known { length, digest })
    }

    proptest! {
        #[test]
        fn a_record_says_what_was_made_and_what_is_none_says_nothing(
            html in any_known(),
            twin in prop::option::of(any_known()),
            choice in prop::option::of(prop::collection::vec(0..1000_usize, 0..5)),
            cut in any::<prop::sample::Index>(),
            bytes in prop::collection::vec(any::<u8>(), 0..120),
        ) {
            let record = Record { html, twin, choice };
            let whole = record.encode();
            prop_assert_eq!(decode_known(&encode_known(html)), Some(html));
            prop_assert_eq!(Record::decode(&whole), Some(record));
            prop_assert_eq!(Record::decode(&whole[..cut.index(whole.len())]), None);
            prop_assert_eq!(Record::decode(&[&*whole, b"x"].concat()), None);
            let _ = Record::decode(&bytes);
        }
    }
}
