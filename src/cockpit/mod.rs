//! The cockpit: the plan as a page for its owner, which `serve` shows on this machine and nothing writes to disk.
//!
//! 1. [`page`] frames a [`Cockpit`], which is the report of the owner with what is wrong in the journal;
//! 2. one file for each section: `state`, `burn`, `due` with `calendar`, `lint`, `gap`, `company`, `money`, `load`;
//! 3. they write through `html`, so that a text of the journal can never be markup.
//!
//! The page is complete without JavaScript: buttons are forms. Its style sheet is [`style_sheet`], which takes colours and
//! fonts from the default theme.
//!
//! **Invariant:** nothing of this room is a template or reaches one, and the site does not use it.

mod burn;
mod calendar;
mod company;
mod due;
mod frame;
mod gap;
mod html;
mod lint;
mod load;
mod money;
mod state;
mod words;

#[cfg(test)]
mod tests;

use crate::diagnostic::Diagnostic;
use crate::owner::OwnerReport;
use crate::plan::PlanId;
use crate::source::Sources;
use crate::theme;

use self::html::Html;

/// Where the cockpit is; everything of it is below.
pub const ROOT: &str = "/_owner/";
/// Where its style sheet is.
pub const STYLE_SHEET: &str = "/_owner/css/cockpit.css";
/// Where its fonts are, as the style sheet names them.
pub const FONTS: &str = "/_owner/fonts/";

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct Cockpit<'a> {
    /// The report; `None` when there is no usable plan.
    pub report: Option<&'a OwnerReport>,
    /// What the lint of the plan found.
    pub lint: &'a [Diagnostic],
    /// What is wrong in the journal.
    pub diagnostics: &'a [Diagnostic],
    /// The files that they point into.
    pub sources: &'a Sources,
    /// What came of the last button.
    pub notice: Option<&'a Notice>,
    /// What a form has to send along.
    pub token: &'a str,
    /// The address of the site itself.
    pub site: &'a str,
}

/// What came of a button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// That step is now declared done.
    Ticked(PlanId),
    /// That step is no longer declared done.
    Unticked(PlanId),
    /// Nothing was changed, and why.
    Refused(String),
}

/// Returns the page.
pub fn page(cockpit: &Cockpit<'_>) -> String {
    frame::page(cockpit)
}

/// Returns the style sheet: colours, sizes and fonts of the default theme, and what is the cockpit's own.
pub fn style_sheet() -> Vec<u8> {
    let shared = ["tokens", "fonts", "base"];
    let shared = shared.map(|name| theme::default_file(&format!("assets/css/{name}.css")).unwrap_or_default());
    [shared.concat().as_slice(), include_bytes!("cockpit.css")].concat()
}

/// Returns the font with that name.
pub fn font(name: &str) -> Option<&'static [u8]> {
    let is_font = name.rsplit_once('.').is_some_and(|(_, end)| end == "woff2");
    theme::default_file(&format!("assets/fonts/{name}")).filter(|_| is_font)
}

/// Writes a section with a heading.
fn section(html: &mut Html, id: &str, title: &str, write: impl FnOnce(&mut Html)) {
    let heading = format!("{id}-heading");
    html.within("section", &[("id", id), ("class", "section"), ("aria-labelledby", &heading)], |html| {
        html.element("h2", &[("id", &heading)], title);
        write(html);
    });
}

/// Writes what stands for a section without content.
fn nothing(html: &mut Html, text: &str) {
    html.element("p", &[("class", "none")], text);
}
