//! Counting distinct things: repositories, posts, notes, merged pull requests, talks, releases.

use std::collections::BTreeMap;

use super::judge::ranked;
use crate::plan::{Countable, ProofKind};
use crate::site::evidence::{EvidenceKind, PageKind, Proof};

/// Hosts whose addresses begin with owner and name of a repository.
const FORGES: [&str; 3] = ["github.com", "gitlab.com", "codeberg.org"];

/// Returns whether `proof` shows a thing of the kind `what`. A release shows the repository that it is in.
pub(super) fn is_counted(what: Countable, proof: &Proof) -> bool {
    let hosted = |kind| proof.is_a(EvidenceKind::Hosted(kind));
    match what {
        Countable::PublicRepo => {
            let is_in_repo = hosted(ProofKind::Release) && repository(&proof.href).is_some();
            proof.level >= 2 && (hosted(ProofKind::Repo) || is_in_repo)
        }
        Countable::Post => hosted(ProofKind::Post) || proof.is_a(EvidenceKind::Own(PageKind::Post)),
        Countable::Note => hosted(ProofKind::Note) || proof.is_a(EvidenceKind::Own(PageKind::Note)),
        Countable::MergedPr => hosted(ProofKind::Pr),
        Countable::Talk => hosted(ProofKind::Talk),
        Countable::Release => hosted(ProofKind::Release),
    }
}

/// Returns one proof for each distinct thing of the kind `what` among `proofs`: the first one of it.
pub(super) fn distinct(what: Countable, proofs: &[Proof]) -> Vec<Proof> {
    let mut things: BTreeMap<String, &Proof> = BTreeMap::new();
    for proof in proofs.iter().filter(|proof| is_counted(what, proof)) {
        let first = things.entry(thing(what, &proof.href)).or_insert(proof);
        if (proof.date, &proof.href) < (first.date, &first.href) {
            *first = proof;
        }
    }
    let mut proofs: Vec<(String, &Proof)> = Vec::new();
    for (thing, proof) in things {
        match proofs.last_mut() {
            // An address below that of a repository is a part of it, whatever forge it is at.
            Some((whole, first)) if what == Countable::PublicRepo && is_below(&thing, whole) => {
                if proof.date < first.date {
                    *first = proof;
                }
            }
            _ => proofs.push((thing, proof)),
        }
    }
    ranked(proofs.into_iter().map(|(_, proof)| proof.clone()).collect())
}

fn is_below(address: &str, whole: &str) -> bool {
    address.strip_prefix(whole).is_some_and(|rest| rest.starts_with('/'))
}

/// Returns what is the same in two addresses of the same thing.
fn thing(what: Countable, href: &str) -> String {
    let repo = if what == Countable::PublicRepo { repository(href) } else { None };
    repo.unwrap_or_else(|| href.trim_end_matches('/').trim_end_matches(".git").to_owned())
}

/// Returns `host/owner/name` of a repository at a known forge.
fn repository(href: &str) -> Option<String> {
    let rest = href.split_once("://").map_or(href, |(_, rest)| rest).split(['?', '#']).next()?;
    let mut parts = rest.split('/').filter(|part| !part.is_empty());
    let (host, owner, name) = (parts.next()?, parts.next()?, parts.next()?);
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let name = name.trim_end_matches(".git");
    FORGES.contains(&host).then(|| format!("{host}/{owner}/{name}").to_ascii_lowercase())
}
