//! What an address in an output means: a place on the site, or something else.

use std::borrow::Cow;

use crate::plan::BaseUrl;

/// What an address means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// Something that is not on the site.
    Elsewhere,
    /// A place in the same file.
    Here {
        /// What stands behind the `#`.
        fragment: String,
    },
    /// Something on the site.
    Site {
        /// The path below the site, decoded, without a slash before it.
        path: String,
        /// What stands behind the `#`; empty for none.
        fragment: String,
    },
    /// An address on the host that is not below the site.
    Outside {
        /// The path on the host.
        path: String,
    },
    /// A path relative to a page that is shown at any depth.
    Adrift,
}

/// The page that is shown for every wrong address.
const NOT_FOUND: &str = "404.html";

/// Returns what `reference` means in the output at `from`.
pub(super) fn read(reference: &str, from: &str, base: &BaseUrl) -> Address {
    let (before, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let path = before.split_once('?').map_or(before, |(path, _)| path);
    if before.is_empty() {
        return Address::Here { fragment: fragment.to_owned() };
    }
    // Another site may be on the same host: only what is below the path is ours.
    let absolute: Cow<'_, str> =
        if path.starts_with("//") { format!("{}:{path}", scheme_of(base)).into() } else { path.into() };
    if has_scheme(&absolute) {
        let own = strip_origin(&absolute, base).filter(|path| below(path, base).is_some());
        return own.map_or(Address::Elsewhere, |path| on_host(path, fragment, base));
    }
    if path.starts_with('/') {
        return on_host(path, fragment, base);
    }
    if from == NOT_FOUND {
        return Address::Adrift;
    }
    let folder = from.rfind('/').map_or("", |slash| &from[..=slash]);
    on_host(&format!("{}{folder}{path}", base.path()), fragment, base)
}

fn on_host(path: &str, fragment: &str, base: &BaseUrl) -> Address {
    // Nearly every path is written as it is meant.
    let is_plain = !path.contains('%') && !path.contains("/.");
    let path = if is_plain { Cow::Borrowed(path) } else { Cow::Owned(resolve_dots(&decode(path))) };
    match below(&path, base) {
        Some(below) => Address::Site { path: below.to_owned(), fragment: fragment.to_owned() },
        None => Address::Outside { path: path.into_owned() },
    }
}

/// Returns the part of `path` below the site; the site's folder without its slash is on the site too.
fn below<'a>(path: &'a str, base: &BaseUrl) -> Option<&'a str> {
    let own = if base.path().contains('%') { Cow::Owned(decode(base.path())) } else { Cow::Borrowed(base.path()) };
    if own.strip_suffix('/') == Some(path) { Some("/") } else { path.strip_prefix(&*own) }
}

fn strip_origin<'a>(absolute: &'a str, base: &BaseUrl) -> Option<&'a str> {
    let length = base.origin().len();
    let origin = absolute.get(..length)?;
    let rest = &absolute[length..];
    let path = if rest.is_empty() { "/" } else { rest };
    (origin.eq_ignore_ascii_case(base.origin()) && path.starts_with('/')).then_some(path)
}

fn scheme_of(base: &BaseUrl) -> &str {
    base.origin().split_once(':').map_or("https", |(scheme, _)| scheme)
}

/// Returns whether an address begins with a scheme, such as `https:`.
pub(super) fn has_scheme(reference: &str) -> bool {
    reference.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    })
}

fn resolve_dots(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            ".." | "." => {
                if segment == ".." {
                    parts.pop();
                }
                if is_last {
                    parts.push("");
                }
            }
            other => parts.push(other),
        }
    }
    format!("/{}", parts.join("/"))
}

/// Decodes percent-encoding; text that is not UTF-8 then stays as it was written.
pub(super) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        decoded.push(byte.unwrap_or(bytes[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(reference: &str, expected: &Address) {
        let base = BaseUrl::parse("https://x.org/r/").unwrap();
        assert_eq!(read(reference, "notes/a/index.html", &base), *expected, "{reference}");
    }

    fn site(path: &str, fragment: &str) -> Address {
        Address::Site { path: path.to_owned(), fragment: fragment.to_owned() }
    }

    #[test]
    fn every_form_of_an_address_on_the_site() {
        check("/r/b/?q#f", &site("b/", "f"));
        check("../b/", &site("notes/b/", ""));
        check("p.png", &site("notes/a/p.png", ""));
        check("https://X.org/r/gr%C3%B6%C3%9Fe/", &site("größe/", ""));
        check("//x.org/r/", &site("", ""));
        check("/r", &site("/", ""));
        check("#f", &Address::Here { fragment: "f".to_owned() });
    }

    #[test]
    fn what_is_not_on_the_site() {
        for elsewhere in
            ["https://y.org/", "mailto:a@b", "data:image/png;base64,x", "https://x.org/other/", "http://x.org/r/"]
        {
            check(elsewhere, &Address::Elsewhere);
        }
        check("/b/", &Address::Outside { path: "/b/".to_owned() });
        check("../../../b/", &Address::Outside { path: "/b/".to_owned() });
    }

    #[test]
    fn the_page_for_wrong_addresses_has_no_place() {
        let base = BaseUrl::parse("https://x.org/").unwrap();
        assert_eq!(read("a/", "404.html", &base), Address::Adrift);
        assert_eq!(read("/a/", "404.html", &base), site("a/", ""));
    }
}
