//! The site's settings as they are meant: `site:` with defaults filled in and addresses checked.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::base_url::BaseUrl;
use super::language;
use super::look::{self, LookSettings};
use super::schema::site::{AuthorFile, LinkFile, NavFile, SecurityFile, SiteFile};
use crate::diagnostic::{Code, Diagnostic, Span, Spanned};

/// The settings of a site.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteSettings {
    /// Where the files of the repository can be read, with a slash at the end.
    pub source_url: Option<String>,
    /// The name of the site.
    pub title: String,
    /// One sentence; empty when there is none.
    pub description: String,
    /// Where it is published.
    pub base: BaseUrl,
    /// Who it is about.
    pub author: Author,
    /// The language of the content.
    pub language: String,
    /// Where the plan says so.
    pub language_span: Option<Span>,
    /// Decides which day it is.
    pub timezone: Tz,
    /// The name of the theme, and where it is written.
    pub theme: Option<Spanned<String>>,
    /// Colours, fonts, density, and which sections pages have.
    pub look: LookSettings,
    /// The words of navigation.
    pub nav: Vec<NavFile>,
    /// Titles of topics by folder.
    pub topics: BTreeMap<String, String>,
    /// The licence of the text.
    pub license: Option<Link>,
    /// Whom to tell of a hole in the site.
    pub security: Option<SecurityContact>,
    /// The number of newest entries in a feed.
    pub feed_limit: usize,
    /// Whether feeds have the whole text.
    pub feed_full_text: bool,
    /// What the site may do without.
    pub extras: Extras,
    /// Posts on a page of the list.
    pub posts_per_page: usize,
    /// Entries on a page of a tag.
    pub entries_per_tag_page: usize,
    /// Latest notes on the index of notes.
    pub latest_notes: usize,
    /// How Markdown is read.
    pub markdown: MarkdownSettings,
}

/// What comes with a site unless the plan says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extras {
    /// Whether pages have a twin in Markdown.
    pub twins: bool,
    /// Whether the site can be searched.
    pub search: bool,
    /// Whether pages have social cards.
    pub cards: bool,
}

/// How Markdown is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MarkdownSettings {
    /// Whether `$` begins a formula everywhere.
    pub math: bool,
    /// Whether punctuation becomes typographic.
    pub smart_punctuation: bool,
    /// Whether `:rocket:` becomes an emoji.
    pub emoji: bool,
}

/// Who the site is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The name.
    pub name: String,
    /// What they do.
    pub headline: Option<String>,
    /// A public address of mail.
    pub email: Option<String>,
    /// Links to other places.
    pub links: Vec<Link>,
}

/// Whom to tell of a hole in the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityContact {
    /// The address of a page or of mail, with its scheme.
    pub contact: String,
    /// The day until which that holds.
    pub expires: Option<Spanned<NaiveDate>>,
    /// The address of a key to encrypt with.
    pub encryption: Option<String>,
    /// The address of a page that thanks those who told.
    pub acknowledgments: Option<String>,
    /// The address of a page that says what may be tried.
    pub policy: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// A text with an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The text.
    pub label: String,
    /// The address.
    pub url: Option<String>,
}

/// Returns the settings, or `None` when the address is unusable. `fallback_timezone` is `plan.timezone`.
pub fn lower(
    file: SiteFile,
    fallback_timezone: Option<Spanned<String>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<SiteSettings> {
    let base = base_url(&file.url, diagnostics);
    let timezone = timezone(file.timezone.or(fallback_timezone), diagnostics);
    let feeds = file.feeds;
    let pages = file.pagination;
    let count =
        |value: Option<&Spanned<u32>>, default: usize| value.map_or(default, |value| (value.value as usize).max(1));
    let (posts, tags, notes) = pages.map_or((None, None, None), |pages| (pages.posts, pages.tags, pages.notes));
    let author = author(file.author, &file.title, diagnostics);
    let language_span = file.language.as_ref().map(|language| language.span);
    let language = self::language(file.language, diagnostics);
    let look = LookSettings {
        accent: file.accent.map(Into::into),
        palette: file.palette,
        density: file.density,
        fonts: file.fonts.map(Into::into).unwrap_or_default(),
        home: look::home(file.home, diagnostics),
        progress: look::progress(file.progress, diagnostics),
        project: look::project(file.project, diagnostics),
    };
    Some(SiteSettings {
        author,
        description: file.description.unwrap_or_default(),
        base: base?,
        language,
        language_span,
        timezone: timezone?,
        theme: file.theme,
        look,
        nav: file.nav.unwrap_or_default(),
        topics: file.topics.unwrap_or_default().0.into_iter().map(|(folder, title)| (folder.value, title)).collect(),
        license: file.license.map(|license| link(license, diagnostics)),
        security: file.security.map(|security| self::security(security, diagnostics)),
        feed_limit: feeds.as_ref().and_then(|feeds| feeds.limit).map_or(20, |limit| (limit as usize).max(1)),
        feed_full_text: feeds.as_ref().and_then(|feeds| feeds.full_text).unwrap_or(true),
        extras: Extras {
            twins: file.twins.unwrap_or(true),
            search: file.search.unwrap_or(true),
            cards: file.cards.unwrap_or(true),
        },
        posts_per_page: count(posts.as_ref(), 10),
        entries_per_tag_page: count(tags.as_ref(), 30),
        latest_notes: count(notes.as_ref(), 8),
        markdown: file.markdown.map_or_else(MarkdownSettings::default, |markdown| MarkdownSettings {
            math: markdown.math.unwrap_or(false),
            smart_punctuation: markdown.smart_punctuation.unwrap_or(false),
            emoji: markdown.emoji.unwrap_or(false),
        }),
        source_url: file.source_url.map(|url| {
            check_address(&url, diagnostics);
            format!("{}/", url.value.trim_end_matches('/'))
        }),
        title: file.title,
    })
}

fn base_url(url: &Spanned<String>, diagnostics: &mut Vec<Diagnostic>) -> Option<BaseUrl> {
    match BaseUrl::parse(&url.value) {
        Ok(base) => Some(base),
        Err(reason) => {
            let message = format!("`{}` {reason}", url.value);
            let hint = "write the address that visitors open, such as `https://user.github.io/repo/`";
            diagnostics.push(Diagnostic::new(Code::BadValue, url.span, message).hint(hint));
            None
        }
    }
}

fn timezone(name: Option<Spanned<String>>, diagnostics: &mut Vec<Diagnostic>) -> Option<Tz> {
    let Some(name) = name else { return Some(Tz::UTC) };
    if let Ok(zone) = name.value.parse() {
        return Some(zone);
    }
    let message = format!("there is no time zone `{}`", name.value);
    diagnostics.push(
        Diagnostic::new(Code::BadValue, name.span, message)
            .did_you_mean(&name.value, chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()))
            .hint("write an IANA name such as `Europe/Berlin`, or `UTC`"),
    );
    None
}

