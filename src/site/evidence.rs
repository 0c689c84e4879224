//! Evidence: what a public page claims to prove, and what a proof is once it has been judged.
//!
//! [`PageClaims`] is all that progress is told about a page. The caller passes only pages that visitors can
//! open and that are dated no later than the build; ids in claims exist, and private targets are gone.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::diagnostic::{Span, Spanned};
use crate::plan::{Claim, PlanId, ProofFile, ProofKind};

/// What a published page says about the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PageClaims {
    /// The index of the page, by which proofs point back to it.
    pub page: usize,
    /// What sort of page it is.
    pub kind: PageKind,
    /// Its title.
    pub title: String,
    /// Its address.
    pub href: String,
    /// When it was published. A page without a date is a mention and proves nothing.
    pub date: Option<NaiveDate>,
    /// What it proves: items, criteria, features.
    pub proves: Vec<Spanned<Claim>>,
    /// What it is about besides, which earns nothing.
    pub about: Vec<Spanned<Claim>>,
    /// The places at which a `proof:` names it as its page.
    pub named_at: Vec<Span>,
    /// Skills that it shows.
    pub skills: Vec<PlanId>,
    /// Logged effort in minutes; for the owner, earns nothing.
    pub minutes: u32,
    /// What the page of a project says besides.
    pub project: Option<ProjectClaims>,
}

/// The sort of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// A study note.
    Note,
    /// A blog post.
    Post,
    /// The page of a project.
    Project,
    /// A standalone page.
    Page,
}

/// What the page of a project says about it.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectClaims {
    /// The project of the plan.
    pub id: PlanId,
    /// Its public repository.
    pub repo: Option<String>,
    /// A demonstration or recording.
    pub demo: Option<String>,
    /// The released version, as text.
    pub release: Option<String>,
    /// The licence of the code.
    pub license: Option<String>,
    /// Proofs by feature.
    pub features: BTreeMap<PlanId, Vec<ProofFile>>,
    /// Words in the body, for the gate `writeup`.
    pub word_count: u32,
}

/// What a proof is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EvidenceKind {
    /// A page of this site: level 1.
    Own(PageKind),
    /// Something hosted elsewhere: level 2, or 3 when an issuer vouches for it.
    Hosted(ProofKind),
}

impl EvidenceKind {
    /// Returns the level that evidence of this kind has: 1 own page, 2 hosted elsewhere, 3 verified by an
    /// issuer.
    pub fn level(self) -> u8 {
        match self {
            Self::Own(_) => 1,
            Self::Hosted(ProofKind::Credential | ProofKind::Certificate | ProofKind::Badge) => 3,
            Self::Hosted(_) => 2,
        }
    }

    /// Returns the kind as a word to read: `Note`, `Repository`, `Credential`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Own(PageKind::Note) | Self::Hosted(ProofKind::Note) => "Note",
            Self::Own(PageKind::Post) | Self::Hosted(ProofKind::Post) => "Post",
            Self::Own(PageKind::Project) => "Project",
            Self::Own(PageKind::Page) => "Page",
            Self::Hosted(ProofKind::Repo) => "Repository",
            Self::Hosted(ProofKind::Release) => "Release",
            Self::Hosted(ProofKind::Ci) => "CI run",
            Self::Hosted(ProofKind::Demo) => "Demo",
            Self::Hosted(ProofKind::Video) => "Video",
            Self::Hosted(ProofKind::Slides) => "Slides",
            Self::Hosted(ProofKind::Talk) => "Talk",
            Self::Hosted(ProofKind::Pr) => "Pull request",
            Self::Hosted(ProofKind::Paper) => "Paper",
            Self::Hosted(ProofKind::Report) => "Report",
            Self::Hosted(ProofKind::Credential) => "Credential",
            Self::Hosted(ProofKind::Certificate) => "Certificate",
            Self::Hosted(ProofKind::Badge) => "Badge",
        }
    }
}

/// A piece of evidence that counts: public, dated no later than the build, not lapsed, strong enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// What it is.
    pub kind: EvidenceKind,
    /// What else the same address was said to be.
    pub also: Vec<EvidenceKind>,
    /// What to call it.
    pub title: String,
    /// What it proves, when its title is only made of that and of its kind, in English.
    pub of: Option<String>,
    /// Where a visitor can open it.
    pub href: String,
    /// 1 own page, 2 hosted elsewhere, 3 verified by an issuer.
    pub level: u8,
    /// When it came to be.
    pub date: NaiveDate,
    /// The page, when it is one of this site.
    pub page: Option<usize>,
    /// The last day on which it is valid.
    pub expires: Option<NaiveDate>,
    /// A copy in a public archive, if it is not the address itself.
    pub archived: Option<String>,
}

impl Proof {
    /// Returns whether it is something of that kind, be it among others.
    pub fn is_a(&self, kind: EvidenceKind) -> bool {
        self.kind == kind || self.also.contains(&kind)
    }
}

/// A proof that does not count, because its address has been dead for longer than the policy allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadProof {
    /// What it is meant to prove.
    pub of: PlanId,
    /// The criteria or features of it; empty for all of it.
    pub parts: Vec<PlanId>,
    /// Its address.
    pub href: String,
    /// What to call it.
    pub title: String,
    /// Since when the address has been dead.
    pub since: NaiveDate,
    /// Where it is written.
    pub span: Option<Span>,
    /// The page of this site that names it, when the plan does not.
    pub page: Option<usize>,
}

/// A page that is about something of the plan without proving it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The page.
    pub page: usize,
    /// Its title.
    pub title: String,
    /// Its address.
    pub href: String,
    /// When it was published.
    pub date: Option<NaiveDate>,
}
