//! Colours as authors write them: `#0b5fff`, `rgb(11 95 255)`, `hsl(…)`, `hwb(…)`, `oklch(…)`, or a name of CSS.

use std::str::FromStr as _;

pub use super::name::NAMES;
use super::{Lch, Rgb};

/// What is wrong with the text of a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// It is no colour.
    Unreadable,
    /// It lets through what is behind it, so that its contrast depends on that.
    Transparent,
}

/// Returns the colour that `text` says. An `oklch()` that no screen can show becomes the most vivid of its lightness and
/// hue, as in a browser.
///
/// # Errors
/// With what is wrong.
pub fn parse(text: &str) -> Result<Rgb, Mistake> {
    let text = text.trim();
    if let Some(parts) = text.strip_prefix("oklch(").and_then(|rest| rest.strip_suffix(')')) {
        return oklch(parts);
    }
    if text.eq_ignore_ascii_case("rebeccapurple") {
        return Ok(Rgb(0x66, 0x33, 0x99));
    }
    let color = svgtypes::Color::from_str(text).map_err(|_| Mistake::Unreadable)?;
    if color.alpha == 255 { Ok(Rgb(color.red, color.green, color.blue)) } else { Err(Mistake::Transparent) }
}

/// Reads `41% 0.07 215`: lightness as a number or in percent, chroma as a number or in percent of 0.4, hue in degrees.
fn oklch(parts: &str) -> Result<Rgb, Mistake> {
    if parts.contains('/') {
        return Err(Mistake::Transparent);
    }
    let parts: Vec<&str> = parts.split_whitespace().collect();
    let [lightness, chroma, hue] = parts.as_slice() else { return Err(Mistake::Unreadable) };
    let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite()).ok_or(Mistake::Unreadable);
    let share = |text: &str, whole: f64| match text.strip_suffix('%') {
        Some(percent) => number(percent).map(|percent| percent / 100.0 * whole),
        None => number(text),
    };
    let (lightness, chroma) = (share(lightness, 1.0)?, share(chroma, 0.4)?);
    let hue = number(hue.strip_suffix("deg").unwrap_or(hue))?;
    Ok(Lch::new(lightness.clamp(0.0, 1.0), chroma.max(0.0), hue).rgb())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_can_be_written_in_the_ways_of_css() {
        let same = ["#0a5160", "#0A5160", "rgb(10, 81, 96)", "rgb(10 81 96)", " #0a5160 ", "oklch(40.4% 0.069 215.6)"];
        for text in same {
            let color = parse(text).unwrap_or_else(|mistake| panic!("{text}: {mistake:?}"));
            assert!(color.distance(Rgb(0x0a, 0x51, 0x60)) < 0.004, "{text} is {color}");
        }
        assert_eq!(parse("teal"), Ok(Rgb(0, 128, 128)));
        assert_eq!(parse("#fff"), Ok(Rgb::WHITE));
        assert_eq!(parse("hsl(120, 100%, 25%)"), Ok(Rgb(0, 128, 0)));
        assert_eq!(parse("oklch(0.62796 0.25768 29.23deg)"), Ok(Rgb(255, 0, 0)));
    }

    #[test]
    fn what_is_no_colour_or_not_opaque_is_told_apart() {
        for text in
            ["", "#", "#12", "#ggg", "tael", "oklch(1 2)", "oklch(a b c)", "rgb(1 2 3", "0a5160", "oklch(NaN 0 0)"]
        {
            assert_eq!(parse(text), Err(Mistake::Unreadable), "{text}");
        }
        for text in ["#0a516080", "transparent", "rgba(1, 2, 3, 0.5)", "oklch(50% 0.1 20 / 50%)"] {
            assert_eq!(parse(text), Err(Mistake::Transparent), "{text}");
        }
    }

    #[test]
    fn every_name_is_a_colour() {
        assert_eq!(NAMES.split_whitespace().count(), 148);
        for name in NAMES.split_whitespace() {
            assert!(parse(name).is_ok(), "{name}");
        }
    }
}
