//! Ids, addresses and outline of a page.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::scan::Scanned;
use super::sketch::Drawing;
use super::tags::{self, Attributes, Reader, Text};
use super::{css, data};
use crate::plan::BaseUrl;

/// Attributes that have one address.
const ADDRESSES: &[&str] = &["href", "src", "poster", "action", "formaction", "data", "cite", "xlink:href"];

/// Returns the ids, addresses and outline of a page.
pub(super) fn scan<'a>(bytes: &'a [u8], base: &BaseUrl) -> Scanned<'a> {
    let mut scanner = tags::read(bytes, || Scanner {
        base,
        is_style: false,
        is_data: false,
        ids: BTreeSet::new(),
        references: Vec::new(),
        drawing: Drawing::default(),
        found: Scanned::default(),
    });
    scanner.found.ids = Some(scanner.ids);
    scanner.found.references = scanner.references.into_iter().collect();
    scanner.found.sketch = Some(scanner.drawing.finish());
    scanner.found
}

struct Scanner<'a, 'b> {
    base: &'b BaseUrl,
    /// Whether the text that follows is a style sheet.
    is_style: bool,
    /// Whether the text that follows is JSON-LD.
    is_data: bool,
    ids: BTreeSet<Text<'a>>,
    /// Those of the page, each as often as it is written.
    references: Vec<Text<'a>>,
    drawing: Drawing<'a>,
    found: Scanned<'a>,
}

impl<'a> Reader<'a> for Scanner<'a, '_> {
    fn start(&mut self, tag: &str, attributes: &Attributes<'a>) {
        let get = |wanted: &str| tags::value(attributes, wanted);
        self.is_style = tag == "style";
        self.is_data = tag == "script" && get("type") == Some("application/ld+json");
        self.drawing.start(tag, attributes);
        if tag == "meta" {
            self.meta(get("property").or_else(|| get("name")), get("http-equiv"), get("content").unwrap_or(""));
        }
        if let (true, Some(name)) = (tag == "a", tags::value_of(attributes, "name")) {
            self.ids.insert(name);
        }
        for (name, value) in attributes {
            self.attribute_value(name, value);
        }
    }

    fn end(&mut self, tag: &str) {
        self.is_style = false;
        self.is_data = false;
        self.drawing.end(tag);
    }

    fn wants_text(&self) -> bool {
        self.is_style || self.is_data || self.drawing.wants_text()
    }

    fn text(&mut self, text: &str) {
        if self.is_style {
            self.references.extend(css::addresses(text).map(Cow::Owned));
        } else if self.is_data {
            self.found.repeated.append(&mut data::of_json(text.as_bytes(), self.base).own);
        } else {
            self.drawing.text(text);
        }
    }
}

impl<'a> Scanner<'a, '_> {
    fn attribute_value(&mut self, name: &str, value: &Text<'a>) {
        match name {
            "id" => self.id(value),
            "srcset" | "imagesrcset" => self.references.extend(candidates(value).map(Cow::Owned)),
            "style" => self.references.extend(css::addresses(value).map(Cow::Owned)),
            // Without an address, a form is sent to the page itself.
            "action" | "formaction" if value.is_empty() => {}
            _ if ADDRESSES.contains(&name) => self.references.push(tags::trimmed(value)),
            _ => {}
        }
    }

    fn id(&mut self, id: &Text<'a>) {
        if !self.ids.insert(id.clone()) {
            self.found.duplicates.insert(id.clone());
        }
    }

    fn meta(&mut self, property: Option<&str>, equivalent: Option<&str>, content: &str) {
        let is_address = |name: &str| name == "og:url" || name.ends_with(":image");
        if property.is_some_and(is_address) {
            self.references.push(Cow::Owned(content.trim().to_owned()));
        }
        if equivalent.is_some_and(|name| name.eq_ignore_ascii_case("refresh"))
            && let Some((_, address)) = content.split_once('=')
        {
            self.references.push(Cow::Owned(address.trim().trim_matches(['\'', '"']).to_owned()));
        }
    }
}

/// Returns the addresses of a `srcset`.
fn candidates(set: &str) -> impl Iterator<Item = String> {
    let parts = set.split(',').filter_map(|part| part.split_whitespace().next());
    parts.filter(|part| !part.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, references: &[&str]) {
        let base = BaseUrl::parse("https://x.org/r/").unwrap();
        let found = scan(html.as_bytes(), &base);
        assert_eq!(found.references.iter().map(|one| &**one).collect::<Vec<_>>(), references);
    }

    #[test]
    fn addresses_are_in_many_attributes() {
        check("<a href=' b '>x</a><a href=a href=z>", &["a", "b"]);
        check("<img src=a srcset='b, c 2x'><source srcset=\"d 100w,e 200w\">", &["a", "b", "c", "d", "e"]);
        check("<video poster=p></video><form action=q></form><svg><use xlink:href='#s'/></svg>", &["#s", "p", "q"]);
        check("<p style='background: url(a.png)'><style>p { src: url(\"b.png\") }</style>", &["a.png", "b.png"]);
        check(
            "<meta property=og:image content=a><meta http-equiv=refresh content='0; url=/b/?c=d'>",
            &["/b/?c=d", "a"],
        );
        check("<script>'<a href=no>'</script><!-- <a href=no> --><textarea><a href=no></textarea>", &[]);
        check("<a href=\"a?b&amp;c\">", &["a?b&c"]);
    }

    #[test]
    fn ids_are_noted_once() {
        let base = BaseUrl::parse("https://x.org/r/").unwrap();
        let found = scan(b"<p id=a><p id=b><p id='a'><a name=c>", &base);
        assert_eq!(found.duplicates.into_iter().collect::<Vec<_>>(), ["a"]);
        assert_eq!(found.ids.unwrap().into_iter().collect::<Vec<_>>(), ["a", "b", "c"]);
    }
}
