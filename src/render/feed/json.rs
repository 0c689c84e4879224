//! JSON Feed, version 1.1 (jsonfeed.org).

use serde::Serialize;

use super::{Entry, Feed};
use crate::render::moment;

/// Returns the feed as a JSON Feed document.
///
/// # Panics
/// When texts and lists cannot be written as JSON, which is a bug.
pub fn json(feed: &Feed) -> String {
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: feed.title.trim(),
        home_page_url: &feed.home,
        feed_url: &feed.self_href,
        description: Some(feed.subtitle.trim()).filter(|text| !text.is_empty()),
        language: &feed.language,
        authors: [Author { name: feed.author.name.trim(), url: &feed.author.url }],
        items: feed.entries.iter().map(item).collect(),
    };
    let mut text = serde_json::to_string_pretty(&document).expect("texts and lists can be written as JSON");
    text.push('\n');
    text
}

fn item(entry: &Entry) -> Item<'_> {
    let text = entry.html.is_none().then(|| entry.summary.as_deref().unwrap_or(&entry.title));
    Item {
        id: &entry.url,
        url: &entry.url,
        title: entry.title.trim(),
        content_html: entry.html.as_deref(),
        content_text: text,
        summary: entry.summary.as_deref(),
        image: entry.image.as_deref(),
        date_published: moment::format(entry.published),
        date_modified: moment::format(entry.updated),
        tags: &entry.categories,
        language: entry.language.as_deref(),
    }
}

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    language: &'a str,
    authors: [Author<'a>; 1],
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::feed::fixture;

    #[test]
    fn a_feed_has_what_version_1_1_asks_for() {
        let mut feed = fixture::feed();
        feed.entries[0].html = Some("<p>x</p>".to_owned());
        let found: serde_json::Value = serde_json::from_str(&json(&feed)).unwrap();
        let expected = serde_json::json!({
            "version": "https://jsonfeed.org/version/1.1", "title": "Feed", "home_page_url": "https://x.org/r/",
            "feed_url": "https://x.org/r/feed.xml", "language": "en",
            "authors": [{"name": "Noor & co", "url": "https://x.org/r/"}],
            "items": [{
                "id": "https://x.org/r/posts/a/", "url": "https://x.org/r/posts/a/", "title": "A < B",
                "content_html": "<p>x</p>", "summary": "Short.",
                "date_published": "2026-11-04T00:00:00+01:00", "date_modified": "2026-11-05T00:00:00+01:00",
                "tags": ["tag \"x\""],
            }],
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn an_entry_without_html_has_a_text() {
        let found: serde_json::Value = serde_json::from_str(&json(&fixture::feed())).unwrap();
        assert_eq!(found["items"][0]["content_text"], "Short.");
        assert_eq!(found["items"][0].get("content_html"), None);
    }
}
