//! Emoji by their names on GitHub: `:rocket:`. An option, because a colon is common in technical prose.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::autolink;
use super::patch::{self, At, Patch, Written};

/// The most bytes of a name; the longest that GitHub has is shorter.
const MAX_NAME: usize = 60;

/// Returns the list with emoji for the names in its texts. What is no name stays as it is.
pub(super) fn rewrite<'a>(source: &'a str, list: Vec<Written<'a>>) -> Vec<Written<'a>> {
    let mut patches = Vec::new();
    let mut in_code = false;
    for (index, (event, range)) in list.iter().enumerate() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if !in_code && text.contains(':') && patch::is_plain(source, event, range) => {
                let is_escaped = patch::is_escaped(source, &list, index);
                for (at, length, emoji) in find(text).into_iter().filter(|(at, ..)| *at > 0 || !is_escaped) {
                    let begin = At { event: index, offset: at };
                    let bytes = range.start + at..range.start + at + length;
                    let with = vec![(Event::Text(emoji.into()), bytes)];
                    patches.push(Patch { range: begin..begin.plus(length), with });
                }
            }
            _ => {}
        }
    }
    patch::apply(source, list, patches)
}

/// Returns the names in `text`: where each is, with its colons, and its emoji.
///
/// A name stands by itself: neither a word nor a colon is next to it, as in `10:30:45` or `a::b`.
fn find(text: &str) -> Vec<(usize, usize, &'static str)> {
    let addresses = autolink::find(text);
    let mut addresses = addresses.iter().peekable();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(':').map(|at| from + at) {
        from = at + 1;
        while addresses.next_if(|address| address.range.end <= at).is_some() {}
        let is_joined = |c: char| c.is_alphanumeric() || c == ':';
        if addresses.peek().is_some_and(|address| address.range.contains(&at)) || text[..at].ends_with(is_joined) {
            continue;
        }
        let rest = &text[at + 1..];
        let length = rest
            .bytes()
            .take(MAX_NAME)
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-'))
            .count();
        let is_closed = rest[length..].starts_with(':') && !rest[length + 1..].starts_with(is_joined);
        if let Some(emoji) = emojis::get_by_shortcode(&rest[..length]).filter(|_| is_closed) {
            found.push((at, length + 2, emoji.as_str()));
            from = at + length + 2;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = find(text).into_iter().map(|(at, length, _)| &text[at..at + length]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_stand_by_themselves() {
        check("go :rocket:, (:+1:) é:tada:é :100:", &[":rocket:", ":+1:", ":100:"]);
        check("at 10:30:45, 1:100:2, std::rocket::x, :nosuch: :rocket", &[]);
        check("https://x.org/:rocket:/ :rocket:", &[":rocket:"]);
    }
}
