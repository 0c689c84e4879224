//! The renderer's SVG as a page with a strict Content-Security-Policy can have it.
//!
//! Only shapes, texts and what they refer to are kept, with their geometry and classes. Colours, styles, scripts, links,
//! foreign content and ids that nothing refers to are left out; the ids that stay begin with the diagram's own.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::content::markdown::escape;
use crate::words::{Key, Words, word};

/// The most bytes of a drawing.
const MAX_DRAWING: usize = 1024 * 1024;
/// The height of a line of text.
const LINE: f64 = 24.0;
/// The line around a letter is behind it. An attribute, because checkers of stylesheets do not know the property.
const HALO: &str = " paint-order=\"stroke\"";
/// How many labels a description names.
const NAMED: usize = 12;

const KEPT: &[&str] = &[
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "marker", "defs",
    "clipPath",
];
/// Elements of which the content is kept.
const UNWRAPPED: &[&str] = &["a", "switch"];
const ATTRIBUTES: &[&str] = &[
    "class",
    "d",
    "points",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "dx",
    "dy",
    "width",
    "height",
    "transform",
    "text-anchor",
    "dominant-baseline",
    "alignment-baseline",
    "refX",
    "refY",
    "markerWidth",
    "markerHeight",
    "markerUnits",
    "orient",
    "viewBox",
    "preserveAspectRatio",
    "stroke-width",
    "stroke-dasharray",
    "font-weight",
    "font-style",
    "font-size",
    "rotate",
    "textLength",
    "lengthAdjust",
];
/// Attributes that refer to an id as `url(#id)`.
const REFERENCES: &[&str] = &["marker-start", "marker-mid", "marker-end", "clip-path"];

/// What a diagram is called.
pub(super) struct Names<'a> {
    /// What its ids begin with.
    pub(super) id: &'a str,
    /// What its kind is called.
    pub(super) kind: Key,
    /// Its kind as written, which becomes a class.
    pub(super) word: &'a str,
    /// The title that its author gave it.
    pub(super) title: Option<&'a str>,
    /// The description that its author gave it.
    pub(super) description: Option<&'a str>,
    /// The words of the site.
    pub(super) words: &'a Words,
}

/// Returns `svg` made fit for a page.
pub(super) fn rewrite(svg: &str, names: &Names) -> Result<String, String> {
    if svg.len() > MAX_DRAWING * 4 {
        return Err("the drawing is too large".to_owned());
    }
    let mut writer =
        Writer { names, ids: referenced(svg), out: String::new(), labels: Vec::new(), depth: 0, is_state: false };
    let mut reader = Reader::from_str(svg);
    // Of each open element whether it was written, and of which `skipped` are within one that is left out.
    let mut open: Vec<bool> = Vec::new();
    let mut skipped = 0_usize;
    let mut foreign: Option<Foreign> = None;
    loop {
        match reader.read_event().map_err(|error| format!("the drawing is broken: {error}"))? {
            Event::Eof => break,
            Event::Start(tag) => {
                let name = name_of(&tag);
                if skipped > 0 || is_left_out(&tag, &name) {
                    if name == "foreignObject" && skipped == 0 {
                        foreign = Some(Foreign::new(&tag));
                    }
                    skipped += 1;
                    continue;
                }
                let is_written = !UNWRAPPED.contains(&name.as_str());
                if is_written {
                    writer.open(&tag, &name, false);
                }
                open.push(is_written);
            }
            Event::Empty(tag) => {
                let name = name_of(&tag);
                if skipped == 0 && !is_left_out(&tag, &name) && !UNWRAPPED.contains(&name.as_str()) {
                    writer.open(&tag, &name, true);
                }
            }
            Event::End(_) if skipped > 0 => {
                skipped -= 1;
                if let Some(label) = foreign.take_if(|_| skipped == 0) {
                    writer.label(&label);
                }
            }
            Event::End(tag) if open.pop() == Some(true) => {
                let _ = write!(writer.out, "</{}>", tag.name().as_ref());
            }
            Event::Text(text) if skipped == 0 => writer.text(&text),
            Event::GeneralRef(reference) if skipped == 0 => {
                writer.text(&format!("&{};", &*reference));
            }
            Event::CData(text) if skipped == 0 => writer.text(&escape::text(&text)),
            Event::Text(text) => Foreign::push(&mut foreign, &text),
            Event::GeneralRef(reference) => Foreign::push(&mut foreign, &format!("&{};", &*reference)),
            _ => {}
        }
        if writer.out.len() > MAX_DRAWING {
            return Err("the drawing is too large".to_owned());
        }
    }
    if writer.out.is_empty() { Err("there is nothing to draw".to_owned()) } else { Ok(writer.finish()) }
}

