//! From what a plan says to what a plan has: the first day, the months of every phase and item, and ids.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::draft::{Base, Draft, Window};
use super::id::Ids;
use super::when::{Unit, When};

/// The most months that a plan has.
const MOST_MONTHS: u32 = 240;

/// The day that months are counted from, and what is known of days.
#[derive(Debug, Clone, Copy)]
struct Calendar {
    start: NaiveDate,
}

impl Calendar {
    /// Returns the months of the plan that `when` lies in, and the day it ends when that is finer than a month.
    fn window(self, when: When) -> Window {
        let (first, last, due) = match when {
            When::Counted { unit, from, to } => {
                let months = |number: u32| match unit {
                    Unit::Month => Some((number, number)),
                    Unit::Quarter => Some((number * 3 - 2, number * 3)),
                    Unit::Semester => Some((number * 6 - 5, number * 6)),
                    Unit::Year => Some((number * 12 - 11, number * 12)),
                    Unit::Day | Unit::Week | Unit::Sprint => None,
                };
                match (months(from.max(1)), months(to.max(1))) {
                    (Some((first, _)), Some((_, last))) => (first, last, None),
                    _ => {
                        let length = days_of(unit);
                        let (begin, end) = (u64::from(from.max(1) - 1) * length, u64::from(to.max(1)) * length);
                        // A week belongs to the month that most of it lies in.
                        let middle = ((end - begin) / 2).min(3);
                        (self.month_after(begin + middle), self.month_after(end - 1 - middle), self.day_after(end - 1))
                    }
                }
            }
            When::Dates { from, to, is_exact: true } => (self.month_of(from), self.month_of(to), Some(to)),
            // April is April, also in a plan that begins on a fourth.
            When::Dates { from, to, is_exact: false } => (self.calendar_month(from), self.calendar_month(to), None),
            When::MonthNames { from, to } => {
                let first = self.next(from, self.start);
                let last = self.next(to, first);
                (self.calendar_month(first), self.calendar_month(last), None)
            }
        };
        let bound = |month: u32| month.clamp(1, MOST_MONTHS);
        let (first, last) = (bound(first.min(last)), bound(first.max(last)));
        Window { months: (first, last), due }
    }

    fn day_after(self, days: u64) -> Option<NaiveDate> {
        self.start.checked_add_days(Days::new(days)).filter(|day| day.year() < 2200)
    }

    fn month_after(self, days: u64) -> u32 {
        self.day_after(days).map_or(MOST_MONTHS, |day| self.month_of(day))
    }

    /// Returns the month of the plan that begins in the month of `day`.
    fn calendar_month(self, day: NaiveDate) -> u32 {
        self.month_of(day.with_day(self.start.day().min(28)).unwrap_or(day).max(day))
    }

    /// Returns the month of the plan that a day lies in; the first for days before it.
    fn month_of(self, day: NaiveDate) -> u32 {
        let months = (day.year() - self.start.year()) * 12 + i32::try_from(day.month0()).unwrap_or(0)
            - i32::try_from(self.start.month0()).unwrap_or(0);
        let months = months - i32::from(day.day() < self.start.day());
        u32::try_from(months + 1).unwrap_or(0).clamp(1, MOST_MONTHS)
    }

    /// Returns the first day of the next month of that number, from the month of `after` on.
    fn next(self, month: u32, after: NaiveDate) -> NaiveDate {
        let year = after.year() + i32::from(month < after.month());
        NaiveDate::from_ymd_opt(year, month, self.start.day().min(28)).unwrap_or(after)
    }
}

fn days_of(unit: Unit) -> u64 {
    match unit {
        Unit::Day => 1,
        Unit::Sprint => 14,
        _ => 7,
    }
}

