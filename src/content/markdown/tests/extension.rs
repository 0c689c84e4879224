//! What CommonMark and GitHub do not have: wikilinks, superscripts and subscripts, emoji, abbreviations.

use super::*;

#[test]
fn wikilinks_are_links_by_name() {
    check("[[a b]] and [[c#d|*e* f]].", "<p><a href=\"a b\">a b</a> and <a href=\"c#d\"><em>e</em> f</a>.</p>");
    check(
        "[[c#D e]] [[#F g]] [[h|]]",
        "<p><a href=\"c#D e\">c › D e</a> <a href=\"#F g\">F g</a> <a href=\"h\">h</a></p>",
    );
    check(
        "[[__init__]] [[R&D|x]] [[[y]]]",
        "<p><a href=\"__init__\">__init__</a> <a href=\"R&amp;D\">x</a> [<a href=\"y\">y</a>]</p>",
    );
    check_all("[[what's -- new]]", "<p><a href=\"what's -- new\">what's -- new</a></p>");
    check(
        "|a|\n|-|\n|[[b\\|c]]|",
        "<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table 1\"><table>\n<thead><tr><th scope=\"col\">a</th></tr></thead>\n<tbody>\n<tr><td><a href=\"b\">c</a></td></tr>\n</tbody>\n</table></div>",
    );
    let page = document("é [[a#B|c]] ![[d.png|e]] [[#f]]", ALL);
    let seen: Vec<_> = page
        .links
        .iter()
        .map(|link| (link.is_wikilink, &"é [[a#B|c]] ![[d.png|e]] [[#f]]"[link.span.range()], link.text.as_str()))
        .collect();
    assert_eq!(seen, [(true, "a#B", "c"), (true, "d.png", "e"), (true, "#f", "f")]);
}

#[test]
fn embedded_images_are_images_with_a_text() {
    check("![[a/my-plot.png]]", "<figure><img src=\"a/my-plot.png\" alt=\"my plot\"></figure>");
    for text in ["x ![[a.png|b c]]", "x ![[a.png|b c|300]]"] {
        check(text, "<p>x <img src=\"a.png\" alt=\"b c\"></p>");
    }
    check("x ![[a.png|300x20]]", "<p>x <img src=\"a.png\" alt=\"a\"></p>");
}

#[test]
fn what_merely_looks_like_a_wikilink_stays_text() {
    check("if [[ -f x ]]; [[1, 2], [3, 4]] [[]]", "<p>if [[ -f x ]]; [[1, 2], [3, 4]] [[]]</p>");
    check(
        "\\[[a]] [\\[b]] [[c\\]] `d[[1]]` [[`e`]]",
        "<p>[[a]] [[b]] [[c]] <code>d[[1]]</code> [[<code>e</code>]]</p>",
    );
    // What CommonMark takes for emphasis begins in the name and ends behind the bar, or behind the brackets.
    check("[[_a|b_]] [[c|*d*]]", "<p><a href=\"_a\">b_</a> <a href=\"c\"><em>d</em></a></p>");
    check("~~[[_a|b]]_#]]", "<p>~~[[<em>a|b]]</em>#]]</p>");
    check("[[a\nb]] *[[c*]] [[d", "<p>[[a\nb]] <em>[[c</em>]] [[d</p>");
    check(
        "[[a]](b) [[c]] [[d [e](f)]]\n\n[c]: g",
        "<p><a href=\"b\">[a]</a> [<a href=\"g\">c</a>] [[d <a href=\"f\">e</a>]]</p>",
    );
    assert_eq!(document("$a[[1]]$", ALL).links, []);
    assert_eq!(document("```\n[[a]]\n```\n\n    [[b]]\n", ALL).links, []);
}

