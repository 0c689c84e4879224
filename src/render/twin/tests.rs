//! What Markdown is made of HTML, and that it says the same when it is read again.

use super::from_html::from_html;
use crate::content::markdown::{self, Document, LinkId, Options, Place};
use crate::diagnostic::SourceId;

const PAGE: &str = "https://x.org/r/notes/a/";

#[track_caller]
fn check(html: &str, expected: &str) {
    assert_eq!(from_html(html, PAGE, false).trim_end(), expected, "{html}");
}

fn parse(text: &str) -> Document {
    let options = Options { math: true, ..Options::default() };
    markdown::parse(text, Place { source: SourceId(0), offset: 0 }, &options, crate::words::Words::english())
}

/// Returns the twin of a text.
fn twin(text: &str) -> String {
    let document = parse(text);
    let html = document.html(|link: LinkId| document.link(link).destination.clone());
    from_html(&html, PAGE, document.has_math)
}

/// Checks that the twin of `text` reads like it, and that the twin of the twin is the twin.
#[track_caller]
fn check_round(text: &str) {
    let once = twin(text);
    let words = |text: &str| parse(text).plain.read().text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&once), words(text), "{once}");
    assert_eq!(twin(&once), once);
}

#[test]
fn lines_of_text() {
    check("<p>a <em>b</em> <strong>c <em>d</em></strong> <del>e</del></p>", "a *b* **c *d*** ~~e~~");
    check("<p>x<strong> y </strong>z</p>", "x **y** z");
    check("<p>a *b* _c_ <code>`d`</code> &amp;amp; &lt;e&gt;</p>", "a \\*b\\* \\_c\\_ `` `d` `` \\&amp; \\<e>");
    check("<p>a<br>\nb</p><p># c</p><p>1. d</p>", "a\\\nb\n\n\\# c\n\n1\\. d");
    check("<p>H<sub>2</sub>O <kbd>Ctrl</kbd> <em></em></p>", "H<sub>2</sub>O <kbd>Ctrl</kbd>");
}

#[test]
fn addresses_are_absolute() {
    check(
        "<p><a href=\"#b\">b</a> <a href=\"../c/\">c</a></p>",
        "[b](https://x.org/r/notes/a/#b) [c](https://x.org/r/notes/c/)",
    );
    check("<img src=\"/r/p.png\" alt=\"a [b]\">", "![a \\[b\\]](https://x.org/r/p.png)");
    check("<p><a href=\"javascript:x()\">a</a></p>", "a");
    check("<video src=v.mp4 title=V><a href=v.mp4>no</a></video>", "[V](https://x.org/r/notes/a/v.mp4)");
}

#[test]
fn what_is_not_text_is_left_out() {
    check("<script>if (1 < 2) x()</script><p>a<!-- c --></p><style>p {}</style>", "a");
    check("<svg><title>t</title></svg><p hidden>b</p><p>c <span aria-hidden=true>d</span></p>", "c");
}

#[test]
fn lists_quotes_and_definitions() {
    check("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c");
    check("<ol start=3><li><p>a</p><p>b</p></li><li><p>c</p></li></ol>", "3. a\n\n   b\n\n4. c");
    check("<blockquote><p>a</p><ul><li>b</li></ul></blockquote>", "> a\n>\n> - b");
    check("<dl><dt>a</dt><dd>b</dd></dl>", "a\n: b");
    check("<ul><li><input type=checkbox checked disabled> a</li></ul>", "- [x] a");
    check("<details><summary>a</summary><p>b</p></details>", "**a**\n\nb");
}

#[test]
fn everything_that_is_written_in_markdown_reads_the_same() {
    check_round("Text with *emphasis*, **strength**, `code`, ~~strokes~~ and a [link](https://y.org/a_(b)).");
    check_round("# T\n\n## One\n\n### Two `x` *y*\n\nText\\\nbroken.\n\n---\n\nMore.");
    check_round("- a\n- b\n  1. c\n  2. d\n\n     ```sh\n     ls  \n     ```\n- [ ] e\n- [x] f");
    check_round("> [!TIP]\n> One.\n\n> [!WARNING] Own *title*\n> Two.\n>\n> - three\n\n> quoted");
    check_round("| a | b | c |\n| --- | :-: | --: |\n| 1 \\| 2 | `x` | **y** |\n| | 3 | |");
    check_round("Text.[^a] More.[^b]\n\n[^a]: One\n    and two.\n\n[^b]: Three.\n\n    Four.");
    check_round("A formula $x_1^2 < y$ costs \\$5.\n\n$$\nx = \\frac{a}{b}\n$$\n\n```math\n\\E[x]\n```");
    check_round("````markdown title=\"a b.md\"\n```rust\nlet a = 1; // <b> & *c*\n```\n````\n\n    indented");
    check_round(
        "1\\. no list\n\n\\# no heading\n\n\\> no quote\n\n\\- no item \\[no link\\](x) snake_case a\\*b\\*c <https://y.org>",
    );
    check_round("Term\n: Definition\n\n![alt *text*](p.png \"Caption\")");
}

#[test]
fn deep_nesting_and_open_elements_take_little_room() {
    let deep = format!("{}{}", "<blockquote>".repeat(5_000), "<p>a</p>".repeat(5_000));
    assert!(from_html(&deep, PAGE, false).len() < 500_000);
    let open = "<b><a href=x><li><p>a".repeat(5_000);
    assert!(from_html(&open, PAGE, false).len() < 5_000_000);
    from_html(&"</p></li></b>".repeat(50_000), PAGE, false);
}
