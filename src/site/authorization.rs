//! Pages about offensive work say who permitted it.

use super::permalink::slugify;
use crate::content::page::Page;
use crate::diagnostic::{Code, Diagnostic};

/// Tags of pages that describe an attack on something real, as slugs. Words of study, such as `adversarial`, are none.
const OFFENSIVE: [&str; 20] = [
    "bug-bounty",
    "bugbounty",
    "ctf",
    "cve",
    "disclosure",
    "exploit",
    "exploitation",
    "exploits",
    "hack-the-box",
    "hackthebox",
    "htb",
    "penetration-test",
    "penetration-testing",
    "pentest",
    "pentesting",
    "phishing",
    "red-team",
    "red-teaming",
    "tryhackme",
    "vulnerability-disclosure",
];

/// Reports a page about offensive work that has no `authorization:`, or an empty one.
pub fn check(page: &Page, diagnostics: &mut Vec<Diagnostic>) {
    let Some(front) = &page.front else { return };
    if front.authorization.as_ref().is_some_and(|text| !text.trim().is_empty()) {
        return;
    }
    let Some(tag) = front.tags.iter().find(|tag| OFFENSIVE.contains(&slugify(&tag.value).as_str())) else { return };
    let message = format!("a page with the tag `{}` does not say who permitted the work", tag.value);
    let diagnostic = Diagnostic::new(Code::MissingAuthorization, tag.span, message)
        .hint("add `authorization:` with a sentence: whose system it is, and who allowed what")
        .hint("what must not be known before a day, such as a machine still in use, takes `embargo_until:` as well");
    diagnostics.push(diagnostic);
}
