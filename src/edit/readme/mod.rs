//! The badges of a README, kept in step with the journal.
//!
//! 1. `place` finds the pairs of comments between which badges stand;
//! 2. [`sync`] says what belongs there;
//! 3. [`diff`] shows the difference as a patch.
//!
//! **Invariant:** nothing but what is between the comments is changed, and a file that is in step is not changed at all.

mod diff;
mod place;

use std::path::Path;

use super::Refusal;
use super::splice::{self, Splice};
use crate::diagnostic::nearest;
use crate::render::badges::offer::{Offer, Shelf};

pub use diff::diff;
use place::{Place, Snippet};

/// In which language a README is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// Markdown.
    Markdown,
    /// `AsciiDoc`.
    AsciiDoc,
}

impl Markup {
    /// Returns the language of the file at `path`, by its extension.
    pub fn of(path: &Path) -> Self {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if ["adoc", "asciidoc", "asc"].iter().any(|known| extension.eq_ignore_ascii_case(known)) {
            Self::AsciiDoc
        } else {
            Self::Markdown
        }
    }

    /// Returns the two lines between which badges go.
    pub fn marks(self) -> &'static str {
        match self {
            Self::Markdown => "<!-- milepost:badges start -->\n<!-- milepost:badges end -->\n",
            Self::AsciiDoc => "// milepost:badges start\n// milepost:badges end\n",
        }
    }
}

/// A README in step with the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synced {
    /// What has to change; empty when it is in step.
    pub splices: Vec<Splice>,
    /// How many badges it shows.
    pub shown: usize,
    /// The pictures that it did not show before.
    pub new_images: Vec<String>,
    /// The badges that it asks for and whose fact does not hold yet.
    pub not_yet: Vec<String>,
}

impl Synced {
    /// Returns whether nothing has to change.
    pub fn is_in_step(&self) -> bool {
        self.splices.is_empty()
    }

    /// Returns `text` as it is to be.
    pub fn apply(&self, text: &str) -> String {
        splice::apply(text, self.splices.clone())
    }
}

/// Returns what has to change in `text` for its badges to be those of `shelf`.
///
/// # Errors
/// When there is no place for badges, when a place is not closed, or when it asks for a badge that cannot be.
pub fn sync(text: &str, markup: Markup, shelf: &Shelf) -> Result<Synced, Refusal> {
    let places = place::places(text, markup)?;
    if places.is_empty() {
        let marks = markup.marks();
        return Err(Refusal::new(format!(
            "it has no place for badges: paste these two lines where they are to stand\n\n{marks}"
        )));
    }
    let line_end = if is_crlf(text) { "\r\n" } else { "\n" };
    let mut synced = Synced { splices: Vec::new(), shown: 0, new_images: Vec::new(), not_yet: Vec::new() };
    for place in places {
        let offers = chosen(&place, shelf, &mut synced)?;
        let written = written(&place, &offers, line_end);
        synced.shown += offers.len();
        let is_new = |offer: &&&Offer| !text.contains(&offer.image) && !synced.new_images.contains(&offer.image);
        let new: Vec<String> = offers.iter().filter(is_new).map(|offer| offer.image.clone()).collect();
        synced.new_images.extend(new);
        if text[place.content.clone()] != written {
            synced.splices.push(Splice::new(place.content, written));
        }
    }
    Ok(synced)
}

/// Returns whether the first line ends as lines of DOS do.
fn is_crlf(text: &str) -> bool {
    text.split_once('\n').is_some_and(|(first, _)| first.ends_with('\r'))
}

fn chosen<'a>(place: &Place, shelf: &'a Shelf, synced: &mut Synced) -> Result<Vec<&'a Offer>, Refusal> {
    if place.ids.is_empty() {
        return Ok(shelf.by_default().collect());
    }
    let mut offers = Vec::new();
    for id in &place.ids {
        match shelf.find(id) {
            Some(offer) => offers.push(offer),
            None if shelf.known.contains(id) => synced.not_yet.push(id.clone()),
            None => {
                let near = nearest(id, shelf.known.iter().map(String::as_str));
                let way_out = near.map_or_else(
                    || "`milepost badges` lists them".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                return Err(Refusal::new(format!("line {} asks for the badge `{id}`: {way_out}", place.line)));
            }
        }
    }
    Ok(offers)
}

/// Returns what belongs between the comments.
fn written(place: &Place, offers: &[&Offer], line_end: &str) -> String {
    let lines = offers.iter().map(|offer| match place.snippet {
        Snippet::Markdown => offer.markdown.as_str(),
        Snippet::Html => offer.html.as_str(),
        Snippet::AsciiDoc => offer.asciidoc.as_str(),
    });
    if place.is_inline {
        return lines.collect::<Vec<_>>().join(" ");
    }
    let line_end = format!("{line_end}{}", place.prefix);
    let mut text = line_end.clone();
    for line in lines {
        text += line;
        text += &line_end;
    }
    text
}

#[cfg(test)]
mod tests;
