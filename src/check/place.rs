//! Where in the journal something of an output is written.

use super::Origins;
use super::address::decode;
use crate::diagnostic::{Code, Span};
use crate::plan::{BaseUrl, PLAN_FILE};
use crate::source::SourcePath;

/// Returns where `target` is written, if it is there verbatim: in the content file of the output at `output`, for a feed in
/// any.
pub(super) fn find(target: &str, output: &str, base: &BaseUrl, origins: &Origins<'_>) -> Option<Span> {
    let find_in = |top: Span| {
        let text = origins.sources.text(top.source).ok()?;
        written_in(target, text, base).map(|range| Span::new(top.source, range))
    };
    match top(output, origins) {
        Some(top) => find_in(top),
        None if matches!(extension(output), Some("xml" | "json")) => origins.spans.values().copied().find_map(find_in),
        None => None,
    }
}

/// Returns the top of the content file that the output at `output` is made from; that of a twin is that of its page.
pub(super) fn top(output: &str, origins: &Origins<'_>) -> Option<Span> {
    let own = origins.spans.get(output);
    own.or_else(|| origins.spans.get(&page_of_twin(output)?)).copied()
}

/// Returns the path of the page that the Markdown at `path` would be the twin of; none for what is no Markdown.
pub(super) fn page_of_twin(path: &str) -> Option<String> {
    let stem = path.strip_suffix(".md")?;
    Some(if extension(stem) == Some("html") { stem.to_owned() } else { format!("{stem}.html") })
}

fn extension(path: &str) -> Option<&str> {
    path.rsplit_once('.').map(|(_, extension)| extension)
}

/// Returns where the plan or a template of the journal writes `target`.
pub(super) fn shared(target: &str, base: &BaseUrl, origins: &Origins<'_>) -> Option<Span> {
    if target.is_empty() {
        return None;
    }
    let is_shared = |path: &SourcePath| {
        path.as_str() == PLAN_FILE || (path.below("themes").is_some() && path.extension() == "html")
    };
    origins.sources.iter().filter(|(_, file)| is_shared(&file.path)).find_map(|(id, _)| {
        let text = origins.sources.text(id).ok()?;
        written_in(target, text, base).map(|range| Span::new(id, range))
    })
}

/// Returns where the heading `text` begins its line in the content file of the output: in Markdown, or as an element.
pub(super) fn heading(text: &str, output: &str, origins: &Origins<'_>) -> Option<Span> {
    let top = origins.spans.get(output)?;
    let source = origins.sources.text(top.source).ok()?;
    // Markup in a heading is gone from its text: the words have to be there in order.
    let is_heading = |line: &str| {
        let line = line.trim_start();
        let rest = line.strip_prefix('#').or_else(|| line.strip_prefix("<h"));
        rest.is_some_and(|rest| has_words(rest, text))
    };
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        if is_heading(line) {
            let length = line.trim_end().len();
            return Some(Span::new(top.source, start..start + length));
        }
        start += line.len();
    }
    None
}

/// Returns where the front matter of the content file of the output has one of `keys`, with its value.
pub(super) fn key(keys: &[&str], output: &str, origins: &Origins<'_>) -> Option<Span> {
    let top = origins.spans.get(output)?;
    let source = origins.sources.text(top.source).ok()?;
    let mut lines = source.split_inclusive('\n');
    let fence = lines.next().filter(|line| matches!(line.trim_end(), "---" | "+++"))?;
    let mut start = fence.len();
    for line in lines.take_while(|line| line.trim_end() != fence.trim_end()) {
        let is_key = |key: &&str| line.strip_prefix(*key).is_some_and(|rest| rest.trim_start().starts_with([':', '=']));
        if keys.iter().any(is_key) {
            return Some(Span::new(top.source, start..start + line.trim_end().len()));
        }
        start += line.len();
    }
    None
}

/// Returns where `words` stand in the content file of the output, else in the plan.
pub(super) fn words(words: &str, output: &str, origins: &Origins<'_>) -> Option<Span> {
    let own = origins.spans.get(output).map(|top| top.source);
    let plan = origins.sources.find(PLAN_FILE).map(|(id, _)| id);
    own.into_iter().chain(plan).find_map(|id| {
        let text = origins.sources.text(id).ok()?;
        let at = text.find(words)?;
        Some(Span::new(id, at..at + words.len()))
    })
}

fn has_words(line: &str, text: &str) -> bool {
    let mut rest = line;
    let mut words = text.split_whitespace().peekable();
    words.peek().is_some()
        && words.all(|word| match rest.find(word) {
            Some(at) => {
                rest = &rest[at + word.len()..];
                true
            }
            None => false,
        })
}

fn written_in(target: &str, text: &str, base: &BaseUrl) -> Option<std::ops::Range<usize>> {
    // In Markdown, addresses from the root of the site are written without its path; in templates, behind a variable.
    let below = target.strip_prefix(base.path());
    let forms =
        [Some(target.to_owned()), below.map(|below| format!("/{below}")), below.map(|below| format!("}}}}{below}"))];
    forms.into_iter().flatten().find_map(|written| {
        let at = text.match_indices(&written).map(|(at, _)| at);
        let mut whole = at.filter(|at| written.starts_with('}') || is_whole(text, *at, written.len()));
        let at = whole.next()?;
        let behind_variable = written.len() - written.trim_start_matches('}').len();
        (written.len() > behind_variable).then(|| at + behind_variable..at + written.len())
    })
}

/// Returns whether the address at that place does not go on before or behind.
fn is_whole(text: &str, at: usize, length: usize) -> bool {
    let is_end = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '(' | ')' | '<' | '>' | '=' | ',' | '[' | ']' | '{' | '}')
    };
    let before = text[..at].chars().next_back();
    let after = text[at + length..].chars().next();
    before.is_none_or(is_end) && after.is_none_or(is_end)
}

/// Returns whether a diagnostic of the content file of `output` says already that `target` is broken.
pub(super) fn is_known(target: &str, output: &str, code: Code, origins: &Origins<'_>) -> bool {
    let Some(top) = top(output, origins) else { return false };
    let is_same = |written: &str| {
        let fragment = |text: &str| text.split_once('#').map(|(_, fragment)| decode(fragment));
        written == target
            || (code == Code::BrokenAnchor && fragment(written).is_some() && fragment(written) == fragment(target))
    };
    let known = origins.known.iter().filter(|known| known.code == code);
    let spans = known.filter_map(|known| known.span).filter(|span| span.source == top.source);
    let mut spans = spans.peekable();
    if spans.peek().is_none() {
        return false;
    }
    let text = origins.sources.text(top.source).unwrap_or_default();
    spans.filter_map(|span| text.get(span.range())).any(is_same)
}
