//! The page as it is handed to a browser that prints it: what it links to is where visitors find it, and the sheet has
//! the size that is asked for.

use std::fmt::Write as _;

use crate::plan::BaseUrl;
use crate::plan::resume::Paper;

/// The address of the style sheet with the size, below the base path. No file of a site begins like that.
pub const SHEET: &str = "_milepost/sheet.css";

/// Returns the style sheet for a size of paper.
pub fn sheet(paper: Paper) -> String {
    let size = match paper {
        Paper::A4 => "A4",
        Paper::Letter => "letter",
    };
    format!("@page {{ size: {size} }}\n")
}

/// Returns `page` for printing: links that begin with the base path are absolute, and [`SHEET`] is its last style
/// sheet.
pub fn printable(page: &str, base: &BaseUrl) -> String {
    let mut result = String::with_capacity(page.len() + 4096);
    let mut rest = page;
    while let Some(start) = rest.find("<a").map(|at| at + 2) {
        let (before, tag) = rest.split_at(start);
        result.push_str(before);
        rest = tag;
        if tag.starts_with(|c: char| c.is_ascii_whitespace()) {
            let end = end_of_tag(tag);
            push_absolute(&mut result, &tag[..end], base);
            rest = &tag[end..];
        }
    }
    result.push_str(rest);
    let link = format!("<link rel=\"stylesheet\" href=\"{}\">\n", base.href(SHEET));
    let head = result.find("</head>").unwrap_or(0);
    result.insert_str(head, &link);
    result
}

/// Returns where the tag ends whose attributes `tag` begins with.
fn end_of_tag(tag: &str) -> usize {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// Adds the attributes of a link, with the address made absolute when it is a path on the site.
fn push_absolute(result: &mut String, attributes: &str, base: &BaseUrl) {
    let path = base.path();
    for quote in ['"', '\''] {
        let begin = format!(" href={quote}{path}");
        if let Some((before, below)) = attributes.split_once(&begin)
            // `//host/` is another site.
            && !below.starts_with('/')
        {
            result.push_str(before);
            let _ = write!(result, " href={quote}{}", base.absolute(""));
            result.push_str(below);
            return;
        }
    }
    result.push_str(attributes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(base: &str, page: &str, expected: &str) {
        let base = BaseUrl::parse(base).expect("an address");
        let link = format!("<link rel=\"stylesheet\" href=\"{}_milepost/sheet.css\">\n", base.path());
        let made = printable(&format!("<head></head>{page}"), &base);
        assert_eq!(made, format!("<head>{link}</head>{expected}"));
    }

    #[test]
    fn links_lead_to_where_visitors_go() {
        check(
            "https://a.example/j/",
            r#"<a class="x>y" href="/j/skills/rust/#top">R</a><a href='/j/'>H</a><abbr title="a">b</abbr>"#,
            r#"<a class="x>y" href="https://a.example/j/skills/rust/#top">R</a><a href='https://a.example/j/'>H</a><abbr title="a">b</abbr>"#,
        );
        check("https://a.example/", r#"<a href="/x/">x</a>"#, r#"<a href="https://a.example/x/">x</a>"#);
    }

    #[test]
    fn everything_else_stays() {
        let same = r##"<a href="#skills">s</a><a href="mailto:a@b.example">m</a><a href="//c.example/">c</a><img src="/x.png"><a href="https://d.example/j/">d</a><a"##;
        check("https://a.example/", same, same);
    }
}
