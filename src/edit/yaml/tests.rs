//! Edits of YAML, byte for byte, with each kind of line end.

use super::*;

fn path(steps: &str) -> Path {
    let step = |step: &str| step.parse().map_or_else(|_| Step::key(step), Step::Place);
    steps.split('.').filter(|step| !step.is_empty()).map(step).collect()
}

/// Makes a change and compares the whole text: as it is, with the line ends of Windows, with a byte order mark, and
/// without a line feed at the end.
#[track_caller]
fn check(before: &str, change: impl Fn(&Document) -> Result<Document, Refusal>, after: &str) {
    let one = |before: &str, after: &str| {
        let changed = change(&Document::read(before).unwrap()).unwrap_or_else(|refusal| panic!("{refusal}: {before}"));
        assert_eq!(changed.text(), after);
    };
    one(before, after);
    one(&before.replace('\n', "\r\n"), &after.replace('\n', "\r\n"));
    one(&format!("\u{feff}{before}"), &format!("\u{feff}{after}"));
    one(before.trim_end_matches('\n'), after.trim_end_matches('\n'));
}

#[track_caller]
fn refused(before: &str, change: impl Fn(&Document) -> Result<Document, Refusal>) {
    assert!(change(&Document::read(before).unwrap()).is_err(), "{before}");
}

const ORDER: [&str; 2] = ["id", "title"];

#[test]
fn a_key_is_set_where_it_stands() {
    let done = |d: &Document| d.set(&path("a.0"), "status", "done".into(), &ORDER);
    check("a:\n  - id: x\n    status:  active  # c\n", done, "a:\n  - id: x\n    status:  done  # c\n");
    check("a:\n- id: x\n  status: 'active'\n", done, "a:\n- id: x\n  status: done\n");
    check("a:\n  - id: x\n    status:  # c\n    b: 1\n", done, "a:\n  - id: x\n    status: done  # c\n    b: 1\n");
    check("a:\n  - {id: x, status: null}\n", done, "a:\n  - {id: x, status: done}\n");
    check("a: [{id: x, status: \"a\" , b: 1}]\n", done, "a: [{id: x, status: done , b: 1}]\n");
    check("a:\n  - {id: x, \"status\": ~}\n", done, "a:\n  - {id: x, \"status\": done}\n");
    check("a:\n  - id: x\n    status: |\n      long\n    b: 1\n", done, "a:\n  - id: x\n    status: done\n    b: 1\n");
}

#[test]
fn a_key_is_added_behind_its_neighbours() {
    let done = |d: &Document| d.set(&path("a.0"), "status", "done".into(), &ORDER);
    check(
        "a:\n  - id: x # c\n    title: T # d\n    # e\n    z: 1\n\n  - id: y\n",
        done,
        "a:\n  - id: x # c\n    title: T # d\n    status: done\n    # e\n    z: 1\n\n  - id: y\n",
    );
    check("a:\n  - id: x\n", done, "a:\n  - id: x\n    status: done\n");
    check("a:\n  -   title: x\n", done, "a:\n  -   title: x\n      status: done\n");
    check(
        "a:\n  - {id: x, title: \"a, b\", z: 1} # c\n",
        done,
        "a:\n  - {id: x, title: \"a, b\", status: done, z: 1} # c\n",
    );
    check("a:\n  - {z: 1}\n", done, "a:\n  - {z: 1, status: done}\n");
    check(
        "a:\n  - {\n    id: x, # c\n    z: 1,\n  }\n",
        done,
        "a:\n  - {\n    id: x, status: done, # c\n    z: 1,\n  }\n",
    );
    check(
        "a:\n  - id: x\n    title: >-\n      long\n      text\n\n    z:\n",
        done,
        "a:\n  - id: x\n    title: >-\n      long\n      text\n    status: done\n\n    z:\n",
    );
    check("a:\n  - id: x\n    title:\n    z: 1\n", done, "a:\n  - id: x\n    title:\n    status: done\n    z: 1\n");
}

#[test]
fn the_top_of_a_document_grows_too() {
    let set = |d: &Document| d.set(&path(""), "plan", Node::map([("a", 1.into())]), &["schema"]);
    check("schema: 1\n\n# c\nz: 1\n", set, "schema: 1\nplan: {a: 1}\n\n# c\nz: 1\n");
    check("{schema: 1}\n", set, "{schema: 1, plan: {a: 1}}\n");
    let empty = Document::read("# only a comment").unwrap();
    assert_eq!(set(&empty).unwrap().text(), "# only a comment\nplan: {a: 1}\n");
    assert_eq!(set(&Document::read("").unwrap()).unwrap().text(), "plan: {a: 1}\n");
}

