//! Projects: features with proofs, gates, and whether a project is listed at all.

use chrono::NaiveDate;

use super::Context;
use super::item::ItemState;
use super::judge::{claimed, drop_weak, level, ranked, ratio, reached_on, state};
use super::ledger::{Candidate, Entry};
use crate::lock::Standing;
use crate::plan::{Gate, PlanId, Project, ProofKind};
use crate::site::evidence::{DeadProof, EvidenceKind, Mention, PageClaims, ProjectClaims, Proof};
use crate::site::schedule::{DateWindow, window};

/// The fewest words with which the page of a project counts as its write-up.
const WRITE_UP_WORDS: u32 = 300;

/// What the evidence says about a project.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectProgress {
    /// Its state. Proven takes all features, the policy's proofs and all gates.
    pub state: ItemState,
    /// Whether visitors may see it: from the first page, repository or proof on. A planned project is not listed.
    pub is_listed: bool,
    /// The page of the project.
    pub page: Option<usize>,
    /// Its features in order of writing.
    pub features: Vec<FeatureProgress>,
    /// Its gates in order of the policy.
    pub gates: Vec<GateProgress>,
    /// Proofs of the project as a whole: strongest first, then newest.
    pub proofs: Vec<Proof>,
    /// The public repository.
    pub repo: Option<String>,
    /// The demonstration.
    pub demo: Option<String>,
    /// The released version.
    pub release: Option<String>,
    /// When the last thing that was missing was proven; only when the project is proven.
    pub proven_on: Option<NaiveDate>,
    /// Pages that are about it, newest first.
    pub mentions: Vec<Mention>,
    /// Proven features, and the project as a whole as one more, by their number.
    pub share: f64,
    /// Hours that it weighs.
    pub weight: f64,
    /// When it is planned, pauses included.
    pub window: DateWindow,
    /// Since when the policy's proofs and all gates are there: the unit besides the features.
    pub gates_passed_on: Option<NaiveDate>,
}

/// A feature and its proofs.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureProgress {
    /// Its id in the project.
    pub id: PlanId,
    /// Its title.
    pub title: String,
    /// Its proofs: strongest first, then newest.
    pub proofs: Vec<Proof>,
    /// When it was proven; `None` while it is not.
    pub proven_on: Option<NaiveDate>,
}

impl FeatureProgress {
    /// Returns whether it has a proof.
    pub fn is_proven(&self) -> bool {
        self.proven_on.is_some()
    }
}

/// A gate and whether it is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GateProgress {
    /// The gate.
    pub gate: Gate,
    /// Whether it is met.
    pub is_met: bool,
}

impl ProjectProgress {
    /// Returns every distinct proof of the project and its features, strongest first, then newest.
    pub fn all_proofs(&self) -> Vec<Proof> {
        let features = self.features.iter().flat_map(|feature| &feature.proofs);
        ranked(self.proofs.iter().chain(features).cloned().collect())
    }
}

