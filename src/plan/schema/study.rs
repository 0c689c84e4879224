//! The plan as a whole, its phases and their study items, as they are written.

use chrono::NaiveDate;

use super::evidence::{ProofFile, RequirementFile};
use super::private::{NotePrivate, PlanPrivate};
use super::{OriginLines, Visibility};
use crate::diagnostic::Spanned;
use crate::plan::id::PlanId;
use crate::source::value::Table;
use crate::source::value::record::{choice, record};

record! {
    /// The plan as a whole.
    pub struct PlanHead: "`plan`" {
        /// Its id.
        required id: Spanned<PlanId>,
        /// Its public title.
        required title: String,
        /// One public sentence.
        optional tagline: String,
        /// The field of work.
        optional focus: String,
        /// The first day of month 1.
        required start: Spanned<NaiveDate>,
        /// How many months it has.
        required months: Spanned<u32>,
        /// The same as `site.timezone`, which it gives way to.
        optional timezone: Spanned<String>,
        /// Days past due before the plan counts as behind; 10 by default.
        optional tolerance_days: u32,
        /// Whether role titles are public.
        optional open_to_work: bool,
        /// What the public sees of the progress.
        optional display: DisplayFile,
        /// Times in which the plan rests.
        list pauses: PauseFile,
        /// The plan as it was agreed on earlier days.
        list baselines: BaselineFile,
        /// Where it comes from.
        optional src: OriginLines,
        /// For the owner only.
        optional private: PlanPrivate,
    }
}

record! {
    /// What the public sees of the progress.
    pub struct DisplayFile: "`display`" {
        /// Whether the state of the schedule is public; private by default.
        optional schedule: ScheduleDisplay,
        /// The number of proven items below which no ratio, no burn-up chart and no badge of progress is shown; 5 by
        /// default. The badge of the plan's month is a fact of the calendar and is always there.
        optional min_proven_for_progress: u32,
        /// How ratios are shown; as a count by default.
        optional ratio_style: RatioStyle,
        /// Which planned items are listed; those of the current phase by default.
        optional upcoming: Upcoming,
        /// Whether the progress page shows the hours of each month, from `time:` of the published pages; private by
        /// default.
        optional hours: HoursDisplay,
        /// Whether the site has `plan.ics`, the due days of the open items that the progress page lists; private by
        /// default.
        optional calendar: CalendarDisplay,
    }
}

choice! {
    /// Whether the state of the schedule is public.
    pub enum ScheduleDisplay: "a display of the schedule" {
        /// On the progress page.
        Public = "public",
        /// For the owner only.
        Private = "private",
    }
}

choice! {
    /// Whether hours are public.
    pub enum HoursDisplay: "a display of the hours" {
        /// On the progress page, month by month.
        Public = "public",
        /// For the owner only.
        Private = "private",
    }
}

choice! {
    /// Whether due days are published as a calendar.
    pub enum CalendarDisplay: "a display of the calendar" {
        /// As `plan.ics`.
        Public = "public",
        /// For the owner only: `milepost plan calendar`.
        Private = "private",
    }
}

choice! {
    /// How ratios are shown.
    pub enum RatioStyle: "a style of ratios" {
        /// `9 of 42 proven`
        Count = "count",
        /// `21 % proven`
        Percent = "percent",
    }
}

choice! {
    /// Which planned items are listed.
    pub enum Upcoming: "a choice of upcoming items" {
        /// None.
        None = "none",
        /// Those of the current phase.
        CurrentPhase = "current-phase",
        /// All.
        All = "all",
    }
}

record! {
    /// A time in which the plan rests.
    pub struct PauseFile: "a pause" {
        /// Its first day.
        required from: Spanned<NaiveDate>,
        /// Its last day.
        required to: Spanned<NaiveDate>,
        /// Why; for the owner only.
        optional reason: String,
    }
}

record! {
    /// The plan as it was agreed on a day; `milepost status --baseline` prints that of today.
    pub struct BaselineFile: "a baseline" {
        /// Its id.
        required id: Spanned<PlanId>,
        /// The day from which on it holds.
        required date: Spanned<NaiveDate>,
        /// Why the plan was made anew; for the owner only.
        optional reason: String,
        /// What was in the plan.
        list steps: BaselineStepFile,
    }
}

