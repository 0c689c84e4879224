//! Which colour stands on which ground in a theme, what contrast it needs there, and which of those chosen fail.

use super::{Origin, Token, Tokens};
use crate::color::contrast::{GRAPHICS, Need, OUTLINE, TEXT, nearest, passes, ratio, written};
use crate::color::{Pair, Rgb};
use crate::diagnostic::{Code, Diagnostic, Span};

/// Each colour with the grounds on which it stands, and the ratio that it needs there.
const USES: &[(&str, &[&str], f64)] = &[
    (
        "text",
        &["bg", "surface", "sunken", "mark", "accent-soft", "good-soft", "attention-soft", "bad-soft", "code-mark"],
        TEXT,
    ),
    ("muted", &["bg", "surface", "sunken"], TEXT),
    ("accent", &["bg", "surface", "sunken"], TEXT),
    ("accent", &["accent-soft"], GRAPHICS),
    ("on-accent", &["accent"], TEXT),
    ("good", &["bg", "surface", "sunken", "good-soft"], TEXT),
    ("attention", &["bg", "surface", "sunken", "attention-soft"], TEXT),
    ("bad", &["bg", "surface", "sunken", "bad-soft"], TEXT),
    ("edge", &["bg", "surface", "sunken"], OUTLINE),
    ("code-keyword", CODE, TEXT),
    ("code-function", CODE, TEXT),
    ("code-string", CODE, TEXT),
    ("code-number", CODE, TEXT),
    ("code-comment", CODE, TEXT),
    ("code-type", CODE, TEXT),
];

/// The grounds of code: the block, marked lines, lines that were added and removed.
const CODE: &[&str] = &["sunken", "code-mark", "good-soft", "bad-soft"];

/// Takes the colour of a scheme.
type Pick = fn(&Pair<Rgb>) -> Rgb;

/// Returns the uses of a colour with the grounds as tokens.
fn uses<'a>(tokens: &'a Tokens, name: &str) -> impl Iterator<Item = (&'static str, &'a Token, f64)> {
    let uses = USES.iter().filter(move |(color, ..)| *color == name);
    uses.flat_map(|(_, grounds, ratio)| grounds.iter().map(|ground| (*ground, *ratio)))
        .filter_map(|(ground, ratio)| Some((ground, tokens.get(ground)?, ratio)))
}

/// Returns what a colour needs on each ground on which it stands, by scheme.
pub(super) fn needs(tokens: &Tokens, name: &str) -> Pair<Vec<Need>> {
    let need =
        |pick: Pick| uses(tokens, name).map(|(_, ground, ratio)| Need { ground: pick(&ground.color), ratio }).collect();
    Pair { light: need(|pair| pair.light), dark: need(|pair| pair.dark) }
}

/// Returns the colours that are not read well enough, each once for a scheme, on the ground where it is worst.
///
/// What the theme in use does not have is not checked: it does not show it. What follows from an accent that fails is not
/// either: one mistake, one message.
pub(super) fn check(tokens: &Tokens) -> Vec<Diagnostic> {
    let mut names: Vec<&str> = USES.iter().map(|(name, ..)| *name).collect();
    names.dedup();
    let is_derived = |name: &str| tokens.get(name).is_some_and(|token| token.origin == Origin::Derived);
    let (derived, chosen): (Vec<&str>, Vec<&str>) = names.into_iter().partition(|name| is_derived(name));
    let of = |names: Vec<&str>| names.into_iter().flat_map(|name| check_one(tokens, name)).collect::<Vec<_>>();
    let mut found = of(chosen);
    if check_one(tokens, "accent").is_empty() {
        found.extend(of(derived));
    }
    found
}

fn check_one(tokens: &Tokens, name: &str) -> Vec<Diagnostic> {
    let Some(token) = tokens.get(name).filter(|token| token.origin != Origin::Default) else { return Vec::new() };
    let is_chosen = matches!(token.origin, Origin::Plan(_));
    let is_shown = |ground: &Token| is_chosen || ground.origin != Origin::Default;
    let picks: [(&str, Pick); 2] = [("light", |pair| pair.light), ("dark", |pair| pair.dark)];
    let mut found = Vec::new();
    for (scheme, pick) in picks {
        let color = pick(&token.color);
        let shown: Vec<_> = uses(tokens, name).filter(|(_, ground, _)| is_shown(ground)).collect();
        let needs: Vec<Need> =
            shown.iter().map(|(_, ground, ratio)| Need { ground: pick(&ground.color), ratio: *ratio }).collect();
        let share = |(_, ground, needed): &(&str, &Token, f64)| ratio(color, pick(&ground.color)) / needed;
        let worst = shown.iter().min_by(|one, other| share(one).total_cmp(&share(other)));
        let Some(&(ground_name, ground, needed)) = worst.filter(|_| !passes(color, &needs)) else { continue };
        let on = pick(&ground.color);
        let has = written(ratio(color, on));
        let message = format!(
            "`{color}` is hard to read: its contrast on `--{ground_name}`, `{on}`, in the {scheme} scheme is {has}, and {} needs {needed}:1",
            if needed >= TEXT {
                "text"
            } else if needed >= GRAPHICS {
                "a line of a chart"
            } else {
                "an outline"
            }
        );
        let span = place(token, scheme).or_else(|| place(ground, scheme));
        let diagnostic = match span {
            Some(span) => Diagnostic::new(Code::FaintColor, span, message),
            None => Diagnostic::without_place(Code::FaintColor, format!("{message} (`--{name}`)")),
        };
        let diagnostic = diagnostic.hint(match nearest(color, &needs) {
            Some(near) => format!("the nearest colour of its hue that passes on every ground is `{near}`"),
            None => "no colour of its hue passes on all of its grounds: make those more alike".to_owned(),
        });
        found.push(with_other_scheme(diagnostic, tokens, name, scheme, color));
    }
    found
}

/// Adds that an accent which is too light for paper would do on dark ground.
fn with_other_scheme(found: Diagnostic, tokens: &Tokens, name: &str, scheme: &str, color: Rgb) -> Diagnostic {
    let is_single = tokens.get(name).is_some_and(|token| matches!(token.origin, Origin::Plan(Pair { dark: None, .. })));
    let needs = needs(tokens, name);
    match nearest(color, &needs.light).filter(|_| is_single && scheme == "light" && passes(color, &needs.dark)) {
        Some(near) => found.hint(format!(
            "it is read well in the dark scheme: `accent: {{light: \"{near}\", dark: \"{color}\"}}` keeps it there"
        )),
        None => found,
    }
}

/// Returns where a colour is written, if an author of the journal wrote it.
fn place(token: &Token, scheme: &str) -> Option<Span> {
    match &token.origin {
        Origin::Plan(spans) => {
            if scheme == "light" {
                spans.light
            } else {
                spans.dark.or(spans.light)
            }
        }
        Origin::Sheet(Some(source), place) => Some(Span::new(*source, place.clone())),
        Origin::Sheet(None, _) | Origin::Derived | Origin::Default => None,
    }
}
