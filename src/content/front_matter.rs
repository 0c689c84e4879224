//! Front matter: the block of data at the head of a content file, YAML between `---` lines or TOML between
//! `+++` lines. It is optional.

use std::ops::Range;

use chrono::NaiveDate;

use super::component::terminal;
use crate::diagnostic::{Code, Diagnostic, SourceId, Span, Spanned};
use crate::plan::id::{Claim, PlanId};
use crate::plan::language::LanguageTag;
use crate::plan::schema::Visibility;
use crate::plan::schema::evidence::ProofFile;
use crate::source::value::record::{choice, record};
use crate::source::value::schema::Definitions;
use crate::source::value::{Data, Decode, Decoder, Table, Value, toml, yaml};

record! {
    /// The front matter of a page. Every key is optional.
    pub struct FrontMatter: "front matter" {
        /// The title; without it the first heading of level 1 is the title.
        optional title: Spanned<String>,
        /// When it was written; after today, the page is scheduled.
        optional date: Spanned<NaiveDate>,
        /// When it was last changed.
        optional updated: Spanned<NaiveDate>,
        /// The last part of the address, instead of the file name.
        optional slug: Spanned<String>,
        /// The whole address below the site, instead of the usual one.
        optional path: Spanned<String>,
        /// Old addresses that lead here.
        list aliases: Spanned<String>,
        /// One or two sentences for lists, feeds and search engines.
        optional summary: String,
        /// Tags.
        list tags: Spanned<String>,
        /// The series it is a part of: its name, or `{name: Attacks, part: 2}`.
        optional series: SeriesRef,
        /// Whether it is unfinished and stays out of the site.
        optional draft: bool,
        /// Who may see it: public, unlisted (by address only) or private.
        optional visibility: Visibility,
        /// The day it goes live, when that is not `date`.
        optional publish_on: Spanned<NaiveDate>,
        /// Whether there is a table of contents, of the headings of level 2 and 3; by default from three
        /// headings of level 2 on.
        optional toc: bool,
        /// Whether `$` begins a formula.
        optional math: bool,
        /// The language that it is written in, where that is another than `site.language`: `de`, `pt-BR`.
        optional lang: LanguageTag,
        /// The picture for link previews.
        optional image: ImageFile,
        /// What it proves: ids of the plan, or `id#criterion`.
        list proves: Spanned<Claim>,
        /// What else of the plan it is about.
        list about: Spanned<Claim>,
        /// Skills that it shows.
        list skills: Spanned<PlanId>,
        /// Effort, such as `6h` or `1h30m`; for the owner only, and it earns nothing.
        optional time: Effort,
        /// The day before which it must not be published, for disclosures.
        optional embargo_until: Spanned<NaiveDate>,
        /// Who permitted the work described, for offensive security.
        optional authorization: String,
        /// How artificial intelligence helped.
        optional ai_assistance: String,
        /// The address it was first published at, when elsewhere.
        optional canonical: Spanned<String>,
        /// The project of the plan that the page is about; for files in `content/projects/`.
        optional project: Spanned<PlanId>,
        /// The project's repository.
        optional repo: Spanned<String>,
        /// The project's demonstration: an address, or the path of a recording of a terminal, `.cast`, from this file.
        optional demo: Spanned<String>,
        /// The released version.
        optional release: String,
        /// The licence of the code.
        optional license: String,
        /// The author's part in it.
        optional role: String,
        /// Where the project stands.
        optional status: ProjectStatus,
        /// Why it exists, and for whom.
        optional problem: String,
        /// How it was approached.
        optional approach: String,
        /// One measured result.
        optional result: String,
        /// What it cannot do.
        optional limits: String,
        /// What it is made with.
        list stack: String,
        /// Proofs of the project's features, by id.
        optional features: Table<FeatureProofs>,
        /// Key decisions, each with the post that tells it.
        list decisions: DecisionFile,
        /// A picture of the project.
        optional cover: ImageFile,
    }
}

impl FrontMatter {
    /// Returns the address of the project's demonstration.
    pub fn demo_address(&self) -> Option<&Spanned<String>> {
        self.demo.as_ref().filter(|demo| !terminal::is_recording(&demo.value))
    }

    /// Returns the path of the recording that is the project's demonstration.
    pub fn recording(&self) -> Option<&Spanned<String>> {
        self.demo.as_ref().filter(|demo| terminal::is_recording(&demo.value))
    }
}

