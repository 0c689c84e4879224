//! A `proof:` entry by itself, in the plan or in the front matter of a page: one place, a level that such a place has.

use super::schema::evidence::ProofFile;
use super::site::check_address;
use crate::diagnostic::{Code, Diagnostic};

/// Checks what can be said of `proof` without knowing the pages of the site.
pub fn check(proof: &ProofFile, diagnostics: &mut Vec<Diagnostic>) {
    proof.url.iter().chain(&proof.archived).for_each(|url| check_address(url, diagnostics));
    if let Some(level) = proof.level.as_ref().filter(|level| !(1..=3).contains(&level.value)) {
        let message = format!("there is no level {}", level.value);
        let hint = "write 1 for an own page, 2 for what is hosted elsewhere, 3 for what an issuer verifies";
        diagnostics.push(Diagnostic::new(Code::BadValue, level.span, message).hint(hint));
    }
    match (&proof.url, &proof.page) {
        (Some(_), None) => {}
        (None, None) => {
            let message = "a proof needs `url` or `page`: a visitor must be able to open it";
            let hint = "write `url:` with an address, or `page:` with a page of this site, such as `page: notes/x.md`";
            diagnostics.push(Diagnostic::new(Code::MissingKey, proof.kind.span, message).hint(hint));
        }
        (Some(url), Some(page)) => {
            let diagnostic =
                Diagnostic::new(Code::BadValue, page.span, "a proof is in one place, and this one has two");
            let hint = "take `url:` or `page:` out, or make two proofs of it";
            diagnostics.push(diagnostic.label(url.span, "the other is here").hint(hint));
        }
        (None, Some(_)) => check_page(proof, diagnostics),
    }
}

/// Checks that a page of the site claims no more than such a page can be.
fn check_page(proof: &ProofFile, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(level) = proof.level.as_ref().filter(|level| matches!(level.value, 2 | 3)) {
        let message = format!("a page of this site is evidence of level 1, not of level {}", level.value);
        let hint = "take `level:` out, or write `url:` with what is hosted elsewhere";
        diagnostics.push(Diagnostic::new(Code::BadValue, level.span, message).hint(hint));
    }
    if let Some(copy) = &proof.archived {
        let message = "a page of this site needs no copy: it is there as long as the site is";
        diagnostics.push(Diagnostic::new(Code::BadValue, copy.span, message).hint("take `archived:` out"));
    }
}
