//! Links and images of pages, resolved: to another page, to a file that is then published, or to elsewhere.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::fate::Fate;
use super::permalink::{Permalink, encode};
use super::wikilink::Names;
use super::{OffSite, PageId, SitePage};
use crate::content::markdown::{Heading, Link, LinkKind};
use crate::content::page::{CONTENT, Page, is_page};
use crate::diagnostic::{Code, Diagnostic, SourceId, Span};
use crate::image::Header;
use crate::plan::BaseUrl;
use crate::source::path::problem_on_windows;
use crate::source::{SourcePath, Sources};

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A page of the site, with the `#fragment` if any.
    Page {
        /// The page.
        page: PageId,
        /// What stands behind the `#`; empty for none.
        fragment: String,
    },
    /// A place on the same page.
    Fragment(String),
    /// A file of the journal, which is published for this.
    File(Permalink),
    /// An address on this site that starts with a slash; checked when all pages are made.
    Local(String),
    /// An address elsewhere, as written.
    External(String),
    /// Nothing: a diagnostic says why.
    Broken,
}

/// A file of the journal that is published because a page refers to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// The file.
    pub source: SourceId,
    /// Where a page refers to it first.
    pub span: Span,
    /// Whether a page shows it, rather than linking to it or naming it for previews of links.
    pub is_shown: bool,
    /// What its head says, of a picture that could be read.
    pub header: Option<Header>,
}

impl Asset {
    /// Returns width and height in pixels, as they are shown.
    pub fn size(&self) -> Option<(u32, u32)> {
        self.header.map(|header| (header.width, header.height))
    }
}

/// For how many links to nothing the files are looked through for what was meant. Whoever has more of them has brought a
/// folder in, and thousands of notes times thousands of files would take minutes.
const GUESSES: usize = 100;

