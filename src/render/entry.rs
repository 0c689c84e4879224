//! Lines of lists, proofs, and other small views that many pages share.

use std::sync::OnceLock;

use super::frame::Frame;
use super::view::{ClaimView, EntryView, ProofView, Shared, TextLink};
use super::{date, language};
use crate::content::page::PageKind;
use crate::plan::{Claim, PlanId, Project, ProofKind};
use crate::site::evidence::{self, EvidenceKind, Mention, Proof};
use crate::site::{PageId, Permalink, Site, SitePage, taxonomy};
use crate::words::{Key, Words, word};

/// Returns the word for a kind of page.
pub fn kind_label(words: &Words, kind: PageKind) -> &str {
    words.text(match kind {
        PageKind::Post => word!("kind.post"),
        PageKind::Note => word!("kind.note"),
        PageKind::Project => word!("kind.project"),
        PageKind::Page => word!("kind.page"),
    })
}

/// The lines of lists, each made when it is first needed: a page is in several lists.
#[derive(Debug, Default)]
pub struct Entries(Vec<OnceLock<Shared<EntryView>>>);

impl Entries {
    /// Returns no lines yet, for that many pages.
    pub fn new(pages: usize) -> Self {
        Self(std::iter::repeat_with(OnceLock::new).take(pages).collect())
    }
}

/// Returns the line of a list for a page.
pub fn entry(frame: &Frame<'_>, id: PageId) -> Shared<EntryView> {
    known(frame, id).clone()
}

fn known<'f>(frame: &'f Frame<'_>, id: PageId) -> &'f Shared<EntryView> {
    frame.entries.0[id.0].get_or_init(|| Shared::new(made(frame, id)))
}

fn made(frame: &Frame<'_>, id: PageId) -> EntryView {
    let page = frame.site.page(id);
    EntryView {
        kind: kind_label(frame.words, page.kind).to_owned(),
        title: page.title.clone(),
        language: language::of(frame.site, page),
        href: frame.href(&page.permalink),
        summary: page.summary().map(str::to_owned),
        date: page.date.map(|day| date::view(frame.words, day)),
        minutes: page.source.document.reading_minutes(),
        tags: tags_of(frame, page),
    }
}

/// Returns the lines for `pages`.
pub fn entries(frame: &Frame<'_>, pages: &[PageId]) -> Vec<Shared<EntryView>> {
    pages.iter().map(|id| entry(frame, *id)).collect()
}

/// Returns the tags of a page with their addresses; an unlisted page links to no tag. Tags that give the same slug
/// are one tag, which is shown as it is written first.
pub fn tags(frame: &Frame<'_>, id: PageId) -> Vec<TextLink> {
    known(frame, id).tags.clone()
}

fn tags_of(frame: &Frame<'_>, page: &SitePage) -> Vec<TextLink> {
    let mut slugs: Vec<String> = Vec::new();
    let mut tags: Vec<TextLink> = Vec::new();
    for tag in page.tags() {
        let slug = taxonomy::slug(tag);
        if slug.is_empty() || slugs.contains(&slug) {
            continue;
        }
        let href = page.is_listed.then(|| frame.href(&Permalink::folder(&["tags", &slug])));
        tags.push(TextLink { label: tag.to_owned(), href, language: None });
        slugs.push(slug);
    }
    tags
}

/// Returns what to call a proof.
pub fn proof_title(words: &Words, proof: &Proof) -> String {
    let kind = words.text(proof_kind(proof.kind));
    proof.of.as_ref().map_or_else(|| proof.title.clone(), |of| words.pair(kind, of))
}

/// Returns a proof as a link.
pub fn proof(site: &Site, proof: &Proof) -> ProofView {
    let words = &site.words;
    let kind = words.text(proof_kind(proof.kind));
    ProofView {
        title: proof_title(words, proof),
        name: proof.of.as_ref().unwrap_or(&proof.title).clone(),
        // A title that is made of a kind and of the plan's words is in the language of the site.
        language: language::of_place(site, proof.page.filter(|_| proof.of.is_none())),
        href: proof.href.clone(),
        kind: kind.to_owned(),
        level: proof.level,
        level_label: words
            .text(match proof.level {
                3 => word!("proof.by_issuer"),
                2 => word!("proof.elsewhere"),
                _ => word!("proof.here"),
            })
            .to_owned(),
        date: Some(date::view(words, proof.date)),
        archived: proof.archived.clone(),
    }
}

