//! Placeholders in what visitors read, and headings without anything below them.

use super::gather::Gather;
use super::{Site, placeholder};
use crate::check::place;
use crate::diagnostic::Code;

pub(super) fn check(site: &Site<'_>, gather: &mut Gather) {
    for (path, page) in &site.pages {
        for text in &page.texts {
            if let Some(found) = placeholder::in_text(text) {
                let span = place::words(found, path, &site.origins());
                let hint = "write what was meant to be there, or leave the sentence out".to_owned();
                let message = (format!("visitors read `{found}`, which was meant to be replaced"), hint);
                gather.on_page(Code::PlaceholderText, found, path, span, message);
            }
        }
        for heading in &page.empty {
            let span = place::heading(heading, path, &site.origins());
            let hint = "write the section, or leave it out until there is something in it".to_owned();
            let message = (format!("nothing stands below the heading `{heading}`"), hint);
            gather.on_page(Code::EmptySection, heading, path, span, message);
        }
    }
}
