//! Colours, fonts, density and the order of sections, as `site:` of the plan chooses them.

use super::*;

fn plan(site: &str) -> String {
    format!(
        "=== plan.yaml
schema: 1
site: {{title: Ada, url: \"https://ada.example/\", {site}}}
plan: {{id: the-plan, title: Becoming Ada, start: 2026-10-01, months: 6}}
skills: [{{id: skill-rust, title: Rust}}]
phases: [{{id: ph, title: Begin, months: [1, 6], items: [{{id: it, title: Learn, kind: topic, skills: [skill-rust]}}]}}]
=== content/notes/x.md
---
title: A note
date: 2026-10-05
proves: [it]
---
Text.
"
    )
}

/// The style sheet of the home page.
fn sheet(build: &Build) -> String {
    let home = text(build, "index.html").expect("a home page");
    let link = home.split("href=\"/").find(|rest| rest.starts_with("assets/css/site.")).expect("a link");
    let path = link.split('"').next().expect("an end");
    text(build, path).expect("a style sheet").to_owned()
}

fn built(case: &str) -> Build {
    build(&journal(case), &options())
}

/// The only thing that is wrong with a site.
#[track_caller]
fn wrong(case: &str) -> milepost::diagnostic::Diagnostic {
    let sources = journal(case);
    let build = milepost::build(&sources, &options());
    assert_eq!(build.diagnostics.len(), 1, "{}", messages(&sources, &build));
    build.diagnostics.into_iter().next().expect("one")
}

#[test]
fn an_accent_is_in_the_style_sheet_with_what_follows_from_it_and_nowhere_else() {
    let plain = sheet(&built(&plan("")));
    let built = built(&plan("accent: \"#7a1f5c\""));
    let css = sheet(&built);
    assert!(css.contains("--accent: light-dark(#7a1f5c, #"), "{css}");
    for name in ["accent-soft", "accent-strong", "scale-1", "scale-4", "code-function", "on-accent"] {
        let value = |css: &str| {
            css.split_once(&format!("--{name}: "))
                .and_then(|(_, rest)| rest.split_once(';'))
                .map(|(value, _)| value.to_owned())
        };
        let new = value(&css).expect("a value");
        assert!(name == "on-accent" || Some(&new) != value(&plain).as_ref(), "{name} is still {new}");
    }
    // The tokens stand once, in the place of those of the theme.
    assert_eq!(css.matches("--accent: light-dark(").count(), 1);
    for (path, html) in pages(&built) {
        assert!(!html.contains("#7a1f5c") && !html.contains("style="), "{path}");
    }
}

fn bytes<'a>(build: &'a Build, path: &str) -> &'a [u8] {
    build.outputs.get(path).unwrap_or_else(|| panic!("{path}")).bytes()
}

/// The pictures of a site that others ask for by name.
const EMBLEMS: [&str; 3] = ["icon.svg", "apple-touch-icon.png", "og.png"];

/// The colour of a pixel of a picture.
fn pixel(png: &[u8], x: usize, y: usize) -> String {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().expect("a picture");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    let frame = reader.next_frame(&mut pixels).expect("pixels");
    let at = y * frame.line_size + x * frame.color_type.samples();
    format!("#{:02x}{:02x}{:02x}", pixels[at], pixels[at + 1], pixels[at + 2])
}

#[test]
fn icons_the_picture_of_previews_and_badges_have_the_accent() {
    let plain = built(&plan(""));
    let purple = built(&plan("accent: \"#7a1f5c\""));
    let icon = text(&purple, "icon.svg").expect("an icon");
    assert!(icon.contains("fill=\"#7a1f5c\"") && !icon.contains("#0a5160"), "{icon}");
    assert_eq!(icon.replace("#7a1f5c", "#0a5160"), text(&plain, "icon.svg").expect("an icon"));
    for (build, accent) in [(&plain, "#0a5160"), (&purple, "#7a1f5c")] {
        assert_eq!(pixel(bytes(build, "apple-touch-icon.png"), 20, 20), accent);
        assert_eq!(pixel(bytes(build, "og.png"), 20, 540), accent);
        assert_eq!(pixel(bytes(build, "og.png"), 20, 20), "#fbfbf8");
    }
    let of_month = |build: &Build| text(build, "badges/plan-month.svg").expect("a badge").to_owned();
    assert!(of_month(&plain).contains("#0b6bcb") && of_month(&purple).contains("#7a1f5c"));
    assert_eq!(of_month(&plain).replace("#0b6bcb", "#7a1f5c"), of_month(&purple));
    assert!(text(&purple, "badges/plan-month.json").expect("an endpoint").contains("\"color\":\"7a1f5c\""));
    // What is proven is green in every look but that of a palette with another green.
    let proven = |build: &Build| text(build, "badges/phase-ph.svg").expect("a badge").contains("#2e7d32");
    assert!(proven(&plain) && proven(&purple) && !proven(&built(&plan("palette: plum"))));
}