/// Sets the first day, the number of months, and when everything is.
pub(super) fn times(draft: &mut Draft, start: Option<NaiveDate>, next_month: NaiveDate) {
    let named = draft.head.start.or_else(|| earliest(draft));
    let start = start.or(named).unwrap_or(next_month);
    let calendar = Calendar { start };
    draft.head.first_day = start;
    let stated = draft.head.length.map(|(unit, number)| in_months(unit, number));
    for phase in &mut draft.phases {
        let own = phase.base.when.map(|when| calendar.window(when));
        for item in &mut phase.items {
            item.base.window = item.base.when.map(|when| calendar.window(when));
        }
        phase.base.window = own.or_else(|| {
            around(
                phase
                    .items
                    .iter()
                    .filter_map(|item| item.base.window)
                    .chain(phase.themes.iter().map(|theme| calendar.window(theme.when))),
            )
        });
    }
    spread(draft, stated);
    rehome(draft);
    for phase in &mut draft.phases {
        let parts = phase
            .items
            .iter()
            .filter_map(|item| item.base.window)
            .chain(phase.themes.iter().map(|theme| calendar.window(theme.when)));
        phase.base.window = around(phase.base.window.into_iter().chain(parts));
        let months = phase.base.window.map_or((1, 1), |window| window.months);
        for theme in &mut phase.themes {
            theme.month = Some(calendar.window(theme.when).months.0.clamp(months.0, months.1));
        }
    }
    at_the_end(draft, stated);
    let careers = bases(draft).filter(|base| base.window.is_none());
    careers.for_each(|base| base.window = base.when.map(|when| calendar.window(when)));
    let last = all_bases(draft).filter_map(|base| base.window).map(|window| window.months.1).max().unwrap_or(1);
    draft.head.months = stated.unwrap_or(1).max(last).clamp(1, MOST_MONTHS);
}

/// Returns the first day of the month after `day`.
pub(super) fn next_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).and_then(|first| first.checked_add_months(Months::new(1))).unwrap_or(day)
}

fn around(windows: impl Iterator<Item = Window>) -> Option<Window> {
    windows.reduce(|a, b| Window { months: (a.months.0.min(b.months.0), a.months.1.max(b.months.1)), due: None })
}

