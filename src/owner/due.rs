//! What has a day: steps that are due, exams, appointments of applications, credentials that lapse.

use chrono::NaiveDate;

use super::{Credential, Exam, Step, StepKind};
use crate::plan::PlanId;
use crate::plan::private::PrivatePlan;

/// Something with a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub date: NaiveDate,
    /// What it is of.
    pub id: PlanId,
    /// What to call it.
    pub title: String,
    /// What happens on that day.
    pub kind: DueKind,
    /// For how many days it is overdue, pauses left out.
    pub overdue_days: Option<i64>,
}

/// What happens on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DueKind {
    /// A step is due.
    Step(StepKind),
    /// An exam is booked.
    Exam,
    /// An application goes on, with an interview perhaps.
    Application,
    /// A credential is valid for the last time.
    Expiry,
}

impl DueKind {
    /// Returns the kind as a word to read.
    pub fn word(self) -> &'static str {
        match self {
            Self::Step(kind) => kind.word(),
            Self::Exam => "exam",
            Self::Application => "application",
            Self::Expiry => "expiry",
        }
    }
}

/// Returns everything with a day that is not done, soonest first. Exams and applications of the past are left out, and
/// what has lapsed.
pub(super) fn all(
    steps: &[Step],
    private: &PrivatePlan,
    credentials: &[Credential],
    exams: &[Exam],
    as_of: NaiveDate,
) -> Vec<Due> {
    let due = |date, id: &PlanId, title: String, kind| Due { date, id: id.clone(), title, kind, overdue_days: None };
    let open = steps.iter().filter(|step| step.is_open()).map(|step| Due {
        overdue_days: step.overdue_days,
        ..due(step.window.end, &step.id, step.title.clone(), DueKind::Step(step.kind))
    });
    let exams = exams.iter().filter_map(|exam| Some(due(exam.booked?, &exam.id, exam.title.clone(), DueKind::Exam)));
    let applications = private.applications.iter().filter_map(|entry| {
        let role = entry.role.as_ref().map_or_else(String::new, |role| format!(": {role}"));
        let title = format!("{}{role}", entry.company);
        Some(due(entry.next.as_ref()?.value, &entry.id.value, title, DueKind::Application))
    });
    let lapsing = credentials.iter().filter_map(|credential| {
        Some(due(credential.expires?, &credential.id, credential.title.clone(), DueKind::Expiry))
    });
    let coming = exams.chain(applications).chain(lapsing).filter(|due| due.date >= as_of);
    let mut all: Vec<Due> = open.chain(coming).collect();
    all.sort_by(|a, b| (a.date, a.kind, &a.id).cmp(&(b.date, b.kind, &b.id)));
    all
}
