//! What the Markdown stage writes, feature by feature.

mod extension;
mod hostile;

use super::*;
use crate::diagnostic::Code;
use crate::words::Words;

const ALL: Options = Options { math: true, smart_punctuation: true, emoji: true, plain_code: false };

fn document(text: &str, options: Options) -> Document {
    parse(text, Place { source: SourceId(0), offset: 0 }, &options, Words::english())
}

fn html(document: &Document) -> String {
    document.html(|id: LinkId| document.link(id).destination.clone())
}

fn check(text: &str, expected: &str) {
    let document = document(text, Options::default());
    assert_eq!(html(&document).trim_end(), expected.trim_end(), "{text}");
}

fn check_all(text: &str, expected: &str) {
    assert_eq!(html(&document(text, ALL)).trim_end(), expected.trim_end(), "{text}");
}

/// Checks the code of the only diagnostic, and the bytes that it is about.
fn check_diagnostic(text: &str, code: Code, about: &str) {
    let front_matter = "---\ntitle: é\n---\n";
    let place = Place { source: SourceId(3), offset: front_matter.len() };
    let found = parse(text, place, &ALL, Words::english()).diagnostics;
    assert_eq!(found.len(), 1, "{found:?}");
    let span = found[0].span.expect("a mistake in a text has a place");
    assert_eq!((found[0].code, span.source), (code, SourceId(3)));
    assert_eq!(&format!("{front_matter}{text}")[span.range()], about);
}

#[test]
fn paragraphs_and_inline_elements() {
    check(
        "*a* **b** ~~c~~ `<d>`  \ne\nf & g",
        "<p><em>a</em> <strong>b</strong> <del>c</del> <code>&lt;d&gt;</code><br>\ne\nf &amp; g</p>",
    );
    check("---", "<hr>");
}

#[test]
fn template_syntax_is_text() {
    check("{{ .Values }} {% raw %}", "<p>{{ .Values }} {% raw %}</p>");
    check(
        "```\n{{ x }}\n```",
        "<figure class=\"code\"><pre tabindex=\"0\" role=\"region\" aria-label=\"Code\"><code>{{ x }}\n</code></pre></figure>",
    );
}

#[test]
fn smart_punctuation_is_an_option() {
    check("\"a\" -- b...", "<p>\"a\" -- b...</p>");
    check_all("\"a\" -- b...", "<p>“a” – b…</p>");
}

#[test]
fn lists_keep_their_start_and_tasks_have_names() {
    check("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>");
    check(
        "- [x] a\n- [ ] b\n- c",
        "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"done\"> a</li>\n\
         <li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"not done\"> b</li>\n<li>c</li>\n</ul>",
    );
    check("term\n: meaning", "<dl>\n<dt>term</dt>\n<dd>meaning</dd>\n</dl>");
}

#[test]
fn headings_have_unique_ids_and_anchors() {
    check(
        "## A *b*",
        "<h2 id=\"a-b\">A <em>b</em> <a class=\"anchor\" href=\"#a-b\" aria-label=\"Link to this section: A b\">\
         <span aria-hidden=\"true\">#</span></a></h2>",
    );
    let ids = |text| document(text, ALL).headings.into_iter().map(|heading| heading.id).collect::<Vec<_>>();
    assert_eq!(ids("## A\n## A\n## A-1\n## A"), ["a", "a-1", "a-1-1", "a-2"]);
    assert_eq!(ids("## Intro\n## X {#intro}"), ["intro-1", "intro"]);
    assert_eq!(
        ids("## Main\n## Content {#content}\n## Footnotes\n## !"),
        ["main-1", "content", "footnotes-1", "section"]
    );
    assert_eq!(ids("## fn 1\n## fn\n## X {#fnref-1-2}"), ["section-fn-1", "section-fn", "section-fnref-1-2"]);
}

#[test]
fn a_chosen_id_that_is_given_twice_is_an_error() {
    check_diagnostic("## A {#x}\n\n## Bé {#x}\n", Code::DuplicateId, "#x");
}

