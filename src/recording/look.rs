//! How text on a terminal looks, as classes.
//!
//! `f0` to `f15` are colours of letters, `b0` to `b15` of the ground, `i0` to `i15` and `in` letters and ground
//! exchanged; `bo` bold, `fa` faint, `it` italic, `un` underlined, `st` struck through. Any other of the many colours of
//! terminals becomes the nearest of the sixteen, so that a theme can keep all of them readable.

use avt::{Cell, Color, Pen};

use super::{Row, Run};

/// Returns the runs of a row, without the empty end.
pub(super) fn row(cells: &[Cell]) -> Row {
    let mut row = Row::new();
    for cell in cells.iter().filter(|cell| cell.width() > 0) {
        let (character, look) = (visible(cell.char()), look(cell.pen()));
        match row.last_mut() {
            Some(last) if last.look == look => last.text.push(character),
            _ => row.push(Run { text: character.to_string(), look }),
        }
    }
    while let Some(last) = row.last_mut().filter(|last| last.look.is_empty()) {
        let kept = last.text.trim_end_matches(' ').len();
        last.text.truncate(kept);
        if kept > 0 {
            break;
        }
        row.pop();
    }
    row
}

/// Returns the character, or one in its place where it cannot stand in a page.
fn visible(character: char) -> char {
    if character.is_control() || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') {
        '\u{fffd}'
    } else {
        character
    }
}

fn look(pen: &Pen) -> String {
    let mut look: Vec<String> = Vec::new();
    let marks = [
        (pen.is_bold(), "bo"),
        (pen.is_faint(), "fa"),
        (pen.is_italic(), "it"),
        (pen.is_underline(), "un"),
        (pen.is_strikethrough(), "st"),
    ];
    look.extend(marks.into_iter().filter(|(is_so, _)| *is_so).map(|(_, class)| class.to_owned()));
    let (letters, ground) = (pen.foreground().map(nearest), pen.background().map(nearest));
    if pen.is_inverse() {
        look.push(letters.map_or_else(|| "in".to_owned(), |colour| format!("i{colour}")));
    } else {
        look.extend(letters.map(|colour| format!("f{colour}")));
        look.extend(ground.map(|colour| format!("b{colour}")));
    }
    look.join(" ")
}

/// Returns the number of the nearest of the sixteen colours.
fn nearest(colour: Color) -> u8 {
    match colour {
        Color::Indexed(index @ 0..=15) => index,
        Color::Indexed(index @ 16..=231) => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            let index = index - 16;
            of_light(level(index / 36), level(index / 6 % 6), level(index % 6))
        }
        Color::Indexed(index) => {
            let grey = 8 + 10 * (index - 232);
            of_light(grey, grey, grey)
        }
        Color::RGB(light) => of_light(light.r, light.g, light.b),
    }
}

/// Returns the colour of the sixteen that has the same hue and is about as bright.
fn of_light(red: u8, green: u8, blue: u8) -> u8 {
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    if most - least < 40 {
        return match most {
            0..=54 => 0,
            55..=137 => 8,
            138..=219 => 7,
            _ => 15,
        };
    }
    // A part that is nearer to the brightest than to the darkest belongs to the hue.
    let half = u16::midpoint(most.into(), least.into());
    let has = |part: u8| u8::from(u16::from(part) > half);
    let hue = has(red) | has(green) << 1 | has(blue) << 2;
    if most > 215 && least > 80 { hue + 8 } else { hue }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_is_one_of_sixteen() {
        assert_eq!(nearest(Color::Indexed(9)), 9);
        assert_eq!(nearest(Color::Indexed(196)), 1, "a pure red");
        assert_eq!(nearest(Color::Indexed(244)), 8, "a grey");
        assert_eq!(nearest(Color::rgb(255, 255, 255)), 15);
        assert_eq!(nearest(Color::rgb(20, 160, 40)), 2);
        assert_eq!(nearest(Color::rgb(130, 200, 255)), 14);
        assert!((0..=255).all(|index| nearest(Color::Indexed(index)) < 16));
    }

    #[test]
    fn what_turns_text_around_is_shown_as_a_mark() {
        assert_eq!(visible('\u{202e}'), '\u{fffd}');
        assert_eq!(visible('é'), 'é');
    }
}
