//! Social cards: a picture for each page, drawn while the site is built.

use super::*;

const PAGES: &str = "
=== content/posts/hello.md
---
title: \"Hello <b>&amp; goodbye</b>\"
date: 2026-11-01
tags: [greeting]
---
Text.
=== content/posts/konnichiwa.md
---
title: 日本語のノート
date: 2026-11-01
---
Text.
=== content/posts/sayonara.md
---
title: さようなら
date: 2026-11-01
---
Text.
";

/// Returns the site of a journal on the default theme, with cards.
fn with_cards(case: &str) -> Build {
    let plan = PLAN.replace(", theme: bare", "");
    build(&journal(&format!("{plan}{case}")), &Options { cards: true, ..options() })
}

fn card<'a>(build: &'a Build, path: &str) -> &'a [u8] {
    build.outputs.get(path).unwrap_or_else(|| panic!("there is no {path}")).bytes()
}

#[test]
fn every_page_that_is_shared_has_a_card_of_the_right_size() {
    let build = with_cards(PAGES);
    for path in ["og/card.png", "og/posts/card.png", "og/posts/hello/card.png", "og/archive/card.png"] {
        let png = card(&build, path);
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"), "{path} is a PNG");
        // Width and height are the first two numbers of the header, which is the first part of the file.
        assert_eq!(&png[16..24], [1200_u32.to_be_bytes(), 630_u32.to_be_bytes()].concat(), "{path}");
        assert!(png.len() < 60_000, "{path} has {} bytes", png.len());
    }
    assert!(build.outputs.get("og/tags/greeting/card.png").is_none());
    assert!(build.outputs.get("og/404.html/card.png").is_none());
}

#[test]
fn pages_name_their_card_for_link_previews() {
    let build = with_cards(PAGES);
    let image = |path: &str| {
        let page = elements(text(&build, path).expect("the page is there"));
        let mut meta =
            page.into_iter().filter(|one| one.attributes.get("property").is_some_and(|name| name == "og:image"));
        meta.next().and_then(|one| one.attributes.get("content").cloned()).expect("it has a picture")
    };
    assert_eq!(image("index.html"), "https://ada.example/og/card.png");
    assert_eq!(image("posts/hello/index.html"), "https://ada.example/og/posts/hello/card.png");
    assert_eq!(image("tags/greeting/index.html"), "https://ada.example/og.png");
}

#[test]
fn a_title_that_the_fonts_lack_is_left_out_rather_than_shown_as_boxes() {
    let build = with_cards(PAGES);
    let konnichiwa = card(&build, "og/posts/konnichiwa/card.png");
    assert_eq!(konnichiwa, card(&build, "og/posts/sayonara/card.png"));
    assert_ne!(konnichiwa, card(&build, "og/posts/hello/card.png"));
}

#[test]
fn cards_are_drawn_only_when_asked_for() {
    let build = build(&with_bare_theme(&journal(&format!("{PLAN}{PAGES}"))), &options());
    assert!(build.outputs.iter().all(|(path, _)| !path.as_str().starts_with("og/")));
}

#[test]
fn a_journal_draws_cards_of_its_own() {
    let own = "=== themes/default/templates/card.svg\n\
        <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{{ width }}\" height=\"{{ height }}\"><image href=\"/etc/hostname\" width=\"9\" height=\"9\"/></svg>\n";
    let build = with_cards(&format!("{PAGES}{own}"));
    assert_eq!(card(&build, "og/posts/hello/card.png"), card(&build, "og/card.png"));
}

#[test]
fn a_card_of_another_size_is_an_error_that_is_said_once() {
    let own = "=== themes/default/templates/card.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90000\" height=\"90000\"/>\n";
    let sources = journal(&format!("{}{PAGES}{own}", PLAN.replace(", theme: bare", "")));
    let build = milepost::build(&sources, &Options { cards: true, ..options() });
    let errors: Vec<&str> =
        build.diagnostics.iter().filter(|found| found.is_error()).map(|found| found.message.as_str()).collect();
    assert_eq!(
        errors,
        ["`templates/card.svg` does not make a picture: it is 90000 by 90000 pixels large, and must be 1200 by 630"]
    );
}

#[test]
fn cards_can_be_turned_off() {
    let plan = PLAN.replace(", theme: bare", ", cards: false");
    let build = build(&journal(&format!("{plan}{PAGES}")), &Options { cards: true, ..options() });
    assert!(build.outputs.iter().all(|(path, _)| !path.as_str().starts_with("og/")));
    assert!(!text(&build, "posts/hello/index.html").expect("the post").contains("og/posts"));
}

#[test]
fn fonts_of_cards_that_cannot_be_read_are_an_error() {
    let plan = PLAN.replace(", theme: bare", "");
    let case = journal(&format!("{plan}=== themes/default/cards/serif.ttf\nno font\n"));
    let build = milepost::build(&case, &Options { cards: true, ..options() });
    let found = build.diagnostics.iter().find(|found| found.code.name() == "template-error").expect("an error");
    assert!(found.message.contains("`cards/`"), "{}", found.message);
    assert!(!build.diagnostics.iter().any(|found| found.code.name() == "broken-link"), "{}", messages(&case, &build));
}
