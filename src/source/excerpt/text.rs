//! Bytes of a file as a terminal may show them.

use crate::source::position::Position;

/// A character for private use, which `visible` lets nobody write.
pub(super) const STAND_IN: char = '\u{E000}';

/// Returns `text` with every control character made visible, except line breaks.
pub(super) fn visible(text: &str) -> String {
    text.split('\n').map(visible_line).collect::<Vec<_>>().join("\n")
}

/// Returns the bytes of one line as text in which nothing controls a terminal. Tabs stay: the
/// renderer knows how wide they are.
pub(super) fn visible_bytes(bytes: &[u8]) -> String {
    visible_line(&String::from_utf8_lossy(bytes))
}

fn visible_line(line: &str) -> String {
    line.chars().filter(|c| *c != '\u{FEFF}').map(visible_char).collect()
}

fn visible_char(c: char) -> char {
    match c {
        '\t' => c,
        // The "control pictures" of Unicode stand in the order of the characters they show.
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7F}' => '␡',
        // C1 controls, line separators, and marks that turn the direction of the text around.
        STAND_IN
        | '\u{80}'..='\u{9F}'
        | '\u{61C}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

/// Returns the position of the byte at `offset`, also in a file that is not UTF-8; an offset beyond
/// the end means the end.
pub(super) fn position(bytes: &[u8], offset: usize) -> Position {
    let offset = floor(bytes, offset);
    let start = line_start(bytes, offset);
    Position {
        line: line_number(bytes, offset),
        column: String::from_utf8_lossy(&bytes[start..offset]).chars().count() + 1,
    }
}

/// Returns the number of the line that `offset` is in, from 1.
#[expect(clippy::naive_bytecount, reason = "fast enough, and no crate more")]
pub(super) fn line_number(bytes: &[u8], offset: usize) -> usize {
    // Counted so, many bytes are looked at in one step: of a large file a thousand places may be told.
    bytes[..offset].iter().filter(|byte| **byte == b'\n').count() + 1
}

/// Returns where the line that `offset` is in begins.
pub(super) fn line_start(bytes: &[u8], offset: usize) -> usize {
    bytes[..offset].iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1)
}

/// Returns where the line that `offset` is in ends, before its line break.
pub(super) fn line_end(bytes: &[u8], offset: usize) -> usize {
    bytes[offset..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |newline| offset + newline)
}

/// Returns the nearest offset not after `offset` where a character begins.
pub(super) fn floor(bytes: &[u8], offset: usize) -> usize {
    let offset = offset.min(bytes.len());
    let is_inside = |at: &usize| bytes.get(*at).is_some_and(|byte| byte & 0xC0 == 0x80);
    (offset.saturating_sub(3)..=offset).rev().find(|at| !is_inside(at)).unwrap_or(offset)
}

/// Returns the offset `count` characters after `offset`, or the end of `bytes`.
pub(super) fn forward(bytes: &[u8], offset: usize, count: usize) -> usize {
    let is_start = |byte: &u8| byte & 0xC0 != 0x80;
    let mut starts = bytes[offset..].iter().enumerate().filter(|(_, byte)| is_start(byte));
    starts.nth(count).map_or(bytes.len(), |(index, _)| offset + index)
}

/// Returns the offset `count` characters before `offset`, or the start of `bytes`.
pub(super) fn backward(bytes: &[u8], offset: usize, count: usize) -> usize {
    (0..count).fold(offset, |at, _| if at == 0 { 0 } else { floor(bytes, at - 1) })
}