#[test]
fn a_leading_heading_is_the_title_and_others_are_of_level_two() {
    let page = document("<!-- note -->\n\n# T *x* [l](u)\n\n# Other {.c}\n\ntext", ALL);
    let title = page.title.clone().unwrap();
    assert_eq!((title.text.as_str(), title.html.as_str(), title.level), ("T x l", "T <em>x</em> l", 1));
    assert!(html(&page).starts_with("<h2 id=\"other\" class=\"c\">Other "), "{}", html(&page));
    assert_eq!(page.headings[0].level, 2);
    assert_eq!(page.plain.read().text, "Other\ntext\n");
    assert!(document("text\n\n# Late", ALL).title.is_none());
}

#[test]
fn code_has_a_caption_and_a_unique_name() {
    check(
        "```rust title=\"a<b.rs\"\nlet\n```\n\n```rust\n```\n\n    x\n\n```rs\n```",
        "<figure class=\"code\"><figcaption><span class=\"code-title\">a&lt;b.rs</span><span class=\"code-lang\">Rust</span></figcaption>\
         <pre tabindex=\"0\" role=\"region\" aria-label=\"Code: a&lt;b.rs\" data-lang=\"rust\"><code><span class=\"k\">let</span>\n</code></pre></figure>\n\
         <figure class=\"code\"><figcaption><span class=\"code-lang\">Rust</span></figcaption>\
         <pre tabindex=\"0\" role=\"region\" aria-label=\"Rust code\" data-lang=\"rust\"><code></code></pre></figure>\n\
         <figure class=\"code\"><pre tabindex=\"0\" role=\"region\" aria-label=\"Code\"><code>x\n</code></pre></figure>\n\
         <figure class=\"code\"><figcaption><span class=\"code-lang\">Rust</span></figcaption>\
         <pre tabindex=\"0\" role=\"region\" aria-label=\"Rust code 2\" data-lang=\"rs\"><code></code></pre></figure>",
    );
}

#[test]
fn an_unknown_language_is_reported_where_it_is_written() {
    check_diagnostic("é\n\n> ```  pyhton title=x\n> a\n> ```\n", Code::UnknownLanguage, "pyhton");
    let page = document("```nosuch\n<a>\n```", ALL);
    assert!(html(&page).contains("<code>&lt;a&gt;\n</code>"));
}

#[test]
fn an_attribute_of_code_that_cannot_be_read_is_reported_where_it_is_written() {
    check_diagnostic("é\n\n> - ```  python title=é titel=x\n>   a\n>   ```\n", Code::BadAttribute, "titel");
    check_diagnostic("~~~python title=\"é\" hl_lines=\"1 3-9\"\na\nb\n~~~\n", Code::BadAttribute, "3-9");
    check_diagnostic("``` python &eacute; \na\n```\n", Code::BadAttribute, "``` python &eacute;");
}

#[test]
fn the_ids_of_numbered_lines_are_unique_and_leave_those_of_headings_alone() {
    let code = "```text linenos title=a\nx\n```\n";
    let page = html(&document(&format!("## A L1\n\n## B {{#a-L1}}\n\n{code}\n{code}"), ALL));
    for id in ["a-l1", "a-L1", "a-L1-1", "a-2-L1"] {
        assert_eq!(page.matches(&format!(" id=\"{id}\"")).count(), 1, "{id}: {page}");
    }
}

#[test]
fn links_have_slots_and_leave_the_site_without_an_opener() {
    check("[a](b.md \"t\\\"\")", "<p><a href=\"b.md\" title=\"t&quot;\">a</a></p>");
    check("[a](https://x.org)", "<p><a href=\"https://x.org\" rel=\"noopener\">a</a></p>");
    check("[](b)", "<p><a href=\"b\">b</a></p>");
    let page = document("[a](b)", ALL);
    assert_eq!(page.html(|_: LinkId| "\"><script>".to_owned()), "<p><a href=\"&quot;&gt;&lt;script&gt;\">a</a></p>\n");
}

