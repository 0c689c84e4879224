//! Series: parts in order, a page of their own, feeds, and nothing of what is not published.

use super::*;

/// A page in `content/` with a date in November, its front matter and its title.
fn page(path: &str, day: u8, front: &str, title: &str) -> String {
    format!("=== content/{path}.md\n---\ndate: 2026-11-{day:02}\n{front}\n---\n# {title}\n\nText.\n")
}

fn three() -> String {
    [
        page("notes/b", 2, "series: Attacks from scratch", "B"),
        page("posts/c", 3, "series: Attacks from scratch", "C"),
        page("notes/a", 1, "series: Attacks from scratch", "A"),
    ]
    .concat()
}

#[test]
fn parts_stand_in_the_order_of_their_dates() {
    check(
        &three(),
        "
+ series/index.html | series: Attacks from scratch (/series/attacks-from-scratch/) 3 parts
+ series/attacks-from-scratch/index.html | crumbs: Home (/) Series (/series/) Attacks from scratch
+ series/attacks-from-scratch/index.html | intro: A series in 3 parts
+ notes/a/index.html | series: Attacks from scratch (/series/attacks-from-scratch/) 1 of 3
- notes/a/index.html | part before:
+ notes/a/index.html | part after: B (/notes/b/)
+ notes/b/index.html | part: 1 A (/notes/a/)
+ notes/b/index.html | part: 2 B (/notes/b/)=page
+ notes/b/index.html | part: 3 C (/posts/c/)
+ posts/c/index.html | part before: B (/notes/b/)
- posts/c/index.html | part after:
+ sitemap.xml | https://ada.example/series/attacks-from-scratch/
",
    );
    assert_eq!(order(&three()), ["Note A", "Note B", "Post C"]);
}

/// Returns the parts on the page of the only series, in their order.
#[track_caller]
fn order(case: &str) -> Vec<String> {
    let build = build(&with_bare_theme(&journal(&format!("{PLAN}{case}"))), &options());
    let (_, html) =
        pages(&build).find(|(path, _)| path.starts_with("series/") && *path != "series/index.html").expect("one");
    let parts = html.lines().filter_map(|line| line.strip_prefix("part: ")?.split(" (").next());
    parts.map(str::to_owned).collect()
}

#[test]
fn numbers_go_before_dates() {
    let case = [
        page("notes/a", 1, "series: Attacks", "A"),
        page("notes/b", 2, "series: {name: Attacks, part: 2}", "B"),
        page("notes/c", 3, "series: {name: Attacks, part: 1}", "C"),
    ];
    assert_eq!(order(&case.concat()), ["Note C", "Note B", "Note A"]);
}

#[test]
fn what_is_not_published_is_not_counted_and_not_named() {
    let hidden = ["draft: true", "visibility: private", "visibility: unlisted", "publish_on: 2026-12-30"];
    let pages = hidden.iter().enumerate().map(|(index, front)| {
        page(
            &format!("notes/hidden-{index}"),
            1,
            &format!("series: Attacks from scratch\n{front}"),
            &format!("Hidden {index}"),
        )
    });
    let alone = page("notes/h", 1, "series: Secret series\ndraft: true", "H");
    check(
        &format!("{}{}{alone}", three(), pages.collect::<String>()),
        "
= published 3, unlisted 1, scheduled 1, draft 2, private 1
+ notes/a/index.html | 1 of 3
- series/attacks-from-scratch/index.html | Hidden
- series/index.html | Secret
- notes/b/index.html | Hidden
- notes/hidden-2/index.html | series:
- * | secret-series
- series/attacks-from-scratch/feed.xml | Hidden
- llms.txt | Hidden
",
    );
}

#[test]
fn a_series_that_has_begun_says_so() {
    check(
        &page("notes/a", 1, "series: Attacks", "A"),
        "
+ series/attacks/index.html | intro: The first part of a series.
+ notes/a/index.html | series: Attacks (/series/attacks/) 1 of 1
",
    );
}

#[test]
fn a_series_has_feeds_newest_first_and_structured_data() {
    let build = build(&journal(&format!("{}{}", PLAN.replace(", theme: bare", ""), three())), &options());
    let feed = text(&build, "series/attacks-from-scratch/feed.xml").expect("a feed");
    let title =
        |name: &str| feed.find(&format!("<title>{name}</title>")).unwrap_or_else(|| panic!("no {name} in {feed}"));
    assert!(title("C") < title("B") && title("B") < title("A"), "{feed}");
    assert!(feed.contains("<title>Series Attacks from scratch · Ada</title>"), "{feed}");
    let list = text(&build, "series/attacks-from-scratch/index.html").expect("a page");
    assert!(list.contains("href=\"/series/attacks-from-scratch/feed.json\""), "{list}");
    let part = text(&build, "notes/b/index.html").expect("a part");
    assert!(part.contains(r#""position":2"#), "{part}");
    let series = r#"{"@type":"CreativeWorkSeries","@id":"https://ada.example/series/attacks-from-scratch/#series""#;
    assert!(part.contains(series), "{part}");
}

#[test]
fn names_that_give_one_address_are_one_series() {
    let case = [
        page("notes/a", 1, "series: Attacks from scratch", "A"),
        page("notes/b", 2, "series: attacks, from scratch!", "B"),
    ];
    check(
        &case.concat(),
        "
! similar-series
+ series/index.html | series: Attacks from scratch (/series/attacks-from-scratch/) 2 parts
",
    );
}

#[test]
fn a_long_series_is_not_listed_whole_on_each_of_its_pages() {
    let note = |number: usize| {
        format!(
            "=== content/notes/n{number}.md\n---\ndate: 2026-10-01\nseries: {{name: Days, part: {number}}}\n---\n# N{number}\n"
        )
    };
    let case: String = (1..=40).map(note).collect();
    check(
        &case,
        "
+ notes/n20/index.html | 20 of 40
+ notes/n20/index.html | part: 15 N15
+ notes/n20/index.html | part: 25 N25
- notes/n20/index.html | part: 13 N13
- notes/n20/index.html | part: 27 N27
+ notes/n40/index.html | part: 29 N29
+ notes/n1/index.html | part: 12 N12
- notes/n1/index.html | part: 13 N13
+ series/days/index.html | N40
",
    );
}
