//! The ledger of evidence: what speaks for each object of the plan, before anyone asks whether it is enough.
//!
//! Here falls what no requirement can change: undated pages, proofs of the future, proofs that have lapsed, proofs whose
//! address is dead.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Months, NaiveDate};

use crate::diagnostic::{Code, Diagnostic, Span, Spanned};
use crate::lock::{Access, Standing};
use crate::plan::{Claim, Plan, PlanId, ProofFile};
use crate::site::evidence::{DeadProof, EvidenceKind, Mention, PageClaims, Proof};

/// The evidence of every object, by its id.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    entries: BTreeMap<PlanId, Entry>,
    /// What does not count because no visitor can open it any more.
    pub(super) dead: Vec<DeadProof>,
    /// What is wrong with the evidence.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// The evidence of one object.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// What may prove it.
    pub(super) candidates: Vec<Candidate>,
    /// What would prove it, had it not lapsed.
    pub(super) lapsed: Vec<Candidate>,
    mentions: BTreeSet<Mention>,
    has_dead: bool,
}

/// A proof that has yet to be held against a requirement.
#[derive(Debug)]
pub(super) struct Candidate {
    /// The proof.
    pub(super) proof: Proof,
    /// What of the object it proves; empty for all of it.
    pub(super) parts: Vec<PlanId>,
    /// Where it is claimed.
    pub(super) span: Span,
}

impl Candidate {
    /// Returns whether it speaks for the object as a whole.
    pub(super) fn is_whole(&self) -> bool {
        self.parts.is_empty()
    }

    /// Returns whether it is a page of this site.
    pub(super) fn is_own(&self) -> bool {
        self.proof.page.is_some()
    }
}

impl Entry {
    /// Returns whether there is any sign of work.
    pub(super) fn is_touched(&self) -> bool {
        !self.candidates.is_empty() || !self.lapsed.is_empty() || !self.mentions.is_empty() || self.has_dead
    }

    /// Adds the page of `candidate` to the mentions.
    pub(super) fn mention(&mut self, candidate: &Candidate) {
        if let Some(page) = candidate.proof.page {
            let proof = &candidate.proof;
            let (title, href) = (proof.title.clone(), proof.href.clone());
            self.mentions.insert(Mention { page, title, href, date: Some(proof.date) });
        }
    }

    /// Returns the mentions, newest first, without the pages that are among `proofs`.
    pub(super) fn mentions(&self, proofs: &[Proof]) -> Vec<Mention> {
        let proving: BTreeSet<usize> = proofs.iter().filter_map(|proof| proof.page).collect();
        let others = self.mentions.iter().filter(|mention| !proving.contains(&mention.page));
        let mut mentions: Vec<Mention> = others.cloned().collect();
        mentions.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.href.cmp(&b.href)));
        mentions
    }
}

impl Ledger {
    /// Gathers what `pages` and the `proof:` entries of `plan` say.
    pub(super) fn gather(plan: &Plan, pages: &[&PageClaims], standing: Standing<'_>) -> Self {
        let mut ledger = Self::default();
        for page in pages {
            page.proves.iter().for_each(|claim| ledger.add_claim(page, claim));
            page.about.iter().for_each(|claim| ledger.entry(&claim.target).mentions.extend([mention(page)]));
        }
        let named = pages.iter().flat_map(|page| page.named_at.iter().map(|span| (*span, *page))).collect();
        ledger.add_plan(plan, standing, &named);
        ledger.add_features(plan, pages, standing, &named);
        ledger.report_lapsed();
        ledger.report_overused(plan.max_items_per_proof.max(1) as usize);
        ledger
    }

    /// Takes out the evidence of the object with that id.
    pub(super) fn take(&mut self, id: &PlanId) -> Entry {
        self.entries.remove(id).unwrap_or_default()
    }

    /// Returns whether there is any sign of work on the object with that id.
    pub(super) fn is_touched(&self, id: &PlanId) -> bool {
        self.entries.get(id).is_some_and(Entry::is_touched)
    }

    fn entry(&mut self, id: &PlanId) -> &mut Entry {
        self.entries.entry(id.clone()).or_default()
    }

