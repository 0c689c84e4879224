//! Colours as numbers: what an author writes, what a screen shows, how far two are apart, and how well one is read on
//! another. Plain arithmetic that knows nothing of sites; imports nothing.
//!
//! A colour is an [`Rgb`] of the sRGB space, the one that `#rrggbb` is in. [`parse`] reads it in the ways of CSS.
//! [`oklab`] takes it apart into lightness, chroma and hue, in which equal steps look equal; there colours are varied
//! and compared. [`contrast`] is that of WCAG 2, and finds the nearest colour that is read well enough.

pub mod contrast;
mod name;
pub mod oklab;
pub mod parse;

use serde::{Serialize, Serializer};

pub use oklab::Lch;

/// Red, green and blue of an sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// White.
    pub const WHITE: Self = Self(0xff, 0xff, 0xff);

    /// Returns red, green and blue as amounts of light from 0 to 1, where `#rrggbb` has steps that look even.
    pub fn linear(self) -> [f64; 3] {
        [self.0, self.1, self.2].map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// Returns the colour of these amounts of light; amounts that no screen can show become the nearest that it can.
    pub fn from_linear(linear: [f64; 3]) -> Self {
        let [red, green, blue] = linear.map(|part| {
            let part = part.clamp(0.0, 1.0);
            let part = if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 };
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
            let byte = (part * 255.0).round() as u8;
            byte
        });
        Self(red, green, blue)
    }
}

impl std::fmt::Display for Rgb {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl Serialize for Rgb {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A value for the light and one for the dark scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Pair<T> {
    /// On light ground.
    pub light: T,
    /// On dark ground.
    pub dark: T,
}

impl<T> Pair<T> {
    /// Returns both values with the names of their schemes, light first.
    pub fn schemes(&self) -> [(&'static str, &T); 2] {
        [("light", &self.light), ("dark", &self.dark)]
    }
}

impl Pair<Rgb> {
    /// Returns the pair as CSS has it.
    pub fn css(self) -> String {
        format!("light-dark({}, {})", self.light, self.dark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_survives_the_way_to_light_and_back() {
        for byte in 0..=255 {
            let color = Rgb(byte, 255 - byte, 128);
            assert_eq!(Rgb::from_linear(color.linear()), color);
        }
        assert_eq!(Rgb(0x0a, 0x51, 0x60).to_string(), "#0a5160");
    }
}
