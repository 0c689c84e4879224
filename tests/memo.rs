//! The cache of the command line: it makes builds sooner and changes no byte, whatever state it is in.

#![expect(clippy::disallowed_methods, reason = "the cache is files")]
#![cfg(feature = "images")]

mod common;

use std::fs;
use std::path::PathBuf;

use common::Journal;

type Files = Vec<(PathBuf, Vec<u8>)>;

/// A journal with a note that shows a photo.
fn journal() -> Journal {
    let journal = Journal::new();
    journal.write("content/notes/n/index.md", "---\ndate: 2020-01-01\n---\n# N\n\n![A photo](photo.jpg)\n");
    let photo = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/images/photo.jpg");
    fs::copy(photo, journal.path("content/notes/n/photo.jpg")).expect("the photo is in the repository");
    journal
}

fn build(journal: &Journal) -> Files {
    fs::remove_dir_all(journal.path("site")).ok();
    journal.run(&["build", "--as-of", "2099-01-01"]).succeeds();
    journal.files("site")
}

/// Returns the results in the cache.
fn entries(journal: &Journal) -> Files {
    let files = journal.files(".milepost/cache").into_iter();
    files.filter(|(path, _)| path.file_name().is_some_and(|name| name.len() == 62)).collect()
}

#[test]
fn a_build_with_a_cache_is_the_build_without_one_whatever_happened_to_the_cache() {
    let journal = journal();
    let cold = build(&journal);
    assert!(cold.iter().any(|(path, _)| path.to_string_lossy().contains("photo.480.")), "there are copies");
    let kept = entries(&journal);
    assert!(!kept.is_empty());
    assert!(build(&journal) == cold, "with the cache");
    assert!(entries(&journal) == kept, "nothing was computed anew");

    let damages: [fn(&mut Vec<u8>); 2] =
        [|bytes| bytes.truncate(bytes.len() / 2), |bytes| *bytes.last_mut().unwrap() ^= 1];
    for damage in damages {
        for (path, bytes) in &kept {
            let mut bytes = bytes.clone();
            damage(&mut bytes);
            fs::write(journal.path(&path.to_string_lossy()), bytes).unwrap();
        }
        assert!(build(&journal) == cold, "with a damaged cache");
        assert!(entries(&journal) == kept, "what was damaged is replaced");
    }

    fs::remove_dir_all(journal.path(".milepost/cache")).unwrap();
    fs::write(journal.path(".milepost/cache"), "not a folder").unwrap();
    assert!(build(&journal) == cold, "where no cache can be");
}

/// Builds, and returns the site with all that was said of it but the time.
fn told(journal: &Journal) -> (Files, String) {
    fs::remove_dir_all(journal.path("site")).ok();
    let output = journal.command(&["build", "--as-of", "2099-01-01"]).output().expect("it runs");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    let said = said.lines().filter(|line| !line.trim_start().starts_with("done")).collect::<Vec<_>>().join("\n");
    (journal.files("site"), said)
}

#[test]
fn what_a_check_found_is_found_again_whatever_happened_to_the_cache() {
    let journal = journal();
    let raw = "---\ndate: 2020-01-02\n---\n# R\n\n<img src=\"/notes/n/\"> <b id=\"twice\"></b><i id=\"twice\"></i> [n](n/index.md)\n";
    journal.write("content/notes/raw.md", raw);
    let cold = told(&journal);
    for finding in ["missing-alt", "duplicate-html-id"] {
        assert!(cold.1.contains(finding), "{}", cold.1);
    }
    for path in [".milepost/cache/small", ".milepost/cache/bulk"].map(|path| journal.path(path)) {
        let kept = fs::read(&path).unwrap();
        assert!(told(&journal) == cold, "with the cache");
        assert!(fs::read(&path).unwrap() == kept, "nothing was found anew");
        for at in [0, 15, 16, 40, 60, kept.len() / 2, kept.len() - 1] {
            let mut flipped = kept.clone();
            flipped[at] ^= 1;
            for damaged in [kept[..at].to_vec(), flipped] {
                fs::write(&path, &damaged).unwrap();
                assert!(told(&journal) == cold, "with a damaged cache, at {at}");
                let replaced = fs::read(&path).unwrap();
                assert!(replaced != damaged, "what was damaged is replaced");
                assert!(told(&journal) == cold, "with another cache, after damage at {at}");
                assert!(fs::read(&path).unwrap() == replaced, "nothing was found anew after damage at {at}");
            }
        }
    }
    // What was remembered of a page is not said of another.
    journal.write("content/notes/raw.md", &raw.replace("twice", "once").replace("<i id=\"once\">", "<i>"));
    let (_, said) = told(&journal);
    assert!(said.contains("missing-alt") && !said.contains("duplicate-html-id"), "{said}");
    journal.write("content/notes/raw.md", raw);
    assert!(told(&journal) == cold);
}

