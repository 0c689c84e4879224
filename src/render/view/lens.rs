//! Role lenses.

use serde::Serialize;

use super::{CredentialView, ProjectCard, ProofView, SkillLine};

/// The evidence in the order in which it matters for a role.
#[derive(Debug, Clone, Serialize)]
pub struct LensView {
    /// The title of the role.
    pub role: String,
    /// The name of the author.
    pub name: String,
    /// What they do.
    pub headline: Option<String>,
    /// Two or three sentences: those for the role, else those of the résumé.
    pub summary: Option<String>,
    /// The résumé for the role.
    pub resume: Option<String>,
    /// The skills that matter, the most important first.
    pub skills: Vec<SkillLine>,
    /// All projects: those for the role first, then those that show most of its skills.
    pub projects: Vec<ProjectCard>,
    /// The proofs that matter, at most twelve.
    pub proofs: Vec<ProofView>,
    /// Verified credentials: those that show most of the skills first.
    pub credentials: Vec<CredentialView>,
}
