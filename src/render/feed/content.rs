//! The text of a page, made fit for a feed: read far from the site, without its styles and scripts.
//!
//! One pass over the tags makes every address absolute and drops what only the page itself needs: links of
//! headings to themselves, roles, the keyboard's focus, and all that runs or embeds something.

mod address;

use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};

pub use address::absolute;

use crate::memo::{self, Key, Kind, Memo, Shelf};

/// Elements that are left out with all that is in them.
const DROPPED: &[&[u8]] = &[b"script", b"style", b"iframe", b"object", b"template", b"noscript", b"form"];
/// Elements without an end tag that are left out.
const DROPPED_VOID: &[&[u8]] = &[b"embed", b"link", b"meta", b"base", b"input"];
/// Attributes whose value is an address.
const ADDRESSES: &[&[u8]] = &[b"href", b"src", b"poster", b"cite", b"data", b"longdesc"];

/// Another version is for another text of the same page.
const KIND: Kind = Kind { name: "feed-text", version: 1, shelf: Shelf::Small };

/// Returns what [`for_feed`] does, from `memo` where it is remembered: feeds of thousands of pages have a few of them, and
/// most are in the feeds of the next build again.
pub(super) fn recalled(html: &str, page: &str, memo: &dyn Memo) -> String {
    let key = Key::new(KIND, &[page.as_bytes(), html.as_bytes()]);
    let text = memo::recall(memo, &key, || for_feed(html, page).into_bytes());
    String::from_utf8(text.to_vec()).unwrap_or_else(|_| for_feed(html, page))
}

/// Returns `html`, part of the page at the absolute address `page`, for a feed.
pub fn for_feed(html: &str, page: &str) -> String {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut writer = Writer { page, out: String::with_capacity(html.len()), skipped: None };
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        writer.token(token);
    }
    writer.out
}

struct Writer<'a> {
    page: &'a str,
    out: String,
    /// The element that is being left out, and how many of its name are open within it.
    skipped: Option<(Vec<u8>, usize)>,
}

