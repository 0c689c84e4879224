//! Addresses of this site in XML, JSON and Markdown: feeds, the sitemap, structured data, twins of pages.
//!
//! Only absolute addresses of the site itself are looked at, and paths in what is HTML or Markdown: nothing else in these
//! files is an address for sure.

use std::borrow::Cow;
use std::collections::BTreeSet;

use pulldown_cmark::{Event as MarkdownEvent, Options, Parser, Tag};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use super::html;
use crate::plan::BaseUrl;

/// Returns the addresses of the site in a feed or sitemap. What cannot be read has none.
pub(super) fn of_xml(bytes: &[u8], base: &BaseUrl) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let Ok(text) = std::str::from_utf8(bytes) else { return found };
    let mut reader = Reader::from_str(text);
    let mut content = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => {
                content.clear();
                let values = tag.attributes().flatten().filter(|attribute| attribute.key.as_ref() == "href");
                let values = values.filter_map(|attribute| unescaped(&attribute.value));
                found.extend(values.filter(|value| is_own(value, base)));
            }
            Event::Text(text) => content.push_str(&text.into_inner()),
            Event::GeneralRef(name) => content.extend(["&", &*name.into_inner(), ";"]),
            Event::CData(text) => content.push_str(&quick_xml::escape::escape(&*text.into_inner())),
            Event::End(_) => {
                let text = unescaped(&content).unwrap_or_default();
                let trimmed = text.trim();
                let is_address = is_own(trimmed, base);
                found.extend(is_address.then(|| trimmed.to_owned()));
                let has_own = !is_address && may_be_html(trimmed);
                // What lies at the root of the host lacks the path of the site in every reader.
                let wanted = |reference: &str| is_path(reference) || (has_own && is_own(reference, base));
                if text.contains('<') {
                    let references = html::scan(text.as_bytes(), base).references;
                    found.extend(references.into_iter().filter(|one| wanted(one)).map(Cow::into_owned));
                }
                content.clear();
            }
            _ => {}
        }
    }
    found
}

/// Returns the addresses of the site in a JSON document: in texts, and in texts that are HTML.
pub(super) fn of_json(bytes: &[u8], base: &BaseUrl) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if let Ok(value) = serde_json::from_slice(bytes) {
        walk(&value, base, &mut found);
    }
    found
}

/// Returns the addresses of the site that a Markdown document links to or shows, absolute ones and paths, without what
/// stands behind a `#`: what a twin links to is made from the plan as well, and a theme may leave out ids that its own
/// pages have no use for. Places that a text links to are asked for in its page.
pub(super) fn of_markdown(bytes: &[u8], base: &BaseUrl) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(bytes);
    let events = Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
    let addresses = events.filter_map(|event| match event {
        MarkdownEvent::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    });
    let addresses = addresses.map(|address| address.split('#').next().unwrap_or_default().to_owned());
    addresses.filter(|address| is_own(address, base) || is_path(address)).collect()
}

fn walk(value: &Value, base: &BaseUrl, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => add_text(text, base, found),
        Value::Array(values) => values.iter().for_each(|value| walk(value, base, found)),
        Value::Object(values) => {
            // An `@id` is a name; what stands behind its `#` is no place on a page.
            values.iter().filter(|(key, _)| *key != "@id").for_each(|(_, value)| walk(value, base, found));
        }
        _ => {}
    }
}

fn add_text(text: &str, base: &BaseUrl, found: &mut BTreeSet<String>) {
    if is_own(text, base) {
        found.insert(text.to_owned());
    } else if may_be_html(text) {
        let references = html::scan(text.as_bytes(), base).references;
        found.extend(references.into_iter().filter(|reference| is_own(reference, base)).map(Cow::into_owned));
    }
}

fn may_be_html(text: &str) -> bool {
    text.starts_with('<') || text.contains("</")
}

/// Returns whether an address is a path from the root of the host.
fn is_path(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//")
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

    #[test]
    fn own_addresses_of_a_feed_are_found() {
        let xml = "<feed><link href='https://x.org/r/a/?b&amp;c'/><id>https://x.org/r/d/</id><id>https://y.org/</id>\
            <content type='html'>&lt;a href=\"https://x.org/r/e/#f\"&gt;e&lt;/a&gt; https://x.org/r/no/</content>\
            <content><![CDATA[<img src=\"https://x.org/r/g.png\">]]></content></feed>";
        let found: Vec<String> = of_xml(xml.as_bytes(), &base()).into_iter().collect();
        assert_eq!(
            found,
            ["https://x.org/r/a/?b&c", "https://x.org/r/d/", "https://x.org/r/e/#f", "https://x.org/r/g.png"]
        );
    }

    #[test]
    fn own_addresses_of_markdown_are_found() {
        let text = "[a](https://x.org/r/a/#b) ![c](https://x.org/r/c.png)\n\n`https://x.org/r/no/`\n\n\
            | d |\n| --- |\n| <https://x.org/r/d/> [e](https://y.org/) [f](/lost/) [g](#h) |\n";
        let found: Vec<String> = of_markdown(text.as_bytes(), &base()).into_iter().collect();
        assert_eq!(found, ["/lost/", "https://x.org/r/a/", "https://x.org/r/c.png", "https://x.org/r/d/"]);
    }

    #[test]
    fn own_addresses_of_json_are_found() {
        let json = r#"{"@id": "https://x.org/r/#person", "a": ["https://x.org/r/b/"], "html": "<p><a href='https://x.org/r/c/'>"}"#;
        let found: Vec<String> = of_json(json.as_bytes(), &base()).into_iter().collect();
        assert_eq!(found, ["https://x.org/r/b/", "https://x.org/r/c/"]);
        assert!(of_json(b"{", &base()).is_empty());
    }
}
