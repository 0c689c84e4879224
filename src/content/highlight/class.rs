//! Which class a scope has.

use std::sync::OnceLock;

use syntect::parsing::Scope;

/// The class that a scope asks for; `None` when it has no opinion.
pub(super) type Class = Option<&'static str>;

/// The class for each scope; of several that fit the longest wins. The empty class takes a colour away.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "c"),
    ("constant", "u"),
    ("constant.character.escape", "u"),
    ("entity.name", "t"),
    ("entity.name.function", "f"),
    ("entity.name.section", "h"),
    ("entity.name.table", "h"),
    ("entity.name.tag", "a"),
    ("entity.other.attribute-name", "a"),
    ("entity.other.inherited-class", "t"),
    ("invalid", ""),
    ("keyword", "k"),
    ("keyword.operator", "o"),
    ("keyword.operator.word", "k"),
    ("keyword.operator.logical.python", "k"),
    ("markup.bold", "v"),
    ("markup.deleted", "d"),
    ("markup.heading", "h"),
    ("markup.inserted", "i"),
    ("markup.raw", "s"),
    ("meta.annotation", "a"),
    ("meta.diff.header", "h"),
    ("meta.diff.range", "h"),
    ("meta.embedded", ""),
    ("meta.interpolation", ""),
    ("meta.preprocessor", "h"),
    ("source", ""),
    ("source.regexp", "s"),
    ("storage", "k"),
    ("string", "s"),
    ("support.class", "t"),
    ("support.constant", "u"),
    ("support.function", "f"),
    ("support.macro", "f"),
    ("support.type", "t"),
    ("support.type.property-name", "a"),
    ("text", ""),
    ("variable.annotation", "a"),
    ("variable.function", "f"),
    ("variable.language", "k"),
    ("variable.other.member", "v"),
    ("variable.other.readwrite.assignment", "v"),
    ("variable.parameter", "v"),
];

/// Returns the class that a scope asks for; `None` when it has no opinion.
pub(super) fn class_of(scope: Scope) -> Class {
    static TABLE: OnceLock<Vec<(Scope, &'static str)>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: Vec<_> =
            CLASSES.iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class))).collect();
        table.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
        table
    });
    table.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map(|(_, class)| *class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_in_the_table_is_one() {
        assert!(CLASSES.iter().all(|(scope, _)| Scope::new(scope).is_ok()));
    }
}