#[test]
fn an_entry_is_renamed_with_its_value() {
    let both = Node::List(vec![4.into(), 6.into()]);
    let months = |d: &Document| d.rename(&path("a.0"), "month", "months", both.clone());
    check(
        "a:\n  - id: x\n    month: 4   # c\n    z: 1\n",
        months,
        "a:\n  - id: x\n    months: [4, 6]   # c\n    z: 1\n",
    );
    check("a: [{month: 4, id: x}]\n", months, "a: [{months: [4, 6], id: x}]\n");
    let back = |d: &Document| d.rename(&path("a.0"), "months", "month", 4.into());
    check("a:\n  - months:\n      - 3\n      - 4\n    id: x\n", back, "a:\n  - month: 4\n    id: x\n");
    refused("a:\n  - months:\n      - 3 # c\n      - 4\n    id: x\n", back);
    let other = |d: &Document| d.set(&path("a.0"), "months", both.clone(), &ORDER);
    check("a:\n  - months:\n      - 3 # c\n      - 4\n", other, "a:\n  - months:\n      - 4 # c\n      - 6\n");
    check("a: [{months: [ 1,2 ]}]\n", other, "a: [{months: [ 4,6 ]}]\n");
}

#[test]
fn an_entry_goes_with_its_line_and_leaves_its_comment() {
    let gone = |d: &Document| d.remove(&path("a.0"), "b");
    check("a:\n  - id: x\n    b: 1\n    c: 2\n", gone, "a:\n  - id: x\n    c: 2\n");
    check("a:\n  - id: x\n    b: 1  # why\n    c: 2\n", gone, "a:\n  - id: x\n    # why\n    c: 2\n");
    check("a:\n  - b: 1\n    c: 2\n", gone, "a:\n  - c: 2\n");
    check("a:\n  - id: x\n    b:\n      - {z: 1}\n\n      - z: 2\n    # c\n", gone, "a:\n  - id: x\n    # c\n");
    check("a:\n  - id: x\n    b: 1\n", gone, "a:\n  - id: x\n");
    check("a: [{id: x, b: [1, {c: 2}] }]\n", gone, "a: [{id: x }]\n");
    check("a: [{b: 1, id: x}]\n", gone, "a: [{id: x}]\n");
    refused("a:\n  - b: 1 # why\n    c: 2\n", gone);
    refused("a: [{id: x, # why\n b: 1}]\n", gone);
    refused("a:\n  - b: 1\n", gone);
}

