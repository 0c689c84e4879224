//! Which fonts a site uses: the tokens that say so, the files that are loaded first, and those that nobody needs.
//!
//! The files of a family begin with its name: `fonts/serif.woff2`, `fonts/serif-ext.woff2`.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::look::Fonts;
use crate::plan::schema::look::{CodeFamily, TextFamily};
use crate::theme::ThemeFile;

/// The families of a theme, by the name that their files begin with: of headings, of text in two kinds, of code.
const FAMILIES: [&str; 4] = ["serif", "sans", "book", "mono"];

/// Returns the custom property that holds the fonts of a family, and the beginning of the names of its files.
fn headings(family: TextFamily) -> (&'static str, Option<&'static str>) {
    match family {
        TextFamily::Serif => ("serif", Some("serif")),
        TextFamily::Sans => ("sans", Some("sans")),
        TextFamily::System => ("system", None),
        TextFamily::SystemSerif => ("system-serif", None),
    }
}

/// The same for text, whose serifs are drawn for smaller sizes.
fn text(family: TextFamily) -> (&'static str, Option<&'static str>) {
    match family {
        TextFamily::Serif => ("book", Some("book")),
        other => headings(other),
    }
}

fn code(family: CodeFamily) -> (&'static str, Option<&'static str>) {
    match family {
        CodeFamily::Mono => ("mono", Some("mono")),
        CodeFamily::System => ("system-mono", None),
    }
}

/// Returns the values of the tokens that say which fonts are for what; none where the theme decides.
pub(super) fn values(fonts: Fonts) -> BTreeMap<String, String> {
    if fonts == Fonts::default() {
        return BTreeMap::new();
    }
    let uses = [
        ("font-headings", headings(fonts.headings).0),
        ("font-text", text(fonts.text).0),
        ("font-code", code(fonts.code).0),
    ];
    uses.into_iter().map(|(name, family)| (name.to_owned(), format!("var(--{family})"))).collect()
}

/// Returns the fonts that no page needs. Those that a journal has of its own are left out only when it chose fonts.
pub(super) fn left_out(files: &BTreeMap<String, ThemeFile>, fonts: Fonts) -> BTreeSet<String> {
    let used = [headings(fonts.headings).1, text(fonts.text).1, code(fonts.code).1];
    let is_needless = |name: &str| {
        let family = name.strip_prefix("fonts/").and_then(|name| name.split(['-', '.']).next());
        family.is_some_and(|family| FAMILIES.contains(&family) && !used.contains(&Some(family)))
    };
    let judged = files.iter().filter(|(_, file)| file.source.is_none() || fonts != Fonts::default());
    let names = judged.filter_map(|(path, _)| path.strip_prefix("assets/"));
    names.filter(|name| is_needless(name)).map(str::to_owned).collect()
}

/// Returns the fonts that every page shows at once: those of text and of headings.
pub(super) fn preload(files: &BTreeMap<String, ThemeFile>, fonts: Fonts) -> Vec<String> {
    let mut names: Vec<String> = [text(fonts.text).1, headings(fonts.headings).1]
        .into_iter()
        .flatten()
        .map(|family| format!("fonts/{family}.woff2"))
        .filter(|name| files.contains_key(&format!("assets/{name}")))
        .collect();
    names.dedup();
    names
}

/// Returns `css` without the rules `@font-face` that name a file of `left_out`.
pub(super) fn without(css: &str, left_out: &BTreeSet<String>) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("@font-face") {
        let end = rest[at..].find('}').map_or(rest.len(), |end| at + end + 1);
        kept.push_str(&rest[..at]);
        let rule = &rest[at..end];
        if left_out.iter().any(|name| rule.contains(&format!("../{name}"))) {
            rest = rest[end..].trim_start_matches('\n');
        } else {
            kept.push_str(rule);
            rest = &rest[end..];
        }
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_fonts_that_are_left_out_go_and_others_stay() {
        let css =
            "@font-face { src: url(\"../fonts/a.woff2\"); }\n@font-face { src: url(\"../fonts/b.woff2\"); }\na {}\n";
        let left_out = BTreeSet::from(["fonts/a.woff2".to_owned()]);
        assert_eq!(without(css, &left_out), "@font-face { src: url(\"../fonts/b.woff2\"); }\na {}\n");
        assert_eq!(without("@font-face {", &left_out), "@font-face {");
    }
}