#[test]
fn a_badge_in_a_bright_accent_is_dark_enough_for_its_text() {
    let bright = plan("accent: \"#ffe000\"").replace("plan: {", "checks: {faint-color: warn}\nplan: {");
    let sources = journal(&bright);
    let build = milepost::build(&sources, &options());
    let badge = text(&build, "badges/plan-month.svg").expect("a badge");
    let color = badge.split("<rect x=").nth(1).and_then(|rest| rest.split('"').find(|part| part.starts_with('#')));
    let color = color.expect("the ground of the right half");
    let ground = milepost::color::parse::parse(color).expect("a colour");
    let ratio = milepost::color::contrast::ratio(ground, milepost::color::Rgb::WHITE);
    assert!((4.5..5.0).contains(&ratio) && color != "#0b6bcb", "{color} {ratio}");
}

#[test]
fn a_journal_with_pictures_of_its_own_keeps_them_in_every_look() {
    let own = "=== themes/default/static/icon.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n";
    let build = built(&format!("{}{own}", plan("accent: \"#7a1f5c\", language: de")));
    assert_eq!(text(&build, "icon.svg").expect("an icon").trim(), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let drawn = "=== themes/default/templates/icon.svg\n<svg fill=\"{{ colors.accent.light }}\"/>\n";
    let build = built(&format!("{}{drawn}", plan("accent: \"#7a1f5c\"")));
    assert_eq!(text(&build, "icon.svg").expect("an icon").trim(), "<svg fill=\"#7a1f5c\"/>");
    let build = built(&format!("{}{drawn}", plan("")));
    assert_eq!(text(&build, "icon.svg").expect("an icon").trim(), "<svg fill=\"#0a5160\"/>");
}

#[test]
fn the_picture_of_previews_speaks_the_language_of_the_site() {
    let english = built(&plan(""));
    let other = |language: &str| built(&plan(&format!("language: {language}")));
    let (german, japanese) = (other("de"), other("ja"));
    assert_ne!(bytes(&german, "og.png"), bytes(&english, "og.png"));
    // What the fonts of the theme cannot write is left out; icons say nothing.
    assert_ne!(bytes(&japanese, "og.png"), bytes(&german, "og.png"));
    assert_eq!(bytes(&japanese, "icon.svg"), bytes(&english, "icon.svg"));
}

/// The files that a theme comes with are what its templates draw in its own colours: `UPDATE_GOLDEN=1` draws them anew.
#[test]
fn pictures_of_themes_are_as_their_templates_draw_them() {
    for theme in ["default", "motorway"] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes").join(theme);
        let site = plan(&format!("theme: {theme}"));
        let template = |name: &str| {
            let name = format!("{}.svg", name.rsplit_once('.').expect("an ending").0);
            let text = std::fs::read_to_string(folder.join("templates").join(&name)).expect("a template");
            format!("=== themes/{theme}/templates/{name}\n{text}\n")
        };
        let drawn = built(&EMBLEMS.iter().fold(site.clone(), |site, name| site + &template(name)));
        let shipped = built(&site);
        for name in EMBLEMS {
            let drawn = bytes(&drawn, name).trim_ascii_end();
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                let end: &[u8] = if name == "icon.svg" { b"\n" } else { b"" };
                std::fs::write(folder.join("static").join(name), [drawn, end].concat()).expect("written");
                continue;
            }
            assert!(drawn == bytes(&shipped, name).trim_ascii_end(), "{theme}: {name}");
        }
    }
}

#[test]
fn an_accent_that_is_hard_to_read_is_refused_with_the_nearest_that_is_not() {
    let found = wrong(&plan("accent: \"#0b5fff\""));
    assert_eq!(found.code.name(), "faint-color");
    assert!(found.is_error() && found.span.is_some());
    let near = found.hints[0].split('`').nth(1).expect("a colour").to_owned();
    built(&plan(&format!("accent: \"{near}\"")));
    // It says how far it is from passing, in the words of WCAG.
    assert!(found.message.contains("4.5") && found.message.contains("needs 7:1"), "{}", found.message);
    // Whoever wants it all the same says so.
    let lowered = plan("accent: \"#0b5fff\"").replace("plan: {", "checks: {faint-color: warn}\nplan: {");
    assert!(sheet(&built(&lowered)).contains("light-dark(#0b5fff, "));
}

