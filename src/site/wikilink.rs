//! Wikilinks, resolved: names of pages and files become links to the one that is meant.
//!
//! A page is called by its title, slug, alias, file name, or path below `content/`, which may be shortened from the
//! left; a file by its name or path. Case does not matter. A name that several have is an error that lists them.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::fate::Fate;
use super::link::{Resolver, Target, has_anchor};
use super::permalink::slugify;
use super::{OffSite, SitePage};
use crate::content::markdown::slug::slug;
use crate::content::markdown::{Link, LinkKind};
use crate::content::page::{CONTENT, Page, is_page};
use crate::diagnostic::{Code, Diagnostic, Span, nearest};
use crate::source::{SourcePath, Sources};

/// How many candidates a message lists.
const LISTED: usize = 5;
/// For how many unknown names near ones are looked for: each takes time proportional to the journal.
const HINTED: usize = 100;
/// What `![[...]]` can show.
const IMAGES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];

/// Returns what a wikilink may call `page`, apart from its path.
pub(super) fn names(page: &Page) -> Vec<String> {
    let front = page.front.as_ref();
    let last = |address: &str| {
        let path = address.trim_matches('/');
        let name = path.rsplit('/').next().unwrap_or(path);
        name.strip_suffix(".html").unwrap_or(name).to_owned()
    };
    let mut names = vec![page.name().to_owned()];
    if !page.is_bundle() {
        names.push(page.path.stem().to_owned());
    }
    if let Some(title) = page.title() {
        names.push(title.value.trim().to_owned());
        names.push(slugify(title.value));
    }
    names.extend(front.and_then(|front| front.slug.as_ref()).map(|slug| slug.value.clone()));
    names.extend(front.and_then(|front| front.path.as_ref()).map(|path| last(&path.value)));
    for alias in front.iter().flat_map(|front| &front.aliases) {
        names.push(alias.value.trim_matches('/').to_owned());
        names.push(last(&alias.value));
    }
    names
}

/// A page or file that can be meant.
struct Candidate<'a> {
    path: &'a SourcePath,
    is_private: bool,
    /// The path below `content/` in lower case, with the extension and as people write it.
    forms: [String; 2],
}

/// Everything that a wikilink can mean, by name.
pub(super) struct Names<'a> {
    pages: Vec<Candidate<'a>>,
    files: Vec<Candidate<'a>>,
    pages_by_name: BTreeMap<String, BTreeSet<usize>>,
    files_by_name: BTreeMap<String, BTreeSet<usize>>,
    /// Names of published pages as they are written, by themselves in lower case.
    written: BTreeMap<String, String>,
    hints: std::cell::Cell<usize>,
}

impl<'a> Names<'a> {
    fn new(sources: &'a Sources, pages: &'a [SitePage], unpublished: &'a [OffSite]) -> Self {
        let mut all = Self {
            pages: Vec::new(),
            files: Vec::new(),
            pages_by_name: BTreeMap::new(),
            files_by_name: BTreeMap::new(),
            written: BTreeMap::new(),
            hints: std::cell::Cell::new(HINTED),
        };
        for page in pages {
            let address = page.permalink.as_str().trim_end_matches('/');
            let name = address.rsplit('/').next().unwrap_or(address).to_owned();
            let mut own = names(&page.source);
            own.push(name);
            for name in &own {
                all.written.entry(key(name)).or_insert_with(|| name.clone());
            }
            all.add_page(&page.source.path, own.iter(), false);
        }
        for page in unpublished {
            all.add_page(&page.path, page.names.iter(), page.word == Fate::Private.word());
        }
        for (_, file) in sources.iter().filter(|(_, file)| file.path.below(CONTENT).is_some() && !is_page(&file.path)) {
            let index = all.files.len();
            all.files_by_name.entry(key(file.path.file_name())).or_default().insert(index);
            all.files.push(Candidate { path: &file.path, is_private: false, forms: forms(&file.path) });
        }
        all
    }

    fn add_page<'n>(&mut self, path: &'a SourcePath, names: impl Iterator<Item = &'n String>, is_private: bool) {
        let index = self.pages.len();
        let forms = forms(path);
        let of_path = forms.iter().map(|form| form.rsplit('/').next().unwrap_or(form).to_owned());
        for name in names.map(|name| key(name)).chain(of_path).filter(|name| !name.is_empty()) {
            self.pages_by_name.entry(name).or_default().insert(index);
        }
        self.pages.push(Candidate { path, is_private, forms });
    }

    /// Returns the pages called `name`; private ones only when no other is.
    fn pages(&self, name: &str) -> Vec<&Candidate<'a>> {
        let name = key(name);
        let name = name.trim_start_matches('/');
        let name = name.strip_suffix("/index.md").or_else(|| name.strip_suffix("/index")).unwrap_or(name);
        let mut found = by_path(&self.pages, &self.pages_by_name, name);
        if found.is_empty() && !name.contains('/') {
            found = by_path(&self.pages, &self.pages_by_name, &slugify(name));
        }
        if found.iter().any(|page| !page.is_private) {
            found.retain(|page| !page.is_private);
        } else {
            // None of them can be linked to, whichever it is.
            found.truncate(1);
        }
        found
    }

    /// Returns the files called `name`: those in `folder` if there are any, else all.
    fn files(&self, name: &str, folder: Option<&str>) -> Vec<&Candidate<'a>> {
        let mut found = by_path(&self.files, &self.files_by_name, key(name).trim_start_matches('/'));
        let is_own = |file: &&Candidate| folder.is_some_and(|folder| file.path.below(folder).is_some());
        if found.iter().any(is_own) {
            found.retain(|file| is_own(file));
        }
        found
    }
}

