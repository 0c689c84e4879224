//! Custom properties in `:root` of a style sheet: reading them, and writing other values in their places.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::color::{Pair, Rgb, parse};

/// A custom property of `:root`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Declaration<'a> {
    /// Its name without `--`.
    pub(super) name: &'a str,
    /// Its value.
    pub(super) value: &'a str,
    /// Where the value is.
    pub(super) place: Range<usize>,
}

/// Returns the custom properties that `:root` has whatever the conditions: outside of every `@media` and the like, but
/// within cascade layers.
pub(super) fn declarations(css: &str) -> Vec<Declaration<'_>> {
    let mut found = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(next) = css[at..].find(['{', '}', ';', '"', '\'', '/']).map(|next| at + next) {
        at = next + 1;
        match css.as_bytes()[next] {
            b'{' => {
                open.push(css[start..next].trim());
                start = at;
            }
            b'}' => {
                declaration(css, start..next, &open, &mut found);
                open.pop();
                start = at;
            }
            b';' => {
                declaration(css, start..next, &open, &mut found);
                start = at;
            }
            b'/' if css[at..].starts_with('*') => {
                at = css[at..].find("*/").map_or(css.len(), |end| at + end + 2);
                if css[start..next].trim().is_empty() {
                    start = at;
                }
            }
            b'/' => {}
            quote => at = css[at..].find(char::from(quote)).map_or(css.len(), |end| at + end + 1),
        }
    }
    found
}

fn declaration<'a>(css: &'a str, range: Range<usize>, open: &[&str], found: &mut Vec<Declaration<'a>>) {
    let is_root = open
        .split_last()
        .is_some_and(|(last, outer)| *last == ":root" && outer.iter().all(|prelude| prelude.starts_with("@layer")));
    let text = &css[range.clone()];
    let Some((name, value)) = text.split_once(':').filter(|_| is_root) else { return };
    let Some(name) = name.trim().strip_prefix("--") else { return };
    let start = range.end - value.trim_start().len();
    let value = value.trim();
    found.push(Declaration { name, value, place: start..start + value.len() });
}

/// Returns the colours of `light-dark(#0a5160, #86d6e3)`, or of a colour that is the same in both schemes.
pub(super) fn pair(value: &str) -> Option<Pair<Rgb>> {
    let Some(both) = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')')) else {
        let color = parse::parse(value).ok()?;
        return Some(Pair { light: color, dark: color });
    };
    let mut depth = 0_i32;
    let comma = both.char_indices().find(|(_, c)| {
        depth += i32::from(*c == '(') - i32::from(*c == ')');
        *c == ',' && depth == 0
    });
    let (light, dark) = both.split_at(comma?.0);
    Some(Pair { light: parse::parse(light).ok()?, dark: parse::parse(&dark[1..]).ok()? })
}

/// Returns a sheet with other values for its custom properties; those that it does not have are added at its end.
pub(super) fn rewrite(css: &str, values: &BTreeMap<String, String>) -> String {
    let mut sheet = String::with_capacity(css.len());
    let (mut from, mut written) = (0, Vec::new());
    for one in declarations(css) {
        if let Some(value) = values.get(one.name) {
            sheet.push_str(&css[from..one.place.start]);
            sheet.push_str(value);
            from = one.place.end;
            written.push(one.name);
        }
    }
    sheet.push_str(&css[from..]);
    let more: Vec<_> = values.iter().filter(|(name, _)| !written.contains(&name.as_str())).collect();
    if !more.is_empty() {
        sheet.push_str("\n:root {\n");
        sheet.extend(more.iter().flat_map(|(name, value)| ["--", name, ": ", value, ";\n"]));
        sheet.push_str("}\n");
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "/* --a: 1; */ @layer tokens { /* x */ :root { color: red; --a: light-dark(#fff, rgb(1, 2, 3)); \
        --b: \"}; --a: 2\", 'x'; --c:3 } @media print { :root { --a: 4; } } .x { --a: 5; } }";

    #[test]
    fn properties_of_the_root_are_read_wherever_layers_put_them() {
        let read: Vec<_> = declarations(SHEET).iter().map(|one| (one.name, one.value)).collect();
        assert_eq!(read, [("a", "light-dark(#fff, rgb(1, 2, 3))"), ("b", "\"}; --a: 2\", 'x'"), ("c", "3")]);
        assert!(declarations(SHEET).iter().all(|one| &SHEET[one.place.clone()] == one.value));
    }

    #[test]
    fn values_are_written_in_place_and_what_is_new_at_the_end() {
        let values = [("a", "7"), ("z", "8")].map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let expected = format!("{}\n:root {{\n--z: 8;\n}}\n", SHEET.replacen("light-dark(#fff, rgb(1, 2, 3))", "7", 1));
        assert_eq!(rewrite(SHEET, &values), expected);
    }

    #[test]
    fn a_pair_is_two_colours_or_one_for_both() {
        let white_and_blue = Pair { light: Rgb::WHITE, dark: Rgb(1, 2, 3) };
        assert_eq!(pair("light-dark(#fff, rgb(1, 2, 3))"), Some(white_and_blue));
        assert_eq!(pair("white"), Some(Pair { light: Rgb::WHITE, dark: Rgb::WHITE }));
        for value in ["var(--x)", "light-dark(#fff)", "light-dark(#fff, #ggg)", "4px", ""] {
            assert_eq!(pair(value), None, "{value}");
        }
    }

    #[test]
    fn rubbish_is_read_to_its_end() {
        for css in ["{", "}", "}}}--a:1;", "\"", "/*", ":root{--a", ":root { --é: ü }", ":root{--a:}"] {
            let _ = declarations(css);
        }
    }
}
