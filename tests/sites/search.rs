//! The search: what is in its index, and what never is.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;
use crate::progress::{CREDENTIALS, PROJECTS, STUDIES};

/// The index of a built site, read as the browser reads it.
struct Index<'a> {
    build: &'a Build,
    root: Value,
}

impl<'a> Index<'a> {
    fn of(build: &'a Build) -> Self {
        let page = elements(text(build, "search/index.html").expect("the page to search on"));
        let form = page.iter().find_map(|element| element.attributes.get("data-index")).expect("the form");
        let root = form.strip_prefix(base(build)).expect("an address of the site").to_owned();
        Self { build, root: json(build, &root) }
    }

    /// Returns everything that is shown of pages.
    fn pages(&self) -> Vec<Value> {
        let mut pages = Vec::new();
        for group in self.root["groups"].as_array().expect("groups") {
            let (folder, hashes) = (string(&group["folder"]), string(&group["hashes"]));
            let before = pages.len();
            for (number, hash) in hashes.as_bytes().chunks(3).enumerate() {
                let hash = std::str::from_utf8(hash).expect("letters");
                let file = json(self.build, &format!("search/{folder}/{number}-{hash}.json"));
                pages.extend(file.as_array().expect("pages").clone());
            }
            assert_eq!(group["pages"], pages.len() - before, "{group}");
        }
        pages
    }

    /// Returns the anchors that `word` leads to, best page first, as `TITLE#ANCHOR`.
    fn find(&self, word: &str) -> Vec<String> {
        let table = self.root["terms"].as_array().expect("a table");
        let place = table.partition_point(|entry| string(&entry[0]) <= word) - 1;
        let file = json(self.build, &format!("search/terms/{}.json", string(&table[place][1])));
        let pages = self.pages();
        let mut found: Vec<(u32, String)> = Vec::new();
        for (page, weight, passages) in file.get(word).map(|list| postings(string(list))).unwrap_or_default() {
            let page = &pages[page as usize];
            let anchors = passages.iter().map(|passage| string(&page["passages"][*passage as usize][0]));
            let anchors: Vec<String> = anchors.map(|anchor| format!("#{anchor}")).collect();
            found.push((weight, format!("{}{}", string(&page["title"]), anchors.concat())));
        }
        found.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        found.into_iter().map(|(_, page)| page).collect()
    }
}

fn base(build: &Build) -> &str {
    &build.base_path
}

fn json(build: &Build, path: &str) -> Value {
    let text = text(build, path).unwrap_or_else(|| panic!("there is no {path}"));
    serde_json::from_str(text).expect("JSON")
}

fn string(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// Reads a list of postings: the page, its weight, its passages.
fn postings(list: &str) -> Vec<(u32, u32, Vec<u32>)> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let digits: Vec<u32> =
        list.chars().map(|c| u32::try_from(DIGITS.find(c).expect("a digit")).expect("it is small")).collect();
    let mut digits = digits.into_iter().peekable();
    let mut found = Vec::new();
    let mut page = 0;
    while digits.peek().is_some() {
        page += number(&mut digits);
        let weight = digits.next().expect("a weight");
        let mut passages = vec![0];
        if weight >= 32 {
            let mut step = number(&mut digits);
            passages = vec![step >> 1];
            while step & 1 == 1 {
                step = number(&mut digits);
                passages.push(passages[passages.len() - 1] + (step >> 1));
            }
        }
        found.push((page, weight & 31, passages));
    }
    found
}

fn number(digits: &mut impl Iterator<Item = u32>) -> u32 {
    let (mut number, mut shift) = (0, 0);
    loop {
        let digit = digits.next().expect("a digit");
        number |= (digit & 31) << shift;
        shift += 5;
        if digit < 32 {
            return number;
        }
    }
}

/// A plan on the default theme.
fn plan() -> String {
    PLAN.replace(", theme: bare", "")
}

const NOTES: &str = "
=== content/notes/ml/a.md
---
date: 2026-11-01
tags: [Optimisation]
math: true
summary: What the slope says.
---
# Gradients by hand

An opening on descent.

## Where it *fails* {#fails}

The valley is narrow, and the **gradient** is `torch.autograd` there: $\\frac{a}{b}$ and `zero_grad`.

