//! `milepost languages`: the list of languages that code can be coloured in.

mod common;

use common::Journal;

#[test]
fn languages_lists_names_and_tokens() {
    let run = Journal::empty().run(&["languages"]).succeeds().says("names the language of a block");
    let line = |name: &str| run.stdout.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned();
    assert!(line("Python ").split_whitespace().any(|word| word == "py"), "{}", run.stdout);
    assert!(line("Shell ").contains(" bash "), "{}", run.stdout);
    assert!(run.stdout.lines().count() > 150);
}

#[test]
fn languages_can_be_searched_and_read_by_programs() {
    let run = Journal::empty().run(&["languages", "TypeScr", "--json"]).succeeds();
    let list: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    let first = &list["languages"][0];
    assert_eq!(first["name"], "TypeScript");
    assert!(first["tokens"].as_array().expect("a list").contains(&"ts".into()), "{first}");
    assert!(run.stderr.is_empty(), "{}", run.stderr);
}

#[test]
fn a_language_that_is_not_there_is_said() {
    let run = Journal::empty().run(&["languages", "klingon"]).ends_with(2);
    assert!(run.stdout.is_empty() && run.stderr.contains("no language has `klingon`"), "{}", run.stderr);
}
