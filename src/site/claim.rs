//! What pages say of the plan, checked against its ids, and handed on as claims that evidence is made of.

use std::collections::BTreeMap;

use super::SitePage;
use super::evidence::{self, PageClaims, ProjectClaims};
use crate::content::front_matter::FrontMatter;
use crate::content::page::{Page, PageKind};
use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::plan::check::{Ids, Kind};
use crate::plan::site::check_address;
use crate::plan::{BaseUrl, Claim, PlanId};

/// What a page may be about.
const CLAIMABLE: &[Kind] = &[Kind::Item, Kind::Project, Kind::Certification, Kind::Goal, Kind::Outreach];

/// The claims of a page that visitors may know of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicClaims {
    /// What it proves.
    pub proves: Vec<Claim>,
    /// What else it is about.
    pub about: Vec<Claim>,
    /// Skills that it shows.
    pub skills: Vec<PlanId>,
    /// The project of the plan that it is the page of.
    pub project: Option<PlanId>,
}

/// Checks claims against the ids of the plan.
#[derive(Debug)]
pub struct Claims<'a> {
    ids: &'a Ids,
}

impl<'a> Claims<'a> {
    /// Returns a checker for a plan with these ids.
    pub fn new(ids: &'a Ids) -> Self {
        Self { ids }
    }

    /// Checks what `page` says of the plan, and returns the part of it that is public.
    pub fn check(&self, page: &Page, diagnostics: &mut Vec<Diagnostic>) -> PublicClaims {
        let Some(front) = &page.front else { return PublicClaims::default() };
        let mut claims = |all: &[Spanned<Claim>]| -> Vec<Claim> {
            all.iter().filter(|claim| self.claim(claim, diagnostics)).map(|claim| claim.value.clone()).collect()
        };
        let proves = claims(&front.proves);
        let about = claims(&front.about);
        let skills = front.skills.iter().filter(|skill| self.id(skill, &[Kind::Skill], diagnostics));
        let skills = skills.map(|skill| skill.value.clone()).collect();
        self.check_project(page, front, diagnostics);
        let project = front.project.as_ref().map(|project| &project.value).filter(|id| self.ids.is_public(id)).cloned();
        PublicClaims { proves, about, skills, project }
    }

