//! The picture of a badge.
//!
//! The geometry is that of the "flat" style of shields.io: 20 px high, 5 px of room on both sides
//! of each text, text in tenths of a pixel with a shadow one pixel lower, and a faint gradient over
//! everything. The file stands by itself: no scripts, fonts or pictures from elsewhere, so that it
//! works behind the image proxies of code hosts.

use super::color::{LABEL, Tones, hex};
use super::width::of_badge_text;
use super::{Badge, BadgeId, accessible_text};
use crate::render::label;

/// The height of every badge, in pixels.
pub const HEIGHT: u32 = 20;

/// Room on each side of a text, in pixels.
const PADDING: u32 = 5;

/// Returns the width of `badge` in pixels.
pub fn width(badge: &Badge) -> u32 {
    let geometry = Geometry::of(badge);
    geometry.left + geometry.right
}

/// Returns `badge` as an SVG file without a line break at its end.
///
/// The ids in it end in the id of the badge, so that several badges can stand in one HTML page.
pub fn svg(badge: &Badge, tones: &Tones) -> String {
    let geometry = Geometry::of(badge);
    let (width, name) = (geometry.left + geometry.right, label::escape(&accessible_text(badge)));
    let definitions = definitions(&badge.id, width);
    let (ground, texts) = (ground(badge, geometry, tones), texts(badge, geometry));
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT}" role="img" aria-label="{name}"><title>{name}</title>{definitions}{ground}{texts}</svg>"#
    )
}

/// Returns the gradient and the clip path with the round corners.
fn definitions(id: &BadgeId, width: u32) -> String {
    format!(
        r##"<linearGradient id="s-{id}" x2="0" y2="100%"><stop offset="0" stop-color="#bbb" stop-opacity=".1"/><stop offset="1" stop-opacity=".1"/></linearGradient><clipPath id="r-{id}"><rect width="{width}" height="{HEIGHT}" rx="3" fill="#fff"/></clipPath>"##
    )
}

/// Returns the two coloured halves below the gradient.
fn ground(badge: &Badge, Geometry { left, right, .. }: Geometry, tones: &Tones) -> String {
    let (id, width, color) = (&badge.id, left + right, tones.rgb(badge.color));
    let (label, message) = (hex(if has_label(badge) { LABEL } else { color }), hex(color));
    format!(
        r#"<g clip-path="url(#r-{id})"><rect width="{left}" height="{HEIGHT}" fill="{label}"/><rect x="{left}" width="{right}" height="{HEIGHT}" fill="{message}"/><rect width="{width}" height="{HEIGHT}" fill="url(#s-{id})"/></g>"#
    )
}

/// The widths of a badge, in pixels.
#[derive(Debug, Clone, Copy)]
struct Geometry {
    label: u32,
    message: u32,
    left: u32,
    right: u32,
}

impl Geometry {
    fn of(badge: &Badge) -> Self {
        let label = label::clean(&badge.label);
        let message = of_badge_text(&label::clean(&badge.message));
        let right = message + 2 * PADDING;
        if label.is_empty() {
            return Self { label: 0, message, left: 0, right };
        }
        let label = of_badge_text(&label);
        Self { label, message, left: label + 2 * PADDING, right }
    }
}

/// Returns whether a badge has two halves; one without a label has a single colour.
fn has_label(badge: &Badge) -> bool {
    !label::clean(&badge.label).is_empty()
}

/// Returns the texts of both halves with their shadows.
///
/// The label stands one pixel right of its middle and the message one pixel left of it, towards
/// the seam; a message alone stands in the middle.
fn texts(badge: &Badge, geometry: Geometry) -> String {
    let Geometry { label, message, left, .. } = geometry;
    let label_x = 10 + 5 * label + 10 * PADDING;
    let message_x = 10 * left.saturating_sub(1) + 5 * message + 10 * PADDING;
    let label = text(&badge.label, label_x, label);
    let message = text(&badge.message, message_x, message);
    format!(
        r##"<g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" text-rendering="geometricPrecision" font-size="110">{label}{message}</g>"##
    )
}

