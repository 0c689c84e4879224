//! The address that the site is published at.

/// An absolute address with a scheme, a host and a path that begins and ends with a slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    origin: String,
    path: String,
}

impl BaseUrl {
    /// Returns the address that `text` names.
    ///
    /// # Errors
    /// With what is wrong with it, to be read after the text itself.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (scheme, rest) = text.split_once("://").ok_or("has no scheme: it should begin with `https://`")?;
        if !matches!(scheme, "http" | "https") {
            return Err("should begin with `https://`".to_owned());
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let is_host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']');
        if host.is_empty() || !host.bytes().all(is_host) {
            return Err("has no valid host name".to_owned());
        }
        let is_path =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~' | b'%');
        if !path.bytes().all(is_path) {
            return Err("has a path with characters that need to be percent-encoded, or a query".to_owned());
        }
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        if parts.iter().any(|part| matches!(*part, "." | "..")) {
            return Err("has a path with `.` or `..`".to_owned());
        }
        let path = if parts.is_empty() { "/".to_owned() } else { format!("/{}/", parts.join("/")) };
        Ok(Self { origin: format!("{scheme}://{}", host.to_ascii_lowercase()), path })
    }

    /// Returns scheme and host, such as `https://user.github.io`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Returns the host name without a port.
    pub fn host(&self) -> &str {
        let host = self.origin.split_once("://").map_or(self.origin.as_str(), |(_, host)| host);
        host.split_once(':').map_or(host, |(name, _)| name)
    }

    /// Returns the path below which the site is, with a slash at both ends.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the address on the host of `path`, which is relative to the site: `notes/x/`.
    pub fn href(&self, path: &str) -> String {
        format!("{}{path}", self.path)
    }

    /// Returns the absolute address of `path`, which is relative to the site.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.path)
    }

    /// Returns the absolute address of `href`, which is an address on the host.
    pub fn absolute_href(&self, href: &str) -> String {
        format!("{}{href}", self.origin)
    }

    /// Returns whether the site is at the root of a domain of its own, for which GitHub Pages wants a `CNAME` file.
    pub fn is_custom_domain(&self) -> bool {
        let host = self.host();
        let is_local = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok() || host.starts_with('[');
        self.path == "/" && !host.ends_with(".github.io") && !is_local && host.contains('.')
    }
}

impl std::fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.origin, self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, &str>) {
        let found = BaseUrl::parse(text).map(|url| url.to_string());
        match (found, expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found, expected),
            (Err(found), Err(expected)) => assert!(found.contains(expected), "{found}"),
            (found, expected) => panic!("{text}: found {found:?}, expected {expected:?}"),
        }
    }

    #[test]
    fn gets_slashes_at_both_ends_of_the_path() {
        check("https://user.github.io", Ok("https://user.github.io/"));
        check("https://User.github.io/Repo", Ok("https://user.github.io/Repo/"));
        check("http://localhost:4321/a//b/", Ok("http://localhost:4321/a/b/"));
    }

    #[test]
    fn says_what_is_wrong() {
        check("user.github.io", Err("no scheme"));
        check("ftp://x/", Err("https://"));
        check("https:///x", Err("host"));
        check("https://x/../y", Err("`..`"));
        check("https://x/?q", Err("percent-encoded"));
    }

    #[test]
    fn knows_a_custom_domain() {
        let is_custom = |text| BaseUrl::parse(text).unwrap().is_custom_domain();
        assert!(is_custom("https://noor.dev/"));
        assert!(!is_custom("https://noor.github.io/"));
        assert!(!is_custom("https://noor.dev/journal/"));
        assert!(!is_custom("http://127.0.0.1:4321/"));
    }
}
