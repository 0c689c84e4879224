//! Addresses in style sheets: `url(...)` and `@import "..."`.

/// Returns every address in a style sheet, or in the value of a `style` attribute.
pub(super) fn addresses(css: &str) -> impl Iterator<Item = String> + use<> {
    let css = without_comments(css);
    let mut found = Vec::new();
    collect(&css, "url(", ')', &mut found);
    collect(&css, "@import ", ';', &mut found);
    found.into_iter()
}

fn collect(css: &str, begin: &str, end: char, found: &mut Vec<String>) {
    let mut rest = css;
    while let Some(at) = rest.find(begin) {
        rest = rest[at + begin.len()..].trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let body = quote.map_or(rest, |quote| &rest[quote.len_utf8()..]);
        let stop = quote.unwrap_or(end);
        let Some(length) = body.find(stop) else { return };
        let address = body[..length].trim();
        // `@import url(...)` is found as the other form.
        if !address.is_empty() && !address.starts_with("url(") {
            found.push(address.to_owned());
        }
        rest = &body[length..];
    }
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_form() {
        let css = "@import 'a.css'; @import url(b.css); p { background: url( \"c)d.png\" ) } /* url(no) */ q { src: url(e.woff2) format('woff2'), url('') }";
        assert_eq!(addresses(css).collect::<Vec<_>>(), ["b.css", "c)d.png", "e.woff2", "a.css"]);
        assert_eq!(addresses("url(").count(), 0);
    }
}