fn in_months(unit: Unit, number: u32) -> u32 {
    // Twelve weeks are three months to everybody who says so.
    let months = match unit {
        Unit::Week => f64::from(number) * 12.0 / 52.0,
        _ => f64::from(number) * unit.days() / Unit::Month.days(),
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is within the bounds")]
    let months = (months - 0.01).ceil().clamp(1.0, f64::from(MOST_MONTHS)) as u32;
    months
}

/// Returns the first day that a heading or an item names.
fn earliest(draft: &Draft) -> Option<NaiveDate> {
    let of = |when: Option<When>| match when {
        Some(When::Dates { from, .. }) => Some(from),
        _ => None,
    };
    let phases = draft.phases.iter().flat_map(|phase| {
        let themes = phase.themes.iter().map(move |theme| of(Some(theme.when)));
        // A day that something is due is no day on which the plan begins.
        std::iter::once(of(phase.base.when)).chain(themes)
    });
    phases.flatten().min()
}

/// Gives months to the phases that say none: the length that they say, or an even share of what is left.
fn spread(draft: &mut Draft, stated: Option<u32>) {
    let (mut silent, mut cursor): (Vec<usize>, u32) = (Vec::new(), 1);
    for at in 0..draft.phases.len() {
        let base = &draft.phases[at].base;
        match base.window {
            Some(window) => {
                share(draft, &silent, cursor, Some(window.months.0.saturating_sub(1)));
                silent.clear();
                cursor = cursor.max(window.months.1 + 1).min(MOST_MONTHS);
            }
            None if base.is_private => {}
            None => silent.push(at),
        }
    }
    share(draft, &silent, cursor, stated);
}

/// Moves the items that stand in no phase, such as the rows of a table of milestones, to the phase of their month.
fn rehome(draft: &mut Draft) {
    let Some(default) = draft.phases.iter().position(|phase| phase.base.src.is_empty()) else { return };
    let is_home = |phase: &&super::draft::Phase| !phase.base.src.is_empty() && !phase.base.is_private;
    let months: Vec<Option<(u32, u32)>> = draft
        .phases
        .iter()
        .map(|phase| Some(phase).filter(is_home).and_then(|phase| phase.base.window).map(|window| window.months))
        .collect();
    let home = |window: Option<Window>| {
        let month = window?.months.1;
        months.iter().position(|months| months.is_some_and(|(first, last)| (first..=last).contains(&month)))
    };
    let items = std::mem::take(&mut draft.phases[default].items);
    for item in items {
        let phase = home(item.base.window).unwrap_or(default);
        draft.phases[phase].items.push(item);
    }
    if draft.phases[default].items.is_empty() && draft.phases[default].themes.is_empty() && draft.phases.len() > 1 {
        draft.phases.remove(default);
    }
}

/// A search for work that says no time is in the last month.
fn at_the_end(draft: &mut Draft, stated: Option<u32>) {
    let windows = || draft.phases.iter().filter_map(|phase| phase.base.window);
    let last = windows().map(|window| window.months.1).max().unwrap_or(1).max(stated.unwrap_or(1)).min(MOST_MONTHS);
    for phase in draft.phases.iter_mut().filter(|phase| phase.base.window.is_none()) {
        phase.base.window = Some(Window { months: (last, last), due: None });
    }
}

/// Gives the phases in `silent` the months from `first` on, as far as `end` where that is known.
fn share(draft: &mut Draft, silent: &[usize], first: u32, end: Option<u32>) {
    let length = |at: &usize| draft.phases[*at].length.map(|(unit, number)| in_months(unit, number));
    let lengths: Vec<Option<u32>> = silent.iter().map(length).collect();
    let said = lengths.iter().flatten().fold(0_u32, |sum, length| sum.saturating_add(*length));
    let shares = u32::try_from(lengths.iter().filter(|length| length.is_none()).count()).unwrap_or(u32::MAX);
    let left = (end.unwrap_or(0) + 1).saturating_sub(first).saturating_sub(said);
    let (mut cursor, mut given) = (first, 0);
    for (at, length) in silent.iter().zip(lengths) {
        let length = length.unwrap_or_else(|| {
            given += 1;
            // Shares differ by at most one month and add up to what is left.
            (left * given / shares).saturating_sub(left * (given - 1) / shares).max(1)
        });
        let begin = cursor.min(MOST_MONTHS);
        let last = begin.saturating_add(length - 1).min(MOST_MONTHS);
        draft.phases[*at].base.window = Some(Window { months: (begin, last), due: None });
        cursor = (last + 1).min(MOST_MONTHS);
    }
}

/// Everything that has a time of its own, besides phases and items.
fn bases(draft: &mut Draft) -> impl Iterator<Item = &mut Base> {
    let certifications = draft.certifications.iter_mut().map(|entry| &mut entry.base);
    let goals = draft.goals.iter_mut().map(|entry| &mut entry.base);
    let projects = draft.projects.iter_mut().map(|entry| &mut entry.base);
    let outreach = draft.outreach.iter_mut().map(|entry| &mut entry.base);
    certifications.chain(goals).chain(projects).chain(outreach)
}

fn all_bases(draft: &mut Draft) -> impl Iterator<Item = &Base> {
    let phases = draft
        .phases
        .iter()
        .map(|phase| &phase.base)
        .chain(draft.phases.iter().flat_map(|phase| &phase.items).map(|item| &item.base));
    let career =
        draft.certifications.iter().map(|entry| &entry.base).chain(draft.goals.iter().map(|entry| &entry.base));
    phases
        .chain(career)
        .chain(draft.projects.iter().map(|entry| &entry.base))
        .chain(draft.outreach.iter().map(|entry| &entry.base))
}

/// Gives everything its id, in the order of the file.
pub(super) fn ids(draft: &mut Draft) {
    let mut ids = Ids::default();
    let title = draft.head.base.title.clone();
    draft.head.base.id = ids.give("", &title, "plan");
    for phase in &mut draft.phases {
        let hides = phase.base.is_private;
        let give = |ids: &mut Ids, title: &str, fallback: &str, hides: bool| {
            if hides { ids.give_private(title, fallback) } else { ids.give("", title, fallback) }
        };
        phase.base.id = give(&mut ids, &phase.base.title, "phase", hides);
        for item in &mut phase.items {
            item.base.id = give(&mut ids, &item.base.title, "step", hides || item.base.is_private);
            let mut own = Ids::default();
            item.parts.iter_mut().for_each(|part| part.id = own.give("", &part.title, "part"));
        }
    }
    for certification in &mut draft.certifications {
        certification.base.id = ids.give("cert-", &certification.base.title, "exam");
        certification.any_of.iter_mut().for_each(|(title, id)| *id = ids.give("cert-", title, "exam"));
    }
    draft.skills.iter_mut().for_each(|entry| entry.base.id = ids.give("skill-", &entry.base.title, "skill"));
    draft.goals.iter_mut().for_each(|entry| entry.base.id = ids.give("goal-", &entry.base.title, "goal"));
    for project in &mut draft.projects {
        project.base.id = ids.give("proj-", &project.base.title, "project");
        let mut own = Ids::default();
        project.parts.iter_mut().for_each(|part| part.id = own.give("", &part.title, "part"));
    }
    draft.outreach.iter_mut().for_each(|entry| entry.base.id = ids.give("out-", &entry.base.title, "entry"));
    draft.roles.iter_mut().for_each(|entry| entry.base.id = ids.give("role-", &entry.base.title, "role"));
    draft.resources.iter_mut().for_each(|entry| entry.base.id = ids.give("res-", &entry.base.title, "resource"));
    for company in &mut draft.companies {
        let named = company.label.clone().or_else(|| company.names.first().cloned()).unwrap_or_default();
        company.id = match company.tier {
            Some(tier) => ids.give("tier-", &tier.to_string(), "tier"),
            None => ids.give("company-", &named, "tier"),
        };
    }
    draft.income.iter_mut().for_each(|entry| entry.id = ids.give("inc-y", &entry.year.to_string(), "year"));
    draft.services.iter_mut().for_each(|entry| entry.id = ids.give("svc-", &entry.title, "service"));
    for reason in draft.field_reasons.iter_mut().chain(&mut draft.plan_reasons) {
        let topic = reason.topic.as_deref().unwrap_or(&reason.text);
        reason.id = ids.give("why-", topic, "reason");
    }
    if let Some(closing) = &mut draft.closing {
        closing.id = ids.give("why-", "closing", "closing");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[track_caller]
    fn check(when: When, months: (u32, u32), due: Option<&str>) {
        let calendar = Calendar { start: day("2026-12-01") };
        assert_eq!(calendar.window(when), Window { months, due: due.map(day) }, "{when:?}");
    }

    #[test]
    fn every_time_is_a_month_of_the_plan() {
        let counted = |unit, from, to| When::Counted { unit, from, to };
        check(counted(Unit::Month, 4, 6), (4, 6), None);
        check(counted(Unit::Quarter, 2, 2), (4, 6), None);
        check(counted(Unit::Week, 1, 4), (1, 1), Some("2026-12-28"));
        check(counted(Unit::Week, 5, 5), (2, 2), Some("2027-01-04"));
        check(counted(Unit::Week, 52, 52), (12, 12), Some("2027-11-29"));
        check(counted(Unit::Day, 31, 60), (2, 2), Some("2027-01-29"));
        check(counted(Unit::Month, 2000, 2000), (240, 240), None);
        check(
            When::Dates { from: day("2027-03-15"), to: day("2027-03-15"), is_exact: true },
            (4, 4),
            Some("2027-03-15"),
        );
        check(When::Dates { from: day("2020-01-01"), to: day("2020-02-01"), is_exact: false }, (1, 1), None);
        check(When::MonthNames { from: 2, to: 3 }, (3, 4), None);
        assert_eq!(next_month(day("2026-12-31")), day("2027-01-01"));
        assert_eq!(
            [in_months(Unit::Week, 12), in_months(Unit::Month, 15), in_months(Unit::Day, 90), in_months(Unit::Year, 1)],
            [3, 15, 3, 12]
        );
    }
}
