//! Small sites written as one string, and what the checks find in them.

use super::*;
use crate::diagnostic::{Code, SourceId};
use crate::source::fixture::journal;

/// Checks the site below `https://x.org/r/` that `site` writes as one string, and returns code and message of
/// every finding.
fn found(site: &str) -> Vec<String> {
    let sources = journal(site);
    let files: Vec<(&str, &[u8])> = sources.iter().map(|(_, file)| (file.path.as_str(), &*file.bytes)).collect();
    let origins = Origins { spans: &BTreeMap::new(), sources: &Sources::default(), known: &[] };
    let diagnostics = check_files(&files, &BaseUrl::parse("https://x.org/r/").unwrap(), &origins);
    diagnostics
        .into_iter()
        .filter(|one| is_of_addresses(one.code))
        .map(|one| [vec![format!("{}: {}", one.code, one.message)], one.hints].concat().join("; "))
        .collect()
}

/// These pieces of pages are about addresses, and say nothing of themselves.
fn is_of_addresses(code: Code) -> bool {
    matches!(code, Code::BrokenLink | Code::BrokenAnchor | Code::DuplicateHtmlId)
}

#[track_caller]
fn check(site: &str, expected: &[&str]) {
    assert_eq!(found(site), expected);
}

#[test]
fn a_sound_site_has_no_findings() {
    check(
        "=== index.html\n<link rel=stylesheet href=/r/a.css><a href='notes/x/#h'>x</a> <a href=#top>t</a> <a href=https://y.org/>y</a>\n\
         === notes/x/index.html\n<h2 id=h>H</h2><a href=../../>home</a><a href='https://x.org/r/notes/x/#:~:text=H'>x</a><a href=/r/feed.xml>f</a>\n\
         === a.css\np { background: url(data:image/png;base64,AA) }\n\
         === feed.xml\n<feed><link href='https://x.org/r/notes/x/'/></feed>\n",
        &[],
    );
}

#[test]
fn addresses_that_lead_nowhere_are_found() {
    check(
        "=== index.html\n<a href=/r/notes/y/>y</a><img src=p.png><script type=application/ld+json>{\"url\": \"https://x.org/r/z/\"}</script>\n\
         === notes/x/index.html\n\n=== a.css\n@import 'b.css';\n",
        &[
            "broken-link: `/r/notes/y/` leads to nothing on the site, on `index.html`; did you mean `/r/notes/x/`?",
            "broken-link: `b.css` leads to nothing on the site, on `a.css`; did you mean `/r/a.css`?",
            "broken-link: `https://x.org/r/z/` leads to nothing on the site, on `index.html`",
            "broken-link: `p.png` leads to nothing on the site, on `index.html`",
        ],
    );
}

#[test]
fn addresses_outside_the_base_path_are_found() {
    check(
        "=== index.html\n<a href=/notes/x/>x</a><a href=/r/notes/x>x</a><a href=/r>h</a><a href=../..>h</a><a href=''>e</a>\n=== notes/x/index.html\n\n=== 404.html\n<a href=index.html>\n",
        &[
            "broken-link: `../..` is not below the site, which is at `/r/`, on `index.html`; it has too many `..`",
            "broken-link: `/notes/x/` is not below the site, which is at `/r/`, on `index.html`; write `/r/notes/x/`",
            "broken-link: `/r/notes/x` is the address of a folder without the slash at its end, on `index.html`; write `/r/notes/x/`",
            "broken-link: `/r` is the address of a folder without the slash at its end, on `index.html`; write `/r/`",
            "broken-link: `index.html` is relative, but the page is shown at any depth, on `404.html`; write an address that begins with `/r/`",
            "broken-link: a link or image has an empty address, on `index.html`",
        ],
    );
}

#[test]
fn fragments_and_ids_are_checked() {
    check(
        "=== index.html\n<a href=#no>n</a><a href=a/#größe>g</a><a href=a/#gr%C3%B6%C3%9Fe>g</a><a href=a/#grosse>g</a>\n=== a/index.html\n<p id=größe><p id=d><p id=d>\n",
        &[
            "broken-anchor: `#no` leads to no element: `index.html` has no id `no`, on `index.html`",
            "broken-anchor: `a/#grosse` leads to no element: `a/index.html` has no id `grosse`, on `index.html`",
            "duplicate-html-id: two elements have the id `d`, on `a/index.html`; give one of them another id",
        ],
    );
}

