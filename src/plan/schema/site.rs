//! `site:` of `plan.yaml`.

use super::look::{AccentFile, FontsFile, HomeFile, ProgressPageFile, ProjectPageFile};
use crate::diagnostic::Spanned;
use crate::source::value::record::record;
use crate::source::value::schema::Definitions;
use crate::source::value::{Data, Decode, Decoder, Table, Value};

record! {
    /// How the site is called, where it is, who it is about.
    pub struct SiteFile: "`site`" {
        /// The name of the site, often that of the author.
        required title: String,
        /// One sentence for search engines and link previews.
        optional description: String,
        /// The absolute address that the site is published at, such as `https://user.github.io/repo/`.
        required url: Spanned<String>,
        /// Who the site is about.
        optional author: AuthorFile,
        /// The language of the content and of the words of the theme, a BCP 47 tag such as `en` or `de-CH`.
        optional language: Spanned<String>,
        /// The time zone that decides which day it is, such as `Europe/Berlin`; UTC by default.
        optional timezone: Spanned<String>,
        /// The theme: `default`, `motorway`, or a folder below `themes/`.
        optional theme: Spanned<String>,
        /// The colours: the name of a palette of the theme.
        optional palette: Spanned<String>,
        /// The colour of links, buttons and charts, on light ground or as `{light, dark}`. It must be read well there.
        filled accent: AccentFile,
        /// The fonts: one of serif, sans, system and system-serif for all, or `{headings, text, code}`.
        optional fonts: FontsFile,
        /// How much space there is: `comfortable`, or the name of a density of the theme such as `compact`.
        optional density: Spanned<String>,
        /// The home page: its layout, its sections and their order.
        optional home: HomeFile,
        /// The progress page: its sections and their order.
        optional progress: ProgressPageFile,
        /// The pages of projects: their sections and their order.
        optional project: ProjectPageFile,
        /// The words of navigation: names of sections and pages, or a label with an address. A page that is not
        /// published yet is left out.
        optional nav: Vec<NavFile>,
        /// Titles of topics by their folder below `content/notes/`, where the name of the folder will not do:
        /// `mlops: MLOps`.
        optional topics: Table<String>,
        /// The licence of the text.
        optional license: LinkFile,
        /// What feeds contain.
        optional feeds: FeedsFile,
        /// Whether pages have a twin in Markdown beside them, and the site an `llms.txt`; true by default.
        optional twins: bool,
        /// Whether the site has a page to search on, with its index; true by default.
        optional search: bool,
        /// Whether a social card is drawn for each page; true by default.
        optional cards: bool,
        /// Whom to tell of a hole in the site: makes `/.well-known/security.txt`, where the site is at the root of its host.
        optional security: SecurityFile,
        /// How many entries a page of a list has.
        optional pagination: PaginationFile,
        /// How Markdown is read.
        optional markdown: MarkdownFile,
        /// Where the files of the repository can be read, such as `https://github.com/noor/til/blob/main/`. Links to
        /// files outside of `content/` then lead there.
        optional source_url: Spanned<String>,
    }
}

record! {
    /// Who the site is about.
    pub struct AuthorFile: "`author`" {
        /// The name.
        required name: String,
        /// What they do, to be read after the name.
        optional headline: String,
        /// A public address of mail.
        optional email: Spanned<String>,
        /// At most five links to other places.
        list links: LinkFile,
    }
}

record! {
    /// Whom to tell of a hole in the site.
    pub struct SecurityFile: "`security`" {
        /// An address of mail, or of a page that begins with `https://`.
        required contact: Spanned<String>,
        /// The day until which that holds; by default 360 days after the day of the build.
        optional expires: Spanned<chrono::NaiveDate>,
        /// The address of a key to encrypt with.
        optional encryption: Spanned<String>,
        /// The address of a page that thanks those who told.
        optional acknowledgments: Spanned<String>,
        /// The address of a page that says what may be tried.
        optional policy: Spanned<String>,
    }
}

record! {
    /// A text with an address.
    pub struct LinkFile: "a link" {
        /// The text of the link.
        optional label: String,
        /// The same as `label`.
        optional name: String,
        /// The address.
        optional url: Spanned<String>,
    }
}

record! {
    /// What feeds contain.
    pub struct FeedsFile: "`feeds`" {
        /// The number of newest entries; 20 by default.
        optional limit: u32,
        /// Whether entries have their whole text; true by default.
        optional full_text: bool,
    }
}

record! {
    /// How many entries a page of a list has.
    pub struct PaginationFile: "`pagination`" {
        /// On the list of posts; 10 by default.
        optional posts: Spanned<u32>,
        /// On the page of a tag; 30 by default.
        optional tags: Spanned<u32>,
        /// The number of latest notes on the index of notes; 8 by default.
        optional notes: Spanned<u32>,
    }
}

record! {
    /// How Markdown is read.
    pub struct MarkdownFile: "`markdown`" {
        /// Whether `$` begins a formula in every page; a page can say `math: true` for itself.
        optional math: bool,
        /// Whether quotes, dashes and dots become typographic ones.
        optional smart_punctuation: bool,
        /// Whether names such as `:rocket:` become emoji.
        optional emoji: bool,
    }
}

/// A word of navigation: the name of a section or page, or a label with an address.
#[derive(Debug, Clone, PartialEq)]
pub enum NavFile {
    /// `progress`, `posts`, `about` ...
    Name(Spanned<String>),
    /// `{label: Talks, url: /talks/}`
    Link(LinkFile),
}

impl Decode for NavFile {
    fn expected() -> String {
        "the name of a section or page, or `{label, url}`".to_owned()
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        match &value.data {
            Data::Text(_) => Spanned::decode(value, decoder).map(Self::Name),
            Data::Map(_) => LinkFile::decode(value, decoder).map(Self::Link),
            _ => decoder.wrong_type(value, "text: the name of a section or page, or `{label, url}`"),
        }
    }

    fn schema(definitions: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "anyOf": [{ "type": "string" }, LinkFile::schema(definitions)] })
    }
}
