//! Paths as the destinations of links.

use std::fmt::Write as _;

use crate::content::markdown::written::Written;
use crate::site::link::{decode, has_scheme};

/// Returns the path of a destination that is relative to its file, with what stands behind it, such as `#heading`.
pub fn relative(destination: &str) -> Option<(String, &str)> {
    let is_relative = !has_scheme(destination) && !destination.starts_with(['/', '#', '?']);
    let end = destination.find(['#', '?']).unwrap_or(destination.len());
    let (path, rest) = destination.split_at(end);
    (is_relative && !path.is_empty()).then(|| (decode(path), rest))
}

/// Returns `path` as the destination at `place` of `file` is to be written, with the `rest` that the destination had.
pub fn written_as(file: &str, place: &Written, path: &str, rest: &str) -> String {
    let in_brackets = file[..place.range.start].ends_with('<');
    let old = &file[place.range.clone()];
    // What was written behind the path stays as it was, unless it was written in another way than it reads.
    let rest = if old.ends_with(rest) { rest.to_owned() } else { encode_but(rest, in_brackets, &['#', '?', '%', '&']) };
    encode(path, in_brackets) + &rest
}

/// Percent-encodes what would end a path in a destination, or mean something else there.
pub fn encode(path: &str, in_brackets: bool) -> String {
    encode_but(path, in_brackets, &[])
}

fn encode_but(text: &str, in_brackets: bool, kept: &[char]) -> String {
    let mut encoded = String::with_capacity(text.len());
    for c in text.chars() {
        let ends_it = matches!(c, ' ' | '(' | ')') && !in_brackets;
        let is_space = c.is_control() || (c.is_whitespace() && c != ' ');
        let has_meaning = "<>\\&%\"`|*$[]#?".contains(c) && !kept.contains(&c);
        if ends_it || is_space || has_meaning {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                // Writing to a string cannot fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        } else {
            encoded.push(c);
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_are_told_from_addresses() {
        assert_eq!(relative("../a%20b.md#x"), Some(("../a b.md".to_owned(), "#x")));
        for other in ["https://x.org/a.md", "mailto:a@b", "/a/", "#x", "", "//x.org"] {
            assert_eq!(relative(other), None, "{other}");
        }
    }

    #[test]
    fn what_would_end_a_destination_is_encoded() {
        assert_eq!(encode("a b (1)&é_x#.md", false), "a%20b%20%281%29%26é_x%23.md");
        assert_eq!(encode("a b (1).md", true), "a b (1).md");
        assert_eq!(decode(&encode("a%20[b]*.md", false)), "a%20[b]*.md");
    }
}