/// Returns the progress of `project`.
///
/// A feature takes one proof of any level. The project as a whole is one more unit: proofs as the policy asks,
/// and all gates.
pub(super) fn evaluate(ctx: &mut Context<'_>, project: &Project) -> ProjectProgress {
    let mut entry = ctx.ledger.take(&project.id);
    let needed = level(project.requirement);
    drop_weak(&project.id, needed, &mut entry, &mut ctx.diagnostics, |candidate| {
        !candidate.is_whole() || candidate.proof.level >= needed
    });
    let facts = Facts::of(ctx, project);
    facts.dead().into_iter().for_each(|dead| ctx.ledger.add_dead(dead));
    let features = features(project, &entry);
    let proofs = whole_proofs(&facts, &entry);
    let evidence = ranked(proofs.iter().chain(features.iter().flat_map(|feature| &feature.proofs)).cloned().collect());
    let gates: Vec<_> = ctx.plan.gates.iter().map(|gate| (*gate, facts.gate(*gate, &evidence))).collect();
    let strong: Vec<Proof> = evidence.iter().filter(|proof| proof.level >= needed).cloned().collect();
    let gates_passed_on = passed_on(reached_on(&strong, project.requirement.min as usize), &gates);
    let dates = features.iter().map(|feature| feature.proven_on).chain([gates_passed_on]);
    let units: Vec<Option<NaiveDate>> = dates.collect();
    let proven_on = units.iter().copied().collect::<Option<Vec<_>>>().and_then(|dates| dates.into_iter().max());
    let is_touched = entry.is_touched() || facts.page().is_some() || facts.repo.is_some();
    let state = state(project.status.as_ref().map(|status| status.value), proven_on.is_some(), is_touched);
    ctx.diagnostics.extend(claimed(&project.id, state, project.status.as_ref()));
    ProjectProgress {
        state,
        is_listed: facts.page().is_some()
            || state != ItemState::Dropped && (facts.repo.is_some() || !evidence.is_empty()),
        page: facts.page().map(|page| page.page),
        gates: gates.iter().map(|(gate, met)| GateProgress { gate: *gate, is_met: met.is_some() }).collect(),
        share: ratio(units.iter().flatten().count(), units.len()),
        mentions: entry.mentions(&evidence),
        weight: ctx.weight(project.hours),
        window: window::of(ctx.plan, project.window, None, proven_on),
        repo: facts.repo.map(str::to_owned),
        demo: facts.demo.map(str::to_owned),
        release: facts.release.map(str::to_owned),
        features,
        proofs,
        proven_on,
        gates_passed_on,
    }
}

/// What the plan and the page of a project say about it. Should there be several pages, each adds what it says.
struct Facts<'a> {
    project: &'a Project,
    standing: Standing<'a>,
    pages: Vec<(&'a PageClaims, &'a ProjectClaims)>,
    repo: Option<&'a str>,
    demo: Option<&'a str>,
    release: Option<&'a str>,
}

impl<'a> Facts<'a> {
    fn of(ctx: &Context<'a>, project: &'a Project) -> Self {
        let pages = ctx.pages.iter().copied().filter_map(|page| Some((page, page.project.as_ref()?)));
        let mut pages: Vec<_> = pages.filter(|(_, claims)| claims.id == project.id.value).collect();
        pages.sort_by_key(|(page, _)| (page.date.is_none(), page.date, &page.href));
        let said = |of: fn(&ProjectClaims) -> &Option<String>| pages.iter().find_map(|(_, claims)| text(of(claims)));
        Self {
            repo: said(|claims| &claims.repo).or_else(|| text(&project.repo)),
            demo: said(|claims| &claims.demo).or_else(|| text(&project.demo)),
            release: said(|claims| &claims.release),
            project,
            standing: ctx.standing,
            pages,
        }
    }