    /// Reports an id that does not resolve. Returns whether it is good and public.
    fn id(&self, id: &Spanned<PlanId>, kinds: &[Kind], diagnostics: &mut Vec<Diagnostic>) -> bool {
        match self.ids.resolve(id, kinds) {
            Ok(entry) => !entry.is_private,
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                false
            }
        }
    }

    fn claim(&self, claim: &Spanned<Claim>, diagnostics: &mut Vec<Diagnostic>) -> bool {
        let target = Spanned::new(claim.value.target.clone(), claim.span);
        let is_public = self.id(&target, CLAIMABLE, diagnostics);
        let (Some(part), Some(entry)) = (&claim.value.part, self.ids.get(&target.value)) else { return is_public };
        if entry.parts.contains(part) || entry.kind == Kind::Unreadable {
            return is_public;
        }
        let message = format!("`{}` has no criterion `{part}`", target.value);
        let diagnostic = Diagnostic::new(Code::UnknownId, claim.span, message).label(entry.span, "it is defined here");
        let near = crate::diagnostic::nearest(part.as_str(), entry.parts.iter().map(PlanId::as_str));
        diagnostics.push(match near {
            Some(near) => diagnostic.hint(format!("did you mean `{}#{near}`?", target.value)),
            None if entry.parts.is_empty() => diagnostic.hint(format!("it has no criteria: write `{}`", target.value)),
            None => {
                let names: Vec<&str> = entry.parts.iter().map(PlanId::as_str).collect();
                diagnostic.hint(format!("its criteria are {}", names.join(", ")))
            }
        });
        false
    }

    fn check_project(&self, page: &Page, front: &FrontMatter, diagnostics: &mut Vec<Diagnostic>) {
        front
            .repo
            .iter()
            .chain(front.demo_address())
            .chain(&front.canonical)
            .for_each(|url| check_address(url, diagnostics));
        let features = front.features.iter().flat_map(|features| &features.0);
        let Some(project) = &front.project else {
            if let Some((key, _)) = front.features.as_ref().and_then(|features| features.0.first()) {
                let message = "features belong to a project of the plan, but the page names none";
                diagnostics
                    .push(Diagnostic::new(Code::MissingKey, key.span, message).hint("add `project:` with its id"));
            }
            return;
        };
        if page.kind != PageKind::Project {
            let message = "only a file in `content/projects/` is the page of a project";
            let hint = "move the file there, or say `about:` instead of `project:`";
            diagnostics.push(Diagnostic::new(Code::BadValue, project.span, message).hint(hint));
        }
        if !self.id(project, &[Kind::Project], diagnostics) {
            return;
        }
        let Some(entry) = self.ids.get(&project.value) else { return };
        for (key, feature) in features {
            for proof in &feature.proof {
                crate::plan::proof::check(proof, diagnostics);
            }
            let is_known = entry.parts.iter().any(|part| part.as_str() == key.value);
            if !is_known && entry.kind != Kind::Unreadable {
                let message = format!("`{}` has no feature `{}`", project.value, key.value);
                let diagnostic =
                    Diagnostic::new(Code::UnknownId, key.span, message).label(entry.span, "it is defined here");
                let parts: Vec<&str> = entry.parts.iter().map(PlanId::as_str).collect();
                diagnostics.push(match crate::diagnostic::nearest(&key.value, parts.iter().copied()) {
                    Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                    None if parts.is_empty() => diagnostic.hint("add it to the `features:` of the project in the plan"),
                    None => diagnostic.hint(format!("its features are {}", parts.join(", "))),
                });
            }
        }
    }
}

/// Returns the claims of all listed pages, for computing what they prove. An unlisted page proves nothing, because
/// a visitor cannot find it.
pub fn page_claims(pages: &[SitePage], base: &BaseUrl) -> Vec<PageClaims> {
    pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.is_listed)
        .map(|(index, page)| claims_of(index, page, base))
        .collect()
}

fn claims_of(index: usize, page: &SitePage, base: &BaseUrl) -> PageClaims {
    let front = page.source.front.as_ref();
    let written = |all: Option<&Vec<Spanned<Claim>>>, public: &[Claim]| -> Vec<Spanned<Claim>> {
        all.into_iter().flatten().filter(|claim| public.contains(&claim.value)).cloned().collect()
    };
    PageClaims {
        page: index,
        kind: match page.kind {
            PageKind::Note => evidence::PageKind::Note,
            PageKind::Post => evidence::PageKind::Post,
            PageKind::Project => evidence::PageKind::Project,
            PageKind::Page => evidence::PageKind::Page,
        },
        title: page.title.clone(),
        href: page.permalink.href(base),
        date: page.date,
        proves: written(front.map(|front| &front.proves), &page.proves),
        about: written(front.map(|front| &front.about), &page.about),
        skills: page.skills.clone(),
        named_at: Vec::new(),
        minutes: front.and_then(|front| front.time).map_or(0, |time| time.minutes),
        project: front.and_then(|front| project_claims(front, page)),
    }
}

fn project_claims(front: &FrontMatter, page: &SitePage) -> Option<ProjectClaims> {
    let id = front.project.as_ref()?.value.clone();
    let features: BTreeMap<PlanId, Vec<_>> = front
        .features
        .iter()
        .flat_map(|features| &features.0)
        .filter_map(|(key, feature)| Some((PlanId::new(&key.value)?, feature.proof.clone())))
        .collect();
    Some(ProjectClaims {
        id,
        repo: front.repo.as_ref().map(|url| url.value.clone()),
        demo: front.demo_address().map(|url| url.value.clone()),
        release: front.release.clone(),
        license: front.license.clone(),
        features,
        word_count: page.source.document.words,
    })
}
