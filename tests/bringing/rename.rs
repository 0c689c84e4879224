//! `milepost rename`

use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::Instant;

use milepost::diagnostic::Severity;
use milepost::edit::rename;
use milepost::source::{Source, SourcePath, Sources};
use proptest::prelude::*;

use crate::common::Journal;

const OLD: &str = "content/notes/web/caching.md";
const NEW: &str = "content/notes/http-caching.md";

/// A journal with a note, and every kind of link to it.
fn linked() -> Journal {
    let journal = Journal::new();
    journal.write(
        OLD,
        "---\ntitle: Caching # kept\ndate: 2026-01-05\n---\n\n## Headers\n\nBack to [the post](../../posts/a%20b.md \"T\").\n\n![Y](pic.png)\n",
    );
    journal.write("content/notes/web/pic.png", "not a picture");
    journal.write(
        "content/posts/a b.md",
        "---\r\ntitle: P\r\ndate: 2026-01-06\r\n---\r\nSee [it](../notes/web/caching.md#headers), [it](<../notes/web/caching.md>), [ref], ![alt *x*][ref]\r\n\
         and `[it](../notes/web/caching.md)`, [other](https://x.org/notes/web/caching.md).\r\n\r\n\
         ```\r\n[it](../notes/web/caching.md)\r\n```\r\n\r\n[ref]: ../notes/web/c%61ching.md  \"Title\"\r\n",
    );
    journal.write(
        "content/projects/p.md",
        "---\ntitle: Project\ndate: 2026-01-07\nsummary: One line of it.\ndecisions:\n  - {title: D, post: \"../notes/web/caching.md\"}\n---\n",
    );
    journal
}

#[test]
fn proofs_of_the_plan_name_the_page_by_its_new_place() {
    let plan = "schema: 1 # kept\nsite: {title: T, url: 'https://x.org/', author: {name: A}}\n\
                plan: {id: study, title: P, start: 2026-01-01, months: 2}\nphases:\n  - id: one\n    title: One\n    \
                months: [1, 2]\n    items:\n      - id: http\n        title: HTTP\n        kind: topic\n        month: 1\n        \
                proof:\n          - {kind: note, page: notes/web/caching.md, date: 2026-01-05} # its note\n          \
                - {kind: note, page: \"/notes/caching/\", date: 2026-01-05}\n          \
                - {kind: note, page: notes/other.md, date: 2026-01-05}\n";
    let journal = linked();
    journal.write("plan.yaml", plan);
    journal.write("content/notes/other.md", "---\ntitle: O\ndate: 2026-01-05\n---\nText.\n");
    let overlay = "schema: 1\nphases:\n  - id: one\n    items:\n      - id: own\n        title: Own\n        kind: topic\n        \
                   month: 1\n        visibility: private\n        proof: [{kind: note, page: content/notes/web/caching.md, date: 2026-01-05}]\n";
    journal.write("plan.private.yaml", overlay);
    journal.run(&["rename", OLD, "notes/http-caching"]).succeeds().says("2 links in plan.yaml");
    assert_eq!(
        journal.read("plan.yaml"),
        plan.replace("page: notes/web/caching.md", "page: notes/http-caching.md")
            .replace("\"/notes/caching/\"", "/notes/http-caching/")
    );
    let turned = overlay.replace("content/notes/web/caching.md", "content/notes/http-caching.md");
    assert_eq!(journal.read("plan.private.yaml"), turned);
}

#[test]
fn a_page_moves_with_alias_and_links_and_nothing_else_changes() {
    let journal = linked();
    journal.run(&["build", "--as-of", "2099-01-01", "--warn", "broken-link"]).succeeds();
    let before: BTreeMap<_, _> = journal.files("content").into_iter().collect();
    let run = journal.run(&["rename", "caching", "notes/http-caching"]).succeeds();
    assert_eq!(run.stdout, format!("{NEW}\n"));
    let run = run.says("/notes/caching/ leads to /notes/http-caching/").says("3 links in content/posts/a b.md");
    assert!(!run.stderr.contains("error"), "{}", run.stderr);
    assert!(!journal.exists("content/notes/web/caching.md"));
    assert_eq!(
        journal.read(NEW),
        "---\ntitle: Caching # kept\ndate: 2026-01-05\naliases: [/notes/caching/]\n---\n\n## Headers\n\nBack to [the post](../posts/a%20b.md \"T\").\n\n![Y](web/pic.png)\n"
    );
    assert_eq!(
        journal.read("content/posts/a b.md"),
        "---\r\ntitle: P\r\ndate: 2026-01-06\r\n---\r\nSee [it](../notes/http-caching.md#headers), [it](<../notes/http-caching.md>), [ref], ![alt *x*][ref]\r\n\
         and `[it](../notes/web/caching.md)`, [other](https://x.org/notes/web/caching.md).\r\n\r\n\
         ```\r\n[it](../notes/web/caching.md)\r\n```\r\n\r\n[ref]: ../notes/http-caching.md  \"Title\"\r\n"
    );
    assert!(
        journal.read("content/projects/p.md").contains("post: \"../notes/http-caching.md\"")
            || journal.read("content/projects/p.md").contains("post: ../notes/http-caching.md}")
    );
    let changed = [NEW, "content/notes/web/caching.md", "content/posts/a b.md", "content/projects/p.md"];
    for (path, bytes) in journal.files("content") {
        if !changed.contains(&path.to_str().unwrap()) {
            assert_eq!(before.get(&path), Some(&bytes), "{}", path.display());
        }
    }
    journal.run(&["build", "--as-of", "2099-01-01"]).succeeds();
    assert!(journal.read("site/notes/caching/index.html").contains("notes/http-caching/"));

    // And back: the alias would be the page's own address.
    journal.run(&["rename", "http-caching", OLD]).succeeds();
    assert!(journal.read(OLD).contains("\naliases: [/notes/http-caching/]\n"), "{}", journal.read(OLD));
    journal.run(&["check", "--as-of", "2099-01-01"]).succeeds();
}

