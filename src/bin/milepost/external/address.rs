//! Addresses of the web as text: the host, and where a redirect leads.

use std::fmt::Write as _;

/// Returns host and port of `url`.
pub(super) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    authority.rsplit_once('@').map_or(authority, |(_, host)| host)
}

/// Returns the address that `location` means on the page at `url`, or `None` when it is not one of the web.
pub(super) fn join(url: &str, location: &str) -> Option<String> {
    let location = location.trim();
    let (scheme, rest) = url.split_once("://")?;
    let root = &url[..scheme.len() + 3 + rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    let path = url[root.len()..].split(['?', '#']).next().unwrap_or_default();
    let folder = path.rfind('/').map_or("/", |slash| &path[..=slash]);
    let has_scheme = location.split(['/', '?', '#']).next().is_some_and(|head| head.contains(':'));
    let joined = if has_scheme {
        location.to_owned()
    } else if location.starts_with("//") {
        format!("{scheme}:{location}")
    } else if location.starts_with('/') {
        format!("{root}{location}")
    } else if location.is_empty() || location.starts_with(['?', '#']) {
        format!("{root}{path}{location}")
    } else {
        format!("{root}{folder}{location}")
    };
    milepost::lock::key(&joined).map(|joined| without_dots(&joined))
}

/// Returns `url` with `.` and `..` of its path resolved.
fn without_dots(url: &str) -> String {
    let end = url.find('?').unwrap_or(url.len());
    let start = url.find("://").map_or(0, |colon| colon + 3);
    let Some(slash) = url[start..end].find('/').map(|slash| start + slash) else { return url.to_owned() };
    let mut parts: Vec<&str> = Vec::new();
    let segments: Vec<&str> = url[slash + 1..end].split('/').collect();
    for (index, segment) in segments.iter().enumerate() {
        let is_last = index + 1 == segments.len();
        match *segment {
            "." | ".." => {
                if *segment == ".." {
                    parts.pop();
                }
                if is_last {
                    parts.push("");
                }
            }
            other => parts.push(other),
        }
    }
    format!("{}/{}{}", &url[..slash], parts.join("/"), &url[end..])
}

/// Returns `url` as it is sent: what is not ASCII in path and query is percent-encoded, and so are spaces and quotes.
pub(super) fn encode(url: &str) -> String {
    let mut encoded = String::with_capacity(url.len());
    for c in url.chars() {
        if c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}') {
            encoded.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_with_their_port() {
        for (url, expected) in [
            ("https://a.example/x?y", "a.example"),
            ("http://a.example:8080", "a.example:8080"),
            ("http://me@a.example?x=http://b.example/", "a.example"),
            ("http://[::1]:80/", "[::1]:80"),
        ] {
            assert_eq!(host(url), expected);
        }
    }

    #[test]
    fn redirects_lead_where_a_browser_goes() {
        let from = "https://a.example/b/c?q#f";
        for (location, expected) in [
            ("http://x.example/y", "http://x.example/y"),
            ("//x.example/y", "https://x.example/y"),
            ("/y?z#part", "https://a.example/y?z"),
            ("y", "https://a.example/b/y"),
            ("../y", "https://a.example/y"),
            ("../../../y/./z/..", "https://a.example/y/"),
            ("?z", "https://a.example/b/c?z"),
            ("", "https://a.example/b/c"),
            ("a:b", ""),
            ("/a:b", "https://a.example/a:b"),
            ("mailto:a@b.example", ""),
        ] {
            assert_eq!(join(from, location).unwrap_or_default(), expected, "{location}");
        }
        assert_eq!(join("https://a.example", "y").as_deref(), Some("https://a.example/y"));
    }

    #[test]
    fn what_is_not_ascii_is_percent_encoded() {
        assert_eq!(encode("https://a.example/größe?a=b c"), "https://a.example/gr%C3%B6%C3%9Fe?a=b%20c");
        assert_eq!(encode("https://a.example/%C3%B6"), "https://a.example/%C3%B6");
    }
}
