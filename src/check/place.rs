//! Where in the content an address of an output is written.

use super::Origins;
use super::address::decode;
use crate::diagnostic::{Code, Span};
use crate::plan::BaseUrl;

/// Returns where `target` is written in the content file of the output at `output`, if it is there verbatim.
pub(super) fn find(target: &str, output: &str, base: &BaseUrl, origins: &Origins<'_>) -> Option<Span> {
    let top = origins.spans.get(output)?;
    let text = origins.sources.text(top.source).ok()?;
    // In Markdown, addresses from the root of the site are written without its path.
    let below = target.strip_prefix(base.path()).map(|below| format!("/{below}"));
    let start = [Some(target.to_owned()), below].into_iter().flatten().find_map(|written| {
        let at = text.match_indices(&written).map(|(at, _)| at);
        let mut whole = at.filter(|at| is_whole(text, *at, written.len()));
        whole.next().map(|at| at..at + written.len())
    });
    start.map(|range| Span::new(top.source, range))
}

/// Returns whether the address at that place does not go on before or behind.
fn is_whole(text: &str, at: usize, length: usize) -> bool {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '(' | ')' | '<' | '>' | '=' | ',' | '[' | ']');
    let before = text[..at].chars().next_back();
    let after = text[at + length..].chars().next();
    before.is_none_or(is_end) && after.is_none_or(is_end)
}

/// Returns whether a diagnostic of the content file of `output` says already that `target` is broken.
pub(super) fn is_known(target: &str, output: &str, code: Code, origins: &Origins<'_>) -> bool {
    let Some(top) = origins.spans.get(output) else { return false };
    let is_same = |written: &str| {
        let fragment = |text: &str| text.split_once('#').map(|(_, fragment)| decode(fragment));
        written == target
            || (code == Code::BrokenAnchor && fragment(written).is_some() && fragment(written) == fragment(target))
    };
    let known = origins.known.iter().filter(|known| known.code == code);
    let spans = known.filter_map(|known| known.span).filter(|span| span.source == top.source);
    let text = origins.sources.text(top.source).unwrap_or_default();
    spans.filter_map(|span| text.get(span.range())).any(is_same)
}
