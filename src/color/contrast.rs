//! How well a colour is read on another: the contrast ratio of WCAG 2, from 1 to 21, and the nearest colour that
//! reaches one.

use super::{Lch, Rgb};

/// What text needs for level AAA.
pub const TEXT: f64 = 7.0;
/// What strokes and areas of charts need here; level AA asks for 3.
pub const GRAPHICS: f64 = 4.5;
/// What the outline of a control needs for level AA.
pub const OUTLINE: f64 = 3.0;

/// The chroma below which a colour is grey.
const GREY: f64 = 0.002;

/// Steps on each axis of a search, on each side.
const STEPS: i32 = 110;

/// Returns the relative luminance, from 0 to 1.
fn luminance(color: Rgb) -> f64 {
    let [red, green, blue] = color.linear();
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Returns the contrast ratio of two colours; their order does not matter.
pub fn ratio(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Returns a ratio as text, cut off after two digits: what fails at 6.998 must not read as 7.00.
pub fn written(ratio: f64) -> String {
    format!("{:.2}:1", (ratio * 100.0).floor() / 100.0)
}

/// A ground that a colour stands on, and the ratio it needs there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Need {
    /// The ground.
    pub ground: Rgb,
    /// The ratio.
    pub ratio: f64,
}

/// Returns whether `color` is read on every ground.
pub fn passes(color: Rgb, needs: &[Need]) -> bool {
    needs.iter().all(|need| ratio(color, need.ground) >= need.ratio)
}

/// Returns the colour of the same hue that is read on every ground and looks least different, if there is one.
///
/// Lightness and chroma are varied: first lightness alone in coarse steps, which bounds the distance, then both in
/// fine steps within that bound.
pub fn nearest(color: Rgb, needs: &[Need]) -> Option<Rgb> {
    if passes(color, needs) {
        return Some(color);
    }
    let own = color.lch();
    let own = if own.chroma < GREY { Lch { chroma: 0.0, ..own } } else { own };
    let closer = |best: Option<(f64, Rgb)>, candidate: Rgb| {
        let distance = candidate.distance(color);
        let is_better = best.is_none_or(|(least, found)| (distance, candidate) < (least, found));
        if is_better && passes(candidate, needs) { Some((distance, candidate)) } else { best }
    };
    let coarse = (0..=400).map(|step| Lch { lightness: f64::from(step) / 400.0, ..own }.rgb());
    let bound = coarse.fold(None, closer)?;
    let is_grey = own.chroma < GREY;
    let step = bound.0 / f64::from(STEPS);
    let fine = (-STEPS..=STEPS).flat_map(|lighter| (-STEPS..=STEPS).map(move |more| (lighter, more)));
    let fine = fine.filter_map(|(lighter, more)| {
        let lightness = own.lightness + f64::from(lighter) * step;
        let chroma = own.chroma + f64::from(more) * step;
        // A grey has no hue to keep, and stays one.
        let chroma = if is_grey { 0.0 } else { chroma };
        let is_near = lighter * lighter + more * more <= STEPS * STEPS && chroma >= 0.0 && !(is_grey && more != 0);
        if is_near { Lch { lightness, chroma, hue: own.hue }.shown() } else { None }
    });
    fine.fold(Some(bound), closer).map(|(_, color)| color)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: [Rgb; 3] = [Rgb(0xfb, 0xfb, 0xf8), Rgb::WHITE, Rgb(0xf1, 0xf2, 0xed)];

    fn text_on(grounds: &[Rgb]) -> Vec<Need> {
        grounds.iter().map(|ground| Need { ground: *ground, ratio: TEXT }).collect()
    }

    /// Ratios that WCAG and its tools give for these.
    #[test]
    fn ratios_are_those_of_wcag() {
        assert_eq!(written(ratio(Rgb(0, 0, 0), Rgb::WHITE)), "21.00:1");
        assert_eq!(written(ratio(Rgb::WHITE, Rgb::WHITE)), "1.00:1");
        assert_eq!(written(ratio(Rgb(0x77, 0x77, 0x77), Rgb::WHITE)), "4.47:1");
        assert_eq!(written(ratio(Rgb(0x76, 0x76, 0x76), Rgb::WHITE)), "4.54:1");
        assert_eq!(written(ratio(Rgb(0x59, 0x59, 0x59), Rgb::WHITE)), "7.00:1");
        assert_eq!(written(ratio(Rgb(255, 0, 0), Rgb::WHITE)), "3.99:1");
        assert_eq!(written(6.998), "6.99:1");
    }

    /// For colours all around the circle: the suggestion passes, has the hue, and what lies a little nearer fails.
    #[test]
    fn the_nearest_colour_passes_and_a_nearer_one_does_not() {
        let needs = text_on(&PAPER);
        for hue in (0..360).step_by(15) {
            for lightness in [0.5, 0.65, 0.8] {
                let color = Lch::new(lightness, 0.15, f64::from(hue)).rgb();
                if passes(color, &needs) {
                    continue;
                }
                let found = nearest(color, &needs).expect("black passes");
                assert!(passes(found, &needs), "{color} {found}");
                let (own, new) = (color.lch(), found.lch());
                let turn = (own.hue - new.hue).abs();
                assert!(turn.min(360.0 - turn) < 4.0, "{color} {found}: {turn}");
                let nearer = Lch {
                    lightness: new.lightness + (own.lightness - new.lightness) * 0.04,
                    chroma: new.chroma + (own.chroma - new.chroma) * 0.04,
                    hue: own.hue,
                };
                assert!(!passes(nearer.rgb(), &needs), "{color} {found} {}", nearer.rgb());
            }
        }
    }

    #[test]
    fn a_light_colour_is_found_on_dark_ground_and_none_on_both() {
        let dark = text_on(&[Rgb(0x13, 0x16, 0x19), Rgb(0x20, 0x25, 0x2a)]);
        let found = nearest(Rgb(0x0a, 0x51, 0x60), &dark).expect("white passes");
        assert!(passes(found, &dark) && found.lch().lightness > 0.6, "{found}");
        assert_eq!(nearest(Rgb(1, 2, 3), &text_on(&[Rgb(0x77, 0x77, 0x77)])), None);
    }

    #[test]
    fn a_grey_stays_grey() {
        assert_eq!(nearest(Rgb(0x77, 0x77, 0x77), &text_on(&[Rgb::WHITE])), Some(Rgb(0x59, 0x59, 0x59)));
    }

    #[test]
    fn what_passes_is_its_own_nearest() {
        assert_eq!(nearest(Rgb(0x0a, 0x51, 0x60), &text_on(&PAPER)), Some(Rgb(0x0a, 0x51, 0x60)));
    }
}