fn name_of(tag: &BytesStart) -> String {
    tag.name().as_ref().to_owned()
}

/// Returns whether an element is left out with all that is in it, such as the line of today.
fn is_left_out(tag: &BytesStart, name: &str) -> bool {
    let is_clock = attribute(tag, "class").is_some_and(|class| class.split(' ').any(|class| class == "today"));
    is_clock || !(KEPT.contains(&name) || UNWRAPPED.contains(&name))
}

/// A label in HTML, of which the text is kept.
struct Foreign {
    width: f64,
    height: f64,
    text: String,
}

impl Foreign {
    fn new(tag: &BytesStart) -> Self {
        let number = |name: &str| attribute(tag, name).and_then(|value| value.parse().ok()).unwrap_or(0.0);
        Self { width: number("width"), height: number("height"), text: String::new() }
    }

    /// Adds a text, which is escaped.
    fn push(label: &mut Option<Self>, text: &str) {
        if let Some(label) = label {
            label.text.push_str(&unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned));
        }
    }

    /// Returns the text in as many lines as there is room for.
    fn lines(&self) -> Vec<String> {
        let words: Vec<&str> = self.text.split_whitespace().collect();
        let length: usize = words.iter().map(|word| word.chars().count() + 1).sum();
        let count = (self.height / LINE).round().clamp(1.0, 20.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "small and positive"
        )]
        let most = (length as f64 / count).ceil() as usize;
        let mut lines: Vec<String> = Vec::new();
        for word in words {
            match lines.last_mut().filter(|line| line.chars().count() < most && most > 0) {
                Some(line) if line.chars().count() + word.chars().count() <= most + 3 => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines
    }
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok().flatten()?;
    Some(unescape(&found.value).map_or_else(|_| found.value.to_string(), std::borrow::Cow::into_owned))
}

/// Returns the ids that something refers to, numbered.
fn referenced(svg: &str) -> BTreeMap<String, usize> {
    let mut ids = BTreeMap::new();
    for part in svg.split("url(").skip(1) {
        let place = part.split(')').next().unwrap_or_default().trim_matches(['"', '\'', ' ']);
        if let Some(id) = place.strip_prefix('#') {
            let next = ids.len() + 1;
            ids.entry(id.to_owned()).or_insert(next);
        }
    }
    ids
}

struct Writer<'a> {
    names: &'a Names<'a>,
    ids: BTreeMap<String, usize>,
    out: String,
    labels: Vec<String>,
    depth: usize,
    /// Whether the next label is that of a state, which the renderer puts at the side of the box.
    is_state: bool,
}