/// What links are resolved against.
pub struct Resolver<'a> {
    pub(super) sources: &'a Sources,
    /// Pages that are not on the site, with the word for what became of them.
    off_site: BTreeMap<&'a SourcePath, &'static str>,
    /// The pages on the site, in the order of their files' paths.
    pub(super) pages: &'a [SitePage],
    pub(super) unpublished: &'a [OffSite],
    /// What wikilinks may name, from the first one on.
    pub(super) names: Option<Rc<Names<'a>>>,
    /// The files of the journal by their names, in the order of their paths; from when it is asked for.
    by_name: OnceCell<BTreeMap<&'a str, Vec<&'a SourcePath>>>,
    /// How many more links to nothing may be looked at closely.
    guesses: usize,
    /// Whether what is resolved is for previews of links only.
    is_preview: bool,
    /// Where the files of the repository can be read.
    source_url: Option<&'a str>,
    /// What the pages resolved so far refer to.
    pub assets: BTreeMap<Permalink, Asset>,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Resolver<'a> {
    /// Returns a resolver for `pages`; `unpublished` are the pages that are not on it. `source_url` is where the files
    /// of the repository can be read.
    pub fn new(
        sources: &'a Sources,
        pages: &'a [SitePage],
        unpublished: &'a [OffSite],
        source_url: Option<&'a str>,
    ) -> Self {
        Self {
            source_url,
            sources,
            by_name: OnceCell::new(),
            guesses: GUESSES,
            off_site: unpublished.iter().map(|page| (&page.path, page.word)).collect(),
            pages,
            unpublished,
            names: None,
            is_preview: false,
            assets: BTreeMap::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Returns the page on the site that the file at `path` is.
    pub(super) fn page_at(&self, path: &SourcePath) -> Option<PageId> {
        self.pages.binary_search_by(|page| page.source.path.cmp(path)).ok().map(PageId)
    }

    /// Returns the files of the journal with that name.
    fn namesakes(&self, name: &str) -> &[&'a SourcePath] {
        let by_name = self.by_name.get_or_init(|| {
            let mut by_name: BTreeMap<&str, Vec<&SourcePath>> = BTreeMap::new();
            for (_, file) in self.sources.iter() {
                by_name.entry(file.path.file_name()).or_default().push(&file.path);
            }
            by_name
        });
        by_name.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns what each link of `page` leads to, in the order of its links.
    pub fn targets(&mut self, page: &SitePage) -> Vec<Target> {
        page.source.document.links.iter().map(|link| self.target(page, link)).collect()
    }

    fn target(&mut self, page: &SitePage, link: &Link) -> Target {
        if link.is_wikilink {
            return self.wikilink(page, link);
        }
        let destination = link.destination.as_str();
        if let Some(fragment) = destination.strip_prefix('#') {
            return self.own_fragment(&page.source, fragment, link.span);
        }
        if destination.starts_with("//") || has_scheme(destination) {
            return Target::External(destination.to_owned());
        }
        if destination.starts_with('/') {
            return Target::Local(destination.to_owned());
        }
        let outside = self.outside(page, destination, link);
        outside.unwrap_or_else(|| self.relative(page, destination, link.kind, link.span))
    }

    /// Returns what a link to a file beside the content leads to; nothing for other links.
    fn outside(&mut self, page: &SitePage, destination: &str, link: &Link) -> Option<Target> {
        if link.kind == LinkKind::Image || link.is_argument {
            return None;
        }
        let (path, rest) = destination.split_at(destination.find(['#', '?']).unwrap_or(destination.len()));
        let resolved = page.source.path.resolve(&decode(path));
        if resolved.as_ref().is_some_and(|path| !self.is_outside(path)) {
            return None;
        }
        Some(match (resolved, self.source_url) {
            (Some(path), Some(url)) => Target::External(format!("{url}{}{rest}", encode(path.as_str()))),
            (Some(path), None) => self.report_outside(path.as_str(), link.span),
            (None, _) => self.report_outside(destination, link.span),
        })
    }

    fn own_fragment(&mut self, page: &Page, fragment: &str, span: Span) -> Target {
        let fragment = decode(fragment);
        if fragment.is_empty() || has_anchor(page, &fragment) {
            return Target::Fragment(fragment);
        }
        self.report_anchor(&fragment, &page.document.headings, "this page", span);
        Target::Fragment(fragment)
    }

    /// Resolves a path relative to the file of `page`, as it works on GitHub.
    pub fn relative(&mut self, page: &SitePage, destination: &str, kind: LinkKind, span: Span) -> Target {
        let (path, fragment) = destination.split_once('#').unwrap_or((destination, ""));
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        let Some(resolved) = page.source.path.resolve(&decode(path)) else {
            let message = format!("the link `{destination}` leads out of the journal");
            let hint = "link to a file below `content/`, or to an address with `https://`";
            self.diagnostics.push(Diagnostic::new(Code::BrokenLink, span, message).hint(hint));
            return Target::Broken;
        };
        let resolved = self.with_index(resolved);
        self.file(page, &resolved, &decode(fragment), kind, span)
    }

    /// Resolves the path of a picture for previews of links, which the page itself does not show.
    pub fn preview(&mut self, page: &SitePage, destination: &str, span: Span) -> Target {
        self.is_preview = true;
        let target = self.relative(page, destination, LinkKind::Image, span);
        self.is_preview = false;
        target
    }

    /// Resolves a link to a file, which may be a page.
    pub(super) fn file(
        &mut self,
        page: &SitePage,
        resolved: &SourcePath,
        fragment: &str,
        kind: LinkKind,
        span: Span,
    ) -> Target {
        if let Some(to) = self.page_at(resolved) {
            return self.page_target(to, fragment, span);
        }
        if self.off_site.get(resolved) == Some(&Fate::Skipped.word()) {
            return self.in_place_of(resolved);
        }
        if let Some(word) = self.off_site.get(resolved).copied() {
            // What is wrong with that page is reported there; the link may be good once it is mended.
            if word == Fate::Error.word() {
                return Target::Broken;
            }
            let message = format!("the link leads to `{resolved}`, which is not published: a {word} page");
            let hint = "publish that page, or take the link out until it is";
            self.diagnostics.push(Diagnostic::new(Code::LinkToUnpublished, span, message).hint(hint));
            return Target::Broken;
        }
        if let Some((bundle, word)) = self.bundle_off_site(resolved) {
            let article = if word == "error" { "an" } else { "a" };
            let message =
                format!("the file `{resolved}` belongs to `{bundle}`, which is not published: {article} {word} page");
            let hint = "publish that page, or move the file out of its folder";
            self.diagnostics.push(Diagnostic::new(Code::LinkToUnpublished, span, message).hint(hint));
            return Target::Broken;
        }
        match self.sources.find(resolved.as_str()) {
            Some((source, file)) if resolved.below(CONTENT).is_some() => {
                let is_shown = kind == LinkKind::Image && !self.is_preview;
                self.file_target(page, resolved, Asset { source, span, is_shown, header: Header::read(&file.bytes) })
            }
            _ => self.report_missing(&page.source.path, resolved, kind, span),
        }
    }

    /// A link to a folder means its `index.md`, else its README.
    fn with_index(&self, path: SourcePath) -> SourcePath {
        // What is a file is no folder.
        if self.sources.find(path.as_str()).is_some() {
            return path;
        }
        let inside = ["index.md", "README.md", "readme.md"].into_iter();
        let inside = inside.filter_map(|name| SourcePath::new(&format!("{path}/{name}")));
        let is_page = |path: &SourcePath| self.page_at(path).is_some() || self.off_site.contains_key(path);
        inside.into_iter().find(is_page).unwrap_or(path)
    }

    /// Returns what stands for a README that is not on the site: the page beside it, else the list of the section.
    fn in_place_of(&self, readme: &SourcePath) -> Target {
        let beside = SourcePath::new(&format!("{}/index.md", readme.folder()));
        if let Some(page) = beside.and_then(|beside| self.page_at(&beside)) {
            return Target::Page { page, fragment: String::new() };
        }
        let section = readme.folder().strip_prefix("content/").map(|section| format!("/{section}/"));
        Target::Local(section.unwrap_or_else(|| "/".to_owned()))
    }

    /// Returns whether `path` is meant to be a file beside the content, and not one of it with a folder too few.
    fn is_outside(&self, path: &SourcePath) -> bool {
        let has_namesake = || !self.namesakes(path.file_name()).is_empty();
        let is_readme = path.stem().eq_ignore_ascii_case("readme");
        path.below(CONTENT).is_none() && (!is_page_name(path) || is_readme || !has_namesake())
    }

    fn report_outside(&mut self, path: &str, span: Span) -> Target {
        let message = format!("the link leads to `{path}`, which is not part of the site");
        let hint = "link to a file below `content/` or to an address, or set `site.source_url` in `plan.yaml`";
        self.diagnostics.push(Diagnostic::new(Code::OutsideLink, span, message).hint(hint));
        Target::Broken
    }

    /// Returns the page bundle that `path` is a file of, when that is not published.
    fn bundle_off_site(&self, path: &SourcePath) -> Option<(SourcePath, &'static str)> {
        let mut folder = path.folder();
        loop {
            let index = SourcePath::new(&format!("{folder}/index.md"))?;
            if self.page_at(&index).is_some() || folder == CONTENT {
                return None;
            }
            if let Some(word) = self.off_site.get(&index) {
                return Some((index, word));
            }
            folder = folder.rsplit_once('/')?.0;
        }
    }

    fn page_target(&mut self, to: PageId, fragment: &str, span: Span) -> Target {
        let page = &self.pages[to.0].source;
        if !fragment.is_empty() && !has_anchor(page, fragment) {
            self.report_anchor(fragment, &page.document.headings, &format!("`{}`", page.path), span);
        }
        Target::Page { page: to, fragment: fragment.to_owned() }
    }

    /// A file of the page's own bundle is published beside the page, any other below `files/`.
    fn file_target(&mut self, page: &SitePage, path: &SourcePath, asset: Asset) -> Target {
        let own = if page.source.is_bundle() { path.below(page.source.path.folder()) } else { None };
        let permalink = match own {
            Some(below) if page.permalink.as_str().ends_with('/') => {
                Permalink::file(&format!("{}{below}", page.permalink.as_str()))
            }
            _ => path.below(CONTENT).and_then(|below| Permalink::file(&format!("files/{below}"))),
        };
        let permalink =
            permalink.filter(|file| !file.as_str().split('/').any(|part| problem_on_windows(part).is_some()));
        match permalink {
            Some(permalink) => {
                let is_shown = asset.is_shown;
                self.assets.entry(permalink.clone()).or_insert(asset).is_shown |= is_shown;
                Target::File(permalink)
            }
            None => {
                let message = format!("the file `{path}` has a name that no address can have");
                let top = Span::new(asset.source, 0..0);
                self.diagnostics.push(Diagnostic::new(Code::BadName, top, message).hint("rename the file"));
                Target::Broken
            }
        }
    }

    fn report_missing(&mut self, from: &SourcePath, path: &SourcePath, kind: LinkKind, span: Span) -> Target {
        let what = if kind == LinkKind::Image { "image" } else { "file" };
        let message = format!("there is no {what} `{path}`");
        let near = self.meant(from, path);
        let diagnostic = Diagnostic::new(Code::BrokenLink, span, message);
        self.diagnostics.push(match near {
            Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
            None => diagnostic.hint(format!("the path is relative to `{from}`")),
        });
        Target::Broken
    }

    /// Returns what was probably meant by a link to `path`, which is not there, as it is written in `from`.
    fn meant(&mut self, from: &SourcePath, path: &SourcePath) -> Option<String> {
        let is_candidate = |candidate: &&SourcePath| {
            candidate.below(CONTENT).is_some() && is_page(candidate) == is_page_name(path) && **candidate != *from
        };
        // Paths are compared as they are written in a link, lest a long common folder makes all of them alike.
        let written = |candidate: &SourcePath| relative_path(from, candidate.as_str());
        let mut namesakes = self.namesakes(path.file_name()).iter().copied();
        if let Some(same_name) = namesakes.find(is_candidate) {
            return Some(written(same_name));
        }
        self.guesses = self.guesses.checked_sub(1)?;
        let candidates = self.sources.iter().map(|(_, file)| &file.path).filter(is_candidate);
        let candidates: Vec<String> = candidates.map(written).collect();
        let near = crate::diagnostic::nearest(&written(path), candidates.iter().map(String::as_str));
        near.map(str::to_owned)
    }

    fn report_anchor(&mut self, fragment: &str, headings: &[Heading], place: &str, span: Span) {
        let message = format!("{place} has no heading `#{fragment}`");
        let ids: Vec<&str> = headings.iter().map(|heading| heading.id.as_str()).collect();
        let diagnostic = Diagnostic::new(Code::BrokenAnchor, span, message);
        self.diagnostics.push(match crate::diagnostic::nearest(fragment, ids.iter().copied()) {
            Some(near) => diagnostic.hint(format!("did you mean `#{near}`?")),
            None if ids.is_empty() => diagnostic.hint("the page has no headings"),
            None => diagnostic.hint(format!("its headings are #{}", ids.join(", #"))),
        });
    }
}

/// Returns whether `destination` begins with a scheme such as `https:`.
pub fn has_scheme(destination: &str) -> bool {
    destination.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    })
}

