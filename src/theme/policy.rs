//! What the policy of the pages blocks, in templates that a journal wrote: attributes that are styles or scripts, frames, and
//! everything that would be loaded from another server.
//!
//! The Content-Security-Policy of every page keeps such things from working; here they are found before a visitor does.
//! Templates are read as HTML, with what is between `{{ }}` or `{% %}` blanked out: an address that begins there is not
//! known, and not judged.

use std::ops::Range;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use crate::diagnostic::{Code, Diagnostic, SourceId, Span};

/// Stands for a value that a template fills in.
const FILLED_IN: char = '\u{1}';

/// Elements that hold a page of their own, run a plug-in, or change where addresses lead.
const FRAMES: &[&str] = &["iframe", "frame", "object", "embed", "applet", "base", "portal"];

/// What a `<link>` may be for that makes a browser load it, or connect to its server.
const LOADS: &[&str] = &[
    "apple-touch-icon",
    "dns-prefetch",
    "icon",
    "manifest",
    "mask-icon",
    "modulepreload",
    "preconnect",
    "prefetch",
    "preload",
    "prerender",
    "stylesheet",
];

/// Attributes that a script can be the address of.
const ADDRESSES: &[&str] = &["href", "xlink:href", "src", "action", "formaction"];

/// Returns what of a template of the journal would be blocked.
pub(super) fn check(template: &str, source: SourceId) -> Vec<Diagnostic> {
    let html = blanked(template);
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut found = Vec::new();
    for token in Tokenizer::new_with_emitter(html.as_str(), emitter) {
        let Ok(token) = token;
        if let Token::StartTag(tag) = token {
            element(&tag, &mut |range, message, hint| {
                let range = within(range, template.len());
                found.push(Diagnostic::new(Code::BlockedContent, Span::new(source, range), message).hint(hint));
            });
        }
    }
    found
}

/// Takes a range, what is wrong there, and what to do instead.
type Report<'a> = dyn FnMut(Range<usize>, String, &'static str) + 'a;

fn element(tag: &StartTag<usize>, report: &mut Report<'_>) {
    let name = text(&tag.name);
    let get = |wanted: &str| {
        tag.attributes.iter().find(|(name, _)| text(name) == wanted).map(|(_, value)| text(&value.value))
    };
    if FRAMES.contains(&name.as_str()) {
        let place = tag.span.start..tag.span.end;
        report(place, format!("`<{name}>` is blocked by the policy of the pages"), "link to what it would show");
    }
    let loads = name != "link" || get("rel").is_some_and(|rel| rel.split_whitespace().any(|one| LOADS.contains(&one)));
    for (attribute, value) in &tag.attributes {
        let (attribute, place) = (text(attribute), value.span.start..value.span.end);
        attribute_value(&name, &attribute, &text(&value.value), loads, &mut |message, hint| {
            report(place.clone(), message, hint);
        });
    }
}

fn attribute_value(element: &str, name: &str, value: &str, loads: bool, report: &mut dyn FnMut(String, &'static str)) {
    let value = value.trim();
    if name == "style" {
        report(
            "`style` is blocked by the policy of the pages".to_owned(),
            "write a class, and its style into `themes/default/assets/css/mine.css`",
        );
    } else if name.len() > 2 && name.starts_with("on") && name.bytes().all(|byte| byte.is_ascii_lowercase()) {
        report(
            format!("`{name}` is blocked by the policy of the pages"),
            "add the listener in a script of your own, `themes/default/assets/js/mine.js`",
        );
    } else if ADDRESSES.contains(&name) && value.to_ascii_lowercase().starts_with("javascript:") {
        report(
            "an address that is a script is blocked by the policy of the pages".to_owned(),
            "add a listener in a script of your own, `themes/default/assets/js/mine.js`",
        );
    } else if let Some(address) = loaded(element, name, value, loads).into_iter().find(|address| is_elsewhere(address))
    {
        report(
            format!("`{address}` would be loaded from another server, which the policy of the pages blocks"),
            "put the file into `themes/default/assets/` and use its address in `site.assets`; a link to it is allowed",
        );
    }
}

/// Returns the addresses that a browser loads, or sends a form to, because of an attribute.
fn loaded<'a>(element: &str, name: &str, value: &'a str, loads: bool) -> Vec<&'a str> {
    match (element, name) {
        ("a" | "area", "href") => Vec::new(),
        (_, "srcset" | "imagesrcset") => value.split(',').filter_map(|one| one.split_whitespace().next()).collect(),
        (_, "src" | "poster" | "data" | "action" | "formaction" | "background" | "ping") => vec![value],
        (_, "href" | "xlink:href") if loads => vec![value],
        _ => Vec::new(),
    }
}

