//! A journal as it was written: the plan and every page, each read by itself.

use std::sync::Arc;

use rayon::prelude::*;

use crate::content::archetype;
use crate::content::component::{self, Declarations};
use crate::content::markdown;
use crate::content::page::{self, Page};
use crate::diagnostic::{Diagnostic, SourceId};
use crate::lock::{self, Lock};
use crate::memo::{Forget, Memo};
use crate::plan::site::MarkdownSettings;
use crate::plan::{self, PlanSource};
use crate::source::value::Decoder;
use crate::source::{Source, Sources};
use crate::trace::{Trace, Untraced, Work, traced};
use crate::words::{self, Words};

/// The plan and the pages, in the order of their paths.
#[derive(Debug, Clone, PartialEq)]
pub struct Journal {
    /// The plan; `None` when it could not be read, which is an error.
    pub plan: Option<PlanSource>,
    /// Every Markdown file below `content/`.
    pub pages: Vec<Page>,
    /// The components of the journal's theme.
    pub components: Declarations,
    /// The words of the theme in the language of the site.
    pub words: Arc<Words>,
    /// What is known of addresses outside of the site.
    pub lock: Lock,
    /// What is wrong, file by file.
    pub diagnostics: Vec<Diagnostic>,
}

/// The theme of a journal that names none.
const THEME: &str = "default";

/// Reads the files of a journal. No file is looked at in the light of another one here, except that the plan
/// says how Markdown is read, and the theme which components there are and what it says.
pub fn parse(sources: &Sources) -> Journal {
    parse_traced(sources, &Forget, &Untraced)
}

/// Reads the files of a journal for who shows no page: the code in them has no colours.
pub fn parse_plain(sources: &Sources) -> Journal {
    read(sources, true, &Forget, &Untraced)
}

/// Reads the files of a journal as [`parse`] does, with what `memo` remembers, and tells `trace` which page it is at.
pub fn parse_traced(sources: &Sources, memo: &dyn Memo, trace: &dyn Trace) -> Journal {
    read(sources, false, memo, trace)
}

/// Returns how the Markdown of pages is read.
pub(crate) fn options(chosen: MarkdownSettings) -> markdown::Options {
    let MarkdownSettings { math, smart_punctuation, emoji } = chosen;
    markdown::Options { math, smart_punctuation, emoji, plain_code: false }
}

/// Reads the page of a file, and returns what is wrong in it.
pub(crate) fn read_page(
    sources: &Sources,
    (id, file): (SourceId, &Source),
    setting: markdown::Setting<'_>,
    components: &Declarations,
) -> (Page, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut page = page::parse(sources, id, file, setting, &mut diagnostics);
    let mut decoder = Decoder::default();
    component::own::read(&mut page.document, components, &mut decoder);
    diagnostics.append(&mut decoder.diagnostics);
    (page, diagnostics)
}

fn read(sources: &Sources, plain_code: bool, memo: &dyn Memo, trace: &dyn Trace) -> Journal {
    let (plan, mut diagnostics) = plan::parse(sources, false);
    diagnostics.extend(sources.diagnostics.iter().cloned());
    let chosen = plan.as_ref().map(|plan| plan.site.markdown).unwrap_or_default();
    let options = markdown::Options { plain_code, ..options(chosen) };
    let (components, found) = self::components(sources, plan.as_ref());
    diagnostics.extend(found);
    let (words, found) = self::words(sources, plan.as_ref());
    diagnostics.extend(found);
    let (lock, found) = lock::read(sources);
    diagnostics.extend(found);
    diagnostics.extend(archetype::check(sources));
    // Who shows no page has little to remember.
    let words = Arc::new(words);
    let digest = (!plain_code).then(|| words.digest());
    let setting = markdown::Setting { options, words: &words, digest, memo };
    let files: Vec<_> = sources.iter().filter(|(_, file)| page::is_page(&file.path)).collect();
    let (mut pages, mut found) = (Vec::new(), Vec::new());
    files
        .into_par_iter()
        .map(|(id, file)| {
            traced(trace, Work::Reading(file.path.as_str()), || read_page(sources, (id, file), setting, &components))
        })
        .unzip_into_vecs(&mut pages, &mut found);
    diagnostics.extend(found.into_iter().flatten());
    Journal { plan, pages, components, words, lock, diagnostics }
}

/// Reads the components of the theme that `plan` names, and what is wrong with them.
pub fn components(sources: &Sources, plan: Option<&PlanSource>) -> (Declarations, Vec<Diagnostic>) {
    component::declaration::read(sources, theme(plan))
}

/// Reads the words of the theme that `plan` names, in its language, and what is wrong with them.
pub(crate) fn words(sources: &Sources, plan: Option<&PlanSource>) -> (Words, Vec<Diagnostic>) {
    let (language, span) = plan.map_or(("en", None), |plan| (&*plan.site.language, plan.site.language_span));
    words::compile(sources, theme(plan), language, span)
}

fn theme(plan: Option<&PlanSource>) -> &str {
    plan.and_then(|plan| plan.site.theme.as_ref()).map_or(THEME, |theme| theme.value.as_str())
}
