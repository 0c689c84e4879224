//! The name that a request asks for: a page of another site can point its own name at this machine (DNS rebinding).

use std::net::IpAddr;

/// Returns whether `host` names this server, and not a name that somebody points at its address. `own` is the address
/// that the request came to.
pub fn is_ours(host: Option<&str>, port: u16, own: IpAddr) -> bool {
    let Some(host) = host.map(str::to_ascii_lowercase) else { return false };
    let own = authority(own);
    ["localhost", "127.0.0.1", "[::1]", own.as_str()].into_iter().any(|name| {
        let rest = host.strip_prefix(name);
        rest.is_some_and(|rest| rest == format!(":{port}") || rest.is_empty() && port == 80)
    })
}

/// Returns an address as it stands before the port in an address of the web.
pub fn authority(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_our_names_with_our_port_are_ours() {
        let is_ours = |host, port| super::is_ours(Some(host), port, "127.0.0.1".parse().unwrap());
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
        assert!(!super::is_ours(None, 4321, "127.0.0.1".parse().unwrap()));
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
            assert!(super::is_ours(Some(host), 4321, own), "{host}");
            assert!(!super::is_ours(Some("192.168.1.21:4321"), 4321, own), "{own}");
            assert!(!super::is_ours(Some("evil.example:4321"), 4321, own), "{own}");
        }
    }
}