    fn add_claim(&mut self, page: &PageClaims, claim: &Spanned<Claim>) {
        let Some(proof) = own_proof(page) else {
            self.entry(&claim.target).mentions.insert(mention(page));
            let message = format!("a page without a date proves nothing: `{}`", claim.value);
            self.diagnostics
                .push(Diagnostic::new(Code::UnusableProof, claim.span, message).hint("add `date:` to the page"));
            return;
        };
        let parts = claim.part.iter().cloned().collect();
        self.entry(&claim.target).candidates.push(Candidate { proof, parts, span: claim.span });
    }

    fn add_plan(&mut self, plan: &Plan, standing: Standing<'_>, named: &Named<'_>) {
        let terms = |months| Terms { standing, valid_months: months, part: None, page: None, named };
        for (_, item) in plan.items() {
            self.add_files(&item.id, &item.title, &item.proofs, &terms(None));
        }
        for entry in &plan.certifications {
            self.add_files(&entry.id, &entry.title, &entry.proofs, &terms(entry.valid_months));
            for other in &entry.any_of {
                self.add_files(&other.id, &other.title, &other.proofs, &terms(other.valid_months));
            }
        }
        for project in &plan.projects {
            self.add_files(&project.id, &project.title, &project.proofs, &terms(None));
            for feature in &project.features {
                let part = Terms { part: Some(&feature.id), ..terms(None) };
                self.add_files(&project.id, &feature.title, &feature.proof, &part);
            }
        }
        for entry in &plan.outreach {
            self.add_files(&entry.id, &entry.title, &entry.proofs, &terms(None));
        }
    }

    fn add_features(&mut self, plan: &Plan, pages: &[&PageClaims], standing: Standing<'_>, named: &Named<'_>) {
        for (page, claims) in pages.iter().filter_map(|page| Some((page, page.project.as_ref()?))) {
            let Some(project) = plan.project(&claims.id) else { continue };
            for feature in &project.features {
                let part = Some(&*feature.id);
                let terms = Terms { standing, valid_months: None, part, page: Some(page.page), named };
                let files = claims.features.get(&feature.id.value).map_or(&[][..], Vec::as_slice);
                self.add_files(&project.id, &feature.title, files, &terms);
            }
        }
    }

    /// Adds `files` of the object `id`: those of the future are left out, those that have lapsed or are dead are kept
    /// apart.
    fn add_files(&mut self, id: &PlanId, title: &str, files: &[ProofFile], terms: &Terms<'_>) {
        let as_of = terms.standing.as_of;
        for file in files.iter().filter(|file| file.date.value <= as_of) {
            let proof = match &file.page {
                Some(page) => self.page_proof(id, file, page.span, terms),
                None => hosted_proof(file, title, terms.valid_months),
            };
            let Some(mut proof) = proof else { continue };
            let named = file.verifies.iter().map(|part| part.value.clone()).collect();
            let parts = terms.part.map_or(named, |part| vec![part.clone()]);
            let is_lapsed = proof.expires.is_some_and(|last| last < as_of);
            let span = file.expires.as_ref().filter(|_| is_lapsed).map_or(file.kind.span, |expires| expires.span);
            match terms.standing.access(&proof.href, proof.archived.as_deref()) {
                Access::Dead(since) if !is_lapsed => {
                    let (href, title) = (proof.href, proof.title);
                    let dead = DeadProof {
                        of: id.clone(),
                        parts,
                        href,
                        title,
                        since,
                        span: file.url.as_ref().map(|url| url.span),
                        page: terms.page,
                    };
                    self.add_dead(dead);
                    continue;
                }
                Access::Copy => proof.href = proof.archived.take().unwrap_or(proof.href),
                _ => {}
            }
            let entry = self.entry(id);
            let list = if is_lapsed { &mut entry.lapsed } else { &mut entry.candidates };
            list.push(Candidate { proof, parts, span });
        }
    }

    /// Returns the page that `file` names at `span` as a proof, dated with the later of both; nothing when no visitor can
    /// find it yet, or when it has no date.
    fn page_proof(&mut self, id: &PlanId, file: &ProofFile, span: Span, terms: &Terms<'_>) -> Option<Proof> {
        let page = *terms.named.get(&span)?;
        let Some(own) = own_proof(page) else {
            self.entry(id).mentions.insert(mention(page));
            let message = format!("a page without a date proves nothing: `{id}`");
            self.diagnostics.push(Diagnostic::new(Code::UnusableProof, span, message).hint("add `date:` to the page"));
            return None;
        };
        let date = own.date.max(file.date.value);
        let title = file.title.clone().unwrap_or(own.title);
        Some(Proof { title, date, expires: expires(file, date, terms.valid_months), ..own })
    }

