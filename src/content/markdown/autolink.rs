//! Bare addresses in a text, after GitHub's rules for extended autolinks.

use std::ops::Range;

/// An address in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// What to put before it to make a URL of it.
    pub(super) prefix: &'static str,
}

/// What a URL begins with, and the prefix it lacks.
const STARTS: &[(&str, &str)] = &[("https://", ""), ("http://", ""), ("www.", "http://")];

/// Returns the addresses in `text` in order.
pub(super) fn find(text: &str) -> Vec<Address> {
    let mut found: Vec<Address> = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find([':', '@', '.'])).map(|at| at + from) {
        // Nothing begins inside the address before.
        let floor = found.last().map_or(0, |address| address.range.end);
        let address = match text.as_bytes()[at] {
            b'@' => email(text, floor, at),
            mark => url(text, floor, at, mark),
        };
        from = address.as_ref().map_or(at + 1, |address| address.range.end);
        found.extend(address);
    }
    found
}

/// Returns the URL whose first `:` or `.` is at `mark_at`.
fn url(text: &str, floor: usize, mark_at: usize, mark: u8) -> Option<Address> {
    STARTS.iter().find_map(|(start, prefix)| {
        let before = start.bytes().position(|byte| byte == mark)?;
        let begin = mark_at.checked_sub(before).filter(|begin| *begin >= floor)?;
        let opening = text.get(begin..begin + start.len())?;
        let follows_word = text[..begin].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '@' | '.' | '-'));
        if !opening.eq_ignore_ascii_case(start) || follows_word {
            return None;
        }
        let domain_at = if prefix.is_empty() { begin + start.len() } else { begin };
        let domain = domain_length(&text[domain_at..])?;
        let rest = &text[domain_at + domain..];
        let path = rest.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(rest.len());
        let length = domain_at - begin + domain + path;
        let end = begin + trimmed(&text[begin..begin + length]).len();
        // What is trimmed must not eat into the domain.
        (end >= domain_at + domain).then_some(Address { range: begin..end, prefix })
    })
}

/// Returns the length of a valid domain at the start of `text`.
fn domain_length(text: &str) -> Option<usize> {
    let length = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(text.len());
    let domain = text[..length].trim_end_matches(['.', '-', '_']);
    let mut labels = domain.rsplit('.');
    let (last, second) = (labels.next()?, labels.next()?);
    let is_valid = !last.is_empty() && !second.is_empty() && !last.contains('_') && !second.contains('_');
    (is_valid && !domain.starts_with('.')).then_some(domain.len())
}

/// Returns `url` without the punctuation that ends the sentence rather than the URL.
fn trimmed(url: &str) -> &str {
    let count = |c: char| url.matches(c).count();
    let mut unbalanced = count(')').saturating_sub(count('('));
    let mut rest = url;
    while let Some(last) = rest.chars().next_back() {
        let shorter = &rest[..rest.len() - last.len_utf8()];
        rest = match last {
            ';' => without_reference(shorter),
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' | '\u{201c}' | '\u{201d}' | '\u{2018}'
            | '\u{2019}' => shorter,
            ')' if unbalanced > 0 => {
                unbalanced -= 1;
                shorter
            }
            _ => break,
        };
    }
    rest
}

/// Returns the start of a URL, which a semicolon follows, without the `&name` that would be a character reference.
fn without_reference(url: &str) -> &str {
    let before = url.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    before.strip_suffix('&').filter(|_| before.len() < url.len()).unwrap_or(url)
}

/// Returns the e-mail address around the `@` at `at`.
fn email(text: &str, floor: usize, at: usize) -> Option<Address> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let local = text[floor..at].chars().rev().take_while(|c| is_local(*c)).count();
    let begin = at - local;
    if local == 0 || text[..begin].ends_with('/') {
        return None;
    }
    let rest = &text[at + 1..];
    let length =
        rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(rest.len());
    let domain = rest[..length].trim_end_matches('.');
    let is_valid = domain.contains('.')
        && !domain.starts_with('.')
        && !domain.contains("..")
        && !domain.ends_with(['-', '_'])
        && !rest[length..].starts_with('@');
    let end = at + 1 + domain.len();
    is_valid.then(|| match scheme_before(&text[floor..begin]) {
        Some(scheme) => {
            let resource = if scheme == "xmpp:" { resource_length(&text[end..]) } else { 0 };
            Address { range: begin - scheme.len()..end + resource, prefix: "" }
        }
        None => Address { range: begin..end, prefix: "mailto:" },
    })
}

/// Returns the scheme of mail or chat that `text` ends with.
fn scheme_before(text: &str) -> Option<&'static str> {
    ["mailto:", "xmpp:"].into_iter().find(|scheme| {
        let before = text.strip_suffix(scheme);
        before.is_some_and(|before| !before.ends_with(|c: char| c.is_alphanumeric()))
    })
}

/// Returns the length of the resource, as chat has it, at the start of `text`.
fn resource_length(text: &str) -> usize {
    let Some(resource) = text.strip_prefix('/') else { return 0 };
    let length =
        resource.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '@' | '.'))).unwrap_or(resource.len());
    let length = resource[..length].trim_end_matches('.').len();
    if length == 0 { 0 } else { length + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> =
            find(text).into_iter().map(|address| format!("{}{}", address.prefix, &text[address.range])).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn urls_end_before_the_punctuation_of_the_sentence() {
        check("see https://x.org/a_b?c=d&e. Then", &["https://x.org/a_b?c=d&e"]);
        check("(https://x.org/a_(b)), www.x.org...", &["https://x.org/a_(b)", "http://www.x.org"]);
        check("\u{201c}HTTPS://x.org\u{201d} é", &["HTTPS://x.org"]);
        check("https://x.org/<b", &["https://x.org/"]);
    }

    #[test]
    fn what_has_no_domain_is_no_url() {
        check("http://localhost:80 https:// www. xhttps://x.org https://a_b.c_d http://.x", &[]);
        check("1.2 a.b e.g. std::fmt", &[]);
    }

    #[test]
    fn email_addresses_need_a_domain_with_a_dot() {
        check("to a.b+c@x-y.org. or d@e", &["mailto:a.b+c@x-y.org"]);
        check("a@b.c_ @x.org a@b@c.d e@f..g", &["mailto:b@c.d"]);
        check("mailto:a@b.c, xmailto:a@b.c", &["mailto:a@b.c", "mailto:a@b.c"]);
        check("xmpp:a@b.c/d@e.f/g xmpp:a@b.c/.", &["xmpp:a@b.c/d@e.f", "xmpp:a@b.c"]);
    }

    #[test]
    fn many_candidates_take_linear_time() {
        for part in ["www.", "a@", "&a;", "xmpp:a@b.c/", "https://", "https://x.y/)", "@", ".", "a.b-"] {
            find(&part.repeat(20_000));
        }
    }
}
