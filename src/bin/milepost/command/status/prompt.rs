//! One line for the prompt of a shell: `5/15 31% behind:2 container-security`.

use milepost::owner::OwnerReport;

/// Returns month and months, the share that is proven, the state with the number of what is overdue, and the id of what
/// to do next.
pub(super) fn line(report: &OwnerReport) -> String {
    let month = report.now.month.map(|month| format!("{month}/{}", report.now.months));
    let state = match report.overdue.len() {
        0 => report.schedule.state.word().to_owned(),
        late => format!("{}:{late}", report.schedule.state.word()),
    };
    let next = report.next.as_ref().map(|next| next.id.to_string());
    let share = format!("{}%", super::screen::percent(report));
    let parts: Vec<String> = month.into_iter().chain([share, state]).chain(next).collect();
    format!("{}\n", parts.join(" "))
}