    fn page(&self) -> Option<&'a PageClaims> {
        self.pages.first().map(|(page, _)| *page)
    }

    /// Returns the first day on which a page says what `is_said` looks for.
    fn said(&self, is_said: impl Fn(&ProjectClaims) -> bool) -> Option<NaiveDate> {
        self.pages.iter().filter(|(_, claims)| is_said(claims)).filter_map(|(page, _)| page.date).min()
    }

    fn repo_since(&self) -> Option<NaiveDate> {
        self.repo_said().filter(|_| self.repo.is_some_and(|url| self.standing.lost_since(url).is_none()))
    }

    fn demo_since(&self) -> Option<NaiveDate> {
        self.demo_said().filter(|_| self.demo.is_some_and(|url| self.standing.lost_since(url).is_none()))
    }

    fn repo_said(&self) -> Option<NaiveDate> {
        self.said(|claims| text(&claims.repo).or_else(|| text(&self.project.repo)).is_some())
    }

    fn demo_said(&self) -> Option<NaiveDate> {
        self.said(|claims| text(&claims.demo).or_else(|| text(&self.project.demo)).is_some())
    }

    /// Returns repository and demonstration as far as they would count and are dead.
    fn dead(&self) -> Vec<DeadProof> {
        let links = [(ProofKind::Repo, self.repo, self.repo_said()), (ProofKind::Demo, self.demo, self.demo_said())];
        let said = links.into_iter().filter_map(|(kind, href, date)| date.and(Some((kind, href?))));
        let dead = said.filter_map(|(kind, href)| Some((kind, href, self.standing.lost_since(href)?)));
        dead.map(|(kind, href, since)| DeadProof {
            of: self.project.id.value.clone(),
            parts: Vec::new(),
            href: href.to_owned(),
            title: self.title(EvidenceKind::Hosted(kind)),
            since,
            span: None,
            page: self.page().map(|page| page.page),
        })
        .collect()
    }

    fn title(&self, kind: EvidenceKind) -> String {
        format!("{}: {}", kind.label(), self.project.title)
    }

    /// Returns repository and demonstration as proofs; without a dated page there is no day to give them.
    fn proofs(&self) -> Vec<Proof> {
        let links = [(ProofKind::Repo, self.repo, self.repo_since()), (ProofKind::Demo, self.demo, self.demo_since())];
        let hosted =
            links.into_iter().filter_map(|(kind, href, date)| Some((EvidenceKind::Hosted(kind), href?, date?)));
        hosted
            .map(|(kind, href, date)| Proof {
                kind,
                also: Vec::new(),
                title: self.title(kind),
                of: Some(self.project.title.clone()),
                href: href.to_owned(),
                level: kind.level(),
                date,
                page: None,
                expires: None,
                archived: None,
            })
            .collect()
    }

    /// Returns since when `gate` is met. A README is met with its repository: a build does not go online.
    fn gate(&self, gate: Gate, evidence: &[Proof]) -> Option<NaiveDate> {
        let proven = |kinds: &[ProofKind]| {
            let is_kind = |proof: &&Proof| kinds.iter().any(|kind| proof.is_a(EvidenceKind::Hosted(*kind)));
            evidence.iter().filter(is_kind).map(|proof| proof.date).min()
        };
        let first = |said: Option<NaiveDate>, proven: Option<NaiveDate>| said.into_iter().chain(proven).min();
        match gate {
            Gate::Repo | Gate::Readme => first(self.repo_since(), proven(&[ProofKind::Repo])),
            Gate::License => self.said(|claims| text(&claims.license).is_some()),
            Gate::Ci => proven(&[ProofKind::Ci]),
            Gate::Release => {
                let kinds = [ProofKind::Release, ProofKind::Demo, ProofKind::Video];
                let released = self.said(|claims| text(&claims.release).is_some());
                first(first(released, self.demo_since()), proven(&kinds))
            }
            Gate::Writeup => self.said(|claims| claims.word_count >= WRITE_UP_WORDS),
        }
    }
}

/// Returns `value` without white space around it, if anything is left.
#[expect(clippy::ref_option, reason = "fields of other types are passed as they are")]
fn text(value: &Option<String>) -> Option<&str> {
    value.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// Returns the features with their proofs. A proof of the plan that names no feature proves all of them; a page
/// that proves the project as a whole does not.
fn features(project: &Project, entry: &Entry) -> Vec<FeatureProgress> {
    let proves = |candidate: &Candidate, id: &PlanId| {
        candidate.parts.contains(id) || candidate.is_whole() && !candidate.is_own()
    };
    let feature = |id: &PlanId, title: &str| {
        let proofs = entry.candidates.iter().filter(|candidate| proves(candidate, id));
        let proofs = ranked(proofs.map(|candidate| candidate.proof.clone()).collect());
        FeatureProgress { proven_on: reached_on(&proofs, 1), id: id.clone(), title: title.to_owned(), proofs }
    };
    project.features.iter().map(|file| feature(&file.id.value, &file.title)).collect()
}

fn whole_proofs(facts: &Facts<'_>, entry: &Entry) -> Vec<Proof> {
    let claimed = entry.candidates.iter().filter(|candidate| candidate.is_whole());
    ranked(claimed.map(|candidate| candidate.proof.clone()).chain(facts.proofs()).collect())
}

fn passed_on(policy: Option<NaiveDate>, gates: &[(Gate, Option<NaiveDate>)]) -> Option<NaiveDate> {
    let all: Option<Vec<NaiveDate>> = gates.iter().map(|(_, met)| *met).collect();
    Some(all?.into_iter().fold(policy?, NaiveDate::max))
}
