//! What a journal overrides of the theme.

use std::collections::BTreeSet;

use milepost::source::load::{Wanted, load};

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
            build.outputs.iter().map(|(path, _)| path.to_string()).filter(|path| path.starts_with("assets/css/"));
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

/// Returns the sample with the theme called `name`, and without the folder `themes/` of Milepost's repository.
fn sample_in(name: &str) -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sample = load(root, &Wanted { private: false, git_dates: false }).expect("the sample can be read");
    let files = sample.iter().map(|(_, file)| file.clone()).filter(|file| file.path.below("themes").is_none());
    let in_theme = |file: Source| match file.path.as_str() {
        "plan.yaml" => {
            let plan = String::from_utf8(file.bytes.to_vec()).expect("a plan is UTF-8");
            assert!(plan.contains("\n  theme: default\n"), "the sample names its theme");
            source("plan.yaml", plan.replace("\n  theme: default\n", &format!("\n  theme: {name}\n")).into_bytes())
        }
        _ => file,
    };
    Sources::new(files.map(in_theme))
}

/// Returns the one style sheet of a site.
fn style_sheet(build: &Build) -> &str {
    let (path, _) = build.outputs.iter().find(|(path, _)| path.extension() == "css").expect("a style sheet");
    text(build, path.as_str()).expect("the style sheet")
}

fn page_paths(build: &Build) -> BTreeSet<&str> {
    pages(build).map(|(path, _)| path).collect()
}

#[test]
fn the_second_theme_has_every_page_of_the_sample_and_no_dead_address() {
    let (default, other) = (build(&sample_in("default"), &options()), build(&sample_in("motorway"), &options()));
    assert_eq!(page_paths(&default), page_paths(&other));
    let base = other.base.clone().expect("an address");
    assert_eq!(dead_addresses(&other, &base), [""; 0]);
    assert_ne!(text(&default, "index.html"), text(&other, "index.html"));
}

#[test]
fn the_second_theme_has_social_cards_of_its_own() {
    let card = |theme: &str| {
        let case = journal(&PLAN.replace("theme: bare", &format!("theme: {theme}")));
        let build = build(&case, &Options { cards: true, ..options() });
        build.outputs.get("og/card.png").expect("a card").bytes.clone()
    };
    assert_ne!(card("default"), card("motorway"));
}

#[test]
fn the_second_theme_has_a_style_sheet_of_its_own() {
    let (default, other) = (build(&sample_in("default"), &options()), build(&sample_in("motorway"), &options()));
    let (default, other) = (style_sheet(&default), style_sheet(&other));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/assets/css");
    for name in ["base.css", "layout.css", "components.css", "resume.css", "search.css", "print.css"] {
        let opening = fs::read_to_string(folder.join(name)).expect("a style sheet of the default theme");
        let rule = opening
            .lines()
            .find(|line| line.len() > 120 && line.contains('{') && !line.contains("/*"))
            .expect("a long rule")
            .trim();
        assert!(default.contains(rule), "{name}: {rule}");
        assert!(!other.contains(rule), "{name}: {rule}");
    }
    assert!(other.contains("--plate"));
}

#[test]
fn the_second_theme_has_the_fonts_of_formulas_and_code_as_the_default_theme_declares_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
    let read = |path: &str| fs::read_to_string(folder.join(path)).expect("a style sheet");
    let own = read("motorway/assets/css/math.css") + &read("motorway/assets/css/tokens.css");
    let default = read("default/assets/css/tokens.css");
    let faces = default.lines().filter(|line| line.starts_with("@font-face"));
    let faces = faces.filter(|line| line.contains("\"Milepost Math") || line.contains("\"Milepost Mono"));
    let missing: Vec<&str> = faces.filter(|face| !own.contains(face)).collect();
    assert!(default.contains("\"Milepost Math") && missing.is_empty(), "{missing:#?}");
}

#[test]
fn the_second_theme_can_be_changed_file_by_file() {
    let plan = PLAN.replace("theme: bare", "theme: motorway");
    check(
        &format!("{plan}=== themes/motorway/templates/partials/footer.html\n<footer>Mine</footer>\n"),
        "+ index.html | <footer>Mine</footer>\n+ index.html | class=\"board h-card\"",
    );
}

#[test]
fn an_empty_file_takes_one_of_the_default_theme_away() {
    let plan = PLAN.replace("theme: bare", "theme: paper");
    let own = format!(
        "{plan}=== themes/paper/assets/css/layout.css\n=== themes/paper/assets/css/components.css\n=== themes/paper/assets/fonts/OFL.txt\n=== themes/paper/static/empty.txt\n"
    );
    let build = build(&journal(&own), &options());
    let sheet = style_sheet(&build);
    assert!(sheet.contains(".code") && !sheet.contains(".menu"), "{sheet}");
    let has = |start: &str| build.outputs.iter().any(|(path, _)| path.as_str().starts_with(start));
    let paths: Vec<_> = build.outputs.iter().map(|(path, _)| path.as_str()).collect();
    assert!(has("assets/fonts/serif.") && !has("assets/fonts/OFL."), "{paths:#?}");
    assert!(has("empty.txt"), "an empty file of one's own is published");
}
