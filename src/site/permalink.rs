//! Where a page is on the site.

use std::fmt::Write as _;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::content::page::{Page, PageKind};
use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::plan::{BaseUrl, PlanId};
use crate::source::path::{is_device, problem_on_windows};

/// The address of something on the site, relative to the home page: `notes/x/`, `feed.xml`, or empty for the home
/// page itself. It cannot leave the site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permalink(String);

impl Permalink {
    /// Returns the address of the home page.
    pub fn home() -> Self {
        Self(String::new())
    }

    /// Returns the address of a folder made of `parts`: `["notes", "x"]` is `notes/x/`.
    ///
    /// # Panics
    /// When a part is empty or not a plain name, which is a bug: parts come from [`slugify`] or are constants.
    pub fn folder(parts: &[&str]) -> Self {
        assert!(parts.iter().all(|part| is_name(part)), "a permalink is made of plain names, found {parts:?}");
        Self(parts.iter().flat_map(|part| [*part, "/"]).collect())
    }

    /// Returns the address of a file at `path`.
    pub fn file(path: &str) -> Option<Self> {
        path.split('/').all(is_name).then(|| Self(path.to_owned()))
    }

    /// Reads an address as a user writes it: `/old/path/`, `old/path` or `old.html`.
    ///
    /// # Errors
    /// With what is wrong, to be read after the text itself.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let path = text.strip_prefix('/').unwrap_or(text);
        let path = path.strip_suffix('/').unwrap_or(path);
        if path.is_empty() {
            return Err("is the home page");
        }
        if text.contains("://") || text.contains(['?', '#']) {
            return Err("is not a path below the site");
        }
        if !path.split('/').all(is_name) {
            return Err("has an empty part, `.`, `..`, or a character that an address cannot have");
        }
        if path.split('/').any(is_device) {
            return Err("has a part that Windows reserves for a device");
        }
        if path.split('/').any(|part| problem_on_windows(part).is_some()) {
            return Err("has a part that ends with a full stop or a blank, which Windows does not allow");
        }
        let is_file = [".html", ".htm", ".xml", ".json", ".txt"].iter().any(|end| path.ends_with(end));
        Ok(Self(if is_file { path.to_owned() } else { format!("{path}/") }))
    }

    /// Returns the address below this folder.
    ///
    /// # Panics
    /// When a part is empty or not a plain name, which is a bug.
    #[must_use]
    pub fn join(&self, name: &str) -> Self {
        assert!(
            name.trim_end_matches('/').split('/').all(is_name),
            "a permalink is made of plain names, found `{name}`"
        );
        Self(format!("{}{name}", self.0))
    }

    /// Returns the address as text, not percent-encoded.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the file of the site that the address is answered with.
    pub fn output_path(&self) -> String {
        if self.0.is_empty() || self.0.ends_with('/') { format!("{}index.html", self.0) } else { self.0.clone() }
    }

    /// Returns the address on the host, percent-encoded.
    pub fn href(&self, base: &BaseUrl) -> String {
        base.href(&encode(&self.0))
    }

    /// Returns the absolute address, percent-encoded.
    pub fn absolute(&self, base: &BaseUrl) -> String {
        base.absolute(&encode(&self.0))
    }
}

impl std::fmt::Display for Permalink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "/{}", self.0)
    }
}

fn is_name(part: &str) -> bool {
    !matches!(part, "" | "." | "..")
        && part.len() <= 200
        && !part.contains(|c: char| {
            c.is_control() || matches!(c, '\\' | '/' | ':' | '?' | '#' | '*' | '"' | '<' | '>' | '|' | '%')
        })
}

/// Percent-encodes what a path may not have as it is (RFC 3986, section 3.3).
pub(super) fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte);
        if is_plain {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// The number of bytes that a slug has at most.
const MAX_SLUG: usize = 120;

/// Returns `text` as a part of an address: lower case, letters and digits of any script, `-` between them.
/// Text without any letter or digit gives the empty string.
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    if text.is_ascii() {
        // Each character is a cluster of its own, and nothing has to be looked up.
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() {
                slug.push(char::from(byte.to_ascii_lowercase()));
            } else if byte != b'\'' && !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        return shortened(slug);
    }
    // Not by clusters: a few letters (U+1193F) form one with whatever follows them, be it a slash.
    let mut is_behind_letter = false;
    for c in text.chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
            is_behind_letter = true;
        } else if is_extender(c) {
            if is_behind_letter && is_mark(c) {
                slug.push(c);
            }
        } else {
            is_behind_letter = false;
            if !matches!(c, '\'' | '’') && !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
    }
    shortened(slug)
}

/// Returns whether `c` forms one character with the letter that stands before it.
fn is_extender(c: char) -> bool {
    !c.is_ascii() && String::from_iter(['a', c]).graphemes(true).count() == 1
}

