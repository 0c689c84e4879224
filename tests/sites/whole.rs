//! Whole journals compared file by file, and what holds for every page.

use super::*;
use crate::link::LINKED;
use crate::listing::five_posts;
use crate::progress::{CREDENTIALS, PROJECTS, STUDIES};

#[test]
fn ids_of_the_default_theme_do_not_collide_with_those_of_headings() {
    let plan = PLAN.replace(", theme: bare", "");
    let headings = [
        "Main",
        "About",
        "Proves",
        "Toc",
        "Filed",
        "Statements",
        "Backlinks",
        "Facts",
        "The problem",
        "The approach",
        "The limits",
        "The features",
        "Writing",
        "Skills",
        "One",
        "One",
    ];
    let body = headings.map(|heading| format!("## {heading}\n\n")).concat();
    let case = format!(
        "{plan}{STUDIES}=== content/notes/n.md\n---\ndate: 2026-11-03\nproves: [old-topic]\nabout: [in-parts]\ntags: [t]\n\
         ai_assistance: None\n---\n# N\n\n{body}Text.[^1]\n\n[^1]: Note.\n\
         === content/projects/p.md\n---\ndate: 2026-11-03\nrole: All\nproblem: P\napproach: A\nlimits: L\n---\n# P\n\n{body}\
         === content/about.md\n# About\n\n[N](notes/n.md) and [P](projects/p.md)\n\n{body}"
    );
    let build = build(&journal(&case), &options());
    let mut all = Vec::new();
    for (path, html) in pages(&build) {
        let mut ids: Vec<String> =
            elements(html).into_iter().filter_map(|element| element.attributes.get("id").cloned()).collect();
        ids.sort_unstable();
        let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].as_str()).collect();
        assert_eq!(twice, [""; 0], "{path}");
        all.extend(ids);
    }
    for id in ["main", "proves", "about", "filed", "statements", "backlinks", "facts", "the-problem", "the-limits"] {
        assert!(all.iter().any(|found| found == id), "the theme has no `{id}`");
    }
}

#[track_caller]
fn check_addresses(sources: &Sources) {
    for url in ["https://ada.example/", "https://ada.example/repo/"] {
        let build = build(sources, &options_at(url));
        let dead = dead_addresses(&build, &BaseUrl::parse(url).expect("an address"));
        assert!(dead.is_empty(), "{url}\n{}", dead.join("\n"));
    }
}

#[test]
fn every_address_in_every_page_leads_to_a_file_of_the_site() {
    let plan = PLAN.replace(", theme: bare", "");
    for case in [LINKED, STUDIES, PROJECTS, CREDENTIALS] {
        check_addresses(&journal(&format!("{plan}{case}")));
    }
    check_addresses(&journal(&five_posts().replace("theme: bare, ", "")));
}

/// Compares `found` with the files in `expected/` of the case.
#[track_caller]
pub(crate) fn check_golden(case: &str, found: &BTreeMap<String, String>) {
    let folder = golden().join(case).join("expected");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the old goldens go");
        }
        for (path, text) in found {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a golden");
        }
        return;
    }
    let text = |file: Source| String::from_utf8(file.bytes.to_vec()).expect("goldens are UTF-8");
    let expected: BTreeMap<String, String> =
        files(&folder, "").into_iter().map(|file| (file.path.to_string(), text(file))).collect();
    let names = |all: &BTreeMap<String, String>| all.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(found), names(&expected), "the files of {case}; UPDATE_GOLDEN=1 accepts them");
    for (path, text) in found {
        assert!(expected[path] == *text, "{case}/{path} is now\n{text}\nbut was\n{}", expected[path]);
    }
}

#[test]
fn golden_a_whole_journal_on_the_bare_theme() {
    let sources = with_bare_theme(&Sources::new(files(&golden().join("journal"), "")));
    let build = build(&sources, &options());
    let found = pages(&build).map(|(path, html)| (path.to_owned(), without_blank_lines(html)));
    check_golden("journal", &found.collect());
    check_addresses(&Sources::new(files(&golden().join("journal"), "").into_iter().map(
        |file| match file.path.as_str() {
            "plan.yaml" => {
                let plan = String::from_utf8(file.bytes.to_vec()).expect("a plan");
                source("plan.yaml", plan.replace("theme: bare", "theme: default").into_bytes())
            }
            _ => file,
        },
    )));
}

#[test]
fn golden_a_note_on_the_default_theme() {
    let build = build(&Sources::new(files(&golden().join("default-note"), "")), &options());
    let html = text(&build, "notes/note/index.html").expect("the note");
    let main = &html[html.find("<main").expect("main")..html.find("</main>").expect("its end")];
    check_golden("default-note", &BTreeMap::from([("main.html".to_owned(), format!("{main}</main>\n"))]));
}

#[test]
fn names_that_windows_reserves_are_errors_as_addresses() {
    for (path, front) in [("con", ""), ("x", "slug: nul\n"), ("x", "path: /a/COM1/\n"), ("x", "aliases: [/prn.html]\n")]
    {
        check(&format!("=== content/notes/{path}.md\n---\ndate: 2026-11-01\n{front}---\n# X\n"), "! bad-path");
    }
}

#[test]
fn tags_skills_and_badges_that_windows_reserves_get_another_address() {
    check(
        "
skills: [{id: skill-con, title: Con}]
certifications: [{id: nul, title: Nul, proof: [{kind: credential, url: \"https://v.example/nul\", date: 2026-10-05}]}]
=== content/notes/x.md
---
date: 2026-11-01
tags: [aux]
skills: [skill-con]
---
# X
",
        "
+ skills/skill-con/index.html
+ tags/tag-aux/index.html
+ tags/tag-aux/feed.xml
+ notes/x/index.html | tag: aux (/tags/tag-aux/)
- tags/aux/index.html
+ badges/badge-nul.svg
+ credentials/index.html | badge=badge-nul
",
    );
}