#[test]
fn both_accents_can_be_chosen_and_both_are_checked() {
    let css = sheet(&built(&plan("accent: {light: \"#7a1f5c\", dark: pink}")));
    assert!(css.contains("--accent: light-dark(#7a1f5c, #ffc0cb)"));
    let found = wrong(&plan("accent: {light: \"#7a1f5c\", dark: \"#7a1f5c\"}"));
    assert!(found.message.contains("in the dark scheme"), "{}", found.message);
    let light = wrong(&plan("accent: \"#86d6e3\""));
    assert!(light.hints.iter().any(|hint| hint.contains("dark: \"#86d6e3\"")), "{:?}", light.hints);
}

#[test]
fn a_palette_changes_every_colour_and_an_accent_goes_before_it() {
    let palette = built(&plan("palette: plum"));
    assert!(sheet(&palette).contains("--bg: light-dark(#fcfafb, #17131a)"));
    let home = text(&palette, "index.html").expect("a home page");
    assert!(home.contains("content=\"#fcfafb\"") && home.contains("content=\"#17131a\""), "{home}");
    let both = sheet(&built(&plan("palette: plum, accent: \"#0a5160\"")));
    assert!(both.contains("--bg: light-dark(#fcfafb, #17131a)") && both.contains("--accent: light-dark(#0a5160, "));
    assert_eq!(sheet(&built(&plan("palette: default, density: comfortable"))), sheet(&built(&plan(""))));
}

#[test]
fn a_journal_has_palettes_of_its_own_which_are_checked_as_well() {
    let own = |text: &str| {
        format!(
            "{}=== themes/default/palettes/mine.css\n:root {{ --text: {text}; --muted: #444; }}\n",
            plan("palette: mine")
        )
    };
    assert!(
        sheet(&built(&own("light-dark(#101010, #fff)").replace("#444", "light-dark(#444, #ccc)")))
            .contains("--text: light-dark(#101010, #ffffff)")
    );
    let sources = journal(&own("light-dark(#999, #fff)"));
    let build = milepost::build(&sources, &options());
    assert!(build.has_errors());
    let found = messages(&sources, &build);
    assert!(
        found.contains("`#999999` is hard to read") && found.contains("(themes/default/palettes/mine.css)"),
        "{found}"
    );
    // One colour for both schemes is light or dark, and so fails in one of them.
    assert!(found.contains("`#444444` is hard to read"), "{found}");
    let found = wrong(&own("var(--x)").replace("--muted: #444; ", ""));
    assert!(found.message.contains("no pair of colours"), "{}", found.message);
}

#[test]
fn names_that_the_theme_does_not_have_are_errors_with_what_was_meant() {
    for (site, meant) in
        [("palette: plumm", "plum"), ("density: compat", "compact"), ("accent: tael", "teal"), ("fonts: srif", "serif")]
    {
        let found = wrong(&plan(site));
        assert_eq!(found.code.name(), "bad-value", "{site}");
        assert!(found.hints.iter().any(|hint| hint.contains(&format!("did you mean `{meant}`"))), "{:?}", found.hints);
    }
    let unquoted = plan("").replacen(
        "site: {title: Ada, url: \"https://ada.example/\", }",
        "site:\n  title: Ada\n  url: https://ada.example/\n  accent: #0a5160",
        1,
    );
    let found = wrong(&unquoted);
    assert!(found.hints.iter().any(|hint| hint.contains("quotes")), "{found:?}");
}

