//! Pages in another language than the site: `lang:` in front matter.

use super::*;

const CASE: &str = "
=== content/notes/de.md
---
title: Wie DNS arbeitet
date: 2026-11-05
summary: Der Weg eines Namens.
lang: de
toc: true
slug: wie
tags: [dns]
series: {name: Names, part: 1}
authorization: Eigene Geräte.
---
## Der Weg

Text mit einem Verweis auf [etwas](en.md).

=== content/notes/en.md
---
title: How DNS works
date: 2026-11-06
slug: how
tags: [dns]
series: {name: Names, part: 2}
lang: en
---
Text with a link to [the other](de.md).

=== content/posts/ar.md
---
title: كيف يعمل
date: 2026-11-07
slug: ar
lang: ar
---
نص.

=== content/projects/tool.md
---
title: Werkzeug
date: 2026-11-08
lang: de-CH
problem: Zu langsam.
result: Doppelt so schnell.
---
Text.
";

fn site(theme: &str) -> Build {
    let plan = PLAN.replace("theme: bare", &format!("theme: {theme}"));
    assert!(plan.contains(&format!("theme: {theme}")));
    build(&journal(&format!("{plan}{CASE}")), &options())
}

/// The parts of a text between each `from` and the next `to`.
fn between<'a>(text: &'a str, from: &'a str, to: &'a str) -> Vec<&'a str> {
    text.split(from).skip(1).filter_map(|rest| rest.split(to).next()).collect()
}

#[test]
fn a_page_in_another_language_says_so_where_its_own_words_are() {
    for theme in ["default", "motorway"] {
        let site = site(theme);
        let page = |path: &str| text(&site, path).unwrap_or_else(|| panic!("{path}"));
        let german = page("notes/wie/index.html");
        for has in [
            "<html lang=\"en\">",
            "<h1 class=\"p-name\" lang=\"de\">Wie DNS arbeitet</h1>",
            "<p class=\"dek p-summary\" lang=\"de\">Der Weg",
            "<div class=\"prose e-content\" lang=\"de\">",
            "<a href=\"#der-weg\"><bdi lang=\"de\">Der Weg</bdi></a>",
            "<span lang=\"de\">Eigene Geräte.</span>",
            "<span aria-current=\"page\" lang=\"de\">Wie DNS arbeitet</span>",
            "content=\"Der Weg eines Namens.\" lang=\"de\">",
            "<meta property=\"og:locale\" content=\"de_DE\">",
            "\"inLanguage\":\"de\"",
        ] {
            assert!(german.contains(has), "{theme}: {has} is not in {german}");
        }
        // The words of the theme are those of the site.
        let words = milepost::words::Words::english();
        for word in ["article.contents", "article.statements"] {
            let said = format!("\">{}</h2>", words.form(word, 2).expect("a word"));
            assert!(german.contains(&said), "{theme}: {said} is not in {german}");
        }
        // What is in the language of the site says nothing, whatever its front matter says.
        let english = page("notes/how/index.html");
        assert!(english.contains("<div class=\"prose e-content\">") && !english.contains("lang=\"en\" "), "{english}");
        assert!(english.contains("content=\"en_US\"") && !english.contains("\"inLanguage\":\"de\""), "{english}");
        // Whoever leads there says in which language the title is: what links here, the series, what is near.
        let links = between(english, "lang=\"de\">", "<");
        assert!(links.iter().filter(|text| **text == "Wie DNS arbeitet").count() >= 2, "{links:?}");
        let arabic = page("posts/ar/index.html");
        assert!(arabic.contains("<html lang=\"en\">"), "{arabic}");
        assert!(arabic.contains("<div class=\"prose e-content\" lang=\"ar\" dir=\"rtl\">"), "{arabic}");
        assert!(arabic.contains("content=\"ar_AR\""), "{arabic}");
        let project = pages(&site).find(|(path, _)| path.starts_with("projects/tool")).expect("the project").1;
        for has in ["lang=\"de-CH\">Werkzeug</h1>", "<p lang=\"de-CH\">Zu langsam.</p>", "de-CH\">Doppelt so schnell.<"]
        {
            assert!(project.contains(has), "{theme}: {has} is not in {project}");
        }
        assert!(project.contains("content=\"de_CH\""), "{project}");
    }
}

