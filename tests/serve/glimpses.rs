//! What was saved is on show before the whole site is built, if it can be; and the whole site follows.

use super::common::Journal;
use super::{NOTE, Server, has_problems};

const STYLE: &str = "themes/default/assets/css/zz.css";
const FOOTER: &str = "themes/default/templates/partials/footer.html";

/// A journal with two notes, and a file of the theme of each kind.
fn journal() -> Journal {
    let journal = Journal::new();
    journal.write("content/notes/fresh.md", NOTE);
    journal
        .write("content/notes/other.md", &NOTE.replace("Fresh", "Other").replace("first words", "[fresh](fresh.md)"));
    journal.write(STYLE, ".mine { order: 1; }\n");
    journal.write(FOOTER, "<footer>one {{ site.title }}</footer>\n");
    journal
}

/// Returns the address of the style sheet that a page has.
fn style_of(page: &str) -> String {
    let link = page.split("<link").find(|tag| tag.contains("rel=\"stylesheet\"")).expect("there is a style sheet");
    link.split("href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[test]
fn a_text_that_was_saved_is_on_show_before_the_site_is_built() {
    let journal = journal();
    let server = Server::start(&journal, &["--port", "0"]);
    let page = || server.get("/notes/fresh/").body;
    journal.write("content/notes/fresh.md", &NOTE.replace("first words", "second words and [other](other.md)"));
    server.wait_for("shown");
    assert!(page().contains("second words") && page().contains("/notes/other/"));
    server.wait_for("rebuilt");
    // The page that was shown at once is that of the whole build; other pages have followed.
    assert!(page().contains("second words"));
    assert!(server.get("/notes/other/").body.contains("/notes/fresh/"));

    // What is wrong in the finished page is not shown, and what is wrong only with the whole site is taken back.
    let mut events = server.events();
    for (text, first) in [("[third](/gone/)", "error"), ("<a href=\"/notes/other/#gone\">third</a>", "shown")] {
        journal.write("content/notes/fresh.md", &NOTE.replace("first", text));
        let line = server.wait_any(&["shown", "error"]);
        assert!(line.contains(first), "{text}: {line}");
        events.wait(has_problems);
        assert!(page().contains("second words"));
        journal.write("content/notes/fresh.md", &NOTE.replace("first", "second"));
        events.wait(|event| !has_problems(event));
        server.wait_for("mended");
    }
    journal.write("content/notes/fresh.md", &NOTE.replace("first", "fourth"));
    events.wait(|event| !has_problems(event));
    assert!(page().contains("fourth words"));
}

#[test]
fn so_is_what_the_front_matter_says_of_a_page_and_where_it_is() {
    let journal = journal();
    journal.write("content/notes/other.md", &NOTE.replace("Fresh", "Other"));
    let server = Server::start(&journal, &["--port", "0"]);
    let page = || server.get("/notes/fresh/").body;
    let front =
        "title: \"Anew & longer\"\ndate: 2026-01-05\nsummary: Another summary.\ntags: [rust, new]\ntoc: false\n";
    journal.write("content/notes/fresh.md", &format!("---\n{front}---\n\nfirst words\n"));
    server.wait_for("shown");
    let shown = page();
    for text in ["Anew &amp; longer", "Another summary.", "/tags/rust/"] {
        assert!(shown.contains(text), "{text} is not in {shown}");
    }
    server.wait_for("rebuilt");
    assert!(page().contains("Anew &amp; longer"));
    assert!(server.get("/notes/").body.contains("Anew &amp; longer"));
    assert_eq!(server.get("/tags/new/").status, 200);

    let at = |path: &str| server.get(path).status;
    for (line, other, here, there) in [
        ("date: 2026-01-05", "date: 2026-01-04", 200, 404),
        ("toc: false", "slug: else", 404, 200),
        ("toc: false", "draft: true", 404, 404),
        ("toc: false", "toc: true", 200, 404),
    ] {
        journal.write("content/notes/fresh.md", &format!("---\n{}---\n\nfirst words\n", front.replace(line, other)));
        for what in ["shown", "rebuilt"] {
            let line = server.wait_for("fresh.md");
            assert!(line.contains(what), "{other}: {line}");
            assert_eq!((at("/notes/fresh/"), at("/notes/else/")), (here, there), "{other}: {what}");
        }
    }
}

#[test]
fn a_file_of_the_theme_is_on_the_open_pages_before_the_site_is_built() {
    let journal = journal();
    let server = Server::start(&journal, &["--port", "0"]);
    let pages = ["/notes/fresh/", "/notes/", "/"];
    let mut windows = pages.map(|page| server.events_at(page));
    for window in &mut windows {
        window.next();
    }
    let before = pages.map(|page| style_of(&server.get(page).body));

    journal.write(STYLE, ".mine { order: 77; }\n");
    let line = server.wait_for(STYLE);
    assert!(line.contains("shown"), "{line}");
    for (page, before) in pages.iter().zip(&before) {
        let style = style_of(&server.get(page).body);
        assert_ne!(&style, before, "{page}");
        assert!(server.get(&style).body.contains("order: 77"), "{page}");
    }
    server.wait_for("rebuilt");
    let style = style_of(&server.get("/notes/other/").body);
    assert!(server.get(&style).body.contains("order: 77"));

    journal.write(FOOTER, "<footer>two {{ site.title }}</footer>\n");
    let line = server.wait_for(FOOTER);
    assert!(line.contains("shown"), "{line}");
    for page in pages {
        assert!(server.get(page).body.contains("<footer>two "), "{page}");
    }
    server.wait_for("rebuilt");
    assert!(server.get("/notes/other/").body.contains("<footer>two "));

    // A mistake is for the whole build to say, and takes nothing away.
    journal.write(FOOTER, "<footer>three {{ site.nothing </footer>\n");
    windows[0].wait(has_problems);
    assert!(server.get("/").body.contains("<footer>two "));
    journal.write(FOOTER, "<footer>four</footer>\n");
    windows[0].wait(|event| !has_problems(event));
    assert!(server.get("/").body.contains("<footer>four"));
    server.wait_for("rebuilt");

    // Nobody waits where nobody looks.
    drop(windows);
    while server.get("/_milepost/reload.js").status != 200 {}
    journal.write("content/notes/fresh.md", &NOTE.replace("first", "next"));
    server.wait_for("rebuilt");
    journal.write(FOOTER, "<footer>five</footer>\n");
    let line = server.wait_for(FOOTER);
    assert!(line.contains("rebuilt"), "{line}");
}

#[test]
fn the_plan_is_on_the_open_pages_before_the_site_is_built() {
    let journal = journal();
    journal.write(
        "content/notes/draft.md",
        &NOTE.replace("Fresh", "Unfinished").replace("---\n\n", "draft: true\n---\n\n"),
    );
    let server = Server::start(&journal, &["--port", "0"]);
    let mut window = server.events_at("/notes/fresh/");
    let _home = server.events_at("/");
    window.next();
    let plan = journal.read("plan.yaml");
    let titled = |title: &str| plan.replacen("\"My learning journal\"", title, 1);
    assert_ne!(titled("x"), plan);
    journal.write("plan.yaml", &titled("Two words"));
    let line = server.wait_for("plan.yaml");
    assert!(line.contains("shown"), "{line}");
    for page in ["/notes/fresh/", "/"] {
        assert!(server.get(page).body.contains("Two words"), "{page}");
    }
    server.wait_for("rebuilt");
    assert!(server.get("/notes/other/").body.contains("Two words"));
    assert_eq!(server.get("/notes/draft/").status, 404);

    // A text that is saved after it is shown with the plan as it is.
    journal.write("content/notes/fresh.md", &NOTE.replace("first words", "second words"));
    server.wait_for("shown");
    let page = server.get("/notes/fresh/").body;
    assert!(page.contains("second words") && page.contains("Two words"));
    server.wait_for("rebuilt");

    journal.write("plan.yaml", &titled("Three words").replace("schema: 1", "schema: none"));
    window.wait(has_problems);
    assert!(server.get("/").body.contains("Two words"));
    journal.write("plan.yaml", &titled("Four words"));
    window.wait(|event| !has_problems(event));
    assert!(server.get("/notes/other/").body.contains("Four words"));
}

/// A picture of one pixel, or of a few in a row.
fn gif(width: u8) -> Vec<u8> {
    let head = [b"GIF89a".as_slice(), &[width, 0, 1, 0, 0x80, 0, 0, 9, 7, 7, 0, 0, 0]].concat();
    let frame = [0x2c, 0, 0, 0, 0, width, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b];
    [head, frame.to_vec()].concat()
}

#[test]
fn a_picture_is_there_at_once_and_windows_are_told_that_it_is_another() {
    let journal = journal();
    let svg = |color: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"><path fill=\"{color}\" d=\"M0 0h8v8H0z\"/></svg>\n"
        )
    };
    journal.write("content/notes/deep/dot.svg", &svg("#123"));
    journal.write(
        "content/notes/deep/index.md",
        &NOTE.replace("Fresh", "Deep").replace("first words", "![A dot](dot.svg)"),
    );
    let server = Server::start(&journal, &["--port", "0"]);
    let mut window = server.events_at("/notes/deep/");
    assert_eq!(window.next()["pictures"], serde_json::json!({}));
    for color in ["#456", "#789"] {
        journal.write("content/notes/deep/dot.svg", &svg(color));
        let line = server.wait_for("dot.svg");
        assert!(line.contains("shown"), "{line}");
        assert!(server.get("/notes/deep/dot.svg").body.contains(color));
        let event = window.wait(|event| event["pictures"]["/notes/deep/dot.svg"].is_string());
        assert!(!has_problems(&event));
        server.wait_for("rebuilt");
        assert!(server.get("/notes/deep/dot.svg").body.contains(color));
    }
    // In another size, the page that shows it is another as well.
    std::fs::write(journal.path("content/notes/deep/dot.gif"), gif(1)).unwrap();
    journal.write(
        "content/notes/deep/index.md",
        &NOTE.replace("Fresh", "Deep").replace("first words", "![A dot](dot.svg) ![A dot](dot.gif)"),
    );
    server.wait_for("rebuilt");
    for width in [1, 2] {
        std::fs::write(journal.path("content/notes/deep/dot.gif"), [&gif(width)[..], b"!"].concat()).unwrap();
        let line = server.wait_for("dot.gif");
        assert!(line.contains("shown"), "{line}");
        assert!(server.get("/notes/deep/").body.contains(&format!("width=\"{width}\"")));
        server.wait_for("rebuilt");
    }
}

