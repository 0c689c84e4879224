//! The frame of every chart and the few elements in it.

use super::number::coordinate;
use crate::render::label;

/// What a chart is called and how large it is.
pub(super) struct Frame<'a> {
    /// The start of its ids.
    pub(super) prefix: &'a str,
    /// The size of the viewBox.
    pub(super) size: (f64, f64),
    /// The name, unescaped.
    pub(super) title: &'a str,
    /// The description, unescaped.
    pub(super) description: &'a str,
}

/// Returns the `<svg>` element around `body`.
///
/// The name and the description are all that is read aloud. Text runs from left to right as an
/// element of the drawing, so that labels stay at their places on right-to-left pages; letters
/// within a label run in their own direction all the same.
pub(super) fn frame(frame: &Frame<'_>, body: &str) -> String {
    let id = id(frame.prefix);
    let (width, height) = (coordinate(frame.size.0), coordinate(frame.size.1));
    let (title, description) = (label::escape(frame.title), label::escape(frame.description));
    format!(
        r#"<svg viewBox="0 0 {width} {height}" role="img" aria-labelledby="{id}-title {id}-desc" direction="ltr"><title id="{id}-title">{title}</title><desc id="{id}-desc">{description}</desc><g aria-hidden="true">{body}</g></svg>"#
    )
}

/// Returns `prefix` without what may not stand in an id.
fn id(prefix: &str) -> String {
    let id: String = prefix.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    if id.is_empty() { "chart".to_owned() } else { id }
}

/// On which side of its place a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The text starts there.
    Start,
    /// The middle of the text is there.
    Middle,
    /// The text ends there.
    End,
}

/// Returns a `<text>` with its baseline at `y`; `class` may be empty.
pub(super) fn text(class: &str, anchor: Anchor, (x, y): (f64, f64), content: &str) -> String {
    let class = if class.is_empty() { String::new() } else { format!(r#" class="{class}""#) };
    let anchor = match anchor {
        Anchor::Start => "",
        Anchor::Middle => r#" text-anchor="middle""#,
        Anchor::End => r#" text-anchor="end""#,
    };
    format!(r#"<text{class} x="{}" y="{}"{anchor}>{}</text>"#, coordinate(x), coordinate(y), label::escape(content))
}

/// Returns a `<path>` along `points`, or nothing for fewer than two.
pub(super) fn line(class: &str, points: &[(f64, f64)]) -> String {
    if points.len() < 2 { String::new() } else { format!(r#"<path class="{class}" d="{}"/>"#, polyline(points)) }
}

/// Returns the path data along `points`, written with `H` and `V` where a coordinate repeats.
pub(super) fn polyline(points: &[(f64, f64)]) -> String {
    let mut last: Option<(String, String)> = None;
    let step = |(x, y): &(f64, f64)| {
        let (x, y) = (coordinate(*x), coordinate(*y));
        let step = match &last {
            None => format!("M{x} {y}"),
            Some((old_x, old_y)) if *old_x == x && *old_y == y => String::new(),
            Some((_, old_y)) if *old_y == y => format!("H{x}"),
            Some((old_x, _)) if *old_x == x => format!("V{y}"),
            Some(_) => format!("L{x} {y}"),
        };
        last = Some((x, y));
        step
    };
    points.iter().map(step).collect()
}

/// Returns a `<circle>`.
pub(super) fn circle(class: &str, (x, y): (f64, f64), radius: f64) -> String {
    format!(r#"<circle class="{class}" cx="{}" cy="{}" r="{}"/>"#, coordinate(x), coordinate(y), coordinate(radius))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_names_the_drawing_with_the_ids_of_its_prefix() {
        let drawn = Frame { prefix: "a b\"", size: (10.0, 5.5), title: "T & U", description: "<d>" };
        assert_eq!(
            frame(&drawn, ""),
            r#"<svg viewBox="0 0 10 5.5" role="img" aria-labelledby="ab-title ab-desc" direction="ltr"><title id="ab-title">T &amp; U</title><desc id="ab-desc">&lt;d&gt;</desc><g aria-hidden="true"></g></svg>"#
        );
    }

    #[test]
    fn lines_repeat_nothing() {
        let points = [(0.0, 1.0), (2.0, 1.0), (2.0, 3.0), (2.01, 3.0), (4.0, 5.0)];
        assert_eq!(polyline(&points), "M0 1H2V3L4 5");
    }
}
