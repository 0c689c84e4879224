//! READMEs before and after.

use super::*;
use crate::render::badges::Group;

fn offer(id: &str, group: Group) -> Offer {
    Offer {
        id: id.to_owned(),
        group,
        group_title: String::new(),
        label: String::new(),
        message: id.to_owned(),
        sentence: format!("It says {id}."),
        image: format!("https://a.example/badges/{id}.svg"),
        page: "https://a.example/".to_owned(),
        markdown: format!("[{id}]"),
        html: format!("<{id}>"),
        asciidoc: format!("image:{id}"),
    }
}

fn shelf() -> Shelf {
    let offers =
        vec![offer("plan-month", Group::Plan), offer("phase-a", Group::Phases), offer("skill-b", Group::Skills)];
    let known = ["plan-month", "phase-a", "skill-b", "phase-later"].map(str::to_owned).into();
    Shelf { offers, known }
}

/// Checks that `before` becomes `after`, and that it stays so.
#[track_caller]
fn check(markup: Markup, before: &str, after: &str) {
    let synced = sync(before, markup, &shelf()).expect("it can be synced");
    assert_eq!(synced.apply(before), after);
    assert!(sync(after, markup, &shelf()).expect("it can be synced again").is_in_step(), "{after}");
}

#[track_caller]
fn refused(text: &str, reason: &str) {
    let refusal = sync(text, Markup::Markdown, &shelf()).expect_err("it is refused");
    assert!(refusal.to_string().contains(reason), "{refusal}");
}

#[test]
fn badges_stand_between_the_comments_and_nothing_else_changes() {
    check(
        Markup::Markdown,
        "# A  \n\n<!-- milepost:badges start -->\nold\n<!-- milepost:badges end -->\n\ttail ",
        "# A  \n\n<!-- milepost:badges start -->\n[plan-month]\n[phase-a]\n<!-- milepost:badges end -->\n\ttail ",
    );
    check(
        Markup::Markdown,
        "<!--milepost:badges start skill-b, plan-month--><!-- milepost:badges end -->",
        "<!--milepost:badges start skill-b, plan-month-->\n[skill-b]\n[plan-month]\n<!-- milepost:badges end -->",
    );
}

#[test]
fn several_places_each_have_their_own() {
    check(
        Markup::Markdown,
        "a <!-- milepost:badges start skill-b plan-month --><!-- milepost:badges end --> b\n\n> <!-- milepost:badges start phase-a -->\n> <!-- milepost:badges end -->\n",
        "a <!-- milepost:badges start skill-b plan-month -->[skill-b] [plan-month]<!-- milepost:badges end --> b\n\n> <!-- milepost:badges start phase-a -->\n> [phase-a]\n> <!-- milepost:badges end -->\n",
    );
}

#[test]
fn lines_end_as_they_did() {
    check(
        Markup::Markdown,
        "# A\r\n\r\n<!-- milepost:badges start phase-a -->\r\n<!-- milepost:badges end -->\r\n",
        "# A\r\n\r\n<!-- milepost:badges start phase-a -->\r\n[phase-a]\r\n<!-- milepost:badges end -->\r\n",
    );
}

#[test]
fn in_a_block_of_html_they_are_html() {
    check(
        Markup::Markdown,
        "<p align=\"center\">\n  <!-- milepost:badges start phase-a -->\n  <!-- milepost:badges end -->\n</p>\n",
        "<p align=\"center\">\n  <!-- milepost:badges start phase-a -->\n  <phase-a>\n  <!-- milepost:badges end -->\n</p>\n",
    );
    check(
        Markup::Markdown,
        "<p align=\"center\">\n\n<!-- milepost:badges start phase-a -->\n<!-- milepost:badges end -->\n\n</p>\n",
        "<p align=\"center\">\n\n<!-- milepost:badges start phase-a -->\n[phase-a]\n<!-- milepost:badges end -->\n\n</p>\n",
    );
}

