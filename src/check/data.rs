//! Addresses of this site in XML, JSON and Markdown: feeds, the sitemap, structured data, twins of pages.
//!
//! In XML and JSON only absolute addresses of the site itself are looked at: no other text is an address for sure. In the
//! HTML of a feed every address is one, and has to be absolute, because it is read far from the page. In Markdown every
//! link is one.

use std::borrow::Cow;
use std::collections::BTreeSet;

use pulldown_cmark::{Event as MarkdownEvent, Options, Parser, Tag};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use super::address;
use super::html;
use crate::plan::BaseUrl;

/// What is found in a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Addresses of the site; in Markdown, relative ones too.
    pub(super) own: BTreeSet<String>,
    /// Addresses in a feed that are not absolute.
    pub(super) adrift: BTreeSet<String>,
}

/// Returns the addresses of the site in a feed or sitemap. What cannot be read has none.
pub(super) fn of_xml(bytes: &[u8], base: &BaseUrl) -> Found {
    let mut found = Found::default();
    let Ok(text) = std::str::from_utf8(bytes) else { return found };
    let mut reader = Reader::from_str(text);
    let mut content = String::new();
    let mut is_feed = None;
    let mut is_html = false;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => {
                content.clear();
                let is_feed = *is_feed.get_or_insert_with(|| matches!(tag.name().as_ref(), "feed" | "rss"));
                // A title is plain text, and may speak of HTML.
                let has_type =
                    tag.attributes().flatten().any(|found| found.key.as_ref() == "type" && &*found.value == "html");
                is_html = is_feed && (has_type || matches!(tag.name().as_ref(), "description" | "content:encoded"));
                let values = tag.attributes().flatten().filter(|attribute| attribute.key.as_ref() == "href");
                for value in values.filter_map(|attribute| unescaped(&attribute.value)) {
                    found.add_address(value, is_feed, base);
                }
            }
            Event::Text(text) => content.push_str(&text.into_inner()),
            Event::GeneralRef(name) => content.extend(["&", &*name.into_inner(), ";"]),
            Event::CData(text) => content.push_str(&quick_xml::escape::escape(&*text.into_inner())),
            Event::End(_) => {
                let text = unescaped(&content).unwrap_or_default();
                found.add_text(text.trim(), is_html, base);
                is_html = false;
                content.clear();
            }
            _ => {}
        }
    }
    found
}

/// Returns the addresses of the site in a JSON document: in texts, and in texts that are HTML.
pub(super) fn of_json(bytes: &[u8], base: &BaseUrl) -> Found {
    let mut found = Found::default();
    if let Ok(value) = serde_json::from_slice::<Value>(bytes) {
        let version = value.get("version").and_then(Value::as_str);
        let is_feed = version.is_some_and(|version| version.contains("://jsonfeed.org/version/"));
        found.walk(&value, is_feed, base);
    }
    found
}

/// Returns the addresses that a Markdown document links to or shows, in its raw HTML too, and those of other sites left out.
pub(super) fn of_markdown(bytes: &[u8], base: &BaseUrl) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut found = BTreeSet::new();
    let mut raw = String::new();
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
        match event {
            MarkdownEvent::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                found.insert(dest_url.into_string());
            }
            MarkdownEvent::Html(html) | MarkdownEvent::InlineHtml(html) => raw.push_str(&html),
            _ => {}
        }
    }
    found.extend(html::scan(raw.as_bytes(), base).references.into_iter().map(Cow::into_owned));
    found.retain(|address| is_own(address, base) || !is_absolute(address));
    found
}

impl Found {
    fn walk(&mut self, value: &Value, is_feed: bool, base: &BaseUrl) {
        match value {
            Value::String(text) => self.add_text(text, false, base),
            Value::Array(values) => values.iter().for_each(|value| self.walk(value, is_feed, base)),
            Value::Object(values) => {
                // An `@id` is a name; what stands behind its `#` is no place on a page.
                for (key, value) in values.iter().filter(|(key, _)| *key != "@id") {
                    // All other texts of a feed are plain, and may speak of HTML.
                    let is_html = is_feed && key == "content_html";
                    match value {
                        Value::String(text) => self.add_text(text, is_html, base),
                        other => self.walk(other, is_feed, base),
                    }
                }
            }
            _ => {}
        }
    }

