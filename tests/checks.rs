//! Checks of the finished site from outside.

use std::collections::BTreeMap;

use milepost::check::{Origins, check};
use milepost::diagnostic::{Code, Diagnostic, SourceId, Span};
use milepost::output::{OutputPath, OutputSet};
use milepost::plan::BaseUrl;
use milepost::source::fixture::journal;

/// Checks links and ids of the outputs.
fn found(outputs: &[(&str, &str)], content: &str) -> Vec<Diagnostic> {
    let mut found = all_found(outputs, content);
    // These pieces of pages say nothing of themselves.
    found.retain(|one| matches!(one.code, Code::BrokenLink | Code::DuplicateHtmlId));
    found
}

/// Checks the outputs below `https://x.org/r/`; `a/index.html` is made from the source `content/a.md`.
fn all_found(outputs: &[(&str, &str)], content: &str) -> Vec<Diagnostic> {
    let mut set = OutputSet::default();
    for (path, text) in outputs {
        let path = OutputPath::new(path).expect("a path");
        set.insert(path, (*text).to_owned().into()).expect("it is new");
    }
    let sources = journal(&format!("=== content/a.md\n{content}"));
    let spans = BTreeMap::from([("a/index.html".to_owned(), Span::new(SourceId(0), 0..0))]);
    let base = BaseUrl::parse("https://x.org/r/").expect("an address");
    check(&set, &base, &Origins { spans: &spans, sources: &sources, known: &[] })
}

#[test]
fn a_broken_link_in_raw_html_is_found_where_it_is_written() {
    let content = "Text\n\n<a href=\"/r/old/\">old</a>\n";
    let diagnostics = found(&[("a/index.html", "<h1>A</h1><a href=\"/r/old/\">old</a>")], content);
    let [diagnostic] = diagnostics.as_slice() else { panic!("one finding, not {diagnostics:?}") };
    assert_eq!(diagnostic.message, "`/r/old/` leads to nothing on the site");
    assert_eq!(diagnostic.code.name(), "broken-link");
    let range = diagnostic.span.expect("a place").range();
    assert_eq!(&content[range], "/r/old/");
}

#[test]
fn pages_feeds_and_styles_are_checked_together() {
    let outputs = [
        ("a/index.html", "<link href=\"/r/s.css\"><p id=\"x\"><p id=\"x\"><img srcset=\"/r/p.png 1x, /r/q.png 2x\">"),
        ("feed.xml", "<feed><link href=\"https://x.org/r/gone/\"/></feed>"),
        ("p.png", ""),
        ("s.css", "p { background: url(none.svg) }"),
    ];
    let messages: Vec<String> = found(&outputs, "").into_iter().map(|one| one.message).collect();
    let expected = [
        "`/r/q.png` leads to nothing on the site, on `a/index.html`",
        "two elements have the id `x`, on `a/index.html`",
        "`https://x.org/r/gone/` leads to nothing on the site, on `feed.xml`",
        "`none.svg` leads to nothing on the site, on `s.css`",
    ];
    assert_eq!(messages, expected);
}

#[test]
fn what_a_twin_leads_to_is_there_with_its_place() {
    let content = "Text\n\n[b](/b/#n) [c](#o) [d](e/)\n";
    let outputs = [
        ("a/index.html", "<h1>A</h1><p id=\"m\">"),
        ("a/index.md", "# A\n\n[b](https://x.org/r/b/#n) [c](#o) [m](#m) [d](e/) [b](../b/#m)\n"),
        ("b/index.html", "<h1 id=\"m\">B</h1>"),
        ("llms.txt", "- [b](https://x.org/r/b/#p)\n"),
        ("read.me.md", "[elsewhere](LICENSE) [x](/r/lost/)\n"),
    ];
    let found = all_found(&outputs, content);
    let told: Vec<(&str, Option<&str>)> = found
        .iter()
        .filter(|one| matches!(one.code, Code::BrokenLink | Code::BrokenAnchor))
        .map(|one| (one.message.as_str(), one.span.and_then(|span| content.get(span.range()))))
        .collect();
    assert_eq!(
        told,
        [
            ("`https://x.org/r/b/#n` leads to no element: `b/index.html` has no id `n`, on `a/index.md`", Some("")),
            ("`#o` leads to no element: `a/index.html` has no id `o`", Some("#o")),
            ("`e/` leads to nothing on the site", Some("e/")),
            ("`https://x.org/r/b/#p` leads to no element: `b/index.html` has no id `p`, on `llms.txt`", None),
            ("`/r/lost/` leads to nothing on the site, on `read.me.md`", None),
        ]
    );
}

#[test]
fn what_a_feed_leads_to_is_absolute_and_told_where_it_is_written() {
    let content = "Text\n\n<a href=\"sub/\">s</a>\n";
    let outputs = [
        ("a/index.html", "<h1>A</h1><a href=\"sub/\">s</a>"),
        ("a/sub/index.html", "<h1>S</h1>"),
        (
            "feed.xml",
            "<feed><content type=\"html\">&lt;a href=\"sub/\"&gt;s&lt;/a&gt; &lt;a href=\"#b\"&gt;</content></feed>",
        ),
    ];
    let found = all_found(&outputs, content);
    let told: Vec<(&str, Option<&str>)> = found
        .iter()
        .filter(|one| one.code == Code::BrokenLink)
        .map(|one| (one.message.as_str(), one.span.and_then(|span| content.get(span.range()))))
        .collect();
    assert_eq!(
        told,
        [
            ("`sub/` is relative, but a feed is read far from the page", Some("sub/")),
            ("`#b` is relative, but a feed is read far from the page, on `feed.xml`", None),
        ]
    );
}