#[test]
fn fonts_that_nobody_sees_are_neither_published_nor_loaded() {
    let fonts = |site: &str| {
        let build = built(&plan(site));
        let names = build.outputs.iter().filter(|(path, _)| path.extension() == "woff2").map(|(path, _)| path.as_str());
        let names: std::collections::BTreeSet<String> = names
            .filter_map(|name| name.strip_prefix("assets/fonts/")?.split(['-', '.']).next())
            .map(str::to_owned)
            .collect();
        let home = text(&build, "index.html").expect("a home page").to_owned();
        let preloaded =
            elements(&home).iter().filter(|one| one.attributes.get("rel").is_some_and(|rel| rel == "preload")).count();
        (names.into_iter().collect::<Vec<_>>().join(" "), preloaded, sheet(&build))
    };
    let (names, preloaded, css) = fonts("");
    assert_eq!((names.as_str(), preloaded), ("math mono sans serif", 2));
    assert!(!css.contains("fonts/book") && css.contains("--font-headings: var(--serif)"));
    let (names, preloaded, css) = fonts("fonts: system");
    assert_eq!((names.as_str(), preloaded), ("math", 0));
    assert!(css.contains("--font-text: var(--system)") && !css.contains("fonts/sans"));
    let (names, preloaded, css) = fonts("fonts: {headings: sans, text: serif}");
    assert_eq!((names.as_str(), preloaded), ("book math mono sans", 2));
    assert!(css.contains("--font-text: var(--book)") && css.contains("fonts/book."));
    let (names, preloaded, _) = fonts("fonts: sans");
    assert_eq!((names.as_str(), preloaded), ("math mono sans", 1));
}

#[test]
fn a_density_changes_sizes_and_space() {
    let css = sheet(&built(&plan("density: compact")));
    assert!(
        css.contains("--leading: 1.5;")
            && !css.contains("--leading: 1.6;")
            && css.contains("--bg: light-dark(#fbfbf8, #131619)")
    );
}

