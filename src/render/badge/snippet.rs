//! What people copy: the endpoint JSON and the lines for README files.
//!
//! In each snippet the image is a link to the page that proves the fact, and its alternative text
//! is the sentence of the badge.

use serde_json::json;

use super::color::hex;
use super::{Badge, HEIGHT, Tones, width};
use crate::render::label;

/// Returns the JSON of `badge` for services that draw badges from an endpoint.
///
/// The schema of shields.io refuses unknown keys, so there are exactly four.
pub fn endpoint_json(badge: &Badge, tones: &Tones) -> String {
    let color = hex(tones.rgb(badge.color));
    let value = json!({
        "schemaVersion": 1,
        "label": label::clean(&badge.label),
        "message": label::clean(&badge.message),
        "color": color.trim_start_matches('#'),
    });
    format!("{value}\n")
}

/// Returns the line of Markdown that shows `badge`.
pub fn markdown(badge: &Badge, image_url: &str, page_url: &str) -> String {
    let mut alt = String::new();
    for c in label::clean(&badge.sentence).chars() {
        if r"\`*_[]<>&!~$|".contains(c) {
            alt.push('\\');
        }
        alt.push(c);
    }
    format!("[![{alt}]({})]({})", url(image_url), url(page_url))
}

/// Returns the line of HTML that shows `badge`, with its size so that nothing moves while it loads.
pub fn html(badge: &Badge, image_url: &str, page_url: &str) -> String {
    format!(
        r#"<a href="{}"><img src="{}" alt="{}" width="{}" height="{HEIGHT}"></a>"#,
        label::escape(&url(page_url)),
        label::escape(&url(image_url)),
        label::escape(&badge.sentence),
        width(badge),
    )
}

/// Returns the line of `AsciiDoc` that shows `badge`.
///
/// Characters that could be markup are written as character references, which are left alone
/// wherever they stand.
pub fn asciidoc(badge: &Badge, image_url: &str, page_url: &str) -> String {
    let is_markup = |c: char| r#"\`*_[]<>&"'{}+^~#|"#.contains(c);
    let written = |c: char| if is_markup(c) { format!("&#{};", u32::from(c)) } else { c.to_string() };
    let alt: String = label::clean(&badge.sentence).chars().map(written).collect();
    format!(r#"image:{}["{alt}",link="{}"]"#, url(image_url), url(page_url))
}

/// Returns `address` with everything percent-encoded that could end it or start markup.
fn url(address: &str) -> String {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&',+=%".contains(c);
    let written = |byte: u8| {
        let c = char::from(byte);
        if is_safe(c) { c.to_string() } else { format!("%{byte:02X}") }
    };
    address.trim().bytes().map(written).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    const IMAGE: &str = "https://ada.example/badges/month.svg";
    const PAGE: &str = "https://ada.example/progress/?a=1&b=2";

    fn hostile() -> Badge {
        Badge { sentence: "A \"quote\" <b> & [x](y) *z* {id}".to_owned(), ..sample("month", "5 of 15") }
    }

    #[test]
    fn endpoint_json_has_the_four_keys_that_are_allowed() {
        assert_eq!(
            endpoint_json(&sample("month", "5 of \"15\""), &Tones::of(&crate::theme::Look::default())),
            "{\"schemaVersion\":1,\"label\":\"month\",\"message\":\"5 of \\\"15\\\"\",\"color\":\"2e7d32\"}\n"
        );
    }

    #[test]
    fn markdown_shows_the_sentence_as_written() {
        let line = markdown(&hostile(), IMAGE, PAGE);
        assert_eq!(line, format!(r#"[![A "quote" \<b\> \& \[x\](y) \*z\* {{id}}]({IMAGE})]({PAGE})"#));
        let alt: String = pulldown_cmark::Parser::new(&line)
            .filter_map(
                |event| if let pulldown_cmark::Event::Text(text) = event { Some(text.to_string()) } else { None },
            )
            .collect();
        assert_eq!(alt, hostile().sentence, "a Markdown parser reads the sentence back");
    }

    #[test]
    fn html_has_size_and_escapes() {
        assert_eq!(
            html(&hostile(), IMAGE, PAGE),
            concat!(
                r#"<a href="https://ada.example/progress/?a=1&amp;b=2"><img src="https://ada.example/badges/month.svg" "#,
                r#"alt="A &quot;quote&quot; &lt;b&gt; &amp; [x](y) *z* {id}" width="94" height="20"></a>"#
            )
        );
    }

    #[test]
    fn asciidoc_writes_markup_as_references() {
        assert_eq!(
            asciidoc(&hostile(), IMAGE, PAGE),
            concat!(
                r#"image:https://ada.example/badges/month.svg["A &#34;quote&#34; &#60;b&#62; &#38; &#91;x&#93;(y) "#,
                r#"&#42;z&#42; &#123;id&#125;",link="https://ada.example/progress/?a=1&b=2"]"#
            )
        );
    }

    #[test]
    fn addresses_cannot_end_early() {
        assert_eq!(url(" /a b/(c)\"><é "), "/a%20b/%28c%29%22%3E%3C%C3%A9");
    }
}
