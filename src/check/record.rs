//! What a file contains, as bytes to be remembered: to read a page takes ten times as long.
//!
//! A record is texts in a fixed order. What is not a whole record is none, and the file is read.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::scan::Scanned;
use super::sketch::Sketch;
use super::tags::Text;
use crate::memo::form::{Form, push, push_number};

/// What a record begins with: whether there are ids, a sketch, and what the sketch says of the page as a whole.
const HAS_IDS: u8 = 1;
const HAS_SKETCH: u8 = 2;
const IS_DOCUMENT: u8 = 4;
const IS_UNLISTED: u8 = 8;
const IS_REDIRECT: u8 = 16;

/// Returns the record of a file.
pub(super) fn encode(found: &Scanned<'_>) -> Vec<u8> {
    let flag = |flag: u8, is_set: bool| if is_set { flag } else { 0 };
    let sketch = found.sketch.as_ref();
    let of_sketch = sketch.map_or(0, |sketch| {
        HAS_SKETCH
            | flag(IS_DOCUMENT, sketch.is_document)
            | flag(IS_UNLISTED, sketch.is_unlisted)
            | flag(IS_REDIRECT, sketch.is_redirect)
    });
    let mut out = Vec::with_capacity(1024);
    out.push(flag(HAS_IDS, found.ids.is_some()) | of_sketch);
    if let Some(ids) = &found.ids {
        push_all(&mut out, ids);
    }
    push_all(&mut out, &found.duplicates);
    push_all(&mut out, &found.references);
    push_all(&mut out, &found.repeated);
    push_all(&mut out, &found.adrift);
    if let Some(sketch) = sketch {
        push(&mut out, &sketch.title);
        push(&mut out, &sketch.description);
        push_number(&mut out, sketch.headings.len());
        for (level, text) in &sketch.headings {
            out.push(*level);
            push(&mut out, text);
        }
        push_all(&mut out, &sketch.without_alt);
        push_all(&mut out, &sketch.links);
    }
    out
}

/// Returns what a record says; `None` when it is not whole.
pub(super) fn decode(record: &[u8]) -> Option<Scanned<'_>> {
    let (flags, rest) = record.split_first()?;
    let has = |flag: u8| flags & flag != 0;
    let mut form = Form::of(rest);
    let mut found = Scanned::default();
    if has(HAS_IDS) {
        found.ids = Some(texts(&mut form)?);
    }
    found.duplicates = texts(&mut form)?;
    found.references = texts(&mut form)?;
    found.repeated = owned(&mut form)?;
    found.adrift = owned(&mut form)?;
    if has(HAS_SKETCH) {
        let (title, description) = (form.text()?.to_owned(), form.text()?.to_owned());
        let mut headings = Vec::new();
        for _ in 0..form.number()? {
            headings.push((form.byte()?, form.text()?.to_owned()));
        }
        found.sketch = Some(Sketch {
            title,
            description,
            is_document: has(IS_DOCUMENT),
            is_unlisted: has(IS_UNLISTED),
            is_redirect: has(IS_REDIRECT),
            headings,
            without_alt: texts(&mut form)?,
            links: texts(&mut form)?,
        });
    }
    form.is_over().then_some(found)
}

fn push_all<T: AsRef<str>>(out: &mut Vec<u8>, texts: &BTreeSet<T>) {
    push_number(out, texts.len());
    for text in texts {
        push(out, text.as_ref());
    }
}

fn texts<'a>(form: &mut Form<'a>) -> Option<BTreeSet<Text<'a>>> {
    (0..form.number()?).map(|_| form.text().map(Cow::Borrowed)).collect()
}

fn owned(form: &mut Form<'_>) -> Option<BTreeSet<String>> {
    (0..form.number()?).map(|_| form.text().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::scan;
    use super::*;
    use crate::plan::BaseUrl;

    const FILES: [(&str, &str); 6] = [
        (
            "a/index.html",
            "<!doctype html><html><head><title>A &amp; b</title><meta name=description content=\"é\"></head>\
            <body><h1 id=a>A</h1><h3 id=a>B</h3><a name=c href=\"/b/#x\">b</a><img src=c.png><p style=\"background: url(d)\">",
        ),
        ("b.html", "<meta http-equiv=refresh content=\"0; url=/b/\"><meta name=robots content=noindex>"),
        ("c.css", "p { src: url(x.png) }"),
        (
            "feed.xml",
            "<feed><link href='https://x.org/r/a/'/><content type='html'>&lt;a href=\"b/\"&gt;</content></feed>",
        ),
        ("d.json", "{\"a\": \"https://x.org/r/b/\"}"),
        ("e.png", ""),
    ];

    fn found<'a>((path, text): &(&str, &'a str)) -> Scanned<'a> {
        scan::scan_file(path, text.as_bytes(), &BaseUrl::parse("https://x.org/r/").unwrap())
    }

    #[test]
    fn a_record_says_what_was_found() {
        for file in &FILES {
            let found = found(file);
            let record = encode(&found);
            assert_eq!(format!("{:?}", decode(&record).expect("it is whole")), format!("{found:?}"));
        }
    }

    proptest! {
        #[test]
        fn what_is_not_a_record_is_none(cut in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            for file in &FILES {
                let record = encode(&found(file));
                prop_assert!(decode(&record[..cut.index(record.len())]).is_none());
                prop_assert!(decode(&[&*record, b"x"].concat()).is_none());
            }
            let _ = decode(&bytes);
        }
    }
}
