//! Skills: the index, and the page of one.

use serde::Serialize;

use super::{BadgeView, ClaimView, DateView, EntryView, ProofView, Shared};

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

/// Skills by kind of evidence, for reading at a glance.
#[derive(Debug, Clone, Serialize)]
pub struct EvidenceMatrix {
    /// The kinds of evidence that there are, the strongest first.
    pub columns: Vec<EvidenceColumn>,
    /// The skills, those with most proofs first.
    pub rows: Vec<EvidenceRow>,
    /// The months that the strips of the rows show: `Jul 2026 to Nov 2026`.
    pub months: String,
}

/// A kind of evidence.
#[derive(Debug, Clone, Serialize)]
pub struct EvidenceColumn {
    /// `verified`, `code`, `talks` or `writing`; on the page of a skill the anchor is the same with `proofs-` before it.
    pub id: &'static str,
    /// As words.
    pub title: String,
    /// What belongs to it, in a sentence.
    pub meaning: String,
}

/// A skill in the matrix.
#[derive(Debug, Clone, Serialize)]
pub struct EvidenceRow {
    /// The skill.
    pub skill: SkillLine,
    /// A cell for each column.
    pub cells: Vec<EvidenceCell>,
    /// The date of its newest proof.
    pub newest: DateView,
    /// When its proofs came to be, as a drawing of one cell a month, and nothing but decoration.
    pub strip: String,
    /// The same in words: `3 in November 2026, 1 in October 2026`.
    pub strip_label: String,
}

/// How often a skill is shown by one kind of evidence.
#[derive(Debug, Clone, Serialize)]
pub struct EvidenceCell {
    /// The number of proofs.
    pub count: usize,
    /// From 0 for none to 4 for the most that any skill has of any kind.
    pub weight: u8,
    /// The proof itself when it is the only one, else the part of the skill's page that lists them; absent when there is
    /// none.
    pub href: Option<String>,
    /// `Python, code: 13 proofs`, to be read aloud; empty when there is none.
    pub label: String,
}

/// Proofs of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct ProofGroup {
    /// The kind.
    pub kind: EvidenceColumn,
    /// Its proofs, strongest first, then newest.
    pub proofs: Vec<ProofView>,
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
    /// The same by kind of evidence, the strongest kind first.
    pub kinds: Vec<ProofGroup>,
    /// Other pages that show it.
    pub mentions: Vec<Shared<EntryView>>,
    /// Items of the plan that teach it and are shown.
    pub items: Vec<ClaimView>,
    /// Its badge.
    pub badge: Option<BadgeView>,
}