#[test]
fn a_build_over_an_earlier_site_is_a_whole_one_whatever_happened_to_the_cache() {
    let journal = journal();
    for (name, links) in [("a", "[B](b.md)"), ("b", "[A](a.md#part) and [N](n/index.md)")] {
        let text = format!(
            "---\ndate: 2020-01-02\ntags: [x]\n---\n# {name}\n\n{links}\n\n## Part\n\n```rust\nfn f() {{}}\n```\n"
        );
        journal.write(&format!("content/notes/{name}.md"), &text);
    }
    let build = |more: &[&str]| {
        let args = ["build", "--as-of", "2099-01-01"];
        journal.run(&[&args, more].concat()).succeeds();
    };
    build(&[]);
    let is_kept = |path: &PathBuf| path.file_name().is_some_and(|name| name != "CACHEDIR.TAG");
    for round in 0_usize..24 {
        // Each time another file of the cache, and another place in it.
        let mut kept: Files = journal.files(".milepost/cache").into_iter().filter(|(path, _)| is_kept(path)).collect();
        let count = kept.len();
        let (path, bytes) = &mut kept[round % count];
        let at = bytes.len() * (2 * (round / count) + 1) / 9;
        if round % 2 == 0 {
            bytes[at] ^= 1;
        } else {
            bytes.truncate(at);
        }
        fs::write(journal.path(&path.to_string_lossy()), &*bytes).unwrap();
        let text = fs::read_to_string(journal.path("content/notes/a.md")).unwrap();
        journal.write("content/notes/a.md", &format!("{text}\nSentence {round}.\n"));
        build(&[]);
        let over = journal.files("site");
        fs::remove_dir_all(journal.path("whole")).ok();
        build(&["--no-cache", "--out", "whole"]);
        let names = |files: Files, folder: &str| -> Files {
            files.into_iter().map(|(path, bytes)| (path.strip_prefix(folder).unwrap().to_owned(), bytes)).collect()
        };
        assert!(names(over, "site") == names(journal.files("whole"), "whole"), "damaged: {} at {at}", path.display());
    }
}

#[test]
fn a_check_uses_the_cache_and_writes_nothing() {
    let journal = journal();
    journal.run(&["check", "--as-of", "2099-01-01"]).succeeds();
    assert!(!journal.exists(".milepost") && !journal.exists("site"));
}

#[test]
fn two_builds_at_once_share_a_cache() {
    let journal = journal();
    let run = |out: &str| journal.command(&["build", "--as-of", "2099-01-01", "--out", out]).spawn().unwrap();
    for mut build in [run("one"), run("two")] {
        assert!(build.wait().unwrap().success());
    }
    let names = |folder: &str| -> Vec<(PathBuf, Vec<u8>)> {
        let files = journal.files(folder).into_iter();
        files.map(|(path, bytes)| (path.strip_prefix(folder).unwrap().to_owned(), bytes)).collect()
    };
    assert!(names("one") == names("two"));
    assert!(!entries(&journal).is_empty());
}
