//! What is due, as a calendar for the owner.

use super::{Due, DueKind, OwnerReport};
use crate::calendar::ics::{self, Event};
use crate::calendar::{in_order, uid};
use crate::plan::BaseUrl;

/// Returns the owner's calendar called `name`, of the same list that `status` shows. The name is not the title of the
/// report, which may have a salary in it: calendars are uploaded. What
/// only the owner sees is in English.
pub fn calendar(report: &OwnerReport, name: &str, base: &BaseUrl) -> String {
    let events = report.due.iter().map(|due| event(due, base));
    ics::calendar(name, "en", report.as_of, &in_order(events.collect()))
}

fn event(due: &Due, base: &BaseUrl) -> Event {
    let (name, prefix) = match due.kind {
        DueKind::Step(_) => ("due", "Due: "),
        DueKind::Exam => ("exam", "Exam: "),
        DueKind::Application => ("appointment", "Appointment: "),
        DueKind::Expiry => ("expiry", "Lapses: "),
    };
    Event {
        uid: uid(&due.id, name, base),
        day: due.date,
        summary: format!("{prefix}{}", due.title),
        description: due.id.to_string(),
        url: None,
        category: due.kind.word().to_owned(),
    }
}
