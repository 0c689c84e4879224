//! Slots: markup of a journal in the pages of any theme.

use super::*;

const JOURNAL: &str = "=== plan.yaml
schema: 1
site: {title: Ada, url: \"https://ada.example/j/\"}
plan: {id: the-plan, title: Becoming Ada, start: 2026-10-01, months: 6}
=== content/posts/2026-11-01-a.md
# A & post
=== content/notes/n.md
---
title: A note
date: 2026-10-05
---
Text.
";

#[test]
fn every_slot_of_the_default_theme_is_on_the_pages_it_is_named_for() {
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates/slots");
    let mut names: Vec<String> = fs::read_dir(theme)
        .expect("the folder of slots")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name").replace(".html", ""))
        .collect();
    names.sort();
    let mut case = format!("{JOURNAL}=== content/about.md\n# About\n=== content/projects/p.md\n# A project\n");
    for name in &names {
        let _ = write!(case, "=== slots/{name}.html\n<i class=\"mine-{name}\">{{{{ page.title }}}}</i>\n");
    }
    let build = build(&journal(&case), &options());
    let only = [
        ("after_post", "posts/a/index.html"),
        ("after_note", "notes/n/index.html"),
        ("after_page", "about/index.html"),
        ("after_project", "projects/p/index.html"),
        ("after_intro", "index.html"),
    ];
    for name in &names {
        let here: Vec<&str> = pages(&build)
            .filter(|(_, html)| html.matches(&format!("<i class=\"mine-{name}\">")).count() == 1)
            .map(|(path, _)| path)
            .collect();
        match only.iter().find(|(slot, _)| slot == name) {
            Some((_, page)) => assert_eq!(here, [*page], "{name}"),
            None => assert_eq!(here.len(), pages(&build).count(), "{name}"),
        }
    }
    let post = text(&build, "posts/a/index.html").expect("the post");
    assert!(post.contains("<i class=\"mine-after_post\">A &amp; post</i>"), "{post}");
    // In the order in which a reader meets them.
    let order = [
        "head_end",
        "</head>",
        "after_nav",
        "</header>",
        "after_header",
        "<main",
        "before_content",
        "after_post",
        "after_content",
        "</main>",
        "mine-footer",
        "</footer>",
        "body_end",
        "</body>",
    ];
    let places: Vec<_> = order.iter().map(|what| post.find(what).unwrap_or_else(|| panic!("{what}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn a_slot_sees_the_view_of_its_page_and_its_links_are_checked() {
    let case = format!(
        "{JOURNAL}=== slots/after_note.html\n<p>{{{{ article.minutes }}}} of {{{{ site.author.name }}}}, <a href=\"/j/gone/\">x</a></p>\n"
    );
    let sources = journal(&case);
    let build = milepost::build(&sources, &options());
    assert!(text(&build, "notes/n/index.html").is_some_and(|html| html.contains("<p>1 of Ada, ")));
    assert!(messages(&sources, &build).contains("broken-link: "), "{}", messages(&sources, &build));
}

#[test]
fn a_slot_that_no_theme_has_is_an_error_and_a_theme_can_have_more() {
    let misnamed = format!("{JOURNAL}=== slots/after-post.html\nx\n");
    let build_of = |case: &str| milepost::build(&journal(case), &options());
    let build = build_of(&misnamed);
    let found = &build.diagnostics[0];
    assert_eq!((found.code.name(), build.diagnostics.len()), ("unknown-slot", 1));
    assert!(found.hints[0].contains("`after_post`"), "{found:?}");
    let other = format!("{JOURNAL}=== slots/notes.txt\nx\n");
    assert_eq!(build_of(&other).diagnostics[0].code.name(), "unknown-slot");
    let own = format!(
        "{JOURNAL}=== themes/default/templates/404.html
<!doctype html><html lang=\"en\"><title>x</title>{{% include \"slots/own.html\" %}}</html>
=== themes/default/templates/slots/own.html
What the theme says.
"
    );
    let page = |case: &str| text(&self::build(&journal(case), &options()), "404.html").expect("a page").to_owned();
    assert!(page(&own).contains("What the theme says."));
    let filled = page(&format!("{own}=== slots/own.html\nWhat the journal says.\n"));
    assert!(filled.contains("What the journal says.") && !filled.contains("What the theme says."), "{filled}");
}

#[test]
fn what_the_policy_of_the_pages_blocks_is_an_error_at_its_place() {
    let case = format!(
        "{JOURNAL}=== slots/head_end.html\n<link rel=\"me\" href=\"https://x.example/\">\n<p onclick=\"go()\">x</p>\n<link rel=\"stylesheet\" href=\"https://x.example/a.css\">\n"
    );
    let sources = journal(&case);
    let build = milepost::build(&sources, &options());
    let places: Vec<_> = build
        .diagnostics
        .iter()
        .map(|found| (found.code.name(), found.span.map(milepost::diagnostic::Span::range)))
        .collect();
    assert_eq!(places.len(), 2, "{}", messages(&sources, &build));
    assert!(places.iter().all(|(code, place)| *code == "blocked-content" && place.is_some()));
    // The way out that it tells works.
    let right = format!(
        "{JOURNAL}=== slots/head_end.html\n<script src=\"{{{{ site.assets[\"js/mine.js\"] }}}}\" defer></script>\n=== themes/default/assets/js/mine.js\ngo();\n"
    );
    let build = self::build(&journal(&right), &options());
    let home = text(&build, "index.html").expect("a home page");
    let mut scripts = elements(home)
        .into_iter()
        .filter(|one| one.name == "script")
        .filter_map(|one| one.attributes.get("src").cloned());
    assert!(scripts.any(|src| src.starts_with("/j/assets/js/mine.")), "{home}");
}
