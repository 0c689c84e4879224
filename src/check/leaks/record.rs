//! What was found in a file, remembered by its digest and all that was looked for: most files are as they were.

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::scan::{Hit, Kind};
use crate::memo::form::{Form, push_number};
use crate::memo::{self, Key, Memo, Shelf};
use crate::output::Output;
use crate::plan::needle::{self, Needle, Reach};

/// Another version is for other things that are found, or for another form of the record.
const KIND: memo::Kind = memo::Kind { name: "leaks", version: 1, shelf: Shelf::Bulk };

/// Remembers what was found in files.
pub(super) struct Finds<'a> {
    memo: &'a dyn Memo,
    /// A digest of what was looked for; `None` where nothing is remembered.
    wanted: Option<[u8; 32]>,
    /// How many needles there are.
    needles: usize,
}

impl<'a> Finds<'a> {
    /// Returns what is remembered of looking for `needles` but those that are `excused`.
    pub(super) fn of(needles: &[Needle], excused: &[bool], memo: &'a dyn Memo) -> Self {
        let wanted = memo.remembers().then(|| digest(needles, excused));
        Self { memo, wanted, needles: needles.len() }
    }

    /// Returns what is in a file: what is remembered, else what `look` finds.
    pub(super) fn recall(&self, kind: Kind, output: &Output, look: impl FnOnce(&[u8]) -> Vec<Hit>) -> Vec<Hit> {
        let Some(wanted) = &self.wanted else { return look(output.bytes()) };
        let key = Key::new(KIND, &[wanted, &[kind as u8], output.digest()]);
        let remembered = self.memo.get(&key).and_then(|record| self.decode(&record));
        remembered.unwrap_or_else(|| {
            let hits = look(output.bytes());
            self.memo.put(&key, &encode(&hits).into());
            hits
        })
    }

    fn decode(&self, record: &[u8]) -> Option<Vec<Hit>> {
        let mut form = Form::of(record);
        let hit = |form: &mut Form<'_>| {
            let hit = Hit { start: form.number()?, end: form.number()?, needle: form.number()? };
            (hit.needle < self.needles).then_some(hit)
        };
        let hits = form.list(hit)?;
        form.is_over().then_some(hits)
    }
}

fn encode(hits: &[Hit]) -> Vec<u8> {
    let mut out = Vec::new();
    push_number(&mut out, hits.len());
    hits.iter().flat_map(|hit| [hit.start, hit.end, hit.needle]).for_each(|number| push_number(&mut out, number));
    out
}

fn digest(needles: &[Needle], excused: &[bool]) -> [u8; 32] {
    // There may be thousands, each a sentence.
    let each: Vec<[u8; 32]> =
        needles.par_iter().zip(excused).map(|(needle, excused)| of_needle(needle, *excused)).collect();
    Sha256::digest(each.as_flattened()).into()
}

fn of_needle(needle: &Needle, is_excused: bool) -> [u8; 32] {
    let reach = match needle.reach {
        Reach::Everywhere => 0,
        Reach::PlanPages => 1,
        Reach::UnlessWritten => 2,
    };
    let mut hash = Sha256::new();
    hash.update([u8::from(is_excused), reach]);
    match &needle.form {
        needle::Form::Text(text) => hash.update([&b"text "[..], text.as_bytes()].concat()),
        needle::Form::Path(path) => hash.update([&b"path "[..], path.as_bytes()].concat()),
        needle::Form::Figure(number) => hash.update(number.to_le_bytes()),
        needle::Form::Range(from, to) => hash.update([from.to_le_bytes(), to.to_le_bytes()].concat()),
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{SourceId, Span};
    use crate::memo::InMemory;
    use crate::plan::needle::Form::{Figure, Range, Text};

    fn needle(form: needle::Form, reach: Reach) -> Needle {
        Needle { what: "what".to_owned(), span: Span::new(SourceId(0), 0..1), form, reach }
    }

    #[test]
    fn a_file_is_looked_at_once_for_the_same() {
        let memo = InMemory::default();
        let one = [needle(Text("one".to_owned()), Reach::Everywhere)];
        let found = [Hit { start: 3, end: 6, needle: 0 }];
        let ask = |needles: &[Needle], excused: &[bool], kind, text: &str| {
            let mut is_read = false;
            let hits = Finds::of(needles, excused, &memo).recall(kind, &text.to_owned().into(), |_| {
                is_read = true;
                found.to_vec()
            });
            assert_eq!(hits, found);
            is_read
        };
        assert!(ask(&one, &[false], Kind::Writing, "a"));
        assert!(!ask(&one, &[false], Kind::Writing, "a"));
        assert!(ask(&one, &[false], Kind::Writing, "b"));
        assert!(ask(&one, &[true], Kind::Writing, "a"));
        assert!(ask(&one, &[false], Kind::PlanPage, "a"));
        for other in [
            needle(Text("other".to_owned()), Reach::Everywhere),
            needle(Text("one".to_owned()), Reach::PlanPages),
            needle(Figure(5), Reach::Everywhere),
            needle(Figure(6), Reach::Everywhere),
            needle(Range(5, 6), Reach::Everywhere),
            needle(needle::Form::Path("one".to_owned()), Reach::Everywhere),
        ] {
            assert!(ask(&[other], &[false], Kind::Writing, "a"));
        }
        let two = [one[0].clone(), one[0].clone()];
        assert!(ask(&two, &[false, false], Kind::Writing, "a"));
    }

    #[test]
    fn what_is_not_whole_or_names_a_needle_that_is_not_there_is_forgotten() {
        let finds = Finds { memo: &memo::Forget, wanted: None, needles: 1 };
        let hits = vec![Hit { start: 3, end: 6, needle: 0 }];
        let record = encode(&hits);
        assert_eq!(finds.decode(&record), Some(hits));
        for end in 0..record.len() {
            assert_eq!(finds.decode(&record[..end]), None);
        }
        assert_eq!(finds.decode(&encode(&[Hit { start: 3, end: 6, needle: 1 }])), None);
    }
}
