//! Input that is meant to break something: scripts, depth, repetition and noise.

use proptest::prelude::*;

use super::*;

/// Everything that the generator writes by itself, with a script where an author could put one.
const SCRIPTS: &[&str] = &[
    "```\"><script>alert(1)</script>\nx\n```",
    "``` python title='\"><script>alert(1)</script>'\nx\n```",
    "![\"><script>alert(1)&lt;/script>](a \"\\\"><script>alert(1)&lt;/script>\")",
    "x ![&quot;&gt;&lt;script&gt;alert(1)](a '&quot;&gt;&lt;script&gt;')",
    "[a](<\"&gt;&lt;script&gt;alert(1)> \"\\\"&gt;&lt;script&gt;\")",
    "## &lt;script&gt;alert(1) \"&gt; {#\"onclick=\"alert(1) .\"onclick=\"alert(1)}",
    "# &lt;script&gt;\"",
    "a[^\"><script>]\n\n[^\"><script>]: b",
    "> [!TIP] \"&gt;&lt;script&gt;alert(1)\n> a",
    "https://x.org/\"&gt;&lt;script&gt;alert(1)",
    "$\\text{&lt;script>}\"$ $</math>\\nope$",
    "`<script>` \\<script>",
    "|\\<script>|\n|-|\n|\\<script>|",
    "[a](JAVASCRIPT:alert(1)) <javascript:alert(1)> ![a](javascript:x) [b]\n\n[b]: java&#10;script:alert(1)",
    "[[\\<script>]] [[a|\\<script>\"]] ![[\"onclick=\"alert(1)|\"onclick=\"alert(1)]]",
    "x^\\<script>^ x~\"&lt;script>~",
    "[a](&#1;javascript:alert(1)) [a](data:text/html;base64,PHNjcmlwdD4)",
];

#[test]
fn scripts_do_not_get_into_what_the_generator_writes() {
    for text in SCRIPTS {
        let page = document(text, ALL);
        let mut all = html(&page);
        for heading in page.headings.iter().chain(&page.title) {
            all.push_str(&heading.html);
        }
        let lower = all.to_lowercase();
        assert!(!lower.contains("<script"), "{text}\n{all}");
        assert!(!lower.contains("=\"javascript:") && !lower.contains("=\"data:"), "{text}\n{all}");
        assert!(!lower.contains("\"onclick"), "{text}\n{all}");
    }
}

#[test]
fn depth_and_repetition_neither_overflow_the_stack_nor_take_long() {
    let nested = |part: &str, count: usize| part.repeat(count);
    let inputs = [
        nested("> ", 10_000) + "a",
        nested("[", 50_000),
        nested("*", 50_000),
        nested("*a ", 20_000),
        nested("![", 10_000) + &nested("](x)", 10_000),
        nested("[a](b) ", 10_000),
        nested("- ", 5_000) + "a",
        (0..300).flat_map(|depth| ["  ".repeat(depth), "- a\n".to_owned()]).collect(),
        nested("<!--", 20_000),
        nested("<!-- a\n\n", 5_000) + "-->",
        nested("a <!-- b\n\n--> ", 5_000),
        nested("# a\n", 5_000),
        nested("a[^1] ", 5_000) + "\n\n[^1]: [^1] b",
        nested("> [!TIP] a\n\n", 3_000),
        nested("$x$ ", 1_000),
        nested("$$", 10_000),
        nested("```\n", 4_001),
        nested("www.x.org ", 5_000),
        nested("`", 20_000),
        nested("|", 5_000) + "\n" + &nested("|-", 5_000) + "\n" + &nested("|\n", 50),
        nested("<a ", 20_000),
        nested("&amp;", 20_000),
        nested("a\n: ", 5_000),
        nested("*[a]: b\n", 5_000) + &nested("a ", 20_000),
        nested("[[", 50_000),
        nested("[[a", 20_000) + &nested("]]", 20_000),
        nested("[[a|b]]", 10_000),
        nested("*[[a ", 5_000) + &nested("]]* ", 5_000),
        nested("[[`", 10_000) + "]]",
        nested("[[a\n", 10_000) + &nested("]]", 10_000),
        nested("a^", 50_000),
        nested("*a^", 5_000) + &nested("^* ", 5_000),
        nested("a~b^", 20_000),
        nested(":", 50_000),
        nested(":tada", 20_000),
        nested(":tada: ", 10_000),
        nested("^www.x.org/:a:", 5_000),
    ];
    for input in inputs {
        document(&input, ALL);
        document(&input, Options::default());
    }
}

/// Strings of what means something in Markdown, and of characters of several bytes.
fn noise() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "#",
        "# ",
        "*",
        "**",
        "_",
        "`",
        "```",
        "```math\n",
        "~~~",
        "~~",
        "~",
        "^",
        "[[",
        "]]",
        "![[",
        "a|b]]",
        ":tada:",
        "*[a]: b\n",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "<",
        ">",
        "> ",
        "[!TIP] ",
        "[!note]",
        "\n",
        "\n\n",
        "\r\n",
        "    ",
        "\t",
        "- ",
        "- [x] ",
        "1. ",
        "|",
        "|-|\n",
        ":",
        ": ",
        "$",
        "$$",
        "\\",
        "\\frac{",
        "}",
        "{#a .b}",
        "[^a]",
        "[^a]: ",
        "<!--",
        "-->",
        "<!-- more -->",
        "<div>",
        "</a>",
        "<a ",
        "&amp;",
        "\"",
        "'",
        "--",
        "...",
        "https://x.org",
        "www.",
        "@",
        "a.b",
        "é",
        "日本",
        "😀",
        "\u{0}",
        "\u{feff}",
        "\u{301}",
        "a",
        "b c",
        "=",
        "---\n",
        "title=\"",
        "rust",
        "javascript:",
    ]);
    prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn no_text_panics_and_every_span_is_within_it(text in noise(), math: bool, smart_punctuation: bool, emoji: bool) {
        let page = document(&text, Options { math, smart_punctuation, emoji, plain_code: false });
        let spans = page.links.iter().map(|link| link.span);
        let spans = spans.chain(page.headings.iter().map(|heading| heading.span));
        for span in spans.chain(page.diagnostics.iter().filter_map(|diagnostic| diagnostic.span)) {
            prop_assert!(text.get(span.range()).is_some(), "{span:?}");
        }
        let mut ids: Vec<_> = page.headings.iter().map(|heading| &heading.id).collect();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), page.headings.len());
        html(&page);
    }

    #[test]
    fn what_the_generator_writes_is_well_formed(text in noise()) {
        let text = text.replace('<', "");
        let written = html(&document(&text, ALL));
        prop_assert!(is_well_formed(&written), "{written}");
    }
}

/// Returns whether every element is closed in its turn, no paragraph holds a block and no link a link.
fn is_well_formed(html: &str) -> bool {
    const VOID: &[&str] = &["br", "hr", "img", "input"];
    const BLOCKS: &[&str] =
        &["p", "div", "ul", "ol", "dl", "li", "figure", "table", "pre", "blockquote", "h2", "h3", "section"];
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1) {
        let name = tag.split([' ', '>']).next().unwrap_or_default();
        if let Some(name) = name.strip_prefix('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else if BLOCKS.contains(&name) && open.contains(&"p") || name == "a" && open.contains(&"a") {
            return false;
        } else if !VOID.contains(&name) && !tag.trim_end().ends_with("/>") {
            open.push(name);
        }
    }
    open.is_empty()
}
