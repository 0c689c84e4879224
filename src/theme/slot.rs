//! Slots: places in the templates of a theme for a journal's own markup, so that no template has to be copied for a line.
//!
//! A theme has a slot where one of its templates includes `slots/NAME.html`, and beside it that template, most often
//! empty. A journal fills it with `slots/NAME.html` at its root, whatever its theme is: a template like the others.

use std::collections::BTreeMap;

use super::ThemeFile;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::source::Sources;

/// The folder of a journal that fills slots.
pub const FOLDER: &str = "slots";

/// Lays what a journal has for slots over the templates of the theme, and reports what no theme has a place for.
pub(super) fn fill(sources: &Sources, files: &mut BTreeMap<String, ThemeFile>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let names: Vec<String> = files.keys().filter_map(|path| name(path)).map(str::to_owned).collect();
    for (id, file) in sources.iter() {
        let Some(below) = file.path.below(FOLDER) else { continue };
        let template = format!("templates/{FOLDER}/{below}");
        if let Some(slot) = files.get_mut(&template) {
            *slot = ThemeFile { bytes: file.bytes.to_vec(), source: Some(id) };
            continue;
        }
        let asked = below.strip_suffix(".html").unwrap_or(below);
        let message = match below.strip_suffix(".html") {
            Some(name) => format!("the theme has no slot `{name}`"),
            None => format!("`{below}` fills no slot: what does ends in `.html`"),
        };
        let found = Diagnostic::new(Code::UnknownSlot, Span::new(id, 0..0), message);
        let names = names.iter().map(String::as_str);
        diagnostics.push(
            found
                .did_you_mean(asked, names.clone())
                .hint(format!("the slots are {}", names.collect::<Vec<_>>().join(", "))),
        );
    }
    diagnostics
}

fn name(path: &str) -> Option<&str> {
    path.strip_prefix("templates/")?.strip_prefix(FOLDER)?.strip_prefix('/')?.strip_suffix(".html")
}
