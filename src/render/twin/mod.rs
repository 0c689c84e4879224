//! Twins: the same page in Markdown, beside it, for readers that are programs; and `llms.txt`, which lists them.
//!
//! 1. [`of`] makes the twin of a page from its view, so a twin holds nothing that the page does not: `article` for
//!    texts and projects, `overview` for what is made from the plan.
//! 2. `from_html` makes Markdown of a text: components, formulas and footnotes included, without the author's comments.
//! 3. [`llms`] lists the listed ones, by section.

mod article;
mod block;
mod capture;
mod from_html;
mod inline;
pub mod llms;
mod overview;
mod resume;
mod sheet;
mod table;
#[cfg(test)]
mod tests;

use super::Page;
use super::frame::Frame;
use super::view::Content;
use crate::site::Permalink;

/// The name of a twin in the folder of its page.
const FILE: &str = "index.md";

/// Returns the address of the twin of the page at `page`: `notes/x/index.md`, or `old.html.md` for a file.
pub fn address(page: &Permalink) -> Permalink {
    let path = page.as_str();
    if path.is_empty() || path.ends_with('/') {
        return page.join(FILE);
    }
    Permalink::file(&format!("{path}.md")).unwrap_or_else(|| page.clone())
}

/// Returns whether the page has a twin: texts and what is made from the plan have, mere lists of pages have not. A page
/// that asks search engines to leave it out has none, because Markdown cannot ask that.
pub fn exists(frame: &Frame<'_>, page: &Page) -> bool {
    frame.site.settings.extras.twins
        && !page.head.noindex
        && matches!(
            page.content,
            Content::Article(_)
                | Content::Project(_)
                | Content::Home(_)
                | Content::Progress(_)
                | Content::Skills(_)
                | Content::Skill(_)
                | Content::Credentials(_)
                | Content::Resources(_)
                | Content::Resume(_)
                | Content::Series(_)
        )
}

/// Returns the twin of a page, if it has one.
pub fn of(frame: &Frame<'_>, page: &Page) -> Option<String> {
    if !exists(frame, page) {
        return None;
    }
    let mut sheet = sheet::Sheet::new(frame);
    match (&page.content, page.source) {
        (Content::Article(view), Some(id)) => article::article(&mut sheet, id, view),
        (Content::Project(view), Some(id)) => article::project(&mut sheet, id, view),
        (Content::Home(view), _) => overview::home(&mut sheet, view),
        (Content::Progress(view), _) => overview::progress(&mut sheet, view),
        (Content::Skills(view), _) => overview::skills(&mut sheet, &page.head, view),
        (Content::Skill(view), _) => overview::skill(&mut sheet, view),
        (Content::Credentials(view), _) => overview::credentials(&mut sheet, &page.head, view),
        (Content::Resources(view), _) => overview::resources(&mut sheet, &page.head, view),
        (Content::Resume(view), _) => resume::resume(&mut sheet, view),
        (Content::Series(view), _) => overview::series(&mut sheet, view),
        _ => return None,
    }
    Some(sheet.finish())
}
