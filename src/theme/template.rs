//! Templates: compiled once, rendered with a context that is plain data.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{ErrorKind, Tera};

use super::{Inline, ThemeFile, function, word};
use crate::diagnostic::{Code, Diagnostic, SourceId, Span};
use crate::words::Words;

/// The templates of a theme.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    /// The files of the journal that templates come from.
    origins: BTreeMap<String, SourceId>,
}

/// Compiles every `templates/**.html` of the theme. All syntax errors are reported, not only the first.
pub(super) fn compile(files: &BTreeMap<String, ThemeFile>, words: &Arc<Words>) -> (Option<Templates>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut origins = BTreeMap::new();
    let mut texts: Vec<(&str, &str)> = Vec::new();
    for (path, file) in files {
        let Some(name) = path.strip_prefix("templates/").filter(|name| is_template(name)) else { continue };
        if let Some(source) = file.source {
            origins.insert(name.to_owned(), source);
        }
        match std::str::from_utf8(&file.bytes) {
            Ok(text) => texts.push((name, text)),
            Err(error) => diagnostics.push(not_utf8(name, file.source, error.valid_up_to())),
        }
    }
    let mut tera = Tera::new();
    function::register(&mut tera, words);
    tera.autoescape_on([".html", ".svg"]);
    let compiled = tera.add_raw_templates(texts.iter().copied());
    if compiled.is_err() {
        // A template on its own may lack the ones it includes; only its syntax counts here.
        let syntax = texts.iter().filter_map(|(name, text)| match Tera::new().add_raw_template(name, text) {
            Err(error) if matches!(error.kind(), ErrorKind::SyntaxError(_)) => Some(diagnostic(&error, &origins)),
            _ => None,
        });
        diagnostics.extend(syntax);
    }
    let asked =
        texts.iter().flat_map(|(name, text)| word::mistakes(text, words).into_iter().map(move |one| (*name, one)));
    diagnostics.extend(asked.map(|(name, mistake)| unsaid(name, mistake, words, &origins)));
    if !diagnostics.is_empty() {
        return (None, diagnostics);
    }
    match compiled {
        Ok(()) => (Some(Templates { tera, origins }), diagnostics),
        Err(error) => (None, together(&error, &Texts { files, origins: &origins })),
    }
}

/// Returns what the policy of pages has to know of scripts and style sheets in templates, and those that it cannot know.
pub(super) fn inline(files: &BTreeMap<String, ThemeFile>) -> (Inline, Vec<Diagnostic>) {
    let mut inline = Inline::default();
    let mut diagnostics = Vec::new();
    for (path, file) in files {
        let name =
            path.strip_prefix("templates/").filter(|name| name.rsplit_once('.').is_some_and(|(_, end)| end == "html"));
        let (Some(name), Ok(text)) = (name, std::str::from_utf8(&file.bytes)) else { continue };
        let origins = file.source.map(|source| (name.to_owned(), source)).into_iter().collect();
        diagnostics.extend(inline.read(text).into_iter().map(|range| {
            let what = "a script or style sheet in a page must not contain template code: a browser would refuse it";
            placed(name, range, what.to_owned(), &origins).hint(
                "put it into `assets/js/` or `assets/css/` of the theme, and what varies into a `data-` attribute",
            )
        }));
    }
    (inline, diagnostics)
}

/// Returns what is wrong with a word that a template asks for.
fn unsaid(name: &str, mistake: word::Mistake, words: &Words, origins: &BTreeMap<String, SourceId>) -> Diagnostic {
    let found = placed(name, mistake.range, mistake.message, origins);
    match &mistake.unknown {
        Some(key) => found
            .did_you_mean(key, words.names())
            .hint("the words are in `words/` of the theme; those of your own templates begin with `own.`"),
        None => found.hint("write it behind the key, as in `t(key=\"progress.month\", n=1, total=2)`"),
    }
}

/// The templates of a theme as they are written.
struct Texts<'a> {
    files: &'a BTreeMap<String, ThemeFile>,
    origins: &'a BTreeMap<String, SourceId>,
}

impl Texts<'_> {
    fn text(&self, name: &str) -> &str {
        let file = self.files.get(&format!("templates/{name}"));
        file.and_then(|file| std::str::from_utf8(&file.bytes).ok()).unwrap_or("")
    }

    /// Returns the names of the templates there are.
    fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().filter_map(|path| path.strip_prefix("templates/"))
    }

    /// Returns the byte at a line and column, both from 1, of the template `name`.
    fn offset(&self, name: &str, line: usize, column: usize) -> usize {
        let mut lines = self.text(name).split_inclusive('\n');
        let start: usize = lines.by_ref().take(line.saturating_sub(1)).map(str::len).sum();
        let line = lines.next().unwrap_or("");
        start + line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at)
    }
}

/// Returns what is wrong with templates that are good by themselves but not together: what one includes or extends
/// is not there. Tera tells this in words only.
fn together(error: &tera::Error, texts: &Texts<'_>) -> Vec<Diagnostic> {
    if let ErrorKind::MissingParent { current, parent } = error.kind() {
        let at = texts.text(current).find(parent.as_str()).unwrap_or(0);
        let what = format!("there is no template `{parent}` to extend");
        let found = placed(current, at..at + parent.len(), what, texts.origins);
        return vec![with_way_out(found.did_you_mean(parent, texts.names()))];
    }
    let told = told(&error.to_string());
    if told.is_empty() {
        return vec![diagnostic(error, texts.origins)];
    }
    let make = |told: Told| {
        let start = texts.offset(&told.template, told.line, told.column);
        let end = texts.offset(&told.template, told.line, told.column + told.width);
        let (what, name) = (lower_first(&told.what), told.what.split('`').nth(1));
        let found = placed(&told.template, start..end, what, texts.origins);
        let found = match name.filter(|_| told.what.starts_with("Unknown template")) {
            Some(name) => found.did_you_mean(name, texts.names()),
            None => found,
        };
        with_way_out(found)
    };
    told.into_iter().map(make).collect()
}

