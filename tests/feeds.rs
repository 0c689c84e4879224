//! Feeds from outside: whatever texts are in them, a reader gets them back.

use milepost::render::feed::content::for_feed;
use milepost::render::feed::{Entry, Feed, FeedAuthor, atom, json};
use milepost::render::moment;
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Returns a feed with one entry of that title and text.
fn feed(title: &str, html: &str) -> Feed {
    let day = moment::beginning("2026-11-05".parse().expect("a date"), chrono_tz::UTC);
    Feed {
        title: "Feed".to_owned(),
        subtitle: "About.".to_owned(),
        self_href: "https://x.org/feed.xml".to_owned(),
        home: "https://x.org/".to_owned(),
        id: "https://x.org/feed.xml".to_owned(),
        updated: day,
        author: FeedAuthor { name: "Noor".to_owned(), url: "https://x.org/".to_owned() },
        language: "en".to_owned(),
        entries: vec![Entry {
            language: None,
            url: "https://x.org/a/".to_owned(),
            title: title.to_owned(),
            summary: None,
            html: Some(html.to_owned()),
            published: day,
            updated: day,
            categories: vec![title.to_owned()],
            image: None,
        }],
    }
}

/// Returns the text of the element `content`, as a reader of the feed sees it.
fn content_of(document: &str) -> String {
    let mut reader = Reader::from_str(document);
    let (mut is_content, mut text) = (false, String::new());
    loop {
        match reader.read_event().expect("the document is well-formed") {
            Event::Eof => return text,
            Event::Start(tag) => is_content = tag.name().as_ref() == "content",
            Event::End(_) => is_content = false,
            Event::Text(part) if is_content => text.push_str(&part.into_inner()),
            Event::GeneralRef(name) if is_content => {
                let reference = format!("&{};", &*name.into_inner());
                text.push_str(&quick_xml::escape::unescape(&reference).expect("a known reference"));
            }
            _ => {}
        }
    }
}

proptest! {
    #[test]
    fn atom_is_well_formed_whatever_the_texts_are(title in "\\PC{0,20}|[<>&\"'\\]\0\r\n\u{b}]{0,8}", html in "(?s)[ -~é🎉]{0,40}") {
        let document = atom(&feed(&title, &html));
        prop_assert_eq!(content_of(&document), html);
        prop_assert!(document.chars().all(|c| c >= ' ' || c == '\n'));
    }

    #[test]
    fn json_is_valid_whatever_the_texts_are(title in ".{0,20}", html in "(?s).{0,40}") {
        let document: serde_json::Value = serde_json::from_str(&json(&feed(&title, &html))).expect("valid JSON");
        prop_assert_eq!(document["items"][0]["content_html"].as_str(), Some(html.as_str()));
    }

    #[test]
    fn content_has_no_relative_address_and_nothing_that_runs(
        html in "(<(a|img|p|script|iframe|svg)( (href|src|onclick|srcset)=(\"[a-z/.#:?]{0,8}\"|[a-z/]{0,5}))?>|[a-z<>&/]{0,5}|</(a|p|script|svg)>){0,8}"
    ) {
        let found = for_feed(&html, "https://x.org/r/a/");
        prop_assert!(!found.contains("<script") && !found.contains("<iframe") && !found.contains(" onclick="), "{}", found);
        for (at, _) in found.match_indices("href=\"").chain(found.match_indices(" src=\"")) {
            let value = found[at..].split('"').nth(1).unwrap_or_default();
            prop_assert!(value.split('/').next().is_some_and(|scheme| scheme.contains(':')), "{}", found);
        }
        prop_assert_eq!(for_feed(&found, "https://x.org/r/a/"), found);
    }
}