#[test]
fn superscripts_and_subscripts_work_inside_words() {
    check("x^2^, H~2~O and 10^-3^ m", "<p>x<sup>2</sup>, H<sub>2</sub>O and 10<sup>-3</sup> m</p>");
    check(
        "*x*~i~ Ca(OH)~2~ ^14^C e^*n*^",
        "<p><em>x</em><sub>i</sub> Ca(OH)<sub>2</sub> <sup>14</sup>C e<sup><em>n</em></sup></p>",
    );
    check(
        "a^b~c~^ a~b^c^~ [d^2^](e)",
        "<p>a<sup>b<sub>c</sub></sup> a<sub>b<sup>c</sup></sub> <a href=\"e\">d<sup>2</sup></a></p>",
    );
    let page = document("## CO~2~ in `m`", ALL);
    assert_eq!(
        (page.headings[0].html.as_str(), page.headings[0].id.as_str()),
        ("CO<sub>2</sub> in <code>m</code>", "co2-in-m")
    );
    assert_eq!(page.plain.read().text.trim(), "CO2 in m");
}

#[test]
fn carets_and_tildes_in_prose_stay_as_they_are() {
    for text in [
        "^_^ press ^C or ^D",
        "2^10 and 3^4",
        "a^ b^",
        "~/x and ~/y",
        "~5 or ~6",
        "a~b c~d",
        "x^^2^^",
        "a^$b$^",
        "a\\^2^",
    ] {
        check(text, &format!("<p>{}</p>", text.replace('\\', "")));
    }
    check("a^b~c^d~", "<p>a<sup>b~c</sup>d~</p>");
    check("~so~ ~so there~ ~~and~~ a~~b~~", "<p><del>so</del> <del>so there</del> <del>and</del> a<del>b</del></p>");
    check(
        "https://x.org/a^b^c~d~",
        "<p><a href=\"https://x.org/a^b^c~d\" rel=\"noopener\">https://x.org/a^b^c~d</a>~</p>",
    );
    check("`x^2^` $x^2$+$y^2$", "<p><code>x^2^</code> $x^2$+$y^2$</p>");
    check("a[^1]\n\n[^1]: b^2^", &html(&document("a[^1]\n\n[^1]: b^2^", Options::default())));
    assert!(html(&document("$y^2$ $z^2$", ALL)).contains("<math>"));
}

#[test]
fn emoji_have_names_where_the_site_wants_them() {
    check(":rocket:", "<p>:rocket:</p>");
    check_all(
        "go :rocket: at 10:30:45 `:tada:` \\:tada: :nosuch:",
        "<p>go 🚀 at 10:30:45 <code>:tada:</code> :tada: :nosuch:</p>",
    );
    check_all(
        "    :tada:\n",
        "<figure class=\"code\"><pre tabindex=\"0\" role=\"region\" aria-label=\"Code\"><code>:tada:\n</code></pre></figure>",
    );
}

#[test]
fn abbreviations_are_explained_wherever_they_are_words() {
    check(
        "The API, [API](b) and *API*, `API` APIs https://x.org/API\n\n## API {#c}\n\n*[API]: \"A\" <b>\n",
        "<p>The <abbr title=\"&quot;A&quot; &lt;b&gt;\">API</abbr>, <a href=\"b\"><abbr title=\"&quot;A&quot; &lt;b&gt;\">API</abbr></a> and \
         <em><abbr title=\"&quot;A&quot; &lt;b&gt;\">API</abbr></em>, <code>API</code> APIs <a href=\"https://x.org/API\" rel=\"noopener\">https://x.org/API</a></p>\n\
         <h2 id=\"c\"><abbr title=\"&quot;A&quot; &lt;b&gt;\">API</abbr> <a class=\"anchor\" href=\"#c\" aria-label=\"Link to this section: API\"><span aria-hidden=\"true\">#</span></a></h2>",
    );
    let page = document("# The API\n\nAPI é [x](nope)\n\n*[API]: A\n\n[y](z)", ALL);
    assert_eq!(
        (page.title.as_ref().map(|title| title.html.as_str()), page.plain.read().text.trim()),
        (Some("The API"), "API é x\ny")
    );
    assert_eq!(page.links[1].span.range(), 44..45);
    assert!(!html(&document("$API$\n\n*[API]: A", ALL)).contains("abbr"));
}
