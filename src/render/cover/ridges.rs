//! Ridges: lines of hills one behind the other, a hill for each feature.

use super::{Chance, Cover, GROUND, HEIGHT, MOST, WIDTH, coordinate, depth, number, smooth};

/// From one point of a line to the next, and the place of the last: one beyond the edge, as the first is, so that the
/// sides of a line are not seen.
const STEP: f64 = 20.0;
const POINTS: i32 = 25;
/// The number of lines.
const LINES: usize = 11;
/// The highest line, where it is flat.
const TOP: f64 = 58.0;

/// A hill: where it is, how wide, how high.
struct Hill {
    place: f64,
    width: f64,
    height: f64,
}

pub(super) fn draw(cover: &Cover<'_>, chance: &mut Chance) -> String {
    let hills = hills(cover, chance);
    (0..LINES).map(|index| line(index, &hills, chance)).collect()
}

/// Returns a hill for each feature, a higher one where it is proven, and one more for the horizon.
fn hills(cover: &Cover<'_>, chance: &mut Chance) -> Vec<Hill> {
    let features = cover.features.iter().take(MOST);
    let count = number(features.len().max(1));
    let mut hills: Vec<Hill> = features
        .enumerate()
        .map(|(index, is_proven)| Hill {
            place: WIDTH * (number(index) + chance.between(0.3, 0.7)) / count,
            width: chance.between(30.0, 58.0),
            height: if *is_proven { chance.between(44.0, 62.0) } else { chance.between(16.0, 28.0) },
        })
        .collect();
    hills.push(Hill { place: chance.between(60.0, 420.0), width: chance.between(70.0, 120.0), height: 18.0 });
    hills
}

fn line(index: usize, hills: &[Hill], chance: &mut Chance) -> String {
    let share = number(index) / number(LINES - 1);
    let base = TOP + (GROUND - TOP) * share;
    // Hills are highest in the middle of the view and lean a little as they come nearer.
    let swell = (1.0 - (share * 2.0 - 0.7).abs() * 0.55).max(0.15);
    let lean = (share - 0.5) * chance.between(20.0, 60.0);
    let (phase, pace) = (chance.between(0.0, 6.3), chance.between(0.02, 0.045));
    let points: Vec<(f64, f64)> = (-1..=POINTS)
        .map(|point| {
            let x = f64::from(point) * STEP;
            let rise: f64 =
                hills.iter().map(|hill| hill.height * (-((x - hill.place - lean) / hill.width).powi(2)).exp()).sum();
            let ripple = 2.4 * (x * pace + phase).sin();
            (x, base - rise * swell - ripple)
        })
        .collect();
    let class = depth(index, LINES);
    format!(r#"<path class="{class}" d="{}V{}H-{}z"/>"#, smooth(&points), coordinate(HEIGHT + STEP), coordinate(STEP))
}
