//! Drawing, by the crate `merman`.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use merman::svg::SvgRenderOptions;
use merman::{
    Engine, MermaidConfig, OperationControl, ParseOptions, RenderError, RenderOutput, RenderRequest, Renderer,
    SvgRequest,
};
use serde_json::json;

use super::source::first_line;
use super::{Undrawn, source, svg};
use crate::words::{Key, Words, word};

/// How long a diagram may take; a common one takes a few milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);
/// Stack for what recurses over the nesting of a diagram.
const STACK: usize = 64 * 1024 * 1024;

/// What a diagram may begin with, and what to call it.
const KINDS: &[(&str, Key)] = &[
    ("flowchart", word!("diagram.flowchart")),
    ("graph", word!("diagram.flowchart")),
    ("sequenceDiagram", word!("diagram.sequence")),
    ("classDiagram", word!("diagram.class")),
    ("stateDiagram", word!("diagram.state")),
    ("gantt", word!("diagram.gantt")),
    ("pie", word!("diagram.pie")),
    ("erDiagram", word!("diagram.entities")),
    ("mindmap", word!("diagram.mind_map")),
];

/// Returns the diagram as an `<svg>` element.
pub(super) fn draw(source: &str, id: &str, words: &Words) -> Result<String, Undrawn> {
    let line = &source[first_line(source)];
    let word = line.split(|c: char| c.is_whitespace() || matches!(c, ':' | ';' | '-')).next().unwrap_or_default();
    let Some((word, kind)) = KINDS.iter().find(|(name, _)| *name == word) else {
        return Err(whole(source, format!("there is no kind of diagram `{word}`; {}", kinds())));
    };
    let picture = on_a_large_stack(source)?;
    let (title, description) = (source::title(source), source::value(source, "accDescr"));
    let names = svg::Names { id, kind: *kind, word, title, description, words };
    svg::rewrite(&picture, &names).map_err(|message| whole(source, message))
}

fn kinds() -> String {
    let names: Vec<String> = KINDS.iter().map(|(name, _)| format!("`{name}`")).collect();
    format!("there are {}", names.join(", "))
}

fn whole(source: &str, message: impl Into<String>) -> Undrawn {
    Undrawn::Wrong { range: first_line(source), message: message.into() }
}

fn on_a_large_stack(source: &str) -> Result<String, Undrawn> {
    let outcome = std::thread::scope(|scope| {
        let work = || catch_unwind(AssertUnwindSafe(|| picture(source))).ok();
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok()?;
        thread.join().ok().flatten()
    });
    outcome.unwrap_or_else(|| Err(whole(source, "the diagram is beyond the renderer")))
}

fn picture(source: &str) -> Result<String, Undrawn> {
    let config = MermaidConfig::from_value(json!({
        "htmlLabels": false,
        "flowchart": {"htmlLabels": false},
        "class": {"htmlLabels": false},
        "theme": "base",
        "look": "classic",
        "layout": "dagre",
    }));
    let renderer =
        Renderer::new().with_engine(Engine::new().with_site_config(config)).with_parse_options(ParseOptions::strict());
    let request = SvgRequest {
        options: SvgRenderOptions { diagram_id: Some("d".to_owned()), ..SvgRenderOptions::default() },
        ..SvgRequest::default()
    };
    let control = OperationControl::new().with_deadline(PATIENCE);
    match renderer.render(RenderRequest::svg(source, control, request)) {
        Ok(RenderOutput::Svg(Some(drawn))) => Ok(drawn.svg().to_owned()),
        Ok(_) => Err(whole(source, "this is no diagram")),
        Err(error) => Err(trouble(source, &error)),
    }
}

/// Returns an error of the renderer with the place that it names, if it names one.
fn trouble(source: &str, error: &RenderError) -> Undrawn {
    let RenderError::Parse(found) = error else { return whole(source, one_line(&error.to_string())) };
    let span = found.terminal_diagnostic_details().span;
    let range = span.map(|span| span.start..span.end).filter(|range| source.get(range.clone()).is_some());
    let range = range.map_or_else(|| first_line(source), |range| something(source, range));
    let message = found.terminal_safe_message();
    // `Diagram parse error (flowchart-v2): unexpected …`
    let told = message.strip_prefix("Diagram parse error").and_then(|rest| rest.split_once(": "));
    Undrawn::Wrong { range, message: one_line(told.map_or(message.as_str(), |(_, told)| told)) }
}

/// Returns `range`, or the line that it ends when there is nothing in it to point at.
fn something(source: &str, range: Range<usize>) -> Range<usize> {
    if !source[range.clone()].trim().is_empty() {
        return range;
    }
    let before = source[..range.start].trim_end();
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let start = start + (before[start..].len() - before[start..].trim_start().len());
    if start < before.len() { start..before.len() } else { first_line(source) }
}

/// Returns the first line of a message in the manner of our own: no capital, no full stop.
fn one_line(message: &str) -> String {
    let line = message.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("it cannot be drawn");
    let line = line.trim_end_matches('.');
    let mut chars = line.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
