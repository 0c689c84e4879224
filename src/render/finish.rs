//! A page finished: all that is made of its view, or what is known of that.
//!
//! 1. [`finish`] asks whether the page is known in its surroundings. If not, it makes the view and asks the memo for the
//!    [`Record`] of the files. Without one, [`html`] hands the view to the template of the theme and seals the page.
//! 2. [`Done::linked`] gives the page its style sheet, once it is known which there are.

use std::sync::Arc;

use serde::Serialize;

use super::frame::{Frame, Head, SiteAt};
use super::later::File;
use super::record::{self, Record};
use super::seal::{Sealed, Seals, seal};
use super::style::Sheets;
use super::surroundings::{Known, Surroundings};
use super::view::{Content, Context, PageView};
use super::{Draft, Page, search, twin};
use crate::diagnostic::{Code, Diagnostic};
use crate::memo::{Key, Memo};
use crate::output::Output;
use crate::site::PageId;
use crate::theme::part::Choice;
use crate::theme::{Theme, asset};
use crate::trace::{Work, traced};

/// What is known of a page once its view is gone.
#[derive(Debug, Clone)]
pub struct Made {
    /// What the head of the page is made from.
    pub head: Head,
    /// The content file.
    pub source: Option<PageId>,
    /// Whether there is the same page in Markdown.
    pub has_twin: bool,
}

/// A page with all that is made of its view.
pub(super) struct Done {
    page: Made,
    files: Result<PageFiles, Box<Diagnostic>>,
    /// What the files are remembered by.
    key: Option<Key>,
    /// A hash of its own text; `None` for what is not known by its surroundings.
    own: Option<[u8; 32]>,
    pub(super) subject: Option<search::Subject>,
}

/// The files of a page.
pub(super) enum PageFiles {
    Made { html: Sealed, twin: Option<Output> },
    Known(Record),
}

/// A page that is made, or known.
pub(super) struct Linked {
    pub(super) page: Made,
    /// The page and its twin.
    pub(super) files: Result<(Output, Option<Output>), Box<Diagnostic>>,
    /// What is known of it from now on.
    pub(super) known: Option<Known>,
}

impl Done {
    /// Returns the parts of the style that the page takes.
    pub(super) fn choice(&self) -> Option<&Choice> {
        match self.files.as_ref().ok()? {
            PageFiles::Made { html, .. } => html.taken(),
            PageFiles::Known(record) => record.choice.as_ref(),
        }
    }

    /// Returns the page with its files: itself, with a link to its style sheet, and its twin. What they are is remembered.
    pub(super) fn linked(self, sheets: &Sheets, frame: &Frame<'_>) -> Linked {
        let choice = self.choice().cloned();
        let Self { page, files, key, own, .. } = self;
        let view = key.map(|key| *key.bytes());
        match files {
            Ok(PageFiles::Made { html, twin }) => {
                let html = sheets.linked(html);
                let record =
                    || Record { html: html.stamp(), twin: twin.as_ref().map(Output::stamp), choice: choice.clone() };
                if let Some(key) = &key {
                    remember(frame.memo, key, record().encode());
                }
                let known = own.map(|own| Known { own, view, record: record() });
                Linked { page, files: Ok((html, twin)), known }
            }
            Ok(PageFiles::Known(record)) => {
                let later = frame.later.expect("nothing is known where nobody makes it later");
                let output = |file, known| later.output(&page.head.permalink, file, known);
                let files = (output(File::Html, record.html), record.twin.map(|twin| output(File::Twin, twin)));
                Linked { page, files: Ok(files), known: own.map(|own| Known { own, view, record }) }
            }
            Err(error) => Linked { page, files: Err(error), known: None },
        }
    }
}

/// Has `memo` keep a result that was made, whatever it held before.
pub(super) fn remember(memo: &dyn Memo, key: &Key, result: Vec<u8>) {
    if memo.get(key).is_none_or(|held| *held != *result) {
        memo.put(key, &result.into());
    }
}