## Words

日本語の文書 and Noël.[^1]

[^1]: A footnote on momentum.
=== content/posts/b.md
---
date: 2026-11-02
---
# A post

On a valley, and one more valley.
";

#[test]
fn a_word_leads_to_its_pages_and_headings() {
    let build = build(&journal(&format!("{}{NOTES}", plan())), &options());
    let index = Index::of(&build);
    for (word, expected) in [
        ("gradient", vec!["Gradients by hand#fails"]),
        ("descent", vec!["Gradients by hand#"]),
        ("valley", vec!["A post#", "Gradients by hand#fails"]),
        ("optimisation", vec!["Gradients by hand#"]),
        ("slope", vec!["Gradients by hand#"]),
        ("autograd", vec!["Gradients by hand#fails"]),
        ("zero_grad", vec!["Gradients by hand#fails"]),
        ("grad", vec!["Gradients by hand#fails"]),
        ("word", vec!["Gradients by hand#words"]),
        ("noel", vec!["Gradients by hand#words"]),
        ("本語", vec!["Gradients by hand#words"]),
        ("momentum", vec!["Gradients by hand#words"]),
        ("frac", vec![]),
        ("gradients", vec![]),
    ] {
        assert_eq!(index.find(word), expected, "{word}");
    }
}

#[test]
fn what_is_not_for_everybody_is_not_in_the_index() {
    let note = |name: &str, front: &str| {
        format!(
            "=== content/notes/{name}.md\n---\ndate: 2026-11-01\ntags: [canarytag{name}]\n{front}\n---\n# Canarytitle{name}\n\n## Canaryhead{name}\n\ncanarytext{name}\n"
        )
    };
    let case = [
        format!(
            "{}=== content/notes/open.md\n---\ndate: 2026-11-01\n---\n# Open\n\n<!-- canarycomment -->\nSeen <!-- canaryinline --> by all.\n",
            plan()
        ),
        note("unlisted", "visibility: unlisted"),
        note("private", "visibility: private"),
        note("draft", "draft: true"),
        note("scheduled", "publish_on: 2027-01-01"),
        note("embargoed", "embargo_until: 2027-01-01"),
    ];
    let build = build(&journal(&case.concat()), &options());
    assert!(text(&build, "notes/unlisted/index.html").is_some(), "it is on the site");
    assert_eq!(Index::of(&build).find("seen"), ["Open#"]);
    let files: Vec<_> = build.outputs.iter().filter(|(path, _)| path.as_str().starts_with("search/")).collect();
    assert!(files.len() > 3, "the index is there");
    for (path, output) in files {
        let text = String::from_utf8_lossy(output.bytes()).to_lowercase();
        assert!(!text.contains("canary"), "{path}: {text}");
    }
}

#[test]
fn every_address_of_the_index_is_a_page_with_that_anchor() {
    let plan = plan();
    let skills = "skills: [{id: skill-x, title: Xylography}]\nresources: [{id: book-x, title: On X, type: book, url: \"https://x.example/\"}]\n";
    let proof = "=== content/notes/skilled.md\n---\ndate: 2026-11-01\nskills: [skill-x]\n---\n# Skilled\n";
    for case in
        [NOTES.to_owned(), STUDIES.to_owned(), PROJECTS.to_owned(), CREDENTIALS.to_owned(), format!("{skills}{proof}")]
    {
        let build = build(&journal(&format!("{plan}{case}")), &options_at("https://ada.example/repo/"));
        let mut kinds = BTreeSet::new();
        for page in Index::of(&build).pages() {
            let href = string(&page["href"]);
            let path = format!("{}index.html", href.strip_prefix("/repo/").expect("it has the base path"));
            let html = text(&build, &path).unwrap_or_else(|| panic!("there is no {path}"));
            let ids: BTreeSet<String> =
                elements(html).into_iter().filter_map(|element| element.attributes.get("id").cloned()).collect();
            for passage in page["passages"].as_array().expect("passages").iter().skip(1) {
                assert!(ids.contains(string(&passage[0])), "{path} has no {passage}");
            }
            kinds.insert(string(&page["kind"]).to_owned());
        }
        assert!(!kinds.is_empty());
    }
}

