//! From the path of a request to a file of the site.

use std::net::IpAddr;

use milepost::output::{Output, OutputPath, content_type};

use super::live::Site;

/// What the answer is.
#[derive(Debug)]
pub(super) enum Route<'a> {
    /// The file, and its media type.
    File(&'a Output, &'static str),
    /// Another address.
    Redirect(String),
    /// Nothing is there; the page that says so, when the site has one.
    NotFound(Option<&'a Output>),
    /// There is no site yet.
    NoSite,
}

/// Returns what to answer for `path`, as it stands in the request, with `site` on show.
pub(super) fn route<'a>(path: &str, query: Option<&str>, site: Option<&'a Site>) -> Route<'a> {
    let Some(site) = site else { return Route::NoSite };
    let not_found = || Route::NotFound(site.outputs.get("404.html"));
    let Some(decoded) = decode(path) else { return not_found() };
    if decoded == "/" && site.base_path != "/" || format!("{decoded}/") == site.base_path {
        return Route::Redirect(with_query(&site.base_path, query));
    }
    let Some(below) = decoded.strip_prefix(site.base_path.as_str()) else { return not_found() };
    let key = if below.is_empty() || below.ends_with('/') { format!("{below}index.html") } else { below.to_owned() };
    if let Some(file) = site.outputs.get(&key) {
        return Route::File(file, media_type(&key));
    }
    // A page is a folder: without the slash its relative links would point elsewhere.
    if site.outputs.get(&format!("{key}/index.html")).is_some() {
        return Route::Redirect(with_query(&format!("{path}/"), query));
    }
    not_found()
}

fn media_type(key: &str) -> &'static str {
    OutputPath::new(key).map_or("application/octet-stream", |path| content_type(&path))
}

/// Returns whether `host` names this server, and not a name that somebody points at its address. `own` is the address
/// that the request came to.
pub(super) fn is_our_host(host: Option<&str>, port: u16, own: IpAddr) -> bool {
    let Some(host) = host.map(str::to_ascii_lowercase) else { return false };
    let own = authority(own);
    ["localhost", "127.0.0.1", "[::1]", own.as_str()].into_iter().any(|name| {
        let rest = host.strip_prefix(name);
        rest.is_some_and(|rest| rest == format!(":{port}") || rest.is_empty() && port == 80)
    })
}

/// Returns an address as it stands before the port in an address of the web.
pub(super) fn authority(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }
}

fn with_query(path: &str, query: Option<&str>) -> String {
    query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"))
}

/// Returns the path with `%xx` decoded, or `None` when it is not UTF-8 then.
pub(super) fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first == b'%' {
            let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?);
            rest = &rest[2..];
        } else {
            bytes.push(first);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_names_with_our_port_are_ours() {
        let is_ours = |host, port| is_our_host(Some(host), port, "127.0.0.1".parse().unwrap());
        for host in ["localhost:4321", "127.0.0.1:4321", "[::1]:4321", "LocalHost:4321"] {
            assert!(is_ours(host, 4321), "{host}");
        }
        for host in [
            "evil.example:4321",
            "localhost",
            "localhost:80",
            "localhost.evil.example:4321",
            "127.0.0.1:43210",
            "192.168.1.20:4321",
            "",
        ] {
            assert!(!is_ours(host, 4321), "{host}");
        }
        assert!(!is_our_host(None, 4321, "127.0.0.1".parse().unwrap()));
        assert!(is_ours("localhost", 80));
    }

    #[test]
    fn the_address_that_a_request_came_to_is_ours() {
        for (own, host) in [
            ("192.168.1.20", "192.168.1.20:4321"),
            ("::ffff:192.168.1.20", "192.168.1.20:4321"),
            ("fd00::7", "[fd00::7]:4321"),
        ] {
            let own = own.parse().unwrap();
            assert!(is_our_host(Some(host), 4321, own), "{host}");
            assert!(!is_our_host(Some("192.168.1.21:4321"), 4321, own), "{own}");
            assert!(!is_our_host(Some("evil.example:4321"), 4321, own), "{own}");
        }
    }

    #[test]
    fn paths_are_decoded_once() {
        assert_eq!(decode("/n%C3%B6tes/a%20b/").unwrap(), "/nötes/a b/");
        assert_eq!(decode("/%252e%252e").unwrap(), "/%2e%2e");
        for bad in ["/%", "/%2", "/%zz", "/%+1", "/%ff", "/%é"] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }
}
