//! Figures and videos in texts.

use super::*;

/// A journal with files for a figure and a video.
pub(crate) const SHOWN: &str = "\
=== plan.yaml
schema: 1
site: {title: Ada, url: \"https://ada.example/j/\", language: de}
plan: {id: the-plan, title: Becoming Ada, start: 2026-10-01, months: 6}
=== content/notes/x/p.gif
GIF89a\u{3}\0\u{2}\0\0\0\0
=== content/notes/x/q.gif
GIF89a\u{4}\0\u{1}\0\0\0\0
=== content/notes/x/talk.mp4
video
=== content/notes/x/talk.vtt
WEBVTT
=== content/notes/said.md
---
date: 2026-11-04
---
# What was said
=== content/notes/x/index.md
---
date: 2026-11-05
---
# X
";

#[track_caller]
fn check_block(block: &str, expected: &str) {
    check(&format!("{SHOWN}\n```component {block}\n```\n"), expected);
}

#[test]
fn a_figure_has_what_the_image_shows_a_caption_and_a_credit() {
    check_block(
        "figure\nsrc: p.gif\nalt: Two \"dots\"\ncaption: Dots & more.\ncredit: Bo\nsource: https://b.example/?a&b\nwidth: full",
        "
+ notes/x/index.html | <figure class=\"figure is-full\">
+ notes/x/index.html | <img src=\"/j/notes/x/p.gif\" alt=\"Two &quot;dots&quot;\" width=\"3\" height=\"2\" loading=\"lazy\" decoding=\"async\">
+ notes/x/index.html | <figcaption>Dots &amp; more. <span class=\"credit\"><a href=\"https://b.example/?a&amp;b\" rel=\"noopener\">Bo</a></span></figcaption>
+ notes/x/p.gif
- notes/x/q.gif
+ feed.xml | &lt;img alt=\"Two &amp;quot;dots&amp;quot;\"
+ feed.xml | src=\"https://ada.example/j/notes/x/p.gif\"
+ feed.xml | &lt;p&gt;Dots &amp;amp; more. · &lt;a href=\"https://b.example/?a&amp;amp;b\"&gt;Bo&lt;/a&gt;&lt;/p&gt;
",
    );
}

#[test]
fn several_images_stand_side_by_side_each_with_its_caption() {
    check_block(
        "figure\nimages:\n  - {src: p.gif, alt: Before, caption: Then}\n  - {src: q.gif, decorative: true}\ncaption: Both",
        "
+ notes/x/index.html | <div class=\"pictures\">
+ notes/x/index.html | height=\"2\" loading=\"lazy\" decoding=\"async\"><figcaption>Then</figcaption></figure>
+ notes/x/index.html | <img src=\"/j/notes/x/q.gif\" alt=\"\"
+ notes/x/index.html | <figcaption>Both</figcaption>
+ notes/x/q.gif
",
    );
}

#[test]
fn a_video_elsewhere_is_a_poster_that_links_to_it() {
    check_block(
        "video\nurl: https://www.v.example/1?a&b\ntitle: A <talk>\nposter: p.gif\nduration: \"1:02:03\"\ntranscript: ../said.md",
        "
+ notes/x/index.html | <a class=\"poster\" href=\"https://www.v.example/1?a&amp;b\" rel=\"noopener\"><img src=\"/j/notes/x/p.gif\" alt=\"\"
+ notes/x/index.html | <span class=\"name\">A &lt;talk&gt;</span></a>
+ notes/x/index.html | <span>Video auf v.example</span><time datetime=\"PT1H2M3S\">1:02:03</time><a href=\"/j/notes/said/\" aria-label=\"Transkript: A &lt;talk&gt;\">Transkript
- notes/x/index.html | <iframe
- notes/x/index.html | <video
+ feed.xml | &lt;a href=\"https://www.v.example/1?a&amp;amp;b\"&gt;A &amp;lt;talk&amp;gt;&lt;/a&gt; · 1:02:03 · v.example
",
    );
}

#[test]
fn a_video_of_the_journal_has_a_player_with_captions() {
    check_block(
        "video\nsrc: talk.mp4\ntitle: A talk\nposter: p.gif\nduration: \"12:34\"\ncaptions: talk.vtt\ntranscript: https://t.example/t",
        "
+ notes/x/index.html | <video controls preload=\"none\" aria-label=\"A talk\" poster=\"/j/notes/x/p.gif\" width=\"3\" height=\"2\">
+ notes/x/index.html | <source src=\"/j/notes/x/talk.mp4\" type=\"video/mp4\">
+ notes/x/index.html | <track kind=\"captions\" src=\"/j/notes/x/talk.vtt\" srclang=\"de\" label=\"Untertitel\" default>
+ notes/x/index.html | <span class=\"only-print\"> (https://ada.example/j/notes/x/talk.mp4)</span>
+ notes/x/index.html | <time datetime=\"PT12M34S\">12:34</time><a href=\"https://t.example/t\" aria-label=\"Transkript: A talk\" rel=\"noopener\">Transkript
+ notes/x/talk.mp4
+ notes/x/talk.vtt
+ notes/x/p.gif
+ feed.xml | &lt;a href=\"https://ada.example/j/notes/x/talk.mp4\"&gt;A talk&lt;/a&gt; · 12:34
",
    );
}

#[test]
fn a_video_without_captions_is_warned_of_unless_it_is_silent() {
    let block = "video\nsrc: talk.mp4\ntitle: A talk";
    check_block(block, "! video-without-captions\n+ notes/x/index.html | <video controls");
    let silent = journal(&format!("{SHOWN}\n```component {block}\nsilent: true\n```\n"));
    assert_eq!(milepost::build(&silent, &options()).diagnostics, []);
}

#[test]
fn mistakes_in_figures_and_videos_are_errors() {
    for (block, code) in [
        ("figure\nsrc: p.gif", "missing-key"),
        ("figure\nsrc: p.gif\nalt: \" \"", "missing-key"),
        ("figure\nsrc: p.gif\nalt: a\ndecorative: true", "bad-value"),
        ("figure\nalt: a", "missing-key"),
        ("figure\nimages: [{src: p.gif}]", "missing-key"),
        ("figure\nimages: [{alt: a}]", "missing-key"),
        ("figure\nimages: [{src: p.gif, alt: a}]\nalt: a", "bad-value"),
        ("figure\nsrc: p.gif\nalt: a\nimages: [{src: p.gif, alt: a}]", "bad-value"),
        ("figure\nsrc: gone.gif\nalt: a", "broken-link"),
        ("figure\nsrc: talk.mp4\nalt: a", "bad-value"),
        ("figure\nsrc: https://b.example/a.png\nalt: a", "bad-value"),
        ("figure\nsrc: p.gif\nalt: a\nwidth: huge", "bad-value"),
        ("figure\nsrc: p.gif\nalt: a\nsource: \"javascript:x\"", "bad-value"),
        ("video\ntitle: a", "missing-key"),
        ("video\nurl: https://v.example/\nposter: p.gif", "missing-key"),
        ("video\nurl: https://v.example/\ntitle: a", "missing-key"),
        ("video\nurl: \"javascript:x\"\ntitle: a\nposter: p.gif", "bad-value"),
        ("video\nurl: https://v.example/\nsrc: talk.mp4\ntitle: a\nposter: p.gif", "bad-value"),
        ("video\nurl: https://v.example/\ntitle: a\nposter: p.gif\ncaptions: talk.vtt", "bad-value"),
        ("video\nsrc: p.gif\ntitle: a", "bad-value"),
        ("video\nsrc: gone.mp4\ntitle: a\nsilent: true", "broken-link"),
        ("video\nsrc: talk.mp4\ntitle: a\ncaptions: said.md", "bad-value"),
        ("video\nsrc: talk.mp4\ntitle: a\ncaptions: talk.vtt\nlanguage: German!", "bad-value"),
        ("video\nsrc: talk.mp4\ntitle: a\nsilent: true\nduration: \"61\"", "bad-value"),
        ("video\nsrc: talk.mp4\ntitle: a\nsilent: true\nduration: \"1:75\"", "bad-value"),
        ("video\nsrc: talk.mp4\ntitle: \" \"\nsilent: true", "bad-value"),
    ] {
        check_block(block, &format!("! {code}"));
    }
}

#[test]
fn captions_and_titles_belong_to_what_a_page_says() {
    let sources = journal(&format!(
        "{SHOWN}\n```component figure\nsrc: p.gif\nalt: NOT\ncaption: Some dots.\n```\n\n\
         ```component video\nurl: https://v.example/\ntitle: A talk\nposter: p.gif\n```\n"
    ));
    let journal = milepost::journal::parse(&sources);
    let page = journal.pages.iter().find(|page| page.path.stem() == "index").expect("the page");
    assert_eq!((page.document.plain.read().text.as_str(), page.document.words), ("Some dots.\nA talk\n", 4));
}

/// A recording of a terminal.
pub(crate) const CAST: &str = "{\"version\": 2, \"width\": 40, \"height\": 5, \"title\": \"A <run>\"}\n\
    [0.5, \"o\", \"$ make test\\r\\n\"]\n[1.0, \"o\", \"\\u001b[1;32mok\\u001b[0m <b>12</b> passed\\r\\n\"]\n";

/// Returns a journal with a note and a project whose text and front matter name a recording.
fn with_recording(note: &str, demo: &str, cast: &str) -> String {
    format!(
        "=== content/notes/x/index.md\n---\ndate: 2026-11-01\n---\n# X\n\n```component terminal\n{note}\n```\n\
         === content/notes/x/run.cast\n{cast}\
         === content/projects/p/index.md\n---\ndate: 2026-11-02\ndemo: {demo}\n---\n# P\n\
         === content/projects/p/run.cast\n{cast}"
    )
}

#[test]
fn a_recording_of_a_terminal_is_its_last_screen_and_what_plays_it() {
    let plan = PLAN.replace(", theme: bare", "");
    let case = format!("{plan}{}", with_recording("file: run.cast", "https://demo.example/", CAST));
    check(
        &case,
        "
        + notes/x/index.html | <span class=\"row\">$ make test</span>
        + notes/x/index.html | <span class=\"row\"><span class=\"bo f2\">ok</span> &lt;b&gt;12&lt;/b&gt; passed</span>
        + notes/x/index.html | <span>A &lt;run&gt;</span><time datetime=\"PT0M1S\">0:01</time>
        + notes/x/index.html | data-player=\"/notes/x/run.cast.json\"
        + notes/x/index.html | assets/terminal/terminal.
        - notes/x/index.html | style=
        + notes/x/run.cast
        + notes/x/run.cast.json | [[\"ok\",\"bo f2\"],[\" <b>12</b> passed\",\"\"]]
        + notes/x/run.cast.json | \"frames\":[[500,0,1],[1000,1,2]]
        + notes/x/index.md | ok <b>12</b> passed
        - projects/p/index.html | assets/terminal/terminal.
        - projects/p/index.html | the-demo
        - index.html | assets/terminal/terminal.
        ",
    );
}

#[test]
fn a_recording_can_be_the_demonstration_of_a_project_and_proves_nothing() {
    let plan = PLAN.replace(", theme: bare", "");
    let case = format!("{plan}{}", with_recording("file: run.cast\ntitle: Its own", "run.cast", CAST));
    check(
        &case,
        "
        + notes/x/index.html | <span>Its own</span>
        + projects/p/index.html | <h2 id=\"the-demo\">Demo</h2>
        + projects/p/index.html | data-player=\"/projects/p/run.cast.json\"
        + projects/index.html | href=\"/projects/p/#the-demo\"
        + projects/p/run.cast
        ",
    );
    check(&case.replace("demo: run.cast", "demo: none.cast"), "! broken-link");
}

#[test]
fn what_cannot_be_played_is_told_with_its_line() {
    let broken = "{\"version\": 2, \"width\": 40, \"height\": 5}\n[0.5]\n";
    let case = with_recording("file: run.cast", "https://demo.example/", broken);
    check(&case, "! bad-recording");
    let build = milepost::build(&with_bare_theme(&journal(&format!("{PLAN}{case}"))), &options());
    let found = build.diagnostics.iter().find(|found| found.code.name() == "bad-recording").expect("it is told");
    assert!(found.message.contains("line 2"), "{}", found.message);
    // A recording that is only linked to is a file like any other.
    let linked = format!(
        "=== content/notes/x/index.md\n---\ndate: 2026-11-01\n---\n# X\n\n[It](run.cast)\n=== content/notes/x/run.cast\n{broken}"
    );
    check(&linked, "+ notes/x/run.cast\n- notes/x/run.cast.json");
    check(&with_recording("file: run.txt", "https://demo.example/", CAST), "! bad-value");
}
