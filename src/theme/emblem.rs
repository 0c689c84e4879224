//! The pictures of the site itself, which others ask for by name: its icon, that of a home screen, and the one that link
//! previews show where a page has none of its own.
//!
//! A theme comes with them as files in `static/`, and with the template that each was drawn from. Where the colours or
//! the language are others, they are drawn again. A journal that has such a file itself shows that.

use std::collections::BTreeMap;

use super::{ThemeFile, default_file};

/// A picture that follows the look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Emblem {
    /// Its path below the site.
    pub path: &'static str,
    /// The template that draws it.
    pub template: &'static str,
    /// Its size in pixels; none for a drawing that has none.
    pub size: Option<(u32, u32)>,
    /// Whether it says something, in the language of the site.
    pub has_title: bool,
    /// Whether its template is the journal's, so that the file of the theme shows something else.
    pub has_own_template: bool,
    /// Whether it is that of the default theme.
    pub is_of_default: bool,
}

/// The one of link previews.
const PREVIEW: &str = "og.png";

/// A width and a height in pixels.
type Size = (u32, u32);

/// Path, template and size of each.
const ALL: [(&str, &str, Option<Size>); 3] = [
    ("icon.svg", "icon.svg", None),
    ("apple-touch-icon.png", "apple-touch-icon.svg", Some((180, 180))),
    (PREVIEW, "og.svg", Some((1200, 630))),
];

/// Returns those pictures of a theme that the journal has not replaced by files of its own.
pub(super) fn of(files: &BTreeMap<String, ThemeFile>) -> Vec<Emblem> {
    let emblem = |(path, template, size): (&'static str, &'static str, Option<Size>)| {
        let name = format!("static/{path}");
        let file = files.get(&name).filter(|file| file.source.is_none())?;
        let drawing = files.get(&format!("templates/{template}"))?;
        let is_of_default = default_file(&name) == Some(file.bytes.as_slice());
        let has_own_template = drawing.source.is_some();
        let has_title = path == PREVIEW;
        Some(Emblem {
            path,
            template,
            size,
            has_title,
            has_own_template,
            is_of_default: is_of_default && !has_own_template,
        })
    };
    ALL.into_iter().filter_map(emblem).collect()
}