/// Returns whether `page` has an element with that id: a heading, or one written in raw HTML.
pub(super) fn has_anchor(page: &Page, fragment: &str) -> bool {
    use crate::content::markdown::Piece;
    let quoted = [format!("id=\"{fragment}\""), format!("id='{fragment}'")];
    page.document.headings.iter().any(|heading| heading.id == fragment)
        || page
            .document
            .body
            .read()
            .iter()
            .any(|piece| matches!(piece, Piece::Html(html) if quoted.iter().any(|id| html.contains(id))))
}

/// Returns whether the file at `path` would be a page if it were below `content/`.
fn is_page_name(path: &SourcePath) -> bool {
    matches!(path.extension().as_str(), "md" | "markdown")
}

/// Decodes percent-encoding; bytes that are not UTF-8 then stay as they were written.
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// Returns `to` as it is written in a link from the file `from`.
pub fn relative_path(from: &SourcePath, to: &str) -> String {
    let own: Vec<&str> = from.folder().split('/').filter(|part| !part.is_empty()).collect();
    let other: Vec<&str> = to.split('/').collect();
    let common = own.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", own.len() - common);
    up.chain(other[common..].iter().copied()).collect::<Vec<_>>().join("/")
}

impl Target {
    /// Returns the address to write into a page, on the host.
    pub fn href(&self, pages: &[SitePage], base: &BaseUrl) -> String {
        match self {
            Self::Page { page, fragment } => with_fragment(pages[page.0].permalink.href(base), fragment),
            Self::Fragment(fragment) => format!("#{fragment}"),
            Self::File(permalink) => permalink.href(base),
            Self::Local(path) => base.href(path.trim_start_matches('/')),
            Self::External(url) => url.clone(),
            Self::Broken => "#".to_owned(),
        }
    }

    /// Returns the absolute address, for feeds; `own` is the address of the page that has the link.
    pub fn absolute(&self, pages: &[SitePage], base: &BaseUrl, own: &Permalink) -> String {
        match self {
            Self::Fragment(fragment) => with_fragment(own.absolute(base), fragment),
            Self::Broken => own.absolute(base),
            Self::External(url) if url.starts_with("//") => format!("https:{url}"),
            Self::External(url) => url.clone(),
            other => base.absolute_href(&other.href(pages, base)),
        }
    }
}

fn with_fragment(href: String, fragment: &str) -> String {
    if fragment.is_empty() { href } else { format!("{href}#{fragment}") }
}