#[test]
fn what_the_plan_shows_can_be_found() {
    let build = build(&journal(&format!("{}{STUDIES}", plan())), &options());
    let index = Index::of(&build);
    let pages = index.pages();
    let plan = pages.iter().find(|page| page["kind"] == "Plan").expect("the page of the plan");
    let headings: Vec<&str> =
        plan["passages"].as_array().expect("passages").iter().map(|passage| string(&passage[1])).collect();
    for heading in headings.iter().skip(1) {
        assert!(text(&build, "progress/index.html").expect("the page").contains(heading), "{heading} is not shown");
    }
    assert!(headings.len() > 3, "{headings:?}");
}

#[test]
fn golden_the_files_of_a_small_index() {
    let build = build(&journal(&format!("{}{NOTES}", plan())), &options());
    let files =
        build.outputs.iter().filter(|(path, _)| path.as_str().starts_with("search/") && path.extension() == "json");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("JSON").replace("\",\"", "\",\n\"") + "\n";
    crate::whole::check_golden(
        "search",
        &files.map(|(path, output)| (path.to_string(), text(output.bytes()))).collect(),
    );
}

#[test]
fn a_site_with_nothing_to_find_has_no_search() {
    let plan = plan();
    check(
        &plan,
        "- search/index.html\n- index.html | class=\"find\"\n- 404.html | role=\"search\"\n- * | search/index-",
    );
}

#[test]
fn every_page_leads_to_the_search_and_only_its_own_page_loads_it() {
    let plan = plan();
    let build = build(&journal(&format!("{plan}{NOTES}")), &options_at("https://ada.example/repo/"));
    for (path, html) in pages(&build) {
        assert!(html.contains("class=\"find\" href=\"/repo/search/\""), "{path}");
        assert_eq!(html.contains("js/search."), path == "search/index.html", "{path}");
    }
    let lost = text(&build, "404.html").expect("the page for a wrong address");
    assert!(lost.contains("role=\"search\" action=\"/repo/search/\" method=\"get\""));
    let page = text(&build, "search/index.html").expect("the page to search on");
    assert!(page.contains("href=\"/repo/archive/\"") && page.contains("name=\"robots\" content=\"noindex\""));
    assert!(!text(&build, "sitemap.xml").expect("the sitemap").contains("/search/"));
}

#[test]
fn a_file_of_the_index_stays_small_and_keeps_its_name() {
    let notes = |count: u32| {
        (0..count).fold(plan(), |case, number| {
            let words = (0..150).map(|word| format!("w{}", (number * 7919 + word * 104_729) % 5003));
            let words = words.collect::<Vec<_>>().join(" ");
            format!("{case}=== content/notes/n{number:03}.md\n---\ndate: 2026-{:02}-{:02}\n---\n# Note {number}\n\n{words}\n",
                1 + number / 28, 1 + number % 28)
        })
    };
    let (before, after) = (build(&journal(&notes(200)), &options()), build(&journal(&notes(201)), &options()));
    let index = Index::of(&before);
    assert!(index.root["terms"].as_array().expect("a table").len() > 3, "the words are in several files");
    for (path, output) in before.outputs.iter().filter(|(path, _)| path.as_str().starts_with("search/")) {
        assert!(output.bytes().len() <= 20 * 1024, "{path} has {} bytes", output.bytes().len());
    }
    // A new note comes last: what is shown of the others stays where it is.
    let shown = |build: &Build| -> BTreeSet<String> {
        let paths = build.outputs.iter().map(|(path, _)| path.to_string());
        paths.filter(|path| path.starts_with("search/notes/")).collect()
    };
    let lost: Vec<_> = shown(&before).difference(&shown(&after)).cloned().collect();
    assert!(lost.len() <= 1, "{lost:?}");
}

#[test]
fn the_search_can_be_turned_off() {
    let plan = PLAN.replace("theme: bare", "search: false");
    let build =
        build(&journal(&format!("{plan}=== content/notes/n.md\n---\ndate: 2026-11-03\n---\n# N\n")), &options());
    assert!(build.outputs.iter().all(|(path, _)| !path.as_str().starts_with("search/")));
    assert!(!text(&build, "index.html").expect("the home page").contains("/search/"));
}
