//! Atom, the syndication format (RFC 4287).

use super::{Entry, Feed};
use crate::render::moment;
use crate::render::xml::Xml;

/// Returns the feed as an Atom document.
pub fn atom(feed: &Feed) -> String {
    let mut xml = Xml::new();
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", &feed.language)]);
    xml.element("title", &[], feed.title.trim());
    if !feed.subtitle.is_empty() {
        xml.element("subtitle", &[], feed.subtitle.trim());
    }
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.self_href)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.home)]);
    xml.element("id", &[], &feed.id);
    xml.element("updated", &[], &moment::format(feed.updated));
    xml.open("author", &[]);
    xml.element("name", &[], feed.author.name.trim());
    xml.element("uri", &[], &feed.author.url);
    xml.close("author");
    xml.element("generator", &[("version", env!("CARGO_PKG_VERSION"))], "Milepost");
    for entry in &feed.entries {
        write_entry(&mut xml, entry);
    }
    xml.close("feed");
    xml.finish()
}

fn write_entry(xml: &mut Xml, entry: &Entry) {
    let language = entry.language.as_deref().map(|tag| ("xml:lang", tag));
    xml.open("entry", language.as_slice());
    xml.element("title", &[], entry.title.trim());
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.url)]);
    xml.element("id", &[], &entry.url);
    xml.element("published", &[], &moment::format(entry.published));
    xml.element("updated", &[], &moment::format(entry.updated));
    for category in &entry.categories {
        xml.empty("category", &[("term", category)]);
    }
    // An entry needs one of the two to be read at all.
    let summary = entry.summary.as_deref().or(entry.html.is_none().then_some(entry.title.as_str()));
    if let Some(summary) = summary {
        xml.element("summary", &[("type", "text")], summary.trim());
    }
    if let Some(html) = &entry.html {
        xml.element("content", &[("type", "html")], html);
    }
    xml.close("entry");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::feed::fixture;

    #[test]
    fn a_feed_has_what_rfc_4287_asks_for() {
        let mut feed = fixture::feed();
        feed.entries[0].html = Some("<p>x ]]&gt; &amp; \u{8}y</p>".to_owned());
        let expected = r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <title>Feed</title>
  <link rel="self" type="application/atom+xml" href="https://x.org/r/feed.xml"/>
  <link rel="alternate" type="text/html" href="https://x.org/r/"/>
  <id>https://x.org/r/feed.xml</id>
  <updated>2026-11-05T00:00:00+01:00</updated>
  <author>
    <name>Noor &amp; co</name>
    <uri>https://x.org/r/</uri>
  </author>
  <generator version="VERSION">Milepost</generator>
  <entry>
    <title>A &lt; B</title>
    <link rel="alternate" type="text/html" href="https://x.org/r/posts/a/"/>
    <id>https://x.org/r/posts/a/</id>
    <published>2026-11-04T00:00:00+01:00</published>
    <updated>2026-11-05T00:00:00+01:00</updated>
    <category term="tag &quot;x&quot;"/>
    <summary type="text">Short.</summary>
    <content type="html">&lt;p&gt;x ]]&amp;gt; &amp;amp; y&lt;/p&gt;</content>
  </entry>
</feed>
"#;
        assert_eq!(atom(&feed), expected.replace("VERSION", env!("CARGO_PKG_VERSION")));
    }

    #[test]
    fn an_entry_without_any_text_has_its_title_as_summary() {
        let mut feed = fixture::feed();
        feed.entries[0].summary = None;
        assert!(atom(&feed).contains("<summary type=\"text\">A &lt; B</summary>"));
    }
}
