//! What is said of outlines.

use super::{Origins, place};
use crate::diagnostic::{Code, Span};
use crate::plan::BaseUrl;

/// What is wrong with what a page says of itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Flaw {
    /// The picture has no `alt`.
    NoAlt,
    /// The page has no heading of the first level.
    NoHeading,
    /// A second heading of the first level.
    SecondHeading,
    /// The heading is of a level that its page has nothing above: the level before it, and its own.
    Skipped(u8, u8),
    /// The page has no title.
    NoTitle,
    /// The page has no description.
    NoDescription,
    /// Another page, named here, has the title.
    SameTitle(String),
    /// Another page, named here, has the description.
    SameDescription(String),
    /// No way leads to the page from the front page.
    Orphan,
}

impl Flaw {
    pub(super) fn code(&self) -> Code {
        match self {
            Self::NoAlt => Code::MissingAlt,
            Self::NoHeading | Self::SecondHeading | Self::Skipped(..) => Code::HeadingOrder,
            Self::NoTitle => Code::MissingTitle,
            Self::NoDescription => Code::MissingDescription,
            Self::SameTitle(_) => Code::DuplicateTitle,
            Self::SameDescription(_) => Code::DuplicateDescription,
            Self::Orphan => Code::OrphanPage,
        }
    }

    /// Returns where it is written in the content file of the output.
    pub(super) fn place(&self, target: &str, output: &str, base: &BaseUrl, origins: &Origins<'_>) -> Option<Span> {
        match self {
            Self::NoAlt => place::find(target, output, base, origins),
            Self::SecondHeading | Self::Skipped(..) => place::heading(target, output, origins),
            Self::SameTitle(_) => {
                place::key(&["title"], output, origins).or_else(|| place::heading(target, output, origins))
            }
            Self::SameDescription(_) => place::key(&["summary", "description"], output, origins),
            Self::NoHeading | Self::NoTitle | Self::NoDescription | Self::Orphan => None,
        }
    }

    /// Returns what is wrong, and a way out.
    pub(super) fn describe(&self, target: &str) -> (String, &'static str) {
        match self {
            Self::NoAlt => {
                let what = if target.is_empty() { "an image".to_owned() } else { format!("the image `{target}`") };
                (format!("{what} has no `alt`"), "write what it shows, or `alt=\"\"` if it is there for decoration")
            }
            Self::NoHeading => {
                ("the page has no `<h1>`".to_owned(), "a page begins with a heading that says what it is")
            }
            Self::SecondHeading => (
                format!("`{target}` is a second heading of the first level"),
                "the title of the page is the first one: write `##` for a section",
            ),
            Self::Skipped(before, level) => (
                format!("the heading `{target}` is of level {level}, behind one of level {before}"),
                "each level goes one deeper than the one that it belongs to: write fewer `#`",
            ),
            Self::NoTitle => {
                ("the page has no `<title>`".to_owned(), "its template writes one with `page.document_title`")
            }
            Self::NoDescription => (
                "the page has no description".to_owned(),
                "write `summary:` in its front matter; a template writes it with `page.description`",
            ),
            Self::SameTitle(other) => {
                (format!("the page is called `{target}`, as `{other}` is"), "give one of them a title of its own")
            }
            Self::SameDescription(other) => (
                format!("the page describes itself as `{other}` does"),
                "write in `summary:` of one of them what only that page is about",
            ),
            Self::Orphan => (
                "no link leads here from the front page, not even by way of others".to_owned(),
                "link to it, or write `visibility: unlisted` if that is meant",
            ),
        }
    }
}
