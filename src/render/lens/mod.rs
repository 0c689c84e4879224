//! Role lenses: the same evidence in the order in which it matters for a role, at `/for/ROLE/`.
//!
//! A lens is for whoever is given its address, with an application for example: it asks search engines to leave it out,
//! and is in no list, feed, sitemap, search or `llms.txt`. There is one for each role that the public plan has, so none
//! without `open_to_work`. [`order`] says what matters; with a `resume:` in the plan each lens has a résumé.

pub mod order;

use self::order::Lens;
use super::frame::{Frame, Head};
use super::view::{Content, LensView, SkillLine};
use super::{Page, credential, entry, jsonld, project, resume, skill};
use crate::plan::Role;
use crate::site::Permalink;
use crate::site::permalink::beside_devices;
use crate::words::word;

/// The folder of all lenses.
pub const FOLDER: &str = "for";
/// How many proofs a lens shows: nobody opens more.
const PROOFS: usize = 12;

/// Returns the lens of every role; none when there is nothing to show through them.
pub fn all<'a>(frame: &Frame<'a>) -> Vec<Lens<'a>> {
    let site = frame.site;
    let has_evidence = frame.has("skills") || frame.has("projects") || frame.has("credentials");
    site.plan.roles.iter().filter(|_| has_evidence).map(|role| Lens::new(site, role)).collect()
}

/// Returns the folder of a role, with what is below it.
pub fn permalink(role: &Role, below: &[&str]) -> Permalink {
    let name = beside_devices(role.id.short(), "role");
    Permalink::folder(&[&[FOLDER, &name], below].concat())
}

/// Returns the page of every lens, and the résumé of each.
pub fn pages(frame: &Frame<'_>) -> Vec<Page> {
    let pages = all(frame).into_iter().flat_map(|lens| {
        let resume = resume::page_for(frame, Some(&lens));
        std::iter::once(page(frame, &lens)).chain(resume)
    });
    pages.collect()
}

fn page(frame: &Frame<'_>, lens: &Lens<'_>) -> Page {
    let name = &frame.site.settings.author.name;
    let role = &lens.role.title;
    let head = Head {
        kind: "lens",
        title: frame.words.with(word!("lens.title"), &[("role", role)]),
        description: frame.words.with(word!("describe.lens"), &[("name", name), ("role", role)]),
        permalink: permalink(lens.role, &[]),
        noindex: true,
        above: Vec::new(),
        feeds: Vec::new(),
        facts: jsonld::FactKind::Lens,
    };
    Page::new(head, None, Content::Lens(Box::new(view(frame, lens))))
}

fn view(frame: &Frame<'_>, lens: &Lens<'_>) -> LensView {
    let site = frame.site;
    let author = &site.settings.author;
    let plan_resume = site.plan.resume.as_ref();
    LensView {
        role: lens.role.title.clone(),
        name: author.name.clone(),
        headline: author.headline.clone(),
        summary: lens
            .role
            .summary
            .clone()
            .or_else(|| plan_resume.and_then(|resume| resume.summary.clone()))
            .or_else(|| site.plan.tagline.clone()),
        resume: plan_resume.is_some().then(|| frame.href(&permalink(lens.role, &[resume::FOLDER]))),
        skills: skills(frame, lens),
        projects: project::order_for(frame, lens).into_iter().map(|id| project::card(frame, id)).collect(),
        proofs: lens.proofs(site).into_iter().take(PROOFS).map(|one| entry::proof(frame.site, one)).collect(),
        credentials: credential::verified_for(frame, lens),
    }
}

/// Returns the lines of the skills that matter.
fn skills(frame: &Frame<'_>, lens: &Lens<'_>) -> Vec<SkillLine> {
    let mut shown: Vec<_> = skill::shown(frame).filter(|(skill, _)| lens.wants(&skill.id)).collect();
    shown.sort_by_key(|(skill, _)| lens.of_skill(&skill.id));
    shown.into_iter().map(|(skill, progress)| skill::line(frame, skill, progress)).collect()
}
