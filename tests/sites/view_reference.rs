//! The reference of views in `docs/theming.md` is that of the types. `UPDATE_GOLDEN=1 cargo test --test sites reference`
//! writes it anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::view_types::{self, Views};

const DOCUMENT: &str = "docs/theming.md";
const BEGIN: &str = "<!-- Views begin: `UPDATE_GOLDEN=1 cargo test --test sites reference` writes this part from `src/render/view/`. -->\n";
const END: &str = "<!-- Views end. -->\n";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn views() -> Views {
    let views = view_types::read(&view_types::sources(root()));
    assert!(!views.always.is_empty() && !views.pages.is_empty() && !views.components.is_empty(), "no views were found");
    views
}

/// Returns what stands before the generated part, the part itself, and what stands after it.
fn parted(document: &str) -> (&str, &str, &str) {
    let (before, rest) = document.split_once(BEGIN).expect("the document has the mark of the beginning");
    let (part, after) = rest.split_once(END).expect("the document has the mark of the end");
    (before, part, after)
}

#[test]
fn the_reference_lists_every_view_with_every_field() {
    let path = root().join(DOCUMENT);
    let document = fs::read_to_string(&path).expect("the document");
    let (before, part, after) = parted(&document);
    let wanted = format!("\n{}\n", views().reference());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{wanted}{END}{after}")).expect("the document can be written");
    } else if part != wanted {
        let difference = part.lines().zip(wanted.lines()).find(|(old, new)| old != new);
        let (old, new) = difference.unwrap_or(("the document", "is shorter or longer than what the types say"));
        panic!(
            "{DOCUMENT} is out of date: run `UPDATE_GOLDEN=1 cargo test --test sites reference`\n\
             it has:  {old}\nbut now: {new}"
        );
    }
}

#[test]
fn a_reference_is_of_views_that_templates_can_reach() {
    assert_eq!(views().unreachable(), [""; 0], "these views are declared and no template gets them");
}

#[test]
fn a_reference_names_the_templates_that_there_are() {
    let views = views();
    let named = |variables: &[view_types::Variable]| -> BTreeSet<String> {
        variables.iter().flat_map(|one| one.templates.iter().cloned()).collect()
    };
    let there = |folder: &str| -> BTreeSet<String> {
        let files = fs::read_dir(root().join("themes/default/templates").join(folder)).expect("the folder");
        let names = files.map(|file| file.expect("an entry").file_name().into_string().expect("a name"));
        let templates = names.filter(|name| {
            name.rsplit_once('.').is_some_and(|(_, extension)| extension == "html") && name != "base.html"
        });
        templates.map(|name| if folder.is_empty() { name } else { format!("{folder}/{name}") }).collect()
    };
    assert_eq!(named(&views.pages), there(""));
    assert_eq!(named(&views.components), there("components"));
    let document = fs::read_to_string(root().join(DOCUMENT)).expect("the document");
    let (by_hand, _, _) = parted(&document);
    for page in &views.pages {
        for template in &page.templates {
            let row = format!("| `{template}` | `{}` |", page.name);
            assert!(by_hand.contains(&row), "{DOCUMENT} says something else of {template} than {row}");
        }
    }
}

#[test]
fn a_new_field_changes_the_reference() {
    let source = |field: &str| {
        let text = format!(
            "#[derive(Serialize)]\npub struct Context {{\n    /// The site.\n    pub site: SiteView,\n}}\n\
             /// The site as a whole.\n#[derive(Debug, Serialize)]\npub struct SiteView {{\n    /// Its name,\n    /// or \
             \"|\".\n    pub title: Option<Vec<String>>,\n{field}}}\n"
        );
        view_types::read(&[("site.rs".to_owned(), text)])
    };
    let before = source("").reference();
    assert!(before.contains("#### SiteView\n\nThe site as a whole.\n"), "{before}");
    assert!(before.contains("| `title` | list of text, or absent | Its name, or \"\\|\". |\n"), "{before}");
    assert_ne!(before, source("    /// New.\n    pub fresh: bool,\n").reference());
}

#[test]
#[should_panic(expected = "is not declared in `SOURCES`")]
fn a_view_of_unknown_parts_is_refused() {
    let text = "#[derive(Serialize)]\npub struct Context { pub site: SiteView }\n\
                #[derive(Serialize)]\npub struct SiteView { pub part: Elsewhere }\n";
    view_types::read(&[("site.rs".to_owned(), text.to_owned())]).reference();
}
