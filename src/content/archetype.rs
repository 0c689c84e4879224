//! Archetypes: what a new page begins with, `archetypes/KIND.md` of the journal or of its theme.
//!
//! An archetype is data, as all content is: `{title}` and a few other [`PLACEHOLDERS`] are put in, and there is nothing
//! else that it can do. It is read by `new` and is no part of the site.

use std::ops::Range;

use super::front_matter;
use crate::diagnostic::{Code, Diagnostic, SourceId, Span};
use crate::source::Sources;

/// The kinds of page that have an archetype.
pub const KINDS: [&str; 3] = ["note", "post", "project"];

/// What can stand in braces.
pub const PLACEHOLDERS: [&str; 5] = ["date", "item", "slug", "title", "topic"];

/// The folder of archetypes, at the root of a journal and in a theme.
const FOLDER: &str = "archetypes";

/// Returns where the archetype of `kind` may be: the first that is there counts.
pub fn paths(kind: &str, theme: &str) -> [String; 2] {
    [format!("{FOLDER}/{kind}.md"), format!("themes/{theme}/{FOLDER}/{kind}.md")]
}

/// Returns what is wrong with the archetypes of a journal and of its themes.
pub fn check(sources: &Sources) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, file) in sources.iter() {
        let Some(name) = name(file.path.as_str()) else { continue };
        match name.strip_suffix(".md") {
            Some(kind) if KINDS.contains(&kind) => match sources.text(id) {
                Ok(text) => found.extend(check_text(text, id)),
                Err(diagnostic) => found.push(diagnostic),
            },
            _ if name.eq_ignore_ascii_case("readme.md") => {}
            _ => found.push(unused(name, id)),
        }
    }
    found
}

/// Returns what is wrong with one archetype.
pub fn check_text(text: &str, id: SourceId) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = placeholders(text)
        .filter(|placeholder| !placeholder.is_escaped && !PLACEHOLDERS.contains(&placeholder.name))
        .map(|placeholder| unknown(&placeholder, id))
        .collect();
    match front_matter::split(text) {
        Ok(Some(split)) => found.extend(front_matter::read(text, &split, id).err()),
        Ok(None) => {}
        Err(fence) => {
            let message = format!("the front matter that begins with `{}` has no end", &text[fence.clone()]);
            let hint = format!("add a line `{}` after the last key", &text[fence.clone()]);
            found.push(Diagnostic::new(Code::BadFrontMatter, Span::new(id, fence), message).hint(hint));
        }
    }
    found
}

/// Returns `text` with each placeholder replaced by what `value` has for it. Those that it does not know stay.
pub fn fill<'a>(text: &str, value: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut at = 0;
    for placeholder in placeholders(text) {
        let range = placeholder.range;
        if placeholder.is_escaped {
            filled.push_str(&text[at..range.start - 1]);
            filled.push_str(&text[range.clone()]);
        } else {
            filled.push_str(&text[at..range.start]);
            filled.push_str(value(placeholder.name).unwrap_or(&text[range.clone()]));
        }
        at = range.end;
    }
    filled + &text[at..]
}

/// A word in braces.
struct Placeholder<'a> {
    /// Where it is, with its braces.
    range: Range<usize>,
    name: &'a str,
    /// Whether a backslash before it says that it is text.
    is_escaped: bool,
}

/// Finds words of small letters in braces, but not those that belong to something else: arguments in TeX such as
/// `\frac{a}{b}` and `x_{i}`, `${name}` of shells, and `{{ }}` of template languages.
fn placeholders(text: &str) -> impl Iterator<Item = Placeholder<'_>> {
    text.match_indices('{').filter_map(move |(open, _)| {
        let letters = text[open + 1..].bytes().take_while(u8::is_ascii_lowercase).count();
        let close = open + 1 + letters;
        if letters == 0 || text.as_bytes().get(close) != Some(&b'}') {
            return None;
        }
        let before = text[..open].chars().next_back();
        let belongs_to_it = |c: char| c.is_alphanumeric() || matches!(c, '{' | '}' | '_' | '^' | '$' | '#' | '%' | ']');
        if before.is_some_and(belongs_to_it) {
            return None;
        }
        Some(Placeholder { range: open..close + 1, name: &text[open + 1..close], is_escaped: before == Some('\\') })
    })
}

/// Returns the name of a file in a folder of archetypes.
fn name(path: &str) -> Option<&str> {
    let inside = |path| str::strip_prefix(path, FOLDER).and_then(|rest| rest.strip_prefix('/'));
    inside(path).or_else(|| inside(path.strip_prefix("themes/")?.split_once('/')?.1))
}

fn unknown(placeholder: &Placeholder<'_>, id: SourceId) -> Diagnostic {
    let Placeholder { range, name, .. } = placeholder;
    let message = format!("there is no placeholder `{{{name}}}`");
    Diagnostic::new(Code::UnknownPlaceholder, Span::new(id, range.clone()), message)
        .did_you_mean(name, PLACEHOLDERS)
        .hint(format!("the placeholders are {}", PLACEHOLDERS.map(|name| format!("`{{{name}}}`")).join(", ")))
        .hint(format!("write `\\{{{name}}}` for text in braces"))
}

fn unused(name: &str, id: SourceId) -> Diagnostic {
    let message = format!("no kind of page begins with the archetype `{name}`");
    let names = KINDS.map(|kind| format!("{kind}.md"));
    Diagnostic::new(Code::UnusedFile, Span::new(id, 0..0), message)
        .did_you_mean(name, names.iter().map(String::as_str))
        .hint("archetypes are `note.md`, `post.md` and `project.md`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::fixture;

    #[test]
    fn words_in_braces_are_filled_and_what_belongs_to_other_languages_is_not() {
        let value = |name: &str| (name == "title").then_some("T");
        for (text, filled) in [
            ("# {title}, {title}", "# T, T"),
            ("{title", "{title"),
            (r"$\frac{title}{title} + x_{title}$", r"$\frac{title}{title} + x_{title}$"),
            ("${title} {{title}} {{ title }} #{title}", "${title} {{title}} {{ title }} #{title}"),
            (r"\{title} is text", "{title} is text"),
            ("{date}", "{date}"),
            ("ä{title} é {title}", "ä{title} é T"),
        ] {
            assert_eq!(fill(text, value), filled);
        }
    }

    #[test]
    fn what_is_never_used_is_said() {
        let sources = fixture::journal(
            "=== archetypes/notes.md\n{x}\n=== archetypes/README.md\n{x}\n=== archetypes/note.md\nfor {titel}\n\
             === themes/paper/archetypes/post.md\n---\ntitle: [\n---\n=== themes/paper/assets/archetypes/x.md\n{x}\n",
        );
        let found: Vec<(Code, &str)> = check(&sources)
            .iter()
            .map(|found| (found.code, sources.get(found.span.unwrap().source).path.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                (Code::UnknownPlaceholder, "archetypes/note.md"),
                (Code::UnusedFile, "archetypes/notes.md"),
                (Code::BadYaml, "themes/paper/archetypes/post.md")
            ]
        );
    }
}