impl Writer<'_> {
    fn token(&mut self, token: Token) {
        match token {
            Token::StartTag(tag) => self.start(&tag),
            Token::EndTag(tag) => self.end(&tag),
            Token::String(text) if self.skipped.is_none() => push_text(&mut self.out, &text),
            Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = tag.name.as_slice();
        if let Some((skipped, depth)) = &mut self.skipped {
            *depth += usize::from(skipped == name);
        } else if DROPPED.contains(&name) || is_anchor(tag) || is_hidden(tag) || is_drawn(tag) {
            self.skipped = (!tag.self_closing || name != b"a").then(|| (name.to_vec(), 1));
            self.instead_of(tag);
        } else if !DROPPED_VOID.contains(&name) && is_name(name) {
            self.write(tag);
        }
    }

    fn end(&mut self, tag: &EndTag<()>) {
        if let Some((skipped, depth)) = &mut self.skipped {
            *depth -= usize::from(*skipped == *tag.name);
            if *depth == 0 {
                self.skipped = None;
            }
        } else if is_name(&tag.name) {
            self.out.push_str("</");
            self.out.push_str(&String::from_utf8_lossy(&tag.name));
            self.out.push('>');
        }
    }

    /// Writes a link to what an `<iframe>` would show.
    fn instead_of(&mut self, tag: &StartTag<()>) {
        let source = (tag.name.as_slice() == b"iframe").then(|| attribute(tag, b"src")).flatten();
        if let Some(address) = source.and_then(|source| absolute(&source, self.page)) {
            self.out.push_str("<a");
            self.attribute("href", &address);
            self.out.push('>');
            push_text(&mut self.out, address.as_bytes());
            self.out.push_str("</a>");
        }
    }

    fn write(&mut self, tag: &StartTag<()>) {
        self.out.push('<');
        self.out.push_str(&String::from_utf8_lossy(&tag.name));
        let has_role = tag.attributes.contains_key(b"role".as_slice());
        for (name, value) in &tag.attributes {
            if is_name(name) && !is_for_the_page_only(name, has_role) {
                let value = String::from_utf8_lossy(value);
                if let Some(value) = self.value(name, &value) {
                    self.attribute(&String::from_utf8_lossy(name), &value);
                }
            }
        }
        self.out.push_str(if tag.self_closing { "/>" } else { ">" });
    }

    /// Returns the value of an attribute for a feed; `None` leaves it out.
    fn value(&self, name: &[u8], value: &str) -> Option<String> {
        if ADDRESSES.contains(&name) {
            absolute(value, self.page)
        } else if name == b"srcset" {
            Some(address::absolute_set(value, self.page))
        } else {
            Some(value.to_owned())
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        for c in value.chars() {
            match c {
                '"' => self.out.push_str("&quot;"),
                '&' => self.out.push_str("&amp;"),
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }
}

/// Returns whether a tag or attribute has a name that means the same to every reader; `<a<script>` has none.
fn is_name(name: &[u8]) -> bool {
    name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.'))
}

/// Returns whether an element is one that the page does not show at first, such as a hidden line of code.
fn is_hidden(tag: &StartTag<()>) -> bool {
    tag.attributes.contains_key(b"hidden".as_slice())
}

/// Returns whether an element holds a diagram, which without the theme's styles is black on black; its source stays.
fn is_drawn(tag: &StartTag<()>) -> bool {
    attribute(tag, b"class").is_some_and(|class| class == "drawn")
}

/// Returns whether `tag` is the link of a heading or of a numbered line to itself.
fn is_anchor(tag: &StartTag<()>) -> bool {
    let class = || attribute(tag, b"class").unwrap_or_default();
    tag.name.as_slice() == b"a" && class().split_ascii_whitespace().any(|class| matches!(class, "anchor" | "ln"))
}

/// Returns whether an attribute means nothing, or nothing good, in a feed. A label is there for a role.
fn is_for_the_page_only(name: &[u8], has_role: bool) -> bool {
    matches!(name, b"role" | b"tabindex" | b"style" | b"loading" | b"decoding" | b"fetchpriority")
        || name.starts_with(b"on")
        || (has_role && matches!(name, b"aria-label" | b"aria-labelledby"))
}

fn attribute(tag: &StartTag<()>, name: &[u8]) -> Option<String> {
    tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).into_owned())
}

fn push_text(out: &mut String, text: &[u8]) {
    let text = String::from_utf8_lossy(text);
    let mut rest = &*text;
    while let Some(at) = rest.find(['<', '>', '&']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&amp;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(for_feed(html, "https://x.org/r/notes/a/"), expected);
    }

    #[test]
    fn every_address_is_absolute() {
        check("<a href=\"#fn-1\">1</a>", "<a href=\"https://x.org/r/notes/a/#fn-1\">1</a>");
        check(
            "<img src='p.png' srcset='p.png, q.png 2x'>",
            "<img src=\"https://x.org/r/notes/a/p.png\" srcset=\"https://x.org/r/notes/a/p.png, https://x.org/r/notes/a/q.png 2x\">",
        );
        check(
            "<video poster=/p.png src=../v.mp4></video>",
            "<video poster=\"https://x.org/p.png\" src=\"https://x.org/r/notes/v.mp4\"></video>",
        );
        check("<a href=\"https://y.org/?a&amp;b\">y</a>", "<a href=\"https://y.org/?a&amp;b\">y</a>");
    }

    #[test]
    fn what_runs_or_embeds_is_left_out() {
        check("a<script>if (1 < 2) { \"</p>\" }</script>b", "ab");
        check("<a<script>b</a<script><p a\"onclick=x c=d>e</p>", "b<p c=\"d\">e</p>");
        check("<p onclick=\"x()\" style=\"color:red\">a</p>", "<p>a</p>");
        check("<a href=\" JavaScript:x()\">a</a>", "<a>a</a>");
        check(
            "<iframe src=\"https://v.org/1\" title=v>no</iframe>!",
            "<a href=\"https://v.org/1\">https://v.org/1</a>!",
        );
        check("<object data=x><object></object>y</object>z<!-- c --><meta charset=x>", "z");
    }

    #[test]
    fn what_only_the_page_needs_is_left_out() {
        check("<h2 id=\"h\">H <a class=\"anchor\" href=\"#h\"><span>#</span></a></h2>", "<h2 id=\"h\">H </h2>");
        check("<mark><a class=\"ln\" href=\"#a-L1\"></a>b\n</mark><span hidden>c</span>", "<mark>b\n</mark>");
        check(
            "<pre tabindex=\"0\" role=\"region\" aria-label=\"C\" data-lang=\"c\"><code>\n1 &lt; 2</code></pre>",
            "<pre data-lang=\"c\"><code>\n1 &lt; 2</code></pre>",
        );
    }

    #[test]
    fn formulas_stay() {
        let formula = "<math display=\"block\"><mspace width=\"1em\"/><mi>x</mi><mo>&lt;</mo></math>";
        check(formula, formula);
    }
}