impl Writer<'_> {
    fn open(&mut self, tag: &BytesStart, name: &str, is_empty: bool) {
        let is_root = self.depth == 0 && name == "svg";
        let _ = write!(self.out, "<{name}");
        if is_root {
            self.root(tag);
        } else {
            self.attributes(tag);
        }
        if name == "text" {
            self.out.push_str(HALO);
        }
        self.out.push_str(if is_empty { "/>" } else { ">" });
        if is_root {
            // The title and the description take this place when all labels are known.
            self.out.push('\u{1}');
        }
        if matches!(name, "text") {
            self.labels.push(String::new());
        }
        self.depth += 1;
    }

    /// Writes the attributes of the whole: its size is that of its view box, so that it scrolls where it is too wide.
    fn root(&mut self, tag: &BytesStart) {
        let view_box = attribute(tag, "viewBox").unwrap_or_default();
        let numbers: Vec<f64> = view_box.split([' ', ',']).filter_map(|part| part.parse().ok()).collect();
        let _ = write!(self.out, " class=\"of-{}\" role=\"img\"", self.names.word);
        if let [_, _, width, height] = numbers.as_slice() {
            let view_box = escape::attribute(&view_box);
            let _ = write!(self.out, " viewBox=\"{view_box}\" width=\"{}\" height=\"{}\"", width.ceil(), height.ceil());
        }
        let id = self.names.id;
        let _ = write!(self.out, " aria-labelledby=\"{id}-t {id}-d\"");
    }

    fn attributes(&mut self, tag: &BytesStart) {
        if let Some(number) = attribute(tag, "id").and_then(|id| self.ids.get(&id).copied()) {
            let _ = write!(self.out, " id=\"{}-{number}\"", self.names.id);
        }
        let class = attribute(tag, "class").unwrap_or_default();
        let is_of_state = class == "label" && std::mem::take(&mut self.is_state);
        self.is_state |= class == "node statediagram-state";
        if is_of_state {
            let transform = attribute(tag, "transform").unwrap_or_default();
            let y = transform.split([',', ' ']).next_back().unwrap_or_default().trim_end_matches(')').parse::<f64>();
            let _ = write!(
                self.out,
                " class=\"label\" transform=\"translate(0, {})\" text-anchor=\"middle\"",
                y.unwrap_or(0.0)
            );
            return;
        }
        for name in ATTRIBUTES {
            if let Some(value) = attribute(tag, name).filter(|value| is_harmless(value)) {
                let _ = write!(self.out, " {name}=\"{}\"", escape::attribute(value.trim()));
            }
        }
        for name in ["fill", "stroke"] {
            if attribute(tag, name).as_deref() == Some("none") {
                let _ = write!(self.out, " {name}=\"none\"");
            }
        }
        for name in REFERENCES {
            let value = attribute(tag, name).unwrap_or_default();
            let id = value.trim().strip_prefix("url(").and_then(|rest| rest.strip_suffix(')'));
            let id = id.and_then(|id| id.trim_matches(['"', '\'', ' ']).strip_prefix('#'));
            if let Some(number) = id.and_then(|id| self.ids.get(id)) {
                let _ = write!(self.out, " {name}=\"url(#{}-{number})\"", self.names.id);
            }
        }
        self.style(&attribute(tag, "style").unwrap_or_default());
    }

    /// Writes the declarations of a style that are geometry as attributes; colours are the theme's.
    fn style(&mut self, style: &str) {
        for declaration in style.split(';') {
            let Some((property, value)) = declaration.split_once(':') else { continue };
            let (property, value) = (property.trim(), value.trim().trim_end_matches("!important").trim());
            let is_geometry = matches!(property, "text-anchor" | "dominant-baseline" | "stroke-dasharray");
            let is_nothing = matches!((property, value), ("fill" | "stroke" | "display", "none"));
            if (is_geometry || is_nothing) && is_harmless(value) {
                let _ = write!(self.out, " {property}=\"{}\"", escape::attribute(value));
            }
        }
    }

    /// Writes a text, which is escaped already.
    fn text(&mut self, text: &str) {
        let plain = unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned);
        escape::push_text(&mut self.out, &plain);
        if let Some(label) = self.labels.last_mut() {
            label.push_str(&plain);
            label.push(' ');
        }
    }

    /// Writes a label in HTML as text, in the middle of its place.
    fn label(&mut self, label: &Foreign) {
        let lines = label.lines();
        if lines.is_empty() {
            return;
        }
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let first = label.height / 2.0 + 5.5 - LINE * 0.85 * (lines.len() as f64 - 1.0) / 2.0;
        let (x, line_height) = (label.width / 2.0, LINE * 0.85);
        let _ = write!(self.out, "<text x=\"{x}\" y=\"{first}\" text-anchor=\"middle\"{HALO}>");
        for (index, line) in lines.iter().enumerate() {
            let dy = if index == 0 { 0.0 } else { line_height };
            let _ = write!(self.out, "<tspan x=\"{x}\" dy=\"{dy}\">{}</tspan>", escape::text(line));
        }
        self.out.push_str("</text>");
        self.labels.push(lines.join(" "));
    }

    fn finish(self) -> String {
        let Names { id, kind, title, description, words, .. } = *self.names;
        let kind = words.text(kind);
        let title = escape::text(title.unwrap_or(kind));
        let description = match description {
            Some(description) => escape::text(description),
            None => escape::text(&described(words, kind, &self.labels)),
        };
        let names = format!("<title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{description}</desc>");
        self.out.replacen('\u{1}', &names, 1)
    }
}

