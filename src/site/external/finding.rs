//! What the lock says of the addresses that the site leads to, at the places where they are written.

use chrono::Days;

use super::{Links, Role, Use};
use crate::diagnostic::{Code, Diagnostic};
use crate::lock::{self, Entry, Standing};

/// Returns what the author should look at: addresses that are dead, have moved for good, or are those of the visitor's
/// own machine.
///
/// A proof that is dead for longer than allowed is not among it, because the build itself tells what loses it.
pub fn findings(links: &Links, standing: Standing<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (url, uses) in &links.uses {
        let entry = standing.lock.links.get(url);
        for one in uses {
            if is_local(url) {
                diagnostics.push(local(one));
            } else if let Some(entry) = entry {
                diagnostics.extend(of_entry(one, entry, standing));
            }
        }
    }
    crate::diagnostic::sort(&mut diagnostics);
    diagnostics
}

fn of_entry(one: &Use, entry: &Entry, standing: Standing<'_>) -> Option<Diagnostic> {
    if let Some(since) = entry.dead_since() {
        let is_lost = standing.lost_since(&one.url).is_some();
        if is_lost && matches!(one.role, Role::Proof(_)) {
            return None;
        }
        let reason = entry.reason.map(|reason| format!(" ({})", reason.word().replace('-', " ")));
        let status = entry.status.map_or(reason.unwrap_or_default(), |status| format!(" ({status})"));
        let diagnostic = new(Code::DeadLink, one, format!("`{}` has been dead since {since}{status}", one.url));
        let last = since.checked_add_days(Days::new(standing.grace_days.into()));
        return Some(match (&one.role, last) {
            (Role::Proof(id), Some(last)) => diagnostic
                .note(format!("counts for `{id}` until {last}"))
                .hint("write its new address, or add `archived:` with the address of a copy"),
            (Role::Copy(id), _) => diagnostic.note(format!("the copy of a proof of `{id}`")).hint("name another copy"),
            _ => diagnostic.hint("write its new address, link to a copy in an archive, or take the link out"),
        });
    }
    let to = entry.moved_to.as_ref()?;
    Some(new(Code::MovedLink, one, format!("`{}` has moved for good", one.url)).hint(format!("write `{to}`")))
}

fn local(one: &Use) -> Diagnostic {
    let message = format!("`{}` leads a visitor to their own machine or network", one.url);
    new(Code::LocalLink, one, message).hint("write it as code, or link to what visitors can open")
}

fn new(code: Code, one: &Use, message: String) -> Diagnostic {
    Diagnostic { span: one.span, ..Diagnostic::without_place(code, message) }
}

/// Returns whether `url` is an address of the machine or the network of whoever opens it.
pub fn is_local(url: &str) -> bool {
    let Some(url) = lock::key(url) else { return false };
    let authority = url.split("://").nth(1).unwrap_or_default().split(['/', '?']).next().unwrap_or_default();
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    if let Some(six) = authority.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
        return six
            .parse::<std::net::Ipv6Addr>()
            .is_ok_and(|address| address.is_loopback() || address.is_unique_local());
    }
    let host = authority.split(':').next().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    if let Ok(four) = host.parse::<std::net::Ipv4Addr>() {
        return four.is_loopback() || four.is_private() || four.is_link_local() || four.is_unspecified();
    }
    host == "localhost" || [".localhost", ".local", ".internal"].iter().any(|end| host.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_visitor_s_own_machine_are_known() {
        for local in [
            "http://localhost:8080/x",
            "http://127.0.0.1/",
            "https://[::1]:4321/",
            "http://192.168.1.1",
            "http://user@10.0.0.5/",
            "http://printer.local/",
            "HTTP://LOCALHOST",
        ] {
            assert!(is_local(local), "{local}");
        }
        for public in
            ["https://localhost.example/", "https://1.1.1.1/", "https://a.example/localhost", "mailto:a@localhost"]
        {
            assert!(!is_local(public), "{public}");
        }
    }
}
