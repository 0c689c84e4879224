//! What a page must have for a selector to match in it: less than the selector says, so that no match is missed. Names
//! of elements, classes, ids, languages and `[dir=rtl]` count; where they stand, other attributes, states and `:not()`
//! do not.

/// Something that a page has or has not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Feature {
    /// An element of that name, in lower case.
    Element(String),
    /// An element of that class.
    Class(String),
    /// An element with that id.
    Id(String),
    /// An element that names that language, in lower case, or a narrower one.
    Language(String),
    /// An element whose text runs in that direction.
    Direction(String),
}

impl Feature {
    pub(super) fn element(name: &str) -> Self {
        Self::Element(name.to_ascii_lowercase())
    }

    pub(super) fn language(tag: &str) -> Self {
        Self::Language(tag.to_ascii_lowercase())
    }
}

/// What must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Demand<F> {
    /// The page has it.
    Has(F),
    /// All of these hold.
    All(Vec<Demand<F>>),
    /// One of these holds.
    One(Vec<Demand<F>>),
}

impl<F> Demand<F> {
    pub(super) fn holds(&self, has: &impl Fn(&F) -> bool) -> bool {
        match self {
            Self::Has(feature) => has(feature),
            Self::All(all) => all.iter().all(|one| one.holds(has)),
            Self::One(all) => all.iter().any(|one| one.holds(has)),
        }
    }

    pub(super) fn map<G>(self, change: &mut impl FnMut(F) -> G) -> Demand<G> {
        match self {
            Self::Has(feature) => Demand::Has(change(feature)),
            Self::All(all) => Demand::All(all.into_iter().map(|one| one.map(change)).collect()),
            Self::One(all) => Demand::One(all.into_iter().map(|one| one.map(change)).collect()),
        }
    }
}

/// At-rules with rules in them.
const GROUPS: [&str; 6] = ["layer", "media", "supports", "container", "scope", "starting-style"];

/// Returns what each rule of a sheet without comments demands of a page.
pub(super) fn of_sheet(css: &str) -> Vec<Demand<Feature>> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(next) = next_of(css, at, &['{', '}', ';']) {
        at = next + 1;
        if css.as_bytes()[next] == b'{' {
            let prelude = css[start..next].trim();
            let rule = prelude.strip_prefix('@').map(|rest| rest.split(|c: char| !is_name(c)).next().unwrap_or(""));
            if rule.is_none() {
                found.extend(of_list(prelude));
            }
            if rule.is_none_or(|rule| !GROUPS.contains(&rule)) {
                at = end_of_block(css, at);
            }
        }
        start = at;
    }
    found
}

/// Returns what each selector of a list demands.
pub(super) fn of_list(selectors: &str) -> Vec<Demand<Feature>> {
    let mut found = Vec::new();
    let (mut start, mut at, mut depth) = (0, 0, 0_u32);
    while let Some(next) = next_of(selectors, at, &[',', '(', ')']) {
        at = next + 1;
        match selectors.as_bytes()[next] {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => {
                found.push(of_one(&selectors[start..next]));
                start = at;
            }
            _ => {}
        }
    }
    found.push(of_one(&selectors[start..]));
    found
}

fn of_one(selector: &str) -> Demand<Feature> {
    let mut all = Vec::new();
    let mut rest = selector;
    while let Some(c) = rest.chars().next() {
        let behind = &rest[c.len_utf8()..];
        rest = match c {
            '.' | '#' => {
                let (name, after) = name(behind);
                let feature = if c == '.' { Feature::Class } else { Feature::Id };
                all.extend(plain(name).map(|name| Demand::Has(feature(name))));
                after
            }
            '[' => {
                let end = next_of(behind, 0, &[']']).unwrap_or(behind.len());
                let direction = behind[..end].strip_prefix("dir=").map(|value| value.trim_matches(['"', '\'']));
                all.extend(direction.map(|value| Demand::Has(Feature::Direction(value.to_owned()))));
                behind.get(end + 1..).unwrap_or("")
            }
            ':' => {
                let (word, after) = name(behind.trim_start_matches(':'));
                match after.strip_prefix('(') {
                    Some(inside) => {
                        let end = end_of_brackets(inside);
                        all.extend(of_function(word, &inside[..end]));
                        inside.get(end + 1..).unwrap_or("")
                    }
                    None => after,
                }
            }
            c if is_name(c) => {
                let (name, after) = name(rest);
                all.extend(plain(name).map(|name| Demand::Has(Feature::element(name.as_str()))));
                after
            }
            _ => behind,
        };
    }
    Demand::All(all)
}