#[test]
fn comments_in_code_are_no_place() {
    let code = "```html\n<!-- milepost:badges start -->\n<!-- milepost:badges end -->\n```\n";
    refused(code, "paste these two lines");
    check(
        Markup::Markdown,
        &format!("{code}\n<!-- milepost:badges start phase-a -->\n<!-- milepost:badges end -->\n"),
        &format!("{code}\n<!-- milepost:badges start phase-a -->\n[phase-a]\n<!-- milepost:badges end -->\n"),
    );
}

#[test]
fn asciidoc_has_comments_of_its_own() {
    assert_eq!(Markup::of(Path::new("a/README.adoc")), Markup::AsciiDoc);
    assert_eq!(Markup::of(Path::new("README")), Markup::Markdown);
    let code = "----\n// milepost:badges start\n----\n";
    check(
        Markup::AsciiDoc,
        &format!("= A\n{code}// milepost:badges start phase-a\n// milepost:badges end\n"),
        &format!("= A\n{code}// milepost:badges start phase-a\nimage:phase-a\n// milepost:badges end\n"),
    );
}

#[test]
fn what_cannot_be_meant_is_refused() {
    refused("# A\n", "paste these two lines");
    refused("# A\n\n<!-- milepost:badges start -->\n", "on line 3 has no `milepost:badges end`");
    refused("<!-- milepost:badges end -->\n", "has no `milepost:badges start` before it");
    let pair = "<!-- milepost:badges start -->\n<!-- milepost:badges end -->\n";
    refused(&format!("<!-- milepost:badges start -->\n\n{pair}"), "on line 1 has no");
    refused(&pair.replace("start", "begin"), "`milepost:badges begin` on line 1 is neither");
    refused(&pair.replace("start", "start skil-b"), "line 1 asks for the badge `skil-b`: did you mean `skill-b`?");
}

#[test]
fn a_badge_that_cannot_be_there_yet_is_left_out() {
    let text = "<!-- milepost:badges start phase-later phase-a -->\n<!-- milepost:badges end -->\n";
    let synced = sync(text, Markup::Markdown, &shelf()).expect("it can be synced");
    assert_eq!(synced.not_yet, ["phase-later"]);
    assert_eq!(synced.new_images, ["https://a.example/badges/phase-a.svg"]);
    assert_eq!(synced.shown, 1);
}

#[test]
fn the_difference_is_a_patch() {
    let old = "1\n2\n3\n4\n<!-- milepost:badges start -->\n[old]\n[phase-a]\n<!-- milepost:badges end -->\n5\n6\n7\n8\n9\n10\n11\n12 <!-- milepost:badges start phase-a --><!-- milepost:badges end -->";
    let synced = sync(old, Markup::Markdown, &shelf()).expect("it can be synced");
    let expected = "\
--- README.md
+++ README.md
@@ -3,7 +3,7 @@
 3
 4
 <!-- milepost:badges start -->
-[old]
+[plan-month]
 [phase-a]
 <!-- milepost:badges end -->
 5
@@ -13,4 +13,4 @@
 9
 10
 11
-12 <!-- milepost:badges start phase-a --><!-- milepost:badges end -->
\\ No newline at end of file
+12 <!-- milepost:badges start phase-a -->[phase-a]<!-- milepost:badges end -->
\\ No newline at end of file
";
    assert_eq!(diff("README.md", old, &synced.splices), expected);
    let grown = "<!-- milepost:badges start --><!-- milepost:badges end -->\n";
    let synced = sync(grown, Markup::Markdown, &shelf()).expect("it can be synced");
    let expected = "\
--- README.md
+++ README.md
@@ -1,1 +1,4 @@
-<!-- milepost:badges start --><!-- milepost:badges end -->
+<!-- milepost:badges start -->
+[plan-month]
+[phase-a]
+<!-- milepost:badges end -->
";
    assert_eq!(diff("README.md", grown, &synced.splices), expected);
    assert_eq!(diff("README.md", grown, &[]), "");
}