record! {
    /// A picture.
    pub struct ImageFile: "an image" {
        /// The file, relative to this one.
        required src: Spanned<String>,
        /// What it shows.
        required alt: String,
    }
}

record! {
    /// Proofs of a feature.
    pub struct FeatureProofs: "a feature" {
        /// The proofs.
        list proof: ProofFile,
    }
}

record! {
    /// A key decision.
    pub struct DecisionFile: "a decision" {
        /// What was decided.
        required title: String,
        /// The page that tells it, relative to this file.
        optional post: Spanned<String>,
    }
}

record! {
    /// A series with a place in it.
    pub struct SeriesFile: "a series" {
        /// The name of the series, the same on all its pages.
        required name: Spanned<String>,
        /// The place in the series, counted from 1; without it pages stand in the order of their dates.
        optional part: Spanned<u32>,
    }
}

/// The series that a page is a part of, written as a name or as `{name, part}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesRef {
    /// The name of the series.
    pub name: Spanned<String>,
    /// The place in it.
    pub part: Option<Spanned<u32>>,
}

impl Decode for SeriesRef {
    fn expected() -> String {
        "the name of a series, or `{name, part}`".to_owned()
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        match &value.data {
            Data::Text(_) => Some(Self { name: Spanned::decode(value, decoder)?, part: None }),
            Data::Map(_) => SeriesFile::decode(value, decoder).map(|file| Self { name: file.name, part: file.part }),
            _ => decoder.wrong_type(value, "text: the name of a series, or `{name, part}`"),
        }
    }

    fn schema(definitions: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "anyOf": [{ "type": "string" }, SeriesFile::schema(definitions)] })
    }
}

choice! {
    /// Where a project stands.
    pub enum ProjectStatus: "a status of a project" {
        /// There is a release.
        Released = "released",
        /// It is worked on.
        Active = "active",
        /// It is finished or given up, and stays readable.
        Archived = "archived",
    }
}

/// Effort in minutes, written like `6h`, `45m` or `1h30m`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// The minutes.
    pub minutes: u32,
}

impl Decode for Effort {
    fn expected() -> String {
        "a time like `6h`, `45m` or `1h30m`".to_owned()
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        let Data::Text(text) = &value.data else {
            return decoder.wrong_type(value, "text: a time like `6h`, `45m` or `1h30m`");
        };
        let minutes = parse_effort(text);
        if minutes.is_none() {
            let message = format!("`{text}` is not a time");
            return decoder.fail(
                Diagnostic::new(Code::BadValue, value.span, message).hint("write it like `6h`, `45m` or `1h30m`"),
            );
        }
        minutes.map(|minutes| Self { minutes })
    }

    fn schema(_: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "type": "string", "pattern": r"^(\d{1,4}h)?(\d{1,4}m)?$", "minLength": 2 })
    }
}

impl std::fmt::Display for Effort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.minutes / 60, self.minutes % 60) {
            (0, minutes) => write!(f, "{minutes}m"),
            (hours, 0) => write!(f, "{hours}h"),
            (hours, minutes) => write!(f, "{hours}h{minutes}m"),
        }
    }
}

impl Effort {
    /// Returns the effort that `text` means, or `None` when it means none.
    pub fn parse(text: &str) -> Option<Self> {
        parse_effort(text).map(|minutes| Self { minutes })
    }
}

fn parse_effort(text: &str) -> Option<u32> {
    let (hours, rest) = match text.split_once('h') {
        Some((hours, rest)) => (digits(hours)?, rest),
        None => (0, text),
    };
    let minutes = match rest.strip_suffix('m') {
        Some(minutes) => digits(minutes)?,
        None if rest.is_empty() && text.ends_with('h') => 0,
        None => return None,
    };
    Some(hours * 60 + minutes)
}

fn digits(text: &str) -> Option<u32> {
    let is_short = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_short { text.parse().ok() } else { None }
}

/// The language of a block of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Between lines `---`.
    Yaml,
    /// Between lines `+++`.
    Toml,
}

/// Where a file's front matter and body are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// What the block is written in.
    pub language: Language,
    /// The bytes between the two fences.
    pub block: Range<usize>,
    /// Where the body begins.
    pub body: usize,
}

