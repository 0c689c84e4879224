//! Who may do more than read the site.
//!
//! - Only this machine: the server listens on loopback, and the request comes from loopback. The name in `Host` was checked
//!   before.
//! - Only pages of this server: a browser says where a request comes from.
//! - What changes anything has to be a form, too, because a page of another site can send one only with its own origin.

use std::net::IpAddr;

use hyper::header::{CONTENT_TYPE, HOST, HeaderMap, HeaderName, ORIGIN};

/// What is known of a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Caller<'a> {
    /// The address that the server listens on.
    pub(super) listens_on: IpAddr,
    /// The address that the request comes from.
    pub(super) peer: IpAddr,
    /// `Host`
    pub(super) host: Option<&'a str>,
    /// `Origin`
    pub(super) origin: Option<&'a str>,
    /// `Sec-Fetch-Site`
    pub(super) fetch_site: Option<&'a str>,
    /// `Content-Type`
    pub(super) content_type: Option<&'a str>,
}

impl<'a> Caller<'a> {
    /// Returns what `headers` say, and the two addresses.
    pub(super) fn of(headers: &'a HeaderMap, listens_on: IpAddr, peer: IpAddr) -> Self {
        let get = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("not text"));
        Self {
            listens_on,
            peer,
            host: get(HOST),
            origin: get(ORIGIN),
            fetch_site: get(HeaderName::from_static("sec-fetch-site")),
            content_type: get(CONTENT_TYPE),
        }
    }

    /// Returns whether the request comes from this machine, and none can come from another.
    pub(super) fn is_on_this_machine(&self) -> bool {
        self.listens_on.to_canonical().is_loopback() && self.peer.to_canonical().is_loopback()
    }

    /// Returns why a page that is for the owner is not shown, or nothing when it is.
    pub(super) fn why_not_read(&self) -> Option<&'static str> {
        // Typed addresses and bookmarks are `none`; programs that are no browsers say nothing.
        let is_own = self.fetch_site.is_none_or(|site| matches!(site, "same-origin" | "none"));
        (!is_own).then_some("this page is opened by its address, not from another site\n")
    }

    /// Returns why a form of this request changes nothing, or nothing when it may.
    pub(super) fn why_not_change(&self) -> Option<&'static str> {
        let own = self.host.map(|host| format!("http://{}", host.to_ascii_lowercase()));
        let is_own = match (self.origin, self.fetch_site) {
            // Every browser sends it with a form; `null` is the origin of a sandbox.
            (Some(origin), site) => {
                own.is_some_and(|own| origin.eq_ignore_ascii_case(&own))
                    && site.is_none_or(|site| site == "same-origin")
            }
            (None, Some(site)) => site == "same-origin",
            (None, None) => false,
        };
        if !is_own {
            return Some("only pages of this server may ask for this\n");
        }
        let kind = self.content_type.map(|kind| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
        (kind.as_deref() != Some("application/x-www-form-urlencoded")).then_some("only a form is read\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "application/x-www-form-urlencoded; charset=UTF-8";

    fn caller() -> Caller<'static> {
        Caller {
            listens_on: "127.0.0.1".parse().unwrap(),
            peer: "127.0.0.1".parse().unwrap(),
            host: Some("localhost:4321"),
            origin: Some("http://localhost:4321"),
            fetch_site: Some("same-origin"),
            content_type: Some(FORM),
        }
    }

    #[test]
    fn only_loopback_is_this_machine() {
        assert!(caller().is_on_this_machine());
        for ip in ["::1", "127.8.9.1", "::ffff:127.0.0.1"] {
            assert!(
                Caller { peer: ip.parse().unwrap(), listens_on: ip.parse().unwrap(), ..caller() }.is_on_this_machine()
            );
        }
        for ip in ["0.0.0.0", "192.168.1.9", "::", "::ffff:10.0.0.1"] {
            assert!(!Caller { peer: ip.parse().unwrap(), ..caller() }.is_on_this_machine(), "{ip}");
            assert!(!Caller { listens_on: ip.parse().unwrap(), ..caller() }.is_on_this_machine(), "{ip}");
        }
    }

    #[test]
    fn a_form_of_our_own_page_may_change_things() {
        assert_eq!(caller().why_not_change(), None);
        assert_eq!(Caller { fetch_site: None, ..caller() }.why_not_change(), None);
        assert_eq!(Caller { origin: None, ..caller() }.why_not_change(), None);
    }

    #[test]
    fn nothing_else_may() {
        for origin in
            ["null", "", "http://evil.example", "http://localhost:4322", "https://localhost:4321", "http://localhost"]
        {
            assert!(Caller { origin: Some(origin), ..caller() }.why_not_change().is_some(), "{origin}");
        }
        for site in ["cross-site", "same-site", "none", ""] {
            assert!(Caller { fetch_site: Some(site), ..caller() }.why_not_change().is_some(), "{site}");
            assert!(Caller { fetch_site: Some(site), origin: None, ..caller() }.why_not_change().is_some(), "{site}");
        }
        assert!(Caller { fetch_site: None, origin: None, ..caller() }.why_not_change().is_some());
        assert!(Caller { host: None, ..caller() }.why_not_change().is_some());
        for kind in [None, Some("text/plain"), Some("multipart/form-data; boundary=x"), Some("application/json")] {
            assert!(Caller { content_type: kind, ..caller() }.why_not_change().is_some(), "{kind:?}");
        }
    }
    #[test]
    fn a_page_of_another_site_opens_nothing_of_the_owner() {
        for site in ["cross-site", "same-site"] {
            assert!(Caller { fetch_site: Some(site), ..caller() }.why_not_read().is_some(), "{site}");
        }
        for site in [None, Some("none"), Some("same-origin")] {
            assert_eq!(Caller { fetch_site: site, ..caller() }.why_not_read(), None, "{site:?}");
        }
    }
}
