//! Lightness, chroma and hue: the Oklab space of Björn Ottosson (2020) in polar form, as CSS Color 4 has it in `oklch()`.
//!
//! Lightness goes from 0 to 1, chroma from 0 (grey) to about 0.32 within sRGB, hue is an angle in degrees. Equal
//! distances look about equally far apart, and a colour keeps its hue when its lightness changes.

use super::Rgb;

/// How far beyond 0 and 1 an amount of light may be and still count as one that a screen shows: rounding, no more.
const SLACK: f64 = 1e-6;

/// A colour as lightness, chroma and hue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lch {
    /// From 0, black, to 1, white.
    pub lightness: f64,
    /// How far from grey.
    pub chroma: f64,
    /// In degrees.
    pub hue: f64,
}

impl Rgb {
    /// Returns the colour in Oklab: lightness, green to red, blue to yellow.
    pub fn oklab(self) -> [f64; 3] {
        let [red, green, blue] = self.linear();
        let l = (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
        let m = (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
        let s = (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
        [
            0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
            1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
            0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
        ]
    }

    /// Returns lightness, chroma and hue.
    pub fn lch(self) -> Lch {
        let [lightness, a, b] = self.oklab();
        Lch { lightness, chroma: a.hypot(b), hue: b.atan2(a).to_degrees().rem_euclid(360.0) }
    }

    /// Returns how different two colours look: their distance in Oklab.
    pub fn distance(self, other: Self) -> f64 {
        let (one, other) = (self.oklab(), other.oklab());
        one.iter().zip(other).map(|(one, other)| (one - other).powi(2)).sum::<f64>().sqrt()
    }
}

impl Lch {
    /// Returns a colour.
    pub fn new(lightness: f64, chroma: f64, hue: f64) -> Self {
        Self { lightness, chroma, hue }
    }

    /// Returns the amounts of red, green and blue light, some of which no screen may be able to show.
    fn linear(self) -> [f64; 3] {
        let (green_red, blue_yellow) =
            (self.chroma * self.hue.to_radians().cos(), self.chroma * self.hue.to_radians().sin());
        let l = (self.lightness + 0.396_337_777_4 * green_red + 0.215_803_757_3 * blue_yellow).powi(3);
        let m = (self.lightness - 0.105_561_345_8 * green_red - 0.063_854_172_8 * blue_yellow).powi(3);
        let s = (self.lightness - 0.089_484_177_5 * green_red - 1.291_485_548_0 * blue_yellow).powi(3);
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
        ]
    }

    /// Returns the colour on a screen, if a screen can show it.
    pub fn shown(self) -> Option<Rgb> {
        let linear = self.linear();
        let fits = linear.iter().all(|part| (-SLACK..=1.0 + SLACK).contains(part));
        fits.then(|| Rgb::from_linear(linear))
    }

    /// Returns the colour on a screen, with the highest chroma up to its own that a screen can show at this lightness.
    pub fn rgb(self) -> Rgb {
        if let Some(color) = self.shown() {
            return color;
        }
        let (mut grey, mut vivid) = (0.0, self.chroma);
        for _ in 0..24 {
            let middle = f64::midpoint(grey, vivid);
            if (Self { chroma: middle, ..self }).shown().is_some() { grey = middle } else { vivid = middle }
        }
        Rgb::from_linear(Self { chroma: grey, ..self }.linear())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of CSS Color 4 and of the paper, to the digits that are printed there.
    #[test]
    fn known_colours_have_their_known_lightness_chroma_and_hue() {
        let known = [
            (Rgb(255, 0, 0), 0.627_96, 0.257_68, 29.23),
            (Rgb(0, 255, 0), 0.866_44, 0.294_83, 142.50),
            (Rgb(0, 0, 255), 0.452_01, 0.313_21, 264.05),
            (Rgb(255, 255, 0), 0.967_98, 0.211_01, 109.77),
            (Rgb(0, 128, 0), 0.519_75, 0.176_86, 142.50),
        ];
        for (color, lightness, chroma, hue) in known {
            let lch = color.lch();
            assert!((lch.lightness - lightness).abs() < 1e-4, "{color} {lch:?}");
            assert!((lch.chroma - chroma).abs() < 1e-4, "{color} {lch:?}");
            assert!((lch.hue - hue).abs() < 0.02, "{color} {lch:?}");
            assert_eq!(lch.rgb(), color);
        }
        assert!((Rgb::WHITE.lch().lightness - 1.0).abs() < 1e-4);
        assert!(Rgb(0, 0, 0).lch().lightness.abs() < 1e-9);
    }

    #[test]
    fn what_no_screen_shows_loses_chroma_and_keeps_lightness_and_hue() {
        let vivid = Lch::new(0.83, 0.4, 210.0);
        assert_eq!(vivid.shown(), None);
        let shown = vivid.rgb().lch();
        assert!((shown.lightness - 0.83).abs() < 0.005, "{shown:?}");
        assert!((shown.hue - 210.0).abs() < 2.0, "{shown:?}");
    }

    #[test]
    fn distance_is_none_to_itself_and_one_from_black_to_white() {
        assert!(Rgb(1, 2, 3).distance(Rgb(1, 2, 3)) < 1e-12);
        assert!((Rgb(0, 0, 0).distance(Rgb::WHITE) - 1.0).abs() < 1e-4);
    }
}