record! {
    /// Something that was in the plan.
    pub struct BaselineStepFile: "a step of a baseline" {
        /// The item, certification, project or outreach entry.
        required id: Spanned<PlanId>,
        /// Its month.
        optional month: Spanned<u32>,
        /// Its first and last month.
        optional months: Spanned<[u32; 2]>,
        /// The day it was due.
        optional due: Spanned<NaiveDate>,
        /// Planned effort in hours; that of today where none is stated.
        optional hours: Spanned<f64>,
    }
}

record! {
    /// A part of the plan.
    pub struct PhaseFile: "a phase" {
        /// Its id.
        required id: Spanned<PlanId>,
        /// Its title.
        required title: String,
        /// One sentence.
        optional summary: String,
        /// Its first and last month.
        required months: Spanned<[u32; 2]>,
        /// Titles of its months, by number.
        optional themes: Table<ThemeFile>,
        /// What is studied in it.
        list items: ItemFile,
        /// Who may see it.
        optional visibility: Visibility,
        /// Where it comes from.
        optional src: OriginLines,
        /// For the owner only.
        optional private: NotePrivate,
    }
}

record! {
    /// The theme of a month.
    pub struct ThemeFile: "the theme of a month" {
        /// Its title.
        required title: String,
        /// Where it comes from.
        optional src: OriginLines,
    }
}

choice! {
    /// What an item is, which decides how it is proven.
    pub enum ItemKind: "a kind of item" {
        /// Something to understand.
        Topic = "topic",
        /// A course.
        Course = "course",
        /// Something to do by hand.
        Practice = "practice",
        /// Something to make.
        Build = "build",
        /// Preparation of an exam; proven when the certification is.
        ExamPrep = "exam-prep",
        /// A step that is proven when a goal is reached.
        Goal = "goal",
    }
}

choice! {
    /// What evidence cannot say of an object.
    pub enum DeclaredStatus: "a status" {
        /// Work has begun.
        Active = "active",
        /// It waits for something.
        Blocked = "blocked",
        /// It is not needed; a proof says why.
        Waived = "waived",
        /// It is given up.
        Dropped = "dropped",
        /// Claimed as done. It counts only with a proof.
        Done = "done",
    }
}

record! {
    /// A study item.
    pub struct ItemFile: "an item" {
        /// Its id; it never encodes a month, because items get moved.
        required id: Spanned<PlanId>,
        /// Its title.
        required title: String,
        /// One sentence.
        optional summary: String,
        /// What it is.
        required kind: Spanned<ItemKind>,
        /// Its month, counted from `plan.start`.
        optional month: Spanned<u32>,
        /// Its first and last month.
        optional months: Spanned<[u32; 2]>,
        /// The day it is due, instead of the end of its month.
        optional due: Spanned<NaiveDate>,
        /// Planned effort in hours, which is its weight.
        optional hours: Spanned<f64>,
        /// Whether `hours` is an estimate.
        optional est: bool,
        /// The certification that an `exam-prep` item prepares.
        optional cert: Spanned<PlanId>,
        /// The goal that a `goal` item stands for.
        optional goal: Spanned<PlanId>,
        /// What has to come first.
        list needs: Spanned<PlanId>,
        /// Skills that it teaches.
        list skills: Spanned<PlanId>,
        /// Roles that it matters for.
        list roles: Spanned<PlanId>,
        /// Resources that it uses.
        list resources: Spanned<PlanId>,
        /// Its units of progress.
        list criteria: CriterionFile,
        /// Goals that its proofs count for.
        list counts_for: Spanned<PlanId>,
        /// Evidence that lives elsewhere.
        list proof: ProofFile,
        /// How much evidence it needs, instead of what its kind needs.
        optional evidence: RequirementFile,
        /// What evidence cannot say.
        optional status: Spanned<DeclaredStatus>,
        /// Whether it is left out of progress; false by default.
        optional optional: bool,
        /// Other names of the same thing.
        list aliases: String,
        /// Who may see it.
        optional visibility: Visibility,
        /// Where it comes from.
        optional src: OriginLines,
        /// For the owner only.
        optional private: NotePrivate,
    }
}

record! {
    /// A unit of progress of an item.
    pub struct CriterionFile: "a criterion" {
        /// Its id, unique in the item.
        required id: Spanned<PlanId>,
        /// Its title.
        required title: String,
        /// Where it comes from.
        optional src: OriginLines,
    }
}
