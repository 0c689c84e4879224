//! The way to this machine for others in the same network: its address, and a code that a phone can read.

use std::net::{IpAddr, Ipv4Addr, UdpSocket};

use clap::builder::styling::{AnsiColor, Style};
use qrcodegen::{QrCode, QrCodeEcc};

/// How many modules of white stand around a code; with fewer, readers do not find it.
const QUIET: i32 = 4;

/// Returns the address that this machine has in its network; `None` when it is in none.
pub(crate) fn address() -> Option<IpAddr> {
    // Nothing is sent: the system only says from where it would send to this address, which is for documentation.
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let ip = socket.local_addr().ok()?.ip();
    (!ip.is_loopback() && !ip.is_unspecified()).then_some(ip)
}

/// Returns `text` as a QR code of lines for the terminal; `None` when it is too long for one.
pub(crate) fn code(text: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    // Black on white whatever the terminal is. Where colours are stripped, it is inverted, which phones read too.
    let style = Style::new().fg_color(Some(AnsiColor::BrightWhite.into())).bg_color(Some(AnsiColor::Black.into()));
    let (from, to) = (-QUIET, code.size() + QUIET);
    // A character is two modules high.
    let rows = (from..to).step_by(2).map(|y| {
        let row: String = (from..to).map(|x| block(is_light(&code, x, y), is_light(&code, x, y + 1))).collect();
        format!("   {style}{row}{style:#}\n")
    });
    Some(rows.collect())
}

fn is_light(code: &QrCode, x: i32, y: i32) -> bool {
    // What is outside of the code is light.
    !code.get_module(x, y)
}

/// Returns the character with a light upper and lower half.
fn block(upper: bool, lower: bool) -> char {
    match (upper, lower) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_square_with_its_three_corners() {
        let text = code("http://192.168.1.20:4321/repo/").unwrap();
        let plain = anstream::adapter::strip_str(&text).to_string();
        let rows: Vec<Vec<char>> = plain.lines().map(|line| line.trim_start_matches("   ").chars().collect()).collect();
        let width = rows[0].len();
        assert!(rows.iter().all(|row| row.len() == width), "{plain}");
        assert_eq!(rows.len(), width.div_ceil(2), "{plain}");
        // Each module from the characters again, to look at the corners.
        let is_dark = |x: usize, y: usize| match rows[y / 2][x] {
            '█' => false,
            '▀' => !y.is_multiple_of(2),
            '▄' => y.is_multiple_of(2),
            _ => true,
        };
        let far = width - 4 - 7;
        for (left, top) in [(4, 4), (far, 4), (4, far)] {
            let finder: String = (0..7).map(|x| if is_dark(left + x, top + 3) { '#' } else { '.' }).collect();
            assert_eq!(finder, "#.###.#", "{plain}");
            assert!((0..7).all(|x| is_dark(left + x, top)), "{plain}");
        }
        assert!((0..width).all(|x| !is_dark(x, 0) && !is_dark(0, x)), "{plain}");
    }

    #[test]
    fn what_is_too_long_has_no_code() {
        assert_eq!(code(&"x".repeat(5000)), None);
    }
}
