//! The colours of badges.

use serde::Serialize;

use crate::color::Rgb;
use crate::color::contrast::{Need, nearest};
use crate::theme::Look;

/// The colour of the label half.
pub(super) const LABEL: Rgb = Rgb(0x55, 0x55, 0x55);

/// What white text needs of its ground for level AA.
const LEGIBLE: Need = Need { ground: Rgb::WHITE, ratio: 4.5 };

/// What the colour of a badge says; each is dark enough for white text at WCAG AA (4.5:1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Color {
    /// Shown by evidence: green.
    Proven,
    /// Going on now: blue.
    Active,
    /// A plain fact, such as a date or a count: grey.
    Neutral,
    /// Confirmed by an issuer: violet.
    Credential,
    /// Needs a look, such as a credential about to expire: brown.
    Attention,
    /// No longer true: red.
    Broken,
}

impl Color {
    /// Every colour, in the order of the gallery.
    pub const ALL: [Self; 6] =
        [Self::Proven, Self::Active, Self::Neutral, Self::Credential, Self::Attention, Self::Broken];

    /// Returns the colour of badges in a theme as it comes.
    fn usual(self) -> Rgb {
        match self {
            Self::Proven => Rgb(0x2e, 0x7d, 0x32),
            Self::Active => Rgb(0x0b, 0x6b, 0xcb),
            Self::Neutral => Rgb(0x5f, 0x63, 0x68),
            Self::Credential => Rgb(0x6a, 0x3f, 0xb5),
            Self::Attention => Rgb(0x9a, 0x5b, 0x00),
            Self::Broken => Rgb(0xb3, 0x26, 0x1e),
        }
    }

    /// Returns the token of the look that says the same; what an issuer confirms has a colour of its own in badges alone.
    fn token(self) -> Option<&'static str> {
        match self {
            Self::Proven => Some("good"),
            Self::Active => Some("accent"),
            Self::Neutral => Some("muted"),
            Self::Credential => None,
            Self::Attention => Some("attention"),
            Self::Broken => Some("bad"),
        }
    }
}

/// The colours of the badges of a site.
///
/// A badge stands on pages of others, so a theme as it comes leaves them at what readers know of badges. What the plan
/// or the journal chooses goes before that, as dark as white text needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tones([Rgb; Color::ALL.len()]);

impl Tones {
    /// Returns the colours in that look.
    pub fn of(look: &Look) -> Self {
        Self(Color::ALL.map(|color| {
            let chosen = color.token().and_then(|token| look.chosen(token)).map(|pair| pair.light);
            chosen.and_then(|chosen| nearest(chosen, &[LEGIBLE])).unwrap_or_else(|| color.usual())
        }))
    }

    /// Returns one of them.
    pub(super) fn rgb(&self, color: Color) -> Rgb {
        let place = Color::ALL.iter().position(|other| *other == color);
        place.map_or_else(|| color.usual(), |place| self.0[place])
    }
}

/// Returns `#rgb` where that says it all, else `#rrggbb`.
pub(super) fn hex(color: Rgb) -> String {
    let Rgb(red, green, blue) = color;
    let is_doubled = |part: u8| part >> 4 == part & 0xf;
    if is_doubled(red) && is_doubled(green) && is_doubled(blue) {
        format!("#{:x}{:x}{:x}", red & 0xf, green & 0xf, blue & 0xf)
    } else {
        color.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Pair;
    use crate::color::contrast::{passes, ratio, written};

    fn with_accent(accent: Rgb) -> Tones {
        let colors = |light: Rgb| [("accent".to_owned(), Pair { light, dark: Rgb::WHITE })].into();
        Tones::of(&Look { colors: colors(accent), shipped: colors(Rgb(0x0a, 0x51, 0x60)), ..Look::default() })
    }

    #[test]
    fn a_chosen_accent_is_that_of_badges_as_dark_as_white_text_needs_it() {
        let plum = Rgb(0x7a, 0x1f, 0x5c);
        assert_eq!(with_accent(plum).rgb(Color::Active), plum);
        assert_eq!(with_accent(Rgb(0x0a, 0x51, 0x60)).rgb(Color::Active), Color::Active.usual());
        for bright in [Rgb(0xff, 0xe0, 0x00), Rgb(0x86, 0xd6, 0xe3), Rgb::WHITE, Rgb(0xff, 0, 0)] {
            let tone = with_accent(bright).rgb(Color::Active);
            assert!(passes(tone, &[LEGIBLE]) && tone != Color::Active.usual(), "{tone}");
        }
    }

    #[test]
    fn white_text_is_readable_on_every_colour() {
        let usual = Tones::of(&Look::default());
        for color in Color::ALL {
            assert!(passes(usual.rgb(color), &[LEGIBLE]), "{color:?}");
            assert_eq!(usual.rgb(color), color.usual());
        }
        assert!(passes(LABEL, &[LEGIBLE]));
        assert_eq!(written(ratio(usual.rgb(Color::Proven), Rgb::WHITE)), "5.12:1");
    }

    #[test]
    fn hex_is_as_short_as_it_can_be() {
        assert_eq!(hex(LABEL), "#555");
        assert_eq!(hex(Color::Proven.usual()), "#2e7d32");
    }
}