#[test]
fn links_know_their_place_and_sentence() {
    let text = "One. See [*the* é](<b c.md> \"b c.md\") and [r]. Two.\n\n[![i](j.png)](k) <https://l.org>, https://m.org/a--b\n\n[r]: s\n";
    let page = parse(text, Place { source: SourceId(0), offset: 100 }, &ALL, Words::english());
    let seen: Vec<_> = page
        .links
        .iter()
        .map(|link| (link.destination.as_str(), &text[link.span.start as usize - 100..link.span.end as usize - 100]))
        .collect();
    let expected = [
        ("b c.md", "b c.md"),
        ("s", "[r]"),
        ("k", "k"),
        ("j.png", "j.png"),
        ("https://l.org", "https://l.org"),
        ("https://m.org/a--b", "https://m.org/a--b"),
    ];
    assert_eq!(seen, expected);
    assert_eq!((page.links[0].text.as_str(), page.links[0].context.as_str()), ("the é", "See the é and r."));
    assert_eq!((page.links[2].text.as_str(), page.links[3].kind), ("i", LinkKind::Image));
}

#[test]
fn the_span_of_a_bare_address_is_what_was_written() {
    let text = "é https://x.org?a&amp;b\\*é";
    let page = document(text, ALL);
    assert_eq!(page.links[0].destination, "https://x.org?a&b*é");
    assert_eq!(&text[page.links[0].span.range()], "https://x.org?a&amp;b\\*é");
}

#[test]
fn escaped_destinations_are_decoded_and_found() {
    let text = "[a](b\\_c&amp;d)";
    let page = document(text, ALL);
    assert_eq!(page.links[0].destination, "b_c&d");
    assert_eq!(&text[page.links[0].span.range()], "b\\_c&amp;d");
}

#[test]
fn images_alone_are_figures() {
    check("![a *b*](c)", "<figure><img src=\"c\" alt=\"a b\"></figure>");
    check("![a](c \"<t>\")", "<figure><img src=\"c\" alt=\"a\"><figcaption>&lt;t&gt;</figcaption></figure>");
    check("x ![a](c \"t\")", "<p>x <img src=\"c\" alt=\"a\" title=\"t\"></p>");
}

#[test]
fn images_are_filled_in_with_what_is_known_of_them() {
    struct Told;
    impl Fill for Told {
        fn url(&mut self, _: LinkId) -> String {
            "/u".into()
        }
        fn image(&mut self, image: &Image) -> String {
            format!("[{} {:?} {} {} {:?}]", image.alt, image.title, image.is_figure, image.is_in_link, image.position)
        }
    }
    let far = "x ".repeat(400);
    let page = document("![a](c)\n\n[![b](c \"t\")](d)\n", ALL);
    assert_eq!(
        page.html(Told),
        "<figure>[a None true false Top]</figure>\n<p><a href=\"/u\">[b Some(\"t\") false true Later]</a></p>\n"
    );
    let page = document(&format!("{far}\n\n![a](c)"), ALL);
    assert!(page.html(Told).contains("[a None true false First]"));
}

#[test]
fn an_image_without_alternative_text_is_reported_and_one_for_decoration_is_not() {
    check_diagnostic("x ![](c)", Code::MissingAlt, "![](c)");
    let page = document("![ ](c)", ALL);
    assert_eq!((page.diagnostics.len(), page.links[0].text.as_str()), (0, ""));
}

#[test]
fn bare_addresses_are_links_but_not_in_code_or_links() {
    check(
        "(https://x.org/a_b_c).",
        "<p>(<a href=\"https://x.org/a_b_c\" rel=\"noopener\">https://x.org/a_b_c</a>).</p>",
    );
    check("www.x.org", "<p><a href=\"http://www.x.org\" rel=\"noopener\">www.x.org</a></p>");
    check("a.b@x.org", "<p><a href=\"mailto:a.b@x.org\">a.b@x.org</a></p>");
    check("`https://x.org`", "<p><code>https://x.org</code></p>");
    check("[www.x.org](b)", "<p><a href=\"b\">www.x.org</a></p>");
    check("<a href=\"b\">www.x.org</a>", "<p><a href=\"b\">www.x.org</a></p>");
    check_all(
        "\"https://x.org/a--b\" -- c",
        "<p>“<a href=\"https://x.org/a--b\" rel=\"noopener\">https://x.org/a--b</a>” – c</p>",
    );
}

