//! What diagnostics look like, in full.

use proptest::prelude::*;

use super::*;
use crate::diagnostic::{Code, SourceId};
use crate::source::{Source, SourcePath};

const LINES: &[u8] = b"one\ntwo\nthree\nfour\nfive\n";

fn sources(files: &[(&str, &[u8])]) -> Sources {
    Sources::new(files.iter().map(|(path, bytes)| Source {
        path: SourcePath::new(path).expect("a relative path"),
        bytes: (*bytes).into(),
        added: None,
    }))
}

fn at(start: usize, end: usize) -> Diagnostic {
    Diagnostic::new(Code::UnknownId, span(start, end), "no such item")
}

fn span(start: usize, end: usize) -> Span {
    Span::new(SourceId(0), start..end)
}

/// Compares the whole text of a diagnostic about `content/a.md`, which holds `source`.
#[track_caller]
fn check(source: &[u8], diagnostic: &Diagnostic, expected: &str) {
    let sources = sources(&[("content/a.md", source), ("plan.yaml", b"a\nb\nitems:\n  - id: x\n")]);
    let text = render(diagnostic, &sources, Style::Plain);
    assert_eq!(text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n"), expected.trim_matches('\n'));
}

#[test]
fn the_place_is_underlined_and_hints_follow() {
    let diagnostic = at(11, 26).note("not an id").hint("did you mean `ownership-basics`?").hint("or add it");
    check(
        b"---\nplan: [ownership-basic]\n---\n",
        &diagnostic,
        "
error[unknown-id]: no such item
 --> content/a.md:2:8
  |
2 | plan: [ownership-basic]
  |        ^^^^^^^^^^^^^^^ not an id
  |
  = help: did you mean `ownership-basics`?
  = help: or add it
",
    );
}

#[test]
fn labels_stand_in_the_same_file_and_in_others() {
    let other_file = Span::new(SourceId(1), 16..22);
    check(
        LINES,
        &at(0, 3).note("second").label(span(19, 23), "first").label(other_file, "the item").hint("help"),
        "
error[unknown-id]: no such item
 --> content/a.md:1:1
  |
1 | one
  | ^^^ second
...
5 | five
  | ---- first
  |
 ::: plan.yaml:4:6
  |
4 |   - id: x
  |      ---- the item
  |
  = help: help
",
    );
}

#[test]
fn a_warning_says_so_and_a_diagnostic_may_have_no_place() {
    let diagnostic = Diagnostic::without_place(Code::UnusedFile, "nothing uses `a.png`").hint("remove it");
    check(
        b"",
        &diagnostic,
        "
warning[unused-file]: nothing uses `a.png`
 |
 = help: remove it
",
    );
}

#[test]
fn many_lines_are_cut_after_three() {
    let expected = "
error[unknown-id]: no such item
 --> content/a.md:2:1
  |
2 | / two
3 | | three
4 | | four
  | |____^ here
";
    check(LINES, &at(4, 23).note("here"), expected);
}

#[test]
fn a_line_break_at_the_end_is_not_the_next_line() {
    let expected = "
error[unknown-id]: no such item
 --> content/a.md:2:1
  |
2 | two
  | ^^^ here
";
    check(LINES, &at(4, 8).note("here"), expected);
}

#[test]
fn the_end_of_a_file_can_be_shown_and_nothing_lies_beyond_it() {
    let expected = "
error[unknown-id]: no such item
 --> content/a.md:6:1
  |
6 |
  | ^ end
";
    check(LINES, &at(24, 24).note("end"), expected);
    check(LINES, &at(4_000, 5_000).note("end"), expected);
}

#[test]
fn an_empty_file_and_one_without_a_line_break() {
    check(
        b"",
        &at(0, 0).note("end"),
        "
error[unknown-id]: no such item
 --> content/a.md:1:1
  |
1 |
  | ^ end
",
    );
    check(
        b"no newline",
        &at(10, 10).note("end"),
        "
error[unknown-id]: no such item
 --> content/a.md:1:11
  |
1 | no newline
  |           ^ end
",
    );
}

#[test]
fn long_lines_are_cut_around_each_place() {
    let line = format!("{}HERE{}\nshort\n", "ab ".repeat(100), " yz".repeat(100));
    check(
        line.as_bytes(),
        &at(300, 304).note("end").label(span(0, 2), "start"),
        "
error[unknown-id]: no such item
 --> content/a.md:1:301
  |
1 | ... ab ab ab ab ab ab ab ab ab ab ab ab ab HERE yz yz yz yz yz yz yz yz yz yz yz yz yz yz yz yz yz yz yz yz yz yz yz yz yz ...
  |                                            ^^^^ end
  |
 ::: content/a.md:1:1
  |
1 | ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ...
  | -- start
",
    );
}

#[test]
fn control_characters_are_shown_and_not_sent() {
    check(
        b"\x1b[31mred\x07 \xff\xfe bad\tx\r\nnext\r\n",
        &at(12, 15).note("b\u{1b}[0m"),
        "
error[unknown-id]: no such item
 --> content/a.md:1:13
  |
1 | ␛[31mred␇ �� bad    x
  |             ^^^ b␛[0m
",
    );
    let text = render(&at(0, 5), &sources(&[("a.md", b"\x1b[31m")]), Style::Color);
    assert!(text.contains("\x1b[") && !text.contains("\x1b[31m"), "{text:?}");
}

#[test]
fn columns_count_characters_and_carets_count_cells() {
    check(
        "日本語 🎉 x\tab".as_bytes(),
        &at(15, 16).note("x"),
        "
error[unknown-id]: no such item
 --> content/a.md:1:7
  |
1 | 日本語 🎉 x    ab
  |           ^ x
",
    );
    check(
        "日本語".as_bytes(),
        &at(1, 5).note("inside two characters"),
        "
error[unknown-id]: no such item
 --> content/a.md:1:1
  |
1 | 日本語
  | ^^^^ inside two characters
",
    );
}

#[test]
fn all_are_separated_by_a_blank_line() {
    let diagnostics = [at(0, 3), Diagnostic::without_place(Code::MissingPlan, "there is no plan")];
    let text = render_all(&diagnostics, &sources(&[("a.md", LINES)]), Style::Plain);
    assert!(text.ends_with("  | ^^^\n\nerror[missing-plan]: there is no plan"), "{text}");
}

#[test]
fn a_location_is_one_line() {
    let sources = sources(&[("a.md", LINES)]);
    assert_eq!(location(&at(9, 10), &sources).as_deref(), Some("a.md:3:2"));
    assert_eq!(location(&Diagnostic::without_place(Code::MissingPlan, ""), &sources), None);
}

fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        Just(b"\n".to_vec()),
        Just(b"\r\n".to_vec()),
        Just("日🎉\u{E000}0:\u{202E}\u{FEFF}é".as_bytes().to_vec()),
        Just(b"long ".repeat(80)),
        proptest::collection::vec(any::<u8>(), 0..8),
    ]
}

proptest! {
    #[test]
    fn any_span_of_any_bytes_can_be_shown(
        pieces in proptest::collection::vec(piece(), 0..12),
        spans in proptest::collection::vec((0..900_usize, 0..900_usize), 1..4),
    ) {
        let sources = sources(&[("a.md", &pieces.concat())]);
        let mut diagnostic = at(spans[0].0, spans[0].1);
        for (start, length) in &spans[1..] {
            diagnostic = diagnostic.label(span(*start, start + length), "also");
        }
        let text = render(&diagnostic, &sources, Style::Plain);
        let location = location(&diagnostic, &sources).expect("it has a place");
        prop_assert!(text.contains(&location), "{} in {}", location, text);
        prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{:?}", text);
        prop_assert!(text.lines().all(|line| line.chars().count() < 400), "{}", text);
    }
}
