//! Footnotes: numbered by their first reference, collected at the end, with ways back.

use std::collections::BTreeMap;
use std::ops::Range;

use super::document::Piece;
use super::escape;
use super::writer::Writer;
use crate::words::{Words, word};

/// The footnotes that are referred to so far.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// The place in `notes` for each label in lower case.
    places: BTreeMap<String, usize>,
    notes: Vec<Note>,
}

#[derive(Debug)]
struct Note {
    definition: Range<usize>,
    /// How many references have an id to come back to.
    references: u32,
}

impl Writer<'_> {
    /// Writes a reference; one to a footnote that is not defined stays text.
    pub(super) fn footnote_reference(&mut self, label: &str) {
        let key = label.to_lowercase();
        let Some(definition) = self.events.definition(&key) else {
            self.words(&format!("[^{label}]"));
            return;
        };
        let notes = &mut self.footnotes.notes;
        let place = *self.footnotes.places.entry(key).or_insert_with(|| {
            notes.push(Note { definition, references: 0 });
            notes.len() - 1
        });
        let number = place + 1;
        if self.in_link || self.in_raw_link {
            // No link within a link.
            self.html(&format!("<sup class=\"footnote-ref\">{number}</sup>"));
            return;
        }
        self.footnotes.notes[place].references += 1;
        let id = reference_id(number, self.footnotes.notes[place].references);
        let label = escape::attribute(&self.words.with(word!("text.footnote"), &[("n", &number.to_string())]));
        self.html(&format!(
            "<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"{id}\" aria-label=\"{label}\">{number}</a></sup>"
        ));
    }

    /// Writes the section of the footnotes that were referred to.
    pub(super) fn footnotes(&mut self) {
        let mut bodies: Vec<Vec<Piece>> = Vec::new();
        // A footnote may refer to others, so there may be more of them after each.
        while let Some(note) = self.footnotes.notes.get(bodies.len()) {
            let definition = note.definition.clone();
            let before = std::mem::take(&mut self.pieces);
            self.depth += 1;
            self.walk(definition);
            self.end_block();
            self.depth -= 1;
            bodies.push(std::mem::replace(&mut self.pieces, before));
        }
        if bodies.is_empty() {
            return;
        }
        let title = escape::text(self.words.text(word!("text.footnotes")));
        self.html(&format!("<section class=\"footnotes\" aria-labelledby=\"footnotes\"><h2 id=\"footnotes\" class=\"vh\">{title}</h2>\n<ol>\n"));
        for (place, mut body) in bodies.into_iter().enumerate() {
            let number = place + 1;
            let backlinks = backlinks(number, self.footnotes.notes[place].references, self.words);
            append(&mut body, &backlinks);
            self.html(&format!("<li id=\"fn-{number}\">"));
            self.extend(body);
            self.html("</li>\n");
        }
        self.html("</ol>\n</section>\n");
    }

    fn extend(&mut self, pieces: Vec<Piece>) {
        for piece in pieces {
            match piece {
                Piece::Html(html) => self.html(&html),
                slot => self.slot(slot),
            }
        }
    }
}

fn reference_id(number: usize, reference: u32) -> String {
    if reference == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{reference}") }
}

fn backlinks(number: usize, references: u32, words: &Words) -> String {
    let link = |reference: u32| {
        let id = reference_id(number, reference);
        let name = id.trim_start_matches("fnref-");
        let label = escape::attribute(&words.with(word!("text.back"), &[("n", name)]));
        format!(" <a href=\"#{id}\" class=\"footnote-back\" aria-label=\"{label}\">↩</a>")
    };
    (1..=references).map(link).collect()
}

/// Adds `html` to the last paragraph of `pieces`, or after them when they end otherwise.
fn append(pieces: &mut Vec<Piece>, html: &str) {
    const END: &str = "</p>\n";
    match pieces.last_mut() {
        Some(Piece::Html(last)) if last.ends_with(END) => {
            last.insert_str(last.len() - END.len(), html);
        }
        Some(Piece::Html(last)) => last.push_str(html),
        _ => pieces.push(Piece::Html(html.to_owned())),
    }
}
