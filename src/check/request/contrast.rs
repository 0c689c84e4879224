//! Whether text stands out from its ground, as far as a style sheet says both.

use std::collections::BTreeMap;

use super::Site;
use super::gather::Gather;
use super::sheet::{self, Rule};
use crate::diagnostic::{Code, Span};

/// The least contrast of text, by WCAG 2.
const LEAST: f64 = 4.5;
/// How deep a variable may name another.
const DEPTH: usize = 8;

/// A scheme of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Light,
    Dark,
}

/// A rule whose text is too pale.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pale {
    selector: String,
    color: Color,
    ground: Color,
}

/// A colour: red, green and blue, from 0 to 255.
type Color = [u8; 3];

pub(super) fn check(site: &Site<'_>, gather: &mut Gather) {
    for (path, output) in site.outputs.iter().filter(|(path, _)| path.extension() == "css") {
        let rules = sheet::rules(&String::from_utf8_lossy(output.bytes()));
        let [light, dark] = [Scheme::Light, Scheme::Dark].map(|scheme| pale(&rules, scheme));
        let only = |found: &[Pale], other: &[Pale], name: &str| -> Vec<(Pale, String)> {
            let place =
                |pale: &Pale| if other.contains(pale) { String::new() } else { format!(" in the {name} scheme") };
            found.iter().map(|pale| (pale.clone(), place(pale))).collect()
        };
        let dark_only: Vec<Pale> = dark.iter().filter(|pale| !light.contains(pale)).cloned().collect();
        for (pale, scheme) in only(&light, &dark, "light").into_iter().chain(only(&dark_only, &[], "dark")) {
            let Pale { selector, color, ground } = &pale;
            let contrast = contrast(*color, *ground);
            let message =
                format!("`{selector}` sets {} on {}, a contrast of {contrast:.1}{scheme}", hex(*color), hex(*ground));
            let hint = format!("text needs a contrast of {LEAST} at least: set the two further apart");
            let span = place(site, selector);
            gather.on_page(Code::LowContrast, &message.clone(), path.as_str(), span, (message, hint));
        }
    }
}

/// Returns where a style sheet of the journal writes a selector.
fn place(site: &Site<'_>, selector: &str) -> Option<Span> {
    let sheets = site.sources.iter().filter(|(_, file)| file.path.extension() == "css");
    sheets.into_iter().find_map(|(id, _)| {
        let text = site.sources.text(id).ok()?;
        let at = text.match_indices(selector).map(|(at, _)| at);
        let mut heads = at.filter(|at| text[at + selector.len()..].trim_start().starts_with('{'));
        heads.next().map(|at| Span::new(id, at..at + selector.len()))
    })
}

/// Returns every rule whose text is too pale in `scheme`.
fn pale(rules: &[Rule], scheme: Scheme) -> Vec<Pale> {
    let shown: Vec<&Rule> = rules.iter().filter(|rule| is_for(rule, scheme)).collect();
    let mut variables = BTreeMap::new();
    for rule in shown.iter().filter(|rule| is_root(&rule.selector)) {
        variables.extend(rule.declarations.iter().filter(|(name, _)| name.starts_with("--")).cloned());
    }
    let page = shown.iter().filter(|rule| rule.selector == "body" || is_root(&rule.selector));
    let page = page.filter_map(|rule| ground(rule, &variables, scheme)).next_back();
    let mut pale = Vec::new();
    for rule in shown {
        let Some(color) = rule.get("color").and_then(|value| color(value, &variables, scheme, 0)) else { continue };
        let own = ground(rule, &variables, scheme);
        let has_other = rule.get("background").or(rule.get("background-color")).is_some();
        let is_plain = rule.selector.split(',').all(|one| one.trim().chars().all(|c| c.is_ascii_alphanumeric()));
        let Some(ground) = own.or_else(|| page.filter(|_| is_plain && !has_other)) else { continue };
        if contrast(color, ground) < LEAST {
            pale.push(Pale { selector: rule.selector.clone(), color, ground });
        }
    }
    pale
}

fn is_root(selector: &str) -> bool {
    selector.split(',').any(|one| matches!(one.trim(), ":root" | "html"))
}

/// Returns whether a rule is for a screen with that scheme, whatever its size.
fn is_for(rule: &Rule, scheme: Scheme) -> bool {
    rule.conditions.iter().all(|condition| {
        let condition = condition.to_ascii_lowercase();
        let has = |text: &str| condition.contains(text);
        if condition.starts_with("@layer") || condition.starts_with("@supports") {
            return true;
        }
        // What somebody has asked the browser for is theirs.
        let is_other = has("print") || has("forced-colors") || has("prefers-contrast") || has("keyframes");
        let is_dark = has("prefers-color-scheme: dark") || has("prefers-color-scheme:dark");
        let is_light = has("prefers-color-scheme: light") || has("prefers-color-scheme:light");
        let is_of_other = if scheme == Scheme::Light { is_dark } else { is_light };
        condition.starts_with("@media") && !is_other && !is_of_other
    })
}