#[test]
fn what_a_template_writes_on_every_page_is_told_once() {
    let pages = ["1", "2", "3", "4", "5"].map(|name| ["=== ", name, "/index.html\n<a href=/r/no/>\n"].concat());
    check(
        &pages.concat(),
        &["broken-link: `/r/no/` leads to nothing on the site, on `1/index.html` and 4 other pages"],
    );
}

#[test]
fn what_a_feed_or_a_twin_has_at_the_root_of_the_host_is_found() {
    check(
        "=== index.html\n<p>\n=== feed.xml\n<feed><content type=\"html\">&lt;a href=\"/r/\"&gt;a&lt;/a&gt;&lt;img src=\"/b.png\"&gt;</content></feed>\n\
         === index.md\n[c](/c/)\n",
        &[
            "broken-link: `/b.png` is relative, but a feed is read far from the page, on `feed.xml`; write `https://x.org/r/b.png`",
            "broken-link: `/c/` is not below the site, which is at `/r/`, on `index.md`; write `/r/c/`",
            "broken-link: `/r/` is relative, but a feed is read far from the page, on `feed.xml`; write `https://x.org/r/`",
        ],
    );
}

#[test]
fn a_feed_does_not_repeat_what_its_page_is_blamed_for() {
    check(
        "=== a/index.html\n<a href=#no>\n=== feed.json\n{\"html\": \"<a href='https://x.org/r/a/#no'>n</a>\"}\n",
        &["broken-anchor: `#no` leads to no element: `a/index.html` has no id `no`, on `a/index.html`"],
    );
}

#[test]
fn findings_point_at_the_content() {
    let sources = journal("=== a.md\nText [n](/no) and [m](/nothing).\n<a href=\"#x\">x</a>\n");
    let spans = BTreeMap::from([("a/index.html".to_owned(), Span::new(SourceId(0), 0..0))]);
    let base = BaseUrl::parse("https://x.org/r/").unwrap();
    let html = b"<a href=/r/no><a href=/r/made/><a href='#x'>";
    let find = |known: &[Diagnostic]| {
        let origins = Origins { spans: &spans, sources: &sources, known };
        let diagnostics = check_files(&[("a/index.html", html)], &base, &origins);
        let diagnostics = diagnostics.into_iter().filter(|one| is_of_addresses(one.code));
        diagnostics.map(|one| (one.code, one.span.map(Span::range))).collect::<Vec<_>>()
    };
    let links = [(Code::BrokenLink, Some(0..0)), (Code::BrokenLink, Some(9..12))];
    let anchor = (Code::BrokenAnchor, Some(42..44));
    assert_eq!(find(&[]), [links.to_vec(), vec![anchor.clone()]].concat());
    let known = Diagnostic::new(Code::BrokenAnchor, Span::new(SourceId(0), anchor.1.unwrap()), "x");
    assert_eq!(find(&[known]), links);
}

#[test]
fn dead_addresses_in_twins_and_their_list_are_found() {
    check(
        "=== index.html\n<p>\n=== index.md\n[x](https://x.org/r/nowhere/) [y](https://x.org/r/#z)\n\
         === llms.txt\n- [z](https://x.org/r/gone/index.md): z\n",
        &[
            "broken-anchor: `https://x.org/r/#z` leads to no element: `index.html` has no id `z`, on `index.md`",
            "broken-link: `https://x.org/r/gone/index.md` leads to nothing on the site, on `llms.txt`; did you mean `/r/index.md`?",
            "broken-link: `https://x.org/r/nowhere/` leads to nothing on the site, on `index.md`",
        ],
    );
}

/// Returns code and message of what is wrong with the outlines of pages.
fn outlines(site: &str) -> Vec<String> {
    let sources = journal(site);
    let files: Vec<(&str, &[u8])> = sources.iter().map(|(_, file)| (file.path.as_str(), &*file.bytes)).collect();
    let origins = Origins { spans: &BTreeMap::new(), sources: &Sources::default(), known: &[] };
    let diagnostics = check_files(&files, &BaseUrl::parse("https://x.org/r/").unwrap(), &origins);
    let outlines = diagnostics.into_iter().filter(|one| !is_of_addresses(one.code));
    outlines.map(|one| format!("{}: {}", one.code, one.message)).collect()
}

/// What a page says of itself in its head.
fn head(name: &str) -> String {
    format!("<html><title>{name}</title><meta name=description content='About {name}'>")
}