#[test]
fn forbidden_destinations_are_errors() {
    check("[a](javascript:alert)", "<p><a href=\"#\">a</a></p>");
    check_diagnostic("é [a](javascript:alert)", Code::BadValue, "javascript:alert");
    check_diagnostic("<vbscript:x>", Code::BadValue, "vbscript:x");
    check_diagnostic("![a](data:text/html,x)", Code::BadValue, "data:text/html,x");
    check("![a](data:image/png;base64,AA)", "<figure><img src=\"data:image/png;base64,AA\" alt=\"a\"></figure>");
}

#[test]
fn tables_scroll_and_align_by_class() {
    check(
        "|a|b|c|\n|-|:-:|-:|\n|1|2|3|\n",
        "<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table 1\"><table>\n\
         <thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"mid\">b</th><th scope=\"col\" class=\"n\">c</th></tr></thead>\n\
         <tbody>\n<tr><td>1</td><td class=\"mid\">2</td><td class=\"n\">3</td></tr>\n</tbody>\n</table></div>",
    );
}

#[test]
fn an_empty_cell_heads_nothing() {
    let page = html(&document("||a|\n|-|-|\n||b|", ALL));
    assert!(page.contains("<tr><td></td><th scope=\"col\">a</th></tr>"), "{page}");
}

#[test]
fn alerts_with_and_without_their_own_title() {
    check(
        "> [!WARNING]\n> a",
        "<div class=\"note note-warning\" role=\"note\" aria-label=\"Warning\"><p class=\"note-title\">Warning</p>\n<p>a</p>\n</div>",
    );
    check(
        "> [!tip] Own *title* <x\n> a\n>\n> b",
        "<div class=\"note note-tip\" role=\"note\" aria-label=\"Own title &lt;x\"><p class=\"note-title\">Own <em>title</em> &lt;x</p>\n\
         <p>a</p>\n<p>b</p>\n</div>",
    );
    check("> a", "<blockquote>\n<p>a</p>\n</blockquote>");
    check("> [!NOPE] a", "<blockquote>\n<p>[!NOPE] a</p>\n</blockquote>");
}

#[test]
fn footnotes_are_numbered_by_reference_and_lead_back() {
    check(
        "a[^b] c[^a] d[^b] e[^none]\n\n[^a]: A\n[^b]: B[^c]\n[^c]: - C\n[^unused]: D\n",
        "<p>a<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\" aria-label=\"Footnote 1\">1</a></sup> \
         c<sup class=\"footnote-ref\"><a href=\"#fn-2\" id=\"fnref-2\" aria-label=\"Footnote 2\">2</a></sup> \
         d<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1-2\" aria-label=\"Footnote 1\">1</a></sup> e[^none]</p>\n\
         <section class=\"footnotes\" aria-labelledby=\"footnotes\"><h2 id=\"footnotes\" class=\"vh\">Footnotes</h2>\n<ol>\n\
         <li id=\"fn-1\"><p>B<sup class=\"footnote-ref\"><a href=\"#fn-3\" id=\"fnref-3\" aria-label=\"Footnote 3\">3</a></sup> \
         <a href=\"#fnref-1\" class=\"footnote-back\" aria-label=\"Back to reference 1\">↩</a> \
         <a href=\"#fnref-1-2\" class=\"footnote-back\" aria-label=\"Back to reference 1-2\">↩</a></p>\n</li>\n\
         <li id=\"fn-2\"><p>A <a href=\"#fnref-2\" class=\"footnote-back\" aria-label=\"Back to reference 2\">↩</a></p>\n</li>\n\
         <li id=\"fn-3\"><ul>\n<li>C</li>\n</ul>\n <a href=\"#fnref-3\" class=\"footnote-back\" aria-label=\"Back to reference 3\">↩</a></li>\n\
         </ol>\n</section>",
    );
}