fn language(tag: Option<Spanned<String>>, diagnostics: &mut Vec<Diagnostic>) -> String {
    let Some(tag) = tag else { return "en".to_owned() };
    diagnostics.extend(language::mistake(&tag));
    tag.value
}

fn author(file: Option<AuthorFile>, title: &str, diagnostics: &mut Vec<Diagnostic>) -> Author {
    let Some(file) = file else {
        return Author { name: title.to_owned(), headline: None, email: None, links: Vec::new() };
    };
    if let Some(email) =
        file.email.as_ref().filter(|email| !email.value.contains('@') || email.value.contains(char::is_whitespace))
    {
        let message = format!("`{}` is not an e-mail address", email.value);
        let hint = "write it like `name@example.org`, or remove the key";
        diagnostics.push(Diagnostic::new(Code::BadValue, email.span, message).hint(hint));
    }
    if let Some(sixth) = file.links.get(5) {
        let message = format!("{} links are more than the five that a visitor takes in", file.links.len());
        diagnostics.push(Diagnostic::new(Code::BadValue, sixth.span, message).hint("keep the five that matter most"));
    }
    Author {
        name: file.name,
        headline: file.headline,
        email: file.email.map(|email| email.value),
        links: file.links.into_iter().map(|file| link(file, diagnostics)).collect(),
    }
}

fn security(file: SecurityFile, diagnostics: &mut Vec<Diagnostic>) -> SecurityContact {
    let mut secure = |url: Option<Spanned<String>>| {
        let url = url?;
        check_address(&url, diagnostics);
        Some(url.value)
    };
    let (encryption, acknowledgments, policy) =
        (secure(file.encryption), secure(file.acknowledgments), secure(file.policy));
    let is_mail = !file.contact.value.contains(':') && file.contact.value.contains('@');
    let contact = file.contact.map(|contact| if is_mail { format!("mailto:{contact}") } else { contact });
    if contact.value.starts_with("http://") {
        let message = format!("`{}` is not encrypted, and what is told there must be", contact.value);
        let hint = "write an address that begins with `https://`, or one of mail";
        diagnostics.push(Diagnostic::new(Code::BadValue, contact.span, message).hint(hint));
    } else {
        check_address(&contact, diagnostics);
    }
    let contact = contact.value;
    SecurityContact { contact, expires: file.expires, encryption, acknowledgments, policy, span: file.span }
}

fn link(file: LinkFile, diagnostics: &mut Vec<Diagnostic>) -> Link {
    if let Some(url) = &file.url {
        check_address(url, diagnostics);
    }
    let url = file.url.map(|url| url.value);
    let label = file.label.or(file.name).or_else(|| url.clone()).unwrap_or_default();
    Link { label, url }
}

/// Reports an address that is not absolute, or whose scheme a link must not have.
pub fn check_address(url: &Spanned<String>, diagnostics: &mut Vec<Diagnostic>) {
    let is_good = ["https://", "http://", "mailto:"].iter().any(|scheme| url.value.starts_with(scheme))
        && !url.value.contains(|c: char| c.is_whitespace() || c.is_control());
    if !is_good {
        let message = format!("`{}` is not an address that a visitor can open", url.value);
        diagnostics.push(Diagnostic::new(Code::BadValue, url.span, message).hint("begin it with `https://`"));
    }
}
