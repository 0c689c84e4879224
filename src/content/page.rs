//! One content file as a page: its kind, its front matter, its text.

use chrono::NaiveDate;

use super::front_matter::{self, FrontMatter};
use super::markdown::{self, Document, Place};
use crate::diagnostic::{Code, Diagnostic, SourceId, Span, Spanned};
use crate::source::value::Decoder;
use crate::source::{Source, SourcePath, Sources};

/// The folder of all content.
pub const CONTENT: &str = "content";

/// What a page is, by the folder it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// `content/posts/`: a blog post.
    Post,
    /// `content/notes/`: a study note.
    Note,
    /// `content/projects/`: a portfolio project.
    Project,
    /// Anywhere else: a standalone page.
    Page,
}

impl PageKind {
    /// Returns the kind of the file at `path`, which is below `content/`.
    pub fn of(path: &SourcePath) -> Self {
        let below = path.below(CONTENT).unwrap_or(path.as_str());
        match below.split_once('/').map(|(folder, _)| folder) {
            Some("posts") => Self::Post,
            Some("notes") => Self::Note,
            Some("projects") => Self::Project,
            _ => Self::Page,
        }
    }
}

/// A content file.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The file.
    pub source: SourceId,
    /// Where the file is.
    pub path: SourcePath,
    /// What it is.
    pub kind: PageKind,
    /// Its front matter; `None` when that could not be read, which is an error.
    pub front: Option<FrontMatter>,
    /// Where in the file its body begins, behind the front matter.
    pub body: usize,
    /// Its body.
    pub document: Document,
    /// When git first recorded the file, for pages without a date.
    pub added: Option<NaiveDate>,
    /// When git last recorded a change of it, for the same pages.
    pub changed: Option<NaiveDate>,
}

/// The most bytes of a page: the Markdown parser takes more than a hundred times as much memory for the worst of texts.
const MAX_PAGE: usize = 4 * 1024 * 1024;

/// Returns whether the file is a page: Markdown below `content/`.
pub fn is_page(path: &SourcePath) -> bool {
    path.below(CONTENT).is_some() && matches!(path.extension().as_str(), "md" | "markdown")
}