/// Returns one text with its shadow, centred on `x` tenths of a pixel, or nothing for no text. It is white: every ground
/// is dark enough for that.
fn text(content: &str, x: u32, width: u32) -> String {
    let content = label::escape(content);
    if content.is_empty() {
        return content;
    }
    // Letters that are joined are stretched with the text: spaces would tear them apart. Numbers between them stand where
    // they are read, from right to left.
    let is_joined = content.chars().any(|c| matches!(c, '\u{600}'..='\u{8ff}' | '\u{fb50}'..='\u{fdff}'));
    let adjust = if is_joined { r#" direction="rtl" lengthAdjust="spacingAndGlyphs""# } else { "" };
    let length = 10 * width;
    format!(
        r##"<text aria-hidden="true" x="{x}" y="150" fill="#010101" fill-opacity=".3" transform="scale(.1)" textLength="{length}"{adjust}>{content}</text><text x="{x}" y="140" transform="scale(.1)" fill="#fff" textLength="{length}"{adjust}>{content}</text>"##
    )
}

#[cfg(test)]
mod tests {
    use super::super::{Color, sample};
    use super::*;
    use crate::theme::Look;

    fn drawn(badge: &Badge) -> String {
        svg(badge, &Tones::of(&Look::default()))
    }

    const BUILD_PASSING: &str = concat!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="88" height="20" role="img" aria-label="build: passing">"#,
        r#"<title>build: passing</title>"#,
        r##"<linearGradient id="s-build" x2="0" y2="100%"><stop offset="0" stop-color="#bbb" stop-opacity=".1"/>"##,
        r#"<stop offset="1" stop-opacity=".1"/></linearGradient>"#,
        r##"<clipPath id="r-build"><rect width="88" height="20" rx="3" fill="#fff"/></clipPath>"##,
        r##"<g clip-path="url(#r-build)"><rect width="37" height="20" fill="#555"/>"##,
        r##"<rect x="37" width="51" height="20" fill="#2e7d32"/>"##,
        r##"<rect width="88" height="20" fill="url(#s-build)"/></g>"##,
        r##"<g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" "##,
        r#"text-rendering="geometricPrecision" font-size="110">"#,
        r##"<text aria-hidden="true" x="195" y="150" fill="#010101" fill-opacity=".3" transform="scale(.1)" "##,
        r#"textLength="270">build</text>"#,
        r##"<text x="195" y="140" transform="scale(.1)" fill="#fff" textLength="270">build</text>"##,
        r##"<text aria-hidden="true" x="615" y="150" fill="#010101" fill-opacity=".3" transform="scale(.1)" "##,
        r#"textLength="410">passing</text>"#,
        r##"<text x="615" y="140" transform="scale(.1)" fill="#fff" textLength="410">passing</text>"##,
        r#"</g></svg>"#,
    );

    #[test]
    fn a_badge_is_drawn_to_the_byte() {
        assert_eq!(drawn(&sample("build", "passing")), BUILD_PASSING);
    }

    #[test]
    fn badges_are_as_wide_as_published() {
        for (label, message, pixels) in [
            ("build", "passing", 88),
            ("license", "AGPL-3.0", 108),
            ("hello", "sweet world", 114),
            ("Security+", "verified 2027-01", 166),
            ("progress", "9 of 42 proven", 148),
            ("month", "5 of 15", 94),
            ("robustness", "v0.2.0 · 3/3", 148),
        ] {
            let badge = sample(label, message);
            assert_eq!(width(&badge), pixels, "{label}|{message}");
            assert!(drawn(&badge).contains(&format!(r#"width="{pixels}" height="20" role="img""#)));
        }
    }

    #[test]
    fn a_badge_without_label_has_one_colour_and_its_text_in_the_middle() {
        let badge = Badge { color: Color::Credential, ..sample("", "passing") };
        let svg = drawn(&badge);
        assert_eq!(width(&badge), 51);
        assert!(svg.contains(r#"aria-label="passing""#), "{svg}");
        assert!(svg.contains(r#"x="255""#), "{svg}");
        assert!(!svg.contains("#555"), "{svg}");
        assert_eq!(svg.matches("<text").count(), 2);
    }

    #[test]
    fn arabic_runs_from_right_to_left() {
        let badge = drawn(&sample("التقدّم", "13 من 33 مُثبَت"));
        assert_eq!(badge.matches(r#"direction="rtl""#).count(), 4);
        assert!(!BUILD_PASSING.contains("direction"));
    }

    #[test]
    fn ids_differ_between_badges() {
        let (first, second) = (drawn(&sample("month", "5 of 15")), drawn(&sample("posts", "12")));
        assert!(first.contains(r#"id="r-month""#) && first.contains(r#"id="s-month""#));
        assert!(!second.contains("-month"));
    }

    #[test]
    fn hostile_text_stays_text_and_the_file_stays_xml() {
        let svg = drawn(&sample("<b>&\"'\u{0}\u{1b}", "</text><script>👩‍🔬 שלום\u{ffff}"));
        assert!(!svg.contains("<script") && !svg.contains("<b>") && !svg.contains('\0'));
        let mut reader = quick_xml::Reader::from_str(&svg);
        while reader.read_event().expect("well-formed") != quick_xml::events::Event::Eof {}
        assert_eq!(svg.matches("http").count(), 1, "no address but the namespace");
    }
}