/// Returns a name as it is compared: in lower case, with single blanks.
fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Returns how the path of a file is written in a wikilink.
fn forms(path: &SourcePath) -> [String; 2] {
    let below = path.below(CONTENT).unwrap_or(path.as_str()).to_lowercase();
    let short = if is_page(path) { short_path(&below).to_owned() } else { below.clone() };
    [below, short]
}

/// Returns a path without the extension of a page, and without the `index` of a bundle.
fn short_path(below: &str) -> &str {
    let stem = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
    stem.strip_suffix("/index").unwrap_or(stem)
}

/// Returns the candidates that `name` may be the name or the end of the path of; a whole path is only itself.
fn by_path<'c, 'a>(
    all: &'c [Candidate<'a>],
    by_name: &BTreeMap<String, BTreeSet<usize>>,
    name: &str,
) -> Vec<&'c Candidate<'a>> {
    let of = |name: &str| by_name.get(name).into_iter().flatten().map(|index| &all[*index]).collect::<Vec<_>>();
    let is_path = name.contains('/') || name.rsplit_once('.').is_some_and(|(_, extension)| extension == "md");
    if !is_path {
        return of(name);
    }
    let named = of(name.rsplit('/').next().unwrap_or(name));
    if let Some(exact) = named.iter().find(|one| one.forms.iter().any(|form| form == name)) {
        return vec![exact];
    }
    let ends_so = |form: &String| form.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
    let found: Vec<_> = named.into_iter().filter(|one| one.forms.iter().any(ends_so)).collect();
    // An old address is a name with slashes.
    if found.is_empty() { of(name) } else { found }
}

impl<'a> Resolver<'a> {
    /// Returns what a wikilink of `page` leads to.
    pub(super) fn wikilink(&mut self, page: &SitePage, link: &Link) -> Target {
        let name = link.destination.as_str();
        if let Some(heading) = name.strip_prefix('#') {
            return Target::Fragment(self.heading(&page.source, heading, "this page", link.span));
        }
        let names = self.names();
        match link.kind {
            LinkKind::Image => self.embedded(&names, page, link),
            LinkKind::Link => self.named(&names, page, link),
        }
    }

