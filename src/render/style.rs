//! The style sheets of pages: that of the theme with the parts that a page takes, in one file for each choice of parts,
//! so that no page waits for more than one, and none has the style of what it does not show.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::seal::Sealed;
use crate::output::Output;
use crate::theme::part::Choice;
use crate::theme::{Assets, asset};

/// A published style sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Sheet {
    path: String,
    digest: String,
    css: Vec<u8>,
}

/// The style sheets of all choices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheets {
    /// That of the theme, which templates link to.
    shared: Sheet,
    by_choice: BTreeMap<Choice, Sheet>,
}

impl Sheets {
    /// Makes those of pages that take these parts.
    pub fn of<'a>(choices: impl Iterator<Item = &'a Choice>, assets: &Assets) -> Self {
        let path = assets.names.get(asset::STYLE_SHEET).cloned().unwrap_or_default();
        let css = assets.files.get(&path).cloned().unwrap_or_default();
        let digest = assets.integrity.get(&path).cloned().unwrap_or_default();
        let mut by_choice = BTreeMap::new();
        for choice in choices {
            if !by_choice.contains_key(choice) {
                let css = [css.as_slice(), assets.parts.joined(choice).as_bytes()].concat();
                let (path, digest) = asset::published(asset::STYLE_SHEET, &css);
                by_choice.insert(choice.clone(), Sheet { path, digest, css });
            }
        }
        Self { shared: Sheet { path, digest, css }, by_choice }
    }

    /// Returns a page that links to the style sheet with its parts.
    pub fn linked(&self, page: Sealed) -> Output {
        let Sealed { html, links, choice } = page;
        let Some(sheet) = self.by_choice.get(&choice) else { return Arc::<[u8]>::from(html).into() };
        let link = |place: Range<usize>| {
            let link = html[place.clone()].replace(&self.shared.path, &sheet.path);
            (place, link.replace(&self.shared.digest, &sheet.digest))
        };
        let links: Vec<_> = links.into_iter().map(link).collect();
        let mut bytes = Arc::from(html);
        links.into_iter().rev().for_each(|(place, link)| put(&mut bytes, place, link.as_bytes()));
        bytes.into()
    }

    /// Returns the files with their paths below the site.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.by_choice.values().map(|sheet| (sheet.path.as_str(), sheet.css.as_slice()))
    }
}

/// Puts `link` in the place of another one, which is nearly always as long: then the page stays where it is in memory.
fn put(page: &mut Arc<[u8]>, place: Range<usize>, link: &[u8]) {
    match Arc::make_mut(page).get_mut(place.clone()).filter(|old| old.len() == link.len()) {
        Some(old) => old.copy_from_slice(link),
        None => *page = [&page[..place.start], link, &page[place.end..]].concat().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_put_in_the_place_of_another_of_any_length() {
        for (link, expected) in [("xyz", "a xyz c"), ("", "a  c"), ("longer", "a longer c")] {
            let mut page: Arc<[u8]> = Arc::from(&b"a old c"[..]);
            put(&mut page, 2..5, link.as_bytes());
            assert_eq!(*page, *expected.as_bytes());
        }
    }
}