fn ground(rule: &Rule, variables: &BTreeMap<String, String>, scheme: Scheme) -> Option<Color> {
    let value = rule.get("background-color").or_else(|| rule.get("background"))?;
    color(value, variables, scheme, 0)
}

/// Returns the colour that a value means, if it is one that does not depend on anything else.
fn color(value: &str, variables: &BTreeMap<String, String>, scheme: Scheme, depth: usize) -> Option<Color> {
    let value = value.trim().trim_end_matches("!important").trim_end();
    if depth > DEPTH {
        return None;
    }
    let again = |value: &str| color(value, variables, scheme, depth + 1);
    if let Some(arguments) = call(value, "var") {
        let (name, fallback) = arguments.split_once(',').map_or((arguments, None), |(name, rest)| (name, Some(rest)));
        return again(variables.get(name.trim()).map(String::as_str).or(fallback)?);
    }
    if let Some(arguments) = call(value, "light-dark") {
        let (light, dark) = halves(arguments)?;
        return again(if scheme == Scheme::Light { light } else { dark });
    }
    if let Some(arguments) = call(value, "rgb").or_else(|| call(value, "rgba")) {
        let mut numbers = arguments.split([',', ' ', '/']).filter(|part| !part.is_empty());
        let mut next = || numbers.next().and_then(|number| number.trim().parse::<u8>().ok());
        let rgb = [next()?, next()?, next()?];
        return numbers.next().is_none_or(|alpha| matches!(alpha.trim(), "1" | "100%")).then_some(rgb);
    }
    match value {
        "white" => Some([255, 255, 255]),
        "black" => Some([0, 0, 0]),
        _ => hexadecimal(value.strip_prefix('#')?),
    }
}

fn hexadecimal(digits: &str) -> Option<Color> {
    let digit = |at: usize| digits.get(at..=at).and_then(|digit| u8::from_str_radix(digit, 16).ok());
    match digits.len() {
        3 => Some([digit(0)? * 17, digit(1)? * 17, digit(2)? * 17]),
        6 => Some([digit(0)? * 16 + digit(1)?, digit(2)? * 16 + digit(3)?, digit(4)? * 16 + digit(5)?]),
        _ => None,
    }
}

/// Returns what stands between the brackets when `value` is a call of `name` and nothing else.
fn call<'a>(value: &'a str, name: &str) -> Option<&'a str> {
    let inner = value.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')')?;
    let mut depth = 0_i32;
    let is_one = inner.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0
    });
    is_one.then_some(inner)
}

/// Parts two arguments at the comma between them.
fn halves(arguments: &str) -> Option<(&str, &str)> {
    let mut depth = 0_i32;
    let comma = arguments.char_indices().find(|(_, c)| {
        depth += i32::from(*c == '(') - i32::from(*c == ')');
        depth == 0 && *c == ','
    })?;
    Some((&arguments[..comma.0], &arguments[comma.0 + 1..]))
}

/// Returns the contrast of two colours, as WCAG 2 defines it.
fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(color: Color) -> f64 {
    let linear = |channel: u8| {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = color.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn hex([red, green, blue]: Color) -> String {
    format!("`#{red:02x}{green:02x}{blue:02x}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selectors(css: &str, scheme: Scheme) -> Vec<String> {
        pale(&sheet::rules(css), scheme).into_iter().map(|pale| pale.selector).collect()
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 1e-9);
        assert!((contrast([0x76, 0x76, 0x76], [255, 255, 255]) - 4.54).abs() < 0.01);
    }

    #[test]
    fn pale_text_is_found_in_each_scheme() {
        let css = ":root { --text: light-dark(#111, #777); --bg: light-dark(#fff, #111) }\n\
            body { color: var(--text); background: var(--bg) } a { color: rgb(150 150 150) } .x { color: #999 }\n\
            .y { color: #888; background: #999 } @media print { p { color: #eee } }\n\
            @media (prefers-color-scheme: dark) { em { color: #222 } }";
        assert_eq!(selectors(css, Scheme::Light), ["a", ".y"]);
        assert_eq!(selectors(css, Scheme::Dark), ["body", ".y", "em"]);
    }

    #[test]
    fn what_cannot_be_computed_is_not_judged() {
        let css = "body { background: #fff } a { color: color-mix(in srgb, red, blue) } b { color: rgb(0 0 0 / 10%) }\n\
            i { color: var(--none) } u { color: #eee; background: url(a.png) }";
        assert!(selectors(css, Scheme::Light).is_empty());
    }
}
