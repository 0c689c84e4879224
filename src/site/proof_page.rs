//! Pages of the site that a `proof:` names as its place, found.
//!
//! What visitors cannot find proves nothing. A page that is scheduled counts from its day on, without a word; that one
//! is a draft, private or unlisted is told, because the proof would wait for it in vain.

use std::collections::BTreeMap;

use super::fate::Fate;
use super::link::relative_path;
use super::{OffSite, SitePage};
use crate::content::page::CONTENT;
use crate::diagnostic::{Code, Diagnostic, Span, Spanned, nearest};
use crate::plan::{Plan, ProofFile};
use crate::source::SourcePath;

/// What the references lead to.
struct Finder<'a> {
    pages: &'a [SitePage],
    off_site: &'a [OffSite],
    found: BTreeMap<usize, Vec<Span>>,
    diagnostics: Vec<Diagnostic>,
}

/// Returns where a `proof:` of `plan` or of a project page names each of `pages`, by their index.
pub(super) fn find(
    plan: &Plan,
    pages: &[SitePage],
    off_site: &[OffSite],
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<usize, Vec<Span>> {
    let mut finder = Finder { pages, off_site, found: BTreeMap::new(), diagnostics: Vec::new() };
    for file in of_plan(plan) {
        file.page.iter().for_each(|page| finder.look_up(page, None));
    }
    for page in pages {
        let features = page.source.front.iter().flat_map(|front| &front.features).flat_map(|features| &features.0);
        for file in features.flat_map(|(_, feature)| &feature.proof) {
            file.page.iter().for_each(|named| finder.look_up(named, Some(&page.source.path)));
        }
    }
    diagnostics.append(&mut finder.diagnostics);
    finder.found
}

/// Returns every proof that the plan names.
fn of_plan(plan: &Plan) -> impl Iterator<Item = &ProofFile> {
    let items = plan.items().flat_map(|(_, item)| &item.proofs);
    let certifications = plan.certifications.iter().flat_map(|entry| {
        let alternatives = entry.any_of.iter().flat_map(|other| &other.proofs);
        entry.proofs.iter().chain(alternatives)
    });
    let projects = plan.projects.iter().flat_map(|project| {
        let features = project.features.iter().flat_map(|feature| &feature.proof);
        project.proofs.iter().chain(features)
    });
    let outreach = plan.outreach.iter().flat_map(|entry| &entry.proofs);
    items.chain(certifications).chain(projects).chain(outreach)
}

impl Finder<'_> {
    /// Finds what `named` means: an address, a path relative to the page `from`, or in the plan one below `content/`.
    fn look_up(&mut self, named: &Spanned<String>, from: Option<&SourcePath>) {
        let written = named.value.trim();
        let path = path_of(written, from);
        let is_it = |page: &SitePage| match &path {
            Some(path) => page.source.path == *path,
            None => page.permalink.as_str().trim_matches('/') == written.trim_matches('/'),
        };
        if let Some(index) = self.pages.iter().position(is_it) {
            let page = &self.pages[index];
            if !page.is_listed {
                self.report_hidden(&page.source.path, Fate::Unlisted.word(), named.span);
            }
            self.found.entry(index).or_default().push(named.span);
            return;
        }
        match self.off_site.iter().find(|page| Some(&page.path) == path.as_ref()) {
            // What is wrong with that page is told there.
            Some(page) if [Fate::Scheduled.word(), Fate::Error.word()].contains(&page.word) => {}
            Some(page) => self.report_hidden(&page.path, page.word, named.span),
            None => self.report_unknown(named, from),
        }
    }

    fn report_hidden(&mut self, path: &SourcePath, word: &str, span: Span) {
        let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        let message = format!("this proof does not count: `{path}` is {article} {word} page");
        let hint = "publish that page; what visitors cannot find proves nothing";
        self.diagnostics.push(Diagnostic::new(Code::UnusableProof, span, message).hint(hint));
    }

    fn report_unknown(&mut self, named: &Spanned<String>, from: Option<&SourcePath>) {
        let written = named.value.trim();
        let known: Vec<String> = if written.starts_with('/') {
            self.pages.iter().map(|page| format!("/{}", page.permalink.as_str().trim_start_matches('/'))).collect()
        } else {
            let paths =
                self.pages.iter().map(|page| &page.source.path).chain(self.off_site.iter().map(|one| &one.path));
            paths.map(|path| spelled(path, from)).collect()
        };
        let last = |path: &str| path.trim_end_matches('/').rsplit('/').next().unwrap_or(path).to_owned();
        let namesake = known.iter().find(|path| last(path) == last(written));
        let near = namesake.map(String::as_str).or_else(|| nearest(written, known.iter().map(String::as_str)));
        let diagnostic = Diagnostic::new(Code::BrokenLink, named.span, format!("there is no page `{written}`"));
        self.diagnostics.push(match (near, from) {
            (Some(near), _) => diagnostic.hint(format!("did you mean `{near}`?")),
            (None, Some(from)) => diagnostic.hint(format!("the path is relative to `{from}`")),
            (None, None) => diagnostic.hint("write the path of its file below `content/`, such as `notes/x.md`"),
        });
    }
}

/// Returns the path of the file that `written` means; `None` for an address, or what leads out of the journal.
fn path_of(written: &str, from: Option<&SourcePath>) -> Option<SourcePath> {
    if written.starts_with('/') {
        return None;
    }
    match from {
        Some(from) => from.resolve(written),
        None => SourcePath::new(&format!("{CONTENT}/{}", below_content(written))),
    }
}

fn below_content(written: &str) -> &str {
    written.strip_prefix(CONTENT).and_then(|rest| rest.strip_prefix('/')).unwrap_or(written)
}

/// Returns `path` as it is written in the plan, or in the page `from`.
fn spelled(path: &SourcePath, from: Option<&SourcePath>) -> String {
    match from {
        Some(from) => relative_path(from, path.as_str()),
        None => below_content(path.as_str()).to_owned(),
    }
}
