//! What a journal overrides of the theme.

use super::*;

#[test]
fn a_journal_overrides_one_partial_and_keeps_the_others() {
    check(
        "
=== plan.yaml
schema: 1
site: {title: Ada, url: \"https://ada.example/\"}
plan: {id: the-plan, title: Plan, start: 2026-10-01, months: 6}
=== themes/default/templates/partials/footer.html
<footer>My own footer of {{ site.title }}</footer>
",
        "
+ index.html | <footer>My own footer of Ada</footer>
+ index.html | <main id=\"main\"
+ 404.html | <footer>My own footer of Ada</footer>
",
    );
}

#[test]
fn an_asset_of_the_journal_has_a_fingerprint_of_its_own() {
    let plan = PLAN.replace(", theme: bare", "");
    let sheet = |case: &str| -> String {
        let build = build(&journal(case), &options());
        let mut sheets =
            build.outputs.iter().filter(|(path, _)| path.extension() == "css").map(|(path, _)| path.to_string());
        let sheet = sheets.next().expect("a style sheet");
        assert_eq!(sheets.next(), None);
        assert!(text(&build, "index.html").expect("a home page").contains(&format!("href=\"/{sheet}\"")));
        sheet
    };
    let own = format!("{plan}=== themes/default/assets/css/layout.css\nmain {{ color: red }}\n");
    assert_ne!(sheet(&plan), sheet(&own));
    assert_eq!(sheet(&own), sheet(&own));
}

#[test]
fn an_unknown_variable_of_a_template_is_an_error() {
    let plan = PLAN.replace(", theme: bare", "");
    check(
        &format!("{plan}=== themes/default/templates/404.html\n{{{{ page.titel }}}}\n"),
        "! template-error\n- 404.html",
    );
}
