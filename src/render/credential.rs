//! Certifications: verified ones with where to verify them; the others by name only.

use super::frame::{Frame, Head};
use super::jsonld::FactKind;
use super::lens::order::Lens;
use super::view::{Content, CredentialView, CredentialsView};
use super::{Page, badges, date, entry};
use crate::plan::Certification;
use crate::site::progress::{CertificationProgress, CertificationState};
use crate::words::word;

fn all<'a>(frame: &'a Frame<'_>) -> impl Iterator<Item = (&'a Certification, &'a CertificationProgress)> {
    let site = frame.site;
    let known = site.plan.certifications.iter();
    known
        .filter_map(|certification| Some((certification, site.progress.certifications.get(&certification.id.value)?)))
        .filter(|(_, progress)| !progress.state.is_hidden())
}

fn view(frame: &Frame<'_>, certification: &Certification, progress: &CertificationProgress) -> CredentialView {
    let has_proof = progress.state.is_verified() || progress.state == CertificationState::Expired;
    CredentialView {
        id: certification.id.to_string(),
        title: progress.title.clone(),
        issuer: progress.issuer.clone(),
        issued: progress.issued.filter(|_| has_proof).map(|day| date::view(frame.words, day)),
        expires: progress.expires.filter(|_| has_proof).map(|day| date::view(frame.words, day)),
        href: progress.proof.as_ref().filter(|_| has_proof).map(|proof| proof.href.clone()),
        mentions: entry::mentions(frame.site, &progress.mentions),
        badge: badges::of(frame, certification.id.value.as_str()),
    }
}

/// Returns the verified certifications in the order of the plan.
pub fn verified(frame: &Frame<'_>) -> Vec<CredentialView> {
    let verified = all(frame).filter(|(_, progress)| progress.state.is_verified());
    verified.map(|(certification, progress)| view(frame, certification, progress)).collect()
}

/// Returns the verified certifications: those that show most of the skills of a role first.
pub fn verified_for(frame: &Frame<'_>, lens: &Lens<'_>) -> Vec<CredentialView> {
    let mut verified: Vec<_> = all(frame).filter(|(_, progress)| progress.state.is_verified()).collect();
    verified.sort_by_key(|(certification, _)| lens.of_skills(&certification.skills));
    verified.into_iter().map(|(certification, progress)| view(frame, certification, progress)).collect()
}

/// Returns the page of certifications.
pub fn page(frame: &Frame<'_>) -> Page {
    let name = &frame.site.settings.author.name;
    let description = frame.words.with(word!("describe.credentials"), &[("name", name)]);
    let head = Head { facts: FactKind::Credentials, ..frame.section_head("credentials", description) };
    let of = |wanted: fn(CertificationState) -> bool| {
        let those = all(frame).filter(move |(_, progress)| wanted(progress.state));
        those.map(|(certification, progress)| view(frame, certification, progress)).collect()
    };
    let view = CredentialsView {
        title: head.title.clone(),
        verified: verified(frame),
        expired: of(|state| state == CertificationState::Expired),
        planned: of(|state| matches!(state, CertificationState::Planned | CertificationState::Studying)),
    };
    Page::new(head, None, Content::Credentials(view))
}