#[test]
fn another_theme_has_the_same_values_in_its_own_sheet() {
    let theme = "=== themes/paper/assets/css/tokens.css
:root { --bg: light-dark(#fff, #000); --surface: light-dark(#eee, #111); --accent: light-dark(#004, #bbf); --odd: 3px; }
=== themes/paper/assets/css/base.css
a { color: var(--accent); }
";
    let css = sheet(&built(&format!("{}{theme}", plan("theme: paper, palette: moss, fonts: system"))));
    assert!(
        css.starts_with(":root { --bg: light-dark(#fafbf6, #121612); --surface: light-dark(#ffffff, #191e19);"),
        "{css}"
    );
    assert!(
        css.contains("--odd: 3px;")
            && css.contains("--code-type: light-dark(")
            && css.contains("--font-text: var(--system);")
    );
    // The grounds are those of that theme: this blue passes on white, not on its grey.
    let grey = theme.replace("light-dark(#eee, #111)", "light-dark(#aaa, #111)");
    let found = wrong(&format!("{}{grey}", plan("theme: paper, accent: \"#003399\"")));
    assert!(found.message.contains("`--surface`, `#aaaaaa`"), "{}", found.message);
}

#[test]
fn the_home_page_has_the_sections_that_were_asked_for_in_their_order() {
    let order = |site: &str| {
        let build = built(&plan(site));
        let home = text(&build, "index.html").expect("a home page").to_owned();
        let twin = text(&build, "index.md").expect("a twin").to_owned();
        let ids: Vec<String> = elements(&home)
            .into_iter()
            .filter(|one| one.name == "h2")
            .filter_map(|one| one.attributes.get("id").cloned())
            .collect();
        (ids.join(" "), home, twin)
    };
    let (ids, home, _) = order("");
    assert_eq!(ids, "now writing skills path");
    assert!(home.contains("class=\"section two\"") && !home.contains("is-column"));
    let (ids, home, twin) = order("home: {sections: [progress, skills, writing, projects]}");
    assert_eq!(ids, "path skills writing");
    assert!(home.contains("class=\"section two\""));
    assert!(twin.find("## Skills") < twin.find("## Latest writing") && !twin.contains("Plan:"), "{twin}");
    let (ids, home, _) = order("home: {layout: column, sections: [writing, now, skills]}");
    assert_eq!(ids, "writing now skills");
    assert!(home.contains("class=\"home is-column\"") && !home.contains("class=\"section two\""));
    let (ids, ..) = order("home: {sections: []}");
    assert_eq!(ids, "");
}

/// A journal with the page of a project.
fn with_pages(site: &str) -> String {
    format!(
        "{}=== content/projects/scanner.md\n---\nsummary: A scanner.\nproblem: Many.\napproach: One.\nlimits: Few.\n---\n# Scanner\n\nText.\n",
        plan(site)
    )
}

#[test]
fn pages_of_projects_have_the_sections_that_were_asked_for_in_their_order() {
    let order = |site: &str| {
        let build = built(&with_pages(site));
        let (_, page) = pages(&build).find(|(path, _)| path.starts_with("projects/scanner")).expect("the project");
        let places = ["the-problem", "the-approach", "the-limits", "part prose"].map(|name| (page.find(name), name));
        let mut found: Vec<_> = places.iter().filter_map(|(place, name)| Some((place.as_ref()?, *name))).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(order(""), "the-problem the-approach the-limits part prose");
    assert_eq!(order("project: {sections: [limits, text, problem, features]}"), "the-limits part prose the-problem");
}

#[test]
fn the_progress_page_has_the_sections_that_were_asked_for_in_their_order() {
    let order = |site: &str| {
        let build = built(&plan(site));
        let ids = elements(text(&build, "progress/index.html").expect("the progress page")).into_iter();
        let ids = ids.filter(|one| one.name == "h2").filter_map(|one| one.attributes.get("id").cloned());
        ids.collect::<Vec<_>>()
    };
    let all = order("");
    assert!(all.len() > 2, "{all:?}");
    let sections: Vec<&str> = all.iter().map(String::as_str).filter(|id| ["newest", "phases"].contains(id)).collect();
    let moved = order("progress: {sections: [phases, newest, goals, outreach]}");
    let turned: Vec<&str> = moved.iter().map(String::as_str).filter(|id| ["newest", "phases"].contains(id)).collect();
    assert!(sections.iter().rev().eq(turned.iter()) && moved.len() < all.len(), "{all:?} {moved:?}");
}

/// Returns the headings of the first and second level with their ids, and the classes of what holds the sections.
fn outline(html: &str) -> String {
    let mut lines = String::new();
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.split_whitespace().next().unwrap_or_default();
        let value = |name: &str| tag.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        if ["h1", "h2"].contains(&name) {
            let id = value("id").map(|id| format!("#{id}")).unwrap_or_default();
            let _ = writeln!(lines, "{name}{id} {}", text.trim());
        } else if ["div", "section"].contains(&name)
            && let Some(class) = value("class").filter(|class| class.contains("home") || class.contains("section"))
        {
            let _ = writeln!(lines, "{name}.{}", class.replace(' ', "."));
        }
    }
    lines
}

#[test]
fn chosen_sections_stand_in_their_order_in_every_theme() {
    let case = fs::read_to_string(golden().join("sections/journal.txt")).expect("the case");
    let mut found = BTreeMap::new();
    for (theme, layout) in
        [("default", "columns"), ("default", "column"), ("motorway", "columns"), ("motorway", "column")]
    {
        let site = built(&case.replace("THEME", theme).replace("LAYOUT", layout));
        for (path, html) in pages(&site) {
            let shown = ["index.html", "progress/index.html"].contains(&path) || path.starts_with("projects/scanner");
            if shown && (layout == "columns" || path == "index.html") {
                found.insert(format!("{theme}-{layout}/{}", path.replace(".html", ".txt")), outline(html));
            }
        }
    }
    assert_eq!(found.len(), 8);
    crate::whole::check_golden("sections", &found);
}

#[test]
fn a_section_that_other_pages_lead_to_cannot_be_left_out() {
    let found = wrong(&plan("progress: {sections: [facts, goals]}"));
    assert!(found.message.contains("lack `phases` and `outreach`") && found.span.is_some(), "{found:?}");
    let found = wrong(&plan("project: {sections: [text]}"));
    assert!(found.message.contains("lack `features`"), "{found:?}");
    let found = wrong(&plan("project: {sections: [dmo, features, text]}"));
    assert!(found.hints[0].contains("`demo`"), "{found:?}");
}

#[test]
fn the_second_theme_keeps_to_the_layout_and_the_order_of_the_home_page() {
    let order = |site: &str| {
        let build = built(&plan(&format!("theme: motorway, {site}")));
        let home = text(&build, "index.html").expect("a home page").to_owned();
        let ids: Vec<String> = elements(&home)
            .into_iter()
            .filter(|one| one.name == "h2")
            .filter_map(|one| one.attributes.get("id").cloned())
            .collect();
        (ids.join(" "), home)
    };
    let (ids, home) = order("home: {layout: column, sections: [progress, skills, writing]}");
    assert_eq!(ids, "path skills writing");
    assert!(home.contains("is-column") && !home.contains("class=\"distances\""), "{home}");
    assert_eq!(order("home: {sections: [writing, now]}").0, "writing now");
}

#[test]
fn a_section_is_named_once_and_rightly() {
    let found = wrong(&plan("home: {sections: [writing, skills, writing]}"));
    assert!(found.message.contains("`writing` is there twice") && found.labels.len() == 1, "{found:?}");
    let found = wrong(&plan("home: {sections: [writting]}"));
    assert!(found.hints[0].contains("`writing`"), "{found:?}");
}
