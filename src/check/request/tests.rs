//! Small sites, and what a recruiter would stumble over in them.

use super::*;
use crate::output::OutputPath;
use crate::source::fixture::journal;

/// What makes a page sound besides what a test is about.
const HEAD: &str = "<head><link rel=icon href=/i.svg><meta property=og:image content=/p.png></head>";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn subject() -> Subject {
    Subject {
        base: BaseUrl::parse("https://noor.dev/").unwrap(),
        as_of: day("2026-11-20"),
        origins: BTreeMap::new(),
        pages: Vec::new(),
        projects: 2,
        newest_credential: None,
        has_cards: true,
        of_theme: BTreeSet::new(),
    }
}

/// Returns code, message and place of every finding in `outputs`; the content of `index.html` is in `content/a.md`.
fn found(outputs: &[(&str, &str)], content: &str, mut subject: Subject) -> Vec<String> {
    let mut set = OutputSet::default();
    for (path, text) in outputs {
        set.insert(OutputPath::new(path).unwrap(), (*text).to_owned().into()).unwrap();
    }
    let sources = journal(&format!("=== content/a.md\n{content}"));
    let (id, _) = sources.find("content/a.md").unwrap();
    subject.origins.insert("index.html".to_owned(), Span::new(id, 0..0));
    let request = Request { recruiter: true, stale: None };
    let diagnostics = answer(request, &subject, &set, &sources);
    let at = |span: Option<Span>| {
        span.map_or_else(String::new, |span| format!(" at `{}`", &sources.text(id).unwrap()[span.range()]))
    };
    diagnostics.into_iter().map(|one| format!("{}: {}{}", one.code, one.message, at(one.span))).collect()
}

#[track_caller]
fn check(body: &str, content: &str, expected: &[&str]) {
    let page = format!("{HEAD}<body><main>{body}</main>");
    assert_eq!(found(&[("index.html", &page)], content, subject()), expected);
}

#[test]
fn a_sound_page_has_no_findings() {
    check(
        "<h1>A</h1><p>I speak of <code>TBD</code> and of <pre>lorem ipsum</pre>.</p><h2>B <a href=#b>#</a></h2><h3>C</h3><img src=/c.png><h3><a href=/d/>D</a></h3><ul><li><h3>E</h3></ul>",
        "",
        &[],
    );
}

#[test]
fn placeholders_are_found_where_they_are_written() {
    check(
        "<h1>A</h1><p>See <em>TBD</em>: measure.</p>",
        "# A\n\nSee *TBD*: measure.\n",
        &["placeholder-text: visitors read `TBD`, which was meant to be replaced at `TBD`"],
    );
    let pages = [("a/index.html", "<main><h1>A<p>Jane Doe"), ("b/index.html", "<main><h1>B<p>Jane Doe")];
    assert_eq!(
        found(&pages, "", subject()),
        [
            "placeholder-text: visitors read `Jane Doe`, which was meant to be replaced, on `a/index.html` and another page"
        ]
    );
}

#[test]
fn headings_without_anything_below_them_are_found() {
    check(
        "<h1>A</h1><h2>Talks</h2><section><h2>Writing</h2><p>x</p></section><h2>Tools</h2><h3>One</h3>",
        "## Talks\n\n## Writing\n\nx\n\n## Tools\n\n### One\n",
        &[
            "empty-section: nothing stands below the heading `Talks` at `## Talks`",
            "empty-section: nothing stands below the heading `One` at `### One`",
        ],
    );
}

#[test]
fn links_to_examples_are_found() {
    check(
        "<h1>A</h1><p><a href=https://example.com/x>x</a> <a href='#'>y</a> <a href=https://noor.dev/>z</a>",
        "[x](https://example.com/x)",
        &[
            "placeholder-link: `https://example.com/x` is an address for examples, which nobody can have at `https://example.com/x`",
            "placeholder-link: `#` leads to nothing, on `index.html`",
        ],
    );
}

