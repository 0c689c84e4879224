//! Evidence as it is written: proofs, and how much of them each kind of item needs.

use chrono::NaiveDate;

use crate::diagnostic::Spanned;
use crate::plan::id::PlanId;
use crate::source::value::record::{choice, record};

record! {
    /// A proof that lives elsewhere, such as a credential, a repository, a merged pull request or a talk; or a page of
    /// the site.
    pub struct ProofFile: "a proof" {
        /// What it is.
        required kind: Spanned<ProofKind>,
        /// Where a visitor can open it; this or `page`.
        optional url: Spanned<String>,
        /// The page of this site that it is, instead of `url`: in the plan by the path of its file below `content/`, in
        /// front matter relative to the page, or by its address, such as `/notes/x/`.
        optional page: Spanned<String>,
        /// When it came to be.
        required date: Spanned<NaiveDate>,
        /// What to call it.
        optional title: String,
        /// The criteria it proves; all of them when none is named.
        list verifies: Spanned<PlanId>,
        /// Overrides the level that its kind has: 1 own page, 2 hosted elsewhere, 3 verified by an issuer.
        optional level: Spanned<u32>,
        /// A copy in a public archive.
        optional archived: Spanned<String>,
        /// When it lapses.
        optional expires: Spanned<NaiveDate>,
    }
}

choice! {
    /// What a proof is. Its level follows from the kind: credential, certificate and badge are verified by an
    /// issuer (3), the others are hosted elsewhere (2); pages of the site itself are 1.
    pub enum ProofKind: "a kind of proof" {
        /// A public repository.
        Repo = "repo",
        /// A released version.
        Release = "release",
        /// A run of continuous integration.
        Ci = "ci",
        /// A running demonstration.
        Demo = "demo",
        /// A recording.
        Video = "video",
        /// Slides of a talk.
        Slides = "slides",
        /// The page of a talk.
        Talk = "talk",
        /// A merged pull request.
        Pr = "pr",
        /// A paper.
        Paper = "paper",
        /// A report.
        Report = "report",
        /// A post published elsewhere.
        Post = "post",
        /// A note published elsewhere.
        Note = "note",
        /// A credential at its issuer.
        Credential = "credential",
        /// A certificate at its issuer.
        Certificate = "certificate",
        /// An open badge with proof.
        Badge = "badge",
    }
}

record! {
    /// How much evidence each kind of item needs.
    pub struct PolicyFile: "`evidence_policy`" {
        /// Topics; one own page by default.
        optional topic: RequirementFile,
        /// Courses; one own page by default.
        optional course: RequirementFile,
        /// Practice; one artefact hosted elsewhere by default.
        optional practice: RequirementFile,
        /// Builds; one artefact hosted elsewhere by default.
        optional build: RequirementFile,
        /// Certifications; one credential of the issuer by default.
        optional certification: RequirementFile,
        /// Projects; one artefact hosted elsewhere by default.
        optional project: RequirementFile,
        /// Outreach; one artefact hosted elsewhere by default.
        optional outreach: RequirementFile,
        /// From how many items on one proof is suspicious; 3 by default.
        optional max_items_per_proof: u32,
        /// For how many days the address of a proof may be dead before the proof counts no more; 30 by default.
        optional dead_after_days: u32,
    }
}

record! {
    /// How much evidence is needed.
    pub struct RequirementFile: "a requirement" {
        /// The number of proofs.
        optional min: Spanned<u32>,
        /// The level that each of them must have: 1, 2 or 3.
        optional level: Spanned<u32>,
        /// What a project must have besides: repo, readme, license, ci, release, writeup.
        list gates: Gate,
    }
}

choice! {
    /// Something that a project must have before it counts as proven.
    pub enum Gate: "a gate" {
        /// A public repository.
        Repo = "repo",
        /// A README in it.
        Readme = "readme",
        /// A licence.
        License = "license",
        /// Continuous integration.
        Ci = "ci",
        /// A release, or a demonstration.
        Release = "release",
        /// A write-up: the project's page.
        Writeup = "writeup",
    }
}