/// A mistake as Tera draws it: what is wrong, `--> template:line:column`, and a line of carets.
#[derive(Default)]
struct Told {
    what: String,
    template: String,
    line: usize,
    column: usize,
    width: usize,
}

fn told(text: &str) -> Vec<Told> {
    let mut all: Vec<Told> = Vec::new();
    for line in text.lines() {
        if let Some(what) = line.strip_prefix("error: ") {
            all.push(Told { what: what.to_owned(), ..Told::default() });
        }
        let Some(told) = all.last_mut() else { continue };
        let mut place = line.trim_start().strip_prefix("--> ").into_iter().flat_map(|place| place.rsplitn(3, ':'));
        if let (Some(column), Some(line), Some(template)) = (place.next(), place.next(), place.next()) {
            template.clone_into(&mut told.template);
            (told.line, told.column) = (line.parse().unwrap_or(1), column.parse().unwrap_or(1));
        }
        let carets = line.trim_start().strip_prefix("| ").unwrap_or("").trim();
        if !carets.is_empty() && carets.bytes().all(|byte| byte == b'^') {
            told.width = carets.len();
        }
    }
    all.retain(|told| !told.template.is_empty());
    all
}

/// Returns whether a file is a template: a page or a part of one, or the picture that is drawn for a page.
fn is_template(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| matches!(extension, "html" | "svg"))
}

fn not_utf8(name: &str, source: Option<SourceId>, at: usize) -> Diagnostic {
    let message = format!("the template `{name}` is not valid UTF-8");
    let diagnostic = match source {
        Some(source) => Diagnostic::new(Code::InvalidUtf8, Span::new(source, at..at + 1), message),
        None => Diagnostic::without_place(Code::InvalidUtf8, message),
    };
    diagnostic.hint("save the file as UTF-8 in your editor")
}

impl Templates {
    /// Renders the template `name`.
    ///
    /// # Errors
    /// When the template is missing or uses something that its view does not have.
    pub fn render(&self, name: &str, context: &tera::Context) -> Result<String, Box<Diagnostic>> {
        self.tera.render(name, context).map_err(|error| Box::new(diagnostic(&error, &self.origins)))
    }
}

/// Returns `error` with its place in the journal's own template, or with its place in words when the template is
/// the embedded one.
fn diagnostic(error: &tera::Error, origins: &BTreeMap<String, SourceId>) -> Diagnostic {
    let (ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)) = error.kind() else {
        let what = lower_first(error.to_string().trim_end_matches('.'));
        return with_way_out(Diagnostic::without_place(Code::TemplateError, what));
    };
    let (what, available) = split_message(report.message());
    let mut found = if origins.contains_key(report.filename()) {
        placed(report.filename(), report.span().range.clone(), what, origins)
    } else {
        let (line, column) = (report.span().start_line, report.span().start_col + 1);
        let place = format!("{what} (in the embedded template `{}`, line {line}, column {column})", report.filename());
        Diagnostic::without_place(Code::TemplateError, place)
    };
    if let Some((name, names)) = available {
        found = found.did_you_mean(&name, names.iter().map(String::as_str));
        found = found.hint(format!("there {} {}", if names.len() == 1 { "is only" } else { "are" }, names.join(", ")));
    }
    with_way_out(found)
}

fn placed(name: &str, range: std::ops::Range<usize>, what: String, origins: &BTreeMap<String, SourceId>) -> Diagnostic {
    match origins.get(name) {
        Some(source) => Diagnostic::new(Code::TemplateError, Span::new(*source, range), what),
        None => Diagnostic::without_place(Code::TemplateError, format!("{what} (in the embedded template `{name}`)")),
    }
}

/// Adds what to do, if nothing says so yet.
fn with_way_out(found: Diagnostic) -> Diagnostic {
    if !found.hints.is_empty() {
        return found;
    }
    let hint = match found.message.as_str() {
        what if what.contains("end of input") => {
            "close every `{% block %}`, `{% if %}` and `{% for %}` with its `{% end... %}`"
        }
        what if what.contains("unknown filter") => {
            "use a filter that Tera has: `upper`, `trim`, `length`, `join`, `default` ..."
        }
        what if what.contains("nknown template") || what.contains("no template") => {
            "the default theme has `base.html` and others to look at"
        }
        what if what.ends_with("expected }}") => "write `}}` there",
        what if what.ends_with("expected %}") => "write `%}` there",
        _ => "templates are written in Tera, which is much like Jinja2",
    };
    found.hint(hint)
}

/// Parts "Field `titel` is not defined. Available fields: base, title" into what is wrong, and the name with what
/// there is instead.
fn split_message(message: &str) -> (String, Option<(String, Vec<String>)>) {
    let (what, rest) = message.split_once(". Available ").unwrap_or((message, ""));
    let what = what.trim_end_matches('.');
    let name = what.split('`').nth(1);
    let names = rest.split_once(": ").map(|(_, names)| names.split(", ").map(str::to_owned).collect::<Vec<_>>());
    let available = name.map(str::to_owned).zip(names).map(|(name, mut names)| {
        names.sort_unstable();
        (name, names)
    });
    (lower_first(what), available)
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_lowercase).chain(chars).collect()
}