    /// Adds a proof that does not count; it is a sign of work all the same.
    pub(super) fn add_dead(&mut self, dead: DeadProof) {
        self.entry(&dead.of).has_dead = true;
        self.dead.push(dead);
    }

    /// Reports proofs that have lapsed, unless a newer one has taken their place.
    fn report_lapsed(&mut self) {
        for (id, entry) in &self.entries {
            for old in &entry.lapsed {
                let is_renewed = |new: &Candidate| new.proof.level >= old.proof.level && new.parts == old.parts;
                if let Some(last) = old.proof.expires.filter(|_| !entry.candidates.iter().any(is_renewed)) {
                    let message = format!("this proof of `{id}` lapsed on {last} and does not count");
                    let hint = "add the renewed proof, or leave this one as history";
                    self.diagnostics.push(Diagnostic::new(Code::UnusableProof, old.span, message).hint(hint));
                }
            }
        }
    }

    /// Reports each proof that is claimed for more than `max` objects, at the first that is too many.
    fn report_overused(&mut self, max: usize) {
        let mut uses: BTreeMap<&str, BTreeMap<&PlanId, Span>> = BTreeMap::new();
        for (id, entry) in &self.entries {
            for candidate in &entry.candidates {
                let spans = uses.entry(&candidate.proof.href).or_default();
                let span = spans.entry(id).or_insert(candidate.span);
                *span = candidate.span.min(*span);
            }
        }
        for (href, spans) in uses.into_iter().filter(|(_, spans)| spans.len() > max) {
            let mut places: Vec<Span> = spans.values().copied().collect();
            places.sort_unstable();
            let message = format!("`{href}` is said to prove {} things, more than {max}", spans.len());
            let hint = "prove each with work of its own, or raise `evidence_policy.max_items_per_proof`";
            self.diagnostics.push(Diagnostic::new(Code::OverusedProof, places[max], message).hint(hint));
        }
    }
}

/// Pages by the places at which a `proof:` names them.
type Named<'a> = BTreeMap<Span, &'a PageClaims>;

struct Terms<'a> {
    standing: Standing<'a>,
    valid_months: Option<u32>,
    part: Option<&'a PlanId>,
    page: Option<usize>,
    named: &'a Named<'a>,
}

fn mention(page: &PageClaims) -> Mention {
    Mention { page: page.page, title: page.title.clone(), href: page.href.clone(), date: page.date }
}

/// Returns `page` as a proof, or `None` when it has no date.
pub(super) fn own_proof(page: &PageClaims) -> Option<Proof> {
    let kind = EvidenceKind::Own(page.kind);
    Some(Proof {
        kind,
        also: Vec::new(),
        title: page.title.clone(),
        of: None,
        href: page.href.clone(),
        level: kind.level(),
        date: page.date?,
        page: Some(page.page),
        expires: None,
        archived: None,
    })
}

/// Returns the last day on which the proof in `file`, made on `date`, is valid.
fn expires(file: &ProofFile, date: NaiveDate, valid_months: Option<u32>) -> Option<NaiveDate> {
    let by_default = valid_months.and_then(|months| date.checked_add_months(Months::new(months)));
    file.expires.as_ref().map(|expires| expires.value).or(by_default)
}

fn hosted_proof(file: &ProofFile, owner: &str, valid_months: Option<u32>) -> Option<Proof> {
    let kind = EvidenceKind::Hosted(file.kind.value);
    let stated = file.level.as_ref().and_then(|level| u8::try_from(level.value).ok());
    let date = file.date.value;
    Some(Proof {
        kind,
        also: Vec::new(),
        title: file.title.clone().unwrap_or_else(|| format!("{}: {owner}", kind.label())),
        of: file.title.is_none().then(|| owner.to_owned()),
        href: file.url.as_ref()?.value.clone(),
        level: stated.unwrap_or_else(|| kind.level()).clamp(1, 3),
        date,
        page: None,
        expires: expires(file, date, valid_months),
        archived: file.archived.as_ref().map(|copy| copy.value.clone()),
    })
}