    fn names(&mut self) -> Rc<Names<'a>> {
        let names = self.names.get_or_insert_with(|| Rc::new(Names::new(self.sources, self.pages, self.unpublished)));
        Rc::clone(names)
    }

    fn named(&mut self, names: &Names<'a>, page: &SitePage, link: &Link) -> Target {
        let whole = link.destination.as_str();
        // `C#` is a name as well.
        let found = names.pages(whole);
        let (name, heading) = match whole.split_once('#') {
            Some((name, heading)) if found.is_empty() => (name.trim_end(), heading),
            _ => (whole, ""),
        };
        let found = if found.is_empty() { names.pages(name) } else { found };
        match found.as_slice() {
            [one] => self.named_page(page, one.path, heading, link.span),
            [] => {
                let files = names.files(name, Some(page.source.path.folder()));
                match files.as_slice() {
                    [one] => self.file(page, one.path, "", link.kind, link.span),
                    [] => self.report_unknown(names, name, link.span),
                    several => self.report_ambiguous(name, "files", several, link.span),
                }
            }
            several => self.report_ambiguous(name, "pages", several, link.span),
        }
    }

    fn named_page(&mut self, page: &SitePage, path: &SourcePath, heading: &str, span: Span) -> Target {
        let to = self.page_at(path);
        let fragment = match to {
            Some(to) if !heading.is_empty() => {
                let pages = self.pages;
                self.heading(&pages[to.0].source, heading, &format!("`{path}`"), span)
            }
            _ => String::new(),
        };
        match to {
            Some(to) => Target::Page { page: to, fragment },
            None => self.file(page, path, "", LinkKind::Link, span),
        }
    }

    /// Returns the id of the heading of `page` that has the id or the text `wanted`.
    fn heading(&mut self, page: &Page, wanted: &str, place: &str, span: Span) -> String {
        // Obsidian writes the headings above it as well.
        let wanted = wanted.rsplit('#').next().unwrap_or(wanted).trim();
        let headings = &page.document.headings;
        let is_meant = |text: &str| key(text) == key(wanted);
        let found = headings.iter().find(|heading| heading.id == wanted);
        let found = found.or_else(|| headings.iter().find(|heading| is_meant(&heading.text)));
        let found = found.or_else(|| headings.iter().find(|heading| heading.id == slug(wanted)));
        if let Some(heading) = found {
            return heading.id.clone();
        }
        if !wanted.is_empty() && !has_anchor(page, wanted) {
            let message = format!("{place} has no heading `#{wanted}`");
            let texts: Vec<&str> = headings.iter().map(|heading| heading.text.as_str()).collect();
            let diagnostic = Diagnostic::new(Code::BrokenAnchor, span, message);
            self.diagnostics.push(match nearest(wanted, texts.iter().copied()) {
                Some(near) => diagnostic.hint(format!("did you mean `#{near}`?")),
                None if wanted.starts_with('^') => diagnostic.hint("link to a heading; single blocks have no address"),
                None if texts.is_empty() => diagnostic.hint("the page has no headings"),
                None => diagnostic.hint(format!("its headings are `#{}`", texts.join("`, `#"))),
            });
        }
        wanted.to_owned()
    }

    fn embedded(&mut self, names: &Names<'a>, page: &SitePage, link: &Link) -> Target {
        let name = link.destination.as_str();
        let beside =
            page.source.path.resolve(name).filter(|path| !is_page(path) && self.sources.find(path.as_str()).is_some());
        let files = if beside.is_some() { Vec::new() } else { names.files(name, Some(page.source.path.folder())) };
        let path = match (&beside, files.as_slice()) {
            (Some(path), _) => path,
            (None, [one]) => one.path,
            (None, []) => return self.report_no_image(names, name, link.span),
            (None, several) => return self.report_ambiguous(name, "files", several, link.span),
        };
        if !IMAGES.contains(&path.extension().as_str()) {
            let message = format!("`{name}` is not an image, and only images can be shown in a page");
            let hint = format!("write `[[{name}]]` to link to it");
            self.diagnostics.push(Diagnostic::new(Code::BrokenLink, link.span, message).hint(hint));
            return Target::Broken;
        }
        self.file(page, path, "", link.kind, link.span)
    }

    fn report_no_image(&mut self, names: &Names<'_>, name: &str, span: Span) -> Target {
        let page = name.split_once('#').map_or(name, |(page, _)| page);
        let diagnostic = if names.pages(page).is_empty() {
            let message = format!("there is no image `{name}` below `content/`");
            let all = names.files.iter().map(|file| file.path.file_name());
            let diagnostic = Diagnostic::new(Code::BrokenLink, span, message);
            match names.near(name, all) {
                Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                None => diagnostic.hint("name a file beside the page, or one whose name is unique below `content/`"),
            }
        } else {
            let message = format!("`{name}` is a page, and a page cannot be shown in another one");
            Diagnostic::new(Code::BrokenLink, span, message).hint(format!("write `[[{name}]]` to link to it"))
        };
        self.diagnostics.push(diagnostic);
        Target::Broken
    }

    fn report_unknown(&mut self, names: &Names<'_>, name: &str, span: Span) -> Target {
        let diagnostic = Diagnostic::new(Code::BrokenLink, span, format!("there is no page `{name}`"));
        let near = names.near(&key(name), names.written.keys().map(String::as_str));
        self.diagnostics.push(match near.and_then(|near| names.written.get(near)) {
            Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
            None => diagnostic
                .hint("call a page by its title, slug, alias, file name or path below `content/`")
                .hint("brackets that are text are written `\\[[`, or as code"),
        });
        Target::Broken
    }

    fn report_ambiguous(&mut self, name: &str, what: &str, several: &[&Candidate<'_>], span: Span) -> Target {
        let mut listed: Vec<String> = several.iter().take(LISTED).map(|one| format!("`{}`", one.path)).collect();
        if several.len() > LISTED {
            listed.push(format!("{} more", several.len() - LISTED));
        }
        let message = format!("`{name}` could mean {} {what}: {}", several.len(), listed.join(", "));
        let written: Vec<String> = several.iter().take(2).map(|one| format!("`{}`", path_for(one, name))).collect();
        let hint = format!("write which one, such as {}", written.join(" or "));
        self.diagnostics.push(Diagnostic::new(Code::AmbiguousLink, span, message).hint(hint));
        Target::Broken
    }
}

impl Names<'_> {
    /// Returns the candidate near to `name`, as long as not too many names were wrong.
    fn near<'n>(&self, name: &str, candidates: impl Iterator<Item = &'n str>) -> Option<&'n str> {
        self.hints.set(self.hints.get().checked_sub(1)?);
        nearest(name, candidates)
    }
}

/// Returns the path to write for a candidate; with its extension where the name alone is what was written.
fn path_for(candidate: &Candidate, name: &str) -> String {
    let below = candidate.path.below(CONTENT).unwrap_or(candidate.path.as_str());
    let short = if is_page(candidate.path) { short_path(below) } else { below };
    if key(short) == key(name) { below.to_owned() } else { short.to_owned() }
}