#[test]
fn formulas_are_mathml() {
    let page = document("$x$ and\n$$y$$\n\n$$z$$\n\n```math\nw\n```", ALL);
    let html = html(&page);
    assert!(page.has_math && !page.has_code);
    assert!(
        html.starts_with("<p><math>") && html.contains("<span class=\"math-block\"><math display=\"block\">"),
        "{html}"
    );
    assert_eq!(html.matches("<div class=\"math-block\"><math display=\"block\">").count(), 2, "{html}");
    check("$x$", "<p>$x$</p>");
}

#[test]
fn what_closes_a_sentence_stays_with_its_formula() {
    let html = |text: &str| html(&document(text, ALL));
    for text in ["$x$.", "($x$)", "$x$, and"] {
        assert!(html(text).contains("<span class=\"math-kept\"><math>"), "{text}");
    }
    for text in ["$x$ .", "$x$-axis", "$x$", "$x$\n.", "$$x$$."] {
        assert!(!html(text).contains("math-kept"), "{text}");
    }
}

#[test]
fn a_wrong_formula_is_reported_within() {
    check_diagnostic("é $x + \\nope$ a", Code::BadMath, "\\nope");
    check_diagnostic("$$\\nope$$", Code::BadMath, "\\nope");
    check_diagnostic("> ```math\n> é\n> \\nope\n> ```", Code::BadMath, "\\nope");
    check_all("$\\nope<$", "<p><code class=\"math-error\">\\nope&lt;</code></p>");
}

#[test]
fn html_passes_through_without_its_comments() {
    check("<div class=x>\n<!-- a -->b\n</div>", "<div class=x>\nb\n</div>");
    check("a <!-- b\nc --> <kbd>d</kbd>", "<p>a  <kbd>d</kbd></p>");
    check("a\n\n<!-- b\n\nc -->\n\nd", "<p>a</p>\n<p>d</p>");
    check("> <!-- a\n> b -->\n> c", "<blockquote>\n<p>c</p>\n</blockquote>");
    check("a <!-- secret\n\nsecret --> b", "<p>a</p>\n<p>b</p>");
    check("<div><!-- secret\n\n`secret` <!-- secret\n\n--> b</div>", "<div>           \n<p>b</div></p>");
    check("x <!-- secret\n\n# a\n\nsecret -->     b", "<p>x</p>\n<p>b</p>");
    check_diagnostic("é\n\n<div><!-- a\n\nb", Code::BadValue, "<!--");
}

#[test]
fn the_summary_ends_at_the_fold_or_with_the_first_paragraph() {
    let summary = |text| document(text, ALL).summary;
    assert_eq!(summary("# T\n\na *b*\n\nc\n\n<!-- more -->\n\nd").as_deref(), Some("a b c"));
    assert_eq!(summary("a <!--MORE--> b").as_deref(), Some("a"));
    assert_eq!(summary("![x](y)\n\n> q\n\n## H\n\na\nb[^1]\n\nc\n\n[^1]: n").as_deref(), Some("a b"));
    assert_eq!(summary("## H\n\n- a"), None);
}

#[test]
fn the_plain_text_has_all_words_and_a_line_for_each_block() {
    let page =
        document("## H `c`\n\n- a $x$\n- b\n\n|t|u|\n|-|-|\n|v|w|\n\n```\ncode\n```\n\nn[^1]\n\n[^1]: note", ALL);
    assert_eq!(page.plain.read().text, "H c\na x\nb\nt\nu\nv\nw\ncode\nn\nnote\n");
    assert_eq!((page.words, page.reading_minutes()), (12, 1));
    assert!(page.has_code && page.has_math);
}

#[test]
fn windows_line_ends_read_like_others() {
    let text = "# T\n\na\nb\n\n```rust\nlet x\nlet y\n```\n\n> [!TIP] t\n> c\n";
    let unix = html(&document(text, ALL));
    assert_eq!(html(&document(&text.replace('\n', "\r\n"), ALL)), unix);
}