#[test]
fn lists_say_the_language_of_titles_that_are_in_another() {
    for theme in ["default", "motorway"] {
        let site = site(theme);
        let lists = ["index.html", "notes/index.html", "posts/index.html", "archive/index.html", "tags/dns/index.html"];
        for path in lists.iter().chain(&["series/names/index.html", "projects/index.html"]) {
            let html = text(&site, path).unwrap_or_else(|| panic!("{path}"));
            for (title, attributes) in [
                ("Wie DNS arbeitet", " lang=\"de\""),
                ("كيف يعمل", " lang=\"ar\" dir=\"rtl\""),
                ("Werkzeug", " lang=\"de-CH\""),
                ("How DNS works", "\""),
            ] {
                for link in between(html, "<a ", "</a>").into_iter().filter(|link| link.ends_with(&format!(">{title}")))
                {
                    let tag = link.split('>').next().unwrap_or_default();
                    assert!(tag.ends_with(attributes), "{theme}: {path}: {link}");
                }
            }
        }
        let named = |path: &str, title: &str| text(&site, path).is_some_and(|html| html.contains(title));
        assert!(named("archive/index.html", "lang=\"de\">Wie DNS arbeitet"), "{theme}");
        assert!(named("posts/index.html", "lang=\"ar\" dir=\"rtl\">كيف يعمل"), "{theme}");
        assert!(named("projects/index.html", "lang=\"de-CH\">Werkzeug"), "{theme}");
    }
}

#[test]
fn feeds_and_the_index_of_the_search_say_the_language_of_an_entry() {
    let site = site("default");
    let atom = text(&site, "feed.xml").expect("a feed");
    assert!(atom.contains("xml:lang=\"en\">"), "{atom}");
    let entries = between(atom, "<entry", "</entry>");
    let of = |title: &str| entries.iter().find(|entry| entry.contains(title)).expect("an entry");
    assert!(of("Wie DNS arbeitet").starts_with(" xml:lang=\"de\">"), "{atom}");
    assert!(of("كيف يعمل").starts_with(" xml:lang=\"ar\">") && of("How DNS works").starts_with('>'), "{atom}");
    let feed: serde_json::Value = serde_json::from_str(text(&site, "feed.json").expect("a feed")).expect("JSON");
    let language = |title: &str| {
        let items = feed["items"].as_array().expect("items");
        items.iter().find(|item| item["title"] == title).expect("an item").get("language").cloned()
    };
    assert_eq!(feed["language"], "en");
    assert_eq!(language("Wie DNS arbeitet"), Some("de".into()));
    assert_eq!(language("How DNS works"), None);
    let index = site.outputs.iter().filter(|(path, _)| path.as_str().starts_with("search/notes/"));
    let index: String = index.map(|(_, output)| String::from_utf8_lossy(output.bytes()).into_owned()).collect();
    assert!(index.contains("\"lang\":\"de\"") && index.matches("\"lang\"").count() == 1, "{index}");
}

#[test]
fn in_a_site_from_right_to_left_a_page_can_run_the_other_way() {
    let plan = PLAN.replace("theme: bare", "language: ar");
    let build = build(&journal(&format!("{plan}{CASE}")), &options());
    let german = text(&build, "notes/wie/index.html").expect("a page");
    assert!(german.contains("<html lang=\"ar\" dir=\"rtl\">"), "{german}");
    assert!(german.contains("<div class=\"prose e-content\" lang=\"de\" dir=\"ltr\">"), "{german}");
    let arabic = text(&build, "posts/ar/index.html").expect("a page");
    assert!(arabic.contains("<div class=\"prose e-content\">"), "{arabic}");
}

#[test]
fn a_tag_that_is_none_is_an_error_with_what_was_meant() {
    for (tag, meant) in [("german", "de"), ("de_CH", "de-CH"), ("jp", "ja"), ("ger", "de")] {
        let case = format!("{PLAN}=== content/notes/x.md\n---\ntitle: X\ndate: 2026-11-05\nlang: {tag}\n---\nText.\n");
        let sources = with_bare_theme(&journal(&case));
        let build = milepost::build(&sources, &options());
        let found: Vec<_> = build.diagnostics.iter().filter(|found| found.code.name() == "bad-value").collect();
        let [found] = found[..] else { panic!("{}", messages(&sources, &build)) };
        assert_eq!(found.hints[0], format!("did you mean `{meant}`?"));
        let span = found.span.expect("a place");
        assert_eq!(&sources.text(span.source).expect("text")[span.range()], tag);
    }
}