/// Returns what a pseudo-class with arguments demands.
fn of_function(name: &str, arguments: &str) -> Option<Demand<Feature>> {
    match name {
        "is" | "where" | "has" => Some(Demand::One(of_list(arguments))),
        "lang" => {
            let tags = arguments.split(',').map(|tag| tag.trim().trim_matches(['"', '\'']));
            Some(Demand::One(tags.map(|tag| Demand::Has(Feature::language(tag))).collect()))
        }
        _ => None,
    }
}

/// Splits a name from what follows.
fn name(text: &str) -> (&str, &str) {
    let mut end = 0;
    let mut is_escaped = false;
    for c in text.chars() {
        if !is_escaped && c != '\\' && !is_name(c) {
            break;
        }
        is_escaped = !is_escaped && c == '\\';
        end += c.len_utf8();
    }
    text.split_at(end)
}

/// Returns a name as pages have it; none for one with escapes, which is not looked for, and so never missed.
fn plain(name: &str) -> Option<String> {
    (!name.is_empty() && !name.contains('\\')).then(|| name.to_owned())
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '\\') || !c.is_ascii()
}

/// Returns where the first of `wanted` stands from `at` on, outside of texts in quotes.
fn next_of(css: &str, at: usize, wanted: &[char]) -> Option<usize> {
    let mut quote = None;
    let mut is_escaped = false;
    for (place, c) in css.get(at..)?.char_indices() {
        match quote {
            _ if is_escaped => is_escaped = false,
            _ if c == '\\' => is_escaped = true,
            Some(open) => quote = (c != open).then_some(open),
            None if wanted.contains(&c) => return Some(at + place),
            None => quote = matches!(c, '"' | '\'').then_some(c),
        }
    }
    None
}

/// Returns where what follows a block begins whose brace was opened before `at`.
fn end_of_block(css: &str, at: usize) -> usize {
    let (mut at, mut depth) = (at, 1_u32);
    while let Some(next) = next_of(css, at, &['{', '}']) {
        at = next + 1;
        if css.as_bytes()[next] == b'{' {
            depth += 1;
        } else {
            depth -= 1;
        }
        if depth == 0 {
            return at;
        }
    }
    css.len()
}

/// Returns where the bracket is closed that was opened before `text`.
fn end_of_brackets(text: &str) -> usize {
    let (mut at, mut depth) = (0, 1_u32);
    while let Some(next) = next_of(text, at, &['(', ')']) {
        at = next + 1;
        depth = if text.as_bytes()[next] == b'(' { depth + 1 } else { depth - 1 };
        if depth == 0 {
            return next;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes a demand in short.
    fn short(demand: &Demand<Feature>) -> String {
        let list = |all: &[Demand<Feature>], between: &str| all.iter().map(short).collect::<Vec<_>>().join(between);
        match demand {
            Demand::Has(Feature::Element(name)) => name.clone(),
            Demand::Has(Feature::Class(name)) => format!(".{name}"),
            Demand::Has(Feature::Id(name)) => format!("#{name}"),
            Demand::Has(Feature::Language(tag) | Feature::Direction(tag)) => format!("@{tag}"),
            Demand::All(all) => list(all, " "),
            Demand::One(all) => format!("({})", list(all, "|")),
        }
    }

    #[track_caller]
    fn check(css: &str, expected: &[&str]) {
        assert_eq!(of_sheet(css).iter().map(short).collect::<Vec<_>>(), expected, "{css}");
    }

    #[test]
    fn names_of_selectors_are_demanded() {
        check(".a > b:hover, #c::before { x: y; }", &[".a b", "#c"]);
        check("*, :root { }", &["", ""]);
        check("A.b.c[x=\"]. {\"] + d { }", &["a .b .c d"]);
        check(".a:not(.b, .c):nth-child(2n + 1 of .d) { }", &[".a"]);
        check(":is(.a, b:where(.c, d) e) f { }", &["(.a|b (.c|d) e) f"]);
        check(".a:has(> .b) { }", &[".a (.b)"]);
        check("p:lang(ja, \"AR\") { }", &["p (@ja|@ar)"]);
        check("[dir=\"rtl\"] p[direction] { }", &["@rtl p"]);
        check(".a\\/b c { }", &["c"]);
        check(".größe { }", &[".größe"]);
    }

    #[test]
    fn rules_are_found_in_groups_and_nowhere_else() {
        check("@layer a, b; @layer a { .x { content: \"}\"; & b { c: d; } } @media print { .y { } } }", &[".x", ".y"]);
        check("@font-face { src: url(x); } @keyframes k { from { a: b; } } .z { }", &[".z"]);
        check("@page :first { @top-left { a: b; } } @container (x > 1px) { .z { } }", &[".z"]);
    }

    #[test]
    fn what_is_no_style_sheet_ends_as_well() {
        for css in
            ["", "}", "{", ".a", ".a {", "@media", ":is(", ".a[", ":lang(", "\"", "\\", ".a:is((( {}", "@", ";;}}{"]
        {
            let _ = of_sheet(css);
        }
    }
}
