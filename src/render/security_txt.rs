//! `/.well-known/security.txt` (RFC 9116): whom to tell of a hole, until when that holds.
//!
//! It counts only at the root of a host, so a site below one has none.

use chrono::{Days, NaiveDate};

use super::moment;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::site::SecurityContact;
use crate::site::{Permalink, Site};

/// Where it is.
const PATH: &str = ".well-known/security.txt";
/// For how long it holds when the plan does not say: RFC 9116 advises less than a year.
const VALID_DAYS: u64 = 360;
/// How long before the end it is time to renew it.
const NOTICE_DAYS: u64 = 30;

/// Returns the file, if the plan has a contact and the site is at the root of its host.
///
/// # Panics
/// Never: the path is a plain one.
pub fn file(site: &Site) -> Option<(Permalink, String)> {
    let contact = site.settings.security.as_ref().filter(|_| is_at_root(site))?;
    let permalink = Permalink::file(PATH).expect("the path is a plain one");
    Some((permalink, render(site, contact)))
}

/// Returns why the contact would reach nobody.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let Some(contact) = &site.settings.security else { return Vec::new() };
    let mut found = Vec::new();
    if !is_at_root(site) {
        let base = &site.settings.base;
        let message = format!("a site at `{}` can have no `security.txt`", base.path());
        found.push(
            Diagnostic::new(Code::UnusableSecurityTxt, contact.span, message)
                .hint(format!("whoever looks for it asks for `{}/{PATH}`, which is another site", base.origin()))
                .hint("move `security:` to the plan of the site at the root of the host, or take it out"),
        );
    }
    if let Some(expires) = &contact.expires {
        let renew = site.as_of.checked_add_days(Days::new(NOTICE_DAYS)).unwrap_or(site.as_of);
        if expires.value <= renew {
            let message = if expires.value <= site.as_of {
                format!("`security.txt` expired on {}", expires.value)
            } else {
                format!("`security.txt` expires on {}", expires.value)
            };
            found.push(
                Diagnostic::new(Code::UnusableSecurityTxt, expires.span, message)
                    .hint(format!("see that the contact is right, and write `expires: {}`", by_default(site)))
                    .hint(format!("or take `expires` out: each build then makes it hold for {VALID_DAYS} days")),
            );
        }
    }
    found
}

fn render(site: &Site, contact: &SecurityContact) -> String {
    let settings = &site.settings;
    let expires = contact.expires.map_or_else(|| by_default(site), |expires| expires.value);
    let mut lines = vec![("Contact", contact.contact.clone())];
    lines.push(("Expires", moment::rfc3339(expires, settings.timezone)));
    lines.extend(contact.encryption.clone().map(|url| ("Encryption", url)));
    lines.extend(contact.acknowledgments.clone().map(|url| ("Acknowledgments", url)));
    lines.extend(contact.policy.clone().map(|url| ("Policy", url)));
    lines.push(("Preferred-Languages", settings.language.clone()));
    lines.push(("Canonical", settings.base.absolute(PATH)));
    lines.into_iter().fold(String::new(), |text, (name, value)| text + name + ": " + &value + "\n")
}

fn by_default(site: &Site) -> NaiveDate {
    site.as_of.checked_add_days(Days::new(VALID_DAYS)).unwrap_or(site.as_of)
}

fn is_at_root(site: &Site) -> bool {
    site.settings.base.path() == "/"
}