fn shortened(mut slug: String) -> String {
    slug.truncate(slug.floor_char_boundary(MAX_SLUG));
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Returns whether `c`, which forms one character with the letter before it, is an accent or a vowel sign. Others are
/// what an emoji is made with.
fn is_mark(c: char) -> bool {
    !matches!(c, '\u{200B}'..='\u{200F}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..)
}

/// Returns the address of `page`: its `path`, else its section and its slug. `project` is the public project of the
/// plan that it is the page of; the id of a private one must not be in an address.
pub fn of(page: &Page, project: Option<&PlanId>, diagnostics: &mut Vec<Diagnostic>) -> Option<Permalink> {
    let front = page.front.as_ref()?;
    if let Some(path) = &front.path {
        return written(path, diagnostics);
    }
    let slug = match (&front.slug, page.kind, project) {
        (Some(slug), _, _) => own_slug(slug, diagnostics)?,
        (None, PageKind::Project, Some(project)) => PlanId::short(project).to_owned(),
        _ => slugify(page.name()),
    };
    if is_device(&slug) {
        let span = front.slug.as_ref().map_or_else(|| page.top(), |slug| slug.span);
        let message = format!("the page has the slug `{slug}`, which Windows reserves for a device");
        let hint = format!("write another `slug:`, such as `{}`", beside_devices(&slug, "about"));
        diagnostics.push(Diagnostic::new(Code::BadPath, span, message).hint(hint));
        return None;
    }
    if slug.is_empty() {
        let message = format!("no address can be made from the name of `{}`", page.path);
        diagnostics.push(Diagnostic::new(Code::BadPath, page.top(), message).hint("add `slug:` to the front matter"));
        return None;
    }
    let section = match page.kind {
        PageKind::Post => Some("posts"),
        PageKind::Note => Some("notes"),
        PageKind::Project => Some("projects"),
        PageKind::Page => None,
    };
    // Standalone pages have no topics that could hold them together, so they are where their files are.
    let folders = page.folders().filter(|_| page.kind == PageKind::Page && !page.is_readme()).map(slugify);
    let folders = folders.filter(|folder| !folder.is_empty()).map(|folder| beside_devices(&folder, "about"));
    let folders: Vec<String> = folders.collect();
    let parts = section.into_iter().chain(folders.iter().map(String::as_str)).chain([slug.as_str()]);
    Some(Permalink::folder(&parts.collect::<Vec<_>>()))
}

/// Returns `slug`, with `kind` before it when it is a name that Windows reserves for a device: `tag-con`.
pub fn beside_devices(slug: &str, kind: &str) -> String {
    if is_device(slug) { format!("{kind}-{slug}") } else { slug.to_owned() }
}

fn own_slug(slug: &Spanned<String>, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let made = slugify(&slug.value);
    if made == slug.value && !made.is_empty() {
        return Some(made);
    }
    let message = format!("`{}` is not a slug", slug.value);
    let hint =
        if made.is_empty() { "a slug has letters, digits and `-`".to_owned() } else { format!("write `{made}`") };
    diagnostics.push(Diagnostic::new(Code::BadPath, slug.span, message).hint(hint));
    None
}

/// Returns the address that a user wrote, or reports what is wrong with it.
pub fn written(path: &Spanned<String>, diagnostics: &mut Vec<Diagnostic>) -> Option<Permalink> {
    match Permalink::parse(&path.value) {
        Ok(permalink) => Some(permalink),
        Err(reason) => {
            let message = format!("`{}` {reason}", path.value);
            diagnostics.push(
                Diagnostic::new(Code::BadPath, path.span, message).hint("write a path such as `/notes/old-name/`"),
            );
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_letters_of_every_script() {
        assert_eq!(slugify("What's new in C++20? — a tour"), "whats-new-in-c-20-a-tour");
        assert_eq!(slugify("Größe & Ähnliches"), "größe-ähnliches");
        assert_eq!(slugify("日本語ノート"), "日本語ノート");
        assert_eq!(slugify("हिन्दी में"), "हिन्दी-में");
        assert_eq!(slugify("gro\u{308}ße"), "gro\u{308}ße");
        assert_eq!(slugify("İstanbul"), "i\u{307}stanbul");
        assert_eq!(slugify("1\u{fe0f}\u{20e3} 🎉 👩\u{200d}💻 one"), "1-one");
        assert_eq!(slugify("!!!"), "");
        // A letter that forms one cluster with what follows it.
        assert_eq!(slugify("\u{1193f}/\u{301}\u{85e}0"), "\u{1193f}-0");
    }

    #[test]
    fn addresses_are_percent_encoded() {
        let base = BaseUrl::parse("https://x.org/repo/").unwrap();
        assert_eq!(Permalink::folder(&["notes", "größe"]).href(&base), "/repo/notes/gr%C3%B6%C3%9Fe/");
        assert_eq!(Permalink::home().absolute(&base), "https://x.org/repo/");
    }

    #[test]
    fn written_addresses_cannot_leave_the_site() {
        assert_eq!(Permalink::parse("/old/path/").unwrap().output_path(), "old/path/index.html");
        assert_eq!(Permalink::parse("old.html").unwrap().output_path(), "old.html");
        for bad in
            ["/", "", "../x", "/a/../../b", "a//b", "https://x.org/", "a?b", "a\\b", "a\0b", "C:/x", "a/%2e%2e/b"]
        {
            assert!(Permalink::parse(bad).is_err(), "{bad}");
        }
        for not_on_windows in ["/con/", "a/NUL.html", "lpt1", "a./b", "a /"] {
            assert!(Permalink::parse(not_on_windows).is_err(), "{not_on_windows}");
        }
    }
}
