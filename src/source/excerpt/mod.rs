//! How a diagnostic looks: rustc's shape, with the source lines it speaks of.
//!
//! 1. `panel` gathers the marked places of a diagnostic into pieces of source that can be shown
//!    together, cuts long lines to a window and makes control characters visible;
//! 2. [`render`] hands those to `annotate-snippets`, which draws them.
//!
//! **Invariant:** nothing that stands in a file reaches the terminal as a control sequence, and no
//! span, however wrong, makes this room panic.

mod panel;
#[cfg(test)]
mod tests;
mod text;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use self::panel::Panel;
use super::position::Position;
use super::{SourcePath, Sources};
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Whether the text is for a terminal that shows colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Letters only.
    Plain,
    /// With ANSI colours.
    Color,
}

/// Returns `diagnostic` as text of several lines, without a newline at the end.
///
/// What the diagnostic points at is shown as asterisks when its code is confidential.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, style: Style) -> String {
    render_without(diagnostic, sources, style, &confidential(std::slice::from_ref(diagnostic)))
}

/// Returns the places that must not be shown.
fn confidential(diagnostics: &[Diagnostic]) -> Vec<Span> {
    diagnostics.iter().filter(|found| found.code.is_confidential()).filter_map(|found| found.span).collect()
}

fn render_without(diagnostic: &Diagnostic, sources: &Sources, style: Style, hidden: &[Span]) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(text::visible(&diagnostic.message)).id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    let panels = panel::panels(diagnostic, sources, hidden);
    group = group.elements(panels.iter().enumerate().map(|(index, panel)| snippet(index, panel)));
    let help = |hint: &String| Level::HELP.message(text::visible(hint));
    group = group.elements(diagnostic.hints.iter().map(help));
    let mut text = renderer(style).render(&[group]);
    for (index, panel) in panels.iter().enumerate() {
        put_location(&mut text, index, &location_of(panel.first_mark(), sources));
    }
    text
}

/// Returns all of `diagnostics` as text, a blank line between two of them. What is confidential in one of them is shown
/// in none.
pub fn render_all(diagnostics: &[Diagnostic], sources: &Sources, style: Style) -> String {
    let hidden = confidential(diagnostics);
    let texts: Vec<String> =
        diagnostics.iter().map(|diagnostic| render_without(diagnostic, sources, style, &hidden)).collect();
    texts.join("\n\n")
}

/// Returns where `diagnostic` is, as `path:line:column`, or `None` when it concerns no one place.
pub fn location(diagnostic: &Diagnostic, sources: &Sources) -> Option<String> {
    diagnostic.span.map(|span| location_of(span, sources))
}

/// Returns where `diagnostic` is: the path as it is, the line and the column, from 1. `None` when it concerns no one place.
pub fn place<'a>(diagnostic: &Diagnostic, sources: &'a Sources) -> Option<(&'a SourcePath, usize, usize)> {
    let span = diagnostic.span?;
    let source = sources.get(span.source);
    let at = text::position(&source.bytes, span.start as usize);
    Some((&source.path, at.line, at.column))
}

/// Returns where the bytes of `span` begin and end, from 1; the end is the place behind the last one.
pub fn range(span: Span, sources: &Sources) -> (Position, Position) {
    let bytes = &sources.get(span.source).bytes;
    (text::position(bytes, span.start as usize), text::position(bytes, span.end as usize))
}

fn location_of(span: Span, sources: &Sources) -> String {
    let source = sources.get(span.source);
    let at = text::position(&source.bytes, span.start as usize);
    format!("{}:{}:{}", text::visible(source.path.as_str()), at.line, at.column)
}

fn renderer(style: Style) -> Renderer {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Color => Renderer::styled(),
    };
    // Lines are cut in `panel`, where the place in the file is still known.
    renderer.term_width(1_000)
}

/// Puts `location` in the place of the one that the renderer made up from the lines of a panel.
///
/// The renderer counts columns in the text it was given, where long lines are cut and some characters
/// replaced. So it is given a path that stands for the whole location.
fn put_location(text: &mut String, index: usize, location: &str) {
    let stand_in = stand_in(index);
    let Some(start) = text.find(&stand_in) else { return };
    let is_made_up = |c: char| c == ':' || c.is_ascii_digit();
    let rest = &text[start + stand_in.len()..];
    let end = text.len() - rest.trim_start_matches(is_made_up).len();
    text.replace_range(start..end, location);
}

fn stand_in(index: usize) -> String {
    format!("{}{index}:", text::STAND_IN)
}

fn snippet(index: usize, panel: &Panel<'_>) -> Snippet<'static, Annotation<'static>> {
    let annotations = panel.marks.iter().map(|mark| {
        let kind = if mark.is_primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let label = (!mark.text.is_empty()).then(|| text::visible(&mark.text));
        kind.span(panel.place(mark.range.start)..panel.place(mark.range.end)).label(label)
    });
    let path = stand_in(index).trim_end_matches(':').to_owned();
    Snippet::source(panel.text.clone()).line_start(panel.first_line).path(path).annotations(annotations)
}
