//! Covers that are drawn from a project's data, for projects that have no picture.
//!
//! A cover is inline SVG with classes only: its colours are the theme's, so it follows light, dark, print and forced
//! colours. Above is a pattern, one of three (`ridges`, `discs`, `strands`), in which features make the hills or the
//! discs, and the stack makes the strands; below is the project's own path, with a mark for each feature that is filled
//! once the feature is proven. It is decoration: everything that it shows is said in words beside it.
//!
//! The same project always has the same cover, and no two projects have the same: chance comes from the address of the
//! project.

mod discs;
mod ridges;
mod strands;

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::chart::coordinate;

/// The size of the viewBox.
const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 180.0;
/// How far down the pattern may reach.
const GROUND: f64 = 132.0;
/// How far down the path is.
const PATH: f64 = 156.0;
/// What is free on both sides of the path.
const MARGIN: f64 = 26.0;
/// A cover shows no more features, and no more parts of a stack: they would not be told apart.
const MOST: usize = 8;

/// What a cover is drawn from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover<'a> {
    /// What tells the project from all others: its address.
    pub name: &'a str,
    /// Its place among the projects, the oldest first: neighbours have different patterns.
    pub place: usize,
    /// For each feature whether it is proven.
    pub features: Vec<bool>,
    /// How many parts its stack has.
    pub stack: usize,
    /// `released`, `active` or `archived`.
    pub status: &'static str,
}

/// Draws a cover.
///
/// Classes: `cover`, the pattern and the status on the drawing; `far`, `mid`, `near` lines by how near they are, which
/// hide what is behind them; `veil` hides without a line; `done` the path that is gone, `way` the rest; `mark` a feature
/// and `mark is-done` a proven one.
pub fn draw(cover: &Cover<'_>) -> String {
    let mut chance = Chance::of(cover.name);
    let (pattern, body) = match cover.place % 3 {
        0 => ("ridges", ridges::draw(cover, &mut chance)),
        1 => ("discs", discs::draw(cover, &mut chance)),
        _ => ("strands", strands::draw(cover, &mut chance)),
    };
    let (width, height) = (coordinate(WIDTH), coordinate(HEIGHT));
    format!(
        r#"<svg class="cover is-{pattern} is-{}" viewBox="0 0 {width} {height}" preserveAspectRatio="xMidYMid slice" aria-hidden="true">{body}{}</svg>"#,
        cover.status,
        path(cover)
    )
}

/// Returns the path with a mark for each feature; one mark for a project without features.
fn path(cover: &Cover<'_>) -> String {
    let is_over = cover.status == "released";
    let only = [is_over];
    let marks = if cover.features.is_empty() { &only[..] } else { &cover.features[..cover.features.len().min(MOST)] };
    let gap = (WIDTH - 2.0 * MARGIN) / number(marks.len() + 1);
    let place = |index: usize| MARGIN + gap * number(index + 1);
    let last = marks.iter().rposition(|is_proven| *is_proven);
    let until = if is_over { WIDTH - MARGIN } else { last.map_or(MARGIN + gap / 2.0, place) };
    let y = coordinate(PATH);
    let mut path = format!(r#"<path class="done" d="M{} {y}H{}"/>"#, coordinate(MARGIN), coordinate(until));
    if !is_over {
        let _ = write!(path, r#"<path class="way" d="M{} {y}H{}"/>"#, coordinate(until), coordinate(WIDTH - MARGIN));
    }
    for (index, is_proven) in marks.iter().enumerate() {
        let class = if *is_proven { "mark is-done" } else { "mark" };
        let _ = write!(path, r#"<circle class="{class}" cx="{}" cy="{y}" r="6.5"/>"#, coordinate(place(index)));
    }
    path
}

/// Returns how near something at `index` of `count` is, from behind to the front.
fn depth(index: usize, count: usize) -> &'static str {
    match index * 3 / count.max(1) {
        0 => "far",
        1 => "mid",
        _ => "near",
    }
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A smooth curve through the middles of `points`, as path data without what closes it.
fn smooth(points: &[(f64, f64)]) -> String {
    let Some((first, rest)) = points.split_first() else { return String::new() };
    let mut data = format!("M{} {}", coordinate(first.0), coordinate(first.1));
    for pair in rest.windows(2) {
        let ((x, y), (next_x, next_y)) = (pair[0], pair[1]);
        let middle = (f64::midpoint(x, next_x), f64::midpoint(y, next_y));
        let _ = write!(data, "Q{} {} {} {}", coordinate(x), coordinate(y), coordinate(middle.0), coordinate(middle.1));
    }
    if let Some((x, y)) = rest.last() {
        let _ = write!(data, "L{} {}", coordinate(*x), coordinate(*y));
    }
    data
}

/// Numbers that look like chance and are the same for the same name.
struct Chance(u64);

impl Chance {
    fn of(name: &str) -> Self {
        let digest = Sha256::digest(name.as_bytes());
        Self(digest.iter().take(8).fold(0, |seed, byte| seed << 8 | u64::from(*byte)))
    }

    /// Returns the next number from 0 up to 1, by the rule called splitmix64.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        // The upper 24 bits fit a fraction exactly.
        f64::from(u32::try_from(mixed >> 40).unwrap_or(0)) / f64::from(1_u32 << 24)
    }

    /// Returns a number from `low` up to `high`.
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.next()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use quick_xml::Reader;
    use quick_xml::events::Event;

    use super::*;

    fn cover(name: &str, place: usize, features: Vec<bool>, status: &'static str) -> String {
        draw(&Cover { name, place, features, stack: 3, status })
    }

    /// Panics unless `svg` is well-formed and without styles.
    fn check(svg: &str) {
        let mut reader = Reader::from_str(svg);
        while reader.read_event().expect("well-formed") != Event::Eof {}
        assert!(
            !svg.contains("NaN") && !svg.contains("inf") && !svg.contains("style=") && !svg.contains("id="),
            "{svg}"
        );
        assert!(svg.len() < 10_000, "{} bytes", svg.len());
    }

    #[test]
    fn a_project_keeps_its_cover_and_no_other_has_it() {
        for place in 0..3 {
            assert_eq!(cover("a", place, vec![true], "active"), cover("a", place, vec![true], "active"));
            assert_ne!(cover("a", place, vec![true], "active"), cover("b", place, vec![true], "active"));
        }
        assert_ne!(cover("a", 0, vec![], "active"), cover("a", 1, vec![], "active"));
    }

    #[test]
    fn a_mark_for_each_feature_is_filled_once_it_is_proven() {
        let svg = cover("a", 0, vec![true, false, true], "active");
        assert_eq!(svg.matches("class=\"mark is-done\"").count(), 2, "{svg}");
        assert_eq!(svg.matches("class=\"mark\"").count(), 1, "{svg}");
        assert_eq!(svg.matches("class=\"way\"").count(), 1, "what is ahead: {svg}");
        assert_eq!(cover("a", 0, vec![false], "released").matches("class=\"way\"").count(), 0);
    }

    proptest! {
        #[test]
        fn any_project_has_a_cover(
            name in ".{0,40}",
            place in 0_usize..6,
            features in proptest::collection::vec(any::<bool>(), 0..40),
            stack in 0_usize..60,
        ) {
            check(&draw(&Cover { name: &name, place, features, stack, status: "archived" }));
        }
    }
}
