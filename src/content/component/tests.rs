//! Blocks to components, and where mistakes in them are found.

use super::*;
use crate::content::markdown::{self, Place};
use crate::diagnostic::{Code, SourceId};

fn document(text: &str) -> markdown::Document {
    let place = Place { source: SourceId(0), offset: 0 };
    let mut document = markdown::parse(text, place, &markdown::Options::default(), crate::words::Words::english());
    let mut decoder = Decoder::default();
    own::read(&mut document, &Declarations::default(), &mut decoder);
    document.diagnostics.append(&mut decoder.diagnostics);
    document
}

/// Checks the code of the only diagnostic, and the bytes that it is about.
#[track_caller]
fn check(text: &str, code: Code, about: &str) {
    let document = document(text);
    let found: Vec<_> =
        document.diagnostics.iter().map(|found| (found.code, found.span.map(|span| &text[span.range()]))).collect();
    assert_eq!(found, [(code, Some(about))], "{text}");
}

#[test]
fn a_name_stands_behind_the_word_component() {
    assert_eq!(name(" component  note-list "), Some("note-list"));
    assert_eq!(name("component"), Some(""));
    for info in ["", "components", "python component", "Component x", "component-x"] {
        assert_eq!(name(info), None, "{info}");
    }
}

#[test]
fn arguments_are_typed() {
    let found = document("```component note-list\ntag: web # the tag\nlimit: 3\n```\n").components;
    let [Component::NoteList(list)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((list.tag.as_ref().map(|tag| tag.value.as_str()), list.limit), (Some("web"), Some(3)));
    assert_eq!(list.topic, None);
    let found = document("~~~component callout\nkind: tip\ntext: |\n  One.\n\n  Two.\n~~~\n");
    let [Component::Callout(callout)] = found.components.as_slice() else { panic!("{found:?}") };
    assert_eq!((callout.kind, callout.text.as_str()), (CalloutKind::Tip, "One.\n\nTwo.\n"));
    assert_eq!(found.plain.read().text.trim(), "One.\n\nTwo.");
    assert!(!found.has_code);
}

#[test]
fn a_component_without_arguments_may_be_empty() {
    assert_eq!(document("```component note-list\n```\n").components.len(), 1);
    check("é ```\n\n```component progress\n```\n", Code::MissingKey, "p");
}

#[test]
fn mistakes_are_found_where_they_are_written() {
    check("é\n\n```component progres\nof: a\n```\n", Code::UnknownComponent, "progres");
    check("```component\n```\n", Code::UnknownComponent, "component");
    check("```component badge posts\nid: posts\n```\n", Code::UnknownComponent, "badge posts");
    check("```component badge\nid: É\n```\n", Code::BadValue, "É");
    check("```component badge\nid: [a]\n```\n", Code::WrongType, "[a]");
    check("```component callout\nkind: hint\ntext: x\n```\n", Code::BadValue, "hint");
}

#[test]
fn places_are_right_in_lists_and_quotes_and_with_other_line_ends() {
    check("> - é\n>\n>   ```component note-list\n>   limit: 1\n>   tga: x\n>   ```\n", Code::UnknownKey, "tga");
    check("1. a\n\n   ```component note-list\n   limit: 1\n   tga: x\n   ```\n", Code::UnknownKey, "tga");
    check("```component note-list\r\nlimit: 1\r\ntga: x\r\n```\r\n", Code::UnknownKey, "tga");
    check("> ```component badge\n> id: *a\n> ```\n", Code::BadYaml, "*a");
}

#[test]
fn the_examples_of_the_list_are_right() {
    let all = listing::all(&Declarations::default());
    assert!(all.len() >= 6);
    for listed in all {
        let document = document(&listed.example);
        assert_eq!(document.diagnostics, [], "{}", listed.example);
        assert_eq!(document.components.len(), 1, "{}", listed.example);
    }
}

#[test]
fn the_list_has_the_type_and_the_default_of_each_argument() {
    let all = listing::all(&Declarations::default());
    let of = |name: &str, argument: &str| {
        let listed = all.iter().find(|listed| listed.name == name).unwrap();
        listed.arguments.iter().find(|listed| listed.name == argument).unwrap().clone()
    };
    assert_eq!(of("callout", "kind").expected, "one of note, tip, important, warning, caution");
    assert!(of("callout", "kind").required && !of("callout", "title").required);
    assert_eq!(of("note-list", "limit").default.as_deref(), Some("10"));
    assert_eq!(of("note-list", "limit").expected, "a whole number");
}

#[test]
fn the_guide_names_every_argument_of_every_built_in_component() {
    let guide = include_str!("../../../docs/reference/components.md");
    for listed in listing::all(&Declarations::default()) {
        let (_, section) = guide.split_once(&format!("\n## {}\n", listed.name)).expect(&listed.name);
        let section = section.split("\n## ").next().unwrap();
        assert!(section.contains(&listed.summary), "{}: {}", listed.name, listed.summary);
        assert!(section.contains(&listed.example), "{}", listed.example);
        for argument in &listed.arguments {
            let need = if argument.required { "required" } else { "optional" };
            let default =
                argument.default.as_ref().map(|default| format!("; by default {default}")).unwrap_or_default();
            let row = format!("| `{}` | {} | {need}{default} | {} |", argument.name, argument.expected, argument.about);
            assert!(section.contains(&row), "docs/reference/components.md lacks, below {}:\n{row}", listed.name);
        }
    }
}