#[test]
fn a_list_grows_in_its_own_layout() {
    let item = Item::new(Node::map([("kind", "repo".into()), ("url", "https://x.org/a#b".into())]), Style::Block);
    let append = |d: &Document| d.append(&path("a.0"), "proof", &item, &ORDER);
    let url = "url: \"https://x.org/a#b\"";
    check(
        "a:\n  - id: x\n    z: 1\n",
        append,
        "a:\n  - id: x\n    proof:\n      - kind: repo\n        url: https://x.org/a#b\n    z: 1\n",
    );
    check(
        "a:\n- id: x\n  z: 1\n",
        append,
        "a:\n- id: x\n  proof:\n  - kind: repo\n    url: https://x.org/a#b\n  z: 1\n",
    );
    check(
        "a:\n  - id: x\n    proof:   # c\n    z: 1\n",
        append,
        "a:\n  - id: x\n    proof:   # c\n      - kind: repo\n        url: https://x.org/a#b\n    z: 1\n",
    );
    check(
        "a:\n  - id: x\n    proof: [] # c\n    z: 1\n",
        append,
        "a:\n  - id: x\n    proof:    # c\n      - kind: repo\n        url: https://x.org/a#b\n    z: 1\n",
    );
    check(
        "a:\n  - id: x\n    proof: []\n",
        append,
        "a:\n  - id: x\n    proof:\n      - kind: repo\n        url: https://x.org/a#b\n",
    );
    check("a:\n  - {id: x, z: 1}\n", append, &format!("a:\n  - {{id: x, proof: [{{kind: repo, {url}}}], z: 1}}\n"));
    check(
        "a:\n  - {id: x, proof: [ ], z: 1}\n",
        append,
        &format!("a:\n  - {{id: x, proof: [{{kind: repo, {url}}}], z: 1}}\n"),
    );
    check(
        "a:\n  - {id: x, proof: , z: 1}\n",
        append,
        &format!("a:\n  - {{id: x, proof: [{{kind: repo, {url}}}] , z: 1}}\n"),
    );
    check("a: [{proof: [{b: 1}]}]\n", append, &format!("a: [{{proof: [{{b: 1}}, {{kind: repo, {url}}}]}}]\n"));
    check(
        "a:\n  - proof: [\n      {b: 1},\n      {b: 2}, # c\n    ]\n",
        append,
        &format!("a:\n  - proof: [\n      {{b: 1}},\n      {{b: 2}},\n      {{kind: repo, {url}}}, # c\n    ]\n"),
    );
    check(
        "a:\n  - proof:\n      - {b: 1} # c\n      # d\n  - id: y\n",
        append,
        &format!("a:\n  - proof:\n      - {{b: 1}} # c\n      - {{kind: repo, {url}}}\n      # d\n  - id: y\n"),
    );
    check(
        "a:\n  - proof:\n      -   b: 1\n          c:\n\n      -   b: 2\n          c: # d\n  - id: y\n",
        append,
        "a:\n  - proof:\n      -   b: 1\n          c:\n\n      -   b: 2\n          c: # d\n\n      - kind: repo\n        url: https://x.org/a#b\n  - id: y\n",
    );
    refused("a: [{proof: 1}]\n", append);
}

#[test]
fn an_item_moves_with_its_layout() {
    let before = "a:\n  - {id: x}\n  # about y\n  - id: y  # c\n    title: |\n      long\n\n      text\n\n  - id: z\n";
    let doc = Document::read(format!("{before}b:\n  c:\n    - id: w\n")).unwrap();
    let (item, rest) = doc.take(&path(""), "a", 1).unwrap();
    assert_eq!(rest.text(), "a:\n  - {id: x}\n\n  - id: z\nb:\n  c:\n    - id: w\n");
    let moved = rest.append(&path("b"), "c", &item, &[]).unwrap();
    assert!(moved.text().ends_with(
        "b:\n  c:\n    - id: w\n    # about y\n    - id: y  # c\n      title: |\n        long\n\n        text\n"
    ));
    let into_brackets = Document::read("a: []\nb: {c: [1]}\n").unwrap();
    assert!(into_brackets.append(&path("b"), "c", &item, &[]).is_err(), "its comments would be lost");
    let moved = into_brackets.append(&path(""), "a", &item, &[]).unwrap();
    assert!(moved.text().starts_with("a:\n  # about y\n  - id: y  # c\n    title: |\n      long\n\n      text\nb:"));
}

#[test]
fn the_last_item_leaves_an_empty_list() {
    let take = |d: &Document| d.take(&path(""), "a", 0).map(|(_, rest)| rest);
    check("a: # c\n  - {id: x}\nb: 1\n", take, "a: [] # c\nb: 1\n");
    check("b: 1\na:\n- id: x\n", take, "b: 1\na: []\n");
    check("a: [{id: x}]\n", take, "a: []\n");
    check("a: [{id: x}, {id: y} ]\n", take, "a: [{id: y} ]\n");
}

#[test]
fn texts_read_back_in_either_layout() {
    for text in [
        "a",
        "yes",
        "a: b",
        "# x",
        "a #b",
        "it's \"q\"",
        "2026-12-01",
        "1.5",
        "",
        " x ",
        "é\u{7f}\n\t",
        "- a",
        "@x",
        "C++, fast",
        "[x]",
        "{x}",
        "a:",
        "https://x.org/?a=b&c=d#e",
        "%x",
        "~",
        "null",
        "a, b: c",
        "?",
        "Q? A!",
        "x\u{2028}y",
    ] {
        for before in ["a:\n  - id: x\n", "a: [{id: x}]\n"] {
            let document = Document::read(before).unwrap();
            let edited =
                document.set(&path("a.0"), "title", text.into(), &[]).unwrap_or_else(|r| panic!("{r}: {text}"));
            assert_eq!(Node::from(edited.at(&path("a.0.title")).unwrap()).text(), Some(text));
        }
    }
}
