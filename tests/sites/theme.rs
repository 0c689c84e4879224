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
        let html = text(&build, "index.html").expect("a home page");
        let sheet = html.split("href=\"/").find(|rest| rest.starts_with("assets/css/")).expect("a link");
        sheet.split('"').next().expect("an end").to_owned()
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

/// Returns all that the style sheets of a site say.
fn style_sheets(build: &Build) -> String {
    let sheets = build.outputs.iter().filter(|(path, _)| path.extension() == "css");
    sheets.map(|(path, _)| text(build, path.as_str()).expect("a style sheet")).collect()
}

/// Returns the style sheet of a page, which must be one.
fn style_of<'a>(build: &'a Build, page: &str) -> &'a str {
    let html = text(build, page).expect("the page");
    let mut links = html.split("<link rel=\"stylesheet\" href=\"/").skip(1);
    let path = links.next().and_then(|rest| rest.split('"').next()).expect("a link to a style sheet");
    assert!(links.next().is_none(), "{page} has two style sheets");
    text(build, path).expect("the style sheet")
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
        build.outputs.get("og/card.png").expect("a card").bytes().clone()
    };
    assert_ne!(card("default"), card("motorway"));
}

#[test]
fn the_second_theme_has_style_sheets_of_its_own() {
    let (default, other) = (build(&sample_in("default"), &options()), build(&sample_in("motorway"), &options()));
    let (default, other) = (style_sheets(&default), style_sheets(&other));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/assets");
    let all = ["layout", "components"].map(|name| format!("css/{name}.css"));
    let parts = ["article", "cards", "charts", "home", "lists", "overview", "plan", "project", "records", "resume"];
    for name in all.into_iter().chain(parts.map(|name| format!("parts/{name}.css"))) {
        let opening = fs::read_to_string(folder.join(&name)).expect("a style sheet of the default theme");
        let is_rule =
            |line: &&str| line.starts_with('.') && line.contains('{') && line.ends_with('}') && !line.contains("/*");
        let rule = opening.lines().filter(is_rule).max_by_key(|line| line.len()).expect("a rule").trim();
        assert!(default.contains(rule), "{name}: {rule}");
        assert!(!other.contains(rule), "{name}: {rule}");
    }
    assert!(other.contains("--plate"));
}

#[test]
fn the_second_theme_has_nothing_twice_that_the_default_theme_has_for_all() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
    let read = |path: &Path| fs::read_to_string(path).expect("a style sheet");
    let shared = ["css/fonts.css", "css/paper.css", "parts/math.css", "parts/code.css", "parts/terminal.css"];
    let shared: String = shared.iter().map(|name| read(&folder.join("default/assets").join(name))).collect();
    let faces: Vec<&str> = shared.lines().filter(|line| line.starts_with("@font-face")).collect();
    assert!(faces.len() > 12, "{faces:#?}");
    let other = style_sheets(&build(&sample_in("motorway"), &options()));
    let ranges = faces.iter().filter_map(|face| face.split_once("unicode-range").map(|(_, range)| range));
    assert!(ranges.filter(|range| other.contains(range)).count() > 9, "formulas and code have their fonts");
    for entry in ["css", "parts"]
        .iter()
        .flat_map(|part| fs::read_dir(folder.join("motorway/assets").join(part)).expect("a folder of style sheets"))
    {
        let path = entry.expect("a file").path();
        let text = read(&path);
        let twice: Vec<&str> = shared.lines().filter(|line| line.len() > 60 && text.contains(line.trim())).collect();
        assert!(twice.is_empty(), "{}: {twice:#?}", path.display());
    }
}

#[test]
fn a_page_has_the_style_of_what_it_shows_and_no_other() {
    let plan = PLAN.replace(", theme: bare", "");
    let case = format!(
        "{plan}=== content/about.md\n---\ntitle: About\nsummary: About\n---\nText.\n\
         === content/with-code.md\n---\ntitle: Code\nsummary: Code\n---\n```rust\nfn a() {{}}\n```\n\
         === content/with-math.md\n---\ntitle: Math\nsummary: Math\nmath: true\n---\n$$x^2$$\n\
         === themes/default/assets/parts/mine.css\n.only-mine {{ order: 7 }}\n\
         === themes/default/assets/parts/scripted.css\n/* on: .code, .copied */\n.by-a-script {{ order: 8 }}\n\
         === slots/after_page.html\n{{% if page.title == \"Math\" %}}<p class=\"only-mine\">x</p>{{% endif %}}\n"
    );
    let build = build(&journal(&case), &options());
    let has = |page: &str| {
        let style = style_of(&build, page);
        let parts = [
            ".prose > * + *",
            ".code-title",
            "\"Milepost Math Wide\"",
            "order: 7",
            "order: 8",
            ".resume h2",
            ".of-gantt",
        ];
        parts.map(|part| style.contains(part))
    };
    assert_eq!(has("about/index.html"), [true, false, false, false, false, false, false]);
    assert_eq!(has("with-code/index.html"), [true, true, false, false, true, false, false]);
    assert_eq!(has("with-math/index.html"), [true, false, true, true, false, false, false]);
    let about = text(&build, "about/index.html").expect("a page");
    assert!(about.contains(".css\" integrity=\"sha256-"), "{about}");
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
    let sheet = style_of(&build, "index.html");
    assert!(sheet.contains("Milepost Mono") && !sheet.contains(".brand"), "{sheet}");
    let has = |start: &str| build.outputs.iter().any(|(path, _)| path.as_str().starts_with(start));
    let paths: Vec<_> = build.outputs.iter().map(|(path, _)| path.as_str()).collect();
    assert!(has("assets/fonts/serif.") && !has("assets/fonts/OFL."), "{paths:#?}");
    assert!(has("empty.txt"), "an empty file of one's own is published");
}