#[test]
fn what_the_first_paint_waits_for_is_counted() {
    #[track_caller]
    fn check_blocking(head: &str, body: &str, expected: Option<&str>) {
        let page = format!(
            "<head><link rel=icon href=/i.svg><link rel=stylesheet href=/a.css><link rel=stylesheet media=print href=/p.css>\
             <script src=/b.js defer></script><script>1</script>{head}</head><body>{body}\
             <main><h1>A</h1><link rel=stylesheet href=/late.css><script src=/late.js></script><p>x"
        );
        let said = |files| format!("heavy-page: the first paint waits for 2 requests: {files}, on `a/index.html`");
        assert_eq!(found(&[("a/index.html", &page)], "", subject()), expected.map(said).as_slice());
    }
    check_blocking("", "", None);
    check_blocking("<script src=/a.js></script>", "", Some("`/a.css`, `/a.js`"));
    check_blocking("<link rel=stylesheet href=/b.css>", "", Some("`/a.css`, `/b.css`"));
    // Nothing is to see before it.
    check_blocking("", "<div> <link rel=stylesheet href=/b.css>", Some("`/a.css`, `/b.css`"));
    let noise: String = (0_u32..60_000)
        .map(|n| char::from(33 + u8::try_from(n.wrapping_mul(2_654_435_761) >> 25).unwrap() % 90))
        .collect();
    let page = "<main><h1>A<p>x<img src=/a.png><img src=/b.png loading=lazy>";
    let outputs = [("a.png", noise.repeat(2)), ("b.png", noise.repeat(9)), ("c/index.html", page.to_owned())];
    let outputs = outputs.each_ref().map(|(path, text)| (*path, text.as_str()));
    assert_eq!(
        found(&outputs, "", subject()),
        ["heavy-page: `c/index.html` is 120 kB to load, more than 100 kB, on `c/index.html`"]
    );
}

#[test]
fn pictures_of_the_theme_are_found() {
    let icon = std::str::from_utf8(crate::theme::default_file("static/icon.svg").unwrap()).unwrap();
    let page = "<head><link rel=icon href=/icon.svg></head><main><h1>A<p>x";
    let subject = Subject { has_cards: false, ..subject() };
    assert_eq!(
        found(&[("icon.svg", icon), ("index.html", page)], "", subject),
        [
            "placeholder-picture: the icon of the site is that of the default theme",
            "placeholder-picture: the picture in link previews of the site is missing",
        ]
    );
}

#[test]
fn projects_and_days_are_counted() {
    let dated = |output: &str, title: &str, date: &str| Dated {
        output: output.to_owned(),
        title: title.to_owned(),
        day: Some(day(date)),
        span: Span::new(crate::diagnostic::SourceId(0), 0..0),
    };
    let pages = vec![dated("notes/a/index.html", "A", "2026-08-01"), dated("cv/index.html", "My CV", "2026-07-01")];
    let subject = Subject { projects: 1, newest_credential: Some(day("2026-07-02")), pages, ..subject() };
    let outputs =
        [("me/cv.pdf", "%PDF /CreationDate (D:20260101000000)"), ("me/talk.pdf", "/CreationDate (D:20260101)")];
    assert_eq!(
        found(&outputs, "", subject.clone()),
        [
            "outdated-resume: `My CV` is of 2026-07-01, and the newest credential was issued on 2026-07-02 at ``",
            "stale-site: nothing is newer than `A` of 2026-08-01, 111 days ago at ``",
            "few-projects: the site shows 1 project",
            "outdated-resume: `me/cv.pdf` is of 2026-01-01, and the newest credential was issued on 2026-07-02",
        ]
    );
    let old: Vec<String> = stale(&subject, 120).into_iter().map(|one| one.message).collect();
    assert_eq!(old, ["`My CV` was last changed on 2026-07-01, 142 days ago"]);
}