/// Reads one content file. What is wrong with it is added to `diagnostics`.
pub fn parse(
    sources: &Sources,
    id: SourceId,
    file: &Source,
    setting: markdown::Setting<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Page {
    let mut decoder = Decoder::default();
    let (front, body, document) = match sources.text(id) {
        Ok(_) if file.bytes.len() > MAX_PAGE => {
            decoder.diagnostics.push(too_large(id, file));
            (None, 0, Document::default())
        }
        Ok(text) => {
            let (front, body) = front_matter::parse(text, id, &mut decoder);
            let math = front.as_ref().and_then(|front| front.math).unwrap_or(setting.options.math);
            let options = markdown::Options { math, ..setting.options };
            let place = Place { source: id, offset: body };
            let mut document = markdown::parse_in(&text[body..], file, place, markdown::Setting { options, ..setting });
            decoder.diagnostics.append(&mut document.diagnostics);
            (front, body, document)
        }
        Err(diagnostic) => {
            decoder.diagnostics.push(diagnostic);
            (None, 0, Document::default())
        }
    };
    diagnostics.append(&mut decoder.diagnostics);
    let day = |date: &str| crate::source::value::decode::parse_date(date).ok();
    let added = file.added.as_deref().and_then(day);
    let changed = sources.updated.get(&file.path).and_then(|date| day(date));
    let (path, kind) = (file.path.clone(), PageKind::of(&file.path));
    Page { source: id, path, kind, front, body, document, added, changed }
}

fn too_large(id: SourceId, file: &Source) -> Diagnostic {
    let mebibytes = |bytes: usize| bytes.div_ceil(1024 * 1024);
    let message = format!(
        "the page has {} MiB; pages of up to {} MiB are read",
        mebibytes(file.bytes.len()),
        mebibytes(MAX_PAGE)
    );
    let hint = "put data into a file beside the page and link to it, or write several pages";
    Diagnostic::new(Code::FileTooLarge, Span::new(id, 0..0), message).hint(hint)
}

impl Page {
    /// Returns whether it is a page bundle: an `index.md` with files of its own beside it.
    pub fn is_bundle(&self) -> bool {
        self.path.stem() == "index" && self.path.folder() != CONTENT
    }

    /// Returns whether it is a README, which is the introduction of its folder and not a page of that name.
    pub fn is_readme(&self) -> bool {
        self.path.stem().eq_ignore_ascii_case("readme")
    }

    /// Returns whether it says itself at which address it is.
    pub fn has_own_address(&self) -> bool {
        self.front.as_ref().is_some_and(|front| front.slug.is_some() || front.path.is_some())
    }

    /// Returns the name that the address is made from: of the file, or of the folder of a bundle or README, without
    /// a date before it.
    pub fn name(&self) -> &str {
        split_date(self.raw_name()).1
    }

    /// Returns the date that the name of the file begins with, as Jekyll writes it.
    pub fn date_in_name(&self) -> Option<NaiveDate> {
        split_date(self.raw_name()).0
    }

    /// Returns whether it says itself when it was written.
    pub fn is_dated(&self) -> bool {
        self.front.as_ref().is_some_and(|front| front.date.is_some()) || self.date_in_name().is_some()
    }

    fn raw_name(&self) -> &str {
        if self.is_bundle() {
            let folder = self.path.folder();
            folder.rsplit('/').next().unwrap_or(folder)
        } else if self.is_readme() && self.path.folder() != CONTENT {
            // With the folders above it: every part of a TIL repository may have an introduction.
            let below = self.path.folder().strip_prefix("content/").unwrap_or(self.path.folder());
            if self.kind == PageKind::Page { below } else { below.split_once('/').map_or(below, |(_, topic)| topic) }
        } else {
            self.path.stem()
        }
    }

    /// Returns the folders between the section and the page, such as `adversarial` for a note.
    pub fn topic(&self) -> Option<&str> {
        let below = self.path.below(CONTENT)?.split_once('/')?.1;
        let folder = below.rsplit_once('/')?.0;
        if !self.is_bundle() {
            return Some(folder);
        }
        folder.rsplit_once('/').map(|(topic, _)| topic)
    }

    /// Returns the folders between `content/` and a standalone page, such as `talks`.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        let below = self.path.folder().strip_prefix(CONTENT).unwrap_or_default();
        let folder = if self.is_bundle() { below.rsplit_once('/').map_or("", |(above, _)| above) } else { below };
        folder.split('/').filter(|name| !name.is_empty())
    }

    /// Returns the title: from the front matter, else the first heading.
    pub fn title(&self) -> Option<Spanned<&str>> {
        let front = self.front.as_ref()?;
        match (&front.title, &self.document.title) {
            (Some(title), _) => Some(Spanned::new(title.value.as_str(), title.span)),
            (None, Some(heading)) => Some(Spanned::new(heading.text.as_str(), heading.span)),
            (None, None) => None,
        }
    }

    /// Returns a title made from the name, for a page that has none.
    pub fn title_from_name(&self) -> String {
        title_of_name(self.name())
    }

    /// Returns the place to point at when something is missing.
    pub fn top(&self) -> Span {
        Span::new(self.source, 0..0)
    }
}

/// Returns the name of a file as a title: `how-dns-works` is `How dns works`.
pub fn title_of_name(name: &str) -> String {
    let words: Vec<&str> = name.split(['-', '_', '/', ' ']).filter(|word| !word.is_empty()).collect();
    let text = words.join(" ");
    let mut chars = text.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    first + chars.as_str()
}

fn split_date(name: &str) -> (Option<NaiveDate>, &str) {
    let date = name.get(..10).and_then(|text| crate::source::value::decode::parse_date(text).ok());
    match (date, name.get(10..).and_then(|rest| rest.strip_prefix('-'))) {
        (Some(date), Some(rest)) if !rest.is_empty() => (Some(date), rest),
        _ => (None, name),
    }
}
