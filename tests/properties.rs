//! What holds for every journal: same input, same bytes; nothing leaves the root; no address is dead; what a user
//! writes is text, never markup.

#![expect(clippy::format_push_string, reason = "journals are built as text")]

mod site_support;

use milepost::memo::InMemory;
use milepost::output::Output;
use milepost::plan::BaseUrl;
use milepost::site::permalink::slugify;
use milepost::source::fixture::journal;
use milepost::source::{Source, SourcePath, Sources};
use milepost::trace::Untraced;
use milepost::{Build, Options};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use site_support::{dead_addresses, elements, messages, options, options_at, pages};

/// A page of a random journal; what it refers to is found by index, so that it is there.
#[derive(Debug, Clone)]
struct RandomPage {
    section: &'static str,
    folder: &'static str,
    name: String,
    date: u32,
    tags: Vec<String>,
    fate: &'static str,
    proves: Option<Index>,
    links: Vec<(Index, bool)>,
    words: String,
}

const ITEMS: [&str; 5] = ["item-a", "item-b#one", "item-b#two", "item-c", "item-d"];

const PLAN: &str = "=== plan.yaml
schema: 1
site: {title: Ada, url: \"https://ada.example/\", pagination: {posts: 2, tags: 2}}
plan: {id: the-plan, title: Plan, start: 2026-10-01, months: 6, display: {min_proven_for_progress: 1, upcoming: all}}
phases:
  - id: first
    title: First
    months: [1, 3]
    items:
      - {id: item-a, title: Item A, kind: topic, month: 1, skills: [skill-a]}
      - {id: item-b, title: Item B, kind: topic, month: 2, criteria: [{id: one, title: One}, {id: two, title: Two}]}
  - {id: second, title: Second, months: [4, 6], items: [{id: item-c, title: Item C, kind: course, month: 5, skills: [skill-a]}, {id: item-d, title: Item D, kind: build, month: 6}]}
skills: [{id: skill-a, title: Skill A}]
goals: [{id: goal-a, title: Goal A, target: {count: note, min: 3}}]
";

/// Pages that show something of each other: neighbours, series, backlinks, related pages, lists, projects.
const TEXTS: [(&str, &str); 5] = [
    (
        "content/notes/ml/a.md",
        "---\ndate: 2026-10-02\ntags: [x]\nproves: [item-a]\n---\n# A\n\nSee [the part](b.md#part), [[c]] and `x`.\n\n## Part\n\nEnd.\n\n",
    ),
    (
        "content/notes/ml/b.md",
        "---\ndate: 2026-10-03\ntags: [x, y]\nseries: S\n---\n# B\n\nText before.\n\n## Part\n\nBack to [A](a.md).\n\n",
    ),
    (
        "content/posts/c.md",
        "---\ndate: 2026-10-04\ntags: [y]\nseries: S\nabout: [item-b]\n---\n# C\n\nOf [D](../projects/d.md).\n\nMore.\n\n",
    ),
    (
        "content/projects/d.md",
        "---\ndate: 2026-10-05\nproject: project-d\nproblem: It is *hard*.\nlimits: None known.\n---\n# D\n\nWhat it does.\n\n",
    ),
    ("content/posts/e.md", "---\ndate: 2026-10-06\n---\n# E\n\n```component note-list\nlimit: 3\n```\n\nDone.\n\n"),
];

/// What comes into a text.
const SNIPPETS: [&str; 19] = [
    "Another sentence.\n\n",
    "## Heading\n\n",
    "# Title\n\n",
    "See [B](/content/notes/ml/b.md) and [its part](/content/notes/ml/b.md#part).\n\n",
    "It is [[c]], like [[a#part]].\n\n",
    "[Nothing](nowhere.md) is there.\n\n",
    "![What it shows](/content/notes/ml/x.png)\n\n",
    "A formula: $x^2$.\n\n",
    "```rust\nfn main() {}\n```\n\n",
    "```component note-list\ntag: x\n```\n\n",
    "```component progress\nof: plan\n```\n\n",
    "```component nobody-knows\n```\n\n",
    "<a id=\"raw\"></a>\n\n",
    "See [that](/content/notes/ml/b.md#raw).\n\n",
    "<!-- more -->\n\n",
    "<b>raw</b> `code` and a note[^1].\n\n[^1]: That one.\n\n",
    "- a list\n- of two\n\n",
    "```text\nnobody knows\n```\n\n",
    "\n",
];

/// Returns what comes into a text; the last one takes minutes to read.
fn snippets() -> Vec<String> {
    SNIPPETS.iter().map(ToString::to_string).chain(["One more word. ".repeat(300) + "\n\n"]).collect()
}

fn told(texts: &[(&str, String)]) -> Sources {
    let texts: Vec<String> = texts.iter().map(|(path, text)| format!("=== {path}\n{text}")).collect();
    journal(&format!("{PLAN}projects: [{{id: project-d, title: D, months: [4, 5]}}]\n{}", texts.concat()))
}

fn random_page() -> impl Strategy<Value = RandomPage> {
    let name = prop_oneof!["[a-z]{1,8}", "[a-zäöü]{1,6} [a-z]{1,5}", "[日本語ノート]{1,4}"];
    let place = (select(vec!["posts", "notes", "projects", ""]), select(vec!["", "ml/", "deep/er/"]), name);
    let fates = vec![
        "",
        "",
        "",
        "visibility: unlisted\n",
        "draft: true\n",
        "visibility: private\n",
        "publish_on: 2027-01-01\n",
    ];
    let links = vec((any::<Index>(), any::<bool>()), 0..3);
    let facts = (1_u32..29, vec("[a-zA-Zäß]{1,5}( [a-z]{1,3})?", 0..3), select(fates));
    (place, facts, proptest::option::of(any::<Index>()), links, "[a-z `*_#]{0,40}").prop_map(
        |((section, folder, name), (date, tags, fate), proves, links, words)| RandomPage {
            section,
            folder,
            name,
            date,
            tags,
            fate,
            proves,
            links,
            words,
        },
    )
}

/// Writes the journal. Names carry a number, so that no two pages have one address.
fn written(pages: &[RandomPage]) -> String {
    let path = |number: usize| {
        let page = &pages[number];
        let folder = if page.section == "notes" { page.folder } else { "" };
        let section = if page.section.is_empty() { String::new() } else { format!("{}/", page.section) };
        format!("{section}{folder}{} {number}.md", page.name)
    };
    let public: Vec<usize> = (0..pages.len()).filter(|number| !is_off_site(&pages[*number])).collect();
    let mut text = PLAN.to_owned();
    for (number, page) in pages.iter().enumerate() {
        text.push_str(&format!(
            "=== content/{}\n---\ntitle: Page {number}\ndate: 2026-11-{:02}\n{}",
            path(number),
            page.date,
            page.fate
        ));
        text.push_str(&format!("tags: [{}]\n", page.tags.join(", ")));
        if let Some(item) = &page.proves {
            text.push_str(&format!("proves: [{}]\n", item.get(&ITEMS)));
        }
        text.push_str("---\n");
        for (target, has_fragment) in page.links.iter().filter(|_| !public.is_empty()) {
            let up = "../".repeat(path(number).matches('/').count());
            let fragment = if *has_fragment { "#a-part" } else { "" };
            text.push_str(&format!("A [link](<{up}{}{fragment}>) of {number}.\n\n", path(*target.get(&public))));
        }
        text.push_str(&format!("{}\n\n## A part\n", page.words.trim()));
    }
    text
}

fn is_off_site(page: &RandomPage) -> bool {
    !matches!(page.fate, "" | "visibility: unlisted\n") || page.date > 20
}

fn bytes(build: &Build) -> Vec<(String, Vec<u8>)> {
    build.outputs.iter().map(|(path, output)| (path.to_string(), output.bytes().to_vec())).collect()
}

/// Returns whether a file was not made, because what it is was remembered.
fn is_known(output: &Output) -> bool {
    format!("{output:?}").starts_with("Output(Known")
}

/// Builds a journal after another one, for whom the site of that stands, and compares each file with a whole build: what is
/// said of it before it is made, and its bytes. Returns how many were not made.
fn known_over(before: &Sources, now: &Sources, options: &Options) -> Result<usize, TestCaseError> {
    let memo = InMemory::default();
    milepost::build_with(before, options, &memo);
    known_with(&memo, now, options)
}

/// The same with what is remembered.
fn known_with(memo: &InMemory, now: &Sources, options: &Options) -> Result<usize, TestCaseError> {
    memo.begin();
    let over = milepost::build_over(now, options, memo, &Untraced);
    let whole = milepost::build(now, options);
    prop_assert_eq!(&over.diagnostics, &whole.diagnostics);
    prop_assert_eq!(&over.report, &whole.report);
    let known = over.outputs.iter().filter(|(_, output)| is_known(output)).count();
    let stamps = |build: &Build| -> Vec<_> {
        build.outputs.iter().map(|(path, output)| (path.to_string(), output.stamp())).collect()
    };
    prop_assert_eq!(stamps(&over), stamps(&whole));
    prop_assert!(bytes(&over) == bytes(&whole));
    Ok(known)
}

fn build_on(threads: usize, sources: &Sources) -> Build {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
    pool.install(|| milepost::build(sources, &options()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn same_journal_same_bytes_on_any_number_of_threads(pages in vec(random_page(), 0..10)) {
        let sources = journal(&written(&pages));
        let first = build_on(1, &sources);
        for threads in [1, 2, 4] {
            let again = build_on(threads, &sources);
            prop_assert!(bytes(&first) == bytes(&again), "{threads} threads");
            prop_assert_eq!(&first.diagnostics, &again.diagnostics);
            prop_assert_eq!(&first.report, &again.report);
        }
    }

    #[test]
    fn a_build_over_an_earlier_site_is_that_of_a_whole_one(
        (before, now) in vec(random_page(), 1..8).prop_flat_map(|pages| {
            let others = (Just(pages.clone()), vec(prop::option::weighted(0.3, random_page()), pages.len()));
            (Just(pages), others.prop_map(|(pages, others)| {
                pages.into_iter().zip(others).map(|(page, other)| other.unwrap_or(page)).collect::<Vec<_>>()
            }))
        }),
    ) {
        let (before, now) = (journal(&written(&before)), journal(&written(&now)));
        known_over(&before, &now, &options())?;
        prop_assert!(known_over(&now, &now, &options())? > 0);
    }

    #[test]
    fn a_text_that_changes_is_seen_on_every_page_that_shows_something_of_it(
        edits in vec((select(vec!["a", "b", "c", "d", "e"]), any::<Index>(), select(snippets())), 1..4),
    ) {
        let mut texts = TEXTS.map(|(path, text)| (path, text.to_owned()));
        let (memo, options) = (InMemory::default(), Options { cards: true, ..options() });
        milepost::build_with(&told(&texts), &options, &memo);
        for (name, at, snippet) in edits {
            let (_, text) = texts.iter_mut().find(|(path, _)| path.contains(&format!("/{name}.md"))).expect("it is there");
            let places: Vec<usize> = text.match_indices("\n\n").map(|(at, _)| at + 2).collect();
            text.insert_str(*at.get(&places), &snippet);
            known_with(&memo, &told(&texts), &options)?;
        }
    }

    #[test]
    fn the_order_in_which_files_are_read_does_not_matter(
        (pages, order) in vec(random_page(), 1..10).prop_flat_map(|pages| {
            let order = Just((0..=pages.len()).collect::<Vec<_>>()).prop_shuffle();
            (Just(pages), order)
        })
    ) {
        let sources = journal(&written(&pages));
        let files: Vec<Source> = sources.iter().map(|(_, file)| file.clone()).collect();
        let shuffled = Sources::new(order.into_iter().map(|at| files[at].clone()));
        let (one, other) = (milepost::build(&sources, &options()), milepost::build(&shuffled, &options()));
        prop_assert!(bytes(&one) == bytes(&other));
    }

    #[test]
    fn no_address_in_a_page_is_dead(pages in vec(random_page(), 0..10), url in select(vec!["https://ada.example/", "https://ada.example/repo/"])) {
        let sources = journal(&written(&pages));
        let build = milepost::build(&sources, &options_at(url));
        prop_assert!(!build.has_errors(), "{}", messages(&sources, &build));
        let dead = dead_addresses(&build, &BaseUrl::parse(url).expect("an address"));
        prop_assert!(dead.is_empty(), "{}", dead.join("\n"));
    }

    #[test]
    fn every_file_has_a_fate(pages in vec(random_page(), 0..10)) {
        let build = milepost::build(&journal(&written(&pages)), &options());
        prop_assert_eq!(build.report.fates.values().sum::<usize>(), pages.len());
    }

    #[test]
    fn the_slug_of_a_slug_is_itself(text in "\\PC{0,60}|[a-zİßé \u{301}\u{94d}न👩\u{200d}\u{fe0f}'-]{0,80}") {
        let slug = slugify(&text);
        prop_assert_eq!(slugify(&slug), slug.clone());
        prop_assert!(slug.len() <= 120 && !slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
    }

    #[test]
    fn no_output_leaves_the_root(
        (name, slug, path, alias) in (hostile(), hostile(), hostile(), hostile()),
        (image, link, tag, cover) in (hostile(), hostile(), hostile(), hostile()),
        which in 0_u8..16,
    ) {
        let field = |bit: u8, key: &str, value: &str| {
            if which & (1 << bit) == 0 { String::new() } else { format!("{key}: {}\n", quoted(value)) }
        };
        let front = [field(0, "slug", &slug), field(1, "path", &path), field(3, "series", &tag)].concat();
        let aliases = if which & 4 == 0 { String::new() } else { format!("aliases: [{}]\n", quoted(&alias)) };
        let text = format!(
            "---\ntitle: X\ndate: 2026-11-01\n{front}{aliases}tags: [{}]\nimage: {{src: {}, alt: a}}\n---\n![a](<{image}>) [b](<{link}>)\n",
            quoted(&tag),
            quoted(&cover),
        );
        let own = journal(PLAN);
        let plain = |path: String, text: &str| {
            SourcePath::new(&path).map(|path| Source { path, bytes: text.as_bytes().into(), added: None })
        };
        let files = [
            plain("content/notes/x/index.md".to_owned(), &text),
            plain(format!("content/notes/{name}.md"), &text),
            plain("content/notes/x/a.png".to_owned(), "png"),
            plain("secret.txt".to_owned(), "SECRET"),
            plain("plan.private.yaml".to_owned(), "schema: 1\n# SECRET"),
        ];
        let sources = Sources::new(own.iter().map(|(_, file)| file.clone()).chain(files.into_iter().flatten()));
        let build = milepost::build(&sources, &options());
        for (path, output) in build.outputs.iter() {
            let parts = std::path::Path::new(path.as_str()).components();
            let is_inside = parts.into_iter().all(|part| matches!(part, std::path::Component::Normal(_)));
            prop_assert!(is_inside && !path.as_str().contains(['\\', '\0', '%', ':']), "{path}");
            prop_assert!(!output.bytes().windows(6).any(|window| window == b"SECRET"), "{path}");
        }
    }
}

/// Texts that mean to be somewhere else.
fn hostile() -> impl Strategy<Value = String> {
    let part = select(vec![
        "..",
        ".",
        "",
        "%2e%2e",
        "%2E.",
        "%00",
        "\0",
        "\\",
        "..\\..",
        "a",
        "x",
        "a.png",
        "secret.txt",
        "plan.private.yaml",
        "C:",
        "con",
        "nul.html",
        "//",
        "~",
        "*",
        "?",
        "#",
        " ",
        "é",
        "%c3%28",
        "%",
        "a.",
        "index.html",
        "badges",
        "%2f",
        "\u{202e}",
    ]);
    (any::<bool>(), vec(part, 0..6))
        .prop_map(|(is_rooted, parts)| format!("{}{}", if is_rooted { "/" } else { "" }, parts.join("/")))
}

/// Returns `text` between double quotes, as YAML reads it.
fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            c if c.is_control() => format!("\\x{:02x}", c as u32),
            c => c.to_string(),
        })
        .collect();
    format!("\"{escaped}\"")
}

// ---------------------------------------------------------------------------------------------------------------
// What a user writes is text

/// Texts that would do something if they were markup; `CANARY` says which one came through.
const PAYLOADS: [&str; 10] = [
    "<script>alert(CANARY)</script>",
    "\"><script>alert(CANARY)</script>",
    "'><img src=x onerror=alert(CANARY)>",
    "\" onmouseover=\"alert(CANARY)",
    "' onfocus='alert(CANARY)' autofocus='",
    "</title><script>alert(CANARY)</script>",
    "</script><script>alert(CANARY)</script>",
    "--><svg onload=alert(CANARY)>",
    "]]><script>alert(CANARY)</script>",
    "{{ '<script>alert(CANARY)</script>' | safe }}",
];

/// A journal with `payload` in every place where text goes into a page, each with a name.
#[expect(clippy::too_many_lines, reason = "it is one journal")]
fn with_everywhere(payload: &str) -> String {
    let at = |place: &str| quoted(&payload.replace("CANARY", &format!("CANARY-{place}")));
    let in_markdown = |place: &str| {
        let text = payload.replace("CANARY", &format!("CANARY-{place}"));
        text.chars()
            .map(|c| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() })
            .collect::<String>()
    };
    let info = payload.replace("CANARY", "CANARY-info").replace(['`', '\n'], "");
    format!(
        "=== plan.yaml
schema: 1
site:
  title: {site}
  url: https://ada.example/
  description: {description}
  author: {{name: {author}, headline: {headline}, links: [{{label: {author_link}, url: \"https://x.example/\"}}]}}
  license: {{label: {license}, url: \"https://l.example/\"}}
  nav: [notes, {{label: {nav}, url: /notes/x/}}]
plan: {{id: the-plan, title: {plan}, tagline: {tagline}, focus: {focus}, start: 2026-10-01, months: 6, open_to_work: true, display: {{min_proven_for_progress: 1, upcoming: all, schedule: public}}}}
phases:
  - id: first
    title: {phase}
    summary: {phase_summary}
    months: [1, 3]
    themes: {{1: {{title: {theme}}}}}
    items:
      - {{id: item-a, title: {item}, kind: topic, month: 1, skills: [skill-a], resources: [res-a], criteria: [{{id: one, title: {criterion}}}]}}
      - {{id: item-b, title: {course}, kind: course, month: 1, skills: [skill-a], proof: [{{kind: repo, url: \"https://p.example/\", date: 2026-11-01, title: {proof}}}]}}
certifications: [{{id: cert-a, title: {cert}, issuer: {issuer}, proof: [{{kind: credential, url: \"https://c.example/\", date: 2026-11-01, title: {credential}}}]}}]
skills: [{{id: skill-a, title: {skill}, group: {group}, parts: [{part}]}}]
goals: [{{id: goal-a, title: {goal}, target: {{count: note, min: 1}}}}]
projects: [{{id: proj-a, title: {project}, features: [{{id: run, title: {feature}}}]}}]
outreach: [{{id: out-a, title: {outreach}, kind: speaking, proof: [{{kind: talk, url: \"https://t.example/\", date: 2026-11-01}}]}}]
roles: [{{id: role-a, title: {role}}}]
resources: [{{id: res-a, type: book, title: {resource}, authors: [{by}], url: \"https://b.example/\", checked: true, status: reading}}]
=== content/notes/{topic}/x.md
---
title: {title}
date: 2026-11-01
summary: {summary}
tags: [{tag}]
proves: [\"item-a#one\"]
skills: [skill-a]
ai_assistance: {ai}
authorization: {authorization}
image: {{src: ../../pics/a.gif, alt: {image_alt}}}
canonical: https://first.example/
---
# {heading_1}

A [link {link_text}](../y.md \"{link_title}\") in a sentence with {sentence}. ![{alt}](../../pics/a.gif \"{image_title}\")

## {heading_2} {{#own-id}}

| {cell} |
|---|
| {cell} |

```{info}
{code}
```

Foot[^1].

[^1]: {foot}

> [!NOTE]
> {alert}
=== content/notes/y.md
---
title: Y
date: 2026-11-02
---
=== content/pics/a.gif
GIF89a
=== content/projects/p.md
---
title: {project_title}
date: 2026-11-03
project: proj-a
role: {project_role}
release: {release}
license: {project_license}
problem: {problem}
approach: {approach}
result: {result}
limits: {limits}
stack: [{stack}]
features: {{run: {{proof: [{{kind: ci, url: \"https://f.example/\", date: 2026-11-01, title: {feature_proof}}}]}}}}
decisions: [{{title: {decision}, post: ../notes/y.md}}]
---
",
        site = at("site"), description = at("description"), author = at("author"), headline = at("headline"),
        author_link = at("author-link"), license = at("license"), nav = at("nav"), plan = at("plan"), tagline = at("tagline"),
        focus = at("focus"), phase = at("phase"), phase_summary = at("phase-summary"), theme = at("theme"), item = at("item"),
        criterion = at("criterion"), course = at("course"), proof = at("proof"), cert = at("cert"), issuer = at("issuer"),
        credential = at("credential"), skill = at("skill"), group = at("group"), part = at("part"), goal = at("goal"),
        project = at("project"), feature = at("feature"), outreach = at("outreach"), role = at("role"),
        resource = at("resource"), by = at("by"), title = at("title"), summary = at("summary"), tag = at("tag"), ai = at("ai"),
        authorization = at("authorization"), image_alt = at("image-alt"), heading_1 = in_markdown("heading-1"),
        link_text = in_markdown("link-text"), link_title = in_markdown("link-title"), sentence = in_markdown("sentence"),
        alt = in_markdown("alt"), image_title = in_markdown("image-title"), heading_2 = in_markdown("heading-2"),
        cell = in_markdown("cell"), code = payload.replace("CANARY", "CANARY-code"), foot = in_markdown("foot"),
        alert = in_markdown("alert"), project_title = at("project-title"), project_role = at("project-role"),
        release = at("release"), project_license = at("project-license"), problem = at("problem"), approach = at("approach"),
        result = at("result"), limits = at("limits"), stack = at("stack"), feature_proof = at("feature-proof"),
        decision = at("decision"), topic = payload.replace(['/', '\\'], "_"),
    )
}

/// Returns the elements of `html` that a payload has made.
fn infected(html: &str) -> Vec<String> {
    let is_code = |name: &str, value: &str| {
        name.starts_with("on") || name == "autofocus" || value.trim_start().to_lowercase().starts_with("javascript:")
    };
    let mut found = Vec::new();
    for element in elements(html) {
        let is_data = element.attributes.get("type").is_some_and(|kind| kind == "application/ld+json");
        if element.name == "script" && !is_data && element.text.contains("alert(") {
            found.push(format!("<script>{}", element.text));
        }
        let bad = element.attributes.iter().filter(|(name, value)| is_code(name, value));
        found.extend(bad.map(|(name, value)| format!("<{} {name}=\"{value}\">", element.name)));
    }
    found
}

#[test]
fn what_a_user_writes_is_never_markup() {
    for payload in PAYLOADS {
        let sources = journal(&with_everywhere(payload));
        let build = milepost::build(&sources, &options());
        assert!(!build.has_errors(), "{payload}\n{}", messages(&sources, &build));
        let mut seen = String::new();
        for (path, html) in pages(&build) {
            assert_eq!(infected(html), [""; 0], "{payload} in {path}");
            assert!(!html.contains("<script>alert("), "{payload} in {path}");
            seen.push_str(html);
        }
        for (path, output) in build.outputs.iter().filter(|(path, _)| path.as_str().starts_with("badges/")) {
            let text = String::from_utf8_lossy(output.bytes());
            assert!(path.extension() == "json" || infected(&text).is_empty(), "{payload} in {path}");
        }
        for place in
            ["site", "author", "nav", "title", "summary", "tag", "alt", "skill", "proof", "resource", "limits", "code"]
        {
            assert!(seen.contains(&format!("CANARY-{place}")), "the test does not reach `{place}`");
        }
    }
}

#[test]
fn a_text_of_which_others_show_nothing_has_only_its_own_page_made() {
    let mut texts = TEXTS.map(|(path, text)| (path, text.to_owned()));
    let memo = InMemory::default();
    let before = milepost::build_with(&told(&texts), &options(), &memo);
    assert!(!before.has_errors(), "{}", messages(&told(&texts), &before));
    texts[1].1.push_str("Another sentence.\n");
    memo.begin();
    let over = milepost::build_over(&told(&texts), &options(), &memo, &Untraced);
    let pages = over.outputs.iter().filter(|(path, _)| path.extension() == "html");
    let made: Vec<&str> = pages.filter(|(_, output)| !is_known(output)).map(|(path, _)| path.as_str()).collect();
    let feeds = ["posts/feed.xml", "notes/feed.json"].map(|path| over.outputs.get(path).map(is_known));
    assert_eq!(feeds, [Some(true), Some(false)]);
    // The search page names the parts of the index.
    assert_eq!((made, over.outputs.len()), (vec!["notes/b/index.html", "search/index.html"], before.outputs.len()));
}

#[test]
fn cards_twins_pictures_and_private_values_are_the_same_over_an_earlier_site() {
    let text = |words: &str| {
        format!(
            "{PLAN}=== plan.private.yaml\nplan: {{title: The hidden road to Zurich}}\n\
            === content/notes/a.md\n---\ndate: 2026-10-02\n---\n# A\n\nSee [B](b.md), ![a](x.png) and `x`.\n\
            === content/notes/x.png\nno picture\n\
            === content/notes/b.md\n---\ndate: 2026-10-03\nproves: [item-a]\n---\n# B\n\n{words}\n\
            === content/projects/p.md\n---\ndate: 2026-10-04\n---\n# P\n\n## Part\n\nText with $x$.\n"
        )
    };
    let options = Options { cards: true, ..options() };
    let sources = |words: &str| journal(&text(words).replace("![a](x.png)", "text"));
    let known = known_over(&sources("One."), &sources("Two, see [A](a.md)."), &options).expect("they are the same");
    assert!(known > 15, "{known} are known");
    // Another day, address, theme or language is another site.
    let memo = InMemory::default();
    milepost::build_with(&sources("One."), &options, &memo);
    let now = options.now + chrono::Duration::days(1);
    known_with(&memo, &sources("One."), &Options { now, ..options.clone() }).expect("another day");
    let base_url = BaseUrl::parse("https://ada.example/other/").ok();
    known_with(&memo, &sources("One."), &Options { base_url, ..options.clone() }).expect("another address");
    let template = "=== themes/default/templates/partials/own.html\n\n=== themes/default/templates/note.html\n<p>{{ article.html | safe }}</p>\n";
    for other in [
        text("One.").replace("title: Ada", "title: Ada, accent: green"),
        text("One.").replace("title: Ada", "title: Ada, language: de"),
        text("One.").replace("title: Ada", "title: Ada, theme: motorway"),
        text("One.") + template,
        text("One.").replace("title: Item A", "title: Other"),
        text("One.").replace("# B", "# Bee"),
    ] {
        let other = journal(&other.replace("![a](x.png)", "text"));
        known_with(&memo, &other, &options).expect("what is another is made");
    }
    // What would leak is found in a page that is not made, too.
    let memo = InMemory::default();
    let leaking = sources("We take the hidden road to Zurich.");
    let first = milepost::build_with(&leaking, &options, &memo);
    assert!(first.has_errors());
    memo.begin();
    let over = milepost::build_over(&leaking, &options, &memo, &Untraced);
    assert_eq!(over.diagnostics, first.diagnostics);
    let page = over.outputs.get("notes/b/index.html").expect("there is the page");
    assert!(is_known(page));
}