#[test]
fn a_window_is_told_its_page_and_the_style_sheets_that_are_new_in_it() {
    let journal = journal();
    let server = Server::start(&journal, &["--port", "0"]);
    let mut events = server.events_at("/notes/fresh/");
    let first = events.next();
    assert_eq!(first["html"], server.get("/notes/fresh/").body);
    assert_eq!(first["sheets"], serde_json::json!({}), "it has them already");
    assert_eq!(server.events().next()["html"], serde_json::Value::Null, "who says nothing of a page is told of none");

    // What is on its way when it is a page is there with its styles, also when it is the page of what is not there.
    let mut of_none = server.events_at("/notes/arrival/");
    assert_eq!(of_none.next()["html"], server.get("/notes/arrival/").body);
    journal.write("content/notes/arrival.md", &NOTE.replace("first words", "arrived words"));
    let arrived = of_none.wait(|event| event["html"].as_str().is_some_and(|html| html.contains("arrived words")));
    let style = style_of(arrived["html"].as_str().unwrap());
    assert_eq!(arrived["sheets"][&style], server.get(&style).body);
    server.wait_for("rebuilt");

    journal.write(STYLE, ".mine { order: 2; }\n");
    let is_other = |event: &serde_json::Value| !event["sheets"].as_object().unwrap().is_empty();
    let swapped = events.wait(is_other);
    let style = style_of(swapped["html"].as_str().unwrap());
    assert!(swapped["sheets"][&style].as_str().unwrap().contains(".mine { order: 2; }"), "{style}");
    server.wait_for("rebuilt");
    journal.write("content/notes/fresh.md", &NOTE.replace("first words", "second words"));
    let later = events.wait(|event| event["html"].as_str().is_some_and(|html| html.contains("second words")));
    assert!(is_other(&later), "what was loaded is gone from the window, so its texts come again");
}