fn is_elsewhere(address: &str) -> bool {
    let address = address.trim().to_ascii_lowercase();
    ["http:", "https:", "//", "ws:", "wss:"].iter().any(|start| address.starts_with(start))
}

/// Returns a template of the same length in which everything that Tera reads is blank; what it writes is
/// [`FILLED_IN`].
fn blanked(template: &str) -> String {
    let mut html = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        html.push_str(&rest[..at]);
        rest = &rest[at..];
        let (close, filler) = match rest.as_bytes().get(1) {
            Some(b'{') => ("}}", FILLED_IN),
            Some(b'%') => ("%}", ' '),
            Some(b'#') => ("#}", ' '),
            _ => {
                html.push('{');
                rest = &rest[1..];
                continue;
            }
        };
        let end = rest.find(close).map_or(rest.len(), |end| end + close.len());
        html.extend(std::iter::repeat_n(filler, end));
        rest = &rest[end..];
    }
    html.push_str(rest);
    html
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn within(range: Range<usize>, length: usize) -> Range<usize> {
    let start = range.start.min(length);
    start..range.end.clamp(start, length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(template: &str) -> Vec<(String, String)> {
        let found = check(template, SourceId(0)).into_iter();
        found.map(|one| (one.message, template[one.span.expect("a place").range()].to_owned())).collect()
    }

    #[test]
    fn what_would_be_blocked_is_found_at_its_place() {
        let blocked = [
            ("<script src=\"https://x.example/a.js\"></script>", "`https://x.example/a.js`"),
            ("<p style=\"color: red\">", "`style`"),
            ("<p onclick=\"go()\">", "`onclick`"),
            ("<a href=\"javascript:go()\">", "an address that is a script"),
            ("<img src='//x.example/a.png' alt=''>", "`//x.example/a.png`"),
            ("<img src=a.png srcset='a.png 1x, https://x.example/b.png 2x' alt=''>", "`https://x.example/b.png`"),
            ("<link rel='stylesheet' href='https://x.example/a.css'>", "`https://x.example/a.css`"),
            ("<link rel=preconnect href=https://x.example>", "`https://x.example`"),
            ("<iframe src=\"/x/\"></iframe>", "`<iframe>`"),
            ("<form action=\"https://x.example/\"></form>", "`https://x.example/`"),
            ("<svg><image href=\"https://x.example/a.png\"/></svg>", "`https://x.example/a.png`"),
        ];
        for (template, beginning) in blocked {
            let found = messages(&format!("{{{{ é }}}}<p>é</p>{template}"));
            assert_eq!(found.len(), 1, "{template}: {found:?}");
            assert!(found[0].0.starts_with(beginning), "{template}: {found:?}");
            assert!(template.contains(&found[0].1) && !found[0].1.is_empty(), "{template}: {found:?}");
        }
    }

    #[test]
    fn what_works_is_left_alone() {
        let fine = [
            "<a href=\"https://x.example/\" rel=\"me noopener\">x</a>",
            "<script src=\"{{ site.assets[\"js/mine.js\"] }}\" defer></script>",
            "<script>go()</script><style>a { }</style>",
            "<script type=\"application/ld+json\">{\"a\": 1}</script>",
            "<link rel=\"me\" href=\"https://x.example/@ada\"><link rel='webmention' href='https://x.example/'>",
            "<img src=\"{{ site.home }}a.png\" alt=\"\"><img src=\"data:image/png;base64,AA\" alt=\"\">",
            "{# <script>1</script> #}{% if page.kind == \"home\" %}<p class=\"x\">{{ site.title }}</p>{% endif %}",
            "<p>one { two {{",
        ];
        for template in fine {
            assert_eq!(messages(template), [], "{template}");
        }
    }
}
