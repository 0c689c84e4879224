//! What only the owner sees. No type here can be serialised, so none can reach a template or a JSON file:
//!
//! ```compile_fail
//! fn publish<T: serde::Serialize>(_: T) {}
//! publish(milepost::plan::private::PrivatePlan::default());
//! ```
//!
//! ```compile_fail
//! fn publish<T: serde::Serialize>(_: T) {}
//! fn leak(salary: milepost::plan::schema::private::RolePrivate) { publish(salary); }
//! ```

use std::collections::BTreeMap;

use super::id::PlanId;
use super::schema::private::{
    ApplicationFile, CompanyFile, ExamPrivate, IncomeFile, NotePrivate, PlanPrivate, RationaleFile, ServiceFile,
};

/// The private side of a plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PrivatePlan {
    /// Private fields of the plan as a whole.
    pub head: Option<PlanPrivate>,
    /// Objects that are private as a whole: their titles by id.
    pub hidden: BTreeMap<PlanId, String>,
    /// Private remarks by the id of the object.
    pub notes: BTreeMap<PlanId, NotePrivate>,
    /// Bookings and attempts by certification.
    pub exams: BTreeMap<PlanId, ExamPrivate>,
    /// Levels aimed at, by skill.
    pub target_levels: BTreeMap<PlanId, String>,
    /// Salary bands by role.
    pub salaries: BTreeMap<PlanId, [u32; 2]>,
    /// Why the plan rested, by the first day of the pause.
    pub pause_reasons: Vec<(chrono::NaiveDate, String)>,
    /// Why the plan was made anew, by baseline.
    pub baseline_reasons: BTreeMap<PlanId, String>,
    /// Target companies.
    pub companies: Vec<CompanyFile>,
    /// Applications.
    pub applications: Vec<ApplicationFile>,
    /// The income ladder.
    pub income: Vec<IncomeFile>,
    /// Consulting services.
    pub services: Vec<ServiceFile>,
    /// Why this plan.
    pub rationale: Option<RationaleFile>,
}