#[test]
fn pages_have_titles_descriptions_and_headings() {
    let sound = head("A")
        + "<h1>A</h1><h2>B</h2><h3>C</h3><h2>D</h2><svg><title>no</title></svg><img src=a alt=''>\
        <template><h6>no</h6></template><a href=b/>b</a><a href=old/>o</a>";
    assert_eq!(
        outlines(&format!(
            "=== index.html\n{sound}\n=== old/index.html\n<meta http-equiv=refresh content='0;url=/r/b/'>\n=== b/index.html\n{}<h1>B</h1>\n",
            head("B")
        )),
        Vec::<String>::new()
    );
    let flawed = "<html><meta name=robots content=noindex><h2>B</h2><h4>C</h4><h1>D</h1><h1>E</h1><img src=a.png>";
    assert_eq!(
        outlines(&format!("=== x/index.html\n{flawed}\n=== y/index.html\n<html><title>Y</title><h3>Z</h3>")),
        [
            "heading-order: `E` is a second heading of the first level, on `x/index.html`",
            "heading-order: the heading `C` is of level 4, behind one of level 2, on `x/index.html`",
            "heading-order: the page has no `<h1>`, on `y/index.html`",
            "missing-alt: the image `a.png` has no `alt`, on `x/index.html`",
            "missing-description: the page has no description, on `y/index.html`",
            "missing-title: the page has no `<title>`, on `x/index.html`",
        ]
    );
}

#[test]
fn two_pages_are_not_called_the_same() {
    let page = head("A") + "<h1>A</h1>";
    let hidden = page.clone() + "<meta name=robots content='noindex, follow'>";
    assert_eq!(
        outlines(&format!("=== a/index.html\n{page}\n=== b/index.html\n{page}\n=== c/index.html\n{hidden}\n")),
        [
            "duplicate-description: the page describes itself as `a/index.html` does, on `b/index.html`",
            "duplicate-title: the page is called `A`, as `a/index.html` is, on `b/index.html`",
        ]
    );
}

#[test]
fn pages_that_no_link_leads_to_are_found() {
    let page = |name: &str, body: &str| format!("=== {name}\n{}<h1>{name}</h1>{body}\n", head(name));
    let site = page("index.html", "<a href=/r/a/>a</a>")
        + &page("a/index.html", "<a href=../old/>o</a>")
        + "=== old/index.html\n<meta http-equiv=refresh content='0; url=/r/b/'>\n"
        + &page("b/index.html", "")
        + &page("c/index.html", "<a href=../d/>d</a>")
        + &page("d/index.html", "<a href=../c/>c</a>")
        + &page("e/index.html", "<meta name=robots content=noindex>");
    let lost = ["c", "d"].map(|name| {
        format!(
            "orphan-page: no link leads here from the front page, not even by way of others, on `{name}/index.html`"
        )
    });
    assert_eq!(outlines(&site), lost);
}

#[test]
fn what_the_plan_or_a_template_writes_is_found_there() {
    let sources = journal(
        "=== plan.yaml\nproof: https://x.org/r/gone/\n=== themes/t/templates/base.html\n<a href=\"{{ site.home }}lost/\">\n",
    );
    let origins = Origins { spans: &BTreeMap::new(), sources: &sources, known: &[] };
    let base = BaseUrl::parse("https://x.org/r/").unwrap();
    let page = b"<a href=https://x.org/r/gone/><a href=/r/lost/>";
    let found = check_files(&[("a/index.html", page), ("b/index.html", page)], &base, &origins);
    let found = found.into_iter().filter(|one| is_of_addresses(one.code)).map(|one| {
        let span = one.span.unwrap();
        (
            sources.get(span.source).path.to_string(),
            sources.text(span.source).unwrap()[span.range()].to_owned(),
            one.message,
        )
    });
    let expected = [
        (
            "plan.yaml",
            "https://x.org/r/gone/",
            "`https://x.org/r/gone/` leads to nothing on the site, on `a/index.html` and another page",
        ),
        (
            "themes/t/templates/base.html",
            "lost/",
            "`/r/lost/` leads to nothing on the site, on `a/index.html` and another page",
        ),
    ];
    let expected = expected.map(|(path, text, message)| (path.to_owned(), text.to_owned(), message.to_owned()));
    assert_eq!(found.collect::<Vec<_>>(), expected);
}