#[test]
fn wikilinks_by_name_or_path_are_turned_and_others_stay() {
    let journal = linked();
    let text = |name: &str, path: &str| {
        format!(
            "---\ntitle: W\ndate: 2026-01-08\n---\n\n[[{name}]] [[{name}#headers|as text]] [[{path}]] [[On caching]] `[[caching]]`\n"
        )
    };
    journal.write(OLD, &journal.read(OLD).replace("title: Caching # kept", "title: On caching"));
    journal.write("content/notes/w.md", &text("caching", "web/caching"));
    journal.run(&["rename", OLD, "notes/http/how-to-cache"]).succeeds().says("3 links in content/notes/w.md");
    assert_eq!(journal.read("content/notes/w.md"), text("how-to-cache", "notes/http/how-to-cache"));
    journal.run(&["check", "--as-of", "2099-01-01"]).succeeds();
}

#[test]
fn a_bundle_moves_with_its_folder() {
    let journal = Journal::new();
    let text = "---\ntitle: B\ndate: 2026-01-05\n---\n\n![I](i.png) [s](sub/more.md) [a](../other.md)\n";
    journal.write("content/notes/b/index.md", text);
    journal.write("content/notes/b/i.png", "not a picture");
    journal.write("content/notes/b/sub/more.md", "---\ntitle: M\ndate: 2026-01-05\n---\n\n[up](../index.md)\n");
    journal.write("content/notes/other.md", "---\ntitle: O\ndate: 2026-01-05\n---\n\n[b](b/) [i](b/i.png)\n");
    journal.run(&["check", "--as-of", "2099-01-01"]).succeeds();
    journal.run(&["rename", "content/notes/b", "notes/deep/er/c"]).succeeds();
    assert!(!journal.exists("content/notes/b"));
    assert_eq!(
        journal.read("content/notes/deep/er/c/index.md"),
        "---\ntitle: B\ndate: 2026-01-05\naliases: [/notes/b/]\n---\n\n![I](i.png) [s](sub/more.md) [a](../../../other.md)\n"
    );
    assert!(journal.read("content/notes/other.md").ends_with("[b](deep/er/c/) [i](deep/er/c/i.png)\n"));
    assert_eq!(
        journal.read("content/notes/deep/er/c/sub/more.md"),
        "---\ntitle: M\ndate: 2026-01-05\n---\n\n[up](../index.md)\n"
    );
    journal.run(&["check", "--as-of", "2099-01-01"]).succeeds();
    journal.run(&["rename", "c", "x.md"]).ends_with(2).says("moves with its folder");
    journal.run(&["rename", "c", "notes/deep/er/c/d"]).ends_with(2).says("is inside of");
}

#[test]
fn the_date_in_a_name_is_kept() {
    let journal = Journal::new();
    journal.write("content/notes/2026-01-05-a.md", "# A\n");
    journal.run(&["rename", "a", "b"]).succeeds();
    assert_eq!(journal.read("content/notes/b.md"), "---\naliases: [/notes/a/]\ndate: 2026-01-05\n---\n\n# A\n");
}

#[test]
fn a_dry_run_says_it_all_and_writes_nothing() {
    let journal = linked();
    let before = journal.files("content");
    let run = journal.run(&["rename", "--dry-run", "caching", "x"]).succeeds().says("nothing was written");
    let run =
        run.says("content/notes/web/caching.md to content/notes/web/x.md").says("1 link in content/projects/p.md");
    assert!(run.stdout.ends_with("x.md\n"));
    assert_eq!(journal.files("content"), before);
}

#[test]
fn what_would_clash_or_leave_the_journal_is_refused() {
    let journal = linked();
    journal.write("content/notes/taken.md", "---\ntitle: T\ndate: 2026-01-05\naliases: [/notes/alias/]\n---\n");
    let before = journal.files("content");
    for (new, says) in [
        ("notes/taken", "is there already"),
        ("notes/deep/taken", "the address `/notes/taken/` belongs to"),
        ("alias", "the address `/notes/alias/` belongs to"),
        ("caching", "is what it is called already"),
        ("../../../x", "is no place for a page"),
        ("content/../plan.md", "is no place for a page"),
        (".hidden", "is no place for a page"),
        ("notes/???", "no address can be made"),
        ("notes/con", "reserves for a device"),
    ] {
        journal.run(&["rename", OLD, new]).ends_with(2).says("nothing was renamed").says(says);
    }
    journal.run(&["rename", "cachign", "x"]).ends_with(2).says("did you mean `caching`?");
    assert_eq!(journal.files("content"), before);
}

