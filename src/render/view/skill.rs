//! Skills: the index, and the page of one.

use serde::Serialize;

use super::{BadgeView, ClaimView, EntryView, ProofView};

/// A skill in a list.
#[derive(Debug, Clone, Serialize)]
pub struct SkillLine {
    /// The title.
    pub title: String,
    /// The address of its page.
    pub href: String,
    /// The group, as words.
    pub group: String,
    /// `7 proofs`
    pub count_label: String,
    /// The number of proofs.
    pub count: usize,
    /// The strongest three.
    pub best: Vec<ProofView>,
}

/// The index of skills.
#[derive(Debug, Clone, Serialize)]
pub struct SkillsView {
    /// The heading.
    pub title: String,
    /// By group.
    pub groups: Vec<SkillGroup>,
}

/// Skills of one group.
#[derive(Debug, Clone, Serialize)]
pub struct SkillGroup {
    /// The title.
    pub title: String,
    /// Its skills that have a proof.
    pub skills: Vec<SkillLine>,
}

/// One skill with all its proofs.
#[derive(Debug, Clone, Serialize)]
pub struct SkillView {
    /// Title, group, count.
    pub line: SkillLine,
    /// What it consists of, such as two tools.
    pub parts: Vec<String>,
    /// All proofs, strongest first, then newest.
    pub proofs: Vec<ProofView>,
    /// Other pages that show it.
    pub mentions: Vec<EntryView>,
    /// Items of the plan that teach it and are shown.
    pub items: Vec<ClaimView>,
    /// Its badge.
    pub badge: Option<BadgeView>,
}
