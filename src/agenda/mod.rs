//! Everything in the plan that takes time, in one form, with when it is meant to happen.
//!
//! It is read from the plan as it is written, with the private overlay: what asks it works for the owner.

pub mod months;

use chrono::NaiveDate;

use self::months::{Calendar, DateWindow, name};
use crate::diagnostic::{Span, Spanned};
use crate::plan::check::Kind;
use crate::plan::id::PlanId;
use crate::plan::schema::PlanFile;
use crate::plan::schema::career::{CertificationFile, GoalFile, OutreachFile, ProjectFile};
use crate::plan::schema::study::{DeclaredStatus, ItemFile, ItemKind, PhaseFile};

/// An item, a certification, a project, an outreach entry or a goal.
#[derive(Debug)]
pub struct Entry<'a> {
    /// Its id.
    pub id: &'a Spanned<PlanId>,
    /// What it is.
    pub kind: Kind,
    /// Where it says itself when it is meant to happen.
    pub date: Option<Dated>,
    /// When it happens: as it says, else with its phase, else at any time of the plan.
    pub window: DateWindow,
    /// Its hours, and where they stand.
    pub hours: Option<&'a Spanned<f64>>,
    /// What has to come first.
    pub needs: &'a [Spanned<PlanId>],
    /// Skills that it teaches or shows.
    pub skills: &'a [Spanned<PlanId>],
    /// Whether hours are expected of it: not of a step that stands for a goal.
    pub is_work: bool,
    /// Whether the plan is kept only with it: not if it is optional, given up, waived or cannot be earned.
    pub is_required: bool,
}

/// When something is meant to happen, in its own words.
#[derive(Debug, Clone)]
pub struct Dated {
    /// The place of the latest date.
    pub span: Span,
    /// `month 4`, `months 4 to 6` or `2027-03-01`.
    pub text: String,
}

/// The three ways to say when.
#[derive(Clone, Copy)]
struct When<'a> {
    month: Option<&'a Spanned<u32>>,
    months: Option<&'a Spanned<[u32; 2]>>,
    due: Option<&'a Spanned<NaiveDate>>,
}

impl When<'_> {
    fn dated(self) -> Option<Dated> {
        let due = self.due.map(|due| Dated { span: due.span, text: due.value.to_string() });
        let month = self.month.map(|month| Dated { span: month.span, text: name(month.value, month.value) });
        let months =
            self.months.map(|months| Dated { span: months.span, text: name(months.value[0], months.value[1]) });
        due.or(month).or(months)
    }

    fn window(self, calendar: Calendar, around: DateWindow) -> DateWindow {
        let month = self.month.map(|month| [month.value; 2]);
        let own = month.or(self.months.map(|months| months.value));
        let around = own.map_or(around, |[first, last]| calendar.months(first, last));
        self.due.map_or(around, |due| DateWindow::new(around.start, due.value))
    }
}

/// Returns every entry of `file`, in order of writing.
pub fn entries(file: &PlanFile, calendar: Calendar) -> Vec<Entry<'_>> {
    let items = file.phases.iter().flat_map(|phase| phase.items.iter().map(move |item| (phase, item)));
    let items = items.map(|(phase, item)| of_item(phase, item, calendar));
    let certifications = file.certifications.iter().map(|entry| of_certification(file, entry, calendar));
    let projects = file.projects.iter().map(|entry| of_project(entry, calendar));
    let outreach = file.outreach.iter().map(|entry| of_outreach(entry, calendar));
    let goals = file.goals.iter().map(|entry| of_goal(entry, calendar));
    items.chain(certifications).chain(projects).chain(outreach).chain(goals).collect()
}

/// Returns whether `status` leaves something in the plan.
fn is_kept(status: Option<&Spanned<DeclaredStatus>>) -> bool {
    !status.is_some_and(|status| matches!(status.value, DeclaredStatus::Dropped | DeclaredStatus::Waived))
}

fn of_item<'a>(phase: &'a PhaseFile, item: &'a ItemFile, calendar: Calendar) -> Entry<'a> {
    let when = When { month: item.month.as_ref(), months: item.months.as_ref(), due: item.due.as_ref() };
    let [first, last] = phase.months.value;
    Entry {
        id: &item.id,
        kind: Kind::Item,
        date: when.dated(),
        window: when.window(calendar, calendar.months(first, last)),
        hours: item.hours.as_ref(),
        needs: &item.needs,
        skills: &item.skills,
        is_work: item.kind.value != ItemKind::Goal,
        is_required: is_kept(item.status.as_ref()) && item.optional != Some(true),
    }
}

fn of_certification<'a>(file: &PlanFile, entry: &'a CertificationFile, calendar: Calendar) -> Entry<'a> {
    let when = When { month: entry.month.as_ref(), months: entry.months.as_ref(), due: entry.due.as_ref() };
    let prepares = |item: &ItemFile| item.cert.as_ref().is_some_and(|cert| cert.value == entry.id.value);
    let is_prepared = file.phases.iter().flat_map(|phase| &phase.items).any(prepares);
    Entry {
        id: &entry.id,
        kind: Kind::Certification,
        date: when.dated(),
        window: when.window(calendar, calendar.whole()),
        hours: entry.hours.as_ref(),
        needs: &entry.needs,
        skills: &entry.skills,
        // Where items prepare it, these carry the hours.
        is_work: !is_prepared,
        is_required: is_kept(entry.status.as_ref()) && entry.optional != Some(true) && entry.available != Some(false),
    }
}

fn of_project(entry: &ProjectFile, calendar: Calendar) -> Entry<'_> {
    let when = When { month: entry.month.as_ref(), months: entry.months.as_ref(), due: entry.due.as_ref() };
    Entry {
        id: &entry.id,
        kind: Kind::Project,
        date: when.dated(),
        window: when.window(calendar, calendar.whole()),
        hours: entry.hours.as_ref(),
        needs: &entry.needs,
        skills: &entry.skills,
        is_work: true,
        is_required: is_kept(entry.status.as_ref()),
    }
}

fn of_outreach(entry: &OutreachFile, calendar: Calendar) -> Entry<'_> {
    let when = When { month: entry.month.as_ref(), months: entry.months.as_ref(), due: entry.due.as_ref() };
    Entry {
        id: &entry.id,
        kind: Kind::Outreach,
        date: when.dated(),
        window: when.window(calendar, calendar.whole()),
        hours: entry.hours.as_ref(),
        needs: &entry.needs,
        skills: &entry.skills,
        is_work: true,
        is_required: is_kept(entry.status.as_ref()),
    }
}

fn of_goal(entry: &GoalFile, calendar: Calendar) -> Entry<'_> {
    let when = When { month: entry.month.as_ref(), months: entry.months.as_ref(), due: entry.due.as_ref() };
    Entry {
        id: &entry.id,
        kind: Kind::Goal,
        date: when.dated(),
        window: when.window(calendar, calendar.whole()),
        hours: None,
        needs: &[],
        skills: &[],
        is_work: false,
        is_required: true,
    }
}
