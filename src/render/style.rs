//! The style sheets of pages: that of the theme with the parts that a page takes, in one file for each choice of parts,
//! so that no page waits for more than one, and none has the style of what it does not show.

use std::collections::BTreeMap;

use super::seal::Sealed;
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
    /// Makes those of pages.
    pub fn of<'a>(pages: impl Iterator<Item = &'a Sealed>, assets: &Assets) -> Self {
        let path = assets.names.get(asset::STYLE_SHEET).cloned().unwrap_or_default();
        let css = assets.files.get(&path).cloned().unwrap_or_default();
        let digest = assets.integrity.get(&path).cloned().unwrap_or_default();
        let mut by_choice = BTreeMap::new();
        for page in pages.filter(|page| !page.links.is_empty() && !page.choice.is_empty()) {
            if !by_choice.contains_key(&page.choice) {
                let css = [css.as_slice(), assets.parts.joined(&page.choice).as_bytes()].concat();
                let (path, digest) = asset::published(asset::STYLE_SHEET, &css);
                by_choice.insert(page.choice.clone(), Sheet { path, digest, css });
            }
        }
        Self { shared: Sheet { path, digest, css }, by_choice }
    }

    /// Returns a page that links to the style sheet with its parts.
    pub fn linked(&self, page: Sealed) -> String {
        let Sealed { mut html, links, choice } = page;
        let Some(sheet) = self.by_choice.get(&choice) else { return html };
        for place in links.into_iter().rev() {
            let link = html[place.clone()].replace(&self.shared.path, &sheet.path);
            html.replace_range(place, &link.replace(&self.shared.digest, &sheet.digest));
        }
        html
    }

    /// Returns the files with their paths below the site.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.by_choice.values().map(|sheet| (sheet.path.as_str(), sheet.css.as_slice()))
    }
}
