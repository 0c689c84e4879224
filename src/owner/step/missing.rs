//! What a step lacks: proofs that are not there or too weak, features, gates.

use std::collections::BTreeSet;
use std::fmt;

use super::{Context, Missing, StepState};
use crate::plan::{Certification, Countable, Item, ItemKind, PlanId, Project, ProofFile, Requirement};
use crate::site::evidence::EvidenceKind;
use crate::site::progress::{ItemProgress, ProjectProgress};

impl Context<'_> {
    /// Returns what `item` lacks, criterion by criterion.
    pub(super) fn missing_of_item(&self, item: &Item, found: &ItemProgress) -> Vec<Missing> {
        match (item.kind, &item.cert, &item.goal) {
            (ItemKind::ExamPrep, Some(certification), _) => vec![Missing::Credential(certification.clone())],
            (ItemKind::Goal, _, Some(goal)) => {
                let goal = self.site.progress.goals.get(goal).map(|found| (found.count, found.target));
                let what =
                    item.goal.as_ref().and_then(|id| self.site.plan.goals.iter().find(|goal| goal.id.value == *id));
                let what = what.map(|goal| goal.count);
                goal.map(|(have, need)| Missing::Count { what, have, need }).into_iter().collect()
            }
            _ if found.criteria.is_empty() => vec![self.proof(item, None, found.proofs.len())],
            _ => {
                let open = found.criteria.iter().filter(|criterion| !criterion.is_proven());
                open.map(|criterion| {
                    let part = (criterion.id.clone(), criterion.title.clone());
                    self.proof(item, Some(part), criterion.proofs.len())
                })
                .collect()
            }
        }
    }

    /// Returns the credential that `entry` lacks: of what cannot be earned, those of its successors.
    pub(super) fn missing_credential(&self, entry: &Certification, state: StepState) -> Vec<Missing> {
        let successors = entry.successors.iter().chain(entry.any_of.iter().flat_map(|other| &other.successors));
        if state != StepState::Unavailable || successors.clone().next().is_none() {
            return vec![Missing::Credential(entry.id.value.clone())];
        }
        let verified = self.site.progress.certifications.values().filter(|found| found.state.is_verified());
        let held: BTreeSet<&PlanId> = verified.flat_map(|found| &found.held).collect();
        if successors.clone().any(|id| held.contains(id)) {
            return Vec::new();
        }
        let successors: BTreeSet<&PlanId> = successors.filter(|id| **id != entry.id.value).collect();
        successors.into_iter().cloned().map(Missing::Credential).collect()
    }

    fn proof(&self, item: &Item, part: Option<(PlanId, String)>, have: usize) -> Missing {
        let Requirement { min, level } = item.requirement;
        let level = level.clamp(1, 3);
        let id = part.as_ref().map(|(id, _)| id);
        let page = self.work.claims(&item.id, id).then_some(1);
        let speaks_of =
            |file: &&ProofFile| file.verifies.is_empty() || file.verifies.iter().any(|one| Some(&one.value) == id);
        let dated = item.proofs.iter().filter(|file| file.date.value <= self.site.as_of).filter(speaks_of);
        let weak = dated.map(level_of).chain(page).filter(|found| *found < level).max();
        Missing::Proof { part, have, need: min.max(1) as usize, level, weak }
    }
}

impl Missing {
    /// Returns it in words, with `{}` for the part of the step that it is about, and that part.
    pub(super) fn in_words(&self) -> (String, Option<String>) {
        match self {
            Self::Proof { part, have, need, level, weak } => {
                let what = match level {
                    1 => "a public page that proves it",
                    2 => "a proof hosted elsewhere",
                    _ => "a proof of the issuer",
                };
                let times =
                    if *need > 1 { format!("{} of {need} times ", need - have.min(need)) } else { String::new() };
                let weak = weak.map(|weak| format!(" (there is one of level {weak}, it takes {level})"));
                let place = if part.is_some() { "{}: " } else { "" };
                let text = format!("{place}{times}{what}{}", weak.unwrap_or_default());
                (text, part.as_ref().map(|(id, _)| format!("#{id}")))
            }
            Self::Credential(id) => (format!("the credential of {id}"), None),
            Self::Feature(id, _) => ("{}: a proof".to_owned(), Some(format!("#{id}"))),
            Self::Gate(gate) => ("gate {}".to_owned(), Some(gate.word().to_owned())),
            Self::Count { what, have, need } => {
                (format!("{} of {need} {}", need - have.min(need), what.map_or("proofs", many)), None)
            }
        }
    }
}

/// Says it in words: `#aws: a public page that proves it`.
impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, part) = self.in_words();
        f.write_str(&what.replace("{}", &part.unwrap_or_default()))
    }
}

fn many(what: Countable) -> &'static str {
    match what {
        Countable::PublicRepo => "public repositories",
        Countable::Post => "posts",
        Countable::Note => "notes",
        Countable::MergedPr => "merged pull requests",
        Countable::Talk => "talks",
        Countable::Release => "releases",
    }
}

fn level_of(file: &ProofFile) -> u8 {
    if file.page.is_some() {
        return 1;
    }
    let stated = file.level.as_ref().and_then(|level| u8::try_from(level.value).ok());
    stated.unwrap_or_else(|| EvidenceKind::Hosted(file.kind.value).level())
}

/// Returns what `project` lacks: features, then gates, then proofs of the whole.
pub(super) fn of_project(project: &Project, found: &ProjectProgress) -> Vec<Missing> {
    let features = found.features.iter().filter(|feature| !feature.is_proven());
    let features = features.map(|feature| Missing::Feature(feature.id.clone(), feature.title.clone()));
    let gates = found.gates.iter().filter(|gate| !gate.is_met).map(|gate| Missing::Gate(gate.gate));
    let Requirement { min, level } = project.requirement;
    let (need, level) = (min.max(1) as usize, level.clamp(1, 3));
    let proofs = found.all_proofs();
    let have = proofs.iter().filter(|proof| proof.level >= level).count();
    let weak = proofs.iter().map(|proof| proof.level).filter(|found| *found < level).max();
    let proof = (have < need).then_some(Missing::Proof { part: None, have, need, level, weak });
    features.chain(gates).chain(proof).collect()
}
