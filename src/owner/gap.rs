//! Gaps: skills without a proof, credentials that lapse, exams that are not passed.

use chrono::NaiveDate;

use super::StepState;
use super::step::own_title;
use crate::plan::PlanId;
use crate::plan::private::PrivatePlan;
use crate::site::Site;
use crate::site::progress::CertificationState;

/// A skill without a proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkillGap {
    /// Its id.
    pub id: PlanId,
    /// Its name.
    pub title: String,
    /// The level aimed at, in the owner's words.
    pub target_level: Option<String>,
    /// Items, projects and certifications that teach or show it, in order of the plan. Where there are none, nothing of
    /// the plan will ever prove it.
    pub taught_by: Vec<PlanId>,
}

/// A certification that is or was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// The certification.
    pub id: PlanId,
    /// Its name, or that of the alternative that was earned.
    pub title: String,
    /// Whether it is verified, expiring, expired or waived.
    pub state: StepState,
    /// The last day on which it is valid; `None` when it never lapses.
    pub expires: Option<NaiveDate>,
    /// Days until then; negative when it has lapsed.
    pub days_left: Option<i64>,
}

impl Credential {
    /// Returns whether it lapses within 90 days or has lapsed.
    pub fn is_lapsing(&self) -> bool {
        matches!(self.state, StepState::Expiring | StepState::Expired)
    }
}

/// A certification that is not verified, with what is known of its exam.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exam {
    /// The certification.
    pub id: PlanId,
    /// Its name.
    pub title: String,
    /// The day that the exam is booked for; a day that is over means that the result is not in the plan yet.
    pub booked: Option<NaiveDate>,
    /// Days on which it was tried.
    pub attempts: Vec<NaiveDate>,
}

/// Returns the skills that nothing proves, in order of the plan.
pub(super) fn skills(site: &Site, private: &PrivatePlan) -> Vec<SkillGap> {
    let open = site.plan.skills.iter().filter_map(|skill| {
        let found = site.progress.skills.get(&skill.id).filter(|found| found.proofs.is_empty())?;
        let outreach = site.plan.outreach.iter().filter(|entry| entry.skills.contains(&skill.id));
        let others = found.items.iter().chain(&found.projects).chain(&found.certifications);
        Some(SkillGap {
            id: skill.id.clone(),
            title: own_title(private, &skill.id, &skill.title),
            target_level: private.target_levels.get(&skill.id).cloned(),
            taught_by: others.chain(outreach.map(|entry| &entry.id.value)).cloned().collect(),
        })
    });
    open.collect()
}

/// Returns the credentials, soonest to lapse first.
pub(super) fn credentials(site: &Site) -> Vec<Credential> {
    let found = site.progress.certifications.iter().filter_map(|(id, found)| {
        let state = match found.state {
            CertificationState::Verified => StepState::Proven,
            CertificationState::Expiring => StepState::Expiring,
            CertificationState::Expired => StepState::Expired,
            CertificationState::Waived => StepState::Waived,
            _ => return None,
        };
        let days_left = found.expires.map(|last| last.signed_duration_since(site.as_of).num_days());
        Some(Credential { id: id.clone(), title: found.title.clone(), state, expires: found.expires, days_left })
    });
    let mut credentials: Vec<Credential> = found.collect();
    credentials.sort_by_key(|credential| credential.expires.unwrap_or(NaiveDate::MAX));
    credentials
}

/// Returns the certifications that can be earned and are not verified, in order of the plan.
pub(super) fn exams(site: &Site, private: &PrivatePlan) -> Vec<Exam> {
    let open = site.plan.certifications.iter().filter_map(|entry| {
        let found = site.progress.certifications.get(&entry.id.value)?;
        if found.state.is_verified() || found.state.is_hidden() {
            return None;
        }
        let exam = private.exams.get(&entry.id.value);
        Some(Exam {
            id: entry.id.value.clone(),
            title: own_title(private, &entry.id, &entry.title),
            booked: exam.and_then(|exam| exam.booked.as_ref()).map(|day| day.value),
            attempts: exam.iter().flat_map(|exam| &exam.attempts).map(|day| day.value).collect(),
        })
    });
    open.collect()
}