    fn add_text(&mut self, text: &str, is_html: bool, base: &BaseUrl) {
        if is_own(text, base) {
            self.own.insert(text.to_owned());
        } else if text.starts_with('<') || text.contains("</") {
            for reference in html::scan(text.as_bytes(), base).references {
                self.add_address(reference.into_owned(), is_html, base);
            }
        }
    }

    fn add_address(&mut self, address: String, is_feed: bool, base: &BaseUrl) {
        if is_own(&address, base) {
            self.own.insert(address);
        } else if is_feed && !is_absolute(&address) {
            self.adrift.insert(address);
        }
    }
}

/// Returns whether an address says where it is whatever page it stands on.
fn is_absolute(address: &str) -> bool {
    address.starts_with("//") || address::has_scheme(address)
}

fn is_own(text: &str, base: &BaseUrl) -> bool {
    !text.contains(char::is_whitespace)
        && text.strip_prefix(base.origin()).is_some_and(|path| path.starts_with(base.path()))
}

fn unescaped(text: &str) -> Option<String> {
    quick_xml::escape::unescape(text).ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> BaseUrl {
        BaseUrl::parse("https://x.org/r/").unwrap()
    }

    #[track_caller]
    fn check(found: &BTreeSet<String>, expected: &[&str]) {
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn own_addresses_of_a_feed_are_found() {
        let xml = "<feed><link href='https://x.org/r/a/?b&amp;c'/><id>https://x.org/r/d/</id><id>https://y.org/</id>\
            <content type='html'>&lt;a href=\"https://x.org/r/e/#f\"&gt;e&lt;/a&gt; https://x.org/r/no/</content>\
            <content><![CDATA[<img src=\"https://x.org/r/g.png\">]]></content></feed>";
        let found = of_xml(xml.as_bytes(), &base());
        check(
            &found.own,
            &["https://x.org/r/a/?b&c", "https://x.org/r/d/", "https://x.org/r/e/#f", "https://x.org/r/g.png"],
        );
        check(&found.adrift, &[]);
    }

    #[test]
    fn what_a_feed_leads_to_has_to_be_absolute() {
        let xml = "<feed><link href='/r/'/><content type='html'>&lt;a href=\"../b/\"&gt;&lt;a href=\"#c\"&gt;\
            &lt;img src=\"d.png\"&gt;&lt;a href=\"mailto:a@y.org\"&gt;&lt;a href=\"//y.org/\"&gt;</content><title>&lt;a href=\"e/\"&gt;</title></feed>";
        check(&of_xml(xml.as_bytes(), &base()).adrift, &["#c", "../b/", "/r/", "d.png"]);
        check(&of_xml(xml.replace("feed", "map").as_bytes(), &base()).adrift, &[]);
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "items": [{"content_html": "<a href='b/'>", "content_text": "<a href='c/'>"}]}"#;
        check(&of_json(json.as_bytes(), &base()).adrift, &["b/"]);
        check(&of_json(json.replace("jsonfeed", "other").as_bytes(), &base()).adrift, &[]);
    }

    #[test]
    fn addresses_of_markdown_are_found() {
        let text = "[a](https://x.org/r/a/#b) ![c](https://x.org/r/c.png)\n\n`https://x.org/r/no/`\n\n\
            | d |\n| --- |\n| <https://x.org/r/d/> [e](https://y.org/) [f](/lost/) [g](#h) [m](mailto:m@y.org) |\n\n\
            <img src=\"../i.png\">\n\nA <a href='//y.org'>y</a>.\n";
        check(
            &of_markdown(text.as_bytes(), &base()),
            &["#h", "../i.png", "/lost/", "https://x.org/r/a/#b", "https://x.org/r/c.png", "https://x.org/r/d/"],
        );
    }

    #[test]
    fn own_addresses_of_json_are_found() {
        let json = r#"{"@id": "https://x.org/r/#person", "a": ["https://x.org/r/b/"], "html": "<p><a href='https://x.org/r/c/'>"}"#;
        check(&of_json(json.as_bytes(), &base()).own, &["https://x.org/r/b/", "https://x.org/r/c/"]);
        assert_eq!(of_json(b"{", &base()), Found::default());
    }
}
