//! What follows from an accent: its twin for the dark scheme, soft grounds, the steps of the calendar, the colour of
//! functions in code.
//!
//! All of them keep the hue of the accent and vary lightness and chroma in Oklab, where equal steps look equal. The
//! lightnesses are those of the default theme's own teal, so that another accent looks as settled as that one.

use super::{Tokens, contrast};
use crate::color::contrast::{Need, nearest};
use crate::color::{Lch, Pair, Rgb};

/// The tokens that follow from the accent.
pub(super) const NAMES: [&str; 9] = [
    "accent-soft",
    "accent-strong",
    "on-accent",
    "scale-1",
    "scale-2",
    "scale-3",
    "scale-4",
    "code-function",
    "code-mark",
];

/// Where the search for the dark twin begins: light, and less vivid than on paper, where more chroma glares.
const DARK: (f64, f64) = (0.83, 0.11);

/// Returns the accent of the dark scheme for that of the light one: the same hue, light enough for its grounds.
pub(super) fn dark(light: Rgb, needs: &[Need]) -> Rgb {
    let own = light.lch();
    let twin = Lch { lightness: DARK.0, chroma: own.chroma.min(DARK.1), ..own }.rgb();
    nearest(twin, needs).unwrap_or(twin)
}

/// Returns what follows from the accent of `tokens`.
pub(super) fn derived(tokens: &Tokens) -> Vec<(&'static str, Pair<Rgb>)> {
    let Some(accent) = tokens.get("accent").map(|token| token.color) else { return Vec::new() };
    let both = |light: (f64, f64, f64), dark: (f64, f64, f64)| Pair {
        light: varied(accent.light, light),
        dark: varied(accent.dark, dark),
    };
    let code_mark = both((0.955, 0.25, 0.02), (0.275, 0.4, 0.03));
    let mut with_mark = tokens.clone();
    with_mark.insert("code-mark".to_owned(), super::Token { color: code_mark, origin: super::Origin::Derived });
    with_mark.insert("code-function".to_owned(), super::Token { color: accent, origin: super::Origin::Derived });
    let needs = contrast::needs(&with_mark, "code-function");
    let code_function = Pair {
        light: nearest(accent.light, &needs.light).unwrap_or(accent.light),
        dark: nearest(accent.dark, &needs.dark).unwrap_or(accent.dark),
    };
    vec![
        ("accent-soft", both((0.94, 0.25, 0.025), (0.3, 0.45, 0.045))),
        ("accent-strong", Pair { light: lighter(accent.light, -0.1), dark: lighter(accent.dark, 0.07) }),
        ("on-accent", Pair { light: Rgb::WHITE, dark: varied(accent.dark, (0.2, 0.3, 0.025)) }),
        ("scale-1", both((0.87, 0.6, 0.06), (0.37, 0.6, 0.06))),
        ("scale-2", both((0.74, 1.1, 0.1), (0.49, 0.9, 0.09))),
        ("scale-3", both((0.57, 1.2, 0.13), (0.65, 1.0, 0.12))),
        ("scale-4", accent),
        ("code-function", code_function),
        ("code-mark", code_mark),
    ]
}

/// Returns a colour of the hue of `color`: its lightness, its share of the chroma, and at most how much chroma.
fn varied(color: Rgb, (lightness, share, most): (f64, f64, f64)) -> Rgb {
    let own = color.lch();
    Lch { lightness, chroma: (own.chroma * share).min(most), ..own }.rgb()
}

fn lighter(color: Rgb, by: f64) -> Rgb {
    let own = color.lch();
    Lch { lightness: (own.lightness + by).clamp(0.0, 1.0), ..own }.rgb()
}
