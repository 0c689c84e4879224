//! What is questionable in the plan itself: what cannot be kept, does not add up, or is there twice.
//!
//! Nothing here is wrong in form; [`crate::plan::check`] has seen to that. Each rule is a function from the plan, the
//! private overlay laid over it, to its remarks, and asks only what the file says: no page, no clock, no network.
//!
//! 1. [`crate::agenda`] lists everything that takes time, whatever its kind, and [`place`] finds where a key stands;
//! 2. `word` compares titles, `credential` is the table of what is known about certifications;
//! 3. the other files hold the rules, a subject each.

mod certification;
mod credential;
mod date;
mod duplicate;
mod effort;
mod goal;
mod money;
pub mod place;
mod resource;
mod skill;
#[cfg(test)]
mod tests;
mod word;

use chrono::NaiveDate;

use crate::agenda::months::{Calendar, without_pauses};
use crate::agenda::{self, Entry};
use crate::diagnostic::Diagnostic;
use crate::plan::schema::PlanFile;
use crate::plan::schema::study::PlanHead;
use crate::source::value::Value;
use place::Places;

/// What every rule is given.
struct Subject<'a> {
    /// The plan, with the private overlay.
    file: &'a PlanFile,
    /// Its key `plan`.
    head: &'a PlanHead,
    /// Where its keys stand.
    places: Places,
    /// When its months are.
    calendar: Calendar,
    /// Everything that takes time, in order of writing.
    entries: Vec<Entry<'a>>,
    /// The day to judge for.
    as_of: NaiveDate,
}

impl Subject<'_> {
    /// Returns whether `month` is over, the days left out on which the plan rested.
    fn is_over(&self, month: u32) -> bool {
        self.calendar.months(month, month).end < without_pauses(&self.head.pauses, self.as_of)
    }
}

/// Returns what is questionable in `file`, which was read from `written`, on the day `as_of`. A file without `plan:`
/// has nothing to ask.
pub fn lint(file: &PlanFile, written: &Value, as_of: NaiveDate) -> Vec<Diagnostic> {
    let Some(head) = &file.plan else { return Vec::new() };
    let calendar = Calendar::new(head.start.value, head.months.value);
    let subject =
        Subject { file, head, places: Places::of(written), entries: agenda::entries(file, calendar), calendar, as_of };
    let mut found = Vec::new();
    let rules = [
        certification::check,
        date::check,
        duplicate::check,
        effort::check,
        goal::check,
        money::check,
        resource::check,
        skill::check,
    ];
    for rule in rules {
        rule(&subject, &mut found);
    }
    found
}