/// Returns whether a value refers to nothing outside.
fn is_harmless(value: &str) -> bool {
    !value.contains("url(") && !value.contains("javascript:") && value.len() <= 100_000
}

/// Returns what a diagram of that kind shows, by its labels.
fn described(words: &Words, kind: &str, labels: &[String]) -> String {
    let mut seen: Vec<String> = Vec::new();
    let mut more = 0;
    for label in labels {
        let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
        if label.is_empty() || seen.contains(&label) {
            continue;
        }
        if seen.len() < NAMED { seen.push(label) } else { more += 1 }
    }
    if seen.is_empty() {
        return kind.to_owned();
    }
    let labels = seen.join(words.text(word!("list.semicolon")));
    let key = if more == 0 { word!("diagram.labels") } else { word!("diagram.labels_more") };
    words.with(key, &[("kind", kind), ("labels", &labels)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names<'static> {
        let kind = word!("diagram.flowchart");
        Names { id: "D1", kind, word: "graph", title: None, description: None, words: Words::english() }
    }

    #[track_caller]
    fn check(svg: &str, expected: &str) {
        assert_eq!(rewrite(svg, &names()).as_deref(), Ok(expected));
    }

    #[test]
    fn only_shapes_and_texts_without_colours_are_kept() {
        check(
            "<svg id=\"x\" viewBox=\"0 0 10.5 20\" style=\"max-width:1px\"><style>a{}</style><script>b</script>\
             <g class=\"node\" onclick=\"x()\" id=\"y\" style=\"fill:red; text-anchor: middle\"><a href=\"javascript:x()\">\
             <rect fill=\"#fff\" stroke=\"none\" width=\"1\"/></a><text>a &lt; b</text></g></svg>",
            "<svg class=\"of-graph\" role=\"img\" viewBox=\"0 0 10.5 20\" width=\"11\" height=\"20\" aria-labelledby=\"D1-t D1-d\">\
             <title id=\"D1-t\">Flowchart</title><desc id=\"D1-d\">Flowchart with the labels: a &lt; b.</desc>\
             <g class=\"node\" text-anchor=\"middle\"><rect width=\"1\" stroke=\"none\"/><text paint-order=\"stroke\">a &lt; b</text></g></svg>",
        );
    }

    #[test]
    fn ids_are_the_diagrams_own_and_only_where_something_refers_to_them() {
        check(
            "<svg viewBox=\"0 0 1 1\"><marker id=\"m\"/><path id=\"p\" marker-end=\"url(#m)\" marker-start=\"url(https://x.org/#m)\"/></svg>",
            "<svg class=\"of-graph\" role=\"img\" viewBox=\"0 0 1 1\" width=\"1\" height=\"1\" aria-labelledby=\"D1-t D1-d\">\
             <title id=\"D1-t\">Flowchart</title><desc id=\"D1-d\">Flowchart</desc>\
             <marker id=\"D1-1\"/><path marker-end=\"url(#D1-1)\"/></svg>",
        );
    }

    #[test]
    fn labels_in_html_become_text() {
        let svg = "<svg viewBox=\"0 0 1 1\"><foreignObject width=\"100\" height=\"24\"><div><script>x</script><p>a &amp; b</p></div></foreignObject>\
                   <foreignObject width=\"0\" height=\"0\"><p></p></foreignObject></svg>";
        let html = rewrite(svg, &names()).unwrap();
        assert!(html.contains("<text x=\"50\" y=\"17.5\" text-anchor=\"middle\" paint-order=\"stroke\"><tspan x=\"50\" dy=\"0\">xa &amp; b</tspan></text></svg>"), "{html}");
        assert!(!html.contains("foreignObject"), "{html}");
    }

    #[test]
    fn what_would_be_a_broken_picture_is_an_error() {
        for svg in ["<svg><g></svg>", ""] {
            assert!(rewrite(svg, &names()).is_err(), "{svg}");
        }
    }
}