/// Reads the front matter of `text`, the whole of `source`.
///
/// Returns it with the offset at which the body begins. A file without front matter has an empty one.
pub fn parse(text: &str, source: SourceId, decoder: &mut Decoder) -> (Option<FrontMatter>, usize) {
    let start = after_mark(text);
    let empty = Value { data: Data::Map(Vec::new()), span: Span::new(source, start..start) };
    let split = match split(text) {
        Ok(Some(split)) => split,
        Ok(None) => return (FrontMatter::decode(&empty, decoder), start),
        Err(fence) => {
            let line = &text[fence.clone()];
            let message = format!("the front matter that begins with `{line}` has no end");
            let diagnostic = Diagnostic::new(Code::BadFrontMatter, Span::new(source, fence), message);
            return (decoder.fail(diagnostic.hint(format!("add a line `{line}` after the last key"))), text.len());
        }
    };
    let front = match read(text, &split, source) {
        Ok(value) => FrontMatter::decode(&value, decoder),
        Err(diagnostic) => decoder.fail(diagnostic),
    };
    (front, split.body)
}

/// Reads the block that `split` found in `text` as a tree, for those who edit it.
///
/// # Errors
/// When it is not YAML or TOML.
pub fn read(text: &str, split: &Split, source: SourceId) -> Result<Value, Diagnostic> {
    let block = &text[split.block.clone()];
    match split.language {
        Language::Yaml => yaml::parse(block, source, split.block.start),
        Language::Toml => toml::parse(block, source, split.block.start),
    }
}

/// Returns where a text begins behind a byte order mark.
pub fn after_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// Finds the fences; `None` when there is no front matter.
///
/// # Errors
/// With the range of an opening fence that has no end.
pub fn split(text: &str) -> Result<Option<Split>, Range<usize>> {
    let start = after_mark(text);
    let mut lines = line_ranges(text, start);
    let Some(first) = lines.next() else { return Ok(None) };
    let (fence, language) = match text[first.clone()].trim_end() {
        "---" => ("---", Language::Yaml),
        "+++" => ("+++", Language::Toml),
        _ => return Ok(None),
    };
    let block_start = next_line(text, first.end);
    for line in lines {
        if text[line.clone()].trim_end() == fence {
            return Ok(Some(Split { language, block: block_start..line.start, body: next_line(text, line.end) }));
        }
    }
    // A file that only begins with a thematic break has no key on the line below it.
    let second = text[block_start..].lines().next().unwrap_or("");
    let has_key = second.contains(": ")
        || second.trim_end().ends_with(':')
        || (language == Language::Toml && second.contains('='));
    if has_key { Err(first.start..first.start + fence.len()) } else { Ok(None) }
}

/// Returns the range of each line without its line feed, from `start` on.
fn line_ranges(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = start;
    std::iter::from_fn(move || {
        if at > text.len() || (at == text.len() && at != start) {
            return None;
        }
        let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
        let range = at..end;
        at = end + 1;
        Some(range)
    })
}

fn next_line(text: &str, end: usize) -> usize {
    (end + 1).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, title: Option<&str>, body: &str) {
        let mut decoder = Decoder::default();
        let (front, at) = parse(text, SourceId(0), &mut decoder);
        assert_eq!(decoder.diagnostics, []);
        assert_eq!(front.and_then(|front| front.title).map(|title| title.value).as_deref(), title);
        assert_eq!(&text[at..], body);
    }

    #[test]
    fn reads_yaml_and_toml() {
        check("---\ntitle: A\n---\nBody\n", Some("A"), "Body\n");
        check("+++\ntitle = \"A\"\n+++\nBody\n", Some("A"), "Body\n");
        check("---\r\ntitle: A\r\n---\r\nBody", Some("A"), "Body");
        check("\u{feff}---\ntitle: A\n---\n", Some("A"), "");
    }

    #[test]
    fn is_optional() {
        check("# Title\n\nBody", None, "# Title\n\nBody");
        check("", None, "");
        check("---\n---\nBody", None, "Body");
        check(
            "---\n\nA file that begins with a thematic break.\n",
            None,
            "---\n\nA file that begins with a thematic break.\n",
        );
    }

    #[test]
    fn without_end_is_an_error() {
        let mut decoder = Decoder::default();
        assert_eq!(parse("---\ntitle: A\nBody", SourceId(0), &mut decoder).0, None);
        assert_eq!(decoder.diagnostics[0].code, Code::BadFrontMatter);
    }

    #[test]
    fn reads_effort() {
        assert_eq!(parse_effort("6h"), Some(360));
        assert_eq!(parse_effort("1h30m"), Some(90));
        assert_eq!(parse_effort("45m"), Some(45));
        for bad in ["", "h", "m", "6", "6h5", "1.5h", "99999h", "-1h"] {
            assert_eq!(parse_effort(bad), None, "{bad}");
        }
    }
}
