//! The colours of badges.

use serde::Serialize;

/// The colour of the label half.
pub(super) const LABEL: Rgb = Rgb(0x55, 0x55, 0x55);

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

    /// Returns the colour as `#rrggbb`.
    pub fn hex(self) -> String {
        self.rgb().hex()
    }

    /// Returns the red, green and blue parts.
    pub(super) fn rgb(self) -> Rgb {
        match self {
            Self::Proven => Rgb(0x2e, 0x7d, 0x32),
            Self::Active => Rgb(0x0b, 0x6b, 0xcb),
            Self::Neutral => Rgb(0x5f, 0x63, 0x68),
            Self::Credential => Rgb(0x6a, 0x3f, 0xb5),
            Self::Attention => Rgb(0x9a, 0x5b, 0x00),
            Self::Broken => Rgb(0xb3, 0x26, 0x1e),
        }
    }
}

/// Red, green and blue of an sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rgb(pub(super) u8, pub(super) u8, pub(super) u8);

impl Rgb {
    /// Returns `#rgb` where that says it all, else `#rrggbb`.
    pub(super) fn hex(self) -> String {
        let Self(red, green, blue) = self;
        let doubled = |part: u8| part >> 4 == part & 0xf;
        if doubled(red) && doubled(green) && doubled(blue) {
            format!("#{:x}{:x}{:x}", red & 0xf, green & 0xf, blue & 0xf)
        } else {
            format!("#{red:02x}{green:02x}{blue:02x}")
        }
    }

    /// Returns the colours of text and of its shadow on this ground.
    ///
    /// Text turns dark above a brightness of 0.69, where brightness is the weighted sum
    /// (299 R + 587 G + 114 B) / 255 000 of the W3C's accessibility techniques.
    pub(super) fn text_and_shadow(self) -> (&'static str, &'static str) {
        let Self(red, green, blue) = self;
        let brightness = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
        if brightness > 255_000 / 100 * 69 { ("#333", "#ccc") } else { ("#fff", "#010101") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contrast with white by WCAG 2: 1.05 over the relative luminance plus 0.05.
    fn contrast_with_white(color: Rgb) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        1.05 / (0.2126 * linear(color.0) + 0.7152 * linear(color.1) + 0.0722 * linear(color.2) + 0.05)
    }

    #[test]
    fn white_text_is_readable_on_every_colour() {
        for color in Color::ALL {
            assert!(contrast_with_white(color.rgb()) >= 4.5, "{color:?}");
            assert_eq!(color.rgb().text_and_shadow(), ("#fff", "#010101"), "{color:?}");
        }
        assert!(contrast_with_white(LABEL) >= 4.5);
        assert_eq!(format!("{:.2}", contrast_with_white(Color::Proven.rgb())), "5.13");
    }

    #[test]
    fn text_on_a_bright_ground_is_dark() {
        assert_eq!(Rgb(255, 255, 255).text_and_shadow(), ("#333", "#ccc"));
        assert_eq!(Rgb(0xdf, 0xb3, 0x17).text_and_shadow(), ("#fff", "#010101"));
    }

    #[test]
    fn hex_is_as_short_as_it_can_be() {
        assert_eq!(LABEL.hex(), "#555");
        assert_eq!(Color::Proven.hex(), "#2e7d32");
    }
}
