//! Discs: circles in circles, those in front over those behind, a large disc for each feature.

use std::fmt::Write as _;

use super::{Chance, Cover, GROUND, MOST, WIDTH, coordinate, depth, number};

/// From one circle of a disc to the next.
const RING: f64 = 8.5;

/// A disc: its middle and its radius.
struct Disc {
    x: f64,
    y: f64,
    radius: f64,
}

pub(super) fn draw(cover: &Cover<'_>, chance: &mut Chance) -> String {
    let mut discs = discs(cover, chance);
    // What stands lower is nearer.
    discs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let count = discs.len();
    let drawn: String = discs.iter().enumerate().map(|(index, disc)| rings(disc, depth(index, count))).collect();
    let (width, ground) = (coordinate(WIDTH), coordinate(GROUND));
    format!(r#"{drawn}<path class="veil" d="M0 {ground}H{width}V400H0z"/>"#)
}

/// Returns a large disc for each feature, and small ones between and behind them.
fn discs(cover: &Cover<'_>, chance: &mut Chance) -> Vec<Disc> {
    let features = cover.features.iter().take(MOST);
    let count = number(features.len().max(1));
    let mut discs: Vec<Disc> = features
        .enumerate()
        .map(|(index, is_proven)| Disc {
            x: WIDTH * (number(index) + chance.between(0.25, 0.75)) / count,
            y: chance.between(96.0, 128.0),
            radius: if *is_proven { chance.between(64.0, 84.0) } else { chance.between(38.0, 52.0) },
        })
        .collect();
    for place in 0..6 {
        discs.push(Disc {
            x: WIDTH * (f64::from(place) + chance.between(0.1, 0.9)) / 6.0,
            y: chance.between(20.0, 118.0),
            radius: chance.between(28.0, 62.0),
        });
    }
    discs
}

fn rings(disc: &Disc, class: &str) -> String {
    let (x, y) = (coordinate(disc.x), coordinate(disc.y));
    let mut rings = String::new();
    let mut radius = disc.radius;
    while radius > 3.0 {
        let _ = write!(rings, r#"<circle class="{class}" cx="{x}" cy="{y}" r="{}"/>"#, coordinate(radius));
        radius -= RING;
    }
    rings
}
