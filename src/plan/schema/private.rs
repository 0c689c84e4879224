//! What is private whatever the file says, as it is written. No type of this room can be serialised.

use chrono::NaiveDate;

use super::career::Stage;
use super::{OriginLines, Visibility};
use crate::diagnostic::Spanned;
use crate::plan::id::PlanId;
use crate::source::value::record::record;

record! {
    /// Private fields that every object may have.
    pub struct NotePrivate: "`private`" {
        /// A remark.
        optional note: String,
        /// The title as the owner calls it.
        optional title: String,
        /// A sentence as the owner says it.
        optional summary: String,
    }
}

record! {
    /// Private fields of the plan.
    pub struct PlanPrivate: "`plan.private`" {
        /// A remark.
        optional note: String,
        /// The title as the owner calls it.
        optional title: String,
        /// The salary aimed at, from and to.
        optional target_salary_usd: [u32; 2],
        /// What may be spent in all.
        optional investment_usd: u32,
        /// A remark on the budget.
        optional investment_note: String,
        /// Hours a week there are for the plan.
        optional week_hours: f64,
        /// Where it comes from.
        optional src: OriginLines,
    }
}

record! {
    /// Private fields of a certification.
    pub struct CertificationPrivate: "`private` of a certification" {
        /// A remark.
        optional note: String,
        /// Bookings and attempts.
        optional exam: ExamPrivate,
    }
}

record! {
    /// Bookings and attempts of an exam.
    pub struct ExamPrivate: "`exam`" {
        /// The day it is booked for.
        optional booked: Spanned<NaiveDate>,
        /// Days on which it was tried.
        list attempts: Spanned<NaiveDate>,
    }
}

record! {
    /// Private fields of a skill.
    pub struct SkillPrivate: "`private` of a skill" {
        /// A remark.
        optional note: String,
        /// The level aimed at, in the owner's words.
        optional target_level: String,
    }
}

record! {
    /// Private fields of a role.
    pub struct RolePrivate: "`private` of a role" {
        /// A remark.
        optional note: String,
        /// The salary band, from and to.
        optional salary_usd: [u32; 2],
    }
}

record! {
    /// A tier of target companies.
    pub struct CompanyFile: "a tier of companies" {
        /// Its id.
        required id: Spanned<PlanId>,
        /// Its rank.
        optional tier: u32,
        /// What they have in common.
        optional label: String,
        /// Their names.
        list names: String,
        /// A remark.
        optional note: String,
        /// Where it comes from.
        optional src: OriginLines,
    }
}

record! {
    /// An application to a company.
    pub struct ApplicationFile: "an application" {
        /// Its id.
        required id: Spanned<PlanId>,
        /// The company; one of `companies` where it has the name of one.
        required company: String,
        /// What one applies for.
        optional role: String,
        /// How far it is.
        required stage: Stage,
        /// Since when it is there.
        optional since: Spanned<NaiveDate>,
        /// The day of the next step, such as an interview.
        optional next: Spanned<NaiveDate>,
        /// The advertisement.
        optional url: Spanned<String>,
        /// A remark.
        optional note: String,
        /// Where it comes from.
        optional src: OriginLines,
    }
}

record! {
    /// A step of the income ladder.
    pub struct IncomeFile: "a step of income" {
        /// Its id.
        required id: Spanned<PlanId>,
        /// The year after the plan.
        required year: u32,
        /// From and to; the end may be open.
        required usd: [Option<u32>; 2],
        /// A remark.
        optional note: String,
        /// Where it comes from.
        optional src: OriginLines,
    }
}

record! {
    /// A consulting service.
    pub struct ServiceFile: "a service" {
        /// Its id.
        required id: Spanned<PlanId>,
        /// Its title.
        required title: String,
        /// The rate, from and to.
        required rate_usd: [Option<u32>; 2],
        /// What the rate is for: engagement, day, month.
        optional per: String,
        /// A remark.
        optional note: String,
        /// Where it comes from.
        optional src: OriginLines,
    }
}

record! {
    /// Why this plan.
    pub struct RationaleFile: "`rationale`" {
        /// Always private, whatever stands here.
        optional visibility: Visibility,
        /// Why this field.
        list field: ReasonFile,
        /// Why this plan.
        list plan: ReasonFile,
        /// The last word.
        optional closing: ReasonFile,
    }
}

record! {
    /// A reason.
    pub struct ReasonFile: "a reason" {
        /// Its id.
        required id: Spanned<PlanId>,
        /// What it is about.
        optional topic: String,
        /// The reason.
        required text: String,
        /// Where it comes from.
        optional src: OriginLines,
    }
}
