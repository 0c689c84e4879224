//! Strands: bundles of lines that cross like threads of a rope, one for each part of the stack.

use std::fmt::Write as _;

use super::{Chance, Cover, GROUND, WIDTH, coordinate, depth, smooth};

/// From one point of a strand to the next.
const STEP: f64 = 32.0;
/// More strands would be a tangle.
const MOST: usize = 4;
/// How many lines a strand has: a wide line with a narrower one of the ground on it makes two.
const LINES: [u8; 3] = [5, 3, 1];

pub(super) fn draw(cover: &Cover<'_>, chance: &mut Chance) -> String {
    let count = cover.stack.clamp(3, MOST);
    let mut drawn: String = (0..count).map(|index| strand(index, count, chance)).collect();
    let (width, ground) = (coordinate(WIDTH), coordinate(GROUND));
    let _ = write!(drawn, r#"<path class="veil" d="M0 {ground}H{width}V400H0z"/>"#);
    drawn
}

fn strand(index: usize, count: usize, chance: &mut Chance) -> String {
    let middle = 66.0 + chance.between(-14.0, 14.0);
    let swing = chance.between(22.0, 46.0);
    let waves = chance.between(0.8, 2.3) * std::f64::consts::TAU / WIDTH;
    let phase = chance.between(0.0, std::f64::consts::TAU);
    let drift = chance.between(-22.0, 22.0);
    let points: Vec<(f64, f64)> = (-1..=16)
        .map(|point| {
            let x = f64::from(point) * STEP;
            (x, middle + swing * (x * waves + phase).sin() + drift * (x / WIDTH - 0.5))
        })
        .collect();
    let (data, class) = (smooth(&points), depth(index, count));
    let line = |lines: &u8| {
        format!(r#"<path class="strand {class} w{lines}" d="{data}"/><path class="gap w{lines}" d="{data}"/>"#)
    };
    LINES.iter().map(line).collect()
}
