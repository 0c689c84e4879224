//! Formulas: those of a course on adversarial machine learning, and the places of mistakes.

use super::*;

/// Builds `tests/golden/formulas/note.md` and compares its page with `expected.html`; `UPDATE_GOLDEN=1` writes that anew.
/// The page was looked at in Chromium, formula by formula.
#[test]
fn the_formulas_of_a_course_become_the_mathml_that_was_looked_at() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/formulas");
    let note = fs::read_to_string(folder.join("note.md")).expect("the note is there");
    let build = milepost::build(
        &with_bare_theme(&journal(&format!("{PLAN}=== content/notes/formulas.md\n{note}"))),
        &options(),
    );
    assert_eq!(build.diagnostics, []);
    let html = text(&build, "notes/formulas/index.html").expect("the note has a page");
    let start = html.find("<p>Softmax").expect("the text begins so");
    let end = html.rfind("</math>").expect("there are formulas");
    let found = html[start..end].replace("</p>\n", "</p>\n\n");
    assert!(!found.contains(" style=") && html.matches("<math").count() > 30, "{found}");
    let golden = folder.join("expected.html");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &found).expect("the golden can be written");
    }
    assert_eq!(found, fs::read_to_string(&golden).unwrap_or_default());
}

#[test]
fn a_mistake_in_a_formula_is_found_in_lists_in_quotes_and_after_other_letters() {
    for text in [
        "é $x + \\nope$ é",
        "- é\n  - $$ a\n    \\nope $$",
        "> é ü\n>\n> $$\n> a\n> \\nope\n> $$",
        "> - ```math\n>   é\n>   \\nope\n>   ```",
        "$$ \\begin{split} é &= \\nope \\end{split} \\tag{1} $$",
    ] {
        let case = format!("{PLAN}=== content/notes/x.md\n---\ndate: 2026-11-01\nmath: true\n---\n# X\n\n{text}\n");
        let sources = with_bare_theme(&journal(&case));
        let build = milepost::build(&sources, &options());
        let [found] = build.diagnostics.as_slice() else { panic!("{text}: {:?}", build.diagnostics) };
        let span = found.span.expect("it has a place");
        let written = &sources.text(span.source).expect("the note is text")[span.range()];
        assert_eq!((found.code.name(), written), ("bad-math", "\\nope"), "{text}");
    }
}