#[test]
fn a_killed_rename_loses_nothing_and_can_be_run_again() {
    let journal = linked();
    for number in 0..40 {
        let text = format!("---\ntitle: L{number}\ndate: 2026-01-05\n---\n\n[c](web/caching.md)\n");
        journal.write(&format!("content/notes/l{number}.md"), &text);
    }
    let start = Instant::now();
    journal.run(&["rename", "--dry-run", OLD, "moved"]).succeeds();
    let took = start.elapsed();
    let mut names = ("caching".to_owned(), "moved0".to_owned());
    let mut unfinished = 0;
    for round in 0..15_u32 {
        let old = format!("content/notes/web/{}.md", names.0);
        let mut command = journal.command(&["rename", &old, &names.1]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(took * 3 / 4 + took * (round % 13) / 10);
        child.kill().unwrap();
        child.wait().unwrap();
        let is_there = |name: &str| journal.exists(&format!("content/notes/web/{name}.md"));
        assert!(is_there(&names.0) || is_there(&names.1), "kill {round} lost the note");
        if is_there(&names.0) {
            unfinished += u32::from(is_there(&names.1));
            journal.run(&["rename", &old, &names.1]).succeeds();
        }
        journal.run(&["check", "--as-of", "2099-01-01"]).succeeds();
        names = (names.1, format!("moved{}", round + 1));
    }
    assert!(unfinished < 15, "{unfinished}");
}

/// Names that have to be encoded, in folders of three depths.
fn file() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec!["a", "b c", "d(1)", "é", "f&g", "h%20i", "j'k", "l_m", "n#o"]);
    (prop::sample::select(vec!["content/notes", "content/notes/x y", "content/posts", "content/notes/x y/z"]), name)
        .prop_map(|(folder, name)| format!("{folder}/{name}.md"))
}

fn source(path: &str, text: &str) -> Source {
    Source { path: SourcePath::new(path).expect("a path"), bytes: text.as_bytes().into(), added: None }
}

fn errors(sources: &Sources) -> Vec<String> {
    let as_of = chrono::NaiveDate::from_ymd_opt(2027, 1, 1);
    let options = milepost::Options { as_of, ..milepost::Options::at(chrono::DateTime::UNIX_EPOCH) };
    let found = milepost::build(sources, &options).diagnostics;
    found.into_iter().filter(|found| found.severity == Severity::Error).map(|found| found.message).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every page links to every other one, in each way of writing, and one of them is renamed.
    #[test]
    fn after_a_rename_no_link_is_broken(
        files in prop::collection::btree_set(file(), 2..6),
        new in file(),
        which in any::<prop::sample::Index>(),
    ) {
        let files: Vec<String> = files.into_iter().collect();
        let mut all = vec![source("plan.yaml", "schema: 1\nsite: {title: T, url: 'https://x.org/', author: {name: A}, language: en, timezone: UTC}\nplan: {id: study, title: P, start: 2026-12-01, months: 2}\nphases: []\n")];
        for (number, path) in files.iter().enumerate() {
            let from = SourcePath::new(path).unwrap();
            let links: Vec<String> = files.iter().enumerate().map(|(other, to)| {
                let to = milepost::site::link::relative_path(&from, to);
                let encoded = milepost::edit::destination::encode(&to, false);
                let bracketed = milepost::edit::destination::encode(&to, true);
                format!("[i]({encoded}#h) [b](<{bracketed}> 't') [r{other}]\n\n[r{other}]: {encoded}\n\n")
            }).collect();
            all.push(source(path, &format!("---\ntitle: T{number}\ndate: 2026-12-01\nslug: s{number}\n---\n\n## H\n\n{}", links.concat())));
        }
        let sources = Sources::new(all.clone());
        prop_assert_eq!(errors(&sources), Vec::<String>::new());
        let journal = milepost::journal::parse(&sources);
        let old = which.get(&files);
        let index = journal.pages.iter().position(|page| page.path.as_str() == old).unwrap();
        let Ok(plan) = rename::plan(&sources, &journal, index, &new) else {
            prop_assert!(files.contains(&new));
            return Ok(());
        };
        let moved = |path: &SourcePath| plan.moves.iter().find(|(from, _)| from == path).map_or_else(|| path.clone(), |(_, to)| to.clone());
        let after = all.iter().map(|file| {
            let path = moved(&file.path);
            let bytes = plan.texts.get(&path).map_or_else(|| file.bytes.clone(), |text| text.as_bytes().into());
            Source { path, bytes, added: None }
        });
        let after = Sources::new(after);
        prop_assert_eq!(after.len(), sources.len());
        prop_assert_eq!(errors(&after), Vec::<String>::new());
    }
}