/// Makes all that is made of the view of a page, unless it is known. The view is dropped: the views of a whole site take more
/// memory than the site.
pub(super) fn finish(frame: &Frame<'_>, theme: &Theme, draft: Draft, around: Option<&Surroundings<'_>>) -> Done {
    let own = around.map(|around| around.own(frame, draft.source()));
    let permalink = draft.permalink(frame.site);
    if let Some(known) = around.zip(own).and_then(|(around, own)| around.find(permalink, &own)) {
        let (files, has_twin) = (Ok(PageFiles::Known(known.record.clone())), known.record.twin.is_some());
        let key = known.view.map(|view| Key::of_hash(view, record::KIND.shelf));
        if let Some(key) = &key {
            frame.memo.keep(key);
        }
        if has_search(frame) {
            return Done { own, ..done(frame, draft.outline(frame), files, (key, has_twin)) };
        }
        let (head, source) = draft.head(frame);
        return Done { page: Made { head, source, has_twin }, files, key, own, subject: None };
    }
    let page = draft.outline(frame);
    let viewed = Viewed::of(frame, &page);
    let key = record::key(frame, theme, &page, &viewed);
    let record = || Record::decode(&frame.memo.get(key.as_ref().filter(|_| frame.later.is_some())?)?);
    let done = match record() {
        Some(record) => done(frame, page, Ok(PageFiles::Known(record)), (key, viewed.has_twin)),
        None => {
            let page = page.with_text(frame);
            let files = files(frame, theme, &page, &viewed);
            done(frame, page, files, (key, viewed.has_twin))
        }
    };
    Done { own, ..done }
}

fn has_search(frame: &Frame<'_>) -> bool {
    frame.has("search")
}

/// Makes all that is made of the view of a page.
pub(super) fn make(frame: &Frame<'_>, theme: &Theme, page: Page) -> Done {
    let viewed = Viewed::of(frame, &page);
    let files = files(frame, theme, &page, &viewed);
    done(frame, page, files, (None, viewed.has_twin))
}

fn files(frame: &Frame<'_>, theme: &Theme, page: &Page, viewed: &Viewed) -> Result<PageFiles, Box<Diagnostic>> {
    let html = html(frame, theme, page, viewed)?;
    Ok(PageFiles::Made { html, twin: twin::of(frame, page).map(Output::from) })
}

fn done(
    frame: &Frame<'_>,
    page: Page,
    files: Result<PageFiles, Box<Diagnostic>>,
    (key, has_twin): (Option<Key>, bool),
) -> Done {
    let subject = has_search(frame).then(|| search::subject(frame, &page)).flatten();
    Done { page: Made { head: page.head, source: page.source, has_twin }, files, key, own: None, subject }
}

/// What a template sees of a page besides its content.
pub(super) struct Viewed {
    view: PageView,
    pub(super) site: Arc<SiteAt>,
    has_twin: bool,
}

impl Viewed {
    pub(super) fn of(frame: &Frame<'_>, page: &Page) -> Self {
        let has_twin = twin::exists(frame, page);
        let source = page.source.map(|id| frame.site.page(id));
        let markdown = has_twin.then(|| frame.href(&twin::address(&page.head.permalink)));
        let view = PageView { markdown, ..frame.page_view(&page.head, source) };
        Self { view, site: frame.site_at(&page.head.permalink), has_twin }
    }

    /// Returns what the template of the page gets.
    pub(super) fn context<'v>(&'v self, page: &'v Page) -> Context<'v> {
        Context { site: &self.site.view, page: &self.view, content: &page.content }
    }
}

pub(super) fn html(frame: &Frame<'_>, theme: &Theme, page: &Page, viewed: &Viewed) -> Result<Sealed, Box<Diagnostic>> {
    let context = variables(&viewed.context(page), &viewed.site.value).map_err(|error| {
        let message = format!("the view of `{}` cannot be handed to a template: {error}", page.head.permalink);
        Box::new(Diagnostic::without_place(Code::TemplateError, message))
    })?;
    let template = format!("{}.html", page.head.kind);
    let html = traced(frame.trace, Work::Template(&template), || theme.templates.render(&template, &context))?;
    let seals = Seals {
        base: &frame.site.settings.base,
        integrity: &theme.assets.integrity,
        parts: &theme.assets.parts,
        style_sheet: theme.assets.names.get(asset::STYLE_SHEET).map(String::as_str),
    };
    Ok(seal(&html, seals))
}

/// What of the variables of a template is another on each page.
#[derive(Serialize)]
pub(super) struct Own<'a> {
    page: &'a PageView,
    #[serde(flatten)]
    content: &'a Content,
}

impl<'a> Own<'a> {
    pub(super) fn of(context: &Context<'a>) -> Self {
        Self { page: context.page, content: context.content }
    }
}

/// Returns the variables for a template. `site` is the value of the site's view, which many pages share.
fn variables(context: &Context<'_>, site: &tera::Value) -> tera::TeraResult<tera::Context> {
    let mut variables = tera::Context::from_serialize(&Own::of(context))?;
    variables.insert_value("site", site.clone());
    Ok(variables)
}