/// Returns the word for a kind of proof.
pub fn proof_kind(kind: EvidenceKind) -> Key {
    match kind {
        EvidenceKind::Own(evidence::PageKind::Note) | EvidenceKind::Hosted(ProofKind::Note) => word!("proof.note"),
        EvidenceKind::Own(evidence::PageKind::Post) | EvidenceKind::Hosted(ProofKind::Post) => word!("proof.post"),
        EvidenceKind::Own(evidence::PageKind::Project) => word!("proof.project"),
        EvidenceKind::Own(evidence::PageKind::Page) => word!("proof.page"),
        EvidenceKind::Hosted(ProofKind::Repo) => word!("proof.repo"),
        EvidenceKind::Hosted(ProofKind::Release) => word!("proof.release"),
        EvidenceKind::Hosted(ProofKind::Ci) => word!("proof.ci"),
        EvidenceKind::Hosted(ProofKind::Demo) => word!("proof.demo"),
        EvidenceKind::Hosted(ProofKind::Video) => word!("proof.video"),
        EvidenceKind::Hosted(ProofKind::Slides) => word!("proof.slides"),
        EvidenceKind::Hosted(ProofKind::Talk) => word!("proof.talk"),
        EvidenceKind::Hosted(ProofKind::Pr) => word!("proof.pr"),
        EvidenceKind::Hosted(ProofKind::Paper) => word!("proof.paper"),
        EvidenceKind::Hosted(ProofKind::Report) => word!("proof.report"),
        EvidenceKind::Hosted(ProofKind::Credential) => word!("proof.credential"),
        EvidenceKind::Hosted(ProofKind::Certificate) => word!("proof.certificate"),
        EvidenceKind::Hosted(ProofKind::Badge) => word!("proof.badge"),
    }
}

/// Returns proofs as links.
pub fn proofs(site: &Site, all: &[Proof]) -> Vec<ProofView> {
    all.iter().map(|one| proof(site, one)).collect()
}

/// Returns pages that are about something of the plan, as links.
pub fn mentions(site: &Site, all: &[Mention]) -> Vec<TextLink> {
    let link = |one: &Mention| TextLink {
        label: one.title.clone(),
        href: Some(one.href.clone()),
        language: language::of_place(site, Some(one.page)),
    };
    all.iter().map(link).collect()
}

/// Returns a claim in words, with its place on the progress page if it is shown there.
pub fn claim(frame: &Frame<'_>, claim: &Claim) -> Option<ClaimView> {
    let plan = &frame.site.plan;
    let target = &claim.target;
    let title_of_part = |parts: Vec<(&PlanId, &String)>| {
        let part = claim.part.as_ref()?;
        parts.into_iter().find(|(id, _)| *id == part).map(|(_, title)| title.clone())
    };
    if let Some((_, item)) = plan.items().find(|(_, item)| item.id.value == *target) {
        let criteria = item.criteria.iter().map(|criterion| (&criterion.id.value, &criterion.title));
        let criterion = title_of_part(criteria.collect());
        return Some(ClaimView { title: item.title.clone(), criterion, href: item_href(frame, target) });
    }
    if let Some(project) = plan.project(target) {
        let features = project.features.iter().map(|feature| (&feature.id.value, &feature.title));
        let criterion = title_of_part(features.collect());
        return Some(ClaimView { title: project_title(frame, project), criterion, href: project_href(frame, target) });
    }
    let credentials = || frame.section_href("credentials");
    if let Some(found) = plan.certifications.iter().find(|known| known.id.value == *target) {
        let is_hidden = frame.site.progress.certifications.get(target).is_none_or(|known| known.state.is_hidden());
        let href = (!is_hidden).then(|| format!("{}#{}", credentials(), target));
        return Some(ClaimView { title: found.title.clone(), criterion: None, href });
    }
    let other = plan.goals.iter().map(|goal| (&goal.id.value, &goal.title));
    let mut other = other.chain(plan.outreach.iter().map(|entry| (&entry.id.value, &entry.title)));
    other.find(|(id, _)| *id == target).map(|(_, title)| ClaimView {
        title: title.clone(),
        criterion: None,
        href: None,
    })
}

/// Returns claims in words; those that visitors may not see are left out.
pub fn claims(frame: &Frame<'_>, all: &[Claim]) -> Vec<ClaimView> {
    all.iter().filter_map(|one| claim(frame, one)).collect()
}

/// Returns the place of an item on the progress page, if it is shown there.
pub fn item_href(frame: &Frame<'_>, id: &PlanId) -> Option<String> {
    frame.site.shows_item(id).then(|| format!("{}#{id}", frame.section_href("progress")))
}

/// Returns the name of a project: that of its page, else the one it has in the plan.
pub fn project_title(frame: &Frame<'_>, project: &Project) -> String {
    let page = frame.site.progress.projects.get(&project.id.value).and_then(|progress| progress.page);
    page.map_or_else(|| project.title.clone(), |page| frame.site.page(PageId(page)).title.clone())
}

/// Returns the address of a project's page, if it has one.
pub fn project_href(frame: &Frame<'_>, id: &PlanId) -> Option<String> {
    let page = frame.site.progress.projects.get(id)?.page?;
    Some(frame.href(&frame.site.page(PageId(page)).permalink))
}
