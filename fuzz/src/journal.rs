//! Journals to be fuzzed, and what holds for every build.

use std::sync::{Arc, LazyLock};

use milepost::Options;
use milepost::content::{markdown, page};
use milepost::diagnostic::{Diagnostic, Span};
use milepost::site::When;
use milepost::source::excerpt::{Style, render_all};
use milepost::source::{Source, SourcePath, Sources};
use milepost::words::Words;

/// A plan with a little of everything that pages can name.
pub(crate) const PLAN: &[u8] = b"schema: 1\n\
    site: {title: T, url: \"https://a.example/\", search: false, twins: true}\n\
    plan: {id: the-plan, title: Plan, start: 2026-12-01, months: 12}\n\
    skills: [{id: skill-rust, title: Rust}]\n\
    phases: [{id: basics, title: Basics, months: [1, 3], items: [{id: http, title: HTTP, kind: topic, month: 1, criteria: [{id: a, title: A}]}]}]\n";

/// What is read of a journal, and what is said of it.
pub(crate) type Parse = fn(&Sources) -> Vec<Diagnostic>;

/// The words of the theme, which are the same for every input.
static WORDS: LazyLock<Arc<Words>> =
    LazyLock::new(|| Arc::new(milepost::words::compile(&Sources::new([]), "default", "en", None).0));

/// Reads files with `parse`; one journal of four is linked as well, and one of sixteen is built to the last page, which takes a
/// hundred times longer.
pub(crate) fn read(files: &[(&str, &[u8])], parse: Parse) {
    let bytes = files.iter().flat_map(|(_, bytes)| bytes.iter());
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    match hash >> 60 {
        0 => build(files),
        1..4 => link(files),
        _ => {
            let sources = sources(files);
            check(&parse(&sources), &sources);
        }
    }
}

pub(crate) fn plan(sources: &Sources) -> Vec<Diagnostic> {
    milepost::plan::parse(sources, false).1
}

pub(crate) fn lock(sources: &Sources) -> Vec<Diagnostic> {
    milepost::lock::read(sources).1
}

pub(crate) fn pages(sources: &Sources) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let options = markdown::Options { math: true, ..markdown::Options::default() };
    let setting = markdown::Setting { options, words: &WORDS, digest: None, memo: &milepost::memo::Forget };
    for (id, file) in sources.iter().filter(|(_, file)| page::is_page(&file.path)) {
        let _ = page::parse(sources, id, file, setting, &mut diagnostics);
    }
    diagnostics
}

/// Reads and links a journal.
pub(crate) fn link(files: &[(&str, &[u8])]) {
    let sources = sources(files);
    let when = When { as_of: options().as_of.expect("it is set"), with_drafts: false, with_future: false };
    let (_, _, diagnostics) = milepost::site::link(&sources, milepost::journal::parse(&sources), when);
    check(&diagnostics, &sources);
}

/// Builds the site of a journal, and holds what is said of it against the files.
pub(crate) fn build(files: &[(&str, &[u8])]) {
    let sources = sources(files);
    let build = milepost::build(&sources, &options());
    check(&build.diagnostics, &sources);
    for (path, output) in build.outputs.iter().filter(|(path, _)| path.extension() == "html") {
        assert!(std::str::from_utf8(output.bytes()).is_ok(), "{path} is not UTF-8");
    }
}

fn sources(files: &[(&str, &[u8])]) -> Sources {
    Sources::new(files.iter().map(|(path, bytes)| Source {
        path: SourcePath::new(path).expect("the paths of targets are good"),
        bytes: (*bytes).into(),
        added: None,
    }))
}

/// Imports a plan: what is made of it reads back without an error.
pub(crate) fn import(text: &str) {
    let today = options().as_of.expect("it is set");
    let options = milepost::import::Options {
        file: "PLAN.md".to_owned(),
        start: None,
        today,
        site: milepost::import::Site::default(),
    };
    let import = milepost::import::import(text, &options);
    let files = [("plan.yaml", import.public), ("plan.private.yaml", import.private)];
    // `init` writes it beside the plan, whose navigation leads to it.
    let about = ("content/about.md", b"# About\n".as_slice());
    let [public, private] = files.each_ref().map(|(path, text)| (*path, text.as_bytes()));
    let sources = self::sources(&[public, private, about]);
    let errors: Vec<_> =
        milepost::build(&sources, &self::options()).diagnostics.into_iter().filter(Diagnostic::is_error).collect();
    assert!(errors.is_empty(), "what was imported has errors: {errors:?}");
}

fn check(diagnostics: &[Diagnostic], sources: &Sources) {
    for found in diagnostics {
        let labels = found.labels.iter().map(|label| label.span);
        for span in found.span.into_iter().chain(labels) {
            assert!(is_within(span, sources), "{:?} is not within its file: {found:?}", span.range());
        }
    }
    let text = render_all(diagnostics, sources, Style::Plain);
    let control = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
    assert_eq!(control, None, "a control character reaches the terminal");
}

fn is_within(span: Span, sources: &Sources) -> bool {
    let (bytes, range) = (&sources.get(span.source).bytes, span.range());
    match std::str::from_utf8(bytes) {
        Ok(text) => range.end <= text.len() && text.is_char_boundary(range.start) && text.is_char_boundary(range.end),
        Err(_) => range.end <= bytes.len(),
    }
}

fn options() -> Options {
    let as_of = chrono::NaiveDate::from_ymd_opt(2026, 12, 15).expect("the day exists");
    Options { as_of: Some(as_of), ..Options::at(as_of.and_time(chrono::NaiveTime::MIN).and_utc()) }
}
