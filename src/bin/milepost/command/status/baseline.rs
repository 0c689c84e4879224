//! `milepost status --baseline`: the plan as it is now, to be kept in `plan.yaml` as a baseline.

use milepost::owner::{OwnerReport, Snapshot};

/// Returns the entry for `plan.baselines`, and the one with what is private for the overlay.
pub(super) fn text(report: &OwnerReport) -> String {
    let id = format!("baseline-{}", report.as_of.format("%Y-%m-%d"));
    let (hidden, open): (Vec<&Snapshot>, Vec<&Snapshot>) = report.snapshot.iter().partition(|step| step.is_private);
    let mut text = format!(
        "# Add this to `baselines:` below `plan:` in plan.yaml. `reason:` is for you alone.\n    \
         - id: {id}\n      date: {}\n      reason:\n      steps:\n",
        report.as_of
    );
    text.extend(open.into_iter().map(line));
    if !hidden.is_empty() {
        let head = format!("# And this to plan.private.yaml.\nplan:\n  baselines:\n    - id: {id}\n      steps:\n");
        text.extend(std::iter::once(head).chain(hidden.into_iter().map(line)));
    }
    text
}

fn line(step: &Snapshot) -> String {
    let mut parts = vec![format!("id: {}", step.id)];
    match step.window.months {
        Some((first, last)) if first == last => parts.push(format!("month: {first}")),
        Some((first, last)) => parts.push(format!("months: [{first}, {last}]")),
        None => {}
    }
    parts.extend(step.window.due.map(|due| format!("due: {due}")));
    parts.push(format!("hours: {}", (step.hours * 100.0).round() / 100.0));
    format!("        - {{{}}}\n", parts.join(", "))
}
